//! The forms of the commands to a recommendation.

mod making;

use super::choices::{self, json_value};
use crate::web::form::{Asked, Choice, CommandForm, Kind, Question};
use crate::web::reading::Reading;
use events::evidence::Claim;
use events::ids::{AgencyId, RecommendationId, StreamId};
use events::recommendation::QualityQuestion;
use projections::plans::PlanPhase;
use projections::recommendations::Recommendation;
use serde_json::Value;

/// The form of a command to a recommendation.
pub fn form(reading: &Reading<'_>, stream: StreamId, command: &str) -> Option<CommandForm> {
    let id = RecommendationId(stream.id);
    if command == "make_recommendation" {
        return Some(making::make(reading, id));
    }
    let one = reading.view.recommendations.get(id)?;
    let ask = Ask { reading, one };
    Some(match command {
        "check_recommendation_quality" => ask.check_quality(),
        "accept_recommendation" => ask.accept(),
        "partly_accept_recommendation" => ask.partly_accept(),
        "decline_recommendation" => ask.decline(),
        "amend_recommendation" => ask.amend(),
        "merge_recommendation" => ask.merge(),
        "split_recommendation" => ask.split(),
        "supersede_recommendation" => ask.supersede(),
        "carry_recommendation_forward" => ask.carry_forward(),
        "link_earlier_recommendation" => ask.link_earlier(),
        "report_implementation" => ask.report_implementation(),
        "verify_implementation" => ask.verify(),
        "judge_recommendation_impact" => ask.judge_impact(),
        "close_without_impact_evidence" => ask.close_without_impact(),
        "close_recommendation" => ask.close(),
        "reopen_recommendation" => ask.reopen(),
        _ => return None,
    })
}

/// What is looked at in a check of quality, as a question.
pub(crate) const QUALITY: [(QualityQuestion, &str); 5] = [
    (
        QualityQuestion::Addressee,
        "It says who should change something",
    ),
    (QualityQuestion::Date, "It says by when"),
    (
        QualityQuestion::Outcome,
        "It says what will be different for children",
    ),
    (
        QualityQuestion::Cause,
        "It addresses the cause, not only what happened",
    ),
    (
        QualityQuestion::MoreThanTrainingOrProcedure,
        "It asks for more than training or a procedure",
    ),
];

/// A form being asked about one recommendation.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    one: &'a Recommendation,
}

