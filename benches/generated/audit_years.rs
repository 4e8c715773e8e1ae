//! Five years of audits: forty audits of twenty cases, each looked at by eight agencies, and a
//! round of self-assessment a year.

use super::story::{Cast, Numbers, Step, Story, after, coordinator, lead};
use super::words;
use chrono::{Datelike, NaiveDate};
use events::action::Owner;
use events::audit::{self, AuditKind, FindingKind, GradeDescriptor, Question, ScheduledRef};
use events::audit_case::{self, AgeBand, Answer, Disability, Ethnicity, Placement, PlanType};
use events::audit_programme::{self, PlannedAudit};
use events::envelope::Actor;
use events::ids::{
    AgencyId, AuditId, CampaignId, CaseId, FindingId, ProgrammeId, RecommendationId, ReturnId,
    ScheduledId, StreamId,
};
use events::meeting::{Attendance, Presence};
use events::recommendation::{self, Level, Source, SourceKind};
use events::self_assessment::{self, CampaignKind, StandardsSet, shipped};
use events::service_return;
use events::text::Text;
use events::world::Command;
use std::collections::VecDeque;

/// The size the pages of the audit year are promised for.
const AUDITS: u64 = 40;
const CASES: u64 = 20;
const AGENCIES: u64 = 8;
const YEARS: u64 = 5;

/// How many audits are still in the field on the last day.
const IN_THE_FIELD: u64 = 3;

const THEMES: [&str; 6] = [
    "neglect",
    "infants",
    "exploitation",
    "supervision",
    "voice_of_the_child",
    "information_sharing",
];
const GRADES: [&str; 4] = ["O", "G", "RI", "I"];
const QUESTIONS: u64 = 6;

/// Every step, in the order of its day.
pub(super) fn steps(cast: &Cast) -> VecDeque<Step> {
    let mut years = Years {
        cast,
        numbers: Numbers::new(4),
        steps: Vec::new(),
    };
    for year in 0..YEARS {
        years.year(year);
    }
    years.steps.sort_by_key(|step| step.day);
    years.steps.into()
}

struct Years<'a> {
    cast: &'a Cast,
    numbers: Numbers,
    steps: Vec<Step>,
}

/// One audit while it is told.
struct Told {
    stream: AuditId,
    agencies: Vec<AgencyId>,
    begins: NaiveDate,
    number: u64,
}

