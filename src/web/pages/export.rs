//! Plans and lists to be taken away, as attachments.

use super::audits::list::sort_of;
use super::files::attachment;
use super::trail::told;
use super::{audits, deadlines, gaps, inspections, learning, practice_reviews, reviews};
use crate::app::Told as Words;
use crate::export::audits::{audits_wanted, chase_sheet};
use crate::export::heat_map::heat_sheet;
use crate::export::inspections::inspections_wanted;
use crate::export::learning::{activities_wanted, attendance_sheet};
use crate::export::learning::{briefings_wanted, cascade_sheet};
use crate::export::lists::{self, Told, leaf_hash};
use crate::export::plan::{file_stem, plan_sheet};
use crate::export::reviews::{incidents_wanted, practice_reviews_wanted, rapid_reviews_wanted};
use crate::export::sheet::{Sheet, more_csv, to_csv, to_titled_csv, to_xlsx};
use crate::web::components::dates::{date_text, moment_text};
use crate::web::forms::speaks_for;
use crate::web::reading::Reading;
use crate::web::streamed::streamed;
use crate::web::visit::{Oops, Visit, blocking};
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use events::ids::{BriefingId, CampaignId, LearningActivityId, PlanId};
use events::log::Stored;
use projections::TextRef;
use projections::actions::ActionFilter;
use projections::recommendations::{RecommendationFilter, RecommendationSort};
use projections::trail::{TrailOrder, TrailPage};
use serde_json::{Map, Value};
use std::io;
use std::sync::Arc;

/// What kind of file a list as text is.
const CSV: &str = "text/csv; charset=utf-8";

/// How many events one spreadsheet of the trail holds at most; text files hold them all.
const EVENTS_MAX: usize = 20_000;

/// How many events a long file is written with at once.
const EVENTS_AT_ONCE: usize = 2_000;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A spreadsheet.
    Xlsx,
    /// A text file.
    Csv,
}

/// A list that can be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Improvement actions.
    Actions,
    /// Recommendations.
    Recommendations,
    /// Dates to be kept.
    Deadlines,
    /// Gaps.
    Gaps,
    /// Audits.
    Audits,
    /// Returns that are waited for.
    ReturnsToChase,
    /// Serious incidents.
    Incidents,
    /// Rapid reviews.
    RapidReviews,
    /// Practice reviews.
    PracticeReviews,
    /// Inspections.
    Inspections,
    /// Briefings.
    Briefings,
    /// Learning activities.
    Activities,
    /// What happened.
    Trail,
}

impl Format {
    /// How the address ends that was asked for.
    pub(super) fn of(visit: &Visit) -> Self {
        if visit.path.rsplit('.').next() == Some("csv") {
            Self::Csv
        } else {
            Self::Xlsx
        }
    }

    /// How the name of such a file ends.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

impl List {
    /// Every list.
    pub const ALL: [Self; 13] = [
        Self::Actions,
        Self::Recommendations,
        Self::Deadlines,
        Self::Gaps,
        Self::Audits,
        Self::ReturnsToChase,
        Self::Incidents,
        Self::RapidReviews,
        Self::PracticeReviews,
        Self::Inspections,
        Self::Briefings,
        Self::Activities,
        Self::Trail,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Actions => "actions",
            Self::Recommendations => "recommendations",
            Self::Deadlines => "deadlines",
            Self::Gaps => "gaps",
            Self::Audits => "audits",
            Self::ReturnsToChase => "returns-to-chase",
            Self::Incidents => "incidents",
            Self::RapidReviews => "rapid-reviews",
            Self::PracticeReviews => "practice-reviews",
            Self::Inspections => "inspections",
            Self::Briefings => "briefings",
            Self::Activities => "learning-activities",
            Self::Trail => "trail",
        }
    }

    /// The address of the list as a file with this ending.
    pub fn path(self, ending: &str) -> String {
        format!("/{}/export.{ending}", self.name())
    }
}

/// A plan in the columns boards use.
///
/// # Errors
/// When there is no such plan.
pub async fn plan(visit: Visit, Path(id): Path<PlanId>) -> Result<Response, Oops> {
    let format = Format::of(&visit);
    blocking(move || {
        let view = visit.view()?;
        let plan = view.plans.get(id).ok_or(Oops::NotFound)?;
        let sheet = plan_sheet(&view, plan, visit.today(), &|text| words(&visit, text));
        match format {
            Format::Csv => titled_csv(&sheet, &file_stem(plan)),
            Format::Xlsx => file(&sheet, &file_stem(plan), format),
        }
    })
    .await
}

/// What every agency of a round says of itself, and what the partnership thinks.
///
/// # Errors
/// When there is no such round, or the file cannot be written.
pub async fn heat_map(visit: Visit, Path(id): Path<String>) -> Result<Response, Oops> {
    let format = Format::of(&visit);
    blocking(move || {
        let id: CampaignId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let sheet = heat_sheet(&view, id, visit.today()).ok_or(Oops::NotFound)?;
        let day = visit.today().format("%Y-%m-%d");
        file(&sheet, &format!("heat-map-{day}"), format)
    })
    .await
}

