//! Property groups in what deploys an application: templates, stacks and scripts.
//!
//! Where the name of a stream is taken from its resource, so is the ARN; every other value is left to a person.

use std::sync::Arc;

use crate::snapshot::FileKind;
use crate::text::{Edit, Span, is_identifier_part};
use crate::types::Project;
use crate::view::settings::{is_comment_at, is_prose};

/// How templates say the id of a group; the next one ends what is said of the one before.
const IDS: [&str; 3] = ["PropertyGroupId", "property_group_id", "propertyGroupId"];

/// A word of files that hand a group to something else, which says its id.
const SERVICE: &str = "kinesisanalytics";

/// How resources say the name of a stream, and how they say its ARN.
const ATTRIBUTES: [[&str; 2]; 2] = [[".streamName", ".streamArn"], [".stream_name", ".stream_arn"]];

/// An entry of a group that has the name of a stream.
pub(crate) struct Lacking {
    /// The file.
    pub(crate) path: Arc<str>,
    /// The key that is there.
    pub(crate) span: Span,
    /// Adds the entry that is not.
    pub(crate) edit: Option<Edit>,
}

/// The words of files that set property groups.
pub(crate) fn words() -> Vec<String> {
    IDS.into_iter().chain([SERVICE]).map(str::to_owned).collect()
}

/// Where the group `group` sets `old_key` and not `new_key`, in the files nearest to the code at `java_path`.
pub(crate) fn lacking(project: &Project, java_path: &str, group: &str, keys: [&str; 2]) -> Vec<Lacking> {
    let found = nearest(project, java_path, &|text| lacking_in(text, group, keys));
    if found.is_empty() { handed_on(project, java_path, keys) } else { found }
}

/// The same of objects that are handed on to what knows the group.
pub(crate) fn handed_on(project: &Project, java_path: &str, keys: [&str; 2]) -> Vec<Lacking> {
    nearest(project, java_path, &|text| handed_on_in(text, keys))
}

/// The places that `places` finds, in the files that share most folders with `java_path`.
fn nearest(project: &Project, java_path: &str, places: &dyn Fn(&str) -> Vec<Place>) -> Vec<Lacking> {
    let is_template = |path: &str| FileKind::of(path) == Some(FileKind::Text) && !is_prose(path);
    let templates = project.texts().filter(|(path, _)| is_template(path));
    let mut found: Vec<Lacking> = templates
        .flat_map(|(path, source)| {
            let lacking = |Place { span, edit }| Lacking { path: Arc::clone(path), span, edit };
            places(source.text()).into_iter().map(lacking)
        })
        .collect();
    let shared = |path: &str| path.bytes().zip(java_path.bytes()).take_while(|(one, two)| one == two).count();
    let folders = |path: &str| path[..shared(path)].matches('/').count();
    let most = found.iter().map(|one| folders(&one.path)).max();
    found.retain(|one| Some(folders(&one.path)) == most);
    found
}

/// A key, and what adds the other one.
struct Place {
    span: Span,
    edit: Option<Edit>,
}

/// Where an object that stands in for a group has the old key and not the new one.
fn handed_on_in(text: &str, [old_key, new_key]: [&str; 2]) -> Vec<Place> {
    let is_member = |key: &Span| {
        let (before, behind) = (&text[..key.start], &text[key.end..]);
        let quote = ['"', '\''].into_iter().find(|quote| before.ends_with(*quote));
        let behind = quote.and_then(|quote| behind.strip_prefix(quote));
        behind.is_some_and(|behind| behind.trim_start().starts_with(':')) && !is_comment_at(text, *key)
    };
    if !text.contains(SERVICE) || whole(text, new_key).any(|key| is_member(&key)) {
        return Vec::new();
    }
    let places = whole(text, old_key).filter(is_member);
    places.map(|span| Place { span, edit: entry(text, span, new_key) }).collect()
}

