//! Options of `CREATE TABLE … WITH (…)` in Java strings and files of SQL.

use self::options::Pair;
use crate::finding::{Change, Finding, Note, RemedyKind, Site};
use crate::rules::{Context, Rule, Wants};
use crate::snapshot::FileKind;
use crate::text::{Edit, Span};
use crate::view::File;

mod kinesis;
mod legacy;
mod options;

/// Connectors that are called by a release of Kafka.
const OLD_KAFKA: [&str; 2] = ["kafka-0.10", "kafka-0.11"];

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Options)]
}

struct Options;

impl Rule for Options {
    fn wants(&self) -> Wants {
        let words = || ["connector.type", OLD_KAFKA[0], OLD_KAFKA[1], "kinesis"].map(str::to_owned).to_vec();
        Wants { files: vec![(FileKind::Java, words()), (FileKind::Text, words())] }
    }

    fn beside(&self) -> Vec<String> {
        ["'connector'", "'connector.type'"].map(str::to_owned).into()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let tables = options::tables(file).into_iter();
        tables.filter_map(|table| found(file, context, &table)).collect()
    }
}

/// What is to be said of a table with the options `pairs`.
fn found(file: &File, context: &Context<'_>, pairs: &[Pair]) -> Option<Finding> {
    let text = file.text();
    let of = |key: &str| pairs.iter().find(|pair| pair.key.of(text) == key);
    let site = |span: Span| Site { path: file.path.clone(), span };
    if let Some(old) = of("connector.type") {
        return Some(described(file, context, (site(old.key), old.value.of(text)), pairs));
    }
    let connector = of("connector")?;
    let name = connector.value.of(text);
    if OLD_KAFKA.contains(&name) {
        let note = Note::new(
            format!("`{name}` becomes `kafka`, which is the connector for every release of Kafka."),
            "Check that the brokers are new enough for the Kafka client that the connector brings.",
        );
        let edits = vec![Edit::replace(connector.value, "kafka")];
        return Some(context.review(site(connector.value), note, Change::in_file(&file.path, edits)));
    }
    (name == "kinesis").then(|| stream(file, context, connector, pairs)).flatten()
}

/// What is to be said of a table with `connector.type`.
fn described(file: &File, context: &Context<'_>, (site, connector): (Site, &str), pairs: &[Pair]) -> Finding {
    let why =
        "Flink 1.14 took out the tables that were described in this way; such a table fails when it is used.";
    match legacy::renamed(file.text(), pairs) {
        Ok(legacy::Renamed { edits, now }) => {
            let what = format!("The options of this `{connector}` table get the names of today.");
            context.review(site, Note::new(what, now).because(why), Change::in_file(&file.path, edits))
        }
        Err(left) => {
            let now = "Write `'connector' = '…'` and the options that the page of the connector names.";
            let note = Note::new("Options that begin with `connector.` are read no more.", now);
            context.manual(site, note.because(format!("{why} They are left: {left}.")))
        }
    }
}

/// What is to be said of a table of the `kinesis` connector.
fn stream(file: &File, context: &Context<'_>, connector: &Pair, pairs: &[Pair]) -> Option<Finding> {
    let kinesis::Options { edits, lost, open } = kinesis::options(file.text(), pairs, context.settings);
    let site = Site { path: file.path.clone(), span: connector.value };
    if edits.is_empty() {
        let now = format!("Take out {}, which the connector does not know and refuses.", lost.join(" and "));
        let note = Note::new("Options of this `kinesis` table are gone.", now);
        return (!lost.is_empty()).then(|| context.manual(site, note));
    }
    let now = open.unwrap_or_else(|| "Check that the stream is the one that is meant.".to_owned());
    let note = Note::new("The options of this `kinesis` table get their new names; it is told the ARN of its stream.", now)
        .because("The connector for Flink 2 knows neither `stream` nor the keys that begin with `scan.`; the state of the old source cannot be restored.");
    Some(context.review(site, note, Change::in_file(&file.path, edits)))
}
