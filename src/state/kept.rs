//! Every place of a project that keeps state.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use tree_sitter::Node;

use super::argument::Typed;
use super::facts::Facts;
use super::judge::{Era, Judge};
use super::places::{Places, simple};
use super::serializer::{Fate, Serializer};
use super::uid::{self, Uid};
use crate::finding::Site;
use crate::flink::Api;
use crate::syntax::java;
use crate::types::{JavaScope, Project, TypeRef};
use crate::view::JavaFile;

/// State that a job keeps.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Where it is described or begins.
    pub site: Site,
    /// Its kind: `value state`, `window`.
    pub what: String,
    /// The name that the job gives it.
    pub name: Option<String>,
    /// The name of its operator; none where it belongs to several.
    pub uid: Option<Uid>,
    /// Its type, as people write it.
    pub of: String,
    /// What serializes it in Flink 1; none where that is not the point.
    pub before: Option<Serializer>,
    /// What serializes it in Flink 2.
    pub after: Option<Serializer>,
    /// The classes that its values are made of, by their full names, as far as Flink looks into them.
    pub classes: BTreeSet<String>,
    /// Whether it comes back.
    pub verdict: Verdict,
}

/// Whether state comes back, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As the serializers say.
    Type(Fate),
    /// Whatever serializes it, it does not: why, and what now.
    Never(String, String),
    /// Nobody says: why, and what now.
    Untold(String, String),
}

/// What is asked of a file.
#[derive(Clone, Copy)]
pub(super) struct Asked<'p> {
    pub(super) facts: &'p Facts,
    pub(super) places: &'p Places,
    pub(super) scope: &'p JavaScope<'p>,
    /// The Flink 1 that the file was written for.
    pub(super) era: Era,
}

/// Every place of `project` that keeps state, sorted by place; tests keep none.
pub fn kept(project: &Project, facts: &Facts, places: &Places) -> Vec<Kept> {
    let in_scope = |path: &&Arc<str>| {
        let is_test = path.starts_with("src/test/") || path.contains("/src/test/");
        project.snapshot().in_scope(path) && !is_test
    };
    let holding = places.words().into_iter().flat_map(|word| project.java_paths_with(word));
    let paths: BTreeSet<&Arc<str>> = holding.filter(in_scope).collect();
    let files = paths.into_par_iter().filter_map(|path| project.java(path));
    let mut kept: Vec<Kept> = files.flat_map_iter(|file| in_file(project, facts, places, &file)).collect();
    kept.sort_by(|one, other| one.site.cmp(&other.site));
    kept
}

fn in_file(project: &Project, facts: &Facts, places: &Places, file: &Arc<JavaFile>) -> Vec<Kept> {
    let scope = JavaScope::new(project, file);
    let bound = Api.releases().find(|release| release.name == facts.records_since);
    let is_older =
        bound.is_some_and(|bound| project.origin(&file.path).iter().all(|release| release < bound));
    let era = if is_older { Era::BeforeRecords } else { Era::One };
    let asked = Asked { facts, places, scope: &scope, era };
    let kept = java::descendants(file.root()).filter_map(|node| match node.kind() {
        "object_creation_expression" => asked.created(node),
        "method_invocation" => asked.called(node),
        "explicit_constructor_invocation" => asked.inherited(node),
        _ => None,
    });
    kept.collect()
}

