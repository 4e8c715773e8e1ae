//! What was seen before on a theme: earlier audits with their findings, what was recommended, and
//! the actions that are still open. It is what a coordinator reads before an audit is commissioned.
//!
//! Route: `GET /audits/on-theme` → [`show`]. Its query: `theme`, the code of one.

use super::super::{learned_link, recommendations, shown, thing_path};
use super::{PLACE, audit_link, navigation, stage_tag, theme_choices, theme_name};
use crate::web::components::dates::date;
use crate::web::components::{Button, Cell, Select, Table};
use crate::web::form::Choice;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::action::DatePrecision;
use events::audit::Worked;
use maud::{Markup, html};
use projections::PageOf;
use projections::actions::Action;
use projections::audits::{AuditFilter, AuditRow, AuditSort, EarlierMatch};
use projections::earlier::{
    EarlierFinding, EarlierLearning, EarlierRecommendation, MONTHS_BACK, SeenBefore,
    SeenBeforeQuery,
};

/// How many characters of a finding or an action stand beside a form.
const BESIDE_CHARACTERS: usize = 90;

/// How many rows of each sort stand beside a form.
const BESIDE_ROWS: usize = 5;

/// What was seen before on a theme, or how much there is on each.
///
/// # Errors
/// When the record cannot be read.
pub async fn show(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let frame = Frame::new("Seen before on a theme", PLACE).below("Audits", "/audits");
        Ok(visit.page(&view, &frame, &body(&reading)))
    })
    .await
}

/// Everything there is on a theme.
struct OnTheme<'a> {
    audits: Vec<AuditRow<'a>>,
    seen: SeenBefore<'a>,
    open: Vec<&'a Action>,
}

impl<'a> OnTheme<'a> {
    fn of(reading: &Reading<'a>, theme: &'a str) -> Self {
        let filter = AuditFilter {
            theme: Some(theme.to_owned()),
            ..AuditFilter::default()
        };
        let view = reading.view;
        let audits = view.list_audits(&filter, AuditSort::Latest, PageOf::ALL, reading.today);
        let seen = view.seen_before(SeenBeforeQuery {
            theme,
            day: reading.today,
            asked_by: None,
        });
        let all = seen.recommendations.iter().flat_map(|one| &one.actions);
        let mut open: Vec<&Action> = all
            .copied()
            .filter(|action| !action.phase().is_settled())
            .collect();
        open.sort_by_key(|action| (action.due.is_none(), action.due, action.id));
        open.dedup_by_key(|action| action.id);
        Self {
            audits: audits.rows,
            seen,
            open,
        }
    }

    fn is_empty(&self) -> bool {
        let seen = &self.seen;
        self.audits.is_empty() && seen.learned.is_empty() && seen.recommendations.is_empty()
    }
}

/// The page.
pub fn body(reading: &Reading<'_>) -> Markup {
    let theme = reading.asked("theme");
    html! {
        h1 class="govuk-heading-l" {
            "Seen before"
            @if let Some(theme) = theme { ": " (theme_name(reading, theme)) }
            @else { " on a theme" }
        }
        (navigation(reading, ""))
        (choice(reading, theme))
        @match theme {
            Some(theme) => (on_theme(reading, theme)),
            None => (every_theme(reading, "Themes")),
        }
    }
}

fn choice(reading: &Reading<'_>, theme: Option<&str>) -> Markup {
    let themes = theme_choices(reading);
    let options = super::super::listing::options(&themes, "Every theme");
    html! {
        form class="gt-no-print" method="get" action="/audits/on-theme" {
            @if let Some(at) = super::super::trail::as_at(reading) {
                input type="hidden" name="as_at" value=(at);
            }
            (Select { value: theme, ..Select::new("theme", "Theme", options) })
            (Button::secondary("Show what was seen"))
        }
    }
}

/// How much there is on each theme.
fn every_theme(reading: &Reading<'_>, caption: &str) -> Markup {
    let heads = [
        "Theme",
        "Audits",
        "Findings",
        "Recommendations",
        "Open actions",
    ];
    let mut table = Table::new("themes", caption, heads);
    for (code, name) in theme_choices(reading) {
        let Some(found) = counted(reading, &code) else {
            continue;
        };
        let href = reading.href(&path_of(&code));
        let mut row = vec![html! { a class="govuk-link" href=(href) { (name) } }.into()];
        row.extend(found.map(|count| Cell::number(count.to_string())));
        table.rows.push(row);
    }
    html! {
        @if table.rows.is_empty() {
            (shown::empty("No theme was audited or recommended on yet.", None))
        } @else { (table) (years_back()) }
    }
}

/// How many audits, findings, recommendations and open actions a theme has; none without any.
fn counted(reading: &Reading<'_>, code: &str) -> Option<[usize; 4]> {
    let found = OnTheme::of(reading, code);
    let counts = [
        found.audits.len(),
        found.seen.findings.len(),
        found.seen.recommendations.len(),
        found.open.len(),
    ];
    (!found.is_empty()).then_some(counts)
}

