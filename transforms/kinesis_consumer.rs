//! `FlinkKinesisConsumer`, everything that carries it, and `addSource`.

use std::sync::Arc;

use tree_sitter::Node;

use super::connector::layout::{self, Argument};
use super::connector::rewrite::{self, Rewrite};
use super::connector::taker::{self, FromSource};
use super::connector::{element, settled};
use super::kinesis::arn::Prefix;
use super::kinesis::deployed_group::{self, Lacking};
use super::kinesis::stream::{self, Setting, Stream};
use super::kinesis::{property_group, remarks, several};
use crate::finding::{Finding, Note, RemedyKind, Site, qualified};
use crate::rules::chain::Chain;
use crate::rules::flow::{self, Flow, Spot};
use crate::rules::{Context, Names, Rule, Wants};
use crate::snapshot::FileKind;
use crate::syntax::java;
use crate::text::Edit;
use crate::types::JavaScope;
use crate::view::{File, JavaFile};

const CONSUMER: &str = "org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer";
const SOURCE: &str = "org.apache.flink.connector.kinesis.source.KinesisStreamsSource";
const CONFIGURATION: &str = "org.apache.flink.configuration.ConfigurationUtils";
const WATERMARKS: &str = "org.apache.flink.api.common.eventtime.WatermarkStrategy";
const OLD_SCHEMA_WRAPPER: &str =
    "org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchemaWrapper";
const UNIFORM_ASSIGNER: &str = "org.apache.flink.streaming.connectors.kinesis.util.UniformShardAssigner";

/// Types under which a consumer is declared.
const CARRIER_TYPES: &[&str] = &[
    CONSUMER,
    "org.apache.flink.streaming.api.functions.source.SourceFunction",
    "org.apache.flink.streaming.api.functions.source.ParallelSourceFunction",
    "org.apache.flink.streaming.api.functions.source.RichParallelSourceFunction",
];

/// What takes the place of a consumer that is left.
const NOW: &str = "Build a `KinesisStreamsSource` with `setStreamArn`, `setSourceConfig` and \
                   `setDeserializationSchema`, and hand it to `env.fromSource`.";

/// The rules of the transform.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Consumer)]
}

struct Consumer;

impl Rule for Consumer {
    fn wants(&self) -> Wants {
        let java = (FileKind::Java, vec!["FlinkKinesisConsumer".to_owned()]);
        let properties = (FileKind::Json, vec!["PropertyGroupId".to_owned()]);
        let deployed = (FileKind::Text, deployed_group::words());
        Wants { files: vec![java, properties, deployed] }
    }

    fn remedies(&self) -> &'static [RemedyKind] {
        &[RemedyKind::Review, RemedyKind::Manual]
    }

    fn names(&self) -> Vec<Names> {
        let old = [CONSUMER, OLD_SCHEMA_WRAPPER, UNIFORM_ASSIGNER];
        vec![Names::of_old(old).and_new([SOURCE, CONFIGURATION, WATERMARKS]).and_said(NOW)]
    }

    fn detect(&self, file: &File, context: &Context<'_>) -> Vec<Finding> {
        rewrite::detect(context, file, &[CONSUMER], NOW, |java, maker| rewritten(context, java, maker))
    }
}

fn creates_consumer(scope: &JavaScope<'_>, node: Node<'_>) -> bool {
    rewrite::creates(scope, node, CONSUMER)
}

/// The change of everything that carries the consumer that `maker` makes.
fn rewritten(context: &Context<'_>, file: &Arc<JavaFile>, maker: Node<'_>) -> Result<Rewrite, String> {
    let project = context.project;
    let flow = flow::follow(project, Spot::of(file, maker), &creates_consumer, &[]).into_result()?;
    let mut rewrite = Rewrite::default();
    rewrite.carriers(project, &flow, CARRIER_TYPES, SOURCE)?;
    let mut consumer = Move { rewrite, context, flow: &flow };
    for spot in &flow.makers {
        flow::at(project, spot, |scope, node| consumer.maker(scope, node))?;
    }
    for spot in &flow.calls {
        flow::at(project, spot, |scope, node| consumer.setter(scope, node))?;
    }
    for spot in &flow.takers {
        flow::at(project, spot, |scope, node| consumer.taker(scope, node))?;
    }
    Ok(consumer.rewrite)
}

