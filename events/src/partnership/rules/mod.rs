//! What may be asked of the partnership, and what then happened.

mod groups;
mod keys;
mod members;
mod money;

use super::{Command, Event, State};
use crate::account;
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};

pub use groups::{MEETINGS_PER_YEAR_MAX, QUORUM_MAX};
pub use keys::{CODES_MAX, REPORTING_YEAR_DAYS_MAX, RETENTION_MONTHS_MAX, THEMES_MAX};

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(
    state: &State,
    command: Command,
    given: &Given,
    world: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    let mut broken = Refusals::default();
    judge(state, &command, given, world, &mut broken);
    broken.or(|| vec![fact(state, command)])
}

#[expect(clippy::too_many_lines, reason = "one arm a command")]
fn judge(state: &State, command: &Command, given: &Given, world: &World, broken: &mut Refusals) {
    match command {
        Command::EstablishPartnership { .. } => members::establish(state, broken),
        Command::CorrectPartnershipDetails { .. } => members::correct(state, given, broken),
        Command::DesignateSafeguardingPartner { agency, from, .. } => {
            members::must_be_member(state, *agency, *from, "agency", broken);
        }
        Command::AddRelevantAgency {
            agency,
            name,
            also_known_as,
            ..
        } => members::add(state, *agency, name, also_known_as, broken),
        Command::CorrectAgencyDetails {
            agency,
            name,
            also_known_as,
            ..
        } => {
            broken.need_reason(given, "a correction");
            members::correct_agency(state, *agency, name, also_known_as, broken);
        }
        Command::WithdrawRelevantAgency { agency, from } => {
            members::withdraw(state, *agency, *from, broken);
        }
        Command::ConstituteSubGroup {
            group,
            name,
            quorum,
            meetings_per_year,
            members,
            ..
        } => {
            groups::constitute(state, *group, name, broken);
            groups::check_rhythm(*quorum, *meetings_per_year, broken);
            groups::check_members(state, *quorum, members, given.occurred_on, broken);
        }
        Command::ReviseGroupMembership { group, members } => {
            groups::revise(state, *group, members, given.occurred_on, broken);
        }
        Command::AppointChair {
            group,
            vice,
            agency,
            from,
            ..
        } => groups::appoint_chair(state, (*group, *vice), *agency, *from, broken),
        Command::StandDownChair { group, vice, on } => {
            groups::stand_down(state, *group, *vice, *on, broken);
        }
        Command::DeclareChairVacant { group, vice, .. } => {
            groups::vacant(state, *group, *vice, broken);
        }
        Command::AppointRoleHolder {
            holding,
            role,
            agency,
            from,
            ..
        } => groups::appoint_holder(state, *holding, *role, *agency, *from, broken),
        Command::EndRoleHolder { holding, on } => {
            groups::end_holder(state, *holding, *on, broken);
            let last = account::would_leave_no_administrator(world, *holding, given.today);
            broken.when(last, || account::last_administrator("holding"));
        }
        Command::SetReportingYear {
            label,
            kind,
            start,
            end,
        } => keys::set_year(state, *kind, label, (*start, *end), broken),
        Command::FreezeReportingYear { kind, label } => {
            keys::freeze_year(state, *kind, label, given.today, broken);
        }
        Command::AdoptRagScheme { codes, from } => {
            keys::rag_codes(codes, broken);
            keys::rag_from(state, *from, world, broken);
        }
        Command::AdoptGradingScale { grades, from, .. } => {
            keys::grading_scale(state, grades, *from, broken);
        }
        Command::AdoptStatutoryRuleSet { rule_set } => {
            keys::rule_set(state, rule_set, given, broken);
        }
        Command::LoadBankHolidayCalendar { holidays, .. } => {
            keys::bank_holidays(state, holidays, broken);
        }
        Command::ReviseThemeTaxonomy { themes, mapped } => {
            keys::themes(state, themes, mapped, broken);
        }
        Command::AdoptRetentionRule { period_months, .. } => {
            keys::retention(*period_months, broken);
        }
        Command::AgreeBudget {
            year,
            contributions,
            total_pence,
        } => money::agree(state, year, contributions, *total_pence, (given, broken)),
        Command::RecordContribution { year, contribution } => {
            money::contribution(state, year, contribution, broken);
        }
        Command::RecordExpenditure {
            year, amount_pence, ..
        } => money::expenditure(state, year, *amount_pence, broken),
        Command::ReportYearEndPosition { year, .. } => {
            money::year_end(state, year, given, broken);
        }
        Command::RememberColumnMatching { columns, .. } => keys::columns(columns, broken),
    }
}