fn path_of(code: &str) -> String {
    let query = serde_urlencoded::to_string([("theme", code)]).unwrap_or_default();
    format!("/audits/on-theme?{query}")
}

fn years_back() -> Markup {
    html! {
        p class="govuk-body-s" {
            "Findings and recommendations of the last " (MONTHS_BACK / 12) " years. A theme that "
            "was renamed is the same theme."
        }
    }
}

fn on_theme(reading: &Reading<'_>, theme: &str) -> Markup {
    let found = OnTheme::of(reading, theme);
    if found.is_empty() {
        let words = "Nothing was audited, found or recommended on this theme.";
        return shown::empty(words, None);
    }
    html! {
        (years_back())
        (audits(reading, &found.audits))
        (findings(reading, &found.seen.findings))
        (learned(reading, &found.seen.learned))
        (recommended(reading, &found.seen.recommendations))
        (actions(reading, &found.open))
    }
}

fn audits(reading: &Reading<'_>, rows: &[AuditRow<'_>]) -> Markup {
    let heads = ["Audit", "Kind", "Began", "Stage", "Cases", "Findings"];
    let caption = format!("Audits ({})", rows.len());
    let mut table = Table::new("audits", &caption, heads);
    for one in rows {
        let title = html! { (audit_link(reading, one.id)) ": " (one.title) };
        table.rows.push(vec![
            title.into(),
            one.kind.title().into(),
            date(one.starts).into(),
            stage_tag(one.stage).into(),
            Cell::number(one.cases.to_string()),
            Cell::number(one.findings.to_string()),
        ]);
    }
    html! {
        @if rows.is_empty() { p class="govuk-body" { "No audit was made on this theme." } }
        @else { (table) }
    }
}

fn findings(reading: &Reading<'_>, findings: &[EarlierFinding<'_>]) -> Markup {
    let heads = [
        "Finding",
        "In how many cases",
        "Audit",
        "Recommended",
        "What became of it",
    ];
    let caption = format!("What was found ({})", findings.len());
    let mut table = Table::new("findings", &caption, heads);
    for one in findings {
        let now = &one.finding.now;
        table.rows.push(vec![
            Cell {
                classes: "gt-words",
                ..Cell::from(reading.words(&now.statement))
            },
            format!("{} of {}", now.x, now.n).into(),
            audit_link(reading, one.audit).into(),
            made_of(reading, one).into(),
            told(reading, &one.told_since).into(),
        ]);
    }
    html! {
        @if findings.is_empty() { p class="govuk-body" { "Nothing was found on this theme." } }
        @else { (table) }
    }
}

/// What reviews learned and inspections found, where there is any that the reader sees.
fn learned(reading: &Reading<'_>, all: &[EarlierLearning<'_>]) -> Markup {
    let caption = format!("What reviews learned and inspections found ({})", all.len());
    let heads = ["Where", "When", "What it says", "Recommended"];
    let mut table = Table::new("learned", &caption, heads);
    for one in all {
        let made = html! {
            @if one.recommendations.is_empty() { (shown::missing("No recommendation")) }
            @for (place, made) in one.recommendations.iter().enumerate() {
                @if place > 0 { ", " }
                (shown::recommendation_link(reading, made.id))
            }
        };
        table.rows.push(vec![
            learned_link(reading, one.learned).into(),
            date(one.learned.recorded.occurred_on).into(),
            Cell {
                classes: "gt-words",
                ..Cell::from(reading.words(one.learned.statement))
            },
            made.into(),
        ]);
    }
    html! { @if !all.is_empty() { (table) } }
}

/// What was recommended of a finding, or why nothing was.
fn made_of(reading: &Reading<'_>, one: &EarlierFinding<'_>) -> Markup {
    let asks = one.finding.now.kind.asks_for_recommendation();
    let reason = one.finding.no_recommendation.as_ref();
    html! {
        @if !one.recommendations.is_empty() {
            @for (place, made) in one.recommendations.iter().enumerate() {
                @if place > 0 { ", " }
                (shown::recommendation_link(reading, made.id))
            }
        } @else if !asks { "A strength: none needed" }
        @else if let Some((_, reason)) = reason {
            "None. " (shown::words(reading, reason.as_ref()))
        } @else { (shown::missing("No recommendation")) }
    }
}

/// What later findings that were matched say was done, and whether it worked.
fn told(reading: &Reading<'_>, since: &[&EarlierMatch]) -> Markup {
    html! {
        @if since.is_empty() { "Not found again" }
        @for one in since {
            p class="govuk-body-s govuk-!-margin-bottom-1" {
                "Found again " (date(one.at.occurred_on)) ": " (worked(one.worked)) ". "
                (reading.words(&one.what_was_done))
            }
        }
    }
}

/// Whether what was done then worked.
const fn worked(worked: Worked) -> &'static str {
    match worked {
        Worked::Yes => "what was done had worked",
        Worked::Partly => "what was done had worked in part",
        Worked::No => "what was done had not worked",
        Worked::NotKnown => "whether what was done had worked is not known",
    }
}

