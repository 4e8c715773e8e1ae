//! The form by which a new action is agreed.

use super::super::choices::{self, json_value};
use crate::web::form::{Choice, CommandForm, Kind, Question};
use crate::web::reading::Reading;
use events::action::Parent;
use events::ids::{ActionId, OutcomeId, PlanId, PriorityId, RecommendationId};
use projections::plans::{Plan, PlanPhase};

/// Agree a new action. The query may name the plan, the priority, and the recommendation or
/// outcome it is there for.
pub(super) fn agree(reading: &Reading<'_>, id: ActionId) -> CommandForm {
    let known = Known::of(reading);
    let cancel = match (known.plan, known.recommendation) {
        (_, Some(recommendation)) => format!("/recommendation/{recommendation}"),
        (Some(plan), None) => format!("/plan/{}", plan.id),
        (None, None) => "/actions".to_owned(),
    };
    let mut form = CommandForm::new(
        id,
        "agree_action",
        "Agree an improvement action",
        "/action/{id}",
    )
    .cancel(cancel)
    .button("Agree the action");
    let Some(plan) = known.plan else {
        return form.lead(
            "An action belongs to a plan, and there is no open plan yet: import or draft one \
             first.",
        );
    };
    form = form.about(plan.title.clone());
    let plan_id = serde_json::Value::String(plan.id.to_string());
    form.ask(Question::new("plan", "Plan", Kind::Fixed(plan_id)))
        .ask(
            Question::new("reference", "Reference", Kind::Line)
                .hint("As the plan numbers it, such as 1.2. No other action of the plan has it."),
        )
        .ask(answered(
            Question::new(
                "priority",
                "Priority",
                Kind::Select(priorities(reading, plan)),
            ),
            known.priority.map(|priority| priority.to_string()),
        ))
        .ask(answered(
            Question::new(
                "parent",
                "What is it there for?",
                Kind::Select(parents(reading, plan)),
            )
            .hint("A recommendation, an outcome, or the priority as a whole."),
            known.parent().map(|parent| json_value(&parent)),
        ))
        .ask(
            Question::new("text", "What will somebody do?", Kind::Words)
                .hint("One thing that can be seen to be done. No names of people."),
        )
        .ask(Question::new("owners", "Owners", Kind::Owners(choices::agencies(reading))).optional())
        .ask(Question::new("start", "Start", Kind::Day).optional())
        .ask(Question::new("due", "Due", Kind::Day).optional())
        .ask(
            Question::new(
                "due_precision",
                "How exactly is the due date meant?",
                Kind::Radios(choices::precisions()),
            )
            .optional()
            .answered("day"),
        )
        .ask(
            Question::new(
                "timescale",
                "Timescale in the board’s own words",
                Kind::Line,
            )
            .optional(),
        )
        .ask(
            Question::new("measures", "How will success be seen?", Kind::Measures)
                .hint("One measure on each line. A plan is not approved while an action has none.")
                .optional(),
        )
        .ask(Question::new("baseline", "Where do things stand now?", Kind::Words).optional())
        .ask(
            Question::new("resources", "What does it need?", Kind::Words)
                .hint("People, groups, data.")
                .optional(),
        )
}

/// What the query says about the new action.
struct Known<'a> {
    plan: Option<&'a Plan>,
    priority: Option<PriorityId>,
    recommendation: Option<RecommendationId>,
    outcome: Option<OutcomeId>,
}

impl<'a> Known<'a> {
    fn of(reading: &Reading<'a>) -> Self {
        let view = reading.view;
        let recommendation = reading.asked_for::<RecommendationId>("recommendation");
        let served = recommendation.and_then(|id| view.recommendations.get(id));
        let outcome = reading.asked_for::<OutcomeId>("outcome");
        let of_outcome = outcome.and_then(|id| view.plans.outcome(id));
        let priority = reading
            .asked_for::<PriorityId>("priority")
            .or_else(|| of_outcome.map(|(_, priority, _)| priority.id))
            .or_else(|| served.and_then(|one| one.priority));
        let of_priority = priority.and_then(|id| view.plans.priority(id));
        let plan = reading
            .asked_for::<PlanId>("plan")
            .or_else(|| of_priority.map(|(plan, _)| plan.id))
            .or_else(|| served.and_then(|one| one.plan))
            .and_then(|id| view.plans.get(id))
            .filter(|plan| plan.phase != PlanPhase::Closed)
            .or_else(|| view.plans.current(reading.today));
        Self {
            plan,
            priority,
            recommendation,
            outcome,
        }
    }

    fn parent(&self) -> Option<Parent> {
        self.recommendation
            .map(Parent::Recommendation)
            .or(self.outcome.map(Parent::Outcome))
            .or(self.priority.map(Parent::Priority))
    }
}

fn answered(question: Question, answer: Option<String>) -> Question {
    match answer {
        Some(answer) => question.answered(answer),
        None => question,
    }
}

fn priorities(reading: &Reading<'_>, plan: &Plan) -> Vec<Choice> {
    let open = plan
        .priorities
        .iter()
        .filter(|p| p.retired.is_none() && p.carried_to.is_none());
    open.map(|priority| {
        let title = reading.start_of(&priority.title, 80);
        (
            priority.id.to_string(),
            format!("{}: {title}", priority.number),
        )
    })
    .collect()
}

/// Recommendations first, then each priority with its outcomes.
fn parents(reading: &Reading<'_>, plan: &Plan) -> Vec<Choice> {
    let recommendations = reading.view.recommendations.of_plan(plan.id);
    let mut choices: Vec<Choice> = recommendations
        .filter(|one| !one.state().is_settled())
        .map(|one| {
            let name = choices::recommendation_name(reading, one);
            (
                json_value(&Parent::Recommendation(one.id)),
                format!("Recommendation {name}"),
            )
        })
        .collect();
    for priority in &plan.priorities {
        let whole = json_value(&Parent::Priority(priority.id));
        choices.push((whole, format!("Priority {} as a whole", priority.number)));
        for outcome in &priority.outcomes {
            let words = reading.start_of(&outcome.text, 80);
            let value = json_value(&Parent::Outcome(outcome.id));
            choices.push((
                value,
                format!("Outcome of priority {}: {words}", priority.number),
            ));
        }
    }
    choices
}
