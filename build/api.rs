//! Lays the text tables of `transforms/api/` out as one table that the program looks up in place.
//!
//! `src/flink/layout.rs` says how it lies in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::layout::{FIRST_LEVEL, WORDS};
use crate::pool::Pool;
use crate::signature::{Signature, Signatures};

/// Files of the folder that hold no classes.
const OTHERS: [&str; 3] = ["columns.txt", "levels.txt", "sources.txt"];

/// The bytes of the table made from the files in `folder`.
pub(crate) fn table(folder: &Path) -> io::Result<Vec<u8>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let [columns, levels] = [OTHERS[0], OTHERS[1]].map(|name| fs::read_to_string(folder.join(name)));
    let (columns, levels) = (columns?, levels?);
    let mut texts = Vec::new();
    for path in files(folder)? {
        texts.push((fs::read_to_string(&path)?, path));
    }
    let mut reader = Reader { bits: bits(&columns, &levels), classes: Vec::new() };
    for (text, path) in &texts {
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let read = reader.line(line);
            read.unwrap_or_else(|| panic!("{}:{}: `{line}`", path.display(), index + 1));
        }
    }
    reader.classes.sort_by_key(|class| class.name);
    Ok(write([columns.trim_end(), levels.trim_end()], &reader.classes))
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

fn bits<'t>(columns: &'t str, levels: &'t str) -> BTreeMap<&'t str, usize> {
    assert!(columns.lines().count() <= FIRST_LEVEL, "the releases reach into the levels of the JDK");
    columns.lines().zip(0..).chain(levels.lines().zip(FIRST_LEVEL..)).collect()
}

/// When something is there, and what is said of it beside its name and types.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Form<'t> {
    releases: u32,
    deprecated: u32,
    words: u32,
    /// Exceptions or value.
    rest: &'t str,
}

struct Class<'t> {
    name: &'t str,
    parameters: &'t str,
    form: Form<'t>,
    facts: Vec<Fact<'t>>,
}

struct Fact<'t> {
    name: &'t str,
    signature: Signature<'t>,
    form: Form<'t>,
}

impl<'t> Class<'t> {
    /// Adds a fact; where only its exceptions or its value have changed, it is the same one.
    fn add(&mut self, fact: Fact<'t>) {
        let is_same = |other: &&mut Fact<'t>| {
            other.name == fact.name
                && other.signature == fact.signature
                && other.form.words == fact.form.words
        };
        match self.facts.iter_mut().find(is_same) {
            Some(same) => same.merge(fact.form),
            None => self.facts.push(fact),
        }
    }
}

impl<'t> Fact<'t> {
    /// Exceptions are those of the newest release; a value that has changed is not known.
    fn merge(&mut self, other: Form<'t>) {
        let newest = if other.releases > self.form.releases { other.rest } else { self.form.rest };
        self.form.rest = if self.signature.parameters.is_none() { "" } else { newest };
        self.form.releases |= other.releases;
        self.form.deprecated |= other.deprecated;
    }
}

struct Reader<'t> {
    /// Of a release, or a level of the JDK.
    bits: BTreeMap<&'t str, usize>,
    classes: Vec<Class<'t>>,
}

impl<'t> Reader<'t> {
    /// Reads a line; `None` when it is not written as `transforms/api/README.md` says.
    fn line(&mut self, line: &'t str) -> Option<()> {
        let mut parts = line.split('\t');
        let (what, ranges, words) = (parts.next()?, parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let Some(fact) = what.strip_prefix(' ') else {
            let (name, parameters) = split(what, &['<']);
            let form = self.form(self.releases(ranges)?, words, "")?;
            self.classes.push(Class { name, parameters, form, facts: Vec::new() });
            return Some(());
        };
        let class = self.classes.last()?.form.releases;
        let releases = if ranges.is_empty() { class } else { self.releases(ranges)? };
        let (name, types) = split(fact, &['<', '(', ':', ' ']);
        let before_rest = if types.starts_with(':') { " = " } else { " throws " };
        let (types, rest) = types.split_once(before_rest).unwrap_or((types, ""));
        let form = self.form(releases, words, rest)?;
        self.classes.last_mut()?.add(Fact { name, signature: Signature::read(types)?, form });
        Some(())
    }

    /// A bit for each release in `1.13-1.16,2.0`, and for each level of the JDK.
    fn releases(&self, ranges: &str) -> Option<u32> {
        let index = |name: &str| self.bits.get(name).copied();
        ranges.split(',').try_fold(0, |releases, range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some((index(first)?..=index(last)?).fold(releases, |releases, column| releases | 1 << column))
        })
    }

