//! The file of a piece of evidence: its limits, and whether bytes are that file.

use super::FileRef;
use crate::refusal::Refusal;
use sha2::{Digest, Sha256};

/// The largest file that can be lodged, in bytes: 25 MB.
pub const FILE_BYTES_MAX: u64 = 25 * 1024 * 1024;

/// The longest media type, in bytes (RFC 6838 allows 127 each side of the slash).
const MEDIA_TYPE_BYTES_MAX: usize = 255;

/// Whether bytes are the file that was recorded: its size and its SHA-256 in hexadecimal.
///
/// The words of [`FileRef::sha256`] are sealed in the log; whoever asks has disclosed them.
pub fn file_matches(sha256: &str, size_bytes: u64, bytes: &[u8]) -> bool {
    u64::try_from(bytes.len()).is_ok_and(|found| found == size_bytes)
        && hex::encode(Sha256::digest(bytes)).eq_ignore_ascii_case(sha256.trim())
}

/// Every limit the file breaks. Any kind of file is taken, since files are only ever handed out
/// as attachments; but its media type has to be one.
pub(crate) fn broken(file: &FileRef) -> Vec<Refusal> {
    let mut broken = Vec::new();
    if file.size_bytes == 0 {
        broken.push(file_empty());
    }
    if file.size_bytes > FILE_BYTES_MAX {
        broken.push(file_too_large());
    }
    if !is_media_type(&file.media_type) {
        broken.push(media_type_malformed());
    }
    if file.sha256.as_plain().is_some_and(|hash| !is_sha256(hash)) {
        broken.push(file_hash_malformed());
    }
    broken
}

fn is_sha256(hash: &str) -> bool {
    hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_media_type(media_type: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    media_type.len() <= MEDIA_TYPE_BYTES_MAX
        && media_type
            .split_once('/')
            .is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
}

fn file_empty() -> Refusal {
    Refusal::new(
        "file_empty",
        "file",
        "the file is empty",
        "choose a file with something in it, or give a reference",
    )
}

fn file_too_large() -> Refusal {
    Refusal::new(
        "file_too_large",
        "file",
        "the file is larger than 25 MB",
        "choose a smaller file, or give a reference to where it can be found",
    )
}

fn media_type_malformed() -> Refusal {
    Refusal::new(
        "media_type_malformed",
        "file",
        "the media type is not a kind, a slash and a subtype",
        "give one such as application/pdf",
    )
}

fn file_hash_malformed() -> Refusal {
    Refusal::new(
        "file_hash_malformed",
        "file",
        "the file's SHA-256 is not 64 hexadecimal digits",
        "compute it again from the file's bytes",
    )
}
