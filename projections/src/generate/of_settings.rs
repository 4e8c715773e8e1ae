//! How a log begins, and the partnership's own events.

use super::{Generator, sort, stream, text};
use events::calendar::BankHolidays;
use events::envelope::Role;
use events::event::Event;
use events::ids::{StreamId, StreamKind};
use events::partnership::{
    AgencyKind, Contribution, Event as Part, Grade, PartnerCapacity, RagCode, RagMeaning,
    RecordClass, ReportingYearKind, Theme,
};

fn own() -> StreamId {
    stream(StreamKind::Partnership, sort::PARTNERSHIP, 0)
}

fn key() -> Part {
    let code = |letter: &str, word: &str, meaning| RagCode {
        letter: letter.to_owned(),
        word: word.to_owned(),
        definition: String::new(),
        meaning,
        commentary_required: matches!(meaning, RagMeaning::OffTrack | RagMeaning::AtRisk),
    };
    Part::RagSchemeAdopted {
        version: 1,
        codes: vec![
            code("W", "White", RagMeaning::NotStarted),
            code("R", "Red", RagMeaning::OffTrack),
            code("A", "Amber", RagMeaning::AtRisk),
            code("G", "Green", RagMeaning::OnTrack),
            code("P", "Purple", RagMeaning::Discontinued),
        ],
        from: chrono::NaiveDate::default(),
    }
}

impl Generator {
    /// A partnership with agencies, groups, a key, three plans with priorities, and
    /// recommendations.
    pub(super) fn beginning(&mut self) -> Vec<(StreamId, Event)> {
        let mut events = vec![self.established(), key()];
        events.extend((0..8).map(|number| self.agency(number)));
        events.extend((0..3).map(|number| self.group(number)));
        let events = events.into_iter();
        let mut all: Vec<_> = events.map(|e| (own(), Event::Partnership(e))).collect();
        for number in 0..3 {
            let plan = stream(StreamKind::Plan, sort::PLAN, number);
            all.push((plan, Event::Plan(self.drafted())));
            for priority in number * 4..number * 4 + 4 {
                all.push((plan, Event::Plan(self.adopted(priority))));
            }
        }
        for number in 0..40 {
            let kind = StreamKind::Recommendation;
            let one = stream(kind, sort::RECOMMENDATION, number);
            all.push((one, Event::Recommendation(self.made(number))));
        }
        all.push(Self::account());
        all.extend(self.first_audit());
        all.extend(self.first_campaign());
        all.extend(self.first_rapid_review());
        all.extend(self.first_review());
        all.extend(self.first_learning());
        all.extend(Self::first_records());
        all.push(self.first_inspection());
        all
    }

    fn established(&mut self) -> Part {
        Part::PartnershipEstablished {
            name: "Exshire".to_owned(),
            area: "Exshire".to_owned(),
            predecessor: None,
            from: self.near(400, 0),
        }
    }

    fn agency(&mut self, number: u64) -> Part {
        Part::RelevantAgencyAdded {
            agency: Self::numbered(sort::AGENCY, number),
            name: format!("Agency {number}"),
            also_known_as: Vec::new(),
            kind: AgencyKind::Health,
            from: self.near(400, 0),
        }
    }

    fn group(&mut self, number: u64) -> Part {
        Part::SubGroupConstituted {
            group: Self::numbered(sort::GROUP, number),
            name: format!("Group {number}"),
            terms_of_reference: Some(text(1)),
            quorum: 3,
            meetings_per_year: 4,
            members: vec![self.one(sort::AGENCY, 8), self.one(sort::AGENCY, 8)],
            joint_with: None,
        }
    }

    pub(super) fn any_partnership(&mut self) -> (StreamId, Event) {
        let event = match self.dice.below(4) {
            0 => self.about_members(),
            1 => self.about_chairs(),
            2 => self.about_settings(),
            _ => self.about_money(),
        };
        (own(), Event::Partnership(event))
    }

