//! What each reader reaches, and that folding on gives the same as folding afresh.

use super::Reached;
use crate::Models;
use crate::generate::{Generator, sort};
use crate::given::{Log, agreed, commissioned, found, id, words};
use events::action::{Event as Act, Owner, Parent};
use events::audit::{AuditKind, Event as Audited, FindingKind};
use events::audit_case::{self, Event as Cased};
use events::envelope::{Classification, DecidedIn, Role};
use events::event::{Event, Recorded};
use events::everywhere::Sight;
use events::evidence::{Claim, Event as Ev};
use events::ids::{
    ActionId, AgencyId, AuditId, CampaignId, CaseId, EvidenceId, FindingId, MeetingId, PlanId,
    RecommendationId, ReturnId, StreamId,
};
use events::meeting;
use events::plan;
use events::recommendation::{Event as Rec, Level, Source, SourceKind};
use events::self_assessment::{CampaignKind, Event as Asked, shipped};
use events::service_return::Event as Returned;

mod learning;

const OWN: u128 = 1;
const OTHER: u128 = 2;

fn lead(agency: u128) -> Sight {
    Sight::of(Role::AgencyLead, Some(id(agency)))
}

/// An action of an agency, for a parent.
fn owned(log: &mut Log, number: u128, agency: u128, on_behalf: Parent) {
    let mut event = agreed(number, Some("2026-09-01"));
    if let Act::ActionAgreed { owners, parent, .. } = &mut event {
        *parent = on_behalf;
        *owners = vec![Owner {
            role: "Head of something".to_owned(),
            agency: Some(id(agency)),
        }];
    }
    log.action(number, event);
}

fn made(log: &mut Log, number: u128, addressees: &[u128], sources: Vec<Source>) {
    let event = Rec::RecommendationMade {
        reference: format!("3.{number}"),
        plan: Some(id(1)),
        priority: None,
        theme: None,
        sources,
        text: words(),
        addressees: addressees.iter().map(|agency| id(*agency)).collect(),
        outcome: None,
        measure: None,
        level: Level::Local,
        due: None,
    };
    log.recommendation(number, event);
}

fn touches(reached: &Reached, thing: impl Into<StreamId>) -> bool {
    reached.touches(thing.into())
}

#[test]
fn whoever_runs_the_partnerships_work_reaches_everything() {
    let log = Log::new();
    for role in [
        Role::BusinessManager,
        Role::Chair,
        Role::PqaCoordinator,
        Role::CsprCoordinator,
        Role::Inspector,
        Role::LogAuditor,
    ] {
        assert!(log.models.reached(&Sight::of(role, None)).is_everything());
    }
}

#[test]
fn an_agency_reaches_its_own_actions_what_they_are_for_and_what_is_addressed_to_it() {
    let mut log = Log::new();
    made(&mut log, 1, &[OTHER], Vec::new());
    made(&mut log, 2, &[OWN], Vec::new());
    made(&mut log, 3, &[OTHER], Vec::new());
    owned(&mut log, 1, OWN, Parent::Recommendation(id(1)));
    owned(&mut log, 2, OTHER, Parent::Priority(id(1)));
    let reached = log.models.reached(&lead(OWN));
    assert!(touches(&reached, id::<ActionId>(1)));
    assert!(touches(&reached, id::<RecommendationId>(1)));
    assert!(touches(&reached, id::<RecommendationId>(2)));
    assert!(touches(&reached, id::<PlanId>(1)));
    assert!(!touches(&reached, id::<ActionId>(2)));
    assert!(!touches(&reached, id::<RecommendationId>(3)));
    let contributor = Sight::of(Role::AgencyContributor, Some(id(OWN)));
    assert_eq!(log.models.reached(&contributor), reached);
    let nobody = Sight::of(Role::AgencyLead, None);
    assert!(!touches(&log.models.reached(&nobody), id::<ActionId>(1)));
}

#[test]
fn an_action_that_was_reassigned_is_reached_by_its_new_owner_only() {
    let mut log = Log::new();
    owned(&mut log, 1, OWN, Parent::Priority(id(1)));
    let to = vec![Owner {
        role: "Head of something else".to_owned(),
        agency: Some(id(OTHER)),
    }];
    log.action(
        1,
        Act::ActionReassigned {
            from: Vec::new(),
            to,
        },
    );
    assert!(!touches(&log.models.reached(&lead(OWN)), id::<ActionId>(1)));
    assert!(touches(
        &log.models.reached(&lead(OTHER)),
        id::<ActionId>(1)
    ));
}

