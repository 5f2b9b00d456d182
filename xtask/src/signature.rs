//! What a class shows to those who compile against it, as a class file or `fixtures/stubs/*.jsonl` states it.
//!
//! The format is described in `fixtures/stubs/README.md`.

use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::failure::Failure;
use crate::files;

/// A public or protected class.
#[derive(Debug, Deserialize)]
pub(crate) struct ClassSignature {
    /// Binary name with dots, `$` for nesting.
    pub name: String,
    /// Access flags; for a nested class those that its declaration had.
    #[serde(rename = "acc")]
    pub flags: u16,
    /// Binary name of the superclass.
    #[serde(rename = "super")]
    pub superclass: String,
    /// Binary names of the interfaces.
    #[serde(rename = "ifaces")]
    pub interfaces: Vec<String>,
    /// Signature with type parameters, where it has any.
    #[serde(rename = "sig")]
    pub generic: Option<String>,
    /// Whether the declaration was deprecated.
    #[serde(rename = "dep")]
    pub deprecated: bool,
    /// Simple names of its annotations.
    #[serde(rename = "ann", default)]
    pub annotations: Vec<String>,
    /// Binary name of the class around it.
    pub outer: Option<String>,
    /// Public and protected fields and methods.
    pub members: Vec<MemberSignature>,
}

/// A field or a method.
#[derive(Debug, Deserialize)]
#[serde(from = "MemberRow")]
pub(crate) struct MemberSignature {
    /// Which of the two.
    pub kind: MemberKind,
    /// Its name; `<init>` for a constructor.
    pub name: String,
    /// Its type without type parameters.
    pub descriptor: String,
    /// Signature with type parameters, where it has any.
    pub generic: Option<String>,
    /// Access flags.
    pub flags: u16,
    /// Whether the declaration was deprecated.
    pub deprecated: bool,
    /// Binary names of the exceptions that a method declares.
    pub exceptions: Vec<String>,
    /// The value of a field that the compiler copies to where it is read.
    pub constant: Option<ConstantValue>,
}

/// What a member is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub(crate) enum MemberKind {
    /// A field.
    #[serde(rename = "f")]
    Field,
    /// A method or a constructor.
    #[serde(rename = "m")]
    Method,
}

/// The value of a constant; its field's descriptor says which width a number has.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum ConstantValue {
    /// A whole number.
    Number(i64),
    /// A number with a fraction.
    Fraction(f64),
    /// A string.
    Text(String),
}

/// A member as its line spells it; the seventh place, annotations, is of no use here.
#[derive(Deserialize)]
struct MemberRow(
    MemberKind,
    String,
    String,
    Option<String>,
    u16,
    bool,
    IgnoredAny,
    Vec<String>,
    Option<ConstantValue>,
);

impl From<MemberRow> for MemberSignature {
    fn from(row: MemberRow) -> Self {
        let MemberRow(kind, name, descriptor, generic, flags, deprecated, _annotations, exceptions, constant) =
            row;
        Self { kind, name, descriptor, generic, flags, deprecated, exceptions, constant }
    }
}

/// The flags of what another package can name.
pub(crate) const PUBLIC_OR_PROTECTED: u16 = 0x0001 | 0x0004;

impl ClassSignature {
    /// Whether only its own package can name the class.
    pub(crate) fn is_hidden(&self) -> bool {
        self.flags & PUBLIC_OR_PROTECTED == 0
    }

    /// Binary names of the superclass, and then of the interfaces.
    pub(crate) fn supertypes(&self) -> impl Iterator<Item = &str> {
        [&self.superclass].into_iter().chain(&self.interfaces).map(String::as_str)
    }

    /// Whether the compiler meets `other` when it reads this class.
    pub(crate) fn mentions(&self, other: &str) -> bool {
        let path = internal(other);
        let types =
            self.members.iter().flat_map(|member| [Some(&member.descriptor), member.generic.as_ref()]);
        self.supertypes().any(|name| name == other)
            || types.chain([self.generic.as_ref()]).flatten().any(|text| text.contains(&path))
    }
}

/// A binary name as class files write it.
pub(crate) fn internal(name: &str) -> String {
    name.replace('.', "/")
}

/// The classes of one artifact, in the order of the file.
pub(crate) fn read(path: &Path) -> Result<Vec<ClassSignature>, Failure> {
    let text = files::read(path)?;
    let parse = |(index, line)| {
        serde_json::from_str(line)
            .map_err(|error| Failure::data(format!("{}:{}", path.display(), index + 1), &error))
    };
    text.lines().enumerate().map(parse).collect()
}
