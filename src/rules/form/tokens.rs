//! The tokens of Java text, as far as two forms are compared by them.

use crate::text::Span;

/// A word, literal or sign; or a full name or hole as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

impl Token {
    /// Whether it is the hole `name`.
    pub(super) fn is_hole(&self, name: Option<&str>) -> bool {
        matches!(&self.kind, Kind::Hole(hole) if Some(hole.as_str()) == name)
    }
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `$x`, by its name.
    Hole(String),
    /// The full name of an outermost class.
    Class(String),
    Other,
}

/// Two forms as a message shows them: without packages, and without what both call a method on.
pub(super) fn shown(before: &str, after: &str) -> [String; 2] {
    let both = [before, after].map(named);
    let on = both.each_ref().map(|tokens| match tokens.as_slice() {
        [Token { kind: Kind::Hole(name), .. }, ..] => Some(name),
        _ => None,
    });
    let is_on_same = on[0].is_some() && (on[0] == on[1] || after.is_empty());
    let [old, new] =
        both.each_ref().map(|tokens| tokens.get(usize::from(is_on_same) * 2..).unwrap_or_default());
    [short(before, old), short(after, new)]
}

fn short(form: &str, tokens: &[Token]) -> String {
    let mut shown = String::new();
    let mut end = None;
    for token in tokens {
        let space = end.map_or("", |end| &form[end..token.span.start]);
        shown.push_str(if space.contains('\n') { "" } else { space });
        shown.push_str(match &token.kind {
            Kind::Hole(name) => name,
            Kind::Class(name) => name.rsplit('.').next().unwrap_or(name),
            Kind::Other => token.span.of(form),
        });
        end = Some(token.span.end);
    }
    shown
}

/// The tokens of `text`, with full names of classes and holes as one token each.
pub(super) fn named(text: &str) -> Vec<Token> {
    let spans: Vec<Span> = lexed(text, Span::new(0, text.len())).collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = spans.as_slice();
    while let Some(first) = rest.first() {
        let length = class_name(text, rest);
        let (kind, length) = match (first.of(text).strip_prefix('$'), length) {
            (Some(hole), _) => (Kind::Hole(hole.to_owned()), 1),
            (None, Some(length)) => {
                let name = rest[..length].iter().map(|span| span.of(text)).collect();
                (Kind::Class(name), length)
            }
            (None, None) => (Kind::Other, 1),
        };
        tokens.push(Token { span: Span::new(first.start, rest[length - 1].end), kind });
        rest = &rest[length..];
    }
    tokens
}

/// How many of the tokens make the full name of an outermost class.
fn class_name(text: &str, tokens: &[Span]) -> Option<usize> {
    let starts = |index: usize, is: fn(char) -> bool| {
        tokens.get(index)?.of(text).chars().next().filter(|letter| is(*letter))
    };
    let mut at = 0;
    while starts(at, char::is_lowercase).is_some() && tokens.get(at + 1)?.of(text) == "." {
        at += 2;
    }
    (at > 0 && starts(at, char::is_uppercase).is_some()).then_some(at + 1)
}

/// The words, literals and signs of a part of Java text; white space and comments are none.
pub(super) fn lexed(text: &str, part: Span) -> impl Iterator<Item = Span> {
    let mut at = part.start;
    std::iter::from_fn(move || {
        loop {
            let rest = &text[at..part.end];
            let first = rest.chars().next()?;
            let length = if first.is_whitespace() {
                at += first.len_utf8();
                continue;
            } else if rest.starts_with("//") {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            } else if rest.starts_with("/*") {
                at += rest.find("*/").map_or(rest.len(), |end| end + 2);
                continue;
            } else if first == '"' || first == '\'' {
                quoted(rest, first)
            } else if is_of_word(first) {
                rest.find(|letter: char| !is_of_word(letter)).unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            let span = Span::new(at, at + length);
            at += length;
            return Some(span);
        }
    })
}

/// How long the literal is that `rest` begins with.
fn quoted(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, letter)| {
        let is_end = *letter == quote && !is_escaped;
        is_escaped = *letter == '\\' && !is_escaped;
        is_end
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn forms_are_shown_short() {
        assert_eq!(shown("$c.getIndex()", "$c.getTask().getIndex()"), ["getIndex()", "getTask().getIndex()"]);
        assert_eq!(shown("$c.set($k, $v)", "org.acme.Keys.of($c, 1)"), ["c.set(k, v)", "Keys.of(c, 1)"]);
        assert_eq!(shown("$e.go(1)", "$e"), ["go(1)", ""]);
        assert_eq!(shown("$e.go(1)", ""), ["go(1)", ""]);
    }
}