#[test]
fn evidence_is_reached_by_who_lodged_it_and_by_whose_work_it_supports_and_no_further() {
    let mut log = Log::new();
    owned(&mut log, 1, OWN, Parent::Priority(id(1)));
    owned(&mut log, 2, OTHER, Parent::Priority(id(1)));
    log.lodged(1, "2026-03-01");
    log.lodged(2, "2026-03-01");
    log.linked(1, 1);
    log.linked(1, 2);
    let reached = log.models.reached(&lead(OWN));
    assert!(touches(&reached, id::<EvidenceId>(1)));
    assert!(!touches(&reached, id::<EvidenceId>(2)));
    let link = |action: u128| Ev::EvidenceLinked {
        claim: Claim::Action(id(action)),
    };
    let recorded = |event: Ev| Recorded {
        envelope: envelope(id::<EvidenceId>(1).into(), Classification::Official),
        event: Event::Evidence(event),
    };
    assert!(reached.shows(&recorded(link(1))));
    assert!(
        !reached.shows(&recorded(link(2))),
        "that another's action leans on it"
    );
}

#[test]
fn an_agency_is_shown_how_a_plan_is_divided_and_not_how_the_partnership_judges_itself() {
    let mut log = Log::new();
    owned(&mut log, 1, OWN, Parent::Priority(id(1)));
    let reached = log.models.reached(&lead(OWN));
    let recorded = |event: plan::Event| Recorded {
        envelope: envelope(id::<PlanId>(1).into(), Classification::Official),
        event: Event::Plan(event),
    };
    assert!(reached.shows(&recorded(plan::Event::PlanClosed {})));
    let declared = plan::Event::LittleOrNoProgressDeclared {
        priority: id(1),
        explanation: words(),
        remedy: words(),
    };
    assert!(!reached.shows(&recorded(declared)));
}

#[test]
fn of_a_meeting_an_agency_is_shown_the_decisions_its_work_rests_on() {
    let mut log = Log::new();
    log.decided_in = Some(DecidedIn {
        meeting: id(1),
        decision: Some(id(1)),
    });
    owned(&mut log, 1, OWN, Parent::Priority(id(1)));
    log.decided_in = None;
    let reached = log.models.reached(&lead(OWN));
    let recorded = |meeting: u128, event: meeting::Event| Recorded {
        envelope: envelope(id::<MeetingId>(meeting).into(), Classification::Official),
        event: Event::Meeting(event),
    };
    let rescinded = |decision: u128| meeting::Event::DecisionRescinded {
        decision: id(decision),
    };
    assert!(reached.shows(&recorded(1, rescinded(1))));
    assert!(!reached.shows(&recorded(1, rescinded(2))));
    assert!(!reached.shows(&recorded(2, rescinded(1))));
}

#[test]
fn a_request_reaches_what_it_names_and_the_thread_it_hangs_in() {
    let mut log = Log::new();
    made(&mut log, 1, &[OTHER], Vec::new());
    made(&mut log, 2, &[OTHER], Vec::new());
    owned(&mut log, 1, OWN, Parent::Recommendation(id(1)));
    owned(&mut log, 2, OWN, Parent::Recommendation(id(2)));
    let named: StreamId = id::<RecommendationId>(1).into();
    let reached = log
        .models
        .reached(&Sight::of(Role::Inspector, None).within([named]));
    assert!(touches(&reached, named) && touches(&reached, id::<ActionId>(1)));
    assert!(!touches(&reached, id::<ActionId>(2)));
    assert!(!touches(&reached, id::<RecommendationId>(2)));
}

#[test]
fn a_recommendation_from_a_meeting_shows_that_it_was_held() {
    let mut log = Log::new();
    log.held(7, events::meeting::Presence::Present);
    let source = Source {
        kind: SourceKind::Meeting,
        id: Some(id::<MeetingId>(7).0),
        title: "Board of March 2026".to_owned(),
    };
    made(&mut log, 1, &[OWN], vec![source]);
    assert!(touches(&log.models.reached(&lead(OWN)), id::<MeetingId>(7)));
}

fn envelope(stream: StreamId, classification: Classification) -> events::envelope::Envelope {
    let mut first = Generator::usual(1);
    let recorded = first.next().unwrap();
    events::envelope::Envelope {
        stream,
        classification,
        ..recorded.envelope
    }
}

