//! Every role follows every link of the demo, and finds nothing that it may not see: no words, no
//! names, no ids, in pages, answers of the interface and files alike.

mod browser;
mod inspector;
mod secrets;

use super::server::Server;
use browser::{Browser, Visited};
use events::envelope::Role;
use events::everywhere::{Area, Sight};
use events::ids::AgencyId;
use golden_thread::demo;
use projections::Models;
use secrets::Secrets;
use serde_json::Value;
use std::sync::LazyLock;

/// The demo, on a server of its own.
struct Demo {
    server: Server,
    everything: Secrets,
}

/// One demo for every test here: recording its history is most of the work.
static DEMO: LazyLock<Demo> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let app = demo::start(folder.path(), super::server::MASTER_KEY, &mut |_, _| {}).unwrap();
    let everything = Secrets::of(&app);
    app.close();
    let clock = golden_thread::clock::Clock::System;
    Demo {
        server: Server::on(folder, clock),
        everything,
    }
});

fn agency(name: &str) -> AgencyId {
    let all = &DEMO.everything.models.people.agencies;
    let found = all.iter().find(|(_, agency)| agency.name.contains(name));
    *found
        .unwrap_or_else(|| panic!("no agency is called {name}"))
        .0
}

/// What a page says where it points at words that are not there.
const UNREAD: &str = "These words could not be read";

/// Follows every link as somebody, and looks in everything that comes back for at least so many
/// words and ids that must not be there.
#[track_caller]
fn crawl(sight: &Sight, least: usize) -> Vec<Visited> {
    let demo = &*DEMO;
    let browser = Browser::of(demo.server.address, sight);
    crawl_with(browser, &demo.everything, sight, least)
}

/// The same in a browser of their own.
#[track_caller]
fn crawl_with(
    mut browser: Browser,
    everything: &Secrets,
    sight: &Sight,
    least: usize,
) -> Vec<Visited> {
    let forbidden = everything.forbidden_to(sight);
    let looked_for = forbidden.len();
    assert!(
        looked_for >= least,
        "only {looked_for} words and ids are looked for"
    );
    let mut found = Vec::new();
    let visited = browser.crawl(&starts(sight, &everything.models), |path, answer| {
        if answer.status >= 500 {
            found.push(format!("{path}: {}", answer.status));
        }
        if answer.text().contains(UNREAD) {
            found.push(format!("{path}: words that could not be read"));
        }
        for what in forbidden.within(path, answer) {
            found.push(format!("{path}: {what}"));
        }
    });
    for one in visited.iter().filter(|one| one.status >= 400) {
        if let Some(from) = &one.linked {
            found.push(format!(
                "{from}: the link to {} leads to {}",
                one.path, one.status
            ));
        }
    }
    if std::env::var("CRAWL_TOLD").is_ok() {
        eprintln!(
            "{sight:?}: {} answers, {looked_for} looked for",
            visited.len()
        );
    }
    let told = found
        .iter()
        .take(60)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    let who = format!("{:?} for {:?}", sight.role, sight.agency);
    assert!(found.is_empty(), "{who}, {} things:\n{told}", found.len());
    visited
}

/// Where one also begins as at earlier moments.
const IN_THE_PAST: [&str; 10] = [
    "/",
    "/actions",
    "/gaps",
    "/trail",
    "/deadlines",
    "/plan",
    "/settings",
    "/api/v1/actions",
    "/api/v1/status",
    "/api/v1/trail",
];

/// Where to begin: home, the sections, the interface and the files, now and as at two moments.
fn starts(sight: &Sight, models: &Models) -> Vec<String> {
    let mut starts: Vec<String> = Vec::new();
    for address in golden_thread::web::router::addresses() {
        if !address.path.contains('{') && address.needs.lets_through(Some(sight)) {
            starts.push(address.path);
        }
    }
    let reads = golden_thread::api::table::all().iter();
    let reads = reads.filter(|one| one.method() == "get" && one.needs.lets_through(Some(sight)));
    let reads = reads.filter(|one| !one.path.contains('{'));
    // A calculation has to be told what to calculate. The document and its page are the same for
    // everybody, and there before anything is recorded.
    let others = ["/deadlines/calculation", "/openapi.json", "/"];
    for read in reads.filter(|one| !others.contains(&one.path.as_str())) {
        let path = format!("/api/v1{}", read.path);
        if read.params.iter().any(|param| param.name == "texts") {
            starts.push(format!("{path}?texts=yes"));
        }
        starts.push(path);
    }
    starts.retain(|path| !path.starts_with("/acting-as"));
    let last = models.last().unwrap().recorded_at.utc();
    for days in [45, 200] {
        let then = (last - chrono::TimeDelta::days(days)).format("%Y-%m-%dT%H:%M");
        let earlier = starts
            .iter()
            .filter(|path| IN_THE_PAST.contains(&path.as_str()));
        let earlier: Vec<String> = earlier.map(|path| format!("{path}?as_at={then}")).collect();
        starts.extend(earlier);
    }
    starts
}

