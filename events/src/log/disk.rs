//! What the log asks of the disk when it writes. Tests give one that fails.

use std::fs::File;
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileExt};
use std::path::{Path, PathBuf};

/// The writes on which the log's promise rests.
pub trait Disk: Send + Sync {
    /// Reserves room in a file, so that writing within it cannot run out of space.
    ///
    /// # Errors
    /// What the system answers; `StorageFull` when there is no room.
    fn allocate(&self, file: &File, offset: u64, length: u64) -> io::Result<()>;

    /// Reserves room behind a file's end without changing its length.
    ///
    /// # Errors
    /// What the system answers.
    fn reserve(&self, file: &File, offset: u64, length: u64) -> io::Result<()>;

    /// Writes all the bytes at a place.
    ///
    /// # Errors
    /// What the system answers.
    fn write(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()>;

    /// Returns once what was written is safe against a power cut.
    ///
    /// # Errors
    /// What the system answers. After an error nothing is known about what was written.
    fn sync(&self, file: &File) -> io::Result<()>;

    /// How many bytes are free where the folder lies.
    ///
    /// # Errors
    /// What the system answers.
    fn free(&self, folder: &Path) -> io::Result<u64>;

    /// Gives a file another's name, in one step: that one is gone then.
    ///
    /// # Errors
    /// What the system answers.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    /// Returns once the names in a folder are safe against a power cut.
    ///
    /// # Errors
    /// What the system answers.
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        sync_folder(folder)
    }
}

/// The disk of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn allocate(&self, file: &File, offset: u64, length: u64) -> io::Result<()> {
        fallocate(file, rustix::fs::FallocateFlags::empty(), offset, length)
    }

    fn reserve(&self, file: &File, offset: u64, length: u64) -> io::Result<()> {
        fallocate(file, rustix::fs::FallocateFlags::KEEP_SIZE, offset, length)
    }

    fn write(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        file.write_all_at(bytes, offset)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }

    fn free(&self, folder: &Path) -> io::Result<u64> {
        let found = rustix::fs::statvfs(folder)?;
        Ok(found.f_bavail.saturating_mul(found.f_frsize))
    }
}

/// A file system that cannot reserve is one on which a full disk is met when writing.
fn fallocate(
    file: &File,
    flags: rustix::fs::FallocateFlags,
    offset: u64,
    length: u64,
) -> io::Result<()> {
    match rustix::fs::fallocate(file, flags, offset, length) {
        Ok(()) => Ok(()),
        Err(rustix::io::Errno::OPNOTSUPP) if flags.is_empty() => file.set_len(offset + length),
        Err(rustix::io::Errno::OPNOTSUPP) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Syncs a folder, so that files made, renamed or removed in it stay so.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Writes the last bytes before `length` once more as they stand, and returns once they are safe.
pub(super) fn write_again(
    disk: &dyn Disk,
    file: &File,
    length: u64,
    at_most: u64,
) -> io::Result<()> {
    let from = length.saturating_sub(at_most);
    let count = usize::try_from(length - from).map_err(io::Error::other)?;
    let mut bytes = vec![0; count];
    file.read_exact_at(&mut bytes, from)?;
    disk.write(file, &bytes, from)?;
    disk.sync(file)
}

/// Writes a whole file under a temporary name, then puts it in place: all of it or nothing.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_on(&RealDisk, path, bytes)
}

/// The same on a disk that may fail.
pub(super) fn replace_on(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let new = PathBuf::from(name);
    let file = File::create(&new)?;
    disk.write(&file, bytes, 0)?;
    disk.sync(&file)?;
    disk.rename(&new, path)?;
    path.parent()
        .map_or(Ok(()), |folder| disk.sync_folder(folder))
}

/// A folder of our own outside the data folder, removed when dropped.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// Copies a folder of files to a new place.
    pub(super) fn copy_of(folder: &Path) -> io::Result<Self> {
        let mut name = [0_u8; 12];
        getrandom::fill(&mut name).map_err(io::Error::other)?;
        let path = std::env::temp_dir().join(format!("golden-thread-{}", hex::encode(name)));
        std::fs::DirBuilder::new().mode(0o700).create(&path)?;
        let scratch = Self(path);
        copy_folder(folder, &scratch.0)?;
        Ok(scratch)
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Left behind, it is the temporary folder's to clear.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
