//! Rules of what everything else is counted and judged by: years, keys, scales, clocks, themes.

use crate::calendar::{BankHolidays, TABLE_LENGTH_YEARS_MAX};
use crate::partnership::event::{
    Grade, RagCode, RagMeaning, ReportingYearKind, Theme, ThemeMapping,
};
use crate::partnership::state::{State, same_words};
use crate::refusal::{Refusal, Refusals};
use crate::rule_set::RuleSet;
use crate::world::{Given, World};
use chrono::{Datelike, NaiveDate};

/// The longest reporting year, in days: a first year may run long.
pub const REPORTING_YEAR_DAYS_MAX: i64 = 2 * 366;

/// The most colours of a RAG key, and the most grades of a scale.
pub const CODES_MAX: usize = 12;

/// The most themes.
pub const THEMES_MAX: usize = 200;

/// The longest retention, in months: a hundred years.
pub const RETENTION_MONTHS_MAX: u32 = 1200;

pub(super) fn set_year(
    state: &State,
    kind: ReportingYearKind,
    label: &str,
    (start, end): (NaiveDate, NaiveDate),
    broken: &mut Refusals,
) {
    broken.when(end < start, year_ends_before_start);
    let days = end.signed_duration_since(start).num_days();
    broken.when(days >= REPORTING_YEAR_DAYS_MAX, year_too_long);
    let of_kind = || {
        state
            .reporting_years
            .iter()
            .filter(|((of, _), _)| *of == kind)
    };
    let taken = of_kind().any(|((_, known), _)| same_words(known, label));
    broken.when(taken, year_label_taken);
    let overlaps = of_kind().any(|(_, year)| start <= year.end && year.start <= end);
    broken.when(overlaps, years_overlap);
}

pub(super) fn freeze_year(
    state: &State,
    kind: ReportingYearKind,
    label: &str,
    today: NaiveDate,
    broken: &mut Refusals,
) {
    let Some(year) = state.reporting_years.get(&(kind, label.to_owned())) else {
        return broken.push(year_unknown("label"));
    };
    broken.when(year.frozen, year_already_frozen);
    broken.when(today <= year.end, || year_not_over(year.end));
}

/// A key must be readable without doubt, and its Red and Amber must be explained.
pub(super) fn rag_codes(codes: &[RagCode], broken: &mut Refusals) {
    broken.when(!(2..=CODES_MAX).contains(&codes.len()), || {
        codes_count("codes")
    });
    for (index, code) in codes.iter().enumerate() {
        let length = code.letter.chars().count();
        let readable = (1..=3).contains(&length) && code.letter.chars().all(char::is_alphanumeric);
        broken.when(!readable, || rag_letter(index));
        let repeated = codes.iter().take(index).any(|other| {
            same_words(&other.letter, &code.letter) || same_words(&other.word, &code.word)
        });
        broken.when(repeated, || code_repeated(format!("codes/{index}")));
        let unexplained = match code.meaning {
            RagMeaning::OffTrack | RagMeaning::AtRisk => !code.commentary_required,
            RagMeaning::NotStarted
            | RagMeaning::OnTrack
            | RagMeaning::Complete
            | RagMeaning::Discontinued => false,
        };
        broken.when(unexplained, || rag_needs_commentary(index));
    }
    let has = |meaning| codes.iter().any(|code| code.meaning == meaning);
    let bare = !has(RagMeaning::OffTrack) || !has(RagMeaning::OnTrack);
    broken.when(bare, rag_meanings_missing);
}

/// A new key never colours what was rated before: it starts no earlier than the key before it, and
/// after every plan already drafted.
pub(super) fn rag_from(state: &State, from: NaiveDate, world: &World, broken: &mut Refusals) {
    let latest = state.rag_schemes.values().map(|scheme| scheme.from).max();
    if let Some(latest) = latest {
        broken.when(from <= latest, || two_rag_schemes(latest));
    }
    let drafted = world
        .plans
        .values()
        .filter_map(|plan| plan.drafted_on)
        .max();
    if let Some(drafted) = drafted {
        broken.when(from < drafted, || recolours_history(drafted));
    }
}

pub(super) fn grading_scale(
    state: &State,
    grades: &[Grade],
    from: NaiveDate,
    broken: &mut Refusals,
) {
    broken.when(!(2..=CODES_MAX).contains(&grades.len()), || {
        codes_count("grades")
    });
    for (index, grade) in grades.iter().enumerate() {
        let repeated = grades.iter().take(index).any(|other| {
            same_words(&other.code, &grade.code) || same_words(&other.word, &grade.word)
        });
        broken.when(repeated, || code_repeated(format!("grades/{index}")));
    }
    let latest = state.grading_scales.values().map(|scale| scale.from).max();
    if let Some(latest) = latest {
        broken.when(from <= latest, || two_grading_scales(latest));
    }
}

