//! The forms about reporting years, the RAG key, scales, clocks, bank holidays, themes and
//! retention.

use super::super::choices::{json_value, word_value};
use super::Ask;
use crate::web::components::dates::date_text;
use crate::web::form::{Asked, Choice, CommandForm, Kind, Part, PartKind, Question, Rows, part};
use events::partnership::{RagMeaning, RecordClass, ReportingYearKind};
use events::rule_set::{RuleSet, Trigger, shipped};

/// How many more rows than are filled a list of codes or grades shows.
const SPARE_ROWS: usize = 3;

/// How many rows of replaced themes are shown.
const MAPPINGS_SHOWN: usize = 6;

/// What a reporting year is counted for, in words.
pub(crate) const fn year_kind_word(kind: ReportingYearKind) -> &'static str {
    match kind {
        ReportingYearKind::Plan => "Business plan",
        ReportingYearKind::AnnualReport => "Yearly report",
        ReportingYearKind::School => "School year",
    }
}

/// What a colour stands for, in words.
pub(crate) const fn meaning_word(meaning: RagMeaning) -> &'static str {
    match meaning {
        RagMeaning::NotStarted => "Not started, scheduled for later",
        RagMeaning::OffTrack => "Off track",
        RagMeaning::AtRisk => "At risk",
        RagMeaning::OnTrack => "On track, or completed",
        RagMeaning::Complete => "Completed, shown apart from on track",
        RagMeaning::Discontinued => "No longer appropriate",
    }
}

/// What starts a clock, in words.
pub(crate) const fn trigger_word(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::BecameAware => "the day the local authority became aware",
        Trigger::Notified => "the day the Panel was notified",
        Trigger::ReviewDecided => "the day the review was decided",
        Trigger::Publication => "the day of publication",
        Trigger::LetterReceived => "the day the letter was received",
    }
}

fn year_kinds() -> Vec<Choice> {
    let all = [
        ReportingYearKind::Plan,
        ReportingYearKind::AnnualReport,
        ReportingYearKind::School,
    ];
    all.map(|kind| (word_value(&kind), year_kind_word(kind).to_owned()))
        .to_vec()
}

fn rag_parts() -> Vec<Part> {
    let meanings = [
        RagMeaning::NotStarted,
        RagMeaning::OffTrack,
        RagMeaning::AtRisk,
        RagMeaning::OnTrack,
        RagMeaning::Complete,
        RagMeaning::Discontinued,
    ];
    let meanings = meanings
        .map(|one| (word_value(&one), meaning_word(one).to_owned()))
        .to_vec();
    vec![
        part("letter", "Letter", PartKind::Line),
        part("word", "Word", PartKind::Line),
        part(
            "definition",
            "What the partnership means by it",
            PartKind::Words,
        ),
        part(
            "meaning",
            "What it stands for in the rules",
            PartKind::Choice(meanings),
        ),
        part(
            "commentary_required",
            "A rating must be explained",
            PartKind::Tick,
        ),
    ]
}

