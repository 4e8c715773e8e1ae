//! A year's programme: what it set out to look at, what became of it, and whether it keeps its
//! pace.
//!
//! Routes: `GET /programmes` → [`list`], `GET /programme/{id}` → [`show`].

use super::super::{next_steps, recorded_banner, shown, trail};
use super::{PLACE, navigation, programme_grid, stages_query};
use crate::web::components::dates::{date, date_text};
use crate::web::components::{
    Button, Cell, InsetText, SummaryList, SummaryRow, Table, Tag, TagColour,
};
use crate::web::form::command_path;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::{ProgrammeId, StreamKind};
use maud::{Markup, html};
use next_steps::Step;
use projections::audits::AuditStage;
use projections::programmes::{Pace, Programme, ProgrammeView, Shortfall};

/// Every year's programme, the latest first.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (years(&reading)) };
        let frame = Frame::new("Audit programmes", PLACE).below("Audits", "/audits");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// One year's programme.
///
/// # Errors
/// When there is no such programme, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: ProgrammeId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let year = view.programme(id, reading.today).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let title = format!("Audit programme {}", year.programme.title);
        let body = html! { (recorded_banner(&visit)) (body(&reading, &year, &story)) };
        let frame = Frame::new(&title, PLACE)
            .below("Audits", "/audits")
            .below("Programmes", "/programmes");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The list of years. The one that runs stands out; it is the first of those that do.
pub(crate) fn years(reading: &Reading<'_>) -> Markup {
    let all = reading.view.programmes.latest_first();
    let running = reading.view.programmes.on(reading.today);
    let agree = "/record/audit_programme/new/agree_programme";
    html! {
        h1 class="govuk-heading-l" { "Audit programmes" }
        (navigation(reading, "/programmes"))
        @if let Some(year) = running.and_then(|one| reading.view.programme(one.id, reading.today)) {
            h2 class="govuk-heading-m" { "The year that runs" }
            p class="govuk-body-l" { (year_link(reading, year.programme)) ". " (counts(reading, &year)) }
            p class="govuk-body" { (pace_words(reading, &year)) }
        }
        @if reading.may(StreamKind::AuditProgramme, "agree_programme") {
            div class="govuk-button-group gt-no-print" {
                (Button::link(agree, "Agree a year’s programme"))
            }
        }
        @if super::is_of_agency(reading) {
            (shown::empty("The year’s programme is the sub-group’s own. You see the audits that look \
                at your agency’s practice.", Some((reading.href("/audits"), "Those audits"))))
        } @else if all.is_empty() {
            (shown::empty("No programme of audits is agreed yet. It says how many audits there have \
                to be in the year, on which themes, in which quarter, and who leads each.", None))
        } @else {
            (years_table(reading, &all))
        }
    }
}

fn year_link(reading: &Reading<'_>, one: &Programme) -> Markup {
    let href = reading.href(&format!("/programme/{}", one.id));
    html! { a class="govuk-link" href=(href) { (one.title) } }
}

fn years_table(reading: &Reading<'_>, all: &[&Programme]) -> Markup {
    let heads = [
        "Year",
        "From",
        "To",
        "Minimum",
        "Planned",
        "Commissioned",
        "Reported",
        "Standing",
    ];
    let mut table = Table::new("programmes", "Every year, the latest first", heads);
    for one in all {
        let Some(year) = reading.view.programme(one.id, reading.today) else {
            continue;
        };
        let counts = year.counts;
        table.rows.push(vec![
            year_link(reading, one).into(),
            date(one.starts).into(),
            date(one.ends).into(),
            Cell::number(counts.minimum.to_string()),
            Cell::number(counts.planned.to_string()),
            Cell::number(counts.commissioned.to_string()),
            Cell::number(counts.reported.to_string()),
            standing(reading, &year).into(),
        ]);
    }
    html! { (table) }
}

