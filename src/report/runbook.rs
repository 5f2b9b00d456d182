//! The way over as a page to read or a script to run: texts with holes, filled in from a plan.
//!
//! Deliberately absent: the steps themselves (`transforms/runbook/`).

use std::collections::BTreeMap;

use super::Subject;
use super::prose::counted;
use super::state::{ComesBack, States};
use crate::finding::RemedyKind;
use crate::settings::Platform;

mod html;

/// The texts with holes.
#[derive(Clone, Debug)]
pub struct Texts {
    /// The page for the managed service.
    pub managed: &'static str,
    /// The script for the managed service.
    pub script: &'static str,
    /// The page for a cluster.
    pub cluster: &'static str,
    /// The script for a cluster.
    pub cluster_script: &'static str,
    /// How both scripts speak and ask.
    pub asking: &'static str,
    /// How each tool updates an application, that of this repository first.
    pub tools: Vec<&'static str>,
    /// The file that the first tool reads.
    pub file_of_tool: Option<String>,
}

/// What a person said of the application.
#[derive(Clone, Debug)]
pub struct Names {
    /// Its name.
    pub application: String,
    /// Its region.
    pub region: String,
    /// The bucket with its JARs.
    pub bucket: String,
    /// The new JAR.
    pub jar: String,
    /// The file that the script is written to.
    pub file: String,
}

/// Everything that a runbook is made from.
#[derive(Clone, Copy)]
pub struct Runbook<'r> {
    /// What changes.
    pub subject: &'r Subject<'r>,
    /// What comes back.
    pub states: &'r States,
    /// What a person said.
    pub names: &'r Names,
    /// The texts.
    pub texts: &'r Texts,
}

impl Runbook<'_> {
    /// The page.
    pub fn page(&self) -> String {
        let page = match self.subject.plan.platform.platform {
            Platform::ManagedFlink => self.texts.managed,
            Platform::OpenSource => self.texts.cluster,
        };
        self.filled(page)
    }

    /// The page for a browser.
    pub fn html(&self) -> String {
        let title =
            format!("Moving {} to Flink {}", self.names.application, self.subject.plan.target.version);
        html::document(&title, &self.page())
    }

    /// The script.
    pub fn script(&self) -> String {
        self.filled(match self.subject.plan.platform.platform {
            Platform::ManagedFlink => self.texts.script,
            Platform::OpenSource => self.texts.cluster_script,
        })
    }

    fn filled(&self, text: &str) -> String {
        let tools: Vec<&str> = self.texts.tools.iter().map(|text| text.trim()).collect();
        let mut text = text.replace("{{deploy}}", &tools.join("\n\n"));
        text = text.replace("{{asking}}", self.texts.asking.trim_end());
        for (name, value) in self.values() {
            text = text.replace(&format!("{{{{{name}}}}}"), &value);
        }
        text
    }

    fn values(&self) -> BTreeMap<&'static str, String> {
        let (plan, names) = (self.subject.plan, self.names);
        let minor = plan.target.minor();
        let lost = self.states.count(ComesBack::No) > 0;
        let why = if lost { "some state does not come back." } else { "all of it is expected to come back." };
        let release = minor.replace('.', "_");
        let file = self.texts.file_of_tool.as_deref().unwrap_or("<template>");
        let values = [
            ("application", names.application.clone()),
            ("region", names.region.clone()),
            ("bucket", names.bucket.clone()),
            ("jar", names.jar.clone()),
            ("file", names.file.clone()),
            ("target", plan.target.version.clone()),
            ("java", plan.target.java.to_string()),
            ("runtime", format!("FLINK-{release}")),
            ("operator_version", format!("v{release}")),
            ("name_of_target", format!("flink-{}", minor.replace('.', "-"))),
            ("allow_non_restored", lost.to_string()),
            ("why_non_restored", why.to_owned()),
            ("non_restored", non_restored(lost).to_owned()),
            ("non_restored_flag", if lost { "--allowNonRestoredState " } else { "" }.to_owned()),
            (
                "operator_non_restored",
                if lost { ", `job.allowNonRestoredState: true`" } else { "" }.to_owned(),
            ),
            ("file_of_tool", file.to_owned()),
            ("state", self.state()),
            ("code", self.code()),
        ];
        values.into()
    }

    /// What was found about state, as a list.
    fn state(&self) -> String {
        let states = &self.states.states;
        if states.is_empty() {
            return "No place was found that keeps state.".to_owned();
        }
        let lines = states.iter().map(|state| {
            let back = match state.comes_back {
                ComesBack::Yes => "comes back",
                ComesBack::No => "is lost",
                ComesBack::Unknown => "not known",
            };
            let name = state.name.as_ref().map_or(String::new(), |name| format!(" `{name}`"));
            let uid = state.uid.as_ref().map_or(String::new(), |uid| format!(", uid `{uid}`"));
            let uid = if state.without_uid { ", without uid".to_owned() } else { uid };
            let (kind, of, path, line) = (&state.kind, &state.of, &state.path, state.line);
            let why = if state.why.is_empty() { String::new() } else { format!(": {}", state.why) };
            format!("- {back}: {kind}{name} of `{of}`{uid} ({path}:{line}){why}")
        });
        let lines = lines.collect::<Vec<_>>().join("\n");
        if states.iter().any(|state| state.without_uid) {
            return format!("{lines}\n\n{}", self.states.without_uid);
        }
        lines
    }

    /// What changes in the code, as a list.
    fn code(&self) -> String {
        let plan = self.subject.plan;
        let mut lines: Vec<String> = Vec::new();
        for step in &plan.steps {
            let title =
                self.subject.transform(&step.transform).map_or("", |transform| transform.title.as_str());
            lines.push(format!("- `{}`: {title} ({})", step.transform, counted(step.files.len(), "file")));
        }
        if lines.is_empty() {
            lines.push("- Nothing.".to_owned());
        }
        let review = counted(self.subject.count(RemedyKind::Review), "change");
        let open = counted(plan.open.len(), "finding");
        format!(
            "{}\n\n{review} to review, and {open} left to you: `flinkmod plan` has them.",
            lines.join("\n")
        )
    }
}

fn non_restored(lost: bool) -> &'static str {
    if lost {
        "Some state does not come back, so the job is allowed to start without it. Where it is to start with all of its \
         state, take that out: then it does not start when a part is missing."
    } else {
        "The job starts only when all of its state comes back."
    }
}