pub(super) fn rule_set(state: &State, set: &RuleSet, given: &Given, broken: &mut Refusals) {
    for fault in set.faults() {
        broken.push(rule_set_unsound(&fault.to_string()));
    }
    let corrects = state
        .rule_sets
        .iter()
        .any(|known| known.edition == set.edition);
    if corrects {
        broken.need_reason(given, "a corrected set of statutory clocks");
    }
}

/// A table that knows less than the one before would stop clocks that were running.
pub(super) fn bank_holidays(state: &State, holidays: &BankHolidays, broken: &mut Refusals) {
    let years = i64::from(holidays.to().year()) - i64::from(holidays.from().year()) + 1;
    let sound = holidays.from() <= holidays.to()
        && years <= i64::from(TABLE_LENGTH_YEARS_MAX)
        && holidays.days().keys().all(|day| holidays.covers(*day))
        && !holidays
            .days()
            .values()
            .any(|title| title.trim().is_empty());
    broken.when(!sound, bank_holidays_unsound);
    if let Some(loaded) = &state.loaded_bank_holidays {
        let shrinks = holidays.from() > loaded.from() || holidays.to() < loaded.to();
        broken.when(shrinks, || bank_holidays_shrink(loaded));
    }
}

/// What was found under an old theme must stay comparable: a theme left out is mapped.
pub(super) fn themes(
    state: &State,
    themes: &[Theme],
    mapped: &[ThemeMapping],
    broken: &mut Refusals,
) {
    broken.when(!(1..=THEMES_MAX).contains(&themes.len()), themes_count);
    for (index, theme) in themes.iter().enumerate() {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
        broken.when(!theme.code.chars().all(plain), || theme_code(index));
        let repeated = themes
            .iter()
            .take(index)
            .any(|other| other.code == theme.code || same_words(&other.name, &theme.name));
        broken.when(repeated, || code_repeated(format!("themes/{index}")));
    }
    let stays = |code: &str| themes.iter().any(|theme| theme.code == code);
    for (index, mapping) in mapped.iter().enumerate() {
        let from_known = state.theme(&mapping.from).is_some() && !stays(&mapping.from);
        broken.when(!from_known, || mapping_from(index));
        broken.when(!stays(&mapping.to), || mapping_to(index));
        let twice = mapped
            .iter()
            .take(index)
            .any(|other| other.from == mapping.from);
        broken.when(twice, || code_repeated(format!("mapped/{index}")));
    }
    let lost = state.themes.iter().filter(|theme| {
        !stays(&theme.code) && !mapped.iter().any(|mapping| mapping.from == theme.code)
    });
    for theme in lost {
        broken.push(theme_not_mapped(&theme.code));
    }
}

pub(super) fn retention(period_months: u32, broken: &mut Refusals) {
    let possible = (1..=RETENTION_MONTHS_MAX).contains(&period_months);
    broken.when(!possible, retention_period);
}

pub(super) fn columns(columns: &[String], broken: &mut Refusals) {
    broken.when(columns.is_empty(), no_columns);
}

fn year_ends_before_start() -> Refusal {
    Refusal::new(
        "year_ends_before_start",
        "end",
        "the reporting year ends before it starts",
        "give a last day on or after the first",
    )
}

fn year_too_long() -> Refusal {
    Refusal::new(
        "year_too_long",
        "end",
        format!("a reporting year is at most {REPORTING_YEAR_DAYS_MAX} days long"),
        "give an earlier last day",
    )
}

fn year_label_taken() -> Refusal {
    Refusal::new(
        "year_label_taken",
        "label",
        "another reporting year of this kind has this label",
        "give a label that only this year has",
    )
}

fn years_overlap() -> Refusal {
    Refusal::new(
        "years_overlap",
        "start",
        "another reporting year of this kind covers some of these days",
        "start it after the other ends",
    )
}

/// A reporting year nobody set.
pub(super) fn year_unknown(field: &str) -> Refusal {
    Refusal::new(
        "reporting_year_unknown",
        field,
        "no reporting year has this label",
        "set the reporting year first, or choose one from the list",
    )
}

