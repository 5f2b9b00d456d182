//! Searches a stream through a window of fixed size.

use std::io::{self, ErrorKind, Read};

use super::message::{LONGEST_NAME, Messages};

/// What is in memory of a stream.
const WINDOW: usize = 1024 * 1024;

/// A message that names a class.
pub(super) struct Said<'t> {
    pub(super) class: &'t str,
    pub(super) why: &'t str,
    /// Its line, from 1.
    pub(super) line: u64,
}

/// How far a stream could be read.
pub(super) struct Scanned {
    pub(super) bytes: u64,
    /// Why no farther.
    pub(super) error: Option<io::Error>,
}

/// The part of a stream that is in memory.
struct Window<'m> {
    messages: &'m Messages,
    bytes: Vec<u8>,
    /// How much of `bytes` is filled.
    filled: usize,
    /// Up to where it has been searched.
    searched: usize,
    /// Up to where lines have been counted.
    counted: usize,
    line: u64,
}

/// Tells `tell` of every message in `stream`.
pub(super) fn scan(mut stream: impl Read, messages: &Messages, tell: &mut dyn FnMut(&Said<'_>)) -> Scanned {
    let (bytes, line) = (vec![0; WINDOW], 1);
    let mut window = Window { messages, bytes, filled: 0, searched: 0, counted: 0, line };
    let mut read = 0;
    loop {
        match stream.read(&mut window.bytes[window.filled..]) {
            Ok(0) => {
                window.search(window.filled, tell);
                return Scanned { bytes: read, error: None };
            }
            Ok(count) => {
                read += count as u64;
                window.filled += count;
                if window.filled == WINDOW {
                    window.search(WINDOW - messages.longest - LONGEST_NAME, tell);
                    window.slide();
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                window.search(window.filled, tell);
                return Scanned { bytes: read, error: Some(error) };
            }
        }
    }
}

impl Window<'_> {
    /// Searches for messages that begin before `end`.
    fn search(&mut self, end: usize, tell: &mut dyn FnMut(&Said<'_>)) {
        let text = &self.bytes[..self.filled];
        let begun = aho_corasick::Input::new(text).range(self.searched.min(text.len())..);
        let found = self.messages.search.find_iter(begun).take_while(|found| found.start() < end);
        self.searched = self.searched.max(end);
        for found in found {
            self.searched = self.searched.max(found.end());
            let before = &text[found.start().saturating_sub(LONGEST_NAME)..found.start()];
            let after = &text[found.end()..text.len().min(found.end() + LONGEST_NAME)];
            let named = self.messages.class(found.pattern().as_usize(), before, after);
            let Some((class, why)) = named else { continue };
            self.line += lines(&text[self.counted..found.start()]);
            self.counted = found.start();
            tell(&Said { class, why, line: self.line });
        }
    }

    /// Forgets what no message needs any more.
    fn slide(&mut self) {
        self.line += lines(&self.bytes[self.counted..self.searched]);
        let kept = self.searched.saturating_sub(LONGEST_NAME);
        self.bytes.copy_within(kept..self.filled, 0);
        (self.filled, self.searched) = (self.filled - kept, self.searched - kept);
        self.counted = self.searched;
    }
}

fn lines(text: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', text).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "[[message]]\nsays = 'is not public'\nclass = 'before'\nwhy = 'is not public'";
    const MESSAGE: &str = "Class org.acme.Event is not public so\n";

    /// Gives a few bytes at a time.
    struct Slowly<'t>(&'t [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(into.len()).min(self.0.len());
            into[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    fn found(text: &[u8], step: usize) -> Vec<(String, u64)> {
        let messages = Messages::read(TABLE).expect("the table is sound");
        let mut found = Vec::new();
        let scanned =
            scan(Slowly(text, step), &messages, &mut |said| found.push((said.class.to_owned(), said.line)));
        assert_eq!(scanned.bytes, text.len() as u64);
        found
    }

    #[test]
    fn a_message_across_two_windows_is_found_once() {
        for ahead in (WINDOW - 3000..WINDOW + 100).step_by(7) {
            let text = ["x".repeat(ahead - 1).as_bytes(), b"\n", MESSAGE.as_bytes()].concat();
            assert_eq!(found(&text, WINDOW), [("org.acme.Event".to_owned(), 2)], "{ahead}");
        }
    }

    #[test]
    fn lines_are_counted_through_all_windows() {
        let text = format!("{}{MESSAGE}{}{MESSAGE}", "\n".repeat(WINDOW * 2), "x\n".repeat(WINDOW));
        let windows = WINDOW as u64;
        let lines: Vec<u64> = found(text.as_bytes(), 70_001).into_iter().map(|(_, line)| line).collect();
        assert_eq!(lines, [windows * 2 + 1, windows * 3 + 2]);
    }

    #[test]
    fn a_line_may_be_longer_than_a_window() {
        let text = format!("{}{}", "x ".repeat(WINDOW), MESSAGE.repeat(3).replace('\n', " "));
        assert_eq!(found(text.as_bytes(), WINDOW), vec![("org.acme.Event".to_owned(), 1); 3]);
    }
}
