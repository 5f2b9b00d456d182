//! Types as values.

use std::fmt;

use super::Resolution;

/// A Java type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// The fully qualified name with dots, or a primitive type, or `void`.
    ///
    /// A type parameter is written after its owner: `com.acme.Base#T`;
    /// [`TypeRef::UNKNOWN`] stands for a type argument that is not known.
    pub name: String,
    /// Type arguments; empty for a raw type and for a diamond. A wildcard is its bound.
    pub arguments: Vec<TypeRef>,
    /// Pairs of brackets.
    pub dimensions: usize,
}

impl TypeRef {
    /// The name of a type argument that is not known.
    pub const UNKNOWN: &'static str = "?";

    /// The type `name` without arguments.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), arguments: Vec::new(), dimensions: 0 }
    }

    /// Whether it is the class `name` and no array of it, whatever its arguments.
    pub fn is(&self, name: &str) -> bool {
        self.name == name && self.dimensions == 0
    }

    /// Whether nothing in it is a type parameter or not known.
    pub fn is_complete(&self) -> bool {
        !self.is_parameter() && self.name != Self::UNKNOWN && self.arguments.iter().all(Self::is_complete)
    }

    /// Whether it is a type parameter.
    pub fn is_parameter(&self) -> bool {
        self.name.contains('#')
    }

    /// The type, unless it is itself a type argument that is not known.
    pub(super) fn whole(self) -> Resolution<Self> {
        let known = (self.name != Self::UNKNOWN).then_some(self);
        Resolution::or_unknown(known, || "the type arguments are not written".to_owned())
    }

    /// The type argument at `index`; of a raw type the class that bounds it.
    pub(super) fn argument(&self, index: usize, bound: Option<&Self>) -> Self {
        let raw = bound.filter(|bound| self.arguments.is_empty() && !bound.is_parameter());
        let written = self.arguments.get(index).cloned();
        written.unwrap_or_else(|| Self::new(raw.map_or(Self::UNKNOWN, |bound| bound.name.as_str())))
    }

    /// An array of it.
    #[must_use]
    pub fn array(mut self, dimensions: usize) -> Self {
        self.dimensions += dimensions;
        self
    }

    /// The same type with each type parameter replaced by what `value_of` says.
    #[must_use]
    pub fn substitute(&self, value_of: &dyn Fn(&str) -> Option<TypeRef>) -> Self {
        if let Some(value) = self.is_parameter().then(|| value_of(&self.name)).flatten() {
            return value.array(self.dimensions);
        }
        let arguments = self.arguments.iter().map(|argument| argument.substitute(value_of)).collect();
        Self { name: self.name.clone(), arguments, dimensions: self.dimensions }
    }
}

/// As Java writes it, with full names.
impl fmt::Display for TypeRef {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name.rsplit('#').next().unwrap_or(&self.name))?;
        for (index, argument) in self.arguments.iter().enumerate() {
            write!(formatter, "{}{argument}", if index == 0 { "<" } else { ", " })?;
        }
        if !self.arguments.is_empty() {
            formatter.write_str(">")?;
        }
        formatter.write_str(&"[]".repeat(self.dimensions))
    }
}
