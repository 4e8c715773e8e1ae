//! The container, written and taken apart a second time from the format's page alone, so that a
//! test can put anything into it.

use pack::{Held, Manifest, Report, Stamp, verify};
use proof::Signer;
use sha2::{Digest, Sha256};
use std::io::Cursor;

/// Entries with their names.
pub type Parts = Vec<(String, Vec<u8>)>;

pub fn check(bytes: &[u8]) -> Report {
    check_with(bytes, &Held::default())
}

pub fn check_with(bytes: &[u8], held: &Held) -> Report {
    verify(Cursor::new(bytes), held).unwrap()
}

/// Takes a pack apart with a program that is not ours.
pub fn parts(bytes: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|nth| {
            let mut entry = archive.by_index(nth).unwrap();
            let mut out = Vec::new();
            std::io::copy(&mut entry, &mut out).unwrap();
            (entry.name().unwrap().into_owned(), out)
        })
        .collect()
}

fn common(name: &str, bytes: &[u8]) -> Vec<u8> {
    let size = u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let mut out = vec![10, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
    out.extend(crc32fast::hash(bytes).to_le_bytes());
    out.extend(size);
    out.extend(size);
    out.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    out.extend([0, 0]);
    out
}

/// Puts entries together as a pack does.
pub fn zipped(parts: &Parts) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let offset = u32::try_from(out.len()).unwrap().to_le_bytes();
        let common = common(name, bytes);
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(bytes);
        directory.extend(b"PK\x01\x02\x0a\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset);
        directory.extend(name.as_bytes());
    }
    let from = u32::try_from(out.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend(size);
    out.extend(from);
    out.extend([0, 0]);
    out
}

pub fn part<'p>(parts: &'p mut Parts, name: &str) -> &'p mut Vec<u8> {
    let found = parts.iter_mut().find(|(named, _)| named == name);
    &mut found.unwrap_or_else(|| panic!("no entry {name}")).1
}

/// The lines of an entry, each with its line feed.
pub fn lines(parts: &mut Parts, name: &str) -> Vec<String> {
    let text = String::from_utf8(part(parts, name).clone()).unwrap();
    text.split_inclusive('\n').map(str::to_owned).collect()
}

pub fn set_lines(parts: &mut Parts, name: &str, lines: &[String]) {
    *part(parts, name) = lines.concat().into_bytes();
}

pub fn manifest(parts: &mut Parts) -> Manifest {
    serde_json::from_slice(part(parts, "manifest.json")).unwrap()
}

/// Makes the manifest fit the entries again, in which nothing else is changed.
pub fn listed_anew(parts: &mut Parts) {
    let mut manifest = manifest(parts);
    manifest.entries = parts
        .iter()
        .filter(|(name, _)| name != "manifest.json" && name != "stamp.txt")
        .map(|(name, bytes)| pack::Listed {
            name: name.clone(),
            sha256: hex::encode(Sha256::digest(bytes)),
            size: bytes.len() as u64,
        })
        .collect();
    *part(parts, "manifest.json") = manifest.to_text().unwrap().into_bytes();
}

/// Signs the manifest as it is.
pub fn stamped_anew(parts: &mut Parts, signer: &Signer) {
    let stamp = Stamp {
        pack: manifest(parts).pack,
        manifest: hex::encode(Sha256::digest(part(parts, "manifest.json"))),
        assembled: super::sample::ASSEMBLED.to_owned(),
    };
    *part(parts, "stamp.txt") = signer.sign_text(&stamp.text()).unwrap().into_bytes();
}

/// What somebody with the log's own key could hand over after changing entries.
pub fn resigned(mut parts: Parts, signer: &Signer) -> Vec<u8> {
    listed_anew(&mut parts);
    stamped_anew(&mut parts, signer);
    zipped(&parts)
}