#[test]
fn what_began_as_sensitive_is_for_those_who_are_cleared_for_it() {
    let mut events: Vec<Recorded> = Generator::usual(5).take(2_000).collect();
    let begun = events
        .iter()
        .position(|one| {
            let Event::Action(Act::ActionAgreed { owners, .. }) = &one.event else {
                return false;
            };
            owners.iter().any(|owner| owner.agency.is_some())
        })
        .unwrap();
    events[begun].envelope.classification = Classification::OfficialSensitive;
    let hidden = events[begun].envelope.stream;
    let models: Models = events.iter().collect();
    let sees = |role, agency| touches(&models.reached(&Sight::of(role, agency)), hidden);
    assert!(sees(Role::CsprCoordinator, None) && sees(Role::Chair, None));
    assert!(!sees(Role::PqaMember, None) && !sees(Role::ReviewGroupMember, None));
    let owners = &models.actions.get(ActionId(hidden.id)).unwrap().owners;
    let agency = owners.iter().find_map(|owner| owner.agency).unwrap();
    assert!(sees(Role::AgencyLead, Some(agency)));
    assert!(!sees(Role::AgencyContributor, Some(agency)));
}

/// What stands around an agency's work is hidden from its contributors, too, where it began as
/// too sensitive for them; the work itself is not.
#[test]
fn what_is_around_is_hidden_where_it_began_as_sensitive() {
    let mut events: Vec<Recorded> = Generator::usual(5).take(2_000).collect();
    let models: Models = events.iter().collect();
    let owned = models.actions.all().find_map(|action| {
        let agency = action.owners.iter().find_map(|owner| owner.agency)?;
        Some((action.id, agency, StreamId::from(action.plan)))
    });
    let (action, agency, plan) = owned.unwrap();
    let begun = events.iter().position(|one| one.envelope.stream == plan);
    events[begun.unwrap()].envelope.classification = Classification::OfficialSensitive;
    let models: Models = events.iter().collect();
    let reached = |role| models.reached(&Sight::of(role, Some(agency)));
    let (lead, contributor) = (reached(Role::AgencyLead), reached(Role::AgencyContributor));
    assert!(touches(&lead, plan) && touches(&lead, action));
    assert!(!touches(&contributor, plan) && touches(&contributor, action));
}

/// A request reaches the sensitive evidence of what it is about; an agency only its own.
#[test]
fn sensitive_evidence_is_reached_by_a_request_and_not_by_an_agency_it_is_about() {
    let mut log = Log::new();
    owned(&mut log, 1, OWN, Parent::Priority(id(1)));
    log.classification = Some(Classification::OfficialSensitive);
    log.evidence(
        1,
        Ev::EvidenceLodged {
            file: None,
            reference: Some(words()),
            evidence_date: "2026-01-01".parse().unwrap(),
            source: Some(id(OTHER)),
            describes: words(),
        },
    );
    log.linked(1, 1);
    let evidence = id::<EvidenceId>(1);
    let request = Sight::of(Role::Inspector, None).within([id::<ActionId>(1).into()]);
    assert!(touches(&log.models.reached(&request), evidence));
    assert!(!touches(&log.models.reached(&lead(OWN)), evidence));
    assert!(touches(&log.models.reached(&lead(OTHER)), evidence));
}

/// What is folded of a log for one reader at one moment.
fn folded(events: &[Recorded], reached: &Reached) -> Models {
    let mut models = Models::partial();
    for one in events {
        if reached.touches(one.envelope.stream) && reached.shows(one) {
            models.apply(one);
        }
    }
    models
}

#[test]
fn folding_on_gives_the_same_as_folding_afresh_whenever_it_is_said_to() {
    let mut folded_on = 0;
    for seed in 1..=4 {
        let events: Vec<Recorded> = Generator::usual(seed).take(3_000).collect();
        for agency in 0..4 {
            let agency: AgencyId = Generator::numbered(sort::AGENCY, agency);
            let sight = Sight::of(Role::AgencyLead, Some(agency));
            let mut whole = Models::default();
            let mut before: Option<(usize, Reached, Models)> = None;
            for (at, one) in events.iter().enumerate() {
                whole.apply(one);
                if at % 50 != 0 {
                    continue;
                }
                let reached = whole.reached(&sight);
                let afresh = folded(&events[..=at], &reached);
                if let Some((until, then, mut models)) = before {
                    let until_position = events[until].envelope.position;
                    let began = |thing| {
                        let begun = whole.trail.begun_at(thing);
                        begun.is_some_and(|position| position > until_position)
                    };
                    if reached.grew_from(&then, began) {
                        folded_on += 1;
                        for one in &events[until + 1..=at] {
                            if reached.touches(one.envelope.stream) && reached.shows(one) {
                                models.apply(one);
                            }
                        }
                        assert_eq!(models, afresh, "seed {seed}, event {at}");
                    }
                }
                before = Some((at, reached, afresh));
            }
        }
    }
    assert!(
        folded_on > 50,
        "only {folded_on} times was anything folded on"
    );
}

