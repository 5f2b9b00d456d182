//! Who refers to a property: an index over all projects.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Definition, Lookup, Reactor};
use crate::text::Span;
use crate::view::BuildFile;
use crate::view::build::{Format, Value, plain_name};

/// A place that refers to a property.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The project file.
    pub path: Arc<str>,
    /// The text that refers to it.
    pub span: Span,
    /// What the text is.
    pub used: Used,
}

/// What refers to a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Used {
    /// The version of the dependency with this index in the model.
    DependencyVersion(usize),
    /// The version of the plugin with this index in the model.
    PluginVersion(usize),
    /// The value of the property with this index in the model.
    Property(usize),
    /// Anything else, also a text of which the property is only a part.
    Other,
}

impl Reactor {
    /// Who refers to a definition itself.
    pub fn direct_uses(&self, definition: &Definition) -> &[Use] {
        self.uses.get(&definition.key()).map_or(&[], Vec::as_slice)
    }

    /// Whether the word at `span` is the name of a property where that is set.
    fn is_definition(&self, pom: &BuildFile, name: &str, span: Span) -> bool {
        let mut properties = self.named(pom, name);
        properties.any(|one| one.element.contains(span) && !one.value.span.contains(span))
    }

    /// Who refers to a definition, also by way of other properties; properties themselves are left out.
    pub fn uses(&self, definition: &Definition) -> BTreeSet<Use> {
        let direct = self.direct_uses(definition);
        if !direct.iter().any(|one| matches!(one.used, Used::Property(_))) {
            return direct.iter().cloned().collect();
        }
        let (mut found, mut seen) = (BTreeSet::new(), BTreeSet::from([definition.key()]));
        let mut open = vec![definition.clone()];
        while let Some(next) = open.pop() {
            for one in self.direct_uses(&next) {
                match one.used {
                    Used::Property(index) => {
                        let property = self.pom(&one.path).and_then(|pom| pom.model.properties.get(index));
                        let definition = property.map(|property| Definition::new(&one.path, property));
                        open.extend(definition.filter(|definition| seen.insert(definition.key())));
                    }
                    Used::DependencyVersion(_) | Used::PluginVersion(_) | Used::Other => {
                        found.insert(one.clone());
                    }
                }
            }
        }
        found
    }
}

/// Finds for every definition who refers to it.
pub(super) fn index(reactor: &Reactor) -> BTreeMap<(Arc<str>, Span), Vec<Use>> {
    let mut uses: BTreeMap<_, Vec<Use>> = BTreeMap::new();
    let properties = reactor.poms().flat_map(|pom| &pom.model.properties);
    let set: BTreeSet<&str> = properties.map(|property| property.name.as_str()).collect();
    for pom in reactor.poms() {
        let known = known_places(pom);
        for Value { text, span, .. } in texts(pom) {
            for name in names(text) {
                let plain = if pom.format == Format::Maven { name.to_owned() } else { plain_name(name) };
                if !set.contains(plain.as_str()) || reactor.is_definition(pom, &plain, *span) {
                    continue;
                }
                let Lookup::Defined(definitions) = reactor.property(&pom.path, name) else { continue };
                let whole = text.len() == name.len() + "${}".len();
                let place = known.get(span).copied().filter(|_| whole).unwrap_or(Used::Other);
                for definition in definitions {
                    let one = Use { path: Arc::clone(&pom.path), span: *span, used: place };
                    uses.entry(definition.key()).or_default().push(one);
                }
            }
        }
    }
    uses
}

/// Every text that may refer to a property, once.
fn texts(pom: &BuildFile) -> Vec<&Value> {
    let versions = pom.model.dependencies.iter().filter_map(|one| one.version.as_ref());
    let values = pom.model.properties.iter().map(|property| &property.value);
    let mut texts: Vec<&Value> = pom.texts.iter().chain(versions.chain(values)).collect();
    texts.retain(|value| !value.is_literal());
    texts.sort_by_key(|value| value.span);
    texts.dedup_by_key(|value| value.span);
    texts
}

fn known_places(pom: &BuildFile) -> BTreeMap<Span, Used> {
    let model = &pom.model;
    let properties = model.properties.iter().enumerate();
    let dependencies = model.dependencies.iter().enumerate();
    let plugins = model.plugins.iter().enumerate();
    let properties = properties.map(|(index, property)| (property.value.span, Used::Property(index)));
    let dependencies = dependencies.filter_map(|(index, dependency)| {
        Some((dependency.version.as_ref()?.span, Used::DependencyVersion(index)))
    });
    let plugins = plugins
        .filter_map(|(index, plugin)| Some((plugin.version.as_ref()?.span, Used::PluginVersion(index))));
    properties.chain(dependencies).chain(plugins).collect()
}

/// The names in `${…}` of a text.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name))
}
