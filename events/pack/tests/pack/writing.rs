//! What the writer refuses, so that it never hands over a pack that is not genuine.

use super::sample::{ASSEMBLED, FILE, begun, log, made, request, signer, with_leaves};
use pack::{Became, PackWriter, Reason, WriteError};
use std::io::Cursor;

#[test]
fn a_text_without_an_account_or_with_other_words_is_refused() {
    let (log, signer) = (log(), signer(7));
    let mut blocks = |level, index| log.block(level, index);
    let refused = |accounts: &[pack::Account<'_>]| {
        let written = begun(&log, &signer).leaf(log.leaf(3), accounts, &mut |l, i| log.block(l, i));
        assert!(matches!(written, Err(WriteError::Account { .. })));
    };
    let accounts = log.accounts(3);
    refused(&accounts[..1]);
    refused(&[accounts.clone(), vec![accounts[0].clone()]].concat());
    let with = |became: Became<'static>| {
        let mut changed = accounts.clone();
        changed[0].became = became;
        changed
    };
    let salt = [0; 32];
    let value = "other words".into();
    refused(&with(Became::Words { salt, value }));
    refused(&with(Became::Withheld("no_reason".into())));
    refused(&with(Became::Erased(Some(3))));
    refused(&with(Became::Erased(Some(99))));
    let (entry, hash) = ("files/a".into(), "/data/sha256".into());
    refused(&with(Became::File { entry, hash }));
    let mut elsewhere = accounts.clone();
    elsewhere[0].position = 4;
    refused(&elsewhere);
    begun(&log, &signer)
        .leaf(log.leaf(3), &accounts, &mut blocks)
        .unwrap();
}

#[test]
fn events_out_of_order_beyond_the_log_or_later_than_the_moment_are_refused() {
    let (log, signer) = (log(), signer(7));
    let mut writer = begun(&log, &signer);
    let mut add = |position: u64| {
        let accounts = log.accounts(position);
        writer.leaf(log.leaf(position), &accounts, &mut |l, i| log.block(l, i))
    };
    add(4).unwrap();
    for position in [4, 3, 20, 17] {
        assert!(
            matches!(add(position), Err(WriteError::Order(_))),
            "{position}"
        );
    }
    add(16).unwrap();
    let not_json = begun(&log, &signer).leaf("{}", &[], &mut |l, i| log.block(l, i));
    assert!(matches!(not_json, Err(WriteError::Leaf(..))));
}

#[test]
fn an_erasing_event_that_is_left_out_is_refused() {
    let (log, signer) = (log(), signer(7));
    let mut writer = begun(&log, &signer);
    let accounts = log.accounts(9);
    writer
        .leaf(log.leaf(9), &accounts, &mut |l, i| log.block(l, i))
        .unwrap();
    let ended = writer.end_leaves(&mut |l, i| log.block(l, i));
    assert!(matches!(ended, Err(WriteError::Account { .. })));
}

#[test]
fn hashes_that_do_not_lead_to_the_root_are_refused() {
    let (log, signer) = (log(), signer(7));
    let ended = begun(&log, &signer).end_leaves(&mut |_, _| Ok([0; 32]));
    assert!(matches!(ended, Err(WriteError::Root)));
    begun(&log, &signer)
        .end_leaves(&mut |l, i| log.block(l, i))
        .unwrap();
}

#[test]
fn another_file_a_missing_one_or_one_that_nobody_named_is_refused() {
    let (log, signer) = (log(), signer(7));
    let name = "files/0007-minutes.txt";
    let other = with_leaves(&log, &signer).file(name, &mut &b"other"[..]);
    assert!(matches!(other, Err(WriteError::Entry(..))));
    let unnamed = with_leaves(&log, &signer).file("files/a.txt", &mut &FILE[..]);
    assert!(matches!(unnamed, Err(WriteError::Entry(..))));
    let missing = with_leaves(&log, &signer).finish(ASSEMBLED, |text| signer.sign_text(text));
    assert!(matches!(missing, Err(WriteError::Entry(..))));
}

#[test]
fn a_page_with_an_improper_name_or_out_of_order_is_refused() {
    let (log, signer) = (log(), signer(7));
    let mut writer = with_leaves(&log, &signer);
    writer
        .file("files/0007-minutes.txt", &mut &FILE[..])
        .unwrap();
    let mut add = |name: &str| writer.page(name, &mut &b"page"[..]);
    assert!(add("../a.html").is_err());
    add("b.html").unwrap();
    assert!(add("a.html").is_err() && add("b.html").is_err());
    add("c.html").unwrap();
}

#[test]
fn a_checkpoint_or_stamp_of_another_key_is_refused() {
    let (log, ours, other) = (log(), signer(7), signer(8));
    let mut wrong = request(&log, &ours);
    wrong.checkpoint = request(&log, &other).checkpoint;
    let spools = || [Cursor::new(Vec::new()), Cursor::new(Vec::new())];
    let out = || Cursor::new(Vec::new());
    assert!(PackWriter::new(out(), spools(), wrong).is_err());
    let note = other.sign(&log.checkpoint(5));
    let proof = log.consistency(5, super::sample::SIZE);
    assert!(begun(&log, &ours).kept(ASSEMBLED, &note, &proof).is_err());
    let note = ours.sign(&log.checkpoint(5));
    assert!(
        begun(&log, &ours)
            .kept(ASSEMBLED, &note, &proof[1..])
            .is_err()
    );
    begun(&log, &ours).kept(ASSEMBLED, &note, &proof).unwrap();
    let mut writer = with_leaves(&log, &ours);
    writer
        .file("files/0007-minutes.txt", &mut &FILE[..])
        .unwrap();
    let stamped = writer.finish(ASSEMBLED, |text| other.sign_text(text));
    assert!(matches!(stamped, Err(WriteError::Checkpoint(_))));
}

#[test]
fn what_is_said_of_a_pack_has_to_be_proper() {
    let (log, signer) = (log(), signer(7));
    let spools = || [Cursor::new(Vec::new()), Cursor::new(Vec::new())];
    let request_with = |change: &dyn Fn(&mut pack::Request)| {
        let mut request = request(&log, &signer);
        change(&mut request);
        PackWriter::new(Cursor::new(Vec::new()), spools(), request).is_ok()
    };
    assert!(request_with(&|_| {}));
    assert!(!request_with(&|request| request.as_at = "today".into()));
    assert!(!request_with(&|request| request.reasons.push(Reason {
        code: "Not A Code".into(),
        words: String::new(),
    })));
    assert!(made(&log, &signer, "today").is_err());
}
