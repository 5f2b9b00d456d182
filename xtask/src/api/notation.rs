//! Signatures of class files (JVMS 4.7.9.1) in the notation of the tables.
//!
//! A type is written as in Java with its full name, a nested class with a dot; a name without a
//! dot that is no primitive type is a type parameter.

/// The declared type parameters and the supertypes of a class.
pub(super) struct ClassTypes {
    /// `<T extends a.B, U>`, or nothing.
    pub(super) parameters: String,
    /// The superclass, and then the interfaces.
    pub(super) supertypes: Vec<String>,
}

/// Reads the `Signature` of a class.
pub(super) fn class(signature: &str) -> ClassTypes {
    let mut reader = Reader { rest: signature };
    let parameters = reader.type_parameters();
    let mut supertypes = Vec::new();
    while !reader.rest.is_empty() {
        supertypes.push(reader.java_type());
    }
    ClassTypes { parameters, supertypes }
}

/// Reads the descriptor or `Signature` of a field.
pub(super) fn field(signature: &str) -> String {
    Reader { rest: signature }.java_type()
}

/// A method as `name<T>(a.B,T): U throws a.E`; a constructor has the name `new` and no result.
///
/// The signature has exceptions only where some are type parameters; else `exceptions` has them.
pub(super) fn method(name: &str, signature: &str, exceptions: &[String]) -> String {
    let mut reader = Reader { rest: signature };
    let type_parameters = reader.type_parameters();
    reader.skip('(');
    let mut parameters = Vec::new();
    while !reader.rest.starts_with(')') {
        parameters.push(reader.java_type());
    }
    reader.skip(')');
    let result = reader.java_type();
    let mut thrown = Vec::new();
    while !reader.rest.is_empty() {
        reader.skip('^');
        thrown.push(reader.java_type());
    }
    if thrown.is_empty() {
        thrown.extend(exceptions.iter().map(|name| class_name(name)));
    }
    let (name, result) =
        if name == "<init>" { ("new", String::new()) } else { (name, format!(": {result}")) };
    let throws = if thrown.is_empty() { String::new() } else { format!(" throws {}", thrown.join(",")) };
    format!("{name}{type_parameters}({}){result}{throws}", parameters.join(","))
}

/// The name of a class: nested ones with dots.
pub(super) fn class_name(binary: &str) -> String {
    binary.replace(['/', '$'], ".")
}

struct Reader<'s> {
    rest: &'s str,
}

impl Reader<'_> {
    fn next(&mut self) -> char {
        let letter = self.rest.chars().next().expect("the compiler writes whole signatures");
        self.rest = &self.rest[letter.len_utf8()..];
        letter
    }

    fn skip(&mut self, wanted: char) {
        let found = self.next();
        assert_eq!(found, wanted, "before `{}`", self.rest);
    }

    /// Everything up to one of `ends`, which stays.
    fn word(&mut self, ends: &[char]) -> String {
        let end = self.rest.find(ends).expect("the compiler closes what it opens");
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.to_owned()
    }

    fn type_parameters(&mut self) -> String {
        if !self.rest.starts_with('<') {
            return String::new();
        }
        self.skip('<');
        let mut parameters = Vec::new();
        while !self.rest.starts_with('>') {
            let name = self.word(&[':']);
            let mut bounds = Vec::new();
            while self.rest.starts_with(':') {
                self.skip(':');
                if !self.rest.starts_with(':') {
                    bounds.push(self.java_type());
                }
            }
            bounds.retain(|bound| bound != "java.lang.Object");
            let bounds = bounds.join("&");
            parameters.push(if bounds.is_empty() { name } else { format!("{name} extends {bounds}") });
        }
        self.skip('>');
        format!("<{}>", parameters.join(","))
    }

    fn java_type(&mut self) -> String {
        match self.next() {
            'B' => "byte".to_owned(),
            'C' => "char".to_owned(),
            'D' => "double".to_owned(),
            'F' => "float".to_owned(),
            'I' => "int".to_owned(),
            'J' => "long".to_owned(),
            'S' => "short".to_owned(),
            'Z' => "boolean".to_owned(),
            'V' => "void".to_owned(),
            '[' => self.java_type() + "[]",
            '*' => "?".to_owned(),
            '+' => format!("? extends {}", self.java_type()),
            '-' => format!("? super {}", self.java_type()),
            'T' => {
                let name = self.word(&[';']);
                self.skip(';');
                name
            }
            'L' => self.class_type(),
            other => panic!("`{other}` begins no type, before `{}`", self.rest),
        }
    }

    fn class_type(&mut self) -> String {
        let mut text = class_name(&self.word(&[';', '<', '.']));
        loop {
            match self.next() {
                '<' => {
                    let mut arguments = Vec::new();
                    while !self.rest.starts_with('>') {
                        arguments.push(self.java_type());
                    }
                    self.skip('>');
                    text += &format!("<{}>", arguments.join(","));
                }
                '.' => text += &format!(".{}", class_name(&self.word(&[';', '<', '.']))),
                _ => return text,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_and_constructors() {
        assert_eq!(
            method("of", "(JLjava/util/concurrent/TimeUnit;)La/Time;", &[]),
            "of(long,java.util.concurrent.TimeUnit): a.Time"
        );
        let exceptions = ["a.E$F".to_owned(), "a.G".to_owned()];
        assert_eq!(
            method("<init>", "([Ljava/lang/String;)V", &exceptions),
            "new(java.lang.String[]) throws a.E.F,a.G"
        );
        let generic = "<R:Ljava/lang/Object;S::La/I<TR;>;>(La/Map<-TT;+TR;*>;)La/Out<TR;>.In<TS;>;^TE;^Ljava/io/IOException;";
        assert_eq!(
            method("map", generic, &exceptions),
            "map<R,S extends a.I<R>>(a.Map<? super T,? extends R,?>): a.Out<R>.In<S> throws E,java.io.IOException"
        );
    }

    #[test]
    fn classes_and_fields() {
        let types = class("<T:Ljava/lang/Object;>La/Outer$Base<TT;>;Ljava/io/Serializable;");
        assert_eq!(types.parameters, "<T>");
        assert_eq!(types.supertypes, ["a.Outer.Base<T>", "java.io.Serializable"]);
        assert_eq!(field("[[I"), "int[][]");
    }
}
