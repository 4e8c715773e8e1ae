//! A serious incident from its referral to a closed rapid review, as its people meet it: the two
//! clocks, what agencies say, who is safe, the partners' decision, and what may not be recorded.

use super::server::{Answer, MANAGER, Server};
use serde_json::{Value, json};
use uuid::Uuid;

pub(super) const CSPR: &str = "cspr_coordinator";

/// A record with three safeguarding partners and a school, and an incident of which the council
/// became aware on 24 May 2021 and the Panel was notified on 28 May. The clock stands at 1 June;
/// 31 May is a bank holiday.
pub(super) struct Case {
    pub(super) server: Server,
    pub(super) council: Uuid,
    pub(super) police: Uuid,
    pub(super) icb: Uuid,
    pub(super) school: Uuid,
    pub(super) incident: Uuid,
    pub(super) review: Uuid,
    pub(super) child: Uuid,
    pub(super) brother: Uuid,
}

pub(super) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

impl Case {
    pub(super) fn referred() -> Self {
        let case = Self {
            server: Server::new(),
            council: id(1),
            police: id(2),
            icb: id(3),
            school: id(4),
            incident: id(10),
            review: id(20),
            child: id(30),
            brother: id(31),
        };
        let establish = json!({ "name": "Quayside", "area": "Quayside", "from": "2020-01-01" });
        case.give("/partnership/establish_partnership", &establish);
        for (agency, name, kind) in [
            (case.council, "Northgate Council", "local_authority"),
            (case.police, "Northgate Police", "police"),
            (case.icb, "Northgate ICB", "health"),
            (case.school, "Moor School", "education"),
        ] {
            let add = json!({ "agency": agency, "name": name, "kind": kind, "from": "2020-01-01" });
            case.give("/partnership/add_relevant_agency", &add);
        }
        for agency in [case.council, case.police, case.icb] {
            let named = json!({
                "agency": agency, "capacity": "delegated", "post": "Director",
                "from": "2020-01-01",
            });
            case.give("/partnership/designate_safeguarding_partner", &named);
        }
        case.of_incident(
            "refer_incident",
            &json!({
                "reference": "SI-07", "agency": case.police, "on": "2021-05-24",
                "nature": "physical_harm", "harm_from": "intra_familial",
                "words": "A baby with injuries nobody explains",
            }),
        );
        case.of_incident("become_aware", &json!({ "on": "2021-05-24" }));
        case
    }

    pub(super) fn notified() -> Self {
        let case = Self::referred();
        let criteria = ["abuse_or_neglect", "seriously_harmed", "in_area"];
        let decide = json!({
            "notify": true, "criteria": criteria, "rationale": "Both criteria are met",
            "consulted": [case.police, case.icb],
            "dissent": [{ "agency": case.icb, "words": "The harm may not be serious" }],
        });
        case.of_incident("decide_notification", &decide);
        let notify = json!({ "reference": "N-1", "on": "2021-05-28", "nature": "physical_harm" });
        case.of_incident("notify_panel", &notify);
        for (subject, alias, kind) in [
            (case.child, "C-1", "child"),
            (case.brother, "C-2", "other_child"),
        ] {
            let add = json!({
                "of": { "incident": case.incident }, "alias": alias, "kind": kind,
                "age_band": "under_one", "known_to": [case.council],
            });
            case.give(&format!("/review_subject/{subject}/add_subject"), &add);
        }
        case
    }

    pub(super) fn gathering() -> Self {
        let case = Self::notified();
        case.of_review("open_rapid_review", &json!({ "incident": case.incident }));
        for agency in [case.police, case.school] {
            case.of_review("request_summary", &json!({ "agency": agency }));
        }
        case
    }

    /// Up to the meeting, with the school's summary missing.
    pub(super) fn met() -> Self {
        let case = Self::gathering();
        let send = json!({ "agency": case.police, "words": "Officers called twice that month" });
        let lead = format!("agency_lead@{}", case.police);
        case.give_as(
            &lead,
            &format!("/rapid_review/{}/send_summary", case.review),
            &send,
        );
        let meet = json!({ "on": "2021-06-01", "present": [case.council, case.police, case.icb] });
        case.of_review("hold_review_meeting", &meet);
        let point = json!({
            "point": id(40), "statement": "Injuries were not shared the same day",
            "theme": "neglect",
        });
        case.of_review("record_learning_point", &point);
        case
    }