/// How a year stands, as a word in colour.
fn standing(reading: &Reading<'_>, year: &ProgrammeView<'_>) -> Markup {
    let one = year.programme;
    let (words, colour) = if one.closed.is_some() {
        ("Closed", TagColour::Grey)
    } else if one.ends < reading.today {
        ("Over, not closed", TagColour::Orange)
    } else if reading.today < one.starts {
        ("Not begun", TagColour::Grey)
    } else if year.pace.behind() > 0 {
        ("Behind", TagColour::Orange)
    } else {
        ("On pace", TagColour::Green)
    };
    html! { (Tag::new(words, colour)) }
}

/// "7 planned, 4 commissioned, 2 reported of a minimum of 6", each leading to what it counts.
fn counts(reading: &Reading<'_>, year: &ProgrammeView<'_>) -> Markup {
    let id = year.programme.id;
    let planned = reading.href(&format!("/programme/{id}#planned"));
    let of = |stages: String| reading.href(&format!("/audits?programme={id}&{stages}"));
    let commissioned = of(stages_query(|stage| stage != AuditStage::Abandoned));
    let reported = of(stages_query(AuditStage::is_reported));
    let counts = year.counts;
    html! {
        a class="govuk-link" href=(planned) { (counts.planned) " planned" } ", "
        a class="govuk-link" href=(commissioned) { (counts.commissioned) " commissioned" } ", "
        a class="govuk-link" href=(reported) { (counts.reported) " reported" }
        " of a minimum of " (counts.minimum)
        @if counts.dropped > 0 {
            "; " (counts.dropped) " taken out"
        }
        "."
    }
}

/// The pace of the year in words.
fn pace_words(reading: &Reading<'_>, year: &ProgrammeView<'_>) -> String {
    let (pace, ends) = (year.pace, year.programme.ends);
    let by = if ends < pace.on {
        format!("by its end, {}", date_text(ends))
    } else if reading.is_now {
        "by today".to_owned()
    } else {
        format!("by {}", date_text(pace.on))
    };
    paced(pace, &by)
}

/// How many should have been reported by a day, how many were, and what that makes of the year.
fn paced(pace: Pace, by: &str) -> String {
    let were = if pace.reported == 1 { "was" } else { "were" };
    match (pace.expected, pace.behind()) {
        (0, _) => format!("None has to be reported {by}; {} {were}.", pace.reported),
        (expected, 0) => format!(
            "{expected} should have been reported {by}, {} {were}: the year keeps its pace.",
            pace.reported
        ),
        (expected, behind) => format!(
            "{expected} should have been reported {by}, {} {were}: the year is {behind} behind.",
            pace.reported
        ),
    }
}

/// The page of a year, with its story as a timeline.
pub(crate) fn body(reading: &Reading<'_>, year: &ProgrammeView<'_>, story: &Markup) -> Markup {
    let one = year.programme;
    html! {
        span class="govuk-caption-l" {
            "Audit programme, " (date_text(one.starts)) " to " (date_text(one.ends))
        }
        h1 class="govuk-heading-l" { (one.title) }
        (navigation(reading, ""))
        p class="govuk-body-l" { (counts(reading, year)) " " (standing(reading, year)) }
        p class="govuk-body" { (pace_words(reading, year)) }
        p class="govuk-body-s" {
            "What should have been reported is the minimum times the share of the year that is "
            "over, rounded down to whole audits."
        }
        (next_steps::show(&steps(reading, year)))
        (facts(reading, one))
        (shortfall(reading, year))
        h2 class="govuk-heading-m" id="planned" { "The year at a glance" }
        @if year.entries.is_empty() {
            p class="govuk-body" { "No audit is planned yet." }
        } @else {
            (programme_grid::grid(reading, year))
            h2 class="govuk-heading-m" { "Each planned audit" }
            (programme_grid::entries(reading, year))
        }
        h2 class="govuk-heading-m" id="trail" { "What happened" }
        (story)
    }
}

