//! The shapes of what is answered about things and about the past.

use super::{count, day, id, list, list_of, maybe, maybe_day, object, reference, told};
use serde_json::{Map, Value, json};

/// A thing with an id and a version, and more that its page shows.
pub(super) fn thing(more: Value) -> Value {
    let mut properties = Map::new();
    properties.insert("id".to_owned(), id("Which one."));
    properties.insert(
        "version".to_owned(),
        count("Its stream's version, for If-Match."),
    );
    properties.extend(more.as_object().cloned().unwrap_or_default());
    object(&["id", "version"], Value::Object(properties))
}

pub(super) fn things() -> Vec<(&'static str, Value)> {
    let mut all = works();
    all.extend(met_and_changed());
    all.extend(programmes());
    all.extend(audits());
    all.extend(self_assessments());
    all.extend(reviews());
    all.extend(practice_reviews());
    all.extend(inspections());
    all.extend(super::learning::things());
    all.extend(super::records::things());
    all
}

/// Serious incidents, rapid reviews, their children, and the yearly figures.
fn reviews() -> Vec<(&'static str, Value)> {
    let stage = told("string", "How far it has come.");
    let days_late = told("integer", "For how many days it is late, or was.");
    vec![
        (
            "IncidentRow",
            thing(json!({
                "reference": told("string", "What it is called."),
                "nature": told("string", "What happened to the child."),
                "stage": stage,
                "referred_on": day("The day of the referral."),
                "notify_by": maybe_day("By when the Panel is to be notified."),
                "notified_on": maybe_day("The day the Panel was notified."),
                "days_late": days_late,
            })),
        ),
        (
            "Incident",
            thing(json!({
                "incident": told("object", "What was referred, decided and told."),
                "stage": stage,
                "subjects": list("The children and family, by alias."),
            })),
        ),
        (
            "RapidReviewRow",
            thing(json!({
                "reference": told("string", "What it is called."),
                "incident": id("The incident."),
                "stage": stage,
                "trigger_on": day("The day its clock runs from."),
                "due": maybe_day("By when it is with the Panel."),
                "submitted_on": maybe_day("The day it was sent."),
                "days_late": days_late,
            })),
        ),
        (
            "RapidReview",
            thing(json!({
                "review": told("object", "What was gathered, decided and learned."),
                "stage": stage,
                "clocks": list("The clock from each day it may count from; the one in use first."),
                "day_plan": list("The steps of the local plan with their days."),
                "summaries_due": maybe_day("By when agencies’ summaries are wanted."),
                "practice_reviews": list("The practice reviews made of it, by id."),
            })),
        ),
        (
            "ReviewSubject",
            thing(json!({
                "alias": told("string", "What the person is called here."),
                "kind": told("string", "Who the person is in the incident."),
                "safety": list("Whether the child is safe, as judged."),
                "actions": told("object", "What had to be done at once, by id."),
            })),
        ),
        (
            "StatutoryReturns",
            object(
                &["from", "to", "referred", "notified", "figures"],
                json!({
                    "from": day("The first day."),
                    "to": day("The last day."),
                    "referred": suppressed("How many incidents were referred."),
                    "notified": suppressed("How many notifications were made."),
                    "figures": list("The breakdowns, with small counts hidden."),
                }),
            ),
        ),
    ]
}

/// A count, or that it is hidden because it is small.
fn suppressed(what: &str) -> Value {
    json!({
        "description": what,
        "oneOf": [
            { "type": "string", "const": "hidden" },
            { "type": "object", "required": ["count"], "properties": { "count": count(what) } },
        ],
    })
}

/// A year's programme.
fn programmes() -> Vec<(&'static str, Value)> {
    let counts = told(
        "object",
        "Minimum, planned, dropped, commissioned and reported.",
    );
    let pace = told(
        "object",
        "How many should have been reported by the day, and were.",
    );
    vec![
        (
            "ProgrammeRow",
            thing(json!({
                "title": told("string", "What the year is called."),
                "starts": day("First day."),
                "ends": day("Last day."),
                "counts": counts,
                "pace": pace,
            })),
        ),
        (
            "Programme",
            thing(json!({
                "programme": told("object", "What was agreed, and what happened to it."),
                "entries": list("The planned audits by quarter, each with its audit."),
                "counts": counts,
                "pace": pace,
            })),
        ),
    ]
}

