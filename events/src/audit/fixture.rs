//! An audit at every stage, against which the rules of audits and their cases are tested.

use super::*;
use crate::audit_case;
use crate::envelope::Role;
use crate::given_when_then::{actor, because, begun, day, given, id, on_from};
use crate::ids::{AuditId, CaseId, StreamId};
use crate::meeting::{Attendance, Presence};
use crate::recommendation::{self, Source, SourceKind};
use crate::world::{self, Given, World};

/// The audit of the tests; an earlier one is [`EARLIER`].
pub(crate) const AUDIT: u128 = 1;
pub(crate) const EARLIER: u128 = 2;

/// The cases drawn for it.
pub(crate) const CASES: [u128; 3] = [11, 12, 13];

/// Its finding, which asks for a recommendation.
pub(crate) const FINDING: u128 = 21;

pub(crate) fn audit(number: u128) -> StreamId {
    id::<AuditId>(number).into()
}

pub(crate) fn case(number: u128) -> StreamId {
    id::<CaseId>(number).into()
}

/// Somebody in a role for an agency, today.
pub(crate) fn by(role: Role, agency: Option<u128>) -> Given {
    Given {
        actor: actor(role, agency.map(id)),
        ..given()
    }
}

/// The same, with a reason.
pub(crate) fn saying_why(given: Given) -> Given {
    Given {
        reason: because().reason,
        ..given
    }
}

pub(crate) fn commission() -> Command {
    Command::CommissionAudit {
        kind: AuditKind::MultiAgency,
        title: "Neglect of young children".to_owned(),
        reference: "A1 2026".to_owned(),
        question: "Is neglect seen early?".into(),
        cohort: "Children under five".into(),
        theme: "neglect".to_owned(),
        sample_planned: 3,
        method: "Case files and a meeting".into(),
        agencies: vec![id(1), id(2)],
        starts: day("2026-06-01"),
        fieldwork_due: day("2026-07-31"),
        report_due: day("2026-09-30"),
        scheduled: None,
        repeat_of: None,
    }
}

pub(crate) fn tool() -> Command {
    let question = |key: &str| Question {
        key: key.to_owned(),
        words: "Was the child seen alone?".into(),
    };
    Command::IssueAuditTool {
        questions: vec![question("1"), question("2a")],
        descriptors: vec![GradeDescriptor {
            grade: "G".to_owned(),
            words: "The child was seen alone".into(),
        }],
    }
}

pub(crate) fn draw_case(of: u128, alias: &str) -> audit_case::Command {
    audit_case::Command::DrawCase {
        audit: id(of),
        alias: alias.to_owned(),
        age_band: audit_case::AgeBand::OneToFour,
        disability: audit_case::Disability::Disabled,
        ethnicity: audit_case::Ethnicity::Unknown,
        placement: audit_case::Placement::AtHome,
        plan_type: audit_case::PlanType::ChildProtection,
        agencies: vec![id(1), id(2)],
    }
}

pub(crate) fn draw_sample(cases: &[u128]) -> Command {
    Command::DrawSample {
        method: "Every fifth child on a plan".into(),
        cases: cases.iter().map(|number| id(*number)).collect(),
    }
}

pub(crate) fn meeting(agencies: &[u128]) -> Command {
    let attendance = agencies.iter().map(|number| Attendance {
        agency: id(*number),
        presence: Presence::Present,
    });
    Command::RecordModerationMeeting {
        on: day("2026-06-14"),
        attendance: attendance.collect(),
    }
}

pub(crate) fn finding(number: u128, x: u32) -> Command {
    Command::RecordFinding {
        finding: id(number),
        kind: FindingKind::Improvement,
        statement: "Chronologies were missing".into(),
        x,
        n: None,
        theme: "neglect".to_owned(),
        underlying_reason: Some("No system asks for one".into()),
    }
}

pub(crate) fn grade_as_peer(grade: &str) -> audit_case::Command {
    audit_case::Command::GradeCaseAsPeer {
        grade: grade.to_owned(),
        words: None,
    }
}

pub(crate) fn moderate(to: &str) -> audit_case::Command {
    audit_case::Command::ModerateCase { to: to.to_owned() }
}

pub(crate) fn raise(concern: u128) -> audit_case::Command {
    audit_case::Command::RaiseImmediateConcern {
        concern: id(concern),
        words: "Nobody has seen the child for a month".into(),
        agencies: vec![id(1)],
        told: Vec::new(),
    }
}

pub(crate) fn confirm(concern: u128) -> audit_case::Command {
    audit_case::Command::ConfirmCorrectiveAction {
        concern: id(concern),
        words: "Seen at home yesterday; the file shows it".into(),
    }
}

/// A recommendation made of a finding.
pub(crate) fn recommend(finding: u128) -> recommendation::Command {
    recommendation::Command::MakeRecommendation {
        reference: format!("R{finding}"),
        plan: None,
        priority: None,
        theme: None,
        sources: vec![Source {
            kind: SourceKind::Finding,
            id: Some(id(finding)),
            title: "Audit of neglect".to_owned(),
        }],
        text: "Every team keeps a chronology".into(),
        addressees: vec![id(1)],
        outcome: None,
        measure: None,
        level: recommendation::Level::Local,
        due: None,
    }
}

