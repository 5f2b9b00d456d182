//! Which stream a source reads: where its name comes from, and how its ARN comes from there instead.

use tree_sitter::Node;

use super::arn::{Prefix, key_of_arn, name_of_arn, placeholders};
use super::property_group;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::{Declaration, DeclarationKind, JavaScope};

/// How new code says which stream is meant.
pub(crate) struct Stream {
    /// A Java expression for the ARN.
    pub(crate) arn: String,
    /// What has to change before it: the key of a setting, a variable that held the name.
    pub(crate) edits: Vec<Edit>,
    /// What the reader has to do.
    pub(crate) now: String,
    /// The settings that are read under a new key.
    pub(crate) settings: Vec<Setting>,
}

/// A setting that held the name and now holds the ARN.
pub(crate) struct Setting {
    /// The property groups that it is read from, as far as they are known.
    pub(crate) groups: Vec<String>,
    /// The key of the name and the key of the ARN.
    pub(crate) keys: [String; 2],
}

/// Types that hold settings by keys.
const SETTINGS: &[&str] = &[
    "java.util.Properties",
    "java.util.Map",
    "java.util.HashMap",
    "org.apache.flink.api.java.utils.ParameterTool",
    "org.apache.flink.api.java.utils.MultipleParameterTool",
    "org.apache.flink.util.ParameterTool",
    "org.apache.flink.util.MultipleParameterTool",
];

/// Their methods that read a string.
const READS: &[&str] = &["get", "getProperty", "getRequired", "getOrDefault"];

/// The stream whose name is the expression `name`.
///
/// A setting that holds the name is read under a key for the ARN. Any other name is put behind the
/// beginning of an ARN, in which what nobody said stands as `<region>` and `<account-id>`.
pub(crate) fn stream(scope: &JavaScope<'_>, name: Node<'_>, prefix: &Prefix) -> Stream {
    let mut found = Found { scope, prefix, edits: Vec::new(), settings: Vec::new() };
    let variable = scope.declaration(name).known().filter(|variable| variable.kind == DeclarationKind::Local);
    let arn = match &variable {
        Some(variable) => match found.in_variable(variable, name) {
            Some(arn) => arn,
            None => found.inline(read_once(scope, variable).unwrap_or(name)),
        },
        None => found.inline(name),
    };
    let set = found.settings.iter().map(|Setting { keys: [old, new], .. }| {
        format!("Set `{new}` to the ARN of the stream wherever `{old}` is set now.")
    });
    let new_text = found.edits.iter().fold(arn.clone(), |all, edit| all + &edit.insert);
    let open = placeholders(&new_text);
    let mut now: Vec<String> = set.chain(open).collect();
    now.dedup();
    if now.is_empty() {
        now.push("Check the ARN.".to_owned());
    }
    Stream { arn, edits: found.edits, now: now.join(" "), settings: found.settings }
}

/// What a variable is read from, when it never gets another value.
fn read_once<'s>(scope: &'s JavaScope<'_>, variable: &Declaration) -> Option<Node<'s>> {
    let value = scope.file.node(variable.initializer?)?;
    (Read::of(scope, value).is_some() && scope.is_never_assigned(variable)).then_some(value)
}

/// What was found on the way to the name.
struct Found<'s> {
    scope: &'s JavaScope<'s>,
    prefix: &'s Prefix,
    edits: Vec<Edit>,
    settings: Vec<Setting>,
}

