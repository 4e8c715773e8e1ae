//! sled's own lock, which it lets go of only some time after it was dropped.
//!
//! Its background threads hold the file a moment longer than the handle does. Whoever closes the
//! index waits for them, so that it can be opened again at once; whoever opens it waits as well,
//! because a lock says that somebody is there and nothing about damage.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The file that sled locks, in its folder.
const FILE: &str = "db";

/// How long somebody who is going is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(if cfg!(test) { 3 } else { 10 });

/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_millis(1);

/// Waits until nobody holds the index in this folder; false when somebody still does.
pub(super) fn wait_until_free(folder: &Path, patience: Duration) -> bool {
    // What cannot be opened or locked is for sled to judge.
    let Ok(file) = File::options()
        .read(true)
        .write(true)
        .open(folder.join(FILE))
    else {
        return true;
    };
    let until = Instant::now() + patience;
    loop {
        match file.try_lock() {
            Ok(()) | Err(TryLockError::Error(_)) => return true,
            Err(TryLockError::WouldBlock) if Instant::now() >= until => return false,
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
}

/// Returns from its drop once sled has let go of its files. Stands last in what holds sled open.
pub(super) struct LetGo(pub(super) PathBuf);

impl Drop for LetGo {
    fn drop(&mut self) {
        if !wait_until_free(&self.0, PATIENCE) {
            tracing::warn!(index = %self.0.display(), "sled still holds its files after closing");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_index_is_waited_for_only_so_long_and_a_free_or_missing_one_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        assert!(wait_until_free(folder.path(), Duration::ZERO));
        let held = File::create(folder.path().join(FILE)).unwrap();
        assert!(wait_until_free(folder.path(), Duration::ZERO));
        held.lock().unwrap();
        assert!(!wait_until_free(folder.path(), Duration::from_millis(20)));
        let going = std::thread::spawn(move || drop(held));
        assert!(wait_until_free(folder.path(), PATIENCE));
        going.join().unwrap();
    }
}
