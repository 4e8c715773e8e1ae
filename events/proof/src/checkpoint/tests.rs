//! Notes are read back by whoever has the key, and in one way of being written.

use super::*;

fn signer() -> Signer {
    Signer::new("golden-thread.test/log", &[3; 32]).unwrap()
}

fn checkpoint() -> Checkpoint {
    Checkpoint {
        origin: "golden-thread.test/log".into(),
        size: 1234,
        root: [5; 32],
    }
}

#[test]
fn a_signed_checkpoint_is_read_back_by_whoever_has_the_public_key() {
    let note = signer().sign(&checkpoint());
    let public: Verifier = signer().verifier().to_string().parse().unwrap();
    assert_eq!(public.open(&note), Ok(checkpoint()));
}

#[test]
fn a_text_is_signed_unless_it_could_be_read_as_a_checkpoint() {
    let text = "evidence pack\nof today\n";
    let note = signer().sign_text(text).unwrap();
    assert_eq!(signer().verifier().open_text(&note), Ok(text));
    assert_eq!(signer().verifier().open(&note), Err(NoteError::Shape));
    let changed = note.replacen("today", "toady", 1);
    assert_eq!(
        signer().verifier().open_text(&changed),
        Err(NoteError::Forged)
    );
    for wrong in ["no line feed", "an empty\n\nline\n", &checkpoint().text()] {
        assert_eq!(signer().sign_text(wrong), Err(NoteError::Shape));
    }
}

#[test]
fn the_text_of_a_checkpoint_is_read_without_its_signature_and_with_nothing_more() {
    let text = checkpoint().text();
    assert_eq!(Checkpoint::from_text(&text), Ok(checkpoint()));
    let more = format!("{text}more\n");
    assert_eq!(Checkpoint::from_text(&more), Err(NoteError::Shape));
}

#[test]
fn a_changed_checkpoint_is_refused() {
    let note = signer().sign(&checkpoint());
    let verifier = signer().verifier();
    assert_eq!(
        verifier.open(&note.replacen("1234", "1235", 1)),
        Err(NoteError::Forged)
    );
    let other = Signer::new("golden-thread.test/log", &[4; 32]).unwrap();
    assert_eq!(other.verifier().open(&note), Err(NoteError::OtherSigner));
    for cut in 0..note.len() {
        if let Some(part) = note.get(..cut) {
            assert!(verifier.open(part).is_err() || part.trim_end() == note.trim_end());
        }
    }
}

#[test]
fn a_note_has_one_way_of_ending_its_lines() {
    let note = signer().sign(&checkpoint());
    let verifier = signer().verifier();
    let windows = note.replace('\n', "\r\n");
    let last = note.trim_end_matches('\n');
    for wrong in [windows, format!("{last}\r\n"), last.to_owned()] {
        assert_eq!(verifier.open(&wrong), Err(NoteError::Shape), "{wrong:?}");
        assert_eq!(note_parts(&wrong), Err(NoteError::Shape), "{wrong:?}");
    }
}

#[test]
fn a_line_that_is_no_signature_is_refused_wherever_it_stands() {
    let note = signer().sign(&checkpoint());
    let verifier = signer().verifier();
    let (text, own) = note_parts(&note).unwrap();
    let other = "— other.test/log AAAAAAE=\n";
    for lines in [format!("{other}{own}"), format!("{own}{other}")] {
        let note = format!("{text}\n{lines}");
        assert_eq!(verifier.open(&note), Ok(checkpoint()), "{note}");
    }
    for wrong in [
        "- other.test/log AAAAAAE=\n",
        "— other.test/log AAAAAA==\n",
        "— other+log AAAAAAE=\n",
        "—  AAAAAAE=\n",
        "— other.test/log AAAAAAF=\n",
        "— other.test/log\n",
    ] {
        for lines in [format!("{wrong}{own}"), format!("{own}{wrong}")] {
            let note = format!("{text}\n{lines}");
            assert_eq!(verifier.open(&note), Err(NoteError::Shape), "{note}");
        }
    }
}

#[test]
fn a_signature_that_fits_counts_though_another_of_the_name_does_not() {
    let note = signer().sign(&checkpoint());
    let (text, own) = note_parts(&note).unwrap();
    let mut signed = signer().verifier().key_hash().to_vec();
    signed.extend_from_slice(&[1; 64]);
    let wrong = format!("— {} {}\n", signer().name, BASE64.encode(signed));
    let verifier = signer().verifier();
    for lines in [format!("{wrong}{own}"), format!("{own}{wrong}")] {
        let note = format!("{text}\n{lines}");
        assert_eq!(verifier.open(&note), Ok(checkpoint()));
    }
    let note = format!("{text}\n{wrong}");
    assert_eq!(verifier.open(&note), Err(NoteError::Forged));
}

#[test]
fn a_size_is_a_whole_number_that_a_position_can_be() {
    let largest = Checkpoint {
        size: INTEGER_MAX,
        ..checkpoint()
    };
    assert_eq!(parse(&largest.text()), Ok(largest.clone()));
    let more = Checkpoint {
        size: INTEGER_MAX + 1,
        ..largest
    };
    assert_eq!(parse(&more.text()), Err(NoteError::Shape));
}

#[test]
fn a_number_with_leading_noughts_is_not_a_size() {
    let text = checkpoint().text().replacen("1234", "01234", 1);
    assert_eq!(parse(&text), Err(NoteError::Shape));
}

#[test]
fn a_name_that_would_break_the_note_is_refused() {
    for name in ["", "a b", "a+b", "a\nb"] {
        assert!(Signer::new(name, &[0; 32]).is_err());
    }
    assert!("golden+00000000+AAAA".parse::<Verifier>().is_err());
}

/// The key of the Go implementation's own documentation, so that other programs read ours.
#[test]
fn the_public_key_of_another_implementation_is_read() {
    let key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let verifier: Verifier = key.parse().unwrap();
    assert_eq!(verifier.to_string(), key);
}

#[test]
fn a_short_code_has_six_groups_and_changes_with_the_root() {
    let code = checkpoint().short_code();
    assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4; 6]);
    let other = Checkpoint {
        root: [6; 32],
        ..checkpoint()
    };
    assert_ne!(other.short_code(), code);
    assert_eq!(code::read(&code), Some(code));
}

#[test]
fn a_fingerprint_tells_keys_and_names_apart() {
    let one = signer().verifier().fingerprint();
    assert_eq!(one.len(), 29);
    let other_key = Signer::new("golden-thread.test/log", &[4; 32]).unwrap();
    let other_name = Signer::new("golden-thread.test/other", &[3; 32]).unwrap();
    assert_ne!(other_key.verifier().fingerprint(), one);
    assert_ne!(other_name.verifier().fingerprint(), one);
}

#[test]
fn what_a_note_claims_is_read_whoever_signed_it() {
    let other = Signer::new("golden-thread.test/log", &[4; 32]).unwrap();
    assert_eq!(
        Checkpoint::claimed(&other.sign(&checkpoint())),
        Ok(checkpoint())
    );
    assert_eq!(
        Checkpoint::claimed("no note\n\nat all\n"),
        Err(NoteError::Shape)
    );
}