fn year_already_frozen() -> Refusal {
    Refusal::new(
        "year_already_frozen",
        "label",
        "this reporting year is already frozen",
        "nothing is left to record",
    )
}

fn year_not_over(end: NaiveDate) -> Refusal {
    Refusal::new(
        "year_not_over",
        "label",
        format!("this reporting year runs until {end}"),
        "freeze it once it is over",
    )
}

fn codes_count(field: &str) -> Refusal {
    Refusal::new(
        "codes_count",
        field,
        format!("between 2 and {CODES_MAX} are needed"),
        "list each once",
    )
}

fn rag_letter(index: usize) -> Refusal {
    Refusal::new(
        "rag_letter",
        format!("codes/{index}/letter"),
        "a colour's letter is one to three letters or digits",
        "give a letter such as R",
    )
}

fn code_repeated(field: String) -> Refusal {
    Refusal::new(
        "code_repeated",
        field,
        "the same code or word stands earlier in the list",
        "give each its own",
    )
}

fn rag_needs_commentary(index: usize) -> Refusal {
    Refusal::new(
        "rag_needs_commentary",
        format!("codes/{index}/commentary_required"),
        "a colour that means off track or at risk must be explained at every rating",
        "require a commentary for it",
    )
}

fn rag_meanings_missing() -> Refusal {
    Refusal::new(
        "rag_meanings_missing",
        "codes",
        "a key needs a colour that means off track and one that means on track",
        "add the missing colour",
    )
}

fn two_rag_schemes(latest: NaiveDate) -> Refusal {
    Refusal::new(
        "two_rag_schemes_in_force",
        "from",
        format!("the RAG key before it is in force from {latest}, and a plan has one key"),
        "give a later day",
    )
}

fn recolours_history(drafted: NaiveDate) -> Refusal {
    Refusal::new(
        "recolours_history",
        "from",
        format!("a plan drafted on {drafted} already uses the key before it"),
        "give that day or a later one; plans already drafted keep their key",
    )
}

fn two_grading_scales(latest: NaiveDate) -> Refusal {
    Refusal::new(
        "two_grading_scales_in_force",
        "from",
        format!("the grading scale before it is in force from {latest}"),
        "give a later day",
    )
}

fn rule_set_unsound(fault: &str) -> Refusal {
    Refusal::new(
        "rule_set_unsound",
        "rule_set",
        fault,
        "correct the set and send it again",
    )
}

fn bank_holidays_unsound() -> Refusal {
    Refusal::new(
        "bank_holidays_unsound",
        "holidays",
        format!(
            "a table covers up to {TABLE_LENGTH_YEARS_MAX} years, and every holiday lies in them \
             and has a title"
        ),
        "correct the first and last day, or the days outside them",
    )
}

fn bank_holidays_shrink(loaded: &BankHolidays) -> Refusal {
    Refusal::new(
        "bank_holidays_shrink",
        "holidays",
        format!(
            "the table in use covers {} to {}; clocks would stop outside the new one",
            loaded.from(),
            loaded.to()
        ),
        "add the new days to the table in use",
    )
}

fn themes_count() -> Refusal {
    Refusal::new(
        "themes_count",
        "themes",
        format!("between 1 and {THEMES_MAX} themes are needed"),
        "list each once",
    )
}

fn theme_code(index: usize) -> Refusal {
    Refusal::new(
        "theme_code",
        format!("themes/{index}/code"),
        "a theme's code is small letters, digits, hyphens and underscores",
        "give a code such as neglect",
    )
}

fn mapping_from(index: usize) -> Refusal {
    Refusal::new(
        "theme_mapping_from",
        format!("mapped/{index}/from"),
        "only a theme in use that is left out now can be mapped",
        "choose one that is left out",
    )
}

fn mapping_to(index: usize) -> Refusal {
    Refusal::new(
        "theme_mapping_to",
        format!("mapped/{index}/to"),
        "a theme is mapped to one that stands from now on",
        "choose one from the new list",
    )
}

fn theme_not_mapped(code: &str) -> Refusal {
    Refusal::new(
        "theme_not_mapped",
        "mapped",
        format!("the theme {code} is left out and nothing stands for it"),
        "keep it, or map it to one that stays",
    )
}

fn retention_period() -> Refusal {
    Refusal::new(
        "retention_period",
        "period_months",
        format!("records are kept between 1 and {RETENTION_MONTHS_MAX} months"),
        "give the number of months",
    )
}

fn no_columns() -> Refusal {
    Refusal::new(
        "no_columns",
        "columns",
        "no column is matched",
        "say what each column is",
    )
}
