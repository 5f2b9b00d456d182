//! Where the statements of a script begin and end, and in which blocks they stand.

use crate::syntax::gradle::{Token, TokenKind};
use crate::text::Span;

/// A statement, without what stands in its blocks.
#[derive(Debug)]
pub(super) struct Statement {
    /// Its tokens, by their place.
    pub(super) tokens: Vec<usize>,
    /// All of it, blocks too.
    pub(super) span: Span,
    /// The block that it stands in.
    pub(super) block: Span,
    /// The first words of the statements whose blocks it stands in, outermost first.
    blocks: Vec<String>,
}

impl Statement {
    /// Whether one of the blocks around it begins so.
    pub(super) fn is_in(&self, name: &str) -> bool {
        self.blocks.iter().any(|block| block == name || block.ends_with(&format!(".{name}")))
    }

    /// Whether the innermost block around it begins so.
    pub(super) fn is_directly_in(&self, name: &str) -> bool {
        self.blocks.last().is_some_and(|block| block == name || block.ends_with(&format!(".{name}")))
    }
}

/// All statements, also those inside of others.
pub(super) fn all(tokens: &[Token], text: &str) -> Vec<Statement> {
    let mut walk = Walk { tokens, text, at: 0, found: Vec::new() };
    while walk.at < tokens.len() {
        walk.block(&mut Vec::new(), Span::new(0, text.len()));
        walk.at += 1;
    }
    walk.found
}

struct Walk<'t> {
    tokens: &'t [Token],
    text: &'t str,
    at: usize,
    found: Vec<Statement>,
}

impl Walk<'_> {
    /// Reads statements up to the `}` of their block.
    fn block(&mut self, blocks: &mut Vec<String>, block: Span) {
        while let Some(token) = self.tokens.get(self.at) {
            match token.kind {
                TokenKind::Sign(b'}') => return,
                TokenKind::Newline | TokenKind::Sign(b';') => self.at += 1,
                TokenKind::Word | TokenKind::Text { .. } | TokenKind::Sign(_) => {
                    self.statement(blocks, block);
                }
            }
        }
    }

    fn statement(&mut self, blocks: &mut Vec<String>, block: Span) {
        let start = self.tokens[self.at].span.start;
        let (mut own, mut depth, mut end) = (Vec::new(), 0_usize, start);
        while let Some(token) = self.tokens.get(self.at) {
            match token.kind {
                TokenKind::Sign(b'{') => {
                    end = self.inner(&own, blocks);
                    continue;
                }
                TokenKind::Sign(b'}') => break,
                TokenKind::Sign(b'(' | b'[') => depth += 1,
                TokenKind::Sign(b')' | b']') => depth = depth.saturating_sub(1),
                TokenKind::Sign(b';') if depth == 0 => break,
                TokenKind::Newline if depth == 0 && !self.goes_on(&own) => break,
                TokenKind::Word | TokenKind::Text { .. } | TokenKind::Sign(_) | TokenKind::Newline => {}
            }
            if token.kind != TokenKind::Newline {
                own.push(self.at);
                end = token.span.end;
            }
            self.at += 1;
        }
        self.found.push(Statement {
            tokens: own,
            span: Span::new(start, end),
            block,
            blocks: blocks.clone(),
        });
    }

    /// Reads the block that begins here; gives where it ends.
    fn inner(&mut self, own: &[usize], blocks: &mut Vec<String>) -> usize {
        let open = self.tokens[self.at].span;
        let first = own.first().map_or("", |index| self.tokens[*index].span.of(self.text));
        self.at += 1;
        blocks.push(first.to_owned());
        let place = self.found.len();
        self.block(blocks, Span::new(open.start, self.text.len()));
        blocks.pop();
        let end = self.tokens.get(self.at).map_or(self.text.len(), |close| close.span.end);
        for statement in &mut self.found[place..] {
            if statement.block.start == open.start {
                statement.block.end = end;
            }
        }
        self.at = (self.at + 1).min(self.tokens.len());
        end
    }

    /// Whether a statement goes on behind the end of the line.
    fn goes_on(&self, own: &[usize]) -> bool {
        let last = own.last().map(|index| self.tokens[*index].kind);
        if matches!(last, Some(TokenKind::Sign(b',' | b'=' | b':' | b'?' | b'+'))) {
            return true;
        }
        let next = self.tokens[self.at..].iter().find(|token| token.kind != TokenKind::Newline);
        next.is_some_and(|next| matches!(next.kind, TokenKind::Sign(b'.' | b'?' | b':' | b'=')))
    }
}
