//! How the plan stands: as claimed, by date, and as verified; and what is late.

use super::{Position, counted};
use crate::web::components::chart::{Bar, BarPart, StackedBars};
use crate::web::components::dates::date_text;
use crate::web::components::rag::{RagLook, rag};
use crate::web::components::{Cell, Table};
use crate::web::pages::audits::is_of_agency;
use crate::web::pages::gaps::rule_title;
use crate::web::pages::shown;
use maud::{Markup, html};
use projections::PageOf;
use projections::actions::{ActionFilter, ActionRow, ActionSort, ByDate, Verified};
use projections::plans::Priority;
use projections::recommendations::RecommendationState;
use projections::status::ClaimedCount;
use std::collections::BTreeMap;

/// How many overdue actions stand on the page.
const LATE_SHOWN: usize = 10;

/// How many characters of an action stand in a row.
const ACTION_CHARACTERS: usize = 120;

/// The ratings of one priority's actions, each with the list behind its number.
struct Counted {
    label: String,
    href: String,
    parts: Vec<Rated>,
}

/// How many actions have one rating.
struct Rated {
    letter: String,
    word: String,
    count: u32,
    href: String,
}

impl Rated {
    fn part(&self) -> BarPart<'_> {
        BarPart {
            look: match self.letter.as_str() {
                "" => RagLook::Grey,
                letter => RagLook::from_letter(letter),
            },
            word: &self.word,
            letter: &self.letter,
            count: self.count,
            href: Some(&self.href),
        }
    }
}

impl Counted {
    fn bar(&self) -> Bar<'_> {
        Bar {
            label: &self.label,
            parts: self.parts.iter().map(Rated::part).collect(),
            href: Some(&self.href),
        }
    }
}

