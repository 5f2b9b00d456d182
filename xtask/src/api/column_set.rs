//! A set of releases, written as ranges.

/// Which columns have a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ColumnSet(u32);

impl ColumnSet {
    pub(super) fn has(self, column: usize) -> bool {
        self.0 & (1 << column) != 0
    }

    pub(super) fn insert(&mut self, column: usize) {
        self.0 |= 1 << column;
    }

    pub(super) fn insert_if(&mut self, column: usize, wanted: bool) {
        if wanted {
            self.insert(column);
        }
    }

    /// `1.13-1.16,2.0`.
    pub(super) fn ranges(self, names: &[&str]) -> String {
        let mut ranges: Vec<String> = Vec::new();
        let mut first = None;
        for column in 0..=names.len() {
            match (first, column < names.len() && self.has(column)) {
                (None, true) => first = Some(column),
                (Some(start), false) if start + 1 == column => {
                    ranges.push(names[start].to_owned());
                    first = None;
                }
                (Some(start), false) => {
                    ranges.push(format!("{}-{}", names[start], names[column - 1]));
                    first = None;
                }
                (None, false) | (Some(_), true) => {}
            }
        }
        ranges.join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_a_range() {
        let mut set = ColumnSet::default();
        for column in [0, 2, 3] {
            set.insert(column);
        }
        assert_eq!(set.ranges(&["a", "b", "c", "d"]), "a,c-d");
    }
}
