//! How records are kept: a hold in force, an erasure done, a request refused, and, by the rule for
//! audits, a review that comes due.

use super::cast::{self, CHAIR, CSPR, MANAGER, erasure, incident, subject};
use super::dates::{MON, THU, TUE, WED, on};
use super::story::Story;
use events::audit_case::{AgeBand, Disability, Ethnicity, Placement, PlanType};
use events::erasure::{AskedBy, Authority, Command, Exemption};
use events::legal_hold::{self, HeldFor};
use events::review_subject::{self, LookedAfter, Sex, SubjectKind, SubjectOf};

pub(super) fn tell(story: &mut Story) {
    held(story);
    erased(story);
    refused(story);
}

fn held(story: &mut Story) {
    let place = legal_hold::Command::PlaceHold {
        things: vec![incident("SI-03").into()],
        held_for: HeldFor::Criminal,
        words: "The police asked that nothing of it be destroyed before the trial.".into(),
    };
    story.step(on(58, TUE, 11), CSPR, cast::legal_hold("SI-03"), place);
}

/// A grandparent who was heard, and asked later that what was written of it goes.
fn erased(story: &mut Story) {
    let who = subject("SI-01", 2);
    let add = review_subject::Command::AddSubject {
        of: SubjectOf::Incident(incident("SI-01")),
        alias: "G-1".to_owned(),
        kind: SubjectKind::OtherFamily,
        age_band: AgeBand::Unknown,
        sex: Sex::Unknown,
        ethnicity: Ethnicity::Unknown,
        disability: Disability::Unknown,
        looked_after: LookedAfter::Neither,
        placement: Placement::Unknown,
        plan_type: PlanType::NoPlan,
        known_to: Vec::new(),
    };
    story.step(on(19, TUE, 10), CSPR, who, add);
    let record = review_subject::Command::RecordCircumstances {
        words: "Has looked after the child at weekends, and has an illness of their own.".into(),
    };
    story.step(on(19, TUE, 11), CSPR, who, record);
    let ask = Command::RequestErasure {
        things: vec![who.into()],
        asked_by: AskedBy::Person,
        authority: Authority::Article17,
        words: "What was written of an illness is not needed for the learning.".into(),
    };
    story.step(on(63, WED, 10), CSPR, erasure("grandparent"), ask);
    story.step(
        on(64, THU, 10),
        CHAIR,
        erasure("grandparent"),
        Command::EraseData {},
    );
}

/// A request about a child whose incident still goes before a court.
fn refused(story: &mut Story) {
    let ask = Command::RequestErasure {
        things: vec![subject("SI-04", 1).into()],
        asked_by: AskedBy::Parent,
        authority: Authority::Article17,
        words: "A parent asks that everything about the child is deleted.".into(),
    };
    story.step(on(70, MON, 10), CSPR, erasure("SI-04"), ask);
    let refuse = Command::RefuseErasure {
        exemption: Exemption::LegalProceedings,
        words: "Care proceedings are under way, and the court may ask for the record.".into(),
    };
    story.step(on(71, TUE, 10), MANAGER, erasure("SI-04"), refuse);
}
