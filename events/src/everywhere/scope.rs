//! Whether this actor may give this command, about this thing.

use super::origin;
use super::permissions::{may, system_may};
use crate::envelope::Role;
use crate::ids::RapidReviewId;
use crate::ids::{ActionId, AgencyId, CaseId, EvidenceId, PracticeReviewId, RecommendationId};
use crate::ids::{ReturnId, StreamId};
use crate::refusal::{Refusal, Refusals};
use crate::world::{Command, Given, World};
use crate::{
    action, audit_case, briefing, evidence, inspection, practice_review, rapid_review,
    recommendation,
};

pub(super) fn check(
    world: &World,
    stream: StreamId,
    command: &Command,
    given: &Given,
    broken: &mut Refusals,
) {
    let Some(role) = given.role() else {
        let first_start = world.partnership.established.is_none();
        let allowed = first_start && system_may(command);
        return broken.when(!allowed, not_for_the_product);
    };
    broken.when(!may(role, command), || role_may_not(role));
    origin::check(world, stream, command, given, broken);
    if let Some(agency) = given.actor.agency() {
        let known = world.partnership.agency(agency);
        let member = known.is_some_and(|known| known.is_member_on(given.today));
        broken.when(!member, actor_agency_unknown);
    }
    match role {
        Role::AgencyLead | Role::AgencyContributor => {
            own_work(world, stream, command, given.actor.agency(), broken);
        }
        Role::Administrator
        | Role::BusinessManager
        | Role::Chair
        | Role::PqaCoordinator
        | Role::PqaMember
        | Role::CsprCoordinator
        | Role::ReviewGroupMember
        | Role::Inspector
        | Role::LogAuditor => {}
    }
}

/// People of an agency change only its own actions, answer only recommendations addressed to it,
/// lodge only its own evidence, fill in only its own return, confirm only its own cascades, send a
/// rapid review only the summary asked of it, answer only what an inspectorate asked of it, and return and grade only for it, of children it
/// works with. What does not exist is refused by its own stream.
fn own_work(
    world: &World,
    stream: StreamId,
    command: &Command,
    agency: Option<AgencyId>,
    broken: &mut Refusals,
) {
    let Some(agency) = agency else {
        return broken.push(acts_for_no_agency());
    };
    match command {
        Command::Action(command) => {
            let known = world.actions.get(&ActionId(stream.id));
            let other = known.is_some_and(|known| !known.is_owned_by(Some(agency)));
            broken.when(other, || not_your_agency(""));
            answers_for(spoken_for_action(command), agency, broken);
        }
        Command::Recommendation(command) => {
            let known = world.recommendations.get(&RecommendationId(stream.id));
            let other = known.is_some_and(|known| !known.addressees.contains(&agency));
            broken.when(other, || not_your_agency(""));
            answers_for(spoken_for_recommendation(command), agency, broken);
        }
        Command::Evidence(command) => {
            let known = world.evidence.get(&EvidenceId(stream.id));
            let other = known.is_some_and(|known| known.source != Some(agency));
            broken.when(other, || not_your_agency(""));
            if let evidence::Command::LodgeEvidence { source, .. } = command {
                broken.when(*source != Some(agency), || not_your_agency("source"));
            }
        }
        Command::ServiceReturn(_) => {
            let known = world.returns.get(&ReturnId(stream.id));
            let other = known.is_some_and(|known| known.agency != Some(agency));
            broken.when(other, || not_your_agency(""));
        }
        Command::PracticeReview(command) => {
            let spoken_for = spoken_for_review(world, stream, command);
            answers_for(spoken_for, agency, broken);
        }
        Command::AuditCase(command) => {
            let known = world.cases.get(&CaseId(stream.id));
            let other = known.is_some_and(|known| !known.agencies.contains(&agency));
            broken.when(other, || not_your_agency(""));
            answers_for(spoken_for_case(command), agency, broken);
        }
        Command::RapidReview(command) => {
            let known = world.rapid_reviews.get(&RapidReviewId(stream.id));
            let asked = known.is_some_and(|known| known.summaries.contains_key(&agency));
            broken.when(known.is_some() && !asked, || not_your_agency(""));
            answers_for(spoken_for_rapid_review(command), agency, broken);
        }
        Command::Briefing(command) => answers_for(spoken_for_briefing(command), agency, broken),
        Command::Inspection(command) => {
            answers_for(spoken_for_inspection(world, command), agency, broken);
        }
        Command::Partnership(_)
        | Command::Plan(_)
        | Command::Meeting(_)
        | Command::Gap(_)
        | Command::Account(_)
        | Command::SelfAssessment(_)
        | Command::SeriousIncident(_)
        | Command::ReviewSubject(_)
        | Command::LearningActivity(_)
        | Command::ChildDeathLearning(_)
        | Command::EvidencePack(_)
        | Command::AuditProgramme(_)
        | Command::Audit(_)
        | Command::Erasure(_)
        | Command::LegalHold(_) => {}
    }
}

fn answers_for(spoken_for: Option<AgencyId>, agency: AgencyId, broken: &mut Refusals) {
    let other = spoken_for.is_some_and(|spoken_for| spoken_for != agency);
    broken.when(other, || not_your_agency("agency"));
}

