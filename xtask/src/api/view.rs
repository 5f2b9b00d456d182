//! A class of one release as the tables tell it.
//!
//! Members are listed of what applications may come to use: what Flink calls public, evolving or
//! experimental, and what lies in a package that is not for Flink alone. Of every other class the name
//! is enough, unless another release lists its members: it says whether code that uses it compiles.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{self, Chosen};
use super::literal::literal;
use super::notation;
use crate::signature::{ClassSignature, MemberKind, MemberSignature};

/// The words of Flink for how stable a class is.
const STABLE: [&str; 3] = ["Public", "PublicEvolving", "Experimental"];

/// Parts of package names in which nothing is meant for applications unless a class says so.
const OF_FLINK_ALONE: [&str; 9] = [
    "codesplit",
    "generated",
    "impl",
    "internal",
    "internals",
    "planner",
    "runtime",
    "scala",
    "taskexecutor",
];

/// A part of the names of packages that tests of applications use, wherever they lie.
const FOR_TESTS: &str = "testutils";

/// A longer constant is a text of its own, and nothing that types or settings depend on.
const LONGEST_VALUE: usize = 1000;

/// A class of one release.
pub(super) struct ClassView {
    /// Full name; nested classes with dots.
    pub(super) name: String,
    /// Declared type parameters.
    pub(super) parameters: String,
    /// Modifiers, kind, stability.
    pub(super) words: String,
    /// Whether another package cannot name it.
    pub(super) is_hidden: bool,
    /// Whether it is deprecated in this release.
    pub(super) deprecated: bool,
    /// Whether this release alone is reason enough to list its members.
    pub(super) is_listed: bool,
    /// Supertypes and members, and whether each is deprecated.
    pub(super) facts: Vec<(Fact, bool)>,
}

/// One line below a class.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fact {
    /// Supertypes stand first.
    rank: u8,
    /// The supertype, or the member with its types, and its exceptions or its value.
    pub(super) text: String,
    /// Modifiers.
    pub(super) words: String,
}

impl Fact {
    /// A supertype.
    fn supertype(text: String) -> Self {
        Self { rank: 0, text, words: String::new() }
    }

    /// Whether it is one.
    pub(super) fn is_supertype(&self) -> bool {
        self.rank == 0
    }

    /// A member.
    pub(super) fn member(text: impl Into<String>, words: &str) -> Self {
        Self { rank: 1, text: text.into(), words: words.to_owned() }
    }
}

/// The listed classes of a release, and those above them.
pub(super) fn of_classes(
    classes: &[ClassSignature],
    is_listed: impl Fn(&ClassSignature) -> bool,
) -> Vec<ClassView> {
    let chosen = choice::choose(classes, is_listed);
    let open = with_members(&chosen);
    chosen.iter().map(|one| view(one, open.contains(one.class.name.as_str()))).collect()
}

/// The names of the classes whose members are listed: those that applications use, and the hidden ones that give them theirs.
fn with_members<'c>(chosen: &[Chosen<'c>]) -> BTreeSet<&'c str> {
    let by_name: BTreeMap<&str, &Chosen<'c>> =
        chosen.iter().map(|one| (one.class.name.as_str(), one)).collect();
    let is_seen_api = |one: &&&Chosen<'c>| !one.is_hidden && is_api(one);
    let mut waiting: Vec<&Chosen<'c>> = by_name.values().filter(is_seen_api).copied().collect();
    let mut names = BTreeSet::new();
    while let Some(one) = waiting.pop() {
        if names.insert(one.class.name.as_str()) {
            let above = one.class.supertypes().filter_map(|name| by_name.get(name).copied());
            waiting.extend(above.filter(|above| above.is_hidden));
        }
    }
    names
}

fn is_api(chosen: &Chosen<'_>) -> bool {
    let is_for_flink_alone = |part: &str| OF_FLINK_ALONE.contains(&part);
    let is_in_api_package = !chosen.class.name.split('.').any(is_for_flink_alone);
    is_in_api_package
        || chosen.class.name.split('.').any(|part| part == FOR_TESTS)
        || stability(chosen).is_some_and(|word| word != "Internal")
}

/// Flink's word for the class, or else for the one around it.
fn stability<'c>(chosen: &Chosen<'c>) -> Option<&'c str> {
    let is_wanted = |name: &&String| STABLE.contains(&name.as_str()) || *name == "Internal";
    chosen.around.iter().find_map(|class| class.annotations.iter().find(is_wanted)).map(String::as_str)
}

fn view(chosen: &Chosen<'_>, is_listed: bool) -> ClassView {
    let class = chosen.class;
    let types = class.generic.as_deref().map(notation::class);
    let (parameters, supertypes) = match types {
        Some(types) => (types.parameters, types.supertypes),
        None => (String::new(), erased_supertypes(class)),
    };
    let mut facts: Vec<(Fact, bool)> =
        supertype_facts(supertypes).into_iter().map(|fact| (fact, false)).collect();
    facts.extend(class.members.iter().map(|member| (fact(member), member.deprecated)));
    let hidden = chosen.is_hidden.then(|| "hidden".to_owned());
    let kind = kind(class.flags).into_iter().map(str::to_owned);
    let stability = stability(chosen).map(|word| format!("@{word}"));
    let words: Vec<String> = hidden.into_iter().chain(kind).chain(stability).collect();
    ClassView {
        name: notation::class_name(&class.name),
        parameters,
        words: words.join(" "),
        is_hidden: chosen.is_hidden,
        deprecated: class.deprecated,
        is_listed,
        facts,
    }
}

