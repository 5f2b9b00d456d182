//! The rows of a transform file: one variant a rule kind, and the rule that it becomes.

use serde::Deserialize;

use crate::rules::{self, Rule};

/// Names a variant for each rule kind by the module that holds it.
macro_rules! rows {
    ($($variant:ident: $module:ident,)*) => {
        /// A `[[rule]]` as it is written: one variant a rule kind.
        #[derive(Debug, Deserialize)]
        #[serde(tag = "kind", rename_all = "kebab-case")]
        pub(super) enum Row {
            $($variant(rules::$module::Row),)*
        }

        impl Row {
            /// The rule that the row says.
            pub(super) fn into_rule(self) -> Box<dyn Rule> {
                match self {
                    $(Self::$variant(row) => Box::new(row),)*
                }
            }
        }
    };
}

rows! {
    ArtifactNeeded: artifact_needed,
    ArtifactOfMinor: artifact_of_minor,
    ArtifactRelease: artifact_release,
    ArtifactRemoved: artifact_removed,
    ArtifactRenamed: artifact_renamed,
    ArtifactUnfit: artifact_unfit,
    BrokenSyntax: broken_syntax,
    ChangeOverrideParameter: change_override_parameter,
    CodeKey: code_key,
    CoreVersion: core_version,
    GoneClass: gone_class,
    GoneMember: gone_member,
    IdleList: idle_list,
    JarName: jar_name,
    JavaLevel: java_level,
    JvmFlag: jvm_flag,
    LostPackage: lost_package,
    MinimumVersion: minimum_version,
    MovedName: moved_name,
    PermissionNeeded: permission_needed,
    RemovedClass: removed_class,
    RemovedPackage: removed_package,
    RemovedProperty: removed_property,
    RenamedFile: renamed_file,
    ReplaceCall: replace_call,
    ReplaceConstant: replace_constant,
    RetiredWord: retired_word,
    RuntimeConstant: runtime_constant,
    RuntimeLiteral: runtime_literal,
    ScalaSuffix: scala_suffix,
    SettingsKey: settings_key,
    SqlWord: sql_word,
    StateType: state_type,
    SwitchedOff: switched_off,
    TerraformProvider: terraform_provider,
    UnaskedMethod: unasked_method,
    UnreadFile: unread_file,
    VersionAround: version_around,
}