/// The number after the highest.
fn next<'a>(numbers: impl Iterator<Item = &'a u32>) -> u32 {
    numbers.max().copied().unwrap_or(0).saturating_add(1)
}

/// The fact that an accepted command leads to.
#[expect(clippy::too_many_lines, reason = "one arm a command")]
fn fact(state: &State, command: Command) -> Event {
    match command {
        Command::EstablishPartnership {
            name,
            area,
            predecessor,
            from,
        } => Event::PartnershipEstablished {
            name,
            area,
            predecessor,
            from,
        },
        Command::CorrectPartnershipDetails { name, area } => {
            Event::PartnershipDetailsCorrected { name, area }
        }
        Command::DesignateSafeguardingPartner {
            agency,
            capacity,
            post,
            from,
        } => Event::SafeguardingPartnerDesignated {
            agency,
            capacity,
            post,
            from,
        },
        Command::AddRelevantAgency {
            agency,
            name,
            also_known_as,
            kind,
            from,
        } => Event::RelevantAgencyAdded {
            agency,
            name,
            also_known_as,
            kind,
            from,
        },
        Command::CorrectAgencyDetails {
            agency,
            name,
            also_known_as,
            kind,
        } => Event::AgencyDetailsCorrected {
            agency,
            name,
            also_known_as,
            kind,
        },
        Command::WithdrawRelevantAgency { agency, from } => {
            Event::RelevantAgencyWithdrawn { agency, from }
        }
        Command::ConstituteSubGroup {
            group,
            name,
            terms_of_reference,
            quorum,
            meetings_per_year,
            members,
            joint_with,
        } => Event::SubGroupConstituted {
            group,
            name,
            terms_of_reference,
            quorum,
            meetings_per_year,
            members,
            joint_with,
        },
        Command::ReviseGroupMembership { group, members } => {
            Event::GroupMembershipRevised { group, members }
        }
        Command::AppointChair {
            group,
            vice,
            post,
            agency,
            from,
        } => Event::ChairAppointed {
            group,
            vice,
            post,
            agency,
            from,
        },
        Command::StandDownChair { group, vice, on } => Event::ChairStoodDown { group, vice, on },
        Command::DeclareChairVacant { group, vice, from } => {
            Event::ChairVacant { group, vice, from }
        }
        Command::AppointRoleHolder {
            holding,
            role,
            post,
            agency,
            holder,
            from,
        } => Event::RoleHolderAppointed {
            holding,
            role,
            post,
            agency,
            holder,
            from,
        },
        Command::EndRoleHolder { holding, on } => Event::RoleHolderEnded { holding, on },
        Command::SetReportingYear {
            label,
            kind,
            start,
            end,
        } => Event::ReportingYearSet {
            label,
            kind,
            start,
            end,
        },
        Command::FreezeReportingYear { kind, label } => Event::ReportingYearFrozen { kind, label },
        Command::AdoptRagScheme { codes, from } => Event::RagSchemeAdopted {
            version: next(state.rag_schemes.keys()),
            codes,
            from,
        },
        Command::AdoptGradingScale { name, grades, from } => Event::GradingScaleAdopted {
            version: next(state.grading_scales.keys()),
            name,
            grades,
            from,
        },
        Command::AdoptStatutoryRuleSet { rule_set } => Event::StatutoryRuleSetAdopted { rule_set },
        Command::LoadBankHolidayCalendar { source, holidays } => {
            Event::BankHolidayCalendarLoaded { source, holidays }
        }
        Command::ReviseThemeTaxonomy { themes, mapped } => Event::ThemeTaxonomyRevised {
            version: state.taxonomy.saturating_add(1),
            themes,
            mapped,
        },
        Command::AdoptRetentionRule {
            class,
            period_months,
            counted_from,
            basis,
            covers,
        } => Event::RetentionRuleAdopted {
            class,
            period_months,
            counted_from,
            basis,
            covers,
        },
        Command::AgreeBudget {
            year,
            contributions,
            total_pence,
        } => Event::BudgetAgreed {
            year,
            contributions,
            total_pence,
        },
        Command::RecordContribution { year, contribution } => {
            Event::ContributionRecorded { year, contribution }
        }
        Command::RecordExpenditure {
            year,
            heading,
            amount_pence,
        } => Event::ExpenditureRecorded {
            year,
            heading,
            amount_pence,
        },
        Command::ReportYearEndPosition {
            year,
            income_pence,
            expenditure_pence,
        } => Event::YearEndPositionReported {
            year,
            income_pence,
            expenditure_pence,
        },
        Command::RememberColumnMatching { headings, columns } => {
            Event::ColumnMatchingRemembered { headings, columns }
        }
    }
}
