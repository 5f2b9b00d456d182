//! How far a run has come, on a terminal and only when it takes its time.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::streams::Streams;
use crate::engine::Progress;

/// Work that ends sooner shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar on standard error.
pub(super) struct Bar {
    drawn: ProgressBar,
    started: Instant,
    wanted: bool,
}

impl Bar {
    /// A bar that shows itself when the work takes long.
    pub(super) fn new(streams: &Streams) -> Self {
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files  {msg}");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        let wanted = std::io::stderr().is_terminal() && !streams.is_quiet();
        Self { drawn: ProgressBar::hidden().with_style(style), started: Instant::now(), wanted }
    }

    fn show_when_late(&self) {
        if self.wanted && self.drawn.is_hidden() && self.started.elapsed() > PATIENCE {
            self.drawn.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Progress for Bar {
    fn files(&self, total: usize) {
        self.drawn.set_length(total as u64);
    }

    fn file(&self) {
        self.drawn.inc(1);
        self.show_when_late();
    }

    fn step(&self, transform: &str) {
        self.drawn.set_message(transform.to_owned());
        self.show_when_late();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.drawn.finish_and_clear();
    }
}
