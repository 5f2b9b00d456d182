//! The ways to write an artifact: one text, a map, or one text after the other.

use super::catalog_name;
use super::notation::{Dialect, is_sign};
use crate::syntax::gradle::{Token, TokenKind};
use crate::text::Span;
use crate::view::build::model::{Value, Writing};

/// An artifact as a script names it.
pub(super) struct Named {
    pub(super) group: Value,
    pub(super) artifact: Value,
    pub(super) version: Option<Value>,
    pub(super) kind: Option<Value>,
    /// Its name in a catalog.
    pub(super) alias: Option<Value>,
}

impl Dialect<'_> {
    /// The artifact in a text like `group:artifact:version`.
    pub(super) fn coordinate(&self, token: &Token) -> Option<Named> {
        let is_plain = |value: &Option<Value>| !value.as_ref().is_some_and(|one| one.text.contains('*'));
        self.pattern(token).filter(|named| is_plain(&named.version) && is_plain(&named.kind))
    }

    /// The same, with a version that may be a pattern.
    pub(super) fn pattern(&self, token: &Token) -> Option<Named> {
        let TokenKind::Text { quotes, expands } = token.kind else { return None };
        let inner = Span::new(token.span.start + quotes, token.span.end - quotes);
        let mut parts = Vec::new();
        let (mut start, mut depth) = (inner.start, 0);
        for (at, byte) in inner.of(self.text).bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                b':' | b'@' if depth == 0 => {
                    parts.push(Span::new(start, inner.start + at));
                    start = inner.start + at + 1;
                }
                _ => {}
            }
        }
        parts.push(Span::new(start, inner.end));
        let is_part = |span: &Span| {
            let part = span.of(self.text);
            !part.is_empty() && !part.contains([' ', '/', '\\', '\n'])
        };
        let is_group =
            |span: &Span| span.of(self.text).chars().all(|one| one.is_alphanumeric() || "._-".contains(one));
        let is_named = |parts: &[Span]| is_group(&parts[0]) && !parts[1].of(self.text).contains('*');
        if !(2..=5).contains(&parts.len()) || !parts.iter().all(is_part) || !is_named(&parts) {
            return None;
        }
        let value = |index: usize| parts.get(index).map(|span| self.part(*span, expands));
        Some(Named { group: value(0)?, artifact: value(1)?, version: value(2), kind: value(3), alias: None })
    }

    /// The artifacts in maps like `group: 'g', name: 'a', version: 'v'`.
    pub(super) fn maps(&self, tokens: &[Token]) -> Vec<Named> {
        let starts = (0..tokens.len()).filter(|at| self.is_word(tokens.get(*at), "group"));
        let named = starts.filter_map(|at| {
            let field = |name: &str| {
                let reach = tokens.len().min(at + 16);
                let key = (at..reach).find(|key| self.is_word(tokens.get(*key), name))?;
                is_sign(tokens.get(key + 1), b":=").then(|| self.expression(&tokens[key + 2..]))?
            };
            Some(Named {
                group: field("group")?,
                artifact: field("name")?,
                version: field("version"),
                kind: field("classifier").or_else(|| field("ext")),
                alias: None,
            })
        });
        named.collect()
    }

    /// The artifact of `("group", "artifact", version)`.
    pub(super) fn positional(&self, tokens: &[Token]) -> Option<Named> {
        let open = tokens.iter().position(|token| is_sign(Some(token), b"("))?;
        let comma = |at: usize| is_sign(tokens.get(open + at), b",");
        let text = |at: usize| self.value(tokens.get(open + at)?);
        let (group, artifact) = (text(1).filter(|_| comma(2))?, text(3)?);
        let is_group = group.text.contains('.') && !group.text.contains([':', '/', ' ']);
        let version = comma(4).then(|| self.expression(&tokens[open + 5..])).flatten();
        is_group.then_some(Named { group, artifact, version, kind: None, alias: None })
    }

    /// The artifact of `library("alias", "group", "artifact").versionRef("name")` in a catalog of the settings.
    pub(super) fn library(&self, tokens: &[Token]) -> Option<Named> {
        let texts = || tokens.iter().filter(|token| matches!(token.kind, TokenKind::Text { .. }));
        if !self.is_word(tokens.first(), "library") {
            return None;
        }
        let calls =
            |name: &str| tokens.iter().any(|token| token.kind == TokenKind::Word && self.of(token) == name);
        let alias = self.value(texts().next()?);
        let second = self.coordinate(texts().nth(1)?);
        if let Some(named) = second {
            return Some(Named { alias, ..named });
        }
        let version = texts().nth(3).filter(|_| calls("versionRef") || calls("version"));
        let version = version.and_then(|token| {
            let value = self.value(token)?;
            if !calls("versionRef") {
                return Some(value);
            }
            let at = tokens.iter().position(|token| self.is_word(Some(token), "versionRef"))?;
            let span = Span::new(tokens[at].span.start, token.span.end + 1);
            let text = format!("${{{}}}", catalog_name(&value.text));
            Some(Value { text, span, writing: Writing::SettingsVersion })
        });
        Some(Named {
            group: self.value(texts().nth(1)?)?,
            artifact: self.value(texts().nth(2)?)?,
            version,
            kind: None,
            alias,
        })
    }

    /// The artifact that `exclude group: 'g', module: 'a'` names, with or without the group.
    pub(super) fn module(&self, tokens: &[Token]) -> Option<(Option<Value>, Value)> {
        let field = |name: &str| {
            let key = (0..tokens.len()).find(|key| self.is_word(tokens.get(*key), name))?;
            is_sign(tokens.get(key + 1), b":=").then(|| self.expression(&tokens[key + 2..]))?
        };
        Some((field("group"), field("module")?))
    }
}
