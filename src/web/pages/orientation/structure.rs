//! Who belongs to the partnership and who chairs, what it works on, and how the plan stands.

use super::{counted, heading, many, none};
use crate::web::components::dates::date_text;
use crate::web::components::{Table, Tag, TagColour};
use crate::web::reading::Reading;
use events::everywhere::Area;
use maud::{Markup, html};
use projections::actions::{ByDate, Verified};
use projections::people::Group;
use projections::plans::Plan;
use projections::status::Status;

pub(super) fn members(reading: &Reading<'_>) -> Markup {
    let people = &reading.view.people;
    let members = people.agencies.values();
    let members = members.filter(|one| one.is_member(reading.today)).count();
    html! {
        (heading("structure", "Who we are"))
        p class="govuk-body-s" {
            @if people.partners.is_empty() { "No safeguarding partner is named. " }
            @else {
                "Safeguarding partners: "
                @for (place, one) in people.partners.iter().enumerate() {
                    @if place > 0 { "; " }
                    (people.agency_name(one.agency)) " (" (one.post) ")"
                }
                ". "
            }
            @if reading.enters(Area::Settings) { (many(reading, members, "/settings")) }
            @else { (members) }
            " member agencies."
        }
        @if people.groups.is_empty() { (none("No group is set up")) }
        @else { (groups(reading)) }
    }
}

fn groups(reading: &Reading<'_>) -> Markup {
    let people = &reading.view.people;
    let mut table = Table::new(
        "orientation-groups",
        "Groups",
        ["Group", "Chair", "Meetings a year", "Last held"],
    );
    table.classes = "gt-table--dense";
    table.caption_classes = "govuk-visually-hidden";
    let meetings = reading.view.meetings.latest_first();
    for (id, group) in &people.groups {
        let mut held = meetings.iter();
        let last = held.find(|one| one.group == *id && one.cancelled.is_none());
        let last = last.map(|one| {
            let href = reading.href(&format!("/meeting/{}", one.id));
            html! { a class="govuk-link" href=(href) { (date_text(one.on)) } }
        });
        table.rows.push(vec![
            group.name.as_str().into(),
            chair(reading, group).into(),
            group.meetings_per_year.to_string().into(),
            last.unwrap_or_else(|| html! { "Not yet" }).into(),
        ]);
    }
    html! { (table) }
}

fn chair(reading: &Reading<'_>, group: &Group) -> Markup {
    let chair = group.chair(false, reading.today);
    let post = chair.and_then(|chair| chair.post.as_deref());
    html! {
        @match post { Some(post) => (post), None => (Tag::new("Vacant", TagColour::Orange)) }
    }
}

pub(super) fn priorities(reading: &Reading<'_>, plan: Option<&Plan>) -> Markup {
    let Some(plan) = plan else {
        return html! { (heading("priorities", "What we work on")) (none("No plan is drafted")) };
    };
    html! {
        (heading("priorities", "What we work on"))
        p class="govuk-body-s govuk-!-margin-bottom-1" {
            a class="govuk-link" href=(reading.href(&format!("/plan/{}", plan.id))) { (plan.title) }
            ", " (plan.phase.word().to_lowercase()) ", " (date_text(plan.from)) " to "
            (date_text(plan.to)) "."
        }
        ul class="govuk-list govuk-body-s" {
            @for node in plan.tree() {
                @let priority = node.priority;
                @let actions = reading.view.actions.of_priority(priority.id).count();
                @let path = format!("/actions?agency=all&priority={}", priority.id);
                li {
                    (priority.number) ". " (reading.start_of(&priority.title, 90)) ": "
                    (many(reading, actions, &path))
                    (if actions == 1 { " action" } else { " actions" })
                }
            }
        }
    }
}

/// How the plan stands: as claimed, by date, and as verified.
pub(super) fn position(reading: &Reading<'_>, plan: Option<&Plan>, status: &Status) -> Markup {
    let Some(plan) = plan else {
        return html! {};
    };
    let to = |query: &str| format!("/actions?agency=all&plan={}&{query}", plan.id);
    let count = |count: u64, query: &str| counted(reading, count, &to(query));
    let by_date = |one: ByDate| status.by_date.get(one.key()).copied().unwrap_or(0);
    let verified = |one: Verified| status.verified.get(one.key()).copied().unwrap_or(0);
    html! {
        (heading("position", "How the plan stands"))
        p class="govuk-body-s" {
            (count(status.actions, "")) " actions. As claimed: "
            @for one in &status.claimed {
                (count(one.count, &format!("rag={}", one.code))) " " (one.word) ", "
            }
            (count(status.unrated, "rag=none")) " not rated. By date: "
            @for (place, one) in ByDate::ALL.into_iter().enumerate() {
                @if place > 0 { ", " }
                (count(by_date(one), &format!("by_date={}", one.key()))) " "
                (one.word().to_lowercase())
            }
            ". As verified: "
            @for (place, one) in Verified::ALL.into_iter().enumerate() {
                @if place > 0 { ", " }
                (verified(one)) " " (one.word().to_lowercase())
            }
            ". Closed: "
            (status.closed.actions_with_impact) " with evidence of impact, "
            (status.closed.actions_without_impact) " without."
        }
    }
}
