//! What lints cannot see: where things may be named, how long files are, and what is dead.
//!
//! Judges every file git tracks or would track, so it needs git and a clone.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

/// Lines of a file without its tests, beyond which it is split.
const LINES_MAX: usize = 600;

/// Files that are longer for a reason.
const LONGER: &[(&str, &str)] = &[];

/// One file of the repository.
struct File {
    /// Its path from the top, with forward slashes.
    path: String,
    text: String,
}

impl File {
    fn ends_in(&self, extension: &str) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|e| e == extension)
    }

    fn is_rust(&self) -> bool {
        self.ends_in("rs")
    }

    /// Whether the whole file is there to test.
    fn is_test(&self) -> bool {
        let folders = ["tests/", "benches/", "fuzz/"];
        folders
            .iter()
            .any(|f| self.path.starts_with(f) || self.path.contains(&format!("/{f}")))
            || self.path.ends_with("/tests.rs")
    }

    /// How many lines it has up to the tests at its end.
    fn product_lines(&self) -> usize {
        let product = self.text.split("\n#[cfg(test)]\nmod tests {").next();
        product.unwrap_or_default().lines().count()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file that is text. Third-party code is never among them: git ignores it.
fn files() -> Vec<File> {
    let listing = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root())
        .output()
        .unwrap_or_else(|error| panic!("git is needed to list the files: {error}"));
    assert!(
        listing.status.success(),
        "git ls-files: {}",
        String::from_utf8_lossy(&listing.stderr)
    );
    let names = String::from_utf8_lossy(&listing.stdout);
    let files: Vec<File> = names
        .split_terminator('\0')
        .filter_map(|path| {
            let text = std::fs::read_to_string(root().join(path)).ok()?;
            Some(File {
                path: path.to_owned(),
                text,
            })
        })
        .collect();
    assert!(
        files.iter().any(|f| f.path == "Cargo.toml"),
        "this is not the repository"
    );
    files
}

fn rust_files() -> Vec<File> {
    files().into_iter().filter(File::is_rust).collect()
}

/// Every line of `files` where `wrong` holds, as `path:line: text`.
fn lines_where(files: &[File], wrong: impl Fn(&File, &str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (index, line) in file.text.lines().enumerate() {
            if wrong(file, line) {
                found.push(format!("{}:{}: {}", file.path, index + 1, line.trim()));
            }
        }
    }
    found
}

fn refuse(found: &[String], remedy: &str) {
    assert!(found.is_empty(), "{remedy}:\n{}", found.join("\n"));
}

/// Whether code on `line` names the crate: a path into it or a `use` of it, not a word in prose.
fn names_crate(line: &str, name: &str) -> bool {
    let code = line.trim_start();
    !code.starts_with("//") && words_before(code, &format!("{name}::"))
        || code.starts_with(&format!("use {name};"))
}

/// Whether `code` holds `needle` where a word begins.
fn words_before(code: &str, needle: &str) -> bool {
    code.match_indices(needle).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

#[test]
fn files_are_short_enough_to_read() {
    let mut found = Vec::new();
    for file in rust_files().iter().filter(|f| !f.is_test()) {
        let lines = file.product_lines();
        let reason = LONGER.iter().find(|(path, _)| *path == file.path);
        match reason {
            None if lines > LINES_MAX => found.push(format!("{}: {lines} lines", file.path)),
            Some(_) if lines <= LINES_MAX => {
                found.push(format!(
                    "{}: {lines} lines, no longer an exception",
                    file.path
                ));
            }
            None | Some(_) => {}
        }
    }
    refuse(&found, "split the file, or list it in LONGER with a reason");
}

#[test]
fn only_the_log_names_sled() {
    let found = lines_where(&rust_files(), |file, line| {
        !file.path.starts_with("events/src/log/") && names_crate(line, "sled")
    });
    refuse(&found, "sled belongs to events/src/log");
    let manifests = files()
        .into_iter()
        .filter(|f| f.path.ends_with("Cargo.toml"));
    let dependants: Vec<String> = manifests
        .filter(|f| f.text.lines().any(|line| line.starts_with("sled = ")))
        .map(|f| f.path)
        .collect();
    assert_eq!(
        dependants,
        ["Cargo.toml", "events/Cargo.toml"],
        "who depends on sled"
    );
}

#[test]
fn only_the_search_names_tantivy() {
    let found = lines_where(&rust_files(), |file, line| {
        !file.path.starts_with("src/search/") && names_crate(line, "tantivy")
    });
    refuse(&found, "the index of words belongs to src/search");
}

#[test]
fn only_pages_and_the_api_name_axum() {
    let found = lines_where(&rust_files(), |file, line| {
        let allowed = ["src/web/", "src/api/"]
            .iter()
            .any(|f| file.path.starts_with(f));
        !allowed && !file.is_test() && names_crate(line, "axum")
    });
    refuse(&found, "HTTP belongs to src/web and src/api");
}

#[test]
fn only_the_clock_asks_what_time_it_is() {
    let asking = ["Utc::now", "Local::now", "SystemTime::now", "Uuid::now_v7"];
    let found = lines_where(&rust_files(), |file, line| {
        file.path != "src/clock.rs"
            && file.path != "tests/tidy.rs"
            && asking.iter().any(|call| line.contains(call))
    });
    refuse(
        &found,
        "take the time as an argument; src/clock.rs gives it",
    );
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
        concat!("db", "g!("),
        concat!("#[ig", "nore"),
        concat!("#[should", "_panic"),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
    ];
    let found = lines_where(&rust_files(), |_, line| {
        marks.iter().any(|mark| line.contains(mark))
    });
    refuse(&found, "finish it, or take it out");
}

