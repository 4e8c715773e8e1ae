//! Journeys through the pages, by the forms that the pages themselves hold.

use super::sample::{PLAN_CSV, action, imported, plan_docx, rating, to_action};
use super::server::{Answer, Server};
use chrono::TimeDelta;

/// A form as a browser would send it: every answer it holds already.
pub(super) struct Form {
    action: String,
    answers: Vec<(String, String)>,
}

impl Form {
    /// The form on a page that is sent to an address with this ending.
    #[track_caller]
    pub(super) fn on(page: &Answer, ending: &str) -> Self {
        let html = page.text();
        for part in html.split("<form").skip(1) {
            let form = part.split("</form>").next().unwrap();
            let head = form.split('>').next().unwrap();
            let action = attribute(head, "action").unwrap_or_default();
            if action.split(['?', '#']).next().unwrap().ends_with(ending) {
                return Self {
                    action,
                    answers: answers(form),
                };
            }
        }
        panic!("no form is sent to …{ending}: {html}");
    }

    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.answers.retain(|(known, _)| known != name);
        self.answers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same, with a box not ticked.
    pub(super) fn without(mut self, name: &str) -> Self {
        self.answers.retain(|(known, _)| known != name);
        self
    }

    pub(super) fn value(&self, name: &str) -> &str {
        let found = self.answers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    pub(super) fn send(&self, server: &Server) -> Answer {
        self.sent_by(|action, pairs| server.form(action, pairs))
    }

    /// Sends it as somebody does: they are given its address and the answers.
    pub(super) fn sent_by(&self, send: impl FnOnce(&str, &[(&str, &str)]) -> Answer) -> Answer {
        let pairs: Vec<(&str, &str)> = self
            .answers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let action = self.action.replace("&amp;", "&");
        send(&action, &pairs)
    }

    fn send_parts(&self, server: &Server, file: Option<(&str, &[u8])>) -> Answer {
        let pairs: Vec<(&str, &str)> = self
            .answers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        server.multipart(
            &self.action,
            &[("Sec-Fetch-Site", "same-origin")],
            &pairs,
            file,
        )
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(plain(tag[from..].split('"').next().unwrap()))
}

fn plain(html: &str) -> String {
    html.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn answers(form: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for input in form.split("<input").skip(1) {
        let tag = input.split('>').next().unwrap();
        let Some(name) = attribute(tag, "name") else {
            continue;
        };
        let kind = attribute(tag, "type").unwrap_or_default();
        let ticked = !matches!(kind.as_str(), "radio" | "checkbox") || tag.contains(" checked");
        if ticked && kind != "file" {
            all.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    for select in form.split("<select").skip(1) {
        let Some(name) = attribute(select.split('>').next().unwrap(), "name") else {
            continue;
        };
        let inside = select.split("</select>").next().unwrap();
        let mut options = inside
            .split("<option")
            .skip(1)
            .map(|o| o.split('>').next().unwrap());
        let chosen = options
            .clone()
            .find(|tag| tag.contains(" selected"))
            .or(options.next());
        let value = chosen
            .and_then(|tag| attribute(tag, "value"))
            .unwrap_or_default();
        all.push((name, value));
    }
    for area in form.split("<textarea").skip(1) {
        let (tag, rest) = area.split_once('>').unwrap();
        let Some(name) = attribute(tag, "name") else {
            continue;
        };
        all.push((name, plain(rest.split("</textarea>").next().unwrap())));
    }
    all
}

/// Follows where an answer leads.
#[track_caller]
fn followed(server: &Server, answer: &Answer) -> Answer {
    assert_eq!(answer.status, 303, "{}", answer.text());
    server.page(answer.header("location"))
}

/// Imports a document through the pages, step by step, and gives the last page.
fn journey(server: &Server, name: &str, bytes: &[u8]) -> Answer {
    let start = server.page("/import").is(200);
    let uploaded = Form::on(&start, "/import").send_parts(server, Some((name, bytes)));
    let tables = followed(server, &uploaded).is(200);
    let mut page = followed(server, &Form::on(&tables, "/tables").send(server)).is(200);
    let mut address = String::new();
    while page.text().contains("/columns/") && page.text().contains("Match the columns") {
        let index = page.text();
        let from = index.find("/columns/").unwrap();
        let ending: String = index[from..].chars().take_while(|c| *c != '"').collect();
        assert_ne!(ending, address, "the same table twice");
        address = ending;
        page = followed(server, &Form::on(&page, &address).send(server)).is(200);
    }
    let before = server.read("/health").json()["events"].clone();
    let id = address_of_import(&page);
    let check = server.page(&format!("/import/{id}/check")).is(200);
    assert_eq!(
        server.read("/health").json()["events"],
        before,
        "written before it was confirmed"
    );
    followed(server, &Form::on(&check, "/check").send(server)).is(200)
}

fn address_of_import(page: &Answer) -> String {
    let html = page.text();
    let from = html.find("/import/").unwrap() + "/import/".len();
    html[from..].chars().take(36).collect()
}

#[test]
fn a_plan_is_imported_through_the_pages_from_a_table_and_from_a_document() {
    for (name, bytes) in [
        ("plan.csv", PLAN_CSV.as_bytes().to_vec()),
        ("plan.docx", plan_docx()),
    ] {
        let server = Server::new();
        let done = journey(&server, name, &bytes);
        assert!(done.text().contains("Plan imported"), "{name}");
        assert_eq!(server.read("/actions").json()["total"], 3, "{name}");
        let plans = server.page("/plan");
        assert!(plans.text().contains("Lanterndale"), "{name}");
    }
}

#[test]
fn an_action_is_rated_in_a_round_through_its_form() {
    let server = Server::new();
    imported(&server);
    server.page("/rag-round").is(200);
    let path = format!("/record{}", to_action(&server, "1.1", "rate_action"));
    let form = Form::on(&server.page(&path).is(200), "/rate_action");
    let sent = form
        .with("code", "A")
        .with("commentary", "Half the schools have answered");
    let answer = sent.send(&server);
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(action(&server, "1.1")["shown"]["claimed"], "A");
    let trail = server.page("/trail").is(200).text();
    assert!(trail.contains("1 June 2021"), "the trail shows no date");
}

#[test]
fn the_same_form_sent_twice_records_once() {
    let server = Server::new();
    imported(&server);
    let path = format!("/record{}", to_action(&server, "1.1", "rate_action"));
    let form = Form::on(&server.page(&path).is(200), "/rate_action");
    let sent = form
        .with("code", "A")
        .with("commentary", "Half the schools have answered");
    assert_eq!(sent.send(&server).status, 303);
    let events = server.read("/health").json()["events"].clone();
    assert_eq!(sent.send(&server).status, 303);
    assert_eq!(server.read("/health").json()["events"], events);
}

#[test]
fn a_form_with_faults_comes_back_with_what_was_typed() {
    let server = Server::new();
    imported(&server);
    let path = format!("/record{}", to_action(&server, "1.1", "rate_action"));
    let form = Form::on(&server.page(&path).is(200), "/rate_action");
    let words = "Ring 020 7946 0018 for <details>";
    let back = form
        .with("code", "A")
        .with("commentary", words)
        .send(&server)
        .is(422);
    assert!(back.text().contains("There is a problem"));
    assert_eq!(Form::on(&back, "/rate_action").value("commentary"), words);
}

#[test]
fn a_stale_form_comes_back_with_what_was_typed_and_what_changed() {
    let server = Server::new();
    imported(&server);
    let path = format!("/record{}", to_action(&server, "1.1", "rate_action"));
    let form = Form::on(&server.page(&path).is(200), "/rate_action");
    let other = to_action(&server, "1.1", "rate_action");
    server
        .write(&other, &rating("R", "Nobody was asked"))
        .is(200);
    let typed = "Half the schools have answered";
    let back = form
        .with("code", "A")
        .with("commentary", typed)
        .send(&server)
        .is(409);
    assert!(back.text().contains("Somebody changed this"));
    let again = Form::on(&back, "/rate_action");
    assert_eq!(again.value("commentary"), typed);
    assert_eq!(again.send(&server).status, 303);
}

#[test]
fn a_page_as_at_a_moment_is_what_it_was_then() {
    let server = Server::new();
    imported(&server);
    let id = action(&server, "1.1")["id"].as_str().unwrap().to_owned();
    let rate = to_action(&server, "1.1", "rate_action");
    server
        .write(&rate, &rating("G", "Every school was asked"))
        .is(200);
    let pages = [
        "/".to_owned(),
        "/plan".to_owned(),
        "/actions".to_owned(),
        format!("/actions/{id}"),
    ];
    server.clock.advance(TimeDelta::minutes(10));
    let shown = |as_at: &str| -> Vec<String> {
        let asked = pages
            .iter()
            .map(|page| server.page(&format!("{page}?as_at={as_at}")));
        asked.map(|page| main_part(&page.text())).collect()
    };
    let then = shown("2021-06-01T10:05");
    server.clock.advance(TimeDelta::hours(1));
    server.write(&rate, &rating("R", "It was not so")).is(200);
    assert_eq!(shown("2021-06-01T10:05"), then);
    assert_ne!(shown("2021-06-01T11:15"), then);
}

#[test]
fn a_file_as_at_no_moment_is_refused_and_never_one_of_now() {
    let server = Server::new();
    imported(&server);
    server.clock.advance(TimeDelta::hours(1));
    for file in ["/actions/export.csv", "/trail/export.ndjson"] {
        server
            .page(&format!("{file}?as_at=2021-06-01T10:05"))
            .is(200);
        for typed in ["2021-13-45T10:05", "2090-01-01T00:00", "some-day"] {
            let refused = server.page(&format!("{file}?as_at={typed}")).is(400).text();
            let field = format!("name=\"as_at\" type=\"datetime-local\" value=\"{typed}\"");
            assert!(refused.contains(&field), "to be corrected: {refused}");
            let text = main_part(&refused);
            assert!(text.contains("As at: "), "{text}");
            assert!(!text.contains(typed), "what was typed is not repeated");
        }
    }
    let page = server.page("/actions?as_at=2090-01-01T00:00").is(200);
    assert!(page.text().contains("This moment has not come yet"));
}

fn main_part(html: &str) -> String {
    let from = html.find("<main").unwrap();
    html[from..html.find("</main>").unwrap()].to_owned()
}

#[test]
fn every_page_says_what_it_may_load_and_is_never_kept() {
    let server = Server::new();
    imported(&server);
    for path in [
        "/",
        "/plan",
        "/actions",
        "/trail",
        "/gaps",
        "/deadlines",
        "/settings",
        "/import",
    ] {
        let page = server.page(path).is(200);
        assert!(
            page.header("content-security-policy")
                .contains("default-src 'self'"),
            "{path}"
        );
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        assert!(page.text().contains("<h1"), "{path}");
    }
}

#[test]
fn an_address_without_a_page_says_so() {
    let server = Server::new();
    for path in [
        "/no-such-page",
        "/actions/0198f0c2-7a3b-7c41-8d52-0242ac120002",
        "/actions/x",
    ] {
        assert!(server.page(path).is(404).text().contains("<h1"), "{path}");
    }
}

/// The filter of a list was sent without the moment its page was shown as at, and led back to now.
#[test]
fn narrowing_a_list_as_at_a_moment_stays_at_that_moment() {
    let server = Server::new();
    imported(&server);
    server.clock.advance(TimeDelta::days(2));
    for list in [
        "/actions",
        "/rag-round",
        "/recommendations",
        "/audits",
        "/returns-to-chase",
        "/deadlines",
        "/gaps",
        "/trail",
    ] {
        let page = server
            .page(&format!("{list}?as_at=2021-06-02T10:00"))
            .is(200);
        let text = page.text();
        let forms = text.split("<form").skip(1);
        let forms = forms.map(|form| form.split("</form>").next().unwrap());
        let forms: Vec<&str> = forms
            .filter(|form| form.contains("moj-filter__options"))
            .collect();
        assert!(!forms.is_empty(), "{list} has no filter");
        for form in forms {
            let carried = r#"name="as_at" value="2021-06-02T10:00""#;
            assert!(form.contains(carried), "{list}: {form}");
        }
    }
}

#[test]
fn a_narrowed_list_says_on_paper_what_it_is_narrowed_to() {
    let server = Server::new();
    imported(&server);
    let told = |path: &str| plain(&server.page(path).is(200).text());
    assert!(told("/actions?overdue=yes").contains("Narrowed to: "));
    assert!(!told("/gaps").contains("Narrowed to: "));
}
