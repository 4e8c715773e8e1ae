//! What a new partnership starts with, until it adopts its own: a RAG key, a grading scale,
//! themes, the statutory clocks and the bank holidays.

use super::{Command, Grade, RagCode, RagMeaning, Theme};
use crate::calendar::BankHolidays;
use crate::rule_set;
use chrono::NaiveDate;

/// The first day of the shipped key and scale: Royal Assent of the Children Act 2004, which created
/// local safeguarding children boards (section 13). No plan this product keeps is older.
pub const DEFAULTS_FROM: Option<NaiveDate> = NaiveDate::from_ymd_opt(2004, 11, 15);

/// What first start records, in order.
pub fn defaults(today: NaiveDate) -> Vec<Command> {
    let from = DEFAULTS_FROM.map_or(today, |from| from.min(today));
    let mut commands = vec![
        Command::AdoptRagScheme {
            codes: rag_codes(),
            from,
        },
        Command::AdoptGradingScale {
            name: "Quality of practice".to_owned(),
            grades: grades(),
            from,
        },
        Command::ReviseThemeTaxonomy {
            themes: themes(),
            mapped: Vec::new(),
        },
        Command::LoadBankHolidayCalendar {
            source: "GOV.UK: UK bank holidays, England and Wales (Open Government Licence v3.0)"
                .to_owned(),
            holidays: BankHolidays::england().clone(),
        },
    ];
    let clocks = rule_set::shipped().iter().cloned();
    commands.extend(clocks.map(|rule_set| Command::AdoptStatutoryRuleSet { rule_set }));
    commands
}

fn rag_codes() -> Vec<RagCode> {
    vec![
        rag(
            ("W", "White"),
            RagMeaning::NotStarted,
            "Work has not begun and is not yet meant to: its start lies ahead.",
        ),
        rag(
            ("R", "Red"),
            RagMeaning::OffTrack,
            "Hardly anything has moved or changed for children, the date has gone by, or the date \
             will be missed unless something is done at once.",
        ),
        rag(
            ("A", "Amber"),
            RagMeaning::AtRisk,
            "Work is under way and has brought something, but at this pace the date or the \
             outcome may be missed.",
        ),
        rag(
            ("G", "Green"),
            RagMeaning::OnTrack,
            "Work and its effect for children are where they should be by now, or it is done and \
             brought the outcome asked for.",
        ),
        rag(
            ("P", "Purple"),
            RagMeaning::Discontinued,
            "Something outside the partnership changed, so that the action no longer makes sense \
             or cannot be done; a meeting decided to give it up.",
        ),
    ]
}

fn rag((letter, word): (&str, &str), meaning: RagMeaning, definition: &str) -> RagCode {
    let commentary_required = match meaning {
        RagMeaning::OffTrack | RagMeaning::AtRisk | RagMeaning::Discontinued => true,
        RagMeaning::NotStarted | RagMeaning::OnTrack | RagMeaning::Complete => false,
    };
    RagCode {
        letter: letter.to_owned(),
        word: word.to_owned(),
        definition: definition.to_owned(),
        meaning,
        commentary_required,
    }
}

fn grades() -> Vec<Grade> {
    let grade = |code: &str, word: &str, descriptor: &str| Grade {
        code: code.to_owned(),
        word: word.to_owned(),
        descriptor: descriptor.to_owned(),
    };
    vec![
        grade(
            "O",
            "Outstanding",
            "Practice is strong throughout, and the child's life is clearly better for it.",
        ),
        grade(
            "G",
            "Good",
            "Practice is sound, the child is heard and safe, and little needs to be better.",
        ),
        grade(
            "RI",
            "Requires improvement",
            "The child is safe, but practice has gaps that hold back help or delay it.",
        ),
        grade(
            "I",
            "Inadequate",
            "Practice leaves the child at risk of harm, or harm was not seen or not acted on.",
        ),
    ]
}

fn themes() -> Vec<Theme> {
    let all = [
        ("neglect", "Neglect"),
        ("physical_abuse", "Physical abuse"),
        ("sexual_abuse", "Sexual abuse"),
        ("emotional_abuse", "Emotional abuse"),
        ("exploitation", "Exploitation, criminal and sexual"),
        ("domestic_abuse", "Domestic abuse"),
        ("parental_mental_health", "Parents' mental health"),
        (
            "parental_substance_use",
            "Parents' use of drugs and alcohol",
        ),
        (
            "child_mental_health",
            "Children's mental health and self-harm",
        ),
        ("infants", "Unborn children and babies"),
        ("disability", "Disabled children"),
        ("online_harm", "Harm online"),
        ("missing", "Missing from home, care or education"),
        ("early_help", "Early help and thresholds"),
        ("information_sharing", "Sharing information"),
        ("voice_of_the_child", "The child's voice"),
        ("supervision", "Supervision and management oversight"),
        ("equality", "Identity, culture and equality"),
    ];
    let theme = |(code, name): (&str, &str)| Theme {
        code: code.to_owned(),
        name: name.to_owned(),
    };
    all.into_iter().map(theme).collect()
}
