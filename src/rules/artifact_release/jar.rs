//! JARs of connectors in images, scripts and manifests.

use super::Row;
use crate::finding::Finding;
use crate::rules::Context;
use crate::rules::jar_file::jars_in;
use crate::rules::version::{Age, age_of_release};
use crate::view::File;

impl Row {
    /// The JARs of its artifacts that a text names by a release for Flink 1.
    pub(super) fn in_text(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        let jars = jars_in(file, context).into_iter();
        let found = jars.filter_map(|jar| {
            let (from, wanted) = self.wanted_where(|from| jar.is(from), context.settings)?;
            let age = jar.release().map_or(Age::Old, |release| age_of_release(release, wanted.version));
            let renamed = || jar.renamed(context, from, wanted.to, wanted.version);
            let left = || jar.left(context, wanted.to, wanted.version);
            (age == Age::Old).then(|| if jar.is_numbered() { renamed() } else { left() })
        });
        found.collect()
    }
}
