//! Which names a Java file uses.

use std::collections::BTreeSet;

use tree_sitter::Node;

use crate::syntax::java;
use crate::text::Span;
use crate::view::JavaFile;

/// Tags after which Javadoc names a class or member.
const REFERENCES: [&str; 7] =
    ["@link", "@linkplain", "@see", "@throws", "@exception", "@value", "@inheritDoc"];

/// The names that stand in the code or in references of Javadoc and could need an import; not those at `except`.
///
/// Rather too many than too few: a local variable that is called like an import counts. A bare `case` label does
/// not: the enum that is switched over brings it, and a constant of another class goes the way of its other uses.
pub(super) fn names_used(file: &JavaFile, except: &BTreeSet<Span>) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for declaration in java::children_with_comments(file.root()) {
        if matches!(declaration.kind(), "import_declaration" | "package_declaration") {
            continue;
        }
        for node in java::descendants(declaration) {
            match node.kind() {
                "identifier" | "type_identifier"
                    if !except.contains(&java::span(node))
                        && !is_qualified(node, file.text())
                        && !is_label(node) =>
                {
                    used.insert(file.text_of(node).to_owned());
                }
                "block_comment" => used.extend(references(file.text_of(node)).map(str::to_owned)),
                _ => {}
            }
        }
    }
    used
}

/// Whether a dot stands before `node`, so that something else says where the name comes from.
pub(super) fn is_qualified(node: Node<'_>, text: &str) -> bool {
    text[..node.start_byte()].trim_end().ends_with('.')
}

/// Whether `node` alone is a `case` label.
fn is_label(node: Node<'_>) -> bool {
    node.parent().is_some_and(|parent| parent.kind() == "switch_label")
}

/// The words of all references in a Javadoc comment.
fn references(comment: &str) -> impl Iterator<Item = &str> {
    let lines = comment.lines().filter(|_| comment.starts_with("/**"));
    let tags = lines.flat_map(|line| line.match_indices('@').map(move |(at, _)| &line[at..]));
    let references = tags.filter_map(|tag| {
        let (name, rest) = tag.split_once(char::is_whitespace)?;
        let end = rest.find('}').unwrap_or(rest.len());
        REFERENCES.contains(&name).then(|| &rest[..end])
    });
    references.flat_map(|reference| {
        reference.split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == '$'))
    })
}
