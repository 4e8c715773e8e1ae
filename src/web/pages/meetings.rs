//! Meetings: who was there, what was decided, and what came of it.

pub mod papers;

use super::trail::told::{happened, thing};
use super::{recorded_banner, shown, thing_path};
use crate::web::components::dates::date;
use crate::web::components::{Button, InsetText, SummaryList, SummaryRow, Table, Tag, TagColour};
use crate::web::form::command_path;
use crate::web::forms::{meeting_name, presence_word};
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::everywhere::Area;
use events::ids::{MeetingId, StreamKind};
use maud::{Markup, html};
use projections::meetings::{Decision, Meeting};

/// How many meetings stand on the list.
const ROWS_SHOWN: usize = 200;

/// Every meeting, the latest first.
///
/// # Errors
/// When the record cannot be read.
pub async fn meetings(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (list(&reading)) };
        let frame = below_settings(&reading, Frame::new("Meetings", PLACE));
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// Where meetings stand among the sections.
const PLACE: Place = Place::Inside(Section::Settings);

/// Below the settings, for those who may enter them.
fn below_settings<'a>(reading: &Reading<'_>, frame: Frame<'a>) -> Frame<'a> {
    if reading.enters(Area::Settings) {
        frame.below("Settings", "/settings")
    } else {
        frame
    }
}

fn list(reading: &Reading<'_>) -> Markup {
    let all = reading.view.meetings.latest_first();
    let mut table = Table::new(
        "meetings",
        "Meetings, the latest first",
        [
            "Meeting",
            "Held",
            "Agencies there",
            "Decisions",
            "Came of it",
        ],
    );
    for meeting in all.iter().take(ROWS_SHOWN) {
        let href = reading.href(&format!("/meeting/{}", meeting.id));
        let link = html! { a class="govuk-link" href=(href) {
        (meeting_name(reading.view, meeting)) } };
        let there = meeting
            .attendance
            .iter()
            .filter(|one| is_there(one.presence))
            .count();
        let came = reading.view.meetings.came_of(meeting.id).len();
        table.rows.push(vec![
            link.into(),
            held(meeting).into(),
            crate::web::components::Cell::number(there.to_string()),
            crate::web::components::Cell::number(meeting.decisions.len().to_string()),
            crate::web::components::Cell::number(came.to_string()),
        ]);
    }
    let record = "/record/meeting/new/hold_meeting";
    html! {
        h1 class="govuk-heading-l" { "Meetings" }
        @if reading.may(StreamKind::Meeting, "hold_meeting") {
            div class="govuk-button-group" {
                (Button { href: Some(record), ..Button::new("Record a meeting") })
                a class="govuk-link" href="/record/meeting/new/cancel_meeting" {
                    "Record one that was not held" }
            }
        }
        @if all.is_empty() {
            p class="govuk-body" {
                "No meeting is recorded yet. Record the meetings of your groups, so that approvals, \
                 extensions and decisions can say where they were made."
            }
            @if reading.view.people.groups.is_empty() && reading.enters(Area::Settings) {
                p class="govuk-body" {
                    a class="govuk-link" href=(reading.href("/settings#groups")) {
                        "Set up a group first" }
                }
            }
        } @else {
            (by_group(reading))
            (table)
        }
    }
}

/// A form for each group, which then asks about that group's own members.
fn by_group(reading: &Reading<'_>) -> Markup {
    html! {
        @if reading.may(StreamKind::Meeting, "hold_meeting") {
            p class="govuk-body gt-no-print" {
                "Record a meeting of: "
                @for (place, (id, group)) in reading.view.people.groups.iter().enumerate() {
                    @if place > 0 { ", " }
                    a class="govuk-link"
                        href={ "/record/meeting/new/hold_meeting?group=" (id) } { (group.name) }
                }
            }
        }
    }
}

fn is_there(presence: events::meeting::Presence) -> bool {
    use events::meeting::Presence;
    match presence {
        Presence::Present | Presence::Deputy => true,
        Presence::Apologies | Presence::Absent => false,
    }
}

fn held(meeting: &Meeting) -> Markup {
    html! {
        @if meeting.cancelled.is_some() { (Tag::new("Not held", TagColour::Grey)) }
        @else if meeting.quorate { (Tag::new("Quorate", TagColour::Green)) }
        @else { (Tag::new("Not quorate", TagColour::Yellow)) }
    }
}

