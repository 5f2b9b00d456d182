//! Types as a file writes them, read from its text: most lookups in other files ask for nothing more, and no tree is needed.

use super::notation::is_primitive;
use super::resolution::Resolution::{self, Known};
use super::{JavaScope, TypeRef};
use crate::text::{Span, identifiers};

impl JavaScope<'_> {
    /// The type that stands at `span` of this file; `None` where only the tree can tell.
    pub(super) fn type_in_text(&self, span: Span) -> Option<Resolution<TypeRef>> {
        let rest = span.of(self.file.text());
        // Annotations and comments can stand anywhere.
        if rest.contains(['@', '/']) {
            return None;
        }
        let mut reader = Reader { scope: self, at: span, rest };
        let found = reader.java_type()?;
        reader.rest.trim_start().is_empty().then_some(found)
    }
}

struct Reader<'r> {
    scope: &'r JavaScope<'r>,
    at: Span,
    rest: &'r str,
}

impl<'r> Reader<'r> {
    fn java_type(&mut self) -> Option<Resolution<TypeRef>> {
        if self.eats("?") {
            let is_bounded = self.eats("extends ") || self.eats("super ");
            return if is_bounded { self.java_type() } else { Some(Known(TypeRef::new("java.lang.Object"))) };
        }
        let (name, arguments) = self.class_type()?;
        let mut dimensions = 0;
        while self.eats("[") {
            dimensions += usize::from(self.eats("]"));
        }
        let class = if is_primitive(&name) { Known(name) } else { self.scope.type_name_at(&name, self.at) };
        Some(class.map(|name| TypeRef { name, arguments, dimensions }))
    }

    /// A dotted name with the type arguments at its end.
    fn class_type(&mut self) -> Option<(String, Vec<TypeRef>)> {
        let mut name = self.word()?.to_owned();
        let mut arguments = Vec::new();
        loop {
            if self.eats("<") {
                arguments = self.arguments()?;
            } else if self.eats(".") {
                name = format!("{name}.{}", self.word()?);
                arguments.clear();
            } else {
                return Some((name, arguments));
            }
        }
    }

    fn arguments(&mut self) -> Option<Vec<TypeRef>> {
        let mut arguments = Vec::new();
        while !self.eats(">") {
            let argument = self.java_type()?.known();
            arguments.push(argument.unwrap_or_else(|| TypeRef::new(TypeRef::UNKNOWN)));
            self.eats(",");
        }
        Some(arguments)
    }

    fn word(&mut self) -> Option<&'r str> {
        let rest = self.rest.trim_start();
        let first = identifiers(rest.as_bytes()).next().filter(|word| word.start == 0)?;
        self.rest = &rest[first.end..];
        Some(first.of(rest))
    }

    /// Whether `token` comes next, which is then behind.
    fn eats(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::java;
    use crate::types::JavaScope;
    use crate::types::testing;

    const FIELDS: &str = "package p;\nimport java.util.*;\nclass A<T> {\n\
        int a; Map<String, ? extends List<T []>> b; Map < String , ? super T > [] [] c; Map.Entry<?, A.In<T>> d;\n\
        A<int[]>.In<Missing> e; java.util.List<List<List<T>>> f; Missing g; List<@Deprecated T> h;\n\
        List /* of */ <T> i; A<> j;\nclass In<U> {}\n}\n";

    #[test]
    fn a_type_is_read_from_its_text_as_from_its_tree() {
        let marked = testing::project(&[("p/A.java", FIELDS)]);
        let file = marked.java("p/A.java");
        let scope = JavaScope::new(&marked.project, &file);
        let fields = &file.types[0].fields;
        let read = |name: &str| {
            let span = fields.iter().find(|field| field.name == name).and_then(|field| field.type_span)?;
            let node = java::node_at(file.root(), span)?;
            Some((scope.type_in_text(span)?, scope.type_of_node(node)))
        };
        for name in ["a", "b", "c", "d", "e", "f", "g", "j"] {
            let (text, tree) = read(name).unwrap_or_else(|| panic!("`{name}` is read"));
            assert_eq!(text, tree, "{name}");
        }
        assert_eq!(read("h"), None);
        assert_eq!(read("i"), None);
    }
}
