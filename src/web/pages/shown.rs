//! How the facts of a plan are shown, the same on every page: ratings, dates, owners, moments.

pub use crate::words::count;

use crate::web::components::dates::{date, date_text, moment, moment_text};
use crate::web::components::rag::rag;
use crate::web::components::{SummaryList, SummaryRow, Tag, TagColour};
use crate::web::forms::{meeting_name, owner_name};
use crate::web::layout::Section;
use crate::web::reading::Reading;
use chrono::{DateTime, NaiveDate, Utc};
use events::action::{DatePrecision, Impact, Owner, Parent};
use events::envelope::DecidedIn;
use events::evidence::Strength;
use events::ids::{ActionId, RecommendationId};
use events::partnership::RagMeaning;
use maud::{Markup, html};
use projections::actions::{ByDate, Shown, Verified};
use projections::reference::{Stamp, TextRef};

/// The rating of a letter in a numbered key, in the key's word.
pub fn rating(reading: &Reading<'_>, scheme: u32, letter: &str) -> Markup {
    let code = reading.view.people.rag_code(scheme, letter);
    rag(code.map_or("Rated", |code| &code.word), letter)
}

/// The rating that stands, or that there is none.
pub fn claimed(reading: &Reading<'_>, shown: &Shown) -> Markup {
    match (&shown.claimed, shown.scheme) {
        (Some(letter), Some(scheme)) => rating(reading, scheme, letter.as_str()),
        (Some(letter), None) => rag("Rated", letter.as_str()),
        (None, _) => rag("Not rated", ""),
    }
}

/// Where something stands by its dates alone.
pub fn by_date(by_date: ByDate) -> Markup {
    let colour = match by_date {
        ByDate::Overdue => TagColour::Red,
        ByDate::Undated => TagColour::Orange,
        ByDate::NotStarted | ByDate::OnTrack | ByDate::DueSoon | ByDate::Done | ByDate::Stopped => {
            return html! { (by_date.word()) };
        }
    };
    html! { (Tag::new(by_date.word(), colour)) }
}

/// What is known about completion.
pub fn verified(verified: Verified) -> Markup {
    let colour = match verified {
        Verified::Verified => TagColour::Green,
        Verified::Claimed => TagColour::Yellow,
        Verified::Refused => TagColour::Red,
        Verified::NotClaimed | Verified::Discontinued => return html! { (verified.word()) },
    };
    html! { (Tag::new(verified.word(), colour)) }
}

/// Why the claim says better than the dates, in words; none where it does not.
pub fn difference(shown: &Shown) -> Option<&'static str> {
    if !shown.differs {
        return None;
    }
    Some(match (shown.meaning, shown.by_date) {
        (Some(RagMeaning::Complete), _) => "Claimed complete; completion is not verified",
        (Some(RagMeaning::NotStarted), ByDate::Overdue) => "Claimed not started; a date has passed",
        (Some(RagMeaning::NotStarted), _) => "Claimed not started; the start date has passed",
        (Some(RagMeaning::OnTrack), _) => "Claimed on track; a date has passed",
        (Some(RagMeaning::AtRisk), _) => "Claimed at risk; a date has passed",
        (Some(RagMeaning::OffTrack | RagMeaning::Discontinued) | None, _) => {
            "The claim says better than the dates"
        }
    })
}

/// Marks a difference, where there is one.
pub fn difference_mark(shown: &Shown) -> Markup {
    html! {
        @if let Some(words) = difference(shown) {
            p class="govuk-body-s govuk-!-margin-bottom-0" {
                (Tag::new("Differs", TagColour::Magenta)) " " (words)
            }
        }
    }
}

/// Something that is missing, marked as such.
pub fn missing(words: &str) -> Markup {
    html! { (Tag::new(words, TagColour::Orange)) }
}

/// Posts and their agencies, or that nobody owns it.
pub fn owners(reading: &Reading<'_>, owners: &[Owner]) -> Markup {
    match owners {
        [] => missing("No owner"),
        [one] => html! { (owner_name(reading.view, one)) },
        several => html! {
            ul class="govuk-list govuk-list--bullet" {
                @for owner in several { li { (owner_name(reading.view, owner)) } }
            }
        },
    }
}

/// A due date as it is meant, or that there is none.
pub fn due(day: Option<NaiveDate>, precision: DatePrecision) -> Markup {
    match (day, precision) {
        (None, _) => missing("No date"),
        (Some(day), DatePrecision::Day) => date(day),
        (Some(day), DatePrecision::Month) => {
            html! { time class="gt-date" datetime=(day.format("%Y-%m")) { (month_text(day)) } }
        }
        (Some(day), DatePrecision::Quarter) => html! {
            "Quarter to " time class="gt-date" datetime=(day.format("%Y-%m")) { (month_text(day)) }
        },
        (Some(day), DatePrecision::Year) => html! { "Year to " (date(day)) },
    }
}

/// A day's month and year in words.
fn month_text(day: NaiveDate) -> String {
    let words = date_text(day);
    words
        .split_once(' ')
        .map_or_else(String::new, |(_, month)| month.to_owned())
}

