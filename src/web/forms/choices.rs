//! Choices that several forms offer, taken from the models.

use super::Choice;
use crate::web::components::dates::date_text;
use crate::web::form::{Each, Kind, PartKind, Question, part};
use crate::web::reading::Reading;
use chrono::NaiveDate;
use events::action::{Impact, Owner};
use events::envelope::Role;
use events::evidence::{Claim, Strength};
use events::ids::{AgencyId, EvidenceId, StreamId};
use events::meeting::Presence;
use projections::Models;
use projections::actions::Action;
use projections::evidence::Evidence;
use projections::meetings::Meeting;
use serde::Serialize;

/// How many characters of narrative stand in one choice.
const CHOICE_CHARACTERS: usize = 80;

/// How many pieces of evidence that are linked to nothing yet a form offers.
const UNLINKED_SHOWN: usize = 20;

/// A meeting that was held, and its decisions that stand, as something may rest on them.
pub fn meeting_choices(view: &Models, meeting: &Meeting) -> Vec<Choice> {
    if meeting.cancelled.is_some() {
        return Vec::new();
    }
    let name = meeting_name(view, meeting);
    let mut choices = vec![(meeting.id.to_string(), name.clone())];
    for (number, decision) in (1..).zip(&meeting.decisions) {
        if decision.stands() {
            let value = format!("{}/{}", meeting.id, decision.id);
            choices.push((value, format!("{name}, decision {number}")));
        }
    }
    choices
}

/// A meeting by its group and day.
pub(crate) fn meeting_name(view: &Models, meeting: &Meeting) -> String {
    let group = view.people.group_name(meeting.group);
    let group = if group.is_empty() { "Meeting" } else { group };
    format!("{group}, {}", date_text(meeting.on))
}

