//! Where the master key comes from. It opens the data keys, so it never lies in the data folder.

use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The environment variable that may hold the key: 64 hexadecimal digits.
pub const ENVIRONMENT: &str = "GOLDEN_THREAD_MASTER_KEY";

/// The name of the systemd credential that may hold the key.
pub const CREDENTIAL: &str = "golden-thread-master-key";

/// A key and what people must be told about it.
pub struct Found {
    /// The key, 32 bytes.
    pub key: [u8; 32],
    /// The file it was just written to, when it was made now.
    pub made: Option<PathBuf>,
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
/// When a source is there but does not hold 64 hexadecimal digits, or cannot be read.
pub fn find(data: &Path, named: Option<&Path>) -> Result<Option<Found>> {
    if let Some(file) = named {
        return read(file).map(|key| Some(Found { key, made: None }));
    }
    if let Ok(text) = std::env::var(ENVIRONMENT) {
        let key =
            parse(&text).with_context(|| format!("the environment variable {ENVIRONMENT}"))?;
        return Ok(Some(Found { key, made: None }));
    }
    if let Some(folder) = std::env::var_os("CREDENTIALS_DIRECTORY") {
        let file = Path::new(&folder).join(CREDENTIAL);
        if file.exists() {
            return read(&file).map(|key| Some(Found { key, made: None }));
        }
    }
    let beside = default_file(data);
    if beside.exists() {
        return read(&beside).map(|key| Some(Found { key, made: None }));
    }
    Ok(None)
}

/// Finds the key, or makes one and writes it beside the data folder.
///
/// # Errors
/// As [`find`]; and when the key cannot be written.
pub fn find_or_make(data: &Path, named: Option<&Path>) -> Result<Found> {
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

fn make(file: &Path) -> Result<Found> {
    let mut key = [0_u8; 32];
    getrandom::fill(&mut key).map_err(|e| anyhow::anyhow!("no randomness for a key: {e}"))?;
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
    out.write_all(hex::encode(key).as_bytes())
        .with_context(told)?;
    out.write_all(b"\n").with_context(told)?;
    out.sync_all().with_context(told)?;
    // Its name as well: without this key nothing that is sealed can ever be read.
    let folder = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    };
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .with_context(told)?;
    Ok(Found {
        key,
        made: Some(file.to_owned()),
    })
}

fn read(file: &Path) -> Result<[u8; 32]> {
    let told = || format!("the master key file {}", file.display());
    let text = std::fs::read_to_string(file).with_context(told)?;
    parse(&text).with_context(told)
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
        std::fs::write(&file, "too short").unwrap();
        let error = format!("{:#}", find(folder.path(), Some(&file)).err().unwrap());
        assert!(
            error.contains("64 hexadecimal digits") && error.contains('k'),
            "{error}"
        );
    }
}
