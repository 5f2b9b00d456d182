//! The typed accessors of `Configuration`, and options that are declared without their type.

use tree_sitter::Node;

use crate::finding::{Change, Finding, Note, RemedyKind, qualified};
use crate::rules::boxing::{self, Kind};
use crate::rules::form::is_called_on;
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::types::JavaScope;
use crate::types::Resolution::{Known, Unknown};
use crate::view::{File, View};

mod option;

const CONFIGURATION: &str = "org.apache.flink.configuration.Configuration";
const OPTION: &str = "org.apache.flink.configuration.ConfigOption";
const OPTIONS: &str = "org.apache.flink.configuration.ConfigOptions";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Accessors), Box::new(option::Untyped)]
}

struct Accessors;

impl Rule for Accessors {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, accessors())
    }

    fn beside(&self) -> Vec<String> {
        ["org.apache.flink"].map(str::to_owned).into()
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let accessors = accessors().map(|name| format!("{CONFIGURATION}.{name}"));
        let new = ["get", "set", "setString"].map(|name| format!("{CONFIGURATION}.{name}"));
        vec![Names::of_old(accessors).and_new(new).and_new([OPTION, OPTIONS])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let calls = java::of_kind(java.root(), "method_invocation");
        let accessors = calls.filter_map(|call| Accessor::read(&scope, call));
        accessors.filter_map(|accessor| accessor.finding(context)).collect()
    }
}

/// The names of those that are gone, or are so with an option.
fn accessors() -> impl Iterator<Item = String> {
    let kinds = ["Boolean", "Double", "Float", "Integer", "Long", "String"];
    kinds.into_iter().flat_map(|kind| ["get", "set"].map(|verb| format!("{verb}{kind}")))
}

/// A call of an accessor that is gone, or is so with an option as its key.
struct Accessor<'s, 'p, 'f> {
    scope: &'s JavaScope<'p>,
    call: Node<'f>,
    is_setter: bool,
    kind: Kind,
    key: Node<'f>,
    /// The value that is set, or the default one.
    value: Option<Node<'f>>,
}

/// What the key of an accessor is.
enum Key {
    Option,
    Name,
}

impl<'s, 'p, 'f> Accessor<'s, 'p, 'f> {
    fn read(scope: &'s JavaScope<'p>, call: Node<'f>) -> Option<Self> {
        let name = java::method_name(call, scope.file.text());
        let is_setter = name.starts_with("set");
        let kind = Kind::of_accessor(name.strip_prefix("set").or_else(|| name.strip_prefix("get"))?)?;
        let (key, value) = match java::arguments(call).as_slice() {
            [key, value] => (*key, Some(*value)),
            [key] if !is_setter => (*key, None),
            _ => return None,
        };
        let is_it = is_called_on(scope, call, CONFIGURATION).is(&true);
        is_it.then_some(Self { scope, call, is_setter, kind, key, value })
    }

    fn finding(&self, context: &Context<'_>) -> Option<Finding> {
        let java = self.scope.file;
        let called = self.call.child_by_field_name("name")?;
        let site = reference::site(java, called);
        let name = java.text_of(called);
        let rewritten = self.key().and_then(|key| match key {
            Key::Name if self.kind == Kind::String => Ok(None),
            Key::Option => self.with_option(called).map(Some),
            Key::Name if self.is_setter => Ok(Some(self.set_by_name(called))),
            Key::Name => self.get_by_name(called).map(Some),
        });
        match rewritten {
            Ok(Some((edits, what))) => {
                Some(context.apply(site, Note::new(what, ""), Change::in_file(&java.path, edits)))
            }
            Ok(None) => None,
            Err(why) => {
                let now =
                    "Use `get` and `set` with a `ConfigOption`, or `getString` and `setString` with a name.";
                let note = Note::new(format!("`Configuration.{name}` is gone."), now).because(sentence(&why));
                Some(context.manual(site, note))
            }
        }
    }

