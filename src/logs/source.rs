//! Opens files, folders and standard input as streams of text: packed with gzip or not, UTF-8 or UTF-16.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::snapshot::reason;

/// A stream and its name, or why there is none.
pub(super) enum Opened {
    Stream(String, Box<dyn Read>),
    Not(String),
}

/// How other ways of packing begin.
const PACKED: [(&[u8], &str); 5] = [
    (b"PK\x03\x04", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x04\x22\x4d\x18", "lz4"),
];
const GZIP: [u8; 2] = [0x1f, 0x8b];
const UTF16_LITTLE: [u8; 2] = [0xff, 0xfe];
const UTF16_BIG: [u8; 2] = [0xfe, 0xff];

/// Opens what is at `path`, the files of a folder one after the other.
pub(super) fn each(path: &Path, take: &mut dyn FnMut(Opened)) {
    if path == Path::new("-") {
        return take(open("standard input", Ok(io::stdin().lock())));
    }
    if !path.is_dir() {
        return take(open(&shown(path), File::open(path)));
    }
    let walk = ignore::WalkBuilder::new(path).standard_filters(false).sort_by_file_name(Ord::cmp).build();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                take(open(&shown(entry.path()), File::open(entry.path())));
            }
            Ok(_) => {}
            Err(error) => take(Opened::Not(format!("Not read: {error}."))),
        }
    }
}

/// Why reading stopped before the end.
pub(super) fn broken(name: &str, bytes: u64, error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::UnexpectedEof => "it ends in the middle, as a download does that was cut".to_owned(),
        _ => reason(error),
    };
    format!("`{name}` is not read to its end: {why}. The {bytes} bytes before that count.")
}

fn open<R: Read + 'static>(name: &str, opened: io::Result<R>) -> Opened {
    let unread = |error: io::Error| Opened::Not(format!("`{name}` is not read: {}.", reason(&error)));
    let stream = match opened.and_then(peeked) {
        Ok((begin, stream)) if begin.starts_with(&GZIP) => peeked(MultiGzDecoder::new(stream)).map(text),
        Ok((begin, stream)) => match PACKED.iter().find(|(magic, _)| begin.starts_with(magic)) {
            Some((_, packed)) => {
                return Opened::Not(format!(
                    "`{name}` is not read: it is packed with {packed}. Unpack it first."
                ));
            }
            None => Ok(text((begin, stream))),
        },
        Err(error) => Err(error),
    };
    stream.map_or_else(unread, |stream| Opened::Stream(name.to_owned(), stream))
}

/// A stream whose first bytes were looked at.
type Whole<R> = io::Chain<Cursor<Vec<u8>>, R>;

/// The first bytes of a stream, and the whole of it; a stream that breaks off at once is left to its reader.
fn peeked<R: Read>(mut stream: R) -> io::Result<(Vec<u8>, Whole<R>)> {
    let mut begin = Vec::new();
    let ended = stream.by_ref().take(6).read_to_end(&mut begin);
    ended.or_else(|error| if error.kind() == io::ErrorKind::UnexpectedEof { Ok(0) } else { Err(error) })?;
    Ok((begin.clone(), Cursor::new(begin).chain(stream)))
}

fn text<R: Read + 'static>((begin, stream): (Vec<u8>, R)) -> Box<dyn Read> {
    match begin.get(..2) {
        Some(mark) if mark == UTF16_LITTLE => Box::new(Narrow { stream, high: 1, odd: None }),
        Some(mark) if mark == UTF16_BIG => Box::new(Narrow { stream, high: 0, odd: None }),
        _ => Box::new(stream),
    }
}

/// UTF-16 as bytes: what is not ASCII becomes a question mark.
struct Narrow<R> {
    stream: R,
    /// Which byte of a pair is the high one.
    high: usize,
    /// The first byte of a pair whose second one is still to come.
    odd: Option<u8>,
}

impl<R: Read> Read for Narrow<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut wide = vec![0; (into.len() * 2).min(64 * 1024)];
        loop {
            let held = usize::from(self.odd.is_some());
            wide[0] = self.odd.unwrap_or_default();
            let count = self.stream.read(&mut wide[held..])?;
            if count == 0 {
                return Ok(0);
            }
            let pairs = wide[..held + count].chunks_exact(2);
            self.odd = pairs.remainder().first().copied();
            let narrowed = pairs.map(|pair| if pair[self.high] == 0 { pair[1 - self.high] } else { b'?' });
            let count = into.iter_mut().zip(narrowed).map(|(into, byte)| *into = byte).count();
            if count > 0 {
                return Ok(count);
            }
        }
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
