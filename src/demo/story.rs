//! How the history is told: in any order by its authors, put in the order of time here.

use super::cast::{self, Who};
use super::dates::{Dates, When, moment};
use super::{DemoFile, Step};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use events::envelope::{Classification, DecidedIn};
use events::ids::StreamId;
use events::world::Command;
use events::{
    action, audit, audit_case, audit_programme, briefing, child_death_learning, evidence, gap,
    inspection, learning_activity, meeting, partnership, plan, practice_review, recommendation,
    self_assessment, service_return,
};
use events::{erasure, evidence_pack, legal_hold};
use events::{rapid_review, review_subject, serious_incident};

/// A decision of a meeting: the meeting's name, and the decision's where it is one decision.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ruling(pub(super) &'static str, pub(super) Option<&'static str>);

/// The history as far as it was told.
pub(super) struct Story {
    pub(super) dates: Dates,
    partnership: StreamId,
    told: Vec<Draft>,
}

/// A step still on the nominal calendar.
pub(super) struct Draft {
    when: When,
    who: Who,
    happened: Option<NaiveDate>,
    reason: Option<String>,
    decided_in: Option<DecidedIn>,
    classification: Classification,
    commands: Vec<(StreamId, Command)>,
    file: Option<DemoFile>,
}

impl Story {
    pub(super) fn new(partnership: StreamId, dates: Dates) -> Self {
        Self {
            dates,
            partnership,
            told: Vec::new(),
        }
    }

    /// Somebody records something.
    pub(super) fn step(
        &mut self,
        when: When,
        who: Who,
        stream: impl Into<StreamId>,
        command: impl Into<AnyCommand>,
    ) -> &mut Draft {
        let draft = Draft {
            when,
            who,
            happened: None,
            reason: None,
            decided_in: None,
            classification: Classification::default(),
            commands: vec![(stream.into(), command.into().0)],
            file: None,
        };
        self.told.push_mut(draft)
    }

    /// Somebody records something about the partnership itself.
    pub(super) fn settle(
        &mut self,
        when: When,
        who: Who,
        command: partnership::Command,
    ) -> &mut Draft {
        self.step(when, who, self.partnership, command)
    }

    /// Every step, oldest first. Steps of the same hour keep the order in which they were told.
    pub(super) fn told(mut self) -> Vec<Step> {
        self.told.sort_by_key(|draft| draft.when);
        let mut last = self.dates.opening();
        let mut steps = Vec::with_capacity(self.told.len());
        for (number, draft) in (0_i64..).zip(self.told) {
            let hour = moment(self.dates.day(draft.when), draft.when.hour());
            let at = spread(hour, number).max(last + pause(number));
            last = at;
            steps.push(Step {
                at,
                acting: (draft.who.0, draft.who.1.map(cast::Body::id)),
                occurred_on: draft.happened,
                reason: draft.reason,
                decided_in: draft.decided_in,
                classification: draft.classification,
                commands: draft.commands,
                file: draft.file,
            });
        }
        steps
    }
}

/// People do not work on the stroke of the hour.
fn spread(hour: DateTime<Utc>, number: i64) -> DateTime<Utc> {
    hour + TimeDelta::seconds((number * 397) % 1740)
}

fn pause(number: i64) -> TimeDelta {
    TimeDelta::seconds(41 + (number * 53) % 97)
}

impl Draft {
    /// And records this together with it.
    pub(super) fn and(
        &mut self,
        stream: impl Into<StreamId>,
        command: impl Into<AnyCommand>,
    ) -> &mut Self {
        self.commands.push((stream.into(), command.into().0));
        self
    }

    /// Why.
    pub(super) fn because(&mut self, reason: &str) -> &mut Self {
        self.reason = Some(reason.to_owned());
        self
    }

    /// It happened on an earlier day than it was recorded.
    pub(super) fn happened(&mut self, day: NaiveDate) -> &mut Self {
        self.happened = Some(day);
        self
    }

    /// It rests on a meeting.
    pub(super) fn ruled(&mut self, ruling: Ruling) -> &mut Self {
        let decision = ruling.1.map(cast::decision);
        self.decided_in = Some(DecidedIn {
            meeting: cast::meeting(ruling.0),
            decision,
        });
        self
    }

    /// Somebody could be recognised in it: it is shown to named roles only.
    pub(super) fn sensitive(&mut self) -> &mut Self {
        self.classification = Classification::OfficialSensitive;
        self
    }

    /// A file goes with it.
    pub(super) fn with(&mut self, file: DemoFile) -> &mut Self {
        self.file = Some(file);
        self
    }
}

/// A command of whichever stream.
pub(super) struct AnyCommand(Command);

macro_rules! any_command {
    ($($module:ident => $kind:ident;)*) => {$(
        impl From<$module::Command> for AnyCommand {
            fn from(command: $module::Command) -> Self {
                Self(Command::$kind(command))
            }
        }
    )*};
}

any_command! {
    partnership => Partnership;
    plan => Plan;
    recommendation => Recommendation;
    action => Action;
    evidence => Evidence;
    meeting => Meeting;
    gap => Gap;
    audit_programme => AuditProgramme;
    audit => Audit;
    audit_case => AuditCase;
    erasure => Erasure;
    legal_hold => LegalHold;
    self_assessment => SelfAssessment;
    service_return => ServiceReturn;
    serious_incident => SeriousIncident;
    rapid_review => RapidReview;
    review_subject => ReviewSubject;
    practice_review => PracticeReview;
    briefing => Briefing;
    learning_activity => LearningActivity;
    child_death_learning => ChildDeathLearning;
    inspection => Inspection;
    evidence_pack => EvidencePack;
}
