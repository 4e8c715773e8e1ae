//! The form by which a recommendation is made.

use super::super::choices::{self, meeting_name};
use super::source_value;
use crate::web::form::{Choice, CommandForm, Kind, Question};
use crate::web::reading::Reading;
use events::ids::{FindingId, InspectionFindingId, LearningPointId, PlanId, PriorityId};
use events::ids::{RecommendationId, ReviewFindingId};
use events::practice_review::FindingKind;
use projections::plans::PlanPhase;

/// How many meetings are offered as a source.
const MEETINGS_SHOWN: usize = 20;

/// Make a recommendation. The query may name the plan and the priority, and the finding, the
/// learning point or what a practice review or an inspection says it comes from.
pub(super) fn make(reading: &Reading<'_>, id: RecommendationId) -> CommandForm {
    let view = reading.view;
    let asked = reading.asked_for::<PriorityId>("priority");
    let priority = asked.and_then(|id| view.plans.priority(id));
    let plan = reading
        .asked_for::<PlanId>("plan")
        .or_else(|| priority.map(|(plan, _)| plan.id))
        .and_then(|id| view.plans.get(id));
    let back = "/recommendation/{id}";
    let mut form = CommandForm::new(id, "make_recommendation", "Make a recommendation", back)
        .cancel("/recommendations")
        .button("Make the recommendation");
    let origin = Origin::asked(reading);
    let theme = origin.as_ref().map(|origin| origin.theme.clone());
    let mut serves = Question::new(
        "priority",
        "Priority it serves",
        Kind::Select(priorities(reading)),
    )
    .optional();
    if let Some((_, priority)) = priority {
        serves = serves.answered(priority.id.to_string());
    }
    let mut carried =
        Question::new("plan", "Plan that carries it", Kind::Select(plans(reading))).optional();
    if let Some(plan) = plan {
        form = form.about(plan.title.clone());
        carried = carried.answered(plan.id.to_string());
    }
    form.ask(
        Question::new("reference", "Reference", Kind::Line)
            .hint("Such as 3.1. No other recommendation of the plan has it."),
    )
    .ask(carried)
    .ask(serves)
    .ask(
        Question::new("theme", "Theme", Kind::Select(choices::themes(reading)))
            .optional()
            .answered_where(theme),
    )
    .ask(comes_from(reading, origin))
    .ask(
        Question::new("text", "What should change?", Kind::Words)
            .hint("Say what should be different, not only what training or policy to write."),
    )
    .ask(
        Question::new(
            "addressees",
            "Who should change it?",
            Kind::Several(choices::agencies(reading)),
        )
        .hint("At least one agency."),
    )
    .ask(
        Question::new(
            "outcome",
            "What will be different for children?",
            Kind::Words,
        )
        .optional(),
    )
    .ask(Question::new("measure", "How will that be seen?", Kind::Words).optional())
    .ask(Question::new("level", "How far does it reach?", Kind::Radios(levels())).answered("local"))
    .ask(Question::new("due", "By when?", Kind::Day).optional())
}

/// What of this record it is made of.
struct Origin {
    value: String,
    name: String,
    theme: String,
}

