//! The children of a sample, read from a table of words: a child a line.
//!
//! `5-9 disabled mixed home cp : WC G WHCT RI : RI G` is a disabled child of 5 to 9 of a mixed
//! ethnic group, at home, with a child protection plan. The council grades its own work good, the
//! trust requires improvement; a peer says requires improvement, and agencies agree on good.
//! Instead of a grade, `none` stands for an agency that was not asked, `ask` for one that was and
//! wrote nothing, `later` for one with more time, and `draft` for one that began. `-` is no grade.

use super::super::cast::Body;
use events::audit_case::{AgeBand, Answer, Command, Disability, Ethnicity, Placement, PlanType};
use events::ids::AuditId;

/// What became of an agency's return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It works with the child and was not asked.
    NotAsked,
    /// It was asked.
    Asked,
    /// It was asked, and has more time than the others.
    Later,
    /// It began.
    Begun,
    /// It returned, and graded its own work.
    Graded(&'static str),
}

/// One child.
pub(super) struct Row {
    pub(super) number: usize,
    about: [&'static str; 5],
    pub(super) agencies: Vec<(Body, State)>,
    peer: &'static str,
    agreed: &'static str,
}

/// Reads the table.
pub(super) fn read(table: &'static str) -> Vec<Row> {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
    (1..)
        .zip(lines)
        .filter_map(|(number, line)| row(number, line))
        .collect()
}

fn row(number: usize, line: &'static str) -> Option<Row> {
    let mut parts = line.split(':').map(str::split_whitespace);
    let mut about = parts.next()?;
    let mut of_agencies = parts.next()?;
    let mut grades = parts.next()?;
    let mut next = || about.next();
    let about = [next()?, next()?, next()?, next()?, next()?];
    let mut agencies = Vec::new();
    while let Some(short) = of_agencies.next() {
        agencies.push((Body::called(short)?, state(of_agencies.next()?)));
    }
    Some(Row {
        number,
        about,
        agencies,
        peer: grades.next()?,
        agreed: grades.next()?,
    })
}

fn state(word: &'static str) -> State {
    match word {
        "none" => State::NotAsked,
        "ask" => State::Asked,
        "later" => State::Later,
        "draft" => State::Begun,
        grade => State::Graded(grade),
    }
}

impl Row {
    /// What became of the return of a body that works with the child.
    pub(super) fn state_of(&self, body: Body) -> Option<State> {
        let mut agencies = self.agencies.iter();
        let found = agencies.find(|(one, _)| *one == body);
        found.map(|(_, state)| *state)
    }

    /// Whether agencies agreed on another grade than the peer's.
    pub(super) fn is_moved(&self) -> bool {
        self.peer != self.agreed
    }

    pub(super) fn drawn(&self, audit: AuditId, prefix: &str) -> Command {
        let [age, disability, ethnicity, placement, plan] = self.about;
        Command::DrawCase {
            audit,
            alias: format!("{prefix}-{:02}", self.number),
            age_band: age_band(age),
            disability: disabled(disability),
            ethnicity: ethnic_group(ethnicity),
            placement: lives(placement),
            plan_type: plan_type(plan),
            agencies: self.agencies.iter().map(|(body, _)| body.id()).collect(),
        }
    }

    pub(super) fn peer_graded(&self) -> Command {
        Command::GradeCaseAsPeer {
            grade: self.peer.to_owned(),
            words: None,
        }
    }

    pub(super) fn moderated(&self) -> Command {
        Command::ModerateCase {
            to: self.agreed.to_owned(),
        }
    }
}

/// The agency signs its return.
pub(super) fn submitted(body: Body, answers: Vec<Answer>) -> Command {
    Command::SubmitReturn {
        agency: body.id(),
        tool: 1,
        answers,
    }
}

/// The agency saves what it has.
pub(super) fn saved(body: Body, answers: Vec<Answer>) -> Command {
    Command::SaveReturnDraft {
        agency: body.id(),
        answers,
    }
}

/// The agency grades its own work.
pub(super) fn graded(body: Body, grade: &str) -> Command {
    Command::GradeOwnCase {
        agency: body.id(),
        grade: grade.to_owned(),
        evidence: Vec::new(),
    }
}

fn age_band(word: &str) -> AgeBand {
    match word {
        "unborn" => AgeBand::Unborn,
        "0" => AgeBand::UnderOne,
        "1-4" => AgeBand::OneToFour,
        "5-9" => AgeBand::FiveToNine,
        "10-15" => AgeBand::TenToFifteen,
        "16+" => AgeBand::SixteenAndOver,
        _ => AgeBand::Unknown,
    }
}

fn disabled(word: &str) -> Disability {
    match word {
        "disabled" => Disability::Disabled,
        "not" => Disability::NotDisabled,
        _ => Disability::Unknown,
    }
}

fn ethnic_group(word: &str) -> Ethnicity {
    match word {
        "asian" => Ethnicity::Asian,
        "black" => Ethnicity::Black,
        "mixed" => Ethnicity::Mixed,
        "white" => Ethnicity::White,
        "other" => Ethnicity::Other,
        _ => Ethnicity::Unknown,
    }
}

fn lives(word: &str) -> Placement {
    match word {
        "home" => Placement::AtHome,
        "kin" => Placement::WithRelatives,
        "foster" => Placement::FosterCare,
        "residential" => Placement::ResidentialCare,
        "alone" => Placement::Independent,
        "custody" => Placement::Custody,
        "elsewhere" => Placement::Other,
        _ => Placement::Unknown,
    }
}

fn plan_type(word: &str) -> PlanType {
    match word {
        "none" => PlanType::NoPlan,
        "help" => PlanType::EarlyHelp,
        "need" => PlanType::ChildInNeed,
        "cp" => PlanType::ChildProtection,
        "looked-after" => PlanType::LookedAfter,
        "leaver" => PlanType::CareLeaver,
        _ => PlanType::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_of_a_child() {
        let all = read(
            "5-9 disabled mixed home cp : WC G WHCT ask : RI G\n\n0 ? ? kin none : MH none : - -",
        );
        assert_eq!(all.len(), 2);
        let first = &all[0];
        assert_eq!(first.state_of(Body::Council), Some(State::Graded("G")));
        assert_eq!(first.state_of(Body::Trust), Some(State::Asked));
        assert_eq!(first.state_of(Body::Police), None);
        assert!(first.is_moved());
        assert_eq!(all[1].number, 2);
        assert!(!all[1].is_moved());
    }

    #[test]
    fn a_line_that_lacks_something_tells_of_nobody() {
        assert!(read("5-9 disabled mixed home : WC G : G G").is_empty());
        assert!(read("5-9 disabled mixed home cp : XX G : G G").is_empty());
    }
}