#[test]
fn every_file_of_rust_is_part_of_a_crate() {
    let files = rust_files();
    let mut found = Vec::new();
    for file in files
        .iter()
        .filter(|f| format!("/{}", f.path).contains("/src/"))
    {
        let path = Path::new(&file.path);
        let stem = path
            .file_stem()
            .and_then(|s| s.to_str())
            .unwrap_or_default();
        let folder = path.parent().unwrap_or(Path::new(""));
        let (module, home) = match stem {
            "lib" | "main" => continue,
            "mod" => {
                let name = folder
                    .file_name()
                    .and_then(|s| s.to_str())
                    .unwrap_or_default();
                (name, folder.parent().unwrap_or(Path::new("")))
            }
            name => (name, folder),
        };
        let parents = [
            home.join("mod.rs"),
            home.join("lib.rs"),
            home.join("main.rs"),
            home.with_extension("rs"),
        ];
        let declares = |f: &&File| {
            parents.iter().any(|p| p == Path::new(&f.path))
                && f.text
                    .lines()
                    .any(|line| line.trim().ends_with(&format!("mod {module};")))
        };
        if files.iter().find(declares).is_none() {
            found.push(file.path.clone());
        }
    }
    refuse(&found, "no `mod` line names the file: name it or delete it");
}

#[test]
fn every_document_is_reached_from_the_readme_and_no_link_is_dead() {
    let files = files();
    let mut dead = Vec::new();
    let mut reached = BTreeSet::new();
    let mut waiting = vec!["README.md".to_owned()];
    while let Some(path) = waiting.pop() {
        if !reached.insert(path.clone()) {
            continue;
        }
        let Some(file) = files.iter().find(|f| f.path == path) else {
            continue;
        };
        for link in links(&file.text) {
            let target = resolve(&path, &link);
            let folder = format!("{}/", target.trim_end_matches('/'));
            let inside = files
                .iter()
                .filter(|f| f.path == target || f.path.starts_with(&folder));
            let inside: Vec<&File> = inside.collect();
            if inside.is_empty() && !root().join(&target).is_file() {
                dead.push(format!("{path}: {link}"));
            }
            waiting.extend(
                inside
                    .iter()
                    .filter(|f| f.ends_in("md"))
                    .map(|f| f.path.clone()),
            );
        }
    }
    refuse(&dead, "these links lead nowhere");
    let documents = files
        .iter()
        .filter(|f| f.path.starts_with("docs/") && f.ends_in("md"));
    let lost: Vec<String> = documents
        .map(|f| f.path.clone())
        .filter(|path| !reached.contains(path))
        .collect();
    refuse(&lost, "link these from README.md or docs/ARCHITECTURE.md");
}

/// Where the links of a Markdown text lead, inside the repository, without fragments.
fn links(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        if fenced {
            continue;
        }
        for after in line.split("](").skip(1) {
            let target = after.split([')', '#', ' ']).next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
                found.push(target.to_owned());
            }
        }
    }
    found
}

/// A link from one file as a path from the top.
fn resolve(from: &str, link: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let start = Path::new(from).parent().unwrap_or(Path::new("")).join(link);
    for part in start.components() {
        match part {
            Component::ParentDir => drop(parts.pop()),
            Component::Normal(name) => parts.push(name.to_string_lossy().into_owned()),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    parts.join("/")
}

#[test]
fn links_are_found_and_resolved() {
    let text = "[a](docs/a.md#x) [b](https://example.org/)\n```\n[c](c.md)\n```\n[d](../d/)";
    assert_eq!(links(text), ["docs/a.md", "../d/"]);
    assert_eq!(
        resolve("docs/ARCHITECTURE.md", "decisions/"),
        "docs/decisions"
    );
    assert_eq!(
        resolve("docs/decisions/001.md", "../ARCHITECTURE.md"),
        "docs/ARCHITECTURE.md"
    );
    assert_eq!(resolve("README.md", "./.ci/run"), ".ci/run");
}

#[test]
fn nothing_names_a_package_registry_or_a_place_on_one_machine() {
    let hosts = [
        concat!("registry.", "npmjs"),
        concat!("registry.", "yarnpkg"),
        concat!("index.", "crates.io"),
        concat!("static.", "crates.io"),
        concat!("files.", "pythonhosted"),
    ];
    let places: Vec<String> = [root().parent().map(Path::to_owned), home()]
        .into_iter()
        .flatten()
        .filter(|place| ![Path::new("/"), Path::new("/tmp")].contains(&place.as_path()))
        .map(|place| format!("{}/", place.display()))
        .chain([
            concat!("/ro", "ot/").to_owned(),
            concat!("/home", "/").to_owned(),
        ])
        .collect();
    let found = lines_where(&files(), |_, line| {
        hosts.iter().any(|host| line.contains(host))
            || places.iter().any(|place| begins_a_path(line, place))
    });
    refuse(
        &found,
        "name neither the machine this was written on nor where packages came from",
    );
}

fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute())
}

/// Whether `place` stands on the line as the start of a path, not in the middle of a longer one.
fn begins_a_path(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "._-*}/".contains(c))
    })
}

#[test]
fn a_place_is_seen_at_the_start_of_a_path_only() {
    assert!(begins_a_path("read /srv/ann/plan.docx", "/srv/ann/"));
    assert!(begins_a_path("path=\"/srv/ann/x\"", "/srv/ann/"));
    assert!(!begins_a_path("the folder events/srv/ann/x", "/srv/ann/"));
}
