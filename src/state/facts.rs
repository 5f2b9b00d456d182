//! The facts about types and their serializers, as the catalog has them.

use serde::Deserialize;

/// Which types have which serializer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The annotation that gives a type a serializer of its own.
    pub annotation: String,
    /// The first release of Flink 1 in which records are no work of Kryo.
    pub records_since: String,
    /// Types with a serializer that has always been theirs, by the word for it.
    pub fixed: Vec<Fixed>,
    /// Types whose arguments are serialized one by one; names may end with `*`.
    pub parts: Vec<Parts>,
    /// Types that Kryo wrote, and Flink 2 serializes by itself where their arguments are known.
    pub collections: Vec<Parts>,
    /// Supertypes of generated classes that have a serializer of their own.
    pub generated: Vec<Fixed>,
    /// Types from elsewhere that Kryo serializes.
    pub kryo: Vec<String>,
}

/// Types that share a serializer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// The word for the serializer.
    pub serializer: String,
    /// The types.
    pub types: Vec<String>,
}

/// A type that is serialized by its arguments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parts {
    /// The type.
    pub name: String,
    /// The word for the serializer.
    pub serializer: String,
    /// What its arguments are called; numbers where it has more.
    #[serde(default)]
    pub arguments: Vec<String>,
}

/// The facts as a part of the row that they belong to.
#[derive(Deserialize)]
struct Written {
    rule: WrittenRule,
}

#[derive(Deserialize)]
struct WrittenRule {
    types: Facts,
}

impl Facts {
    /// Reads a table of types.
    pub fn read(table: &str) -> Result<Self, String> {
        let written: Written = toml::from_str(table).map_err(|error| error.to_string())?;
        Ok(written.rule.types)
    }

    /// The word for the serializer that the type `name` has always had.
    pub(super) fn fixed(&self, name: &str) -> Option<&str> {
        word(&self.fixed, name)
    }

    /// The word for the serializer of classes that extend `supertype`.
    pub(super) fn generated(&self, supertype: &str) -> Option<&str> {
        word(&self.generated, supertype)
    }
}

impl Parts {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.strip_suffix('*').map_or(self.name == name, |start| name.starts_with(start))
    }

    /// What the argument at `index` is called.
    pub(super) fn argument(&self, index: usize) -> String {
        self.arguments.get(index).cloned().unwrap_or_else(|| format!("f{index}"))
    }
}

fn word<'f>(fixed: &'f [Fixed], name: &str) -> Option<&'f str> {
    let known = fixed.iter().find(|fixed| fixed.types.iter().any(|known| known == name));
    known.map(|fixed| fixed.serializer.as_str())
}
