//! Plans and lists as files: .xlsx and .csv, in the columns boards use.

use super::answer::Answer;
use super::ask::Ask;
use super::audits as of_audits;
use super::lists as filters;
use super::problem::Problem;
use crate::app::Told;
use crate::export::audits::{audits_wanted, chase_sheet};
use crate::export::lists;
use crate::export::plan::{file_stem, plan_sheet};
use crate::export::sheet::{Sheet, SheetError, to_csv, to_titled_csv, to_xlsx};
use events::ids::PlanId;
use projections::TextRef;
use projections::recommendations::RecommendationSort;

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Words for a file, which cannot show why they are missing but must say that they are.
fn words(ask: &Ask, text: &TextRef) -> String {
    let told = ask.seen().text(text);
    told.unwrap_or(Told::Sealed).in_a_file()
}

/// Writes a list in the format that the end of the address names. A plan as text says its title
/// first, so that reading it in again knows it.
fn file(ask: &Ask, sheet: &Sheet, stem: &str, titled: bool) -> Result<Answer, Problem> {
    let text = ask.path.rsplit('.').next() == Some("csv");
    let written: Result<Vec<u8>, SheetError> = match (text, titled) {
        (true, true) => to_titled_csv(sheet),
        (true, false) => to_csv(sheet),
        (false, _) => to_xlsx(sheet),
    };
    let bytes = written.map_err(|error| Problem::fault(&error))?;
    let (ending, kind) = if text { ("csv", CSV) } else { ("xlsx", XLSX) };
    Ok(Answer::file(
        format!("{stem}.{ending}"),
        kind.to_owned(),
        bytes,
    ))
}

fn stem(ask: &Ask, name: &str) -> String {
    format!("{name}-{}", ask.today().format("%Y-%m-%d"))
}

/// A plan as its board's own table.
///
/// # Errors
/// 404 when there is none.
pub fn plan(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let plan = view
        .plans
        .get(ask.id::<PlanId>()?)
        .ok_or_else(Problem::not_found)?;
    let sheet = plan_sheet(&view, plan, ask.today(), &|text| words(ask, text));
    file(ask, &sheet, &file_stem(plan), true)
}

/// Improvement actions.
///
/// # Errors
/// When they cannot be written.
pub fn actions(ask: &Ask) -> Result<Answer, Problem> {
    let (view, filter) = (ask.view()?, filters::action_filter(ask));
    let look = |text: &TextRef| words(ask, text);
    let sheet = lists::actions_wanted(&view, &filter, ask.today(), &look);
    file(ask, &sheet, &stem(ask, "actions"), false)
}

/// Recommendations.
///
/// # Errors
/// When they cannot be written.
pub fn recommendations(ask: &Ask) -> Result<Answer, Problem> {
    let (view, filter) = (ask.view()?, filters::recommendation_filter(ask));
    let look = |text: &TextRef| words(ask, text);
    let sheet = lists::recommendations_wanted(
        &view,
        &filter,
        RecommendationSort::Reference,
        ask.today(),
        &look,
    );
    file(ask, &sheet, &stem(ask, "recommendations"), false)
}

/// Everything that falls due.
///
/// # Errors
/// When it cannot be written.
pub fn deadlines(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.deadlines(&filters::deadline_filter(ask), ask.today());
    let look = |text: &TextRef| words(ask, text);
    let sheet = lists::deadlines_sheet(&view, &found, ask.today(), &look);
    file(ask, &sheet, &stem(ask, "deadlines"), false)
}

/// Audits.
///
/// # Errors
/// When they cannot be written.
pub fn audits(ask: &Ask) -> Result<Answer, Problem> {
    let (view, filter, sort) = (
        ask.view()?,
        of_audits::audit_filter(ask),
        of_audits::audit_sort(ask),
    );
    let sheet = audits_wanted(&view, &filter, sort, ask.today());
    file(ask, &sheet, &stem(ask, "audits"), false)
}

/// Returns that are waited for.
///
/// # Errors
/// When they cannot be written.
pub fn to_chase(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let sheet = chase_sheet(&view, &of_audits::chase_filter(ask), ask.today());
    file(ask, &sheet, &stem(ask, "returns-to-chase"), false)
}

/// What is missing from the record.
///
/// # Errors
/// When it cannot be written.
pub fn gaps(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.gaps_matching(&filters::gap_filter(ask), ask.today());
    let look = |text: &TextRef| words(ask, text);
    let sheet = lists::gaps_sheet(&view, &found, ask.today(), &look);
    file(ask, &sheet, &stem(ask, "gaps"), false)
}
