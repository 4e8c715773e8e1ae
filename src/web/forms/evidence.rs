//! The forms of the commands to a piece of evidence.

use super::choices::{self, STRENGTHS, json_value, strength_meaning, strength_word};
use crate::web::form::{Asked, Choice, CommandForm, Kind, Question};
use crate::web::reading::Reading;
use events::evidence::Claim;
use events::ids::{
    ActionId, EvidenceId, MeetingId, PlanId, PriorityId, RecommendationId, StreamId,
};
use projections::evidence::Evidence;
use projections::plans::PlanPhase;
use serde_json::Value;

/// The form of a command to a piece of evidence.
pub fn form(reading: &Reading<'_>, stream: StreamId, command: &str) -> Option<CommandForm> {
    let id = EvidenceId(stream.id);
    if command == "lodge_evidence" {
        return Some(lodge(reading, id));
    }
    let piece = reading.view.evidence.get(id)?;
    Some(match command {
        "link_evidence" => link(reading, piece),
        "grade_evidence" => grade(reading, piece),
        "reject_evidence" => begin(reading, piece, "reject_evidence", "Reject the evidence")
            .lead(
                "Rejected evidence stays on the record, with your reason, and nothing may rest \
                 on it any more.",
            )
            .reason(Asked::Required)
            .button("Reject"),
        "supersede_evidence" => {
            let later = Kind::Select(choices::other_evidence(reading, id));
            begin(
                reading,
                piece,
                "supersede_evidence",
                "Supersede the evidence",
            )
            .lead("Lodge the later piece first, then say here which it is.")
            .ask(Question::new(
                "by",
                "Which later piece takes its place?",
                later,
            ))
            .reason(Asked::Optional)
            .button("Supersede")
        }
        "record_redacted_copy" => {
            let copies = Kind::Select(choices::other_evidence(reading, id));
            begin(
                reading,
                piece,
                "record_redacted_copy",
                "Record a copy with names removed",
            )
            .lead("Lodge the copy as evidence of its own first, then say here which it is.")
            .ask(Question::new("copy", "Which piece is the copy?", copies))
            .button("Record the copy")
        }
        _ => return None,
    })
}

fn begin(
    reading: &Reading<'_>,
    piece: &Evidence,
    command: &'static str,
    title: &str,
) -> CommandForm {
    let back = format!("/evidence/{}", piece.id);
    CommandForm::new(piece.id, command, title, back).about(reading.start_of(&piece.describes, 120))
}

/// Lodge evidence. When the query names what it supports, linking it follows at once.
fn lodge(reading: &Reading<'_>, id: EvidenceId) -> CommandForm {
    let supported = asked_claim(reading);
    let (back, cancel) = match supported {
        Some((claim, name)) => {
            let link = format!(
                "/record/evidence/{{id}}/link_evidence?{name}={}",
                claim_id(claim)
            );
            (link, claim_path(reading, claim))
        }
        None => ("/evidence/{id}".to_owned(), "/".to_owned()),
    };
    let mut form = CommandForm::new(id, "lodge_evidence", "Add evidence", back)
        .cancel(cancel)
        .button("Add the evidence")
        .lead(
            "Attach a file, or say where the evidence can be found. Remove the names of children, \
             families and practitioners first.",
        );
    if let Some((claim, _)) = supported {
        form = form.about(claim_name(reading, claim));
    }
    let source = if let Some(agency) = choices::speaks_for(reading) {
        Question::new(
            "source",
            "Agency",
            Kind::Fixed(Value::String(agency.to_string())),
        )
    } else {
        let agencies = Kind::Select(choices::agencies(reading));
        Question::new("source", "Agency it comes from", agencies)
            .hint("Leave empty for the partnership’s own team.")
            .optional()
    };
    form.ask(
        Question::new(
            "describes",
            "What is it, and what does it show?",
            Kind::Words,
        )
        .hint(
            "How strong it is gets judged apart. From weakest to strongest: self-report, \
             document, data, audit, feedback, observation.",
        ),
    )
    .ask(
        Question::new("evidence_date", "The day the evidence speaks of", Kind::Day)
            .hint("When the audit was done or the figures end, not when it is uploaded."),
    )
    .ask(source)
    .ask(
        Question::new("file", "File", Kind::File)
            .hint("At most 25 MB.")
            .optional(),
    )
    .ask(
        Question::new("reference", "Or where it can be found", Kind::Line)
            .hint("Such as the title and place of a report that is not kept here.")
            .optional(),
    )
}

fn link(reading: &Reading<'_>, piece: &Evidence) -> CommandForm {
    let mut form = begin(
        reading,
        piece,
        "link_evidence",
        "Link the evidence to what it supports",
    )
    .button("Link");
    let mut question = Question::new(
        "claim",
        "What does it support?",
        Kind::Select(claims(reading, piece)),
    );
    if let Some((claim, _)) = asked_claim(reading) {
        question = question.answered(json_value(&claim));
        form.back = claim_path(reading, claim);
    }
    form.ask(question)
}