/// A value of the domain as the JSON a choice sends.
pub(super) fn json_value(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A word of the domain, such as `not_started`, as a choice sends it.
pub(crate) fn word_value(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}

/// The agencies that are members, by name.
pub(super) fn agencies(reading: &Reading<'_>) -> Vec<Choice> {
    let members = reading.view.people.agencies.iter();
    let mut choices: Vec<Choice> = members
        .filter(|(_, agency)| agency.is_member(reading.today))
        .map(|(id, agency)| (id.to_string(), agency.name.clone()))
        .collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    choices
}

/// Some agencies by name.
pub(super) fn named_agencies(
    view: &Models,
    agencies: impl IntoIterator<Item = AgencyId>,
) -> Vec<Choice> {
    let name = |id: AgencyId| (id.to_string(), view.people.agency_name(id).to_owned());
    agencies.into_iter().map(name).collect()
}

/// Whether the reader speaks for one agency only, and for which.
pub(crate) fn speaks_for(reading: &Reading<'_>) -> Option<AgencyId> {
    match reading.acting.role {
        Role::AgencyLead | Role::AgencyContributor => reading.acting.agency,
        Role::Administrator
        | Role::BusinessManager
        | Role::Chair
        | Role::PqaCoordinator
        | Role::PqaMember
        | Role::CsprCoordinator
        | Role::ReviewGroupMember
        | Role::Inspector
        | Role::LogAuditor => None,
    }
}

/// A post and its agency, in words.
pub(crate) fn owner_name(view: &Models, owner: &Owner) -> String {
    match owner.agency.map(|agency| view.people.agency_name(agency)) {
        None | Some("") => owner.role.clone(),
        Some(agency) => format!("{}, {agency}", owner.role),
    }
}

/// Posts and agencies as one choice each.
pub(super) fn owners(view: &Models, owners: &[Owner]) -> Vec<Choice> {
    owners
        .iter()
        .map(|owner| (json_value(owner), owner_name(view, owner)))
        .collect()
}

/// An action by its reference and first words.
pub(super) fn action_name(reading: &Reading<'_>, action: &Action) -> String {
    format!(
        "{}: {}",
        action.reference,
        reading.start_of(&action.text, CHOICE_CHARACTERS)
    )
}

/// A recommendation by its reference and first words.
pub(super) fn recommendation_name(
    reading: &Reading<'_>,
    one: &projections::recommendations::Recommendation,
) -> String {
    format!(
        "{}: {}",
        one.reference,
        reading.start_of(&one.text, CHOICE_CHARACTERS)
    )
}

/// A piece of evidence by its first words, day and strength.
pub(super) fn evidence_name(reading: &Reading<'_>, piece: &Evidence) -> String {
    let words = reading.start_of(&piece.describes, CHOICE_CHARACTERS);
    let strength = piece.strength.map_or("not graded", strength_word);
    format!("{words} ({strength}, {})", date_text(piece.evidence_date))
}

/// The evidence that may be rested on for a claim: what is linked to it, then what was lodged last
/// by the reader's agency.
pub(super) fn evidence(reading: &Reading<'_>, claim: Claim) -> Vec<Choice> {
    let view = reading.view;
    let linked: Vec<&Evidence> = view
        .evidence
        .supporting(claim)
        .filter(|piece| piece.stands())
        .collect();
    let agency = speaks_for(reading);
    let recent = view
        .evidence
        .all()
        .rev()
        .take(UNLINKED_SHOWN)
        .filter(|piece| {
            piece.stands()
                && !linked.iter().any(|known| known.id == piece.id)
                && agency.is_none_or(|agency| piece.source == Some(agency))
        });
    let all = linked.iter().copied().chain(recent);
    all.map(|piece| (piece.id.to_string(), evidence_name(reading, piece)))
        .collect()
}

/// The evidence that stands, newest first, without one piece.
pub(super) fn other_evidence(reading: &Reading<'_>, not: EvidenceId) -> Vec<Choice> {
    let pieces = reading.view.evidence.all().rev();
    pieces
        .filter(|piece| piece.stands() && piece.id != not)
        .take(UNLINKED_SHOWN)
        .map(|piece| (piece.id.to_string(), evidence_name(reading, piece)))
        .collect()
}

/// A meeting's stream by its group and day.
pub(crate) fn page_name(reading: &Reading<'_>, stream: StreamId) -> String {
    let meeting = reading.view.meetings.get(events::ids::MeetingId(stream.id));
    meeting.map_or_else(String::new, |meeting| meeting_name(reading.view, meeting))
}

/// The page of a thing.
pub(crate) fn page_of(stream: impl Into<StreamId>) -> String {
    let stream = stream.into();
    crate::web::pages::thing_path(stream)
}

/// The judgements of impact, each with its meaning.
pub(super) fn impacts() -> Vec<Choice> {
    let all = [
        (Impact::None, "None: nothing changed for children"),
        (Impact::TooEarly, "Too early to tell"),
        (Impact::Some, "Some: a difference that evidence shows"),
        (
            Impact::Sustained,
            "Sustained: a difference that lasts, shown more than once",
        ),
    ];
    all.iter()
        .map(|(impact, words)| (word_value(impact), (*words).to_owned()))
        .collect()
}

/// The strengths of evidence, weakest first.
pub(crate) const STRENGTHS: [Strength; 6] = [
    Strength::SelfReport,
    Strength::Document,
    Strength::Data,
    Strength::Audit,
    Strength::Feedback,
    Strength::Observation,
];

/// A strength as people say it.
pub(crate) const fn strength_word(strength: Strength) -> &'static str {
    match strength {
        Strength::SelfReport => "self-report",
        Strength::Document => "document",
        Strength::Data => "data",
        Strength::Audit => "audit",
        Strength::Feedback => "feedback",
        Strength::Observation => "observation",
    }
}

/// What a strength means.
pub(crate) const fn strength_meaning(strength: Strength) -> &'static str {
    match strength {
        Strength::SelfReport => "Somebody says so. The weakest: it shows what is believed.",
        Strength::Document => "A policy, agenda or record shows that something exists.",
        Strength::Data => "Figures show that something changed.",
        Strength::Audit => "An audit looked at practice in real cases.",
        Strength::Feedback => "Children, families or practitioners say what they experience.",
        Strength::Observation => "Somebody independent saw the practice.",
    }
}

