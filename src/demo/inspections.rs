//! Two inspections: one before the history begins, of which the plan was sent in time and the
//! findings became recommendations, and one that runs, with a request answered, one that waits and
//! one that is late.

use super::cast::{
    Body, MANAGER, PQA, Who, audit, evidence_pack, information_request, inspection,
    inspection_finding, lead, plan_id,
};
use super::dates::{FRI, MON, THU, TUE, WED, When, on};
use super::story::{Draft, Story};
use chrono::{Days, NaiveDate};
use events::ids::InspectionId;
use events::inspection::{Command, Fieldwork, FindingKind, InspectionKind, Inspectorate};

/// The post that keeps contact.
const LEAD: &str = "Head of Quality and Performance";

struct Telling<'a> {
    story: &'a mut Story,
    inspection: InspectionId,
}

pub(super) fn tell(story: &mut Story) {
    let mut telling = Telling {
        story,
        inspection: inspection("jtai"),
    };
    telling.front_door();
    let mut telling = Telling {
        story,
        inspection: inspection("ilacs"),
    };
    telling.running();
}

/// What was asked for.
struct Asked {
    name: &'static str,
    number: String,
    inspectorate: Inspectorate,
    of: Option<Body>,
    what: &'static str,
    days: (NaiveDate, NaiveDate),
}

