//! Children who were found unsafe: a banner that stays until somebody confirmed what was done.

use super::super::{shown, thing_path};
use super::agency_names;
use crate::web::components::NotificationBanner;
use crate::web::components::dates::date;
use crate::web::form::command_path;
use crate::web::forms::speaks_for;
use crate::web::reading::Reading;
use events::ids::StreamKind;
use maud::{Markup, html};
use projections::audits::{AuditStage, OpenConcern, ToldOf};

/// The id of the word in the banner's frame.
const TITLE_ID: &str = "immediate-concern";

/// The concerns that nobody confirmed yet, of the cases the reader sees; nothing where there is
/// none. It tells what happened, never what is wrong: that stands with the case.
pub fn banner(reading: &Reading<'_>) -> Markup {
    let open = reading.view.audits.open_concerns();
    if open.is_empty() {
        return html! {};
    }
    let count = shown::count(open.len(), "immediate concern", "immediate concerns");
    let is_open = if open.len() == 1 { "is" } else { "are" };
    let words = html! {
        p class="govuk-notification-banner__heading" {
            (count) " about a child " (is_open) " open: nobody has confirmed yet what was done."
        }
        ul class="govuk-list govuk-list--spaced" {
            @for one in &open { li { (line(reading, one)) } }
        }
    };
    let banner = NotificationBanner {
        title: Some("Immediate concern".into()),
        title_id: TITLE_ID,
        ..NotificationBanner::new(words)
    };
    html! { (banner) }
}

fn line(reading: &Reading<'_>, one: &OpenConcern<'_>) -> Markup {
    let href = reading.href(&thing_path(one.case.into()));
    let days = one.concern.open_days(reading.today);
    let days = usize::try_from(days).unwrap_or(0);
    html! {
        p class="govuk-body govuk-!-margin-bottom-1" {
            a class="govuk-notification-banner__link" href=(href) { "Case " (one.alias) }
            " of audit " (super::audit_link(reading, one.audit)) ": "
            strong { "open for " (shown::count(days, "day", "days")) } "."
            @if one.excluded { " The case is excluded from the sample; the child is still a child." }
        }
        p class="govuk-body-s govuk-!-margin-bottom-1" {
            "Raised " (shown::stamp(&one.concern.raised)) ". To act: "
            (agency_names(reading, &one.concern.agencies)) ". " (told(reading, &one.concern.told))
        }
        (steps(reading, one))
    }
}

/// Who was told, and on which day.
fn told(reading: &Reading<'_>, told: &[ToldOf]) -> Markup {
    html! {
        @if told.is_empty() { "Nobody is recorded as told yet." }
        @else {
            "Told: "
            @for (place, one) in told.iter().enumerate() {
                @if place > 0 { "; " }
                (reading.words(&one.who))
                @if let Some(agency) = one.agency {
                    " (" (reading.view.people.agency_name(agency)) ")"
                }
                " on " (date(one.on))
            }
            "."
        }
    }
}

/// What the reader may do about it: nobody confirms what their own agency had to do.
fn steps(reading: &Reading<'_>, one: &OpenConcern<'_>) -> Markup {
    let stage = reading.view.audits.stage(one.audit);
    if stage == Some(AuditStage::Abandoned) {
        return html! {};
    }
    let own = speaks_for(reading);
    let acts = |agency| one.concern.agencies.contains(&agency);
    let may = |command: &str| reading.may(StreamKind::AuditCase, command);
    let confirms = may("confirm_corrective_action") && !reading.acting.agency.is_some_and(acts);
    let tells = may("tell_of_concern") && own.is_none_or(acts);
    let form = |command: &str| {
        let path = command_path(one.case, command);
        format!("{path}?concern={}", one.concern.id)
    };
    html! {
        @if confirms || tells {
            p class="govuk-body-s gt-no-print" {
                @if confirms {
                    a class="govuk-notification-banner__link" href=(form("confirm_corrective_action"))
                    {
                        "Confirm what was done"
                        span class="govuk-visually-hidden" { " for case " (one.alias) }
                    }
                }
                @if confirms && tells { " · " }
                @if tells {
                    a class="govuk-notification-banner__link" href=(form("tell_of_concern")) {
                        "Record who else was told"
                        span class="govuk-visually-hidden" { " of case " (one.alias) }
                    }
                }
            }
        }
    }
}