fn erased_supertypes(class: &ClassSignature) -> Vec<String> {
    class.supertypes().map(notation::class_name).collect()
}

/// The first is the superclass; what every class or enum has is left out.
fn supertype_facts(supertypes: Vec<String>) -> Vec<Fact> {
    let mut words = ["extends"].into_iter().chain(std::iter::repeat("implements"));
    let written = supertypes.into_iter().map(|name| (words.next().unwrap_or_default(), name));
    let is_implied =
        |name: &str| matches!(name, "" | "java.lang.Object") || name.starts_with("java.lang.Enum<");
    let told = written.filter(|(_, name)| !is_implied(name));
    told.map(|(word, name)| Fact::supertype(format!("{word} {name}"))).collect()
}

fn kind(flags: u16) -> Vec<&'static str> {
    let has = |bit: u16| flags & bit != 0;
    let kind = match () {
        () if has(0x2000) => "annotation",
        () if has(0x4000) => "enum",
        () if has(0x0200) => "interface",
        () => "class",
    };
    let is_class = kind == "class";
    let words = [
        (has(0x0004), "protected"),
        (is_class && has(0x0400), "abstract"),
        (is_class && has(0x0008), "static"),
        (is_class && has(0x0010), "final"),
        (true, kind),
    ];
    words.into_iter().filter_map(|(is_so, word)| is_so.then_some(word)).collect()
}

fn fact(member: &MemberSignature) -> Fact {
    let signature = member.generic.as_ref().unwrap_or(&member.descriptor);
    match member.kind {
        MemberKind::Field => {
            let is_static = member.flags & 0x0008 != 0;
            let value = member.constant.as_ref().filter(|_| is_static);
            let value = value.map(|value| literal(&member.descriptor, value));
            let value = value.filter(|value| value.len() <= LONGEST_VALUE);
            let value = value.map(|value| format!(" = {value}"));
            let field = notation::field(signature);
            let text = format!("{}: {field}{}", member.name, value.unwrap_or_default());
            Fact::member(text, &modifiers(member.flags & !0x0080))
        }
        MemberKind::Method => {
            let text = notation::method(&member.name, signature, &member.exceptions);
            Fact::member(text, &modifiers(member.flags))
        }
    }
}

fn modifiers(flags: u16) -> String {
    let has = |bit: u16| flags & bit != 0;
    let is_constant = has(0x4000);
    let words = [
        (is_constant, "constant"),
        (has(0x0004), "protected"),
        (has(0x0400), "abstract"),
        (has(0x0008) && !is_constant, "static"),
        (has(0x0010) && !is_constant, "final"),
        (has(0x0080), "varargs"),
    ];
    let words: Vec<&str> = words.into_iter().filter_map(|(is_so, word)| is_so.then_some(word)).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(name: &str, outer: Option<&str>, annotation: &str) -> ClassSignature {
        let method = MemberSignature {
            kind: MemberKind::Method,
            name: "f".to_owned(),
            descriptor: "()V".to_owned(),
            generic: None,
            flags: 0x0401,
            deprecated: false,
            exceptions: Vec::new(),
            constant: None,
        };
        ClassSignature {
            name: name.to_owned(),
            flags: 0x0401,
            superclass: "java.lang.Object".to_owned(),
            interfaces: vec!["a.Base$In".to_owned()],
            generic: None,
            deprecated: false,
            annotations: vec![annotation.to_owned()],
            outer: outer.map(str::to_owned),
            members: vec![method],
        }
    }

    fn told(view: &ClassView) -> (&str, &str, Vec<&str>) {
        let facts = view.facts.iter().map(|(fact, _)| fact.text.as_str()).collect();
        (&view.name, &view.words, facts)
    }

    #[test]
    fn a_nested_class_is_as_stable_as_the_one_around_it() {
        let classes = [class("a.B", None, "Public"), class("a.B$C", Some("a.B"), "Other")];
        let views = of_classes(&classes, |_| true);
        let expected = ("a.B.C", "abstract class @Public", vec!["implements a.Base.In", "f(): void"]);
        assert_eq!(told(&views[1]), expected);
    }

    #[test]
    fn classes_for_flink_alone_are_not_listed_and_hidden_ones_have_no_line() {
        let classes = [
            class("a.internal.B", None, "Other"),
            class("a.C", None, "Internal"),
            class("a.D$E", Some("a.D"), "Public"),
            class("a.runtime.F", None, "Public"),
            class("a.runtime.testutils.G", None, "Other"),
        ];
        let views = of_classes(&classes, |_| true);
        let listed: Vec<_> = views.iter().map(|view| (view.name.as_str(), view.is_listed)).collect();
        let expected =
            [("a.C", true), ("a.internal.B", false), ("a.runtime.F", true), ("a.runtime.testutils.G", true)];
        assert_eq!(listed, expected);
    }
}