/// What the sub-group may do with the year, the likeliest first.
fn steps(reading: &Reading<'_>, year: &ProgrammeView<'_>) -> Vec<Step> {
    let one = year.programme;
    let may =
        |command: &str| one.closed.is_none() && reading.may(StreamKind::AuditProgramme, command);
    let mut steps = Vec::new();
    let mut add = |when: bool, command: &str, label: &'static str| {
        if when && may(command) {
            let href = command_path(one.id, command);
            steps.push(Step { label, href });
        }
    };
    let over = one.ends < reading.today;
    add(
        year.can_close(),
        "close_programme",
        "Close the year’s programme",
    );
    let unknown = !year.is_accounted_for();
    add(
        over && unknown,
        "acknowledge_shortfall",
        "Acknowledge the shortfall",
    );
    add(true, "schedule_audit", "Plan one more audit");
    let label = "Acknowledge that audits will be missing";
    add(!over && unknown, "acknowledge_shortfall", label);
    steps
}

fn facts(reading: &Reading<'_>, one: &Programme) -> Markup {
    let mut rows = vec![SummaryRow::new("Agreed", shown::stamp(&one.agreed))];
    if let Some(group) = one.agreed_by {
        rows.push(SummaryRow::new("By", reading.view.people.group_name(group)));
    }
    if let Some(plan) = one.plan.and_then(|id| reading.view.plans.get(id)) {
        let href = reading.href(&format!("/plan/{}", plan.id));
        let link = html! { a class="govuk-link" href=(href) { (plan.title) } };
        rows.push(SummaryRow::new("Plan it serves", link));
    }
    if let Some(reason) = &one.reason {
        let why = "Why, as it was agreed";
        rows.push(SummaryRow::new(why, reading.words(reason)));
    }
    if let Some(closed) = &one.closed {
        rows.push(SummaryRow::new("Closed", shown::stamp(closed)));
    }
    html! { (SummaryList::new(rows)) }
}

/// What is missing to the minimum, what the group says of it, and what goes on into the next year.
fn shortfall(reading: &Reading<'_>, year: &ProgrammeView<'_>) -> Markup {
    let one = year.programme;
    let over = one.ends < reading.today;
    let waiting = year.outstanding().count();
    let carried = shown::count(waiting, "planned audit has", "planned audits have");
    let below = year.counts.planned < year.counts.minimum;
    html! {
        @if below {
            p class="govuk-body" {
                (shown::missing("Below the minimum")) " " (year.counts.planned)
                " stand in the programme, and there have to be " (year.counts.minimum) "."
            }
        }
        @if over && one.closed.is_none() && waiting > 0 {
            (InsetText::new(format!(
                "The year is over and {carried} no approved report. Finish it, or take it out with \
                 a reason and plan it again in the next year’s programme."
            )))
        }
        @if let Some(known) = &one.shortfall { (acknowledged(reading, known, year.counts.minimum)) }
        @else if over && year.short() > 0 {
            p class="govuk-body" {
                (shown::missing("Shortfall not acknowledged")) " " (year.short())
                " of " (year.counts.minimum) " are missing. The year is closed only once the group "
                "knows of it and says why."
            }
        }
    }
}

fn acknowledged(reading: &Reading<'_>, known: &Shortfall, minimum: u32) -> Markup {
    let rows = vec![
        SummaryRow::new("Acknowledged", shown::stamp(&known.at)),
        SummaryRow::new(
            "Counted then",
            format!(
                "{} planned and {} reported of a minimum of {minimum}",
                known.planned, known.delivered
            ),
        ),
        SummaryRow::new("Why", shown::words(reading, known.reason.as_ref())),
    ];
    html! {
        h2 class="govuk-heading-m" id="shortfall" { "Shortfall" }
        (SummaryList::new(rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn pace(expected: u32, reported: u32) -> String {
        let on = NaiveDate::from_ymd_opt(2026, 6, 15).unwrap();
        let pace = Pace {
            on,
            expected,
            reported,
        };
        paced(pace, "by today")
    }

    #[test]
    fn a_year_is_told_to_be_behind_on_pace_or_before_its_first_report() {
        assert_eq!(
            pace(2, 1),
            "2 should have been reported by today, 1 was: the year is 1 behind."
        );
        assert_eq!(
            pace(2, 3),
            "2 should have been reported by today, 3 were: the year keeps its pace."
        );
        assert_eq!(pace(0, 0), "None has to be reported by today; 0 were.");
    }
}