impl Ask<'_> {
    pub(super) fn set_year(self) -> CommandForm {
        self.begin("set_reporting_year", "Set a reporting year", "years")
            .ask(
                Question::new("label", "What it is called", Kind::Line)
                    .hint("Such as 2026 to 2027"),
            )
            .ask(Question::new(
                "kind",
                "What is it counted for?",
                Kind::Radios(year_kinds()),
            ))
            .ask(Question::new("start", "First day", Kind::Day))
            .ask(Question::new("end", "Last day", Kind::Day))
            .button("Set the year")
    }

    pub(super) fn freeze_year(self) -> CommandForm {
        let mut labels: Vec<Choice> = Vec::new();
        for year in self
            .people()
            .years
            .iter()
            .filter(|year| year.frozen.is_none())
        {
            if !labels.iter().any(|(label, _)| *label == year.label) {
                labels.push((year.label.clone(), year.label.clone()));
            }
        }
        let mut label = Question::new("label", "Which year?", Kind::Select(labels));
        let mut kind = Question::new(
            "kind",
            "What is it counted for?",
            Kind::Radios(year_kinds()),
        );
        if let Some(asked) = self.reading.asked("label") {
            label = label.answered(asked);
        }
        if let Some(asked) = self.reading.asked("kind") {
            kind = kind.answered(asked);
        }
        self.begin("freeze_reporting_year", "Freeze a reporting year", "years")
            .lead("Afterwards an entry into the year is marked as late. Nothing opens it again.")
            .ask(kind)
            .ask(label)
            .button("Freeze the year")
    }

    pub(super) fn adopt_rag(self) -> CommandForm {
        let now = self.people().rag_key_on(self.reading.today);
        let codes = now.map(|(_, key)| key.codes.as_slice()).unwrap_or_default();
        let rows = Rows::several(rag_parts(), codes.len() + SPARE_ROWS);
        let mut question = Question::new("codes", "Colours", Kind::Rows(rows)).hint(
            "In the order the partnership lists them. Red and Amber must always be explained.",
        );
        for (row, code) in codes.iter().enumerate() {
            let answers = [
                ("letter", code.letter.clone()),
                ("word", code.word.clone()),
                ("definition", code.definition.clone()),
                ("meaning", word_value(&code.meaning)),
                ("commentary_required", yes(code.commentary_required)),
            ];
            for (name, value) in answers {
                question.before.push((format!("codes-{row}-{name}"), value));
            }
        }
        self.begin("adopt_rag_scheme", "Adopt a RAG key", "rag")
            .lead(
                "Plans already drafted keep the key they were drafted with: what was rated \
                   before is never coloured anew.",
            )
            .ask(question)
            .ask(Question::new("from", "For plans drafted from", Kind::Day))
            .meeting(Asked::Optional)
            .button("Adopt the key")
    }

    pub(super) fn adopt_scale(self) -> CommandForm {
        let parts = vec![
            part("code", "Code", PartKind::Line),
            part("word", "Word", PartKind::Line),
            part(
                "descriptor",
                "What it looks like in practice",
                PartKind::Words,
            ),
        ];
        let now = self.people().scales.values().next_back();
        let grades = now.map(|scale| scale.grades.as_slice()).unwrap_or_default();
        let rows = Rows::several(parts, grades.len() + SPARE_ROWS);
        let mut question = Question::new("grades", "Grades", Kind::Rows(rows)).hint("Best first.");
        for (row, grade) in grades.iter().enumerate() {
            let answers = [
                ("code", &grade.code),
                ("word", &grade.word),
                ("descriptor", &grade.descriptor),
            ];
            for (name, value) in answers {
                question
                    .before
                    .push((format!("grades-{row}-{name}"), value.clone()));
            }
        }
        self.begin("adopt_grading_scale", "Adopt a grading scale", "scales")
            .ask(Question::new("name", "Its name", Kind::Line))
            .ask(question)
            .ask(Question::new("from", "From when?", Kind::Day))
            .meeting(Asked::Optional)
            .button("Adopt the scale")
    }

    pub(super) fn adopt_rule_set(self) -> CommandForm {
        let offered = shipped().iter().flat_map(with_triggers).collect();
        self.begin(
            "adopt_statutory_rule_set",
            "Adopt a set of statutory clocks",
            "clocks",
        )
        .lead(
            "A case keeps the clocks in force when it began. Where guidance leaves a choice of \
                   the day a clock starts, each choice is offered.",
        )
        .ask(Question::new(
            "rule_set",
            "Which set?",
            Kind::Radios(offered),
        ))
        .reason(Asked::Optional)
        .meeting(Asked::Optional)
        .button("Adopt the set")
    }

    pub(super) fn load_holidays(self) -> CommandForm {
        let now = self.people().bank_holidays();
        let lines: Vec<String> = now
            .days()
            .iter()
            .map(|(day, title)| format!("{day} {title}"))
            .collect();
        self.begin(
            "load_bank_holiday_calendar",
            "Load the bank holidays",
            "holidays",
        )
        .lead("The list replaces the one in use, so it must cover at least the same years.")
        .ask(
            Question::new("source", "Where they come from", Kind::Line)
                .hint("Such as gov.uk bank holidays, read on 4 November 2026"),
        )
        .ask(
            Question::new("holidays", "Bank holidays of England", Kind::BankHolidays)
                .hint("One on each line: the date, then its name, such as 2026-12-25 Christmas Day")
                .answered(lines.join("\n")),
        )
        .button("Load the bank holidays")
    }

    pub(super) fn revise_themes(self) -> CommandForm {
        let themes = &self.people().themes;
        let parts = vec![
            part("code", "Short code that stays", PartKind::Line),
            part("name", "Words shown", PartKind::Line),
        ];
        let rows = Rows::several(parts, themes.len() + SPARE_ROWS);
        let mut question = Question::new("themes", "Themes from now on", Kind::Rows(rows));
        for (row, theme) in themes.iter().enumerate() {
            question
                .before
                .push((format!("themes-{row}-code"), theme.code.clone()));
            question
                .before
                .push((format!("themes-{row}-name"), theme.name.clone()));
        }
        let mapped = vec![
            part("from", "Code before", PartKind::Line),
            part("to", "Code now", PartKind::Line),
        ];
        self.begin("revise_theme_taxonomy", "Change the themes", "themes")
            .lead(
                "Themes make findings and recommendations comparable over the years. A theme left \
                   out must be mapped to one that stays.",
            )
            .ask(question)
            .ask(
                Question::new(
                    "mapped",
                    "Themes left out",
                    Kind::Rows(Rows::several(mapped, MAPPINGS_SHOWN)),
                )
                .optional(),
            )
            .button("Change the themes")
    }

    pub(super) fn adopt_retention(self) -> CommandForm {
        self.begin(
            "adopt_retention_rule",
            "Say how long a class of record is kept",
            "retention",
        )
        .ask(
            Question::new("class", "Class of record", Kind::Line)
                .hint("Such as improvement actions"),
        )
        .ask(Question::new(
            "period_months",
            "How long, in months",
            Kind::Number,
        ))
        .ask(Question::new("counted_from", "Counted from", Kind::Line).hint("Such as closure"))
        .ask(Question::new("basis", "On what basis", Kind::Line))
        .ask(covers())
        .meeting(Asked::Optional)
        .button("Adopt the rule")
    }
}

