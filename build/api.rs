//! Lays the text tables of `transforms/api/` out as one table that the program looks up in place.
//!
//! `src/flink/layout.rs` says how it lies in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::layout::WORDS;

/// Files of the folder that hold no classes.
const OTHERS: [&str; 2] = ["columns.txt", "sources.txt"];

/// The bytes of the table made from the files in `folder`.
pub(crate) fn table(folder: &Path) -> io::Result<Vec<u8>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let columns = fs::read_to_string(folder.join(OTHERS[0]))?;
    let mut texts = Vec::new();
    for path in files(folder)? {
        texts.push((fs::read_to_string(&path)?, path));
    }
    let mut reader = Reader { columns: columns.lines().collect(), classes: Vec::new() };
    for (text, path) in &texts {
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let read = reader.line(line);
            read.unwrap_or_else(|| panic!("{}:{}: `{line}`", path.display(), index + 1));
        }
    }
    reader.classes.sort_by_key(|class| class.name);
    Ok(write(columns.trim_end(), &reader.classes))
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries: io::Result<Vec<_>> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    let mut paths = entries?;
    let is_table = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".txt") && !OTHERS.contains(&&*name)
    };
    paths.retain(is_table);
    paths.sort();
    Ok(paths)
}

/// When something is there, and its modifiers.
#[derive(Clone, Copy)]
struct Presence {
    releases: u16,
    deprecated: u16,
    words: u16,
}

struct Class<'t> {
    name: &'t str,
    parameters: &'t str,
    presence: Presence,
    facts: Vec<Fact<'t>>,
}

struct Fact<'t> {
    name: &'t str,
    types: &'t str,
    presence: Presence,
}

struct Reader<'t> {
    columns: Vec<&'t str>,
    classes: Vec<Class<'t>>,
}

impl<'t> Reader<'t> {
    /// Reads a line; `None` when it is not written as `transforms/api/README.md` says.
    fn line(&mut self, line: &'t str) -> Option<()> {
        let mut parts = line.split('\t');
        let (what, ranges, words) = (parts.next()?, parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let Some(fact) = what.strip_prefix(' ') else {
            let (name, parameters) = split(what, &['<']);
            let presence = self.presence(self.releases(ranges)?, words)?;
            self.classes.push(Class { name, parameters, presence, facts: Vec::new() });
            return Some(());
        };
        let class = self.classes.last()?.presence.releases;
        let releases = if ranges.is_empty() { class } else { self.releases(ranges)? };
        let (name, types) = split(fact, &['<', '(', ':', ' ']);
        let presence = self.presence(releases, words)?;
        self.classes.last_mut()?.facts.push(Fact { name, types, presence });
        Some(())
    }

    /// A bit for each release in `1.13-1.16,2.0`.
    fn releases(&self, ranges: &str) -> Option<u16> {
        let index = |name: &str| self.columns.iter().position(|column| *column == name);
        ranges.split(',').try_fold(0, |releases, range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some((index(first)?..=index(last)?).fold(releases, |releases, column| releases | 1 << column))
        })
    }

    fn presence(&self, releases: u16, words: &str) -> Option<Presence> {
        let mut presence = Presence { releases, deprecated: 0, words: 0 };
        for word in words.split_whitespace() {
            match word.strip_prefix("deprecated:") {
                Some(ranges) => presence.deprecated = self.releases(ranges)?,
                None => presence.words |= 1 << WORDS.iter().position(|known| *known == word)?,
            }
        }
        Some(presence)
    }
}

/// `text` before and from the first of `ends` on.
fn split<'t>(text: &'t str, ends: &[char]) -> (&'t str, &'t str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

/// The strings, each once.
struct Pool<'t> {
    bytes: Vec<u8>,
    places: BTreeMap<&'t str, u32>,
}

impl<'t> Pool<'t> {
    fn place(&mut self, text: &'t str) -> [u8; 4] {
        let end = number(self.bytes.len());
        let place = *self.places.entry(text).or_insert_with(|| {
            self.bytes.extend(short(text.len()));
            self.bytes.extend(text.as_bytes());
            end
        });
        place.to_le_bytes()
    }
}

fn write<'t>(columns: &'t str, classes: &[Class<'t>]) -> Vec<u8> {
    let mut pool = Pool { bytes: Vec::new(), places: BTreeMap::new() };
    pool.place(columns);
    let (mut records, mut facts, mut count) = (Vec::new(), Vec::new(), 0);
    for class in classes {
        let place = [pool.place(class.name), pool.place(class.parameters), number(count).to_le_bytes()];
        records.extend(place.concat());
        records.extend(short(class.facts.len()));
        records.extend(class.presence.bytes());
        count += class.facts.len();
        for fact in &class.facts {
            facts.extend([pool.place(fact.name), pool.place(fact.types)].concat());
            facts.extend(fact.presence.bytes());
        }
    }
    let head = [number(classes.len()), number(count)].map(u32::to_le_bytes).concat();
    [head, records, by_simple_name(classes), facts, pool.bytes].concat()
}

fn by_simple_name(classes: &[Class<'_>]) -> Vec<u8> {
    let simple = |index: &usize| classes[*index].name.rsplit('.').next();
    let mut indexes: Vec<usize> = (0..classes.len()).collect();
    indexes.sort_by_key(simple);
    indexes.into_iter().flat_map(|index| number(index).to_le_bytes()).collect()
}

impl Presence {
    fn bytes(self) -> Vec<u8> {
        [self.releases, self.deprecated, self.words].map(u16::to_le_bytes).concat()
    }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).expect("the table is smaller than four gigabytes")
}

fn short(value: usize) -> [u8; 2] {
    u16::try_from(value).expect("names and classes are not that long").to_le_bytes()
}
