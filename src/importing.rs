//! Importing a plan, the same way for the command line, the API and the pages: read, propose,
//! prepare, and record in one commit with the document kept as evidence.

use crate::acting::Acting;
use crate::app::{App, Done, ExecuteError, Instruction, Meta};
use crate::import::{
    Column, Document, Matching, Period, Problem, ProblemCode, Proposal, Severity, TableUse,
    guess_matching, propose,
};
use crate::intake::{Choices, Prepared, ReadAs, prepare};
use chrono::{Datelike, NaiveDate};
use events::envelope::Moment;
use events::evidence::FileRef;
use events::ids::EvidenceId;
use events::log::FileError;
use events::partnership;
use events::text::Text;
use events::world::{Command, Given};
use projections::Models;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What somebody chose or confirmed before an import.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// The plan's title; the document's own when not said.
    pub title: Option<String>,
    /// First and last day of the plan; the document's own when not said.
    pub period: Option<Period>,
    /// Why text that looks like it identifies somebody is recorded all the same.
    pub identifiers: Option<String>,
}

/// A document that was read and is ready to be looked at.
pub struct Ready {
    /// What it proposes.
    pub proposal: Proposal,
    /// The title it will have.
    pub title: String,
    /// The period it will have.
    pub period: Period,
    /// How each heading is read.
    pub columns: Vec<ReadAs>,
    /// Whether the period was neither said nor found, but assumed.
    pub period_assumed: bool,
    /// What would be recorded.
    pub prepared: Prepared,
    /// Every rule that stands in the way, as rule, field and words.
    pub refused: Vec<events::refusal::Refusal>,
    evidence: EvidenceId,
}

/// Why an import was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The document could not be kept.
    #[error(transparent)]
    File(#[from] FileError),
    /// The commands were refused.
    #[error(transparent)]
    Execute(#[from] ExecuteError),
}

/// How a document's columns are matched: as guessed, and as corrected before for the same headings.
pub fn matching(document: &Document, models: &Models) -> Matching {
    let mut matching = guess_matching(document);
    let mut remembered: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for (signature, words) in &models.people.matchings {
        let columns: Option<Vec<Column>> = words.iter().map(|word| column(word)).collect();
        if let Some(columns) = columns {
            remembered.insert(signature.clone(), columns);
        }
    }
    matching.recall(document, &remembered);
    matching
}

/// The column with this stored word.
pub fn column(word: &str) -> Option<Column> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// The stored word of a column.
pub fn column_word(column: Column) -> String {
    match serde_json::to_value(column) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}

/// How one table is to be read, as a client of the API says it. What is left out stays as it was
/// guessed.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableWish {
    /// Which table of the document, from 0.
    pub table: usize,
    /// Whether it is part of the plan.
    #[serde(rename = "use")]
    pub usage: Option<TableUse>,
    /// The number of the row that holds its headings.
    pub header_row: Option<usize>,
    /// What its columns mean, from the left.
    pub columns: Option<Vec<Column>>,
}

/// Corrects a matching as somebody wishes.
///
/// # Errors
/// In words, what the document does not have.
pub fn correct(
    document: &Document,
    matching: &mut Matching,
    wishes: &[TableWish],
) -> Result<(), String> {
    for wish in wishes {
        let none = || format!("the document has no table {}", wish.table);
        let table = document.tables.get(wish.table).ok_or_else(none)?;
        let mut tables = matching.tables.iter_mut();
        let found = tables
            .find(|one| one.table == wish.table)
            .ok_or_else(none)?;
        found.usage = wish.usage.unwrap_or(found.usage);
        if wish.header_row.is_some()
            && wish.header_row != found.header_row
            && !found.take_headings(table, wish.header_row)
        {
            let row = wish.header_row.unwrap_or_default();
            return Err(format!("table {} has no row {row} with text", wish.table));
        }
        let Some(columns) = &wish.columns else {
            continue;
        };
        if columns.len() != table.width {
            return Err(format!(
                "table {} has {} columns and {} meanings were sent",
                wish.table,
                table.width,
                columns.len()
            ));
        }
        for (number, means) in (1..).zip(columns) {
            found.set(number, *means);
        }
    }
    Ok(())
}

/// The tables of a document and how each is read, as the API tells them.
pub fn tables(document: &Document, matching: &Matching) -> Value {
    let told = matching.tables.iter().filter_map(|one| {
        let table = document.tables.get(one.table)?;
        let columns: Vec<Value> = one
            .columns
            .iter()
            .map(|column| {
                json!({
                    "column": column.column,
                    "heading": column.heading,
                    "means": column.means,
                })
            })
            .collect();
        Some(json!({
            "table": one.table,
            "name": table.name,
            "rows": table.rows.len(),
            "use": one.usage,
            "header_row": one.header_row,
            "columns": columns,
        }))
    });
    told.collect()
}

