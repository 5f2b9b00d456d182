//! The ways to write one thing: values, properties and levels.

use super::statement::Statement;
use super::{catalog_name, plain_name};
use crate::syntax::gradle::{Token, TokenKind};
use crate::text::Span;
use crate::view::build::model::{Value, Writing};

/// Calls that give a property; what others give is computed.
const PROPERTY_CALLS: [&str; 7] =
    ["property(", "findProperty(", "gradleProperty(", "ext[", "extra[", ".get()", ".toString()"];

/// The language of a script, and its text.
#[derive(Clone, Copy)]
pub(super) struct Dialect<'t> {
    pub(super) text: &'t str,
    pub(super) groovy: bool,
}

impl Dialect<'_> {
    pub(super) fn of(&self, token: &Token) -> &str {
        token.span.of(self.text)
    }

    pub(super) fn is_word(&self, token: Option<&Token>, word: &str) -> bool {
        token.is_some_and(|token| token.kind == TokenKind::Word && self.of(token) == word)
    }

    /// The value of a text.
    pub(super) fn value(&self, token: &Token) -> Option<Value> {
        let TokenKind::Text { quotes, expands } = token.kind else { return None };
        let span = Span::new(token.span.start + quotes, token.span.end - quotes);
        Some(self.part(span, expands))
    }

    /// A part of a text, with references as `${name}`.
    pub(super) fn part(&self, span: Span, expands: bool) -> Value {
        let raw = span.of(self.text);
        if !expands || !raw.contains('$') {
            return Value::plain(raw, span);
        }
        let (mut result, mut rest) = (String::new(), raw);
        while let Some(at) = rest.find('$') {
            result.push_str(&rest[..at]);
            let behind = &rest[at + 1..];
            let name = self.name_length(behind);
            if name == 0 {
                result.push('$');
                rest = behind;
            } else {
                result.push_str(&format!("${{{}}}", &behind[..name]));
                rest = &behind[name..];
            }
        }
        result.push_str(rest);
        Value::plain(result, span)
    }

    /// How long the name behind a `$` is; none in `${…}`, which says it already.
    fn name_length(&self, behind: &str) -> usize {
        let is_name = |char: char| char.is_alphanumeric() || char == '_';
        let mut end = behind.find(|char| !is_name(char)).unwrap_or(behind.len());
        while self.groovy && end > 0 && behind[end..].starts_with('.') {
            let rest = &behind[end + 1..];
            let more = rest.find(|char| !is_name(char)).unwrap_or(rest.len());
            if more == 0 || !rest.starts_with(char::is_alphabetic) {
                break;
            }
            end += 1 + more;
        }
        end
    }

    /// The value of an expression that is a text or a name.
    pub(super) fn expression(&self, tokens: &[Token]) -> Option<Value> {
        let first = tokens.first()?;
        if first.kind != TokenKind::Word {
            return self.value(first);
        }
        let mut end = first.span.end;
        if is_sign(tokens.get(1), b"([") {
            let close = tokens.iter().find(|token| is_sign(Some(token), b")]"))?;
            end = close.span.end;
            let said = Span::new(first.span.start, end).of(self.text);
            if !PROPERTY_CALLS.iter().any(|call| said.contains(call)) {
                return None;
            }
        }
        let span = Span::new(first.span.start, end);
        let is_name = !span.of(self.text).starts_with(|first: char| first.is_ascii_digit());
        is_name.then(|| Value {
            text: format!("${{{}}}", span.of(self.text)),
            span,
            writing: Writing::Quoted,
        })
    }

    /// What a statement sets: names with values.
    pub(super) fn entries(&self, tokens: &[Token], statement: &Statement) -> Vec<(String, Value)> {
        let texts: Vec<&Token> =
            tokens.iter().filter(|token| matches!(token.kind, TokenKind::Text { .. })).collect();
        // `version("flink", "1.17")` of a catalog, `set("flinkVersion", "1.17")` of `ext`.
        if statement.is_in("versionCatalogs") && self.is_word(tokens.first(), "version") {
            let Some(comma) = tokens.iter().position(|token| is_sign(Some(token), b",")) else {
                return Vec::new();
            };
            let name = texts.first().and_then(|name| self.value(name)).map(|name| catalog_name(&name.text));
            return name.zip(self.expression(&tokens[comma + 1..])).into_iter().collect();
        }
        let first = tokens.first().map_or("", |token| self.of(token));
        if first == "ext.set" || first == "extra.set" || (first == "set" && statement.is_directly_in("ext")) {
            let [name, value] = texts[..] else { return Vec::new() };
            return self.value(name).map(|name| name.text).zip(self.value(value)).into_iter().collect();
        }
        if let (Some(name), [value]) = (first.strip_suffix(".set"), &texts[..]) {
            return self.value(value).map(|value| (plain_name(name), value)).into_iter().collect();
        }
        let Some(sign) = tokens.iter().position(|token| is_sign(Some(token), b"=")) else {
            return self.delegated(tokens).or_else(|| self.bare(tokens)).into_iter().collect();
        };
        let Some(name) = self.set_name(&tokens[..sign]) else { return Vec::new() };
        let value = &tokens[sign + 1..];
        if is_sign(value.first(), b"[") || self.is_word(value.first(), "mapOf") {
            return self.map(&name, value);
        }
        let whole = self
            .expression(value)
            .filter(|one| tokens.last().is_some_and(|last| last.span.end <= one.span.end + 3));
        whole.map(|value| (name, value)).into_iter().collect()
    }

    /// `val name by extra("value")`.
    fn delegated(&self, tokens: &[Token]) -> Option<(String, Value)> {
        let by = tokens.iter().position(|token| self.is_word(Some(token), "by"))?;
        let is_extra = self.is_word(tokens.get(by + 1), "extra");
        let value = is_extra.then(|| self.value(tokens.get(by + 3)?))??;
        Some((self.of(tokens.get(by.checked_sub(1)?)?).to_owned(), value))
    }

    /// `sourceCompatibility '1.8'`.
    fn bare(&self, tokens: &[Token]) -> Option<(String, Value)> {
        let [name, value] = tokens else { return None };
        let name = self.of(name);
        super::LEVELS.contains(&name).then(|| Some((name.to_owned(), self.value(value)?)))?
    }

    /// The name before a `=`: the last word, or the text in its brackets.
    fn set_name(&self, tokens: &[Token]) -> Option<String> {
        if is_sign(tokens.last(), b"]") {
            let text = tokens.get(tokens.len().checked_sub(2)?)?;
            return self.value(text).map(|value| value.text);
        }
        // A type behind the name, as in `val name: String = …`.
        let colon = tokens.iter().position(|token| is_sign(Some(token), b":"));
        let name = tokens[..colon.unwrap_or(tokens.len())].last()?;
        let plain = plain_name(self.of(name));
        let last = plain.rsplit('.').next().unwrap_or_default();
        let is_level = super::LEVELS.contains(&last);
        (name.kind == TokenKind::Word).then(|| if is_level { last.to_owned() } else { plain.clone() })
    }

    /// `[flink: '1.17', …]` or `mapOf("flink" to "1.17", …)` under a name.
    fn map(&self, name: &str, tokens: &[Token]) -> Vec<(String, Value)> {
        let places = 1..tokens.len().saturating_sub(1);
        let pairs = places.filter(|at| is_sign(tokens.get(*at), b":") || self.is_word(tokens.get(*at), "to"));
        let entry = |at: usize| {
            let key = match tokens[at - 1].kind {
                TokenKind::Word => self.of(&tokens[at - 1]).to_owned(),
                _ => self.value(&tokens[at - 1])?.text,
            };
            Some((format!("{name}.{key}"), self.value(&tokens[at + 1])?))
        };
        pairs.filter_map(entry).collect()
    }

    /// A number, or what `JavaVersion.VERSION_1_8` and `JvmTarget.JVM_11` say.
    pub(super) fn level(&self, token: &Token) -> Option<Value> {
        let word = (token.kind == TokenKind::Word).then(|| self.of(token))?;
        for lead in ["JavaVersion.VERSION_", "VERSION_", "JvmTarget.JVM_", "JVM_"] {
            if let Some(level) = word.strip_prefix(lead) {
                let span = Span::new(token.span.end - level.len(), token.span.end);
                return Some(Value::plain(level.replace('_', "."), span));
            }
        }
        let is_number = word.chars().all(|one| one.is_ascii_digit() || one == '.');
        let is_name = word.starts_with(char::is_alphabetic) && word != "JavaLanguageVersion.of";
        if is_name {
            return Some(Value { text: format!("${{{word}}}"), span: token.span, writing: Writing::Quoted });
        }
        is_number.then(|| Value::plain(word, token.span))
    }
}

/// Whether the token is one of the signs.
pub(super) fn is_sign(token: Option<&Token>, signs: &[u8]) -> bool {
    token.is_some_and(|token| matches!(token.kind, TokenKind::Sign(sign) if signs.contains(&sign)))
}
