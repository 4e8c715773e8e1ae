//! Serious incidents and their rapid reviews: one simple, one that leads to a practice review, one
//! in which a partner thinks otherwise, one that is late, and an incident that was not notified.

use super::cast::{Body, CHAIR, CSPR, incident, lead, point, rapid_review, subject};
use super::cast::{finding, safety_action};
use super::dates::{MON, THU, TUE, WED, When, on};
use super::story::Story;
use events::audit_case::{AgeBand, Disability, Ethnicity, Placement, PlanType};
use events::rapid_review::{self, Earlier, Outcome, PanelView, Position, ReviewCriterion};
use events::review_subject::{self, LookedAfter, Safety, Sex, SubjectKind, SubjectOf};
use events::serious_incident::{self, HarmFrom, Nature, NotifyCriterion};
use events::text::Text;

/// An incident that was notified and reviewed.
struct Reviewed {
    name: &'static str,
    week: u16,
    nature: Nature,
    harm_from: HarmFrom,
    words: &'static str,
    child: (AgeBand, Sex),
    asked: &'static [Body],
    theme: &'static str,
    learned: &'static str,
    outcome: Outcome,
    why: &'static str,
    /// A partner that thinks otherwise, what it thinks, and why.
    otherwise: Option<(Body, Outcome, &'static str)>,
    /// How many weeks after the notification it was sent.
    sent: u16,
    /// How many weeks after that the Panel answered, and how the review ended.
    answered: Option<(u16, PanelView)>,
}

const REVIEWED: [Reviewed; 4] = [
    Reviewed {
        name: "SI-01",
        week: 18,
        nature: Nature::Neglect,
        harm_from: HarmFrom::IntraFamilial,
        words: "A toddler was brought to hospital underweight and with untreated burns.",
        child: (AgeBand::OneToFour, Sex::Female),
        asked: &[Body::Council, Body::Trust, Body::Police],
        theme: "neglect",
        learned: "Missed health appointments were seen one by one, and never as a pattern of \
                  neglect.",
        outcome: Outcome::NoReview,
        why: "The audit of neglect looked at the same practice this year, and its actions are \
              under way.",
        otherwise: None,
        sent: 2,
        answered: Some((3, PanelView::Agrees)),
    },
    Reviewed {
        name: "SI-02",
        week: 44,
        nature: Nature::Death,
        harm_from: HarmFrom::IntraFamilial,
        words: "A baby of a few weeks died at home. Injuries were found that nobody explains.",
        child: (AgeBand::UnderOne, Sex::Male),
        asked: &[Body::Council, Body::Trust, Body::Police, Body::Icb],
        theme: "infants",
        learned: "What midwives knew of the household did not reach the social worker before the \
                  birth.",
        outcome: Outcome::PracticeReview,
        why: "Four agencies worked with the family, and what each knew was not put together.",
        otherwise: None,
        sent: 2,
        answered: Some((4, PanelView::Agrees)),
    },
    Reviewed {
        name: "SI-03",
        week: 52,
        nature: Nature::PhysicalHarm,
        harm_from: HarmFrom::ExtraFamilial,
        words: "A young person was seriously wounded in the street by others of the same age.",
        child: (AgeBand::SixteenAndOver, Sex::Male),
        asked: &[
            Body::Council,
            Body::Police,
            Body::YouthJustice,
            Body::Schools,
        ],
        theme: "information_sharing",
        learned: "School, police and youth justice each held a part of the risk outside the home, \
                  and no plan joined them.",
        outcome: Outcome::OtherLearning,
        why: "A shared look at plans for risk outside the home reaches more young people sooner.",
        otherwise: Some((
            Body::Police,
            Outcome::PracticeReview,
            "Agencies disagreed about the risk for months; that needs an independent reviewer.",
        )),
        sent: 2,
        answered: Some((4, PanelView::Agrees)),
    },
    Reviewed {
        name: "SI-04",
        week: 66,
        nature: Nature::PhysicalHarm,
        harm_from: HarmFrom::IntraFamilial,
        words: "A child of primary school age was hurt with an object at home.",
        child: (AgeBand::FiveToNine, Sex::Female),
        asked: &[Body::Council, Body::Schools, Body::Police],
        theme: "voice_of_the_child",
        learned: "The child told a teaching assistant twice, and it was written down as behaviour.",
        outcome: Outcome::NoReview,
        why: "Practice is clear, and the school has changed how it records what children say.",
        otherwise: None,
        sent: 5,
        answered: None,
    },
];

pub(super) fn tell(story: &mut Story) {
    for one in &REVIEWED {
        referred(
            story,
            one.name,
            one.week,
            (one.nature, one.harm_from),
            one.words,
        );
        notified(story, one);
        gathered(story, one);
        decided(story, one);
        ended(story, one);
    }
    kept_safe(story);
    not_notified(story);
}

/// Something of an incident that says on which day it happened: the day it is recorded.
fn step_on(
    story: &mut Story,
    when: When,
    name: &str,
    make: impl Fn(chrono::NaiveDate) -> serious_incident::Command,
) {
    let day = story.dates.day(when);
    story.step(when, CSPR, incident(name), make(day));
}

/// The referral, and the day the council became aware.
fn referred(
    story: &mut Story,
    name: &'static str,
    week: u16,
    (nature, harm_from): (Nature, HarmFrom),
    words: &'static str,
) {
    let refer = |on| serious_incident::Command::ReferIncident {
        reference: name.to_owned(),
        agency: Body::Police.id(),
        on,
        nature,
        harm_from,
        words: words.into(),
    };
    step_on(story, on(week, MON, 11), name, refer);
    let aware = |on| serious_incident::Command::BecomeAware { on };
    step_on(story, on(week, MON, 12), name, aware);
}

fn notified(story: &mut Story, one: &Reviewed) {
    let harmed = if one.nature == Nature::Death {
        NotifyCriterion::ChildDied
    } else {
        NotifyCriterion::SeriouslyHarmed
    };
    let decide = serious_incident::Command::DecideNotification {
        notify: true,
        criteria: vec![
            NotifyCriterion::AbuseOrNeglect,
            harmed,
            NotifyCriterion::InArea,
        ],
        rationale: "Each criterion is met on what is known today.".into(),
        consulted: vec![Body::Police.id(), Body::Icb.id()],
        dissent: Vec::new(),
    };
    let stream = incident(one.name);
    story.step(on(one.week, TUE, 10), CSPR, stream, decide);
    let nature = one.nature;
    let reference = format!("N-{}", one.name);
    let tell = |on| serious_incident::Command::NotifyPanel {
        reference: reference.clone(),
        on,
        nature,
    };
    step_on(story, on(one.week, WED, 10), one.name, tell);
    let inform = |on| serious_incident::Command::InformPartners {
        agencies: vec![Body::Icb.id(), Body::Police.id()],
        on,
    };
    step_on(story, on(one.week, WED, 11), one.name, inform);
    let (age_band, sex) = one.child;
    let add = review_subject::Command::AddSubject {
        of: SubjectOf::Incident(stream),
        alias: "C-1".to_owned(),
        kind: SubjectKind::Child,
        age_band,
        sex,
        ethnicity: Ethnicity::Unknown,
        disability: Disability::NotDisabled,
        looked_after: LookedAfter::Neither,
        placement: Placement::AtHome,
        plan_type: PlanType::ChildInNeed,
        known_to: one.asked.iter().map(|body| body.id()).collect(),
    };
    story.step(on(one.week, WED, 12), CSPR, subject(one.name, 1), add);
    let (safety, words) = if one.nature == Nature::Death {
        (Safety::Died, "Told by the hospital.")
    } else {
        (
            Safety::Safe,
            "Seen by the social worker in a place of safety.",
        )
    };
    let judge = review_subject::Command::JudgeSafety {
        safety,
        words: words.into(),
    };
    story.step(on(one.week, WED, 13), CSPR, subject(one.name, 1), judge);
}

fn gathered(story: &mut Story, one: &Reviewed) {
    let stream = rapid_review(one.name);
    let open = rapid_review::Command::OpenRapidReview {
        incident: incident(one.name),
    };
    story.step(on(one.week, THU, 9), CSPR, stream, open);
    let lead_area = rapid_review::Command::AgreeLeadArea {
        area: "Wrenmoor".to_owned(),
    };
    story.step(on(one.week, THU, 10), CSPR, stream, lead_area);
    for body in one.asked {
        let agency = body.id();
        let request = rapid_review::Command::RequestSummary { agency };
        story.step(on(one.week, THU, 11), CSPR, stream, request);
        let send = rapid_review::Command::SendSummary {
            agency,
            words: "What was known of the child and the family, what was done, and what would be \
                    done otherwise now."
                .into(),
        };
        story.step(on(one.week + 1, THU, 11), lead(*body), stream, send);
    }
    let check = rapid_review::Command::CheckPreviousLearning {
        matches: if one.name == "SI-04" {
            vec![
                Earlier::Finding(finding("neglect", 2)),
                Earlier::LearningPoint(point("SI-01")),
            ]
        } else {
            Vec::new()
        },
        words: "Findings, learning points and recommendations of the last three years were read \
                beside this case."
            .into(),
    };
    story.step(on(one.week + 1, THU, 13), CSPR, stream, check);
}

fn decided(story: &mut Story, one: &Reviewed) {
    let stream = rapid_review(one.name);
    let when = on(one.week + 2, MON, 10);
    let meet = rapid_review::Command::HoldReviewMeeting {
        on: story.dates.day(when),
        present: one.asked.iter().map(|body| body.id()).collect(),
    };
    story.step(when, CSPR, stream, meet);
    let learned = rapid_review::Command::RecordLearningPoint {
        point: point(one.name),
        statement: one.learned.into(),
        theme: one.theme.to_owned(),
    };
    story.step(on(one.week + 2, MON, 12), CSPR, stream, learned);
    let position = |body: Body| {
        let otherwise = one.otherwise.filter(|(who, ..)| *who == body);
        Position {
            agency: body.id(),
            outcome: otherwise.map_or(one.outcome, |(_, outcome, _)| outcome),
            words: otherwise.map(|(_, _, why)| Text::plain(why)),
        }
    };
    let decide = rapid_review::Command::DecideReview {
        outcome: one.outcome,
        criteria: vec![
            ReviewCriterion::ImprovementsNeeded,
            ReviewCriterion::WorkingTogether,
        ],
        positions: [Body::Council, Body::Icb, Body::Police]
            .map(position)
            .to_vec(),
        rationale: one.why.into(),
    };
    story.step(on(one.week + 2, TUE, 10), CHAIR, stream, decide);
}

fn ended(story: &mut Story, one: &Reviewed) {
    let stream = rapid_review(one.name);
    let sent = on(one.week + one.sent, WED, 10);
    if one.sent > 3 {
        let told = on(one.week + one.sent - 1, WED, 10);
        let delay = rapid_review::Command::RecordDelayReason {
            words: "The school was closed for the holidays and its records could not be read with \
                    the staff who knew the child."
                .into(),
            told: "The Panel's secretariat".into(),
            on: story.dates.day(told),
        };
        story.step(told, CSPR, stream, delay);
    }
    let submit = rapid_review::Command::SubmitRapidReview {
        on: story.dates.day(sent),
    };
    story.step(sent, CSPR, stream, submit);
    if let Some((weeks, view)) = one.answered {
        let when = on(one.week + one.sent + weeks, WED, 10);
        let answer = rapid_review::Command::ReceivePanelResponse {
            view,
            comments: Some("The Panel thanks the partners and has nothing to add.".into()),
            on: story.dates.day(when),
        };
        story.step(when, CSPR, stream, answer);
        let close = rapid_review::Command::CloseRapidReview {};
        let when = on(one.week + one.sent + weeks, THU, 10);
        story.step(when, CSPR, stream, close);
    }
}

/// The sister of the child of the last incident.
fn kept_safe(story: &mut Story) {
    let sister = subject("SI-04", 2);
    let add = review_subject::Command::AddSubject {
        of: SubjectOf::Incident(incident("SI-04")),
        alias: "C-2".to_owned(),
        kind: SubjectKind::OtherChild,
        age_band: AgeBand::OneToFour,
        sex: Sex::Female,
        ethnicity: Ethnicity::Unknown,
        disability: Disability::NotDisabled,
        looked_after: LookedAfter::Neither,
        placement: Placement::WithRelatives,
        plan_type: PlanType::ChildInNeed,
        known_to: vec![Body::Council.id()],
    };
    story.step(on(66, WED, 14), CSPR, sister, add);
    let action = review_subject::Command::RecordSafetyAction {
        action: safety_action("sister"),
        words: "The sister stays with relatives tonight, and is seen there tomorrow.".into(),
        agencies: vec![Body::Council.id()],
    };
    story.step(on(66, WED, 15), CSPR, sister, action);
    let confirm = review_subject::Command::ConfirmSafetyAction {
        action: safety_action("sister"),
        words: "Seen by the social worker, and safe with her grandmother.".into(),
    };
    story.step(on(66, THU, 14), CHAIR, sister, confirm);
    let judge = review_subject::Command::JudgeSafety {
        safety: Safety::Safe,
        words: "With her grandmother under a plan that all agreed.".into(),
    };
    story.step(on(66, THU, 15), CSPR, sister, judge);
}

/// An incident in which the criteria were not met, and that is said.
fn not_notified(story: &mut Story) {
    let words = "A child broke an arm on a climbing frame, and the explanation was questioned.";
    let sort = (Nature::OtherHarm, HarmFrom::Unknown);
    referred(story, "SI-05", 59, sort, words);
    let decide = serious_incident::Command::DecideNotification {
        notify: false,
        criteria: vec![NotifyCriterion::InArea],
        rationale: "Doctors found that the fall explains the injury; abuse is not suspected."
            .into(),
        consulted: vec![Body::Police.id(), Body::Icb.id()],
        dissent: Vec::new(),
    };
    story.step(on(59, WED, 10), CSPR, incident("SI-05"), decide);
}
