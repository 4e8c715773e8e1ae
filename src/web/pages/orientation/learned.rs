//! What was late and why with who was told, how far ratings can be trusted, what was learned more
//! than once, and where children and families were heard.

use super::super::audits::theme_name;
use super::super::{shown, thing_path};
use super::{counted, heading, many, none};
use crate::web::components::dates::date_text;
use crate::web::components::{Cell, Table};
use crate::web::reading::Reading;
use chrono::Months;
use maud::{Markup, html};
use projections::deadlines::{Deadline, DeadlineFilter, DeadlineState, Explained, Whom};
use projections::earlier::SeenBeforeQuery;
use projections::gaps::{GapFilter, rule_title};
use projections::plans::Plan;
use projections::status::Status;

/// How many late dates are named.
const LATE_SHOWN: usize = 7;

/// How many characters of a reason stand on the page.
const REASON_CHARACTERS: usize = 110;

/// How many themes are named.
const THEMES_SHOWN: usize = 6;

/// The rule about what was found before.
const FOUND_BEFORE: u16 = 47;

/// The rules about ratings that do not agree with the facts.
const OF_RATINGS: [u16; 4] = [17, 18, 22, 25];

/// What is late, or was in the last twelve months: what somebody explained before the rest, the
/// longest first.
pub(super) fn late(reading: &Reading<'_>) -> Markup {
    let from = reading.today.checked_sub_months(Months::new(12));
    let filter = DeadlineFilter {
        from,
        to: Some(reading.today),
        states: vec![DeadlineState::Overdue, DeadlineState::MetLate],
        ..DeadlineFilter::default()
    };
    let mut all = reading.view.deadlines(&filter, reading.today);
    all.sort_by_key(|one| (is_unexplained(one), std::cmp::Reverse(one.days_late)));
    let open = all.iter().filter(|one| one.state == DeadlineState::Overdue);
    let open = open.count();
    let unsaid = all.iter().filter(|one| is_unexplained(one)).count();
    let since = from.map_or_else(String::new, |day| format!("&from={day}"));
    let to = format!("&to={}", reading.today);
    let every = format!("/deadlines?late=yes{since}{to}");
    let overdue = format!("/deadlines?state=overdue{since}{to}");
    let kept = format!("/deadlines?state=met_late{since}{to}");
    html! {
        (heading("late", "What was late in twelve months, and why"))
        p class="govuk-body-s govuk-!-margin-bottom-1" {
            (many(reading, all.len(), &every)) " dates were or are late: "
            (many(reading, open, &overdue)) " still overdue, "
            (many(reading, all.len() - open, &kept)) " met late. For " (unsaid)
            " of them nobody said why."
        }
        @if all.is_empty() { p class="govuk-body-s" { "Nothing was late." } }
        @else { (table(reading, &all)) }
    }
}

fn is_unexplained(one: &Deadline) -> bool {
    one.explained.is_empty() && !one.moved.iter().any(|(_, _, why)| why.is_some())
}

fn table(reading: &Reading<'_>, all: &[Deadline]) -> Markup {
    let mut table = Table::new(
        "orientation-late",
        "What was late the longest",
        ["What", "Due", "Done", "Days late", "Why, and who was told"],
    );
    table.classes = "gt-table--dense";
    table.caption_classes = "govuk-visually-hidden";
    for one in all.iter().take(LATE_SHOWN) {
        let href = reading.href(&thing_path(one.about.stream));
        let what = html! {
            a class="govuk-link" href=(href) { (one.kind.word()) " " (one.about.name) }
        };
        let done = one.actual.map_or_else(|| "Not yet".to_owned(), date_text);
        table.rows.push(vec![
            what.into(),
            date_text(one.due).into(),
            done.into(),
            Cell::number(one.days_late.to_string()),
            why(reading, one).into(),
        ]);
    }
    html! { (table) }
}