fn grade(reading: &Reading<'_>, piece: &Evidence) -> CommandForm {
    let strengths = STRENGTHS.iter().map(|strength| {
        let word = strength_word(*strength);
        (
            choices::word_value(strength),
            format!("{word} – {}", strength_meaning(*strength)),
        )
    });
    let mut question = Question::new(
        "strength",
        "How strong is it?",
        Kind::Radios(strengths.collect()),
    )
    .hint("Weakest first. Judge what this piece shows, not who sent it.");
    if let Some(strength) = piece.strength {
        question = question.answered(choices::word_value(&strength));
    }
    begin(
        reading,
        piece,
        "grade_evidence",
        "Judge how strong the evidence is",
    )
    .ask(question)
    .reason(Asked::Optional)
    .button("Record the strength")
}

/// What the query says is supported, with the name it was asked by.
fn asked_claim(reading: &Reading<'_>) -> Option<(Claim, &'static str)> {
    let action = reading.asked_for::<ActionId>("action").map(Claim::Action);
    let recommendation = reading
        .asked_for::<RecommendationId>("recommendation")
        .map(Claim::Recommendation);
    let plan = reading.asked_for::<PlanId>("plan").map(Claim::Plan);
    let priority = reading
        .asked_for::<PriorityId>("priority")
        .map(Claim::Priority);
    let meeting = reading
        .asked_for::<MeetingId>("meeting")
        .map(Claim::Meeting);
    action
        .map(|claim| (claim, "action"))
        .or_else(|| recommendation.map(|claim| (claim, "recommendation")))
        .or_else(|| plan.map(|claim| (claim, "plan")))
        .or_else(|| priority.map(|claim| (claim, "priority")))
        .or_else(|| meeting.map(|claim| (claim, "meeting")))
}

fn claim_id(claim: Claim) -> uuid::Uuid {
    match claim {
        Claim::Action(id) => id.0,
        Claim::Recommendation(id) => id.0,
        Claim::Plan(id) => id.0,
        Claim::Priority(id) => id.0,
        Claim::Meeting(id) => id.0,
    }
}

/// The page of what a piece of evidence supports.
pub(crate) fn claim_path(reading: &Reading<'_>, claim: Claim) -> String {
    match claim {
        Claim::Action(id) => choices::page_of(id),
        Claim::Recommendation(id) => choices::page_of(id),
        Claim::Plan(id) => choices::page_of(id),
        Claim::Meeting(id) => choices::page_of(id),
        Claim::Priority(id) => match reading.view.plans.priority(id) {
            Some((plan, _)) => format!("/plan/{}/priority/{id}", plan.id),
            None => "/plan".to_owned(),
        },
    }
}

/// What a piece of evidence supports, in words.
pub(crate) fn claim_name(reading: &Reading<'_>, claim: Claim) -> String {
    let view = reading.view;
    let name = match claim {
        Claim::Action(id) => {
            let action = view.actions.get(id);
            action.map(|action| format!("Action {}", choices::action_name(reading, action)))
        }
        Claim::Recommendation(id) => view.recommendations.get(id).map(|one| {
            format!(
                "Recommendation {}",
                choices::recommendation_name(reading, one)
            )
        }),
        Claim::Plan(id) => view
            .plans
            .get(id)
            .map(|plan| format!("Plan: {}", plan.title)),
        Claim::Priority(id) => view.plans.priority(id).map(|(_, priority)| {
            let title = reading.start_of(&priority.title, 80);
            format!("Priority {}: {title}", priority.number)
        }),
        Claim::Meeting(id) => view
            .meetings
            .get(id)
            .map(|meeting| choices::meeting_name(view, meeting)),
    };
    name.unwrap_or_else(|| "Something that is not in this record".to_owned())
}

/// What a piece may be linked to: what the query names, then the open plans with their priorities,
/// recommendations and actions.
fn claims(reading: &Reading<'_>, piece: &Evidence) -> Vec<Choice> {
    let view = reading.view;
    let agency = choices::speaks_for(reading);
    let mut claims: Vec<Claim> = asked_claim(reading)
        .map(|(claim, _)| claim)
        .into_iter()
        .collect();
    for plan in view
        .plans
        .all()
        .rev()
        .filter(|plan| plan.phase != PlanPhase::Closed)
    {
        let actions = view.actions.of_plan(plan.id);
        let own = actions.filter(|a| agency.is_none_or(|agency| a.is_owned_by(agency)));
        claims.extend(own.map(|action| Claim::Action(action.id)));
        let recommendations = view.recommendations.of_plan(plan.id);
        claims.extend(recommendations.map(|one| Claim::Recommendation(one.id)));
        claims.push(Claim::Plan(plan.id));
        claims.extend(
            plan.priorities
                .iter()
                .map(|priority| Claim::Priority(priority.id)),
        );
    }
    let mut choices: Vec<Choice> = Vec::new();
    for claim in claims {
        let value = json_value(&claim);
        let linked = piece.claims.iter().any(|(_, known)| *known == claim);
        if !linked && !choices.iter().any(|(known, _)| *known == value) {
            choices.push((value, claim_name(reading, claim)));
        }
    }
    choices
}
