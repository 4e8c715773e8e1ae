//! What is fed with bytes nobody should send: one function for each reader of bytes.
//!
//! Each takes any bytes and returns; a panic is a fault of the product, and so is a promise that
//! does not hold. `fuzz_targets/` hands them what a fuzzer finds by coverage, `tests/fuzz/` hands
//! them some thousand changed seeds in every run of the gate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a target that cannot go on has found a fault"
)]

use chrono::DateTime;
use events::command::Command;
use events::envelope::Actor;
use events::log::{Reader, verify};
use golden_thread::api::body;
use golden_thread::import::{
    Matching, find_dates, find_horizons, find_period, guess_matching, propose, read_document,
    split_milestones, unaccounted,
};
use golden_thread::web::components::dates::parse_moment_field;
use proof::{Signer, Verifier, to_canonical};
use serde_json::Value;
use std::cell::OnceCell;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A folder with the log that version 1 recorded, to be harmed.
struct Log {
    folder: TempDir,
    keys: Vec<u8>,
    segment: Vec<u8>,
}

const KEYS: &str = "keys.ndjson";
const SEGMENT: &str = "journal/00000000000000000001.ndjson";

/// In memory where the system has a folder for that: a target writes some thousand times a second.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    tempfile::tempdir_in(memory).unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

fn recorded() -> PathBuf {
    // Beside `fuzz/` and beside the product alike.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = "events/tests/log/golden/log-v1";
    let beside = here.join(golden);
    if beside.exists() {
        beside
    } else {
        here.join("..").join(golden)
    }
}

impl Log {
    fn new() -> Self {
        let (from, folder) = (recorded(), folder());
        for part in ["journal", "files"] {
            std::fs::create_dir(folder.path().join(part)).unwrap();
        }
        let keys = std::fs::read(from.join(KEYS)).unwrap();
        let segment = std::fs::read(from.join(SEGMENT)).unwrap();
        for entry in std::fs::read_dir(from.join("files")).unwrap() {
            let entry = entry.unwrap();
            let to = folder.path().join("files").join(entry.file_name());
            std::fs::copy(entry.path(), to).unwrap();
        }
        let log = Self {
            folder,
            keys,
            segment,
        };
        log.write(KEYS, &log.keys);
        log.write(SEGMENT, &log.segment);
        log
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.folder.path().join(name), bytes).unwrap();
    }

    /// Reads everything there is, and holds the reader to its promise: positions without a hole.
    fn read(&self) {
        let report = verify(self.folder.path());
        let Ok(reader) = Reader::open(self.folder.path(), None) else {
            assert!(!report.ok());
            return;
        };
        let mut next = 1;
        let read = reader.each(1, |event| {
            assert_eq!(event.position(), next);
            next += 1;
            let (first, last) = event.commit();
            assert!((first..=last).contains(&event.position()));
            let leaf = serde_json::from_str::<Value>(event.leaf());
            let data = serde_json::from_str::<Value>(event.data());
            if report.ok() {
                let (leaf, data) = (leaf.unwrap(), data.unwrap());
                assert_eq!(leaf["position"], event.position());
                assert_eq!(leaf["data"], data);
            }
            for field in event.fields().unwrap_or_default() {
                let _ = reader.text_of(&event, &field);
            }
            Ok(())
        });
        if report.ok() {
            assert_eq!(read.unwrap(), report.events);
        }
    }
}

thread_local! {
    static LOG: OnceCell<Log> = const { OnceCell::new() };
}

fn with_log(work: impl FnOnce(&Log)) {
    LOG.with(|log| work(log.get_or_init(Log::new)));
}

/// Gives every line the checksum it needs to pass for whole, so that what is behind the checksum
/// is reached; a line that begins with `!` keeps what it says.
fn resealed(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let (text, end) = match line.strip_suffix(b"\n") {
            Some(text) => (text, &b"\n"[..]),
            None => (line, &b""[..]),
        };
        match text.split_at_checked(18) {
            Some((prefix, rest)) if prefix.starts_with(b"{\"crc\":\"") => {
                let crc = crc32fast::hash(rest);
                write!(out, "{{\"crc\":\"{crc:08x}\",").unwrap();
                out.extend_from_slice(rest);
            }
            _ => out.extend_from_slice(text.strip_prefix(b"!").unwrap_or(text)),
        }
        out.extend_from_slice(end);
    }
    out
}

