//! Files that say how an application is deployed, and where they set a property, whatever their format.

use super::{Context, Wants};
use crate::settings::Platform;
use crate::snapshot::FileKind;
use crate::view::settings::is_prose;
use crate::view::{File, View};

/// The files that can be such ones, where one of `words` stands in them.
pub(super) fn wants(words: &[String]) -> Wants {
    let kinds = [FileKind::Text, FileKind::Json, FileKind::Java];
    Wants { files: kinds.map(|kind| (kind, words.to_vec())).into() }
}

/// Whether the file can say what runs on the managed service.
pub(super) fn is_deployed(file: &File, context: &Context<'_>) -> bool {
    is_of_deployment(file) && context.settings.platform != Some(Platform::OpenSource)
}

/// Whether the file can say how something is deployed, and was not made by a tool.
pub(super) fn is_of_deployment(file: &File) -> bool {
    match file.view {
        View::Text => !is_prose(&file.path) && !file.path.split('/').any(|part| part == "cdk.out"),
        View::Java(_) => true,
        View::Build(_) => false,
    }
}

/// The beginning of what a property is set to.
pub(super) struct Value {
    /// Behind the quotes.
    pub(super) start: usize,
    pub(super) is_quoted: bool,
}

/// Where `name`, which may stand between `quotes`, is set by a colon, an equals sign or a call.
pub(super) fn values(text: &str, name: &str, quotes: &[char]) -> Vec<Value> {
    let value = |(at, _): (usize, &str)| {
        let behind = &text[at + name.len()..];
        let rest = behind.trim_start_matches(quotes).trim_start_matches([' ', '\t']);
        let rest = rest.strip_prefix([':', '=', '('])?.trim_start_matches([' ', '\t']);
        let plain = rest.trim_start_matches(quotes);
        let value = Value { start: text.len() - plain.len(), is_quoted: rest.starts_with(quotes) };
        (!text[..at].ends_with(is_part_of_word)).then_some(value)
    };
    text.match_indices(name).filter_map(value).collect()
}

/// Whether `letter` can stand in a name.
pub(super) fn is_part_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
