//! `Time` becomes `java.time.Duration`: a file changes as a whole, or not at all.
//!
//! Every file of the repository is read in the same step, so the types of
//! fields, parameters and results fit each other again afterwards.

use std::sync::Arc;

use tree_sitter::Node;

use crate::finding::{Change, Finding, Note, Remedy, RemedyKind, Site, qualified};
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, LineIndex, Span};
use crate::types::JavaScope;
use crate::view::java::{Import, ImportKind};
use crate::view::{File, JavaFile, View};

mod accessor;
mod factory;
mod obstacle;
mod text;

/// The two classes of one name.
const CLASSES: [&str; 2] =
    ["org.apache.flink.streaming.api.windowing.time.Time", "org.apache.flink.api.common.time.Time"];
const DURATION: &str = "java.time.Duration";

/// What a person writes instead.
const NOW: &str =
    "Use `java.time.Duration`: `Time.seconds` is `Duration.ofSeconds`, `toMilliseconds` is `toMillis`.";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Time)]
}

struct Time;

impl Rule for Time {
    fn wants(&self) -> Wants {
        let packages = ["windowing.time", "common.time"];
        // A file can use a `Time` of another one without naming the class.
        let methods = ["toMilliseconds", "getSize", "getUnit", "toDuration"];
        Wants::with_words(FileKind::Java, packages.into_iter().chain(methods))
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::of_old(CLASSES).and_new([DURATION])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let reading = Reading::of(&JavaScope::new(context.project, java));
        match reading.obstacles.first() {
            None => reading.changed(java, context),
            Some(_) => reading.left(java, context),
        }
    }
}

/// A place that becomes something else.
struct Place {
    span: Span,
    /// What becomes what, for a person.
    what: String,
    edits: Vec<Edit>,
}

/// A place that has no counterpart.
struct Obstacle {
    span: Span,
    /// What is in the way, as the rest of a sentence.
    why: String,
    /// What a person does about it.
    now: String,
}

/// All that a file does with `Time`.
#[derive(Default)]
struct Reading {
    places: Vec<Place>,
    obstacles: Vec<Obstacle>,
    /// Where a value becomes a text.
    texts: Vec<Span>,
    imports: Vec<Import>,
}

impl Reading {
    fn of(scope: &JavaScope<'_>) -> Self {
        let mut reading = Self::default();
        let brings = |import: &&Import| is_import_of(scope, import);
        reading.imports.extend(scope.file.imports.iter().filter(brings).cloned());
        for class in classes(scope) {
            for found in reference::types(scope, scope.file, class) {
                reading.take(referred(scope, &found));
            }
        }
        for call in factory::imported_calls(scope) {
            reading.take(factory::rewritten(scope, call));
        }
        let names_it = !reading.places.is_empty() || !reading.obstacles.is_empty();
        for found in accessor::calls(scope, names_it) {
            reading.take(found);
        }
        if names_it {
            reading.obstacles.extend(obstacle::takers(scope));
            reading.obstacles.extend(obstacle::clashes(scope));
            reading.texts = text::places(scope);
        }
        reading.obstacles.sort_by_key(|obstacle| obstacle.span);
        reading
    }

    fn take(&mut self, found: Result<Place, Obstacle>) {
        match found {
            Ok(place) => self.places.push(place),
            Err(obstacle) => self.obstacles.push(obstacle),
        }
    }

    /// One change for all places.
    fn changed(self, java: &Arc<JavaFile>, context: &Context<'_>) -> Vec<Finding> {
        let mut edits: Vec<Edit> = self.imports.iter().map(|import| deleted(java, import)).collect();
        edits.extend(self.places.iter().flat_map(|place| place.edits.iter().cloned()));
        let change = Arc::new(Change::in_file(&java.path, edits));
        let finding = |span, what: &str| {
            let site = Site { path: Arc::clone(&java.path), span };
            context.finding(site, Note::new(what, ""), Remedy::Apply(Arc::clone(&change)))
        };
        if self.places.is_empty() {
            let unused = "`Time` is gone; its import, which nothing uses, goes.";
            return self.imports.iter().map(|import| finding(import.span, unused)).collect();
        }
        let texts = self.texts.iter().map(|span| {
            let site = Site { path: Arc::clone(&java.path), span: *span };
            let what = "The text of a `Duration` is another one: `PT5S` for five seconds.";
            let note = Note::new(what, "Look at who reads it; `toMillis` gives the number.");
            context.finding(site, note, Remedy::Review(Arc::clone(&change)))
        });
        self.places.iter().map(|place| finding(place.span, &place.what)).chain(texts).collect()
    }

