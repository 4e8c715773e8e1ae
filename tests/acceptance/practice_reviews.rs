//! A practice review as its people meet it: from the decision until it is published, each gate
//! refused before it is open, and an agency that sees what it was asked and nothing else.

use super::server::{Answer, MANAGER, Server};
use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

const CSPR: &str = "cspr_coordinator";

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A review of one incident, decided upon on 1 May 2021. The council and the police are the
/// safeguarding partners; the trust is a member. The clock stands at 1 June 2021.
struct Review {
    server: Server,
    council: Uuid,
    police: Uuid,
    trust: Uuid,
    subject: Uuid,
    mother: Uuid,
}

impl Review {
    fn begun() -> Self {
        let one = Self {
            server: Server::new(),
            council: id(1),
            police: id(2),
            trust: id(3),
            subject: id(10),
            mother: id(40),
        };
        let establish = json!({ "name": "Quayside", "area": "Quayside", "from": "2021-01-01" });
        one.accepted(MANAGER, "/partnership/establish_partnership", &establish);
        for (agency, name) in [
            (one.council, "Northgate Council"),
            (one.police, "Quayside Police"),
            (one.trust, "Moor Trust"),
        ] {
            let add = json!({
                "agency": agency, "name": name, "kind": "local_authority", "from": "2021-01-01",
            });
            one.accepted(MANAGER, "/partnership/add_relevant_agency", &add);
        }
        for agency in [one.council, one.police] {
            let designate = json!({
                "agency": agency, "capacity": "lead", "post": "Chief officer",
                "from": "2021-01-01",
            });
            let path = "/partnership/designate_safeguarding_partner";
            one.accepted(MANAGER, path, &designate);
        }
        one.give(
            "commission_review",
            &json!({
                "kind": "local", "title": "Child Alder", "reference": "LCSPR 2021-1",
                "about": "Before a baby was harmed", "decided_on": "2021-05-01",
                "monitored_every_weeks": 6,
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
        format!("/practice_review/{}/{command}", self.subject)
    }

    #[track_caller]
    fn give(&self, command: &str, data: &Value) {
        self.give_as(CSPR, command, data);
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

    fn scoped(&self) {
        self.give(
            "agree_terms_of_reference",
            &json!({
                "words": "What was known of the risk", "agencies": [self.council, self.trust],
            }),
        );
        self.give(
            "appoint_reviewer",
            &json!({
                "who": "A former director of nursing", "had_part_in_case": false,
                "independence": "Never worked here",
            }),
        );
    }

    fn drafted(&self) {
        self.give(
            "record_review_finding",
            &json!({
                "finding": id(21), "kind": "finding", "theme": "neglect",
                "statement": "Fathers were not asked about",
            }),
        );
        self.give(
            "receive_draft_report",
            &json!({ "reviewer": 1, "words": "Whole" }),
        );
    }

    fn lead(agency: Uuid) -> String {
        format!("agency_lead@{agency}")
    }

    fn checks(&self) {
        let questions = [
            "ages",
            "dates",
            "siblings",
            "places",
            "rare_events",
            "identifiers",
        ];
        let answers = questions.map(|question| json!({ "question": question, "holds": true }));
        self.give(
            "check_anonymisation",
            &json!({
                "by": "Review coordinator", "answers": answers,
                "residual_risk": "The local press knows of it",
            }),
        );
        self.give(
            "assess_publication_impact",
            &json!({
                "family": "Told the day before", "practitioners": "A meeting is offered",
            }),
        );
    }

    fn publish(on: &str) -> Value {
        json!({ "on": on, "place": "The partnership’s website" })
    }

    fn asked_as(&self, acting: &str, path: &str) -> Answer {
        let cookie = format!("golden-thread-acting-as={acting}");
        let headers = [
            ("Cookie", cookie.as_str()),
            ("Golden-Thread-Acting-As", acting),
        ];
        self.server.send("GET", path, &headers, &[])
    }

    fn page(&self, acting: &str) -> String {
        let path = format!("/practice-review/{}", self.subject);
        self.asked_as(acting, &path).is(200).text()
    }

    fn days_later(&self, days: i64) {
        self.server.clock.advance(TimeDelta::days(days));
    }
}

#[test]
fn a_review_goes_from_its_decision_to_publication_through_every_gate() {
    let one = Review::begun();
    let page = one.page(CSPR);
    for words in [
        "1 November 2021",
        "still to do",
        "Child Alder",
        "Commissioned",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let early = &["no_draft"];
    one.refused(
        CSPR,
        "sign_off_report",
        &json!({ "agency": one.council }),
        early,
    );
    one.scoped();
    one.drafted();
    let publish = Review::publish("2021-06-01");
    let mut left = vec![
        "publish_without_sign_offs",
        "publish_without_impact_assessment",
        "publish_without_anonymisation",
        "publish_before_panel_notice",
    ];
    one.refused(CSPR, "publish_report", &publish, &left);
    let sent = json!({ "on": "2021-06-01" });
    one.refused(CSPR, "send_report_to_panel", &sent, &["not_signed_off"]);
    for agency in [one.council, one.police] {
        let sign = json!({ "agency": agency });
        one.give_as(&Review::lead(agency), "sign_off_report", &sign);
    }
    left.remove(0);
    one.refused(CSPR, "publish_report", &publish, &left);
    one.checks();
    one.refused(
        CSPR,
        "publish_report",
        &publish,
        &["publish_before_panel_notice"],
    );
    one.give("send_report_to_panel", &sent);
    // Seven working days from 1 June are over on 10 June.
    assert!(one.page(CSPR).contains("10 June 2021"));
    one.days_later(8);
    let early = Review::publish("2021-06-09");
    one.refused(
        CSPR,
        "publish_report",
        &early,
        &["publish_before_panel_notice"],
    );
    one.days_later(1);
    let mut short = Review::publish("2021-06-10");
    short["available_until"] = json!("2022-06-09");
    one.refused(CSPR, "publish_report", &short, &["available_too_short"]);
    one.give("publish_report", &Review::publish("2021-06-10"));
    let page = one.page(CSPR);
    assert!(page.contains("10 June 2022"), "{page}");
    one.closes_with_a_recommendation();
}

impl Review {
    /// Nothing is closed while what it says led to nothing; the recommendation leads back.
    fn closes_with_a_recommendation(&self) {
        let one = self;
        let orphan = &["finding_without_recommendation"];
        one.refused(CSPR, "close_review", &json!({}), orphan);
        let recommend = json!({
            "reference": "R1", "text": "Ask about fathers", "addressees": [one.trust],
            "sources": [{ "kind": "practice_review", "id": id(21), "title": "Child Alder" }],
        });
        let path = format!("/recommendation/{}/make_recommendation", id(31));
        one.accepted(CSPR, &path, &recommend);
        one.give("close_review", &json!({}));
        let card = one.asked_as(CSPR, &format!("/recommendation/{}", id(31)));
        let card = card.is(200).text();
        let back = format!("/practice-review/{}#finding-{}", one.subject, id(21));
        assert!(card.contains(&back), "{card}");
        assert!(card.contains("No action is agreed for it"), "{card}");
        // Somebody of an agency does not reach what others do about it: to them it is not denied.
        let trust = Review::lead(one.trust);
        let own = one.asked_as(&trust, &format!("/recommendation/{}", id(31)));
        let own = own.is(200).text();
        assert!(own.contains("You reach no action that is agreed"), "{own}");
        for denied in [
            "No action is agreed",
            "No audit has looked",
            "Nothing shows it",
        ] {
            assert!(!own.contains(denied), "{denied}: {own}");
        }
    }
}

#[test]
fn what_may_not_be_is_refused_by_its_own_rule() {
    let one = Review::begun();
    let other = format!("/practice_review/{}/commission_review", id(11));
    let legacy = json!({
        "kind": "legacy_serious_case", "title": "Child Beech", "reference": "SCR 1",
        "about": "Late", "decided_on": "2021-05-01", "monitored_every_weeks": 6,
    });
    let told = one.send(CSPR, &other, &legacy).rules(422);
    assert_eq!(told, ["serious_case_review_after_transition"]);
    let inside = json!({
        "who": "A manager of the trust", "employed_by": one.trust, "had_part_in_case": false,
        "independence": "None",
    });
    one.refused(
        CSPR,
        "appoint_reviewer",
        &inside,
        &["reviewer_not_independent"],
    );
}

#[test]
fn an_agency_sees_what_it_was_asked_and_nothing_else_of_a_review() {
    let one = Review::begun();
    one.scoped();
    one.drafted();
    let trust = Review::lead(one.trust);
    let path = format!("/practice-review/{}", one.subject);
    one.asked_as(&trust, &path).is(404);
    assert!(
        !one.asked_as(&trust, "/practice-reviews")
            .text()
            .contains("Child Alder")
    );
    one.invited_mother();
    for (agency, what) in [
        (one.trust, "Chronology of births"),
        (one.council, "Visits made"),
    ] {
        one.give(
            "request_information",
            &json!({
                "agency": agency, "what": what, "due": "2021-07-01",
            }),
        );
    }
    let page = one.page(&trust);
    assert!(page.contains("Chronology of births"), "{page}");
    for hidden in [
        "Visits made",
        "P-1",
        "By letter",
        "Fathers were not asked about",
        "former director of nursing",
        "still to do",
    ] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }
    let read = one.asked_as(&trust, &format!("/api/v1/practice-reviews/{}", one.subject));
    let told = read.is(200).text();
    for hidden in ["P-1", "By letter", "gates", "neglect"] {
        assert!(!told.contains(hidden), "{hidden}: {told}");
    }
    let answer = json!({ "number": 1, "words": "All of it" });
    one.give_as(&trust, "provide_information", &answer);
    assert!(one.page(&trust).contains("All of it"));
    // Contributors are not cleared for a review at all.
    let contributor = format!("agency_contributor@{}", one.trust);
    one.asked_as(&contributor, &path).is(404);
    // Nor does an agency reach a child or family member of it.
    let mother = format!("/review-subject/{}", one.mother);
    one.asked_as(&trust, &mother).is(404);
}

impl Review {
    /// The mother is added to the review, and invited.
    fn invited_mother(&self) {
        let add = json!({
            "of": { "practice_review": self.subject }, "alias": "P-1", "kind": "parent_or_carer",
        });
        let path = format!("/review_subject/{}/add_subject", self.mother);
        self.accepted(CSPR, &path, &add);
        let invite = json!({ "subject": self.mother, "how": "By letter" });
        self.give("invite_family", &invite);
    }
}

#[test]
fn what_somebody_of_the_family_says_is_kept_in_their_own_record() {
    let one = Review::begun();
    one.scoped();
    let stranger = json!({ "subject": id(99), "how": "By letter" });
    one.refused(CSPR, "invite_family", &stranger, &["subject_unknown"]);
    one.invited_mother();
    let again = json!({ "subject": one.mother, "how": "By letter" });
    one.refused(CSPR, "invite_family", &again, &["family_already_invited"]);
    let quoted = json!({ "number": 1, "words": "Nobody asked me how I was" });
    let own = &["words_in_own_record"];
    one.refused(CSPR, "record_family_contribution", &quoted, own);
    one.refused(CSPR, "record_family_declined", &quoted, own);
    one.give("record_family_contribution", &json!({ "number": 1 }));
    let view = json!({ "who": "parent", "words": "Nobody asked me how I was" });
    let path = format!("/review_subject/{}/capture_subject_view", one.mother);
    one.accepted(CSPR, &path, &view);
    let page = one.page(CSPR);
    let link = format!("/review-subject/{}", one.mother);
    let record = format!("/record/review_subject/{}/capture_subject_view", one.mother);
    let add = format!("add_subject?practice_review={}", one.subject);
    for words in [
        "1 of 1 invited took part",
        "P-1",
        "Quoted 1 time on their own page",
        link.as_str(),
        record.as_str(),
        add.as_str(),
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Nobody asked me how I was"), "{page}");
    let person = one.asked_as(CSPR, &link).is(200).text();
    assert!(person.contains("Nobody asked me how I was"), "{person}");
    let back = format!("/practice-review/{}", one.subject);
    assert!(person.contains(&back), "{person}");
}

#[test]
fn somebody_of_the_family_is_added_to_a_review_that_is_there_and_under_an_alias_of_their_own() {
    let one = Review::begun();
    one.invited_mother();
    let add = |of: Uuid, alias: &str| {
        let data = json!({ "of": { "practice_review": of }, "alias": alias });
        let path = format!("/review_subject/{}/add_subject", id(41));
        one.send(CSPR, &path, &data).rules(422)
    };
    assert_eq!(add(id(99), "P-2"), ["practice_review_unknown"]);
    assert_eq!(add(one.subject, "P-1"), ["alias_taken"]);
    let unknown = json!({
        "kind": "local", "title": "Child Beech", "reference": "LCSPR 2021-2", "about": "Late",
        "decided_on": "2021-05-01", "rapid_review": id(98), "monitored_every_weeks": 6,
    });
    let path = format!("/practice_review/{}/commission_review", id(11));
    let told = one.send(CSPR, &path, &unknown).rules(422);
    assert_eq!(told, ["rapid_review_unknown"]);
}

#[test]
fn a_text_is_looked_through_for_identifiers_and_not_kept() {
    let one = Review::begun();
    let path = format!("/practice-review/{}/scan", one.subject);
    let text = "Call 0113 496 0000 or write to a.name@example.org";
    let before = one.server.recorded();
    let page = one.server.form(&path, &[("text", text)]).is(200).text();
    for words in ["2 places look", "Telephone number", "Email address"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("found=phone:1,email:1"), "{page}");
    assert_eq!(one.server.recorded(), before);
}
