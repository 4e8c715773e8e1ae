//! The life of a recommendation in the order in which it is lived: where it comes from, what the
//! addressees answered, what agencies do, what shows it, who verified it, whether practice was
//! looked at again, what difference it made, and what became of it.

use super::super::{audits, shown, thing_path, thread};
use crate::web::components::SummaryRow;
use crate::web::components::dates::date;
use crate::web::forms::owner_name;
use crate::web::reading::Reading;
use events::action::Parent;
use events::evidence::Claim;
use events::ids::{AgencyId, AuditId, FindingId, PracticeReviewId, ReviewFindingId};
use events::recommendation::Source;
use maud::{Markup, html};
use projections::actions::Action;
use projections::evidence::Evidence;
use projections::recommendations::Recommendation;
use std::collections::{BTreeMap, BTreeSet};

/// That there is nothing: `none` to whoever sees the whole record, and to whoever sees a part of it
/// only that nothing is in that part.
fn nothing(reading: &Reading<'_>, none: &'static str, reached: &'static str) -> &'static str {
    if reading.view.is_partial() {
        reached
    } else {
        none
    }
}

/// Where it comes from.
pub(super) fn sources(reading: &Reading<'_>, one: &Recommendation) -> Markup {
    html! {
        @if one.sources.is_empty() { p class="govuk-body" { (shown::missing("No source")) } }
        ul class="govuk-list govuk-list--bullet" {
            @for source in &one.sources {
                li { (thread::source_word(source.kind)) ": " (source_link(reading, source)) }
            }
        }
    }
}

fn source_link(reading: &Reading<'_>, source: &Source) -> Markup {
    let view = reading.view;
    let Some(id) = source.id else {
        return html! { (source.title) };
    };
    if let Some((audit, finding)) = view.audits.finding(FindingId(id)) {
        return html! {
            (audits::audit_link(reading, audit.id)) ": " (reading.words(&finding.now.statement))
        };
    }
    let said = view.practice_reviews.finding(ReviewFindingId(id));
    let said = said.map(|(review, finding)| (review, Some(finding)));
    let whole = || {
        view.practice_reviews
            .get(PracticeReviewId(id))
            .map(|one| (one, None))
    };
    if let Some((review, finding)) = said.or_else(whole) {
        let path = thing_path(review.id.into());
        let href = match finding {
            Some(finding) => reading.href(&format!("{path}#finding-{}", finding.id)),
            None => reading.href(&path),
        };
        return html! {
            a class="govuk-link" href=(href) { (review.name()) }
            @if let Some(finding) = finding { ": " (reading.words(&finding.statement)) }
        };
    }
    html! { (source.title) }
}

/// What each agency does about it.
pub(super) fn actions(reading: &Reading<'_>, one: &Recommendation) -> Markup {
    let of = reading
        .view
        .actions
        .for_parent(Parent::Recommendation(one.id));
    let mut by_agency: BTreeMap<Option<AgencyId>, Vec<&Action>> = BTreeMap::new();
    for action in of {
        let agencies: BTreeSet<Option<AgencyId>> =
            action.owners.iter().map(|owner| owner.agency).collect();
        for agency in agencies
            .into_iter()
            .chain(action.owners.is_empty().then_some(None))
        {
            by_agency.entry(agency).or_default().push(action);
        }
    }
    let rows = by_agency.into_iter().map(|(agency, all)| {
        let name = agency.map_or("Nobody’s agency yet", |id| {
            reading.view.people.agency_name(id)
        });
        let lines = html! {
            ul class="govuk-list" {
                @for action in all {
                    li {
                        (shown::action_link(reading, action.id, &action.reference)) " "
                        (reading.words(&action.text)) " "
                        (shown::verified(reading.view.shown(action, reading.today).verified))
                        @for owner in action.owners.iter().filter(|owner| owner.agency == agency) {
                            br; (owner_name(reading.view, owner))
                        }
                    }
                }
            }
        };
        SummaryRow::new(name, lines)
    });
    let none = nothing(
        reading,
        "No action is agreed for it.",
        "You reach no action that is agreed for it.",
    );
    shown::list_or(rows.collect(), none)
}

/// What shows it, the strongest first.
pub(super) fn evidence(reading: &Reading<'_>, one: &Recommendation) -> Markup {
    let claim = Claim::Recommendation(one.id);
    let mut pieces: Vec<&Evidence> = reading.view.evidence.supporting(claim).collect();
    for action in reading
        .view
        .actions
        .for_parent(Parent::Recommendation(one.id))
    {
        pieces.extend(reading.view.evidence.supporting(Claim::Action(action.id)));
    }
    pieces.sort_by_key(|piece| (std::cmp::Reverse(piece.strength), piece.id));
    pieces.dedup_by_key(|piece| piece.id);
    html! {
        @if pieces.is_empty() {
            p class="govuk-body" {
                (nothing(reading, "Nothing shows it yet.", "You reach nothing that shows it."))
            }
        }
        ul class="govuk-list govuk-list--bullet" {
            @for piece in pieces { li { (thread::evidence_line(reading, piece.id)) } }
        }
    }
}

/// That it is done, and that somebody independent saw it.
pub(super) fn verification(reading: &Reading<'_>, one: &Recommendation) -> Markup {
    let mut rows = Vec::new();
    for (at, agency, report) in &one.implemented {
        let name = agency.map_or("The partnership", |id| reading.view.people.agency_name(id));
        let value = html! { (reading.words(report)) " " (shown::stamp(at)) };
        rows.push(SummaryRow::new(format!("{name} says it is done"), value));
    }
    if let Some((at, how)) = &one.verified {
        let value = html! { (reading.words(how)) " " (shown::stamp(at)) };
        rows.push(SummaryRow::new("Verified by somebody independent", value));
    }
    shown::list_or(rows, "Nobody has said that it is done.")
}

/// The audits that looked at practice again after the one it comes from.
pub(super) fn looked_again(reading: &Reading<'_>, one: &Recommendation) -> Markup {
    let from = one.sources.iter().filter_map(|source| source.id);
    let audits: BTreeSet<AuditId> = from
        .filter_map(|id| reading.view.audits.finding(FindingId(id)))
        .map(|(audit, _)| audit.id)
        .collect();
    let again: BTreeSet<AuditId> = audits
        .iter()
        .flat_map(|id| reading.view.audits.repeats_of(*id))
        .map(|audit| audit.id)
        .collect();
    html! {
        @if again.is_empty() {
            p class="govuk-body" {
                (nothing(
                    reading,
                    "No audit has looked at this practice again.",
                    "You reach no audit that has looked at this practice again.",
                ))
            }
        }
        ul class="govuk-list govuk-list--bullet" {
            @for id in again {
                li {
                    (audits::audit_link(reading, id))
                    @if let Some(audit) = reading.view.audits.audit(id) { ": " (audit.title) }
                }
            }
        }
    }
}

/// Each judgement of the difference it made, the latest first.
pub(super) fn impact(reading: &Reading<'_>, one: &Recommendation) -> Markup {
    let rows = one.impact.iter().rev().map(|judged| {
        let value = html! {
            (reading.words(&judged.explanation)) " " (shown::stamp(&judged.at))
            @for piece in &judged.evidence { br; (thread::evidence_line(reading, *piece)) }
            @if judged.evidence.is_empty() { br; "It rests on no evidence." }
        };
        SummaryRow::new(shown::impact_word(judged.judgement), value)
    });
    shown::list_or(rows.collect(), "Its impact has not been judged.")
}

/// The earlier recommendations it says again, and those that say it again.
pub(super) fn lineage(reading: &Reading<'_>, one: &Recommendation) -> Markup {
    let later = reading.view.recommendations.repeating(one.id);
    let later: Vec<_> = later.collect();
    html! {
        @if !one.repeats.is_empty() || !later.is_empty() {
            ul class="govuk-list govuk-list--bullet" {
                @for earlier in &one.repeats {
                    li { "Repeats " (shown::recommendation_link(reading, *earlier)) }
                }
                @for other in later {
                    li {
                        "Said again by " (shown::recommendation_link(reading, other.id)) ", made "
                        (date(other.made.occurred_on))
                    }
                }
            }
        }
    }
}
