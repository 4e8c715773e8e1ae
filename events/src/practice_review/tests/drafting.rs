//! Drafts, accuracy, findings, sign-off and anonymisation.

use super::*;
use crate::envelope::Role;

fn ask_accuracy(agencies: &[u128], due: &str) -> Command {
    Command::RequestAccuracyCheck {
        agencies: agencies.iter().map(|agency| id(*agency)).collect(),
        due: day(due),
    }
}

fn accurate(agency: u128, accurate: bool, words: Option<&str>) -> Command {
    Command::CheckAccuracy {
        agency: id(agency),
        accurate,
        words: words.map(Into::into),
    }
}

#[test]
fn a_draft_comes_from_a_reviewer_in_place_of_a_review_whose_terms_are_agreed() {
    yes(&underway(), draft(Some(1)));
    no(&underway(), draft(None), &["reviewer_missing"]);
    no(&underway(), draft(Some(2)), &["reviewer_unknown"]);
    let unscoped = then(commissioned(), vec![appoint()]);
    no(&unscoped, draft(Some(1)), &["terms_not_agreed"]);
    let removed = then(
        underway(),
        vec![Command::RemoveReviewer { number: 1 }, appoint()],
    );
    no(&removed, draft(Some(1)), &["reviewer_removed"]);
    yes(&removed, draft(Some(2)));
    let other = commission(ReviewKind::OtherLearning, "2026-05-01");
    yes(&then(partnered(), vec![other, terms()]), draft(None));
}

#[test]
fn nothing_is_done_to_a_draft_before_it_came() {
    let all = [
        sign(1),
        assess(),
        check(),
        send("2026-06-15"),
        Command::SendReportToOfsted {
            on: day("2026-06-15"),
        },
        ask_accuracy(&[1], "2026-07-01"),
        accurate(1, true, None),
    ];
    for command in all {
        no(&underway(), command, &["no_draft"]);
    }
}

#[test]
fn a_new_draft_is_signed_checked_and_sent_again() {
    let world = then(noticed(), vec![draft(Some(1))]);
    let now = state(&world);
    assert_eq!((now.phase, now.draft.version), (Phase::Draft, 2));
    assert!(now.draft.signed.is_empty());
    assert_eq!((now.draft.anonymised, now.draft.panel), (None, None));
    yes(&world, sign(1));
}

#[test]
fn an_agency_is_asked_once_about_a_draft_and_answers_once() {
    let world = then(drafted(), vec![ask_accuracy(&[1], "2026-07-01")]);
    no(
        &world,
        ask_accuracy(&[1, 2], "2026-07-01"),
        &["accuracy_already_asked"],
    );
    no(
        &drafted(),
        ask_accuracy(&[1], "2026-06-14"),
        &["request_due_past"],
    );
    yes_given(
        &world,
        accurate(1, true, None),
        by(Role::AgencyLead, Some(1)),
    );
    let other = by(Role::AgencyLead, Some(2));
    no_given(&world, accurate(1, true, None), other, &["not_your_agency"]);
    no(&world, accurate(2, true, None), &["accuracy_not_asked"]);
    no(&world, accurate(1, false, None), &["inaccuracy_missing"]);
    yes(&world, accurate(1, false, Some("The visit was in March")));
    let world = then(world, vec![accurate(1, true, None)]);
    no(
        &world,
        accurate(1, true, None),
        &["accuracy_already_checked"],
    );
}

#[test]
fn what_a_review_says_has_a_theme_and_an_id_of_its_own() {
    let with_theme = |name: &str| {
        let mut command = finding(22);
        if let Command::RecordReviewFinding { theme, .. } = &mut command {
            name.clone_into(theme);
        }
        command
    };
    yes(&underway(), with_theme("neglect"));
    no(&underway(), with_theme("weather"), &["theme_unknown"]);
    no(&commissioned(), finding(22), &["terms_not_agreed"]);
    no(&drafted(), finding(FINDING), &["finding_already_recorded"]);
}

#[test]
fn what_a_review_says_is_corrected_with_a_reason() {
    let correct = |number: u128, theme: Option<&str>| Command::CorrectReviewFinding {
        finding: id(number),
        kind: None,
        statement: None,
        theme: theme.map(str::to_owned),
    };
    no(
        &drafted(),
        correct(FINDING, Some("neglect")),
        &["reason_required"],
    );
    yes_given(&drafted(), correct(FINDING, Some("neglect")), because());
    no_given(
        &drafted(),
        correct(FINDING, None),
        because(),
        &["nothing_corrected"],
    );
    let unknown = correct(FINDING, Some("weather"));
    no_given(&drafted(), unknown, because(), &["theme_unknown"]);
    let other = correct(99, Some("neglect"));
    no_given(&drafted(), other, because(), &["finding_unknown"]);
}

#[test]
fn only_what_asks_for_change_is_justified_and_only_once() {
    let justify = |number: u128| Command::JustifyNoRecommendation {
        finding: id(number),
    };
    no(&drafted(), justify(FINDING), &["reason_required"]);
    yes_given(&drafted(), justify(FINDING), because());
    no_given(&drafted(), justify(99), because(), &["finding_unknown"]);
    let mut good = finding(22);
    if let Command::RecordReviewFinding { kind, .. } = &mut good {
        *kind = FindingKind::GoodPractice;
    }
    let world = then(drafted(), vec![good, justify(FINDING)]);
    no_given(
        &world,
        justify(22),
        because(),
        &["good_practice_needs_no_recommendation"],
    );
    no_given(
        &world,
        justify(FINDING),
        because(),
        &["no_recommendation_already_justified"],
    );
}

#[test]
fn each_safeguarding_partner_signs_for_itself_and_once() {
    yes(&drafted(), sign(1));
    yes_given(&drafted(), sign(1), by(Role::AgencyLead, Some(1)));
    let other = by(Role::AgencyLead, Some(2));
    no_given(&drafted(), sign(1), other, &["not_your_agency"]);
    no(&drafted(), sign(9), &["not_a_safeguarding_partner"]);
    let first = then(drafted(), vec![sign(1)]);
    assert_eq!(state(&first).phase, Phase::Draft);
    no(&first, sign(1), &["already_signed"]);
    assert_eq!(state(&then(first, vec![sign(2)])).phase, Phase::SignedOff);
}

#[test]
fn every_question_of_the_checklist_is_clear() {
    yes(&drafted(), check());
    for left_out in 0..AnonymityQuestion::ALL.len() {
        let with = |change: fn(&mut Vec<AnonymityAnswer>, usize)| {
            let mut command = check();
            if let Command::CheckAnonymisation { answers, .. } = &mut command {
                change(answers, left_out);
            }
            command
        };
        let missing = with(|answers, at| {
            answers.remove(at);
        });
        no(&drafted(), missing, &["anonymisation_incomplete"]);
        let unclear = with(|answers, at| answers[at].holds = false);
        no(&drafted(), unclear, &["anonymisation_incomplete"]);
    }
}

#[test]
fn what_looks_like_an_identifier_in_the_report_is_explained() {
    let found = |places: u32| {
        let mut command = check();
        if let Command::CheckAnonymisation { patterns, .. } = &mut command {
            patterns.push(PatternsFound {
                kind: crate::identifiers::IdentifierKind::UkPostcode,
                places,
            });
        }
        command
    };
    yes(&drafted(), found(0));
    no(&drafted(), found(2), &["identifiers_left"]);
    yes_given(&drafted(), found(2), because());
}
