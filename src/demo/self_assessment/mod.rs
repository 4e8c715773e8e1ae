//! Two rounds of Section 11: last year's, accepted, reported and closed, and this year's, in which
//! one agency did not return and others are at every stage.
//!
//! What each agency says is a letter a standard, in the order of the standards: `M` met, `P` partly
//! met, `N` not met; `=` taken over from last year and re-affirmed, `c` taken over and not yet
//! re-affirmed, `.` not answered yet.

mod answers;

use self::answers::ANSWERS;
use super::cast::{Body, PQA, action, campaign, contributor, evidence, lead, service_return};
use super::dates::{FRI, MON, THU, TUE, WED, When, on};
use super::story::{Ruling, Story};
use events::evidence::{Command as OfEvidence, Strength};
use events::ids::StreamId;
use events::self_assessment::{CampaignKind, Command as OfRound, shipped};
use events::service_return::{AgencyAction, Command};

/// One agency's return.
struct Return {
    of: Body,
    answers: &'static str,
    begun: When,
    handed_in: Option<When>,
    officer: &'static str,
}

struct Round {
    name: &'static str,
    title: &'static str,
    opens: u16,
    due: u16,
    before: Option<&'static str>,
    returns: &'static [Return],
}

const fn returned(
    of: Body,
    answers: &'static str,
    begun: When,
    handed_in: Option<When>,
    officer: &'static str,
) -> Return {
    Return {
        of,
        answers,
        begun,
        handed_in,
        officer,
    }
}

const LAST: Round = Round {
    name: "last year",
    title: "Section 11, last year's round",
    opens: 13,
    due: 18,
    before: None,
    returns: &[
        returned(
            Body::Council,
            "MMPMPMPMPMM",
            on(15, TUE, 10),
            Some(on(17, TUE, 10)),
            "Director of Children's Services",
        ),
        returned(
            Body::Icb,
            "MMPMMMPMPPM",
            on(15, WED, 10),
            Some(on(16, THU, 10)),
            "Chief Nurse",
        ),
        returned(
            Body::Trust,
            "MMPMPMPMPPP",
            on(16, MON, 10),
            Some(on(18, WED, 10)),
            "Chief Nurse of the trust",
        ),
        returned(
            Body::Police,
            "MMPMMMMMNPM",
            on(15, THU, 10),
            Some(on(17, THU, 10)),
            "Assistant Chief Constable",
        ),
        returned(
            Body::Probation,
            "MPPMPMPPPPP",
            on(16, TUE, 10),
            Some(on(18, THU, 10)),
            "Head of Probation Delivery",
        ),
        returned(
            Body::YouthJustice,
            "MMMMMMPMPMM",
            on(15, FRI, 10),
            Some(on(16, FRI, 10)),
            "Head of Service",
        ),
        returned(
            Body::Voluntary,
            "PMMPPPPMMPM",
            on(16, WED, 10),
            Some(on(18, MON, 10)),
            "Chair of trustees",
        ),
        returned(
            Body::Housing,
            "MPPMPPPMPPP",
            on(16, THU, 10),
            Some(on(18, FRI, 10)),
            "Director of Homes",
        ),
    ],
};

const THIS: Round = Round {
    name: "this year",
    title: "Section 11, this year's round",
    opens: 62,
    due: 68,
    before: Some("last year"),
    returns: &[
        returned(
            Body::Council,
            "==M==M====M",
            on(65, TUE, 10),
            Some(on(67, TUE, 10)),
            "Director of Children's Services",
        ),
        returned(
            Body::Icb,
            "====M=P==P=",
            on(64, WED, 10),
            Some(on(66, THU, 10)),
            "Chief Nurse",
        ),
        returned(
            Body::Trust,
            "===M=M=M=PP",
            on(66, MON, 10),
            Some(on(68, WED, 10)),
            "Chief Nurse of the trust",
        ),
        returned(
            Body::Police,
            "=======MP==",
            on(65, THU, 10),
            Some(on(67, THU, 10)),
            "Assistant Chief Constable",
        ),
        returned(
            Body::YouthJustice,
            "====M==M===",
            on(65, FRI, 10),
            Some(on(68, THU, 10)),
            "Head of Service",
        ),
        returned(
            Body::Voluntary,
            "==M=ccc=ccc",
            on(74, WED, 10),
            None,
            "Chair of trustees",
        ),
        returned(
            Body::Housing,
            "MP.M.P.....",
            on(67, THU, 10),
            None,
            "Director of Homes",
        ),
    ],
};

pub(super) fn tell(story: &mut Story) {
    for round in [&LAST, &THIS] {
        open(story, round);
        for one in round.returns {
            fill_in(story, round, one);
            hand_in(story, round, one);
        }
    }
    settle_last(story);
    judge_this(story);
    late(story);
}

