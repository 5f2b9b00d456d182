//! Which calls and classes keep state, as the table has them.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Where a job keeps state.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// The class whose type argument is a type.
    pub(super) hint: String,
    /// The class that says the type of a value.
    pub(super) type_information: String,
    /// What may stand between an operator and its `uid`.
    pub(super) setters: Vec<String>,
    /// What to do about state that is lost.
    pub lost: String,
    /// What to do where it is not known.
    pub unknown: String,
    /// What to do where logs and sources differ.
    pub differs: String,
    /// What to do about an operator without `uid`.
    pub without_uid: String,
    /// Serializers as people call them, by word.
    pub serializers: BTreeMap<String, String>,
    pub(super) factories: Factories,
    pub(super) descriptor: Vec<Described>,
    pub(super) call: Vec<Call>,
    pub(super) heir: Vec<Maker>,
    #[serde(rename = "static")]
    pub(super) statics: Vec<Static>,
    pub(super) maker: Vec<Maker>,
    pub(super) table: Vec<Table>,
    pub(super) tables: Tables,
}

/// What makes type information.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Factories {
    pub(super) owner: String,
    /// Constants of types whose serializer has always been the same; a name that ends with `.` is all that is in it.
    pub(super) fixed: Vec<String>,
    pub(super) parts: BTreeMap<String, String>,
    pub(super) same: Vec<String>,
    pub(super) kryo: Vec<String>,
    /// The serializer that is Kryo.
    pub(super) kryo_class: String,
}

/// A class that describes state.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Described {
    pub(super) class: String,
    pub(super) what: String,
}

/// Methods of a stream that keep values of a type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Call {
    pub(super) owner: String,
    pub(super) names: Vec<String>,
    pub(super) what: String,
    /// Whether the type is an argument of what the call gives, and not of what it is called on.
    #[serde(default)]
    pub(super) given: bool,
    /// The supertype of the first argument whose type argument it is.
    pub(super) aggregates: Option<String>,
    /// Which type arguments it has.
    pub(super) arguments: Vec<usize>,
    /// The class whose type arguments they are, where that begins the chain that the call ends.
    pub(super) from: Option<String>,
}

/// Static methods that keep what is in the stream that they are given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Static {
    pub(super) owner: String,
    pub(super) names: Vec<String>,
    pub(super) what: String,
    /// Methods of what it gives that make the operator; none where it does so itself.
    #[serde(default)]
    pub(super) until: Vec<String>,
}

/// Connectors, and classes that users extend, whose state nothing reads any more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Maker {
    pub(super) classes: Vec<String>,
    pub(super) what: String,
    pub(super) why: String,
    pub(super) now: String,
}

/// Static methods with which a program of tables begins.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) class: String,
    pub(super) names: Vec<String>,
}

/// What is said of tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tables {
    pub(super) what: String,
    pub(super) why: String,
    pub(super) now: String,
}

impl Factories {
    /// Whether the constant is one of a type whose serializer has always been the same.
    pub(super) fn is_fixed(&self, constant: &str) -> bool {
        self.fixed
            .iter()
            .any(|known| known == constant || known.ends_with('.') && constant.starts_with(known.as_str()))
    }
}

impl Places {
    /// Reads the table.
    pub fn read(table: &str) -> Result<Self, String> {
        toml::from_str(table).map_err(|error| error.to_string())
    }

    /// The serializer as people call it.
    pub fn serializer<'p>(&'p self, word: &'p str) -> &'p str {
        self.serializers.get(word).map_or(word, String::as_str)
    }

    /// Words one of which stands in each file that keeps state.
    pub(super) fn words(&self) -> Vec<&str> {
        let classes = self.descriptor.iter().map(|one| &one.class);
        let classes = classes.chain(self.statics.iter().map(|one| &one.owner));
        let classes = classes.chain(self.table.iter().map(|one| &one.class));
        let classes = classes.chain(self.maker.iter().flat_map(|one| &one.classes));
        let classes = classes.chain(self.heir.iter().flat_map(|one| &one.classes));
        let mut words: Vec<&str> = classes.map(|name| simple(name)).collect();
        words.extend(["intervalJoin", "keyBy", "window"]);
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// The last part of a full name.
pub(super) fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
