//! The forms of the commands to a learning activity.

use super::choices;
use crate::web::form::{Asked, Choice, CommandForm, Kind, PartKind, Question, Rows, part};
use crate::web::reading::Reading;
use events::ids::{LearningActivityId, StreamId};
use events::learning_activity::{ActivityKind, Effect, LaterMethod, Standard, State};
use events::world::World;
use projections::activities::Activity;
use projections::briefings::BriefingPhase;
use serde::Serialize;

/// After how many months practice is looked at, unless somebody says otherwise.
const MONTHS_USUAL: u32 = 3;

/// How many rows of attendance are shown at the least.
const ROWS_SHOWN: usize = 6;

/// The form of a command to an activity. `world` is what the rules know of it.
pub fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = LearningActivityId(stream.id);
    if command == "schedule_activity" {
        return Some(schedule(reading, id));
    }
    let ask = Ask {
        reading,
        id,
        known: reading.view.activities.get(id)?,
        state: world.activities.get(&id)?,
    };
    Some(match command {
        "cancel_activity" => ask.cancel(),
        "analyse_training_needs" => ask.needs(),
        "hold_activity" => ask.hold(),
        "issue_newsletter" => ask.issue(),
        "evaluate_activity" => ask.evaluate(),
        "evaluate_practice_impact" => ask.look_later(),
        "judge_effect_on_practice" => ask.judge(),
        "assure_course_quality" => ask.assure(),
        "recommission_course" => ask.again(),
        _ => return None,
    })
}

fn offered<T: Serialize + Copy, const N: usize>(
    all: [T; N],
    title: impl Fn(T) -> &'static str,
) -> Vec<Choice> {
    let each = all.map(|one| (choices::word_value(&one), title(one).to_owned()));
    each.to_vec()
}

fn schedule(reading: &Reading<'_>, id: LearningActivityId) -> CommandForm {
    let briefings = reading.view.briefings.latest_first().into_iter();
    let briefings = briefings.filter(|one| one.phase() == BriefingPhase::Published);
    let briefings: Vec<Choice> = briefings
        .map(|one| {
            (
                one.id.to_string(),
                format!("{} {}", one.reference, one.title),
            )
        })
        .collect();
    let kinds = offered(ActivityKind::ALL, ActivityKind::title);
    CommandForm::new(
        id,
        "schedule_activity",
        "Plan a learning activity",
        choices::page_of(id),
    )
    .cancel("/learning-activities")
    .ask(
        Question::new("kind", "What kind of activity?", Kind::Radios(kinds))
            .answered_where(reading.asked("kind")),
    )
    .ask(Question::new("reference", "Reference", Kind::Line).hint("Such as C2 2026"))
    .ask(Question::new("title", "What it is called", Kind::Line))
    .ask(
        Question::new("theme", "Theme", Kind::Select(choices::themes(reading)))
            .optional()
            .answered_where(reading.asked("theme")),
    )
    .ask(Question::new(
        "on",
        "On which day is it held or issued?",
        Kind::Day,
    ))
    .ask(
        Question::new("places", "How many places are there?", Kind::Number)
            .hint("Leave empty for a newsletter, or where anybody can come.")
            .optional(),
    )
    .ask(
        Question::new(
            "briefings",
            "Which briefings does it spread?",
            Kind::Several(briefings),
        )
        .optional()
        .answered_where(reading.asked("briefing")),
    )
    .ask(
        Question::new(
            "look_after_months",
            "After how many months is practice looked at?",
            Kind::Number,
        )
        .hint("A course needs it. An effect on practice is judged only from that look.")
        .optional()
        .answered(MONTHS_USUAL.to_string()),
    )
    .button("Plan it")
}

/// A form being asked about one activity.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    id: LearningActivityId,
    known: &'a Activity,
    state: &'a State,
}

