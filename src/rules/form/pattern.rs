//! The `before` of a row: a Java expression with holes, and which expressions of a file it means.
//!
//! Names are full and match by what they mean. Deliberately absent: what takes the place of a match.

use std::collections::BTreeMap;

use tree_sitter::Node;

use super::receiver;
use crate::flink::{Api, ClassFacts, Releases};
use crate::syntax::java;
use crate::types::JavaScope;
use crate::types::Resolution::{self, Known, Unknown};

/// What the holes of a pattern stand for in one match; a receiver that is not written is not among them.
pub(crate) type Holes<'f> = BTreeMap<String, Node<'f>>;

/// An expression with holes.
#[derive(Debug)]
pub(super) enum Pattern {
    /// `$x`: any expression of its type.
    Hole(String),
    /// A call of a method.
    Call { on: Box<Pattern>, name: String, arguments: Vec<Pattern> },
    /// A class, also the one that a static method is called on.
    Class(String),
    /// A call of a constructor.
    New { class: String, arguments: Vec<Pattern> },
    /// A value that is cast to a class.
    Cast { class: String, value: Box<Pattern> },
    /// A constant, also one of an enum.
    Constant { owner: String, name: String },
    /// A literal.
    Literal(String),
}

impl Pattern {
    /// Reads `before`; says what is wrong with it.
    pub(super) fn read(before: &str) -> Result<Self, String> {
        let text = format!("class P {{ Object o = {before}; }}");
        let tree = java::parse(&text);
        if java::errors(&tree) > 0 {
            return Err(format!("`{before}` is no Java expression"));
        }
        let declarator = java::of_kind(tree.root_node(), "variable_declarator").next();
        let value = declarator.and_then(|declarator| declarator.child_by_field_name("value"));
        of_node(value.ok_or_else(|| format!("`{before}` is no Java expression"))?, &text)
    }

    /// The name that a file has to hold.
    pub(super) fn word(&self) -> &str {
        match self {
            Self::Call { name, .. } | Self::Constant { name, .. } => name,
            Self::Cast { value, .. } => value.word(),
            Self::New { class, .. } | Self::Class(class) => class.rsplit('.').next().unwrap_or(class),
            Self::Hole(text) | Self::Literal(text) => text,
        }
    }

    /// The names of its holes, in the order of the text.
    pub(super) fn holes(&self) -> Vec<&str> {
        match self {
            Self::Hole(name) => vec![name],
            Self::Call { on, arguments, .. } => {
                on.holes().into_iter().chain(arguments.iter().flat_map(Self::holes)).collect()
            }
            Self::New { arguments, .. } => arguments.iter().flat_map(Self::holes).collect(),
            Self::Cast { value, .. } => value.holes(),
            Self::Class(_) | Self::Constant { .. } | Self::Literal(_) => Vec::new(),
        }
    }

    /// Says which class or member no old release has.
    pub(super) fn check(&self, types: &BTreeMap<String, String>) -> Result<(), String> {
        let old: Releases = Api.releases().filter(|release| release.is_old()).collect();
        let class = |name: &str| Api.class(name).ok_or_else(|| format!("there is no class `{name}`"));
        let has = |class: ClassFacts, name: &str, count: usize| {
            let is_there = !class.methods(name, count, old).found.is_empty();
            is_there.then_some(()).ok_or_else(|| format!("`{}` never had `{name}`", class.name()))
        };
        match self {
            Self::Call { on, name, arguments } => {
                match &**on {
                    Self::Hole(hole) => {
                        let owner = types.get(hole).ok_or_else(|| format!("`${hole}` has no type"))?;
                        has(class(owner)?, name, arguments.len())?;
                    }
                    Self::Class(owner) => has(class(owner)?, name, arguments.len())?,
                    other => other.check(types)?,
                }
                arguments.iter().try_for_each(|argument| argument.check(types))
            }
            Self::New { class: name, arguments } => {
                class(name)?;
                arguments.iter().try_for_each(|argument| argument.check(types))
            }
            Self::Cast { class: name, value } => class(name).and_then(|_| value.check(types)),
            Self::Constant { owner, .. } => class(owner).map(drop),
            Self::Hole(_) | Self::Class(_) | Self::Literal(_) => Ok(()),
        }
    }
}

