//! Standard output and standard error: the answer goes to one, everything beside it to the other.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice, StripStream};
use anstyle::Style;

use super::failure::Failure;
use super::typed::{Color, Global};
use crate::report::diff::Paint;
use crate::report::style;
use crate::report::summary::Detail;
use crate::report::text::Layout;

/// Where the output goes, and how much of it.
#[derive(Debug)]
pub struct Streams {
    color: ColorChoice,
    quiet: bool,
    /// How much a summary tells.
    pub(super) detail: Detail,
    /// How much room a finding takes.
    pub(super) layout: Layout,
}

impl Streams {
    /// The streams as `global` wants them.
    pub fn new(global: &Global) -> Self {
        let color = match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let detail = if global.verbose { Detail::All } else { Detail::Some };
        let layout = if io::stdout().is_terminal() { Layout::Terminal } else { Layout::Lines };
        Self { color, quiet: global.quiet, detail, layout }
    }

    /// Writes the answer in one go, with colours where they can be seen.
    pub(super) fn print(&self, render: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut bytes = Vec::new();
        match self.paint() {
            Paint::Coloured => render(&mut bytes)?,
            Paint::Plain => {
                let mut plain = StripStream::new(bytes);
                render(&mut plain)?;
                bytes = plain.into_inner();
            }
        }
        write(&bytes)
    }

    /// Writes the answer byte for byte.
    pub(super) fn print_raw(
        &self,
        render: impl FnOnce(&mut dyn Write, Paint) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut bytes = Vec::new();
        render(&mut bytes, self.paint())?;
        write(&bytes)
    }

    /// Writes what stands beside the answer, unless it is not wanted.
    pub(super) fn remark(&self, render: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        if self.quiet { Ok(()) } else { render(&mut self.stderr()) }
    }

    /// Writes a remark of one sentence.
    pub(super) fn note(&self, note: &str) -> io::Result<()> {
        self.remark(|err| write_labelled(err, style::NOTE, "note", note))
    }

    /// Says why the command could not do its job.
    pub(super) fn fail(&self, failure: &Failure) {
        let mut err = self.stderr();
        let hints = failure.hints().iter();
        let written = write_labelled(&mut err, style::ERROR, "error", &failure.message());
        let written = written.and_then(|()| {
            hints.into_iter().try_for_each(|hint| write_labelled(&mut err, style::HINT, "hint", hint))
        });
        // When nobody can read the message, the exit code still says it.
        drop(written);
    }

    /// Whether the summary and remarks are wanted.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    fn paint(&self) -> Paint {
        let choice = match self.color {
            ColorChoice::Auto => AutoStream::choice(&io::stdout()),
            chosen => chosen,
        };
        if choice == ColorChoice::Never { Paint::Plain } else { Paint::Coloured }
    }

    fn stderr(&self) -> AutoStream<io::Stderr> {
        AutoStream::new(io::stderr(), self.color)
    }
}

fn write(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

fn write_labelled(out: &mut dyn Write, style: Style, label: &str, text: &str) -> io::Result<()> {
    writeln!(out, "{style}{label}{style:#}: {text}")
}