fn open(story: &mut Story, round: &Round) {
    let stream = campaign(round.name);
    let Some(standards) = shipped(CampaignKind::Section11).first() else {
        return;
    };
    let opened = OfRound::OpenCampaign {
        kind: CampaignKind::Section11,
        title: round.title.to_owned(),
        opens: story.dates.day(on(round.opens, MON, 9)),
        due: story.dates.day(on(round.due, FRI, 9)),
        standards: standards.clone(),
    };
    let longer = story.dates.day(on(80, FRI, 9));
    let invited = LAST.returns.iter().map(|one| {
        // The forum asked for more time this year, as its members meet twice a year.
        let asked_for_more = one.of == Body::Voluntary && round.before.is_some();
        OfRound::InviteReturn {
            agency: one.of.id(),
            service_return: service_return(round.name, one.of),
            due: asked_for_more.then_some(longer),
        }
    });
    let step = story.step(on(round.opens, MON, 10), PQA, stream, opened);
    for invitation in invited {
        step.and(stream, invitation);
    }
}

/// What shows an agency's answers of a round.
fn shown(round: &Round, body: Body) -> events::ids::EvidenceId {
    evidence(&format!("section 11 {} {}", round.name, body.short()))
}

fn fill_in(story: &mut Story, round: &Round, one: &Return) {
    let stream = service_return(round.name, one.of);
    let piece = shown(round, one.of);
    let lodged = OfEvidence::LodgeEvidence {
        file: None,
        reference: Some("The agency's own safeguarding folder, Section 11".into()),
        evidence_date: story.dates.day(one.begun.weeks_before(2)),
        source: Some(one.of.id()),
        describes: "What shows the agency's answers: board report, training figures, sampled \
                    files."
            .into(),
    };
    let asked = ANSWERS.iter().zip(one.answers.chars());
    let asked: Vec<_> = asked.collect();
    let step = story.step(
        one.begun,
        contributor(one.of),
        stream,
        Command::StartReturn {},
    );
    step.and(piece, lodged);
    for (words, letter) in &asked {
        let (standard, met, partly, not) = words;
        let (score, narrative) = match letter {
            'M' => ("met", met),
            'P' => ("partly_met", partly),
            'N' => ("not_met", not),
            _ => continue,
        };
        let assessed = Command::AssessStandard {
            standard: (*standard).to_owned(),
            score: score.to_owned(),
            narrative: (*narrative).into(),
            evidence: if score == "met" {
                vec![piece]
            } else {
                Vec::new()
            },
        };
        step.and(stream, assessed);
    }
    let carries = asked.iter().any(|(_, letter)| matches!(letter, '=' | 'c'));
    if let Some(before) = round.before.filter(|_| carries) {
        let from = service_return(before, one.of);
        step.and(stream, Command::CarryAnswersForward { from });
    }
    for ((standard, ..), letter) in &asked {
        if *letter == '=' {
            let standard = (*standard).to_owned();
            step.and(stream, Command::ReaffirmAnswer { standard });
        }
    }
}

fn hand_in(story: &mut Story, round: &Round, one: &Return) {
    let Some(when) = one.handed_in else { return };
    let stream = service_return(round.name, one.of);
    let signed = Command::SignOffReturn {
        post: one.officer.to_owned(),
    };
    story
        .step(when, lead(one.of), stream, signed)
        .and(stream, Command::SubmitReturn {});
}

fn challenge(story: &Story, when: When, words: &'static str) -> Command {
    Command::HoldChallenge {
        on: story.dates.day(when),
        panel: vec![
            "Quality Assurance Coordinator".to_owned(),
            "Designated Nurse Safeguarding Children".to_owned(),
            "Lay member".to_owned(),
        ],
        lay_member: true,
        young_people: true,
        words: words.into(),
    }
}

/// Last year's returns are challenged on two days, accepted and closed; then the report made of all
/// of them goes to the quality group.
fn settle_last(story: &mut Story) {
    let name = LAST.name;
    for (one, number) in LAST.returns.iter().zip(0_u8..) {
        let when = on(22, TUE + number / 4, 10 + number % 4);
        let held = challenge(
            story,
            when,
            "The panel asked what a child would notice of each answer, and was shown examples.",
        );
        let stream = service_return(name, one.of);
        let step = story.step(when, PQA, stream, held);
        if one.of == Body::Police {
            step.and(stream, Command::AcceptReturn {});
            continue;
        }
        step.and(stream, Command::AcceptReturn {})
            .and(stream, Command::CloseReturn {});
    }
    followed(story);
    let stream = campaign(name);
    story.step(on(27, MON, 10), PQA, stream, OfRound::CloseCampaign {});
    let report = evidence("section 11 report");
    let lodged = OfEvidence::LodgeEvidence {
        file: None,
        reference: Some("Partnership office, Section 11 folder, report of all returns".into()),
        evidence_date: story.dates.day(on(30, MON, 9)),
        source: Some(Body::Team.id()),
        describes: "What eight agencies say of themselves, where the panel saw it otherwise, and \
                    the three standards that most find hard."
            .into(),
    };
    let strength = Strength::Document;
    story
        .step(on(30, MON, 11), PQA, report, lodged)
        .and(report, OfEvidence::GradeEvidence { strength });
    story
        .step(
            on(32, WED, 14),
            PQA,
            stream,
            OfRound::ApproveCompositeReport { report },
        )
        .ruled(Ruling("quality-3", None));
}

