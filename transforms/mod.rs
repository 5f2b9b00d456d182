//! What changed in Flink 2: rows in `<id>.toml`, and a hook in `<id>.rs` where a row cannot say it.
//!
//! The list is the order in which the transforms work; each sees the text that the one before it left.
//! Deliberately absent: the engine, plans and git.

use crate::catalog::Source;

mod configuration_accessors;
mod connector;
mod elasticsearch_sink;
mod file_connector;
mod firehose_sink;
mod fold_function;
mod ingestion_time;
mod jdbc_sink;
mod kafka;
mod kafka_consumer;
mod kafka_deserialization_schema;
mod kafka_producer;
mod kafka_serialization_schema;
mod key_field;
mod kinesis;
mod kinesis_consumer;
mod kinesis_deserialization_schema;
mod kinesis_producer;
mod managed_flink_settings;
mod own_method;
mod serializer_option;
mod setter_variable;
mod split_stream;
mod sql_connector_option;
mod stream_collect;
mod stream_time_characteristic;
mod time_class;
mod type_information;
mod watermark_assigner;

/// The releases that can be a target.
pub const RELEASES: &str = include_str!("releases.toml");

/// Which types have which serializer; the table of `state_serializer`.
pub const STATE_TYPES: &str = include_str!("state_types.toml");

/// Which calls and classes keep state.
pub const STATE_PLACES: &str = include_str!("state_places.toml");

/// What Flink 1 writes to its logs about types that Kryo serializes.
pub const STATE_LOGS: &str = include_str!("state_logs.toml");

/// The way over to the managed service, as a page with holes.
pub const RUNBOOK_PAGE: &str = include_str!("runbook/managed.md");

/// The same as a script.
pub const RUNBOOK_SCRIPT: &str = include_str!("runbook/managed.sh");

/// How both scripts speak and ask.
pub const RUNBOOK_ASKING: &str = include_str!("runbook/asking.sh");

/// The way over on a cluster, as a page.
pub const RUNBOOK_OF_CLUSTER: &str = include_str!("runbook/cluster.md");

/// The same as a script.
pub const RUNBOOK_SCRIPT_OF_CLUSTER: &str = include_str!("runbook/cluster.sh");

/// How each tool updates an application, the endings of files that use it, and a word that they hold.
pub const RUNBOOK_TOOLS: [(&str, &[&str], &str); 4] = [
    (
        include_str!("runbook/cloudformation.md"),
        &[".yaml", ".yml", ".json", ".template"],
        "AWS::KinesisAnalyticsV2::Application",
    ),
    (include_str!("runbook/terraform.md"), &[".tf"], "aws_kinesisanalyticsv2_application"),
    (include_str!("runbook/cdk.md"), &[".ts", ".py"], "kinesisanalytics"),
    (include_str!("runbook/cli.md"), &[".sh"], "kinesisanalyticsv2"),
];

/// Words that only applications for Managed Service for Apache Flink have.
pub const MANAGED_FLINK_WORDS: &[&str] = &[
    "aws-kinesisanalytics-runtime",
    "com.amazonaws.services.kinesisanalytics",
    "aws-kinesisanalytics-flink",
];

/// Names a transform by its files; the parts follow the first file as if they stood in it.
macro_rules! transform {
    ($id:ident) => {
        Source { id: stringify!($id), toml: include_str!(concat!(stringify!($id), ".toml")), hook: None }
    };
    ($id:ident, parts: [$($part:literal),+ $(,)?]) => {
        Source {
            id: stringify!($id),
            toml: concat!(include_str!(concat!(stringify!($id), ".toml")), $("\n", include_str!($part)),+),
            hook: None,
        }
    };
    ($id:ident, $hook:path) => {
        Source {
            id: stringify!($id),
            toml: include_str!(concat!(stringify!($id), ".toml")),
            hook: Some($hook),
        }
    };
}

