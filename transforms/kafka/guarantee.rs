//! What a sink promises: `Semantic` and `DeliveryGuarantee`.

use tree_sitter::Node;

use crate::finding::qualified;
use crate::types::JavaScope;

/// The old enum, nested in the producer.
pub(crate) const SEMANTIC: &str = "org.apache.flink.streaming.connectors.kafka.FlinkKafkaProducer.Semantic";
const SEMANTIC_011: &str = "org.apache.flink.streaming.connectors.kafka.FlinkKafkaProducer011.Semantic";
/// The new enum.
pub(crate) const GUARANTEE: &str = "org.apache.flink.connector.base.DeliveryGuarantee";

/// The constants of both, which have the same names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guarantee {
    None,
    AtLeastOnce,
    ExactlyOnce,
}

const ALL: [Guarantee; 3] = [Guarantee::None, Guarantee::AtLeastOnce, Guarantee::ExactlyOnce];

impl Guarantee {
    fn name(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::AtLeastOnce => "AT_LEAST_ONCE",
            Self::ExactlyOnce => "EXACTLY_ONCE",
        }
    }

    /// The constant as new Java text.
    pub(crate) fn printed(self) -> String {
        format!("{}.{}", qualified(GUARANTEE), self.name())
    }
}

/// The guarantee that the constant `node` names; `None` when it is no constant of `Semantic`.
pub(crate) fn of(scope: &JavaScope<'_>, node: Node<'_>) -> Option<Guarantee> {
    ALL.into_iter().find(|guarantee| {
        [SEMANTIC, SEMANTIC_011]
            .iter()
            .any(|owner| scope.is_constant(node, owner, guarantee.name()).is(&true))
    })
}

/// A prefix for transactional ids: the class and, where it is known, the topic.
pub(crate) fn prefix(scope: &JavaScope<'_>, maker: Node<'_>, topic: Node<'_>) -> String {
    let class = scope.class_around(maker).map(|class| class.declared().qualified.clone()).unwrap_or_default();
    let outermost = class.split('.').find(|part| part.starts_with(char::is_uppercase)).unwrap_or("sink");
    let topic = scope.string_value(topic).filter(|topic| topic.chars().all(is_plain));
    let parts: Vec<String> = std::iter::once(dashed(outermost)).chain(topic).collect();
    format!("\"{}\"", parts.join("-"))
}

fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.')
}

/// `OrderTotalsJob` as `order-totals-job`.
fn dashed(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.extend(letter.to_lowercase());
    }
    text
}
