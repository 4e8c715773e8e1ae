//! The master key, as whoever looks after it meets it: made, lost, opened again, changed.

use super::cli::{refused, run};
use super::sample::PLAN_CSV;
use serde_json::Value;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder with a plan in it, and its master key beside it.
pub(super) fn recorded() -> (TempDir, PathBuf, String) {
    let beside = tempfile::tempdir().unwrap();
    let folder = beside.path().join("data");
    let plan = beside.path().join("plan.csv");
    std::fs::write(&plan, PLAN_CSV).unwrap();
    let output = run(
        &folder,
        &["import", "plan", plan.to_str().unwrap(), "--yes"],
    );
    (beside, folder, told(&output))
}

#[track_caller]
fn told(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    told
}

/// Runs a command that reads something from standard input.
fn given(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_golden-thread"))
        .args(arguments)
        .env("GOLDEN_THREAD_DATA", folder)
        .env_remove("GOLDEN_THREAD_MASTER_KEY")
        .env_remove("GOLDEN_THREAD_MASTER_KEY_FILE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that refuses before it reads has gone already.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn status(folder: &Path, key: &Path) -> Value {
    let named = ["--master-key-file", key.to_str().unwrap()];
    let output = run(folder, &[&["key", "status", "--json"][..], &named].concat());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The words of an action, which only the right key tells.
fn words(folder: &Path, key: &Path) -> bool {
    let named = ["--master-key-file", key.to_str().unwrap()];
    let output = run(folder, &[&["trail", "--json"][..], &named].concat());
    String::from_utf8_lossy(&output.stdout).contains("Agree one referral form")
}

#[test]
fn the_first_start_says_what_is_lost_with_the_key_and_what_to_do_now() {
    let (beside, folder, told) = recorded();
    for words in [
        "A new master key was written to",
        "nobody can ever read the words",
        "What stays is",
        "golden-thread key recovery --data",
    ] {
        assert!(told.contains(words), "{told}");
    }
    let key = beside.path().join("data.master-key");
    let kept = std::fs::read_to_string(&key).unwrap();
    assert!(!told.contains(kept.trim()));
    let found = status(&folder, &key);
    assert_eq!(
        (&found["ok"], &found["opens"]),
        (&true.into(), &true.into())
    );
    assert_eq!(found["recovery_made_at"], Value::Null);
    let output = run(&folder, &["key", "status"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && said.contains("it opens this record"),
        "{said}"
    );
    assert!(
        said.contains("Recovery key: none") && said.contains("no backup"),
        "{said}"
    );
}

#[test]
fn a_lost_master_key_is_written_again_from_the_recovery_key() {
    let (beside, folder, _) = recorded();
    let key = beside.path().join("data.master-key");
    let on_paper = run(&folder, &["key", "recovery", "--yes-print"]);
    told(&on_paper);
    let on_paper = String::from_utf8(on_paper.stdout).unwrap();
    let before = std::fs::read_to_string(&key).unwrap();
    std::fs::remove_file(&key).unwrap();

    let lost = refused(&run(&folder, &["checkpoint"]));
    assert!(lost.contains("golden-thread key recover --data"), "{lost}");
    assert!(
        !key.exists(),
        "no new key is made for a record that is there"
    );
    let output = run(&folder, &["key", "status"]);
    assert!(!output.status.success());

    let out = ["key", "recover", "--out", key.to_str().unwrap()];
    let mistyped = on_paper.replacen(
        &on_paper[12..13],
        if &on_paper[12..13] == "7" { "8" } else { "7" },
        1,
    );
    let wrong = refused(&given(&folder, &out, &mistyped));
    assert!(wrong.contains("mistyped: group"), "{wrong}");
    assert!(!wrong.contains(on_paper.trim()) && !key.exists());
    let inside = folder.join("key");
    let kept_there = ["key", "recover", "--out", inside.to_str().unwrap()];
    let wrong = refused(&given(&folder, &kept_there, &on_paper));
    assert!(wrong.contains("must not") && !inside.exists(), "{wrong}");

    told(&given(&folder, &out, &on_paper.to_lowercase()));
    assert_eq!(std::fs::read_to_string(&key).unwrap(), before);
    let mode = std::fs::metadata(&key).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(words(&folder, &key));
    let there = refused(&given(&folder, &out, &on_paper));
    assert!(there.contains("is there already"), "{there}");
}

#[test]
fn a_recovery_key_is_not_written_into_a_pipe_unasked() {
    let (beside, folder, _) = recorded();
    let key = beside.path().join("data.master-key");
    let why = refused(&run(&folder, &["key", "recovery"]));
    assert!(why.contains("--yes-print"), "{why}");
    assert_eq!(status(&folder, &key)["recovery_made_at"], Value::Null);
    let out = beside.path().join("again");
    let none = refused(&given(
        &folder,
        &["key", "recover", "--out", out.to_str().unwrap()],
        "x",
    ));
    assert!(none.contains("no recovery key was made"), "{none}");
}

#[test]
fn a_changed_master_key_opens_everything_and_the_old_one_nothing() {
    let (beside, folder, _) = recorded();
    let (old, new) = (
        beside.path().join("data.master-key"),
        beside.path().join("new-key"),
    );
    told(&run(&folder, &["key", "recovery", "--yes-print"]));
    let nowhere = refused(&run(&folder, &["key", "rotate", "--yes-print"]));
    assert!(nowhere.contains("--new-key-file"), "{nowhere}");
    let rotate = ["key", "rotate", "--new-key-file", new.to_str().unwrap()];
    let unasked = refused(&run(&folder, &rotate));
    assert!(
        unasked.contains("--yes-print") && !new.exists(),
        "{unasked}"
    );

    let rotated = run(&folder, &[&rotate[..], &["--yes-print"]].concat());
    let said = told(&rotated);
    assert!(
        said.contains("Replace every backup of the key file"),
        "{said}"
    );
    assert!(old.exists(), "the old key is its owner's to destroy");
    assert!(words(&folder, &new) && !words(&folder, &old));
    let found = status(&folder, &new);
    assert!(
        found["rotated_at"].is_string() && found["opens"] == true,
        "{found}"
    );
    assert_eq!(status(&folder, &old)["opens"], false);
    let wrong = refused(&run(&folder, &["checkpoint"]));
    assert!(
        wrong.contains("after a rotation only the new one opens it"),
        "{wrong}"
    );

    let again = told(&run(&folder, &[&rotate[..], &["--yes-print"]].concat()));
    assert!(again.contains("in its place already"), "{again}");
    let recovery = String::from_utf8(rotated.stdout).unwrap();
    let out = beside.path().join("recovered");
    let recover = ["key", "recover", "--out", out.to_str().unwrap()];
    told(&given(&folder, &recover, &recovery));
    let keys = [&out, &new].map(|file| std::fs::read_to_string(file).unwrap());
    assert_eq!(keys[0], keys[1]);
    let named = ["verify", "--json"];
    told(&run(&folder, &named));
}

#[test]
fn a_master_key_that_others_can_read_is_refused() {
    let (beside, folder, _) = recorded();
    let key = beside.path().join("data.master-key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let why = refused(&run(&folder, &["checkpoint"]));
    assert!(why.contains("chmod 600"), "{why}");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    told(&run(&folder, &["checkpoint"]));
}