impl Found<'_> {
    /// The expression for the ARN in the place of `name`, as new text.
    fn inline(&mut self, name: Node<'_>) -> String {
        let Some(read) = Read::of(self.scope, name) else { return self.behind_prefix(name) };
        let mut text = self.scope.file.text_of(name).to_owned();
        let (mut inside, outside): (Vec<Edit>, Vec<Edit>) =
            self.read(&read).into_iter().partition(|edit| java::span(name).contains(edit.span));
        self.edits.extend(outside);
        inside.sort();
        for Edit { span, insert } in inside.iter().rev() {
            text.replace_range(span.start - name.start_byte()..span.end - name.start_byte(), insert);
        }
        text
    }

    /// A local variable that serves nothing else holds the ARN from now on: all that goes into it changes.
    fn in_variable(&mut self, variable: &Declaration, used: Node<'_>) -> Option<String> {
        let file = self.scope.file;
        // What holds the region may come later, or hold another one then.
        let elsewhere = self.prefix.without_variable();
        let mut values = vec![file.node(variable.initializer?)?];
        let uses = self.scope.uses(variable).known;
        let mut names = vec![variable.span];
        for node in uses.iter().map(|found| file.node(found.span)) {
            let node = node?;
            names.push(java::span(node));
            let assignment = node.parent().filter(|parent| parent.kind() == "assignment_expression");
            match assignment.filter(|assignment| assignment.child_by_field_name("left") == Some(node)) {
                Some(assignment) => values.push(assignment.child_by_field_name("right")?),
                None if node == used => {}
                None => return None,
            }
        }
        if !values.iter().any(|value| Read::of(self.scope, *value).is_some()) {
            return None;
        }
        let mut found =
            Found { scope: self.scope, prefix: &elsewhere, edits: Vec::new(), settings: Vec::new() };
        for value in values {
            let edits = found.value(value);
            found.edits.extend(edits);
        }
        let Found { edits, settings, .. } = found;
        self.edits.extend(edits);
        self.settings.extend(settings);
        let name = name_of_arn(&variable.name, file.text());
        if name != variable.name {
            let elsewhere = names.into_iter().filter(|span| *span != java::span(used));
            self.edits.extend(elsewhere.map(|span| Edit::replace(span, name.clone())));
        }
        Some(name)
    }

    /// The edits that make a value of a variable an ARN.
    fn value(&mut self, value: Node<'_>) -> Vec<Edit> {
        if let Some(read) = Read::of(self.scope, value) {
            return self.read(&read);
        }
        match value.kind() {
            "null_literal" => Vec::new(),
            _ => vec![Edit::replace(java::span(value), self.behind_prefix(value))],
        }
    }

    /// The edits that read a setting under the key of the ARN.
    fn read(&mut self, read: &Read<'_>) -> Vec<Edit> {
        let key = key_of_arn(&read.old_key);
        let groups = property_group::groups(self.scope, read.receiver);
        self.settings.push(Setting { groups, keys: [read.old_key.clone(), key.clone()] });
        let place = read.constant(self.scope).unwrap_or(read.key);
        let mut edits = vec![Edit::replace(java::span(place), format!("\"{key}\""))];
        let is_empty = |default: &Node<'_>| matches!(self.scope.file.text_of(*default), "null" | "\"\"");
        if let Some(default) = read.default.filter(|default| !is_empty(default)) {
            edits.push(Edit::replace(java::span(default), self.behind_prefix(default)));
        }
        edits
    }

    fn behind_prefix(&self, name: Node<'_>) -> String {
        self.prefix.before(self.scope, name)
    }
}

/// A call that reads the name of a stream from a setting.
struct Read<'t> {
    receiver: Node<'t>,
    key: Node<'t>,
    default: Option<Node<'t>>,
    old_key: String,
}

impl<'t> Read<'t> {
    fn of(scope: &JavaScope<'_>, value: Node<'t>) -> Option<Self> {
        let call = without_trimming(scope, java::unparenthesized(value));
        if call.kind() != "method_invocation" || !READS.contains(&java::method_name(call, scope.file.text()))
        {
            return None;
        }
        let receiver = java::receiver(call)?;
        SETTINGS.iter().find(|wanted| scope.has_type(receiver, wanted).is(&true))?;
        let arguments = java::arguments(call);
        let (key, default) = (*arguments.first()?, arguments.get(1).copied());
        Some(Self { receiver, key, default, old_key: scope.string_value(key)? })
    }

    /// The literal of the constant that names the key, when no other setting is read by that constant.
    fn constant<'f>(&self, scope: &'f JavaScope<'_>) -> Option<Node<'f>> {
        let constant = scope.declaration(self.key).known()?;
        let is_private = constant.field().is_some_and(|field| field.modifiers.has("private"));
        let literal = scope.file.node(constant.initializer?)?;
        let uses = scope.uses(&constant).known;
        let reads = uses.iter().filter(|used| {
            let call = used.file.node(used.span).and_then(|node| node.parent()?.parent());
            call.is_some_and(|call| READS.contains(&java::method_name(call, used.file.text())))
        });
        (is_private && literal.kind() == "string_literal" && reads.count() == 1).then_some(literal)
    }
}

/// The call inside `.toString()` and `.trim()`.
fn without_trimming<'t>(scope: &JavaScope<'_>, mut call: Node<'t>) -> Node<'t> {
    while call.kind() == "method_invocation"
        && matches!(java::method_name(call, scope.file.text()), "toString" | "trim" | "strip")
        && java::arguments(call).is_empty()
    {
        let Some(inner) = java::receiver(call) else { break };
        call = inner;
    }
    call
}