/// The audits of a year, their cases, and who has to return what.
fn audits() -> Vec<(&'static str, Value)> {
    vec![
        (
            "AuditRow",
            thing(json!({
                "reference": told("string", "Its reference."),
                "title": told("string", "What it is called."),
                "kind": told("string", "What kind."),
                "theme": told("string", "The code of its theme."),
                "stage": told("string", "How far it has come."),
                "report_due": day("By when it reports."),
                "returns_outstanding": count("How many returns are waited for."),
                "returns_overdue": count("How many of them are overdue."),
                "open_concerns": count("How many children nobody confirmed to be safe."),
            })),
        ),
        (
            "Audit",
            thing(json!({
                "audit": told("object", "What was commissioned, and what happened to it."),
                "stage": told("string", "How far it has come."),
                "sample": told("object", "The sample in numbers."),
                "cases": list("The cases drawn, by alias."),
                "returns": told("object", "Which agency returned what about which child."),
                "grades": list("The grades of the cases left, side by side."),
                "moved": told("object", "How far moderation moved them."),
                "open_concerns": list("The children nobody confirmed to be safe."),
                "findings": list("What was found, and what was made of it."),
            })),
        ),
        (
            "Case",
            thing(json!({
                "audit": id("The audit it was drawn for."),
                "alias": told("string", "What the child is called in it."),
                "returns": told("object", "The agencies' returns, by agency."),
                "self_grades": told("object", "What each agency thinks of its practice."),
                "moderations": list("The grades agreed together."),
                "concerns": list("The immediate concerns."),
            })),
        ),
        (
            "ReturnsToChase",
            object(
                &["agencies", "audits", "self_assessments"],
                json!({
                    "agencies": list("What each agency returned of what it was asked for."),
                    "audits": list("What audits wait for, by agency."),
                    "self_assessments": list("What self-assessments wait for."),
                }),
            ),
        ),
    ]
}

/// Rounds of self-assessments, and agencies' returns.
fn self_assessments() -> Vec<(&'static str, Value)> {
    let counts = told(
        "object",
        "Invited, submitted, accepted, overdue and not returned.",
    );
    vec![
        (
            "SelfAssessmentRow",
            thing(json!({
                "kind": told("string", "Under which duty."),
                "title": told("string", "What it is called."),
                "opens": day("First day on which returns are filled in."),
                "due": day("Last day on which a return is in time."),
                "counts": counts,
            })),
        ),
        (
            "SelfAssessment",
            thing(json!({
                "campaign": told("object", "What was opened, with its standards and report."),
                "counts": counts,
                "returns": list("The returns by agency, each with its scores."),
            })),
        ),
        (
            "HeatMap",
            object(
                &["standards", "rows"],
                json!({
                    "standards": list("Key and title of each standard, in order."),
                    "rows": list("The agencies, each with a cell for every standard."),
                }),
            ),
        ),
        (
            "Return",
            thing(json!({
                "return": told("object", "The answers, and what happened to them."),
                "scores": told("object", "Self and moderated score of every standard."),
                "unanswered": list("The standards nobody answered yet."),
                "not_reaffirmed": list("The answers taken over and not re-affirmed."),
                "overdue": told("boolean", "It is past its day and still waited for."),
                "actions_open": count("How many agreed actions are not done."),
            })),
        ),
    ]
}

/// Practice reviews. Of an agency's people some fields are not there.
fn practice_reviews() -> Vec<(&'static str, Value)> {
    vec![
        (
            "PracticeReviewRow",
            thing(json!({
                "kind": told("string", "What kind of review."),
                "reference": told("string", "Its reference."),
                "title": told("string", "What it is called, under an alias."),
                "decided_on": day("The day of the decision."),
                "state": told("string", "How far it is."),
                "due": maybe_day("The last day on which it is published in time."),
                "late": told("boolean", "It is past that day and not published."),
                "delayed": told("boolean", "It was said why, and when it is expected."),
                "findings": count("How many findings and learning points it has."),
            })),
        ),
        (
            "PracticeReview",
            thing(json!({
                "review": told("object", "What was commissioned, and what happened to it."),
                "state": told("string", "How far it is."),
                "late": told("boolean", "It is past its last day and not published."),
                "delayed": told("boolean", "It was said why, and when it is expected."),
                "gates": list("What has to be so before it is published today, and is or not."),
                "dates": told("object", "When it may and must be published."),
                "milestones": list("What has to be done by when."),
                "findings": list("What it says, each with its recommendations."),
                "subjects": list("The children and family: its own, and those of the incident \
                                  behind it, by alias."),
                "recommendations": list("Those of the review as a whole."),
            })),
        ),
    ]
}