fn of_node(node: Node<'_>, text: &str) -> Result<Pattern, String> {
    let said = java::text(node, text);
    let arguments = || -> Result<Vec<Pattern>, String> {
        java::arguments(node).into_iter().map(|node| of_node(node, text)).collect()
    };
    match node.kind() {
        "identifier" if said.starts_with('$') => Ok(Pattern::Hole(said[1..].to_owned())),
        "method_invocation" => {
            let object = java::receiver(node).ok_or_else(|| format!("`{said}` is called on nothing"))?;
            let on = match object.kind() {
                "field_access" => Pattern::Class(said_name(object, text)?),
                _ => of_node(object, text)?,
            };
            let name = java::method_name(node, text).to_owned();
            Ok(Pattern::Call { on: Box::new(on), name, arguments: arguments()? })
        }
        "object_creation_expression" => {
            let created = node.child_by_field_name("type").ok_or("a `new` without a class")?;
            Ok(Pattern::New { class: said_name(created, text)?, arguments: arguments()? })
        }
        "cast_expression" => {
            let parts = node.child_by_field_name("type").zip(node.child_by_field_name("value"));
            let (class, value) = parts.ok_or("a cast without a value")?;
            Ok(Pattern::Cast { class: said_name(class, text)?, value: Box::new(of_node(value, text)?) })
        }
        "field_access" => {
            let name = said_name(node, text)?;
            if Api.class(&name).is_some() {
                return Ok(Pattern::Class(name));
            }
            let (owner, name) = name.rsplit_once('.').ok_or("a name without a dot")?;
            Ok(Pattern::Constant { owner: owner.to_owned(), name: name.to_owned() })
        }
        kind if kind.ends_with("_literal") || matches!(kind, "true" | "false") => {
            Ok(Pattern::Literal(said.to_owned()))
        }
        _ => Err(format!("`{said}` cannot be part of a pattern")),
    }
}

fn said_name(node: Node<'_>, text: &str) -> Result<String, String> {
    java::dotted(node, text).ok_or_else(|| format!("`{}` is no name", java::text(node, text)))
}

/// Matches a pattern in one file.
pub(super) struct Matcher<'s, 'p> {
    pub(super) scope: &'s JavaScope<'p>,
    /// The full names of the types of the holes.
    pub(super) types: &'s BTreeMap<String, String>,
}

