//! Tables that are described with `connector.type`, as Flink knew them up to 1.13.

use super::options::Pair;
use crate::text::{Edit, Span};

/// What becomes of the options of one table.
pub(super) struct Renamed {
    pub(super) edits: Vec<Edit>,
    /// What is to be looked at.
    pub(super) now: String,
}

/// A connector whose options have names of today.
struct Connector {
    name: &'static str,
    /// Old keys and new ones.
    keys: &'static [(&'static str, &'static str)],
    /// Keys that say nothing any more, with the values of which that is true; none stands for any.
    idle: &'static [(&'static str, &'static [&'static str])],
    /// What is to be looked at.
    now: &'static str,
}

const CONNECTORS: &[Connector] = &[
    Connector {
        name: "kafka",
        keys: &[
            ("connector.topic", "topic"),
            ("connector.startup-mode", "scan.startup.mode"),
            ("connector.specific-offsets", "scan.startup.specific-offsets"),
            ("connector.startup-timestamp-millis", "scan.startup.timestamp-millis"),
        ],
        idle: &[
            ("connector.version", &[]),
            ("connector.properties.zookeeper.connect", &[]),
            ("update-mode", &["append"]),
        ],
        now: "Check the topic and where it begins to read.",
    },
    Connector {
        name: "jdbc",
        keys: &[
            ("connector.url", "url"),
            ("connector.table", "table-name"),
            ("connector.driver", "driver"),
            ("connector.username", "username"),
            ("connector.password", "password"),
            ("connector.read.partition.column", "scan.partition.column"),
            ("connector.read.partition.num", "scan.partition.num"),
            ("connector.read.partition.lower-bound", "scan.partition.lower-bound"),
            ("connector.read.partition.upper-bound", "scan.partition.upper-bound"),
            ("connector.read.fetch-size", "scan.fetch-size"),
            ("connector.lookup.cache.max-rows", "lookup.cache.max-rows"),
            ("connector.lookup.cache.ttl", "lookup.cache.ttl"),
            ("connector.lookup.max-retries", "lookup.max-retries"),
            ("connector.write.flush.max-rows", "sink.buffer-flush.max-rows"),
            ("connector.write.flush.interval", "sink.buffer-flush.interval"),
            ("connector.write.max-retries", "sink.max-retries"),
        ],
        idle: &[("update-mode", &["append", "upsert"])],
        now: "Rows are updated by the `PRIMARY KEY (…) NOT ENFORCED` of the table now, and no longer by the keys of the query: declare it, or rows are appended. They are written after 100 rows or a second, where it was 5000 rows.",
    },
    Connector {
        name: "filesystem",
        keys: &[("connector.path", "path")],
        idle: &[("update-mode", &["append"])],
        now: "In streaming, files are finished with checkpoints now.",
    },
];

/// Keys that say nothing any more in any table.
const IDLE: &[(&str, &[&str])] = &[
    ("connector.property-version", &[]),
    ("format.property-version", &[]),
    ("format.derive-schema", &["true"]),
];

/// Formats, and their options behind `format.` and behind the name of the format alike.
const FORMATS: &[(&str, &[&str])] = &[
    ("json", &["fail-on-missing-field", "ignore-parse-errors"]),
    (
        "csv",
        &[
            "field-delimiter",
            "disable-quote-character",
            "quote-character",
            "allow-comments",
            "ignore-parse-errors",
            "array-element-delimiter",
            "escape-character",
            "null-literal",
        ],
    ),
    ("avro", &[]),
];

/// What is said where timestamps stand in JSON.
const TIMESTAMPS: &str = " The format reads timestamps like `2020-01-01 00:00:00`; for `2020-01-01T00:00:00Z`, write `TIMESTAMP_LTZ(3)` and `'json.timestamp-format.standard' = 'ISO-8601'`.";

/// The options `pairs`, in one of which is `connector.type`, by the names of today; or why they are left.
pub(super) fn renamed(text: &str, pairs: &[Pair]) -> Result<Renamed, String> {
    let value =
        |key: &str| pairs.iter().find(|pair| pair.key.of(text) == key).map(|pair| pair.value.of(text));
    let name = value("connector.type").unwrap_or_default();
    let connector = CONNECTORS
        .iter()
        .find(|connector| connector.name == name)
        .ok_or_else(|| format!("the options of a table of `{name}` are not known"))?;
    if value("connector.username").is_some() && value("connector.password").is_none() {
        return Err("the connector asks for a password beside `username`".to_owned());
    }
    let format = value("format.type");
    let table = Table { text, connector, format, pairs };
    let fates = (0..pairs.len()).map(|at| table.fate(at)).collect::<Result<Vec<_>, String>>()?;
    let mut edits = without(text, pairs, &fates)?;
    edits.extend(pairs.iter().zip(fates).filter_map(|(pair, fate)| match fate {
        Fate::Named(new) if new != pair.key.of(text) => Some(Edit::replace(pair.key, new)),
        Fate::Named(_) | Fate::Idle => None,
    }));
    let timestamps = if format == Some("json") { TIMESTAMPS } else { "" };
    Ok(Renamed { edits, now: format!("{}{timestamps}", connector.now) })
}

