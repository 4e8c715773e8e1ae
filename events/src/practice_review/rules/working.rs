//! While the review is at work: the family, practitioners, what goes on beside it, monitoring,
//! and what is asked for in writing.

use super::super::state::FamilyMember;
use super::super::{Command, Event, refusals as refused};
use super::{Case, Verdict};
use crate::ids::{AgencyId, EvidenceId, ReviewSubjectId};
use crate::refusal::Refusals;
use crate::text::Text;
use chrono::NaiveDate;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the rules' own table of commands names every one"
)]
pub(super) fn judge(case: Case<'_>, command: Command) -> Verdict {
    match command {
        Command::RegisterParallelProceeding { kind, words } => {
            let number = Case::next_of(&case.state.proceedings);
            Ok(vec![Event::ParallelProceedingRegistered {
                number,
                kind,
                words,
            }])
        }
        Command::ConcludeParallelProceeding { number, words } => conclude(case, number, words),
        Command::InviteFamily { subject, how } => invite(case, subject, how),
        Command::RecordFamilyContribution { number, words } => {
            let mut broken = Refusals::default();
            match case.state.family.get(&number) {
                None => broken.push(refused::family_member_unknown()),
                Some(member) => own_record(member, words.as_ref(), &mut broken),
            }
            broken.or(|| vec![Event::FamilyContributed { number, words }])
        }
        Command::RecordFamilyDeclined { number, words } => declined(case, number, words),
        Command::HoldPractitionerEvent {
            on,
            attended,
            agencies,
            words,
        } => {
            let held = Event::PractitionerEventHeld {
                on,
                attended,
                agencies: agencies.clone(),
                words,
            };
            let mut broken = Refusals::default();
            scoped(case, &mut broken);
            broken.when(on > case.given.today, refused::held_in_the_future);
            broken.when(attended == 0, refused::nobody_attended);
            case.agencies(&agencies, &mut broken);
            broken.or(|| vec![held])
        }
        Command::MonitorReviewProgress {
            time,
            quality,
            words,
        } => Ok(vec![Event::ReviewProgressMonitored {
            time,
            quality,
            words,
        }]),
        Command::RequestInformation { agency, what, due } => request(case, agency, what, due),
        Command::ProvideInformation {
            number,
            words,
            document,
        } => provide(case, number, words, document),
        Command::ReleaseEarlyLearning { audience, words } => {
            let mut broken = Refusals::default();
            scoped(case, &mut broken);
            broken.or(|| vec![Event::EarlyLearningReleased { audience, words }])
        }
        _ => Ok(Vec::new()),
    }
}

/// Nothing is worked on before it is agreed what is looked at.
fn scoped(case: Case<'_>, broken: &mut Refusals) {
    broken.when(case.state.scope.is_none(), refused::terms_not_agreed);
}

fn conclude(case: Case<'_>, number: u32, words: Text) -> Verdict {
    let mut broken = Refusals::default();
    match case.state.proceedings.get(&number) {
        None => broken.push(refused::proceeding_unknown()),
        Some(concluded) => broken.when(*concluded, refused::proceeding_concluded),
    }
    broken.or(|| vec![Event::ParallelProceedingConcluded { number, words }])
}

/// Whom it asks stands in the record as a child or family member of this review, or of the
/// incident behind it: one stream has one data key, so what one person said is erased alone.
fn invite(case: Case<'_>, subject: ReviewSubjectId, how: Text) -> Verdict {
    let Some(known) = case.world.subject_of_review(case.id, subject) else {
        return Err(vec![refused::subject_unknown()]);
    };
    let mut broken = Refusals::default();
    let mut others = case.state.family.values();
    let again = others.any(|other| other.subject == Some(subject));
    broken.when(again, refused::family_already_invited);
    let number = Case::next_of(&case.state.family);
    broken.or(|| {
        vec![Event::FamilyInvited {
            number,
            alias: known.alias.clone(),
            subject: Some(subject),
            how,
        }]
    })
}

/// What somebody says whom the record knows as a child or family member stands in a stream of
/// their own, and not in the review's.
fn own_record(member: &FamilyMember, words: Option<&Text>, broken: &mut Refusals) {
    let misplaced = member.subject.is_some() && words.is_some();
    broken.when(misplaced, refused::words_in_own_record);
}

fn declined(case: Case<'_>, number: u32, words: Option<Text>) -> Verdict {
    let mut broken = Refusals::default();
    match case.state.family.get(&number) {
        None => broken.push(refused::family_member_unknown()),
        Some(member) => {
            broken.when(member.declined, refused::family_already_declined);
            own_record(member, words.as_ref(), &mut broken);
        }
    }
    broken.or(|| vec![Event::FamilyDeclined { number, words }])
}

fn request(case: Case<'_>, agency: Option<AgencyId>, what: Text, due: NaiveDate) -> Verdict {
    let mut broken = Refusals::default();
    match agency {
        Some(agency) => case.agencies(&[agency], &mut broken),
        None => broken.when(!case.state.has_reviewer(), refused::reviewer_missing),
    }
    broken.when(due < case.given.today, refused::request_due_past);
    let number = Case::next_of(&case.state.requests);
    broken.or(|| {
        vec![Event::ReviewerInformationRequestedInWriting {
            number,
            agency,
            what,
            due,
        }]
    })
}

fn provide(case: Case<'_>, number: u32, words: Text, document: Option<EvidenceId>) -> Verdict {
    let Some(known) = case.state.requests.get(&number) else {
        return Err(vec![refused::request_unknown()]);
    };
    let mut broken = Refusals::default();
    broken.when(known.answered, refused::request_answered);
    case.document(document, &mut broken);
    let agency = known.agency;
    broken.or(|| {
        vec![Event::ReviewerInformationReceived {
            number,
            agency,
            words,
            document,
        }]
    })
}
