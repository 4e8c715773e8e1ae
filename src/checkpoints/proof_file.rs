//! The file that proves that a log only grew since somebody kept its size and root.

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use events::log::SignedCheckpoint;
use proof::Hash;
use std::fmt::Write;

/// A proof that the log of the checkpoint begins with the log as it was at `earlier` events, as a
/// text file: `old` and the earlier size, the hashes of RFC 9162 in base64 a line each, an empty
/// line, and the signed checkpoint. It is what a witness is sent after C2SP `tlog-witness`.
pub fn proof_file(earlier: u64, proof: &[Hash], later: &SignedCheckpoint) -> String {
    let mut file = format!("old {earlier}\n");
    for hash in proof {
        // Writing into a string does not fail.
        let _ = writeln!(file, "{}", BASE64.encode(hash));
    }
    file.push('\n');
    file.push_str(&later.note);
    file
}