/// The change of one flow of consumers while it is made.
struct Move<'m> {
    rewrite: Rewrite,
    context: &'m Context<'m>,
    flow: &'m Flow,
}

impl Move<'_> {
    /// `new FlinkKinesisConsumer<>(name, schema, properties)` becomes a builder chain.
    fn maker(&mut self, scope: &JavaScope<'_>, maker: Node<'_>) -> Result<(), String> {
        let file = scope.file;
        let arguments = rewrite::plain_arguments(file, maker)?;
        let [name, schema, properties] = arguments.as_slice() else {
            return Err("its constructor takes a stream, a schema and properties".to_owned());
        };
        let names = several::streams(scope, name.node, schema.node)?;
        settled::are_complete(scope, properties.node, maker)?;
        let schema_node = unwrapped_schema(scope, schema.node);
        let element = element::element(scope, maker, Some(schema_node), self.flow).ok_or(
            "the type of its elements is written nowhere; write it, as in `new FlinkKinesisConsumer<Event>(…)`",
        )?;
        let prefix = Prefix::of_properties(scope, properties.node, self.context.settings);
        let streams: Vec<Stream> = names.iter().map(|one| stream::stream(scope, *one, &prefix)).collect();
        let mut chains = streams
            .iter()
            .map(|stream| chain(file, &element, &stream.arn, [name, schema, properties], schema_node));
        if let Some(chain) = chains.next() {
            self.rewrite.edit(file, Edit::replace(java::span(maker), layout::printed(file, maker, &chain)));
        }
        self.joined(scope, maker, &chains.collect::<Vec<_>>())?;
        for (site, note) in remarks::of_source(file, maker, schema, properties, &several::now(&streams)) {
            self.rewrite.say(site, note);
        }
        for stream in streams {
            for edit in stream.edits {
                self.rewrite.edit(file, edit);
            }
            for setting in &stream.settings {
                self.property_files(file, setting);
            }
        }
        Ok(())
    }

    /// The sources of further streams, in a `union` behind the call that takes the first.
    fn joined(&mut self, scope: &JavaScope<'_>, maker: Node<'_>, further: &[Chain]) -> Result<(), String> {
        if further.is_empty() {
            return Ok(());
        }
        let left = |why| {
            format!(
                "it reads several streams, and {why}; make a source for each, with its own `uid`, and join them with `union`"
            )
        };
        let call = several::taker(scope, maker).map_err(left)?;
        let watermarks = format!("{}.noWatermarks()", qualified(WATERMARKS));
        let beside = taker::beside_source(scope, call, &new_source(&watermarks, true))?;
        for chain in further {
            let text = several::union(scope.file, call, chain, &beside);
            self.rewrite.edit(scope.file, Edit::insert(call.end_byte(), text));
        }
        Ok(())
    }

    /// Files for local runs get the ARN beside the name; what deploys the application is left to a person.
    fn property_files(&mut self, file: &JavaFile, setting: &Setting) {
        let keys = [setting.keys[0].as_str(), setting.keys[1].as_str()];
        let (project, settings) = (self.context.project, self.context.settings);
        for group in &setting.groups {
            for added in property_group::add_arns(project, &file.path, group, keys, settings) {
                let note = Note::new(
                    format!("`{}` joins `{}` in the group `{group}`.", keys[1], keys[0]),
                    "Put the account in, and take the old key out when nothing else reads it.",
                )
                .because("The source asks for the ARN of its stream.");
                self.rewrite.say(Site { path: Arc::clone(&added.path), span: added.site }, note);
                self.rewrite.edit_at(&added.path, added.edit);
            }
            for lacking in deployed_group::lacking(project, &file.path, group, keys) {
                self.deployed(lacking, &format!("from the group `{group}`"), keys);
            }
        }
        if setting.groups.is_empty() {
            for lacking in deployed_group::handed_on(project, &file.path, keys) {
                self.deployed(lacking, "from its properties", keys);
            }
        }
    }

    /// What deploys the application sets the ARN beside the name, or is left to a person.
    fn deployed(&mut self, lacking: Lacking, whose: &str, [old_key, new_key]: [&str; 2]) {
        let Lacking { path, span, edit } = lacking;
        let note = match edit {
            Some(edit) => {
                self.rewrite.edit_at(&path, edit);
                let what = format!("`{new_key}` joins `{old_key}`: the code reads it {whose} now.");
                Note::new(what, "Take the old key out when nothing else reads it.")
                    .because("The source asks for the ARN of its stream.")
            }
            None => Note::new(
                format!("The code reads `{new_key}` {whose} now, which is not set here."),
                format!(
                    "Set it to the ARN of the stream, beside `{old_key}`, before the new JAR is deployed."
                ),
            )
            .because("Without it the job does not start."),
        };
        self.rewrite.say(Site { path, span }, note);
    }

    /// A call on the consumer: only what the new source does anyway may go.
    fn setter(&mut self, scope: &JavaScope<'_>, call: Node<'_>) -> Result<(), String> {
        let name = java::method_name(call, scope.file.text());
        let arguments = java::arguments(call);
        let is_default = name == "setShardAssigner"
            && arguments.first().is_some_and(|made| scope.has_type(*made, UNIFORM_ASSIGNER).is(&true));
        match java::enclosing_statement(call).filter(|_| is_default && java::is_expression_statement(call)) {
            Some(statement) => {
                self.rewrite.edit(scope.file, Edit::delete(java::whole_lines(statement, scope.file.text())));
                Ok(())
            }
            None => Err(remarks::on_setter(name)),
        }
    }

    /// `env.addSource(source)` becomes `env.fromSource(source, WatermarkStrategy.noWatermarks(), "name")`.
    fn taker(&mut self, scope: &JavaScope<'_>, call: Node<'_>) -> Result<(), String> {
        let watermarks = format!("{}.noWatermarks()", qualified(WATERMARKS));
        let is_made_here = java::arguments(call).first().is_some_and(|first| creates_consumer(scope, *first));
        let new = new_source(&watermarks, is_made_here);
        let site = taker::from_source(&mut self.rewrite, scope, call, &new)?;
        let note = Note::new(
            "`addSource` becomes `fromSource`; the state of the old consumer cannot be restored.",
            "Give the source a new `uid`, start the job with `allowNonRestoredState`, and let it read from a time shortly before the old job was stopped (`AT_TIMESTAMP`).",
        );
        self.rewrite.say(site, note);
        Ok(())
    }
}

