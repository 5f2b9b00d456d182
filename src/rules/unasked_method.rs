//! Rule kind `unasked-method`: an override that still compiles and that the target never calls.

use serde::Deserialize;

use super::{Context, Names, Rule, Wants};
use crate::finding::{Finding, Note, RemedyKind, Site};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::types::{Class, JavaScope};
use crate::view::java::Method;
use crate::view::{File, JavaFile, View};

/// A method of a class that applications extend.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The class or interface that declares it.
    owner: String,
    /// Its name.
    method: String,
    /// How many parameters it has.
    parameters: usize,
    /// What it returns where nothing depends on it.
    harmless: String,
    /// What is not done any more.
    what: String,
    /// What a person can do instead.
    now: String,
}

impl Rule for Row {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, [&self.method])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        vec![Names::default().and_new([&self.owner]).and_said(&self.now)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let classes = (0..java.types.len()).map(|index| Class { file: java.clone(), index });
        let methods = classes.flat_map(|class| {
            let methods = java.types[class.index].methods.iter();
            let asked: Vec<_> = methods.filter(|method| self.is_override(java, method)).collect();
            let extends = || scope.as_supertype(&class.type_ref(), &self.owner).known().flatten().is_some();
            if !asked.is_empty() && extends() { asked } else { Vec::new() }
        });
        let finding = |method: &Method| {
            let site = Site { path: java.path.clone(), span: method.name_span };
            context.manual(site, Note::new(self.what.as_str(), self.now.as_str()))
        };
        methods.map(finding).collect()
    }
}

impl Row {
    /// Whether `method` is the one, and does more than what is harmless.
    fn is_override(&self, java: &JavaFile, method: &Method) -> bool {
        let is_it = method.name == self.method && method.parameters.len() == self.parameters;
        let body = method.body.filter(|_| is_it).and_then(|body| java.node(body));
        let Some(statements) = body.map(java::children) else { return false };
        let [only] = statements.as_slice() else { return true };
        let returned = java::children(*only).into_iter().next().filter(|_| only.kind() == "return_statement");
        returned.is_none_or(|value| java.text_of(value) != self.harmless)
    }
}
