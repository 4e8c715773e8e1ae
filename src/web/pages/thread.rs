//! The golden thread of a thing, walked both ways, with the places where it breaks.
//!
//! Route: `GET /thread/{kind}/{id}` → [`show`]. `kind` is the word of a kind of thing, or `finding`
//! (of an audit, a review or an inspection, and learning points), or `judgement` with the position
//! of its event.

mod drawing;

use super::{shown, thing_path};
use crate::web::components::SummaryRow;
use crate::web::components::dates::{date, date_text};
use crate::web::forms::{claim_path, page_name, strength_word};
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::envelope::Actor;
use events::evidence::Claim;
use events::ids::{AuditId, EvidenceId, RecommendationId, StreamId, StreamKind};
use events::recommendation::SourceKind;
use maud::{Markup, html};
use projections::Models;
use projections::actions::Action;
use projections::recommendations::Recommendation;
use projections::reference::Stamp;
use projections::threads::{Knot, Stage, Thread};
use uuid::Uuid;

/// The places of a thread, in the order it runs.
const STAGES: [Stage; 8] = [
    Stage::Led,
    Stage::Source,
    Stage::Recommendation,
    Stage::Action,
    Stage::Evidence,
    Stage::Verification,
    Stage::Impact,
    Stage::LookedAgain,
];

/// How many knots of one place are shown before the reader is sent to the lists.
const KNOTS_SHOWN: usize = 100;

/// The thread of any thing.
///
/// # Errors
/// When there is no such thing, or the record cannot be read.
pub async fn show(
    visit: Visit,
    Path((kind, id)): Path<(String, String)>,
) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let asked = asked(&view, &kind, &id).ok_or(Oops::NotFound)?;
        let Asked { stream, thread, of } = asked;
        let name = format!("{of}{}", thing_name(&reading, stream));
        let title = format!("Thread of {name}");
        let back = reading.href(&thing_path(stream));
        let body = html! {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" {
                "From where it comes, through what was recommended and done, to the difference \
                 it made for children. "
                a class="govuk-link" href=(back) { "Back to " (thing_name(&reading, stream)) }
            }
            (drawing(&reading, &thread, &name))
            h2 class="govuk-heading-m" id="story" { "The thread in words" }
            (of_thread(&reading, &thread))
            (super::learning::spreading_any(&reading, &sources_of(&view, stream, &thread)))
        };
        let frame = Frame::new(&title, Place::Inside(Section::Recommendations))
            .below("Recommendations", "/recommendations");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// A thread that is asked for: the thing whose page it leads back to, and what of that thing it is
/// of, where it is not all of it.
struct Asked {
    stream: StreamId,
    thread: Thread,
    of: &'static str,
}

/// The thread of a thing, of a finding or learning point (`finding`), or of a judgement of the
/// difference made (`judgement`, by the position of its event).
fn asked(view: &Models, kind: &str, id: &str) -> Option<Asked> {
    let (stream, thread, of) = match kind {
        "finding" => {
            let (stream, thread) = view.thread_of_finding(id.parse().ok()?)?;
            (stream, thread, "one finding of ")
        }
        "judgement" => {
            let (stream, thread) = view.thread_of_judgement(id.parse().ok()?)?;
            (stream, thread, "the impact judged of ")
        }
        kind => {
            let kind = StreamKind::from_word(kind)?;
            let stream = StreamId::new(kind, id.parse::<Uuid>().ok()?);
            let known = view.trail.versions(stream) > 0;
            known.then(|| (stream, view.thread(stream), ""))?
        }
    };
    Some(Asked { stream, thread, of })
}

/// The thread drawn; nothing where there is nothing to draw.
fn drawing(reading: &Reading<'_>, thread: &Thread, name: &str) -> Markup {
    if thread.knots.is_empty() {
        return html! {};
    }
    html! {
        h2 class="govuk-heading-m" { "The thread drawn" }
        p class="govuk-body" {
            "From the top down. A broken frame marks where the thread breaks. "
            a class="govuk-link" href="#story" { "Read it in words, with links" }
        }
        (picture(reading, thread, name, "drawing"))
    }
}

/// A thread as a picture that says what it shows; `id` begins the ids in it.
pub(crate) fn picture(reading: &Reading<'_>, thread: &Thread, name: &str, id: &str) -> Markup {
    let stages: Vec<Stage> = stages_of(thread).collect();
    drawing::drawn(&drawing::laid_out(reading, thread, &stages), name, id)
}

