//! The audits: what each asked, of which children, what agencies returned, what was agreed
//! together, found, recommended and told to others.
//!
//! An audit is a table ([`Audit`]); [`tell`] turns it into steps. What agencies say of a child is
//! chosen among a few answers by how they graded themselves, so that words and grades agree.

mod cases;
mod concerns;
mod discussions;
mod domestic_abuse;
mod fathers;
mod neglect;
mod outside_home;
mod recent;
mod recommended;

use self::cases::{Row, State};
use super::audit_programme::Year;
use super::cast::{Body, PEER, PQA, audit, case, finding, programme, recommendation, scheduled};
use super::dates::{FRI, MON, THU, TUE, WED, When, on};
use super::story::{Ruling, Story};
use chrono::Datelike;
use events::audit::{
    AuditKind, Better, Command, Count, FindingKind, GradeDescriptor, Judgement, Question,
    ScheduledRef, Worked,
};
use events::audit_case::{Answer, Command as Of, FamilyVoice};
use events::meeting::{Attendance, Presence};
use events::text::Text;

/// An audit from its commissioning to wherever it has come. Weeks are weeks of the history.
pub(super) struct Audit {
    /// The name its ids are made from, which is also its entry of the programme.
    name: &'static str,
    year: Year,
    number: u8,
    kind: AuditKind,
    title: &'static str,
    question: &'static str,
    cohort: &'static str,
    theme: &'static str,
    method: &'static str,
    agencies: &'static [Body],
    planned: u32,
    repeat_of: Option<&'static str>,
    commissioned: u16,
    due: u16,
    report: u16,
    tool: &'static [Asked],
    sample: Sample,
    heard: &'static [Heard],
    moderated: Option<Moderated>,
    found: Option<u16>,
    findings: &'static [Found],
    compared: &'static [Compared],
    ended: Ended,
}

/// A question, and what agencies answer to it: where they think well of their work, and where
/// they do not.
struct Asked {
    words: &'static str,
    well: &'static str,
    badly: &'static str,
}

/// The children that are looked at.
struct Sample {
    prefix: &'static str,
    how: &'static str,
    /// A child a line, as [`cases`] reads it.
    cases: &'static str,
    drawn: u16,
    frozen: Option<u16>,
    asked: Option<u16>,
    excluded: &'static [(usize, u16, &'static str)],
    given_back: &'static [(usize, Body, &'static str)],
}

/// What somebody said about a child's case.
enum Heard {
    /// A practitioner, looking back.
    Practitioner(usize, Body, &'static str),
    /// Somebody of the family.
    Family(usize, FamilyVoice, &'static str),
}

/// The meeting in which agencies looked at the grades together.
struct Moderated {
    week: u16,
    there: &'static [Body],
    away: &'static [Body],
    /// Why a grade was moved, by the child's number.
    moved: &'static [(usize, &'static str)],
}

/// What was found.
struct Found {
    kind: FindingKind,
    statement: &'static str,
    x: u32,
    theme: &'static str,
    why: Option<&'static str>,
    earlier: Option<Earlier>,
    /// Why no recommendation is made of it.
    no_recommendation: Option<&'static str>,
}

/// What was found or recommended before.
struct Earlier {
    findings: &'static [(&'static str, usize)],
    recommendations: &'static [&'static str],
    done: &'static str,
    worked: Worked,
}

/// A measure beside that of the audit which is made again.
struct Compared {
    measure: &'static str,
    before: (u32, u32),
    now: (u32, u32),
    judgement: Judgement,
}

