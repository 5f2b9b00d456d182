//! Reads the logs of a job, of any size, for types that Flink 1 left to Kryo.
//!
//! Nothing is kept but a window of the stream and one entry a class. Deliberately absent: which messages there are
//! (`transforms/state_logs.toml`), and what the classes are to the job (`state`).

mod message;
mod scan;
mod source;

use std::collections::BTreeMap;
use std::path::Path;

pub use message::Messages;

/// More classes than this come from no job; the rest are counted, not named.
const MOST_CLASSES: usize = 10_000;

/// What logs say.
#[derive(Debug, Default)]
pub struct Logs {
    /// What was read.
    pub files: usize,
    /// How much it was, unpacked.
    pub bytes: u64,
    /// The classes, by their names as Java's runtime has them (`org.acme.Job$Event`).
    pub classes: BTreeMap<String, Logged>,
    /// How many messages speak of classes that are not in `classes`.
    pub beyond: u64,
    /// What could not be read, or not to its end: sentences.
    pub notes: Vec<String>,
}

/// What logs say of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// How often.
    pub count: u64,
    /// Where it was said first: file and line.
    pub first: (String, u64),
    /// Why Kryo serializes it: `is not public`.
    pub why: String,
    /// The fields that Kryo serializes, where it is a POJO with such fields.
    pub fields: Vec<String>,
}

/// Reads the file or all files of the folder at `path`; `-` is standard input.
pub fn read(path: &Path, messages: &Messages) -> Logs {
    let mut logs = Logs::default();
    source::each(path, &mut |source| match source {
        source::Opened::Stream(name, stream) => {
            logs.files += 1;
            let read =
                scan::scan(stream, messages, &mut |said| logs.add(said.class, said.why, &name, said.line));
            logs.bytes += read.bytes;
            if let Some(error) = read.error {
                logs.notes.push(source::broken(&name, read.bytes, &error));
            }
        }
        source::Opened::Not(note) => logs.notes.push(note),
    });
    logs
}

impl Logs {
    /// Notes that `written`, a class or `class#field`, was named.
    fn add(&mut self, written: &str, why: &str, file: &str, line: u64) {
        let (class, field) = match written.split_once('#') {
            Some((class, field)) => (class, Some(field)),
            None => (written, None),
        };
        if self.classes.len() >= MOST_CLASSES && !self.classes.contains_key(class) {
            self.beyond += 1;
            return;
        }
        let logged = self.classes.entry(class.to_owned()).or_insert_with(|| Logged {
            count: 0,
            first: (file.to_owned(), line),
            why: why.to_owned(),
            fields: Vec::new(),
        });
        logged.count += 1;
        if let Some(field) = field.filter(|field| !logged.fields.iter().any(|known| known == field)) {
            logged.fields.push(field.to_owned());
        }
    }
}
