//! How the partnership's own events move its model on.

use super::{
    Agency, Chair, Group, Holding, Holidays, People, RagKey, ReportingYear, Retention, Scale,
};
use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::envelope::Envelope;
use events::ids::GroupId;
use events::partnership::Event;

impl People {
    pub(super) fn apply_agency(&mut self, event: &Event) {
        if let Event::RelevantAgencyAdded {
            agency,
            name,
            also_known_as,
            kind,
            from,
        } = event
        {
            let new = Agency {
                name: name.clone(),
                also_known_as: also_known_as.clone(),
                kind: *kind,
                from: *from,
                withdrawn: None,
            };
            self.agencies.insert(*agency, new);
        } else if let Event::AgencyDetailsCorrected {
            agency,
            name,
            also_known_as,
            kind,
        } = event
        {
            if let Some(known) = self.agencies.get_mut(agency) {
                known.name.clone_from(name);
                known.also_known_as.clone_from(also_known_as);
                known.kind = *kind;
            }
        } else if let Event::RelevantAgencyWithdrawn { agency, from } = event
            && let Some(known) = self.agencies.get_mut(agency)
        {
            known.withdrawn = Some(*from);
        }
    }

    pub(super) fn apply_group(&mut self, event: &Event, envelope: &Envelope) {
        if let Event::GroupMembershipRevised { group, .. }
        | Event::ChairAppointed { group, .. }
        | Event::ChairStoodDown { group, .. }
        | Event::ChairVacant { group, .. } = event
        {
            self.touch(*group, Stamp::of(envelope));
        }
        if let Event::SubGroupConstituted {
            group,
            name,
            terms_of_reference,
            quorum,
            meetings_per_year,
            members,
            joint_with,
        } = event
        {
            let terms = TextRef::new(envelope.position, "/data/terms_of_reference");
            let chairs = self.groups.remove(group).map(|known| known.chairs);
            let new = Group {
                name: name.clone(),
                terms_of_reference: terms_of_reference.as_ref().map(|_| terms),
                quorum: *quorum,
                meetings_per_year: *meetings_per_year,
                members: members.clone(),
                joint_with: joint_with.clone(),
                chairs: chairs.unwrap_or_default(),
                last: Stamp::of(envelope),
            };
            self.groups.insert(*group, new);
        } else if let Event::GroupMembershipRevised { group, members } = event {
            if let Some(known) = self.groups.get_mut(group) {
                known.members.clone_from(members);
            }
        } else if let Event::ChairAppointed {
            group,
            vice,
            post,
            agency,
            from,
        } = event
        {
            self.take_chair(
                *group,
                Chair {
                    vice: *vice,
                    post: Some(post.clone()),
                    agency: *agency,
                    from: *from,
                    until: None,
                },
            );
        } else if let Event::ChairStoodDown { group, vice, on } = event {
            self.end_chair(*group, *vice, *on);
        } else if let Event::ChairVacant { group, vice, from } = event {
            self.take_chair(
                *group,
                Chair {
                    vice: *vice,
                    post: None,
                    agency: None,
                    from: *from,
                    until: None,
                },
            );
        }
    }

    fn touch(&mut self, group: GroupId, at: Stamp) {
        if let Some(known) = self.groups.get_mut(&group) {
            known.last = at;
        }
    }

    /// A new chair, or a vacancy, ends what was there the day before.
    fn take_chair(&mut self, group: GroupId, chair: Chair) {
        if let Some(last) = chair.from.pred_opt() {
            self.end_chair(group, chair.vice, last);
        }
        if let Some(known) = self.groups.get_mut(&group) {
            known.chairs.push(chair);
        }
    }

    fn end_chair(&mut self, group: GroupId, vice: bool, on: NaiveDate) {
        let known = self.groups.get_mut(&group);
        let chairs = known.into_iter().flat_map(|group| &mut group.chairs);
        for chair in chairs.filter(|chair| chair.vice == vice && chair.until.is_none()) {
            chair.until = Some(on);
        }
    }

