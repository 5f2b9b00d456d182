//! The `after` of a row, and the edits that make a match say it.
//!
//! What stands in the file for a hole, the line breaks of a chain and everything else that both
//! forms say stay as they are; only what differs is written anew.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tree_sitter::Node;

use super::pattern::Holes;
use super::tokens::{Kind, Token, lexed, named};
use crate::finding::qualified;
use crate::flink::{Api, ReleaseId};
use crate::syntax::java;
use crate::text::{Edit, Span};
use crate::view::JavaFile;

/// Java text with holes and full names.
#[derive(Debug)]
pub(super) struct Template {
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
    /// Whether it can stand before a dot without parentheses.
    is_primary: OnceLock<bool>,
}

impl Template {
    /// Reads `after`; says what is wrong with it.
    ///
    /// Whether it is Java is found out when somebody asks, or wants its names: all forms are asked for those when
    /// the rows are held against the tables, and parsing them is much of the time that a start takes.
    pub(super) fn read(after: &str) -> Result<Self, String> {
        let template = Self { tokens: named(after), text: after.to_owned(), is_primary: OnceLock::default() };
        template.check()?;
        Ok(template)
    }

    fn is_primary(&self) -> bool {
        *self.is_primary.get_or_init(|| {
            let after = &self.text;
            let text = format!("class P {{ Object o = {after}; }}");
            let tree = java::parse(&text);
            let declarator = java::of_kind(tree.root_node(), "variable_declarator").next();
            let value = declarator.and_then(|declarator| declarator.child_by_field_name("value"));
            assert!(java::errors(&tree) == 0, "`{after}` is no Java expression");
            value.is_some_and(is_primary)
        })
    }

    /// Says which class no release of Flink 2 has.
    fn check(&self) -> Result<(), String> {
        let is_new = |release: &ReleaseId| !release.is_old();
        let missing = self.classes().find(|name| {
            let class = Api.class(name);
            name.starts_with("org.apache.flink.")
                && !class.is_some_and(|class| class.releases().iter().any(|release| is_new(&release)))
        });
        missing.map_or(Ok(()), |name| Err(format!("there is no class `{name}`")))
    }

    fn classes(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().filter_map(|token| match &token.kind {
            Kind::Class(name) => Some(name.as_str()),
            Kind::Hole(_) | Kind::Other => None,
        })
    }

    /// The names of its holes, in the order of the text.
    pub(super) fn holes(&self) -> Vec<&str> {
        let holes = self.tokens.iter().filter_map(|token| match &token.kind {
            Kind::Hole(name) => Some(name.as_str()),
            Kind::Class(_) | Kind::Other => None,
        });
        holes.collect()
    }

    /// The hole that is all of it.
    pub(super) fn only_hole(&self) -> Option<&str> {
        match self.tokens.as_slice() {
            [Token { kind: Kind::Hole(name), .. }] => Some(name),
            _ => None,
        }
    }

    /// The classes, members and methods that it names: of a method that is called on a hole, the class is that of the hole.
    pub(super) fn names(&self, types: &BTreeMap<String, String>) -> Vec<String> {
        self.is_primary();
        let member = |index: usize, owner: &str| {
            let is_dot = self.tokens.get(index + 1).is_some_and(|next| self.said(next) == ".");
            let name = self.tokens.get(index + 2).filter(|_| is_dot).map(|name| self.said(name));
            name.map_or_else(|| owner.to_owned(), |name| format!("{owner}.{name}"))
        };
        let named = |(index, token): (usize, &Token)| match &token.kind {
            Kind::Class(name) => Some(member(index, name)),
            Kind::Hole(name) => {
                types.get(name).filter(|name| name.contains('.')).map(|owner| member(index, owner))
            }
            Kind::Other => None,
        };
        self.tokens.iter().enumerate().filter_map(named).collect()
    }

    /// The class whose name is all of it.
    pub(super) fn only_class(&self) -> Option<&str> {
        match self.tokens.as_slice() {
            [Token { kind: Kind::Class(name), .. }] => Some(name),
            _ => None,
        }
    }

