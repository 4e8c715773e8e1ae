//! The forms about the partnership's money.

use super::Ask;
use crate::web::form::{Asked, Choice, CommandForm, Each, Kind, PartKind, Question, Rows, part};

impl Ask<'_> {
    fn year_question(self) -> Question {
        let mut years: Vec<Choice> = Vec::new();
        for year in self.people().years.iter().rev() {
            if !years.iter().any(|(label, _)| *label == year.label) {
                years.push((year.label.clone(), year.label.clone()));
            }
        }
        let question = Question::new("year", "Which reporting year?", Kind::Select(years))
            .hint("Set the year under Settings first where it is not in the list.");
        match self.reading.asked("year") {
            Some(year) => question.answered(year),
            None => question,
        }
    }

    pub(super) fn agree_budget(self) -> CommandForm {
        let each = Each {
            key: "agency",
            of: self.agencies(),
            answer: part("amount_pence", "Amount", PartKind::Money),
        };
        self.begin("agree_budget", "Agree the year’s budget", "budget")
            .ask(self.year_question())
            .ask(
                Question::new("contributions", "Who contributes what", Kind::Each(each))
                    .hint("In pounds. Leave empty for an agency that contributes nothing."),
            )
            .ask(
                Question::new("total_pence", "The stated total, in pounds", Kind::Money)
                    .hint("It has to be what the contributions add up to."),
            )
            .reason(Asked::Optional)
            .meeting(Asked::Optional)
            .button("Agree the budget")
    }

    pub(super) fn record_contribution(self) -> CommandForm {
        let parts = vec![
            part("agency", "Agency", PartKind::Choice(self.agencies())),
            part("amount_pence", "Amount in pounds", PartKind::Money),
        ];
        self.begin(
            "record_contribution",
            "Record a contribution that arrived",
            "budget",
        )
        .ask(self.year_question())
        .ask(Question::new(
            "contribution",
            "What arrived",
            Kind::Rows(Rows::one(parts)),
        ))
        .button("Record the contribution")
    }

    pub(super) fn record_expenditure(self) -> CommandForm {
        self.begin(
            "record_expenditure",
            "Record money that was spent",
            "budget",
        )
        .ask(self.year_question())
        .ask(Question::new("heading", "On what", Kind::Line))
        .ask(Question::new(
            "amount_pence",
            "How much, in pounds",
            Kind::Money,
        ))
        .button("Record the spending")
    }

    pub(super) fn report_year_end(self) -> CommandForm {
        self.begin(
            "report_year_end_position",
            "Report the year’s money at its end",
            "budget",
        )
        .ask(self.year_question())
        .ask(Question::new(
            "income_pence",
            "All income, in pounds",
            Kind::Money,
        ))
        .ask(Question::new(
            "expenditure_pence",
            "All spending, in pounds",
            Kind::Money,
        ))
        .reason(Asked::Optional)
        .button("Report the position")
    }
}
