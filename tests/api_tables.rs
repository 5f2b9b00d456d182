//! The table in the program says what the committed texts say.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use flinkmod::flink::{Api, Member, ReleaseId, Releases};

/// A line of a table; for those below a class, the class is part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    class: String,
    /// The class, the supertype or the member, with its types.
    what: String,
    words: Vec<String>,
}

/// Where it is so, and what is said at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Form {
    releases: Vec<&'static str>,
    deprecated: Vec<&'static str>,
    rest: String,
}

/// All words; a member or class has each or has it not.
const WORDS: [&str; 16] = [
    "@Experimental",
    "@Internal",
    "@Public",
    "@PublicEvolving",
    "abstract",
    "annotation",
    "class",
    "constant",
    "enum",
    "final",
    "hidden",
    "interface",
    "protected",
    "static",
    "unlisted",
    "varargs",
];

/// The forms of each line of the texts.
fn written() -> BTreeMap<Said, Vec<Form>> {
    let mut written: BTreeMap<Said, Vec<Form>> = BTreeMap::new();
    for text in texts() {
        let (mut class, mut releases) = (String::new(), Vec::new());
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t').chain(["", ""]);
            let mut column = || columns.next().unwrap_or_default();
            let (what, ranges, words) = (column(), column(), column());
            let (what, rest) = split(what);
            if !line.starts_with(' ') {
                what.split('<').next().unwrap_or_default().clone_into(&mut class);
                releases = named(ranges);
            }
            let (deprecated, words) =
                words.split_whitespace().partition::<Vec<_>, _>(|word| word.starts_with("deprecated:"));
            let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
            words.sort();
            let form = Form {
                releases: if ranges.is_empty() { releases.clone() } else { named(ranges) },
                deprecated: deprecated
                    .first()
                    .map_or_else(Vec::new, |word| named(&word["deprecated:".len()..])),
                rest,
            };
            written.entry(Said { class: class.clone(), what, words }).or_default().push(form);
        }
    }
    written
}

fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("transforms/api");
    let entries = fs::read_dir(folder).expect("the tables are there").map(|entry| entry.expect("it is read"));
    let lists = ["columns.txt", "levels.txt", "sources.txt"];
    let is_table = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".txt") && !lists.contains(&&*name)
    };
    let paths = entries.map(|entry| entry.path()).filter(|path| is_table(path));
    paths.map(|path| fs::read_to_string(path).expect("a table is text")).collect()
}

/// What is declared, and the exceptions or the value.
fn split(what: &str) -> (String, String) {
    let is_method = what.find('(').is_some_and(|open| !what[..open].contains(": "));
    let rest = what.split_once(if is_method { " throws " } else { " = " });
    let (what, rest) = rest.unwrap_or((what, ""));
    (what.to_owned(), rest.to_owned())
}

/// `1.13-1.16,2.0`, one by one.
fn named(ranges: &str) -> Vec<&'static str> {
    let all: Vec<&str> = Api.releases().chain(Api.levels()).map(|release| release.name).collect();
    let place = |name: &str| all.iter().position(|known| *known == name).expect("a column");
    let range = |range: &str| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        all[place(first)..=place(last)].to_vec()
    };
    ranges.split(',').flat_map(range).collect()
}

/// The same as the program knows it.
fn known() -> BTreeMap<Said, Form> {
    let mut known = BTreeMap::new();
    for class in Api.classes() {
        let said = |what, words| Said { class: class.name().to_owned(), what, words };
        let names = |releases: Releases| {
            let has = |release: &ReleaseId| releases.has(*release);
            let found = Api.releases().chain(Api.levels()).filter(has);
            found.map(|release| release.name).collect()
        };
        let form = |releases, deprecated, rest| Form {
            releases: names(releases),
            deprecated: names(deprecated),
            rest,
        };
        let what = format!("{}{}", class.name(), class.parameters());
        let of_class = form(class.releases(), class.deprecated(), String::new());
        known.insert(said(what, words(&|word| class.is(word))), of_class);
        for member in class.supertypes().chain(class.members()) {
            let form = form(member.releases(), member.deprecated(), rest(member));
            let twice = known.insert(said(text(member), words(&|word| member.is(word))), form);
            assert_eq!(twice, None, "in {}", class.name());
        }
    }
    known
}

fn words(is: &dyn Fn(&str) -> bool) -> Vec<String> {
    WORDS.into_iter().filter(|word| is(word)).map(str::to_owned).collect()
}

fn text(member: Member) -> String {
    let between = if matches!(member.name(), "extends" | "implements") { " " } else { "" };
    format!(" {}{between}{}", member.name(), member.declared())
}

fn rest(member: Member) -> String {
    let exceptions: Vec<&str> = member.exceptions().collect();
    member.constant().map_or_else(|| exceptions.join(","), str::to_owned)
}

#[test]
fn every_line_is_in_the_program() {
    let (written, known) = (written(), known());
    assert_eq!(written.len(), known.len());
    for (said, forms) in written {
        let known = known.get(&said).unwrap_or_else(|| panic!("{said:?} is missing"));
        let has = |name: &&str| forms.iter().any(|form| form.releases.contains(name));
        let releases: Vec<&str> =
            Api.releases().chain(Api.levels()).map(|release| release.name).filter(has).collect();
        assert_eq!(known.releases, releases, "{said:?}");
        if let [only] = &forms[..] {
            assert_eq!(known, only, "{said:?}");
        }
    }
}
