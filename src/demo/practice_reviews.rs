//! Practice reviews: one from the decision until it was closed, a national one adopted here, and
//! one that is late because of a trial.

use super::cast::{
    Body, CHAIR, CSPR, MANAGER, lead, practice_review, rapid_review, review_finding, subject,
};
use super::dates::{FRI, MON, THU, TUE, WED, When, on};
use super::story::Story;
use events::audit_case::{AgeBand, Disability, Ethnicity, FamilyVoice, Placement, PlanType};
use events::ids::{PracticeReviewId, ReviewSubjectId};
use events::practice_review::{
    AnonymityAnswer, AnonymityQuestion, Command, FindingKind, Proceeding, Quality, ReviewKind,
    Timeliness, Told,
};
use events::review_subject::{self, LookedAfter, Sex, SubjectKind, SubjectOf};
use events::text::Text;

mod recommended;

/// The safeguarding partners.
const PARTNERS: [Body; 3] = [Body::Council, Body::Icb, Body::Police];

/// Everything that is told of one review.
struct Telling<'a> {
    story: &'a mut Story,
    review: PracticeReviewId,
}

pub(super) fn tell(story: &mut Story) {
    let willow = practice_review("willow");
    let mut telling = Telling {
        story,
        review: willow,
    };
    telling.willow_is_written();
    let out = telling.is_published();
    telling.willow_is_sent();
    if out {
        telling.willow_is_published();
    }
    recommended::tell(story);
    let mut telling = Telling {
        story,
        review: willow,
    };
    if out {
        telling.by_coordinator(on(33, TUE, 11), Command::CloseReview {});
    }
    let mut telling = Telling {
        story,
        review: practice_review("national"),
    };
    telling.national();
    let mut telling = Telling {
        story,
        review: practice_review("rowan"),
    };
    telling.rowan();
}