/// The last reason given, and who was told.
fn why(reading: &Reading<'_>, one: &Deadline) -> Markup {
    let start = |text| reading.start_of(text, REASON_CHARACTERS);
    let moved = one.moved.iter().rev();
    let mut moved = moved.filter_map(|(_, _, why)| why.as_ref());
    html! {
        @if let Some(last) = one.explained.last() {
            (start(&last.why)) (told(reading, last))
        } @else if let Some(why) = moved.next() { (start(why)) }
        @else { (shown::missing("No reason recorded")) }
    }
}

fn told(reading: &Reading<'_>, explained: &Explained) -> Markup {
    html! {
        @for (whom, on) in &explained.told {
            " Told: "
            @match whom {
                Whom::Panel => "the Panel and the Secretary of State",
                Whom::Words(words) => (reading.start_of(words, 60)),
                Whom::Post(post) => (post),
            }
            ", " (date_text(*on)) "."
        }
    }
}

/// What owners claimed beside what others made of it.
pub(super) fn honesty(reading: &Reading<'_>, plan: Option<&Plan>, status: &Status) -> Markup {
    let Some(plan) = plan else {
        return html! {};
    };
    let of = reading.view.honesty(Some(plan.id));
    let differs = format!("/actions?agency=all&plan={}&differs=yes", plan.id);
    html! {
        (heading("ratings", "How far ratings can be trusted"))
        p class="govuk-body-s" {
            "Owners rated " (of.rated) " times; the business manager or the chair changed "
            (of.moderated) " ratings, " (of.lowered) " of them to a worse one. "
            (counted(reading, status.differs, &differs))
            " claims are better than the dates say. Completion was claimed " (of.claims)
            " times and refused " (of.refused) " times."
            @for one in status.gaps.iter().filter(|one| OF_RATINGS.contains(&one.rule)) {
                " " (one.title) ": "
                (counted(reading, one.found, &format!("/gaps?rule={}", one.rule))) "."
            }
        }
    }
}

/// What was found again, and on which themes most was found in three years.
pub(super) fn repeated(reading: &Reading<'_>) -> Markup {
    let again = GapFilter {
        rules: vec![FOUND_BEFORE],
        ..GapFilter::default()
    };
    let again = reading.view.gaps_matching(&again, reading.today).len();
    let themes = reading.view.people.themes.iter();
    let mut themes: Vec<(&str, usize, usize)> = themes
        .map(|theme| {
            let seen = reading.view.seen_before(SeenBeforeQuery {
                theme: &theme.code,
                day: reading.today,
                asked_by: None,
            });
            let found = seen.findings.len() + seen.learned.len();
            (theme.code.as_str(), found, seen.recommendations.len())
        })
        .filter(|(_, found, _)| *found > 1)
        .collect();
    themes.sort_by_key(|(code, found, _)| (std::cmp::Reverse(*found), *code));
    html! {
        (heading("repeated", "What we learned more than once"))
        p class="govuk-body-s govuk-!-margin-bottom-1" {
            (many(reading, again, &format!("/gaps?rule={FOUND_BEFORE}"))) " times: "
            (rule_title(FOUND_BEFORE).to_lowercase()) "."
        }
        @if themes.is_empty() { (none("No theme was found more than once in three years")) }
        @else {
            ul class="govuk-list govuk-body-s" {
                @for (code, found, made) in themes.into_iter().take(THEMES_SHOWN) {
                    @let path = format!("/audits/on-theme?theme={code}");
                    li {
                        (theme_name(reading, code)) ": " (many(reading, found, &path))
                        " findings and learning points in three years, "
                        (shown::count(made, "recommendation", "recommendations"))
                    }
                }
            }
        }
    }
}

/// Where children, families and those who work with them were heard.
pub(super) fn heard(reading: &Reading<'_>) -> Markup {
    let of = reading.view.heard();
    html! {
        (heading("heard", "Where children and families were heard"))
        p class="govuk-body-s" {
            (of.in_audits) " views of children and families in "
            (many(reading, of.audits, "/audits")) " audits, " (of.in_reviews)
            " in serious incidents and reviews. " (of.contributed) " of " (of.invited)
            " family members who were invited took part in "
            a class="govuk-link" href=(reading.href("/practice-reviews")) { "practice reviews" } "."
        }
    }
}
