//! Answers that were found out before; they hold as long as no file changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tree_sitter::Node;

use super::callable::Callable;
use super::resolution::Resolution;
use super::{JavaScope, TypeRef};
use crate::flink::Releases;
use crate::syntax::java;
use crate::text::Span;

/// What is remembered of calls.
#[derive(Debug, Default)]
pub(super) struct Memo {
    pub(super) candidates: Answers<Arc<Vec<Callable>>>,
    pub(super) results: Answers<TypeRef>,
    /// The direct supertypes of a class, by its body.
    pub(super) supertypes: Answers<Vec<Resolution<TypeRef>>>,
}

/// How many answers of a kind are kept; then they are found out anew, so that memory does not grow with the repository.
const MOST: usize = 10_000;

/// The path of a file, a node in it, and the releases of libraries.
type Key = (Arc<str>, Span, Releases);

/// Answers of one kind.
#[derive(Debug)]
pub(super) struct Answers<T>(Mutex<HashMap<Key, Resolution<T>>>);

impl<T> Default for Answers<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Answers<T> {
    /// The answer for `node`, which is found out once.
    ///
    /// What was found deep in another lookup may have been cut off there, and is not kept.
    pub(super) fn get_or(
        &self,
        scope: &JavaScope<'_>,
        node: Node<'_>,
        ask: impl FnOnce() -> Resolution<T>,
    ) -> Resolution<T> {
        self.get_or_at(scope, java::span(node), ask)
    }

    /// The same for what stands at `span`.
    pub(super) fn get_or_at(
        &self,
        scope: &JavaScope<'_>,
        span: Span,
        ask: impl FnOnce() -> Resolution<T>,
    ) -> Resolution<T> {
        let key = (Arc::clone(&scope.file.path), span, scope.releases);
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(known) = known {
            return known;
        }
        let answer = ask();
        if scope.is_shallow() {
            let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if answers.len() >= MOST {
                answers.clear();
            }
            answers.insert(key, answer.clone());
        }
        answer
    }
}