/// What `fromSource` gets beside a source.
fn new_source(watermarks: &str, is_made_here: bool) -> FromSource<'_> {
    FromSource { watermarks, name: "\"Kinesis source\"", end: "", is_made_here }
}

/// The builder of the source that reads the stream at `arn`.
fn chain(
    file: &JavaFile,
    element: &str,
    arn: &str,
    [name, schema, properties]: [&Argument<'_>; 3],
    schema_node: Node<'_>,
) -> Chain {
    let configuration =
        format!("{}.createConfiguration({})", qualified(CONFIGURATION), file.text_of(properties.node));
    let mut chain = Chain::on(format!("{}.<{element}>builder()", qualified(SOURCE)));
    chain.commented_call(name.comments.clone(), "setStreamArn", arn);
    chain.commented_call(properties.comments.clone(), "setSourceConfig", &configuration);
    chain.commented_call(schema.comments.clone(), "setDeserializationSchema", file.text_of(schema_node));
    chain.call("build", "");
    chain
}

/// The schema in `new KinesisDeserializationSchemaWrapper<>(schema)`, which the builder takes as it is.
fn unwrapped_schema<'t>(scope: &JavaScope<'_>, schema: Node<'t>) -> Node<'t> {
    let made = java::unparenthesized(schema);
    let written = made.child_by_field_name("type").filter(|_| made.kind() == "object_creation_expression");
    let is_wrapper = written.is_some_and(|written| scope.means_type(written, OLD_SCHEMA_WRAPPER).is(&true));
    match java::arguments(made).as_slice() {
        [inner] if is_wrapper => *inner,
        _ => schema,
    }
}
