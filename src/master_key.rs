//! Where the master key comes from. It opens the data keys, so it never lies in the data folder, and
//! it is never taken from the program's arguments, which every process of the machine can read.

use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fmt;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use zeroize::{Zeroize, Zeroizing};

/// The environment variable that may hold the key: 64 hexadecimal digits.
pub const ENVIRONMENT: &str = "GOLDEN_THREAD_MASTER_KEY";

/// The environment variable that may hold the new key of a rotation.
pub const NEW_IN_ENVIRONMENT: &str = "GOLDEN_THREAD_NEW_MASTER_KEY";

/// The name of the systemd credential that may hold the key.
pub const CREDENTIAL: &str = "golden-thread-master-key";

/// No key file is longer, in bytes.
const FILE_BYTES_MAX: u64 = 1024;

/// A key and what people must be told about it. Wiped when dropped.
pub struct Found {
    /// The key, 32 bytes.
    pub key: [u8; 32],
    /// The file it was just written to, when it was made now.
    pub made: Option<PathBuf>,
    /// Where it was found.
    pub place: Place,
}

impl Drop for Found {
    fn drop(&mut self) {
        self.key.zeroize();
    }
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Found({})", self.place)
    }
}

/// Where a key was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The file that was named, or the one beside the data folder.
    File(PathBuf),
    /// An environment variable.
    Environment(&'static str),
    /// A credential that systemd hands to the service.
    Credential(PathBuf),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => write!(f, "the file {}", file.display()),
            Self::Environment(name) => write!(f, "the environment variable {name}"),
            Self::Credential(file) => write!(f, "the systemd credential {}", file.display()),
        }
    }
}

/// The file beside a data folder in which its master key is kept unless another is named.
pub fn default_file(data: &Path) -> PathBuf {
    let mut name = data
        .file_name()
        .map_or_else(|| OsString::from("data"), ToOwned::to_owned);
    name.push(".master-key");
    data.parent().unwrap_or_else(|| Path::new(".")).join(name)
}

/// Finds the key: the named file, the environment, a systemd credential, or the file beside the
/// data folder.
///
/// # Errors
/// When a source is there but does not hold 64 hexadecimal digits, cannot be read, or is a file
/// that others can read.
pub fn find(data: &Path, named: Option<&Path>) -> Result<Option<Found>> {
    if let Some(file) = named {
        return read(Place::File(file.to_owned())).map(Some);
    }
    if let Some(found) = in_environment(ENVIRONMENT)? {
        return Ok(Some(found));
    }
    if let Some(folder) = std::env::var_os("CREDENTIALS_DIRECTORY") {
        let file = Path::new(&folder).join(CREDENTIAL);
        if file.exists() {
            return read(Place::Credential(file)).map(Some);
        }
    }
    let beside = default_file(data);
    if beside.exists() {
        return read(Place::File(beside)).map(Some);
    }
    Ok(None)
}

/// Finds the key of a folder that holds a record already.
///
/// # Errors
/// As [`find`]; and when there is none, with what can be done.
pub fn find_present(data: &Path, named: Option<&Path>) -> Result<Found> {
    match named {
        Some(file) if !file.exists() => Err(missing(data, Some(file))),
        Some(_) | None => find(data, named)?.ok_or_else(|| missing(data, None)),
    }
}

/// Finds the key, or makes one and writes it beside the data folder. None is ever made for a folder
/// that holds a record already: it would open nothing.
///
/// # Errors
/// As [`find_present`]; and when the key cannot be written.
pub fn find_or_make(data: &Path, named: Option<&Path>) -> Result<Found> {
    if data.join("keys.ndjson").exists() {
        return find_present(data, named);
    }
    if let Some(file) = named
        && !file.exists()
    {
        return make(file);
    }
    match find(data, named)? {
        Some(found) => Ok(found),
        None => make(&default_file(data)),
    }
}

/// The new key of a rotation: the named file, made where it is not there yet, or the environment.
///
/// # Errors
/// When neither is given, or it cannot be read or written.
pub fn find_or_make_new(named: Option<&Path>) -> Result<Found> {
    match named {
        Some(file) if file.exists() => read(Place::File(file.to_owned())),
        Some(file) => make(file),
        None => in_environment(NEW_IN_ENVIRONMENT)?.with_context(|| {
            format!(
                "say where the new master key goes: --new-key-file FILE, which is made if it is \
                 not there, or the environment variable {NEW_IN_ENVIRONMENT}"
            )
        }),
    }
}

fn missing(data: &Path, named: Option<&Path>) -> anyhow::Error {
    let beside = default_file(data);
    let looked = match named {
        Some(file) => format!("the file {} is not there", file.display()),
        None => format!(
            "no --master-key-file is named, {ENVIRONMENT} is not set, there is no systemd \
             credential {CREDENTIAL} and no file {}",
            beside.display()
        ),
    };
    let goal = named.unwrap_or(&beside).display();
    let data = data.display();
    anyhow::anyhow!(
        "the master key of {data} was not found: {looked}. Put a copy of it back as {goal}; or, if \
         every copy is lost, write it again from the recovery key: golden-thread key recover \
         --data {data} --out {goal}"
    )
}

fn in_environment(name: &'static str) -> Result<Option<Found>> {
    let Ok(text) = std::env::var(name) else {
        return Ok(None);
    };
    let place = Place::Environment(name);
    let key = parse(&Zeroizing::new(text)).with_context(|| place.to_string())?;
    let made = None;
    Ok(Some(Found { key, made, place }))
}

fn make(file: &Path) -> Result<Found> {
    let mut key = [0_u8; 32];
    getrandom::fill(&mut key).map_err(|e| anyhow::anyhow!("no randomness for a key: {e}"))?;
    write(file, &key)?;
    Ok(Found {
        key,
        made: Some(file.to_owned()),
        place: Place::File(file.to_owned()),
    })
}

