//! Serializers as trees, and what becomes of state when one takes the place of another.

use std::fmt;

/// What serializes a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Serializer {
    /// One that has always been the same, by its word.
    Fixed(String),
    /// One that hands parts of the value to others, by its word.
    Parts(String, Vec<Part>),
    /// Kryo; with a reason where the class could have been a POJO.
    Kryo(Option<String>),
    /// It is not known, and why.
    Unknown(String),
}

/// A part of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it is: `Order.items`, `Tuple2.f1`.
    pub place: String,
    /// Its name there.
    pub name: String,
    /// Its type, as people write it.
    pub of: String,
    /// What serializes it.
    pub serializer: Serializer,
}

/// Whether state comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It does, with the same values.
    Restored,
    /// It does not.
    Lost(Loss),
    /// It cannot be told, and why.
    Unknown(String),
}

/// Why state does not come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The parts that lead to the one that is lost, the outermost first: place and type.
    pub chain: Vec<(String, String)>,
    /// What serialized it.
    pub before: Serializer,
    /// What does now.
    pub after: Serializer,
}

impl Loss {
    /// Whether Kryo wrote it and reads it.
    pub fn is_kryo(&self) -> bool {
        matches!(self.after, Serializer::Kryo(_))
    }

    /// Why the class is no POJO.
    pub fn why(&self) -> Option<&str> {
        match &self.before {
            Serializer::Kryo(why) => why.as_deref(),
            Serializer::Fixed(_) | Serializer::Parts(..) | Serializer::Unknown(_) => None,
        }
    }
}

impl Serializer {
    /// The word for it, without its parts.
    pub fn word(&self) -> &str {
        match self {
            Self::Fixed(word) | Self::Parts(word, _) => word,
            Self::Kryo(_) => "kryo",
            Self::Unknown(_) => "unknown",
        }
    }

    /// What becomes of state that it wrote and `after` reads.
    pub fn fate(&self, after: &Self) -> Fate {
        match (self, after) {
            (Self::Unknown(why), _) | (_, Self::Unknown(why)) => Fate::Unknown(why.clone()),
            (Self::Fixed(one), Self::Fixed(other)) if one == other => Fate::Restored,
            (Self::Parts(one, parts), Self::Parts(other, others)) if one == other && fits(parts, others) => {
                fate_of(parts, others)
            }
            _ => Fate::Lost(Loss { chain: Vec::new(), before: self.clone(), after: after.clone() }),
        }
    }
}

fn fits(parts: &[Part], others: &[Part]) -> bool {
    parts.len() == others.len() && parts.iter().zip(others).all(|(one, other)| one.name == other.name)
}

/// The first part that is lost decides, or else the first that is not known.
fn fate_of(parts: &[Part], others: &[Part]) -> Fate {
    let mut found = Fate::Restored;
    for (part, other) in parts.iter().zip(others) {
        match part.serializer.fate(&other.serializer) {
            Fate::Lost(mut loss) => {
                loss.chain.insert(0, (part.place.clone(), part.of.clone()));
                return Fate::Lost(loss);
            }
            Fate::Unknown(why) if found == Fate::Restored => found = Fate::Unknown(why),
            Fate::Unknown(_) | Fate::Restored => {}
        }
    }
    found
}

/// As a tree in one line: `pojo(id: basic, items: kryo)`.
impl fmt::Display for Serializer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Parts(word, parts) = self else { return formatter.write_str(self.word()) };
        write!(formatter, "{word}(")?;
        for (index, part) in parts.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            match word.as_str() {
                "pojo" => write!(formatter, "{comma}{}: {}", part.name, part.serializer)?,
                _ => write!(formatter, "{comma}{}", part.serializer)?,
            }
        }
        formatter.write_str(")")
    }
}