/// All transforms, in their order.
#[rustfmt::skip]
pub const TRANSFORMS: &[Source] = &[
    transform!(broken_source),
    transform!(unread_file),
    transform!(stream_time_characteristic, stream_time_characteristic::rules),
    transform!(connector_artifact),
    transform!(blink_planner),
    transform!(scala_suffix),
    transform!(flink_version),
    transform!(java_level),
    transform!(jdk_internal_package),
    transform!(lost_library),
    transform!(plugin_minimum),
    transform!(gradle_minimum),
    transform!(logging_binding),
    transform!(unfit_library),
    transform!(java_around),
    transform!(jvm_flag),
    transform!(flink_image),
    transform!(kinesis_fork),
    transform!(kinesis_config_key),
    transform!(kinesis_deserialization_schema, kinesis_deserialization_schema::rules),
    transform!(kinesis_consumer, kinesis_consumer::rules),
    transform!(kinesis_producer, kinesis_producer::rules),
    transform!(firehose_sink, firehose_sink::rules),
    transform!(kafka_deserialization_schema, kafka_deserialization_schema::rules),
    transform!(kafka_serialization_schema, kafka_serialization_schema::rules),
    transform!(kafka_sink_setter),
    transform!(parameter_tool),
    transform!(serialization_schema_package),
    transform!(table_api_package),
    transform!(cdc_package),
    transform!(parquet_avro_writers),
    transform!(kinesis_shaded_class),
    transform!(shaded_guava),
    transform!(rich_function_open_context),
    transform!(runtime_context_info),
    transform!(type_serializer_config),
    transform!(setter_variable, setter_variable::rules),
    transform!(managed_flink_settings, managed_flink_settings::rules),
    transform!(configuration_accessors, configuration_accessors::rules),
    transform!(checkpoint_config),
    transform!(recovery_claim_mode),
    transform!(moved_class),
    transform!(rocksdb_package),
    transform!(state_ttl_builder),
    transform!(time_class, time_class::rules),
    transform!(restart_strategy_setter),
    transform!(state_backend_setter),
    transform!(end_of_stream),
    transform!(sql_cast),
    transform!(sql_connector_option, sql_connector_option::rules),
    transform!(state_serializer, parts: ["state_types.toml"]),
    transform!(config_file),
    transform!(config_key),
    transform!(job_metric),
    transform!(managed_flink_runtime),
    transform!(kinesis_permission),
    transform!(serializer_option, serializer_option::rules),
    transform!(savepoint_format),
    transform!(window_function_forms),
    transform!(default_trigger_parameter),
    transform!(sink_writer_context),
    transform!(sysout_logging),
    transform!(async_null_result),
    transform!(discarding_and_print_sink),
    transform!(key_field, key_field::rules),
    transform!(split_stream, split_stream::rules),
    transform!(fold_function, fold_function::rules),
    transform!(stream_collect, stream_collect::rules),
    transform!(watermark_assigner, watermark_assigner::rules),
    transform!(kafka_consumer, kafka_consumer::rules),
    transform!(kafka_producer, kafka_producer::rules),
    transform!(file_connector, file_connector::rules),
    transform!(elasticsearch_sink, elasticsearch_sink::rules),
    transform!(jdbc_sink, jdbc_sink::rules),
    transform!(jdbc_format_builder),
    transform!(jdbc_format),
    transform!(legacy_source_function),
    transform!(legacy_sink_function),
    transform!(removed_api, parts: [
        "removed_api/classes.toml",
        "removed_api/classes/dataset.toml",
        "removed_api/classes/execution.toml",
        "removed_api/classes/streams.toml",
        "removed_api/classes/connectors.toml",
        "removed_api/classes/table.toml",
        "removed_api/classes/tests.toml",
        "removed_api/members.toml",
        "removed_api/members/execution.toml",
        "removed_api/members/streams.toml",
        "removed_api/members/connectors.toml",
        "removed_api/members/options.toml",
        "removed_api/members/table.toml",
        "removed_api/members/tests.toml",
    ]),
    transform!(removed_artifact),
    transform!(needed_artifact),
    transform!(jar_name),
];
