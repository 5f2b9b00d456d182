//! The kinds of plain values, and how a value is written where an object or a text is wanted: what forms and hooks share.

use tree_sitter::Node;

use crate::syntax::java;
use crate::text::Edit;
use crate::types::JavaScope;
use crate::types::Resolution::Known;
use crate::view::JavaFile;

/// The type of a value, as the names of accessors say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Boolean,
    Double,
    Float,
    Integer,
    Long,
    String,
}

impl Kind {
    /// What follows `get` or `set` in the name of an accessor.
    pub(crate) fn of_accessor(name: &str) -> Option<Self> {
        Some(match name {
            "Boolean" => Self::Boolean,
            "Double" => Self::Double,
            "Float" => Self::Float,
            "Integer" => Self::Integer,
            "Long" => Self::Long,
            "String" => Self::String,
            _ => return None,
        })
    }

    /// The kind of values of the type `name`.
    pub(crate) fn of_type(name: &str) -> Option<Self> {
        Some(match name.strip_prefix("java.lang.").unwrap_or(name) {
            "boolean" | "Boolean" => Self::Boolean,
            "double" | "Double" => Self::Double,
            "float" | "Float" => Self::Float,
            "int" | "Integer" => Self::Integer,
            "long" | "Long" => Self::Long,
            "String" => Self::String,
            _ => return None,
        })
    }

    /// Its primitive type; `String` has none and stays.
    pub(crate) fn primitive(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Double => "double",
            Self::Float => "float",
            Self::Integer => "int",
            Self::Long => "long",
            Self::String => "String",
        }
    }

    /// The method of `ConfigOptions.OptionBuilder` that says the type.
    pub(crate) fn option_type(self) -> &'static str {
        match self {
            Self::Boolean => "booleanType",
            Self::Double => "doubleType",
            Self::Float => "floatType",
            Self::Integer => "intType",
            Self::Long => "longType",
            Self::String => "stringType",
        }
    }

    /// Whether a cast to `name` makes the number smaller, so that it needs the primitive type first.
    pub(crate) fn is_narrowed_by(self, name: &str) -> bool {
        let numbers = ["byte", "short", "char", "int", "long", "float", "double"];
        let rank = |name: &str| numbers.iter().position(|number| *number == name);
        match (rank(name), rank(self.primitive())) {
            (Some(to), Some(from)) => to < from,
            _ => false,
        }
    }

    /// The edits that make `value` boxed as this kind: an `int` is no `Long` by itself.
    pub(crate) fn boxed(self, scope: &JavaScope<'_>, value: Node<'_>) -> Vec<Edit> {
        let Some(suffix) = self.suffix() else { return Vec::new() };
        let found = scope.type_of(value);
        if let Known(found) = &found
            && found.dimensions == 0
            && Self::of_type(&found.name) == Some(self)
        {
            return Vec::new();
        }
        let text = scope.file.text_of(value);
        let is_whole = value.kind() == "decimal_integer_literal";
        if is_whole {
            let at = value.end_byte() - usize::from(text.ends_with(['l', 'L']));
            let kept = at == value.end_byte();
            return if kept { vec![Edit::insert(at, suffix)] } else { self.wrapped(value) };
        }
        self.wrapped(value)
    }

    /// What makes a whole number one of this kind; `None` where every value fits that the old accessor took.
    fn suffix(self) -> Option<&'static str> {
        match self {
            Self::Long => Some("L"),
            Self::Float => Some("f"),
            Self::Double => Some("d"),
            Self::Boolean | Self::Integer | Self::String => None,
        }
    }

    fn wrapped(self, value: Node<'_>) -> Vec<Edit> {
        let name = match self {
            Self::Long => "Long",
            Self::Float => "Float",
            Self::Double => "Double",
            Self::Boolean | Self::Integer | Self::String => return Vec::new(),
        };
        vec![
            Edit::insert(value.start_byte(), format!("{name}.valueOf(")),
            Edit::insert(value.end_byte(), ")"),
        ]
    }
}

/// The edits that make `value` a text: a literal in quotes, or a conversion.
pub(crate) fn as_text(java: &JavaFile, value: Node<'_>) -> Vec<Edit> {
    let text = java.text_of(value);
    let plain = match value.kind() {
        "true" | "false" => Some(text.to_owned()),
        "decimal_integer_literal" => {
            let digits = text.trim_end_matches(['l', 'L']).replace('_', "");
            digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
        }
        _ => None,
    };
    match plain {
        Some(plain) => vec![Edit::replace(java::span(value), format!("\"{plain}\""))],
        None => {
            vec![Edit::insert(value.start_byte(), "String.valueOf("), Edit::insert(value.end_byte(), ")")]
        }
    }
}
