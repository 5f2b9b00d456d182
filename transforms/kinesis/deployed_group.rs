//! Property groups in what deploys an application: templates, stacks and scripts, which only a person can complete.

use std::sync::Arc;

use crate::snapshot::FileKind;
use crate::text::{Span, is_identifier_part};
use crate::types::Project;
use crate::view::settings::{is_comment_at, is_prose};

/// How templates say the id of a group; the next one ends what is said of the one before.
const IDS: [&str; 3] = ["PropertyGroupId", "property_group_id", "propertyGroupId"];

/// The words of files that set property groups.
pub(crate) fn words() -> Vec<String> {
    IDS.map(str::to_owned).into()
}

/// Where the group `group` sets `old_key` and not `new_key`, in the files nearest to the code at `java_path`.
pub(crate) fn lacking(
    project: &Project,
    java_path: &str,
    group: &str,
    keys: [&str; 2],
) -> Vec<(Arc<str>, Span)> {
    let is_template = |path: &str| FileKind::of(path) == Some(FileKind::Text) && !is_prose(path);
    let templates = project.texts().filter(|(path, _)| is_template(path));
    let mut found: Vec<(Arc<str>, Span)> = templates
        .flat_map(|(path, source)| {
            let places = lacking_in(source.text(), group, keys);
            places.into_iter().map(|span| (Arc::clone(path), span))
        })
        .collect();
    let nearness =
        |path: &str| path.bytes().zip(java_path.bytes()).take_while(|(one, two)| one == two).count();
    let folders = |path: &str| path[..nearness(path)].matches('/').count();
    let nearest = found.iter().map(|(path, _)| folders(path)).max();
    found.retain(|(path, _)| Some(folders(path)) == nearest);
    found
}

fn lacking_in(text: &str, group: &str, [old_key, new_key]: [&str; 2]) -> Vec<Span> {
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
    lacking.filter_map(|section| set(section, old_key)).collect()
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
