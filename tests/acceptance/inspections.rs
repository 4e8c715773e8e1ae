//! An inspection as its people meet it: what is asked for and given, what the letter finds and what
//! becomes of it, the plan whose last day is worked out, and an agency that sees what it was asked
//! and nothing else.

use super::server::{Answer, MANAGER, Server};
use serde_json::{Value, json};
use uuid::Uuid;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A joint targeted area inspection notified on 4 January 2021. The clock stands at 1 June 2021.
struct Inspection {
    server: Server,
    police: Uuid,
    trust: Uuid,
    subject: Uuid,
}

impl Inspection {
    fn begun() -> Self {
        let one = Self {
            server: Server::new(),
            police: id(2),
            trust: id(3),
            subject: id(10),
        };
        let establish = json!({ "name": "Quayside", "area": "Quayside", "from": "2021-01-01" });
        one.accepted(MANAGER, "/partnership/establish_partnership", &establish);
        for (agency, name) in [(one.police, "Quayside Police"), (one.trust, "Moor Trust")] {
            let add = json!({
                "agency": agency, "name": name, "kind": "police", "from": "2021-01-01",
            });
            one.accepted(MANAGER, "/partnership/add_relevant_agency", &add);
        }
        one.give(
            "notify_inspection",
            &json!({
                "kind": "jtai", "reference": "JTAI 2021",
                "inspectorates": ["ofsted", "hmicfrs"], "on": "2021-01-04",
                "fieldwork": { "from": "2021-01-11", "to": "2021-01-15" },
                "lead": "Head of Quality",
            }),
        );
        one
    }

    fn send(&self, acting: &str, path: &str, data: &Value) -> Answer {
        self.server
            .write_as(acting, path, &json!({ "data": data }), &[])
    }

    #[track_caller]
    fn accepted(&self, acting: &str, path: &str, data: &Value) {
        let answer = self.send(acting, path, data);
        assert!(answer.status < 300, "{path}: {}", answer.text());
    }

    fn of(&self, command: &str) -> String {
        format!("/inspection/{}/{command}", self.subject)
    }

    #[track_caller]
    fn give(&self, command: &str, data: &Value) {
        self.give_as(MANAGER, command, data);
    }

    #[track_caller]
    fn give_as(&self, acting: &str, command: &str, data: &Value) {
        self.accepted(acting, &self.of(command), data);
    }

    #[track_caller]
    fn refused(&self, acting: &str, command: &str, data: &Value, rules: &[&str]) {
        let answer = self.send(acting, &self.of(command), data);
        let mut told = answer.rules(422);
        told.sort();
        let mut wanted: Vec<String> = rules.iter().map(|rule| (*rule).to_owned()).collect();
        wanted.sort();
        assert_eq!(told, wanted, "{command}");
    }

    fn lead(agency: Uuid) -> String {
        format!("agency_lead@{agency}")
    }

    /// A request to the police, and one to the trust.
    fn asked(&self) {
        for (number, agency) in [(1, self.police), (2, self.trust)] {
            self.give(
                "receive_information_request",
                &json!({
                    "request": id(20 + number), "number": number.to_string(),
                    "inspectorate": "ofsted", "agency": agency,
                    "what": format!("Question {number}"),
                    "received_on": "2021-01-05", "due_on": "2021-01-08",
                }),
            );
        }
    }

    fn answer(number: u128) -> Value {
        json!({
            "request": id(20 + number), "words": format!("Answer {number}"), "on": "2021-01-07",
        })
    }

    /// The letter, with one area for priority action that names the police.
    fn reported(&self) {
        self.give(
            "receive_inspection_letter",
            &json!({ "on": "2021-01-29", "judged": "Too slow" }),
        );
        self.give(
            "receive_inspection_finding",
            &json!({
                "finding": id(31), "kind": "priority_action", "theme": "neglect",
                "statement": "Children wait too long", "agencies": [self.police],
            }),
        );
    }

    fn asked_as(&self, acting: &str, path: &str) -> Answer {
        let cookie = format!("golden-thread-acting-as={acting}");
        let headers = [
            ("Cookie", cookie.as_str()),
            ("Golden-Thread-Acting-As", acting),
        ];
        self.server.send("GET", path, &headers, &[])
    }

    fn read(&self, acting: &str) -> Answer {
        let path = format!("/api/v1/inspections/{}?texts=yes", self.subject);
        self.asked_as(acting, &path)
    }

    #[track_caller]
    fn page(&self, acting: &str, path: &str) -> String {
        self.asked_as(acting, path).is(200).text()
    }
}