impl Origin {
    /// What the form was opened for, as far as the reader sees it. The
    /// title stands in the leaf: it says which it is, and none of its words.
    fn asked(reading: &Reading<'_>) -> Option<Self> {
        let view = reading.view;
        let named = |code: &str| {
            let now = view.theme_now(code).to_owned();
            let mut themes = view.people.themes.iter();
            let theme = themes.find(|theme| theme.code == now);
            (theme.map_or(now.clone(), |theme| theme.name.clone()), now)
        };
        if let Some(id) = reading.asked_for::<LearningPointId>("learning_point") {
            let (review, point) = view.rapid_reviews.point(id)?;
            let (name, theme) = named(&point.theme);
            return Some(Self {
                value: source_value("learning_point", point.id),
                name: format!(
                    "Learning point of rapid review {}: {name}",
                    review.reference
                ),
                theme,
            });
        }
        if let Some(id) = reading.asked_for::<ReviewFindingId>("review_finding") {
            let (review, finding) = view.practice_reviews.finding(id)?;
            let (kind, what) = match finding.kind {
                FindingKind::LearningPoint => ("learning_point", "Learning point"),
                FindingKind::Finding | FindingKind::GoodPractice => ("practice_review", "Finding"),
            };
            let (name, theme) = named(&finding.theme);
            return Some(Self {
                value: source_value(kind, finding.id),
                name: format!("{what} of practice review {}: {name}", review.reference),
                theme,
            });
        }
        if let Some(id) = reading.asked_for::<InspectionFindingId>("inspection_finding") {
            let (inspection, finding) = view.inspections.finding(id)?;
            let (name, theme) = named(&finding.theme);
            let (what, of) = (finding.kind.title(), &inspection.reference);
            return Some(Self {
                value: source_value("inspection", finding.id),
                name: format!("{what} of inspection {of}: {name}"),
                theme,
            });
        }
        let id = reading.asked_for::<FindingId>("finding")?;
        let (audit, finding) = view.audits.finding(id)?;
        let now = &finding.now;
        let (name, theme) = named(&now.theme);
        let (x, n) = (now.x, now.n);
        Some(Self {
            value: source_value("finding", finding.id),
            name: format!("Finding of audit {}: {name}, {x} of {n}", audit.reference),
            theme,
        })
    }
}

/// Where it comes from: what it is made of is chosen already.
fn comes_from(reading: &Reading<'_>, origin: Option<Origin>) -> Question {
    let mut sources = sources(reading);
    let mut question = Question::new(
        "sources",
        "Where does it come from?",
        Kind::Sources(Vec::new()),
    )
    .hint(
        "At least one source. The thread starts here: give a review or an audit its title and \
         year. A meeting, a finding or a learning point of this record needs no \
         title.",
    );
    if let Some(Origin { value, name, .. }) = origin {
        let before = ("sources-0-kind".to_owned(), value.clone());
        question.before.push(before);
        sources.insert(0, (value, name));
    }
    question.kind = Kind::Sources(sources);
    question
}

fn plans(reading: &Reading<'_>) -> Vec<Choice> {
    let open = reading
        .view
        .plans
        .all()
        .rev()
        .filter(|plan| plan.phase != PlanPhase::Closed);
    open.map(|plan| (plan.id.to_string(), plan.title.clone()))
        .collect()
}

fn priorities(reading: &Reading<'_>) -> Vec<Choice> {
    let open = reading
        .view
        .plans
        .all()
        .rev()
        .filter(|plan| plan.phase != PlanPhase::Closed);
    let mut choices = Vec::new();
    for plan in open {
        for priority in plan.priorities.iter().filter(|p| p.retired.is_none()) {
            let title = reading.start_of(&priority.title, 80);
            let name = format!("{}: {title} ({})", priority.number, plan.title);
            choices.push((priority.id.to_string(), name));
        }
    }
    choices
}

fn levels() -> Vec<Choice> {
    let levels = [
        ("local", "This partnership"),
        ("regional", "Several partnerships"),
        ("national", "Government or national bodies"),
    ];
    levels
        .map(|(value, label)| (value.to_owned(), label.to_owned()))
        .to_vec()
}

/// The kinds of source, then the meetings of this record.
fn sources(reading: &Reading<'_>) -> Vec<Choice> {
    let kinds = [
        ("finding", "Finding of an audit"),
        ("learning_point", "Learning point of a review"),
        (
            "practice_review",
            "Local child safeguarding practice review",
        ),
        ("inspection", "Inspection"),
        ("national_review", "National review"),
        ("annual_report", "Annual report"),
        ("document", "Business plan or other document"),
        ("meeting", "Meeting that is not in this record"),
    ];
    let mut choices: Vec<Choice> = kinds
        .map(|(value, label)| (value.to_owned(), label.to_owned()))
        .to_vec();
    for meeting in reading
        .view
        .meetings
        .latest_first()
        .into_iter()
        .take(MEETINGS_SHOWN)
    {
        if meeting.cancelled.is_none() {
            let value = source_value("meeting", meeting.id);
            choices.push((value, meeting_name(reading.view, meeting)));
        }
    }
    choices
}