/// Reads a document by a matching and prepares what would be recorded. Nothing is written.
///
/// # Errors
/// When the state cannot be read.
#[expect(clippy::too_many_lines, reason = "a list, one entry after another")]
pub fn ready(
    app: &App,
    document: &Document,
    bytes: &[u8],
    matching: &Matching,
    wish: &Wish,
    acting: Acting,
) -> Result<Ready, ExecuteError> {
    let mut proposal = propose(document, matching, wish.period);
    let today = app.clock().today();
    let found = wish.period.or(proposal.period_guess);
    let period = found.unwrap_or_else(|| assumed(&proposal, today));
    if found.is_none() {
        proposal = propose(document, matching, Some(period));
        proposal.problems.push(period_assumed_problem(period));
    }
    let title = wish
        .title
        .clone()
        .or_else(|| proposal.title_guess.clone())
        .unwrap_or_else(|| title_of(&document.name));
    let evidence = EvidenceId(app.fresh_id()?);
    let file = FileRef {
        sha256: Text::plain(hex::encode(Sha256::digest(bytes))),
        name: Text::plain(document.name.clone()),
        size_bytes: bytes.len() as u64,
        media_type: media_type(document).to_owned(),
        kept: None,
    };
    let choices = Choices {
        title: title.clone(),
        from: period.start,
        to: period.end,
        file_name: document.name.clone(),
        file,
        evidence,
        columns: read_as(&proposal, matching, document),
    };
    let given = Given {
        actor: acting.importer(),
        occurred_on: today,
        today,
        now: Moment::new(app.clock().now()),
        reason: wish.identifiers.clone().map(Text::plain),
        decided_in: None,
        late: false,
        identifiers_confirmed: wish.identifiers.is_some(),
    };
    let world = app.world()?;
    let mut failed = None;
    let mut ids = || {
        app.fresh_id().unwrap_or_else(|error| {
            failed = Some(error);
            uuid::Uuid::nil()
        })
    };
    let prepared = prepare(
        &proposal,
        &choices,
        &world,
        app.partnership(),
        &given,
        &mut ids,
    );
    if let Some(error) = failed {
        return Err(error);
    }
    let refused = match world.decide_all(prepared.commands.clone(), &given) {
        Ok(_) => Vec::new(),
        Err(broken) => distinct(broken.into_iter().map(|(_, refusal)| refusal)),
    };
    let period_assumed = found.is_none();
    let columns = choices.columns;
    Ok(Ready {
        proposal,
        title,
        period,
        columns,
        period_assumed,
        prepared,
        refused,
        evidence,
    })
}

/// Records what was prepared: the document as evidence, and everything else in one commit.
///
/// # Errors
/// When the document cannot be kept, or rules or the log refuse; nothing is recorded then.
pub fn record(
    app: &App,
    document: &Document,
    bytes: &[u8],
    ready: &Ready,
    wish: &Wish,
    acting: Acting,
) -> Result<Done, ImportError> {
    record_once(app, document, bytes, ready, wish, acting, None)
}

/// The same under a client's key, so that sending it again can be told from a second import.
///
/// # Errors
/// As [`record`], and when the key was used before.
pub fn record_once(
    app: &App,
    document: &Document,
    bytes: &[u8],
    ready: &Ready,
    wish: &Wish,
    acting: Acting,
    idempotency_key: Option<String>,
) -> Result<Done, ImportError> {
    app.keep_file(ready.evidence, &document.name, media_type(document), bytes)?;
    let meta = Meta {
        reason: wish.identifiers.clone().map(Text::plain),
        identifiers_confirmed: wish.identifiers.is_some(),
        idempotency_key,
        ..Meta::by(acting.importer())
    };
    let instructions = ready
        .prepared
        .commands
        .iter()
        .map(|(stream, command)| Instruction {
            stream: *stream,
            command: command.clone(),
            expected: None,
        })
        .collect();
    Ok(app.execute(instructions, &meta)?)
}

/// How each heading of the document is read, in its order; headings that stand again on later
/// pages come again.
fn read_as(proposal: &Proposal, matching: &Matching, document: &Document) -> Vec<ReadAs> {
    let meaning = |place: &str| {
        let tables = matching.tables.iter().filter_map(|one| {
            let cells = document
                .tables
                .get(one.table)?
                .rows
                .iter()
                .flat_map(|row| &row.cells);
            let cell = cells.into_iter().find(|cell| cell.at == place)?;
            Some(column_word(one.means(cell.column)))
        });
        tables
            .into_iter()
            .next()
            .unwrap_or_else(|| column_word(Column::Ignore))
    };
    let cells = proposal.headings.iter().flat_map(|row| &row.cells);
    let worded = cells.filter(|(_, heading)| !heading.trim().is_empty());
    worded
        .map(|(place, heading)| ReadAs {
            place: place.clone(),
            heading: heading.clone(),
            meaning: meaning(place),
        })
        .collect()
}

