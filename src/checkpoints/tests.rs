use super::checking::{Cause, Stands, Verdict, check, proved};
use super::held::Held;
use super::*;
use crate::app::{Instruction, Meta, Start};
use events::envelope::{Actor, Role};
use events::ids::HoldingId;
use events::log::History;
use events::partnership;
use events::text::Text;
use events::world::Command;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use uuid::Uuid;

pub(super) fn clock() -> Clock {
    Clock::set_to("2026-11-04T09:00:00Z".parse().unwrap())
}

pub(super) fn started(folder: &Path, clock: &Clock) -> App {
    App::start(Start {
        data: folder.to_owned(),
        master_key: [7; 32],
        clock: clock.clone(),
    })
    .unwrap()
}

/// Records one event: somebody holds a role, known by that number.
pub(super) fn record(app: &App, number: u128) {
    let appoint = partnership::Command::AppointRoleHolder {
        holding: HoldingId(Uuid::from_u128(0x0198_0000 + number)),
        role: Role::Chair,
        post: format!("Post {number}"),
        agency: None,
        holder: Text::plain("Perpetua Quillfeather"),
        from: app.clock().today(),
    };
    let instruction = Instruction {
        stream: app.partnership(),
        command: Command::Partnership(appoint),
        expected: None,
    };
    app.execute(vec![instruction], &Meta::by(Actor::terminal()))
        .unwrap();
}

/// An app on a new folder, with a checkpoint and two events after it.
fn grown() -> (TempDir, App, SignedCheckpoint) {
    let folder = tempfile::tempdir().unwrap();
    let app = started(folder.path(), &clock());
    let kept = make(&app).unwrap().signed;
    record(&app, 1);
    record(&app, 2);
    (folder, app, kept)
}

fn note(text: &str) -> Held {
    held::find(text, None).into_iter().next().unwrap()
}

fn code(code: &str, size: Option<u64>) -> Held {
    let code = code.to_owned();
    Held::Code { code, size }
}

#[track_caller]
fn stood(app: &App, held: &Held) -> Stands {
    match check(app.log(), held).unwrap() {
        Verdict::Stands(stands) => stands,
        other @ (Verdict::Fails(_) | Verdict::SizeNeeded { .. }) => panic!("{held:?}: {other:?}"),
    }
}

#[track_caller]
fn failed(app: &App, held: &Held) -> Cause {
    match check(app.log(), held).unwrap() {
        Verdict::Fails(cause) => {
            assert!(!cause.told().is_empty() && !cause.means().is_empty());
            cause
        }
        other @ (Verdict::Stands(_) | Verdict::SizeNeeded { .. }) => {
            panic!("{held:?}: {other:?}")
        }
    }
}

fn copied(from: &Path) -> TempDir {
    let to = tempfile::tempdir().unwrap();
    let mut folders = vec![(from.to_owned(), to.path().to_owned())];
    while let Some((from, to)) = folders.pop() {
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push((entry.path(), target));
            } else {
                fs::copy(entry.path(), target).unwrap();
            }
        }
    }
    to
}

#[test]
fn a_checkpoint_is_made_once_over_the_same_events() {
    let folder = tempfile::tempdir().unwrap();
    let app = started(folder.path(), &clock());
    let first = make(&app).unwrap();
    assert!(first.new);
    let again = make(&app).unwrap();
    assert_eq!((again.signed, again.new), (first.signed.clone(), false));
    record(&app, 1);
    let later = after_paper_frozen(&app).unwrap();
    assert_eq!(later.checkpoint.size, first.signed.checkpoint.size + 1);
    assert_eq!(app.log().checkpoints(), [first.signed, later]);
}

#[test]
fn the_checkpoint_of_the_day_is_made_in_the_evening_where_something_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let clock = clock();
    let app = started(folder.path(), &clock);
    let at = |text: &str| clock.set(text.parse().unwrap());
    // What stands in a new log was recorded this morning: the evening has not come.
    assert_eq!(make_daily(&app).unwrap(), None);
    at("2026-11-04T19:00:00Z");
    let first = make_daily(&app).unwrap().unwrap();
    assert_eq!(first.checkpoint.size, app.log().size());
    assert_eq!(make_daily(&app).unwrap(), None, "once a day");
    at("2026-11-05T20:00:00Z");
    assert_eq!(make_daily(&app).unwrap(), None, "nothing is new");
    record(&app, 1);
    let second = make_daily(&app).unwrap().unwrap();
    assert_eq!(second.checkpoint.size, first.checkpoint.size + 1);
    record(&app, 2);
    assert_eq!(make_daily(&app).unwrap(), None, "once a day");
}

#[test]
fn minutes_say_size_day_and_code() {
    let (_folder, _, kept) = grown();
    let size = kept.checkpoint.size;
    let code = kept.checkpoint.short_code();
    assert_eq!(
        minute(&kept),
        format!("At {size} events on 4 November 2026: {code}")
    );
    assert_eq!(
        held::find(&minute(&kept), None),
        [Held::Code {
            code,
            size: Some(size)
        }]
    );
    // And a pack is compared with the same line.
    for line in [minute(&kept), format!("For the minutes: {}", minute(&kept))] {
        assert_eq!(
            pack::HeldCheckpoint::read(&line),
            Ok(pack::HeldCheckpoint::Code {
                code: kept.checkpoint.short_code(),
                size: Some(size)
            }),
            "{line}"
        );
    }
}