/// Writes a key to a file that is not there yet and that only its owner can read, and returns once
/// it is safe against a power cut.
///
/// # Errors
/// When there is such a file, or it cannot be written.
pub fn write(file: &Path, key: &[u8; 32]) -> Result<()> {
    let told = || format!("the master key file {}", file.display());
    if let Some(parent) = file.parent()
        && !parent.as_os_str().is_empty()
    {
        std::fs::create_dir_all(parent).with_context(told)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(file).with_context(told)?;
    let line = Zeroizing::new(format!("{}\n", *Zeroizing::new(hex::encode(key))));
    out.write_all(line.as_bytes()).with_context(told)?;
    out.sync_all().with_context(told)?;
    // Its name as well: without this key nothing that is sealed can ever be read.
    let folder = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    };
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .with_context(told)
}

fn read(place: Place) -> Result<Found> {
    let told = || place.to_string();
    let (file, guarded) = match &place {
        Place::File(file) => (file, true),
        // systemd decides who reads what it hands over.
        Place::Credential(file) => (file, false),
        Place::Environment(name) => bail!("{name} is no file"),
    };
    let opened = std::fs::File::open(file).with_context(told)?;
    if guarded {
        only_its_owner_reads(file, &opened.metadata().with_context(told)?)?;
    }
    // Room for all of it from the start, so that no copy is left behind when it grows.
    let room = usize::try_from(FILE_BYTES_MAX).unwrap_or_default();
    let mut text = Zeroizing::new(String::with_capacity(room));
    let mut limited = opened.take(FILE_BYTES_MAX);
    limited.read_to_string(&mut text).with_context(told)?;
    let key = parse(&text).with_context(told)?;
    let made = None;
    Ok(Found { key, made, place })
}

#[cfg(unix)]
fn only_its_owner_reads(file: &Path, about: &std::fs::Metadata) -> Result<()> {
    let mode = std::os::unix::fs::MetadataExt::mode(about) & 0o777;
    if mode & 0o077 != 0 {
        let file = file.display();
        bail!(
            "the master key file {file} can be read or changed by others (mode {mode:03o}): run \
             chmod 600 {file}; if it was readable for long, put another key in its place with \
             golden-thread key rotate"
        );
    }
    Ok(())
}

#[cfg(not(unix))]
fn only_its_owner_reads(_: &Path, _: &std::fs::Metadata) -> Result<()> {
    Ok(())
}

fn parse(text: &str) -> Result<[u8; 32]> {
    let mut key = [0_u8; 32];
    if hex::decode_to_slice(text.trim(), &mut key).is_err() {
        bail!("a master key is 64 hexadecimal digits");
    }
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn kept(file: &Path, text: &str, mode: u32) {
        std::fs::write(file, text).unwrap();
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_key_is_made_once_beside_the_folder_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let made = find_or_make(&data, None).unwrap();
        assert_eq!(
            made.made.as_deref(),
            Some(folder.path().join("data.master-key").as_path())
        );
        let found = find_or_make(&data, None).unwrap();
        assert_eq!(found.key, made.key);
        assert!(found.made.is_none());
    }

    #[test]
    fn a_file_that_is_no_key_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("k");
        kept(&file, "too short", 0o600);
        let error = format!("{:#}", find(folder.path(), Some(&file)).err().unwrap());
        assert!(
            error.contains("64 hexadecimal digits") && error.contains('k'),
            "{error}"
        );
    }
    #[test]
    fn a_key_file_that_others_can_read_is_refused_with_the_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("k");
        let text = "07".repeat(32);
        for mode in [0o640, 0o604, 0o620, 0o644] {
            kept(&file, &text, mode);
            let error = format!("{:#}", find(folder.path(), Some(&file)).err().unwrap());
            assert!(error.contains("chmod 600"), "{mode:o}: {error}");
            assert!(!error.contains(&text), "{error}");
        }
        for mode in [0o600, 0o400] {
            kept(&file, &text, mode);
            let found = find(folder.path(), Some(&file)).unwrap().unwrap();
            assert_eq!(
                (found.key, &found.place),
                ([7; 32], &Place::File(file.clone()))
            );
        }
        // What systemd hands over is as systemd made it.
        kept(&file, &text, 0o440);
        assert_eq!(read(Place::Credential(file)).unwrap().key, [7; 32]);
    }

    #[test]
    fn a_key_that_is_made_is_for_its_owner_alone_and_takes_no_files_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new").join("k");
        let made = find_or_make_new(Some(&file)).unwrap();
        assert_eq!(made.made.as_deref(), Some(file.as_path()));
        let about = std::fs::metadata(&file).unwrap();
        assert_eq!(about.permissions().mode() & 0o777, 0o600);
        assert!(write(&file, &[1; 32]).is_err());
        let again = find_or_make_new(Some(&file)).unwrap();
        assert_eq!((again.key, &again.made), (made.key, &None));
        let nowhere = find_or_make_new(None).unwrap_err().to_string();
        assert!(nowhere.contains("--new-key-file"), "{nowhere}");
    }

    #[test]
    fn no_key_is_made_for_a_folder_that_holds_a_record() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        std::fs::write(data.join("keys.ndjson"), "").unwrap();
        let elsewhere = folder.path().join("elsewhere");
        for named in [None, Some(elsewhere.as_path())] {
            let error = find_or_make(&data, named).unwrap_err().to_string();
            assert!(
                error.contains("golden-thread key recover --data"),
                "{error}"
            );
        }
        assert!(!default_file(&data).exists() && !elsewhere.exists());
    }
}