/// Inspections. Of an agency's people some fields are not there.
fn inspections() -> Vec<(&'static str, Value)> {
    vec![
        (
            "InspectionRow",
            thing(json!({
                "kind": told("string", "What kind of inspection."),
                "reference": told("string", "What it is called here."),
                "inspectorates": list("Who inspects."),
                "notified_on": day("The day it was notified."),
                "requests": told("object", "How its requests for information stand."),
                "late": told("boolean", "A request or the plan is past its day."),
                "state": told("string", "How far it is."),
                "plan_due": maybe_day("The last day to send the plan that answers it."),
                "findings": count("How many findings its letter has."),
            })),
        ),
        (
            "Inspection",
            thing(json!({
                "inspection": told("object", "What was asked for and given, and what was found."),
                "requests": told("object", "How its requests for information stand."),
                "findings": list("What the letter finds, each with its recommendations."),
                "state": told("string", "How far it is."),
                "clock": {
                    "description": "The clock of the plan, worked out from the letter.",
                    "type": ["object", "null"],
                },
                "recommendations": list("Those of the inspection as a whole."),
            })),
        ),
    ]
}

/// Plans, and what comes of them.
fn works() -> Vec<(&'static str, Value)> {
    vec![
        (
            "Partnership",
            object(
                &["name", "version", "agencies", "groups"],
                json!({
                    "name": told("string", "Its name."),
                    "area": told("string", "The area it covers."),
                    "version": count("Its stream's version, for If-Match."),
                    "agencies": told("object", "Member agencies by id, past ones too."),
                    "groups": told("object", "Groups by id."),
                    "holdings": told("object", "Who held which role when, by id."),
                    "years": list("Reporting years."),
                    "rag_keys": told("object", "RAG keys by number."),
                    "scales": told("object", "Grading scales by number."),
                    "rule_sets": list("Statutory rule sets adopted."),
                }),
            ),
        ),
        ("PlanRow", thing(plan_head())),
        ("Plan", thing(plan_whole())),
        (
            "PriorityNode",
            object(
                &["priority", "parts"],
                json!({
                    "priority": told("object", "The priority with its outcomes and measures."),
                    "parts": list_of("PriorityNode", "Its sub-priorities."),
                }),
            ),
        ),
        ("ActionRow", thing(action_head())),
        ("Action", thing(action_whole())),
        (
            "Recommendation",
            thing(json!({
                "reference": told("string", "Its reference."),
                "state": told("string", "How far it is."),
                "overdue": told("boolean", "Past its date, and something is still expected."),
                "text": reference("TextRef"),
                "due": maybe_day("By when."),
                "made": reference("Stamp"),
                "addressees": list("The agencies that should change it."),
                "actions": list("The actions there for it."),
            })),
        ),
        (
            "Evidence",
            thing(json!({
                "describes": reference("TextRef"),
                "evidence_date": day("The day it speaks of."),
                "lodged": reference("Stamp"),
                "strength": maybe("string", "How strong it was last judged to be."),
                "claims": list("What it supports."),
            })),
        ),
    ]
}

/// Meetings with their papers, and what changed between two moments.
fn met_and_changed() -> Vec<(&'static str, Value)> {
    vec![
        (
            "Meeting",
            thing(json!({
                "group": id("The group."),
                "on": day("The day it met."),
                "quorate": told("boolean", "Whether enough agencies were there."),
                "decisions": list("Its decisions, in the order made."),
                "papers": list("Its papers, as they were frozen, in the order frozen: each with \
                    its title, the moment it speaks of, the hash of its file, and, for one \
                    meeting, the first checkpoint that covers it."),
            })),
        ),
        (
            "ChangedThing",
            object(
                &["what", "stream", "reference", "changes"],
                json!({
                    "what": {
                        "type": "string", "enum": ["plan", "recommendations", "actions"],
                    },
                    "stream": told("object", "The thing it is told in: its kind and id."),
                    "priority": maybe("string", "The priority, where it is one of a plan's."),
                    "plan": maybe("string", "The plan it stands in."),
                    "reference": told("string", "Its reference or number; a plan's title."),
                    "text": { "anyOf": [reference("TextRef"), { "type": "null" }] },
                    "changes": list("How it changed, each with its kind, the part of the thing, \
                        and what stood there before and after; never empty."),
                }),
            ),
        ),
    ]
}