impl Position<'_> {
    pub(super) fn standing(&self) -> Markup {
        let status = self.status;
        if status.actions == 0 {
            return html! {
                h2 class="govuk-heading-m" { "How it stands" }
                p class="govuk-body" {
                    "The plan has no actions yet. "
                    a class="govuk-link" href=(self.reading.href(&format!("/plan/{}", self.plan.id))) {
                        "Open the plan" } " to agree the first."
                }
            };
        }
        html! {
            h2 class="govuk-heading-m" { "How it stands" }
            p class="govuk-body" {
                (counted(status.actions, &self.actions("")))
                (if status.actions == 1 { " action. " } else { " actions. " })
                (counted(status.overdue, &self.actions("overdue=yes"))) " overdue. "
                (counted(status.due_soon, &self.actions("by_date=due_soon")))
                " due in 30 days. "
                (counted(status.differs, &self.actions("differs=yes")))
                " where the claim says better than the dates."
            }
            div class="govuk-grid-row" {
                div class="govuk-grid-column-one-third" { (self.claimed()) }
                div class="govuk-grid-column-one-third" { (self.by_date()) }
                div class="govuk-grid-column-one-third" { (self.verified()) }
            }
            (self.chart())
        }
    }

    fn claimed(&self) -> Markup {
        let mut table = Table::new("claimed", "As claimed", ["Rating", "Actions"]);
        table.caption_classes = "govuk-table__caption--s";
        for one in self.in_order_of_key() {
            let word = if one.word.is_empty() {
                "Rated"
            } else {
                &one.word
            };
            let query = serde_urlencoded::to_string([("rag", &one.code)]).unwrap_or_default();
            let count = counted(one.count, &self.actions(&query));
            table
                .rows
                .push(vec![rag(word, &one.code).into(), Cell::number(count)]);
        }
        let unrated = counted(self.status.unrated, &self.actions("rag=none"));
        table
            .rows
            .push(vec![rag("Not rated", "").into(), Cell::number(unrated)]);
        table.bare()
    }

    /// The counts in the order of the plan's own key; those of an older key after them.
    fn in_order_of_key(&self) -> Vec<&ClaimedCount> {
        let key = self.reading.view.people.rag_keys.get(&self.plan.rag_scheme);
        let place = |letter: &str| {
            let mut codes = key.into_iter().flat_map(|key| &key.codes);
            codes.position(|code| code.letter == letter)
        };
        let mut claimed: Vec<&ClaimedCount> = self.status.claimed.iter().collect();
        claimed.sort_by_key(|one| (place(&one.code).is_none(), place(&one.code)));
        claimed
    }

    fn by_date(&self) -> Markup {
        let mut table = Table::new("by-date", "By date", ["By date", "Actions"]);
        table.caption_classes = "govuk-table__caption--s";
        for one in ByDate::ALL {
            let count = self.status.by_date.get(one.key()).copied().unwrap_or(0);
            let link = counted(count, &self.actions(&format!("by_date={}", one.key())));
            table.rows.push(vec![one.word().into(), Cell::number(link)]);
        }
        table.bare()
    }

    fn verified(&self) -> Markup {
        let mut table = Table::new("verified", "As verified", ["Completion", "Actions"]);
        table.caption_classes = "govuk-table__caption--s";
        for one in Verified::ALL {
            let count = self.status.verified.get(one.key()).copied().unwrap_or(0);
            let link = counted(count, &self.actions(phases(one)));
            table.rows.push(vec![one.word().into(), Cell::number(link)]);
        }
        table.bare()
    }

    /// One bar for each priority that has actions, and one for all.
    fn chart(&self) -> Markup {
        let plan = self.plan;
        let scheme = self.reading.view.people.rag_keys.get(&plan.rag_scheme);
        let codes: Vec<(&str, &str)> = scheme
            .map(|key| {
                key.codes
                    .iter()
                    .map(|c| (c.letter.as_str(), c.word.as_str()))
                    .collect()
            })
            .unwrap_or_default();
        let bars: Vec<Counted> = plan
            .tree()
            .iter()
            .flat_map(|node| self.bars(node, &codes))
            .collect();
        if bars.len() < 2 {
            return html! {};
        }
        let bars = bars.iter().map(Counted::bar).collect();
        html! {
            (StackedBars {
                id: "by-priority", title: "Ratings as claimed, by priority",
                rows_are: "Priority", bars,
            })
        }
    }

    fn bars(
        &self,
        node: &projections::plans::PriorityNode<'_>,
        codes: &[(&str, &str)],
    ) -> Vec<Counted> {
        let mut bars = Vec::new();
        let counts = self.letters(node.priority);
        if !counts.is_empty() {
            let id = node.priority.id;
            let href = |query: &str| self.actions(&format!("priority={id}{query}"));
            let rated = codes.iter().map(|(letter, word)| Rated {
                letter: (*letter).to_owned(),
                word: (*word).to_owned(),
                count: counts.get(*letter).copied().unwrap_or(0),
                href: href(&format!("&rag={letter}")),
            });
            let mut parts: Vec<Rated> = rated.collect();
            parts.push(Rated {
                letter: String::new(),
                word: "Not rated".to_owned(),
                count: counts.get("").copied().unwrap_or(0),
                href: href("&rag=none"),
            });
            parts.retain(|part| part.count > 0);
            bars.push(Counted {
                label: format!("Priority {}", node.priority.number),
                href: href(""),
                parts,
            });
        }
        for part in &node.parts {
            bars.extend(self.bars(part, codes));
        }
        bars
    }

    fn letters(&self, priority: &Priority) -> BTreeMap<String, u32> {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for action in self.reading.view.actions.of_priority(priority.id) {
            let letter = action.rating().map_or("", |rating| rating.code.as_str());
            *counts.entry(letter.to_owned()).or_default() += 1;
        }
        counts
    }

    /// What is overdue, each with its reason; and what is due soon.
    pub(super) fn late(&self) -> Markup {
        let filter = ActionFilter {
            plan: Some(self.plan.id),
            overdue: true,
            ..ActionFilter::default()
        };
        let page = PageOf {
            offset: 0,
            limit: LATE_SHOWN,
        };
        let late =
            self.reading
                .view
                .list_actions(&filter, ActionSort::Due, page, self.reading.today);
        let soon = self.reading.href(&format!(
            "/deadlines?window=30&state=ahead&plan={}",
            self.plan.id
        ));
        html! {
            h2 class="govuk-heading-m" { "Overdue" }
            @if late.rows.is_empty() { p class="govuk-body" { "No action is overdue." } }
            @else { (self.late_table(&late.rows)) }
            @if late.total > late.rows.len() {
                p class="govuk-body" {
                    a class="govuk-link" href=(self.actions("overdue=yes&sort=due")) {
                        "All " (late.total) " overdue actions" }
                }
            }
            p class="govuk-body" {
                (counted(self.status.deadlines_soon, &soon))
                " dates of actions, milestones and recommendations fall in the next 30 days."
            }
        }
    }

    fn late_table(&self, rows: &[ActionRow]) -> Markup {
        let reading = self.reading;
        let mut table = Table::new(
            "overdue",
            "Overdue actions, the longest first",
            ["Action", "What", "Owner", "Due", "Rating", "Reason"],
        );
        table.caption_classes = "govuk-visually-hidden";
        for row in rows {
            let due = html! {
                (shown::due(row.due, row.due_precision))
                (shown::extended(row.original_due, row.due, row.extensions))
            };
            table.rows.push(vec![
                shown::action_link(reading, row.id, &row.reference).into(),
                reading.start_of(&row.text, ACTION_CHARACTERS).into(),
                self.owners(&row.owners).into(),
                due.into(),
                shown::claimed(reading, &row.shown).into(),
                self.reason(row).into(),
            ]);
        }
        html! { (table) }
    }

    /// The last commentary, else the last progress, else that there is none.
    fn reason(&self, row: &ActionRow) -> Markup {
        html! {
            @if let Some(words) = row.commentary.as_ref().or(row.progress.as_ref()) {
                (self.reading.start_of(words, ACTION_CHARACTERS))
            } @else { (shown::missing("No reason recorded")) }
        }
    }

    pub(super) fn recommendations(&self) -> Markup {
        let status = self.status;
        let total: u64 = status.recommendations.values().sum();
        if total == 0 {
            return html! {};
        }
        let href = |query: &str| {
            self.reading.href(&format!(
                "/recommendations?agency=all&plan={}&{query}",
                self.plan.id
            ))
        };
        let mut table = Table::new("recommendations", "Recommendations", ["State", "Number"]);
        table.caption_classes = "govuk-visually-hidden";
        for state in RecommendationState::ALL {
            let count = status
                .recommendations
                .get(state.key())
                .copied()
                .unwrap_or(0);
            if count > 0 {
                let link = counted(count, &href(&format!("state={}", state.key())));
                table
                    .rows
                    .push(vec![state.word().into(), Cell::number(link)]);
            }
        }
        html! {
            h2 class="govuk-heading-m" { "Recommendations" }
            p class="govuk-body" {
                (counted(total, &href(""))) " recommendations, "
                (counted(status.recommendations_overdue, &href("overdue=yes"))) " overdue."
            }
            div class="govuk-grid-row" { div class="govuk-grid-column-one-half" { (table.bare()) } }
        }
    }

    /// Audits and self-assessments, which stand in no plan.
    pub(super) fn practice(&self) -> Markup {
        let counted_here = &self.status.practice;
        let href = |path: &str| self.reading.href(path);
        let of_agency = is_of_agency(self.reading);
        html! {
            h2 class="govuk-heading-m" { "Practice looked at" }
            @if let Some(year) = &counted_here.year {
                p class="govuk-body" {
                    a class="govuk-link" href=(href("/programmes")) { (year.title) } ": "
                    (year.planned) " audits planned, " (year.commissioned) " commissioned, "
                    (year.reported) " reported of a minimum of " (year.minimum) "; by today "
                    (year.expected) " should be reported."
                }
            }
            ul class="govuk-list govuk-list--bullet" {
                li { (counted(counted_here.audits_under_way, &href("/audits"))) " audits under way" }
                @if !of_agency {
                    li {
                        (counted(counted_here.findings_without_recommendation, &href("/gaps?rule=1")))
                        " findings that ask for change and led to no recommendation"
                    }
                }
                li {
                    (counted(counted_here.returns_waited_for, &href("/returns-to-chase")))
                    " returns about a child waited for, " (counted_here.returns_overdue) " overdue"
                }
                li {
                    (counted(counted_here.self_assessments_waited_for, &href("/self-assessments")))
                    " self-assessments waited for, " (counted_here.self_assessments_overdue)
                    " overdue"
                }
            }
        }
    }

    pub(super) fn gaps(&self) -> Markup {
        let mut table = Table::new("gaps", "Gaps by rule", ["Gap", "Found", "Open"]);
        table.caption_classes = "govuk-visually-hidden";
        for one in &self.status.gaps {
            let found = self.reading.href(&format!("/gaps?rule={}", one.rule));
            let open = format!("/gaps?rule={}&standing=open&standing=still_there", one.rule);
            let open = self.reading.href(&open);
            table.rows.push(vec![
                rule_title(one.rule).into(),
                Cell::number(counted(one.found, &found)),
                Cell::number(counted(one.open, &open)),
            ]);
        }
        html! {
            h2 class="govuk-heading-m" { "Where the thread breaks" }
            @if self.status.gaps.is_empty() {
                p class="govuk-body" { "No gap is found on " (date_text(self.reading.today)) "." }
            } @else { (table) }
            p class="govuk-body" {
                a class="govuk-link" href=(self.reading.href("/gaps")) { "Every gap" } }
        }
    }
}

/// The phases in which completion stands so.
const fn phases(verified: Verified) -> &'static str {
    match verified {
        Verified::NotClaimed => {
            "phase=agreed&phase=accepted&phase=not_started&phase=underway&phase=reopened"
        }
        Verified::Claimed => "phase=claimed",
        Verified::Verified => "phase=verified&phase=closed",
        Verified::Refused => "phase=refused",
        Verified::Discontinued => "phase=discontinued",
    }
}
