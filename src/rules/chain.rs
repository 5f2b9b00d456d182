//! Prints a builder chain the way people break it: one call a line.

use crate::text::Style;

/// A chain of calls on `head`, one a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chain {
    /// What the calls are made on.
    pub(crate) head: String,
    /// Comments before a call, each a line, and the call with its dot.
    pub(crate) calls: Vec<(Vec<String>, String)>,
}

impl Chain {
    /// A chain that begins with `head`.
    pub(crate) fn on(head: impl Into<String>) -> Self {
        Self { head: head.into(), calls: Vec::new() }
    }

    /// Adds `.name(argument)`.
    pub(crate) fn call(&mut self, name: &str, argument: &str) {
        self.calls.push((Vec::new(), format!(".{name}({argument})")));
    }

    /// Adds `.name(argument)` with the comments that stood at the argument.
    pub(crate) fn commented_call(&mut self, comments: Vec<String>, name: &str, argument: &str) {
        self.calls.push((comments, format!(".{name}({argument})")));
    }

    /// The chain as text; the lines after the first begin with `indent` and two steps more.
    pub(crate) fn print(&self, indent: &str, style: &Style) -> String {
        let line = format!("{}{indent}{step}{step}", style.newline, step = style.indent);
        let mut text = self.head.clone();
        for (comments, call) in &self.calls {
            for part in comments.iter().chain([call]) {
                text.push_str(&line);
                text.push_str(part);
            }
        }
        text
    }
}
