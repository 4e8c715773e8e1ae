//! How fast a pack is verified, beside what SHA-256 alone takes for the same bytes in the same run.
//!
//! `cargo bench -p pack --bench verify [-- EVENTS…]`. A pack of so many events is made by
//! arithmetic, each with a text of a hundred letters, in a log with a tenth more. It is written to
//! a file under the folder for temporary files and verified from there by a process of its own, so
//! that the memory told is that of verifying.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "a measuring program that meets what it did not expect has nothing to say"
)]

#[path = "../../../benches/measure/mod.rs"]
mod measure;

use pack::{Account, Became, Held, PackWriter, Reason, Request, Selection, verify};
use proof::{Checkpoint, Hash, Signer, Tree, leaf_hash};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Read};
use std::path::Path;
use std::time::{Duration, Instant};

/// Every so many events of the log one is not in the pack.
const LEFT_OUT: u64 = 11;
/// Every so many texts one is withheld.
const WITHHELD: u64 = 10;
/// How often each is measured, in turns.
const RUNS: usize = 9;
const ORIGIN: &str = "golden-thread.test/0198f000";
const WORDS: &str = "The training was given to two of three teams; the third follows in March, when \
                     the “long” room is free.";

fn main() {
    // The process that verifies: it is named the file, and how many events are in it.
    if let Ok(file) = std::env::var("VERIFY_PACK") {
        return one(Path::new(&file));
    }
    println!("{}", measure::machine());
    println!(
        "SHA-256 by the processor's own instructions: {}",
        by_hardware()
    );
    let folder = std::env::temp_dir().join(format!("golden-thread-pack-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for events in measure::sizes(100_000) {
        let file = folder.join(format!("{events}.zip"));
        let (took, ()) = measure::timed(|| write(events, &file));
        println!(
            "\n{events} events, written in {} ms",
            measure::millis(took.wall)
        );
        let own = std::env::current_exe().unwrap();
        let run = std::process::Command::new(own)
            .env("VERIFY_PACK", &file)
            .status();
        assert!(run.unwrap().success());
        std::fs::remove_file(&file).unwrap();
    }
    std::fs::remove_dir(&folder).unwrap();
}

/// Verifies one pack, and hashes its bytes, in turns.
fn one(file: &Path) {
    let bytes = file.metadata().unwrap().len();
    // The first of each warms the page cache.
    let report = verify(File::open(file).unwrap(), &Held::default()).unwrap();
    assert!(report.genuine, "{:?}", report.problems);
    let (leaves, hashed) = (report.counts.leaves, report.hashed);
    drop(report);
    let memory = measure::memory().1;
    plain(file);
    let (mut verified, mut plainly) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        plainly.push(took(|| assert_ne!(plain(file), [0; 32])));
        verified.push(took(|| {
            let opened = File::open(file).unwrap();
            assert!(verify(opened, &Held::default()).unwrap().genuine);
        }));
    }
    let [verified, plainly] = [verified, plainly].map(middle);
    println!("bytes: {bytes}; hashed while verifying: {hashed}");
    println!("plain SHA-256: {}", told(bytes, plainly));
    println!(
        "verified: {}, {} events/s",
        told(bytes, verified),
        measure::thousands(leaves, verified.0)
    );
    let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
    let (clock, processor) = (ratio(plainly.0, verified.0), ratio(plainly.1, verified.1));
    let more = hashed as f64 / bytes as f64;
    println!(
        "of the plain rate over the file: {clock:.2} by the clock, {processor:.2} by processor"
    );
    println!(
        "of the plain rate over what is hashed: {:.2} by the clock, {:.2} by processor",
        clock * more,
        processor * more
    );
    println!("memory at its highest: {memory} MiB");
}

/// How long something takes by the clock, and how long all threads are on a processor for it.
type Times = (Duration, Duration);

fn took(work: impl FnOnce()) -> Times {
    let (begun, before) = (Instant::now(), processor_time());
    work();
    (begun.elapsed(), processor_time().saturating_sub(before))
}

/// The middle of the times by the clock, and the mean of those by processor, which are coarse.
fn middle(times: Vec<Times>) -> Times {
    let runs = u32::try_from(times.len()).unwrap();
    let processor = times
        .iter()
        .map(|(_, processor)| *processor)
        .sum::<Duration>()
        / runs;
    let mut clock: Vec<Duration> = times.into_iter().map(|(clock, _)| clock).collect();
    clock.sort_unstable();
    (clock[clock.len() / 2], processor)
}

fn told(bytes: u64, (clock, processor): Times) -> String {
    let rate = bytes as f64 / clock.as_secs_f64() / 1e6;
    let (clock, processor) = (measure::millis(clock), measure::millis(processor));
    format!("{clock} ms, {processor} ms of processor, {rate:.0} MB/s")
}