/// Which agencies passed a briefing on.
///
/// # Errors
/// When there is no such briefing, or the file cannot be written.
pub async fn cascade(visit: Visit, Path(id): Path<String>) -> Result<Response, Oops> {
    let format = Format::of(&visit);
    blocking(move || {
        let id: BriefingId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let look = |text: &TextRef| words(&visit, text);
        let sheet = cascade_sheet(&view, id, visit.today(), &look).ok_or(Oops::NotFound)?;
        let day = visit.today().format("%Y-%m-%d");
        file(&sheet, &format!("passed-on-{day}"), format)
    })
    .await
}

/// Who came to an activity.
///
/// # Errors
/// When there is no such activity, or the file cannot be written.
pub async fn attendance(visit: Visit, Path(id): Path<String>) -> Result<Response, Oops> {
    let format = Format::of(&visit);
    blocking(move || {
        let id: LearningActivityId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let sheet = attendance_sheet(&view, id, visit.today()).ok_or(Oops::NotFound)?;
        let day = visit.today().format("%Y-%m-%d");
        file(&sheet, &format!("attendance-{day}"), format)
    })
    .await
}

/// A list, as its page filters it.
///
/// # Errors
/// When the list cannot be written.
pub async fn list(visit: Visit, list: List, format: Format) -> Result<Response, Oops> {
    if (list, format) == (List::Trail, Format::Csv) {
        return Ok(trail_csv(visit));
    }
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let look = |text: &TextRef| words(&visit, text);
        let today = reading.today;
        let sheet = match list {
            List::Actions => lists::actions_wanted(&view, &actions(&reading), today, &look),
            List::Recommendations => {
                let (filter, sort) = recommendations(&reading);
                lists::recommendations_wanted(&view, &filter, sort, today, &look)
            }
            List::Deadlines => {
                let found = deadlines::wanted(&reading);
                lists::deadlines_sheet(&view, &found, today, &look)
            }
            List::Gaps => {
                let found = view.gaps_matching(&gaps::filter(&reading), today);
                lists::gaps_sheet(&view, &found, today, &look)
            }
            List::Audits => {
                let (filter, sort) = (audits::list::filter_of(&reading), sort_of(&reading));
                audits_wanted(&view, &filter, sort, today)
            }
            List::ReturnsToChase => chase_sheet(&view, &audits::chase::filter_of(&reading), today),
            List::Incidents
            | List::RapidReviews
            | List::PracticeReviews
            | List::Inspections
            | List::Briefings
            | List::Activities => of_reviews(&reading, list),
            List::Trail => trail_sheet(&visit)?,
        };
        let day = today.format("%Y-%m-%d");
        file(&sheet, &format!("{}-{day}", list.name()), format)
    })
    .await
}

/// The lists of the practice review group's work, of inspections, and of what spreads learning; of
/// any other, the activities.
fn of_reviews(reading: &Reading<'_>, list: List) -> Sheet {
    let (view, today) = (reading.view, reading.today);
    let of_agency = audits::is_of_agency(reading);
    if list == List::Incidents {
        return incidents_wanted(view, &reviews::incidents::filter_of(reading), today);
    }
    if list == List::RapidReviews {
        let agency = speaks_for(reading).filter(|_| of_agency);
        let filter = reviews::rapid_reviews::filter_of(reading);
        return rapid_reviews_wanted(view, &filter, agency, today);
    }
    if list == List::PracticeReviews {
        let filter = practice_reviews::list::filter_of(reading);
        return practice_reviews_wanted(view, &filter, !of_agency, today);
    }
    if list == List::Inspections {
        return inspections_wanted(
            view,
            &inspections::list::filter_of(reading),
            !of_agency,
            today,
        );
    }
    if list == List::Briefings {
        return briefings_wanted(view, &learning::briefings::filter_of(reading), today);
    }
    activities_wanted(view, &learning::activities::filter_of(reading), today)
}

fn actions(reading: &Reading<'_>) -> ActionFilter {
    super::actions::filter_of(reading)
}

fn recommendations(reading: &Reading<'_>) -> (RecommendationFilter, RecommendationSort) {
    let (filter, sort) = (
        super::recommendations::filter_of(reading),
        super::recommendations::sort_of(reading),
    );
    (filter, sort)
}

/// Words for a file, which cannot show why they are missing but must say that they are.
pub(super) fn words(visit: &Visit, text: &TextRef) -> String {
    let told = visit.seen().text(text);
    told.unwrap_or(Words::Sealed).in_a_file()
}

/// A plan's text file says its title and period first, so that reading it in again knows them.
fn titled_csv(sheet: &Sheet, stem: &str) -> Result<Response, Oops> {
    attachment(&format!("{stem}.csv"), CSV, to_titled_csv(sheet)?)
}

pub(super) fn file(sheet: &Sheet, stem: &str, format: Format) -> Result<Response, Oops> {
    match format {
        Format::Xlsx => attachment(&format!("{stem}.xlsx"), XLSX, to_xlsx(sheet)?),
        Format::Csv => attachment(&format!("{stem}.csv"), CSV, to_csv(sheet)?),
    }
}

