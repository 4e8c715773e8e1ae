//! Reads of lists: filtered, sorted and paged as on the pages.

use super::answer::Answer;
use super::ask::{Ask, Kind, Param};
use super::problem::Problem;
use super::table::{self, FILTERS, LIST};
use axum::http::header;
use chrono::NaiveDate;
use events::action::Parent;
use events::ids::{ActionId, AgencyId, GroupId, OutcomeId, PlanId, PriorityId, RecommendationId};
use projections::Models;
use projections::actions::{ActionFilter, ActionPhase, ActionSort, ByDate};
use projections::deadlines::{DeadlineFilter, DeadlineKind, DeadlineState};
use projections::gaps::{GapFilter, GapStanding};
use projections::recommendations::{
    Recommendation, RecommendationFilter, RecommendationSort, RecommendationState,
};
use projections::reference::{Page, PageOf};
use projections::status::StatusQuery;
use serde::Serialize;
use serde_json::{Value, json};

const BY_DATE: Kind = Kind::OneOf(&[
    "not_started",
    "on_track",
    "due_soon",
    "overdue",
    "done",
    "undated",
    "stopped",
]);
const PHASES: Kind = Kind::OneOf(&[
    "agreed",
    "accepted",
    "not_started",
    "underway",
    "claimed",
    "refused",
    "verified",
    "closed",
    "discontinued",
    "reopened",
]);
const SORTS: Kind = Kind::OneOf(&["reference", "due", "last_update", "concern"]);
const STATES: Kind = Kind::OneOf(&[
    "made",
    "accepted",
    "declined",
    "implemented",
    "verified",
    "impact_judged",
    "closed",
    "reopened",
    "replaced",
]);
const DEADLINE_WORDS: Kind = Kind::OneOf(&[
    "action",
    "milestone",
    "recommendation",
    "audit_returns",
    "audit_report",
    "audit_repeat",
    "planned_audit",
    "self_assessment",
    "agency_action",
    "notification",
    "rapid_review",
    "agency_summary",
    "day_plan",
    "safety_action",
    "review_published",
    "panel_copy",
    "review_step",
    "review_monitoring",
    "report_public",
    "review_request",
    "cascade",
    "later_look",
    "information_request",
    "post_inspection_plan",
    "retention_review",
]);
const DEADLINE_STATE_WORDS: Kind = Kind::OneOf(&["overdue", "ahead", "met", "met_late", "stopped"]);
const DEADLINE_STATES: [DeadlineState; 5] = [
    DeadlineState::Overdue,
    DeadlineState::Ahead,
    DeadlineState::Met,
    DeadlineState::MetLate,
    DeadlineState::Stopped,
];
const GAP_WORDS: Kind = Kind::OneOf(&["open", "still_there", "escalated", "accepted"]);
const SORT_ORDERS: [ActionSort; 4] = [
    ActionSort::Reference,
    ActionSort::Due,
    ActionSort::LastUpdate,
    ActionSort::Concern,
];

/// What the list of actions takes.
pub(super) fn action_params() -> Vec<Param> {
    let mut params = FILTERS.to_vec();
    params.extend([
        Param::query(
            "recommendation",
            Kind::Id,
            "Only those there for this recommendation.",
        ),
        Param::query("outcome", Kind::Id, "Only those there for this outcome."),
        Param::query(
            "owner_role",
            Kind::Words,
            "Only those whose owner's role has these words.",
        ),
        Param::many(
            "rag",
            Kind::Words,
            "Only those whose rating that stands has this letter.",
        ),
        Param::query(
            "unrated",
            Kind::Flag,
            "Those never rated as well, or only those.",
        ),
        Param::many(
            "by_date",
            BY_DATE,
            "Only those standing so by their dates alone.",
        ),
        Param::many("phase", PHASES, "Only those so far."),
        Param::query(
            "differs",
            Kind::Flag,
            "Only those whose claim says better than the dates.",
        ),
        Param::query("unowned", Kind::Flag, "Only those nobody owns."),
        Param::query("due_from", Kind::Date, "Due on this day or later."),
        Param::query("due_to", Kind::Date, "Due on this day or earlier."),
        Param::query("reference", Kind::Words, "With this in the reference."),
        Param::query("sort", SORTS, "In which order; by reference when not said."),
    ]);
    params.extend(LIST);
    params
}

/// What the list of deadlines takes.
pub(super) fn deadline_params() -> Vec<Param> {
    let mut params = vec![
        Param::query("from", Kind::Date, "Due on this day or later."),
        Param::query("to", Kind::Date, "Due on this day or earlier."),
        Param::query("plan", Kind::Id, "Only of this plan."),
        Param::query("agency", Kind::Id, "Only of this agency."),
        Param::many("kind", DEADLINE_WORDS, "Only of this sort."),
        Param::many("state", DEADLINE_STATE_WORDS, "Only those standing so."),
    ];
    params.extend(LIST);
    params
}