impl Telling<'_> {
    fn by_coordinator(&mut self, when: When, command: Command) -> &mut super::story::Draft {
        self.story.step(when, CSPR, self.review, command)
    }

    fn day(&self, when: When) -> chrono::NaiveDate {
        self.story.dates.day(when)
    }

    fn commission(&mut self, when: When, kind: ReviewKind, named: [&str; 2], about: &str) {
        let [reference, title] = named;
        let decided_on = self.day(when);
        let command = Command::CommissionReview {
            kind,
            title: title.to_owned(),
            reference: reference.to_owned(),
            about: about.into(),
            decided_on,
            rapid_review: None,
            monitored_every_weeks: 6,
        };
        self.by_coordinator(when, command);
    }

    /// A local review that a rapid review decided for.
    fn commission_from(&mut self, when: When, incident: &str, named: [&str; 2], about: &str) {
        let [reference, title] = named;
        let command = Command::CommissionReview {
            kind: ReviewKind::Local,
            title: title.to_owned(),
            reference: reference.to_owned(),
            about: about.into(),
            decided_on: self.day(when),
            rapid_review: Some(rapid_review(incident)),
            monitored_every_weeks: 6,
        };
        self.by_coordinator(when, command);
    }

    /// A child or family member of the review.
    fn add(&mut self, when: When, who: ReviewSubjectId, alias: &str, kind: SubjectKind) {
        let age_band = if kind == SubjectKind::Child {
            AgeBand::UnderOne
        } else {
            AgeBand::Unknown
        };
        let command = review_subject::Command::AddSubject {
            of: SubjectOf::PracticeReview(self.review),
            alias: alias.to_owned(),
            kind,
            age_band,
            sex: Sex::Unknown,
            ethnicity: Ethnicity::Unknown,
            disability: Disability::Unknown,
            looked_after: LookedAfter::Unknown,
            placement: Placement::Unknown,
            plan_type: PlanType::Unknown,
            known_to: Vec::new(),
        };
        self.story.step(when, CSPR, who, command);
    }

    fn appoint(&mut self, when: When, who: &str) {
        let command = Command::AppointReviewer {
            who: who.into(),
            employed_by: None,
            had_part_in_case: false,
            independence: "Never worked in Fenwold; declared in writing that no interest stands \
                           in the way."
                .into(),
        };
        self.by_coordinator(when, command);
    }

    fn terms(&mut self, when: When, words: &str, agencies: &[Body]) {
        let command = Command::AgreeTermsOfReference {
            words: words.into(),
            agencies: agencies.iter().map(|body| body.id()).collect(),
        };
        self.by_coordinator(when, command);
    }

    fn monitor(&mut self, when: When, time: Timeliness, words: &str) {
        let command = Command::MonitorReviewProgress {
            time,
            quality: Quality::Satisfactory,
            words: words.into(),
        };
        self.by_coordinator(when, command);
    }

    fn invite(&mut self, when: When, subject: ReviewSubjectId) {
        let command = Command::InviteFamily {
            subject,
            how: "By letter, then a visit with somebody the family trusts.".into(),
        };
        self.by_coordinator(when, command);
    }

    fn says(&mut self, when: When, name: (&str, usize), kind: FindingKind, said: [&str; 2]) {
        let [theme, statement] = said;
        let command = Command::RecordReviewFinding {
            finding: review_finding(name.0, name.1),
            kind,
            statement: statement.into(),
            theme: theme.to_owned(),
            underlying_reason: None,
        };
        self.by_coordinator(when, command);
    }

    fn draft(&mut self, when: When, reviewer: Option<u32>, words: &str) {
        let command = Command::ReceiveDraftReport {
            reviewer,
            words: words.into(),
            document: None,
        };
        self.by_coordinator(when, command);
    }

    fn ask_accuracy(&mut self, when: When, of: &[Body], due: When) {
        let command = Command::RequestAccuracyCheck {
            agencies: of.iter().map(|body| body.id()).collect(),
            due: self.day(due),
        };
        self.by_coordinator(when, command);
    }

    fn accurate(&mut self, when: When, body: Body, words: Option<&str>) {
        let command = Command::CheckAccuracy {
            agency: body.id(),
            accurate: words.is_none(),
            words: words.map(Text::from),
        };
        self.story.step(when, lead(body), self.review, command);
    }

    fn signed(&mut self, when: When) {
        for body in PARTNERS {
            let command = Command::SignOffReport { agency: body.id() };
            self.story.step(when, lead(body), self.review, command);
        }
    }

    fn checked(&mut self, when: When) {
        let answers = AnonymityQuestion::ALL.map(|question| AnonymityAnswer {
            question,
            holds: true,
        });
        let command = Command::CheckAnonymisation {
            by: "Practice review coordinator".to_owned(),
            answers: answers.to_vec(),
            patterns: Vec::new(),
            residual_risk: "Neighbours may recognise the year; no paper wrote of it.".into(),
        };
        self.by_coordinator(when, command);
        let command = Command::AssessPublicationImpact {
            family: "The family has read the report and is visited the day before it is out."
                .into(),
            practitioners: "Those who worked with the family meet on the morning it is out.".into(),
        };
        self.by_coordinator(when, command);
    }

    /// A baby was harmed; the review was decided, written and signed.
    fn willow_is_written(&mut self) {
        self.commission(
            on(4, MON, 10),
            ReviewKind::Local,
            ["LCSPR Willow", "Child Willow"],
            "How agencies worked together before a baby of a few months was harmed at home.",
        );
        self.terms(
            on(5, TUE, 10),
            "What was known of the father, and who asked the mother how she was, in the year \
             before.",
            &[Body::Council, Body::Trust, Body::Police, Body::Probation],
        );
        self.appoint(
            on(5, THU, 10),
            "A former director of nursing from another region.",
        );
        self.willow_is_heard();
        let due = self.day(on(11, FRI, 12));
        let command = Command::RequestInformation {
            agency: Some(Body::Trust.id()),
            what: "Who was told that the father had been in prison for violence, and when?".into(),
            due,
        };
        self.by_coordinator(on(9, FRI, 10), command);
        let command = Command::ProvideInformation {
            number: 1,
            words: "The midwife was not told. The probation note came after the birth.".into(),
            document: None,
        };
        self.story
            .step(on(11, TUE, 15), lead(Body::Trust), self.review, command);
        let on_day = self.day(on(10, WED, 13));
        let command = Command::HoldPractitionerEvent {
            on: on_day,
            attended: 17,
            agencies: vec![Body::Council.id(), Body::Trust.id(), Body::Probation.id()],
            words: "Each knew one half. Nobody had the time, or the right, to put them together."
                .into(),
        };
        self.by_coordinator(on(10, WED, 16), command);
        for week in [10, 16, 22] {
            let words = "On its way; interviews held as planned.";
            self.monitor(on(week, THU, 10), Timeliness::OnTime, words);
        }
        let command = Command::ReleaseEarlyLearning {
            audience: "Every midwife and health visitor".into(),
            words: "Ask about the father at booking, and write down what was answered.".into(),
        };
        self.by_coordinator(on(14, MON, 10), command);
        self.willow_is_drafted();
    }

    /// The family is asked. What the mother said stands in her own record.
    fn willow_is_heard(&mut self) {
        let [child, mother, father] = [1, 2, 3].map(|number| subject("willow", number));
        self.add(on(5, FRI, 10), child, "C-1", SubjectKind::Child);
        self.add(on(5, FRI, 11), mother, "P-1", SubjectKind::ParentOrCarer);
        self.add(on(5, FRI, 12), father, "P-2", SubjectKind::ParentOrCarer);
        self.invite(on(6, MON, 11), mother);
        self.invite(on(6, MON, 12), father);
        let command = Command::RecordFamilyContribution {
            number: 1,
            words: None,
        };
        self.by_coordinator(on(9, WED, 14), command);
        let said = "Everybody weighed the baby. Nobody asked me how the nights were.";
        let command = review_subject::Command::CaptureSubjectView {
            who: FamilyVoice::Parent,
            words: said.into(),
        };
        self.story.step(on(9, WED, 15), CSPR, mother, command);
        let command = Command::RecordFamilyDeclined {
            number: 2,
            words: None,
        };
        self.by_coordinator(on(9, THU, 10), command);
    }

    fn willow_is_drafted(&mut self) {
        self.draft(on(17, MON, 10), Some(1), "The first whole draft.");
        let asked = [Body::Council, Body::Trust];
        self.ask_accuracy(on(17, MON, 12), &asked, on(19, FRI, 12));
        self.accurate(on(18, TUE, 10), Body::Council, None);
        let wrong = "The second visit was in March, and was made by a student with her mentor.";
        self.accurate(on(18, WED, 10), Body::Trust, Some(wrong));
        self.draft(
            on(20, TUE, 10),
            Some(1),
            "With what the hospital corrected.",
        );
        self.ask_accuracy(on(20, TUE, 12), &[Body::Trust], on(21, FRI, 12));
        self.accurate(on(21, MON, 10), Body::Trust, None);
        let finding = FindingKind::Finding;
        let says = [
            (
                finding,
                "infants",
                "Fathers were not found, spoken to or assessed before the birth.",
            ),
            (
                finding,
                "information_sharing",
                "What probation knew reached health only when somebody asked by name.",
            ),
            (
                FindingKind::LearningPoint,
                "supervision",
                "A practitioner who is worried needs somebody who is not in the case to think with.",
            ),
            (
                FindingKind::GoodPractice,
                "voice_of_the_child",
                "The nursery nurse wrote down what the brother said, in his own words.",
            ),
        ];
        for (number, (kind, theme, statement)) in (1..).zip(says) {
            self.says(
                on(20, WED, 10),
                ("willow", number),
                kind,
                [theme, statement],
            );
        }
        self.signed(on(22, TUE, 10));
        self.checked(on(22, WED, 11));
    }

    /// Whether the table of bank holidays still covers the days before Willow is published: past
    /// its end nobody can say when the Panel has had the report for long enough.
    fn is_published(&self) -> bool {
        let last = self.day(on(30, FRI, 12));
        events::calendar::BankHolidays::england().covers(last)
    }

    fn willow_is_sent(&mut self) {
        let sent = self.day(on(22, FRI, 10));
        let command = Command::SendReportToPanel { on: sent };
        self.by_coordinator(on(22, FRI, 11), command);
        let command = Command::SendReportToOfsted { on: sent };
        self.by_coordinator(on(22, FRI, 12), command);
        let heard = self.day(on(24, WED, 10));
        let command = Command::RecordPanelComment {
            on: heard,
            words: "A clear report. The partners may want to say how they will know.".into(),
        };
        self.by_coordinator(on(24, WED, 11), command);
    }

    fn willow_is_published(&mut self) {
        let out = self.day(on(26, WED, 9));
        let command = Command::PublishReport {
            on: out,
            place: "The partnership's website and the national repository".to_owned(),
            available_until: None,
        };
        self.story
            .step(on(26, WED, 10), CHAIR, self.review, command);
    }

    /// A national review whose learning is adopted here.
    fn national(&mut self) {
        self.commission(
            on(36, MON, 10),
            ReviewKind::NationalAdopted,
            [
                "NR 2",
                "National review of children harmed outside the home",
            ],
            "What the national review found, held against practice here.",
        );
        let agencies = [Body::Police, Body::Council, Body::YouthJustice];
        self.terms(
            on(36, WED, 10),
            "Where practice here is the same.",
            &agencies,
        );
        self.draft(
            on(39, TUE, 10),
            None,
            "What the partnership makes of it, on four pages.",
        );
        let learning = FindingKind::LearningPoint;
        self.says(
            on(39, TUE, 11),
            ("national", 1),
            learning,
            [
                "exploitation",
                "Children are arrested for what is done to them, here as elsewhere.",
            ],
        );
        self.signed(on(41, TUE, 10));
        self.checked(on(41, WED, 11));
        let out = self.day(on(42, MON, 9));
        let command = Command::PublishImprovements {
            on: out,
            place: "The partnership's website".to_owned(),
            available_until: None,
            words: "One screening tool at first contact, and the same worker through changes."
                .into(),
        };
        self.story
            .step(on(42, MON, 10), CHAIR, self.review, command);
        let command = Command::JustifyNoRecommendation {
            finding: review_finding("national", 1),
        };
        let step = self.by_coordinator(on(42, TUE, 10), command);
        step.because("Recommendation NR1 of the plan asks for it already.");
        self.by_coordinator(on(43, MON, 10), Command::CloseReview {});
    }

    /// A review that is late, with its reason.
    fn rowan(&mut self) {
        self.commission_from(
            on(46, WED, 14),
            "SI-02",
            ["LCSPR Rowan", "Child Rowan"],
            "How four agencies each knew a part of what a baby lived with before he died at home.",
        );
        let agencies = [Body::Council, Body::Police, Body::Schools, Body::Trust];
        let looked_at = "From the first referral until the arrest: what was known, and by whom.";
        self.terms(on(47, TUE, 10), looked_at, &agencies);
        self.appoint(
            on(48, MON, 10),
            "A retired head teacher and safeguarding adviser.",
        );
        let command = Command::RegisterParallelProceeding {
            kind: Proceeding::Criminal,
            words: "A trial is listed. The prosecutor asks that witnesses are not met before it."
                .into(),
        };
        self.by_coordinator(on(49, TUE, 10), command);
        let aunt = subject("rowan", 1);
        self.add(on(50, TUE, 10), aunt, "F-1", SubjectKind::OtherFamily);
        self.invite(on(50, WED, 10), aunt);
        for (week, time, words) in [
            (
                52,
                Timeliness::OnTime,
                "Records secured; chronologies asked for.",
            ),
            (58, Timeliness::AtRisk, "The trial was moved by ten weeks."),
            (64, Timeliness::AtRisk, "The first reviewer fell ill."),
            (
                70,
                Timeliness::Late,
                "Interviews begin when the trial ends.",
            ),
            (
                75,
                Timeliness::Late,
                "The trial has ended; interviews are set for the month.",
            ),
        ] {
            self.monitor(on(week, THU, 10), time, words);
        }
        let step = self.by_coordinator(on(60, MON, 10), Command::RemoveReviewer { number: 1 });
        step.because("Long illness; both sides agreed that somebody else goes on.");
        self.appoint(
            on(61, WED, 10),
            "A consultant paediatrician from another country's service.",
        );
        let due = self.day(on(75, FRI, 12));
        let command = Command::RequestInformation {
            agency: Some(Body::Schools.id()),
            what: "What was written down of the brother's own words, in both schools?".into(),
            due,
        };
        self.by_coordinator(on(71, TUE, 10), command);
        let told_panel_on = self.day(on(71, WED, 9));
        let expected = self.day(on(46, WED, 14)) + chrono::Months::new(11);
        let command = Command::DelayPublication {
            why: "A criminal trial in which those who would be asked are witnesses.".into(),
            expected,
            told_panel_on,
            told: vec![Told {
                who: "The prosecutor".to_owned(),
                on: told_panel_on,
            }],
        };
        self.story
            .step(on(71, WED, 11), MANAGER, self.review, command);
    }
}
