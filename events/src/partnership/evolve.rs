//! How the partnership moves on by a fact. Total: a fact cannot be refused.

use super::state::{
    Agency, Budget, Designation, Established, GradingScale, Group, Holding, RagScheme,
    ReportingYear, RetentionRule, Sitting, State,
};
use super::{AgencyKind, Event};
use crate::envelope::Envelope;
use crate::ids::{AgencyId, GroupId};
use chrono::NaiveDate;

/// Moves on by one event.
pub fn evolve(state: &mut State, event: &Event, _: &Envelope) {
    match event {
        Event::PartnershipEstablished { .. }
        | Event::PartnershipDetailsCorrected { .. }
        | Event::SafeguardingPartnerDesignated { .. }
        | Event::RelevantAgencyAdded { .. }
        | Event::AgencyDetailsCorrected { .. }
        | Event::RelevantAgencyWithdrawn { .. } => agencies(state, event),
        Event::SubGroupConstituted { .. }
        | Event::GroupMembershipRevised { .. }
        | Event::ChairAppointed { .. }
        | Event::ChairStoodDown { .. }
        | Event::ChairVacant { .. }
        | Event::RoleHolderAppointed { .. }
        | Event::RoleHolderEnded { .. } => groups(state, event),
        Event::ReportingYearSet { .. }
        | Event::ReportingYearFrozen { .. }
        | Event::RagSchemeAdopted { .. }
        | Event::GradingScaleAdopted { .. }
        | Event::StatutoryRuleSetAdopted { .. }
        | Event::BankHolidayCalendarLoaded { .. } => keys(state, event),
        Event::ThemeTaxonomyRevised { .. }
        | Event::RetentionRuleAdopted { .. }
        | Event::ColumnMatchingRemembered { .. } => conventions(state, event),
        Event::BudgetAgreed { .. }
        | Event::ContributionRecorded { .. }
        | Event::ExpenditureRecorded { .. }
        | Event::YearEndPositionReported { .. } => money(state, event),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`evolve` names every event and its part"
)]
fn agencies(state: &mut State, event: &Event) {
    match event {
        Event::PartnershipEstablished {
            name, area, from, ..
        } => {
            state.established = Some(Established {
                name: name.clone(),
                area: area.clone(),
                from: *from,
            });
        }
        Event::PartnershipDetailsCorrected { name, area } => {
            if let Some(established) = &mut state.established {
                established.name.clone_from(name);
                established.area.clone_from(area);
            }
        }
        Event::SafeguardingPartnerDesignated {
            agency,
            capacity,
            post,
            from,
        } => {
            let designation = Designation {
                post: post.clone(),
                from: *from,
            };
            state
                .safeguarding_partners
                .insert((*agency, *capacity), designation);
        }
        Event::RelevantAgencyAdded {
            agency,
            name,
            also_known_as,
            kind,
            from,
        } => {
            let added = new_agency(name, also_known_as, *kind, *from);
            state.agencies.insert(*agency, added);
        }
        Event::AgencyDetailsCorrected {
            agency,
            name,
            also_known_as,
            kind,
        } => {
            if let Some(known) = state.agencies.get_mut(agency) {
                known.name.clone_from(name);
                known.also_known_as.clone_from(also_known_as);
                known.kind = *kind;
            }
        }
        Event::RelevantAgencyWithdrawn { agency, from } => {
            if let Some(known) = state.agencies.get_mut(agency) {
                known.withdrawn = Some(*from);
            }
        }
        _ => {}
    }
}

fn new_agency(name: &str, short: &[String], kind: AgencyKind, from: NaiveDate) -> Agency {
    Agency {
        name: name.to_owned(),
        also_known_as: short.to_vec(),
        kind,
        from,
        withdrawn: None,
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`evolve` names every event and its part"
)]
fn groups(state: &mut State, event: &Event) {
    match event {
        Event::SubGroupConstituted {
            group,
            name,
            quorum,
            members,
            ..
        } => {
            let constituted = Group {
                name: name.clone(),
                quorum: *quorum,
                members: members.iter().copied().collect(),
                chair: None,
                vice_chair: None,
            };
            state.groups.insert(*group, constituted);
        }
        Event::GroupMembershipRevised { group, members } => {
            if let Some(known) = state.groups.get_mut(group) {
                known.members = members.iter().copied().collect();
            }
        }
        Event::ChairAppointed {
            group,
            vice,
            post,
            agency,
            from,
        } => {
            let sitting = Sitting {
                post: post.clone(),
                agency: *agency,
                from: *from,
            };
            seat(state, *group, *vice, Some(sitting));
        }
        Event::ChairStoodDown { group, vice, .. } | Event::ChairVacant { group, vice, .. } => {
            seat(state, *group, *vice, None);
        }
        Event::RoleHolderAppointed {
            holding,
            role,
            post,
            agency,
            from,
            ..
        } => {
            let held = Holding {
                role: *role,
                post: post.clone(),
                agency: *agency,
                from: *from,
                ended: None,
            };
            state.holdings.insert(*holding, held);
        }
        Event::RoleHolderEnded { holding, on } => {
            if let Some(held) = state.holdings.get_mut(holding) {
                held.ended = Some(*on);
            }
        }
        _ => {}
    }
}

