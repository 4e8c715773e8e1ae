//! The yearly figures of serious incidents and rapid reviews, as they leave the partnership: every
//! count under the rule of small numbers. A small total that is shown would give away the groups below
//! it, so it is hidden too; who works with the cases finds them in the lists.

use super::{Incident, RapidReview, Subject};
use crate::Models;
use crate::audits::counted;
use crate::small_numbers::{Shown, suppressed};
use chrono::NaiveDate;
use events::audit_case::{AgeBand, Disability, Ethnicity, Placement, PlanType};
use events::rapid_review::Outcome;
use events::review_subject::{LookedAfter, Sex, SubjectKind};
use events::serious_incident::{HarmFrom, Nature};
use serde::Serialize;

/// One line of a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureRow {
    /// What is counted.
    pub label: String,
    /// How many, as it may be shown.
    pub shown: Shown,
}

/// One figure: a breakdown of a total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Its stable name.
    pub key: &'static str,
    /// What a page calls it.
    pub title: &'static str,
    /// What is counted, several of them.
    pub of: &'static str,
    /// How many there are in all, as it may be shown; none where somebody may be counted twice.
    pub total: Option<Shown>,
    /// The lines.
    pub rows: Vec<FigureRow>,
}

/// How something stood against its clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Timeliness {
    /// Done by the day it was due.
    InTime,
    /// Done after it.
    Late,
    /// Not done, and the day is past.
    Overdue,
    /// Not done, and the day lies ahead, or is not known.
    Ahead,
}

/// The figures of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatutoryFigures {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// How many incidents were referred in it.
    pub referred: Shown,
    /// How many of those it was decided not to notify.
    pub not_notified: Shown,
    /// How many notifications were made in it and not withdrawn.
    pub notified: Shown,
    /// How many rapid reviews were made of those.
    pub reviewed: Shown,
    /// The breakdowns, and how notifications and reviews stood against their clocks.
    pub figures: Vec<Figure>,
}

impl Timeliness {
    const ALL: [(Self, &'static str); 4] = [
        (Self::InTime, "In time"),
        (Self::Late, "Late"),
        (Self::Overdue, "Not done, overdue"),
        (Self::Ahead, "Not done, not yet due"),
    ];

    const fn of(done: bool, days_late: i64) -> Self {
        match (done, days_late > 0) {
            (true, false) => Self::InTime,
            (true, true) => Self::Late,
            (false, true) => Self::Overdue,
            (false, false) => Self::Ahead,
        }
    }
}

impl Models {
    /// The figures of the days from one to another, both included.
    pub fn statutory_figures(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        today: NaiveDate,
    ) -> StatutoryFigures {
        let within = |day: NaiveDate| from <= day && day <= to;
        let all = || self.rapid_reviews.incidents();
        let referred = || all().filter(|one| within(one.referred_on));
        let notified: Vec<&Incident> = all()
            .filter(|one| one.withdrawn.is_none())
            .filter(|one| one.notified.as_ref().is_some_and(|made| within(made.on)))
            .collect();
        let reviews: Vec<&RapidReview> = notified
            .iter()
            .filter_map(|one| self.rapid_reviews.review_of(one.id))
            .collect();
        let children: Vec<&Subject> = notified
            .iter()
            .flat_map(|one| self.rapid_reviews.subjects_of(one.id))
            .filter(|one| one.kind == SubjectKind::Child)
            .collect();
        let not_notified = |one: &&Incident| one.decisions.last().is_some_and(|last| !last.notify);
        let mut figures = of_incidents(&notified);
        figures.extend(of_children(&children));
        figures.push(self.known_to(&children));
        figures.push(of_decisions(&reviews));
        figures.push(self.notifications_in_time(&notified, today));
        figures.push(self.reviews_in_time(&reviews, today));
        StatutoryFigures {
            from,
            to,
            referred: alone(counted(referred())),
            not_notified: alone(counted(referred().filter(not_notified))),
            notified: alone(counted(notified.iter())),
            reviewed: alone(counted(reviews.iter())),
            figures,
        }
    }

    fn notifications_in_time(&self, notified: &[&Incident], today: NaiveDate) -> Figure {
        figure(
            (
                "notifications_in_time",
                "Notifications against five working days",
                "notifications",
            ),
            notified,
            Timeliness::ALL,
            |one| {
                let clock = self.notify_clock(one, today);
                Timeliness::of(true, clock.map_or(0, |clock| clock.days_late))
            },
        )
    }