/// What becomes of one option.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    /// It has this key.
    Named(String),
    /// It goes.
    Idle,
}

struct Table<'t> {
    text: &'t str,
    connector: &'t Connector,
    format: Option<&'t str>,
    pairs: &'t [Pair],
}

impl Table<'_> {
    fn fate(&self, at: usize) -> Result<Fate, String> {
        let pair = &self.pairs[at];
        let (key, value) = (pair.key.of(self.text), pair.value.of(self.text));
        let is_idle =
            |(idle, values): &(&str, &[&str])| *idle == key && (values.is_empty() || values.contains(&value));
        if IDLE.iter().chain(self.connector.idle).any(is_idle) {
            return Ok(Fate::Idle);
        }
        if let Some((_, new)) = self.connector.keys.iter().find(|(old, _)| *old == key) {
            return Ok(Fate::Named((*new).to_owned()));
        }
        let named = match key {
            "connector.type" => Some("connector".to_owned()),
            "format.type" => self.format_option("").map(|_| "format".to_owned()),
            "connector.sink-partitioner" if self.is_kafka() && matches!(value, "fixed" | "round-robin") => {
                Some("sink.partitioner".to_owned())
            }
            _ => match (key.strip_prefix("format."), key.strip_prefix("connector.properties.")) {
                (Some(option), _) => self.format_option(option),
                (_, Some(property)) if self.is_kafka() => return self.property(at, property),
                _ => None,
            },
        };
        named.map(Fate::Named).ok_or_else(|| format!("what becomes of `{key}` is not known"))
    }

    fn is_kafka(&self) -> bool {
        self.connector.name == "kafka"
    }

    /// The new key of an option of the format; of an empty one when the format is known.
    fn format_option(&self, option: &str) -> Option<String> {
        let (format, options) = FORMATS.iter().find(|(format, _)| Some(*format) == self.format)?;
        (option.is_empty() || options.contains(&option)).then(|| format!("{format}.{option}"))
    }

    /// `connector.properties.group.id`, or one half of what is numbered: `….0.key` and `….0.value`.
    fn property(&self, at: usize, property: &str) -> Result<Fate, String> {
        let Some((number, half)) = property.split_once('.').filter(|(number, _)| is_number(number)) else {
            return Ok(Fate::Named(format!("properties.{property}")));
        };
        let other = |half: &str| {
            let wanted = format!("connector.properties.{number}.{half}");
            self.pairs
                .iter()
                .find(|pair| pair.key.of(self.text) == wanted)
                .map(|pair| pair.value.of(self.text))
        };
        match (half, other("key"), other("value")) {
            (_, Some("zookeeper.connect"), Some(_)) | ("key", Some(_), Some(_)) => Ok(Fate::Idle),
            ("value", Some(name), Some(_)) if !name.contains('"') => {
                Ok(Fate::Named(format!("properties.{name}")))
            }
            _ => Err(format!("what becomes of `{}` is not known", self.pairs[at].key.of(self.text))),
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_digit())
}

/// The edits that take out what is idle, with the commas.
fn without(text: &str, pairs: &[Pair], fates: &[Fate]) -> Result<Vec<Edit>, String> {
    let last = fates.iter().rposition(|fate| *fate != Fate::Idle).unwrap_or(0);
    let is_idle = |at: &usize| fates[*at] == Fate::Idle;
    let mut edits = Vec::new();
    for at in (0..last).filter(is_idle) {
        edits.push((pairs[at], Span::new(start(&pairs[at]), start(&pairs[at + 1]))));
    }
    for at in last + 1..pairs.len() {
        edits.push((pairs[at], Span::new(end(&pairs[at - 1]), end(&pairs[at]))));
    }
    let checked = edits.into_iter().map(|(pair, span)| {
        let around = [
            Span::new(span.start, start(&pair).max(span.start)),
            Span::new(end(&pair).min(span.end), span.end),
        ];
        if around.iter().all(|gap| is_separator(gap.of(text))) {
            Ok(Edit::delete(span))
        } else {
            Err(format!("more stands beside `{}`, which goes", pair.key.of(text)))
        }
    });
    checked.collect()
}

/// Whether nothing but a comma, white space and the seam of two Java strings stands there.
fn is_separator(gap: &str) -> bool {
    let plain = gap.replace("\\n", "").replace("\\t", "").replace("\\r", "");
    plain.chars().all(|letter| letter.is_whitespace() || matches!(letter, ',' | '"' | '+'))
}

/// Where the option begins, with its quote.
fn start(pair: &Pair) -> usize {
    pair.key.start - 1
}

/// Where the option ends, with its quote.
fn end(pair: &Pair) -> usize {
    pair.value.end + 1
}