/// What the list of gaps takes.
pub(super) fn gap_params() -> Vec<Param> {
    let mut params = vec![
        Param::many(
            "rule",
            Kind::Number { min: 1, max: 1000 },
            "Only of this rule.",
        ),
        Param::query(
            "about",
            Kind::Stream,
            "Only about this thing, such as plan/0198….",
        ),
        Param::query("agency", Kind::Id, "Only those that concern this agency."),
        Param::many("standing", GAP_WORDS, "Only those standing so."),
    ];
    params.extend(LIST);
    params
}

/// What the list of meetings takes.
pub(super) fn meeting_params() -> Vec<Param> {
    let mut params = vec![Param::query("group", Kind::Id, "Only of this group.")];
    params.extend(LIST);
    params
}

/// What the list of recommendations takes.
pub(super) fn recommendation_params() -> Vec<Param> {
    let mut params = FILTERS.to_vec();
    params.extend([
        Param::query("theme", Kind::Words, "Only with this theme."),
        Param::many("state", STATES, "Only those so far."),
    ]);
    params.extend(LIST);
    params
}

/// The learning-and-improvement position.
///
/// # Errors
/// When the log cannot be read back.
pub fn status(ask: &Ask) -> Result<Answer, Problem> {
    let query = StatusQuery {
        today: ask.today(),
        since: ask.moment("since"),
        plan: ask.read("plan"),
    };
    Answer::json(&ask.view()?.status(query))
}

/// Everything that falls due, the earliest date first.
///
/// # Errors
/// When the log cannot be read back.
pub fn deadlines(ask: &Ask) -> Result<Answer, Problem> {
    let filter = deadline_filter(ask);
    let view = ask.view()?;
    let page = view.deadlines_page(&filter, page_of(ask), ask.today());
    paged(ask, &page, &deadline_params())
}

/// What is missing from the record, by rule and thing.
///
/// # Errors
/// When the log cannot be read back.
pub fn gaps(ask: &Ask) -> Result<Answer, Problem> {
    let filter = gap_filter(ask);
    let view = ask.view()?;
    let found = view.gaps_page(&filter, page_of(ask), ask.today());
    let page = shown(found, |gap| {
        let mut row = value(&gap)?;
        if let Some(fields) = row.as_object_mut() {
            let id = events::gap::gap_id(gap.rule, gap.about.stream);
            fields.insert("id".to_owned(), json!(id));
        }
        Ok(row)
    })?;
    paged(ask, &page, &gap_params())
}

/// What the query asks for.
pub(super) fn deadline_filter(ask: &Ask) -> DeadlineFilter {
    DeadlineFilter {
        from: ask.read("from"),
        to: ask.read("to"),
        plan: ask.read("plan"),
        agency: ask.read("agency"),
        kinds: ask.named("kind", &DeadlineKind::ALL),
        states: ask.named("state", &DEADLINE_STATES),
    }
}

/// What the query asks for.
pub(super) fn gap_filter(ask: &Ask) -> GapFilter {
    GapFilter {
        rules: ask
            .all("rule")
            .filter_map(|rule| rule.parse().ok())
            .collect(),
        about: ask.read("about"),
        agency: ask.read("agency"),
        owner: None,
        standings: ask.named("standing", &GapStanding::ALL),
    }
}

/// What the query asks for.
pub(super) fn action_filter(ask: &Ask) -> ActionFilter {
    let mut letters: Vec<String> = ask.all("rag").map(ToOwned::to_owned).collect();
    if ask.flag("unrated") {
        letters.push(String::new());
    }
    let recommendation = ask.read::<RecommendationId>("recommendation");
    let outcome = ask.read::<OutcomeId>("outcome").map(Parent::Outcome);
    ActionFilter {
        plan: ask.read::<PlanId>("plan"),
        priority: ask.read::<PriorityId>("priority"),
        parent: recommendation.map(Parent::Recommendation).or(outcome),
        agency: ask.read::<AgencyId>("agency"),
        owner_role: ask.value("owner_role").map(ToOwned::to_owned),
        letters,
        by_date: ask.named("by_date", &ByDate::ALL),
        phases: ask.named("phase", &ActionPhase::ALL),
        overdue: ask.flag("overdue"),
        differs: ask.flag("differs"),
        open: ask.flag("open"),
        unowned: ask.flag("unowned"),
        due_from: ask.read("due_from"),
        due_to: ask.read("due_to"),
        reference: ask.value("reference").map(ToOwned::to_owned),
    }
}

/// What the query asks for.
pub(super) fn recommendation_filter(ask: &Ask) -> RecommendationFilter {
    RecommendationFilter {
        plan: ask.read("plan"),
        priority: ask.read("priority"),
        addressee: ask.read("agency"),
        theme: ask.value("theme").map(ToOwned::to_owned),
        states: ask.named("state", &RecommendationState::ALL),
        overdue: ask.flag("overdue"),
        open: ask.flag("open"),
        source: None,
        older_than_days: None,
    }
}

