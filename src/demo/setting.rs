//! The partnership itself: agencies, partners, who held which role, years and money.

use super::cast::{ADMIN, Body, MANAGER, holding};
use super::dates::{FRI, MON, THU, TUE, WED, When, on};
use super::groups;
use super::story::Story;
use chrono::{Datelike, Days, Months, NaiveDate};
use events::envelope::Role;
use events::partnership::{AgencyKind, Command, Contribution, PartnerCapacity};
use events::partnership::{RecordClass, ReportingYearKind};
use events::text::Text;

/// Who contributes how much in the first and in the second year, in pounds.
const CONTRIBUTIONS: [(Body, u64, u64); 6] = [
    (Body::Council, 78_000, 80_000),
    (Body::Icb, 52_000, 54_500),
    (Body::Police, 36_000, 36_000),
    (Body::Schools, 6_000, 6_000),
    (Body::Probation, 2_500, 2_500),
    (Body::YouthJustice, 1_500, 1_500),
];

/// What the money was spent on: when, heading, pounds.
const SPENT: [(When, &str, u64); 11] = [
    (on(14, TUE, 11), "Multi-agency training programme", 12_400),
    (
        on(24, WED, 14),
        "Independent author, learning review",
        9_750,
    ),
    (on(26, MON, 11), "Partnership team, half-year", 58_000),
    (on(33, MON, 11), "Independent chair and scrutineer", 14_000),
    (
        on(40, THU, 10),
        "Participation work with young advisers",
        6_200,
    ),
    (on(48, TUE, 14), "Procedures hosting and website", 4_900),
    (on(51, MON, 11), "Partnership team, half-year", 58_000),
    (on(56, WED, 11), "Multi-agency training programme", 11_850),
    (
        on(66, TUE, 10),
        "Neglect conference for practitioners",
        5_300,
    ),
    (on(75, THU, 14), "Independent chair and scrutineer", 14_000),
    (on(76, MON, 11), "Partnership team, half-year", 59_500),
];

/// Holding, role, post, agency, who, from which week.
type Holder = (
    &'static str,
    Role,
    &'static str,
    Option<Body>,
    &'static str,
    u16,
);

const HOLDERS: [Holder; 13] = [
    (
        "chair",
        Role::Chair,
        "Independent Chair and Scrutineer",
        None,
        "Maren Oakshott",
        0,
    ),
    (
        "manager",
        Role::BusinessManager,
        "Partnership Business Manager",
        None,
        "Idris Fenn",
        0,
    ),
    (
        "pqa-1",
        Role::PqaCoordinator,
        "Quality Assurance Coordinator",
        None,
        "Perpetua Lorne",
        0,
    ),
    (
        "cspr",
        Role::CsprCoordinator,
        "Practice Review Coordinator",
        None,
        "Tobiah Wexcombe",
        0,
    ),
    (
        "admin",
        Role::Administrator,
        "Partnership Administrator",
        None,
        "Sunniva Pell",
        0,
    ),
    (
        "council",
        Role::AgencyLead,
        "Head of Early Help",
        Some(Body::Council),
        "Alwen Marsh",
        0,
    ),
    (
        "icb",
        Role::AgencyLead,
        "Designated Nurse Safeguarding Children",
        Some(Body::Icb),
        "Rosheen Adeyi",
        0,
    ),
    (
        "police",
        Role::AgencyLead,
        "Detective Superintendent, Public Protection",
        Some(Body::Police),
        "Corwin Hale",
        0,
    ),
    (
        "trust",
        Role::AgencyLead,
        "Head of Midwifery",
        Some(Body::Trust),
        "Lisbet Anning",
        0,
    ),
    (
        "schools",
        Role::AgencyLead,
        "Chair, Designated Safeguarding Leads Network",
        Some(Body::Schools),
        "Dunstan Ikwue",
        0,
    ),
    (
        "probation",
        Role::AgencyLead,
        "Deputy Head of Probation Delivery",
        Some(Body::Probation),
        "Verity Stroud",
        0,
    ),
    (
        "yjs",
        Role::AgencyLead,
        "Youth Justice Manager",
        Some(Body::YouthJustice),
        "Jory Penhale",
        0,
    ),
    (
        "voluntary",
        Role::AgencyLead,
        "Forum Coordinator",
        Some(Body::Voluntary),
        "Amabel Quist",
        0,
    ),
];

pub(super) fn tell(story: &mut Story) {
    establish(story);
    agencies(story);
    partners(story);
    groups::tell(story);
    holders(story);
    years(story);
    money(story);
    retention(story);
}

