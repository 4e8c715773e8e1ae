//! Publishing into files, outside the data folder.

use super::NotPublished;
use events::log::SignedCheckpoint;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The whole path of a place, where it is not within the data folder. What is linked to is looked
/// at, as far as it is there.
pub fn outside(data: &Path, place: &Path) -> Option<PathBuf> {
    let data = whole(data);
    let place = whole(place);
    (!place.starts_with(&data)).then_some(place)
}

/// A path from the root, with links followed as far as the path is there.
fn whole(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut missing = Vec::new();
    let mut there = absolute.as_path();
    loop {
        if let Ok(found) = there.canonicalize() {
            let missing = missing.iter().rev();
            return missing.fold(found, |path: PathBuf, part| path.join(part));
        }
        let (Some(above), Some(name)) = (there.parent(), there.file_name()) else {
            return absolute;
        };
        missing.push(name.to_owned());
        there = above;
    }
}

/// Adds a checkpoint to a file, with an empty line behind it, safe against a power cut.
pub(super) fn append(path: &Path, signed: &SignedCheckpoint) -> Result<(), NotPublished> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(format!("{}\n", signed.note).as_bytes())?;
    file.sync_all()?;
    sync_above(path)?;
    Ok(())
}

/// Puts a checkpoint into a file of its own. One that is there is never written over.
pub(super) fn put(folder: &Path, signed: &SignedCheckpoint) -> Result<(), NotPublished> {
    let path = folder.join(file_name(signed));
    match fs::read(&path) {
        Ok(there) if there == signed.note.as_bytes() => return Ok(()),
        Ok(_) => return Err(NotPublished::OtherFile),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(signed.note.as_bytes())?;
    file.sync_all()?;
    fs::rename(&new, &path)?;
    sync_above(&path)?;
    Ok(())
}

/// The name of a checkpoint's own file: its size, in as many digits as sort by name, and its code.
fn file_name(signed: &SignedCheckpoint) -> String {
    let checkpoint = &signed.checkpoint;
    format!(
        "checkpoint-{:09}-{}.txt",
        checkpoint.size,
        checkpoint.short_code()
    )
}

fn sync_above(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