    /// The edits that turn `node`, in which the holes stand for `holes`, into this; or why there are none.
    ///
    /// `boxed` gives the edits that the value of a hole needs as an object.
    pub(super) fn edits(
        &self,
        file: &JavaFile,
        node: Node<'_>,
        holes: &Holes<'_>,
        boxed: &dyn Fn(&str, Node<'_>) -> Vec<Edit>,
    ) -> Result<Vec<Edit>, String> {
        let edits = if self.text.contains('\n') || self.changes_places(holes) {
            vec![Edit::replace(java::span(node), self.written(file, node, holes, boxed)?)]
        } else {
            self.in_place(file, node, holes, boxed)?
        };
        Ok(self.in_parentheses(node, edits))
    }

    /// Whether the holes come in another order than in the file.
    fn changes_places(&self, holes: &Holes<'_>) -> bool {
        let places = self.holes().into_iter().filter_map(|name| Some(holes.get(name)?.start_byte()));
        !places.is_sorted_by(|one, next| one < next)
    }

    /// The edits of what stands between the holes.
    fn in_place(
        &self,
        file: &JavaFile,
        node: Node<'_>,
        holes: &Holes<'_>,
        boxed: &dyn Fn(&str, Node<'_>) -> Vec<Edit>,
    ) -> Result<Vec<Edit>, String> {
        let gap =
            |from: usize, to: usize, tokens: &[Token]| self.gap(file.text(), Span::new(from, to), tokens);
        let mut tokens = self.tokens.as_slice();
        let (mut edits, mut from) = (Vec::new(), node.start_byte());
        while let Some(at) = tokens.iter().position(|token| matches!(token.kind, Kind::Hole(_))) {
            let Kind::Hole(name) = &tokens[at].kind else { break };
            let is_receiver = tokens.get(at + 1).is_some_and(|token| self.said(token) == ".");
            let Some(filled) = holes.get(name) else {
                if at > 0 || !is_receiver {
                    return Err("what it is called on is not written".to_owned());
                }
                // Neither is it now, nor the dot behind it.
                tokens = &tokens[2..];
                continue;
            };
            edits.extend(gap(from, filled.start_byte(), &tokens[..at])?);
            if is_receiver && !is_primary(*filled) {
                edits.push(Edit::insert(filled.start_byte(), "("));
                edits.push(Edit::insert(filled.end_byte(), ")"));
            }
            edits.extend(boxed(name, *filled));
            from = filled.end_byte();
            tokens = &tokens[at + 1..];
        }
        edits.extend(gap(from, node.end_byte(), tokens)?);
        Ok(edits)
    }

    /// The edits of `node`, with parentheses around it where they are needed now, and without those that are not.
    fn in_parentheses(&self, node: Node<'_>, mut edits: Vec<Edit>) -> Vec<Edit> {
        if !self.is_primary() && is_part(node) {
            edits.insert(0, Edit::insert(node.start_byte(), "("));
            edits.push(Edit::insert(node.end_byte(), ")"));
        }
        let around = node.parent().filter(|parent| parent.kind() == "parenthesized_expression");
        if let Some(around) =
            around.filter(|around| self.is_primary() && !is_primary(node) && is_part(*around))
        {
            edits.insert(0, Edit::delete(Span::new(around.start_byte(), node.start_byte())));
            edits.push(Edit::delete(Span::new(node.end_byte(), around.end_byte())));
        }
        edits
    }

    /// Whether `text` ends with what follows the one hole at the beginning.
    pub(super) fn ends(&self, text: &str) -> bool {
        let [first, rest @ ..] = self.tokens.as_slice() else { return false };
        let said: Vec<&str> = lexed(text, Span::new(0, text.len())).map(|span| span.of(text)).collect();
        let wanted: Vec<&str> = rest.iter().map(|token| self.said(token)).collect();
        matches!(first.kind, Kind::Hole(_)) && said.ends_with(&wanted)
    }

    /// The edit of the text between two holes; of what stands there first and last, what is right stays.
    fn gap(&self, text: &str, gap: Span, wanted: &[Token]) -> Result<Option<Edit>, String> {
        let there: Vec<Span> = lexed(text, gap).collect();
        let same = |one: &Span, other: &Token| other.kind == Kind::Other && one.of(text) == self.said(other);
        let before = there.iter().zip(wanted).take_while(|(one, other)| same(one, other)).count();
        let (old, new) = (&there[before..], &wanted[before..]);
        let from_behind = old.iter().rev().zip(new.iter().rev());
        let after = from_behind.take_while(|(one, other)| same(one, other)).count();
        let (old, new) = (&old[..old.len() - after], &new[..new.len() - after]);
        let starts_blank = |first: &Span| text[gap.start..first.start].trim().is_empty();
        let span = match (old.first(), old.last()) {
            // A call at the end of a chain goes with the line that it has of its own.
            (Some(first), Some(last)) if wanted.is_empty() && starts_blank(first) => {
                Span::new(gap.start, last.end)
            }
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            // Behind what stays, so that a line break follows.
            (None, _) | (_, None) => Span::at(if before == 0 { gap.start } else { there[before - 1].end }),
        };
        if span.of(text).contains("/*") || span.of(text).contains("//") {
            return Err("a comment stands in it".to_owned());
        }
        let insert = self.marked(new);
        let is_open = after == 0 && insert.ends_with(['(', '.']);
        let rest = &text[span.end..gap.end];
        let spaces = if is_open { rest.len() - rest.trim_start_matches([' ', '\t']).len() } else { 0 };
        let span = Span::new(span.start, span.end + spaces);
        Ok((!span.is_empty() || !insert.is_empty()).then(|| Edit::replace(span, insert)))
    }

    /// The text of `tokens`, with full names marked.
    pub(super) fn marked(&self, tokens: &[Token]) -> String {
        let mut marked = String::new();
        let mut from = tokens.first().map_or(0, |token| token.span.start);
        for token in tokens {
            marked.push_str(&self.text[from..token.span.start]);
            match &token.kind {
                Kind::Class(name) => marked.push_str(&qualified(name)),
                Kind::Hole(_) | Kind::Other => marked.push_str(self.said(token)),
            }
            from = token.span.end;
        }
        marked
    }

    pub(super) fn said(&self, token: &Token) -> &str {
        token.span.of(&self.text)
    }
}

/// Whether a dot may follow the expression.
pub(crate) fn is_primary(node: Node<'_>) -> bool {
    let kind = node.kind();
    let is_call = matches!(kind, "method_invocation" | "object_creation_expression" | "field_access");
    let is_simple = matches!(kind, "identifier" | "this" | "super" | "array_access" | "class_literal");
    is_call || is_simple || matches!(kind, "parenthesized_expression" | "string_literal")
}

/// Whether the expression is a part of a larger one that binds closer than a cast.
fn is_part(node: Node<'_>) -> bool {
    let Some(parent) = node.parent() else { return false };
    match parent.kind() {
        "method_invocation" => java::receiver(parent) == Some(node),
        "field_access" | "array_access" | "method_reference" | "unary_expression" | "update_expression" => {
            true
        }
        _ => false,
    }
}
