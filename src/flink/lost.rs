//! Which names in code may mean what a release has lost: a sieve, before anybody asks for types.
//!
//! What passes need not be lost; what does not pass is not.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::{Api, ClassFacts, Member, ReleaseId, Releases};

/// The classes of Flink 1 that a release has not, and the members that its own classes had, by what code says of them.
#[derive(Debug, Default)]
pub struct Lost {
    /// Their simple names.
    classes: HashSet<&'static str>,
    methods: HashMap<&'static str, Vec<Arity>>,
    /// By the simple names of their classes.
    constructors: HashMap<&'static str, Vec<Arity>>,
    fields: HashSet<&'static str>,
    /// All of them, and those of classes that are gone.
    names: HashSet<&'static str>,
}

/// How many arguments fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Arity {
    parameters: usize,
    is_open: bool,
}

impl Arity {
    fn takes(self, count: usize) -> bool {
        if self.is_open { count + 1 >= self.parameters } else { count == self.parameters }
    }
}

/// What [`Api::lost`] has found out, by release.
static LOST: [OnceLock<Lost>; 32] = [const { OnceLock::new() }; 32];

impl Api {
    /// What `target` has lost.
    pub fn lost(self, target: ReleaseId) -> &'static Lost {
        LOST[target.index].get_or_init(|| Lost::of(target))
    }
}

impl Lost {
    fn of(target: ReleaseId) -> Self {
        let old: Releases = Api.releases().filter(|release| release.is_old()).collect();
        let mut lost = Self::default();
        let mut owners = HashSet::new();
        for class in Api.classes().filter(|class| !class.is_of_jdk()) {
            let members = class
                .members()
                .filter(|member| member.releases().meets(old) && !member.releases().has(target));
            lost.names.extend(members.map(Member::name));
            if class.gone_since(target).is_some() {
                lost.classes.insert(class.simple());
            }
            if class.exists_in(target) {
                with_old_supertypes(class, old, &mut owners);
            }
        }
        Api.classes()
            .filter(|class| owners.contains(class.name()))
            .for_each(|class| lost.add(class, old, target));
        lost
    }

    fn add(&mut self, class: ClassFacts, old: Releases, target: ReleaseId) {
        let is_old = |member: &Member| member.releases().meets(old) && !member.releases().has(target);
        for member in class.members().filter(is_old).filter(|member| !stays(class, *member, target)) {
            let arity = Arity { parameters: member.parameters().len(), is_open: member.is("varargs") };
            let by_name = match member.name() {
                _ if member.is_field() => {
                    self.fields.insert(member.name());
                    continue;
                }
                "new" => self.constructors.entry(class.simple()).or_default(),
                name => self.methods.entry(name).or_default(),
            };
            if !by_name.contains(&arity) {
                by_name.push(arity);
            }
        }
    }

    /// Whether a class with the simple name `name` is gone.
    pub fn has_class(&self, name: &str) -> bool {
        self.classes.contains(name)
    }

    /// Whether a method `name` that takes `count` arguments is lost somewhere.
    pub fn has_method(&self, name: &str, count: usize) -> bool {
        self.methods.get(name).is_some_and(|all| all.iter().any(|arity| arity.takes(count)))
    }

    /// Whether a class with the simple name `class` has lost a constructor that takes `count` arguments.
    pub fn has_constructor(&self, class: &str, count: usize) -> bool {
        self.constructors.get(class).is_some_and(|all| all.iter().any(|arity| arity.takes(count)))
    }

    /// Whether a class with the simple name `class` has lost a constructor.
    pub fn has_constructor_of(&self, class: &str) -> bool {
        self.constructors.contains_key(class)
    }

    /// Whether a field or constant `name` is lost somewhere.
    pub fn has_field(&self, name: &str) -> bool {
        self.fields.contains(name)
    }

    /// Whether something called `name` is lost somewhere, if only with its class.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }
}

/// Adds the class and those above it in old releases: it has lost what it inherited from them, too.
fn with_old_supertypes(class: ClassFacts, old: Releases, names: &mut HashSet<&'static str>) {
    if names.insert(class.name()) {
        let supertypes = class.supertypes().filter(|supertype| supertype.releases().meets(old));
        let told = supertypes.filter_map(|supertype| Api.class(supertype.erased()));
        told.for_each(|class| with_old_supertypes(class, old, names));
    }
}

/// Whether the class has the member in `target` with the same parameters, its own or an inherited one.
fn stays(class: ClassFacts, member: Member, target: ReleaseId) -> bool {
    let same = |other: &Member| {
        other.is_field() == member.is_field()
            && other.is("protected") == member.is("protected")
            && other.parameters().eq(member.parameters())
            && (member.name() != "new" || class.members().any(|own| own == *other))
    };
    let object = Api.class("java.lang.Object").filter(|_| member.name() != "new");
    let of_every_class =
        object.is_some_and(|object| object.members().any(|own| own.name() == member.name() && same(&own)));
    of_every_class || class.exists_in(target) && class.members_called(member.name(), target).iter().any(same)
}