/// A case of an audit, both of two agencies.
fn audited(log: &mut Log) -> (StreamId, StreamId) {
    let agencies: Vec<AgencyId> = vec![id(OWN), id(OTHER)];
    let day = crate::given::day("2026-06-01");
    let commissioned = Audited::AuditCommissioned {
        kind: AuditKind::MultiAgency,
        title: "Neglect".to_owned(),
        reference: "A1".to_owned(),
        question: words(),
        cohort: words(),
        theme: "neglect".to_owned(),
        sample_planned: 1,
        method: words(),
        agencies: agencies.clone(),
        starts: day,
        fieldwork_due: day,
        report_due: day,
        scheduled: None,
        repeat_of: None,
        grading_scale: 1,
    };
    let drawn = Cased::CaseDrawn {
        audit: id(1),
        alias: "A-01".to_owned(),
        age_band: audit_case::AgeBand::Unknown,
        disability: audit_case::Disability::Unknown,
        ethnicity: audit_case::Ethnicity::Unknown,
        placement: audit_case::Placement::Unknown,
        plan_type: audit_case::PlanType::Unknown,
        agencies,
    };
    let (audit, case) = (id::<AuditId>(1).into(), id::<CaseId>(2).into());
    log.add(audit, Event::Audit(commissioned));
    log.add(case, Event::AuditCase(drawn));
    (audit, case)
}

#[test]
fn an_agency_is_shown_its_own_return_of_a_case_and_no_other_agencys() {
    let mut log = Log::new();
    let (audit, case) = audited(&mut log);
    let reached = log.models.reached(&lead(OWN));
    assert!(touches(&reached, audit) && touches(&reached, case));
    let stranger = log.models.reached(&lead(3));
    assert!(!touches(&stranger, audit) && !touches(&stranger, case));
    let graded = |agency: u128| Cased::CaseSelfGraded {
        agency: id(agency),
        grade: "G".to_owned(),
        evidence: Vec::new(),
    };
    let shows = |event: Cased| {
        let mut recorded = Generator::usual(1).next().unwrap();
        recorded.envelope.stream = case;
        recorded.event = Event::AuditCase(event);
        reached.shows(&recorded)
    };
    assert!(shows(graded(OWN)) && !shows(graded(OTHER)));
    let moderated = Cased::CaseGradeModerated {
        from: "G".to_owned(),
        to: "RI".to_owned(),
    };
    assert!(!shows(moderated));
    assert_eq!(log.models.label(case).name, "A-01 of A1");
    assert_eq!(log.models.label(audit).name, "A1 Neglect");
}

/// A campaign that asks both agencies for a return, and a return of each.
fn campaign(log: &mut Log) -> (StreamId, [StreamId; 2]) {
    let campaign = id::<CampaignId>(11).into();
    let day = crate::given::day("2026-06-01");
    let opened = Asked::CampaignOpened {
        kind: CampaignKind::Section11,
        title: "Section 11 in 2026".to_owned(),
        opens: day,
        due: day,
        standards: shipped(CampaignKind::Section11)[0].clone(),
    };
    log.add(campaign, Event::SelfAssessment(opened));
    let returns = [OWN, OTHER].map(|agency| {
        let invited = Asked::ReturnInvited {
            agency: id(agency),
            service_return: id(20 + agency),
            due: day,
        };
        log.add(campaign, Event::SelfAssessment(invited));
        id::<ReturnId>(20 + agency).into()
    });
    (campaign, returns)
}

#[test]
fn an_agency_reaches_its_own_return_and_no_other_agencys() {
    let mut log = Log::new();
    let (asked, [own, other]) = campaign(&mut log);
    // It begins in the campaign: it is reached before the agency says anything.
    assert!(log.models.has_begun(own) && log.models.trail.versions(own) == 0);
    for service_return in [own, other] {
        log.add(
            service_return,
            Event::ServiceReturn(Returned::ReturnStarted {}),
        );
    }
    for role in [Role::AgencyLead, Role::AgencyContributor] {
        let reached = log.models.reached(&Sight::of(role, Some(id(OWN))));
        assert!(touches(&reached, asked) && touches(&reached, own));
        assert!(!touches(&reached, other));
        let reached = log.models.reached(&Sight::of(role, Some(id(OTHER))));
        assert!(touches(&reached, other) && !touches(&reached, own));
    }
    let stranger = log.models.reached(&lead(3));
    for thing in [asked, own, other] {
        assert!(!touches(&stranger, thing));
        let coordinator = Sight::of(Role::PqaCoordinator, None);
        assert!(touches(&log.models.reached(&coordinator), thing));
    }
}

