//! The ARN of a stream that the code knows by its name.

use tree_sitter::Node;

use super::property_group;
use crate::settings::Settings;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::{Declaration, DeclarationKind, JavaScope};

/// How new code says which stream is meant.
pub(crate) struct Stream {
    /// A Java expression for the ARN.
    pub(crate) arn: String,
    /// What has to change before it: the key of a setting, the name of a variable.
    pub(crate) edits: Vec<Edit>,
    /// What the reader has to do.
    pub(crate) now: String,
    /// The setting that is read under a new key.
    pub(crate) setting: Option<Setting>,
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
];

/// Their methods that read a string.
const READS: &[&str] = &["get", "getProperty", "getRequired", "getOrDefault"];

/// The stream whose name is the expression `name`.
///
/// A setting that holds the name is read under a key for the ARN. Any other name is put behind the
/// beginning of an ARN, in which what nobody said stands as `<region>` and `<account-id>`.
pub(crate) fn stream(
    scope: &JavaScope<'_>,
    name: Node<'_>,
    properties: Node<'_>,
    settings: &Settings,
) -> Stream {
    let prefix = prefix(region(scope, properties).as_deref(), settings);
    if let Some(read) = Read::of(scope, name) {
        return read.inline(scope, &prefix);
    }
    let variable = scope.declaration(name).known().filter(|variable| variable.kind == DeclarationKind::Local);
    let from_variable = variable.and_then(|variable| in_variable(scope, &variable, &prefix));
    from_variable.unwrap_or_else(|| Stream {
        arn: behind(&prefix, scope, name),
        edits: Vec::new(),
        now: placeholders(&prefix),
        setting: None,
    })
}

/// A local variable that holds what a setting says: it becomes the ARN when it serves nothing else.
fn in_variable(scope: &JavaScope<'_>, variable: &Declaration, prefix: &str) -> Option<Stream> {
    let value = scope.file.node(variable.initializer?)?;
    let read = Read::of(scope, value).filter(|_| scope.is_never_assigned(variable))?;
    let uses = scope.uses(variable);
    if uses.known.len() != 1 {
        return Some(read.inline(scope, prefix));
    }
    let name = name_of_arn(&variable.name, scope.file.text());
    let mut edits = read.edits(scope, prefix);
    if name != variable.name {
        edits.push(Edit::replace(variable.span, name.clone()));
    }
    Some(Stream { arn: name, edits, now: read.now(), setting: Some(read.setting(scope)) })
}

/// A call that reads the name of a stream from a setting.
struct Read<'t> {
    call: Node<'t>,
    key: Node<'t>,
    default: Option<Node<'t>>,
    old_key: String,
}

impl<'t> Read<'t> {
    fn of(scope: &JavaScope<'_>, call: Node<'t>) -> Option<Self> {
        let call = java::unparenthesized(call);
        if call.kind() != "method_invocation" || !READS.contains(&java::method_name(call, scope.file.text()))
        {
            return None;
        }
        let receiver = java::receiver(call)?;
        SETTINGS.iter().find(|wanted| scope.has_type(receiver, wanted).is(&true))?;
        let arguments = java::arguments(call);
        let (key, default) = (*arguments.first()?, arguments.get(1).copied());
        Some(Self { call, key, default, old_key: scope.string_value(key)? })
    }

    /// The same call with the key of the ARN, as a new expression.
    fn inline(&self, scope: &JavaScope<'_>, prefix: &str) -> Stream {
        let start = self.call.start_byte();
        let mut arn = scope.file.text_of(self.call).to_owned();
        let mut edits = self.edits(scope, prefix);
        edits.sort();
        for Edit { span, insert } in edits.iter().rev() {
            arn.replace_range(span.start - start..span.end - start, insert);
        }
        Stream { arn, edits: Vec::new(), now: self.now(), setting: Some(self.setting(scope)) }
    }

