//! The change of everything that carries one source or sink, and what is to be said about it.

use std::sync::Arc;

use tree_sitter::Node;

use super::layout::{self, Argument};
use crate::finding::{Change, Finding, Note, Remedy, Site};
use crate::rules::flow::{self, Flow, Spot};
use crate::rules::{Context, sentence};
use crate::syntax::java;
use crate::text::Edit;
use crate::types::{JavaScope, Project};
use crate::view::{File, JavaFile, View};

/// Edits that stand or fall together, with their notes.
#[derive(Default)]
pub(crate) struct Rewrite {
    change: Change,
    notes: Vec<(Site, Note)>,
}

impl Rewrite {
    /// Adds an edit of `file`.
    pub(crate) fn edit(&mut self, file: &JavaFile, edit: Edit) {
        self.edit_at(&file.path, edit);
    }

    /// Adds edits of `file`.
    pub(crate) fn edits(&mut self, file: &JavaFile, edits: impl IntoIterator<Item = Edit>) {
        for edit in edits {
            self.edit(file, edit);
        }
    }

    /// Adds an edit of the file at `path`.
    pub(crate) fn edit_at(&mut self, path: &Arc<str>, edit: Edit) {
        self.change.push(path, edit);
    }

    /// Adds something that a person must look at.
    pub(crate) fn say(&mut self, site: Site, note: Note) {
        self.notes.push((site, note));
    }

    /// Gives every variable and method on the way, declared as one of `known`, the type `new`.
    pub(crate) fn carriers(
        &mut self,
        project: &Project,
        flow: &Flow,
        known: &[&str],
        new: &str,
    ) -> Result<(), String> {
        for spot in &flow.types {
            let edit = flow::at(project, spot, |scope, node| layout::retyped(scope, node, known, new))?;
            self.edit_at(&spot.path, edit);
        }
        Ok(())
    }

    /// Hands a sink to `sinkTo` wherever it was handed to `addSink`; an error where it goes elsewhere.
    pub(crate) fn sink_to(&mut self, project: &Project, flow: &Flow) -> Result<(), String> {
        for spot in &flow.takers {
            let name =
                flow::at(project, spot, |scope, call| called_name(scope, call, "addSink").map(java::span))?;
            self.edit_at(&spot.path, Edit::replace(name, "sinkTo"));
        }
        Ok(())
    }

    /// The edits alone.
    pub(crate) fn into_change(self) -> Change {
        self.change
    }

    fn findings(self, context: &Context<'_>) -> Vec<Finding> {
        let change = Arc::new(self.change);
        let review = |(site, note)| context.finding(site, note, Remedy::Review(Arc::clone(&change)));
        self.notes.into_iter().map(review).collect()
    }
}

/// What happens to each `new` of one of `classes` in `file`: it is rewritten, or left with the reason and what to do `now`.
pub(crate) fn detect(
    context: &Context<'_>,
    file: &File,
    classes: &[&str],
    now: &str,
    rewrite: impl Fn(&Arc<JavaFile>, Node<'_>) -> Result<Rewrite, String>,
) -> Vec<Finding> {
    let View::Java(java) = &file.view else { return Vec::new() };
    let scope = JavaScope::new(context.project, java);
    let makers = java::of_kind(java.root(), "object_creation_expression");
    let made = makers.filter_map(|maker| {
        let class = classes.iter().find(|class| creates(&scope, maker, class))?;
        Some((maker, without_package(class)))
    });
    let findings = made.map(|(maker, simple)| match rewrite(java, maker) {
        Ok(rewrite) => rewrite.findings(context),
        Err(why) => {
            let note = Note::new(format!("`{simple}` is left as it is."), now).because(sentence(&why));
            vec![context.manual(layout::type_site(java, maker), note)]
        }
    });
    findings.collect::<Vec<_>>().concat()
}

/// The name of the class, with those of the classes around it.
fn without_package(class: &str) -> &str {
    let starts_type = |at: &usize| class[*at..].starts_with(char::is_uppercase);
    let starts = std::iter::once(0).chain(class.match_indices('.').map(|(at, _)| at + 1));
    starts.into_iter().find(starts_type).map_or(class, |at| &class[at..])
}

/// The way of what `maker`, a `new` of one of `classes`, makes, and of others of them that go it too.
pub(crate) fn way(project: &Project, maker: Spot, classes: &[&str], fluent: &[&str]) -> Result<Flow, String> {
    let is_made =
        |scope: &JavaScope<'_>, node: Node<'_>| classes.iter().any(|class| creates(scope, node, class));
    flow::follow(project, maker, &is_made, fluent).into_result()
}

/// The way of what `maker` makes by a `new` of one of `classes`; an error when several of them, called `what`, go it.
pub(crate) fn way_of_one(
    project: &Project,
    maker: Spot,
    classes: &[&str],
    fluent: &[&str],
    what: &str,
) -> Result<Flow, String> {
    let flow = way(project, maker, classes, fluent)?;
    if flow.makers.len() > 1 {
        return Err(format!("several {what} go the same way, so they cannot be told apart"));
    }
    Ok(flow)
}

/// Whether `node` is a `new` of `class`.
pub(crate) fn creates(scope: &JavaScope<'_>, node: Node<'_>, class: &str) -> bool {
    node.child_by_field_name("type").is_some_and(|made| scope.means_type(made, class).is(&true))
}

/// The arguments of the `new` at `maker`; an error when it makes an anonymous subclass.
pub(crate) fn plain_arguments<'t>(file: &JavaFile, maker: Node<'t>) -> Result<Vec<Argument<'t>>, String> {
    match java::child(maker, "class_body") {
        None => Ok(layout::arguments(file, maker)),
        Some(_) => Err("it is an anonymous subclass".to_owned()),
    }
}

/// The name in the call of Flink's method `method`; an error when the call is another one.
pub(crate) fn called_name<'t>(
    scope: &JavaScope<'_>,
    call: Node<'t>,
    method: &str,
) -> Result<Node<'t>, String> {
    let name = call.child_by_field_name("name").ok_or("a call does not parse")?;
    let is_own = scope.called(call).known().is_some_and(|own| !own.is_empty());
    if scope.file.text_of(name) == method && !is_own {
        return Ok(name);
    }
    Err(format!("it is handed to the method `{}`", scope.file.text_of(name)))
}
