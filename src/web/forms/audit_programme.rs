//! The forms of the commands to a year's audit programme.

use super::choices;
use crate::web::form::{Asked, Choice, CommandForm, Kind, PartKind, Question, Rows, Valued, part};
use crate::web::reading::Reading;
use events::audit::AuditKind;
use events::audit_programme::{QUARTERS, State};
use events::ids::{PlanId, ProgrammeId, StreamId};
use events::world::World;
use projections::plans::PlanPhase;
use serde_json::json;

/// How many audits can be planned as the programme is agreed; more are planned one by one.
const PLANNED_SHOWN: usize = 8;

/// How many characters of what a planned audit looks at stand in a choice.
const TITLE_CHARACTERS: usize = 80;

/// The form of a command to a programme. `world` is what the rules know of it.
pub fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = ProgrammeId(stream.id);
    if command == "agree_programme" {
        return Some(agree(reading, id));
    }
    let title = reading.view.programmes.get(id)?.title.as_str();
    let ask = Ask {
        reading,
        id,
        title,
        state: world.programmes.get(&id)?,
    };
    Some(match command {
        "schedule_audit" => ask.schedule(),
        "reschedule_audit" => ask.reschedule(),
        "drop_audit" => ask.take_out(),
        "acknowledge_shortfall" => ask.acknowledge(),
        "close_programme" => ask.close(),
        _ => return None,
    })
}

/// The kinds of audit, in the order of the domain.
pub(super) fn kinds() -> Vec<Choice> {
    let kinds = AuditKind::ALL.map(|kind| (choices::word_value(&kind), kind.title().to_owned()));
    kinds.to_vec()
}

/// The plans that are not closed.
fn plans(reading: &Reading<'_>) -> Vec<Choice> {
    let open = reading.view.plans.all().rev();
    let open = open.filter(|plan| plan.phase != PlanPhase::Closed);
    open.map(|plan| (plan.id.to_string(), plan.title.clone()))
        .collect()
}

/// The priorities that go on, of one plan or of all that are not closed.
fn priorities(reading: &Reading<'_>, plan: Option<PlanId>) -> Vec<Choice> {
    let plans = reading.view.plans.all().rev();
    let plans = plans.filter(|one| match plan {
        Some(plan) => one.id == plan,
        None => one.phase != PlanPhase::Closed,
    });
    let mut all = Vec::new();
    for plan in plans {
        for priority in plan.priorities.iter().filter(|p| p.retired.is_none()) {
            let title = reading.start_of(&priority.title, 80);
            let name = format!("{}: {title} ({})", priority.number, plan.title);
            all.push((priority.id.to_string(), name));
        }
    }
    all
}

fn quarters() -> Vec<Valued> {
    let quarter = |number: u8| {
        let words = match number {
            1 => "First quarter",
            2 => "Second quarter",
            3 => "Third quarter",
            _ => "Last quarter",
        };
        ((number.to_string(), words.to_owned()), json!(number))
    };
    (1..=QUARTERS).map(quarter).collect()
}

fn agree(reading: &Reading<'_>, id: ProgrammeId) -> CommandForm {
    let parts = vec![
        part("scheduled", "", PartKind::FreshId),
        part("kind", "Kind of audit", PartKind::Choice(kinds())),
        part("theme", "Theme", PartKind::Choice(choices::themes(reading))),
        part("title", "What it will look at", PartKind::Line),
        part("quarter", "Quarter of the year, 1 to 4", PartKind::Number),
        part("lead", "Lead", PartKind::Owner(choices::agencies(reading))),
        part(
            "priority",
            "Priority it serves",
            PartKind::Choice(priorities(reading, None)),
        )
        .optional(),
    ];
    let planned = Kind::Rows(Rows::several(parts, PLANNED_SHOWN));
    CommandForm::new(
        id,
        "agree_programme",
        "Agree the year’s audit programme",
        choices::page_of(id),
    )
    .cancel("/programmes")
    .ask(Question::new("title", "What the year is called", Kind::Line).hint("Such as 2026 to 2027"))
    .ask(Question::new("starts", "First day of the year", Kind::Day))
    .ask(Question::new("ends", "Last day of the year", Kind::Day))
    .ask(
        Question::new("minimum", "How many audits at the least?", Kind::Number)
            .hint("With fewer planned below than this, say why under “Reason”."),
    )
    .ask(
        Question::new("plan", "Plan it serves", Kind::Select(plans(reading)))
            .hint("The priorities of the planned audits have to be this plan’s.")
            .optional()
            .answered_where(reading.asked("plan")),
    )
    .ask(
        Question::new(
            "agreed_by",
            "Which group agreed it?",
            Kind::Select(choices::groups(reading)),
        )
        .optional(),
    )
    .ask(
        Question::new("scheduled", "The audits planned for the year", planned)
            .hint("Leave rows empty that are not needed. More can be planned afterwards.")
            .optional(),
    )
    .reason(Asked::Optional)
    .meeting(Asked::Optional)
    .button("Agree the programme")
}

