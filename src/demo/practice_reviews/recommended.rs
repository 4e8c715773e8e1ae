//! What was recommended because of the review of Willow, each at another stage of its life, and
//! because of a rapid review.

use super::super::cast::{Body, CSPR, PQA, Who, lead, point, recommendation, review_finding};
use super::super::dates::{MON, THU, TUE, WED, When, on};
use super::super::story::Story;
use events::action::Impact;
use events::recommendation::{Command, Level, Source, SourceKind};

struct Made {
    reference: &'static str,
    finding: usize,
    theme: &'static str,
    text: &'static str,
    to: &'static [Body],
    due: u16,
}

const MADE: [Made; 9] = [
    Made {
        reference: "WR1",
        finding: 1,
        theme: "infants",
        text: "Every booking asks who the father is, and what is known of him.",
        to: &[Body::Trust],
        due: 44,
    },
    Made {
        reference: "WR2",
        finding: 2,
        theme: "information_sharing",
        text: "Probation tells the named midwife before a release that may touch an unborn baby.",
        to: &[Body::Probation],
        due: 52,
    },
    Made {
        reference: "WR3",
        finding: 2,
        theme: "information_sharing",
        text: "Police and health share one list of addresses at which violence was reported.",
        to: &[Body::Police, Body::Icb],
        due: 60,
    },
    Made {
        reference: "WR4",
        finding: 3,
        theme: "supervision",
        text: "Whoever is worried about a baby can think it through with somebody the same week.",
        to: &[Body::Council, Body::Trust],
        due: 70,
    },
    Made {
        reference: "WR5",
        finding: 1,
        theme: "infants",
        text: "Fathers who live elsewhere are visited before the baby comes home.",
        to: &[Body::Council],
        due: 84,
    },
    Made {
        reference: "WR6",
        finding: 1,
        theme: "infants",
        text: "Health visitors see both parents at the first visit, or say why not.",
        to: &[Body::Trust],
        due: 75,
    },
    Made {
        reference: "WR7",
        finding: 3,
        theme: "supervision",
        text: "Supervision of pre-birth work asks each time what is known of the father.",
        to: &[Body::Council],
        due: 72,
    },
    Made {
        reference: "WR8",
        finding: 2,
        theme: "information_sharing",
        text: "A midwife is told the same day when police attend a home with an unborn baby.",
        to: &[Body::Police],
        due: 68,
    },
    Made {
        reference: "WR9",
        finding: 1,
        theme: "infants",
        text: "Community midwives ask about the father at the second appointment too.",
        to: &[Body::Trust],
        due: 60,
    },
];

pub(super) fn tell(story: &mut Story) {
    for made in &MADE {
        make(story, made);
    }
    let mut told = Telling { story };
    told.closed();
    told.declined_and_part();
    told.verified();
    told.implemented();
    told.judged();
    told.reopened();
    told.merged();
    of_a_rapid_review(story);
}

/// What could be recommended before the practice review that came of the same incident is written.
fn of_a_rapid_review(story: &mut Story) {
    let command = Command::MakeRecommendation {
        reference: "SR1".to_owned(),
        plan: None,
        priority: None,
        theme: Some("infants".to_owned()),
        sources: vec![Source {
            kind: SourceKind::LearningPoint,
            id: Some(point("SI-02").0),
            title: "Learning point of rapid review SI-02".to_owned(),
        }],
        text: "Midwives tell the social worker of the household in writing before every birth \
               under a plan."
            .into(),
        addressees: vec![Body::Trust.id()],
        outcome: Some("Nobody plans for a baby without knowing who lives with it.".into()),
        measure: Some("Seen in the yearly audit of pre-birth plans.".into()),
        level: Level::Local,
        due: Some(story.dates.month_end(80)),
    };
    story.step(on(47, MON, 10), CSPR, recommendation("SR1"), command);
    let command = Command::AcceptRecommendation {
        agency: Body::Trust.id(),
    };
    let accepts = lead(Body::Trust);
    story.step(on(49, TUE, 10), accepts, recommendation("SR1"), command);
}

fn make(story: &mut Story, made: &Made) {
    let command = Command::MakeRecommendation {
        reference: made.reference.to_owned(),
        plan: None,
        priority: None,
        theme: Some(made.theme.to_owned()),
        sources: vec![Source {
            kind: if made.finding == 3 {
                SourceKind::LearningPoint
            } else {
                SourceKind::PracticeReview
            },
            id: Some(review_finding("willow", made.finding).0),
            title: "Practice review Willow".to_owned(),
        }],
        text: made.text.into(),
        addressees: made.to.iter().map(|body| body.id()).collect(),
        outcome: Some("No plan for a baby rests on one parent's account alone.".into()),
        measure: Some("Seen in the yearly audit of pre-birth plans.".into()),
        level: Level::Local,
        due: Some(story.dates.month_end(made.due)),
    };
    story.step(
        on(27, MON, 10),
        CSPR,
        recommendation(made.reference),
        command,
    );
}

struct Telling<'a> {
    story: &'a mut Story,
}