/// A segment of the journal.
pub fn journal(bytes: &[u8]) {
    with_log(|log| {
        log.write(KEYS, &log.keys);
        log.write(SEGMENT, &resealed(bytes));
        log.read();
    });
}

/// The key file.
pub fn keys(bytes: &[u8]) {
    with_log(|log| {
        log.write(SEGMENT, &log.segment);
        log.write(KEYS, &resealed(bytes));
        log.read();
    });
}

/// JSON in canonical form: read back it is the same value, written again the same bytes, and a
/// general canonicaliser writes them too.
pub fn canonical(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let Ok(text) = to_canonical(&value) else {
        return;
    };
    let again: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(to_canonical(&again).unwrap(), text);
    assert_eq!(serde_json_canonicalizer::to_string(&value).unwrap(), text);
}

/// A signed checkpoint, and the public key that checks it.
pub fn note(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let signer = Signer::new("golden-thread.test", &[7; 32]).unwrap();
    if let Ok(checkpoint) = signer.verifier().open(&text) {
        // Whatever else stands in the note, this is what was signed.
        assert_eq!(
            signer.verifier().open(&signer.sign(&checkpoint)).unwrap(),
            checkpoint
        );
        assert_eq!(checkpoint.short_code().len(), 29);
    }
    let (key, note) = text.split_once('\n').unwrap_or((&text, ""));
    if let Ok(verifier) = key.parse::<Verifier>() {
        assert_eq!(verifier.to_string().parse::<Verifier>().unwrap(), verifier);
        let _ = verifier.open(note);
    }
    // What somebody pastes: notes within other words, and codes as they were typed.
    for held in golden_thread::checkpoints::held::find(&text, None) {
        use golden_thread::checkpoints::held::Held;
        match held {
            Held::Note(note) => {
                let claimed = proof::Checkpoint::claimed(&note);
                let opened = signer.verifier().open(&note);
                assert!(opened.is_err() || claimed == opened);
            }
            Held::Code { code, .. } => assert_eq!(proof::code::read(&code), Some(code)),
        }
    }
}

