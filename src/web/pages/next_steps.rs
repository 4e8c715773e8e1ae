//! "What next" on a thing: only the commands this role may give in this state.

mod of_audits;
mod of_rapid_reviews;

pub use of_audits::{for_audit, for_case};
pub use of_rapid_reviews::{for_incident, for_rapid_review, for_subject};

use crate::web::components::{Button, Details};
use crate::web::form::command_path;
use crate::web::forms::speaks_for;
use crate::web::reading::Reading;
use events::ids::StreamId;
use maud::{Markup, html};
use projections::actions::{Action, ActionPhase, ByDate, MilestoneState};
use projections::evidence::Evidence;
use projections::plans::{Plan, PlanPhase, Priority};
use projections::recommendations::{Recommendation, RecommendationState};

/// How many steps stand as buttons; the others are in a list that opens.
const BUTTONS: usize = 3;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it does.
    pub label: &'static str,
    /// The form.
    pub href: String,
}

/// Steps as they are gathered: each only when it makes sense and the role may take it.
pub(super) struct Steps<'a> {
    pub(super) reading: &'a Reading<'a>,
    stream: StreamId,
    pub(super) found: Vec<Step>,
}

impl<'a> Steps<'a> {
    pub(super) fn of(reading: &'a Reading<'a>, stream: impl Into<StreamId>) -> Self {
        Self {
            reading,
            stream: stream.into(),
            found: Vec::new(),
        }
    }

    /// A command to the thing itself.
    pub(super) fn add(&mut self, when: bool, command: &str, label: &'static str) {
        self.add_with(when, command, "", label);
    }

    /// The same, of a form that is opened for a part of the thing.
    pub(super) fn add_with(&mut self, when: bool, command: &str, query: &str, label: &'static str) {
        if when && self.reading.may(self.stream.kind, command) {
            let href = format!("{}{query}", command_path(self.stream, command));
            self.found.push(Step { label, href });
        }
    }

    /// A command that begins another thing.
    pub(super) fn begin(
        &mut self,
        when: bool,
        kind: events::ids::StreamKind,
        command: &str,
        query: &str,
        label: &'static str,
    ) {
        if when && self.reading.may(kind, command) {
            let href = format!("/record/{}/new/{command}{query}", kind.word());
            self.found.push(Step { label, href });
        }
    }

    fn evidence(&mut self, when: bool, query: &str) {
        let kind = events::ids::StreamKind::Evidence;
        self.begin(when, kind, "lodge_evidence", query, "Add evidence");
    }
}

/// Steps as a page shows them: the first as buttons, the others in a list that opens.
pub fn show(steps: &[Step]) -> Markup {
    if steps.is_empty() {
        return html! {};
    }
    let (main, rest) = steps.split_at(steps.len().min(BUTTONS));
    let others = html! {
        ul class="govuk-list" {
            @for step in rest {
                li { a class="govuk-link" href=(step.href) { (step.label) } }
            }
        }
    };
    html! {
        section class="gt-no-print" aria-label="What next" {
            div class="govuk-button-group" {
                @for (place, step) in main.iter().enumerate() {
                    @if place == 0 { (Button::link(&step.href, step.label)) }
                    @else {
                        (Button {
                            classes: "govuk-button--secondary",
                            ..Button::link(&step.href, step.label)
                        })
                    }
                }
            }
            @if !rest.is_empty() { (Details::new("More you can do", others)) }
        }
    }
}

/// What may be done with an action, the likeliest first.
pub fn for_action(reading: &Reading<'_>, action: &Action) -> Vec<Step> {
    let mut steps = Steps::of(reading, action.id);
    let agency = speaks_for(reading);
    let owning = agency.is_none_or(|agency| {
        action
            .owners
            .iter()
            .any(|owner| owner.agency == Some(agency))
    });
    if !owning {
        return Vec::new();
    }
    let phase = action.phase();
    let open = !phase.is_settled();
    steps.add(!open, "reopen_action", "Reopen the action");
    if !open {
        steps.add(
            action.impact.is_empty(),
            "judge_action_impact",
            "Judge its impact",
        );
        return steps.found;
    }
    deciding(&mut steps, action, agency.is_some());
    owning_steps(&mut steps, action);
    dating_steps(&mut steps, action);
    running_steps(&mut steps, action);
    steps.found
}

/// What waits for somebody's decision.
fn deciding(steps: &mut Steps<'_>, action: &Action, for_agency: bool) {
    let phase = action.phase();
    let claimed = phase == ActionPhase::Claimed;
    steps.add(claimed, "verify_completion", "Verify completion");
    steps.add(claimed, "refuse_completion", "Refuse the claim");
    let asked = action.queries.iter().any(|query| query.answered.is_none());
    steps.add(asked, "answer_action_query", "Answer the owner’s question");
    let waits = action
        .extensions_asked
        .last()
        .is_some_and(|asked| asked.refused.is_none());
    steps.add(waits, "extend_due_date", "Grant the extra time");
    steps.add(waits, "refuse_extension", "Refuse the extra time");
    let verified = phase == ActionPhase::Verified;
    steps.add(verified, "judge_action_impact", "Judge its impact");
    steps.add(verified, "close_action", "Close the action");
    let fresh = phase == ActionPhase::Agreed && for_agency;
    steps.add(fresh, "accept_action", "Accept the action");
    steps.add(fresh, "query_action", "Question the action");
}

