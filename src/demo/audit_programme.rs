//! The audit programmes: a year that ended with a shortfall everybody was told of, and the year
//! that runs.

use super::cast::{Body, PQA, PQA_GROUP, Post, group, plan_id, priority, programme, scheduled};
use super::dates::{MON, THU, TUE, WED, When, on};
use super::story::{Ruling, Story};
use chrono::{Datelike, Days, Months, NaiveDate};
use events::audit::AuditKind;
use events::audit_programme::{Command, PlannedAudit};

/// A year of audits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// The one that ended in the middle of the history.
    Last,
    /// The one that runs.
    This,
}

impl Year {
    /// The name its id is made from.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Last => "last year",
            Self::This => "this year",
        }
    }

    /// Its first day.
    pub(super) fn starts(self, story: &Story) -> NaiveDate {
        let this = story.dates.month_start(40);
        match self {
            Self::Last => this - Months::new(12),
            Self::This => this,
        }
    }
}

struct Entry {
    name: &'static str,
    kind: AuditKind,
    theme: &'static str,
    title: &'static str,
    quarter: u8,
    lead: Post,
    priority: &'static str,
}

const QUALITY: Post = Post("Quality Assurance Coordinator", Body::Team);
const NURSE: Post = Post("Designated Nurse Safeguarding Children", Body::Icb);
const PROTECTION: Post = Post("Detective Superintendent, Public Protection", Body::Police);
const MIDWIFERY: Post = Post("Head of Midwifery", Body::Trust);
const EARLY_HELP: Post = Post("Head of Early Help", Body::Council);

