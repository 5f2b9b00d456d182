//! How new code writes the ARN of a stream that was known by its name.

use tree_sitter::Node;

use crate::settings::Settings;
use crate::syntax::java;
use crate::types::JavaScope;

/// The beginning of an ARN, up to the name of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Prefix {
    region: Region,
    account: Option<String>,
}

/// The region, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Region {
    Known(String),
    /// A Java variable holds it.
    Variable(String),
    Unknown,
}

impl Prefix {
    /// What was asked for, else the `region` that a file names.
    pub(crate) fn new(region: Option<&str>, settings: &Settings) -> Self {
        let region = settings.aws_region.as_deref().or(region);
        let region = region.map_or(Region::Unknown, |region| Region::Known(region.to_owned()));
        Self { region, account: settings.aws_account.clone() }
    }

    /// What was asked for, else the region that the properties are given.
    pub(crate) fn of_properties(scope: &JavaScope<'_>, properties: Node<'_>, settings: &Settings) -> Self {
        let prefix = Self::new(None, settings);
        match (&prefix.region, region(scope, properties)) {
            (Region::Unknown, Some(region)) => Self { region, ..prefix },
            _ => prefix,
        }
    }

    /// The same for a place where a variable may not be seen.
    pub(crate) fn without_variable(&self) -> Self {
        let region = match &self.region {
            Region::Known(region) => Region::Known(region.clone()),
            Region::Variable(_) | Region::Unknown => Region::Unknown,
        };
        Self { region, account: self.account.clone() }
    }

    /// The text of the beginning; a region in a variable is not known to a text.
    pub(crate) fn text(&self) -> String {
        let region = match &self.region {
            Region::Known(region) => region,
            Region::Variable(_) | Region::Unknown => "<region>",
        };
        format!("{}{region}{}", self.head(), self.tail())
    }

    /// The name, a Java expression, behind the beginning; a name that is an ARN already stays.
    pub(crate) fn before(&self, scope: &JavaScope<'_>, name: Node<'_>) -> String {
        let text = scope.file.text_of(name);
        if scope.string_value(name).is_some_and(|value| value.starts_with("arn:")) {
            return text.to_owned();
        }
        let start = match &self.region {
            Region::Variable(region) => format!("\"{}\" + {region} + \"{}", self.head(), self.tail()),
            Region::Known(_) | Region::Unknown => format!("\"{}", self.text()),
        };
        match name.kind() {
            "string_literal" if !text.starts_with("\"\"\"") => format!("{start}{}", &text[1..]),
            "ternary_expression" | "assignment_expression" | "lambda_expression" => {
                format!("{start}\" + ({text})")
            }
            _ => format!("{start}\" + {text}"),
        }
    }

    fn head(&self) -> String {
        let partition = match &self.region {
            Region::Known(region) if region.starts_with("cn-") => "aws-cn",
            Region::Known(region) if region.starts_with("us-gov-") => "aws-us-gov",
            Region::Known(_) | Region::Variable(_) | Region::Unknown => "aws",
        };
        format!("arn:{partition}:kinesis:")
    }

    fn tail(&self) -> String {
        format!(":{}:stream/", self.account.as_deref().unwrap_or("<account-id>"))
    }
}

/// What is left to fill in in new text, as a sentence.
pub(crate) fn placeholders(text: &str) -> Option<String> {
    let open = ["<region>", "<account-id>"].into_iter().filter(|placeholder| text.contains(placeholder));
    let open: Vec<String> = open.map(|placeholder| format!("`{placeholder}`")).collect();
    (!open.is_empty())
        .then(|| format!("Replace {} in the ARN, or read the ARN from a setting.", open.join(" and ")))
}

/// The region that is put into the properties in this file.
fn region(scope: &JavaScope<'_>, properties: Node<'_>) -> Option<Region> {
    let found = scope.declaration(properties).known()?;
    scope.uses(&found).known.iter().find_map(|used| {
        let here = JavaScope::new(scope.project, &used.file);
        let call = used.file.node(used.span)?.parent().filter(|call| call.kind() == "method_invocation")?;
        let is_setter = matches!(java::method_name(call, used.file.text()), "setProperty" | "put");
        let arguments = java::arguments(call);
        let [key, value] = arguments.as_slice() else { return None };
        let key = used.file.text_of(*key);
        let is_region = key == "\"aws.region\"" || key.rsplit('.').next() == Some("AWS_REGION");
        if !is_setter || !is_region {
            return None;
        }
        if let Some(known) = here.string_value(*value) {
            return Some(Region::Known(known));
        }
        let is_here = used.file.path == scope.file.path && value.kind() == "identifier";
        let variable = scope.declaration(*value).known().filter(|_| is_here)?;
        let is_seen =
            variable.is_field() || java::enclosing_method(*value) == java::enclosing_method(properties);
        is_seen.then_some(Region::Variable(variable.name))
    })
}

/// The key under which the ARN is read: `stream.name` becomes `stream.arn`.
pub(crate) fn key_of_arn(key: &str) -> String {
    let renamed = [("name", "arn"), ("Name", "Arn"), ("NAME", "ARN")].into_iter().find_map(|(name, arn)| {
        let rest = key.strip_suffix(name)?;
        let is_word = name == "Name" || !rest.ends_with(char::is_alphanumeric);
        is_word.then(|| format!("{rest}{arn}"))
    });
    renamed.unwrap_or_else(|| match key.chars().find(|char| ".-_".contains(*char)) {
        Some(separator) => format!("{key}{separator}arn"),
        None => format!("{key}Arn"),
    })
}

/// The name of the variable that holds the ARN; the old one when the new one is taken or the old says nothing false.
pub(crate) fn name_of_arn(variable: &str, text: &str) -> String {
    let renamed = match variable {
        "name" => Some("arn".to_owned()),
        _ => variable.strip_suffix("Name").map(|rest| format!("{rest}Arn")),
    };
    renamed.filter(|name| !text.contains(name.as_str())).unwrap_or_else(|| variable.to_owned())
}