fn seat(state: &mut State, group: GroupId, vice: bool, sitting: Option<Sitting>) {
    if let Some(known) = state.groups.get_mut(&group) {
        if vice {
            known.vice_chair = sitting;
        } else {
            known.chair = sitting;
        }
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`evolve` names every event and its part"
)]
fn keys(state: &mut State, event: &Event) {
    match event {
        Event::ReportingYearSet {
            label,
            kind,
            start,
            end,
        } => {
            let year = ReportingYear {
                start: *start,
                end: *end,
                frozen: false,
            };
            state.reporting_years.insert((*kind, label.clone()), year);
        }
        Event::ReportingYearFrozen { kind, label } => {
            if let Some(year) = state.reporting_years.get_mut(&(*kind, label.clone())) {
                year.frozen = true;
            }
        }
        Event::RagSchemeAdopted {
            version,
            codes,
            from,
        } => {
            let scheme = RagScheme {
                version: *version,
                codes: codes.clone(),
                from: *from,
            };
            state.rag_schemes.insert(*version, scheme);
        }
        Event::GradingScaleAdopted {
            version,
            name,
            grades,
            from,
        } => {
            let scale = GradingScale {
                version: *version,
                name: name.clone(),
                grades: grades.clone(),
                from: *from,
            };
            state.grading_scales.insert(*version, scale);
        }
        Event::StatutoryRuleSetAdopted { rule_set } => state.rule_sets.push(rule_set.clone()),
        Event::BankHolidayCalendarLoaded { holidays, .. } => {
            state.loaded_bank_holidays = Some(holidays.clone());
        }
        _ => {}
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`evolve` names every event and its part"
)]
fn conventions(state: &mut State, event: &Event) {
    match event {
        Event::ThemeTaxonomyRevised {
            version,
            themes,
            mapped,
        } => {
            state.taxonomy = *version;
            state.themes.clone_from(themes);
            let mapped = mapped.iter().map(|one| (one.from.clone(), one.to.clone()));
            state.themes_mapped.extend(mapped);
        }
        Event::RetentionRuleAdopted {
            class,
            period_months,
            counted_from,
            basis,
            ..
        } => {
            let rule = RetentionRule {
                period_months: *period_months,
                counted_from: counted_from.clone(),
                basis: basis.clone(),
            };
            state.retention_rules.insert(class.clone(), rule);
        }
        Event::ColumnMatchingRemembered { headings, columns } => {
            state
                .column_matchings
                .insert(headings.clone(), columns.clone());
        }
        _ => {}
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`evolve` names every event and its part"
)]
fn money(state: &mut State, event: &Event) {
    match event {
        Event::BudgetAgreed {
            year,
            contributions,
            total_pence,
        } => {
            let budget = budget(state, year);
            budget.agreed_pence = Some(*total_pence);
            budget.contributions_pence = contributions
                .iter()
                .map(|one| (one.agency, one.amount_pence))
                .collect::<std::collections::BTreeMap<AgencyId, u64>>();
        }
        Event::ContributionRecorded { year, contribution } => {
            let budget = budget(state, year);
            budget.received_pence = budget
                .received_pence
                .saturating_add(contribution.amount_pence);
        }
        Event::ExpenditureRecorded {
            year, amount_pence, ..
        } => {
            let budget = budget(state, year);
            budget.spent_pence = budget.spent_pence.saturating_add(*amount_pence);
        }
        Event::YearEndPositionReported { year, .. } => budget(state, year).reported = true,
        _ => {}
    }
}

fn budget<'a>(state: &'a mut State, year: &str) -> &'a mut Budget {
    state.budgets.entry(year.to_owned()).or_default()
}