/// What a briefing may rest on in a thread: the thing itself, everything in its thread, and the
/// findings of its recommendations and audits.
fn sources_of(view: &Models, stream: StreamId, thread: &Thread) -> Vec<Uuid> {
    let mut all = vec![stream.id];
    all.extend(thread.knots.iter().map(|knot| knot.label.stream.id));
    for id in all.clone() {
        let made = view.recommendations.get(RecommendationId(id));
        let sources = made.into_iter().flat_map(|one| &one.sources);
        all.extend(sources.filter_map(|source| source.id));
    }
    let audit = view.audits.audit(AuditId(stream.id));
    let findings = audit.into_iter().flat_map(|audit| &audit.findings);
    all.extend(findings.map(|finding| finding.id.0));
    all
}

/// What a thing is called within a sentence.
pub fn thing_name(reading: &Reading<'_>, stream: StreamId) -> String {
    let label = reading.view.label(stream);
    match stream.kind {
        StreamKind::Recommendation => format!("recommendation {}", label.name),
        StreamKind::ImprovementAction => format!("action {}", label.name),
        StreamKind::Evidence => match &label.words {
            Some(words) => format!("evidence: {}", reading.start_of(words, 60)),
            None => "a piece of evidence".to_owned(),
        },
        StreamKind::Plan | StreamKind::Partnership => label.name,
        StreamKind::Meeting => page_name(reading, stream),
        StreamKind::Gap => format!("gap {}", label.name),
        StreamKind::Account => "an account".to_owned(),
        StreamKind::SelfAssessment => format!("campaign {}", label.name),
        StreamKind::ServiceReturn => format!("return {}", label.name),
        StreamKind::SeriousIncident => format!("serious incident {}", label.name),
        StreamKind::RapidReview => format!("rapid review {}", label.name),
        StreamKind::ReviewSubject => format!("child or family member {}", label.name),
        StreamKind::PracticeReview => format!("practice review {}", label.name),
        StreamKind::Briefing => format!("briefing {}", label.name),
        StreamKind::LearningActivity => format!("learning activity {}", label.name),
        StreamKind::ChildDeathLearning => format!("learning from child deaths in {}", label.name),
        StreamKind::AuditProgramme => format!("audit programme {}", label.name),
        StreamKind::Audit => format!("audit {}", label.name),
        StreamKind::AuditCase => format!("case {}", label.name),
        StreamKind::EvidencePack => format!("evidence pack {}", label.name),
        StreamKind::Inspection => format!("inspection {}", label.name),
        StreamKind::Erasure => format!("erasure {}", label.name),
        StreamKind::LegalHold => format!("legal hold {}", label.name),
    }
}

/// The thread a recommendation hangs in.
pub fn of_recommendation(reading: &Reading<'_>, one: &Recommendation) -> Markup {
    let repeated = html! {
        @if !one.repeats.is_empty() {
            p class="govuk-body" {
                (shown::missing("Repeat learning")) " It says again what was said in "
                @for (place, id) in one.repeats.iter().enumerate() {
                    @if place > 0 { ", " }
                    (earlier(reading, *id))
                } "."
            }
        }
    };
    let thread = of_thread(reading, &reading.view.thread(one.id.into()));
    html! { (repeated) (thread) (walk(reading, one.id.into())) }
}

fn earlier(reading: &Reading<'_>, id: RecommendationId) -> Markup {
    let made = reading
        .view
        .recommendations
        .get(id)
        .map(|one| one.made.occurred_on);
    html! {
        (shown::recommendation_link(reading, id))
        @if let Some(made) = made { " (" (date(made)) ")" }
    }
}

/// The thread an action hangs in.
pub fn of_action(reading: &Reading<'_>, action: &Action) -> Markup {
    let thread = of_thread(reading, &reading.view.thread(action.id.into()));
    html! { (thread) (walk(reading, action.id.into())) }
}

/// The way to the page of a thing's thread, where it is drawn.
pub fn walk(reading: &Reading<'_>, stream: StreamId) -> Markup {
    walk_to(reading, &path_of(stream))
}

/// The way to the thread of one finding or learning point, of an audit, review or inspection.
pub fn walk_finding(reading: &Reading<'_>, finding: Uuid) -> Markup {
    walk_to(reading, &format!("/thread/finding/{finding}"))
}

fn walk_to(reading: &Reading<'_>, path: &str) -> Markup {
    html! {
        p class="govuk-body gt-no-print" {
            a class="govuk-link" href=(reading.href(path)) { "Walk the thread, drawn and in words" }
        }
    }
}

/// The same among the facts of a page, in words of its own.
pub fn fact<'a>(reading: &Reading<'_>, stream: StreamId, words: &str) -> SummaryRow<'a> {
    let href = reading.href(&path_of(stream));
    SummaryRow::new(
        "Thread",
        html! { a class="govuk-link" href=(href) { (words) } },
    )
}

