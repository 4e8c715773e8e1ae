//! The forms of the commands to a year's learning from child deaths.

use super::choices;
use crate::web::form::{Choice, CommandForm, Kind, PartKind, Question, Rows, part};
use crate::web::reading::Reading;
use events::child_death_learning::{Band, Factor, State};
use events::ids::{ChildDeathLearningId, StreamId};
use events::world::World;

/// How many recommendations are offered, the newest first.
const RECOMMENDATIONS_SHOWN: usize = 60;

const GENERAL: &str = "Only what several deaths have in common. No child, no alias, no age, no \
                       date, and no count but a band.";

/// The form of a command to a year. `world` is what the rules know of it.
pub fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = ChildDeathLearningId(stream.id);
    if command == "open_child_death_year" {
        return Some(open(id));
    }
    let ask = Ask {
        reading,
        id,
        state: world.child_death_learning.get(&id)?,
    };
    Some(match command {
        "receive_cdop_learning" => ask.learning(),
        "receive_cdop_recommendation" => ask.recommendation(),
        "record_deaths_referred" => ask.referred(),
        "receive_cdop_annual_report" => ask.report(),
        _ => return None,
    })
}

fn bands() -> Kind {
    let bands = Band::ALL.map(|band| (choices::word_value(&band), band.title().to_owned()));
    Kind::Radios(bands.to_vec())
}

fn period(name: &'static str, label: &str) -> Question {
    let parts = vec![
        part("from", "First day", PartKind::Day),
        part("to", "Last day", PartKind::Day),
    ];
    Question::new(name, label, Kind::Rows(Rows::one(parts)))
}

fn open(id: ChildDeathLearningId) -> CommandForm {
    CommandForm::new(
        id,
        "open_child_death_year",
        "Open a year of learning from child deaths",
        choices::page_of(id),
    )
    .cancel("/child-death-learning")
    .lead(GENERAL)
    .ask(Question::new("title", "What the year is called", Kind::Line).hint("Such as 2025 to 2026"))
    .ask(period("year", "The year"))
    .ask(
        Question::new("panel", "What is the panel called?", Kind::Line)
            .hint("Such as Exshire child death overview panel"),
    )
    .button("Open the year")
}

/// A form being asked about one year.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    id: ChildDeathLearningId,
    state: &'a State,
}

impl Ask<'_> {
    /// A form about this year, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        CommandForm::new(self.id, command, title, choices::page_of(self.id))
            .about(format!("Learning from child deaths, {}", self.state.title))
            .lead(GENERAL)
    }

    fn learning(self) -> CommandForm {
        let factors = Factor::ALL;
        let factors =
            factors.map(|factor| (choices::word_value(&factor), factor.title().to_owned()));
        self.begin("receive_cdop_learning", "Record what the panel passed on")
            .ask(
                period("period", "In which period were the deaths reviewed?")
                    .hint("A quarter at the least, so that no death is dated."),
            )
            .ask(Question::new(
                "factor",
                "What did several deaths have in common?",
                Kind::Select(factors.to_vec()),
            ))
            .ask(Question::new(
                "deaths_band",
                "In how many was it seen?",
                bands(),
            ))
            .ask(Question::new(
                "learning",
                "What is to be learned?",
                Kind::Words,
            ))
            .button("Record it")
    }

    fn recommendation(self) -> CommandForm {
        let made = self.reading.view.recommendations.all().rev();
        let made: Vec<Choice> = made
            .take(RECOMMENDATIONS_SHOWN)
            .map(|one| {
                let name = choices::recommendation_name(self.reading, one);
                (one.id.to_string(), name)
            })
            .collect();
        self.begin(
            "receive_cdop_recommendation",
            "Record a recommendation of the panel",
        )
        .ask(Question::new("words", "What does it ask for?", Kind::Words))
        .ask(
            Question::new(
                "addressees",
                "Of which agencies?",
                Kind::Several(choices::agencies(self.reading)),
            )
            .optional(),
        )
        .ask(
            Question::new(
                "recommendation",
                "The partnership’s own recommendation made of it",
                Kind::Select(made),
            )
            .optional(),
        )
        .button("Record it")
    }

    fn referred(self) -> CommandForm {
        self.begin(
            "record_deaths_referred",
            "Record deaths referred for safeguarding consideration",
        )
        .ask(
            period("period", "In which period?")
                .hint("A quarter at the least, so that no death is dated."),
        )
        .ask(Question::new(
            "referred_band",
            "How many were referred?",
            bands(),
        ))
        .ask(Question::new(
            "considered",
            "How were they considered, in general?",
            Kind::Words,
        ))
        .button("Record it")
    }

    fn report(self) -> CommandForm {
        self.begin(
            "receive_cdop_annual_report",
            "Record the panel’s annual report",
        )
        .ask(Question::new("title", "What it is called", Kind::Line))
        .ask(Question::new(
            "reviewed_band",
            "How many deaths were reviewed?",
            bands(),
        ))
        .ask(Question::new(
            "modifiable_band",
            "In how many of them could something have been changed?",
            bands(),
        ))
        .ask(Question::new(
            "says",
            "What does it say to the partnership?",
            Kind::Words,
        ))
        .ask(
            Question::new(
                "evidence",
                "The report",
                Kind::Select(choices::latest_evidence(self.reading)),
            )
            .hint("Lodge it as evidence first, then choose it here.")
            .optional(),
        )
        .button("Record it")
    }
}
