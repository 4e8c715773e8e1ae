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

const MADE: [Made; 5] = [
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
];

pub(super) fn tell(story: &mut Story) {
    for made in &MADE {
        make(story, made);
    }
    let mut told = Telling { story };
    told.closed();
    told.declined_and_part();
    told.verified();
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
        let command = Command::VerifyImplementation {
            how: "Thirty bookings read: asked in all, answered in twenty-six.".into(),
        };
        self.give(on(43, WED, 10), PQA, "WR1", command);
        let command = Command::JudgeRecommendationImpact {
            judgement: Impact::TooEarly,
            evidence: Vec::new(),
            explanation: "Asked now; whether plans changed is seen after a year.".into(),
        };
        self.give(on(50, WED, 10), PQA, "WR1", command);
        let command = Command::JudgeRecommendationImpact {
            judgement: Impact::None,
            evidence: Vec::new(),
            explanation: "Plans name the father and still rest on the mother's account.".into(),
        };
        self.give(on(72, WED, 10), PQA, "WR1", command);
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
        let command = Command::VerifyImplementation {
            how: "Diaries of six weeks read, and nine practitioners asked.".into(),
        };
        self.give(on(65, TUE, 10), PQA, "WR4", command);
    }
}