/// The hash of a file in pieces, as a program does it that knows nothing else of it.
fn plain(file: &Path) -> Hash {
    let mut file = File::open(file).unwrap();
    let mut hash = Sha256::new();
    let mut piece = vec![0; 256 * 1024];
    loop {
        let read = file.read(&mut piece).unwrap();
        if read == 0 {
            return hash.finalize().into();
        }
        hash.update(&piece[..read]);
    }
}

/// How long all threads of this process have been on a processor, in hundredths of a second.
fn processor_time() -> Duration {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = told.rsplit(')').next().unwrap_or_default();
    let ticks = |nth: usize| -> u64 {
        let word = after.split_whitespace().nth(nth);
        word.and_then(|word| word.parse().ok()).unwrap_or(0)
    };
    Duration::from_millis(10 * (ticks(11) + ticks(12)))
}

/// Whether the processor has instructions for SHA-256, which the hashing then uses.
fn by_hardware() -> &'static str {
    let told = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    if told
        .split_whitespace()
        .any(|flag| flag == "sha_ni" || flag == "sha2")
    {
        "yes"
    } else {
        "no"
    }
}

fn salt(position: u64) -> [u8; 32] {
    Sha256::digest(position.to_le_bytes()).into()
}

/// An event like a progress report, and the words of its text.
fn event(position: u64) -> (String, String) {
    let words = format!("{WORDS} So it was told for the {position}th time.");
    let commitment = hex::encode(proof::commitment(&salt(position), &words));
    let leaf = json!({
        "actor": {
            "agency": "0198f000-0000-7000-8000-0000000000aa", "kind": "person",
            "role": "agency_lead", "user": "0198f000-0000-7000-8000-0000000000bb",
        },
        "causation": null,
        "classification": "official",
        "correlation": format!("0198f000-0000-7000-9000-{position:012}"),
        "data": { "rag": "amber", "scheme": 1, "words": { "commitment": commitment } },
        "id": format!("0198f000-0000-7000-8000-{position:012}"),
        "late": false,
        "occurred_on": "2026-01-05",
        "position": position,
        "recorded_at": format!("2026-01-05T09:00:00.{:06}Z", position % 1_000_000),
        "schema": 1,
        "stream": { "id": format!("0198f000-0000-7000-a000-{:012}", position % 2000),
            "kind": "improvement_action" },
        "type": "progress_reported",
        "version": position / 2000 + 1,
    });
    (proof::to_canonical(&leaf).unwrap(), words)
}

/// The hashes of a log of so many events, to work out blocks of it.
struct Log(Vec<Hash>);

impl Log {
    fn root(&self, from: u64, to: u64) -> Hash {
        let mut tree = Tree::new();
        let [from, to] = [from, to].map(|at| usize::try_from(at).unwrap());
        for hash in &self.0[from..to] {
            tree.append(*hash);
        }
        tree.root()
    }
}

fn write(events: u64, file: &Path) {
    let size = events + events.div_ceil(LEFT_OUT - 1);
    let log = Log((1..=size)
        .map(|position| leaf_hash(event(position).0.as_bytes()))
        .collect());
    let signer = Signer::new(ORIGIN, &[7; 32]).unwrap();
    let checkpoint = Checkpoint {
        origin: ORIGIN.to_owned(),
        size,
        root: log.root(0, size),
    };
    let out = BufWriter::new(File::create(file).unwrap());
    let spools = [(); 2].map(|()| std::io::Cursor::new(Vec::new()));
    let mut writer = PackWriter::new(out, spools, request(&signer, &checkpoint)).unwrap();
    let mut blocks = |level: u32, index: u64| Ok(log.root(index << level, (index + 1) << level));
    let mut left = events;
    for position in 1..=size {
        if position % LEFT_OUT == 0 || left == 0 {
            continue;
        }
        left -= 1;
        let (leaf, words) = event(position);
        let became = if position % WITHHELD == 0 {
            Became::Withheld("third_party".into())
        } else {
            Became::Words {
                salt: salt(position),
                value: Cow::Owned(words),
            }
        };
        let account = Account {
            position,
            field: "/data/words".into(),
            became,
        };
        writer.leaf(&leaf, &[account], &mut blocks).unwrap();
    }
    writer.end_leaves(&mut blocks).unwrap();
    let assembled = "2026-03-04T10:15:00.000000Z";
    writer
        .finish(assembled, |text| signer.sign_text(text))
        .unwrap();
}

fn request(signer: &Signer, checkpoint: &Checkpoint) -> Request {
    Request {
        pack: "0198f000-0000-7000-8000-000000000001".into(),
        log: "0198f000-0000-7000-8000-00000000000a".into(),
        key: signer.verifier(),
        as_at: "2026-03-01T00:00:00.000000Z".into(),
        request: "Request 4".into(),
        recipient: "The inspectorate".into(),
        purpose: "To be measured".into(),
        selection: Selection {
            data: json!(null),
            words: "Everything but every eleventh event".into(),
        },
        reasons: vec![Reason {
            code: "third_party".into(),
            words: "It names somebody else".into(),
        }],
        checkpoint: signer.sign(checkpoint),
    }
}
