//! The evidence: what was lodged, by whom, what it shows and how strong it was judged to be.

use super::cast::{Body, PQA, Who, lead};
use super::dates::{FRI, MON, THU, TUE, WED, When, on};
use events::evidence::Strength;

/// What is lodged.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kept {
    /// A text file.
    Text(&'static str, &'static str),
    /// A table as a text file.
    Csv(&'static str, &'static str),
    /// A table as a workbook.
    Workbook(&'static str, &'static str),
    /// A document.
    Document(&'static str, &'static str),
    /// Where it can be found.
    Reference(&'static str),
}

/// What evidence is linked to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Supports {
    Action(&'static str),
    Recommendation(&'static str),
    Meeting(&'static str),
    Priority(&'static str),
    Plan,
}

/// One piece of evidence.
pub(super) struct Lodged {
    pub(super) name: &'static str,
    pub(super) who: Who,
    pub(super) when: When,
    /// How many weeks before it was lodged it speaks of.
    pub(super) weeks_old: u16,
    pub(super) describes: &'static str,
    pub(super) kept: Kept,
    pub(super) strength: Option<Strength>,
    pub(super) supports: &'static [Supports],
}

use Kept::{Csv, Document, Reference, Text, Workbook};
use Strength::{Audit, Data, Feedback, Observation, SelfReport};
use Supports::{Action, Meeting, Plan, Priority, Recommendation};

const fn piece(
    name: &'static str,
    (who, when, weeks_old): (Who, When, u16),
    describes: &'static str,
    kept: Kept,
    strength: Option<Strength>,
    supports: &'static [Supports],
) -> Lodged {
    Lodged {
        name,
        who,
        when,
        weeks_old,
        describes,
        kept,
        strength,
        supports,
    }
}

pub(super) const LODGED: [Lodged; 30] = [
    piece(
        "larch",
        (PQA, on(4, MON, 14), 26),
        "The report of local review Larch, which three recommendations come from.",
        Reference("Partnership office, reviews folder, Larch, final report"),
        Some(Strength::Document),
        &[
            Recommendation("LR1"),
            Recommendation("LR2"),
            Recommendation("LR3"),
        ],
    ),
    piece(
        "plan-published",
        (PQA, on(9, FRI, 12), 0),
        "The plan as it was published.",
        Document(
            "Plan.docx",
            "Business plan. Five priorities, twenty-five actions. As published.",
        ),
        None,
        &[Plan],
    ),
    piece(
        "programme",
        (PQA, on(22, MON, 10), 1),
        "The year's audit programme with themes and dates.",
        Document(
            "Audit programme.docx",
            "Neglect and strategy discussions, third quarter. Pre-birth plans and risk \
             conferences, fourth quarter. Restraint in custody, when it can be looked at.",
        ),
        Some(Strength::Document),
        &[Action("5.1")],
    ),
    piece(
        "neglect-guidance",
        (lead(Body::Council), on(35, TUE, 9), 3),
        "The guidance that brings the tool into every team.",
        Document(
            "Neglect guidance.docx",
            "How the tool is used. Who fills it in, and when.",
        ),
        Some(Strength::Document),
        &[Action("1.1")],
    ),
    piece(
        "safer-sleep",
        (lead(Body::Icb), on(36, WED, 10), 2),
        "Twelve home visits watched by a visitor from the next area.",
        Text(
            "Observed contacts.txt",
            "Twelve contacts observed. Safer sleep was talked about in eleven. In nine the \
             sleeping place was looked at together. Fathers were there four times.\n",
        ),
        Some(Observation),
        &[Action("3.2")],
    ),
    piece(
        "champions",
        (lead(Body::Schools), on(37, MON, 9), 0),
        "Schools with a champion, confirmed by the head teacher.",
        Csv(
            "Champions.csv",
            "Schools,Number\nWith a champion confirmed in writing,29\nAsked again,2\nIn all,31\n",
        ),
        Some(Strength::Document),
        &[Action("1.2")],
    ),
    piece(
        "neglect-guidance-2",
        (lead(Body::Council), on(41, TUE, 9), 0),
        "The guidance, with a page for schools that the first edition lacked.",
        Document(
            "Neglect guidance 2.docx",
            "How the tool is used. With a page for schools.",
        ),
        Some(Strength::Document),
        &[Action("1.1")],
    ),
    piece(
        "neglect-dip-sample",
        (PQA, on(41, WED, 14), 1),
        "Twenty referrals for neglect: on how many was the tool on file?",
        Csv(
            "Neglect dip sample.csv",
            "Quarter,Referrals looked at,Tool on file\nFirst,20,3\nSecond,20,9\nThird,20,18\n",
        ),
        Some(Audit),
        &[Action("1.1"), Recommendation("LR1")],
    ),
    piece(
        "booking-rule",
        (lead(Body::Icb), on(49, MON, 10), 2),
        "The rule in the contract and in the booking system.",
        Reference("Contract schedule on safeguarding, clause on missed appointments"),
        Some(Strength::Document),
        &[Action("1.3"), Recommendation("AU1")],
    ),
    piece(
        "booking-figures",
        (lead(Body::Trust), on(49, MON, 11), 1),
        "Discharges of children after missed appointments without a call.",
        Csv(
            "Missed appointments.csv",
            "Quarter,Discharged without a call\nBefore,41\nFirst,37\nSecond,22\nThird,6\n",
        ),
        Some(Data),
        &[Action("1.3")],
    ),
    piece(
        "conference-form",
        (lead(Body::Police), on(50, MON, 9), 0),
        "The unit says that the new form is used in every conference.",
        Reference("Message of the conference coordinator to the business manager"),
        Some(SelfReport),
        &[Action("4.1")],
    ),
    piece(
        "course-feedback",
        (lead(Body::Voluntary), on(50, TUE, 9), 3),
        "What practitioners said on the day of the course.",
        Workbook(
            "Course feedback.xlsx",
            "Question,Yes,Partly,No\nI know what to ask the child,88,12,3\nI will do something \
             differently,71,27,5",
        ),
        Some(Feedback),
        &[Action("4.2")],
    ),
    piece(
        "neglect-children",
        (lead(Body::Voluntary), on(56, TUE, 10), 2),
        "What nine children said at the end of a neglect plan.",
        Text(
            "What children said.txt",
            "Nine children were asked, three of them under eight, with drawings. All nine said \
             that somebody asks them about home now. Three said that home is better, four that \
             it is the same, two did not want to say.\n",
        ),
        Some(Feedback),
        &[
            Action("1.1"),
            Action("1.5"),
            Recommendation("LR1"),
            Priority("1"),
        ],
    ),
    piece(
        "neglect-repeat-audit",
        (PQA, on(57, MON, 10), 2),
        "The audit of neglect, repeated with the same questions.",
        Workbook(
            "Neglect repeat audit.xlsx",
            "Question,Before,Of,Now,Of now\nTool on file,3,20,18,20\nPlan within six months,7,20,\
             13,20\nChild's own words on file,4,20,9,20",
        ),
        Some(Audit),
        &[Action("1.1"), Recommendation("LR1")],
    ),
    piece(
        "screening",
        (lead(Body::YouthJustice), on(59, TUE, 10), 1),
        "Screening within five working days of first contact.",
        Csv(
            "Screening.csv",
            "Quarter,Children first seen,Screened within five days\nBefore,52,11\nFirst,44,14\n\
             Second,47,19\nThird,46,33\n",
        ),
        Some(Data),
        &[Action("2a.1"), Recommendation("NR1")],
    ),
    piece(
        "advisers-letter",
        (lead(Body::Voluntary), on(59, THU, 11), 1),
        "The advisers' letter to the executive about waiting for help.",
        Text(
            "Letter.txt",
            "You asked us what should change. When we ask for help we wait, and nobody tells us \
             how long. Tell us how long, even if it is long.\n",
        ),
        Some(Feedback),
        &[Action("5.4"), Priority("5")],
    ),
    piece(
        "advisers-letter-redacted",
        (PQA, on(60, MON, 10), 1),
        "The same letter with first names taken out.",
        Text(
            "Letter, names removed.txt",
            "You asked us what should change.\n[names removed]\n",
        ),
        Some(Feedback),
        &[Action("5.4")],
    ),
    piece(
        "executive-5-minutes",
        (PQA, on(61, WED, 14), 1),
        "The minutes of the fifth executive, with the decision on recommendation AU1.",
        Reference("Partnership office, executive folder, minutes"),
        None,
        &[Meeting("executive-5"), Recommendation("AU1")],
    ),
    piece(
        "pathway-weeks",
        (lead(Body::Trust), on(61, THU, 10), 2),
        "In which week of pregnancy assessments began.",
        Csv(
            "Pathway.csv",
            "Quarter,Assessments,Before the twenty-first week\nBefore,34,9\nFirst,31,10\nSecond,\
             33,12\nThird,36,14\n",
        ),
        Some(Data),
        &[Action("3.1"), Recommendation("RR1")],
    ),
    piece(
        "conference-records",
        (lead(Body::Police), on(62, MON, 9), 1),
        "Records with the child's own words.",
        Csv(
            "Conference records.csv",
            "Quarter,Records looked at,With the child's words\nBefore,15,2\nFirst,15,6\nSecond,\
             15,9\nThird,15,13\n",
        ),
        Some(Data),
        &[Action("4.1"), Recommendation("AR1")],
    ),
    piece(
        "lessons-survey",
        (lead(Body::Schools), on(62, TUE, 9), 3),
        "Pupils who name somebody they would tell.",
        Csv(
            "Survey.csv",
            "Time,Pupils asked,Name somebody\nBefore,402,148\nAfter,391,286\n",
        ),
        Some(Data),
        &[Action("2b.1")],
    ),
    piece(
        "pupils-said",
        (lead(Body::Schools), on(62, TUE, 10), 3),
        "What pupils said about the lessons, and what was changed because of it.",
        Text(
            "What pupils said.txt",
            "Year 6: the film was old. Changed. Year 9: talk about money too. Added.\n",
        ),
        Some(Feedback),
        &[Action("2b.1")],
    ),
    piece(
        "champions-check",
        (PQA, on(62, THU, 10), 0),
        "Every school was rung and asked for its champion.",
        Csv(
            "Champions rung.csv",
            "Answer,Schools\nChampion answered,19\nChampion has left,8\nNobody knew,4\n",
        ),
        Some(Observation),
        &[Action("1.2")],
    ),
    piece(
        "discussions-report",
        (lead(Body::Police), on(63, MON, 9), 1),
        "The unit says that health is always there and decisions go out the same day.",
        Reference("Unit's own summary to the public protection board"),
        Some(SelfReport),
        &[Action("5.2"), Recommendation("IN1")],
    ),
    piece(
        "conference-sample",
        (PQA, on(66, WED, 10), 2),
        "Fifteen records read by the quality group: did the plan change because of the words?",
        Csv(
            "Conference sample.csv",
            "Question,Records,Yes\nChild's words on file,15,13\nPlan refers to them,15,2\n",
        ),
        Some(Audit),
        &[Action("4.1")],
    ),
    piece(
        "course-later",
        (lead(Body::Voluntary), on(66, THU, 10), 1),
        "What practitioners did differently three months later, with examples.",
        Workbook(
            "Three months later.xlsx",
            "Question,Answered,Yes\nI did something differently,61,38\nI can give an example,61,29",
        ),
        Some(Feedback),
        &[Action("4.2")],
    ),
    piece(
        "safer-sleep-later",
        (lead(Body::Icb), on(69, TUE, 10), 2),
        "The twelve visits repeated a year later.",
        Text(
            "Observed contacts, a year later.txt",
            "Twelve contacts observed. Safer sleep was talked about in twelve, the sleeping \
             place looked at in eleven.\n",
        ),
        Some(Observation),
        &[Action("3.2")],
    ),
    piece(
        "missing-conversations",
        (lead(Body::Council), on(70, FRI, 10), 1),
        "Conversations held within three working days after a child was missing.",
        Csv(
            "Return conversations.csv",
            "Quarter,Offered,Held in time\nBefore,96,31\nFirst,61,38\nSecond,58,44\nThird,63,52\n",
        ),
        Some(Data),
        &[Action("2b.2"), Recommendation("NR1")],
    ),
    piece(
        "discussions-sample",
        (lead(Body::Police), on(75, MON, 9), 1),
        "Twenty discussions: health there, and when decisions went out.",
        Csv(
            "Discussions.csv",
            "Question,Discussions,Yes\nHealth present,20,19\nDecision to schools the same day,20,\
             18\n",
        ),
        None,
        &[Action("5.2")],
    ),
    piece(
        "supervision-count",
        (lead(Body::Trust), on(76, TUE, 9), 0),
        "Teams with supervision in each month of the quarter.",
        Csv(
            "Supervision.csv",
            "Quarter,Teams,With supervision\nBefore,22,7\nNow,22,22\n",
        ),
        None,
        &[Action("5.3")],
    ),
];
