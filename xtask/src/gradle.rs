//! What a Gradle build depends on before and after flinkmod, resolved by Maven: Gradle is not on every machine.
//!
//! Each build file that names artifacts with a version becomes a project of Maven with the same dependencies.
//! Deliberately absent: configurations, exclusions, and what a build computes; flinkmod says that it is not known.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use flinkmod::repo::read_folder;
use flinkmod::types::Project;
use flinkmod::view::build::{BuildFile, Format, Section};

use crate::failure::Failure;
use crate::prove::flinkmod;
use crate::{files, maven, stubs};

/// What the build files of a project name.
#[derive(Default)]
struct Named {
    /// By file, each with artifacts and their versions.
    files: Vec<BTreeSet<(String, String, String)>>,
    /// Artifacts whose version is not known here.
    open: usize,
}

/// Resolves what the Gradle builds in `folders` depend on, before and after flinkmod, and prints it.
pub(crate) fn run(folders: &[PathBuf]) -> Result<(), Failure> {
    stubs::install()?;
    for folder in folders {
        let folder = files::real_path(folder)?;
        let name = folder.file_name().map_or("project".into(), |name| name.to_string_lossy());
        let place = std::env::temp_dir().join("flinkmod-gradle").join(&*name);
        files::remove_folder(&place)?;
        let copy = place.join("copy");
        files::create_folder(&copy)?;
        files::copy_project(&folder, &copy)?;
        println!("{name}");
        resolve(&copy, &place.join("before"), "before")?;
        flinkmod(&["apply", "--in-place", "--quiet"], &copy)?;
        resolve(&copy, &place.join("after"), "after")?;
    }
    Ok(())
}

fn resolve(project: &Path, place: &Path, side: &str) -> Result<(), Failure> {
    let named = named_in(project)?;
    let modules: String =
        (0..named.files.len()).map(|at| format!("<module>m{at}</module>")).collect::<Vec<_>>().concat();
    for (at, artifacts) in named.files.iter().enumerate() {
        let dependencies = artifacts.iter().map(|(group, artifact, version)| {
            format!("<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version></dependency>\n")
        });
        let list = format!("<dependencies>{}</dependencies>", dependencies.collect::<Vec<_>>().concat());
        files::create_folder(&place.join(format!("m{at}")))?;
        files::write(&place.join(format!("m{at}/pom.xml")), pom(&format!("m{at}"), "jar", &list))?;
    }
    files::create_folder(place)?;
    files::write(&place.join("pom.xml"), pom("all", "pom", &format!("<modules>{modules}</modules>")))?;
    let build = maven::resolve(place)?;
    let count: usize = named.files.iter().map(BTreeSet::len).sum();
    let result = if build.success { "all resolve" } else { "not all resolve" };
    println!(
        "  {side:<6}  {} files, {count} artifacts, {} of unknown version: {result}",
        named.files.len(),
        named.open
    );
    for artifact in missing(&build.log) {
        println!("    {artifact}");
    }
    Ok(())
}

/// What the Gradle files of a project name, with versions as they are in the end.
fn named_in(folder: &Path) -> Result<Named, Failure> {
    let snapshot =
        read_folder(folder, "").map_err(|error| Failure::data(folder.to_string_lossy(), &error))?;
    let project = Project::new(snapshot, []);
    let mut named = Named::default();
    for build in project.reactor().poms().filter(|build| build.format != Format::Maven) {
        let artifacts = artifacts_of(build, &project, &mut named.open);
        named.files.extend((!artifacts.is_empty()).then_some(artifacts));
    }
    Ok(named)
}

fn artifacts_of(
    build: &BuildFile,
    project: &Project,
    open: &mut usize,
) -> BTreeSet<(String, String, String)> {
    let mut artifacts = BTreeSet::new();
    for one in build.model.dependencies.iter().filter(|one| one.section == Section::Used) {
        let known = |text: &str| project.reactor().evaluate(&build.path, text).ok();
        let version = one.version.as_ref().and_then(|version| known(&version.text));
        let parts = known(&one.group.text).zip(known(&one.artifact.text)).zip(version);
        let Some(((group, artifact), version)) = parts else {
            *open += 1;
            continue;
        };
        artifacts.insert((group, artifact, version));
    }
    artifacts
}

fn pom(artifact: &str, packaging: &str, content: &str) -> String {
    format!(
        "<project><modelVersion>4.0.0</modelVersion><groupId>gradle</groupId><artifactId>{artifact}</artifactId>\
         <version>1</version><packaging>{packaging}</packaging>\n{content}</project>\n"
    )
}

/// The artifacts that Maven says it has not found.
fn missing(log: &str) -> BTreeSet<String> {
    let lines = log.lines().filter(|line| line.contains("Could not") || line.contains("could not"));
    let words = lines.flat_map(|line| line.split([' ', ',', '(', ')']));
    let artifacts = words.filter(|word| word.matches(':').count() >= 3 && !word.starts_with("gradle:"));
    artifacts.map(|word| word.trim_end_matches(':').to_owned()).collect()
}
