//! `flinkmod state`: which state the job keeps, and whether it comes back.

use std::path::Path;
use std::sync::Arc;

use super::Outcome;
use super::failure::Failure;
use super::source::{self, Opened};
use super::streams::Streams;
use super::task::Task;
use super::typed::{OutputFormat, StateArgs};
use crate::catalog::CatalogError;
use crate::logs::{self, Logs, Messages};
use crate::report::state::{ComesBack, States};
use crate::snapshot::{FileKind, Snapshot};
use crate::state::{self, Facts, Places};
use crate::text::SourceText;
use crate::transforms::{STATE_LOGS, STATE_PLACES, STATE_TYPES};
use crate::types::Project;

pub(super) fn run(typed: &StateArgs, streams: &Streams) -> Result<Outcome, Failure> {
    let task = Task::new(&typed.shared)?;
    let Opened { snapshot, notes } = source::open(&task)?;
    for note in &notes {
        streams.note(note)?;
    }
    let logs = typed.logs.as_deref().map(logs).transpose()?;
    let notes = logs.iter().flat_map(|logs| &logs.notes);
    notes.into_iter().try_for_each(|note| streams.note(note))?;
    let states = states(snapshot, logs.as_ref())?;
    match task.format {
        OutputFormat::Json => streams.print(|out| states.write_json(out))?,
        OutputFormat::Text => streams.print(|out| {
            states.write_lines(out)?;
            if streams.is_quiet() { Ok(()) } else { states.write_summary(out) }
        })?,
    }
    let all_comes_back = states.count(ComesBack::Yes) == states.states.len();
    Ok(if typed.exit_code && !all_comes_back { Outcome::WorkLeft } else { Outcome::Done })
}

/// What the logs at `path` say.
fn logs(path: &Path) -> Result<Logs, Failure> {
    if path != Path::new("-") && !path.exists() {
        return Err(Failure::asked(format!("There is no file or folder `{}` with logs.", path.display()))
            .hinted("`--logs -` reads them from standard input."));
    }
    Ok(logs::read(path, &Messages::read(STATE_LOGS).map_err(broken("state_logs.toml"))?))
}

/// The state of the job in `snapshot`, with what its logs say.
pub(super) fn states(snapshot: Snapshot, logs: Option<&Logs>) -> Result<States, Failure> {
    let facts = Facts::read(STATE_TYPES).map_err(broken("state_types.toml"))?;
    let places = Places::read(STATE_PLACES).map_err(broken("state_places.toml"))?;
    let contents = Arc::clone(&snapshot.contents);
    let builds = builds(&snapshot);
    let project = Project::new(snapshot, builds);
    let mut kept = state::kept(&project, &facts, &places);
    let Some(logs) = logs else { return Ok(States::new(&kept, &places, &*contents)) };
    let known = state::known(&project, logs, &mut kept, &places);
    Ok(States::new(&kept, &places, &*contents).with_logs(logs, &known, &*contents))
}

/// The failure of a table that the program was built with.
fn broken(file: &str) -> impl Fn(String) -> CatalogError {
    let file = file.to_owned();
    move |message| CatalogError { file: file.clone(), message }
}

/// The build files, which say the release of Flink 1.
fn builds(snapshot: &Snapshot) -> Vec<(Arc<str>, Arc<SourceText>)> {
    let builds = snapshot.entries.iter().filter(|entry| entry.kind == FileKind::Pom);
    let read = builds.filter_map(|entry| {
        let source = SourceText::new(snapshot.contents.read(&entry.path).ok()?).ok()?;
        Some((Arc::clone(&entry.path), Arc::new(source)))
    });
    read.collect()
}