/// The original date and the number of extensions, where the date was extended.
pub fn extended(original: Option<NaiveDate>, due: Option<NaiveDate>, times: usize) -> Markup {
    html! {
        @if let Some(original) = original.filter(|_| original != due || times > 0) {
            p class="govuk-body-s govuk-!-margin-bottom-0" {
                "Originally " (date(original)) ", "
                @match times {
                    0 => "moved",
                    1 => "extended once",
                    times => { "extended " (times) " times" },
                }
            }
        }
    }
}

/// The two dates of an event: when it happened and when it was recorded; late where that was on a
/// later day.
pub fn stamp(at: &Stamp) -> Markup {
    both_dates(at.occurred_on, at.recorded_at.utc())
}

/// The size of a file as people say it.
pub fn size(bytes: u64) -> String {
    match bytes {
        bytes @ 0..1024 => format!("{bytes} bytes"),
        bytes @ 1024..1_048_576 => format!("{} KB", bytes / 1024),
        bytes => format!(
            "{}.{} MB",
            bytes / 1_048_576,
            bytes % 1_048_576 * 10 / 1_048_576
        ),
    }
}

/// When something happened and when it was recorded: the day once, where that was the same day.
pub fn both_dates(occurred_on: NaiveDate, recorded: DateTime<Utc>) -> Markup {
    let day = crate::clock::day_in_england(recorded);
    if day == occurred_on {
        let written = moment_text(recorded);
        let time = written.rsplit_once(", ").map_or("", |(_, time)| time);
        return html! {
            (date(occurred_on)) ", recorded that day at "
            time datetime=(recorded.format("%Y-%m-%dT%H:%M:%SZ")) { (time) }
        };
    }
    html! {
        (date(occurred_on)) ", recorded " (moment(recorded))
        @if day > occurred_on { " (entered later)" }
    }
}

/// Words, where there are some.
pub fn words(reading: &Reading<'_>, text: Option<&TextRef>) -> Markup {
    html! { @if let Some(text) = text { (reading.words(text)) } }
}

/// The meeting something rests on, as a link; nothing where none is recorded.
pub fn decided_in(reading: &Reading<'_>, decided_in: Option<DecidedIn>) -> Markup {
    let Some(decided_in) = decided_in else {
        return html! {};
    };
    let Some(meeting) = reading.view.meetings.get(decided_in.meeting) else {
        return html! { "a meeting" };
    };
    let name = meeting_name(reading.view, meeting);
    let href = reading.href(&super::thing_path(decided_in.meeting.into()));
    html! { a class="govuk-link" href=(href) { (name) } }
}

/// The reference of an action as a link to it; without one where the reader does not reach it.
pub fn action_link(reading: &Reading<'_>, id: ActionId, reference: &str) -> Markup {
    if reading.view.actions.get(id).is_none() {
        return html! { "Another action" };
    }
    let href = reading.href(&format!("/action/{id}"));
    html! {
        a class="govuk-link gt-reference" href=(href) {
            span class="govuk-visually-hidden" { "Action " } (reference)
        }
    }
}

/// A recommendation as a link to it; without one where the reader does not reach it.
pub fn recommendation_link(reading: &Reading<'_>, id: RecommendationId) -> Markup {
    let href = reading.href(&format!("/recommendation/{id}"));
    let Some(known) = reading.view.recommendations.get(id) else {
        return html! { "Another recommendation" };
    };
    let reference = known.reference.as_str();
    html! { a class="govuk-link gt-reference" href=(href) { "Recommendation " (reference) } }
}

/// What an action is there for, as a link with its words.
pub fn parent(reading: &Reading<'_>, parent: Parent) -> Markup {
    let view = reading.view;
    match parent {
        Parent::Recommendation(id) => html! {
            (recommendation_link(reading, id))
            @if let Some(one) = view.recommendations.get(id) { ": " (reading.words(&one.text)) }
        },
        Parent::Outcome(id) => match view.plans.outcome(id) {
            Some((_, _, outcome)) => html! {
                @if let Some(by) = outcome.by { "Outcome by " (date(by)) ": " }
                @else { "Outcome: " }
                (reading.words(&outcome.text))
            },
            None => missing("Outcome not found"),
        },
        Parent::Priority(id) => match view.plans.priority(id) {
            Some((_, priority)) => html! { "Priority " (priority.number) " as a whole" },
            None => missing("Priority not found"),
        },
    }
}

/// A judgement of impact.
pub fn impact(impact: Option<Impact>) -> Markup {
    match impact {
        None => html! { "Not judged" },
        Some(impact) => html! { (impact_word(impact)) },
    }
}

/// A judgement of impact in words.
pub const fn impact_word(impact: Impact) -> &'static str {
    match impact {
        Impact::None => "No difference",
        Impact::TooEarly => "Too early to tell",
        Impact::Some => "Some difference",
        Impact::Sustained => "Sustained difference",
    }
}

/// How strong a piece of evidence is.
pub fn strength(strength: Option<Strength>) -> Markup {
    match strength {
        None => html! { "Not graded" },
        Some(strength) => {
            let word = crate::web::forms::strength_word(strength);
            html! { (Tag::new(capitalised(word), TagColour::Grey)) }
        }
    }
}

