//! The forms about the milestones of an action.

use super::super::choices::{self, day_or};
use super::Ask;
use crate::web::form::{Asked, Choice, CommandForm, Kind, Question};
use events::ids::MilestoneId;
use projections::actions::{Milestone, MilestoneState};
use serde_json::Value;

const BEYOND: &str = "The date lies after the plan’s end, and that is meant";

impl Ask<'_> {
    pub(super) fn set_milestone(self) -> CommandForm {
        let owners = choices::owners(self.reading.view, &self.action.owners);
        self.begin("set_milestone", "Set a milestone")
            .ask(Question::new("milestone", "Milestone", Kind::FreshId))
            .ask(Question::new(
                "text",
                "What will have been done?",
                Kind::Words,
            ))
            .ask(
                Question::new("owner", "Whose is it?", Kind::Select(owners))
                    .hint("Leave empty when it belongs to all owners together.")
                    .optional(),
            )
            .ask(Question::new("due", "By when?", Kind::Day).optional())
            .ask(
                Question::new(
                    "due_precision",
                    "How exactly is the date meant?",
                    Kind::Radios(choices::precisions()),
                )
                .optional()
                .answered("day"),
            )
            .ask(Question::new("beyond_plan", BEYOND, Kind::Tick))
            .button("Set the milestone")
    }

    pub(super) fn meet_milestone(self) -> CommandForm {
        let form = self.begin("meet_milestone", "Record that a milestone was met");
        let unmet = |m: &Milestone| !matches!(m.state, MilestoneState::Met(_));
        self.which(form, unmet)
            .lead("A milestone met late is recorded as met on the day it was met.")
            .button("Record as met")
    }

    pub(super) fn miss_milestone(self) -> CommandForm {
        let form = self.begin("miss_milestone", "Record that a milestone was missed");
        let open = |m: &Milestone| matches!(m.state, MilestoneState::Open);
        self.which(form, open)
            .reason(Asked::Optional)
            .button("Record as missed")
    }

    pub(super) fn reschedule_milestone(self) -> CommandForm {
        let form = self.begin("reschedule_milestone", "Give a milestone another date");
        let unmet = |m: &Milestone| !matches!(m.state, MilestoneState::Met(_));
        self.which(form, unmet)
            .lead("The date before stays on the trail.")
            .ask(Question::new("to", "Date from now on", Kind::Day))
            .ask(Question::new("beyond_plan", BEYOND, Kind::Tick))
            .reason(Asked::Required)
            .meeting(Asked::Optional)
            .button("Give it the new date")
    }

    /// Which milestone: the one of the query, or a choice.
    fn which(self, form: CommandForm, wanted: impl Fn(&Milestone) -> bool) -> CommandForm {
        let asked = self.reading.asked_for::<MilestoneId>("milestone");
        let named = asked.and_then(|id| self.action.milestones.iter().find(|m| m.id == id));
        if let Some(milestone) = named {
            let id = Value::String(milestone.id.to_string());
            return form
                .lead(format!("Milestone: {}", self.milestone_name(milestone)))
                .ask(Question::new("milestone", "Milestone", Kind::Fixed(id)));
        }
        let choices: Vec<Choice> = self
            .action
            .milestones
            .iter()
            .filter(|milestone| wanted(milestone))
            .map(|milestone| (milestone.id.to_string(), self.milestone_name(milestone)))
            .collect();
        form.ask(Question::new(
            "milestone",
            "Which milestone?",
            Kind::Radios(choices),
        ))
    }

    fn milestone_name(self, milestone: &Milestone) -> String {
        let words = self.reading.start_of(&milestone.text, 120);
        format!("{words} (by {})", day_or(milestone.due, "no date"))
    }
}