#[test]
fn an_inspection_is_followed_from_its_notification_to_its_end() {
    let one = Inspection::begun();
    one.asked();
    let close = json!({});
    one.refused(
        MANAGER,
        "submit_post_inspection_plan",
        &json!({ "to": "Ofsted", "on": "2021-04-01" }),
        &["letter_not_received"],
    );
    one.give_as(
        &Inspection::lead(one.police),
        "answer_information_request",
        &Inspection::answer(1),
    );
    one.reported();
    one.refused(
        MANAGER,
        "close_inspection",
        &close,
        &[
            "request_unanswered",
            "priority_finding_without_recommendation",
            "plan_not_submitted",
        ],
    );
    one.give("answer_information_request", &Inspection::answer(2));
    let make = json!({
        "reference": "J1", "text": "See children sooner", "addressees": [one.police],
        "sources": [{ "kind": "inspection", "id": id(31), "title": "JTAI 2021" }],
    });
    one.accepted(
        MANAGER,
        &format!("/recommendation/{}/make_recommendation", id(41)),
        &make,
    );
    one.give(
        "submit_post_inspection_plan",
        &json!({ "to": "Ofsted", "on": "2021-05-10" }),
    );
    let told = one.read(MANAGER).json();
    // 70 working days from 29 January 2021, over Good Friday, Easter Monday and a May holiday.
    assert_eq!(told["clock"]["due"], "2021-05-12");
    assert_eq!(told["clock"]["days_late"], 0);
    assert_eq!(told["requests"]["in_time"], 2);
    assert_eq!(told["findings"][0]["recommendations"][0], json!(id(41)));
    assert_eq!(told["findings"][0]["is_orphan"], false);
    one.give("close_inspection", &close);
    one.refused(MANAGER, "close_inspection", &close, &["inspection_closed"]);
}

#[test]
fn the_day_of_the_plan_cannot_be_typed() {
    let one = Inspection::begun();
    let typed = json!({ "on": "2021-01-29", "judged": "Too slow", "due": "2021-12-31" });
    let answer = one.send(MANAGER, &one.of("receive_inspection_letter"), &typed);
    assert_eq!(answer.status, 400, "{}", answer.text());
}

#[test]
fn an_agency_sees_what_it_was_asked_and_nothing_of_another() {
    let one = Inspection::begun();
    let police = Inspection::lead(one.police);
    let trust = Inspection::lead(one.trust);
    assert_eq!(one.read(&police).status, 404);
    one.asked();
    one.reported();
    let told = one.read(&police);
    assert_eq!(told.status, 200);
    let text = told.text();
    assert!(text.contains("Question 1") && text.contains("Children wait too long"));
    assert!(!text.contains("Question 2") && !text.contains("Too slow"));
    assert!(told.json().get("clock").is_none());
    // The finding names the police alone.
    let text = one.read(&trust).text();
    assert!(text.contains("Question 2") && !text.contains("Children wait too long"));
    one.refused(
        &trust,
        "answer_information_request",
        &Inspection::answer(1),
        &["not_your_agency"],
    );
    let page = one.page(&police, &format!("/inspection/{}", one.subject));
    assert!(page.contains("Question 1") && !page.contains("Question 2"));
    // A member of the sub-group is not cleared for it, and does not find it in the list.
    assert_eq!(one.read("pqa_member").status, 404);
    let list = one.page("pqa_member", "/inspections");
    assert!(!list.contains("JTAI 2021"));
}

