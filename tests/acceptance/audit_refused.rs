//! What a coordinator should not be able to record of an audit or a round of self-assessments, sent
//! through the forms of the browser: refused in words that say what to do, with everything that
//! was typed still there.

use super::server::{MANAGER, Server};
use chrono::TimeDelta;
use events::self_assessment::{CampaignKind, shipped};
use serde_json::{Value, json};
use uuid::Uuid;

/// A record with one audit, its frozen sample of three cases, and a round of self-assessments that
/// one agency was asked in. The clock stands at 1 June 2021.
struct Year {
    server: Server,
    audit: Uuid,
    cases: [Uuid; 3],
    campaign: Uuid,
    service_return: Uuid,
    council: Uuid,
    police: Uuid,
}

fn fresh(name: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())
}

impl Year {
    /// Up to the day on which the returns are asked for.
    fn new() -> Self {
        let year = Self {
            server: Server::new(),
            audit: fresh("audit"),
            cases: ["one", "two", "three"].map(fresh),
            campaign: fresh("campaign"),
            service_return: fresh("return"),
            council: fresh("council"),
            police: fresh("police"),
        };
        let establish = json!({ "name": "Quayside", "area": "Quayside", "from": "2021-04-01" });
        year.says("/partnership/establish_partnership", establish);
        for (agency, name, kind) in [
            (year.council, "Quayside Council", "local_authority"),
            (year.police, "Quayside Police", "police"),
        ] {
            let add = json!({ "agency": agency, "name": name, "kind": kind, "from": "2021-04-01" });
            year.says("/partnership/add_relevant_agency", add);
        }
        year.commissioned();
        year.invited();
        year
    }

    fn commissioned(&self) {
        let agencies = [self.council, self.police];
        self.of_audit(
            "commission_audit",
            json!({
                "kind": "multi_agency", "title": "Neglect of young children", "reference": "A1",
                "question": "Is neglect seen early?", "cohort": "Children under five",
                "theme": "neglect", "sample_planned": 3, "method": "Case files",
                "agencies": agencies, "starts": "2021-06-01", "fieldwork_due": "2021-07-01",
                "report_due": "2021-08-01",
            }),
        );
        let question = json!({ "key": "1", "words": "Was the child seen alone?" });
        self.of_audit("issue_audit_tool", json!({ "questions": [question] }));
        for (case, alias) in self.cases.iter().zip(["A-01", "A-02", "A-03"]) {
            self.of_case(
                *case,
                "draw_case",
                json!({ "audit": self.audit, "alias": alias, "agencies": agencies }),
            );
        }
        let sample = json!({ "method": "Every fifth", "cases": self.cases });
        self.of_audit("draw_sample", sample);
        let due = json!({ "agency": self.council, "due": "2021-06-20" });
        self.of_case(self.cases[0], "request_return", due);
    }

    fn invited(&self) {
        let shipped = shipped(CampaignKind::Section11);
        let open = json!({
            "kind": "s11", "title": "Section 11", "opens": "2021-06-01",
            "due": "2021-06-30", "standards": shipped[0],
        });
        self.of_campaign("open_campaign", open);
        let invite = json!({ "agency": self.council, "service_return": self.service_return });
        self.of_campaign("invite_return", invite);
    }

    fn says(&self, path: &str, data: Value) {
        let body = json!({ "data": data, "reason": "As the group agreed" });
        let answer = self.server.write_as(MANAGER, path, &body, &[]);
        assert!(answer.status < 300, "{path}: {}", answer.text());
    }

    fn of_audit(&self, command: &str, data: Value) {
        self.says(&format!("/audit/{}/{command}", self.audit), data);
    }

    fn of_case(&self, case: Uuid, command: &str, data: Value) {
        self.says(&format!("/audit_case/{case}/{command}"), data);
    }

    fn of_campaign(&self, command: &str, data: Value) {
        self.says(
            &format!("/self_assessment/{}/{command}", self.campaign),
            data,
        );
    }