/// Adds the ARN beside the name at `key`, where both are attributes of one resource and the entry has a line of its own.
fn entry(text: &str, key: Span, new_key: &str) -> Option<Edit> {
    let start = text[..key.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[key.end..].find('\n').map_or(text.len(), |at| key.end + at);
    let line = text[start..end].trim_end();
    let break_line = if text[start..end].ends_with('\r') { "\r\n" } else { "\n" };
    let (before, behind) = (&text[start..key.start], &line[key.end - start..]);
    let value = behind.trim_start_matches(['"', '\'', ' ', '\t', ':', '=']);
    let arn = arn(text, value.trim_end_matches(','))?;
    let joint = &behind[..behind.len() - value.len()];
    if !before.trim_start().trim_start_matches(['"', '\'']).is_empty() || joint.is_empty() {
        return None;
    }
    let quotes_keys = before.ends_with(['"', '\'']);
    // The signs of a map stand below each other.
    let lacks = if joint.contains(" =") { key.len().saturating_sub(new_key.len()) } else { 0 };
    let joint = joint.replacen(" =", &format!("{} =", " ".repeat(lacks)), 1);
    let added = format!("{before}{new_key}{joint}{arn}");
    let comes_last = quotes_keys && joint.contains(':') && !value.ends_with(',');
    Some(match (comes_last, value.ends_with(',')) {
        (true, _) => Edit::insert(start, format!("{added},{break_line}")),
        (false, true) => Edit::insert(start + line.len(), format!("{break_line}{added},")),
        (false, false) => Edit::insert(start + line.len(), format!("{break_line}{added}")),
    })
}

/// The ARN of the stream whose name is `value`, as the file says it.
fn arn(text: &str, value: &str) -> Option<String> {
    let is_path =
        |path: &str| !path.is_empty() && path.bytes().all(|byte| is_identifier_part(byte) || byte == b'.');
    let attribute = |[name, arn]: [&str; 2]| {
        value.strip_suffix(name).filter(|path| is_path(path)).map(|path| format!("{path}{arn}"))
    };
    let by_terraform = || {
        let path = value.strip_suffix(".name").filter(|path| is_path(path))?;
        path.starts_with("aws_kinesis_stream.").then(|| format!("{path}.arn"))
    };
    let by_template = || {
        let id = value.strip_prefix("!Ref ").filter(|id| is_path(id))?;
        let mut lines = text.lines().skip_while(|line| line.trim() != format!("{id}:"));
        let kind = lines.nth(1)?.trim().strip_prefix("Type:")?.trim().trim_matches(['"', '\'']);
        (kind == "AWS::Kinesis::Stream").then(|| format!("!GetAtt {id}.Arn"))
    };
    ATTRIBUTES.into_iter().find_map(attribute).or_else(by_terraform).or_else(by_template)
}

fn lacking_in(text: &str, group: &str, [old_key, new_key]: [&str; 2]) -> Vec<Place> {
    let ids = IDS.iter().flat_map(|id| text.match_indices(id)).map(|(at, id)| at + id.len());
    let mut starts: Vec<usize> = ids.collect();
    starts.sort_unstable();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let sections = starts.iter().zip(ends).map(|(start, end)| Span::new(*start, end));
    let of_group = sections.filter(|section| {
        let line = section.of(text).lines().next().unwrap_or_default();
        whole(line, group).next().is_some()
    });
    let set = |section: Span, key: &str| {
        let keys = whole(section.of(text), key);
        let mut keys = keys.map(|key| Span::new(section.start + key.start, section.start + key.end));
        keys.find(|key| !is_comment_at(text, *key))
    };
    let lacking = of_group.filter(|section| set(*section, new_key).is_none());
    let places = lacking.filter_map(|section| set(section, old_key));
    places.map(|span| Place { span, edit: entry(text, span, new_key) }).collect()
}

/// The places where `word` is no part of a longer one.
fn whole<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = Span> + 't {
    let goes_on =
        |byte: Option<&u8>| byte.is_some_and(|byte| is_identifier_part(*byte) || matches!(byte, b'.' | b'-'));
    let places = text.match_indices(word).map(|(at, word)| Span::new(at, at + word.len()));
    places.filter(move |place| {
        let before = place.start.checked_sub(1).and_then(|at| text.as_bytes().get(at));
        !goes_on(before) && !goes_on(text.as_bytes().get(place.end))
    })
}
