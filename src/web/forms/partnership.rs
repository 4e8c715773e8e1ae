//! The forms of the commands to the partnership itself.

mod keys;
mod members;
mod money;

pub(crate) use keys::{meaning_word, trigger_word, year_kind_word};

use super::choices;
use crate::web::form::{Choice, CommandForm, Kind, Question};
use crate::web::reading::Reading;
use crate::web::visit::Visit;
use events::ids::{AgencyId, GroupId, HoldingId, StreamId};
use events::partnership::AgencyKind;
use projections::Models;
use projections::people::{Agency, Group, Holding, People};

/// The form of a command to the partnership.
pub fn form(visit: &Visit, view: &Models, stream: StreamId, command: &str) -> Option<CommandForm> {
    for_reading(&Reading::of(visit, view), stream, command)
}

pub(crate) fn for_reading(
    reading: &Reading<'_>,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let ask = Ask { reading, stream };
    Some(match command {
        "establish_partnership" => ask.establish(),
        "correct_partnership_details" => ask.correct_details(),
        "designate_safeguarding_partner" => ask.designate(),
        "add_relevant_agency" => ask.add_agency(),
        "correct_agency_details" => ask.correct_agency(),
        "withdraw_relevant_agency" => ask.withdraw(),
        "constitute_sub_group" => ask.constitute(),
        "revise_group_membership" => ask.revise_membership(),
        "appoint_chair" => ask.appoint_chair(),
        "stand_down_chair" => ask.stand_down(),
        "declare_chair_vacant" => ask.declare_vacant(),
        "appoint_role_holder" => ask.appoint_holder(),
        "end_role_holder" => ask.end_holder(),
        "set_reporting_year" => ask.set_year(),
        "freeze_reporting_year" => ask.freeze_year(),
        "adopt_rag_scheme" => ask.adopt_rag(),
        "adopt_grading_scale" => ask.adopt_scale(),
        "adopt_statutory_rule_set" => ask.adopt_rule_set(),
        "load_bank_holiday_calendar" => ask.load_holidays(),
        "revise_theme_taxonomy" => ask.revise_themes(),
        "adopt_retention_rule" => ask.adopt_retention(),
        "agree_budget" => ask.agree_budget(),
        "record_contribution" => ask.record_contribution(),
        "record_expenditure" => ask.record_expenditure(),
        "report_year_end_position" => ask.report_year_end(),
        _ => return None,
    })
}

/// What sort of organisation an agency is, in words.
pub(crate) const fn agency_kind_word(kind: AgencyKind) -> &'static str {
    match kind {
        AgencyKind::LocalAuthority => "Local authority",
        AgencyKind::Health => "Health",
        AgencyKind::Police => "Police",
        AgencyKind::Education => "Education",
        AgencyKind::Justice => "Justice",
        AgencyKind::Voluntary => "Voluntary, faith and community",
        AgencyKind::PartnershipTeam => "The partnership’s own team",
        AgencyKind::Other => "Other",
    }
}

/// A form being asked about the partnership.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    stream: StreamId,
}

impl<'a> Ask<'a> {
    /// A form that returns to a part of the settings page.
    fn begin(self, command: &'static str, title: &str, part: &str) -> CommandForm {
        CommandForm::new(self.stream, command, title, format!("/settings#{part}"))
            .about(self.people().name.as_str())
    }

    fn people(self) -> &'a People {
        &self.reading.view.people
    }

    fn agencies(self) -> Vec<Choice> {
        choices::agencies(self.reading)
    }

    /// The agency the form was opened for.
    fn asked_agency(self) -> Option<(AgencyId, &'a Agency)> {
        let id = self.reading.asked_for("agency")?;
        Some((id, self.people().agencies.get(&id)?))
    }

    fn asked_group(self) -> Option<(GroupId, &'a Group)> {
        let id = self.reading.asked_for("group")?;
        Some((id, self.people().groups.get(&id)?))
    }

    fn asked_holding(self) -> Option<(HoldingId, &'a Holding)> {
        let id = self.reading.asked_for("holding")?;
        Some((id, self.people().holdings.get(&id)?))
    }

    /// Which agency: the one the form was opened for, or one to choose.
    fn agency_question(self, label: &str) -> Question {
        let question = Question::new("agency", label, Kind::Select(self.agencies()));
        match self.asked_agency() {
            Some((id, _)) => question.answered(id.to_string()),
            None => question,
        }
    }

    fn group_question(self) -> Question {
        let groups = self.people().groups.iter();
        let groups = groups
            .map(|(id, group)| (id.to_string(), group.name.clone()))
            .collect();
        let question = Question::new("group", "Which group?", Kind::Select(groups));
        match self.asked_group() {
            Some((id, _)) => question.answered(id.to_string()),
            None => question,
        }
    }
}

/// The sorts of organisation, as choices.
fn agency_kinds() -> Vec<Choice> {
    let all = [
        AgencyKind::LocalAuthority,
        AgencyKind::Health,
        AgencyKind::Police,
        AgencyKind::Education,
        AgencyKind::Justice,
        AgencyKind::Voluntary,
        AgencyKind::PartnershipTeam,
        AgencyKind::Other,
    ];
    all.map(|kind| {
        (
            choices::word_value(&kind),
            agency_kind_word(kind).to_owned(),
        )
    })
    .to_vec()
}

#[cfg(test)]
mod tests;