/// Improvement actions.
///
/// # Errors
/// When the log cannot be read back.
pub fn actions(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let filter = action_filter(ask);
    let sort = ask
        .named("sort", &SORT_ORDERS)
        .first()
        .copied()
        .unwrap_or_default();
    let page = view.list_actions(&filter, sort, page_of(ask), ask.today());
    paged(ask, &page, &action_params())
}

/// Recommendations.
///
/// # Errors
/// When the log cannot be read back.
pub fn recommendations(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let today = ask.today();
    let filter = recommendation_filter(ask);
    let made = RecommendationSort::Made;
    let page = view.list_recommendations(&filter, made, page_of(ask), today);
    let rows = page.rows.into_iter();
    let page = Page {
        rows: rows
            .map(|one| recommendation_row(&view, one, today))
            .collect(),
        total: page.total,
        offset: page.offset,
    };
    paged(ask, &page, &recommendation_params())
}

/// A recommendation with where it stands and the actions there for it.
#[derive(Serialize)]
pub(super) struct RecommendationRow<'a> {
    #[serde(flatten)]
    one: &'a Recommendation,
    state: RecommendationState,
    overdue: bool,
    actions: Vec<ActionId>,
}

/// One recommendation with where it stands and the actions there for it.
pub(super) fn recommendation_row<'a>(
    view: &Models,
    one: &'a Recommendation,
    today: NaiveDate,
) -> RecommendationRow<'a> {
    let actions = view.actions.for_parent(Parent::Recommendation(one.id));
    RecommendationRow {
        one,
        state: one.state(),
        overdue: one.is_overdue(today),
        actions: actions.map(|action| action.id).collect(),
    }
}

/// Meetings, the latest first.
///
/// # Errors
/// When the log cannot be read back.
pub fn meetings(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let group = ask.read::<GroupId>("group");
    let mut all = view.meetings.latest_first();
    all.retain(|meeting| group.is_none_or(|group| meeting.group == group));
    let page = cut(all, page_of(ask), value)?;
    paged(ask, &page, &meeting_params())
}

/// The part of a list that is asked for.
pub(super) fn page_of(ask: &Ask) -> PageOf {
    let per_page = ask
        .read::<usize>("per_page")
        .unwrap_or(table::ROWS_ON_A_PAGE);
    let page = ask.read::<usize>("page").unwrap_or(1);
    PageOf {
        offset: page.saturating_sub(1).saturating_mul(per_page),
        limit: per_page,
    }
}

pub(super) fn cut<S>(
    all: Vec<S>,
    wanted: PageOf,
    show: impl FnMut(S) -> Result<Value, Problem>,
) -> Result<Page<Value>, Problem> {
    let total = all.len();
    let part = all.into_iter().skip(wanted.offset).take(wanted.limit);
    let part = Page {
        rows: part.collect(),
        total,
        offset: wanted.offset,
    };
    shown(part, show)
}

/// The same page, with each row written out.
fn shown<S>(
    page: Page<S>,
    show: impl FnMut(S) -> Result<Value, Problem>,
) -> Result<Page<Value>, Problem> {
    Ok(Page {
        rows: page.rows.into_iter().map(show).collect::<Result<_, _>>()?,
        total: page.total,
        offset: page.offset,
    })
}

/// A page of a list, as it is written.
#[derive(Serialize)]
struct Listed<'a, T> {
    rows: &'a [T],
    total: usize,
    page: usize,
    per_page: usize,
}

/// A page of a list, with links to the others (RFC 8288).
pub(super) fn paged<T: Serialize>(
    ask: &Ask,
    page: &Page<T>,
    params: &[Param],
) -> Result<Answer, Problem> {
    let wanted = page_of(ask);
    let here = wanted.offset / wanted.limit.max(1) + 1;
    let last = page.total.div_ceil(wanted.limit.max(1)).max(1);
    let kept = ask.query_but(params, "page");
    let address = |page: usize| {
        let mut pairs = kept.clone();
        let page = page.to_string();
        pairs.push(("page", &page));
        let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
        format!("{}?{query}", ask.path)
    };
    let mut links = vec![(1, "first"), (last, "last")];
    if here > 1 {
        links.push(((here - 1).min(last), "prev"));
    }
    if here < last {
        links.push((here + 1, "next"));
    }
    let links: Vec<String> = links
        .into_iter()
        .map(|(page, rel)| format!("<{}>; rel=\"{rel}\"", address(page)))
        .collect();
    let listed = Listed {
        rows: &page.rows,
        total: page.total,
        page: here,
        per_page: wanted.limit,
    };
    let answer = Answer::long_json(&listed, ask.flag("texts"))?;
    Ok(answer.header(header::LINK, &links.join(", ")))
}

fn value(one: &impl Serialize) -> Result<Value, Problem> {
    serde_json::to_value(one).map_err(|error| Problem::fault(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sort_of_deadline_can_be_asked_for() {
        let Kind::OneOf(words) = DEADLINE_WORDS else {
            panic!("one of some words");
        };
        assert_eq!(words, DeadlineKind::ALL.map(DeadlineKind::key));
    }
}