fn page(after: Option<u64>, limit: usize) -> TrailPage {
    TrailPage {
        order: TrailOrder::OldestFirst,
        after,
        limit,
    }
}

/// A part of the trail as its page filters it, and where the next part begins.
fn trail_part(
    visit: &Visit,
    after: Option<u64>,
    limit: usize,
) -> Result<(Vec<Told>, Option<u64>), Oops> {
    let view = visit.view()?;
    let reading = Reading::of(visit, &view);
    let part = view.trail_part(&super::trail::filter(&reading), page(after, limit));
    let mut rows = Vec::with_capacity(part.rows.len());
    for row in &part.rows {
        let stored = visit.seen().event(&view, row.position)?;
        rows.push(Told {
            position: row.position,
            happened: told::happened(&row.type_name),
            about: told::thing(row.thing.stream.kind, &row.thing.name),
            occurred_on: row.occurred_on,
            recorded: moment_text(row.recorded_at.utc()),
            who: told::who(reading.view, &row.actor),
            reason: row
                .reason
                .as_ref()
                .map(|text| words(visit, text))
                .unwrap_or_default(),
            late: row.late,
            hash: leaf_hash(&stored),
        });
    }
    Ok((rows, part.next))
}

fn trail_sheet(visit: &Visit) -> Result<Sheet, Oops> {
    let (rows, next) = trail_part(visit, None, EVENTS_MAX)?;
    let cut = match next {
        Some(_) => format!(
            "; only the first {EVENTS_MAX} events: filter the trail, or take the .csv, for the others"
        ),
        None => String::new(),
    };
    let note = format!("As at {}{cut}", date_text(visit.today()));
    Ok(lists::trail_sheet(&rows, note))
}

/// The whole trail as its page filters it, as text, however long it is.
fn trail_csv(visit: Visit) -> Response {
    let name = format!("trail-{}.csv", visit.today().format("%Y-%m-%d"));
    let body = streamed(move |out| {
        let (mut after, mut first) = (None, true);
        loop {
            let (rows, next) = trail_part(&visit, after, EVENTS_AT_ONCE).map_err(stopped)?;
            let sheet = lists::trail_sheet(&rows, String::new());
            let written = if first {
                to_csv(&sheet)
            } else {
                more_csv(&sheet)
            };
            out.write_all(&written.map_err(io::Error::other)?)?;
            (after, first) = (next, false);
            if next.is_none() {
                return Ok(());
            }
        }
    });
    streamed_attachment(&name, CSV, body)
}

/// The trail as its page filters it, one event a line, as `golden-thread trail --json` writes it,
/// however long it is.
///
/// # Errors
/// None before the first line; when the log cannot be read further, the file breaks off.
pub async fn trail_lines(visit: Visit) -> Result<Response, Oops> {
    let name = format!("trail-{}.ndjson", visit.today().format("%Y-%m-%d"));
    let body = streamed(move |out| {
        let mut after = None;
        loop {
            let (events, next) = lines(&visit, after).map_err(stopped)?;
            for stored in events {
                let line = line(&visit, &stored).map_err(stopped)?;
                writeln!(out, "{line}")?;
            }
            after = next;
            if next.is_none() {
                return Ok(());
            }
        }
    });
    Ok(streamed_attachment(&name, "application/x-ndjson", body))
}

/// The events of a part of the trail, and where the next part begins.
fn lines(visit: &Visit, after: Option<u64>) -> Result<(Vec<Arc<Stored>>, Option<u64>), Oops> {
    let view = visit.view()?;
    let reading = Reading::of(visit, &view);
    let wanted = page(after, EVENTS_AT_ONCE);
    let part = view.trail_part(&super::trail::filter(&reading), wanted);
    let events = part.rows.iter();
    let events = events.map(|row| visit.seen().event(&view, row.position));
    let events: Result<_, _> = events.collect();
    Ok((events?, part.next))
}

fn stopped(oops: Oops) -> io::Error {
    io::Error::other(format!("{oops:?}"))
}

/// A file to be saved that is written while it is sent.
pub(super) fn streamed_attachment(name: &str, media_type: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    let disposition = format!("attachment; filename=\"{name}\"");
    for (header, value) in [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, &disposition),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(header, value);
        }
    }
    response
}

/// An event as its leaf has it, with the words that can be read.
fn line(visit: &Visit, stored: &Stored) -> Result<Value, Oops> {
    let mut line: Map<String, Value> = serde_json::from_str(stored.leaf())?;
    if !visit.seen().has_data(&stored.envelope) {
        line.insert("data".to_owned(), Value::Null);
    }
    let mut text = Map::new();
    for field in stored.fields()? {
        let words = match visit.seen().text_of(stored, &field)? {
            Words::Words(words) => Value::String(words),
            Words::Erased | Words::Sealed | Words::Withheld => Value::Null,
        };
        text.insert(field, words);
    }
    line.insert("text".to_owned(), Value::Object(text));
    Ok(Value::Object(line))
}