fn owning_steps(steps: &mut Steps<'_>, action: &Action) {
    let phase = action.phase();
    let done = matches!(phase, ActionPhase::Claimed | ActionPhase::Verified);
    steps.add(!done, "rate_action", "Rate the action");
    steps.add(!done, "report_progress", "Report progress");
    steps.evidence(true, &format!("?action={}", action.id));
    steps.add(!done, "claim_completion", "Say that it is done");
    let rated = action.rating().is_some();
    steps.add(rated, "moderate_rating", "Challenge the rating");
}

fn dating_steps(steps: &mut Steps<'_>, action: &Action) {
    let waits = action
        .extensions_asked
        .last()
        .is_some_and(|asked| asked.refused.is_none());
    let dated = action.due.is_some();
    steps.add(!dated, "set_due_date", "Set the due date");
    steps.add(dated && !waits, "request_extension", "Ask for more time");
    steps.add(dated && !waits, "extend_due_date", "Extend the due date");
    let unmet = |state: &MilestoneState| !matches!(state, MilestoneState::Met(_));
    let unmet = action
        .milestones
        .iter()
        .any(|milestone| unmet(&milestone.state));
    steps.add(unmet, "meet_milestone", "Record that a milestone was met");
    steps.add(
        unmet,
        "miss_milestone",
        "Record that a milestone was missed",
    );
    steps.add(
        unmet,
        "reschedule_milestone",
        "Give a milestone another date",
    );
    steps.add(true, "set_milestone", "Set a milestone");
}

fn running_steps(steps: &mut Steps<'_>, action: &Action) {
    let phase = action.phase();
    let fresh = phase == ActionPhase::Agreed;
    steps.add(fresh, "accept_action", "Accept it for an owner");
    steps.add(true, "query_action", "Question the action");
    steps.add(true, "set_action_measure", "Add a measure of success");
    steps.add(
        true,
        "depend_on_action",
        "Record that it waits for another action",
    );
    steps.add(true, "reassign_action", "Give it other owners");
    steps.add(true, "reword_action", "Correct its words");
    let owned = !action.owners.is_empty();
    steps.add(owned, "send_reminder", "Record a reminder to an owner");
    let overdue = action.by_date(steps.reading.today) == ByDate::Overdue;
    steps.add(overdue, "escalate_overdue", "Record that it was escalated");
    let judged = phase != ActionPhase::Verified;
    steps.add(judged, "judge_action_impact", "Judge its impact");
    steps.add(true, "discontinue_action", "Discontinue the action");
    let mut seen = std::collections::BTreeSet::new();
    steps.found.retain(|step| seen.insert(step.href.clone()));
}

/// What may be done with a recommendation, the likeliest first.
#[expect(clippy::too_many_lines, reason = "a list, one entry after another")]
pub fn for_recommendation(reading: &Reading<'_>, one: &Recommendation) -> Vec<Step> {
    let mut steps = Steps::of(reading, one.id);
    let agency = speaks_for(reading);
    if agency.is_some_and(|agency| !one.addressees.contains(&agency)) {
        return Vec::new();
    }
    let state = one.state();
    let settled = state.is_settled();
    let closed = state == RecommendationState::Closed;
    steps.add(closed, "reopen_recommendation", "Reopen the recommendation");
    let unanswered = one.addressees.iter().any(|addressee| {
        !one.answers.contains_key(addressee) && agency.is_none_or(|agency| agency == *addressee)
    });
    steps.add(!settled && unanswered, "accept_recommendation", "Accept it");
    steps.add(
        !settled && unanswered,
        "partly_accept_recommendation",
        "Accept part of it",
    );
    steps.add(
        !settled && unanswered,
        "decline_recommendation",
        "Decline it",
    );
    if settled {
        return steps.found;
    }
    let implemented = state == RecommendationState::Implemented;
    steps.add(
        implemented,
        "verify_implementation",
        "Verify the implementation",
    );
    let verified = matches!(
        state,
        RecommendationState::Verified | RecommendationState::ImpactJudged
    );
    steps.add(verified, "judge_recommendation_impact", "Judge its impact");
    let judged = state == RecommendationState::ImpactJudged;
    steps.add(judged, "close_recommendation", "Close the recommendation");
    let action = events::ids::StreamKind::ImprovementAction;
    let query = format!("?recommendation={}", one.id);
    steps.begin(
        true,
        action,
        "agree_action",
        &query,
        "Agree an action for it",
    );
    let unchecked = one.quality.is_none();
    steps.add(
        unchecked,
        "check_recommendation_quality",
        "Check its quality",
    );
    steps.evidence(true, &query);
    steps.add(
        !implemented,
        "report_implementation",
        "Say that it is implemented",
    );
    steps.add(
        !unchecked,
        "check_recommendation_quality",
        "Check its quality again",
    );
    steps.add(true, "amend_recommendation", "Amend it");
    steps.add(
        true,
        "link_earlier_recommendation",
        "Record that it repeats an earlier one",
    );
    steps.add(
        true,
        "carry_recommendation_forward",
        "Carry it forward into a later plan",
    );
    steps.add(true, "merge_recommendation", "Merge it into another");
    steps.add(true, "split_recommendation", "Split it into several");
    steps.add(
        true,
        "supersede_recommendation",
        "Let a later one take its place",
    );
    let label = "Close it without evidence of impact";
    steps.add(true, "close_without_impact_evidence", label);
    steps.found
}