/// The rows of a list of the interface, as somebody sees it.
fn total(sight: &Sight, list: &str) -> usize {
    let browser = Browser::of(DEMO.server.address, sight);
    let answer = browser.get(&format!("/api/v1/{list}"));
    let told: Value = answer.json();
    usize::try_from(told["total"].as_u64().unwrap()).unwrap()
}

fn counts_are_those_of_what_is_reached(sight: &Sight) {
    let models = &DEMO.everything.models;
    let reached = models.reached(sight);
    let actions = models
        .actions
        .all()
        .filter(|one| reached.touches(one.id.into()));
    assert_eq!(total(sight, "actions"), actions.count());
    let made = models.recommendations.all();
    let made = made.filter(|one| reached.touches(one.id.into()));
    assert_eq!(total(sight, "recommendations"), made.count());
    let held = models.meetings.latest_first().into_iter();
    let held = held.filter(|one| reached.touches(one.id.into()));
    assert_eq!(total(sight, "meetings"), held.count());
}

#[test]
fn an_agency_lead_finds_only_the_work_of_the_agency() {
    for name in ["Constabulary", "Probation"] {
        let sight = Sight::of(Role::AgencyLead, Some(agency(name)));
        counts_are_those_of_what_is_reached(&sight);
        let visited = crawl(&sight, 400);
        assert!(visited.len() > 100, "{} answers", visited.len());
    }
}

#[test]
fn an_agency_contributor_finds_no_sensitive_words_either() {
    let sight = Sight::of(Role::AgencyContributor, Some(agency("Voluntary")));
    counts_are_those_of_what_is_reached(&sight);
    crawl(&sight, 400);
}

#[test]
fn people_of_no_agency_find_nothing() {
    for role in [Role::AgencyLead, Role::AgencyContributor] {
        let sight = Sight::of(role, None);
        counts_are_those_of_what_is_reached(&sight);
        assert_eq!(total(&sight, "actions"), 0);
        crawl(&sight, 600);
    }
}

#[test]
fn an_administrator_finds_settings_and_no_case_content() {
    let sight = Sight::of(Role::Administrator, None);
    assert!(!sight.enters(Area::Work));
    let visited = crawl(&sight, 600);
    assert!(visited.iter().any(|one| one.path == "/settings"));
    assert!(visited.iter().all(|one| !one.path.starts_with("/action/")));
}

#[test]
fn an_auditor_of_the_log_finds_every_event_and_no_narrative() {
    let visited = crawl(&Sight::of(Role::LogAuditor, None), 400);
    assert!(visited.iter().any(|one| one.path.starts_with("/trail/")));
}

/// Both kinds of members may read as much.
#[test]
fn members_of_groups_find_no_sensitive_words() {
    for role in [Role::PqaMember, Role::ReviewGroupMember] {
        let sight = Sight::of(role, None);
        counts_are_those_of_what_is_reached(&sight);
        crawl(&sight, 5);
    }
}

/// Whoever reaches everything finds it: every link leads somewhere, and the counts are whole.
fn finds_the_whole_record(role: Role) {
    let sight = Sight::of(role, None);
    counts_are_those_of_what_is_reached(&sight);
    let visited = crawl(&sight, 0);
    assert!(visited.len() > 300, "{} answers", visited.len());
}

#[test]
fn the_business_manager_finds_the_whole_record() {
    finds_the_whole_record(Role::BusinessManager);
}

#[test]
fn the_chair_finds_the_whole_record() {
    finds_the_whole_record(Role::Chair);
}

#[test]
fn the_coordinators_find_the_whole_record() {
    finds_the_whole_record(Role::PqaCoordinator);
    finds_the_whole_record(Role::CsprCoordinator);
}

#[test]
fn an_inspector_without_a_named_request_finds_the_whole_record() {
    finds_the_whole_record(Role::Inspector);
}

/// What the manager is told holds what a lead must not find, whatever it comes as: were it given
/// to a lead, the crawl would see it.
#[test]
fn what_is_looked_for_is_found_in_every_kind_of_answer() {
    let lead = Sight::of(Role::AgencyLead, Some(agency("Probation")));
    let forbidden = DEMO.everything.forbidden_to(&lead);
    let manager = Browser::of(DEMO.server.address, &Sight::of(Role::BusinessManager, None));
    for path in [
        "/",
        "/actions",
        "/trail",
        "/record/evidence/new/lodge_evidence",
        "/actions/export.xlsx",
        "/actions/export.csv",
        "/trail/export.ndjson",
        "/api/v1/actions?texts=yes",
        "/api/v1/trail",
        "/api/v1/gaps/export.xlsx",
    ] {
        let found = forbidden.within(path, &manager.get(path));
        let lodging = path.starts_with("/record/");
        assert_eq!(found.is_empty(), lodging, "{path}: {found:?}");
    }
}