impl Matcher<'_, '_> {
    /// Whether `node` is what `pattern` means; fills the holes.
    pub(super) fn matches<'f>(
        &self,
        pattern: &Pattern,
        node: Node<'f>,
        holes: &mut Holes<'f>,
    ) -> Resolution<bool> {
        let node = match pattern {
            Pattern::Hole(_) => node,
            // A cast that chooses between overloads.
            Pattern::New { .. } => uncast(node),
            _ => java::unparenthesized(node),
        };
        match pattern {
            Pattern::Hole(name) => {
                holes.insert(name.clone(), node);
                self.types.get(name).map_or(Known(true), |wanted| receiver::fits(self.scope, node, wanted))
            }
            Pattern::Literal(text) => Known(self.scope.file.text_of(node) == text),
            Pattern::Class(name) => self.scope.means_type(node, name),
            Pattern::Constant { owner, name } => self.scope.is_constant(node, owner, name),
            Pattern::New { class, arguments } => self.creation(class, arguments, node, holes),
            Pattern::Cast { class, value } => self.cast(class, value, node, holes),
            Pattern::Call { on, name, arguments } => {
                let is_it = node.kind() == "method_invocation"
                    && java::method_name(node, self.scope.file.text()) == name
                    && java::arguments(node).len() == arguments.len();
                if !is_it {
                    return Known(false);
                }
                let on = self.called_on(on, name, node, holes);
                and(on, || self.arguments(arguments, node, holes))
            }
        }
    }

    fn cast<'f>(
        &self,
        class: &str,
        value: &Pattern,
        node: Node<'f>,
        holes: &mut Holes<'f>,
    ) -> Resolution<bool> {
        let parts = node.child_by_field_name("type").zip(node.child_by_field_name("value"));
        match parts.filter(|_| node.kind() == "cast_expression") {
            Some((cast, inner)) => {
                and(self.scope.means_type(cast, class), || self.matches(value, inner, holes))
            }
            None => Known(false),
        }
    }

    fn called_on<'f>(
        &self,
        on: &Pattern,
        name: &str,
        call: Node<'f>,
        holes: &mut Holes<'f>,
    ) -> Resolution<bool> {
        let object = java::receiver(call);
        match (on, object) {
            (Pattern::Hole(hole), _) => {
                if let Some(object) = object {
                    holes.insert(hole.clone(), object);
                }
                self.types
                    .get(hole)
                    .map_or(Known(true), |owner| receiver::is_called_on(self.scope, call, owner))
            }
            (Pattern::Class(owner), None) => Known(receiver::is_imported(self.scope, call, owner, name)),
            (Pattern::Class(_), Some(object)) if receiver::is_variable(self.scope, object) => Known(false),
            (_, Some(object)) => self.matches(on, object, holes),
            (_, None) => Known(false),
        }
    }

    fn creation<'f>(
        &self,
        class: &str,
        arguments: &[Pattern],
        node: Node<'f>,
        holes: &mut Holes<'f>,
    ) -> Resolution<bool> {
        let created = node.child_by_field_name("type");
        let is_plain = node.kind() == "object_creation_expression"
            && java::child(node, "class_body").is_none()
            && java::arguments(node).len() == arguments.len();
        match created.filter(|_| is_plain) {
            Some(created) => {
                and(self.scope.means_type(created, class), || self.arguments(arguments, node, holes))
            }
            None => Known(false),
        }
    }

    fn arguments<'f>(&self, patterns: &[Pattern], call: Node<'f>, holes: &mut Holes<'f>) -> Resolution<bool> {
        let pairs = patterns.iter().zip(java::arguments(call)).enumerate();
        pairs.fold(Known(true), |known, (index, (pattern, node))| {
            let matched = || {
                let found = self.matches(pattern, node, holes);
                found.or_else(|why| {
                    if self.is_asked_for(pattern, call, index) { Known(true) } else { Unknown(why) }
                })
            };
            and(known, matched)
        })
    }

    /// Whether the method that is called takes, at this place, just what the hole wants; a lambda says nothing of its type.
    fn is_asked_for(&self, pattern: &Pattern, call: Node<'_>, index: usize) -> bool {
        let Pattern::Hole(name) = pattern else { return false };
        let (Some(wanted), Known(callable)) = (self.types.get(name), self.scope.invoked(call)) else {
            return false;
        };
        let parameters = callable.erased_parameters();
        parameters
            .get(index)
            .is_some_and(|parameter| receiver::unboxed(parameter) == receiver::unboxed(wanted))
    }
}

/// The expression inside any parentheses and casts around it.
fn uncast(node: Node<'_>) -> Node<'_> {
    let node = java::unparenthesized(node);
    let inner = node.child_by_field_name("value").filter(|_| node.kind() == "cast_expression");
    inner.map_or(node, uncast)
}

/// Whether both hold: one that does not decides, else one that is not known.
fn and(one: Resolution<bool>, other: impl FnOnce() -> Resolution<bool>) -> Resolution<bool> {
    match one {
        Known(false) => Known(false),
        Known(true) => other(),
        Unknown(why) => match other() {
            Known(false) => Known(false),
            Known(true) | Unknown(_) => Unknown(why),
        },
    }
}