/// The precision of a date.
pub(super) fn precisions() -> Vec<Choice> {
    vec![
        ("day".to_owned(), "That day".to_owned()),
        ("month".to_owned(), "Some day of that month".to_owned()),
        ("quarter".to_owned(), "Some day of that quarter".to_owned()),
        ("year".to_owned(), "Some day of that year".to_owned()),
    ]
}

/// A day in words, or that there is none.
pub(super) fn day_or(day: Option<NaiveDate>, none: &str) -> String {
    day.map_or_else(|| none.to_owned(), date_text)
}

/// The themes of the partnership, by their codes.
pub(super) fn themes(reading: &Reading<'_>) -> Vec<Choice> {
    let themes = reading.view.people.themes.iter();
    themes
        .map(|theme| (theme.code.clone(), theme.name.clone()))
        .collect()
}

/// The groups of the partnership.
pub(super) fn groups(reading: &Reading<'_>) -> Vec<Choice> {
    let groups = reading.view.people.groups.iter();
    groups
        .map(|(id, group)| (id.to_string(), group.name.clone()))
        .collect()
}

/// The grades of a scale, each with what it looks like.
pub(super) fn grades(view: &Models, scale: u32) -> Vec<Choice> {
    let grades = view.people.scales.get(&scale);
    let grades = grades.into_iter().flat_map(|scale| &scale.grades);
    grades
        .map(|grade| {
            (
                grade.code.clone(),
                format!("{}: {}", grade.word, grade.descriptor),
            )
        })
        .collect()
}

/// How each of some agencies was represented at a meeting.
pub(super) fn attendance(of: Vec<Choice>) -> Each {
    let presences = [
        Presence::Present,
        Presence::Deputy,
        Presence::Apologies,
        Presence::Absent,
    ];
    let presences = presences.map(|presence| {
        let word = super::meeting::presence_word(presence).to_owned();
        (word_value(&presence), word)
    });
    Each {
        key: "agency",
        of,
        answer: part("presence", "Presence", PartKind::Choice(presences.to_vec())),
    }
}

/// The evidence lodged last that stands: everybody's, or the reader's agency's alone.
pub(crate) fn latest_evidence(reading: &Reading<'_>) -> Vec<Choice> {
    let agency = speaks_for(reading);
    let pieces =
        reading.view.evidence.all().rev().filter(|piece| {
            piece.stands() && agency.is_none_or(|agency| piece.source == Some(agency))
        });
    pieces
        .take(UNLINKED_SHOWN)
        .map(|piece| (piece.id.to_string(), evidence_name(reading, piece)))
        .collect()
}

/// The agency a form speaks of: the reader's own where they act for one, or a choice of some.
pub(super) fn agency_question(
    reading: &Reading<'_>,
    label: &str,
    of: impl IntoIterator<Item = AgencyId>,
) -> Question {
    if let Some(agency) = speaks_for(reading) {
        return Question::new("agency", label, Kind::Fixed(serde_json::json!(agency)));
    }
    let agencies = Kind::Radios(named_agencies(reading.view, of));
    Question::new("agency", label, agencies).answered_where(reading.asked("agency"))
}

/// What alone can be meant, where something has to be.
pub(super) fn only(of: &[Choice]) -> Option<String> {
    let first = of.first().filter(|_| of.len() == 1);
    first.map(|(id, _)| id.clone())
}

/// A question about one of some things: not asked where the form was opened for one of them.
pub(super) fn which(
    reading: &Reading<'_>,
    name: &'static str,
    label: &str,
    of: Vec<Choice>,
) -> Question {
    let asked = reading.asked(name);
    if let Some((id, _)) = of.iter().find(|(id, _)| Some(id.as_str()) == asked) {
        return Question::new(name, label, Kind::Fixed(serde_json::json!(id)));
    }
    Question::new(name, label, Kind::Select(of))
}
