//! The configuration as an administrator meets it.

use super::cli::{refused, run};
use serde_json::Value;
use std::process::Command;

/// A folder with a configuration file in it.
fn with(file: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gt.toml");
    std::fs::write(&path, file).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

fn check(file: &str, arguments: &[&str]) -> (bool, String) {
    let (_folder, path) = with(file);
    let output = Command::new(env!("CARGO_BIN_EXE_golden-thread"))
        .args(["config", "check", "--config", &path])
        .args(arguments)
        .env("GOLDEN_THREAD_MAIL_PASSWORD", "Marigoldlantern")
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(!told.contains("Marigoldlantern"), "{told}");
    (output.status.success(), told)
}

#[test]
fn config_check_prints_what_is_in_effect_and_who_said_it() {
    let file = "data = \"/srv/gt\"\n[log]\nformat = \"json\"\n[mail]\nhost = \"mail.example\"\n\
                from = \"gt@example.org\"\nusername = \"gt\"\n[[provider]]\nname = \"council\"\n\
                label = \"Council\"\nissuer = \"https://login.example.org\"\nclient_id = \"gt\"\n\
                client_secret = { environment = \"GOLDEN_THREAD_MAIL_PASSWORD\" }\n";
    let (ok, told) = check(file, &["--log-level", "debug"]);
    assert!(ok, "{told}");
    for line in [
        "listen = \"127.0.0.1:8420\"  # default",
        "level = \"debug\"  # from --log-level",
        "[[provider]]",
        "[provider.client_secret]",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    let said = told
        .lines()
        .find(|line| line.starts_with("data = "))
        .unwrap();
    assert!(
        said.contains("\"/srv/gt\"  # from ") && said.ends_with("gt.toml"),
        "{said}"
    );
    // What is printed is a file again that says the same.
    let (ok, again) = check(&told, &["--json"]);
    assert!(ok, "{again}");
    let json: Value = serde_json::from_str(&again).unwrap();
    assert_eq!(json["configuration"]["data"], "/srv/gt");
    assert_eq!(json["configuration"]["log"]["level"], "debug");
    assert_eq!(json["configuration"]["provider"][0]["name"], "council");
}

#[test]
fn config_check_tells_everything_that_is_wrong() {
    let file = "[server]\nlistne = \"x\"\nshutdown_seconds = \"soon\"\n";
    let (ok, told) = check(file, &["--listen", "nowhere", "--json"]);
    assert!(!ok);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["ok"], false);
    let problems = told["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(told.to_string().contains("--listen"), "{told}");
    assert!(!check(file, &[]).0);
}

#[test]
fn every_command_takes_the_folder_from_the_file_unless_it_is_told_another() {
    let (folder, path) = with("data = \"PLACE/data\"\n");
    let place = folder.path().to_str().unwrap();
    std::fs::write(&path, format!("data = \"{place}/named\"\n")).unwrap();
    let told = |arguments: &[&str], variable: Option<&str>| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_golden-thread"));
        program.args(["status", "--config", &path]).args(arguments);
        program.env_remove("GOLDEN_THREAD_DATA");
        program.envs(variable.map(|value| ("GOLDEN_THREAD_DATA", value)));
        refused(&program.output().unwrap())
    };
    let other = format!("{place}/other");
    assert!(told(&[], None).contains("/named"), "{}", told(&[], None));
    assert!(told(&["--data", &other], None).contains("/other"));
    assert!(told(&[], Some(&other)).contains("/other"));
}

#[test]
fn a_file_that_will_not_do_stops_every_command() {
    let (folder, path) = with("dta = \"x\"\n");
    for command in [&["serve"][..], &["status"], &["verify"]] {
        let arguments = [command, &["--config", &path]].concat();
        let told = refused(&run(&folder.path().join("data"), &arguments));
        assert!(told.contains("the nearest there is: data"), "{told}");
    }
    assert!(!folder.path().join("data").exists());
}

#[test]
fn no_flag_takes_a_secret() {
    for command in [&["serve"][..], &["config", "check"]] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_golden-thread"));
        let help = program.args(command).arg("--help").output().unwrap();
        let help = String::from_utf8(help.stdout).unwrap();
        for line in help
            .lines()
            .filter(|line| line.trim_start().starts_with("--"))
        {
            let flag = line.split_whitespace().next().unwrap();
            let named_file = flag.ends_with("-file") || flag == "--tls-key";
            let secret = ["password", "secret", "key", "token"]
                .iter()
                .any(|w| flag.contains(w));
            assert!(!secret || named_file, "{flag}");
        }
    }
}
