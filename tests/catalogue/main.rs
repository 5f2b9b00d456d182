//! The catalogue and the tables of what each release declares, held against each other both ways.
//!
//! What rows look for was in Flink 1, and what they write is in the target; what the target has
//! lost is named by a row, or stands in `transforms/uncovered.toml` with a reason.

use flinkmod::flink::Api;
use flinkmod::snapshot::FileKind;

use rows::{Named, Spoken};
use uncovered::Reasons;

mod artifacts;
mod declared;
mod gone;
mod rows;
mod uncovered;

#[test]
fn rows_look_for_what_flink_1_has() {
    let outside = Reasons::outside();
    let mut wrong = Vec::new();
    for Named { transform, names } in rows::names() {
        let old = names.old.iter().filter(|name| !declared::in_old_release(name));
        let either = names.either.iter().filter(|name| !declared::in_some_release(name));
        let unknown = old.chain(either).filter(|name| !outside.has(name));
        wrong.extend(unknown.map(|name| format!("{transform}: {name}")));
    }
    assert!(wrong.is_empty(), "no release of Flink 1 has what these rows look for:\n{}", wrong.join("\n"));
}

#[test]
fn rows_write_what_the_target_has() {
    let (outside, targets) = (Reasons::outside(), declared::targets());
    let mut wrong = Vec::new();
    for Named { transform, names } in rows::names() {
        // A row that is about something else than a target lacks has nothing to say there.
        let concerned = targets.iter().filter(|target| {
            names.old.is_empty() || names.old.iter().any(|name| !declared::in_release(**target, name))
        });
        for target in concerned {
            let missing = names.new.iter().filter(|name| !declared::in_release(*target, name));
            let missing = missing.filter(|name| !outside.has(name));
            wrong.extend(missing.map(|name| format!("{transform}: {name} in {}", target.name)));
        }
    }
    assert!(wrong.is_empty(), "a target has not what these rows write:\n{}", wrong.join("\n"));
}

#[test]
fn what_is_gone_is_named_or_has_a_reason() {
    let (spoken, reasons) = (Spoken::of_all(), Reasons::uncovered());
    let silent = gone::all().into_iter().filter(|name| !spoken.has(name) && !reasons.has(name));
    let silent: Vec<String> = silent.collect();
    assert!(
        silent.is_empty(),
        "{} that the target lost are in no row and not in transforms/uncovered.toml:\n{}",
        silent.len(),
        silent.join("\n")
    );
}

#[test]
fn reasons_are_about_what_is_gone_and_in_no_row() {
    let spoken = Spoken::of_all();
    let open: Vec<String> = gone::all().into_iter().filter(|name| !spoken.has(name)).collect();
    let idle = Reasons::uncovered().idle(|name| open.iter().any(|gone| rows::is_in(gone, name)));
    assert!(idle.is_empty(), "take these out of transforms/uncovered.toml: {idle:#?}");
}

#[test]
fn names_from_outside_are_needed() {
    let unknown: Vec<String> = rows::names()
        .into_iter()
        .flat_map(|named| {
            let Named { names, .. } = named;
            let old = names.old.into_iter().filter(|name| !declared::in_old_release(name));
            let new = names.new.into_iter().filter(|name| !declared::in_release(gone::target(), name));
            old.chain(new).collect::<Vec<_>>()
        })
        .collect();
    let idle = Reasons::outside().idle(|name| unknown.iter().any(|unknown| rows::is_in(unknown, name)));
    assert!(idle.is_empty(), "take these out of transforms/uncovered.toml: {idle:#?}");
}

#[test]
fn advice_is_about_what_is_gone() {
    let all = gone::ever();
    let last_resort = rows::names().into_iter().filter(|named| named.transform == "removed_api");
    let advised = last_resort.flat_map(|named| named.names.old);
    let idle: Vec<String> = advised.filter(|name| !all.iter().any(|gone| rows::is_in(gone, name))).collect();
    assert!(idle.is_empty(), "the target still has what this advice is about: {idle:#?}");
}

#[test]
fn rules_about_java_say_what_they_name() {
    let silent = rows::transforms().into_iter().filter(|transform| {
        let mut about_java = transform.rules.iter().filter(|rule| {
            let files = rule.wants().files;
            let java = files.iter().find(|(kind, words)| *kind == FileKind::Java && !words.is_empty());
            // What looks for the same words in files of every kind knows nothing of classes.
            java.is_some_and(|java| !files.iter().any(|other| other.0 != java.0 && other.1 == java.1))
        });
        about_java.any(|rule| !rule.reads_broken() && rule.names().is_empty())
    });
    let silent: Vec<String> = silent.map(|transform| transform.id.to_string()).collect();
    assert!(silent.is_empty(), "rules of these transforms leave `Rule::names` out: {silent:?}");
}

#[test]
fn the_count_is_of_the_right_size() {
    let all = gone::all();
    let (classes, members): (Vec<_>, Vec<_>) = all.iter().partition(|name| Api.class(name).is_some());
    assert!(classes.len() > 900 && members.len() > 700, "{} and {}", classes.len(), members.len());
}