/// What became of the report.
struct Ended {
    approved: Option<(u16, Option<&'static str>)>,
    presented: Option<(u16, &'static str)>,
    told: &'static [(u16, &'static str, &'static str)],
    closed: Option<u16>,
}

impl Ended {
    /// There is no report yet.
    const NOT_YET: Self = Self {
        approved: None,
        presented: None,
        told: &[],
        closed: None,
    };
}

pub(super) fn tell(story: &mut Story) {
    let all = [
        &neglect::BEFORE,
        &discussions::BEFORE,
        &fathers::BEFORE,
        &recent::CUSTODY,
        &domestic_abuse::AUDIT,
        &discussions::AGAIN,
        &neglect::AGAIN,
        &outside_home::AUDIT,
        &fathers::ASSESSED,
        &recent::FRONT_DOOR,
        &recent::SUPERVISION,
        &recent::CONVERSATIONS,
    ];
    for one in all {
        one.tell(story);
    }
    concerns::tell(story);
    recommended::tell(story);
    recent::given_up(story);
}

impl Audit {
    fn tell(&self, story: &mut Story) {
        self.commission(story);
        self.draw(story);
        self.ask(story);
        self.answer(story);
        self.listen(story);
        self.moderate(story);
        self.find(story);
        self.compare(story);
        self.end(story);
    }

    fn commission(&self, story: &mut Story) {
        let stream = audit(self.name);
        let day = |week, day| story.dates.day(on(week, day, 10));
        let commissioned = Command::CommissionAudit {
            kind: self.kind,
            title: self.title.to_owned(),
            reference: format!("A{} {}", self.number, self.year.starts(story).year()),
            question: self.question.into(),
            cohort: self.cohort.into(),
            theme: self.theme.to_owned(),
            sample_planned: self.planned,
            method: self.method.into(),
            agencies: self.agencies.iter().map(|body| body.id()).collect(),
            starts: day(self.commissioned, THU),
            fieldwork_due: day(self.due, FRI),
            report_due: day(self.report, FRI),
            scheduled: Some(ScheduledRef {
                programme: programme(self.year.name()),
                scheduled: scheduled(self.name),
            }),
            repeat_of: self.repeat_of.map(audit),
        };
        let issued = Command::IssueAuditTool {
            questions: (1..)
                .zip(self.tool)
                .map(|(number, asked)| Question {
                    key: key(number),
                    words: asked.words.into(),
                })
                .collect(),
            descriptors: descriptors(),
        };
        story
            .step(on(self.commissioned, THU, 11), PQA, stream, commissioned)
            .and(stream, issued);
    }

    fn rows(&self) -> Vec<Row> {
        cases::read(self.sample.cases)
    }

    fn draw(&self, story: &mut Story) {
        let rows = self.rows();
        let draws: Vec<(usize, Of)> = rows
            .iter()
            .map(|row| (row.number, row.drawn(audit(self.name), self.sample.prefix)))
            .collect();
        let mut draws = draws.into_iter();
        if let Some((number, drawn)) = draws.next() {
            let first = case(self.name, number);
            let step = story.step(on(self.sample.drawn, TUE, 10), PQA, first, drawn);
            for (number, drawn) in draws {
                step.and(case(self.name, number), drawn);
            }
        }
        if let Some(week) = self.sample.frozen {
            let cases = rows.iter().map(|row| case(self.name, row.number));
            let frozen = Command::DrawSample {
                method: self.sample.how.into(),
                cases: cases.collect(),
            };
            story.step(on(week, WED, 10), PQA, audit(self.name), frozen);
        }
        for (number, week, reason) in self.sample.excluded {
            let stream = case(self.name, *number);
            story
                .step(on(*week, WED, 11), PQA, stream, Of::ExcludeCase {})
                .because(reason);
        }
    }

    /// Whether a child is left out by the end of a week.
    fn is_excluded(&self, number: usize, week: u16) -> bool {
        let mut excluded = self.sample.excluded.iter();
        excluded.any(|(one, when, _)| *one == number && *when <= week)
    }

    fn ask(&self, story: &mut Story) {
        let Some(week) = self.sample.asked else {
            return;
        };
        let mut asked = Vec::new();
        for row in self.rows() {
            for (body, state) in &row.agencies {
                let due = match state {
                    State::NotAsked => continue,
                    State::Later => on(80, FRI, 10),
                    State::Asked | State::Begun | State::Graded(_) => on(self.due, FRI, 10),
                };
                let request = Of::RequestReturn {
                    agency: body.id(),
                    due: story.dates.day(due),
                };
                if !self.is_excluded(row.number, week) {
                    asked.push((case(self.name, row.number), request));
                }
            }
        }
        together(story, on(week, THU, 10), PQA, asked);
    }

    fn answer(&self, story: &mut Story) {
        let Some(week) = self.sample.asked else {
            return;
        };
        let rows = self.rows();
        for (body, place) in self.agencies.iter().zip(0_u8..) {
            let (mut begun, mut returned) = (Vec::new(), Vec::new());
            for row in &rows {
                if self.is_excluded(row.number, week) {
                    continue;
                }
                let stream = case(self.name, row.number);
                match row.state_of(*body) {
                    Some(State::Graded(grade)) => {
                        let answers = self.answers(grade, row.number);
                        returned.push((stream, cases::submitted(*body, answers)));
                        returned.push((stream, cases::graded(*body, grade)));
                    }
                    Some(State::Begun) => {
                        let answers = self.answers("G", row.number).into_iter().take(1);
                        begun.push((stream, cases::saved(*body, answers.collect())));
                    }
                    Some(State::NotAsked | State::Asked | State::Later) | None => {}
                }
            }
            let later = u16::from(place / 2);
            let when = on(week + 2 + later, MON + place % 4, 11);
            together(story, when, super::cast::contributor(*body), begun);
            together(story, when.at_hour(12), super::cast::lead(*body), returned);
        }
        for (number, body, reason) in self.sample.given_back {
            let back = Of::ReturnForRework { agency: body.id() };
            let stream = case(self.name, *number);
            let step = story.step(on(self.due, FRI, 13), PQA, stream, back);
            step.because(reason);
        }
    }

    /// What an agency answers about a child, by how it grades its own work.
    fn answers(&self, grade: &str, number: usize) -> Vec<Answer> {
        (1..)
            .zip(self.tool)
            .map(|(question, asked)| {
                // Where practice requires improvement, not every answer is a bad one.
                let mixed = (number + question).is_multiple_of(3);
                let badly = grade == "I" || (grade == "RI" && !mixed);
                let words = if badly { asked.badly } else { asked.well };
                Answer {
                    question: key(question),
                    words: words.into(),
                }
            })
            .collect()
    }

    fn listen(&self, story: &mut Story) {
        let Some(week) = self.sample.asked else {
            return;
        };
        for (heard, place) in self.heard.iter().zip(0_u8..) {
            let when = on(week + 1 + u16::from(place / 4), MON + place % 4, 14);
            match heard {
                Heard::Practitioner(number, body, words) => {
                    let said = Of::CapturePractitionerReflection {
                        agency: body.id(),
                        words: (*words).into(),
                    };
                    let who = super::cast::contributor(*body);
                    story.step(when, who, case(self.name, *number), said);
                }
                Heard::Family(number, who, words) => {
                    let said = Of::CaptureFamilyView {
                        who: *who,
                        words: (*words).into(),
                    };
                    story.step(when, PEER, case(self.name, *number), said);
                }
            }
        }
    }

    fn moderate(&self, story: &mut Story) {
        let Some(meeting) = &self.moderated else {
            return;
        };
        let rows = self.rows();
        let left = |row: &&Row| !self.is_excluded(row.number, meeting.week);
        let peers = rows
            .iter()
            .filter(left)
            .map(|row| (case(self.name, row.number), row.peer_graded()));
        let peers = peers.collect();
        together(story, on(meeting.week - 1, FRI, 10), PEER, peers);
        let when = on(meeting.week, WED, 12);
        let presence = |bodies: &[Body], presence| {
            let each = bodies.iter().map(move |body| Attendance {
                agency: body.id(),
                presence,
            });
            each.collect::<Vec<_>>()
        };
        let mut attendance = presence(meeting.there, Presence::Present);
        attendance.extend(presence(meeting.away, Presence::Apologies));
        let held = Command::RecordModerationMeeting {
            on: story.dates.day(when),
            attendance,
        };
        let agreed = rows.iter().filter(left).filter(|row| !row.is_moved());
        let agreed: Vec<_> = agreed
            .map(|row| (case(self.name, row.number), row.moderated()))
            .collect();
        let step = story.step(when, PQA, audit(self.name), held);
        for (stream, moderated) in agreed {
            step.and(stream, moderated);
        }
        let moved = rows.iter().filter(left).filter(|row| row.is_moved());
        for row in moved {
            let reason = meeting.moved.iter().find(|(one, _)| *one == row.number);
            let stream = case(self.name, row.number);
            story
                .step(when.at_hour(13), PQA, stream, row.moderated())
                .because(reason.map_or("", |(_, reason)| reason));
        }
    }

    fn find(&self, story: &mut Story) {
        let Some(week) = self.found else { return };
        let stream = audit(self.name);
        let mut recorded = Vec::new();
        for (number, found) in (1..).zip(self.findings) {
            let record = Command::RecordFinding {
                finding: finding(self.name, number),
                kind: found.kind,
                statement: found.statement.into(),
                x: found.x,
                n: None,
                theme: found.theme.to_owned(),
                underlying_reason: found.why.map(Text::from),
            };
            recorded.push((stream, record));
        }
        together(story, on(week, MON, 14), PQA, recorded);
        for (number, found) in (1..).zip(self.findings) {
            if let Some(earlier) = &found.earlier {
                let before = earlier.findings.iter();
                let asked = earlier.recommendations.iter();
                let matched = Command::MatchFindingToEarlier {
                    finding: finding(self.name, number),
                    earlier_findings: before
                        .map(|(name, number)| finding(name, *number))
                        .collect(),
                    earlier_recommendations: asked.map(|one| recommendation(one)).collect(),
                    what_was_done: earlier.done.into(),
                    worked: earlier.worked,
                };
                story.step(on(week, TUE, 14), PQA, stream, matched);
            }
            if let Some(reason) = found.no_recommendation {
                let justified = Command::JustifyNoRecommendation {
                    finding: finding(self.name, number),
                };
                story
                    .step(on(week, WED, 15), PQA, stream, justified)
                    .because(reason);
            }
        }
    }

    fn compare(&self, story: &mut Story) {
        let Some(week) = self.found else { return };
        let stream = audit(self.name);
        let compared = self.compared.iter().map(|one| {
            let command = Command::CompareWithBaseline {
                measure: one.measure.into(),
                better: Better::More,
                baseline: count(one.before),
                now: count(one.now),
                judgement: one.judgement,
            };
            (stream, command)
        });
        let compared = compared.collect();
        together(story, on(week, THU, 14), PQA, compared);
    }

    fn end(&self, story: &mut Story) {
        let stream = audit(self.name);
        if let Some((week, reason)) = self.ended.approved {
            let approved = Command::ApproveAuditReport {};
            let step = story.step(on(week, MON, 13), PQA, stream, approved);
            if let Some(reason) = reason {
                step.because(reason);
            }
        }
        if let Some((week, meeting)) = self.ended.presented {
            let presented = Command::PresentAudit {
                meeting: super::cast::meeting(meeting),
            };
            let step = story.step(on(week, WED, 15), PQA, stream, presented);
            step.ruled(Ruling(meeting, None));
        }
        for (week, audience, how) in self.ended.told {
            let told = Command::DisseminateAuditLearning {
                audience: (*audience).into(),
                how: (*how).into(),
            };
            story.step(on(*week, THU, 14), PQA, stream, told);
        }
        if let Some(week) = self.ended.closed {
            story.step(on(week, FRI, 11), PQA, stream, Command::CloseAudit {});
        }
    }
}

/// Records all of it in one step; nothing where there is nothing.
fn together<S, C>(story: &mut Story, when: When, who: super::cast::Who, all: Vec<(S, C)>)
where
    S: Into<events::ids::StreamId>,
    C: Into<super::story::AnyCommand>,
{
    let mut all = all.into_iter();
    let Some((stream, command)) = all.next() else {
        return;
    };
    let step = story.step(when, who, stream, command);
    for (stream, command) in all {
        step.and(stream, command);
    }
}

fn key(number: usize) -> String {
    number.to_string()
}

const fn count((x, n): (u32, u32)) -> Count {
    Count { x, n }
}

/// What the grades look like in a child's case, whatever the audit looks at.
fn descriptors() -> Vec<GradeDescriptor> {
    let all = [
        (
            "O",
            "The child was asked, answered and helped; anybody who reads the record can see it.",
        ),
        (
            "G",
            "The child was seen and heard. What was missing did not hold help back.",
        ),
        (
            "RI",
            "The child was safe, but help came late, or the record does not say what the child \
             lives through.",
        ),
        (
            "I",
            "Harm was there to be seen and was not seen, or nobody acted on it.",
        ),
    ];
    all.map(|(grade, words)| GradeDescriptor {
        grade: grade.to_owned(),
        words: words.into(),
    })
    .into()
}
