//! What the logs of the old job say of its types, for people and for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::lines::Lines;
use super::prose::{counted, printable};
use super::state::State;
use crate::logs::Logs;
use crate::state::Known;

/// All logs, in words.
#[derive(Debug, Serialize)]
pub struct LogReport {
    /// How many files were read.
    pub files: usize,
    /// How many bytes these were, unpacked.
    pub bytes: u64,
    /// The classes that they name.
    pub classes: Vec<LoggedClass>,
    /// How many messages speak of classes beyond these.
    pub beyond: u64,
    /// What could not be read, or not to its end.
    pub notes: Vec<String>,
}

/// A class that Flink 1 left to Kryo.
#[derive(Debug, Serialize)]
pub struct LoggedClass {
    /// Its name, as Java's runtime has it.
    pub class: String,
    /// Why it was.
    pub why: String,
    /// The fields that were, where it is a POJO with such fields.
    pub fields: Vec<String>,
    /// How often it was said.
    pub count: u64,
    /// The file that says it first.
    pub file: String,
    /// The line there, from 1.
    pub line: u64,
    /// Where the repository declares it, as `path:line:column`.
    pub declared: Vec<String>,
    /// The state that holds it, as `path:line:column`.
    pub held: Vec<String>,
    #[serde(skip)]
    told: Vec<String>,
}

impl LogReport {
    pub(super) fn new(logs: &Logs, known: &[Known], states: &[State], lines: &mut Lines<'_>) -> Self {
        let class = |known: &Known| {
            let declared = known.declared.iter().map(|site| {
                let (line, column) = lines.at(site);
                format!("{}:{line}:{column}", printable(&site.path))
            });
            let held = || known.held.iter().filter_map(|index| states.get(*index));
            LoggedClass {
                class: known.name.clone(),
                why: known.logged.why.clone(),
                fields: known.logged.fields.clone(),
                count: known.logged.count,
                file: known.logged.first.0.clone(),
                line: known.logged.first.1,
                declared: declared.collect(),
                held: held().map(State::place).collect(),
                told: held().map(named).collect(),
            }
        };
        let classes = known.iter().map(class).collect();
        Self { files: logs.files, bytes: logs.bytes, classes, beyond: logs.beyond, notes: logs.notes.clone() }
    }

    pub(super) fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        self.classes.iter().try_for_each(|class| writeln!(out, "{}", class.line()))
    }

    pub(super) fn write_summary(&self, out: &mut dyn Write) -> io::Result<()> {
        let held = self.classes.iter().filter(|class| !class.held.is_empty()).count();
        let (files, types) = (counted(self.files, "file"), counted(self.classes.len(), "type"));
        let read = format!("{files} of logs, {} bytes", self.bytes);
        writeln!(out, "{read}: Flink 1 left {types} to Kryo, {held} of them in state.")?;
        match self.beyond {
            0 => Ok(()),
            count => {
                writeln!(out, "{count} messages speak of more classes than a job has; these are not named.")
            }
        }
    }
}

impl LoggedClass {
    /// All of it in one line.
    fn line(&self) -> String {
        let place = format!("{}:{}", printable(&self.file), self.line);
        let class = printable(&self.class);
        let times = if self.count == 1 { "once".to_owned() } else { format!("{} times", self.count) };
        let fields: Vec<String> = self.fields.iter().map(|field| format!("`{}`", printable(field))).collect();
        let what = match fields.as_slice() {
            [] => format!("`{class}` {}, so Kryo serializes it", self.why),
            fields => format!("Kryo serializes {} of `{class}`", fields.join(", ")),
        };
        let declared = match self.declared.as_slice() {
            [] => "It is not in this repository".to_owned(),
            places => format!("It is declared at {}", places.join(" and ")),
        };
        let held = match self.told.as_slice() {
            [] => "no state that was found holds it".to_owned(),
            [one] => format!("this state holds it: {one}"),
            several => format!("these hold it: {}", several.join(", ")),
        };
        format!("{place}: kryo, said {times}. {what}. {declared}; {held}.")
    }
}

fn named(state: &State) -> String {
    let name = state.name.as_ref().map_or(String::new(), |name| format!(" `{name}`"));
    format!("{}{name} at {}", state.kind, state.place())
}