/// The agency a command to an action speaks for, where it names one.
fn spoken_for_action(command: &action::Command) -> Option<AgencyId> {
    if let action::Command::AcceptAction { agency } = command {
        *agency
    } else {
        None
    }
}

/// The agency a command to a recommendation speaks for, where it names one.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only answers speak for an agency; the permission table names every command"
)]
fn spoken_for_recommendation(command: &recommendation::Command) -> Option<AgencyId> {
    match command {
        recommendation::Command::AcceptRecommendation { agency }
        | recommendation::Command::PartlyAcceptRecommendation { agency }
        | recommendation::Command::DeclineRecommendation { agency } => Some(*agency),
        recommendation::Command::ReportImplementation { agency, .. } => *agency,
        _ => None,
    }
}

/// The agency a command to a practice review speaks for: the one it names, or the one that was
/// asked for what it answers.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only answers speak for an agency; the permission table names every command"
)]
fn spoken_for_review(
    world: &World,
    stream: StreamId,
    command: &practice_review::Command,
) -> Option<AgencyId> {
    match command {
        practice_review::Command::CheckAccuracy { agency, .. }
        | practice_review::Command::SignOffReport { agency } => Some(*agency),
        practice_review::Command::ProvideInformation { number, .. } => {
            let known = world.practice_reviews.get(&PracticeReviewId(stream.id))?;
            // What was asked of the reviewer is answered by no agency.
            let asked = known.requests.get(number)?.agency;
            Some(asked.unwrap_or(AgencyId(uuid::Uuid::nil())))
        }
        _ => None,
    }
}

/// The agency that was asked for what a command to an inspection answers.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only answers speak for an agency; the permission table names every command"
)]
fn spoken_for_inspection(world: &World, command: &inspection::Command) -> Option<AgencyId> {
    match command {
        inspection::Command::AnswerInformationRequest { request, .. }
        | inspection::Command::ExplainLateAnswer { request, .. } => {
            let of = world.inspection_of_request.get(request)?;
            let known = world.inspections.get(of)?.requests.get(request)?;
            // What was asked of the partnership is answered by no agency.
            Some(known.agency.unwrap_or(AgencyId(uuid::Uuid::nil())))
        }
        _ => None,
    }
}

/// The agency a command to a briefing speaks for, where it names one.
const fn spoken_for_briefing(command: &briefing::Command) -> Option<AgencyId> {
    match command {
        briefing::Command::ConfirmCascade { agency, .. }
        | briefing::Command::ChaseCascade { agency } => Some(*agency),
        briefing::Command::DraftBriefing { .. }
        | briefing::Command::RedraftBriefing { .. }
        | briefing::Command::ClearBriefing {}
        | briefing::Command::PublishBriefing { .. }
        | briefing::Command::WithdrawBriefing {}
        | briefing::Command::RequestCascade { .. } => None,
    }
}

/// The agency a command to a case of an audit speaks for, where it names one.
const fn spoken_for_case(command: &audit_case::Command) -> Option<AgencyId> {
    match command {
        audit_case::Command::RequestReturn { agency, .. }
        | audit_case::Command::SendReturnReminder { agency }
        | audit_case::Command::SaveReturnDraft { agency, .. }
        | audit_case::Command::SubmitReturn { agency, .. }
        | audit_case::Command::ReceiveReturn { agency, .. }
        | audit_case::Command::ReturnForRework { agency }
        | audit_case::Command::GradeOwnCase { agency, .. }
        | audit_case::Command::CapturePractitionerReflection { agency, .. } => Some(*agency),
        audit_case::Command::DrawCase { .. }
        | audit_case::Command::ExcludeCase {}
        | audit_case::Command::GradeCaseAsPeer { .. }
        | audit_case::Command::RaiseImmediateConcern { .. }
        | audit_case::Command::TellOfConcern { .. }
        | audit_case::Command::ConfirmCorrectiveAction { .. }
        | audit_case::Command::CaptureFamilyView { .. }
        | audit_case::Command::ModerateCase { .. } => None,
    }
}

/// The agency a command to a rapid review speaks for, where it is one an agency gives.
const fn spoken_for_rapid_review(command: &rapid_review::Command) -> Option<AgencyId> {
    if let rapid_review::Command::SendSummary { agency, .. } = command {
        Some(*agency)
    } else {
        None
    }
}

fn role_may_not(role: Role) -> Refusal {
    Refusal::new(
        "role_may_not",
        "actor",
        format!("the role {} may not do this", role.word()),
        "ask somebody whose role may, such as the business manager",
    )
}

fn not_for_the_product() -> Refusal {
    Refusal::new(
        "not_for_the_product",
        "actor",
        "the product by itself only sets a new partnership up",
        "have a person do this, in a role",
    )
}

fn actor_agency_unknown() -> Refusal {
    Refusal::new(
        "actor_agency_unknown",
        "actor",
        "the agency acted for is not a member of the partnership",
        "act for a member agency",
    )
}

fn acts_for_no_agency() -> Refusal {
    Refusal::new(
        "acts_for_no_agency",
        "actor",
        "this role acts for an agency, and none is given",
        "say for which agency",
    )
}

fn not_your_agency(field: &str) -> Refusal {
    Refusal::new(
        "not_your_agency",
        field,
        "this belongs to another agency",
        "ask that agency's lead, or the business manager",
    )
}
