//! Believable logs of any length, for tests and measurements. No narrative in them is real.
//!
//! The same seed gives the same log. [`Generator::usual`] looks like a partnership's years: a plan
//! with actions that are rated, reported on, extended, claimed and checked. [`Generator::wild`]
//! draws any event about any thing, whether it exists or not, since a fold has to bear that too.

use chrono::{Days, NaiveDate, TimeDelta};
use events::envelope::{Actor, Classification, DecidedIn, Envelope, Moment, Role};
use events::event::{Event, Recorded, SCHEMA};
use events::identifiers::IdentifierKind;
use events::ids::{EventId, StreamId, StreamKind};
use events::text::Text;
use std::collections::BTreeMap;
use uuid::Uuid;

mod dice;
mod of_accounts;
mod of_actions;
mod of_audits;
mod of_campaigns;
mod of_inspections;
mod of_learning;
mod of_plans;
mod of_rapid_reviews;
mod of_recommendations;
mod of_records;
mod of_reviews;
mod of_settings;

#[cfg(test)]
mod agrees;
#[cfg(test)]
mod tests;

use dice::Dice;

/// How many seconds lie between two events of a generated log.
const SECONDS_APART: i64 = 45;

/// An endless log.
#[derive(Debug, Clone)]
pub struct Generator {
    pub(crate) dice: Dice,
    wild: bool,
    position: u64,
    versions: BTreeMap<StreamId, u64>,
    pub(crate) actions: u64,
    pub(crate) letters: Vec<&'static str>,
    pub(crate) waiting: Vec<(StreamId, Event)>,
}

impl Generator {
    /// A log like a partnership's: each action gets about sixty events.
    pub fn usual(seed: u64) -> Self {
        Self::new(seed, false)
    }

    /// A log in which anything happens to anything.
    pub fn wild(seed: u64) -> Self {
        Self::new(seed, true)
    }

    fn new(seed: u64, wild: bool) -> Self {
        let mut new = Self {
            dice: Dice::new(seed),
            wild,
            position: 0,
            versions: BTreeMap::new(),
            actions: 0,
            letters: vec!["W", "R", "A", "G", "G", "G", "A", "P"],
            waiting: Vec::new(),
        };
        if !wild {
            new.waiting = new.beginning();
            new.waiting.reverse();
        }
        new
    }

    /// The day the log has come to.
    pub fn today(&self) -> NaiveDate {
        self.moment().utc().date_naive()
    }

    fn moment(&self) -> Moment {
        let seconds = i64::try_from(self.position).unwrap_or(0) * SECONDS_APART;
        let begin = chrono::DateTime::from_timestamp(1_700_000_000, 0).unwrap_or_default();
        Moment::new(begin + TimeDelta::seconds(seconds))
    }

    /// A day up to this many days before or after the day the log has come to.
    pub(crate) fn near(&mut self, before: u64, after: u64) -> NaiveDate {
        let day = self.today();
        let days = self.dice.below(before + after + 1);
        let first = day.checked_sub_days(Days::new(before)).unwrap_or(day);
        first.checked_add_days(Days::new(days)).unwrap_or(day)
    }

    /// One of a small number of ids of a sort.
    pub(crate) fn one<T: From<Uuid>>(&mut self, sort: u64, of: u64) -> T {
        let number = self.dice.below(of.max(1));
        Self::numbered(sort, number)
    }

    /// The id with a number, of a sort.
    pub(crate) fn numbered<T: From<Uuid>>(sort: u64, number: u64) -> T {
        T::from(Uuid::from_u64_pair(sort, number))
    }

    fn next_event(&mut self) -> (StreamId, Event) {
        if let Some(waiting) = self.waiting.pop() {
            return waiting;
        }
        if !self.wild {
            return self.usual_event();
        }
        match self.dice.below(17) {
            0 => self.any_partnership(),
            1 => self.any_plan(),
            2 => self.any_recommendation(),
            3 => self.any_evidence(),
            4 => self.any_meeting(),
            5 => self.any_gap(),
            6 => self.any_account(),
            7 => self.any_audit(),
            8 => self.any_campaign(),
            9 => self.any_rapid_review(),
            10 => self.any_review(),
            11 => self.any_learning(),
            12 => self.any_inspection(),
            13 => self.any_record(),
            _ => self.any_action(),
        }
    }

    fn actor(&mut self) -> Actor {
        let agency = self.dice.one_in(4);
        Actor::Person {
            user: format!("user-{}", self.dice.below(40)),
            role: if agency {
                Role::AgencyLead
            } else {
                Role::BusinessManager
            },
            agency: agency.then(|| self.one(sort::AGENCY, 8)),
        }
    }

