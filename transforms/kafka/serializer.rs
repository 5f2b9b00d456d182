//! What makes the records of a sink, from the schema that the old producer was given.

use tree_sitter::Node;

use super::keyed::{self, Keyed};
use super::producer_form::{FIXED_PARTITIONER, Form, Partitioner};
use super::schema::{self, RECORD_SINK, SinkSchema};
use crate::finding::qualified;
use crate::rules::chain::Chain;
use crate::transforms::connector::layout;
use crate::transforms::connector::rewrite::Rewrite;
use crate::types::JavaScope;

/// How the sink gets its records.
pub(crate) struct Serializer<'f> {
    makes: Makes,
    /// The schema whose type says what the elements are.
    pub(crate) typed: Node<'f>,
}

enum Makes {
    /// The schema, which this text is, makes whole records.
    Records(String),
    /// The schema makes values.
    Values(String),
    /// The schema makes keys and values apart.
    Both(Keyed),
}

impl<'f> Serializer<'f> {
    /// Reads the schema of `form`; an error when the new sink has nothing for it.
    pub(crate) fn read(
        rewrite: &mut Rewrite,
        scope: &JavaScope<'f>,
        form: &Form<'_, 'f>,
    ) -> Result<Self, String> {
        let written = form.schema.node;
        let text = |node: Node<'_>| scope.file.text_of(node).to_owned();
        if let Some(found) = keyed::unwrapped(rewrite, scope, written) {
            schema::of_sink(scope, found.inner)?;
            let shown = if found.is_inline { found.inner } else { written };
            return Ok(Self { makes: Makes::Values(text(shown)), typed: found.inner });
        }
        let found = schema::known_type(scope, written)?;
        let makes = match keyed::of(rewrite, scope, written, &found)? {
            Some(keyed) => Makes::Both(keyed),
            None => match schema::of_sink(scope, written)? {
                SinkSchema::Value => Makes::Values(text(written)),
                SinkSchema::Record => Makes::Records(text(written)),
            },
        };
        Ok(Self { makes, typed: written })
    }

    /// Whether the schema makes whole records.
    pub(crate) fn makes_records(&self) -> bool {
        matches!(self.makes, Makes::Records(_))
    }

    /// The argument of `setRecordSerializer`, in the place of `maker`.
    pub(crate) fn print(
        &self,
        scope: &JavaScope<'_>,
        maker: Node<'_>,
        form: &Form<'_, '_>,
        element: &str,
    ) -> String {
        let topic = scope.file.text_of(form.topic.node);
        let mut chain = Chain::on(format!("{}.<{element}>builder()", qualified(RECORD_SINK)));
        match &self.makes {
            Makes::Records(schema) => return schema.clone(),
            Makes::Values(schema) => {
                chain.call("setTopic", topic);
                chain.call("setValueSerializationSchema", schema);
            }
            Makes::Both(keyed) => keyed.tell(&mut chain, topic),
        }
        match form.partitioner {
            Partitioner::Fixed => {
                chain.call("setPartitioner", &format!("new {}<{element}>()", qualified(FIXED_PARTITIONER)));
            }
            Partitioner::Own(node) => chain.call("setPartitioner", scope.file.text_of(node)),
            Partitioner::Kafka => {}
        }
        chain.call("build", "");
        layout::nested(scope.file, maker, &chain)
    }
}

/// Comments that stand at the topic and the schema, which the new call takes along.
pub(crate) fn comments(form: &Form<'_, '_>) -> Vec<String> {
    form.topic.comments.iter().chain(&form.schema.comments).cloned().collect()
}
