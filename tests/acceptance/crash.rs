//! A real server killed while it is written to, and a disk that is full.

use super::office::Programs;
use super::running::Served;
use serde_json::{Value, json};
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// How many programs write: each has a limit of its own.
const PROGRAMS: usize = 40;

fn plan(title: &str) -> Value {
    json!({ "data": { "title": title, "from": "2021-04-01", "to": "2022-03-31" } })
}

#[test]
fn what_was_acknowledged_survives_being_killed() {
    let rounds = 4;
    let beside = tempfile::tempdir().unwrap();
    let folder = beside.path().join("data");
    let programs = Programs::of(&folder, PROGRAMS);
    let acknowledged: Mutex<Vec<(u64, String)>> = Mutex::new(Vec::new());
    for round in 0..rounds {
        let mut served = Served::start(&folder, &programs);
        let enough = 20 + 15 * round;
        let reached = std::sync::Barrier::new(4);
        let count = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for writer in 0..3 {
                let (served, acknowledged, count, reached) =
                    (&served, &acknowledged, &count, &reached);
                scope.spawn(move || {
                    let mut told = false;
                    for number in 0.. {
                        let title = format!("Plan {round} {writer} {number}");
                        let Ok(answer) = served.write("/plan/draft_plan", &plan(&title)) else {
                            break;
                        };
                        assert_eq!(answer.status, 201, "{}", answer.text());
                        acknowledged
                            .lock()
                            .unwrap()
                            .push((answer.positions()[0], title));
                        let so_far = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                        if so_far >= enough && !told {
                            told = true;
                            reached.wait();
                        }
                    }
                });
            }
            let process = served.process().to_string();
            reached.wait();
            let killed = Command::new("kill")
                .args(["-9", &process])
                .status()
                .unwrap();
            assert!(killed.success());
        });
        served.kill();
    }
    let served = Served::start(&folder, &programs);
    let acknowledged = acknowledged.into_inner().unwrap();
    assert!(
        acknowledged.len() > 100,
        "{} were acknowledged",
        acknowledged.len()
    );
    for (position, title) in &acknowledged {
        let event = served.read(&format!("/trail/{position}"));
        assert_eq!(
            event["data"]["title"],
            title.as_str(),
            "position {position}"
        );
    }
    drop(served);
    let verified = Command::new(env!("CARGO_BIN_EXE_golden-thread"))
        .args(["verify", "--json", "--data"])
        .arg(&folder)
        .output()
        .unwrap();
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stdout)
    );
}

/// A small file system in memory, taken away again when it is dropped.
#[cfg(target_os = "linux")]
struct Small(tempfile::TempDir);

#[cfg(target_os = "linux")]
impl Small {
    fn mount(megabytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        mounted
            .is_ok_and(|status| status.success())
            .then_some(Self(folder))
    }
}

#[cfg(target_os = "linux")]
impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_refuses_and_loses_nothing() {
    let Some(disk) = Small::mount(128) else {
        eprintln!("skipped: this user may not mount a small disk");
        return;
    };
    let folder = disk.0.path().join("data");
    let programs = Programs::of(&folder, PROGRAMS);
    let mut served = Served::start(&folder, &programs);
    let first = served
        .write("/plan/draft_plan", &plan("The first plan"))
        .unwrap()
        .is(201);
    let mut acknowledged = first.positions();
    let filler = disk.0.path().join("filler");
    // It ends early, when nothing more fits.
    let _ = std::fs::write(&filler, vec![0_u8; 128 * 1024 * 1024]);
    let words = "Nothing of this may be half-written. ".repeat(500);
    let mut refused = None;
    for turn in 0..60 {
        let answer = served
            .write("/commands", &groups(&served, turn, &words))
            .unwrap();
        if answer.status != 200 {
            refused = Some(answer);
            break;
        }
        acknowledged.extend(answer.positions());
    }
    refused.expect("a full disk refuses").is(503);
    assert!(served.read("/plans")["rows"].is_array(), "reading goes on");
    std::fs::remove_file(&filler).unwrap();
    let more = served
        .write("/plan/draft_plan", &plan("There is room again"))
        .unwrap()
        .is(201);
    acknowledged.extend(more.positions());
    served.kill();
    let served = Served::start(&folder, &programs);
    let size = served.read("/health")["events"].as_u64().unwrap();
    assert_eq!(
        acknowledged.last(),
        Some(&size),
        "nothing was recorded that was refused"
    );
    for position in acknowledged {
        assert_eq!(
            served.read(&format!("/trail/{position}"))["position"],
            position
        );
    }
    served
        .write("/plan/draft_plan", &plan("After a restart"))
        .unwrap()
        .is(201);
    drop(served);
    assert!(events::log::verify(&folder).ok());
}

/// Many groups with long terms of reference, about two megabytes, to be recorded together.
#[cfg(target_os = "linux")]
fn groups(served: &Served<'_>, turn: u32, words: &str) -> Value {
    let partnership =
        served.read("/trail?kind=partnership&per_page=1")["rows"][0]["stream"].clone();
    let stream = format!("partnership/{}", partnership["id"].as_str().unwrap());
    let group = |number: u32| {
        json!({
            "stream": stream,
            "command": "constitute_sub_group",
            "data": {
                "group": format!("0198f0c2-7a3b-7c41-8d52-{:012x}", turn * 1000 + number),
                "name": format!("Group {turn} {number}"),
                "terms_of_reference": words,
                "quorum": 1,
                "meetings_per_year": 4,
            },
        })
    };
    json!({ "commands": (0..100).map(group).collect::<Vec<_>>() })
}

/// Taken away by the system itself, so that even root cannot write.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_read_and_not_served() {
    let Some(disk) = Small::mount(128) else {
        eprintln!("skipped: this user may not mount a small disk");
        return;
    };
    let folder = disk.0.path().join("data");
    let programs = Programs::of(&folder, PROGRAMS);
    let mut served = Served::start(&folder, &programs);
    served
        .write("/plan/draft_plan", &plan("The first plan"))
        .unwrap()
        .is(201);
    served.kill();
    let remounted = Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(disk.0.path())
        .status()
        .unwrap();
    assert!(remounted.success());
    let run = |arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_golden-thread"));
        program
            .args(arguments)
            .arg("--data")
            .arg(&folder)
            .output()
            .unwrap()
    };
    let serving = run(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(!serving.status.success());
    let told = String::from_utf8_lossy(&serving.stderr).into_owned();
    assert!(
        told.contains("data") && !told.contains("panicked"),
        "{told}"
    );
    for command in ["status", "trail", "verify"] {
        let read = run(&[command, "--json"]);
        assert!(
            read.status.success(),
            "{command}: {}",
            String::from_utf8_lossy(&read.stderr)
        );
    }
}
