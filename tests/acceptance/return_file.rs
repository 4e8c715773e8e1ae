//! An agency that works for two boards answers once: the return is taken from one server to
//! another as a file, looked at there, and recorded answer by answer.

use super::audits::Year;
use super::reading::{entities, one_line};
use super::server::{Answer, MANAGER};
use serde_json::{Value, json};
use uuid::Uuid;

/// A board with a round that asked the council, which has begun its return.
struct Board {
    year: Year,
    asked: Uuid,
    lead: String,
}

impl Board {
    fn with_a_return_begun() -> Self {
        let year = Year::begun();
        let (_, asked) = year.round();
        let lead = format!("agency_lead@{}", year.council);
        let board = Self { year, asked, lead };
        board.by_lead("start_return", &json!({}));
        board
    }

    fn by_lead(&self, command: &str, data: &Value) {
        let path = format!("/service_return/{}/{command}", self.asked);
        self.year.give_as(&self.lead, &path, data);
    }

    fn answers(&self, standard: &str, score: &str, narrative: &str) {
        let answer = json!({ "standard": standard, "score": score, "narrative": narrative });
        self.by_lead("assess_standard", &answer);
    }

    fn path(&self, part: &str) -> String {
        format!("/return/{}/{part}", self.asked)
    }

    fn file(&self) -> Vec<u8> {
        let cookie = format!("golden-thread-acting-as={}", self.lead);
        let server = &self.year.server;
        let path = self.path("file.json");
        let file = server
            .send("GET", &path, &[("Cookie", &cookie)], &[])
            .is(200);
        assert!(file.headers["content-disposition"].contains("attachment"));
        file.body
    }

    fn brought(&self, acting: &str, file: Option<&[u8]>) -> Answer {
        let server = &self.year.server;
        let (origin, cookie) = self.site(acting);
        let headers = [("Origin", origin.as_str()), ("Cookie", cookie.as_str())];
        let file = file.map(|bytes| ("return.json", bytes));
        server.multipart(&self.path("take-over"), &headers, &[], file)
    }

    fn site(&self, acting: &str) -> (String, String) {
        let origin = format!("http://{}", self.year.server.address);
        (origin, format!("golden-thread-acting-as={acting}"))
    }

    /// The agency's lead sends the form of a page as it stands, with some answers changed.
    fn sent(&self, page: &str, change: &[(&str, &str)], untick: &[&str]) -> Answer {
        self.sent_by(&self.lead, page, change, untick)
    }