impl Asked<'_> {
    pub(super) fn judge(&self, era: Era) -> Judge<'_> {
        Judge { facts: self.facts, scope: self.scope, era }
    }

    fn file(&self) -> &JavaFile {
        self.scope.file
    }

    fn created(&self, node: Node<'_>) -> Option<Kept> {
        let written = node.child_by_field_name("type")?;
        let text = self.file().text_of(written);
        let is = |name: &str| text.contains(simple(name)) && self.scope.means_type(written, name).is(&true);
        if let Some(maker) = self.places.maker.iter().find(|maker| maker.classes.iter().any(|name| is(name)))
        {
            let verdict = Verdict::Never(maker.why.clone(), maker.now.clone());
            let of = text.split('<').next().unwrap_or(text).to_owned();
            return Some(self.plain(written, &maker.what, of, Some(uid::of_value(self, node)), verdict));
        }
        let described = self.places.descriptor.iter().find(|one| is(&one.class))?;
        let mut arguments = java::arguments(node).into_iter();
        let name = arguments.next().and_then(|name| self.scope.string_value(name));
        let types: Vec<Typed> = arguments.filter_map(|argument| self.typed(argument, 0)).collect();
        let created = java::child(node, "class_body").is_none().then_some(node)?;
        let uid = uid::of_class_around(self, created);
        let mut kept = self.of_types(written, &described.what, &types, uid);
        kept.name = name;
        Some(kept)
    }

    fn called(&self, call: Node<'_>) -> Option<Kept> {
        let name = java::method_name(call, self.file().text());
        let has = |names: &[String]| names.iter().any(|known| known == name);
        let place = call.child_by_field_name("name")?;
        let receiver = java::receiver(call)?;
        if let Some(one) =
            self.places.statics.iter().find(|one| has(&one.names) && self.is_class(receiver, &one.owner))
        {
            let stream = java::arguments(call).first().and_then(|stream| self.scope.type_of(*stream).known());
            let of: Vec<TypeRef> =
                stream.and_then(|stream| stream.arguments.into_iter().next()).into_iter().collect();
            let uid = uid::of_call_until(self, call, &one.until);
            return Some(self.of_all(place, &one.what, &of, Some(uid)));
        }
        let table =
            self.places.table.iter().find(|one| has(&one.names) && self.is_class(receiver, &one.class));
        if let Some(table) = table {
            let tables = &self.places.tables;
            let verdict = Verdict::Untold(tables.why.clone(), tables.now.clone());
            return Some(self.plain(place, &tables.what, simple(&table.class).to_owned(), None, verdict));
        }
        self.on_stream(call)
    }

    /// What a method of a stream or of the settings of a job keeps.
    fn on_stream(&self, call: Node<'_>) -> Option<Kept> {
        let name = java::method_name(call, self.file().text());
        let (place, receiver) = (call.child_by_field_name("name")?, java::receiver(call)?);
        let rows = self.places.call.iter().filter(|one| one.names.iter().any(|known| known == name));
        let mut rows = rows.filter_map(|one| {
            let receiver = self.scope.receiver_type(receiver).known()?;
            let seen = self.scope.as_supertype(&receiver, &one.owner).known()??;
            Some((one, seen))
        });
        let (one, seen) = rows.next()?;
        let around = match (&one.aggregates, one.given) {
            (Some(aggregates), _) => {
                let function = self.scope.type_of(*java::arguments(call).first()?).known();
                function.and_then(|function| self.scope.as_supertype(&function, aggregates).known()?)
            }
            (None, true) => self.scope.type_of(call).known(),
            (None, false) => match &one.from {
                Some(from) => self.begun(receiver, from),
                None => Some(seen),
            },
        };
        let pick = |around: TypeRef| {
            let picked = one.arguments.iter().map(|index| around.arguments.get(*index).cloned());
            picked.collect::<Option<Vec<TypeRef>>>()
        };
        let of = around.and_then(pick).unwrap_or_default();
        let uid = (!one.given).then(|| uid::of_call(self, call));
        Some(self.of_all(place, &one.what, &of, uid))
    }

    /// What began the chain that `node` is: the first `class` among what its calls are made on.
    fn begun(&self, node: Node<'_>, class: &str) -> Option<TypeRef> {
        let calls = std::iter::successors(Some(node), |call| java::receiver(*call));
        let seen = |call: Node<'_>| {
            let of = self.scope.type_of(call).known()?;
            self.scope.as_supertype(&of, class).known()?
        };
        calls.filter(|call| call.kind() == "method_invocation" || call.kind() == "identifier").find_map(seen)
    }

    /// What a class keeps because of the one whose constructor it calls: `super(…)`.
    fn inherited(&self, call: Node<'_>) -> Option<Kept> {
        let place = call.child_by_field_name("constructor").filter(|place| place.kind() == "super")?;
        let class = self.scope.class_around(call)?;
        let heir = class.type_ref();
        let extends = |name: &String| self.scope.as_supertype(&heir, name).known().flatten().is_some();
        let one = self.places.heir.iter().find(|one| one.classes.iter().any(extends))?;
        let (of, uid) = (class.declared().name.clone(), uid::of_class_around(self, call));
        Some(self.plain(place, &one.what, of, uid, Verdict::Never(one.why.clone(), one.now.clone())))
    }

    /// Whether the expression is the name of the class.
    fn is_class(&self, node: Node<'_>, class: &str) -> bool {
        self.file().text_of(node).ends_with(simple(class))
            && self.scope.named_type(node).is_some_and(|named| named.known().as_deref() == Some(class))
    }

    fn of_all(&self, node: Node<'_>, what: &str, of: &[TypeRef], uid: Option<Uid>) -> Kept {
        let types: Vec<Typed> = of.iter().map(|of| self.judged(of)).collect();
        self.of_types(node, what, &types, uid)
    }

    fn of_types(&self, node: Node<'_>, what: &str, types: &[Typed], uid: Option<Uid>) -> Kept {
        let of = types.iter().map(|one| one.of.clone()).collect::<Vec<_>>().join(", ");
        let fates = types.iter().map(|one| one.before.fate(&one.after));
        let not_told = || Fate::Unknown("Its type is not said where it can be read.".to_owned());
        let worst = fates.max_by_key(|fate| match fate {
            Fate::Restored => 0,
            Fate::Unknown(_) => 1,
            Fate::Lost(_) => 2,
        });
        let decides = types.iter().find(|one| Some(one.before.fate(&one.after)) == worst).cloned();
        let verdict = Verdict::Type(worst.unwrap_or_else(not_told));
        let mut kept = self.plain(node, what, of, uid, verdict);
        kept.classes = types.iter().flat_map(|one| one.classes.iter().cloned()).collect();
        if let Some(decides) = decides {
            (kept.before, kept.after) = (Some(decides.before), Some(decides.after));
        }
        kept
    }

    fn plain(&self, node: Node<'_>, what: &str, of: String, uid: Option<Uid>, verdict: Verdict) -> Kept {
        let site = Site { path: Arc::clone(&self.scope.file.path), span: java::span(node) };
        let (what, classes) = (what.to_owned(), BTreeSet::new());
        Kept { site, what, name: None, uid, of, before: None, after: None, classes, verdict }
    }
}