/// What reading a document noticed, in words.
pub fn problem_word(code: &str) -> String {
    let words = match code {
        "after_plan_end" => "After the plan’s end",
        "before_plan_start" => "Before the plan’s beginning",
        "action_without_date" => "Action without a date",
        "owner_missing" => "No lead",
        "owner_to_be_confirmed" => "Lead to be confirmed",
        "date_not_read" => "Date could not be read",
        "several_dates" => "Several dates",
        "reference_not_found" => "Refers to a row that is not there",
        "duplicate_reference" => "Reference used twice",
        "reference_made" => "Reference given by Golden Thread",
        "unknown_rag" => "Rating not in the RAG key",
        "priority_made" => "Priority made by Golden Thread",
        "action_text_missing" => "No words of an action",
        "text_outside_plan" => "Text outside the plan",
        "no_plan_found" => "No plan found",
        "period_unknown" => "Period of the plan not known",
        other => return capitalised(&other.replace('_', " ")),
    };
    words.to_owned()
}

/// The same words beginning with a capital letter.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// What a rule says, as sentences on a page: each begins with a capital letter.
pub fn sentences(message: &str) -> String {
    let each: Vec<String> = message.split(". ").map(capitalised).collect();
    each.join(". ")
}

/// How late a date is, or how far ahead, in days.
pub fn days_left(days: i64) -> String {
    let word = |days: i64| if days == 1 { "day" } else { "days" };
    match days {
        0 => "due today".to_owned(),
        1.. => format!("{days} {} left", word(days)),
        _ => format!(
            "{} {} late",
            days.saturating_abs(),
            word(days.saturating_abs())
        ),
    }
}

/// What a list shows when it is empty: what is so, and what to do first.
pub fn empty(words: &str, first: Option<(String, &str)>) -> Markup {
    html! {
        p class="govuk-body" { (words) }
        @if let Some((href, label)) = first {
            p class="govuk-body" { a class="govuk-link" href=(href) { (label) } }
        }
    }
}

/// A list where there is something in it, and else that there is nothing.
pub fn list_or(rows: Vec<SummaryRow<'_>>, none: &str) -> Markup {
    html! {
        @if rows.is_empty() { (empty(none, None)) } @else { (SummaryList::new(rows)) }
    }
}

/// The name and address of a section, as a breadcrumb.
pub fn crumb(section: Section) -> (&'static str, &'static str) {
    (section.name(), section.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn shown(meaning: RagMeaning, by_date: ByDate, differs: bool) -> Shown {
        Shown {
            claimed: None,
            scheme: None,
            meaning: Some(meaning),
            by_date,
            verified: Verified::NotClaimed,
            differs,
        }
    }

    #[test]
    fn a_difference_between_claim_and_dates_is_said_in_words() {
        let late_green = shown(RagMeaning::OnTrack, ByDate::Overdue, true);
        assert_eq!(
            difference(&late_green),
            Some("Claimed on track; a date has passed")
        );
        let honest = shown(RagMeaning::OffTrack, ByDate::Overdue, false);
        assert_eq!(difference(&honest), None);
    }

    #[test]
    fn a_date_meant_as_a_month_is_shown_as_one_and_a_missing_one_is_marked() {
        let month = due(Some(day("2026-03-31")), DatePrecision::Month).into_string();
        assert!(month.contains(">March 2026<"), "{month}");
        assert!(
            due(None, DatePrecision::Day)
                .into_string()
                .contains("No date")
        );
    }

    #[test]
    fn an_extended_date_shows_the_original_and_how_often() {
        let (first, now) = (day("2026-03-31"), day("2026-09-30"));
        let text = extended(Some(first), Some(now), 2).into_string();
        assert!(
            text.contains("31 March 2026") && text.contains("extended 2 times"),
            "{text}"
        );
        assert_eq!(extended(Some(now), Some(now), 0).into_string(), "");
    }

    #[test]
    fn both_dates_are_said_and_the_day_only_once_where_it_is_the_same() {
        let recorded = "2026-03-31T09:15:00Z".parse().unwrap();
        let same = both_dates(day("2026-03-31"), recorded).into_string();
        assert!(same.contains("recorded that day at "), "{same}");
        assert_eq!(same.matches("31 March 2026").count(), 1, "{same}");
        assert!(same.contains("10:15am"), "in England: {same}");
        let later = both_dates(day("2026-03-20"), recorded).into_string();
        assert!(
            later.contains("31 March 2026") && later.contains("entered later"),
            "{later}"
        );
    }

    #[test]
    fn what_a_rule_says_is_written_as_sentences() {
        assert_eq!(
            sentences("it looks like a postcode. take it out"),
            "It looks like a postcode. Take it out"
        );
        assert_eq!(sentences(""), "");
    }

    #[test]
    fn lateness_is_counted_in_days() {
        assert_eq!(days_left(-1), "1 day late");
        assert_eq!(days_left(0), "due today");
        assert_eq!(days_left(12), "12 days left");
    }
}