/// The container of a pack, written as its format says, whatever the entries are.
fn packed(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let offset = u32::try_from(out.len()).unwrap().to_le_bytes();
        let size = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let mut common = vec![10, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        common.extend(crc32fast::hash(bytes).to_le_bytes());
        common.extend(size);
        common.extend(size);
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        out.extend([&b"PK\x03\x04"[..], &common, name.as_bytes(), bytes].concat());
        let record = [&b"PK\x01\x02\x0a\x00"[..], &common, &[0; 10], &offset];
        directory.extend([&record.concat(), name.as_bytes()].concat());
    }
    let from = u32::try_from(out.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    out.extend(directory);
    out.extend(
        [
            &b"PK\x05\x06\0\0\0\0"[..],
            &count,
            &count,
            &size,
            &from,
            &[0, 0],
        ]
        .concat(),
    );
    out
}

const PACK: &[u8] = include_bytes!("../../events/pack/tests/golden/pack-v1.zip");

/// An evidence pack: the first byte says whether the rest is the file, what somebody holds of it,
/// or an entry of a pack with its checksum. Only the pack that was signed is genuine.
pub fn pack(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(rest);
    let held = pack::Held {
        checkpoint: pack::HeldCheckpoint::read(&text).ok(),
        key: pack::HeldKey::read(&text).ok(),
    };
    let nth = usize::from(kind.wrapping_sub(b'0'));
    let whole = match kind {
        b'z' => rest.to_vec(),
        b'h' => PACK.to_vec(),
        _ => {
            let mut archive = zip::ZipArchive::new(Cursor::new(PACK)).unwrap();
            let mut entries = Vec::new();
            for place in 0..archive.len() {
                let mut entry = archive.by_index(place).unwrap();
                let mut bytes = Vec::new();
                std::io::copy(&mut entry, &mut bytes).unwrap();
                entries.push((entry.name().unwrap().into_owned(), bytes));
            }
            let nth = nth % entries.len();
            entries[nth].1 = rest.to_vec();
            packed(&entries)
        }
    };
    let report = pack::verify(Cursor::new(&whole), &held).unwrap();
    assert_eq!(report.genuine, report.problems.is_empty());
    assert!(!report.genuine || whole == PACK);
    let _ = pack::inclusion(Cursor::new(&whole), 7);
}

/// The body of a write: two bytes choose the command, the rest is what was sent.
pub fn command(bytes: &[u8]) {
    let Some(([high, low], sent)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let catalogue = Command::catalogue();
    let nth = usize::from(high.wrapping_sub(b'0')) * 16 + usize::from(low.wrapping_sub(b'0'));
    let chosen = &catalogue[nth % catalogue.len()];
    let Ok(Value::Object(mut fields)) = serde_json::from_slice::<Value>(sent) else {
        return;
    };
    let (mut meta, mut faults) = (golden_thread::app::Meta::by(Actor::System), Vec::new());
    let data = fields.remove("data");
    body::meta(&mut fields, &mut meta, &mut faults);
    body::nothing_left(&fields, &["data"], &mut faults);
    let read = body::command(chosen.kind, &chosen.word, data, 0, &mut faults);
    assert!(read.is_some() || !faults.is_empty());
    if let Some(command) = read {
        let (word, fields) = command.to_parts().unwrap();
        assert_eq!(word, chosen.word);
        to_canonical(&fields).expect("what was read can be recorded");
    }
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(data).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document: the first byte says whether the rest is the file itself, the text of a Word
/// document, or a sheet of a workbook. No text of a document is lost.
pub fn document(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
    let whole = match kind {
        b'w' => zipped(&[types, ("word/document.xml", rest)]),
        b's' => zipped(&[
            types,
            ("xl/workbook.xml", WORKBOOK.as_bytes()),
            ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
            ("xl/worksheets/sheet1.xml", rest),
        ]),
        _ => rest.to_vec(),
    };
    let Ok(document) = read_document("plan 2021-22", &whole) else {
        return;
    };
    for matching in [guess_matching(&document), Matching::default()] {
        let proposal = propose(&document, &matching, None);
        assert_eq!(unaccounted(&document, &proposal), vec![]);
    }
}

const WORKBOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
     <sheet name=\"Plan\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/\
     relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/\
     officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
     </Relationships>";

/// The dates, periods and horizons in a text: each stands where it says.
pub fn dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let period = find_period(&text);
    for period in [None, period] {
        let mut from = 0;
        for found in find_dates(&text, period) {
            assert!(found.range.start >= from && found.range.start < found.range.end);
            from = found.range.end;
            text.get(found.range).expect("it stands in the text");
        }
        let _ = split_milestones(&text, period);
    }
    for found in find_horizons(&text) {
        text.get(found.range).expect("it stands in the text");
    }
}

/// A moment, as an address or a command names it.
pub fn moment(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for read in [
        DateTime::parse_from_rfc3339(&text)
            .ok()
            .map(|at| at.to_utc()),
        parse_moment_field(&text).ok(),
    ]
    .into_iter()
    .flatten()
    {
        let _ = golden_thread::clock::day_in_england(read);
        let _ = golden_thread::web::components::dates::moment_text(read);
    }
}

/// What people and programs show at the door: tokens, links, recovery keys and codes, cookies of
/// devices, passwords and the secrets of authenticators.
pub fn credentials(bytes: &[u8]) {
    use golden_thread::identity::secrets::{ApiToken, Secret};
    use golden_thread::identity::{passwords, second_step};
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Some(secret) = Secret::parse(text) {
        assert_eq!(*secret.text(), text, "a link reads back as it was written");
    }
    if let Ok(token) = ApiToken::parse(text) {
        let again = ApiToken::parse(&token.text()).expect("a token reads back");
        assert_eq!(again.id, token.id);
    }
    if let Ok(key) = events::log::RecoveryKey::parse(text) {
        let printed = key.printed();
        events::log::RecoveryKey::parse(&printed).expect("a recovery key reads back");
    }
    let _ = second_step::TotpSecret::parse(text);
    let _ = second_step::find_recovery_code(text, "00\n11");
    // Judging is slow on long texts, and nobody may send one longer than this.
    let short: String = text.chars().take(passwords::CHARACTERS_MAX).collect();
    let _ = passwords::judge(&short, &["Robin Example"]);
}

/// What a proxy says of whoever spoke to it, in both headers, whatever stands before it.
pub fn forwarded(bytes: &[u8]) {
    use golden_thread::config::ProxyHeader;
    use golden_thread::web::peer::{Connection, Front};
    let Ok(value) = axum::http::HeaderValue::from_bytes(bytes) else {
        return;
    };
    let connection = Connection::default();
    for (header, proxy_header) in [
        ("x-forwarded-for", ProxyHeader::XForwardedFor),
        ("forwarded", ProxyHeader::Forwarded),
    ] {
        let mut headers = axum::http::HeaderMap::new();
        headers.insert(header, value.clone());
        let front = |trusted: &str| Front {
            trusted_proxies: vec![trusted.parse().unwrap()],
            proxy_header,
            ..Front::default()
        };
        let untrusted = front("192.0.2.0/24").peer(connection, &headers);
        assert_eq!(
            untrusted.address, connection.address,
            "nobody else is believed"
        );
        let _ = front("127.0.0.0/8").peer(connection, &headers);
    }
}

/// A return brought from another board: it is refused with a reason, or every answer of it stands
/// beside a standard or among those left over.
pub fn return_file(bytes: &[u8]) {
    use events::self_assessment::{CampaignKind, shipped};
    use golden_thread::return_file::{propose, read};
    match read(bytes) {
        Ok(file) => {
            for kind in CampaignKind::ALL {
                let proposal = propose(&file, &shipped(kind)[0]);
                let told = proposal.found.len() + proposal.unplaced.len();
                assert_eq!(told, file.answers.len(), "no answer is lost");
            }
            let again = read(&file.to_json().unwrap());
            assert_eq!(again, Ok(file), "what was read is written and read again");
        }
        Err(fault) => assert!(!fault.to_string().is_empty(), "it says why"),
    }
}

/// A configuration file: it is understood or every problem of it is told, and what is shown of it
/// holds no secret.
pub fn configuration(bytes: &[u8]) {
    use golden_thread::config::{Config, Sources};
    let folder = folder();
    let file = folder.path().join("golden-thread.toml");
    std::fs::write(&file, bytes).unwrap();
    let sources = Sources {
        file: Some(file),
        ..Sources::default()
    };
    match Config::load(&sources) {
        Ok(config) => {
            let _ = config.told();
            let _ = config.providers_shown();
        }
        Err(refused) => assert!(!refused.problems.is_empty(), "it says why"),
    }
}

/// A file of the access log: it is checked, read, and written on, and no line that was whole is
/// lost.
pub fn access_log(bytes: &[u8]) {
    use golden_thread::access_log::{AccessLog, Filter, verify};
    let folder = folder();
    let file = folder.path().join("2026-11.ndjson");
    std::fs::write(&file, bytes).unwrap();
    let before = verify(folder.path()).unwrap();
    let disk = std::sync::Arc::new(events::log::RealDisk);
    let log = AccessLog::open(folder.path().to_owned(), disk).unwrap();
    let part = log.entries(&Filter::default(), None, 1000).unwrap();
    assert!(part.rows.len() as u64 <= before.lines);
    drop(log);
    assert_eq!(verify(folder.path()).unwrap().lines, before.lines);
}
