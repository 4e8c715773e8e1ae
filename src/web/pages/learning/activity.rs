//! One activity: who came, what they said straight away and, apart from it, what changed in
//! practice months later.

use super::super::audits::theme_link;
use super::super::{next_steps, recorded_banner, shown, trail};
use super::{PLACE, activity_tag, briefing_named, navigation, steps};
use crate::web::components::dates::date;
use crate::web::components::{Cell, InsetText, SummaryList, SummaryRow, Table, WarningText};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::LearningActivityId;
use events::learning_activity::{ActivityKind, Attendance};
use maud::{Markup, html};
use projections::activities::{Activity, Immediate, LaterLook};

/// One activity.
///
/// # Errors
/// When there is no such activity, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: LearningActivityId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let one = view.activities.get(id).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let body = html! { (recorded_banner(&visit)) (body(&reading, one, &story)) };
        let title = format!("{} {}", one.kind.title(), one.reference);
        let frame = Frame::new(&title, PLACE)
            .below("Learning", "/learning")
            .below("Learning activities", "/learning-activities");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn body(reading: &Reading<'_>, one: &Activity, story: &Markup) -> Markup {
    html! {
        span class="govuk-caption-l" { (one.kind.title()) " " (one.reference) }
        h1 class="govuk-heading-l" { (one.title) }
        (navigation(reading, ""))
        @if let Some((at, why)) = &one.cancelled {
            (WarningText::new(html! {
                "Called off " (shown::stamp(at)) ". " (shown::words(reading, why.as_ref()))
            }))
        }
        p class="govuk-body" { (activity_tag(one.phase())) }
        (next_steps::show(&steps::of_activity(reading, one)))
        (facts(reading, one))
        @if one.kind.is_attended() {
            h2 class="govuk-heading-m" id="attendance" { "Who came" }
            (attendance(reading, one))
            h2 class="govuk-heading-m" id="straight-away" { "What people said straight away" }
            (straight_away(reading, one.immediate.as_ref()))
        }
        h2 class="govuk-heading-m" id="practice" { "Effect on practice" }
        (practice(reading, one))
        @if one.kind == ActivityKind::Course { (course(reading, one)) }
        h2 class="govuk-heading-m" id="trail" { "What happened" }
        (story)
    }
}

fn facts(reading: &Reading<'_>, one: &Activity) -> Markup {
    let mut rows = vec![SummaryRow::new("Planned for", date(one.planned_for))];
    if let Some((at, _)) = &one.held {
        let word = if one.kind.is_attended() {
            "Held"
        } else {
            "Issued"
        };
        rows.push(SummaryRow::new(word, shown::stamp(at)));
    }
    if let Some(sent_to) = one.sent_to {
        let people = html! { (sent_to) " people" };
        rows.push(SummaryRow::new("Sent to", people));
    }
    if let Some(places) = one.places {
        rows.push(SummaryRow::new("Places", html! { (places) }));
    }
    if let Some(theme) = &one.theme {
        rows.push(SummaryRow::new("Theme", theme_link(reading, theme)));
    }
    if !one.briefings.is_empty() {
        let spreads = html! {
            @for (place, id) in one.briefings.iter().enumerate() {
                @if place > 0 { br; }
                (briefing_named(reading, *id))
            }
        };
        rows.push(SummaryRow::new("Spreads", spreads));
    }
    html! { (SummaryList::new(rows)) }
}