    pub(super) fn decision(who: &[Uuid]) -> Value {
        let position = |agency: &Uuid| json!({ "agency": agency, "outcome": "practice_review" });
        json!({
            "outcome": "practice_review", "criteria": ["working_together"],
            "positions": who.iter().map(position).collect::<Vec<_>>(),
            "rationale": "Three agencies knew and none told another",
        })
    }

    pub(super) fn all(&self) -> [Uuid; 3] {
        [self.council, self.police, self.icb]
    }

    pub(super) fn give(&self, path: &str, data: &Value) {
        self.give_as(MANAGER, path, data);
    }

    pub(super) fn give_as(&self, acting: &str, path: &str, data: &Value) {
        let answer = self.try_as(acting, path, data);
        assert!(answer.status < 300, "{path}: {}", answer.text());
    }

    pub(super) fn try_as(&self, acting: &str, path: &str, data: &Value) -> Answer {
        let body = json!({ "data": data, "reason": "As the group agreed" });
        self.server.write_as(acting, path, &body, &[])
    }

    pub(super) fn of_incident(&self, command: &str, data: &Value) {
        self.give_as(
            CSPR,
            &format!("/serious_incident/{}/{command}", self.incident),
            data,
        );
    }

    pub(super) fn of_review(&self, command: &str, data: &Value) {
        self.give_as(
            CSPR,
            &format!("/rapid_review/{}/{command}", self.review),
            data,
        );
    }

    pub(super) fn review_refused(&self, command: &str, data: &Value) -> Vec<String> {
        let path = format!("/rapid_review/{}/{command}", self.review);
        self.try_as(CSPR, &path, data).rules(422)
    }

    pub(super) fn asked_as(&self, acting: &str, path: &str) -> Answer {
        let cookie = format!("golden-thread-acting-as={acting}");
        let headers = [
            ("Cookie", cookie.as_str()),
            ("Golden-Thread-Acting-As", acting),
        ];
        self.server.send("GET", path, &headers, &[])
    }

    pub(super) fn text(&self, acting: &str, path: &str) -> String {
        self.asked_as(acting, path).is(200).text()
    }

    /// Sends a form that is refused, and gives the page that says so.
    #[track_caller]
    pub(super) fn form_refused(&self, command: &str, answers: &[(&str, &str)]) -> String {
        let body = serde_urlencoded::to_string(answers).unwrap();
        let cookie = format!("golden-thread-acting-as={CSPR}");
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Sec-Fetch-Site", "same-origin"),
            ("Cookie", cookie.as_str()),
        ];
        let path = format!("/record/rapid_review/{}/{command}", self.review);
        let answer = self.server.send("POST", &path, &headers, body.as_bytes());
        assert_eq!(answer.status, 422, "{}", answer.text());
        answer.text()
    }
}

#[test]
fn the_clock_of_the_notification_names_the_bank_holiday_it_skipped() {
    let case = Case::referred();
    let page = case.text(CSPR, &format!("/incident/{}", case.incident));
    assert!(page.contains("1 June 2021"), "due after five working days");
    assert!(page.contains("31 May 2021: Spring bank holiday"));
    let read = format!("/incidents/{}", case.incident);
    let told = case.server.read(&read).is(200).json();
    assert_eq!(told["clock"]["due"], "2021-06-01");
    assert_eq!(told["stage"], "referred");
}

#[test]
fn a_decision_not_to_notify_is_kept_and_listed() {
    let case = Case::referred();
    let decide = json!({
        "notify": false, "criteria": ["in_area"], "rationale": "The fall explains the injury",
        "consulted": [case.police],
    });
    case.of_incident("decide_notification", &decide);
    let listed = case.text(CSPR, "/incidents?stage=not_notifiable");
    assert!(listed.contains("SI-07") && listed.contains("Decided not to notify"));
    assert!(
        !case
            .text(CSPR, "/incidents?stage=notified")
            .contains("SI-07")
    );
    let page = case.text(CSPR, &format!("/incident/{}", case.incident));
    assert!(page.contains("The fall explains the injury") && page.contains("Not met: "));
    let open = json!({ "incident": case.incident });
    let rules = case.review_refused("open_rapid_review", &open);
    assert_eq!(rules, ["incident_not_notified"]);
}

