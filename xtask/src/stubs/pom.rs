//! The pom of a stand-in: its name and what its signatures need.

use super::Stub;
use crate::maven::Coordinates;

/// The text of the pom.
pub(super) fn write(stub: &Stub) -> String {
    let dependencies: Vec<_> =
        stub.brings.iter().map(|it| format!("<dependency>{}</dependency>", name(it))).collect();
    format!(
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\">
<modelVersion>4.0.0</modelVersion>
{}
<description>Signatures only: stands in for a release that the registry lacks.</description>
<dependencies>
{}
</dependencies>
</project>
",
        name(&stub.release),
        dependencies.join("\n")
    )
}

/// The list of the releases in the local repository.
pub(super) fn list(Coordinates { group, artifact, version }: &Coordinates) -> String {
    format!(
        "<metadata><groupId>{group}</groupId><artifactId>{artifact}</artifactId>\
         <versioning><release>{version}</release><versions><version>{version}</version></versions></versioning></metadata>\n"
    )
}

fn name(Coordinates { group, artifact, version }: &Coordinates) -> String {
    format!("<groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>")
}
