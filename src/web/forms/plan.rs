//! The forms of the commands to a business plan.

use super::choices;
use crate::web::form::{Asked, Choice, CommandForm, Kind, Part, PartKind, Question, Rows, part};
use crate::web::reading::Reading;
use crate::web::visit::Visit;
use events::ids::{PlanId, PriorityId, StreamId};
use events::plan::Lacking;
use projections::Models;
use projections::plans::{Plan, PlanPhase, Priority};
use serde_json::json;

/// How many waivers one form of approval takes; more actions than this lacking something are
/// better put right first.
const WAIVERS_SHOWN: usize = 10;

/// The form of a command to a plan.
pub fn form(visit: &Visit, view: &Models, stream: StreamId, command: &str) -> Option<CommandForm> {
    for_reading(&Reading::of(visit, view), stream, command)
}

pub(crate) fn for_reading(
    reading: &Reading<'_>,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = PlanId(stream.id);
    if command == "draft_plan" {
        return Some(draft(id));
    }
    let plan = reading.view.plans.get(id)?;
    let ask = Ask { reading, plan };
    Some(match command {
        "review_plan" => ask.review(),
        "approve_plan" => ask.approve(),
        "adopt_plan_jointly" => ask.adopt_jointly(),
        "publish_plan" => ask.publish(),
        "revise_plan" => ask.revise(),
        "adopt_priority" => ask.adopt_priority(),
        "reword_priority" => ask.reword_priority(),
        "name_priority_lead" => ask.name_lead(),
        "set_outcome" => ask.set_outcome(),
        "set_success_measure" => ask.set_measure(),
        "assess_priority" => ask.assess(),
        "declare_little_or_no_progress" => ask.little_progress(),
        "rate_self" => ask.rate_self(),
        "carry_priority_forward" => ask.carry_forward(),
        "retire_priority" => ask.retire(),
        "close_plan" => ask.close(),
        _ => return None,
    })
}

fn draft(id: PlanId) -> CommandForm {
    CommandForm::new(id, "draft_plan", "Draft a plan", "/plan/{id}")
        .cancel("/plan")
        .lead(
            "It uses the RAG key in force today, for good. A plan you already have as a document \
               is better imported.",
        )
        .ask(Question::new("title", "Title", Kind::Line).hint("Such as Business plan 2026 to 2028"))
        .ask(Question::new("from", "First day of its period", Kind::Day))
        .ask(Question::new("to", "Last day of its period", Kind::Day))
        .ask(
            Question::new("joint_with", "Other boards that adopt it too", Kind::Labels)
                .hint("One on each line")
                .optional(),
        )
        .button("Draft the plan")
}

/// A form being asked about one plan.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    plan: &'a Plan,
}