    fn sent_by(
        &self,
        acting: &str,
        page: &str,
        change: &[(&str, &str)],
        untick: &[&str],
    ) -> Answer {
        let mut answers = form_of(page);
        answers.retain(|(name, _)| !untick.contains(&name.as_str()));
        for (name, value) in change {
            answers.retain(|(known, _)| known != name);
            answers.push(((*name).to_owned(), (*value).to_owned()));
        }
        let (origin, cookie) = self.site(acting);
        let headers = [
            ("Origin", origin.as_str()),
            ("Cookie", cookie.as_str()),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        let body = serde_urlencoded::to_string(&answers).unwrap();
        let server = &self.year.server;
        server.send("POST", &self.path("take-over"), &headers, body.as_bytes())
    }
}

/// What a browser would send of the page's own form without anybody touching it.
fn form_of(page: &str) -> Vec<(String, String)> {
    let form = page.split("<form id=\"form\"").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let mut answers: Vec<(String, String)> = Vec::new();
    for tag in form.split("<input ").skip(1) {
        let tag = tag.split('>').next().unwrap();
        let of = |name: &str| attribute(tag, name);
        let kind = of("type").unwrap_or_default();
        let chosen = tag.split(' ').any(|word| word == "checked");
        if chosen || !matches!(kind.as_str(), "checkbox" | "radio") {
            answers.push((of("name").unwrap(), of("value").unwrap_or_default()));
        }
    }
    for area in form.split("<textarea ").skip(1) {
        let (tag, rest) = area.split_once('>').unwrap();
        let words = rest.split("</textarea>").next().unwrap();
        answers.push((attribute(tag, "name").unwrap(), entities(words)));
    }
    answers
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split(&format!("{name}=\"")).nth(1)?;
    Some(entities(rest.split('"').next()?))
}

/// A page as somebody reads it.
fn said(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap_or(page);
    let texts = main.split('<').filter_map(|part| part.split_once('>'));
    let texts: Vec<&str> = texts.map(|(_, text)| text).collect();
    one_line(&entities(&texts.join(" ")))
}

fn standards() -> Vec<(String, String)> {
    use events::self_assessment::{CampaignKind, shipped};
    let set = &shipped(CampaignKind::Section11)[0];
    let standards = set.standards.iter();
    standards
        .map(|one| (one.key.clone(), one.title.clone()))
        .collect()
}

#[test]
fn answers_go_to_another_board_and_stand_there_with_where_they_come_from() {
    let standards = standards();
    let here = Board::with_a_return_begun();
    here.answers(
        &standards[0].0,
        "partly_met",
        "Supervision is recorded in two teams of five",
    );
    here.answers(&standards[1].0, "not_met", "Nobody is named for it");
    let there = Board::with_a_return_begun();

    let page = there
        .brought(&there.lead, Some(&here.file()))
        .is(200)
        .text();
    let told = said(&page);
    assert!(told.contains("There: Partly met"), "{told}");
    assert!(
        page.contains("Supervision is recorded in two teams of five"),
        "{page}"
    );
    assert!(told.contains("The file says nothing of:"), "{told}");
    let before = there
        .year
        .text(MANAGER, &format!("/return/{}", there.asked));
    assert!(
        before.contains("0 of 11 standards answered"),
        "nothing is recorded by looking"
    );

    let sent = there.sent(
        &page,
        &[("narrative-1", "Nobody is named yet here either")],
        &[],
    );
    assert_eq!(sent.status, 303, "{}", sent.text());
    let after = there
        .year
        .text(MANAGER, &format!("/return/{}", there.asked));
    assert!(after.contains("2 of 11 standards answered"), "{after}");
    assert!(after.contains("Supervision is recorded in two teams of five"));
    assert!(after.contains("Nobody is named yet here either"));
    let from = "Taken over from the return of Northgate Council to Quayside for “Section 11”";
    assert!(after.contains(from), "{after}");
}

#[test]
fn met_needs_evidence_that_is_lodged_here_and_nothing_typed_is_lost() {
    let standards = standards();
    let here = Board::with_a_return_begun();
    here.answers(&standards[0].0, "partly_met", "Half of it is there");
    here.answers(&standards[1].0, "partly_met", "A lead is named");
    let there = Board::with_a_return_begun();
    let page = there
        .brought(&there.lead, Some(&here.file()))
        .is(200)
        .text();

    let refused = there.sent(
        &page,
        &[("score-0", "met"), ("narrative-1", "Changed")],
        &[],
    );
    assert_eq!(refused.status, 422);
    let page = refused.text();
    let told = said(&page);
    assert!(told.contains("There is a problem"), "{told}");
    assert!(
        page.contains("href=\"#evidence-0\""),
        "beside the answer it is about: {page}"
    );
    assert!(
        page.contains("Changed") && page.contains("There: "),
        "{page}"
    );
    let nothing = there
        .year
        .text(MANAGER, &format!("/return/{}", there.asked));
    assert!(
        nothing.contains("0 of 11 standards answered"),
        "all or none"
    );

    let sent = there.sent(&page, &[("score-0", "partly_met")], &["take-1"]);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let one = there
        .year
        .text(MANAGER, &format!("/return/{}", there.asked));
    assert!(one.contains("1 of 11 standards answered"), "{one}");
}

#[test]
fn what_was_typed_comes_back_where_others_answered_meanwhile_or_the_role_may_not() {
    let standards = standards();
    let here = Board::with_a_return_begun();
    here.answers(&standards[0].0, "partly_met", "As it is there");
    let there = Board::with_a_return_begun();
    let page = there
        .brought(&there.lead, Some(&here.file()))
        .is(200)
        .text();
    for (key, _) in &standards {
        there.answers(key, "partly_met", "As it is here");
    }
    let typed = [("narrative-0", "Typed while others worked")];
    let late = there.sent(&page, &typed, &[]);
    assert_eq!(late.status, 409, "{}", late.text());
    let shown = late.text();
    assert!(shown.contains("Typed while others worked"), "{shown}");
    let ticked = [typed[0], ("take-0", "yes")];
    let refused = there.sent_by("pqa_coordinator", &shown, &ticked, &[]);
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(refused.text().contains("Typed while others worked"));
    assert!(said(&refused.text()).contains("There is a problem"));
}

#[test]
fn what_is_answered_here_is_left_unless_somebody_ticks_it() {
    let standards = standards();
    let here = Board::with_a_return_begun();
    here.answers(&standards[0].0, "not_met", "As it is there");
    let there = Board::with_a_return_begun();
    there.answers(&standards[0].0, "partly_met", "As it is here");
    let page = there
        .brought(&there.lead, Some(&here.file()))
        .is(200)
        .text();
    assert!(
        said(&page).contains("It was answered here on 1 June 2021: Partly met"),
        "{page}"
    );
    let refused = there.sent(&page, &[], &[]);
    assert_eq!(refused.status, 422);
    assert!(said(&refused.text()).contains("Tick at least one answer to take over"));
    let sent = there.sent(&page, &[("take-0", "yes")], &[]);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let now = there
        .year
        .text(MANAGER, &format!("/return/{}", there.asked));
    assert!(now.contains("As it is there"), "{now}");
}

#[test]
fn no_file_another_file_and_somebody_elses_return_are_told_in_words() {
    let there = Board::with_a_return_begun();
    let none = said(&there.brought(&there.lead, None).is(422).text());
    assert!(none.contains("Choose the file"), "{none}");
    let other = there.brought(&there.lead, Some(b"a,b,c")).is(422).text();
    assert!(
        said(&other).contains("not a return that Golden Thread wrote"),
        "{other}"
    );
    let foreign = format!("agency_lead@{}", there.year.trust);
    there.brought(&foreign, Some(b"{}")).is(404);
    // The partnership's own people read it and do not answer for the agency.
    let page = there.brought(MANAGER, Some(b"{}")).is(200).text();
    assert!(
        said(&page).contains("given by the agency’s own people"),
        "{page}"
    );
}
