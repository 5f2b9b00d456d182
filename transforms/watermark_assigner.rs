//! Classes that assign timestamps and make watermarks, and the types that name them.

use tree_sitter::Node;

use super::own_method;
use crate::finding::{Change, Finding, Note, RemedyKind, Site, qualified};
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::JavaScope;
use crate::view::java::{DeclaredType, Method};
use crate::view::{File, View};

mod ingestion;
mod strategy;

const STRATEGY: &str = "org.apache.flink.api.common.eventtime.WatermarkStrategy";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Assigner), Box::new(ingestion::Extractor)]
}

/// One of the two interfaces.
#[derive(Clone, Copy)]
struct Old {
    class: &'static str,
    /// The method that gives a watermark.
    method: &'static str,
    parameters: usize,
}

const OLD: [Old; 2] = [
    Old {
        class: "org.apache.flink.streaming.api.functions.AssignerWithPeriodicWatermarks",
        method: "getCurrentWatermark",
        parameters: 0,
    },
    Old {
        class: "org.apache.flink.streaming.api.functions.AssignerWithPunctuatedWatermarks",
        method: "checkAndGetNextWatermark",
        parameters: 2,
    },
];

const EXTRACT: &str = "extractTimestamp";

struct Assigner;

impl Rule for Assigner {
    fn wants(&self) -> Wants {
        Wants::with_words(
            FileKind::Java,
            ["AssignerWithPeriodicWatermarks", "AssignerWithPunctuatedWatermarks"],
        )
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let old = OLD.into_iter().map(|old| old.class);
        vec![Names::of_old(old).and_new([STRATEGY]).and_new(strategy::NAMES)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let found = OLD.into_iter().filter(|old| scope.class(old.class).is_none()).flat_map(|old| {
            let heads: Vec<(&DeclaredType, Node<'_>)> = java
                .types
                .iter()
                .filter_map(|declared| Some((declared, head(&scope, declared, old)?)))
                .collect();
            let others = others(&scope, context, old, &heads);
            let classes = heads.iter().map(|(declared, head)| class(&scope, context, old, declared, *head));
            classes.chain(others).collect::<Vec<_>>()
        });
        found.collect()
    }
}

/// Where the class says that it is such an assigner.
fn head<'f>(scope: &JavaScope<'f>, declared: &DeclaredType, old: Old) -> Option<Node<'f>> {
    let mut supertypes = declared.supertypes().filter_map(|span| scope.file.node(span));
    supertypes.find(|node| scope.means_type(*node, old.class).is(&true))
}

fn class(
    scope: &JavaScope<'_>,
    context: &Context<'_>,
    old: Old,
    declared: &DeclaredType,
    head: Node<'_>,
) -> Finding {
    let java = scope.file;
    let name = name_of(head);
    let site = Site { path: java.path.clone(), span: java::span(name) };
    let is_named = !declared.name.is_empty();
    let who = if is_named { format!("`{}`", declared.name) } else { "The anonymous class".to_owned() };
    match converted(scope, old, declared, head) {
        Ok(edits) => {
            let what = format!("{who} becomes a `WatermarkStrategy` that asks its own methods.");
            let now = "Check where it is used: a source with splits of its own makes a generator for each, and \
                       all of them would share the fields of this class.";
            context.review(site, Note::new(what, now), Change::in_file(&java.path, edits))
        }
        Err(why) => {
            let what = format!("`{}` is gone.", java.text_of(name));
            context.manual(site, Note::new(what, NOW).because(sentence(&why)))
        }
    }
}

const NOW: &str = "Implement `WatermarkStrategy`, with a `TimestampAssigner` and a `WatermarkGenerator`.";

/// The edits that make the class a strategy; or why there are none.
fn converted(
    scope: &JavaScope<'_>,
    old: Old,
    declared: &DeclaredType,
    head: Node<'_>,
) -> Result<Vec<Edit>, String> {
    let java = scope.file;
    let element = java::child(head, "type_arguments").map(java::children).unwrap_or_default();
    let [element] = element.as_slice() else {
        return Err("the type of its elements is not written".to_owned());
    };
    let own = |name: &str, count: usize| {
        let mut methods = declared.methods.iter().filter(|method| method.name == name);
        let fits = |method: &&Method| method.parameters.len() == count;
        match (methods.clone().filter(fits).count(), methods.find(fits)) {
            (1, Some(method)) => Ok(method),
            _ => Err(format!("it has not one method `{name}` of its own")),
        }
    };
    let (extract, watermark) = (own(EXTRACT, 2)?, own(old.method, old.parameters)?);
    if declared.methods.iter().any(|method| method.name.starts_with("createWatermarkGenerator")) {
        return Err("it has a method `createWatermarkGenerator` already".to_owned());
    }
    let last = declared.methods.iter().max_by_key(|method| method.span.end).unwrap_or(watermark);
    let mut edits = vec![Edit::replace(java::span(name_of(head)), qualified(STRATEGY))];
    edits.extend(
        [extract, watermark].into_iter().filter_map(|method| own_method::without_override(java, method)),
    );
    edits.push(Edit::insert(last.span.end, strategy::methods(java, old, java.text_of(*element), last)));
    Ok(edits)
}

/// The name in a type, without its arguments.
fn name_of(node: Node<'_>) -> Node<'_> {
    let is_generic = node.kind() == "generic_type";
    java::children(node).into_iter().next().filter(|_| is_generic).unwrap_or(node)
}

/// The other places that name the interface.
fn others(
    scope: &JavaScope<'_>,
    context: &Context<'_>,
    old: Old,
    heads: &[(&DeclaredType, Node<'_>)],
) -> Vec<Finding> {
    let java = scope.file;
    let is_head = |span: Span| heads.iter().any(|(_, head)| java::span(*head).contains(span));
    let names = reference::types(scope, java, old.class).into_iter();
    let names = names.filter(|found| !is_head(java::span(found.node)));
    let asked = asked(scope, old);
    let finding = |found: reference::Reference<'_>| {
        let site = reference::site(java, found.node);
        let why =
            found.doubt.clone().or_else(|| asked.then(|| "its methods are called in this file".to_owned()));
        if let Some(why) = why {
            let what = format!("`{}` is gone.", java.text_of(found.node));
            return context.manual(site, Note::new(what, NOW).because(sentence(&why)));
        }
        let edit = Edit::replace(java::span(found.node), qualified(STRATEGY));
        let what = format!("`{}` becomes `WatermarkStrategy`.", java.text_of(found.node));
        context.apply(site, Note::new(what, ""), Change::in_file(&java.path, vec![edit]))
    };
    names.map(finding).collect()
}

/// Whether the file calls a method of the interface on a value of that type.
fn asked(scope: &JavaScope<'_>, old: Old) -> bool {
    let mut calls = java::of_kind(scope.file.root(), "method_invocation");
    calls.any(|call| {
        let name = java::method_name(call, scope.file.text());
        let object = java::receiver(call).filter(|_| name == old.method || name == EXTRACT);
        object.is_some_and(|object| scope.has_type(object, old.class).is(&true))
    })
}