/// What may be done with a piece of evidence.
pub fn for_evidence(reading: &Reading<'_>, piece: &Evidence) -> Vec<Step> {
    let mut steps = Steps::of(reading, piece.id);
    let stands = piece.stands();
    let own = speaks_for(reading).is_none_or(|agency| piece.source == Some(agency));
    let ungraded = piece.strength.is_none();
    steps.add(
        stands && ungraded,
        "grade_evidence",
        "Judge how strong it is",
    );
    steps.add(
        stands && own,
        "link_evidence",
        "Link it to what it supports",
    );
    steps.add(
        stands && !ungraded,
        "grade_evidence",
        "Judge its strength again",
    );
    steps.add(stands, "reject_evidence", "Reject it");
    steps.add(
        stands && own,
        "supersede_evidence",
        "Let a later piece take its place",
    );
    steps.add(
        own,
        "record_redacted_copy",
        "Record a copy with names removed",
    );
    steps.found
}

/// What may be done with a plan.
pub fn for_plan(reading: &Reading<'_>, plan: &Plan) -> Vec<Step> {
    let mut steps = Steps::of(reading, plan.id);
    if plan.phase == PlanPhase::Closed {
        return Vec::new();
    }
    let drafted = plan.phase == PlanPhase::Drafted;
    let approved = plan.phase == PlanPhase::Approved;
    steps.add(approved, "publish_plan", "Publish the plan");
    let action = events::ids::StreamKind::ImprovementAction;
    let query = format!("?plan={}", plan.id);
    let some = !plan.priorities.is_empty();
    steps.add(!some, "adopt_priority", "Adopt a priority");
    steps.begin(some, action, "agree_action", &query, "Agree an action");
    steps.add(some, "adopt_priority", "Adopt a priority");
    steps.add(drafted && some, "approve_plan", "Approve the plan");
    let recommendation = events::ids::StreamKind::Recommendation;
    let label = "Make a recommendation";
    steps.begin(true, recommendation, "make_recommendation", &query, label);
    steps.add(true, "review_plan", "Record a group’s review");
    steps.add(!drafted, "revise_plan", "Record a revision");
    steps.add(!drafted, "approve_plan", "Approve the plan again");
    steps.add(
        true,
        "adopt_plan_jointly",
        "Record that another board adopted it",
    );
    steps.add(true, "rate_self", "Record the board’s rating of itself");
    steps.evidence(true, &query);
    steps.add(true, "close_plan", "Close the plan");
    steps.found
}

/// What may be done with a priority of a plan.
pub fn for_priority(reading: &Reading<'_>, plan: &Plan, priority: &Priority) -> Vec<Step> {
    let mut steps = Steps::of(reading, plan.id);
    let ended = priority.retired.is_some() || priority.carried_to.is_some();
    if ended || plan.phase == PlanPhase::Closed {
        return Vec::new();
    }
    let query = format!("?priority={}", priority.id);
    let action = events::ids::StreamKind::ImprovementAction;
    let recommendation = events::ids::StreamKind::Recommendation;
    steps.begin(true, action, "agree_action", &query, "Agree an action");
    steps.add_with(true, "set_outcome", &query, "Set an outcome");
    steps.add_with(
        true,
        "set_success_measure",
        &query,
        "Set a measure of success",
    );
    steps.add_with(true, "assess_priority", &query, "Assess the priority");
    let label = "Make a recommendation";
    steps.begin(true, recommendation, "make_recommendation", &query, label);
    steps.add_with(true, "name_priority_lead", &query, "Name the lead");
    steps.add_with(true, "reword_priority", &query, "Correct its words");
    let label = "Say openly that there was little or no progress";
    steps.add_with(true, "declare_little_or_no_progress", &query, label);
    steps.add_with(
        true,
        "rate_self",
        &query,
        "Record the board’s rating of itself",
    );
    steps.evidence(true, &query);
    steps.add_with(
        true,
        "carry_priority_forward",
        &query,
        "Carry it forward into the next plan",
    );
    steps.add_with(true, "retire_priority", &query, "End the priority");
    steps.found
}
