//! The forms by which an audit begins: commissioned, its tool given out, its sample frozen.

use super::super::audit_programme::kinds;
use super::super::choices::{self, json_value};
use super::Ask;
use crate::web::form::{Asked, Choice, CommandForm, Each, Kind, PartKind, Question, Rows, part};
use crate::web::reading::Reading;
use events::audit::{AuditKind, ScheduledRef};
use events::ids::{AuditId, ScheduledId};
use events::world::World;
use projections::Models;

/// How many questions a form of the tool takes.
const QUESTIONS_SHOWN: usize = 20;

/// How many characters of what a planned audit looks at stand in a choice.
const TITLE_CHARACTERS: usize = 80;

/// Commission an audit. The query may name the entry of the programme, or the audit it repeats.
pub(super) fn commission(reading: &Reading<'_>, world: &World, id: AuditId) -> CommandForm {
    let entry = reading.asked_for::<ScheduledId>("scheduled");
    let entries = entries(reading, world);
    let chosen = entries.iter().find(|(of, _)| Some(of.scheduled) == entry);
    let chosen = chosen.map(|(of, _)| *of);
    let known = Known::of(reading, chosen);
    let chosen = chosen.map(|of| json_value(&of));
    let entries = entries
        .iter()
        .map(|(of, name)| (json_value(of), name.clone()));
    let form = CommandForm::new(
        id,
        "commission_audit",
        "Commission an audit",
        choices::page_of(id),
    )
    .cancel("/audits")
    .lead("All its grades use the grading scale in force on the day.");
    about(form, reading, known)
        .ask(
            Question::new(
                "scheduled",
                "Planned in the programme as",
                Kind::Select(entries.collect()),
            )
            .hint("Leave empty for an audit that nobody planned.")
            .optional()
            .answered_where(chosen),
        )
        .ask(
            Question::new(
                "repeat_of",
                "Which earlier audit does it make again?",
                Kind::Select(reported(reading.view, world)),
            )
            .hint("A repeat audit needs one, with an approved report.")
            .optional()
            .answered_where(reading.asked("repeat_of")),
        )
        .meeting(Asked::Optional)
        .button("Commission the audit")
}

/// What is known of the audit before anybody typed: from the entry of the programme, from the audit
/// it makes again, or from the query.
#[derive(Default)]
struct Known {
    title: Option<String>,
    kind: Option<String>,
    theme: Option<String>,
    question: Option<String>,
    cohort: Option<String>,
    method: Option<String>,
    agencies: Vec<String>,
}

impl Known {
    fn of(reading: &Reading<'_>, planned: Option<ScheduledRef>) -> Self {
        let mut known = Self {
            theme: reading.asked("theme").map(str::to_owned),
            ..Self::default()
        };
        let baseline = reading.asked_for::<AuditId>("repeat_of");
        if let Some(baseline) = baseline.and_then(|id| reading.view.audits.audit(id)) {
            let words = |text| Some(reading.plain(text));
            known.kind = Some(choices::word_value(&AuditKind::Repeat));
            known.theme = Some(reading.view.theme_now(&baseline.theme).to_owned());
            known.question = words(&baseline.question);
            known.cohort = words(&baseline.cohort);
            known.method = words(&baseline.method);
            let agencies = baseline.agencies.iter();
            known.agencies = agencies.map(ToString::to_string).collect();
        }
        let entry = planned.and_then(|of| {
            let year = reading.view.programmes.get(of.programme)?;
            year.entry(of.scheduled)
        });
        if let Some(entry) = entry {
            known.title = Some(reading.plain(&entry.title));
            known.kind = Some(choices::word_value(&entry.kind));
            known.theme = Some(reading.view.theme_now(&entry.theme).to_owned());
        }
        known
    }
}

/// What the audit asks, of whom, and by when.
fn about(form: CommandForm, reading: &Reading<'_>, known: Known) -> CommandForm {
    let title = Question::new("title", "What it is called", Kind::Line);
    form.ask(title.answered_where(known.title))
        .ask(
            Question::new("reference", "Reference", Kind::Line)
                .hint("Such as A3 2026. No other audit has it."),
        )
        .ask(
            Question::new("kind", "Kind of audit", Kind::Radios(kinds()))
                .answered_where(known.kind),
        )
        .ask(
            Question::new("theme", "Theme", Kind::Select(choices::themes(reading)))
                .answered_where(known.theme),
        )
        .ask(
            Question::new("question", "What does it ask of practice?", Kind::Words)
                .answered_where(known.question),
        )
        .ask(
            Question::new("cohort", "Which children is it about?", Kind::Words)
                .hint("A group, never one child: such as children under five on a plan")
                .answered_where(known.cohort),
        )
        .ask(Question::new(
            "sample_planned",
            "How many cases are to be looked at?",
            Kind::Number,
        ))
        .ask(
            Question::new("method", "How are they looked at?", Kind::Words)
                .answered_where(known.method),
        )
        .ask(
            Question::new(
                "agencies",
                "Whose practice is looked at?",
                Kind::Several(choices::agencies(reading)),
            )
            .hint("At least one agency; a multi-agency audit needs two.")
            .all_of(known.agencies),
        )
        .ask(Question::new("starts", "First day", Kind::Day).on(Some(reading.today)))
        .ask(Question::new(
            "fieldwork_due",
            "By when do agencies return?",
            Kind::Day,
        ))
        .ask(Question::new(
            "report_due",
            "By when does it report?",
            Kind::Day,
        ))
}