    fn reviews_in_time(&self, reviews: &[&RapidReview], today: NaiveDate) -> Figure {
        figure(
            (
                "reviews_in_time",
                "Rapid reviews against fifteen working days",
                "rapid reviews",
            ),
            reviews,
            Timeliness::ALL,
            |one| {
                let clock = self.review_clock(one, today);
                let days_late = clock.map_or(0, |clock| clock.days_late);
                Timeliness::of(one.submitted.is_some(), days_late)
            },
        )
    }

    /// A child may be known to several agencies, so these counts add up to no total: each small one
    /// is hidden by itself.
    fn known_to(&self, children: &[&Subject]) -> Figure {
        let agencies = self.people.agencies.iter();
        let rows = agencies.filter_map(|(id, agency)| {
            let knew = children.iter();
            let knew = knew.filter(|one| one.characteristics.known_to.contains(id));
            let count: u32 = counted(knew);
            let shown = match count {
                0 => Shown::Count(0),
                _ => alone(count),
            };
            (agency.withdrawn.is_none() || count > 0).then(|| FigureRow {
                label: agency.name.clone(),
                shown,
            })
        });
        Figure {
            key: "known_to",
            title: "Known to agencies",
            of: "children; a child may be known to several",
            total: None,
            rows: rows.collect(),
        }
    }
}

/// One count that stands by itself.
fn alone(count: u32) -> Shown {
    if count > 0 && count < crate::small_numbers::SHOWN_FROM {
        Shown::Hidden
    } else {
        Shown::Count(count)
    }
}

/// A breakdown of things by a characteristic each has one of.
fn figure<T, K: PartialEq>(
    (key, title, of): (&'static str, &'static str, &'static str),
    things: &[T],
    all: impl IntoIterator<Item = (K, &'static str)>,
    value: impl Fn(&T) -> K,
) -> Figure {
    let (labels, counts): (Vec<&'static str>, Vec<u32>) = all
        .into_iter()
        .map(|(one, label)| {
            let count = things.iter().filter(|thing| value(thing) == one);
            (label, counted(count))
        })
        .unzip();
    let shown = suppressed(&counts);
    let rows = labels
        .into_iter()
        .zip(shown)
        .map(|(label, shown)| FigureRow {
            label: label.to_owned(),
            shown,
        });
    Figure {
        key,
        title,
        of,
        total: Some(alone(counts.iter().sum())),
        rows: rows.collect(),
    }
}

fn of_incidents(notified: &[&Incident]) -> Vec<Figure> {
    const OF: &str = "notifications";
    vec![
        figure(
            ("nature", "What happened", OF),
            notified,
            Nature::ALL.map(|one| (one, one.title())),
            |one| one.notified.as_ref().map_or(one.nature, |made| made.nature),
        ),
        figure(
            ("harm_from", "Where the harm came from", OF),
            notified,
            HarmFrom::ALL.map(|one| (one, one.title())),
            |one| one.harm_from,
        ),
    ]
}

fn of_children(children: &[&Subject]) -> Vec<Figure> {
    const OF: &str = "children";
    let plain = |key, title| (key, title, OF);
    vec![
        figure(
            plain("age_band", "Age"),
            children,
            AgeBand::ALL.map(|one| (one, one.title())),
            |one| one.characteristics.age_band,
        ),
        figure(
            plain("sex", "Sex"),
            children,
            Sex::ALL.map(|one| (one, one.title())),
            |one| one.characteristics.sex,
        ),
        figure(
            plain("ethnicity", "Ethnic group"),
            children,
            Ethnicity::ALL.map(|one| (one, one.title())),
            |one| one.characteristics.ethnicity,
        ),
        figure(
            plain("disability", "Disability"),
            children,
            Disability::ALL.map(|one| (one, one.title())),
            |one| one.characteristics.disability,
        ),
        figure(
            plain("looked_after", "Looked-after status"),
            children,
            LookedAfter::ALL.map(|one| (one, one.title())),
            |one| one.characteristics.looked_after,
        ),
        figure(
            plain("placement", "Where the child lived"),
            children,
            Placement::ALL.map(|one| (one, one.title())),
            |one| one.characteristics.placement,
        ),
        figure(
            plain("plan_type", "Plan that stood for the child"),
            children,
            PlanType::ALL.map(|one| (one, one.title())),
            |one| one.characteristics.plan_type,
        ),
    ]
}

fn of_decisions(reviews: &[&RapidReview]) -> Figure {
    let outcomes = Outcome::ALL.map(|one| (Some(one), one.title()));
    let all = outcomes.into_iter().chain([(None, "Not decided yet")]);
    figure(
        ("decision", "Decision of the rapid review", "rapid reviews"),
        reviews,
        all,
        |one| one.decision().map(|decision| decision.outcome),
    )
}