pub(crate) fn disseminate() -> Command {
    Command::DisseminateAuditLearning {
        audience: "Health visitors and social workers".into(),
        how: "A briefing of seven minutes".into(),
    }
}

type History = Vec<(StreamId, world::Command)>;

/// Commissioned, with its tool; no case drawn.
pub(crate) fn commissioned() -> World {
    let history: History = vec![
        (audit(AUDIT), commission().into()),
        (audit(AUDIT), tool().into()),
    ];
    on_from(begun(), history)
}

/// Three cases drawn; the sample is not frozen.
pub(crate) fn drawn() -> World {
    let aliases = ["A-01", "A-02", "A-03"];
    let history = CASES.iter().zip(aliases);
    let history = history.map(|(number, alias)| (case(*number), draw_case(AUDIT, alias).into()));
    on_from(commissioned(), history.collect())
}

/// The sample of three is frozen.
pub(crate) fn sampled() -> World {
    on_from(drawn(), vec![(audit(AUDIT), draw_sample(&CASES).into())])
}

/// Both agencies were asked for their return of the first case.
pub(crate) fn asked() -> World {
    let request = |agency| audit_case::Command::RequestReturn {
        agency: id(agency),
        due: day("2026-07-01"),
    };
    let history: History = vec![
        (case(CASES[0]), request(1).into()),
        (case(CASES[0]), request(2).into()),
    ];
    on_from(sampled(), history)
}

/// Every case was graded by a peer, as good.
pub(crate) fn graded() -> World {
    let history = CASES.map(|number| (case(number), grade_as_peer("G").into()));
    on_from(sampled(), history.into())
}

/// Every case is moderated, the first one down.
pub(crate) fn moderated() -> World {
    let mut history: History = vec![(audit(AUDIT), meeting(&[1, 2]).into())];
    let grades = CASES.iter().zip(["RI", "G", "G"]);
    history.extend(grades.map(|(number, grade)| (case(*number), moderate(grade).into())));
    on_from(graded(), history)
}

/// A finding is recorded, of two of the three cases.
pub(crate) fn found() -> World {
    on_from(
        moderated(),
        vec![(audit(AUDIT), finding(FINDING, 2).into())],
    )
}

/// The report is approved.
pub(crate) fn approved() -> World {
    on_from(
        found(),
        vec![(audit(AUDIT), Command::ApproveAuditReport {}.into())],
    )
}

/// Everything is there to close it: a recommendation, and what was learned reached people.
pub(crate) fn closable() -> World {
    let history: History = vec![
        (
            id::<crate::ids::RecommendationId>(1).into(),
            recommend(FINDING).into(),
        ),
        (audit(AUDIT), disseminate().into()),
    ];
    on_from(approved(), history)
}

/// Closed.
pub(crate) fn closed() -> World {
    on_from(
        closable(),
        vec![(audit(AUDIT), Command::CloseAudit {}.into())],
    )
}

/// An earlier audit with an approved report, of twelve cases, and this one repeats it, with twelve
/// cases of its own.
pub(crate) fn repeated() -> World {
    let mut history: History = Vec::new();
    let mut whole = |number: u128, first_case: u128, command: Command| {
        history.push((audit(number), command.into()));
        let cases: Vec<u128> = (0..12).map(|one| first_case + one).collect();
        for one in &cases {
            history.push((case(*one), draw_case(number, &format!("B-{one}")).into()));
        }
        history.push((audit(number), draw_sample(&cases).into()));
        history.push((audit(number), meeting(&[1, 2]).into()));
        for one in &cases {
            history.push((case(*one), grade_as_peer("G").into()));
            history.push((case(*one), moderate("G").into()));
        }
        history.push((audit(number), finding(number * 1000, 6).into()));
    };
    whole(EARLIER, 100, {
        let mut command = commission();
        if let Command::CommissionAudit { reference, .. } = &mut command {
            "A9 2025".clone_into(reference);
        }
        command
    });
    let world = on_from(begun(), std::mem::take(&mut history));
    let approve = (audit(EARLIER), Command::ApproveAuditReport {}.into());
    let world = on_from(world, vec![approve]);
    let mut history: History = Vec::new();
    let mut command = commission();
    if let Command::CommissionAudit {
        kind, repeat_of, ..
    } = &mut command
    {
        *kind = AuditKind::Repeat;
        *repeat_of = Some(id(EARLIER));
    }
    history.push((audit(AUDIT), command.into()));
    let cases: Vec<u128> = (200..212).collect();
    for one in &cases {
        history.push((case(*one), draw_case(AUDIT, &format!("C-{one}")).into()));
    }
    history.push((audit(AUDIT), draw_sample(&cases).into()));
    on_from(world, history)
}