    pub(super) fn apply_role(&mut self, event: &Event, envelope: &Envelope) {
        if let Event::RoleHolderAppointed {
            holding,
            role,
            post,
            agency,
            holder: _,
            from,
        } = event
        {
            let new = Holding {
                role: *role,
                post: post.clone(),
                agency: *agency,
                holder: TextRef::new(envelope.position, "/data/holder"),
                from: *from,
                until: None,
            };
            self.holdings.insert(*holding, new);
        } else if let Event::RoleHolderEnded { holding, on } = event
            && let Some(known) = self.holdings.get_mut(holding)
        {
            known.until = Some(*on);
        }
    }

    pub(super) fn apply_year(&mut self, event: &Event, envelope: &Envelope) {
        if let Event::ReportingYearSet {
            label,
            kind,
            start,
            end,
        } = event
        {
            let known = self.years.iter_mut();
            let mut same = known.filter(|year| year.kind == *kind && year.label == *label);
            if let Some(year) = same.next() {
                (year.start, year.end) = (*start, *end);
            } else {
                self.years.push(ReportingYear {
                    label: label.clone(),
                    kind: *kind,
                    start: *start,
                    end: *end,
                    frozen: None,
                });
            }
        } else if let Event::ReportingYearFrozen { kind, label } = event {
            let known = self.years.iter_mut();
            for year in known.filter(|year| year.kind == *kind && year.label == *label) {
                year.frozen = Some(Stamp::of(envelope));
            }
        }
    }

    pub(super) fn apply_setting(&mut self, event: &Event) {
        if let Event::RagSchemeAdopted {
            version,
            codes,
            from,
        } = event
        {
            let (from, codes) = (*from, codes.clone());
            self.rag_keys.insert(*version, RagKey { from, codes });
        } else if let Event::GradingScaleAdopted {
            version,
            name,
            grades,
            from,
        } = event
        {
            let (name, grades, from) = (name.clone(), grades.clone(), *from);
            self.scales.insert(*version, Scale { name, grades, from });
        } else if let Event::StatutoryRuleSetAdopted { rule_set } = event {
            self.rule_sets.push(rule_set.clone());
        } else if let Event::BankHolidayCalendarLoaded { source, holidays } = event {
            let (source, days) = (source.clone(), holidays.clone());
            self.holidays = Some(Holidays { source, days });
        } else if let Event::ThemeTaxonomyRevised {
            version,
            themes,
            mapped,
        } = event
        {
            self.themes_version = *version;
            self.themes.clone_from(themes);
            self.theme_mappings.extend_from_slice(mapped);
        } else if let Event::RetentionRuleAdopted {
            class,
            period_months,
            counted_from,
            basis,
            covers,
        } = event
        {
            let rule = Retention {
                period_months: *period_months,
                counted_from: counted_from.clone(),
                basis: basis.clone(),
                covers: *covers,
            };
            self.retention.insert(class.clone(), rule);
        } else if let Event::ColumnMatchingRemembered { headings, columns } = event {
            self.matchings.insert(headings.clone(), columns.clone());
        }
    }

    pub(super) fn apply_money(&mut self, event: &Event, envelope: &Envelope) {
        let stamp = Stamp::of(envelope);
        if let Event::BudgetAgreed {
            year,
            contributions,
            total_pence,
        } = event
        {
            let money = self.money.entry(year.clone()).or_default();
            let agreed = contributions.iter().map(|c| (c.agency, c.amount_pence));
            money.agreed = agreed.collect();
            money.stated_total_pence = Some(*total_pence);
            money.agreed_by = Some(stamp);
        } else if let Event::ContributionRecorded { year, contribution } = event {
            let money = self.money.entry(year.clone()).or_default();
            let arrived = (contribution.agency, contribution.amount_pence);
            money.received.push(arrived);
        } else if let Event::ExpenditureRecorded {
            year,
            heading,
            amount_pence,
        } = event
        {
            let money = self.money.entry(year.clone()).or_default();
            money.spent.push((heading.clone(), *amount_pence));
        } else if let Event::YearEndPositionReported {
            year,
            income_pence,
            expenditure_pence,
        } = event
        {
            let money = self.money.entry(year.clone()).or_default();
            money.year_end = Some((*income_pence, *expenditure_pence));
            money.year_end_by = Some(stamp);
        }
    }
}
