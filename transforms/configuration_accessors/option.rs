//! `ConfigOptions.key("k").defaultValue(v)`: the type is said before the default value now.

use tree_sitter::Node;

use super::OPTIONS;
use crate::finding::{Change, Finding, NAME_END, NAME_START, Note, RemedyKind, qualified};
use crate::rules::boxing::Kind;
use crate::rules::{Context, Names, Rule, Wants, reference, sentence};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::Resolution::Known;
use crate::types::{JavaScope, TypeRef};
use crate::view::{File, View};

/// Options that are declared without a type.
pub(super) struct Untyped;

impl Rule for Untyped {
    fn wants(&self) -> Wants {
        Wants::with_words(FileKind::Java, ["ConfigOptions"])
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Apply, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let old = ["defaultValue", "noDefaultValue"].map(|name| format!("{OPTIONS}.OptionBuilder.{name}"));
        vec![Names::of_old(old).and_new([format!("{OPTIONS}.key")])]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let View::Java(java) = &file.view else { return Vec::new() };
        let scope = JavaScope::new(context.project, java);
        let calls = java::of_kind(java.root(), "method_invocation");
        calls.filter_map(|call| finding(&scope, context, call)).collect()
    }
}

fn finding(scope: &JavaScope<'_>, context: &Context<'_>, call: Node<'_>) -> Option<Finding> {
    let java = scope.file;
    let called = call.child_by_field_name("name")?;
    let name = java.text_of(called);
    if !matches!(name, "defaultValue" | "noDefaultValue") {
        return None;
    }
    let key = java::receiver(call).filter(|key| is_key(scope, *key))?;
    let site = reference::site(java, called);
    let typed = match java::arguments(call).first() {
        None => Ok("stringType()".to_owned()),
        Some(value) => option_type(scope, call, *value),
    };
    Some(match typed {
        Ok(typed) => {
            let shown = typed.replace([NAME_START, NAME_END], "");
            let edit = Edit::insert(key.end_byte(), format!(".{typed}"));
            let what = format!("`ConfigOptions.key` gets `{shown}` before `{name}`.");
            context.apply(site, Note::new(what, ""), Change::in_file(&java.path, vec![edit]))
        }
        Err(why) => {
            let what = format!("`{name}` directly after `ConfigOptions.key` is gone.");
            let now = "Say the type of the option before it, such as `stringType()`.";
            context.manual(site, Note::new(what, now).because(sentence(&why)))
        }
    })
}

/// Whether `node` is `ConfigOptions.key(…)`.
fn is_key(scope: &JavaScope<'_>, node: Node<'_>) -> bool {
    let is_call = node.kind() == "method_invocation" && java::method_name(node, scope.file.text()) == "key";
    is_call && java::receiver(node).is_some_and(|class| scope.means_type(class, OPTIONS).is(&true))
}

/// The call that says the type of the option with the default value `value`.
fn option_type(scope: &JavaScope<'_>, call: Node<'_>, value: Node<'_>) -> Result<String, String> {
    let wanted = scope.target_type(call).known().and_then(|option| option.arguments.into_iter().next());
    let found = match wanted.filter(TypeRef::is_complete) {
        Some(wanted) => wanted,
        None => scope.type_of(value).into_result()?,
    };
    if found.dimensions == 0
        && let Some(kind) = Kind::of_type(&found.name)
    {
        return Ok(format!("{}()", kind.option_type()));
    }
    match found.name.as_str() {
        "java.time.Duration" => Ok("durationType()".to_owned()),
        "org.apache.flink.configuration.MemorySize" => Ok("memoryType()".to_owned()),
        "java.util.Map" => Ok("mapType()".to_owned()),
        _ => match scope.as_supertype(&found, "java.lang.Enum") {
            Known(Some(_)) => Ok(format!("enumType({}.class)", qualified(&found.name))),
            _ => Err(format!("there is no type of options for `{found}`")),
        },
    }
}