    fn form(&self, releases: u32, words: &str, rest: &'t str) -> Option<Form<'t>> {
        let mut form = Form { releases, deprecated: 0, words: 0, rest };
        for word in words.split_whitespace() {
            match word.strip_prefix("deprecated:") {
                Some(ranges) => form.deprecated = self.releases(ranges)?,
                None => form.words |= 1 << WORDS.iter().position(|known| *known == word)?,
            }
        }
        Some(form)
    }
}

/// `text` before and from the first of `ends` on.
fn split<'t>(text: &'t str, ends: &[char]) -> (&'t str, &'t str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

/// Each form once; a class or fact has its index.
#[derive(Default)]
struct Forms<'t> {
    indexes: BTreeMap<Form<'t>, u16>,
    bytes: Vec<u8>,
}

impl<'t> Forms<'t> {
    fn index(&mut self, form: Form<'t>, pool: &Pool<'_>) -> [u8; 2] {
        let next = short(self.indexes.len());
        let index = *self.indexes.entry(form).or_insert_with(|| {
            let Form { releases, deprecated, words, rest } = form;
            self.bytes.extend([releases, deprecated, words].map(u32::to_le_bytes).concat());
            self.bytes.extend(pool.text(rest));
            next
        });
        index.to_le_bytes()
    }
}

fn write<'t>(lists: [&'t str; 2], classes: &[Class<'t>]) -> Vec<u8> {
    let facts = || classes.iter().flat_map(|class| &class.facts);
    let signatures = Signatures::of(facts().map(|fact| &fact.signature));
    let of_classes = classes.iter().flat_map(|class| [class.name, class.parameters]);
    let of_facts = facts().flat_map(|fact| [fact.name, fact.form.rest]);
    let texts = of_classes.chain(of_facts).chain(signatures.types().copied()).chain(lists);
    let pool = Pool::of(texts.collect());
    let mut forms = Forms::default();
    let (mut records, mut members, mut count) = (Vec::new(), Vec::new(), 0);
    for class in classes {
        records.extend([pool.text(class.name), pool.text(class.parameters)].concat());
        records.extend(number(count).to_le_bytes());
        records.extend([short(class.facts.len()).to_le_bytes(), forms.index(class.form, &pool)].concat());
        count += class.facts.len();
        for fact in &class.facts {
            members.extend(pool.text(fact.name));
            members.extend(place(signatures.place(&fact.signature)));
            members.extend(forms.index(fact.form, &pool));
        }
    }
    let counts =
        [classes.len(), count, forms.indexes.len(), signatures.types().len(), signatures.numbers.len()];
    let head = [
        counts.map(|count| number(count).to_le_bytes()).concat(),
        lists.map(|list| pool.text(list)).concat(),
    ];
    let types: Vec<u8> = signatures.types().flat_map(|text| pool.text(text)).collect();
    let numbers: Vec<u8> = signatures.numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    let parts =
        [head.concat(), records, by_simple_name(classes), members, forms.bytes, types, numbers, pool.bytes];
    parts.concat()
}

fn by_simple_name(classes: &[Class<'_>]) -> Vec<u8> {
    let simple = |index: &usize| classes[*index].name.rsplit('.').next();
    let mut indexes: Vec<usize> = (0..classes.len()).collect();
    indexes.sort_by_key(simple);
    indexes.into_iter().flat_map(|index| number(index).to_le_bytes()).collect()
}

pub(crate) fn number(value: usize) -> u32 {
    u32::try_from(value).expect("the table is smaller than four gigabytes")
}

/// A number of three bytes.
pub(crate) fn place(value: usize) -> [u8; 3] {
    let [low, middle, high, rest] = number(value).to_le_bytes();
    assert_eq!(rest, 0, "places are below sixteen millions");
    [low, middle, high]
}

pub(crate) fn short(value: usize) -> u16 {
    u16::try_from(value).expect("classes and texts are not that long")
}