    fn key(&self) -> Result<Key, String> {
        let found = self.scope.type_of(self.key).into_result()?;
        if found.is("java.lang.String") {
            return Ok(Key::Name);
        }
        match self.scope.as_supertype(&found, OPTION) {
            Known(Some(_)) => Ok(Key::Option),
            Known(None) => Err(format!("its key is a `{found}`")),
            Unknown(why) => Err(why),
        }
    }

    fn with_option(&self, called: Node<'_>) -> Result<(Vec<Edit>, String), String> {
        let new = if self.is_setter { "set" } else { "get" };
        let mut edits = vec![Edit::replace(java::span(called), new)];
        if let Some(value) = self.value {
            edits.extend(self.kind.boxed(self.scope, value));
        }
        if !self.is_setter {
            edits.extend(self.unboxed()?);
        }
        let old = self.scope.file.text_of(called);
        Ok((edits, format!("`{old}` with an option becomes `{new}`.")))
    }

    fn set_by_name(&self, called: Node<'_>) -> (Vec<Edit>, String) {
        let mut edits = vec![Edit::replace(java::span(called), "setString")];
        edits.extend(self.value.into_iter().flat_map(|value| boxing::as_text(self.scope.file, value)));
        let old = self.scope.file.text_of(called);
        (edits, format!("`{old}` becomes `setString` with the value as text, which is read as before."))
    }

    fn get_by_name(&self, called: Node<'_>) -> Result<(Vec<Edit>, String), String> {
        let text = self.scope.file.text();
        let Some(value) = self.value else { return Err("there is no default value".to_owned()) };
        let between = Span::new(self.key.end_byte(), value.start_byte());
        if between.of(text).trim() != "," {
            return Err("a comment stands in it".to_owned());
        }
        let typed = self.kind.option_type();
        let mut edits = vec![
            Edit::replace(java::span(called), "get"),
            Edit::insert(self.key.start_byte(), format!("{}.key(", qualified(OPTIONS))),
            Edit::replace(between, format!(").{typed}().defaultValue(")),
        ];
        edits.extend(self.kind.boxed(self.scope, value));
        edits.push(Edit::insert(value.end_byte(), ")"));
        edits.extend(self.unboxed()?);
        let old = self.scope.file.text_of(called);
        Ok((edits, format!("`{old}` becomes `get` with an option of that name, type and default.")))
    }

    /// The edits that the place of the call needs because it gives an object now; or why it cannot.
    fn unboxed(&self) -> Result<Vec<Edit>, String> {
        let Some(parent) = self.call.parent().filter(|_| self.kind != Kind::String) else {
            return Ok(Vec::new());
        };
        let text = |field: &str| parent.child_by_field_name(field).map(|node| self.scope.file.text_of(node));
        match parent.kind() {
            "binary_expression"
                if matches!(text("operator"), Some("==" | "!=")) && !is_beside_literal(parent) =>
            {
                Err("its value would be compared as an object".to_owned())
            }
            "cast_expression" if text("type").is_some_and(|cast| self.kind.is_narrowed_by(cast)) => {
                let primitive = self.kind.primitive();
                Ok(vec![Edit::insert(self.call.start_byte(), format!("({primitive}) "))])
            }
            "argument_list" => {
                let call = parent.parent().filter(|call| call.kind() == "method_invocation");
                let is_remove = |call| java::method_name(call, self.scope.file.text()) == "remove";
                if call.is_some_and(is_remove) {
                    return Err("`remove` would take its value as an object".to_owned());
                }
                Ok(Vec::new())
            }
            _ => Ok(Vec::new()),
        }
    }
}

/// Whether one side of the comparison is a literal, so that numbers are compared.
fn is_beside_literal(comparison: Node<'_>) -> bool {
    let sides = java::children(comparison);
    sides.iter().any(|side| side.kind().ends_with("_literal") || matches!(side.kind(), "true" | "false"))
}
