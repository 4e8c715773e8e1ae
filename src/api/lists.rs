//! Reads of lists: filtered, sorted and paged as on the pages.

use super::answer::Answer;
use super::ask::{Ask, Kind, Param};
use super::problem::Problem;
use super::table::{self, FILTERS, LIST};
use axum::http::header;
use chrono::NaiveDate;
use events::action::Parent;
use events::ids::{AgencyId, GroupId, OutcomeId, PlanId, PriorityId, RecommendationId};
use projections::{
    ActionFilter, ActionPhase, ActionSort, ByDate, Models, Page, PageOf, Recommendation,
    RecommendationFilter, RecommendationState,
};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

const BY_DATE: Kind = Kind::OneOf(&[
    "not_started", "on_track", "due_soon", "overdue", "done", "undated", "stopped",
]);
const PHASES: Kind = Kind::OneOf(&[
    "agreed", "accepted", "not_started", "underway", "claimed", "refused", "verified", "closed",
    "discontinued", "reopened",
]);
const SORTS: Kind = Kind::OneOf(&["reference", "due", "last_update", "concern"]);
const STATES: Kind = Kind::OneOf(&[
    "made", "accepted", "declined", "implemented", "verified", "impact_judged", "closed",
    "reopened", "replaced",
]);
const SORT_ORDERS: [ActionSort; 4] =
    [ActionSort::Reference, ActionSort::Due, ActionSort::LastUpdate, ActionSort::Concern];

/// What the list of actions takes.
pub(super) fn action_params() -> Vec<Param> {
    let mut params = FILTERS.to_vec();
    params.extend([
        Param::query("recommendation", Kind::Id, "Only those there for this recommendation."),
        Param::query("outcome", Kind::Id, "Only those there for this outcome."),
        Param::query("owner_role", Kind::Words, "Only those whose owner's role has these words."),
        Param::many("rag", Kind::Words, "Only those whose rating that stands has this letter."),
        Param::query("unrated", Kind::Flag, "Those never rated as well, or only those."),
        Param::many("by_date", BY_DATE, "Only those standing so by their dates alone."),
        Param::many("phase", PHASES, "Only those so far."),
        Param::query("differs", Kind::Flag, "Only those whose claim says better than the dates."),
        Param::query("unowned", Kind::Flag, "Only those nobody owns."),
        Param::query("due_from", Kind::Date, "Due on this day or later."),
        Param::query("due_to", Kind::Date, "Due on this day or earlier."),
        Param::query("reference", Kind::Words, "With this in the reference."),
        Param::query("sort", SORTS, "In which order; by reference when not said."),
    ]);
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

/// Improvement actions.
///
/// # Errors
/// When the log cannot be read back.
pub fn actions(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let mut letters: Vec<String> = ask.all("rag").map(ToOwned::to_owned).collect();
    if ask.flag("unrated") {
        letters.push(String::new());
    }
    let recommendation = ask.read::<RecommendationId>("recommendation");
    let outcome = ask.read::<OutcomeId>("outcome").map(Parent::Outcome);
    let filter = ActionFilter {
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
    };
    let sort = ask.named("sort", &SORT_ORDERS).first().copied().unwrap_or_default();
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
    let filter = RecommendationFilter {
        plan: ask.read("plan"),
        priority: ask.read("priority"),
        addressee: ask.read("agency"),
        theme: ask.value("theme").map(ToOwned::to_owned),
        states: ask.named("state", &RecommendationState::ALL),
        overdue: ask.flag("overdue"),
        open: ask.flag("open"),
    };
    let all: Vec<_> =
        view.recommendations.all().filter(|one| filter.wants(one, today)).collect();
    let page = cut(all, page_of(ask), |one| recommendation_row(&view, one, today))?;
    paged(ask, &page, &recommendation_params())
}

/// One recommendation with where it stands and the actions there for it.
pub(super) fn recommendation_row(
    view: &Models,
    one: &Recommendation,
    today: NaiveDate,
) -> Result<Value, Problem> {
    let mut row = serde_json::to_value(one).map_err(|error| Problem::fault(&error))?;
    let actions: Vec<_> =
        view.actions.for_parent(Parent::Recommendation(one.id)).map(|action| action.id).collect();
    if let Some(fields) = row.as_object_mut() {
        fields.insert("state".to_owned(), json!(one.state()));
        fields.insert("overdue".to_owned(), json!(one.is_overdue(today)));
        fields.insert("actions".to_owned(), json!(actions));
    }
    Ok(row)
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
    let page = cut(all, page_of(ask), |meeting| {
        serde_json::to_value(meeting).map_err(|error| Problem::fault(&error))
    })?;
    let mut params = LIST.to_vec();
    params.push(Param::query("group", Kind::Id, ""));
    paged(ask, &page, &params)
}

/// The part of a list that is asked for.
fn page_of(ask: &Ask) -> PageOf {
    let per_page = ask.read::<usize>("per_page").unwrap_or(table::ROWS_ON_A_PAGE);
    let page = ask.read::<usize>("page").unwrap_or(1);
    PageOf { offset: page.saturating_sub(1).saturating_mul(per_page), limit: per_page }
}

fn cut<S>(
    all: Vec<S>,
    wanted: PageOf,
    show: impl FnMut(S) -> Result<Value, Problem>,
) -> Result<Page<Value>, Problem> {
    let total = all.len();
    let part = all.into_iter().skip(wanted.offset).take(wanted.limit);
    let rows = part.map(show).collect::<Result<_, _>>()?;
    Ok(Page { rows, total, offset: wanted.offset })
}

/// A page of a list, with links to the others (RFC 8288).
fn paged<T: Serialize>(ask: &Ask, page: &Page<T>, params: &[Param]) -> Result<Answer, Problem> {
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
    let links: Vec<String> =
        links.into_iter().map(|(page, rel)| format!("<{}>; rel=\"{rel}\"", address(page))).collect();
    let answer = Answer::json(&json!({
        "rows": page.rows,
        "total": page.total,
        "page": here,
        "per_page": wanted.limit,
    }))?;
    Ok(answer.header(header::LINK, &links.join(", ")))
}

/// Every row at once.
fn rows(all: &impl Serialize) -> Result<Answer, Problem> {
    let rows = serde_json::to_value(all).map_err(|error| Problem::fault(&error))?;
    Answer::json(&json!({ "rows": rows }))
}