/// An import as scripts and the API read it: what it holds, what was noticed, and the last
/// position it was recorded at, which is null when nothing was written.
pub fn told(ready: &Ready, position: Option<u64>) -> Value {
    let unplaced: Vec<Value> = ready
        .prepared
        .unplaced
        .iter()
        .map(|(place, text)| json!({ "where": place, "text": text }))
        .collect();
    let mut problems: Vec<Value> = ready
        .prepared
        .problems
        .iter()
        .map(|problem| {
            let mut told = json!({
                "where": problem.place,
                "field": problem.field,
                "code": problem.code,
                "message": problem.message,
            });
            if let (Some(found), Some(fields)) = (&problem.found, told.as_object_mut()) {
                fields.insert("text".to_owned(), json!(found));
            }
            told
        })
        .collect();
    problems.extend(ready.refused.iter().map(|refusal| {
        json!({
            "where": "",
            "field": refusal.field,
            "code": refusal.rule,
            "message": refusal.to_string(),
        })
    }));
    json!({
        "title": ready.title,
        "period": {
            "from": ready.period.start,
            "to": ready.period.end,
            "assumed": ready.period_assumed,
        },
        "priorities": ready.prepared.priorities,
        "actions": ready.prepared.actions,
        "recommendations": ready.prepared.recommendations,
        "problems": problems,
        "unplaced": unplaced,
        "columns": ready.columns,
        "plan": ready.prepared.plan,
        "position": position,
    })
}

/// Remembers a corrected matching, so that the same headings are read so again.
///
/// # Errors
/// When the rules or the log refuse.
pub fn remember(app: &App, matching: &Matching, acting: Acting) -> Result<(), ExecuteError> {
    let instructions: Vec<Instruction> = matching
        .remembered()
        .into_iter()
        .map(|(headings, columns)| Instruction {
            stream: app.partnership(),
            command: Command::Partnership(partnership::Command::RememberColumnMatching {
                headings,
                columns: columns.into_iter().map(column_word).collect(),
            }),
            expected: None,
        })
        .collect();
    if instructions.is_empty() {
        return Ok(());
    }
    app.execute(instructions, &Meta::by(acting.importer()))
        .map(|_| ())
}

fn distinct(
    refusals: impl Iterator<Item = events::refusal::Refusal>,
) -> Vec<events::refusal::Refusal> {
    let mut seen: Vec<events::refusal::Refusal> = Vec::new();
    for refusal in refusals {
        if !seen.contains(&refusal) {
            seen.push(refusal);
        }
    }
    seen
}

/// Most years that dates in a document are taken to be one plan's.
const ASSUMED_YEARS_MAX: i32 = 6;

/// A period for a document that names none: the years from April to March that its own dates lie
/// in, else the present one.
fn assumed(proposal: &Proposal, today: NaiveDate) -> Period {
    let dates = || proposal.actions().filter_map(|(_, action)| action.due);
    let (Some(first), Some(last)) = (dates().min(), dates().max()) else {
        return financial_year(today);
    };
    let (first, last) = (financial_year(first), financial_year(last));
    if last.end.year() - first.start.year() > ASSUMED_YEARS_MAX {
        return financial_year(today);
    }
    Period {
        start: first.start,
        end: last.end,
    }
}

fn period_assumed_problem(period: Period) -> Problem {
    let day = |day: NaiveDate| day.format("%-d %B %Y").to_string();
    Problem {
        at: "document".to_owned(),
        field: "period".to_owned(),
        code: ProblemCode::PeriodUnknown,
        message: format!(
            "the document does not say which period the plan covers; {} to {} was assumed, give \
             its first and last day",
            day(period.start),
            day(period.end)
        ),
        severity: Severity::Warning,
        reference: None,
    }
}

/// The year from April to March that a day lies in.
fn financial_year(today: NaiveDate) -> Period {
    let year = if today.month() >= 4 {
        today.year()
    } else {
        today.year() - 1
    };
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today);
    Period {
        start: day(year, 4, 1),
        end: day(year + 1, 3, 31),
    }
}

fn title_of(file_name: &str) -> String {
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Imported plan".to_owned(),
    }
}

fn media_type(document: &Document) -> &'static str {
    match document.kind {
        crate::import::DocumentKind::Word => {
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        }
        crate::import::DocumentKind::Excel => {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
        crate::import::DocumentKind::Delimited => "text/csv",
    }
}
