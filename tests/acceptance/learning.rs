//! Spreading what was learned, over HTTP: a briefing from its draft to what a lead confirms, and a
//! course to its effect on practice.

use super::server::{Answer, Server};
use serde_json::{Value, json};
use uuid::Uuid;

pub(super) const PQA: &str = "pqa_coordinator";
pub(super) const CHAIR: &str = "chair";
pub(super) const CSPR: &str = "cspr_coordinator";

/// A partnership of three agencies. The clock stands at 1 June 2021.
pub(super) struct Spread {
    pub(super) server: Server,
    pub(super) council: Uuid,
    pub(super) police: Uuid,
    pub(super) school: Uuid,
    pub(super) briefing: Uuid,
    pub(super) activity: Uuid,
    pub(super) year: Uuid,
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

impl Spread {
    pub(super) fn new() -> Self {
        let spread = Self {
            server: Server::new(),
            council: id(1),
            police: id(2),
            school: id(3),
            briefing: id(10),
            activity: id(20),
            year: id(30),
        };
        let establish = json!({ "name": "Quayside", "area": "Quayside", "from": "2021-01-01" });
        spread.says("/partnership/establish_partnership", &establish);
        for (agency, name) in [
            (spread.council, "Quayside Council"),
            (spread.police, "Quayside Police"),
            (spread.school, "Quayside Schools"),
        ] {
            let add = json!({
                "agency": agency, "name": name, "kind": "local_authority", "from": "2021-01-01",
            });
            spread.says("/partnership/add_relevant_agency", &add);
        }
        spread
    }

    fn says(&self, path: &str, data: &Value) {
        self.says_as("business_manager", path, data, None);
    }

    /// Records a command in a role, on an earlier day where one is given.
    #[track_caller]
    pub(super) fn says_as(&self, acting: &str, path: &str, data: &Value, on: Option<&str>) {
        let mut body = json!({ "data": data, "reason": "As the group agreed" });
        if let Some(on) = on {
            body["occurred_on"] = json!(on);
        }
        let answer = self.server.write_as(acting, path, &body, &[]);
        assert!(answer.status < 300, "{path}: {}", answer.text());
    }

    #[track_caller]
    pub(super) fn to_briefing(&self, acting: &str, command: &str, data: &Value) {
        let path = format!("/briefing/{}/{command}", self.briefing);
        self.says_as(acting, &path, data, None);
    }

    #[track_caller]
    pub(super) fn to_activity(&self, command: &str, data: &Value, on: Option<&str>) {
        let path = format!("/learning_activity/{}/{command}", self.activity);
        self.says_as(PQA, &path, data, on);
    }

    pub(super) fn drafted(&self) {
        let draft = json!({
            "reference": "B1 2021", "title": "Not brought, not missed", "theme": "neglect",
            "sources": [{ "kind": "elsewhere", "title": "National review of 2020" }],
            "parts": [
                { "part": "why", "words": "It was seen in every agency" },
                { "part": "learned", "words": "Nobody puts the dates side by side" },
                { "part": "to_do", "words": "Keep one list between you" },
            ],
        });
        self.to_briefing(PQA, "draft_briefing", &draft);
    }

    pub(super) fn published(&self) {
        self.drafted();
        self.to_briefing(CHAIR, "clear_briefing", &json!({}));
        let publish = json!({ "audience": "Everybody who visits families" });
        self.to_briefing(PQA, "publish_briefing", &publish);
    }

    /// Published, and two agencies asked by 20 June 2021.
    pub(super) fn asked(&self) {
        self.published();
        let request = json!({ "agencies": [self.council, self.police], "due": "2021-06-20" });
        self.to_briefing(PQA, "request_cascade", &request);
    }

    /// A course planned for 20 January 2021, whose effect is looked at after three months.
    pub(super) fn scheduled(&self) {
        let schedule = json!({
            "kind": "course", "reference": "C1 2021", "title": "Seeing patterns",
            "on": "2021-01-20", "places": 12, "look_after_months": 3,
        });
        self.to_activity("schedule_activity", &schedule, Some("2021-01-10"));
    }

    /// Held on 20 January 2021 with ten people of two agencies.
    pub(super) fn held(&self) {
        self.scheduled();
        let hold = json!({ "attendance": [
            { "agency": self.council, "booked": 6, "walk_ins": 1, "attended": 6 },
            { "agency": self.police, "booked": 5, "walk_ins": 0, "attended": 4 },
        ] });
        self.to_activity("hold_activity", &hold, Some("2021-01-20"));
    }