    fn envelope(&mut self, stream: StreamId, event: &Event) -> Envelope {
        self.position += 1;
        let version = self.versions.entry(stream).or_insert(0);
        *version += 1;
        let version = *version;
        let decided_in = self.dice.one_in(20).then(|| DecidedIn {
            meeting: self.one(sort::MEETING, 60),
            decision: None,
        });
        let recorded_at = self.moment();
        let occurred_on = recorded_at.utc().date_naive();
        let occurred_on = occurred_on - TimeDelta::days(self.dice.days(20));
        Envelope {
            actor: self.actor(),
            causation: None,
            classification: Classification::Official,
            correlation: Some(Self::numbered(90, self.position / 4)),
            decided_in,
            id: EventId(Uuid::from_u64_pair(99, self.position)),
            identifiers: if self.dice.one_in(5000) {
                vec![events::envelope::ConfirmedIdentifier {
                    field: "/data/text".to_owned(),
                    kind: IdentifierKind::NhsNumber,
                }]
            } else {
                Vec::new()
            },
            late: self.dice.one_in(200),
            occurred_on,
            position: self.position,
            reason: self.dice.one_in(5).then(|| text(self.position)),
            recorded_at,
            schema: SCHEMA,
            stream,
            type_name: event.to_stored().map(|(word, _)| word).unwrap_or_default(),
            version,
        }
    }
}

impl Iterator for Generator {
    type Item = Recorded;

    fn next(&mut self) -> Option<Recorded> {
        let (stream, event) = self.next_event();
        let envelope = self.envelope(stream, &event);
        Some(Recorded { envelope, event })
    }
}

/// The sorts of ids, so that no two things share one.
pub(crate) mod sort {
    pub(crate) const PARTNERSHIP: u64 = 1;
    pub(crate) const AGENCY: u64 = 2;
    pub(crate) const GROUP: u64 = 3;
    pub(crate) const HOLDING: u64 = 4;
    pub(crate) const PLAN: u64 = 5;
    pub(crate) const PRIORITY: u64 = 6;
    pub(crate) const OUTCOME: u64 = 7;
    pub(crate) const MEASURE: u64 = 8;
    pub(crate) const RECOMMENDATION: u64 = 9;
    pub(crate) const ACTION: u64 = 10;
    pub(crate) const MILESTONE: u64 = 11;
    pub(crate) const EVIDENCE: u64 = 12;
    pub(crate) const MEETING: u64 = 13;
    pub(crate) const DECISION: u64 = 14;
    pub(crate) const GAP: u64 = 15;
    pub(crate) const ACCOUNT: u64 = 16;
    pub(crate) const TOKEN: u64 = 17;
    pub(crate) const PROGRAMME: u64 = 18;
    pub(crate) const SCHEDULED: u64 = 19;
    pub(crate) const AUDIT: u64 = 20;
    pub(crate) const CASE: u64 = 21;
    pub(crate) const FINDING: u64 = 22;
    pub(crate) const CAMPAIGN: u64 = 23;
    pub(crate) const RETURN: u64 = 24;
    pub(crate) const CONCERN: u64 = 25;
    pub(crate) const INCIDENT: u64 = 26;
    pub(crate) const RAPID_REVIEW: u64 = 27;
    pub(crate) const SUBJECT: u64 = 28;
    pub(crate) const POINT: u64 = 35;
    pub(crate) const SAFETY_ACTION: u64 = 36;
    pub(crate) const REVIEW: u64 = 29;
    pub(crate) const REVIEW_FINDING: u64 = 30;
    pub(crate) const BRIEFING: u64 = 32;
    pub(crate) const ACTIVITY: u64 = 33;
    pub(crate) const CHILD_DEATHS: u64 = 34;
    pub(crate) const INSPECTION: u64 = 37;
    pub(crate) const REQUEST: u64 = 38;
    pub(crate) const INSPECTION_FINDING: u64 = 39;
    pub(crate) const ERASURE: u64 = 43;
    pub(crate) const LEGAL_HOLD: u64 = 44;
    pub(crate) const PACK: u64 = 45;
    pub(crate) const PAPER: u64 = 46;
}

/// The commitment of words nobody wrote.
pub(crate) fn text(number: u64) -> Text {
    let mut hash = [7; 32];
    for (place, byte) in hash.iter_mut().zip(number.to_be_bytes()) {
        *place = byte;
    }
    Text::Committed(hash)
}

pub(crate) fn stream(kind: StreamKind, sort: u64, number: u64) -> StreamId {
    StreamId::new(kind, Uuid::from_u64_pair(sort, number))
}
