//! What to do about names that are gone, by full name.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::names::Names;

/// The advice of a row: about each name once.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Vec<Group>")]
pub(super) struct Advice {
    groups: Vec<Group>,
    /// The group of each name.
    by_name: BTreeMap<String, usize>,
}

/// Names that share their advice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    names: Vec<String>,
    now: String,
}

impl TryFrom<Vec<Group>> for Advice {
    type Error = String;

    fn try_from(groups: Vec<Group>) -> Result<Self, String> {
        let mut by_name = BTreeMap::new();
        for (index, group) in groups.iter().enumerate() {
            for name in &group.names {
                if by_name.insert(name.clone(), index).is_some() {
                    return Err(format!("there is advice about `{name}` already"));
                }
            }
        }
        Ok(Self { groups, by_name })
    }
}

impl Advice {
    /// What is said about exactly `name`.
    pub(super) fn exact(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(|index| self.groups[*index].now.as_str())
    }

    /// What is said about `name`, or about what is around it.
    pub(super) fn nearest(&self, name: &str) -> Option<&str> {
        let dots = name.rmatch_indices('.').map(|(at, _)| at);
        std::iter::once(name.len()).chain(dots).find_map(|end| self.exact(&name[..end]))
    }

    /// What each group names.
    pub(super) fn names(&self) -> Vec<Names> {
        self.groups.iter().map(|group| Names::of_old(&group.names).and_said(&group.now)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(text: &str) -> Result<Advice, toml::de::Error> {
        #[derive(Deserialize)]
        struct Row {
            advice: Advice,
        }
        toml::from_str::<Row>(text).map(|row| row.advice)
    }

    #[test]
    fn the_nearest_advice_counts() {
        let advice =
            advice("advice = [{ names = ['a.b', 'c'], now = '1' }, { names = ['a.b.C'], now = '2' }]")
                .expect("it is written well");
        assert_eq!(advice.nearest("a.b.C.D"), Some("2"));
        assert_eq!(advice.nearest("a.b.D"), Some("1"));
        assert_eq!(advice.nearest("a.bc"), None);
        assert_eq!(advice.exact("a.b.C.D"), None);
    }

    #[test]
    fn a_name_stands_once() {
        let twice = advice("advice = [{ names = ['a'], now = '1' }, { names = ['a'], now = '2' }]");
        assert!(twice.is_err_and(|error| error.to_string().contains("there is advice about `a` already")));
    }
}
