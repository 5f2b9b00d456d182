//! `flinkmod runbook`: writes the way over as a page or a script.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::failure::Failure;
use super::source::{self, Opened};
use super::streams::Streams;
use super::task::Task;
use super::typed::{RunbookArgs, RunbookFormat};
use super::{Outcome, state};
use crate::plan::Plan;
use crate::report::Subject;
use crate::report::runbook::{Names, Runbook, Texts};
use crate::snapshot::{FileKind, Snapshot};
use crate::transforms::{
    RUNBOOK_ASKING, RUNBOOK_OF_CLUSTER, RUNBOOK_PAGE, RUNBOOK_SCRIPT, RUNBOOK_SCRIPT_OF_CLUSTER,
    RUNBOOK_TOOLS,
};

/// Files that are larger are no templates.
const LARGEST_TEMPLATE: u64 = 1024 * 1024;

pub(super) fn run(typed: &RunbookArgs, streams: &Streams) -> Result<Outcome, Failure> {
    let task = Task::new(&typed.shared)?;
    let Opened { snapshot, notes } = source::open(&task)?;
    for note in &notes {
        streams.note(note)?;
    }
    let states = state::states(snapshot.clone(), None)?;
    let texts = texts(&snapshot);
    let contents = Arc::clone(&snapshot.contents);
    let plan = task.plan(snapshot, streams)?;
    let file = file(typed);
    let names = names(typed, &plan, &file);
    let subject = Subject { plan: &plan, catalog: &task.catalog, contents: &*contents };
    let runbook = Runbook { subject: &subject, states: &states, names: &names, texts: &texts };
    let text = match typed.format {
        RunbookFormat::Md => runbook.page(),
        RunbookFormat::Html => runbook.html(),
        RunbookFormat::Sh => runbook.script(),
    };
    if file == "-" {
        streams.print_raw(|out, _| out.write_all(text.as_bytes()))?;
    } else {
        write(Path::new(&file), &text)?;
        streams.note(&format!("`{file}` is written."))?;
    }
    Ok(Outcome::Done)
}

fn file(typed: &RunbookArgs) -> String {
    let usual = match typed.format {
        RunbookFormat::Md => "MIGRATION.md",
        RunbookFormat::Html => "MIGRATION.html",
        RunbookFormat::Sh => "migrate.sh",
    };
    typed.output.clone().unwrap_or_else(|| usual.to_owned())
}

fn names(typed: &RunbookArgs, plan: &Plan, file: &str) -> Names {
    let said = |value: &Option<String>, hole: &str| value.clone().unwrap_or_else(|| hole.to_owned());
    let is_script = typed.format == RunbookFormat::Sh;
    // A script asks its environment for what was not said.
    let hole = |name: &str, words: &str| {
        if is_script { format!("${{{name}:?say it in {name}}}") } else { format!("<{words}>") }
    };
    let application = typed.application.clone();
    let jar = format!("target/{application}-flink-{}.jar", plan.target.minor());
    Names {
        region: said(&typed.shared.aws_region, &hole("AWS_REGION", "region")),
        bucket: said(&typed.bucket, &hole("BUCKET", "bucket")),
        jar: typed.jar.clone().unwrap_or(jar),
        application,
        file: if file == "-" { "migrate.sh".to_owned() } else { file.to_owned() },
    }
}

/// The texts, with the tool that the repository deploys with first: of several, the first that some file speaks of.
fn texts(snapshot: &Snapshot) -> Texts {
    let found = (0..RUNBOOK_TOOLS.len()).find_map(|tool| Some((tool, file_of(snapshot, tool)?)));
    let mut tools: Vec<&str> = RUNBOOK_TOOLS.iter().map(|(text, ..)| *text).collect();
    let own = found.as_ref().map(|(tool, _)| *tool);
    tools[..=own.unwrap_or(RUNBOOK_TOOLS.len() - 1)].rotate_right(1);
    let file_of_tool = found.map(|(_, file)| file);
    Texts {
        managed: RUNBOOK_PAGE,
        script: RUNBOOK_SCRIPT,
        cluster: RUNBOOK_OF_CLUSTER,
        cluster_script: RUNBOOK_SCRIPT_OF_CLUSTER,
        asking: RUNBOOK_ASKING,
        tools,
        file_of_tool,
    }
}

/// The first file that uses the tool.
fn file_of(snapshot: &Snapshot, tool: usize) -> Option<String> {
    let (_, endings, word) = RUNBOOK_TOOLS[tool];
    let is_small = |size: Option<u64>| size.is_none_or(|size| size < LARGEST_TEMPLATE);
    let mut files = snapshot.entries.iter().filter(|entry| {
        let is_text = matches!(entry.kind, FileKind::Text | FileKind::Json);
        is_text && is_small(entry.size) && endings.iter().any(|ending| entry.path.ends_with(ending))
    });
    let uses = |path: &str| {
        snapshot
            .contents
            .read(path)
            .is_ok_and(|bytes| memchr::memmem::find(&bytes, word.as_bytes()).is_some())
    };
    files.find(|entry| uses(&entry.path)).map(|entry| entry.path.to_string())
}

/// Writes a new file; one that is there stays.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let written = fs::OpenOptions::new().write(true).create_new(true).open(path);
    let written = written.and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::asked(format!("`{}` is there already.", path.display()))
            .hinted("Move it, or name another file with `--output`; `--output -` prints it."),
        _ => Failure::asked(format!("`{}` cannot be written: {error}.", path.display())),
    })
}