/// The force had something to do, showed that it was done, and its return is closed.
fn followed(story: &mut Story) {
    let stream = service_return(LAST.name, Body::Police);
    let agreed = Command::AgreeAgencyAction {
        action: AgencyAction::New {
            words: "Keep figures on children in custody by ethnic group and disability, and read \
                    them each quarter."
                .into(),
            owner: "Superintendent, Criminal Justice".to_owned(),
            due: story.dates.day(on(35, FRI, 9)),
        },
    };
    story.step(on(23, MON, 10), PQA, stream, agreed);
    let piece = evidence("section 11 custody figures");
    let lodged = OfEvidence::LodgeEvidence {
        file: None,
        reference: Some("Force performance pack, custody page".into()),
        evidence_date: story.dates.day(on(33, MON, 9)),
        source: Some(Body::Police.id()),
        describes: "Children in custody by ethnic group and disability, first quarter kept.".into(),
    };
    let done = Command::ReportAgencyActionDone {
        number: 1,
        words: "The figures are kept and were read for the first time.".into(),
        evidence: vec![piece],
    };
    story
        .step(on(34, MON, 10), contributor(Body::Police), piece, lodged)
        .and(stream, done);
    story.step(on(35, MON, 11), PQA, stream, Command::CloseReturn {});
}

fn judge_this(story: &mut Story) {
    let of = |body| service_return(THIS.name, body);
    let words = "Young people on the panel asked who had changed something because of a child. \
                 Two of the three examples were from the year before.";
    let held = challenge(story, on(72, TUE, 10), words);
    story.step(on(72, TUE, 10), PQA, of(Body::Council), held);
    let moderated = Command::ModerateStandard {
        standard: "childrens_voice".to_owned(),
        to: "partly_met".to_owned(),
    };
    story
        .step(on(72, TUE, 14), PQA, of(Body::Council), moderated)
        .because(
            "The examples are good and are last year's. What children said this year is \
             collected and has changed nothing yet.",
        );
    accept_with_actions(story, of(Body::Icb).into());
    let words = "The panel read three files with the force and found the answers borne out.";
    let held = challenge(story, on(74, THU, 10), words);
    story
        .step(on(74, THU, 10), PQA, of(Body::Police), held)
        .and(of(Body::Police), Command::AcceptReturn {});
    let asked = Command::RequestClarification {
        standard: "working_together".to_owned(),
        question: "You say that staff escalate when they do not agree. How often did they this \
                   year, and what came of it?"
            .into(),
    };
    story.step(on(74, FRI, 10), PQA, of(Body::Trust), asked);
}

fn accept_with_actions(story: &mut Story, stream: StreamId) {
    let words = "The board knows what it does not know: who answers when a practice is closed, \
                 and which children are placed here by others.";
    let when = on(71, THU, 10);
    let held = challenge(story, when, words);
    story.step(when, PQA, stream, held);
    story.step(on(73, MON, 10), PQA, stream, Command::AcceptReturn {});
    let own = AgencyAction::New {
        words: "Agree with the neighbouring boards how children placed here are made known within \
                a week."
            .into(),
        owner: "Designated Nurse, children in care".to_owned(),
        due: story.dates.day(on(90, FRI, 9)),
    };
    let of_plan = AgencyAction::Existing {
        action: action("5.8"),
    };
    story
        .step(
            on(75, MON, 10),
            PQA,
            stream,
            Command::AgreeAgencyAction { action: own },
        )
        .and(stream, Command::AgreeAgencyAction { action: of_plan });
}

fn late(story: &mut Story) {
    let stream = campaign(THIS.name);
    for (body, to) in [
        (Body::Probation, "Regional Director of Probation"),
        (Body::Housing, "Director of Homes"),
    ] {
        let escalated = OfRound::EscalateOverdueReturn {
            agency: body.id(),
            to: to.to_owned(),
        };
        story.step(on(71, TUE, 10), PQA, stream, escalated);
    }
    let missing = OfRound::ReportNonReturn {
        agency: Body::Probation.id(),
    };
    story.step(on(73, TUE, 10), PQA, stream, missing).because(
        "Nobody at the delivery unit has held the post since it changed hands, and two letters to \
         the region were not answered. The chair takes it up with the region.",
    );
}