impl Ask<'_> {
    /// A form about this recommendation, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        let words = self.reading.start_of(&self.one.text, 120);
        let back = format!("/recommendation/{}", self.one.id);
        CommandForm::new(self.one.id, command, title, back)
            .about(format!("Recommendation {}: {words}", self.one.reference))
    }

    fn check_quality(self) -> CommandForm {
        let questions = QUALITY
            .iter()
            .map(|(word, label)| (choices::word_value(word), (*label).to_owned()));
        let mut answers = Question::new(
            "answers",
            "Tick what holds",
            Kind::Checks(questions.collect()),
        )
        .hint("What is not ticked is recorded as not holding.");
        for answer in self.one.quality.iter().flat_map(|(_, answers)| answers) {
            if answer.holds {
                answers = answers.answered(choices::word_value(&answer.question));
            }
        }
        self.begin(
            "check_recommendation_quality",
            "Check the recommendation’s quality",
        )
        .lead(self.reading.plain(&self.one.text))
        .ask(answers)
        .button("Record the check")
    }

    fn accept(self) -> CommandForm {
        let form = self.begin("accept_recommendation", "Accept the recommendation");
        self.whose(form).button("Accept")
    }

    fn partly_accept(self) -> CommandForm {
        let form = self.begin(
            "partly_accept_recommendation",
            "Accept part of the recommendation",
        );
        self.whose(form)
            .lead("The reason says which part is not accepted, and why.")
            .reason(Asked::Required)
            .button("Accept in part")
    }

    fn decline(self) -> CommandForm {
        let form = self.begin("decline_recommendation", "Decline the recommendation");
        self.whose(form)
            .lead("The recommendation, your answer and the reason stay on the record.")
            .reason(Asked::Required)
            .button("Decline")
    }

    /// For which addressee: the reader's own agency, or a choice of the addressees.
    fn whose(self, form: CommandForm) -> CommandForm {
        let question = if let Some(agency) = choices::speaks_for(self.reading) {
            let agency = Value::String(agency.to_string());
            Question::new("agency", "Agency", Kind::Fixed(agency))
        } else {
            let addressees = Kind::Radios(self.addressees());
            let question = Question::new("agency", "For which agency?", addressees);
            match self.reading.asked("agency") {
                Some(agency) => question.answered(agency),
                None => question,
            }
        };
        form.ask(question)
    }

    fn addressees(self) -> Vec<Choice> {
        choices::named_agencies(self.reading.view, self.one.addressees.iter().copied())
    }

    fn amend(self) -> CommandForm {
        let now: Vec<String> = self
            .addressees()
            .into_iter()
            .map(|(_, name)| name)
            .collect();
        let addressed = if now.is_empty() {
            "nobody".to_owned()
        } else {
            now.join(", ")
        };
        self.begin("amend_recommendation", "Amend the recommendation")
            .lead("What you leave empty stays as it is. What stood before stays on the trail.")
            .lead(format!("It reads: {}", self.reading.plain(&self.one.text)))
            .lead(format!(
                "Addressed to {addressed}. Due: {}.",
                choices::day_or(self.one.due, "no date")
            ))
            .ask(Question::new("text", "New words", Kind::Words).optional())
            .ask(
                Question::new(
                    "addressees",
                    "New addressees, all of them",
                    Kind::Several(choices::agencies(self.reading)),
                )
                .optional(),
            )
            .ask(
                Question::new(
                    "outcome",
                    "What will be different for children",
                    Kind::Words,
                )
                .optional(),
            )
            .ask(Question::new("measure", "How that is seen", Kind::Words).optional())
            .ask(Question::new("due", "By when", Kind::Day).optional())
            .reason(Asked::Required)
            .meeting(Asked::Optional)
            .button("Amend")
    }

    fn merge(self) -> CommandForm {
        let into = Kind::Select(self.others());
        self.begin("merge_recommendation", "Merge into another recommendation")
            .lead("It goes on as part of the other; its own story stays.")
            .ask(Question::new(
                "into",
                "Which recommendation does it become part of?",
                into,
            ))
            .reason(Asked::Optional)
            .meeting(Asked::Optional)
            .button("Merge")
    }

    fn split(self) -> CommandForm {
        let into = Kind::Several(self.others());
        self.begin("split_recommendation", "Split into several recommendations")
            .lead("Make the new recommendations first, then say here which they are.")
            .ask(
                Question::new("into", "Which recommendations does it go on as?", into)
                    .hint("At least two."),
            )
            .reason(Asked::Optional)
            .meeting(Asked::Optional)
            .button("Split")
    }

    fn supersede(self) -> CommandForm {
        let by = Kind::Select(self.others());
        self.begin("supersede_recommendation", "Supersede the recommendation")
            .ask(Question::new(
                "by",
                "Which later recommendation takes its place?",
                by,
            ))
            .reason(Asked::Optional)
            .meeting(Asked::Optional)
            .button("Supersede")
    }

    fn carry_forward(self) -> CommandForm {
        let plans = self.reading.view.plans.all().rev();
        let plans = plans
            .filter(|plan| Some(plan.id) != self.one.plan && plan.phase != PlanPhase::Closed)
            .map(|plan| (plan.id.to_string(), plan.title.clone()));
        self.begin(
            "carry_recommendation_forward",
            "Carry forward into a later plan",
        )
        .ask(Question::new(
            "to",
            "Which plan?",
            Kind::Radios(plans.collect()),
        ))
        .reason(Asked::Optional)
        .meeting(Asked::Optional)
        .button("Carry forward")
    }

    fn link_earlier(self) -> CommandForm {
        let earlier = self.reading.view.recommendations.all().rev();
        let earlier = earlier
            .filter(|other| other.id != self.one.id && !self.one.repeats.contains(&other.id))
            .map(|other| {
                (
                    other.id.to_string(),
                    choices::recommendation_name(self.reading, other),
                )
            });
        self.begin(
            "link_earlier_recommendation",
            "Record that it repeats an earlier one",
        )
        .lead("Repeat learning: what was recommended before and did not change practice.")
        .ask(Question::new(
            "earlier",
            "Which earlier recommendation?",
            Kind::Select(earlier.collect()),
        ))
        .button("Record")
    }

    /// Other recommendations that still stand, the newest first.
    fn others(self) -> Vec<Choice> {
        let all = self.reading.view.recommendations.all().rev();
        all.filter(|other| other.id != self.one.id && !other.state().is_settled())
            .map(|other| {
                (
                    other.id.to_string(),
                    choices::recommendation_name(self.reading, other),
                )
            })
            .collect()
    }

    fn report_implementation(self) -> CommandForm {
        let question = match choices::speaks_for(self.reading) {
            Some(agency) => Question::new(
                "agency",
                "Agency",
                Kind::Fixed(Value::String(agency.to_string())),
            ),
            None => Question::new("agency", "Which agency?", Kind::Select(self.addressees()))
                .hint("Leave empty for the partnership’s own team.")
                .optional(),
        };
        self.begin(
            "report_implementation",
            "Say that the recommendation is implemented",
        )
        .lead("Somebody independent of the agency that implemented it then checks.")
        .ask(question)
        .ask(Question::new("report", "What was done?", Kind::Words))
        .button("Report")
    }

    fn verify(self) -> CommandForm {
        let mut form = self.begin("verify_implementation", "Verify the implementation");
        for (at, agency, report) in &self.one.implemented {
            let who = agency.map_or("The partnership’s team", |agency: AgencyId| {
                self.reading.view.people.agency_name(agency)
            });
            let day = choices::day_or(Some(at.occurred_on), "");
            form = form.lead(format!("{who}, {day}: {}", self.reading.plain(report)));
        }
        form.lead("Nobody verifies what they implemented themselves.")
            .ask(Question::new("how", "How was it checked?", Kind::Words))
            .meeting(Asked::Optional)
            .button("Verify")
    }

    fn judge_impact(self) -> CommandForm {
        let claim = Claim::Recommendation(self.one.id);
        let evidence = choices::evidence(self.reading, claim);
        self.begin(
            "judge_recommendation_impact",
            "Judge the impact on children",
        )
        .lead("Implementation is not impact: judge what changed for children and families.")
        .ask(Question::new(
            "judgement",
            "Difference made",
            Kind::Radios(choices::impacts()),
        ))
        .ask(Question::new("evidence", "What it rests on", Kind::Several(evidence)).optional())
        .ask(Question::new("explanation", "Why?", Kind::Words))
        .meeting(Asked::Optional)
        .button("Record the judgement")
    }

    fn close_without_impact(self) -> CommandForm {
        self.begin(
            "close_without_impact_evidence",
            "Close without evidence of impact",
        )
        .lead(
            "This is an exception: a meeting decides it, with a reason, and it is counted \
                 apart from recommendations closed with evidence of impact.",
        )
        .reason(Asked::Required)
        .meeting(Asked::Required)
        .button("Close without evidence of impact")
    }

    fn close(self) -> CommandForm {
        let actions = self
            .reading
            .view
            .actions
            .for_parent(events::action::Parent::Recommendation(self.one.id));
        let open = actions
            .filter(|action| !action.phase().is_settled())
            .count();
        self.begin("close_recommendation", "Close the recommendation")
            .lead(format!(
                "A recommendation closes once it is verified, its impact is judged and none of \
                 its actions is open. Open actions: {open}."
            ))
            .meeting(Asked::Optional)
            .button("Close")
    }

    fn reopen(self) -> CommandForm {
        self.begin("reopen_recommendation", "Reopen the recommendation")
            .lead("That it was closed stays on the trail.")
            .reason(Asked::Required)
            .meeting(Asked::Optional)
            .button("Reopen")
    }
}

/// A source that is in this record, as a choice sends it.
fn source_value(kind: &str, id: impl std::fmt::Display) -> String {
    json_value(&serde_json::json!({ "kind": kind, "id": id.to_string() }))
}
