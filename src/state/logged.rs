//! What logs say of types, tied to the classes of the repository and to the state that holds them.

use super::kept::{Kept, Verdict};
use super::places::Places;
use super::serializer::Fate;
use crate::finding::Site;
use crate::logs::{Logged, Logs};
use crate::types::Project;

/// A class that logs name.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its name, as Java's runtime has it.
    pub name: String,
    /// What they say.
    pub logged: Logged,
    /// Where the repository declares it; several modules may.
    pub declared: Vec<Site>,
    /// The state that holds it, as positions in the list.
    pub held: Vec<usize>,
}

/// The classes of `logs`; where they know better than the sources, the verdict of the state changes.
pub fn known(project: &Project, logs: &Logs, kept: &mut [Kept], places: &Places) -> Vec<Known> {
    let mut known = Vec::new();
    for (name, logged) in &logs.classes {
        let qualified = name.replace('$', ".");
        let holds = |(_, kept): &(usize, &Kept)| kept.classes.contains(&qualified);
        let held: Vec<usize> = kept.iter().enumerate().filter(holds).map(|(index, _)| index).collect();
        for index in &held {
            let of = if logged.fields.is_empty() {
                qualified.clone()
            } else {
                format!("{qualified}.{}", logged.fields[0])
            };
            correct(&mut kept[*index], &of, &logged.why, places);
        }
        let declared = declared(project, name, &qualified);
        known.push(Known { name: name.clone(), logged: logged.clone(), declared, held });
    }
    known
}

/// Where the class is declared.
fn declared(project: &Project, name: &str, qualified: &str) -> Vec<Site> {
    let outermost = name.split('$').next().unwrap_or(name);
    let files = project.java_files_of(outermost).into_iter();
    let files = files.filter(|(path, _)| project.snapshot().in_scope(path));
    let sites = files.filter_map(|(path, file)| {
        let declared = file.types.iter().find(|one| one.qualified == qualified)?;
        Some(Site { path, span: declared.name_span? })
    });
    sites.collect()
}

/// What is not known from the sources is known now; what they say otherwise is not known any more.
fn correct(kept: &mut Kept, of: &str, why: &str, places: &Places) {
    match &kept.verdict {
        Verdict::Type(Fate::Unknown(_)) => {
            let why = format!("The logs say that Kryo serializes `{of}` in Flink 1: it {why}.");
            kept.verdict = Verdict::Never(why, places.lost.trim().to_owned());
        }
        Verdict::Type(Fate::Restored) => {
            let why =
                format!("The logs say that Kryo serializes `{of}` in Flink 1: it {why}. The sources do not.");
            kept.verdict = Verdict::Untold(why, places.differs.clone());
        }
        Verdict::Type(Fate::Lost(_)) | Verdict::Never(..) | Verdict::Untold(..) => {}
    }
}
