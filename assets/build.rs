//! Compiles the stylesheet before the crate, from the design systems npm brings in.
//!
//! Third-party code is never committed: `npm ci` fetches it by the lock file into the ignored
//! `node_modules`, and what is made from it goes to the ignored `assets/compiled`, which
//! `src/web/assets.rs` embeds. Cargo runs this again only when one of the sources named here
//! changes or one of its outputs is missing, never for a change of Rust code alone.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

const NODE_MAJOR_MIN: u32 = 20;
const WANTED: &str = "install Node.js 20 or newer, with npm: Golden Thread's stylesheet is \
                      compiled with it (nodejs.org)";
const GOVUK_SCRIPT: &str = "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js";
const MOJ_IMAGES: &str = "node_modules/@ministryofjustice/frontend/moj/assets/images";
/// The page that checks evidence packs.
const VERIFIER: &str = "verify.html";
const IMAGE_PREFIX: &str = "/assets/images/";

fn main() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    for source in [
        "build.rs",
        "package.json",
        "package-lock.json",
        "golden-thread.scss",
        "styles",
        "static",
        "verify",
        // Present once npm has run; Cargo runs this again when somebody removes it.
        GOVUK_SCRIPT,
    ] {
        println!("cargo::rerun-if-changed=assets/{source}");
    }
    match build(&assets) {
        Ok(outputs) => {
            for output in outputs {
                println!("cargo::rerun-if-changed=assets/compiled/{output}");
            }
        }
        // Cargo fails the build for this line; a failing exit would bury it in what was printed.
        Err(problem) => println!("cargo::error={}", problem.replace('\n', " ")),
    }
}

/// Makes every file of `assets/compiled` and returns their names.
fn build(assets: &Path) -> Result<Vec<String>, String> {
    check_node()?;
    install(assets)?;
    let compiled = assets.join("compiled");
    create(&compiled)?;
    let mut outputs = vec!["golden-thread.css".to_owned()];
    let stylesheet = compiled.join("golden-thread.css");
    compile(assets, &stylesheet)?;
    for image in images_named_in(&stylesheet)? {
        copy(
            &assets.join(MOJ_IMAGES).join(&image),
            &compiled.join("images").join(&image),
        )?;
        outputs.push(format!("images/{image}"));
    }
    copy(
        &assets.join(GOVUK_SCRIPT),
        &compiled.join("govuk-frontend.min.js"),
    )?;
    outputs.push("govuk-frontend.min.js".to_owned());
    for entry in read_dir(&assets.join("static"))? {
        let name = entry
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let name = name.ok_or("a file in assets/static has no name")?;
        copy(&entry, &compiled.join(&name))?;
        outputs.push(name);
    }
    put_together(assets, &compiled.join(VERIFIER))?;
    outputs.push(VERIFIER.to_owned());
    remove_others(&compiled, &outputs)?;
    for output in &outputs {
        date_back(&compiled.join(output))?;
    }
    date_back(&assets.join(GOVUK_SCRIPT))?;
    Ok(outputs)
}

/// Refuses an absent or too old Node.js, and an absent npm, with what to install.
fn check_node() -> Result<(), String> {
    let version = Command::new("node")
        .arg("--version")
        .output()
        .map_err(|_| WANTED.to_owned())?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .unwrap_or_default();
    match major.parse::<u32>() {
        Ok(major) if major >= NODE_MAJOR_MIN => {}
        Ok(_) | Err(_) => return Err(format!("{WANTED}; found {}", version.trim())),
    }
    npm()
        .arg("--version")
        .output()
        .map(drop)
        .map_err(|_| WANTED.to_owned())
}

fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Runs `npm ci` when `node_modules` is missing or was made from an older lock file.
fn install(assets: &Path) -> Result<(), String> {
    let lock = modified(&assets.join("package-lock.json"));
    let installed = modified(&assets.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= lock && assets.join(GOVUK_SCRIPT).exists() {
        return Ok(());
    }
    let mut npm = npm();
    npm.args([
        "ci",
        "--ignore-scripts",
        "--omit=optional",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    run(
        npm.current_dir(assets),
        "npm ci (it needs to reach an npm registry)",
    )
}

fn compile(assets: &Path, stylesheet: &Path) -> Result<(), String> {
    let mut sass = Command::new("node");
    sass.arg("node_modules/sass/sass.js")
        .args(["--pkg-importer=node", "--load-path=.", "--style=compressed"])
        .args(["--no-source-map", "--quiet-deps", "golden-thread.scss"])
        .arg(stylesheet);
    run(
        sass.current_dir(assets),
        "compiling assets/golden-thread.scss with sass",
    )
}

/// Puts the page that checks evidence packs into one file.
fn put_together(assets: &Path, page: &Path) -> Result<(), String> {
    let mut node = Command::new("node");
    node.arg("verify/build.mjs").arg(page);
    run(node.current_dir(assets), "putting verify.html together")
}

fn run(command: &mut Command, what: &str) -> Result<(), String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{what} could not be started: {error}; {WANTED}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{what} failed: {}", said.trim()))
}

/// The MoJ images the compiled stylesheet points at, so that no rule leads nowhere.
fn images_named_in(stylesheet: &Path) -> Result<Vec<String>, String> {
    let text = fs::read_to_string(stylesheet).map_err(|error| told(stylesheet, &error))?;
    let mut names: Vec<String> = text
        .split(IMAGE_PREFIX)
        .skip(1)
        .filter_map(|rest| rest.split([')', '"', '\'']).next())
        .map(str::to_owned)
        .collect();
    names.sort();
    names.dedup();
    Ok(names)
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    if let Some(folder) = to.parent() {
        create(folder)?;
    }
    let content = fs::read(from).map_err(|error| told(from, &error))?;
    fs::write(to, content).map_err(|error| told(to, &error))
}

/// A file left from an older build must not be embedded.
fn remove_others(compiled: &Path, outputs: &[String]) -> Result<(), String> {
    for folder in [compiled.to_owned(), compiled.join("images")] {
        if !folder.exists() {
            continue;
        }
        for path in read_dir(&folder)?.into_iter().filter(|path| path.is_file()) {
            let kept = outputs.iter().any(|output| compiled.join(output) == path);
            if !kept {
                fs::remove_file(&path).map_err(|error| told(&path, &error))?;
            }
        }
    }
    Ok(())
}

/// Cargo takes a watched file newer than this run for a change; an output is watched only so
/// that a missing one is made again, so each is given a date long past.
fn date_back(path: &Path) -> Result<(), String> {
    let past = SystemTime::UNIX_EPOCH + Duration::from_hours(24);
    let file = File::options()
        .write(true)
        .open(path)
        .map_err(|error| told(path, &error))?;
    file.set_modified(past).map_err(|error| told(path, &error))
}

fn read_dir(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| told(folder, &error))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn create(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| told(folder, &error))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path)
        .and_then(|metadata| metadata.modified())
        .ok()
}

fn told(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}
