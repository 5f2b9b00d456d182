//! What a pattern names, for tests that hold it against what each release declares.

use std::collections::BTreeMap;

use super::pattern::Pattern;
use crate::rules::Names;

impl Pattern {
    /// The members that it is about; the types of holes and the classes that are made may be new already.
    pub(super) fn names(&self, types: &BTreeMap<String, String>) -> Names {
        let mut names = Names::default();
        self.add_names(types, &mut names);
        names
    }

    fn add_names(&self, types: &BTreeMap<String, String>, names: &mut Names) {
        match self {
            Self::Call { on, name, arguments } => {
                let owner = match &**on {
                    Self::Hole(hole) => types.get(hole),
                    Self::Class(class) => Some(class),
                    other => {
                        other.add_names(types, names);
                        None
                    }
                };
                names.old.extend(owner.map(|owner| format!("{owner}.{name}")));
                for argument in arguments {
                    argument.add_names(types, names);
                }
            }
            Self::New { class, arguments } => {
                names.either.insert(class.clone());
                for argument in arguments {
                    argument.add_names(types, names);
                }
            }
            Self::Cast { class, value } => {
                names.either.insert(class.clone());
                value.add_names(types, names);
            }
            Self::Class(name) => names.old.extend([name.clone()]),
            Self::Constant { owner, name } => names.old.extend([format!("{owner}.{name}")]),
            Self::Hole(_) | Self::Literal(_) => {}
        }
    }
}