fn recommended(reading: &Reading<'_>, all: &[EarlierRecommendation<'_>]) -> Markup {
    let heads = [
        "Recommendation",
        "What should change",
        "To",
        "State",
        "Actions done",
        "Impact",
    ];
    let caption = format!("What was recommended ({})", all.len());
    let mut table = Table::new("recommended", &caption, heads);
    for one in all {
        let known = reading.view.recommendations.get(one.id);
        let to = known.map(|known| recommendations::addressees(reading, known));
        let impact = one.impact.map(|judged| judged.judgement);
        table.rows.push(vec![
            shown::recommendation_link(reading, one.id).into(),
            Cell {
                classes: "gt-words",
                ..Cell::from(reading.words(one.text))
            },
            to.unwrap_or_default().into(),
            one.state.word().into(),
            format!("{} of {}", one.actions_done, one.actions.len()).into(),
            shown::impact(impact).into(),
        ]);
    }
    html! {
        @if all.is_empty() { p class="govuk-body" { "Nothing was recommended on this theme." } }
        @else { (table) }
    }
}

fn actions(reading: &Reading<'_>, open: &[&Action]) -> Markup {
    let heads = ["Action", "What", "Owner", "Due"];
    let caption = format!("Actions still open ({})", open.len());
    let mut table = Table::new("open-actions", &caption, heads);
    for one in open {
        table.rows.push(vec![
            shown::action_link(reading, one.id, &one.reference).into(),
            Cell {
                classes: "gt-words",
                ..Cell::from(reading.words(&one.text))
            },
            shown::owners(reading, &one.owners).into(),
            shown::due(one.due, DatePrecision::Day).into(),
        ]);
    }
    html! {
        @if open.is_empty() { p class="govuk-body" { "No action on this theme is open." } }
        @else { (table) }
    }
}

/// What stands beside the form that commissions an audit: earlier audits, findings and open
/// actions on its theme, or how much there is on each where none is chosen yet.
pub fn beside(reading: &Reading<'_>, theme: Option<&str>) -> Markup {
    html! {
        aside class="gt-no-print" aria-labelledby="seen-before" {
            h2 class="govuk-heading-m" id="seen-before" { "Seen before" }
            @match theme {
                Some(theme) => (beside_theme(reading, theme)),
                None => (beside_themes(reading)),
            }
        }
    }
}

/// A link that does not take somebody away from what they are typing.
fn elsewhere(href: &str, words: &str) -> Markup {
    html! {
        a class="govuk-link" href=(href) target="_blank" rel="noopener" {
            (words) " (opens in new tab)"
        }
    }
}

fn beside_themes(reading: &Reading<'_>) -> Markup {
    let themes: Vec<(Choice, [usize; 4])> = theme_choices(reading)
        .into_iter()
        .filter_map(|theme| {
            let found = counted(reading, &theme.0)?;
            Some((theme, found))
        })
        .collect();
    html! {
        @if themes.is_empty() {
            p class="govuk-body" { "Nothing was audited or recommended on any theme yet." }
        } @else {
            ul class="govuk-list govuk-list--spaced" {
                @for ((code, name), [audits, findings, _, open]) in &themes {
                    li {
                        (elsewhere(&path_of(code), name)) ": "
                        (shown::count(*audits, "audit", "audits")) ", "
                        (shown::count(*findings, "finding", "findings")) ", "
                        (shown::count(*open, "open action", "open actions"))
                    }
                }
            }
        }
    }
}

fn beside_theme(reading: &Reading<'_>, theme: &str) -> Markup {
    let found = OnTheme::of(reading, theme);
    let name = theme_name(reading, theme);
    let start = |text| reading.start_of(text, BESIDE_CHARACTERS);
    html! {
        p class="govuk-body" { "On " strong { (name) } ":" }
        h3 class="govuk-heading-s" { "Earlier audits (" (found.audits.len()) ")" }
        ul class="govuk-list" {
            @for one in found.audits.iter().take(BESIDE_ROWS) {
                li {
                    (elsewhere(&thing_path(one.id.into()), one.reference)) ": " (one.title) ", "
                    (one.stage.word().to_lowercase())
                }
            }
        }
        h3 class="govuk-heading-s" { "Findings (" (found.seen.findings.len()) ")" }
        ul class="govuk-list" {
            @for one in found.seen.findings.iter().take(BESIDE_ROWS) {
                li {
                    (start(&one.finding.now.statement)) " (" (one.finding.now.x) " of "
                    (one.finding.now.n) ", " (one.reference) ")"
                }
            }
        }
        h3 class="govuk-heading-s" { "Open actions (" (found.open.len()) ")" }
        ul class="govuk-list" {
            @for one in found.open.iter().take(BESIDE_ROWS) {
                li {
                    (elsewhere(&format!("/action/{}", one.id), &one.reference)) ": "
                    (start(&one.text))
                }
            }
        }
        p class="govuk-body" { (elsewhere(&path_of(theme), "All of it")) }
    }
}