#[test]
fn the_page_shows_what_is_late_and_why() {
    let one = Inspection::begun();
    one.asked();
    let late = json!({
        "request": id(22), "words": "The archive was closed", "told": "The lead inspector",
        "on": "2021-01-11",
    });
    one.give("explain_late_answer", &late);
    one.reported();
    let page = one.page(MANAGER, &format!("/inspection/{}", one.subject));
    for words in [
        "2 overdue",
        "The archive was closed",
        "The lead inspector",
        "12 May 2021",
        "No recommendation yet",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let deadlines = one.page(MANAGER, "/deadlines?kind=information_request");
    assert!(deadlines.contains("The archive was closed"));
    let gaps = one.page(MANAGER, "/gaps?rule=113");
    assert!(gaps.contains("JTAI 2021"));
}

#[test]
fn the_orientation_page_says_from_when_it_is_and_links_its_numbers() {
    let one = Inspection::begun();
    one.asked();
    let page = one.page("inspector", "/orientation");
    for words in [
        "The partnership on two pages",
        "Generated on",
        "Inspection JTAI 2021",
        "What was late in twelve months, and why",
        "How far ratings can be trusted",
    ] {
        // Ratings are of a plan, and there is none.
        let expected = words != "How far ratings can be trusted";
        assert_eq!(page.contains(words), expected, "{words}");
    }
    let home = one.page("inspector", "/");
    assert!(home.contains("href=\"/orientation\""));
    let manager = one.page(MANAGER, "/");
    assert!(!manager.contains("href=\"/orientation\""));
}

#[test]
fn a_pack_is_put_together_for_a_request_and_stands_with_its_answer() {
    let one = Inspection::begun();
    one.asked();
    let (request, pack) = (id(21).to_string(), id(700));
    let begin = format!("/evidence-packs/new?answers={request}");
    let inspection = format!("/inspection/{}", one.subject);
    assert!(one.page(MANAGER, &inspection).contains(&begin));
    assert!(!one.page("inspector", &inspection).contains(&begin));

    let form = one.page(MANAGER, &begin);
    for words in [
        "Request 1 of inspection JTAI 2021",
        "value=\"The lead inspector, Ofsted\"",
        "value=\"To answer that request\"",
    ] {
        assert!(form.contains(words), "{words}: {form}");
    }
    let thing = format!("inspection/{}", one.subject);
    let mut typed = vec![
        ("recipient", "The lead inspector, Ofsted"),
        ("request", "Request 1 of inspection JTAI 2021"),
        ("purpose", "To answer that request"),
        ("thing", &thing),
        ("assemble", "yes"),
    ];
    let strange = id(99).to_string();
    let mut wrong = typed.clone();
    wrong.push(("information_request", &strange));
    let refused = one.server.form("/evidence-packs/new", &wrong).is(200);
    assert!(refused.text().contains("is not in the record"));

    let number = pack.to_string();
    typed.extend([("information_request", request.as_str()), ("pack", &number)]);
    one.server.form("/evidence-packs/new", &typed).is(303);
    let page = one.page(MANAGER, &inspection);
    assert!(page.contains("Pack EP1</a>, not handed over yet"), "{page}");
    let answering = format!(
        "/record{}?request={request}",
        one.of("answer_information_request")
    );
    let answering = one.page(MANAGER, &answering);
    let chosen = format!("value=\"{pack}\" checked");
    assert!(answering.contains(&chosen), "{answering}");

    one.accepted(
        MANAGER,
        &format!("/evidence_pack/{pack}/release_pack"),
        &json!({ "to": "The lead inspector, Ofsted", "how": "portal" }),
    );
    let mut answer = Inspection::answer(1);
    answer["packs"] = json!([pack]);
    one.give("answer_information_request", &answer);
    let page = one.page(MANAGER, &inspection);
    let after = page.split("Answer 1").nth(1).unwrap();
    for words in ["Pack EP1", "handed over on", "The lead inspector, Ofsted"] {
        assert!(after.contains(words), "{words}: {after}");
    }
    assert_eq!(page.matches("Pack EP1").count(), 1, "named once");
    let page = one.page(MANAGER, &format!("/evidence-pack/{pack}"));
    assert!(
        page.contains(&format!("{inspection}#request-{request}")),
        "{page}"
    );
    // What an inspectorate asks for is for named roles: nothing leads others to it.
    let page = one.page("pqa_member", &format!("/evidence-pack/{pack}"));
    for hidden in ["Question 1", "Answer 1", "#request-"] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }
}

#[test]
fn the_list_is_taken_away_as_its_reader_sees_it() {
    let one = Inspection::begun();
    one.asked();
    one.reported();
    let list = |acting: &str, query: &str| one.page(acting, &format!("/inspections{query}"));
    assert!(list(MANAGER, "").contains("/inspections/export.xlsx"));
    let csv = list(MANAGER, "/export.csv");
    for words in ["JTAI 2021", "State", "2021-05-12"] {
        assert!(csv.contains(words), "{words}: {csv}");
    }
    let closed = list(MANAGER, "/export.csv?state=closed");
    assert!(!closed.contains("JTAI 2021"), "filtered as the page is");
    let own = list(&Inspection::lead(one.police), "/export.csv");
    assert!(own.contains("JTAI 2021") && !own.contains("State"), "{own}");
    let none = list("pqa_member", "/export.csv");
    assert!(!none.contains("JTAI 2021"), "{none}");
}

#[test]
fn what_an_inspection_found_was_learned_before_for_who_may_see_it() {
    let one = Inspection::begun();
    one.reported();
    let theme = "/audits/on-theme?theme=neglect";
    let page = one.page(MANAGER, theme);
    assert!(page.contains("Finding of inspection JTAI 2021"), "{page}");
    assert!(page.contains("Children wait too long"));
    let page = one.page("pqa_member", theme);
    assert!(!page.contains("JTAI 2021"), "{page}");
    assert!(
        !page.contains("inspections found (1)"),
        "not counted either"
    );
}
