//! Who belongs to the partnership, who chairs, and who holds which role.

use super::Settings;
use crate::web::components::dates::date_text;
use crate::web::components::{SummaryCard, SummaryList, SummaryRow, Table, Tag, TagColour};
use crate::web::forms::agency_kind_word;
use chrono::NaiveDate;
use events::everywhere::Area;
use events::ids::GroupId;
use events::partnership::PartnerCapacity;
use maud::{Markup, html};
use projections::people::Group;

fn until(from: NaiveDate, until: Option<NaiveDate>) -> String {
    match until {
        None => format!("from {}", date_text(from)),
        Some(last) => format!("{} to {}", date_text(from), date_text(last)),
    }
}

impl Settings<'_> {
    pub(super) fn partners(self) -> Markup {
        let people = &self.reading.view.people;
        let mut table = Table::new(
            "partners-table",
            "Safeguarding partners",
            ["Body", "Capacity", "Post", "From"],
        );
        table.caption_classes = "govuk-visually-hidden";
        for partner in &people.partners {
            let capacity = match partner.capacity {
                PartnerCapacity::Lead => "Lead",
                PartnerCapacity::Delegated => "Delegated",
            };
            table.rows.push(vec![
                people.agency_name(partner.agency).into(),
                capacity.into(),
                partner.post.as_str().into(),
                date_text(partner.from).into(),
            ]);
        }
        html! {
            @if people.partners.is_empty() {
                p class="govuk-body" {
                    "None is named yet. The local authority, the integrated care board and the chief \
                     officer of police are the safeguarding partners (Children Act 2004, section \
                     16E). Add them as agencies first."
                }
            } @else { (table) }
            (self.steps(&[("designate_safeguarding_partner", "", "Name a safeguarding partner")]))
        }
    }

    pub(super) fn agencies(self) -> Markup {
        let people = &self.reading.view.people;
        let mut all: Vec<_> = people.agencies.iter().collect();
        all.sort_by(|a, b| a.1.name.cmp(&b.1.name));
        let mut table = Table::new(
            "agencies-table",
            "Agencies",
            ["Agency", "Short names", "Sort", "Member", "Change"],
        )
        .doing_last();
        table.caption_classes = "govuk-visually-hidden";
        for (id, agency) in all {
            let query = format!("?agency={id}");
            let name = html! {
                (agency.name)
                @if self.reading.enters(Area::Accounts) {
                    // A provider of an agency is configured with it.
                    br; span class="govuk-body-s govuk-hint gt-hash" { "Id " (id) }
                }
            };
            let member = html! {
                (until(agency.from, None))
                @if let Some(withdrawn) = agency.withdrawn {
                    " " (Tag::new("Left", TagColour::Grey)) " " (date_text(withdrawn))
                }
            };
            let change = html! {
                (self.step("correct_agency_details", &query, "Correct", &agency.name))
                @if agency.withdrawn.is_none() {
                    br;
                    (self.step("withdraw_relevant_agency", &query, "Record that it left",
                        &agency.name))
                }
            };
            table.rows.push(vec![
                name.into(),
                agency.also_known_as.join(", ").into(),
                agency_kind_word(agency.kind).into(),
                member.into(),
                change.into(),
            ]);
        }
        html! {
            @if people.agencies.is_empty() {
                p class="govuk-body" {
                    "No agency is known yet. An import adds those the document names; the short \
                     names let it find them again."
                }
            } @else { (table) }
            (self.steps(&[("add_relevant_agency", "", "Add an agency")]))
        }
    }

    pub(super) fn groups(self) -> Markup {
        let people = &self.reading.view.people;
        html! {
            @if people.groups.is_empty() {
                p class="govuk-body" {
                    "No group is set up yet. Approvals and meetings need one: set up the executive or \
                     the board first."
                }
            }
            @for (id, group) in &people.groups { (self.group(*id, group)) }
            (self.steps(&[("constitute_sub_group", "", "Set up a group")]))
            @if self.reading.enters(Area::Work) {
                p class="govuk-body" {
                    a class="govuk-link" href=(self.reading.href("/settings/meetings")) {
                        "Their meetings" }
                }
            }
        }
    }

    fn group(self, id: GroupId, group: &Group) -> Markup {
        let people = &self.reading.view.people;
        let members: Vec<&str> = group
            .members
            .iter()
            .map(|m| people.agency_name(*m))
            .collect();
        let query = format!("?group={id}");
        let vice_query = format!("{query}&vice=yes");
        let mut rows = vec![
            SummaryRow::new("Chair", self.chair(group, false, &query)),
            SummaryRow::new("Vice chair", self.chair(group, true, &vice_query)),
            SummaryRow::new("Quorum", format!("{} agencies", group.quorum)),
            SummaryRow::new("Meets", format!("{} times a year", group.meetings_per_year)),
            SummaryRow::new(
                "Members",
                html! {
                    @if members.is_empty() { "Not listed" }
                    @else { ul class="govuk-list" { @for name in &members { li { (name) } } } }
                    (self.step("revise_group_membership", &query, "Change the members", &group.name))
                },
            ),
        ];
        if let Some(terms) = &group.terms_of_reference {
            rows.push(SummaryRow::new(
                "Terms of reference",
                self.reading.words(terms),
            ));
        }
        if let Some(with) = &group.joint_with {
            rows.push(SummaryRow::new("Held jointly with", with.as_str()));
        }
        let former: Vec<String> = group
            .chairs
            .iter()
            .rev()
            .map(|chair| {
                let post = chair.post.as_deref().unwrap_or("vacant");
                let which = if chair.vice { "Vice chair" } else { "Chair" };
                format!("{which}: {post}, {}", until(chair.from, chair.until))
            })
            .collect();
        if former.len() > 1 {
            rows.push(SummaryRow::new(
                "Over time",
                html! {
                    ul class="govuk-list" { @for line in &former { li { (line) } } }
                },
            ));
        }
        let card = SummaryCard {
            heading_level: 3,
            ..SummaryCard::new(group.name.as_str())
        };
        html! { (SummaryList { card: Some(card), ..SummaryList::new(rows) }) }
    }

    fn chair(self, group: &Group, vice: bool, query: &str) -> Markup {
        let people = &self.reading.view.people;
        let about = if vice { "as vice chair" } else { "as chair" };
        html! {
            @match group.chair(vice, self.reading.today) {
                Some(chair) => {
                    (chair.post.as_deref().unwrap_or_default())
                    @match chair.agency {
                        Some(agency) => { ", " (people.agency_name(agency)) }
                        None => ", independent",
                    }
                    ", " (until(chair.from, chair.until)) " "
                    (self.step("stand_down_chair", query, "Record that they left", about))
                }
                None => {
                    (Tag::new("Vacant", TagColour::Orange)) " "
                    (self.step("appoint_chair", query, "Appoint somebody", about))
                    (self.step("declare_chair_vacant", query, "Record the vacancy", about))
                }
            }
        }
    }

    pub(super) fn roles(self) -> Markup {
        let people = &self.reading.view.people;
        let mut table = Table::new(
            "roles-table",
            "Who holds which role",
            ["Role", "Post", "Agency", "Who", "Held", "Change"],
        )
        .doing_last();
        table.caption_classes = "govuk-visually-hidden";
        let mut all: Vec<_> = people.holdings.iter().collect();
        all.sort_by_key(|(id, holding)| (!holding.is_held(self.reading.today), holding.role, **id));
        for (id, holding) in all {
            let agency = holding
                .agency
                .map_or("The partnership’s own team", |a| people.agency_name(a));
            let change = html! {
                @if holding.until.is_none() {
                    (self.step("end_role_holder", &format!("?holding={id}"), "Record that they left",
                        &holding.post))
                }
            };
            table.rows.push(vec![
                holding.role.title().into(),
                holding.post.as_str().into(),
                agency.into(),
                self.reading.words(&holding.holder).into(),
                until(holding.from, holding.until).into(),
                change.into(),
            ]);
        }
        html! {
            @if people.holdings.is_empty() {
                p class="govuk-body" { "Nobody holds a role yet." }
            } @else { (table) }
            (self.steps(&[("appoint_role_holder", "", "Give somebody a role")]))
        }
    }
}