#[test]
fn what_was_kept_stands_as_a_note_as_minutes_and_as_a_bare_code() {
    let (_folder, app, kept) = grown();
    let kept_code = kept.checkpoint.short_code();
    let size = kept.checkpoint.size;
    for held in [
        note(&kept.note),
        note(&minute(&kept)),
        code(&kept_code, None),
        code(&kept_code, Some(size)),
    ] {
        let stands = stood(&app, &held);
        assert_eq!((stands.size, stands.now), (size, size + 2));
        assert_eq!(stands.made_at, Some(kept.made_at));
        assert_eq!(stands.root, kept.checkpoint.root);
        // The newest checkpoint is this one: a proof goes from it to itself.
        assert_eq!(stands.proved_to, Some(size));
    }
}

#[test]
fn a_code_at_a_size_without_a_checkpoint_is_worked_out_from_the_tree() {
    let (_folder, app, kept) = grown();
    let size = kept.checkpoint.size - 1;
    let then = proof::Checkpoint {
        origin: app.log().verifier().name().to_owned(),
        size,
        root: app.log().root_at(size).unwrap(),
    };
    let stands = stood(&app, &code(&then.short_code(), Some(size)));
    assert_eq!((stands.size, stands.made_at), (size, None));
    let unknown = check(app.log(), &code(&then.short_code(), None)).unwrap();
    let code = then.short_code();
    assert_eq!(unknown, Verdict::SizeNeeded { code });
}

#[test]
fn another_code_and_a_number_that_is_too_large_do_not_stand() {
    let (_folder, app, kept) = grown();
    let size = kept.checkpoint.size;
    let held = kept.checkpoint.short_code();
    let cause = failed(&app, &code(&held, Some(size + 1)));
    assert!(matches!(cause, Cause::OtherCode { .. }), "{cause:?}");
    let cause = failed(&app, &code(&held, Some(size + 3)));
    let now = size + 2;
    let (size, signed) = (size + 3, false);
    assert_eq!(cause, Cause::Beyond { size, now, signed });
}

#[test]
fn a_note_that_was_changed_signed_by_another_key_or_of_another_log_is_named() {
    let (_folder, app, kept) = grown();
    let size = kept.checkpoint.size;
    let forged = kept.note.replacen(&format!("\n{size}\n"), "\n2\n", 1);
    assert_ne!(forged, kept.note);
    assert_eq!(failed(&app, &note(&forged)), Cause::Forged);
    let name = app.log().verifier().name();
    let resigned = proof::Signer::new(name, &[9; 32]).unwrap();
    let resigned = resigned.sign(&kept.checkpoint);
    assert_eq!(failed(&app, &note(&resigned)), Cause::OtherKey);
    let (_other_folder, other, others) = grown();
    let cause = failed(&app, &note(&others.note));
    let origin = other.log().verifier().name().to_owned();
    let here = name.to_owned();
    assert_eq!(cause, Cause::OtherLog { origin, here });
    let no_checkpoint = "words\n\n\u{2014} words AAAA\n";
    assert_eq!(failed(&app, &note(no_checkpoint)), Cause::NoCheckpoint);
}

#[test]
fn a_log_that_was_cut_off_or_grew_otherwise_is_named() {
    let (folder, app, _) = grown();
    app.close();
    let (cut, forked) = (copied(folder.path()), copied(folder.path()));
    let clock = clock();
    let app = started(folder.path(), &clock);
    record(&app, 3);
    let kept = make(&app).unwrap().signed;
    app.close();
    let app = started(cut.path(), &clock);
    let cause = failed(&app, &note(&kept.note));
    let (size, now) = (kept.checkpoint.size, kept.checkpoint.size - 1);
    let signed = true;
    assert_eq!(cause, Cause::Beyond { size, now, signed });
    app.close();
    let app = started(forked.path(), &clock);
    record(&app, 4);
    let cause = failed(&app, &note(&kept.note));
    let (held, here) = (kept.checkpoint.root, app.log().root());
    assert_eq!(cause, Cause::Forked { size, held, here });
}

#[test]
fn a_proof_leads_from_what_was_kept_to_the_newest_checkpoint() {
    let (folder, app, kept) = grown();
    let later = make(&app).unwrap().signed;
    let size = kept.checkpoint.size;
    let (proof, to) = proved(app.log(), size).unwrap().unwrap();
    assert_eq!(to, later);
    let (old, new) = (&kept.checkpoint, &later.checkpoint);
    let held = proof::verify_consistency(old.size, &old.root, new.size, &new.root, &proof);
    assert_eq!(held, Ok(()));
    let file = proof_file(size, &proof, &later);
    assert!(file.starts_with(&format!("old {size}\n")));
    assert_eq!(file.lines().count(), 1 + proof.len() + 1 + 5);
    assert!(file.ends_with(&later.note));
    assert_eq!(proved(app.log(), new.size + 1).unwrap(), None);
    assert_eq!(proved(app.log(), 0).unwrap(), None);
    // The journal alone says the same.
    let history = History::read(folder.path()).unwrap();
    let from_journal = proved(&history, size).unwrap().unwrap();
    assert_eq!(from_journal, (proof, later.clone()));
    assert_eq!(
        check(&history, &note(&later.note)).unwrap(),
        check(app.log(), &note(&later.note)).unwrap()
    );
}
