//! The options of tables of the `kinesis` connector.

use super::options::Pair;
use crate::settings::Settings;
use crate::text::Edit;
use crate::transforms::kinesis::arn::{self, Prefix};

/// Keys of old, those of today, and the unit that a value gets.
const KEYS: &[(&str, &str, &str)] = &[
    ("scan.stream.initpos", "source.init.position", ""),
    ("scan.stream.initpos-timestamp", "source.init.timestamp", ""),
    ("scan.stream.initpos-timestamp-format", "source.init.timestamp.format", ""),
    ("scan.stream.recordpublisher", "source.reader.type", ""),
    ("scan.stream.efo.consumername", "source.efo.consumer.name", ""),
    ("scan.stream.describestreamconsumer.maxretries", "source.efo.describe.retry-strategy.attempts.max", ""),
    (
        "scan.stream.describestreamconsumer.backoff.base",
        "source.efo.describe.retry-strategy.delay.min",
        " ms",
    ),
    ("scan.stream.describestreamconsumer.backoff.max", "source.efo.describe.retry-strategy.delay.max", " ms"),
    ("scan.stream.deregisterstreamconsumer.timeout", "source.efo.deregister.timeout", " s"),
    ("scan.shard.subscribetoshard.timeout", "source.efo.subscription.timeout", " s"),
    ("scan.shard.getrecords.maxrecordcount", "source.shard.get-records.max-record-count", ""),
    ("scan.shard.discovery.intervalmillis", "source.shard.discovery.interval", " ms"),
];

/// What becomes of the options of one table.
#[derive(Default)]
pub(super) struct Options {
    pub(super) edits: Vec<Edit>,
    /// Keys that the connector does not know and that have no successor.
    pub(super) lost: Vec<String>,
    /// What is left to fill in.
    pub(super) open: Option<String>,
}

/// Reads the options of a table.
pub(super) fn options(text: &str, pairs: &[Pair], settings: &Settings) -> Options {
    let region = pairs.iter().find(|pair| pair.key.of(text) == "aws.region");
    let region = region.map(|pair| pair.value.of(text)).filter(|region| is_plain(region));
    let prefix = Prefix::new(region, settings).text();
    let mut options = Options::default();
    for pair in pairs {
        let (key, value) = (pair.key.of(text), pair.value.of(text));
        if let Some((_, new, unit)) = KEYS.iter().find(|(old, ..)| *old == key) {
            options.edits.push(Edit::replace(pair.key, *new));
            if !unit.is_empty() {
                options.edits.push(Edit::insert(pair.value.end, *unit));
            }
        } else if let Some(now) = lifecycle(key, value) {
            options.edits.push(Edit::replace(pair.key, "source.efo.lifecycle"));
            options.edits.push(Edit::replace(pair.value, now));
        } else if key == "stream" {
            options.edits.push(Edit::insert(pair.key.end, ".arn"));
            if !value.starts_with("arn:") {
                options.edits.push(Edit::insert(pair.value.start, prefix.clone()));
                options.open = arn::placeholders(&prefix);
            }
        } else if key.starts_with("scan.") && !key.starts_with("scan.parallelism") {
            options.lost.push(format!("`{key}`"));
        }
    }
    options
}

/// Who registers the consumer of enhanced fan-out, as it is said now.
fn lifecycle(key: &str, value: &str) -> Option<&'static str> {
    match value {
        "LAZY" | "EAGER" if key == "scan.stream.efo.registration" => Some("JOB_MANAGED"),
        "NONE" if key == "scan.stream.efo.registration" => Some("SELF_MANAGED"),
        _ => None,
    }
}

/// Whether the value is no variable or placeholder.
fn is_plain(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
}