/// The audits planned in programmes that go on, for which none was commissioned yet.
fn entries(reading: &Reading<'_>, world: &World) -> Vec<(ScheduledRef, String)> {
    let view = reading.view;
    let mut entries = Vec::new();
    let open = world.programmes.iter().filter(|(_, state)| state.is_open());
    for (programme, state) in open {
        let Some(known) = view.programmes.get(*programme) else {
            continue;
        };
        let title = &known.title;
        for (number, (scheduled, entry)) in (1_u32..).zip(&state.entries) {
            let of = ScheduledRef {
                programme: *programme,
                scheduled: *scheduled,
            };
            if !entry.dropped && !is_taken(world, of) {
                let planned = known.entry(*scheduled);
                let words = planned.map(|one| reading.start_of(&one.title, TITLE_CHARACTERS));
                let words = words.unwrap_or_else(|| format!("Planned audit {number}"));
                let name = format!("{words} ({title}, quarter {})", entry.quarter);
                entries.push((of, name));
            }
        }
    }
    entries
}

fn is_taken(world: &World, of: ScheduledRef) -> bool {
    use events::audit::Phase;
    let mut audits = world.audits.values();
    audits.any(|audit| audit.scheduled == Some(of) && audit.phase != Phase::Abandoned)
}

/// The audits whose report is approved.
pub(super) fn reported(view: &Models, world: &World) -> Vec<Choice> {
    let reported = world.audits.iter().filter(|(_, audit)| audit.is_reported());
    reported
        .filter_map(|(id, _)| {
            let known = view.audits.audit(*id)?;
            let name = format!("{}: {}", known.reference, known.title);
            Some((id.to_string(), name))
        })
        .collect()
}

impl Ask<'_> {
    pub(super) fn issue_tool(self) -> CommandForm {
        let parts = vec![
            part("key", "Key, such as 2a", PartKind::Line),
            part("words", "What is asked?", PartKind::Words),
        ];
        let mut questions = Question::new(
            "questions",
            "The questions",
            Kind::Rows(Rows::several(parts, QUESTIONS_SHOWN)),
        )
        .hint("Each has a key of its own. Leave rows empty that are not needed.");
        let known = self.state.tool.iter().flat_map(|tool| &tool.questions);
        for (row, key) in known.take(QUESTIONS_SHOWN).enumerate() {
            let name = format!("questions-{row}-key");
            questions.before.push((name, key.clone()));
        }
        let descriptors = Each {
            key: "grade",
            of: choices::grades(self.reading.view, self.state.grading_scale),
            answer: part("words", "What it looks like", PartKind::Words),
        };
        let form = self.begin("issue_audit_tool", "Give out the audit tool");
        let form = match &self.state.tool {
            None => form,
            Some(tool) => form.lead(format!(
                "Tool {} was given out before. The new one takes its place; once fieldwork began \
                 it cannot be changed any more.",
                tool.version
            )),
        };
        form.ask(questions)
            .ask(
                Question::new(
                    "descriptors",
                    "What each grade looks like in this practice",
                    Kind::Each(descriptors),
                )
                .optional(),
            )
            .button("Give out the tool")
    }

    pub(super) fn draw_sample(self) -> CommandForm {
        let cases = self.world.cases_of_audit.get(&self.id);
        let cases: Vec<Choice> = cases
            .into_iter()
            .flatten()
            .filter_map(|id| {
                let case = self.world.cases.get(id)?;
                Some((id.to_string(), case.alias.clone()))
            })
            .collect();
        let drawn: Vec<String> = cases.iter().map(|(id, _)| id.clone()).collect();
        self.begin("draw_sample", "Freeze the sample")
            .lead(format!(
                "{} were planned, {} drawn. No case is drawn after this; one that should not be \
                 in the sample is excluded with a reason.",
                self.state.sample_planned,
                drawn.len()
            ))
            .ask(Question::new(
                "method",
                "How were the cases chosen?",
                Kind::Words,
            ))
            .ask(
                Question::new("cases", "The cases that were drawn", Kind::Several(cases))
                    .hint("Every one of them.")
                    .all_of(drawn),
            )
            .button("Freeze the sample")
    }
}