impl Telling<'_> {
    fn give(&mut self, when: When, who: Who, reference: &str, command: Command) {
        self.story
            .step(when, who, recommendation(reference), command);
    }

    fn accepts(&mut self, when: When, reference: &str, body: Body) {
        let command = Command::AcceptRecommendation { agency: body.id() };
        self.give(when, lead(body), reference, command);
    }

    fn reports(&mut self, when: When, reference: &str, body: Body, report: &str) {
        let command = Command::ReportImplementation {
            agency: Some(body.id()),
            report: report.into(),
        };
        self.give(when, lead(body), reference, command);
    }

    /// Taken to its end: it changed something.
    fn closed(&mut self) {
        self.accepts(on(29, TUE, 10), "WR1", Body::Trust);
        let report = "The question stands in the booking system and cannot be skipped.";
        self.reports(on(40, TUE, 10), "WR1", Body::Trust, report);
        let how = "Thirty bookings read: asked in all, answered in twenty-six.";
        self.verifies(on(43, WED, 10), "WR1", how);
        let early = "Asked now; whether plans changed is seen after a year.";
        self.finds(on(50, WED, 10), "WR1", Impact::TooEarly, early);
        let same = "Plans name the father and still rest on the mother's account.";
        self.finds(on(72, WED, 10), "WR1", Impact::None, same);
        self.give(
            on(72, THU, 10),
            CSPR,
            "WR1",
            Command::CloseRecommendation {},
        );
    }

    /// One agency took part of it, another none.
    fn declined_and_part(&mut self) {
        let command = Command::DeclineRecommendation {
            agency: Body::Police.id(),
        };
        let stream = recommendation("WR3");
        let step = self
            .story
            .step(on(30, TUE, 10), lead(Body::Police), stream, command);
        step.because("A standing list of addresses has no basis in law; each request is answered.");
        let command = Command::PartlyAcceptRecommendation {
            agency: Body::Icb.id(),
        };
        let step = self
            .story
            .step(on(30, WED, 10), lead(Body::Icb), stream, command);
        step.because("Health asks by name where a baby is expected, and keeps no list.");
        self.accepts(on(29, THU, 10), "WR2", Body::Probation);
    }

    /// Done, and seen by somebody who did not do it.
    fn verified(&mut self) {
        for body in [Body::Council, Body::Trust] {
            self.accepts(on(29, WED, 10), "WR4", body);
            let report = "A weekly hour with somebody outside the team is kept free.";
            self.reports(on(62, WED, 10), "WR4", body, report);
        }
        let how = "Diaries of six weeks read, and nine practitioners asked.";
        self.verifies(on(65, TUE, 10), "WR4", how);
    }
    /// Said to be done, and seen by nobody yet.
    fn implemented(&mut self) {
        self.accepts(on(30, TUE, 11), "WR6", Body::Trust);
        let report = "The record of a first visit asks who was seen.";
        self.reports(on(74, TUE, 10), "WR6", Body::Trust, report);
    }

    /// Done, seen, and too early to say whether it made a difference.
    fn judged(&mut self) {
        self.accepts(on(30, THU, 10), "WR7", Body::Council);
        let report = "The question stands in the form for supervision.";
        self.reports(on(58, TUE, 10), "WR7", Body::Council, report);
        self.verifies(
            on(61, WED, 10),
            "WR7",
            "Twelve records of supervision read.",
        );
        self.finds(
            on(70, WED, 10),
            "WR7",
            Impact::TooEarly,
            "Asked since spring only.",
        );
    }

    /// Closed, and taken up again when it happened again.
    fn reopened(&mut self) {
        self.accepts(on(29, THU, 11), "WR8", Body::Police);
        let report = "A message goes from the control room to the maternity unit.";
        self.reports(on(45, TUE, 10), "WR8", Body::Police, report);
        self.verifies(
            on(48, WED, 10),
            "WR8",
            "Ten attendances of one month followed.",
        );
        let seen = "Messages arrive; midwives do not find them in time.";
        self.finds(on(60, WED, 10), "WR8", Impact::None, seen);
        self.give(
            on(60, THU, 10),
            CSPR,
            "WR8",
            Command::CloseRecommendation {},
        );
        let stream = recommendation("WR8");
        let again = Command::ReopenRecommendation {};
        let step = self.story.step(on(73, WED, 10), CSPR, stream, again);
        step.because("A rapid review found again that a midwife was not told.");
    }

    /// The same as another, and goes on as that.
    fn merged(&mut self) {
        let command = Command::MergeRecommendation {
            into: recommendation("WR1"),
        };
        let stream = recommendation("WR9");
        let step = self.story.step(on(31, MON, 10), CSPR, stream, command);
        step.because("One question, asked at booking and kept, is enough.");
    }

    fn verifies(&mut self, when: When, reference: &str, how: &str) {
        let command = Command::VerifyImplementation { how: how.into() };
        self.give(when, PQA, reference, command);
    }

    fn finds(&mut self, when: When, reference: &str, judgement: Impact, explanation: &str) {
        let command = Command::JudgeRecommendationImpact {
            judgement,
            evidence: Vec::new(),
            explanation: explanation.into(),
        };
        self.give(when, PQA, reference, command);
    }
}
