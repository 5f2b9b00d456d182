//! How fast logs are read, and how that is to `grep -F`: `cargo bench --bench logs`.
//!
//! The file is warm in memory; `FLINKMOD_BENCH_LOG=<file>` names another one.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use flinkmod::logs::{self, Messages};
use flinkmod::transforms::STATE_LOGS;

const SIZE: u64 = 1024 * 1024 * 1024;
const ROUNDS: usize = 5;

fn main() {
    let folder = tempfile::tempdir().expect("there is room for a file");
    let named = std::env::var_os("FLINKMOD_BENCH_LOG").map(PathBuf::from);
    let file = named.unwrap_or_else(|| made(&folder.path().join("taskmanager.log")));
    let size = fs::metadata(&file).expect("the file is there").len();
    let messages = Messages::read(STATE_LOGS).expect("the table is sound");
    let own = best(|| assert_eq!(logs::read(&file, &messages).bytes, size));
    let grep = best(|| {
        let mut grep = Command::new("grep");
        grep.args(["-F", "-c", "cannot be used as a POJO type"]).arg(&file);
        // With its output thrown away, grep would stop at the first line.
        grep.env("LC_ALL", "C").output().expect("grep runs");
    });
    // Bytes a microsecond are MB a second.
    let rate = |time: Duration| u128::from(size) / time.as_micros().max(1);
    let mut out = std::io::stdout();
    let said = writeln!(
        out,
        "logs: {} MB/s; `grep -F` for one of the messages: {} MB/s; that is {} %",
        rate(own),
        rate(grep),
        100 * rate(own) / rate(grep).max(1)
    );
    said.expect("the result can be written");
}

/// The shortest of several rounds.
fn best(mut round: impl FnMut()) -> Duration {
    let mut timed = || {
        let begin = Instant::now();
        round();
        begin.elapsed()
    };
    (0..ROUNDS).map(|_| timed()).min().expect("there is a round")
}

/// A log as a job manager writes it, with a message in ten thousand lines.
fn made(path: &Path) -> PathBuf {
    let mut out = BufWriter::new(File::create(path).expect("there is room for a file"));
    let mut written = 0;
    for number in 0_u64.. {
        let what = match number % 10_000 {
            0 => {
                "Class class org.acme.Event cannot be used as a POJO type because not all fields are valid POJO fields, and must be processed as GenericType."
            }
            1..4000 => {
                "Completed checkpoint 4711 for job 00000000000000000000000000000000 (123456 bytes, checkpointDuration=512 ms, finalizationTime=3 ms)."
            }
            _ => {
                "Source: Kinesis orders -> Map (3/8)#0 switched from INITIALIZING to RUNNING, this is not public news."
            }
        };
        let line = format!(
            "2024-05-06 07:08:09,{:03} INFO  org.apache.flink.runtime.Some [] - {what}\n",
            number % 1000
        );
        out.write_all(line.as_bytes()).expect("there is room for a file");
        written += line.len() as u64;
        if written > SIZE {
            break;
        }
    }
    out.flush().expect("there is room for a file");
    path.to_owned()
}