    /// Every case is graded by a peer and moderated.
    fn moderated(&self) {
        let both = [self.council, self.police]
            .map(|agency| json!({ "agency": agency, "presence": "present" }));
        let meeting = json!({ "on": "2021-06-01", "attendance": both });
        self.of_audit("record_moderation_meeting", meeting);
        for case in self.cases {
            self.of_case(case, "grade_case_as_peer", json!({ "grade": "G" }));
            self.of_case(case, "moderate_case", json!({ "to": "G" }));
        }
    }

    /// Sends a form as a role, and gives the page that refuses it.
    #[track_caller]
    fn refused(&self, role: &str, path: &str, answers: &[(&str, &str)]) -> String {
        let body = serde_urlencoded::to_string(answers).unwrap();
        let cookie = format!("golden-thread-acting-as={role}");
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Sec-Fetch-Site", "same-origin"),
            ("Cookie", cookie.as_str()),
        ];
        let before = self.server.recorded();
        let path = format!("/record/{path}");
        let answer = self.server.send("POST", &path, &headers, body.as_bytes());
        assert_eq!(before, self.server.recorded(), "{path} recorded something");
        assert!(
            (400..500).contains(&answer.status),
            "{path}: {}",
            answer.status
        );
        answer.text()
    }

    #[track_caller]
    fn coordinator_is_refused(&self, path: &str, answers: &[(&str, &str)]) -> String {
        self.refused("pqa_coordinator", path, answers)
    }

    fn to_audit(&self, command: &str) -> String {
        format!("audit/{}/{command}", self.audit)
    }
}

/// What a page says, without its markup's escapes.
fn says(page: &str, words: &str) -> bool {
    page.replace("&#39;", "'")
        .replace("&quot;", "\"")
        .contains(words)
}

const FINDING: [(&str, &str); 5] = [
    ("kind", "improvement"),
    ("statement", "Chronologies were missing in most files"),
    ("theme", "neglect"),
    ("underlying_reason", "No system asks for one"),
    ("x", "2"),
];

/// A finding with another answer to one question.
fn finding_with<'a>(name: &'a str, answer: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut answers: Vec<_> = FINDING
        .iter()
        .copied()
        .filter(|(one, _)| *one != name)
        .collect();
    answers.push((name, answer));
    answers
}

#[test]
fn a_finding_of_more_cases_than_there_are_is_refused_and_nothing_typed_is_lost() {
    let year = Year::new();
    year.moderated();
    let path = year.to_audit("record_finding");
    let page = year.coordinator_is_refused(&path, &finding_with("x", "4"));
    assert!(says(&page, "Chronologies were missing in most files"));
    assert!(
        says(&page, "It was seen in more cases than the 3 there are"),
        "{page}"
    );
    assert!(says(&page, "at most 3, the sample less the exclusions"));
}

#[test]
fn a_percentage_in_a_finding_without_its_numbers_is_refused() {
    let year = Year::new();
    year.moderated();
    let words = "Chronologies were missing in 67% of files";
    let path = year.to_audit("record_finding");
    let page = year.coordinator_is_refused(&path, &finding_with("statement", words));
    assert!(says(&page, words));
    assert!(
        says(&page, "Write the numbers beside it, such as 9 of 12"),
        "{page}"
    );
}

#[test]
fn a_name_or_an_identifier_in_a_finding_is_refused_until_it_is_confirmed() {
    let year = Year::new();
    year.moderated();
    let path = year.to_audit("record_finding");
    for (words, what) in [
        ("The file of 943 476 5919 held no chronology", "NHS number"),
        (
            "The child born on 3 April 2014 was not seen",
            "date of birth",
        ),
        ("Call 020 7946 0958 about this file", "telephone number"),
    ] {
        let page = year.coordinator_is_refused(&path, &finding_with("statement", words));
        assert!(says(&page, words), "what was typed is still there");
        let told = format!("The text looks like it holds this: {what}");
        assert!(says(&page, &told), "{page}");
    }
}

#[test]
fn a_grade_outside_the_scale_in_force_is_refused() {
    let year = Year::new();
    let case = year.cases[0];
    let path = format!("audit_case/{case}/grade_case_as_peer");
    let page = year.coordinator_is_refused(&path, &[("grade", "9")]);
    assert!(
        says(&page, "Grade must be one of the choices offered"),
        "{page}"
    );
    // The API is told by the rule's name.
    let body = json!({ "data": { "grade": "9" } });
    let answer = year.server.write(&format!("/{path}"), &body);
    assert_eq!(answer.rules(422), ["grade_not_in_scale"]);
}

