//! What is shipped beside the program: the example file, the unit, the image, the package, and the
//! handbook, each held against the program itself.

use golden_thread::config::{Config, PROVIDER_KEYS, Sources, keys};
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

const EXAMPLE: &str = "assets/packaging/golden-thread.toml";

#[test]
fn the_example_file_is_accepted_as_it_is_and_listens_on_this_machine() {
    let config = Config::load(&Sources {
        file: Some(path(EXAMPLE)),
        ..Sources::default()
    });
    let config = config.unwrap();
    assert!(config.server.listen.ip().is_loopback());
    assert!(config.data.is_absolute());
}

#[test]
fn the_example_file_is_accepted_with_everything_it_suggests() {
    let mut whole = String::new();
    for line in text(EXAMPLE).lines() {
        let bare = line.trim_start_matches("# ");
        let is_key = bare.split_once(" = ").is_some_and(|(name, _)| {
            let of_provider = PROVIDER_KEYS.iter().any(|(key, _)| *key == name);
            of_provider || keys::KEYS.iter().any(|key| key.name == name)
        });
        let is_said = is_key || bare.starts_with('[');
        whole.push_str(if is_said { bare } else { line });
        whole.push('\n');
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gt.toml");
    std::fs::write(&file, &whole).unwrap();
    let sources = Sources {
        file: Some(file),
        ..Sources::default()
    };
    let config = Config::load(&sources).unwrap();
    let [provider] = config.providers_shown() else {
        panic!("one provider stands in it")
    };
    for (key, _) in PROVIDER_KEYS {
        assert!(provider.contains_key(*key), "{key}");
    }
    // Every key there is stands in it.
    for key in keys::KEYS {
        let path = key.path();
        let found = config.told().iter().find(|(told, ..)| *told == path);
        let origin = &found.unwrap_or_else(|| panic!("{path}")).2;
        assert!(origin.to_string().ends_with("gt.toml"), "{path}: {origin}");
    }
}

#[test]
fn the_handbook_names_every_key_its_limits_and_its_default() {
    let handbook = text("docs/operations.md");
    for key in keys::KEYS {
        let row = format!("| `{}` |", key.path());
        let line = handbook.lines().find(|line| line.starts_with(&row));
        let line = line.unwrap_or_else(|| panic!("docs/operations.md has no row {row}"));
        if let Some(default) = key.default.filter(|default| !default.is_empty()) {
            assert!(line.contains(&format!("`{default}`")), "{default}: {line}");
        }
        match key.takes {
            keys::Takes::Number(least, most) => {
                assert!(line.contains(&format!("{least} to {most}")), "{line}");
            }
            keys::Takes::OneOf(words) => {
                for word in words {
                    assert!(line.contains(&format!("`{word}`")), "{word}: {line}");
                }
            }
            _ => {}
        }
    }
    let (_, of_provider) = handbook.split_once("key of `[[provider]]`").unwrap();
    for (key, _) in PROVIDER_KEYS {
        assert!(of_provider.contains(&format!("\n| `{key}` |")), "{key}");
    }
    for row in handbook.lines().filter(|line| line.starts_with("| `")) {
        let name = row.trim_start_matches("| `").split('`').next().unwrap();
        let is_variable = name.starts_with("GOLDEN_THREAD");
        let about_a_key = name == "data" || name == "master_key_file" || name.contains('.');
        let known = keys::Key::of(name).is_some();
        assert!(
            known || is_variable || !about_a_key,
            "there is no key {name}"
        );
    }
}

#[test]
fn what_the_debian_package_holds_is_there() {
    let manifest: toml::Table = text("Cargo.toml").parse().unwrap();
    let deb = &manifest["package"]["metadata"]["deb"];
    let mut placed = Vec::new();
    for asset in deb["assets"].as_array().unwrap() {
        let [from, to, mode] = asset.as_array().unwrap().as_slice() else {
            panic!("{asset}");
        };
        let (from, to) = (from.as_str().unwrap(), to.as_str().unwrap());
        let built = from.starts_with("target/release/");
        assert!(built || path(from).is_file(), "{from}");
        assert!(
            !mode.as_str().unwrap().ends_with('7'),
            "{to} can be written by anybody"
        );
        placed.push(to);
    }
    for wanted in [
        "usr/bin/",
        "etc/golden-thread/golden-thread.toml",
        "usr/share/doc/golden-thread/",
    ] {
        assert!(placed.contains(&wanted), "{wanted}: {placed:?}");
    }
    // The package takes the unit and its user from where they lie, by their names.
    let units = deb["systemd-units"]["unit-scripts"].as_str().unwrap();
    let name = deb["systemd-units"]["unit-name"].as_str().unwrap();
    for kind in ["service", "sysusers"] {
        let file = format!("{units}/{name}.{kind}");
        assert!(path(&file).is_file(), "{file}");
    }
    let scripts = path(deb["maintainer-scripts"].as_str().unwrap());
    for script in std::fs::read_dir(scripts).unwrap() {
        let script = std::fs::read_to_string(script.unwrap().path()).unwrap();
        assert!(script.contains("#DEBHELPER#"));
        for secret in ["master-key", "random", "openssl"] {
            assert!(
                !script.contains(secret),
                "a script makes nothing secret: {script}"
            );
        }
    }
}

#[test]
fn the_unit_may_do_little() {
    let unit = text("assets/packaging/golden-thread.service");
    for line in [
        "User=golden-thread",
        "UMask=0077",
        "StateDirectory=golden-thread",
        "LoadCredential=golden-thread-master-key:/etc/golden-thread/master-key",
        "CapabilityBoundingSet=",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "MemoryDenyWriteExecute=yes",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
        "SystemCallFilter=@system-service",
    ] {
        assert!(unit.lines().any(|found| found == line), "{line}");
    }
    assert!(unit.contains(golden_thread::master_key::CREDENTIAL));
    let stop = unit
        .lines()
        .find_map(|line| line.strip_prefix("TimeoutStopSec="));
    let config = Config::load(&Sources::default()).unwrap();
    assert!(stop.unwrap().parse::<u64>().unwrap() > config.server.shutdown_seconds + 10);
}

#[test]
fn the_image_runs_as_nobody_special_and_holds_no_secret() {
    let image = text("assets/packaging/Dockerfile");
    let last = image.rsplit("\nFROM ").next().unwrap();
    assert!(last.contains("\nUSER golden-thread\n"));
    assert!(last.contains("HEALTHCHECK") && last.contains("\"health\", \"--url\""));
    assert!(!image.contains("ARG ") && !image.contains("GOLDEN_THREAD_MASTER_KEY="));
    let environment = last
        .split_whitespace()
        .filter_map(|word| word.split_once('='))
        .filter(|(name, _)| name.starts_with("GOLDEN_THREAD_"));
    let environment: Vec<(String, String)> = environment
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    assert!(environment.len() >= 4, "{environment:?}");
    // As it stands it is refused for want of protection; with a proxy it is accepted.
    let mut sources = Sources {
        environment,
        ..Sources::default()
    };
    let refused = Config::load(&sources).unwrap_err().to_string();
    assert!(refused.contains("trusted_proxies"), "{refused}");
    for (name, value) in [
        ("GOLDEN_THREAD_SERVER_TRUSTED_PROXIES", "172.16.0.0/12"),
        (
            "GOLDEN_THREAD_SERVER_PUBLIC_URL",
            "https://learning.example.org",
        ),
    ] {
        sources
            .environment
            .push((name.to_owned(), value.to_owned()));
    }
    Config::load(&sources).unwrap();
}