fn path_of(stream: StreamId) -> String {
    format!("/thread/{}/{}", stream.kind.word(), stream.id)
}

/// A thread as a story: one heading a place, what stands there, and what is missing.
pub fn of_thread(reading: &Reading<'_>, thread: &Thread) -> Markup {
    if thread.knots.is_empty() {
        return shown::empty("Nothing hangs together with it yet.", None);
    }
    html! {
        ol class="govuk-list" {
            @for (stage, knots) in places(thread) {
                li {
                    h3 class="govuk-heading-s govuk-!-margin-bottom-1" { (heading(stage)) }
                    @if knots.is_empty() {
                        p class="govuk-body" { (shown::missing(nothing(stage))) }
                    } @else {
                        ul class="govuk-list govuk-list--bullet" {
                            @for knot in knots.iter().take(KNOTS_SHOWN) {
                                li { (knot_line(reading, thread, knot)) }
                            }
                            @if knots.len() > KNOTS_SHOWN {
                                li { "and " (knots.len() - KNOTS_SHOWN) " more" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The places a thread is told by. Most begin with a source: nothing is missed before one.
fn stages_of(thread: &Thread) -> impl Iterator<Item = Stage> {
    let led = thread.knots.iter().any(|knot| knot.stage == Stage::Led);
    let all = STAGES.into_iter();
    all.filter(move |stage| led || *stage != Stage::Led)
}

/// Those places, each with what stands there.
pub(crate) fn places(thread: &Thread) -> impl Iterator<Item = (Stage, Vec<&Knot>)> {
    stages_of(thread).map(|stage| {
        let knots = thread.knots.iter().filter(move |knot| knot.stage == stage);
        (stage, knots.collect())
    })
}

/// What is said where a thread breaks at a knot, if it does.
pub(crate) fn broken<'a>(
    thread: &'a Thread,
    knot: &Knot,
) -> impl Iterator<Item = &'static str> + 'a {
    let (number, stage) = (knot.number, knot.stage);
    let breaks = thread.breaks.iter().filter(move |found| found.at == number);
    breaks.map(move |found| match stage {
        Stage::LookedAgain => "Not better: the thread is open again",
        Stage::Led
        | Stage::Source
        | Stage::Recommendation
        | Stage::Action
        | Stage::Evidence
        | Stage::Verification
        | Stage::Impact => missing_after(found.missing),
    })
}

pub(crate) const fn heading(stage: Stage) -> &'static str {
    match stage {
        Stage::Led => "What led to it",
        Stage::Source => "Where it comes from",
        Stage::Recommendation => "What should change",
        Stage::Action => "What somebody does",
        Stage::Evidence => "What shows it",
        Stage::Verification => "Who checked",
        Stage::Impact => "What difference it made",
        Stage::LookedAgain => "What was seen on looking again",
    }
}

/// What is said of a place at which nothing stands.
pub(crate) const fn nothing(stage: Stage) -> &'static str {
    match stage {
        Stage::Led => "Nothing recorded",
        Stage::Source => "No source recorded",
        Stage::Recommendation => "No recommendation",
        Stage::Action => "No action yet",
        Stage::Evidence => "No evidence yet",
        Stage::Verification => "Not verified yet",
        Stage::Impact => "Impact not judged yet",
        Stage::LookedAgain => "Nobody looked again yet",
    }
}

const fn missing_after(stage: Stage) -> &'static str {
    match stage {
        Stage::Led => "Nothing led to it",
        Stage::Source => "No source",
        Stage::Recommendation => "No recommendation",
        Stage::Action => "No action follows",
        Stage::Evidence => "No evidence",
        Stage::Verification => "Not verified",
        Stage::Impact => "Impact not judged",
        Stage::LookedAgain => "Not looked at again",
    }
}

fn knot_line(reading: &Reading<'_>, thread: &Thread, knot: &Knot) -> Markup {
    html! {
        (knot_name(reading, knot))
        @if let Some(words) = &knot.words { ": " (reading.words(words)) }
        @if let Some(at) = &knot.at {
            p class="govuk-body-s govuk-!-margin-bottom-0" { (by_and_when(reading, at)) }
        }
        @if let (Stage::Impact, Some(at)) = (knot.stage, &knot.at) {
            p class="govuk-body-s govuk-!-margin-bottom-0 gt-no-print" {
                a class="govuk-link" href=(judgement(reading, at)) {
                    "Only what this judgement rests on" }
            }
        }
        @for words in broken(thread, knot) { " " (shown::missing(words)) }
    }
}

fn judgement(reading: &Reading<'_>, at: &Stamp) -> String {
    reading.href(&format!("/thread/judgement/{}", at.position))
}

/// What stands at a knot, in a few words.
pub(crate) fn knot_text(reading: &Reading<'_>, knot: &Knot) -> String {
    match knot.stage {
        Stage::Source => {
            let kind = knot.source.map_or("Source", source_word);
            format!("{kind}: {}", knot.label.name)
        }
        Stage::Recommendation if knot.label.stream.kind == StreamKind::Plan => {
            format!("Outcome or priority {}", knot.label.name)
        }
        Stage::Recommendation => format!("Recommendation {}", knot.label.name),
        Stage::Action => format!("Action {}", knot.label.name),
        Stage::Evidence => match reading.view.evidence.get(EvidenceId(knot.label.stream.id)) {
            Some(piece) => {
                let strength = piece.strength.map_or("not graded", strength_word);
                format!(
                    "Evidence of {} ({strength})",
                    date_text(piece.evidence_date)
                )
            }
            None => "Evidence".to_owned(),
        },
        Stage::Impact => {
            let name = shown::capitalised(&thing_name(reading, knot.label.stream));
            let impact = knot.impact.map_or("", shown::impact_word);
            format!("{impact}: {name}")
        }
        Stage::Led | Stage::Verification | Stage::LookedAgain => {
            shown::capitalised(&thing_name(reading, knot.label.stream))
        }
    }
}

/// What stands at a knot, as a link where it is kept in this record.
fn knot_name(reading: &Reading<'_>, knot: &Knot) -> Markup {
    let name = knot_text(reading, knot);
    let href = reading.href(&thing_path(knot.label.stream));
    html! {
        @if knot.known { a class="govuk-link" href=(href) { (name) } } @else { (name) }
    }
}

/// What sort of source.
pub const fn source_word(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Finding => "Finding of an audit",
        SourceKind::LearningPoint => "Learning point of a review",
        SourceKind::PracticeReview => "Local child safeguarding practice review",
        SourceKind::Inspection => "Inspection",
        SourceKind::NationalReview => "National review",
        SourceKind::AnnualReport => "Annual report",
        SourceKind::Document => "Document",
        SourceKind::Meeting => "Meeting",
    }
}

/// Which role did it, for which agency, and when.
pub(crate) fn by_and_when(reading: &Reading<'_>, at: &Stamp) -> Markup {
    let actor = reading.view.trail_row(at.position).map(|row| row.actor);
    html! {
        @if let Some(actor) = &actor { (actor_name(reading, actor)) ", " }
        (shown::stamp(at))
    }
}

/// Somebody by role and agency, never by name.
pub fn actor_name(reading: &Reading<'_>, actor: &Actor) -> String {
    let Some(role) = actor.role() else {
        return "The product itself".to_owned();
    };
    match actor
        .agency()
        .map(|agency| reading.view.people.agency_name(agency))
    {
        None | Some("") => role.title().to_owned(),
        Some(agency) => format!("{}, {agency}", role.title()),
    }
}

/// A piece of evidence as a link with its strength and day.
pub fn evidence_line(reading: &Reading<'_>, id: EvidenceId) -> Markup {
    let Some(piece) = reading.view.evidence.get(id) else {
        return shown::missing("Evidence not found");
    };
    let href = reading.href(&thing_path(id.into()));
    html! {
        a class="govuk-link" href=(href) { (reading.words(&piece.describes)) } " ("
        (piece.strength.map_or("not graded", strength_word)) ", "
        (date(piece.evidence_date)) ")"
        @if !piece.stands() { " " (shown::missing("No longer counts")) }
    }
}

/// What a piece of evidence supports, as a link.
pub fn claim_link(reading: &Reading<'_>, claim: Claim) -> Markup {
    let href = reading.href(&claim_path(reading, claim));
    let name = crate::web::forms::claim_name(reading, claim);
    html! {
        @if is_known(reading, claim) { a class="govuk-link" href=(href) { (name) } }
        @else { (name) }
    }
}

/// Whether what evidence supports is among what the reader reaches.
fn is_known(reading: &Reading<'_>, claim: Claim) -> bool {
    let view = reading.view;
    match claim {
        Claim::Action(id) => view.actions.get(id).is_some(),
        Claim::Recommendation(id) => view.recommendations.get(id).is_some(),
        Claim::Plan(id) => view.plans.get(id).is_some(),
        Claim::Priority(id) => view.plans.priority(id).is_some(),
        Claim::Meeting(id) => view.meetings.get(id).is_some(),
    }
}