/// Which closed records a rule is for.
fn covers() -> Question {
    let each = RecordClass::ALL.map(|class| (class.key().to_owned(), class.word().to_owned()));
    Question::new(
        "covers",
        "Which closed records it is for",
        Kind::Select(each.to_vec()),
    )
    .hint("So that the page of records says what is due for a review")
    .optional()
}

fn yes(holds: bool) -> String {
    if holds {
        "yes".to_owned()
    } else {
        String::new()
    }
}

/// The set as shipped, and once more for each other day one of its clocks may start from.
fn with_triggers(set: &RuleSet) -> Vec<Choice> {
    let name = format!("{}, in force from {}", set.title, date_text(set.from));
    let mut choices = vec![(json_value(set), name.clone())];
    for (index, clock) in set.clocks.iter().enumerate() {
        for trigger in clock
            .trigger_choices
            .iter()
            .filter(|one| **one != clock.trigger)
        {
            let mut other = set.clone();
            if let (Some(place), Ok(with)) =
                (other.clocks.get_mut(index), clock.with_trigger(*trigger))
            {
                *place = with;
                let words = trigger_word(*trigger);
                choices.push((
                    json_value(&other),
                    format!("{name}; “{}” counted from {words}", clock.title),
                ));
            }
        }
    }
    choices
}