    /// One finding for each line that a person has to change.
    fn left(self, java: &Arc<JavaFile>, context: &Context<'_>) -> Vec<Finding> {
        let index = LineIndex::new(java.text());
        let line = |span: Span| index.line_column(java.text(), span.start).line;
        let first = &self.obstacles[0];
        let because = format!(
            "The file is left as a whole, because its values of `Time` change together and line {} is in the way: {}.",
            line(first.span),
            first.why
        );
        let obstacles = self.obstacles.iter().map(|obstacle| {
            let note = Note::new(sentence(&obstacle.why), &obstacle.now);
            (obstacle.span, note.because("`Time` is gone, and the file changes as a whole or not at all."))
        });
        let others = self.imports.iter().map(|import| import.span);
        let others = others.chain(self.places.iter().map(|place| place.span));
        let others = others.map(|span| (span, Note::new("`Time` is gone.", NOW).because(&because)));
        let mut all: Vec<_> = obstacles.chain(others).map(|(span, note)| (line(span), span, note)).collect();
        // The sort is stable: an obstacle speaks for its line.
        all.sort_by_key(|(line, _, _)| *line);
        all.dedup_by_key(|(line, _, _)| *line);
        let site = |span| Site { path: Arc::clone(&java.path), span };
        all.into_iter().map(|(_, span, note)| context.manual(site(span), note)).collect()
    }
}

/// What becomes of a place that names the class.
fn referred(scope: &JavaScope<'_>, found: &reference::Reference<'_>) -> Result<Place, Obstacle> {
    let (node, span) = (found.node, java::span(found.node));
    let obstacle = |why: &str, now: &str| Err(Obstacle { span, why: why.to_owned(), now: now.to_owned() });
    if let Some(why) = &found.doubt {
        return obstacle(why, NOW);
    }
    let parent = node.parent();
    match parent.map(|parent| (parent, parent.kind())) {
        Some((call, "method_invocation")) => factory::rewritten(scope, call),
        Some((function, "method_reference")) if !accessor::is_millis(scope, function) => obstacle(
            "a method of `Time` is handed over as a function",
            "Hand over the method of `Duration`, such as `Duration::ofSeconds`, where a `Duration` is wanted.",
        ),
        Some((_, "class_literal")) => obstacle(
            "`Time.class` is used",
            "Use `Duration.class`, unless something was written with the old class and must still be read.",
        ),
        Some(_) | None => Ok(Place {
            span,
            what: "`Time` becomes `Duration`.".to_owned(),
            edits: vec![Edit::replace(span, qualified(DURATION))],
        }),
    }
}

/// Those of the two classes that this repository does not declare itself.
fn classes(scope: &JavaScope<'_>) -> impl Iterator<Item = &'static str> {
    CLASSES.into_iter().filter(|class| scope.class(class).is_none())
}

/// Whether the type or name `node` means one of the classes.
fn means_time(scope: &JavaScope<'_>, node: Node<'_>) -> bool {
    classes(scope).any(|class| scope.means_type(node, class).is(&true))
}

/// Whether `import` brings one of the classes, or its factories.
fn is_import_of(scope: &JavaScope<'_>, import: &Import) -> bool {
    let owner = match import.kind {
        ImportKind::Single | ImportKind::StaticOnDemand => Some(import.name.as_str()),
        ImportKind::Static => import.name.rsplit_once('.').map(|(owner, _)| owner),
        ImportKind::OnDemand => None,
    };
    owner.is_some_and(|owner| classes(scope).any(|class| class == owner))
}

/// Takes away the line of `import`, and the empty line after it when it stood alone.
fn deleted(java: &JavaFile, import: &Import) -> Edit {
    let text = java.text();
    let Some(node) = java.node(import.span) else { return Edit::delete(import.span) };
    let lines = java::whole_lines(node, text);
    let (before, after) = (&text[..lines.start], &text[lines.end..]);
    let ends = [("\r\n\r\n", "\r\n"), ("\n\n", "\n")];
    let alone = ends.iter().find(|(empty, end)| before.ends_with(empty) && after.starts_with(end));
    Edit::delete(Span::new(lines.start, lines.end + alone.map_or(0, |(_, end)| end.len())))
}
