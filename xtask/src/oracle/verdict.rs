//! How often flinkmod agrees with javac, and why it does not know.

use std::collections::BTreeMap;
use std::path::Path;

use flinkmod::types::{Resolution, SymbolKind};

use super::javac::Site;
use crate::failure::Failure;
use crate::files;

/// So many reasons are printed.
const MOST_REASONS: usize = 25;

/// What came of a comparison.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    counts: BTreeMap<SymbolKind, Counts>,
    wrong: Vec<Error>,
    unknown: Vec<Gap>,
    /// Names of libraries that Flink keeps in packages called `shaded`, which are not compared.
    pub shaded: usize,
    /// Files that mention Flink and could not be compared, with the reason.
    pub left_out: Vec<String>,
}

/// How many sites have which result.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    right: usize,
    wrong: usize,
    unknown: usize,
}

/// A name of which flinkmod is sure and javac is not of the same opinion.
#[derive(Debug)]
struct Error {
    site: Site,
    ours: String,
    theirs: String,
}

/// A name that flinkmod does not know.
#[derive(Debug)]
struct Gap {
    site: Site,
    symbol: String,
    why: String,
}

impl Counts {
    fn sites(self) -> usize {
        self.right + self.wrong + self.unknown
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.unknown += other.unknown;
    }

    /// The row of a table; only what is right throughout is 100 %.
    fn row(self, name: &str) -> String {
        let Self { right, wrong, unknown } = self;
        let sites = self.sites();
        let tenths = (1000 * right).checked_div(sites).unwrap_or_default();
        let (percent, tenth) = (tenths / 10, tenths % 10);
        format!("{name:<40}  {sites:>6}  {right:>6}  {wrong:>6}  {unknown:>7}  {percent:>4}.{tenth} %")
    }
}

impl Verdict {
    /// Compares one answer of flinkmod with that of javac.
    pub(crate) fn count(&mut self, site: Site, theirs: &str, ours: Resolution<String>) {
        let counts = self.counts.entry(site.kind).or_default();
        match ours {
            Resolution::Known(ours) if ours == theirs => counts.right += 1,
            Resolution::Known(ours) => {
                counts.wrong += 1;
                self.wrong.push(Error { site, ours, theirs: theirs.to_owned() });
            }
            Resolution::Unknown(why) => {
                counts.unknown += 1;
                self.unknown.push(Gap { site, symbol: theirs.to_owned(), why });
            }
        }
    }

    /// Takes the counts of another one in.
    pub(crate) fn add(&mut self, other: Self) {
        for (kind, counts) in other.counts {
            self.counts.entry(kind).or_default().add(counts);
        }
        self.wrong.extend(other.wrong);
        self.unknown.extend(other.unknown);
        self.shaded += other.shaded;
        self.left_out.extend(other.left_out);
    }

    /// The same with all paths below `folder`.
    pub(crate) fn below(mut self, folder: &str) -> Self {
        let sites = self.wrong.iter_mut().map(|error| &mut error.site);
        for site in sites.chain(self.unknown.iter_mut().map(|gap| &mut gap.site)) {
            site.path = format!("{folder}/{}", site.path);
        }
        self
    }

    /// How many answers are wrong.
    pub(crate) fn wrong(&self) -> usize {
        self.wrong.len()
    }

    fn all(&self) -> Counts {
        let mut all = Counts::default();
        self.counts.values().for_each(|counts| all.add(*counts));
        all
    }

    /// Prints all counts in one line.
    pub(crate) fn print_line(&self, name: &str) {
        println!("{}", self.all().row(name));
    }

    /// Prints a row for each kind of name, and why names are not known.
    pub(crate) fn print(&self) {
        println!();
        print_head();
        for (kind, counts) in &self.counts {
            println!("{}", counts.row(kind.name()));
        }
        self.print_line("all");
        let mut reasons: BTreeMap<String, Vec<&Gap>> = BTreeMap::new();
        for gap in &self.unknown {
            reasons.entry(general(&gap.why)).or_default().push(gap);
        }
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, gaps)| std::cmp::Reverse(gaps.len()));
        if !reasons.is_empty() {
            println!("\nunknown, because");
        }
        for (why, gaps) in reasons.iter().take(MOST_REASONS) {
            println!("{:>6}  {why}\n        such as {}", gaps.len(), shown(&gaps[0].site));
        }
        if self.shaded > 0 {
            println!("\nnot compared, {} names of libraries that Flink shades", self.shaded);
        }
        if !self.left_out.is_empty() {
            println!("\nnot compared, {} files that mention Flink:", self.left_out.len());
        }
        self.left_out.iter().for_each(|file| println!("  {file}"));
    }

    /// Prints both answers wherever they differ.
    pub(crate) fn print_wrong(&self) {
        if !self.wrong.is_empty() {
            println!("\nwrong");
        }
        for Error { site, ours, theirs } in &self.wrong {
            println!("  {}: flinkmod says `{ours}`, javac says `{theirs}`.", shown(site));
        }
    }

    /// Lists every name that is not known, for those who want to change that.
    pub(crate) fn write_unknown(&self, file: &Path) -> Result<(), Failure> {
        let line = |gap: &Gap| format!("{}\t{}\t{}\n", shown(&gap.site), gap.symbol, gap.why);
        files::write(file, self.unknown.iter().map(line).collect::<String>())
    }
}

/// Prints what the columns of the rows hold.
pub(crate) fn print_head() {
    println!("{:<40}  {:>6}  {:>6}  {:>6}  {:>7}  {:>8}", "", "sites", "right", "wrong", "unknown", "right");
}

fn shown(site: &Site) -> String {
    let Site { path, line, column, kind } = site;
    format!("{path}:{line}:{column} {}", kind.name())
}

/// The sentence without what stands between backticks, so that like reasons are alike.
fn general(why: &str) -> String {
    let parts = why.split('`').enumerate();
    parts.map(|(index, part)| if index % 2 == 0 { part } else { "`…`" }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_wrong_and_what_is_not_said_is_unknown() {
        let mut verdict = Verdict::default();
        let site = |line| Site { path: "A.java".into(), line, column: 1, kind: SymbolKind::Type };
        verdict.count(site(1), "a.B", Resolution::Known("a.B".into()));
        verdict.count(site(2), "a.B", Resolution::Known("a.C".into()));
        verdict.count(site(3), "a.B", Resolution::Unknown("`B` is not here".into()));

        let Counts { right, wrong, unknown } = verdict.all();
        assert_eq!((right, wrong, unknown), (1, 1, 1));
        assert_eq!(shown(&verdict.wrong[0].site), "A.java:2:1 type");
    }

    #[test]
    fn like_reasons_are_alike() {
        assert_eq!(general("`A` is not in `b.c`"), general("`D` is not in `e`"));
    }
}