impl Telling<'_> {
    fn say(&mut self, when: When, who: Who, command: Command) -> &mut Draft {
        self.story.step(when, who, self.inspection, command)
    }

    fn day(&self, when: When) -> NaiveDate {
        self.story.dates.day(when)
    }

    /// So many days before the history begins.
    fn before(&self, days: u64) -> NaiveDate {
        self.day(on(0, MON, 9)) - Days::new(days)
    }

    fn ask(&mut self, when: When, asked: &Asked) -> &mut Draft {
        let command = Command::ReceiveInformationRequest {
            request: information_request(asked.name),
            number: asked.number.clone(),
            inspectorate: asked.inspectorate,
            agency: asked.of.map(Body::id),
            what: asked.what.into(),
            received_on: asked.days.0,
            due_on: asked.days.1,
        };
        self.say(when, MANAGER, command)
    }

    fn answer(
        &mut self,
        when: When,
        who: Who,
        (name, on): (&str, NaiveDate),
        words: &str,
    ) -> &mut Draft {
        let command = Command::AnswerInformationRequest {
            request: information_request(name),
            words: words.into(),
            on,
            things: Vec::new(),
            evidence: Vec::new(),
            packs: Vec::new(),
        };
        self.say(when, who, command)
    }

    fn find(&mut self, when: When, name: &str, kind: FindingKind, theme: &str, words: &str) {
        let agencies = match kind {
            FindingKind::PriorityAction => vec![Body::Police.id(), Body::Council.id()],
            FindingKind::Improvement | FindingKind::Strength => Vec::new(),
        };
        let command = Command::ReceiveInspectionFinding {
            finding: inspection_finding(name),
            kind,
            statement: words.into(),
            theme: theme.to_owned(),
            agencies,
        };
        let letter = self.before(15);
        self.say(when, MANAGER, command).happened(letter);
    }

    /// The inspection of the front door, entered as the record begins.
    fn front_door(&mut self) {
        let notified = self.before(50);
        let notify = Command::NotifyInspection {
            kind: InspectionKind::Jtai,
            reference: "JTAI front door".to_owned(),
            inspectorates: vec![
                Inspectorate::Ofsted,
                Inspectorate::Cqc,
                Inspectorate::Hmicfrs,
                Inspectorate::HmiProbation,
            ],
            on: notified,
            fieldwork: Some(Fieldwork {
                from: self.before(40),
                to: self.before(36),
            }),
            lead: LEAD.to_owned(),
        };
        self.say(on(1, MON, 10), MANAGER, notify).happened(notified);
        let asked = Asked {
            name: "jtai-1",
            number: "1".to_owned(),
            inspectorate: Inspectorate::Ofsted,
            of: None,
            what: "The audits of contacts at the front door in the last twelve months.",
            days: (self.before(49), self.before(44)),
        };
        self.ask(on(1, MON, 11), &asked).happened(asked.days.0);
        let given = self.before(45);
        self.answer(
            on(1, MON, 11),
            MANAGER,
            ("jtai-1", given),
            "Four dip samples and the yearly audit were handed over.",
        )
        .happened(given);
        let letter = self.before(15);
        let came = Command::ReceiveInspectionLetter {
            on: letter,
            judged:
                "Agencies know their children well. Decisions at the front door are slow where \
                     health was not in the room."
                    .into(),
        };
        self.say(on(1, MON, 12), MANAGER, came).happened(letter);
        self.found();
        let sent = self.day(on(10, WED, 11));
        let submit = Command::SubmitPostInspectionPlan {
            to: "Ofsted, for the four inspectorates".into(),
            on: sent,
            plan: Some(plan_id()),
            document: None,
        };
        self.say(on(10, WED, 11), MANAGER, submit);
        self.say(on(11, THU, 10), MANAGER, Command::CloseInspection {});
    }

    /// What its letter finds: two lead to recommendations, of one somebody says why it does not.
    fn found(&mut self) {
        use FindingKind::{Improvement, PriorityAction, Strength};
        let when = on(1, MON, 13);
        self.find(
            when,
            "IN1",
            PriorityAction,
            "information_sharing",
            "Health is missing from one strategy discussion in three, and what was decided does \
             not reach every agency.",
        );
        self.find(
            when,
            "IN2",
            Improvement,
            "missing",
            "Conversations after a child comes back from being missing are late, and little is \
             made of them.",
        );
        self.find(
            when,
            "screens",
            Improvement,
            "information_sharing",
            "Three agencies keep the same contact on three screens.",
        );
        self.find(
            when,
            "relationships",
            Strength,
            "voice_of_the_child",
            "Children who live away from home know who their worker is and trust them.",
        );
        let justify = Command::JustifyNoRecommendation {
            finding: inspection_finding("screens"),
        };
        self.say(on(4, WED, 10), MANAGER, justify).because(
            "One shared system is being bought for the whole region, and the council's own plan \
             carries it.",
        );
    }

    /// The inspection that runs.
    fn running(&mut self) {
        let notified = self.day(on(75, MON, 10));
        let notify = Command::NotifyInspection {
            kind: InspectionKind::IlacsShort,
            reference: "Quayside ILACS".to_owned(),
            inspectorates: vec![Inspectorate::Ofsted],
            on: notified,
            fieldwork: None,
            lead: LEAD.to_owned(),
        };
        self.say(on(75, MON, 10), MANAGER, notify);
        let from = self.day(on(77, FRI, 10)) + Days::new(14);
        let days = Fieldwork {
            from,
            to: from + Days::new(4),
        };
        let agreed = Command::ChangeInspectionDates { fieldwork: days };
        self.say(on(75, TUE, 10), MANAGER, agreed);
        self.requests(from);
        let given = self.day(on(75, THU, 11));
        let answered = Command::AnswerInformationRequest {
            request: information_request("ilacs-1"),
            words: "The latest multi-agency audit, with its sample and grades.".into(),
            on: given,
            things: vec![audit("neglect").into()],
            evidence: Vec::new(),
            packs: vec![evidence_pack("neglect")],
        };
        self.say(on(75, THU, 11), PQA, answered);
        let told = self.day(on(77, MON, 14));
        let late = Command::ExplainLateAnswer {
            request: information_request("ilacs-2"),
            words: "The chronology needs the records of two closed clinics.".into(),
            told: "The lead inspector".into(),
            on: told,
        };
        self.say(on(77, MON, 14), lead(Body::Trust), late);
    }

    /// What it asks for: answered, past its day, and waiting.
    fn requests(&mut self, fieldwork: NaiveDate) {
        let came = self.day(on(75, TUE, 11));
        let late = self.day(on(75, FRI, 11));
        let all = [
            (
                "ilacs-1",
                None,
                "The latest audit of neglect, with how grades moved in moderation.",
                self.day(on(76, TUE, 11)),
            ),
            (
                "ilacs-2",
                Some(Body::Trust),
                "How health follows up children who were not brought to appointments.",
                late,
            ),
            (
                "ilacs-3",
                Some(Body::Police),
                "Attendance at strategy discussions in the last quarter.",
                fieldwork,
            ),
        ];
        for (number, (name, of, what, due)) in (1..).zip(all) {
            let asked = Asked {
                name,
                number: number.to_string(),
                inspectorate: Inspectorate::Ofsted,
                of,
                what,
                days: (came, due),
            };
            self.ask(on(75, TUE, 11), &asked);
        }
    }
}