    fn about_members(&mut self) -> Part {
        let number = self.dice.below(8);
        let agency = Self::numbered(sort::AGENCY, number);
        match self.dice.below(6) {
            0 => self.established(),
            1 => Part::PartnershipDetailsCorrected {
                name: "Exshire and Wyeshire".to_owned(),
                area: "Both".to_owned(),
            },
            2 => Part::SafeguardingPartnerDesignated {
                agency,
                capacity: PartnerCapacity::Lead,
                post: "Chief executive".to_owned(),
                from: self.near(100, 0),
            },
            3 => Part::AgencyDetailsCorrected {
                agency,
                name: "Trust".to_owned(),
                also_known_as: vec!["T".to_owned()],
                kind: AgencyKind::Health,
            },
            4 => Part::RelevantAgencyWithdrawn {
                agency,
                from: self.near(10, 10),
            },
            _ => self.agency(number),
        }
    }

    fn about_chairs(&mut self) -> Part {
        let number = self.dice.below(3);
        let group = Self::numbered(sort::GROUP, number);
        let vice = self.dice.one_in(2);
        match self.dice.below(7) {
            0 => self.group(number),
            1 => Part::GroupMembershipRevised {
                group,
                members: vec![self.one(sort::AGENCY, 8)],
            },
            2 => Part::ChairAppointed {
                group,
                vice,
                post: "Designated Nurse".to_owned(),
                agency: None,
                from: self.near(60, 0),
            },
            3 => Part::ChairStoodDown {
                group,
                vice,
                on: self.near(60, 0),
            },
            4 => Part::ChairVacant {
                group,
                vice,
                from: self.near(60, 0),
            },
            5 => Part::RoleHolderAppointed {
                holding: self.one(sort::HOLDING, 20),
                role: Role::AgencyLead,
                post: "Service Manager".to_owned(),
                agency: None,
                holder: text(2),
                from: self.near(60, 0),
            },
            _ => Part::RoleHolderEnded {
                holding: self.one(sort::HOLDING, 20),
                on: self.near(10, 0),
            },
        }
    }

    fn about_settings(&mut self) -> Part {
        let from = self.near(100, 0);
        let kind = ReportingYearKind::Plan;
        let label = "2024 to 2025".to_owned();
        match self.dice.below(9) {
            0 => key(),
            1 => Part::ReportingYearSet {
                label,
                kind,
                start: from,
                end: self.near(0, 300),
            },
            2 => Part::ReportingYearFrozen { kind, label },
            3 => Part::GradingScaleAdopted {
                version: 1,
                name: "Four grades".to_owned(),
                grades: vec![Grade {
                    code: "G".to_owned(),
                    word: "Good".to_owned(),
                    descriptor: String::new(),
                }],
                from,
            },
            4 => {
                let shipped = events::rule_set::shipped().last().cloned();
                shipped.map_or_else(key, |rule_set| Part::StatutoryRuleSetAdopted { rule_set })
            }
            5 => Part::BankHolidayCalendarLoaded {
                source: "GOV.UK".to_owned(),
                holidays: BankHolidays::england().clone(),
            },
            6 => Part::ThemeTaxonomyRevised {
                version: 1,
                themes: vec![Theme {
                    code: "neglect".to_owned(),
                    name: "Neglect".to_owned(),
                }],
                mapped: Vec::new(),
            },
            7 => Part::RetentionRuleAdopted {
                class: "audits".to_owned(),
                period_months: 1,
                counted_from: "closure".to_owned(),
                basis: "local policy".to_owned(),
                covers: Some(RecordClass::Audits),
            },
            _ => Part::ColumnMatchingRemembered {
                headings: "ref|action".to_owned(),
                columns: vec!["reference".to_owned(), "text".to_owned()],
            },
        }
    }

    fn about_money(&mut self) -> Part {
        let year = "2024 to 2025".to_owned();
        let contribution = Contribution {
            agency: self.one(sort::AGENCY, 8),
            amount_pence: self.dice.below(1_000_000),
        };
        match self.dice.below(4) {
            0 => Part::BudgetAgreed {
                year,
                contributions: vec![contribution],
                total_pence: 1_000,
            },
            1 => Part::ContributionRecorded { year, contribution },
            2 => Part::ExpenditureRecorded {
                year,
                heading: "Training".to_owned(),
                amount_pence: u64::MAX,
            },
            _ => Part::YearEndPositionReported {
                year,
                income_pence: 1,
                expenditure_pence: 2,
            },
        }
    }
}