/// A form being asked about one programme.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    id: ProgrammeId,
    title: &'a str,
    state: &'a State,
}

impl Ask<'_> {
    /// A form about this programme, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        CommandForm::new(self.id, command, title, choices::page_of(self.id))
            .about(format!("Audit programme {}", self.title))
    }

    /// Its entries that were not dropped, in the order they were planned.
    fn entries(self) -> Vec<Choice> {
        let entries = (1..).zip(&self.state.entries);
        let standing = entries.filter(|(_, (_, entry))| !entry.dropped);
        standing
            .map(|(number, (id, entry))| {
                let known = self.reading.view.programmes.get(self.id);
                let known = known.and_then(|year| year.entry(*id));
                let words = known.map(|one| self.reading.start_of(&one.title, TITLE_CHARACTERS));
                let words = words.unwrap_or_else(|| format!("Planned audit {number}"));
                (
                    id.to_string(),
                    format!("{words}, quarter {}", entry.quarter),
                )
            })
            .collect()
    }

    fn which(self) -> Question {
        choices::which(
            self.reading,
            "scheduled",
            "Which planned audit?",
            self.entries(),
        )
    }

    fn schedule(self) -> CommandForm {
        let reading = self.reading;
        self.begin("schedule_audit", "Plan one more audit")
            .ask(Question::new("scheduled", "", Kind::FreshId))
            .ask(Question::new("title", "What will it look at?", Kind::Words))
            .ask(Question::new(
                "kind",
                "Kind of audit",
                Kind::Radios(kinds()),
            ))
            .ask(Question::new(
                "theme",
                "Theme",
                Kind::Select(choices::themes(reading)),
            ))
            .ask(Question::new(
                "quarter",
                "In which quarter of the programme’s year?",
                Kind::Values(quarters()),
            ))
            .ask(Question::new(
                "lead",
                "Who leads it?",
                Kind::Owner(choices::agencies(reading)),
            ))
            .ask(
                Question::new(
                    "priority",
                    "Priority it serves",
                    Kind::Select(priorities(reading, self.state.plan)),
                )
                .optional()
                .answered_where(reading.asked("priority")),
            )
            .meeting(Asked::Optional)
            .button("Plan the audit")
    }

    fn reschedule(self) -> CommandForm {
        self.begin("reschedule_audit", "Move a planned audit")
            .ask(self.which())
            .ask(Question::new(
                "to",
                "To which quarter?",
                Kind::Values(quarters()),
            ))
            .reason(Asked::Required)
            .meeting(Asked::Optional)
            .button("Move the audit")
    }

    fn take_out(self) -> CommandForm {
        self.begin("drop_audit", "Take an audit out of the programme")
            .lead("It stays on the record, with the reason, and no longer counts as planned.")
            .ask(self.which())
            .reason(Asked::Required)
            .meeting(Asked::Optional)
            .button("Take it out")
    }

    fn acknowledge(self) -> CommandForm {
        self.begin(
            "acknowledge_shortfall",
            "Acknowledge that audits are missing",
        )
        .lead(format!(
            "The programme asks for {} at the least. How many were planned and made is \
                 counted, not typed.",
            match self.state.minimum {
                1 => "one audit".to_owned(),
                many => format!("{many} audits"),
            }
        ))
        .reason(Asked::Required)
        .meeting(Asked::Optional)
        .button("Acknowledge the shortfall")
    }

    fn close(self) -> CommandForm {
        self.begin("close_programme", "Close the year’s programme")
            .lead(
                "Every planned audit has an approved report or was taken out, and the minimum was \
                 reached or the shortfall acknowledged.",
            )
            .meeting(Asked::Optional)
            .button("Close the programme")
    }
}