impl Years<'_> {
    fn say(&mut self, day: NaiveDate, stream: impl Into<StreamId>, command: impl Into<Command>) {
        self.say_as(coordinator(), day, stream, command);
    }

    fn say_as(
        &mut self,
        actor: Actor,
        day: NaiveDate,
        stream: impl Into<StreamId>,
        command: impl Into<Command>,
    ) {
        self.steps.push(Step {
            day,
            stream: stream.into(),
            command: command.into(),
            actor,
            reason: Some(words::short(self.steps.len() as u64)),
            decided_in: None,
        });
    }

    fn year(&mut self, year: u64) {
        let starts = Story::FIRST_DAY
            .with_year(2022 + i32::try_from(year).unwrap_or(0))
            .expect("a year");
        let programme = ProgrammeId(self.numbers.id(starts));
        let a_year = AUDITS / YEARS;
        let entries: Vec<ScheduledId> = (0..a_year)
            .map(|_| ScheduledId(self.numbers.id(starts)))
            .collect();
        let planned = entries.iter().zip(0_u8..).map(|(scheduled, number)| {
            let of = year * a_year + u64::from(number);
            PlannedAudit {
                scheduled: *scheduled,
                kind: AuditKind::MultiAgency,
                theme: theme(of),
                title: words::short(of),
                quarter: number / 2 + 1,
                lead: Owner {
                    role: "Head of quality".to_owned(),
                    agency: Some(self.cast.agency(of)),
                },
                priority: None,
            }
        });
        let agree = audit_programme::Command::AgreeProgramme {
            title: format!("Audits in {}", starts.year()),
            starts,
            ends: after(starts, 364),
            minimum: 8,
            plan: None,
            agreed_by: Some(self.cast.group(0)),
            scheduled: planned.collect(),
        };
        self.say(starts, programme, agree);
        for (number, scheduled) in (0..).zip(entries) {
            let begins = after(starts, 3 + number * 25);
            let of = ScheduledRef {
                programme,
                scheduled,
            };
            self.audit(year * a_year + number, begins, of);
        }
        self.campaign(after(starts, 30));
    }

    fn audit(&mut self, number: u64, begins: NaiveDate, scheduled: ScheduledRef) {
        let agencies = (0..AGENCIES).map(|one| self.cast.agency(number + one));
        let told = Told {
            stream: AuditId(self.numbers.id(begins)),
            agencies: agencies.collect(),
            begins,
            number,
        };
        let commission = audit::Command::CommissionAudit {
            kind: AuditKind::MultiAgency,
            title: format!("Practice with children, number {number}"),
            reference: format!("A{number}"),
            question: words::short(number),
            cohort: words::short(number + 1),
            theme: theme(number),
            sample_planned: u32::try_from(CASES).unwrap_or(0),
            method: words::short(number + 2),
            agencies: told.agencies.clone(),
            starts: begins,
            fieldwork_due: after(begins, 28),
            report_due: after(begins, 56),
            scheduled: Some(scheduled),
            repeat_of: None,
        };
        self.say(begins, told.stream, commission);
        self.say(begins, told.stream, tool());
        let cases = self.sample(&told);
        for (one, case) in (0..).zip(&cases) {
            self.fieldwork(&told, one, *case);
        }
        if number + IN_THE_FIELD < AUDITS {
            self.moderated(&told, &cases);
            self.found(&told);
        }
    }

    fn sample(&mut self, told: &Told) -> Vec<CaseId> {
        let day = after(told.begins, 2);
        let cases: Vec<CaseId> = (0..CASES).map(|_| CaseId(self.numbers.id(day))).collect();
        for (one, case) in (0_u64..).zip(&cases) {
            let draw = audit_case::Command::DrawCase {
                audit: told.stream,
                alias: format!("C-{:03}", told.number * CASES + one),
                age_band: if one.is_multiple_of(2) {
                    AgeBand::OneToFour
                } else {
                    AgeBand::Unknown
                },
                disability: if one.is_multiple_of(5) {
                    Disability::Disabled
                } else {
                    Disability::NotDisabled
                },
                ethnicity: Ethnicity::Unknown,
                placement: Placement::AtHome,
                plan_type: PlanType::ChildProtection,
                agencies: told.agencies.clone(),
            };
            self.say(day, *case, draw);
        }
        let freeze = audit::Command::DrawSample {
            method: words::short(told.number + 3),
            cases: cases.clone(),
        };
        self.say(day, told.stream, freeze);
        cases
    }

    /// Every agency is asked about every child; the last audits have some that did not answer.
    fn fieldwork(&mut self, told: &Told, one: u64, case: CaseId) {
        let asked = after(told.begins, 3);
        let unfinished = told.number + IN_THE_FIELD >= AUDITS;
        for (place, agency) in (0_u64..).zip(told.agencies.clone()) {
            let request = audit_case::Command::RequestReturn {
                agency,
                due: after(told.begins, 28),
            };
            self.say(asked, case, request);
            if unfinished && (one + place).is_multiple_of(3) {
                continue;
            }
            let day = after(told.begins, 10 + (one + place) % 15);
            let answer = |number: u64| Answer {
                question: number.to_string(),
                words: words::long(told.number * 31 + one * 7 + number),
            };
            let submit = audit_case::Command::SubmitReturn {
                agency,
                tool: 1,
                answers: (1..=QUESTIONS).map(answer).collect(),
            };
            self.say_as(lead(agency), day, case, submit);
            let grade = audit_case::Command::GradeOwnCase {
                agency,
                grade: grade(told.number + one + place),
                evidence: Vec::new(),
            };
            self.say_as(lead(agency), day, case, grade);
        }
    }

    fn moderated(&mut self, told: &Told, cases: &[CaseId]) {
        let day = after(told.begins, 35);
        let attendance = told.agencies.iter().map(|agency| Attendance {
            agency: *agency,
            presence: Presence::Present,
        });
        let meeting = audit::Command::RecordModerationMeeting {
            on: day,
            attendance: attendance.collect(),
        };
        self.say(day, told.stream, meeting);
        for (one, case) in (0_u64..).zip(cases) {
            let peer = audit_case::Command::GradeCaseAsPeer {
                grade: grade(told.number + one),
                words: Some(words::long(one)),
            };
            self.say(day, *case, peer);
            let to = grade(told.number + one / 2);
            self.say(day, *case, audit_case::Command::ModerateCase { to });
        }
    }

    fn found(&mut self, told: &Told) {
        let day = after(told.begins, 40);
        for one in 0_u32..4 {
            let finding = FindingId(self.numbers.id(day));
            let kind = match one {
                0 => FindingKind::Strength,
                1 | 2 => FindingKind::Development,
                _ => FindingKind::Improvement,
            };
            let record = audit::Command::RecordFinding {
                finding,
                kind,
                statement: words::long(told.number + u64::from(one)),
                x: 5 + one,
                n: None,
                theme: theme(told.number + u64::from(one)),
                underlying_reason: Some(words::short(told.number)),
            };
            self.say(day, told.stream, record);
            if one > 0 {
                self.recommended(told, finding, one);
            }
        }
        let day = after(told.begins, 50);
        self.say(day, told.stream, audit::Command::ApproveAuditReport {});
        let disseminate = audit::Command::DisseminateAuditLearning {
            audience: Text::plain("Every team that works with children"),
            how: Text::plain("A briefing of seven minutes"),
        };
        self.say(day, told.stream, disseminate);
        self.say(day, told.stream, audit::Command::CloseAudit {});
    }

    fn recommended(&mut self, told: &Told, finding: FindingId, one: u32) {
        let day = after(told.begins, 42);
        let make = recommendation::Command::MakeRecommendation {
            reference: format!("A{}.{one}", told.number),
            plan: None,
            priority: None,
            theme: None,
            sources: vec![Source {
                kind: SourceKind::Finding,
                id: Some(finding.0),
                title: format!("Audit A{}", told.number),
            }],
            text: words::long(told.number + 3),
            addressees: told.agencies.iter().take(3).copied().collect(),
            outcome: Some(words::short(told.number)),
            measure: Some(words::short(told.number + 1)),
            level: Level::Local,
            due: Some(after(day, 180)),
        };
        let id = RecommendationId(self.numbers.id(day));
        self.say(day, id, make);
    }

    fn campaign(&mut self, opens: NaiveDate) {
        let Some(standards) = shipped(CampaignKind::Section11).first() else {
            return;
        };
        let campaign = CampaignId(self.numbers.id(opens));
        let open = self_assessment::Command::OpenCampaign {
            kind: CampaignKind::Section11,
            title: format!("Section 11 in {}", opens.year()),
            opens,
            due: after(opens, 60),
            standards: standards.clone(),
        };
        self.say(opens, campaign, open);
        for (number, agency) in (0_u64..).zip(self.cast.agencies.clone()) {
            let service_return = ReturnId(self.numbers.id(opens));
            let invite = self_assessment::Command::InviteReturn {
                agency,
                service_return,
                due: None,
            };
            self.say(opens, campaign, invite);
            if !number.is_multiple_of(6) {
                self.returned(service_return, agency, standards, after(opens, 20 + number));
            }
        }
    }

    fn returned(&mut self, id: ReturnId, agency: AgencyId, set: &StandardsSet, day: NaiveDate) {
        self.say_as(
            lead(agency),
            day,
            id,
            service_return::Command::StartReturn {},
        );
        for (number, standard) in (0_u64..).zip(&set.standards) {
            let score = if number.is_multiple_of(3) {
                "not_met"
            } else {
                "partly_met"
            };
            let assess = service_return::Command::AssessStandard {
                standard: standard.key.clone(),
                score: score.to_owned(),
                narrative: words::long(number),
                evidence: Vec::new(),
            };
            self.say_as(lead(agency), day, id, assess);
        }
    }
}

fn theme(number: u64) -> String {
    let place = usize::try_from(number).unwrap_or(0) % THEMES.len();
    THEMES[place].to_owned()
}

fn grade(number: u64) -> String {
    let place = usize::try_from(number).unwrap_or(0) % GRADES.len();
    GRADES[place].to_owned()
}

fn tool() -> audit::Command {
    let question = |number: u64| Question {
        key: number.to_string(),
        words: words::short(number),
    };
    let descriptor = |(number, grade): (u64, &&str)| GradeDescriptor {
        grade: (*grade).to_owned(),
        words: words::short(number),
    };
    audit::Command::IssueAuditTool {
        questions: (1..=QUESTIONS).map(question).collect(),
        descriptors: (0..).zip(&GRADES).map(descriptor).collect(),
    }
}