impl<'a> Ask<'a> {
    /// A form about this plan, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        CommandForm::new(
            self.plan.id,
            command,
            title,
            format!("/plan/{}", self.plan.id),
        )
        .about(self.plan.title.as_str())
    }

    fn label(self, priority: &Priority) -> String {
        format!(
            "{} {}",
            priority.number,
            self.reading.start_of(&priority.title, 80)
        )
    }

    /// The priority the form was opened for, where the address names one of this plan.
    fn asked(self) -> Option<&'a Priority> {
        let id: PriorityId = self.reading.asked_for("priority")?;
        self.plan.priority(id)
    }

    /// Priorities that go on, in the order of their numbers.
    fn open_priorities(self) -> Vec<Choice> {
        let mut open: Vec<&Priority> = self
            .plan
            .priorities
            .iter()
            .filter(|p| p.retired.is_none())
            .collect();
        open.sort_by_cached_key(|p| projections::plans::number_order(&p.number));
        open.into_iter()
            .map(|p| (p.id.to_string(), self.label(p)))
            .collect()
    }

    /// A form about one of its priorities: the one it was opened for, or one to choose.
    fn about_priority(self, command: &'static str, title: &str) -> CommandForm {
        let form = self.begin(command, title);
        match self.asked() {
            Some(priority) => {
                let mut form = form.ask(fixed("priority", priority.id.to_string()));
                form.caption = format!("Priority {}", self.label(priority));
                form.back = format!("/plan/{}/priority/{}", self.plan.id, priority.id);
                form
            }
            None => form.ask(Question::new(
                "priority",
                "Priority",
                Kind::Select(self.open_priorities()),
            )),
        }
    }

    fn groups(self) -> Kind {
        let groups = self.reading.view.people.groups.iter();
        Kind::Select(
            groups
                .map(|(id, group)| (id.to_string(), group.name.clone()))
                .collect(),
        )
    }

    fn agencies(self) -> Vec<Choice> {
        choices::agencies(self.reading)
    }

    fn review(self) -> CommandForm {
        self.begin("review_plan", "Record a review of the plan")
            .ask(Question::new(
                "group",
                "Which group reviewed it?",
                self.groups(),
            ))
            .ask(Question::new("comments", "What it said", Kind::Words).optional())
            .meeting(Asked::Optional)
            .button("Record the review")
    }

    fn approve(self) -> CommandForm {
        let lacking = self.lacking();
        let mut form = self
            .begin("approve_plan", "Approve the plan")
            .lead(
                "Every open action needs a lead, a date and a measure, or a waiver that says why \
                   it may go without.",
            )
            .ask(Question::new(
                "group",
                "Which group approves it?",
                self.groups(),
            ));
        if lacking.is_empty() {
            form = form.lead("No open action lacks any of them.");
        } else {
            form = form.lead(format!(
                "{} still lacking. Put them right first, or waive them here.",
                things(lacking.len())
            ));
            let mut question = Question::new(
                "waivers",
                "Waivers",
                Kind::Rows(Rows::several(
                    waiver_parts(&lacking),
                    lacking.len().min(WAIVERS_SHOWN),
                )),
            )
            .optional();
            for (row, (action, what)) in lacking.iter().take(WAIVERS_SHOWN).enumerate() {
                question
                    .before
                    .push((format!("waivers-{row}-action"), action.0.clone()));
                question
                    .before
                    .push((format!("waivers-{row}-lacking"), what.clone()));
            }
            form = form.ask(question.hint("Clear a row to leave it out. Each needs its reason."));
        }
        form.meeting(Asked::Optional).button("Approve the plan")
    }

    /// Every open action that lacks something, with what.
    fn lacking(self) -> Vec<(Choice, String)> {
        let mut lacking = Vec::new();
        let mut actions: Vec<_> = self
            .reading
            .view
            .actions
            .of_plan(self.plan.id)
            .filter(|action| !action.phase().is_settled())
            .collect();
        actions.sort_by_cached_key(|a| projections::plans::number_order(&a.reference));
        for action in actions {
            let choice = (
                action.id.to_string(),
                choices::action_name(self.reading, action),
            );
            let lacks = [
                (Lacking::Lead, action.owners.is_empty()),
                (Lacking::Date, action.due.is_none()),
                (Lacking::Measure, action.measures.is_empty()),
            ];
            for (what, lacks) in lacks {
                if lacks {
                    lacking.push((choice.clone(), choices::word_value(&what)));
                }
            }
        }
        lacking
    }

    fn adopt_jointly(self) -> CommandForm {
        self.begin(
            "adopt_plan_jointly",
            "Record that another board adopted the plan",
        )
        .ask(Question::new("board", "The other board", Kind::Line))
        .meeting(Asked::Optional)
        .button("Record it")
    }

    fn publish(self) -> CommandForm {
        self.begin("publish_plan", "Record that the plan was published")
            .ask(
                Question::new("published_at", "Where it can be read", Kind::Line)
                    .hint("An address on the web, or the name of a document")
                    .optional(),
            )
            .button("Record the publication")
    }

    fn revise(self) -> CommandForm {
        self.begin("revise_plan", "Record a revision of the plan")
            .lead("A revised plan is approved again before it is published again.")
            .ask(Question::new("summary", "What changed", Kind::Words))
            .meeting(Asked::Optional)
            .button("Record the revision")
    }

    fn adopt_priority(self) -> CommandForm {
        let parents = Kind::Select(self.open_priorities());
        let mut parent = Question::new("parent", "Part of which priority?", parents).optional();
        if let Some(asked) = self.asked() {
            parent = parent.answered(asked.id.to_string());
        }
        self.begin("adopt_priority", "Adopt a priority")
            .ask(Question::new("priority", "", Kind::FreshId))
            .ask(
                Question::new("number", "Number", Kind::Line)
                    .hint("As the plan numbers it, such as 3 or 3a"),
            )
            .ask(Question::new("title", "What it says", Kind::Words))
            .ask(
                Question::new(
                    "statement",
                    "What the board wants to be assured of",
                    Kind::Words,
                )
                .optional(),
            )
            .ask(parent)
            .ask(
                Question::new("joint_with", "Another board it is shared with", Kind::Line)
                    .optional(),
            )
            .button("Adopt the priority")
    }

    fn reword_priority(self) -> CommandForm {
        let (mut title, mut statement) = (
            Question::new("title", "What it says from now on", Kind::Words),
            Question::new(
                "statement",
                "What the board wants to be assured of from now on",
                Kind::Words,
            )
            .optional(),
        );
        if let Some(priority) = self.asked() {
            title = title.answered(self.reading.plain(&priority.title));
            if let Some(words) = &priority.statement {
                statement = statement.answered(self.reading.plain(words));
            }
        }
        self.about_priority("reword_priority", "Correct the words of a priority")
            .lead("The words before stay on the trail.")
            .ask(title)
            .ask(statement)
            .reason(Asked::Required)
            .button("Correct the words")
    }

    fn name_lead(self) -> CommandForm {
        self.about_priority("name_priority_lead", "Name the lead of a priority")
            .ask(Question::new("lead", "Lead", Kind::Owner(self.agencies())))
            .button("Name the lead")
    }

    fn set_outcome(self) -> CommandForm {
        self.about_priority("set_outcome", "Set an outcome")
            .ask(Question::new("outcome", "", Kind::FreshId))
            .ask(Question::new(
                "text",
                "What will be different for children",
                Kind::Words,
            ))
            .ask(
                Question::new("horizon_months", "By when, in months", Kind::Number)
                    .hint("Counted from the plan’s first day, such as 6, 12 or 24")
                    .optional(),
            )
            .button("Set the outcome")
    }

    fn set_measure(self) -> CommandForm {
        let within = self.asked().map(|priority| priority.id);
        let outcomes = self
            .plan
            .priorities
            .iter()
            .filter(|priority| within.is_none_or(|id| id == priority.id))
            .flat_map(|priority| &priority.outcomes)
            .map(|outcome| {
                (
                    outcome.id.to_string(),
                    self.reading.start_of(&outcome.text, 80),
                )
            })
            .collect();
        let form = self.about_priority("set_success_measure", "Set a measure of success");
        form.ask(Question::new("measure", "", Kind::FreshId))
            .ask(Question::new("outcome", "Of which outcome?", Kind::Select(outcomes)).optional())
            .ask(Question::new("text", "How success is seen", Kind::Words))
            .button("Set the measure")
    }

    fn assess(self) -> CommandForm {
        self.about_priority("assess_priority", "Assess a priority")
            .lead("As at a review of the plan: what was achieved, and what was not.")
            .ask(Question::new(
                "worked_well",
                "What worked well",
                Kind::Words,
            ))
            .ask(Question::new(
                "not_so_well",
                "What worked not so well",
                Kind::Words,
            ))
            .ask(Question::new("barriers", "Gaps and barriers", Kind::Words).optional())
            .ask(Question::new("services", "What changed in services", Kind::Words).optional())
            .ask(Question::new("outcomes", "What changed for children", Kind::Words).optional())
            .meeting(Asked::Optional)
            .button("Record the assessment")
    }

    fn little_progress(self) -> CommandForm {
        self.about_priority(
            "declare_little_or_no_progress",
            "Say that there was little progress",
        )
        .lead(
            "The yearly report has to say where there was little or no progress. Saying it \
                   when it is so is better than finding it then.",
        )
        .ask(Question::new("explanation", "Why", Kind::Words))
        .ask(Question::new("remedy", "What will be done", Kind::Words))
        .button("Record it")
    }

    fn rate_self(self) -> CommandForm {
        let mut priority =
            Question::new("priority", "Priority", Kind::Select(self.open_priorities()))
                .hint("Leave empty to rate the plan as a whole.")
                .optional();
        if let Some(asked) = self.asked() {
            priority = priority.answered(asked.id.to_string());
        }
        self.begin("rate_self", "Record the board’s rating of itself")
            .ask(Question::new("group", "Which group?", self.groups()))
            .ask(priority)
            .ask(Question::new("score", "Score", Kind::Number))
            .ask(Question::new("out_of", "Highest possible score", Kind::Number).answered("10"))
            .meeting(Asked::Optional)
            .button("Record the rating")
    }

    fn carry_forward(self) -> CommandForm {
        let plans = self.reading.view.plans.all();
        let plans = plans
            .filter(|plan| plan.id != self.plan.id && plan.phase != PlanPhase::Closed)
            .map(|plan| (plan.id.to_string(), plan.title.clone()))
            .collect();
        self.about_priority("carry_priority_forward", "Carry a priority forward")
            .ask(
                Question::new("to", "The next plan", Kind::Select(plans))
                    .hint("Draft the next plan first where it is not in the list."),
            )
            .meeting(Asked::Optional)
            .button("Carry it forward")
    }

    fn retire(self) -> CommandForm {
        self.about_priority("retire_priority", "End a priority")
            .lead("It must have no open action: close, discontinue or move them first.")
            .reason(Asked::Required)
            .meeting(Asked::Optional)
            .button("End the priority")
    }

    fn close(self) -> CommandForm {
        self.begin("close_plan", "Close the plan")
            .lead(
                "It must have no open action. Before the last day of its period a reason is \
                   needed.",
            )
            .reason(Asked::Optional)
            .meeting(Asked::Optional)
            .button("Close the plan")
    }
}

fn things(count: usize) -> String {
    match count {
        1 => "One thing is".to_owned(),
        many => format!("{many} things are"),
    }
}

/// A question that is not asked, with its answer.
fn fixed(name: &'static str, value: String) -> Question {
    Question::new(name, "", Kind::Fixed(json!(value)))
}

fn waiver_parts(lacking: &[(Choice, String)]) -> Vec<Part> {
    let mut actions: Vec<Choice> = lacking.iter().map(|(action, _)| action.clone()).collect();
    actions.dedup();
    let what = [
        (Lacking::Lead, "Nobody owns it"),
        (Lacking::Date, "No due date"),
        (Lacking::Measure, "No measure of success"),
    ];
    let what = what.map(|(word, label)| (choices::word_value(&word), label.to_owned()));
    vec![
        part("action", "Action", PartKind::Choice(actions)),
        part("lacking", "What it lacks", PartKind::Choice(what.to_vec())),
        part("reason", "Why that is acceptable", PartKind::Words),
    ]
}