fn plan_head() -> Value {
    json!({
        "title": told("string", "Its title."),
        "from": day("First day of its period."),
        "to": day("Last day of its period."),
        "phase": { "type": "string", "enum": ["drafted", "approved", "published", "closed"] },
    })
}

fn plan_whole() -> Value {
    let mut plan = plan_head();
    if let Some(fields) = plan.as_object_mut() {
        fields.insert(
            "rag_scheme".to_owned(),
            count("The RAG key its ratings use."),
        );
        fields.insert("priorities".to_owned(), list("Its priorities."));
        fields.insert("imports".to_owned(), list("What reading a document found."));
        fields.insert("approvals".to_owned(), list("Approvals."));
        fields.insert("drafted".to_owned(), reference("Stamp"));
    }
    plan
}

fn action_head() -> Value {
    json!({
        "reference": told("string", "Its reference in the plan."),
        "plan": id("Its plan."),
        "text": reference("TextRef"),
        "owners": list_of("Owner", "Who owns it."),
        "due": maybe_day("When it is due."),
        "original_due": maybe_day("The first due date it had."),
        "shown": told("object", "How it stands: as claimed, by date, and verified."),
    })
}

fn action_whole() -> Value {
    let mut action = action_head();
    if let Some(fields) = action.as_object_mut() {
        fields.insert("agreed".to_owned(), reference("Stamp"));
        for (name, about) in [
            ("ratings", "Every rating, the oldest first."),
            ("milestones", "Its milestones."),
            ("extensions", "Every extension of its date."),
            ("completion", "Claims, checks and refusals of completion."),
            ("impact", "Judgements of the difference made."),
            ("evidence", "The evidence that supports it."),
        ] {
            fields.insert(name.to_owned(), list(about));
        }
    }
    action
}

fn checkpoint() -> Value {
    object(
        &["size", "root", "made_at", "code", "note"],
        json!({
            "size": count("How many events it is about."),
            "root": told("string", "The root hash, in hexadecimal."),
            "made_at": { "type": "string", "format": "date-time" },
            "code": told("string", "A short code for the minutes."),
            "note": told("string", "The signed note."),
        }),
    )
}

fn event() -> Value {
    object(
        &[
            "position",
            "recorded_at",
            "occurred_on",
            "stream",
            "type",
            "actor",
            "data",
        ],
        json!({
            "position": count("Its place in the log."),
            "recorded_at": { "type": "string", "format": "date-time" },
            "occurred_on": day("The day it happened."),
            "stream": told("object", "The thing: kind and id."),
            "type": told("string", "What happened."),
            "actor": told("object", "Who, in which role."),
            "data": told("object", "What happened, with words as commitments."),
            "text": told("object", "The words by field; null when erased."),
        }),
    )
}

pub(super) fn past() -> Vec<(&'static str, Value)> {
    vec![
        ("Checkpoint", checkpoint()),
        (
            "Checkpoints",
            object(
                &["rows", "verifier"],
                json!({
                    "rows": list_of("Checkpoint", "The oldest first."),
                    "verifier": told("string", "The key that checks them."),
                }),
            ),
        ),
        ("Event", event()),
        (
            "Trail",
            object(
                &["rows", "next", "size"],
                json!({
                    "rows": list_of("Event", "The events."),
                    "next": maybe("integer", "Where to go on: the next after or before."),
                    "size": count("How many events the log has."),
                }),
            ),
        ),
        (
            "Text",
            object(
                &["position", "field", "state", "words"],
                json!({
                    "position": count("The event."),
                    "field": told("string", "The field."),
                    "state": { "type": "string", "enum": ["readable", "erased", "sealed"] },
                    "words": maybe("string", "The words."),
                }),
            ),
        ),
        (
            "Thread",
            told("object", "What led to a thing, and what came of it."),
        ),
    ]
}