#[test]
fn a_rapid_review_is_led_from_its_opening_to_its_closing() {
    let case = Case::met();
    let path = format!("/rapid-review/{}", case.review);
    let page = case.text(CSPR, &path);
    for words in [
        "21 June 2021",
        "In use",
        "Day 0",
        "Review meeting",
        "Waited for",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let explain = json!({ "agency": case.school, "words": "It never knew the family" });
    case.of_review("explain_missing_summary", &explain);
    case.of_review("decide_review", &Case::decision(&case.all()));
    case.of_review("submit_rapid_review", &json!({ "on": "2021-06-01" }));
    case.of_review(
        "receive_panel_response",
        &json!({ "view": "agrees", "comments": "A clear account", "on": "2021-06-01" }),
    );
    case.of_review("close_rapid_review", &json!({}));
    let page = case.text(CSPR, &path);
    for words in [
        "It never knew the family",
        "Three agencies knew and none told another",
        "Agrees with the decision",
        "A clear account",
        "Injuries were not shared the same day",
        "In time",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let told = case.server.read(&format!("/rapid-reviews/{}", case.review));
    let told = told.is(200).json();
    assert_eq!(told["stage"], "closed");
    assert_eq!(told["clocks"][0]["due"], "2021-06-21");
    assert_eq!(told["clocks"][1]["in_use"], false);
    let rows = case
        .server
        .read("/rapid-reviews?stage=closed")
        .is(200)
        .json();
    assert_eq!(rows["rows"][0]["reference"], "SI-07");
}

#[test]
fn a_learning_point_leads_to_a_recommendation_and_the_thread_shows_it() {
    let case = Case::met();
    let source = json!({ "kind": "learning_point", "id": id(40), "title": "Rapid review SI-07" });
    let make = json!({
        "reference": "R1", "sources": [source], "text": "Share every injury the same day",
        "addressees": [case.council], "level": "local",
    });
    let path = format!("/recommendation/{}/make_recommendation", id(50));
    case.give(&path, &make);
    for thread in ["serious_incident", "rapid_review"] {
        let of = if thread == "rapid_review" {
            case.review
        } else {
            case.incident
        };
        let page = case.text(CSPR, &format!("/thread/{thread}/{of}"));
        assert!(page.contains("R1"), "{thread}");
    }
    let form = format!(
        "/record/recommendation/new/make_recommendation?learning_point={}",
        id(40)
    );
    assert!(
        case.text(CSPR, &form)
            .contains("Learning point of rapid review SI-07")
    );
}

#[test]
fn a_decision_for_a_practice_review_leads_to_it_and_the_thread_shows_the_way() {
    let case = Case::met();
    let made = id(60);
    let path = format!("/practice_review/{made}/commission_review");
    let commission = json!({
        "kind": "local", "title": "Child Alder", "reference": "LCSPR 2021-1", "about": "A baby",
        "decided_on": "2021-06-01", "rapid_review": case.review, "monitored_every_weeks": 6,
    });
    let early = case.try_as(CSPR, &path, &commission).rules(422);
    assert_eq!(early, ["rapid_review_decided_otherwise"]);
    case.of_review("decide_review", &Case::decision(&case.all()));
    let review = format!("/rapid-review/{}", case.review);
    let step = format!("commission_review?rapid_review={}", case.review);
    assert!(case.text(CSPR, &review).contains(&step));
    case.give_as(CSPR, &path, &commission);
    assert!(!case.text(CSPR, &review).contains(&step));
    let again = format!("/practice_review/{}/commission_review", id(61));
    let mut second = commission;
    second["reference"] = json!("LCSPR 2021-2");
    let told = case.try_as(CSPR, &again, &second).rules(422);
    assert_eq!(told, ["rapid_review_already_led"]);
    // Each page leads to the other, and the child of the incident belongs to both.
    let incident = format!("/incident/{}", case.incident);
    let practice = format!("/practice-review/{made}");
    for page in [&review, &incident] {
        assert!(case.text(CSPR, page).contains(&practice), "{page}");
    }
    let page = case.text(CSPR, &practice);
    for words in [
        review.as_str(),
        incident.as_str(),
        "of the incident behind the review",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let invite = json!({ "subject": case.brother, "how": "Through his school" });
    case.give_as(
        CSPR,
        &format!("/practice_review/{made}/invite_family"),
        &invite,
    );
    let thread = case.text(CSPR, &format!("/thread/serious_incident/{}", case.incident));
    for words in ["What led to it", "Practice review LCSPR 2021-1"] {
        assert!(thread.contains(words), "{words}: {thread}");
    }
}

#[test]
fn what_may_not_be_recorded_is_refused_by_its_rule() {
    let case = Case::met();
    let two = Case::decision(&[case.council, case.police]);
    assert_eq!(
        case.review_refused("decide_review", &two),
        ["position_missing"]
    );
    let sent = json!({ "on": "2021-06-01" });
    assert_eq!(
        case.review_refused("submit_rapid_review", &sent),
        ["not_decided"]
    );
    case.of_review("decide_review", &Case::decision(&case.all()));
    let missing = case.review_refused("submit_rapid_review", &sent);
    assert_eq!(missing, ["summary_unexplained"]);
    let explain = json!({ "agency": case.school, "words": "It never knew the family" });
    case.of_review("explain_missing_summary", &explain);
    case.of_review("submit_rapid_review", &sent);
    let early = case.review_refused("close_rapid_review", &json!({}));
    assert_eq!(early, ["panel_not_answered"]);
    let delay = json!({ "words": "x", "told": "The Panel", "on": "2021-06-01" });
    assert_eq!(
        case.review_refused("record_delay_reason", &delay),
        ["review_not_late"]
    );
}

#[test]
fn a_refusal_stands_on_the_page_and_nothing_typed_is_lost() {
    let case = Case::met();
    let day = [("on-day", "1"), ("on-month", "6"), ("on-year", "2021")];
    let page = case.form_refused("submit_rapid_review", &day);
    assert!(page.contains("The partners have not decided"));
    let (council, police) = (case.council.to_string(), case.police.to_string());
    let answers = [
        ("outcome", "no_review"),
        ("rationale", "Nothing new would be learned"),
        ("positions-0-agency", council.as_str()),
        ("positions-0-outcome", "no_review"),
        ("positions-1-agency", police.as_str()),
        ("positions-1-outcome", "no_review"),
    ];
    let page = case.form_refused("decide_review", &answers);
    assert!(page.contains("position is missing"));
    assert!(page.contains("Nothing new would be learned"));
}

#[test]
fn no_due_date_is_typed_and_no_clock_is_stopped() {
    let case = Case::notified();
    let typed = json!({ "incident": case.incident, "due": "2021-12-31" });
    let path = format!("/rapid_review/{}/open_rapid_review", case.review);
    let answer = case.try_as(CSPR, &path, &typed);
    assert!((400..500).contains(&answer.status), "{}", answer.text());
    let paused = format!("/rapid_review/{}/pause_clock", case.review);
    let answer = case.try_as(CSPR, &paused, &json!({}));
    assert!((400..500).contains(&answer.status), "{}", answer.text());
}

#[test]
fn late_is_shown_as_late_with_its_reason() {
    let case = Case::met();
    case.server.clock.advance(chrono::TimeDelta::days(28));
    let path = format!("/rapid-review/{}", case.review);
    let page = case.text(CSPR, &path);
    assert!(page.contains("Overdue") && page.contains("8 days late"));
    assert!(page.contains("Nobody has said yet why it is late"));
    let delay = json!({
        "words": "The school was closed", "told": "The Panel's secretariat", "on": "2021-06-28",
    });
    case.of_review("record_delay_reason", &delay);
    let page = case.text(CSPR, &path);
    assert!(page.contains("The school was closed") && page.contains("8 days late"));
    let gaps = case.server.read("/gaps?rule=38").is(200).json();
    assert_eq!(gaps["rows"].as_array().map(Vec::len), Some(1));
    assert!(case.text(CSPR, "/rapid-reviews?late=yes").contains("SI-07"));
}

#[test]
fn a_safety_action_stays_on_the_page_until_somebody_else_confirms_it() {
    let case = Case::gathering();
    let action = json!({
        "action": id(60), "words": "The brother stays with an aunt", "agencies": [case.council],
    });
    case.give(
        &format!("/review_subject/{}/record_safety_action", case.brother),
        &action,
    );
    let banner = "1 safety action for a child is open";
    for path in [
        "/reviews".to_owned(),
        format!("/incident/{}", case.incident),
        format!("/rapid-review/{}", case.review),
        format!("/review-subject/{}", case.brother),
    ] {
        assert!(case.text(CSPR, &path).contains(banner), "{path}");
    }
    let confirm = json!({ "action": id(60), "words": "Seen there by the duty worker" });
    let path = format!("/review_subject/{}/confirm_safety_action", case.brother);
    let own = format!("review_group_member@{}", case.council);
    assert_eq!(
        case.try_as(&own, &path, &confirm).rules(422),
        ["confirms_own_agency"]
    );
    case.give_as("chair", &path, &confirm);
    assert!(!case.text(CSPR, "/reviews").contains(banner));
}

#[test]
fn an_agency_sees_its_own_summary_and_nothing_else_of_a_review() {
    let case = Case::met();
    let lead = |agency: Uuid| format!("agency_lead@{agency}");
    let path = format!("/rapid-review/{}", case.review);
    let page = case.text(&lead(case.police), &path);
    // Above it stands whom somebody may act for, which is every agency.
    let (_, own) = page.split_once("<main").unwrap();
    assert!(own.contains("Officers called twice that month"));
    for words in [
        "Moor School",
        "Injuries were not shared",
        "Each partner",
        "In use",
    ] {
        assert!(!own.contains(words), "{words}");
    }
    let asked = case.text(&lead(case.school), &path);
    assert!(asked.contains("/send_summary") && !asked.contains("Officers called twice"));
    case.asked_as(&lead(case.icb), &path).is(404);
    let incident = format!("/incident/{}", case.incident);
    case.asked_as(&lead(case.police), &incident).is(404);
    let child = format!("/review-subject/{}", case.child);
    case.asked_as(&lead(case.police), &child).is(404);
    assert!(
        !case
            .text(&lead(case.police), "/incidents")
            .contains("SI-07")
    );
    assert!(
        case.text(&lead(case.police), "/rapid-reviews")
            .contains("SI-07")
    );
    // The quality group's members see nothing of it; the review group's do.
    case.asked_as("pqa_member", &path).is(404);
    let member = case.text("review_group_member", &path);
    assert!(member.contains("Officers called twice that month"));
}

#[test]
fn the_yearly_figures_hide_small_counts_on_the_page_and_in_the_file() {
    let case = Case::notified();
    let page = case.text(CSPR, "/statutory-returns?year=2021");
    assert!(page.contains("Incidents referred") && page.contains("hidden"));
    assert!(page.contains("Rapid reviews against fifteen working days"));
    let file = case.text(CSPR, "/statutory-returns/export.csv?year=2021");
    assert!(file.contains("Under 1,hidden"), "{file}");
    let told = case
        .server
        .read("/statutory-returns?year=2021")
        .is(200)
        .json();
    assert_eq!(told["notified"], "hidden");
    let other = case
        .server
        .read("/statutory-returns?year=2019")
        .is(200)
        .json();
    assert_eq!(other["notified"], json!({ "count": 0 }));
}

#[test]
fn incidents_and_rapid_reviews_are_taken_away_as_their_pages_show_them() {
    let case = Case::met();
    let incidents = case.text(CSPR, "/incidents/export.csv");
    assert!(incidents.contains("SI-07") && incidents.contains("Serious physical harm"));
    let none = case.text(CSPR, "/incidents/export.csv?stage=not_notifiable");
    assert!(!none.contains("SI-07"), "{none}");
    let whole = case.text(CSPR, "/rapid-reviews/export.csv");
    assert!(whole.contains("Stage") && whole.contains("Learning points"));
    // An agency is given its own summary, and not how the review stands.
    let lead = format!("agency_lead@{}", case.police);
    let own = case.text(&lead, "/rapid-reviews/export.csv");
    assert!(own.contains("SI-07") && own.contains("Your summary"));
    assert!(!own.contains("Stage") && !own.contains("Decision"), "{own}");
    let hidden = case.text(&lead, "/incidents/export.csv");
    assert!(!hidden.contains("SI-07"), "{hidden}");
}