fn establish(story: &mut Story) {
    // Safeguarding boards were succeeded by partnerships by 29 September 2019.
    let from = NaiveDate::from_ymd_opt(2019, 9, 29).unwrap_or_default();
    let established = Command::EstablishPartnership {
        name: "Wrenmoor Safeguarding Children Partnership".to_owned(),
        area: "Wrenmoor".to_owned(),
        predecessor: Some("Wrenmoor Local Safeguarding Children Board".to_owned()),
        from,
    };
    story.settle(on(0, MON, 9), ADMIN, established);
}

fn agencies(story: &mut Story) {
    let from = story.dates.april(-3);
    let all = [
        (Body::Council, AgencyKind::LocalAuthority),
        (Body::Icb, AgencyKind::Health),
        (Body::Trust, AgencyKind::Health),
        (Body::Police, AgencyKind::Police),
        (Body::Schools, AgencyKind::Education),
        (Body::Probation, AgencyKind::Justice),
        (Body::YouthJustice, AgencyKind::Justice),
        (Body::Voluntary, AgencyKind::Voluntary),
        (Body::Housing, AgencyKind::Other),
        (Body::Team, AgencyKind::PartnershipTeam),
        (Body::Leisure, AgencyKind::Other),
    ];
    for (body, kind) in all {
        let added = Command::AddRelevantAgency {
            agency: body.id(),
            name: body.name().to_owned(),
            also_known_as: vec![body.short().to_owned()],
            kind,
            from,
        };
        story.settle(on(0, MON, 9), ADMIN, added);
    }
    let left = Command::WithdrawRelevantAgency {
        agency: Body::Leisure.id(),
        from: story.dates.day(on(30, FRI, 12)),
    };
    let leisure = story.settle(on(30, FRI, 12), MANAGER, left);
    leisure.because("The trust was wound up; its services went back to the council.");
}

fn partners(story: &mut Story) {
    let from = story.dates.april(-1);
    let posts = [
        (Body::Council, PartnerCapacity::Lead, "Chief Executive"),
        (
            Body::Council,
            PartnerCapacity::Delegated,
            "Director of Children's Services",
        ),
        (Body::Icb, PartnerCapacity::Lead, "Chief Executive"),
        (Body::Icb, PartnerCapacity::Delegated, "Chief Nurse"),
        (Body::Police, PartnerCapacity::Lead, "Chief Constable"),
        (
            Body::Police,
            PartnerCapacity::Delegated,
            "Assistant Chief Constable",
        ),
    ];
    for (body, capacity, post) in posts {
        let designated = Command::DesignateSafeguardingPartner {
            agency: body.id(),
            capacity,
            post: post.to_owned(),
            from,
        };
        story.settle(on(0, MON, 10), ADMIN, designated);
    }
}

fn holders(story: &mut Story) {
    for (name, role, post, body, holder, week) in HOLDERS {
        let from = story.dates.april(0);
        let appointed = appoint(name, role, (post, body), holder, from);
        story.settle(on(week, TUE, 9), ADMIN, appointed);
    }
    let ended = Command::EndRoleHolder {
        holding: holding("pqa-1"),
        on: story.dates.day(on(38, FRI, 9)),
    };
    story.settle(on(38, FRI, 15), MANAGER, ended);
    let from = story.dates.day(on(41, MON, 9));
    let role = Role::PqaCoordinator;
    let post = ("Quality Assurance Coordinator", None);
    let next = appoint("pqa-2", role, post, "Hesper Dalgleish", from);
    story.settle(on(41, MON, 9), MANAGER, next);
    let ended = Command::EndRoleHolder {
        holding: holding("probation"),
        on: story.dates.day(on(43, FRI, 9)),
    };
    let left = story.settle(on(45, WED, 15), MANAGER, ended);
    left.because("Told to the partnership team only when its post came back.");
    let housing = ("Tenancy Support Manager", Some(Body::Housing));
    let from = story.dates.day(on(12, MON, 9));
    let next = appoint("housing", Role::AgencyLead, housing, "Ottoline Brack", from);
    story.settle(on(12, MON, 10), MANAGER, next);
}

fn appoint(
    name: &str,
    role: Role,
    (post, body): (&str, Option<Body>),
    holder: &str,
    from: NaiveDate,
) -> Command {
    Command::AppointRoleHolder {
        holding: holding(name),
        role,
        post: post.to_owned(),
        agency: body.map(Body::id),
        holder: Text::plain(holder),
        from,
    }
}