    fn edits(&self, scope: &JavaScope<'_>, prefix: &str) -> Vec<Edit> {
        let key = Edit::replace(java::span(self.key), format!("\"{}\"", key_of_arn(&self.old_key)));
        let default = self.default.filter(|default| default.kind() != "null_literal");
        let default = default.map(|node| Edit::replace(java::span(node), behind(prefix, scope, node)));
        std::iter::once(key).chain(default).collect()
    }

    fn setting(&self, scope: &JavaScope<'_>) -> Setting {
        let receiver = java::receiver(self.call);
        let groups = receiver.map(|receiver| property_group::groups(scope, receiver)).unwrap_or_default();
        Setting { groups, keys: [self.old_key.clone(), key_of_arn(&self.old_key)] }
    }

    fn now(&self) -> String {
        let (old, new) = (&self.old_key, key_of_arn(&self.old_key));
        format!("Set `{new}` to the ARN of the stream wherever `{old}` is set now.")
    }
}

/// The beginning of an ARN, up to the name; what was asked for goes before the `region` that a file names.
pub(crate) fn prefix(region: Option<&str>, settings: &Settings) -> String {
    let region = settings.aws_region.as_deref().or(region).unwrap_or("<region>");
    let account = settings.aws_account.as_deref().unwrap_or("<account-id>");
    let partition = match region {
        _ if region.starts_with("cn-") => "aws-cn",
        _ if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    };
    format!("arn:{partition}:kinesis:{region}:{account}:stream/")
}

/// The region that the properties are given in this file.
pub(crate) fn region(scope: &JavaScope<'_>, properties: Node<'_>) -> Option<String> {
    let found = scope.declaration(properties).known()?;
    scope.uses(&found).known.iter().find_map(|used| {
        let here = JavaScope::new(scope.project, &used.file);
        let call = used.file.node(used.span)?.parent().filter(|call| call.kind() == "method_invocation")?;
        let is_setter = matches!(java::method_name(call, used.file.text()), "setProperty" | "put");
        let arguments = java::arguments(call);
        let [key, value] = arguments.as_slice() else { return None };
        let key = used.file.text_of(*key);
        let is_region = key == "\"aws.region\"" || key.rsplit('.').next() == Some("AWS_REGION");
        here.string_value(*value).filter(|_| is_setter && is_region)
    })
}

/// The name behind the beginning of an ARN.
pub(crate) fn behind(prefix: &str, scope: &JavaScope<'_>, name: Node<'_>) -> String {
    let text = scope.file.text_of(name);
    match name.kind() {
        "string_literal" if !text.starts_with("\"\"\"") => format!("\"{prefix}{}", &text[1..]),
        "ternary_expression" | "assignment_expression" | "lambda_expression" => {
            format!("\"{prefix}\" + ({text})")
        }
        _ => format!("\"{prefix}\" + {text}"),
    }
}

/// What is left to fill in.
fn placeholders(prefix: &str) -> String {
    let open = ["<region>", "<account-id>"].into_iter().filter(|placeholder| prefix.contains(placeholder));
    let open: Vec<String> = open.map(|placeholder| format!("`{placeholder}`")).collect();
    if open.is_empty() {
        return "Check the ARN.".to_owned();
    }
    format!("Replace {} in the ARN, or read the ARN from a setting.", open.join(" and "))
}

/// The key under which the ARN is read: `stream.name` becomes `stream.arn`.
fn key_of_arn(key: &str) -> String {
    for (name, arn) in [("name", "arn"), ("Name", "Arn"), ("NAME", "ARN")] {
        if let Some(rest) = key.strip_suffix(name) {
            return format!("{rest}{arn}");
        }
    }
    match key.chars().find(|char| ".-_".contains(*char)) {
        Some(separator) => format!("{key}{separator}arn"),
        None => format!("{key}Arn"),
    }
}

/// The name of the variable that holds the ARN; the old one when the new one is taken or the old says nothing false.
fn name_of_arn(variable: &str, text: &str) -> String {
    let renamed = match variable {
        "name" => Some("arn".to_owned()),
        _ => variable.strip_suffix("Name").map(|rest| format!("{rest}Arn")),
    };
    renamed.filter(|name| !text.contains(name.as_str())).unwrap_or_else(|| variable.to_owned())
}