#[test]
fn a_tool_is_not_changed_once_fieldwork_began() {
    let year = Year::new();
    let path = year.to_audit("issue_audit_tool");
    let answers = [
        ("questions-0-key", "1"),
        ("questions-0-words", "Was the child's view written down?"),
    ];
    let page = year.coordinator_is_refused(&path, &answers);
    assert!(says(
        &page,
        "Fieldwork has begun, and its questions are not changed half-way"
    ));
    assert!(says(&page, "Was the child's view written down?"), "{page}");
    let question = json!({ "key": "1", "words": "Another?" });
    let body = json!({ "data": { "questions": [question] }, "reason": "Better" });
    let path = format!("/audit/{}/issue_audit_tool", year.audit);
    let rules = year.server.write(&path, &body).rules(422);
    assert_eq!(rules.len(), 1, "{rules:?}");
}

#[test]
fn the_second_of_two_moderators_is_told_that_somebody_was_faster() {
    let year = Year::new();
    year.moderated();
    let case = year.cases[0];
    let path = format!("audit_case/{case}/moderate_case");
    let form = year.server.page(&format!("/record/{path}")).is(200).text();
    let hidden = |name: &str| {
        let after = form
            .split(&format!("name=\"{name}\" value=\""))
            .nth(1)
            .unwrap();
        after.split('"').next().unwrap().to_owned()
    };
    let (version, key) = (hidden("version"), hidden("key"));
    year.of_case(case, "moderate_case", json!({ "to": "RI" }));
    let answers = [
        ("version", version.as_str()),
        ("key", key.as_str()),
        ("to", "I"),
        ("reason", "The second file changes the picture"),
    ];
    let page = year.coordinator_is_refused(&path, &answers);
    assert!(
        says(&page, "Somebody changed this while you were writing"),
        "{page}"
    );
    assert!(says(&page, "The second file changes the picture"));
}

#[test]
fn a_return_after_its_round_closed_is_begun_anew_and_taken_as_late_with_a_reason_alone() {
    let year = Year::new();
    let standards = shipped(CampaignKind::Section11);
    let agency = format!("agency_lead@{}", year.council);
    let path = |command: &str| format!("/service_return/{}/{command}", year.service_return);
    let by_lead = |command: &str, data: Value| {
        let body = json!({ "data": data });
        let answer = year.server.write_as(&agency, &path(command), &body, &[]);
        assert!(answer.status < 300, "{command}: {}", answer.text());
    };
    by_lead("start_return", json!({}));
    for standard in &standards[0].standards {
        let answer = json!({
            "standard": standard.key, "score": "partly_met", "narrative": "Half of it is there",
        });
        by_lead("assess_standard", answer);
    }
    year.server.clock.advance(TimeDelta::days(34));
    year.of_campaign("report_non_return", json!({ "agency": year.council }));
    year.of_campaign("close_campaign", json!({}));
    let page = year.refused(&agency, &path("submit_return")[1..], &[]);
    assert!(says(
        &page,
        "The round is closed: the return is recorded as late, with the reason"
    ));
    assert!(says(&page, "Enter the reason"), "{page}");
    let form = year
        .server
        .page(&format!("/record{}", path("submit_return")));
    assert!(
        says(&form.text(), "Record it as late"),
        "the tick stands there from the start"
    );
    let why = [("reason", "The officer was away")];
    let page = year.refused(&agency, &path("submit_return")[1..], &why);
    assert!(
        says(&page, "The return was not started. Start it first"),
        "{page}"
    );
    assert!(says(&page, "The officer was away"));
}

#[test]
fn an_agency_that_left_is_asked_for_nothing_more_and_holds_nothing_up() {
    let year = Year::new();
    let leave = json!({ "agency": year.police, "from": "2021-06-01" });
    let body = json!({ "data": leave, "reason": "It was dissolved" });
    let path = "/partnership/withdraw_relevant_agency";
    let answer = year.server.write(path, &body);
    assert!(answer.status < 300, "{}", answer.text());
    year.server.clock.advance(TimeDelta::days(4));
    let case = year.cases[1];
    let ask = json!({ "data": { "agency": year.police, "due": "2021-06-30" } });
    let answer = year
        .server
        .write(&format!("/audit_case/{case}/request_return"), &ask);
    assert_eq!(answer.rules(422), ["agency_left"]);
}