#[test]
fn an_agency_is_shown_of_a_campaign_its_outline_and_not_who_else_was_asked() {
    let mut log = Log::new();
    let (asked, [own, other]) = campaign(&mut log);
    let shows = |sight: &Sight, event: Asked| {
        let mut recorded = Generator::usual(1).next().unwrap();
        recorded.envelope.stream = asked;
        recorded.event = Event::SelfAssessment(event);
        log.models.reached(sight).shows(&recorded)
    };
    let late = |agency: u128, service_return: StreamId| Asked::ReturnOverdueEscalated {
        agency: id(agency),
        service_return: ReturnId(service_return.id),
        to: "Chief officer".to_owned(),
    };
    assert!(shows(&lead(OWN), late(OWN, own)));
    assert!(!shows(&lead(OWN), late(OTHER, other)));
    assert!(shows(&lead(OWN), Asked::CampaignClosed {}));
    assert!(!shows(&lead(3), Asked::CampaignClosed {}));
    let coordinator = Sight::of(Role::PqaCoordinator, None);
    assert!(shows(&coordinator, late(OTHER, other)));
    assert_eq!(log.models.label(asked).name, "Section 11 in 2026");
    let name = log.models.label(own).name;
    assert_eq!(name, "of Exshire Council in Section 11 in 2026");
}

/// Audit 1 with two cases and two findings, and a recommendation to agency 3, which had no part in
/// it, made from the first finding.
fn learned() -> Log {
    let mut log = Log::new();
    log.sampled();
    for finding in [1, 2] {
        log.audit(1, found(finding, FindingKind::Development, "neglect"));
    }
    let finding = Source {
        kind: SourceKind::Finding,
        id: Some(id::<FindingId>(1).0),
        title: "A finding".to_owned(),
    };
    made(&mut log, 1, &[3], vec![finding]);
    log
}

#[test]
fn whoever_has_to_act_on_a_recommendation_is_shown_the_finding_it_comes_from_and_no_other() {
    let log = learned();
    let reached = log.models.reached(&lead(3));
    assert!(touches(&reached, id::<RecommendationId>(1)));
    let shows = |event: Audited| {
        let mut recorded = Generator::usual(1).next().unwrap();
        recorded.envelope.stream = id::<AuditId>(1).into();
        recorded.event = Event::Audit(event);
        reached.shows(&recorded)
    };
    let finding = |number| found(number, FindingKind::Development, "neglect");
    assert!(shows(finding(1)) && !shows(finding(2)));
    assert!(shows(commissioned("A1", "neglect")) && shows(Audited::AuditReportApproved {}));
    let (on, attendance) = (crate::given::day("2026-03-01"), Vec::new());
    assert!(!shows(Audited::ModerationMeetingHeld { on, attendance }));
    for case in [1, 2] {
        assert!(!touches(&reached, id::<CaseId>(case)));
    }
    // Somebody it is not addressed to is shown nothing of it.
    assert!(!touches(&log.models.reached(&lead(4)), id::<AuditId>(1)));
}

#[test]
fn an_inspectors_request_for_an_audit_is_one_for_its_cases_too() {
    let log = learned();
    let within = |thing: StreamId| {
        let sight = Sight::of(Role::Inspector, None).within([thing]);
        log.models.reached(&sight)
    };
    let reached = within(id::<AuditId>(1).into());
    for case in [1, 2] {
        assert!(touches(&reached, id::<CaseId>(case)));
    }
    let reached = within(id::<AuditId>(2).into());
    assert!(!touches(&reached, id::<AuditId>(1)) && !touches(&reached, id::<CaseId>(1)));
}

#[test]
fn an_inspectors_request_for_a_campaign_is_one_for_every_return_of_it() {
    let mut log = Log::new();
    let (asked, returns) = campaign(&mut log);
    let sight = Sight::of(Role::Inspector, None).within([asked]);
    let reached = log.models.reached(&sight);
    for service_return in returns {
        assert!(touches(&reached, service_return));
    }
    let sight = Sight::of(Role::Inspector, None).within([returns[0]]);
    assert!(!touches(&log.models.reached(&sight), returns[1]));
}
