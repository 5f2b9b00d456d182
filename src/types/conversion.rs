//! Which values a parameter takes (JLS 5.3), as far as types are known.

use super::notation::is_primitive;
use super::resolution::Resolution::{Known, Unknown};
use super::{JavaScope, TypeRef};

/// How a value goes to a parameter; the smaller the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// As it is, or as a value of a supertype.
    Strict,
    /// Boxed or unboxed.
    Loose,
    /// Nobody can say.
    Maybe,
    /// Not at all.
    No,
}

/// Primitive types that are numbers, the narrow ones first, and how the JDK calls their boxes.
const BOXES: [(&str, &str); 8] = [
    ("byte", "java.lang.Byte"),
    ("short", "java.lang.Short"),
    ("int", "java.lang.Integer"),
    ("long", "java.lang.Long"),
    ("float", "java.lang.Float"),
    ("double", "java.lang.Double"),
    ("char", "java.lang.Character"),
    ("boolean", "java.lang.Boolean"),
];

/// Where the numbers of [`BOXES`] end.
const NUMBERS: usize = 6;

impl TypeRef {
    /// The class whose objects hold the values of a primitive type; any other type itself.
    #[must_use]
    pub fn boxed(&self) -> Self {
        let found = BOXES.iter().find(|(primitive, _)| self.is(primitive));
        found.map_or_else(|| self.clone(), |(_, boxed)| Self::new(*boxed))
    }

    /// The primitive type whose values the objects of the class hold.
    pub(super) fn unboxed(&self) -> Option<Self> {
        BOXES.iter().find(|(_, boxed)| self.is(boxed)).map(|(primitive, _)| Self::new(*primitive))
    }

    /// Whether it is a primitive type.
    pub fn is_primitive(&self) -> bool {
        self.dimensions == 0 && is_primitive(&self.name)
    }
}

impl JavaScope<'_> {
    /// How a value of type `from` goes to a parameter of type `to`; type arguments do not count.
    pub(super) fn fit(&self, from: &TypeRef, to: &TypeRef) -> Fit {
        if from.name == TypeRef::UNKNOWN || to.name == TypeRef::UNKNOWN {
            return Fit::Maybe;
        }
        match (from.is_primitive(), to.is_primitive()) {
            (true, true) => widens(&from.name, &to.name),
            (true, false) => loosely(self.fit_reference(&from.boxed(), to)),
            (false, true) => match from.unboxed() {
                Some(value) => loosely(widens(&value.name, &to.name)),
                None if from.is_parameter() => Fit::Maybe,
                None => Fit::No,
            },
            (false, false) => self.fit_reference(from, to),
        }
    }

    fn fit_reference(&self, from: &TypeRef, to: &TypeRef) -> Fit {
        if to.is("java.lang.Object") || from == to {
            return Fit::Strict;
        }
        if from.dimensions > 0 && to.dimensions > 0 {
            let element = |array: &TypeRef| TypeRef { dimensions: array.dimensions - 1, ..array.clone() };
            let (from, to) = (element(from), element(to));
            return match from.is_primitive() || to.is_primitive() {
                true if from == to => Fit::Strict,
                true => Fit::No,
                false => self.fit_reference(&from, &to),
            };
        }
        if to.dimensions > 0 {
            return if from.is_parameter() { Fit::Maybe } else { Fit::No };
        }
        match self.as_supertype(from, &to.name) {
            Known(Some(_)) => Fit::Strict,
            // A type parameter can be anything that its bound allows.
            Known(None) if to.is_parameter() => Fit::Maybe,
            Known(None) => Fit::No,
            Unknown(_) => Fit::Maybe,
        }
    }
}

/// The same by way of a box.
fn loosely(fit: Fit) -> Fit {
    fit.max(Fit::Loose)
}

fn widens(from: &str, to: &str) -> Fit {
    let place = |name: &str| BOXES.iter().position(|(primitive, _)| *primitive == name);
    let fits = from == to
        || match (place(from), place(to)) {
            (Some(from), Some(to)) if from < NUMBERS && to < NUMBERS => from <= to,
            (Some(_), Some(to)) => from == "char" && (2..NUMBERS).contains(&to),
            _ => false,
        };
    if fits { Fit::Strict } else { Fit::No }
}