#[test]
fn what_an_agency_handed_in_before_it_left_can_be_given_up_and_the_round_closed() {
    let year = Year::new();
    let campaign = format!("/self-assessment/{}", year.campaign);
    let step = "Report that an agency did not return";
    assert!(
        !says(&year.server.page(&campaign).text(), step),
        "nothing is late yet"
    );
    let leave = json!({ "data": { "agency": year.council, "from": "2021-06-01" },
        "reason": "It was dissolved" });
    let answer = year
        .server
        .write("/partnership/withdraw_relevant_agency", &leave);
    assert!(answer.status < 300, "{}", answer.text());
    assert!(says(&year.server.page(&campaign).text(), step));
    let form = format!(
        "/record/self_assessment/{}/report_non_return",
        year.campaign
    );
    let page = year.server.page(&form).is(200).text();
    assert!(says(&page, "Quayside Council"), "{page}");
    year.of_campaign("report_non_return", json!({ "agency": year.council }));
    year.of_campaign("close_campaign", json!({}));
}

#[test]
fn what_was_seen_before_a_finding_is_told_to_the_sub_group_and_not_to_an_agency() {
    let year = Year::new();
    year.moderated();
    let finding = fresh("finding");
    let record = json!({
        "finding": finding, "kind": "improvement", "theme": "neglect", "x": 2,
        "statement": "Chronologies were missing in most files",
    });
    year.of_audit("record_finding", record);
    let page = |role: &str| {
        let cookie = format!("golden-thread-acting-as={role}");
        let headers = [("Cookie", cookie.as_str())];
        let path = format!("/finding/{finding}");
        year.server.send("GET", &path, &headers, &[])
    };
    let told = page("pqa_coordinator").is(200).text();
    assert!(
        says(&told, "Chronologies were missing in most files"),
        "{told}"
    );
    assert!(says(&told, "On the same theme") && says(&told, "In words like these"));
    page(&format!("agency_lead@{}", year.council)).is(404);

    // What is recommended of the finding itself was not seen before it; the same from elsewhere is.
    let made = |reference: &str, source: Value| {
        let make = json!({
            "reference": reference, "sources": [source], "addressees": [year.council],
            "text": "Chronologies missing in files are written, in most teams", "level": "local",
        });
        let id = fresh(reference);
        year.says(&format!("/recommendation/{id}/make_recommendation"), make);
    };
    let own = json!({ "kind": "finding", "id": finding, "title": "A finding" });
    made("OWN1", own);
    made(
        "OLD1",
        json!({ "kind": "document", "title": "The plan of 2019" }),
    );
    let told = page("pqa_coordinator").is(200).text();
    assert!(says(&told, "OLD1") && !says(&told, "OWN1"), "{told}");
}

/// An agency does not reach what was recommended to others: its page said that nothing was.
#[test]
fn an_agency_is_not_told_that_nothing_came_of_a_finding_others_have_to_act_on() {
    let year = Year::new();
    year.moderated();
    let finding = fresh("finding");
    let record = json!({
        "finding": finding, "kind": "improvement", "theme": "neglect", "x": 2,
        "statement": "Chronologies were missing in most files",
    });
    year.of_audit("record_finding", record);
    let page = |role: &str| {
        let cookie = format!("golden-thread-acting-as={role}");
        let headers = [("Cookie", cookie.as_str())];
        let path = format!("/audit/{}", year.audit);
        year.server.send("GET", &path, &headers, &[]).is(200).text()
    };
    let orphan = "No recommendation, and nobody said why not";
    assert!(says(&page("pqa_coordinator"), orphan));
    let lead = page(&format!("agency_lead@{}", year.council));
    assert!(
        says(&lead, "Chronologies were missing in most files"),
        "{lead}"
    );
    assert!(!says(&lead, orphan));
    assert!(says(&lead, "Under way") && !says(&lead, "Report to approve"));
}
