//! What happens, in the order in which it happens.

use super::{audit_years, plan, words};
use chrono::{Days, NaiveDate, NaiveTime};
use events::envelope::{Actor, DecidedIn, Role};
use events::ids::{AgencyId, GroupId, StreamId};
use events::partnership::{self, AgencyKind};
use events::text::Text;
use events::world::Command;
use std::collections::VecDeque;
use uuid::Uuid;

/// How many events one plan with its actions, evidence and meetings comes to, about.
const EVENTS_A_PLAN: u64 = 1_690;

/// How many agencies the partnership has.
const AGENCIES: usize = 12;

/// How many sub-groups the partnership has.
const GROUPS: usize = 4;

/// One command, with what surrounds it.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) day: NaiveDate,
    pub(crate) stream: StreamId,
    pub(crate) command: Command,
    pub(crate) actor: Actor,
    pub(crate) reason: Option<Text>,
    pub(crate) decided_in: Option<DecidedIn>,
}

/// Numbers that look random and are always the same (`SplitMix64`).
#[derive(Debug, Clone)]
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// A time-ordered id, as the product makes them.
    pub(crate) fn id(&mut self, day: NaiveDate) -> Uuid {
        let millis = day.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
        let mut random = [0; 10];
        for (place, byte) in random.iter_mut().zip(
            self.next()
                .to_le_bytes()
                .into_iter()
                .chain(self.next().to_le_bytes()),
        ) {
            *place = byte;
        }
        let millis = u64::try_from(millis).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// Who is there from the first day.
#[derive(Debug, Clone)]
pub(crate) struct Cast {
    pub(crate) agencies: Vec<AgencyId>,
    pub(crate) groups: Vec<GroupId>,
}

impl Cast {
    pub(crate) fn agency(&self, number: u64) -> AgencyId {
        self.agencies[usize::try_from(number).unwrap_or(0) % self.agencies.len()]
    }

    pub(crate) fn group(&self, number: u64) -> GroupId {
        self.groups[usize::try_from(number).unwrap_or(0) % self.groups.len()]
    }
}

fn person(user: &str, role: Role, agency: Option<AgencyId>) -> Actor {
    Actor::Person {
        user: user.to_owned(),
        role,
        agency,
    }
}

pub(crate) fn manager() -> Actor {
    person("manager", Role::BusinessManager, None)
}

pub(crate) fn chair() -> Actor {
    person("chair", Role::Chair, None)
}

pub(crate) fn coordinator() -> Actor {
    person("coordinator", Role::PqaCoordinator, None)
}

pub(crate) fn lead(agency: AgencyId) -> Actor {
    let user = format!("lead-{}", agency.0.simple());
    person(&user, Role::AgencyLead, Some(agency))
}

pub(crate) fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

pub(crate) fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// The story: plans that overlap, each with its own steps, merged by day.
pub(crate) struct Story {
    partnership: StreamId,
    cast: Cast,
    setting_up: VecDeque<Step>,
    /// Steps still to come of every plan that has begun.
    running: Vec<VecDeque<Step>>,
    /// How many plans there are, or none where the story ends with its steps.
    plans: u64,
    begun: u64,
    shape: plan::Shape,
    /// Whether it ends with its last plan.
    ends: bool,
}

impl Story {
    /// The first day of the story.
    pub(crate) const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2015, 4, 1) {
        Some(day) => day,
        None => NaiveDate::MIN,
    };

    /// From the first day to when the last plan begins.
    const DAYS_OF_BEGINNINGS: u64 = 3_750;

    pub(crate) fn new(partnership: StreamId, events: u64) -> Self {
        Self::begun(partnership, events / EVENTS_A_PLAN + 1)
    }

    /// The story of the audits alone, which ends.
    pub(crate) fn of_audits(partnership: StreamId) -> Self {
        let mut story = Self::begun(partnership, 0);
        let audits = audit_years::steps(&story.cast);
        story.setting_up.extend(audits);
        story
    }

    /// A register of 5,000 recommendations and 20,000 actions, which ends.
    pub(crate) fn of_register(partnership: StreamId) -> Self {
        Self {
            shape: plan::Shape::REGISTER,
            ends: true,
            ..Self::begun(partnership, 20)
        }
    }

    fn begun(partnership: StreamId, plans: u64) -> Self {
        let mut numbers = Numbers::new(1);
        let cast = Cast {
            agencies: (0..AGENCIES)
                .map(|_| AgencyId(numbers.id(Self::FIRST_DAY)))
                .collect(),
            groups: (0..GROUPS)
                .map(|_| GroupId(numbers.id(Self::FIRST_DAY)))
                .collect(),
        };
        let mut story = Self {
            partnership,
            cast,
            setting_up: VecDeque::new(),
            running: Vec::new(),
            plans,
            begun: 0,
            shape: plan::Shape::USUAL,
            ends: false,
        };
        story.set_up();
        story
    }

    fn begins(&self, plan: u64) -> NaiveDate {
        after(
            Self::FIRST_DAY,
            30 + plan * Self::DAYS_OF_BEGINNINGS / self.plans,
        )
    }

    /// The next step. Plans past the number asked for go on in the same rhythm.
    pub(crate) fn next_step(&mut self) -> Option<Step> {
        if let Some(step) = self.setting_up.pop_front() {
            return Some(step);
        }
        if self.plans == 0 {
            return None;
        }
        loop {
            let earliest = self
                .running
                .iter()
                .enumerate()
                .filter_map(|(place, steps)| steps.front().map(|step| (step.day, place)))
                .min();
            match earliest {
                Some((day, place)) if day < self.begins(self.begun) => {
                    let step = self.running.get_mut(place).and_then(VecDeque::pop_front);
                    self.running.retain(|steps| !steps.is_empty());
                    return step;
                }
                Some((_, place)) if self.ends && self.begun == self.plans => {
                    let step = self.running.get_mut(place).and_then(VecDeque::pop_front);
                    self.running.retain(|steps| !steps.is_empty());
                    return step;
                }
                None if self.ends && self.begun == self.plans => return None,
                Some(_) | None => {
                    let from = after(self.begins(self.begun), 20);
                    let steps = plan::steps(self.begun, from, &self.cast, self.shape);
                    self.running.push(steps);
                    self.begun += 1;
                }
            }
        }
    }

    fn set_up(&mut self) {
        let from = before(Self::FIRST_DAY, 1);
        for command in partnership::defaults(Self::FIRST_DAY) {
            self.settle(command, Actor::System);
        }
        self.settle(
            partnership::Command::EstablishPartnership {
                name: "Exampleshire Safeguarding Children Partnership".to_owned(),
                area: "Exampleshire".to_owned(),
                predecessor: None,
                from,
            },
            manager(),
        );
        let kinds = [
            ("Exampleshire Council", AgencyKind::LocalAuthority),
            ("Exampleshire Health Board", AgencyKind::Health),
            ("Exampleshire Police", AgencyKind::Police),
            ("Exampleshire Schools", AgencyKind::Education),
            ("Exampleshire Probation", AgencyKind::Justice),
            ("Exampleshire Charities", AgencyKind::Voluntary),
        ];
        let agencies = self.cast.agencies.clone();
        for (number, agency) in agencies.iter().enumerate() {
            let (name, kind) = kinds[number % kinds.len()];
            let add = partnership::Command::AddRelevantAgency {
                agency: *agency,
                name: format!("{name} {}", number + 1),
                also_known_as: Vec::new(),
                kind,
                from,
            };
            self.settle(add, manager());
        }
        for (number, group) in self.cast.groups.clone().into_iter().enumerate() {
            let constitute = partnership::Command::ConstituteSubGroup {
                group,
                name: format!("Sub-group {}", number + 1),
                terms_of_reference: Some(words::short(number as u64)),
                quorum: 3,
                meetings_per_year: 4,
                members: agencies.clone(),
                joint_with: None,
            };
            self.settle(constitute, manager());
        }
    }

    fn settle(&mut self, command: partnership::Command, actor: Actor) {
        self.setting_up.push_back(Step {
            day: Self::FIRST_DAY,
            stream: self.partnership,
            command: command.into(),
            actor,
            reason: None,
            decided_in: None,
        });
    }
}
