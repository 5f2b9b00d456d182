//! The types of a member, each of which the table holds once.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::short;
use crate::layout::NO_PARAMETERS;

/// What a fact says behind its name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Signature<'t> {
    /// `<T extends a.B>`, or nothing.
    type_parameters: &'t str,
    /// Of a method or constructor.
    pub(crate) parameters: Option<Vec<&'t str>>,
    /// The result, the type of a field, or the supertype; nothing for a constructor.
    result: &'t str,
}

impl<'t> Signature<'t> {
    /// Reads `<T>(a.B,T): U`, `: T`, or the name of a supertype; `None` for anything else.
    pub(crate) fn read(text: &'t str) -> Option<Self> {
        let field = text.strip_prefix(": ").or(text.strip_prefix(' '));
        if let Some(result) = field {
            return Some(Self { type_parameters: "", parameters: None, result });
        }
        let (type_parameters, rest) = text.split_at(text.find('(')?);
        let (list, result) = rest.strip_prefix('(')?.rsplit_once(')')?;
        let result = result.strip_prefix(": ").unwrap_or(result);
        Some(Self { type_parameters, parameters: Some(split(list)), result })
    }

    fn types(&self) -> impl Iterator<Item = &'t str> {
        let parameters = self.parameters.iter().flatten().copied();
        [self.type_parameters, self.result].into_iter().chain(parameters)
    }
}

/// All signatures, laid out as `layout` says.
pub(crate) struct Signatures<'t> {
    /// The signatures, one after the other.
    pub(crate) numbers: Vec<u16>,
    types: BTreeMap<&'t str, u16>,
    places: BTreeMap<Signature<'t>, usize>,
}

impl<'t> Signatures<'t> {
    pub(crate) fn of<'s>(all: impl Iterator<Item = &'s Signature<'t>>) -> Self
    where
        't: 's,
    {
        let all: BTreeSet<&Signature<'t>> = all.collect();
        let texts: BTreeSet<&str> = all.iter().flat_map(|signature| signature.types()).collect();
        let types = texts.into_iter().enumerate().map(|(index, text)| (text, short(index))).collect();
        let mut signatures = Self { numbers: Vec::new(), types, places: BTreeMap::new() };
        for signature in all {
            signatures.places.insert(signature.clone(), signatures.numbers.len());
            let count = signature.parameters.as_ref().map_or(NO_PARAMETERS, |list| short(list.len()));
            signatures.numbers.push(count);
            signatures.numbers.extend(signature.types().map(|text| signatures.types[text]));
        }
        signatures
    }

    /// The types, in the order of their indexes.
    pub(crate) fn types(&self) -> impl ExactSizeIterator<Item = &&'t str> {
        self.types.keys()
    }

    /// Which number `signature` begins with.
    pub(crate) fn place(&self, signature: &Signature<'t>) -> usize {
        self.places[signature]
    }
}

/// The parts between commas that are not in angle brackets.
fn split(list: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, letter) in list.char_indices() {
        match letter {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !list.is_empty() {
        parts.push(&list[start..]);
    }
    parts
}
