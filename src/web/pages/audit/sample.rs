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
                "Chosen so: " (reading.words(&sample.method)) ". Frozen "
                (shown::stamp(&sample.at)) "."
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

/// What kind of children the cases left are, with small numbers hidden.
pub(super) fn profile(profile: &Profile, n: u32) -> Markup {
    let groups: [(&str, Vec<(&str, u32)>); 5] = [
        (
            "Age",
            profile
                .age_bands
                .iter()
                .map(|(one, n)| (one.title(), *n))
                .collect(),
        ),
        (
            "Disability",
            profile
                .disability
                .iter()
                .map(|(one, n)| (one.title(), *n))
                .collect(),
        ),
        (
            "Ethnic group",
            profile
                .ethnicity
                .iter()
                .map(|(one, n)| (one.title(), *n))
                .collect(),
        ),
        (
            "Lives",
            profile
                .placement
                .iter()
                .map(|(one, n)| (one.title(), *n))
                .collect(),
        ),
        (
            "Plan",
            profile
                .plan_type
                .iter()
                .map(|(one, n)| (one.title(), *n))
                .collect(),
        ),
    ];
    let caption = format!("What kind of children the {n} cases are");
    let mut table = Table::new("profile", &caption, ["Group", "Kind", "Cases"]);
    for (group, counts) in &groups {
        let only: Vec<u32> = counts.iter().map(|(_, count)| *count).collect();
        for ((kind, _), count) in counts.iter().zip(suppressed(&only)) {
            let count = match count {
                Shown::Count(count) => format!("{count} of {n}"),
                Shown::Hidden => "hidden".to_owned(),
            };
            table
                .rows
                .push(vec![(*group).into(), (*kind).into(), Cell::number(count)]);
        }
    }
    html! {
        (table)
        p class="govuk-body-s" {
            "Counts below " (SHOWN_FROM) " are hidden, and with them one that would give them away."
        }
    }
}
