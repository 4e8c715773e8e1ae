//! Grades side by side, who met over them, and how far they moved.

use super::super::shown;
use super::audits;
use crate::web::components::dates::date;
use crate::web::components::{Cell, Table};
use crate::web::form::command_path;
use crate::web::reading::Reading;
use events::ids::{AuditId, StreamKind};
use events::meeting::Presence;
use maud::{Markup, html};
use projections::audits::{AuditStage, AuditView, GradeRow, ModerationMeeting};

pub(super) fn show(reading: &Reading<'_>, view: &AuditView<'_>) -> Markup {
    html! {
        @for meeting in &view.audit.moderation { (attendance(reading, meeting)) }
        @if view.audit.moderation.is_empty() {
            p class="govuk-body" { "No moderation meeting is recorded yet." }
        }
        (moved(view))
        @if !view.grades.is_empty() { (table(reading, view)) }
    }
}

fn attendance(reading: &Reading<'_>, meeting: &ModerationMeeting) -> Markup {
    let there = meeting.attendance.iter();
    let there = there.filter(|one| matches!(one.presence, Presence::Present | Presence::Deputy));
    let there: Vec<_> = there.map(|one| one.agency).collect();
    html! {
        p class="govuk-body" {
            "Moderated together on " (date(meeting.on)) " by "
            (audits::agency_names(reading, &there)) "."
        }
    }
}

/// How many grades moved, and which way.
fn moved(view: &AuditView<'_>) -> Markup {
    let moved = &view.moved;
    html! {
        p class="govuk-body" {
            strong { (moved.moderated) " of " (view.sample.n) " cases moderated" }
            @if moved.moderated > 0 {
                ": " (moved.up) " moved up, " (moved.down) " moved down, " (moved.unmoved)
                " stayed as they were"
                @if moved.unknown > 0 { ", " (moved.unknown) " not comparable" }
            }
            "."
        }
    }
}

/// A grade as the audit's scale calls it.
pub(super) fn word(reading: &Reading<'_>, audit: AuditId, code: &str) -> String {
    let scale = reading.view.grades_of(audit);
    let known = scale.iter().find(|grade| grade.code == code);
    known.map_or_else(
        || code.to_owned(),
        |grade| format!("{} ({})", grade.word, grade.code),
    )
}

fn table(reading: &Reading<'_>, view: &AuditView<'_>) -> Markup {
    let heads = [
        "Case",
        "Agencies’ own grades",
        "Grades of peers",
        "Agreed together",
    ];
    let mut table = Table::new("grades", "Grades side by side", heads);
    table.classes = "gt-table--dense";
    for row in &view.grades {
        let name = view.cases.iter().find(|case| case.id == row.case);
        let name = name.map(|case| super::sample::case_link(reading, case));
        table.rows.push(vec![
            Cell::from(name.unwrap_or_default()),
            own(reading, view, row).into(),
            peers(reading, view, row).into(),
            agreed(reading, view, row).into(),
        ]);
    }
    html! { (table) }
}

pub(super) fn own(reading: &Reading<'_>, view: &AuditView<'_>, row: &GradeRow<'_>) -> Markup {
    html! {
        @if row.own.is_empty() { "None" }
        ul class="govuk-list govuk-!-margin-bottom-0" {
            @for (agency, grade) in row.own {
                li {
                    (reading.view.people.agency_name(*agency)) ": "
                    (word(reading, view.audit.id, &grade.grade))
                    @if grade.evidence.is_empty() { " (no evidence)" }
                }
            }
        }
    }
}

fn peers(reading: &Reading<'_>, view: &AuditView<'_>, row: &GradeRow<'_>) -> Markup {
    let path = command_path(row.case, "grade_case_as_peer");
    let may = reading.may(StreamKind::AuditCase, "grade_case_as_peer") && is_open(view);
    html! {
        @if row.peers.is_empty() { "None" }
        ul class="govuk-list govuk-!-margin-bottom-0" {
            @for grade in row.peers {
                li {
                    (word(reading, view.audit.id, &grade.grade))
                    @if let Some(words) = &grade.words { ": " (reading.words(words)) }
                }
            }
        }
        @if may {
            a class="govuk-link gt-no-print" href=(path) {
                "Grade" span class="govuk-visually-hidden" { " case " (row.alias) }
            }
        }
    }
}

fn agreed(reading: &Reading<'_>, view: &AuditView<'_>, row: &GradeRow<'_>) -> Markup {
    let path = command_path(row.case, "moderate_case");
    let may = reading.may(StreamKind::AuditCase, "moderate_case") && is_open(view);
    let case = reading.view.audits.case(row.case);
    let last = case.and_then(|case| case.moderations.last());
    html! {
        @match last {
            None => "Not yet",
            Some(last) => {
                strong { (word(reading, view.audit.id, &last.to)) }
                @if last.from != last.to {
                    ", from " (word(reading, view.audit.id, &last.from)) ": "
                    (shown::words(reading, last.reason.as_ref()))
                }
            }
        }
        @if may && !view.audit.moderation.is_empty() {
            br;
            a class="govuk-link gt-no-print" href=(path) {
                "Record the grade agreed"
                span class="govuk-visually-hidden" { " for case " (row.alias) }
            }
        }
    }
}

fn is_open(view: &AuditView<'_>) -> bool {
    view.stage.is_under_way() && view.stage != AuditStage::Commissioned
}
