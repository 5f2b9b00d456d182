//! Answers that are known, or say why not.

/// What a lookup found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Resolution<T> {
    /// The answer.
    Known(T),
    /// Why there is none: a sentence for the person, without a full stop.
    Unknown(String),
}

use Resolution::{Known, Unknown};

impl<T> Resolution<T> {
    /// The answer, or why there is none.
    pub fn or_unknown(answer: Option<T>, why: impl FnOnce() -> String) -> Self {
        answer.map_or_else(|| Unknown(why()), Known)
    }

    /// The answer, if there is one.
    pub fn known(self) -> Option<T> {
        match self {
            Known(answer) => Some(answer),
            Unknown(_) => None,
        }
    }

    /// The answer, or why there is none, for `?`.
    pub fn into_result(self) -> Result<T, String> {
        match self {
            Known(answer) => Ok(answer),
            Unknown(why) => Err(why),
        }
    }

    /// A borrowed answer.
    pub fn as_ref(&self) -> Resolution<&T> {
        match self {
            Known(answer) => Known(answer),
            Unknown(why) => Unknown(why.clone()),
        }
    }

    /// The same with another answer.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Resolution<U> {
        self.and_then(|answer| Known(change(answer)))
    }

    /// Asks on with the answer.
    pub fn and_then<U>(self, next: impl FnOnce(T) -> Resolution<U>) -> Resolution<U> {
        match self {
            Known(answer) => next(answer),
            Unknown(why) => Unknown(why),
        }
    }

    /// Asks elsewhere when there is no answer.
    pub fn or_else(self, other: impl FnOnce(String) -> Self) -> Self {
        match self {
            Known(answer) => Known(answer),
            Unknown(why) => other(why),
        }
    }

    /// Whether the answer is known and equal to `wanted`.
    pub fn is<U: ?Sized>(&self, wanted: &U) -> bool
    where
        T: PartialEq<U>,
    {
        matches!(self, Known(answer) if answer == wanted)
    }
}
