//! How a pack stands to what the reader holds.

use super::sample::{Log, SIZE, log, sample, signer};
use super::zipped::check_with;
use pack::{Code, Held, HeldCheckpoint, HeldKey, KeyRelation, Relation, Report};
use proof::Checkpoint;

fn with(text: &str) -> Report {
    let held = Held {
        checkpoint: Some(HeldCheckpoint::read(text).unwrap()),
        key: None,
    };
    check_with(&sample(), &held)
}

fn sized(checkpoint: &Checkpoint) -> String {
    format!("{} {}", checkpoint.size, checkpoint.short_code())
}

fn bridge(checkpoint: &Checkpoint, earlier: u64, later: u64) -> String {
    let proof = log().consistency(earlier, later);
    let proof: Vec<String> = proof.iter().map(hex::encode).collect();
    serde_json::json!({ "note": signer(7).sign(checkpoint), "proof": proof }).to_string()
}

/// The sizes at which the pack itself tells what the root was.
fn told_by_the_pack() -> Vec<u64> {
    (1..SIZE)
        .filter(|size| {
            let by_position = super::sample::POSITIONS.contains(size)
                || super::sample::POSITIONS.contains(&(size + 1));
            // And between blocks: 8 and 14 lie between leaves of the pack or are whole blocks.
            by_position || [2, 5, 11].contains(size)
        })
        .collect()
}

#[test]
fn the_same_checkpoint_is_the_same_in_every_form() {
    let now = log().checkpoint(SIZE);
    for text in [signer(7).sign(&now), sized(&now), now.short_code()] {
        let report = with(&text);
        assert_eq!(report.relation, Relation::Same, "{text}");
        assert!(report.genuine && report.would_tell.is_none());
    }
}

#[test]
fn a_checkpoint_of_nothing_tells_nothing() {
    let nothing = Checkpoint {
        size: 0,
        ..log().checkpoint(0)
    };
    let note = signer(7).sign(&nothing);
    let bridge = serde_json::json!({ "note": note, "proof": [] }).to_string();
    for text in [note, sized(&nothing), bridge] {
        assert_eq!(with(&text).relation, Relation::CannotTell, "{text}");
    }
}

#[test]
fn of_a_bridge_at_the_packs_own_size_the_proof_is_not_looked_at() {
    let note = signer(7).sign(&log().checkpoint(SIZE));
    let bridge = serde_json::json!({ "note": note, "proof": ["0".repeat(64)] }).to_string();
    assert_eq!(with(&bridge).relation, Relation::Same);
}

#[test]
fn an_earlier_checkpoint_is_held_by_the_pack_wherever_it_knows_the_root() {
    let log = log();
    for size in told_by_the_pack() {
        let kept = log.checkpoint(size);
        for text in [signer(7).sign(&kept), sized(&kept)] {
            let report = with(&text);
            assert_eq!(report.relation, Relation::Later, "{size}");
            assert!(report.genuine);
        }
    }
    for size in [5, 11] {
        let code = log.checkpoint(size).short_code();
        assert_eq!(with(&code).relation, Relation::Later);
    }
}

#[test]
fn where_the_pack_does_not_know_the_root_it_says_so_and_a_bridge_tells() {
    let log = log();
    let unknown = (1..SIZE)
        .find(|size| !told_by_the_pack().contains(size))
        .unwrap();
    let kept = log.checkpoint(unknown);
    for text in [signer(7).sign(&kept), sized(&kept), kept.short_code()] {
        let report = with(&text);
        assert_eq!(report.relation, Relation::CannotTell, "{text}");
        assert!(report.would_tell.is_some() && report.genuine);
    }
    let report = with(&bridge(&kept, unknown, SIZE));
    assert_eq!(report.relation, Relation::Later);
    let other = Checkpoint {
        root: [1; 32],
        ..kept
    };
    let report = with(&bridge(&other, unknown, SIZE));
    assert_eq!(report.relation, Relation::CannotTell);
}

#[test]
fn a_later_checkpoint_needs_a_bridge() {
    let log = log();
    let kept = log.checkpoint(SIZE + 3);
    for text in [signer(7).sign(&kept), sized(&kept)] {
        assert_eq!(with(&text).relation, Relation::CannotTell);
    }
    let report = with(&bridge(&kept, SIZE, SIZE + 3));
    assert_eq!(report.relation, Relation::Earlier);
    assert!(report.genuine);
    let report = with(&bridge(&kept, SIZE - 1, SIZE + 3));
    assert_eq!(report.relation, Relation::CannotTell);
}

#[test]
fn a_checkpoint_of_a_log_that_was_changed_is_forked() {
    let fork = Log::new(SIZE, 2, ", or so");
    for size in [5, 11, SIZE] {
        let kept = fork.checkpoint(size);
        for text in [signer(7).sign(&kept), sized(&kept)] {
            let report = with(&text);
            assert_eq!(report.relation, Relation::Forked, "{size}");
            assert!(report.has(Code::Forked) && !report.genuine);
        }
    }
    // The code alone is that of no checkpoint that the pack knows.
    let report = with(&fork.checkpoint(5).short_code());
    assert_eq!(report.relation, Relation::CannotTell);
}

#[test]
fn a_checkpoint_of_another_log_or_key_or_that_was_changed_is_told_apart() {
    let kept = log().checkpoint(5);
    let foreign = with(&signer(8).sign(&kept));
    assert!(foreign.has(Code::OtherKey));
    let changed = signer(7).sign(&kept).replacen("\n5\n", "\n6\n", 1);
    assert!(with(&changed).has(Code::HeldSignature));
    let elsewhere = Checkpoint {
        origin: "elsewhere.test".into(),
        ..kept
    };
    assert!(with(&signer(7).sign(&elsewhere)).has(Code::OtherLog));
    let stamp = signer(7).sign_text("a stamp\nand no checkpoint\n").unwrap();
    let held = HeldCheckpoint::read(&stamp);
    assert_eq!(held, Err(pack::NotHeld::Checkpoint));
}

#[test]
fn the_key_that_is_held_is_the_same_or_another() {
    for (secret, relation) in [(7, KeyRelation::Same), (8, KeyRelation::Other)] {
        let key = signer(secret).verifier();
        for text in [key.to_string(), key.fingerprint()] {
            let held = Held {
                checkpoint: None,
                key: Some(HeldKey::read(&text).unwrap()),
            };
            let report = check_with(&sample(), &held);
            assert_eq!(report.key, relation);
            assert_eq!(report.genuine, relation == KeyRelation::Same);
            assert_eq!(report.has(Code::OtherKey), relation == KeyRelation::Other);
        }
    }
}
