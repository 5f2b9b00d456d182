//! How long a plan takes: `cargo bench`.
//!
//! Without more, over the bundled applications; with `FLINKMOD_BENCH=<folder>`, over that folder as it lies;
//! and over build files of a size that nobody should notice.

mod builds;

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use flinkmod::catalog;
use flinkmod::engine::{self, Silent};
use flinkmod::flink::Api;
use flinkmod::settings::Settings;
use flinkmod::snapshot::{FileKind, Snapshot};
use flinkmod::transforms::{RELEASES, TRANSFORMS};

const CLASS: &str = "org.apache.flink.streaming.api.windowing.time.Time";

fn plan(criterion: &mut Criterion) {
    let bundled = || Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/projects");
    let folder = std::env::var_os("FLINKMOD_BENCH").map_or_else(bundled, PathBuf::from);
    let files = read(&folder);
    let releases = catalog::releases(RELEASES).expect("the releases are sound");
    let target = releases.into_iter().find(|release| release.version == "2.2.0").expect("2.2.0 is a target");
    let settings = Settings::new(target);

    let mut group = criterion.benchmark_group("plan");
    group.bench_function("catalog", |bencher| bencher.iter(|| catalog::load(black_box(TRANSFORMS))));
    let catalog = catalog::load(TRANSFORMS).expect("the transform files are sound");
    group.bench_function("one class of Flink", |bencher| bencher.iter(|| Api.class(black_box(CLASS))));
    let mut over = |name: &str, files: BTreeMap<String, Vec<u8>>| {
        group.throughput(Throughput::Bytes(files.values().map(|bytes| bytes.len() as u64).sum()));
        let snapshot = Snapshot::of_files(files);
        group.bench_function(name, |bencher| {
            bencher.iter(|| engine::plan(black_box(snapshot.clone()), &catalog, &settings, &Silent));
        });
    };
    over("files", files);
    over("a pom of 5,000 lines", builds::long_pom());
    over("a reactor of 300 modules", builds::reactor());
    group.finish();
}

/// All files of `folder` that flinkmod reads.
fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = ignore::Walk::new(folder).filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let named = files.filter_map(|entry| {
        let path = entry.path().strip_prefix(folder).ok()?.to_str()?.replace('\\', "/");
        FileKind::of(&path)?;
        Some((path, fs::read(entry.path()).ok()?))
    });
    named.collect()
}

criterion_group!(benches, plan);
criterion_main!(benches);