fn attendance(reading: &Reading<'_>, one: &Activity) -> Markup {
    let Some((_, why)) = one.held.as_ref() else {
        return shown::empty("It has not been held yet.", None);
    };
    let name = |row: &&Attendance| reading.view.people.agency_name(row.agency);
    let mut all: Vec<&Attendance> = one.attendance.iter().collect();
    all.sort_by_key(|row| name(row));
    let heads = ["Agency", "Booked", "Came without booking", "Attended"];
    let mut table = Table::new("by-agency", "Who came, by agency", heads);
    table.caption_classes = "govuk-visually-hidden";
    let number = |count: u32| Cell::number(html! { (count) });
    for row in all {
        table.rows.push(vec![
            reading.view.people.agency_name(row.agency).into(),
            number(row.booked),
            number(row.walk_ins),
            number(row.attended),
        ]);
    }
    let all = one.numbers();
    table.rows.push(vec![
        html! { strong { "In all" } }.into(),
        number(all.booked),
        number(all.walk_ins),
        number(all.attended),
    ]);
    let path = |ending: &str| {
        let id = one.id;
        reading.href(&format!(
            "/learning-activity/{id}/attendance/export.{ending}"
        ))
    };
    let crowded = one.places.is_some_and(|places| all.booked > places);
    html! {
        (table)
        @if let Some(places) = one.places {
            p class="govuk-body" {
                (all.booked) " booked of " (places) " places, " (all.attended) " attended."
                @if crowded { " More had booked than there were places: "
                    (shown::words(reading, why.as_ref())) }
            }
        }
        p class="govuk-body gt-no-print" {
            "Download this table: "
            a class="govuk-link" href=(path("xlsx")) { "Excel (.xlsx)" } " or "
            a class="govuk-link" href=(path("csv")) { "CSV" }
        }
    }
}

fn straight_away(reading: &Reading<'_>, said: Option<&Immediate>) -> Markup {
    let Some(said) = said else {
        return shown::empty("Nobody’s answers are recorded.", None);
    };
    let caution = "What people say as they leave tells nothing yet of practice.";
    html! {
        p class="govuk-body" {
            (said.answered) " of " (said.attended) " who attended answered"
            @if let Some(useful) = said.useful {
                "; " (useful) " of " (said.answered) " found it useful"
            }
            ". " (shown::stamp(&said.at)) "."
        }
        p class="govuk-body gt-words" { (reading.words(&said.said)) }
        (InsetText::new(caution))
    }
}

fn practice(reading: &Reading<'_>, one: &Activity) -> Markup {
    html! {
        @match one.look_after_months {
            None => p class="govuk-body" {
                "It was not settled when practice is looked at."
            },
            Some(months) => p class="govuk-body" {
                "To be looked at after " (months) " months"
                @if let (Some(from), Some(by)) = (one.later_look_from(), one.later_look_by()) {
                    ": from " (date(from)) ", by " (date(by))
                }
                "."
                @if one.later_look_missed(reading.today).is_some() {
                    " " (shown::missing("Nobody has looked yet"))
                }
            },
        }
        @for look in &one.later { (later(reading, look)) }
        @for judged in &one.judged {
            p class="govuk-body" {
                strong { (judged.effect.title()) } ", judged " (shown::stamp(&judged.at)) ". "
                (reading.words(&judged.because))
            }
        }
        @if one.judged.is_empty() {
            p class="govuk-body" { "No effect on practice is judged." }
        }
    }
}

fn later(reading: &Reading<'_>, look: &LaterLook) -> Markup {
    html! {
        p class="govuk-body" {
            "After " (look.after_months) " months: " (look.method.title()) ", n " (look.n) ". "
            (shown::stamp(&look.at)) ". " (reading.words(&look.seen))
        }
    }
}

/// What is recorded of a course alone: what it answers, how good it is, and whether it goes on.
fn course(reading: &Reading<'_>, one: &Activity) -> Markup {
    html! {
        h2 class="govuk-heading-m" id="needs" { "What people need to learn" }
        @if one.needs.is_empty() { p class="govuk-body" { "Not analysed." } }
        @for needs in &one.needs {
            p class="govuk-body" {
                (reading.words(&needs.needs)) " " (shown::stamp(&needs.at)) ". How: "
                (reading.words(&needs.how))
            }
        }
        h2 class="govuk-heading-m" id="quality" { "Quality of the course" }
        @if one.assured.is_empty() { p class="govuk-body" { "Not looked at." } }
        @for assured in &one.assured {
            p class="govuk-body" {
                strong { (assured.standard.title()) } ", " (shown::stamp(&assured.at)) ". "
                (reading.words(&assured.seen))
            }
        }
        @if let Some((at, why)) = &one.recommissioned {
            h2 class="govuk-heading-m" id="again" { "To be given again" }
            p class="govuk-body" { (shown::stamp(at)) ". " (reading.words(why)) }
        }
    }
}
