//! The cases of an audit, by alias, and what kind of children they are.

use super::super::{shown, thing_path};
use super::audits;
use crate::web::components::{Cell, Table, Tag, TagColour};
use crate::web::reading::Reading;
use maud::{Markup, html};
use projections::audits::{AuditView, Case, Profile};
use projections::small_numbers::{SHOWN_FROM, Shown, suppressed};

pub(super) fn show(reading: &Reading<'_>, view: &AuditView<'_>) -> Markup {
    let of_agency = audits::is_of_agency(reading);
    html! {
        @if !of_agency { (counts(view)) }
        @if let Some(sample) = &view.audit.sample {
            p class="govuk-body" {
                "Frozen " (shown::stamp(&sample.at)) ". Chosen so: "
                (reading.words(&sample.method))
            }
        } @else {
            p class="govuk-body" { "The sample is not frozen yet: cases may still be drawn." }
        }
        @if view.cases.is_empty() {
            (shown::empty("No case is drawn yet.", None))
        } @else {
            (table(reading, view))
        }
        @if !of_agency && view.sample.n > 0 { (profile(&view.profile, view.sample.n)) }
    }
}

fn counts(view: &AuditView<'_>) -> Markup {
    let sample = &view.sample;
    html! {
        p class="govuk-body" {
            strong { (sample.drawn) " of " (sample.planned) " planned cases drawn" }
            @if sample.excluded > 0 {
                ", " (sample.excluded) " excluded"
                @if sample.excluded_after_grading > 0 {
                    " (" (sample.excluded_after_grading) " after somebody had graded them)"
                }
            }
            ". Findings count " strong { (sample.n) } " cases."
        }
    }
}

fn table(reading: &Reading<'_>, view: &AuditView<'_>) -> Markup {
    let heads = [
        "Case",
        "Age",
        "Disability",
        "Ethnic group",
        "Lives",
        "Plan",
        "Agencies",
        "Counted",
    ];
    let mut table = Table::new("cases", "The cases, by alias", heads);
    table.classes = "gt-table--dense";
    for case in &view.cases {
        table.rows.push(vec![
            case_link(reading, case).into(),
            case.age_band.title().into(),
            case.disability.title().into(),
            case.ethnicity.title().into(),
            case.placement.title().into(),
            case.plan_type.title().into(),
            Cell::from(audits::agency_names(reading, &case.agencies)),
            counted(reading, case).into(),
        ]);
    }
    html! { (table) }
}

/// A case by its alias, as a link, with a word where the child was found unsafe.
pub(super) fn case_link(reading: &Reading<'_>, case: &Case) -> Markup {
    let href = reading.href(&thing_path(case.id.into()));
    let is_open = case
        .concerns
        .iter()
        .any(projections::audits::Concern::is_open);
    html! {
        a class="govuk-link" href=(href) {
            span class="govuk-visually-hidden" { "Case " } (case.alias)
        }
        @if is_open { " " (Tag::new("Immediate concern", TagColour::Red)) }
    }
}

fn counted(reading: &Reading<'_>, case: &Case) -> Markup {
    html! {
        @match &case.excluded {
            None => "Yes",
            Some(one) => {
                "No: " (shown::words(reading, one.reason.as_ref())) ", " (shown::stamp(&one.at))
            }
        }
    }
}

/// The kinds of one group, with how many cases are of each.
type Group<'a> = (&'a str, Vec<(&'a str, u32)>);

fn groups(profile: &Profile) -> [Group<'_>; 5] {
    macro_rules! group {
        ($name:literal, $counts:expr) => {
            (
                $name,
                $counts.iter().map(|(one, n)| (one.title(), *n)).collect(),
            )
        };
    }
    [
        group!("Age", profile.age_bands),
        group!("Disability", profile.disability),
        group!("Ethnic group", profile.ethnicity),
        group!("Lives", profile.placement),
        group!("Plan", profile.plan_type),
    ]
}

/// What kind of children the cases left are, for those who see each case anyway.
fn profile(profile: &Profile, n: u32) -> Markup {
    let plain = |counts: &[u32]| counts.iter().copied().map(Shown::Count).collect();
    html! {
        (table_of(&groups(profile), n, plain))
        p class="govuk-body-s" {
            "The report hides counts below " (SHOWN_FROM) "; do not pass these on as they are."
        }
    }
}

/// What kind of children the cases left are, with small numbers hidden.
pub(super) fn suppressed_profile(profile: &Profile, n: u32) -> Markup {
    let mut groups = groups(profile).to_vec();
    groups.retain(|(_, counts)| !hides_all(counts));
    html! {
        @if groups.is_empty() {
            p class="govuk-body" {
                "The cases are too few to say what kind of children they are: counts below "
                (SHOWN_FROM) " are hidden."
            }
        } @else {
            (table_of(&groups, n, suppressed))
            p class="govuk-body-s" {
                "Counts below " (SHOWN_FROM) " are hidden, and with them one that would give them \
                 away; a group in which nothing can be shown is left out."
            }
        }
    }
}

fn hides_all(counts: &[(&str, u32)]) -> bool {
    let counts: Vec<u32> = counts.iter().map(|(_, count)| *count).collect();
    let shown = suppressed(&counts);
    shown
        .iter()
        .all(|one| matches!(one, Shown::Hidden | Shown::Count(0)))
}

fn table_of(groups: &[Group<'_>], n: u32, shown: impl Fn(&[u32]) -> Vec<Shown>) -> Markup {
    let caption = format!("What kind of children the {n} cases are");
    let mut table = Table::new("profile", &caption, ["Group", "Kind", "Cases"]);
    for (group, counts) in groups {
        let only: Vec<u32> = counts.iter().map(|(_, count)| *count).collect();
        for ((kind, _), count) in counts.iter().zip(shown(&only)) {
            let count = match count {
                Shown::Count(count) => format!("{count} of {n}"),
                Shown::Hidden => "hidden".to_owned(),
            };
            table
                .rows
                .push(vec![(*group).into(), (*kind).into(), Cell::number(count)]);
        }
    }
    html! { (table) }
}