    /// A year of learning from child deaths.
    pub(super) fn opened(&self) {
        let open = json!({
            "title": "2020 to 2021", "panel": "Quayside child death overview panel",
            "year": { "from": "2020-04-01", "to": "2021-03-31" },
        });
        self.to_year("open_child_death_year", &open);
    }

    #[track_caller]
    pub(super) fn to_year(&self, command: &str, data: &Value) {
        let path = format!("/child_death_learning/{}/{command}", self.year);
        self.says_as(CSPR, &path, data, None);
    }

    pub(super) fn lead(agency: Uuid) -> String {
        format!("agency_lead@{agency}")
    }

    pub(super) fn asked_as(&self, acting: &str, path: &str) -> Answer {
        let cookie = format!("golden-thread-acting-as={acting}");
        let headers = [
            ("Cookie", cookie.as_str()),
            ("Golden-Thread-Acting-As", acting),
        ];
        self.server.send("GET", path, &headers, &[])
    }

    /// What stands in the main part of a page, as somebody reads it.
    #[track_caller]
    pub(super) fn main(&self, acting: &str, path: &str) -> String {
        let page = self.asked_as(acting, path).is(200).text();
        page.split("<main").nth(1).unwrap_or_default().to_owned()
    }

    /// Sends a form as a browser does.
    pub(super) fn form(&self, acting: &str, path: &str, answers: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(answers).unwrap();
        let cookie = format!("golden-thread-acting-as={acting}");
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Sec-Fetch-Site", "same-origin"),
            ("Cookie", cookie.as_str()),
        ];
        self.server.send("POST", path, &headers, body.as_bytes())
    }
}

