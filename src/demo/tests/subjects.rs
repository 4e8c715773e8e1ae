//! What one child or family member said stands in a stream of their own: one stream has one data
//! key, so it can be erased alone.

use super::*;
use events::practice_review;
use events::recommendation::SourceKind;
use events::review_subject::{self, SubjectOf};

fn today() -> NaiveDate {
    day(2026, 11, 22)
}

fn commands() -> Vec<(StreamId, Command)> {
    let steps = history(PARTNERSHIP, today()).into_iter();
    steps.flat_map(|step| step.commands).collect()
}

#[test]
fn no_practice_review_holds_the_words_of_a_child_or_family_member() {
    let mut answered = 0;
    for (_, command) in commands() {
        let Command::PracticeReview(command) = command else {
            continue;
        };
        let (practice_review::Command::RecordFamilyContribution { words, .. }
        | practice_review::Command::RecordFamilyDeclined { words, .. }) = command
        else {
            continue;
        };
        assert_eq!(words, None);
        answered += 1;
    }
    assert!(answered > 1, "somebody answered");
    let world = tell(today()).0;
    for (id, review) in &world.practice_reviews {
        for member in review.family.values() {
            let subject = member.subject.expect("a record of their own");
            let known = world
                .subject_of_review(*id, subject)
                .expect("of the review");
            assert_eq!(known.alias, member.alias);
        }
    }
}

#[test]
fn what_was_said_stands_in_the_stream_of_whoever_said_it() {
    let world = tell(today()).0;
    let said = commands().into_iter().filter(|(stream, command)| {
        let captured = matches!(
            command,
            Command::ReviewSubject(review_subject::Command::CaptureSubjectView { .. })
        );
        captured && stream.kind == StreamKind::ReviewSubject
    });
    let of_reviews = said.filter(|(stream, _)| {
        let known = &world.subjects[&events::ids::ReviewSubjectId(stream.id)];
        matches!(known.of, Some(SubjectOf::PracticeReview(_)))
    });
    assert!(of_reviews.count() > 0);
}

#[test]
fn the_rapid_review_that_decided_for_a_practice_review_led_to_one() {
    let world = tell(today()).0;
    let made = &world.practice_reviews_of[&cast::rapid_review("SI-02")];
    let made: Vec<_> = made.iter().copied().collect();
    assert_eq!(made, [cast::practice_review("rowan")]);
    let named = commands().into_iter().any(|(_, command)| {
        let Command::Recommendation(events::recommendation::Command::MakeRecommendation {
            sources,
            ..
        }) = command
        else {
            return false;
        };
        sources.iter().any(|source| {
            let point = source.id.map(events::ids::LearningPointId);
            let known = point.and_then(|point| world.review_of_point.get(&point));
            source.kind == SourceKind::LearningPoint && known.is_some()
        })
    });
    assert!(
        named,
        "a recommendation names a learning point of a rapid review"
    );
}
