//! A consumer of several streams, which becomes as many sources, joined by `union`.

use tree_sitter::Node;

use super::stream::Stream;
use crate::rules::chain::Chain;
use crate::syntax::java;
use crate::text::{Style, indent_at};
use crate::transforms::connector::element;
use crate::transforms::connector::layout::INDENT;
use crate::transforms::connector::operator::SETTERS;
use crate::types::JavaScope;
use crate::types::Resolution::{Known, Unknown};
use crate::view::JavaFile;

/// Methods that make a list of what they are given.
const LISTS: &[(&str, &[&str])] =
    &[("asList", &["Arrays"]), ("of", &["List", "ImmutableList"]), ("singletonList", &["Collections"])];

/// What a stream is declared as; `union` gives nothing more special.
const STREAM: &str = "org.apache.flink.streaming.api.datastream.DataStream";

/// What an operator gives beside its stream; no `DataStream` has it.
const SIDE_OUTPUT: &str = "getSideOutput";

/// The names of the streams: the old consumer could read a list of them.
pub(crate) fn streams<'t>(
    scope: &JavaScope<'_>,
    name: Node<'t>,
    schema: Node<'_>,
) -> Result<Vec<Node<'t>>, String> {
    if let Some(names) = names(scope.file, name) {
        let is_name = |name: &Node<'_>| scope.has_type(*name, "java.lang.String").is(&true);
        return names
            .iter()
            .all(is_name)
            .then_some(names)
            .ok_or_else(|| "what its list holds is not known".to_owned());
    }
    let many = "it reads a list of streams; make one source for each, with its own `uid`, and join them with `union`";
    let is_list = |name: &str| name.ends_with("List") || name == "java.util.Collection";
    match scope.type_of(name) {
        Known(found) if found.is("java.lang.String") => Ok(vec![name]),
        Known(found) if is_list(&found.name) => Err(many.to_owned()),
        Known(found) => Err(format!("its stream is of type `{found}`")),
        // Only the constructors with the connector's own schema take a list.
        Unknown(_) if element::is_plain_deserialization(scope, schema) => Ok(vec![name]),
        Unknown(why) => Err(format!("whether it reads one stream is not known: {why}")),
    }
}

/// The names in `Arrays.asList("a", "b")` and its like.
fn names<'t>(file: &JavaFile, list: Node<'t>) -> Option<Vec<Node<'t>>> {
    let call = java::unparenthesized(list);
    let owner = java::receiver(call).filter(|_| call.kind() == "method_invocation")?;
    let (name, owner) = (java::method_name(call, file.text()), file.text_of(owner));
    let is_list = LISTS.iter().any(|(method, owners)| *method == name && owners.contains(&owner));
    let names = java::arguments(call);
    (is_list && !names.is_empty()).then_some(names)
}

/// The `addSource` that takes what is made at `maker`; an error where `union` cannot stand in its place.
pub(crate) fn taker<'t>(scope: &JavaScope<'_>, maker: Node<'t>) -> Result<Node<'t>, String> {
    let call = maker.parent().and_then(|list| list.parent());
    let call = call.filter(|call| call.kind() == "method_invocation");
    let call = call.ok_or("it is not handed to `addSource` right where it is made")?;
    let env = java::receiver(call).filter(|env| matches!(env.kind(), "identifier" | "field_access"));
    env.ok_or("the environment is no variable")?;
    let parent = call.parent().ok_or("a call does not parse")?;
    let declared = match parent.kind() {
        "expression_statement" => return Ok(call),
        "method_invocation" if java::receiver(parent) == Some(call) => {
            let next = java::method_name(parent, scope.file.text());
            return if SETTERS.contains(&next) || next == SIDE_OUTPUT {
                Err(format!("`{next}` is said of all of them at once"))
            } else {
                Ok(call)
            };
        }
        "variable_declarator" => parent.parent().and_then(|one| one.child_by_field_name("type")),
        "return_statement" => java::enclosing(call, &["lambda_expression", "method_declaration"])
            .and_then(|one| one.child_by_field_name("type")),
        _ => None,
    };
    let is_stream = declared.is_some_and(|written| scope.means_type(written, STREAM).is(&true));
    let left = || "what `addSource` gives is not declared as a `DataStream`".to_owned();
    is_stream.then_some(call).ok_or_else(left)
}

/// What the reader of the new sources has to do.
pub(crate) fn now(streams: &[Stream]) -> String {
    let mut now: Vec<&str> = streams.iter().map(|stream| stream.now.as_str()).collect();
    now.dedup();
    if streams.len() > 1 {
        now.push("Give each source a `uid` of its own.");
    }
    now.join(" ")
}

/// The text behind `call` that joins the source `chain`, which gets `beside` in `fromSource`.
pub(crate) fn union(file: &JavaFile, call: Node<'_>, chain: &Chain, beside: &[String]) -> String {
    let style = Style::of(file.text(), INDENT);
    let name = call.child_by_field_name("name").unwrap_or(call);
    let outer = format!("{}{}", indent_at(file.text(), name.start_byte()), style.indent.repeat(2));
    let inner = format!("{outer}{}", style.indent.repeat(2));
    let line = format!("{}{inner}", style.newline);
    let rest = beside.iter().fold(String::new(), |all, argument| all + "," + &line + argument);
    let env = java::receiver(call).map_or("", |env| file.text_of(env));
    format!("{}{outer}.union({env}.fromSource({line}{}{rest}))", style.newline, chain.print(&inner, &style))
}