#[track_caller]
fn holds(page: &str, all: &[&str]) {
    for words in all {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn a_briefing_goes_from_its_draft_to_what_a_lead_confirms() {
    let spread = Spread::new();
    let path = format!("/briefing/{}", spread.briefing);
    spread.drafted();
    let own = spread.main(PQA, &path);
    assert!(!own.contains("clear_briefing"), "nobody clears their own");
    let page = spread.main(CHAIR, &path);
    holds(
        &page,
        &["clear_briefing", "Draft", "National review of 2020"],
    );
    spread.to_briefing(CHAIR, "clear_briefing", &json!({}));
    let publish = json!({ "audience": "Everybody who visits families" });
    spread.to_briefing(PQA, "publish_briefing", &publish);
    let request = json!({ "agencies": [spread.council, spread.police], "due": "2021-06-20" });
    spread.to_briefing(PQA, "request_cascade", &request);
    let lead = Spread::lead(spread.council);
    let waits = spread.main(&lead, "/cascades-to-confirm");
    holds(
        &waits,
        &["Not brought, not missed", "20 June 2021", "confirm_cascade"],
    );
    let confirm = format!("/record/briefing/{}/confirm_cascade", spread.briefing);
    let answers = [
        ("teams", "Front door\nEarly help"),
        ("reached", "31"),
        ("how", "In two team meetings"),
    ];
    spread.form(&lead, &confirm, &answers).is(303);
    let after = spread.main(&lead, "/cascades-to-confirm");
    holds(&after, &["Nothing waits", "Front door, Early help", "31"]);
    let page = spread.main(PQA, &path);
    holds(
        &page,
        &[
            "1 of 2 agencies",
            "31 people reached in 2 teams",
            "Not asked: Quayside Schools",
        ],
    );
    let text = spread.asked_as(PQA, &format!("{path}/cascade/export.csv"));
    holds(
        &text.is(200).text(),
        &["Quayside Council", "Confirmed", "Waited for"],
    );
    let sheet = spread.asked_as(PQA, &format!("{path}/cascade/export.xlsx"));
    assert!(sheet.is(200).body.starts_with(b"PK"));
}

#[test]
fn the_trail_tells_what_kind_of_thing_a_briefing_rests_on() {
    let spread = Spread::new();
    spread.drafted();
    let trail = format!("/trail?stream=briefing/{}", spread.briefing);
    let trail = spread.main(PQA, &trail);
    let mut links = trail.split("href=\"").filter_map(|link| {
        let (path, words) = link.split_once('"')?;
        words.starts_with(">Briefing drafted").then_some(path)
    });
    let event = links.next().unwrap();
    let told = spread.main(PQA, event);
    holds(
        &told,
        &["Review or report of others: National review of 2020"],
    );
}

#[test]
fn whoever_begins_something_that_spreads_learning_is_told_where_it_is_read() {
    let spread = Spread::new();
    let open = json!({ "data": {
        "title": "2019 to 2020", "panel": "The panel",
        "year": { "from": "2019-04-01", "to": "2020-03-31" },
    } });
    let path = format!(
        "/child_death_learning/{}/open_child_death_year",
        spread.year
    );
    let begun = spread
        .server
        .write_as("cspr_coordinator", &path, &open, &[]);
    let place = begun.is(201).header("location").to_owned();
    assert_eq!(
        place,
        format!("/api/v1/child-death-learning/{}", spread.year)
    );
    spread.asked_as("cspr_coordinator", &place).is(200);
}

#[test]
fn a_seven_minute_briefing_stands_on_a_page_under_seven_headings() {
    let spread = Spread::new();
    spread.published();
    let path = format!("/briefing/{}/seven-minute", spread.briefing);
    let page = spread.main(PQA, &path);
    for part in events::briefing::Part::ALL {
        holds(&page, &[part.title()]);
    }
    holds(
        &page,
        &["Keep one list between you", "Everybody who visits families"],
    );
}

#[test]
fn a_lead_sees_what_was_published_and_its_own_passing_on_and_nothing_else() {
    let spread = Spread::new();
    spread.drafted();
    let path = format!("/briefing/{}", spread.briefing);
    let lead = Spread::lead(spread.council);
    assert_eq!(spread.asked_as(&lead, &path).status, 404);
    holds(
        &spread.main(&lead, "/briefings"),
        &["No briefing is published yet"],
    );
    spread.to_briefing(CHAIR, "clear_briefing", &json!({}));
    assert_eq!(spread.asked_as(&lead, &path).status, 404);
    let publish = json!({ "audience": "Everybody" });
    spread.to_briefing(PQA, "publish_briefing", &publish);
    let request = json!({ "agencies": [spread.council, spread.police], "due": "2021-06-20" });
    spread.to_briefing(PQA, "request_cascade", &request);
    let confirm = json!({
        "agency": spread.police, "teams": ["Response"], "reached": 44, "how": "At briefings",
    });
    spread.to_briefing(&Spread::lead(spread.police), "confirm_cascade", &confirm);
    let page = spread.main(&lead, &path);
    holds(
        &page,
        &["Nobody puts the dates side by side", "Quayside Council"],
    );
    for other in ["Quayside Police", "Response", "At briefings", "44 people"] {
        assert!(!page.contains(other), "{other}: {page}");
    }
    let text = spread.asked_as(&lead, &format!("{path}/cascade/export.csv"));
    assert!(!text.is(200).text().contains("Quayside Police"));
    let read = spread.asked_as(&lead, &format!("/api/v1/briefings/{}", spread.briefing));
    let read = read.is(200).json();
    let shown = read["briefing"]["cascades"].as_object().unwrap();
    assert_eq!(shown.len(), 1, "{read}");
    assert_eq!(read["coverage"]["people"], 0);
    // A school that was not asked reads it, and is waited for by nobody.
    let school = Spread::lead(spread.school);
    holds(&spread.main(&school, &path), &["Your agency was not asked"]);
    holds(
        &spread.main(&school, "/cascades-to-confirm"),
        &["Nothing waits"],
    );
}

#[test]
fn a_lead_sees_neither_activities_nor_learning_from_child_deaths() {
    let spread = Spread::new();
    spread.held();
    spread.opened();
    let lead = Spread::lead(spread.council);
    let activity = format!("/learning-activity/{}", spread.activity);
    let year = format!("/child-death-learning/{}", spread.year);
    for path in [&activity, &year] {
        assert_eq!(spread.asked_as(&lead, path).status, 404);
        assert_eq!(spread.asked_as(PQA, path).status, 200);
    }
    let rows = spread
        .asked_as(&lead, "/api/v1/learning-activities")
        .is(200);
    assert_eq!(rows.json()["rows"], json!([]));
}

#[test]
fn an_agency_that_is_late_is_chased_and_stands_among_the_gaps_and_deadlines() {
    let spread = Spread::new();
    spread.asked();
    spread.server.clock.advance(chrono::TimeDelta::days(25));
    let chases = spread.main(PQA, "/cascades-to-confirm");
    holds(&chases, &["Overdue", "6 days late", "chase_cascade"]);
    let chase = format!("/record/briefing/{}/chase_cascade", spread.briefing);
    let agency = spread.police.to_string();
    spread.form(PQA, &chase, &[("agency", &agency)]).is(303);
    let page = spread.main(PQA, &format!("/briefing/{}", spread.briefing));
    holds(&page, &["26 June 2021", "2 overdue"]);
    holds(
        &spread.main(PQA, "/gaps"),
        &["Briefing that an agency asked did not pass on"],
    );
    let late = spread.main(PQA, "/deadlines?kind=cascade");
    holds(&late, &["Briefing to pass on", "Not brought, not missed"]);
    let landing = spread.main(PQA, "/learning");
    holds(&landing, &["2 overdue", "1 published"]);
}

#[test]
fn a_withdrawn_briefing_says_why_and_is_passed_on_no_more() {
    let spread = Spread::new();
    spread.asked();
    let withdraw = format!("/record/briefing/{}/withdraw_briefing", spread.briefing);
    let why = "Somebody could have been recognised";
    spread.form(PQA, &withdraw, &[("reason", why)]).is(303);
    for path in ["", "/seven-minute"] {
        let page = spread.main(PQA, &format!("/briefing/{}{path}", spread.briefing));
        holds(&page, &["Withdrawn", why]);
    }
    let lead = Spread::lead(spread.council);
    holds(
        &spread.main(&lead, "/cascades-to-confirm"),
        &["Nothing waits"],
    );
}

#[test]
fn a_course_is_followed_to_its_effect_on_practice() {
    let spread = Spread::new();
    spread.held();
    let path = format!("/learning-activity/{}", spread.activity);
    let gaps = spread.main(PQA, "/gaps");
    holds(
        &gaps,
        &["Training whose effect on practice nobody looked at"],
    );
    let page = spread.main(PQA, &path);
    holds(
        &page,
        &[
            "11 booked of 12 places, 10 attended",
            "Nobody has looked yet",
        ],
    );
    let said = json!({ "answered": 8, "useful": 7, "said": "Clear and local" });
    spread.to_activity("evaluate_activity", &said, Some("2021-01-21"));
    let form = |command: &str| format!("/record/learning_activity/{}/{command}", spread.activity);
    let look = [
        ("method", "case_audit"),
        ("n", "9"),
        ("seen", "Six of nine records hold the list"),
    ];
    spread
        .form(PQA, &form("evaluate_practice_impact"), &look)
        .is(303);
    let judge = [("effect", "some"), ("because", "Most use it, not all")];
    spread
        .form(CHAIR, &form("judge_effect_on_practice"), &judge)
        .is(303);
    let page = spread.main(PQA, &path);
    holds(
        &page,
        &[
            "8 of 10 who attended answered",
            "7 of 8 found it useful",
            "After 4 months",
            "n 9",
            "Some effect",
            "Most use it, not all",
        ],
    );
    let said = page.find("straight-away").unwrap();
    let practice = page.find("Six of nine records").unwrap();
    assert!(said < practice, "they stand apart");
    let text = spread.asked_as(PQA, &format!("{path}/attendance/export.csv"));
    holds(&text.is(200).text(), &["Quayside Police", "In all"]);
    let read = spread.asked_as(
        PQA,
        &format!("/api/v1/learning-activities/{}", spread.activity),
    );
    let read = read.is(200).json();
    assert_eq!(read["numbers"]["attended"], 10);
    assert_eq!(read["activity"]["later"][0]["after_months"], 4);
}

#[test]
fn a_years_learning_from_child_deaths_is_shown_in_bands() {
    let spread = Spread::new();
    spread.opened();
    let learned = json!({
        "period": { "from": "2020-04-01", "to": "2020-09-30" }, "factor": "safer_sleep",
        "deaths_band": "fewer_than_five",
        "learning": "Babies slept where nobody had looked",
    });
    spread.to_year("receive_cdop_learning", &learned);
    let report = json!({
        "title": "Report of the panel", "reviewed_band": "ten_to_nineteen",
        "modifiable_band": "five_to_nine", "says": "Look at sleep together",
    });
    spread.to_year("receive_cdop_annual_report", &report);
    let page = spread.main(PQA, &format!("/child-death-learning/{}", spread.year));
    holds(
        &page,
        &[
            "fewer than 5",
            "10 to 19",
            "Babies slept where nobody had looked",
        ],
    );
    let list = spread.main(PQA, "/child-death-learning");
    holds(&list, &["2020 to 2021", "10 to 19"]);
    let read = spread
        .asked_as(PQA, "/api/v1/child-death-learning")
        .is(200)
        .json();
    assert_eq!(read["rows"][0]["learned"], 1);
}