const fn entry(
    (name, quarter): (&'static str, u8),
    kind: AuditKind,
    (theme, priority): (&'static str, &'static str),
    title: &'static str,
    lead: Post,
) -> Entry {
    Entry {
        name,
        kind,
        theme,
        title,
        quarter,
        lead,
        priority,
    }
}

const LAST: [Entry; 5] = [
    entry(
        ("neglect", 3),
        AuditKind::MultiAgency,
        ("neglect", "1"),
        "Neglect: is it recognised, and answered together?",
        NURSE,
    ),
    entry(
        ("discussions", 3),
        AuditKind::DipSample,
        ("information_sharing", "5"),
        "Strategy discussions: who was there, and who heard of it?",
        PROTECTION,
    ),
    entry(
        ("fathers", 4),
        AuditKind::Thematic,
        ("infants", "3"),
        "Pre-birth plans: where are the fathers?",
        MIDWIFERY,
    ),
    entry(
        ("conferences", 4),
        AuditKind::SingleAgency,
        ("domestic_abuse", "4"),
        "Records of risk conferences",
        PROTECTION,
    ),
    entry(
        ("custody", 4),
        AuditKind::DipSample,
        ("exploitation", "2a"),
        "Children in custody overnight",
        PROTECTION,
    ),
];

const THIS: [Entry; 9] = [
    entry(
        ("domestic-abuse", 1),
        AuditKind::MultiAgency,
        ("domestic_abuse", "4"),
        "Domestic abuse: what does the child live through?",
        QUALITY,
    ),
    entry(
        ("missed-appointments", 1),
        AuditKind::DipSample,
        ("neglect", "1"),
        "Children who are not brought to appointments",
        NURSE,
    ),
    entry(
        ("discussions-repeat", 2),
        AuditKind::Repeat,
        ("information_sharing", "5"),
        "Strategy discussions, looked at again",
        PROTECTION,
    ),
    entry(
        ("fathers-assessed", 2),
        AuditKind::Thematic,
        ("infants", "3"),
        "Fathers and partners in assessments before birth",
        MIDWIFERY,
    ),
    entry(
        ("outside-home", 3),
        AuditKind::DeepDive,
        ("exploitation", "2a"),
        "Children harmed outside the home: four children over two years",
        QUALITY,
    ),
    entry(
        ("front-door", 3),
        AuditKind::InspectionEvaluation,
        ("early_help", "5"),
        "Decisions at the front door after the joint inspection",
        EARLY_HELP,
    ),
    entry(
        ("supervision", 4),
        AuditKind::SingleAgency,
        ("supervision", "5"),
        "Supervision on wards and in community teams",
        Post("Named Nurse", Body::Trust),
    ),
    entry(
        ("return-conversations", 4),
        AuditKind::DipSample,
        ("missing", "2b"),
        "Conversations after a child was missing",
        EARLY_HELP,
    ),
    entry(
        ("disabled-children", 4),
        AuditKind::MultiAgency,
        ("disability", "1"),
        "Disabled children: who asks them?",
        QUALITY,
    ),
];

pub(super) fn tell(story: &mut Story) {
    last(story);
    this(story);
}

fn last(story: &mut Story) {
    let stream = programme(Year::Last.name());
    agree(story, Year::Last, &LAST, 5, on(19, WED, 14), "quality-2");
    let dropped = [
        (
            on(36, TUE, 10),
            "custody",
            "The force had no reader free before the year's end, and the audit was given up. The \
             theme goes into the deep dive of next year.",
        ),
        (
            on(37, TUE, 10),
            "conferences",
            "The forum and the force count the same records every quarter for action 4.1; a \
             second look would ask the same.",
        ),
    ];
    for (when, name, reason) in dropped {
        leave_out(story, Year::Last, when, (name, reason));
    }
    let shortfall = Command::AcknowledgeShortfall {};
    let step = story.step(on(45, WED, 13), PQA, stream, shortfall);
    step.ruled(Ruling("quality-4", None)).because(
        "The post of the coordinator was empty for weeks, and two audits were dropped. The group \
         plans a reader for each agency so that one empty post does not stop an audit.",
    );
    let closed = Command::CloseProgramme {};
    story.step(on(45, THU, 9), PQA, stream, closed);
}

fn this(story: &mut Story) {
    let stream = programme(Year::This.name());
    agree(story, Year::This, &THIS, 8, on(45, WED, 14), "quality-4");
    let moved = Command::RescheduleAudit {
        scheduled: scheduled("fathers-assessed"),
        to: 3,
    };
    story.step(on(55, MON, 10), PQA, stream, moved).because(
        "The midwives who read the records are needed on the wards until vacancies are filled.",
    );
    leave_out(
        story,
        Year::This,
        on(56, TUE, 11),
        (
            "missed-appointments",
            "The booking system shows every discharge without a call, and the count is down to \
             six in a quarter. Readers are more needed for strategy discussions.",
        ),
    );
    let again = entry(
        ("neglect-repeat", 3),
        AuditKind::Repeat,
        ("neglect", "1"),
        "Neglect, looked at again with the same questions",
        NURSE,
    );
    let planned = planned(&again);
    let added = Command::ScheduleAudit {
        scheduled: planned.scheduled,
        kind: planned.kind,
        theme: planned.theme,
        title: planned.title,
        quarter: planned.quarter,
        lead: planned.lead,
        priority: planned.priority,
    };
    let step = story.step(on(58, WED, 14), PQA, stream, added);
    step.ruled(Ruling("quality-5", Some("repeat neglect audit")));
}

fn agree(
    story: &mut Story,
    year: Year,
    entries: &[Entry],
    minimum: u32,
    when: When,
    meeting: &'static str,
) {
    let starts = year.starts(story);
    let ends = starts + Months::new(12) - Days::new(1);
    let agreed = Command::AgreeProgramme {
        title: format!("Audits {} to {}", starts.year(), ends.year()),
        starts,
        ends,
        minimum,
        plan: Some(plan_id()),
        agreed_by: Some(group(PQA_GROUP)),
        scheduled: entries.iter().map(planned).collect(),
    };
    story
        .step(when, PQA, programme(year.name()), agreed)
        .ruled(Ruling(meeting, None));
}

fn planned(entry: &Entry) -> PlannedAudit {
    PlannedAudit {
        scheduled: scheduled(entry.name),
        kind: entry.kind,
        theme: entry.theme.to_owned(),
        title: entry.title.into(),
        quarter: entry.quarter,
        lead: entry.lead.into(),
        priority: Some(priority(entry.priority)),
    }
}

fn leave_out(story: &mut Story, year: Year, when: When, (name, reason): (&str, &str)) {
    let dropped = Command::DropAudit {
        scheduled: scheduled(name),
    };
    story
        .step(when, PQA, programme(year.name()), dropped)
        .because(reason);
}
