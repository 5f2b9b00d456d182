//! The state of a job for people and for programs: a line each, or a JSON document.

use std::io::{self, Write};

use serde::Serialize;

use super::lines::Lines;
use super::logs::LogReport;
use super::prose::{counted, printable};
use crate::logs::Logs;
use crate::snapshot::Contents;
use crate::state::{Fate, Kept, Known, Loss, Places, Serializer, Uid, Verdict};

/// Goes up when a field goes or changes its meaning.
const SCHEMA: u32 = 1;

/// All state of a job, in words.
#[derive(Debug, Serialize)]
pub struct States {
    schema: u32,
    /// Sorted by place.
    pub states: Vec<State>,
    /// What the logs of the old job say, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logs: Option<LogReport>,
    /// What to do about operators without `uid`.
    #[serde(skip)]
    pub(super) without_uid: String,
}

/// One place that keeps state, in words.
#[derive(Debug, Serialize)]
pub struct State {
    /// The file.
    pub path: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column, from 1.
    pub column: usize,
    /// Its kind.
    pub kind: String,
    /// The name that the job gives it.
    pub name: Option<String>,
    /// The `uid` of its operator, where that is known.
    pub uid: Option<String>,
    /// Whether its operator surely has no `uid`.
    pub without_uid: bool,
    /// Its type.
    #[serde(rename = "type")]
    pub of: String,
    /// What serializes it in Flink 1.
    pub serializer_before: Option<String>,
    /// What serializes it in Flink 2.
    pub serializer_after: Option<String>,
    /// Whether it comes back.
    pub comes_back: ComesBack,
    /// The parts that lead to what is lost.
    pub chain: Vec<String>,
    /// Why it does not come back, or why nobody knows.
    pub why: String,
    /// What to do.
    pub now: String,
}

/// Whether state comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ComesBack {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// It cannot be told.
    Unknown,
}

impl ComesBack {
    fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

impl States {
    /// Puts `kept` into words.
    pub fn new(kept: &[Kept], places: &Places, contents: &dyn Contents) -> Self {
        let mut lines = Lines::new(contents);
        let states = kept.iter().map(|kept| state(kept, places, lines.at(&kept.site))).collect();
        Self { schema: SCHEMA, states, logs: None, without_uid: places.without_uid.clone() }
    }

    /// Adds what the logs say.
    #[must_use]
    pub fn with_logs(mut self, logs: &Logs, known: &[Known], contents: &dyn Contents) -> Self {
        self.logs = Some(LogReport::new(logs, known, &self.states, &mut Lines::new(contents)));
        self
    }

    /// How many of them come back, do not, and cannot be told.
    pub fn count(&self, comes_back: ComesBack) -> usize {
        self.states.iter().filter(|state| state.comes_back == comes_back).count()
    }

    /// Writes the JSON document.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }

    /// Writes a line for each.
    pub fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        self.states.iter().try_for_each(|state| writeln!(out, "{}", state.line()))?;
        self.logs.as_ref().map_or(Ok(()), |logs| logs.write_lines(out))
    }

    /// Writes how many there are of each.
    pub fn write_summary(&self, out: &mut dyn Write) -> io::Result<()> {
        if let Some(logs) = &self.logs {
            logs.write_summary(out)?;
        }
        if self.states.is_empty() {
            return writeln!(out, "No place was found that keeps state.");
        }
        let places = counted(self.states.len(), "place");
        let [yes, no, unknown] =
            [ComesBack::Yes, ComesBack::No, ComesBack::Unknown].map(|one| self.count(one));
        let keep = if self.states.len() == 1 { "keeps" } else { "keep" };
        writeln!(out, "{places} {keep} state: {yes} restored on Flink 2, {no} lost, {unknown} not known.")?;
        match self.states.iter().filter(|state| state.without_uid).count() {
            0 => Ok(()),
            count => writeln!(out, "{} without `uid`. {}", counted(count, "place"), self.without_uid),
        }
    }
}

impl State {
    /// Where it stands.
    pub(super) fn place(&self) -> String {
        format!("{}:{}:{}", printable(&self.path), self.line, self.column)
    }

    /// All of it in one line.
    fn line(&self) -> String {
        let name = self.name.as_ref().map_or(String::new(), |name| format!(" `{name}`"));
        let of = if self.of.is_empty() { String::new() } else { format!(" of `{}`", self.of) };
        let uid = self.uid.as_ref().map_or(String::new(), |uid| format!(", uid `{uid}`"));
        let uid = if self.without_uid { ", without uid".to_owned() } else { uid };
        let serializers = match (&self.serializer_before, &self.serializer_after) {
            (Some(one), Some(other)) if one == other => format!(" Serializer: {one}."),
            (Some(one), Some(other)) => format!(" Serializer: {one} in Flink 1, {other} in Flink 2."),
            _ => String::new(),
        };
        let said = [self.why.as_str(), self.now.as_str()].join(" ");
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = self.place();
        let (kind, back) = (&self.kind, self.comes_back.word());
        format!("{place}: {back} {kind}{name}{of}{uid}.{serializers} {said}").trim_end().to_owned()
    }
}

fn state(kept: &Kept, places: &Places, (line, column): (usize, usize)) -> State {
    let (comes_back, why, now) = said(&kept.verdict, places);
    let chain = match &kept.verdict {
        Verdict::Type(Fate::Lost(loss)) => {
            loss.chain.iter().map(|(place, of)| format!("{place}: {of}")).collect()
        }
        Verdict::Type(_) | Verdict::Never(..) | Verdict::Untold(..) => Vec::new(),
    };
    let name = |serializer: &Serializer| places.serializer(serializer.word()).to_owned();
    let without_uid = kept.uid == Some(Uid::None);
    State {
        path: kept.site.path.to_string(),
        line,
        column,
        kind: kept.what.clone(),
        name: kept.name.clone(),
        uid: match &kept.uid {
            Some(Uid::Given(uid)) => Some(uid.clone()),
            Some(Uid::None | Uid::Unknown) | None => None,
        },
        without_uid,
        of: kept.of.clone(),
        serializer_before: kept.before.as_ref().map(name),
        serializer_after: kept.after.as_ref().map(name),
        comes_back,
        chain,
        why,
        now,
    }
}

/// Whether it comes back, why not, and what now.
fn said(verdict: &Verdict, places: &Places) -> (ComesBack, String, String) {
    match verdict {
        Verdict::Type(Fate::Restored) => (ComesBack::Yes, String::new(), String::new()),
        Verdict::Type(Fate::Lost(loss)) => {
            (ComesBack::No, why_lost(loss, places), places.lost.trim().to_owned())
        }
        Verdict::Type(Fate::Unknown(why)) => (ComesBack::Unknown, why.clone(), places.unknown.clone()),
        Verdict::Never(why, now) => (ComesBack::No, why.clone(), now.clone()),
        Verdict::Untold(why, now) => (ComesBack::Unknown, why.clone(), now.clone()),
    }
}

fn why_lost(loss: &Loss, places: &Places) -> String {
    let way: Vec<String> = loss.chain.iter().map(|(place, of)| format!("`{place}`, a `{of}`")).collect();
    let way = if way.is_empty() { "It".to_owned() } else { way.join(", and there ") };
    let because = loss.why().map_or(String::new(), |why| format!(", because the class {why}"));
    let after = if loss.is_kryo() {
        "the Kryo of Flink 2 is another one, and reads most of what that of Flink 1 wrote wrongly or not at all".to_owned()
    } else {
        format!("Flink 2 takes {}", places.serializer(loss.after.word()))
    };
    format!("{way} is Kryo's in Flink 1{because}; {after}.")
}