impl Ask<'_> {
    /// A form about this activity, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        let (kind, known) = (self.known.kind.title(), self.known);
        let name = format!("{kind} {} {}", known.reference, known.title);
        CommandForm::new(self.id, command, title, choices::page_of(self.id)).about(name)
    }

    fn cancel(self) -> CommandForm {
        self.begin("cancel_activity", "Call the activity off")
            .reason(Asked::Required)
            .button("Call it off")
    }

    fn needs(self) -> CommandForm {
        self.begin("analyse_training_needs", "Record what people need to learn")
            .ask(
                Question::new("how", "How was it looked at?", Kind::Words)
                    .hint("Such as asked of team managers, or seen in an audit"),
            )
            .ask(Question::new("needs", "What is needed?", Kind::Words))
            .button("Record it")
    }

    fn hold(self) -> CommandForm {
        let agencies = choices::agencies(self.reading);
        let shown = agencies.len().max(ROWS_SHOWN);
        let parts = vec![
            part("agency", "Agency", PartKind::Choice(agencies)),
            part("booked", "Booked", PartKind::Number),
            part("walk_ins", "Came without booking", PartKind::Number),
            part("attended", "Attended", PartKind::Number),
        ];
        let places = self.state.places;
        let places = places.map_or_else(
            || "It has no fixed number of places.".to_owned(),
            |places| format!("It has {places} places. Where more had booked, say why."),
        );
        let rows = Kind::Rows(Rows::several(parts, shown));
        let form = self
            .begin("hold_activity", "Record that it was held, and who came")
            .lead(places);
        form.ask(
            Question::new("attendance", "Who came?", rows)
                .hint("One row for each agency. Write 0 where nobody came without booking."),
        )
        .reason(Asked::Optional)
        .button("Record it")
    }

    fn issue(self) -> CommandForm {
        self.begin("issue_newsletter", "Record that it was issued")
            .ask(Question::new(
                "sent_to",
                "To how many people was it sent?",
                Kind::Number,
            ))
            .button("Record it")
    }

    fn evaluate(self) -> CommandForm {
        let attended = self.state.attended;
        self.begin("evaluate_activity", "Record what people said straight away")
            .lead(format!(
                "{attended} attended. What they say as they leave tells nothing yet of practice: \
                 that is looked at later."
            ))
            .ask(Question::new(
                "answered",
                "How many answered?",
                Kind::Number,
            ))
            .ask(
                Question::new(
                    "useful",
                    "How many of those who answered found it useful?",
                    Kind::Number,
                )
                .optional(),
            )
            .ask(Question::new("said", "What did they say?", Kind::Words))
            .button("Record it")
    }

    fn look_later(self) -> CommandForm {
        let methods = offered(LaterMethod::ALL, LaterMethod::title);
        let months = self.state.look_after_months.unwrap_or_default();
        self.begin(
            "evaluate_practice_impact",
            "Record a later look at practice",
        )
        .lead(format!(
            "At least {months} months after it was held. After how many it was is counted."
        ))
        .ask(Question::new(
            "method",
            "How was practice looked at?",
            Kind::Radios(methods),
        ))
        .ask(
            Question::new("n", "How many were looked at?", Kind::Number)
                .hint("People asked, cases read or answers received"),
        )
        .ask(Question::new("seen", "What was seen?", Kind::Words))
        .button("Record it")
    }

    fn judge(self) -> CommandForm {
        let effects = offered(Effect::ALL, Effect::title);
        self.begin("judge_effect_on_practice", "Judge the effect on practice")
            .lead("From what was seen later, never from what people said as they left.")
            .ask(Question::new(
                "effect",
                "Did practice change?",
                Kind::Radios(effects),
            ))
            .ask(Question::new("because", "Why do you say so?", Kind::Words))
            .button("Record the judgement")
    }

    fn assure(self) -> CommandForm {
        let standards = offered(Standard::ALL, Standard::title);
        self.begin(
            "assure_course_quality",
            "Record a look at the course’s quality",
        )
        .ask(Question::new(
            "standard",
            "Is it as good as the partnership asks?",
            Kind::Radios(standards),
        ))
        .ask(Question::new(
            "seen",
            "What was looked at, and what was seen?",
            Kind::Words,
        ))
        .button("Record it")
    }

    fn again(self) -> CommandForm {
        self.begin("recommission_course", "Have the course given again")
            .ask(Question::new(
                "because",
                "Why, and what changes?",
                Kind::Words,
            ))
            .button("Record it")
    }
}