/// One meeting.
///
/// # Errors
/// When there is no such meeting.
pub async fn meeting(visit: Visit, Path(id): Path<MeetingId>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let meeting = view.meetings.get(id).ok_or(Oops::NotFound)?;
        let reading = Reading::of(&visit, &view);
        let title = meeting_name(&view, meeting);
        let story = super::trail::latest(&visit, &view, id.into());
        let body = html! {
            (recorded_banner(&visit))
            h1 class="govuk-heading-l" { (title) }
            (one(&visit, &reading, meeting))
            h2 class="govuk-heading-m" id="trail" { "What happened" }
            (story)
        };
        let frame = below_settings(&reading, Frame::new(&title, PLACE));
        let frame = frame.below("Meetings", "/settings/meetings");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn one(visit: &Visit, reading: &Reading<'_>, meeting: &Meeting) -> Markup {
    html! {
        (facts(reading, meeting))
        (steps(reading, meeting))
        @if meeting.cancelled.is_none() {
            h2 class="govuk-heading-m" { "Who was there" }
            (attendance(reading, meeting))
            h2 class="govuk-heading-m" { "Decisions" }
            @if meeting.decisions.is_empty() {
                p class="govuk-body" { "No decision is recorded." }
            }
            @for (number, decision) in (1..).zip(&meeting.decisions) {
                (decided(reading, meeting, number, decision))
            }
            (papers::section(visit, reading, meeting))
            h2 class="govuk-heading-m" { "What rests on it" }
            (came_of(reading, meeting))
        }
    }
}

fn facts(reading: &Reading<'_>, meeting: &Meeting) -> Markup {
    let mut rows = vec![
        SummaryRow::new("Group", reading.view.people.group_name(meeting.group)),
        SummaryRow::new("Day", date(meeting.on)),
        SummaryRow::new("Held", held(meeting)),
    ];
    if let Some((_, reason)) = &meeting.cancelled {
        rows.push(SummaryRow::new(
            "Why not",
            shown::words(reading, reason.as_ref()),
        ));
    } else {
        let quorum = reading
            .view
            .people
            .groups
            .get(&meeting.group)
            .map_or(0, |g| g.quorum);
        let there = meeting
            .attendance
            .iter()
            .filter(|one| is_there(one.presence))
            .count();
        rows.push(SummaryRow::new(
            "Quorum",
            format!("{there} agencies there; {quorum} are needed"),
        ));
        let minutes = html! {
            @if let Some(at) = &meeting.minutes_approved { "Approved " (shown::stamp(at)) }
            @else { "Not approved yet" }
        };
        rows.push(SummaryRow::new("Minutes", minutes));
    }
    html! { (SummaryList::new(rows)) }
}

fn steps(reading: &Reading<'_>, meeting: &Meeting) -> Markup {
    let may =
        |command: &str| meeting.cancelled.is_none() && reading.may(StreamKind::Meeting, command);
    let decide = command_path(meeting.id, "make_decision");
    html! {
        @if may("make_decision") {
            div class="govuk-button-group gt-no-print" {
                (Button { href: Some(&decide), ..Button::new("Record a decision") })
                @if meeting.minutes_approved.is_none() && may("approve_minutes") {
                    a class="govuk-link" href=(command_path(meeting.id, "approve_minutes")) {
                        "Approve the minutes" }
                }
            }
        }
    }
}

fn attendance(reading: &Reading<'_>, meeting: &Meeting) -> Markup {
    let mut table = Table::new("attendance", "Attendance", ["Agency", "Presence"]);
    table.caption_classes = "govuk-visually-hidden";
    for one in &meeting.attendance {
        table.rows.push(vec![
            reading.view.people.agency_name(one.agency).into(),
            presence_word(one.presence).into(),
        ]);
    }
    html! { (table) }
}

fn decided(reading: &Reading<'_>, meeting: &Meeting, number: usize, decision: &Decision) -> Markup {
    let mut rows = vec![
        SummaryRow::new("Decided", reading.words(&decision.text)),
        SummaryRow::new("Why", reading.words(&decision.rationale)),
    ];
    for (agency, said) in &decision.dissent {
        let name = reading.view.people.agency_name(*agency);
        rows.push(SummaryRow::new(
            format!("{name} did not agree"),
            reading.words(said),
        ));
    }
    let stands = match (&decision.rescinded, &decision.ratified) {
        (Some((at, reason)), _) => html! {
            (Tag::new("Rescinded", TagColour::Red)) " " (shown::stamp(at)) " "
            (shown::words(reading, reason.as_ref()))
        },
        (None, Some((at, decided_in))) => html! {
            (Tag::new("Ratified", TagColour::Green)) " " (shown::stamp(at)) " "
            (shown::decided_in(reading, *decided_in))
        },
        (None, None) if decision.subject_to_ratification => {
            html! { (Tag::new("Waits to be ratified", TagColour::Yellow)) }
        }
        (None, None) => html! { (Tag::new("Stands", TagColour::Green)) },
    };
    rows.push(SummaryRow::new("Standing", stands));
    let may = |command: &str| reading.may(StreamKind::Meeting, command);
    let form = |command: &str| {
        format!(
            "{}?decision={}",
            command_path(meeting.id, command),
            decision.id
        )
    };
    html! {
        h3 class="govuk-heading-s" { "Decision " (number) }
        (SummaryList::new(rows))
        @if decision.rescinded.is_none() {
            p class="govuk-body gt-no-print" {
                @if decision.subject_to_ratification && decision.ratified.is_none()
                    && may("ratify_decision")
                {
                    a class="govuk-link" href=(form("ratify_decision")) {
                        "Ratify decision " (number) } " "
                }
                @if may("rescind_decision") {
                    a class="govuk-link" href=(form("rescind_decision")) {
                        "Rescind decision " (number) }
                }
            }
        }
    }
}

fn came_of(reading: &Reading<'_>, meeting: &Meeting) -> Markup {
    let came = reading.view.meetings.came_of(meeting.id);
    if came.is_empty() {
        return html! {
            (InsetText::new("Nothing recorded says that it was decided in this meeting. When you \
                             record an approval, an extension or an action, choose this meeting as \
                             the one that decided it."))
        };
    }
    let mut table = Table::new(
        "came-of",
        "What came of it",
        ["What happened", "About", "Decision"],
    );
    table.caption_classes = "govuk-visually-hidden";
    for one in came {
        let label = reading.view.label(one.stream);
        let row = reading.view.trail_row(one.position);
        let what = row.map(|row| happened(&row.type_name)).unwrap_or_default();
        let href = reading.href(&format!("/trail/{}", one.position));
        let number = one.decision.and_then(|id| {
            meeting
                .decisions
                .iter()
                .position(|decision| decision.id == id)
        });
        let decision = number.map_or_else(String::new, |number| format!("Decision {}", number + 1));
        table.rows.push(vec![
            html! { a class="govuk-link" href=(href) { (what) } }.into(),
            html! { a class="govuk-link" href=(reading.href(&thing_path(one.stream))) {
            (thing(one.stream.kind, &label.name)) } }
            .into(),
            decision.into(),
        ]);
    }
    html! { (table) }
}