/// The label of the year from one April to the next.
fn label(start: NaiveDate) -> String {
    format!("{} to {}", start.year(), start.year() + 1)
}

fn years(story: &mut Story) {
    let school = |start: NaiveDate| (start + Months::new(5), ReportingYearKind::School);
    for years_on in -1..=2 {
        let april = story.dates.april(years_on);
        let of_kind = [
            (april, ReportingYearKind::Plan),
            (april, ReportingYearKind::AnnualReport),
        ];
        for (start, kind) in of_kind.into_iter().chain([school(april)]) {
            let end = start + Months::new(12) - Days::new(1);
            let set = Command::SetReportingYear {
                label: label(start),
                kind,
                start,
                end,
            };
            story.settle(on(0, TUE, 11), ADMIN, set);
        }
    }
    let frozen = Command::FreezeReportingYear {
        kind: ReportingYearKind::AnnualReport,
        label: label(story.dates.april(-1)),
    };
    let step = story.settle(on(4, WED, 11), MANAGER, frozen);
    step.because("The yearly report of that year was approved and published.");
}

fn money(story: &mut Story) {
    agree(story, on(1, MON, 14), 0, |(_, first, _)| *first);
    agree(story, on(53, MON, 14), 1, |(_, _, second)| *second);
    for (years_on, week) in [(0, 10), (1, 62)] {
        for ((body, first, second), later) in CONTRIBUTIONS.iter().zip(0..) {
            let pounds = if years_on == 0 { *first } else { *second };
            // The probation service has not paid for the second year.
            if (years_on, *body) == (1, Body::Probation) {
                continue;
            }
            let paid = Command::RecordContribution {
                year: label(story.dates.april(years_on)),
                contribution: Contribution {
                    agency: body.id(),
                    amount_pence: pounds * 100,
                },
            };
            story.settle(on(week + later % 4, THU, 14), MANAGER, paid);
        }
    }
    let mut first_year_pounds = 0;
    for (when, heading, pounds) in SPENT {
        let years_on = year_of(story, when);
        first_year_pounds += if years_on == 0 { pounds } else { 0 };
        let spent = Command::RecordExpenditure {
            year: label(story.dates.april(years_on)),
            heading: heading.to_owned(),
            amount_pence: pounds * 100,
        };
        story.settle(when, MANAGER, spent);
    }
    let reported = Command::ReportYearEndPosition {
        year: label(story.dates.april(0)),
        income_pence: CONTRIBUTIONS.iter().map(|row| row.1 * 100).sum(),
        expenditure_pence: first_year_pounds * 100,
    };
    story.settle(on(57, WED, 14), MANAGER, reported);
}

/// Which year, counted from the first, a moment lies in.
fn year_of(story: &Story, when: When) -> i32 {
    let day = story.dates.day(when);
    (1..=2)
        .rev()
        .find(|years_on| story.dates.april(*years_on) <= day)
        .unwrap_or(0)
}

fn retention(story: &mut Story) {
    let schedule = "Local retention schedule, agreed by the three safeguarding partners";
    let rules = [
        (
            "Practice reviews and their working papers",
            120,
            "publication of the review",
            Some(RecordClass::PracticeReviews),
        ),
        (
            "Working papers of audits",
            12,
            "closure",
            Some(RecordClass::Audits),
        ),
        (
            "Business plans, minutes and ratings",
            72,
            "the end of the plan",
            Some(RecordClass::Plans),
        ),
    ];
    for (class, period_months, counted_from, covers) in rules {
        let adopted = Command::AdoptRetentionRule {
            class: class.to_owned(),
            period_months,
            counted_from: counted_from.to_owned(),
            basis: schedule.to_owned(),
            covers,
        };
        story.settle(on(4, WED, 14), ADMIN, adopted);
    }
}

fn agree(story: &mut Story, when: When, years_on: i32, of: fn(&(Body, u64, u64)) -> u64) {
    let paid = |row: &(Body, u64, u64)| of(row) * 100;
    let agreed = Command::AgreeBudget {
        year: label(story.dates.april(years_on)),
        contributions: CONTRIBUTIONS
            .iter()
            .map(|row| Contribution {
                agency: row.0.id(),
                amount_pence: paid(row),
            })
            .collect(),
        total_pence: CONTRIBUTIONS.iter().map(paid).sum(),
    };
    story.settle(when, MANAGER, agreed);
}
