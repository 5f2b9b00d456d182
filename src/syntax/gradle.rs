//! Words, texts and signs of Gradle scripts, in Groovy or Kotlin, with their spans.
//!
//! What both languages write alike is enough to find declarations, so that no grammar is needed: the
//! one for Groovy on crates.io fails on a fifth of real build scripts, those of Flink's own quickstart among them.
//! Deliberately absent: what tokens mean (`view::build` knows that).

use crate::text::Span;

/// A piece of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands; a text with its quotes.
    pub span: Span,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A name or a number: letters, digits, `_`, `$`, and dots between them.
    Word,
    /// A text in quotes; so many bytes are quotes at either end, and whether `$` refers to something in it.
    Text {
        /// How long the quotes are.
        quotes: usize,
        /// Whether `$name` and `${…}` stand for values.
        expands: bool,
    },
    /// Any other character.
    Sign(u8),
    /// The end of a line.
    Newline,
}

/// A script as tokens and comments.
#[derive(Debug, Default)]
pub struct Tokens {
    /// In the order of the text.
    pub tokens: Vec<Token>,
    /// Comments.
    pub comments: Vec<Span>,
    /// Where a text, a comment or a bracket is not closed.
    pub error: Option<Span>,
}

/// Reads a script; `groovy` says whether quotes of one sign hold plain texts.
pub fn read(text: &str, groovy: bool) -> Tokens {
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, groovy, found: Tokens::default() };
    let mut open: Vec<(u8, Span)> = Vec::new();
    while let Some(token) = reader.next() {
        match token.kind {
            TokenKind::Sign(sign @ (b'(' | b'[' | b'{')) => open.push((sign, token.span)),
            TokenKind::Sign(sign @ (b')' | b']' | b'}')) => {
                let matches = open.pop().is_some_and(|(opening, _)| closing(opening) == sign);
                if !matches {
                    reader.found.error.get_or_insert(token.span);
                }
            }
            TokenKind::Word | TokenKind::Text { .. } | TokenKind::Sign(_) | TokenKind::Newline => {}
        }
        reader.found.tokens.push(token);
    }
    if let Some((_, span)) = open.first() {
        reader.found.error.get_or_insert(*span);
    }
    reader.found
}

fn closing(opening: u8) -> u8 {
    match opening {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    groovy: bool,
    found: Tokens,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<Token> {
        loop {
            let rest = &self.text[self.at..];
            let first = *self.bytes.get(self.at)?;
            let start = self.at;
            if rest.starts_with("//") || (start == 0 && rest.starts_with("#!")) {
                self.comment(rest.find(['\n', '\r']).unwrap_or(rest.len()));
            } else if rest.starts_with("/*") {
                match rest.find("*/") {
                    Some(end) => self.comment(end + 2),
                    None => self.broken(start, rest.len()),
                }
            } else if matches!(first, b' ' | b'\t' | b'\r' | 0xEF | 0xBB | 0xBF) {
                self.at += 1;
            } else if first == b'\\' && rest[1..].starts_with(['\n', '\r']) {
                self.at += if rest[1..].starts_with("\r\n") { 3 } else { 2 };
            } else {
                return Some(self.token(first));
            }
        }
    }

    fn token(&mut self, first: u8) -> Token {
        let start = self.at;
        let kind = match first {
            b'\n' => {
                self.at += 1;
                TokenKind::Newline
            }
            b'"' | b'\'' => self.quoted(first),
            b'/' if self.groovy && self.begins_pattern() => {
                self.at += 1 + self.text[start + 1..].find('/').map_or(0, |end| end + 1);
                TokenKind::Sign(b'/')
            }
            _ if is_word(first) => {
                self.word();
                TokenKind::Word
            }
            _ => {
                self.at += self.text[start..].chars().next().map_or(1, char::len_utf8);
                TokenKind::Sign(first)
            }
        };
        Token { kind, span: Span::new(start, self.at) }
    }

    /// Whether a `/` begins a text between two of them, as Groovy writes patterns.
    fn begins_pattern(&self) -> bool {
        let last = self.found.tokens.last().map(|token| token.kind);
        let is_operand = matches!(
            last,
            Some(TokenKind::Word | TokenKind::Text { .. } | TokenKind::Sign(b')' | b']' | b'}'))
        );
        let line = self.text[self.at + 1..].lines().next().unwrap_or_default();
        !is_operand && line.contains('/')
    }

    /// A name with the dots in it; a dot at its end is a sign.
    fn word(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            let is_dot = *byte == b'.' && self.bytes.get(self.at + 1).is_some_and(|next| is_word(*next));
            if !is_word(*byte) && !is_dot {
                break;
            }
            self.at += 1;
        }
    }

    fn quoted(&mut self, quote: u8) -> TokenKind {
        let start = self.at;
        let is_triple = self.bytes[start..].starts_with(&[quote; 3]);
        let quotes = if is_triple { 3 } else { 1 };
        let expands = quote == b'"' || !self.groovy;
        self.at += quotes;
        loop {
            match self.bytes.get(self.at) {
                None => break,
                Some(b'\n') if quotes == 1 => break,
                Some(b'\\') => {
                    self.at += 1 + self.text[self.at + 1..].chars().next().map_or(0, char::len_utf8);
                }
                Some(b'$') if expands && self.bytes.get(self.at + 1) == Some(&b'{') => self.hole(),
                Some(byte) if *byte == quote && self.bytes[self.at..].starts_with(&[quote; 3][..quotes]) => {
                    self.at += quotes;
                    return TokenKind::Text { quotes, expands };
                }
                Some(_) => self.at += 1,
            }
        }
        self.found.error.get_or_insert(Span::new(start, self.at));
        TokenKind::Sign(quote)
    }

    /// Skips `${…}` with what is in it.
    fn hole(&mut self) {
        let mut depth = 0;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'{' => depth += 1,
                b'}' if depth == 1 => {
                    self.at += 1;
                    return;
                }
                b'}' => depth -= 1,
                b'\n' => return,
                _ => {}
            }
            self.at += 1;
        }
    }

    fn comment(&mut self, length: usize) {
        self.found.comments.push(Span::new(self.at, self.at + length));
        self.at += length;
    }

    fn broken(&mut self, start: usize, length: usize) {
        self.at += length;
        self.found.error.get_or_insert(Span::new(start, self.at));
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<&str> {
        read(text, true).tokens.iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn words_texts_and_signs() {
        let text = "implementation \"org:a:${x.y(\"z\")}\" // rest\next.v = '1.2'";
        let expected = ["implementation", "\"org:a:${x.y(\"z\")}\"", "\n", "ext.v", "=", "'1.2'"];
        assert_eq!(shown(text), expected);
        assert!(read(text, true).error.is_none());
    }

    #[test]
    fn what_is_not_closed_is_broken() {
        assert!(read("dependencies {", true).error.is_some());
        assert!(read("a = 'b", true).error.is_some());
        assert!(read("a }", true).error.is_some());
        assert!(read("a { b('c') }", true).error.is_none());
    }
}
