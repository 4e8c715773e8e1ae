//! Evidence packs over HTTP: chosen, looked through, put together, taken away, checked, handed over.

use super::erasing::{CHAIR, asks, erases, erasure, took};
use super::rapid_review::{CSPR, Case};
use super::server::{Answer, MANAGER, Server};
use pack::{Held, Report};
use serde_json::json;
use std::io::Cursor;
use uuid::Uuid;

/// Words about a child, which a pack has only when they are not left out.
const WORDS: &str = "unmistakable circumstances of the household";

const NEW: &str = "/evidence-packs/new";

fn pack() -> Uuid {
    Uuid::from_u128(700)
}

/// An incident of which something was recorded of the child.
fn case() -> Case {
    let case = Case::notified();
    let path = format!("/review_subject/{}/record_circumstances", case.child);
    let words = json!({ "data": { "words": WORDS } });
    let answer = case.server.write_as(CSPR, &path, &words, &[]);
    assert!(answer.status < 300, "{}", answer.text());
    case
}

/// What is typed for everything about the incident and the child of it.
fn typed(case: &Case) -> Vec<(String, String)> {
    let of = |kind: &str, id: &dyn std::fmt::Display| format!("{kind}/{id}");
    let own = |(name, value): (&str, String)| (name.to_owned(), value);
    [
        ("recipient", "The lead inspector".to_owned()),
        ("request", "Request 4 of the inspection".to_owned()),
        ("purpose", "Everything on the incident".to_owned()),
        ("thing", of("serious_incident", &case.incident)),
        ("thing", of("review_subject", &case.child)),
        ("pack", pack().to_string()),
    ]
    .map(own)
    .to_vec()
}

fn sends(server: &Server, answers: &[(String, String)], more: &[(&str, &str)]) -> Answer {
    let mut all: Vec<(&str, &str)> = answers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    all.extend_from_slice(more);
    server.form(NEW, &all)
}

/// A pack of everything about the incident, as others read it.
pub(super) fn put_together(case: &Case) -> Uuid {
    sends(&case.server, &typed(case), &[("assemble", "yes")]).is(303);
    pack()
}

fn taken_away(server: &Server) -> Vec<u8> {
    let answer = server
        .page(&format!("/evidence-pack/{}/pack.zip", pack()))
        .is(200);
    assert_eq!(answer.header("content-type"), "application/zip");
    answer.body
}

fn checked(bytes: &[u8]) -> Report {
    pack::verify(Cursor::new(bytes), &Held::default()).unwrap()
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|part| part == words.as_bytes())
}

#[test]
fn a_pack_is_looked_through_put_together_and_is_genuine() {
    let case = case();
    let (server, typed) = (&case.server, typed(&case));
    let before = server.recorded();
    let preview = sends(server, &typed, &[]).is(200).text();
    assert!(preview.contains("What would be in the pack"), "{preview}");
    assert!(
        preview.contains(WORDS),
        "everything is shown before it goes out"
    );
    assert_eq!(server.recorded(), before, "looking records nothing");

    let done = sends(server, &typed, &[("assemble", "yes")]).is(303);
    let page = done.header("location").to_owned();
    assert!(
        page.starts_with(&format!("/evidence-pack/{}", pack())),
        "{page}"
    );
    let again = sends(server, &typed, &[("assemble", "yes")]).is(303);
    assert!(again.header("location").starts_with("/evidence-pack/"));
    assert_eq!(
        server.recorded(),
        before + 1,
        "sent twice, put together once"
    );

    let bytes = taken_away(server);
    let report = checked(&bytes);
    assert!(report.genuine, "{:?}", report.problems);
    assert!(holds(&bytes, WORDS));
    let manifest = report.manifest.unwrap();
    assert_eq!(manifest.recipient, "The lead inspector");
    let text = server.page(&page).is(200).text();
    assert!(text.contains("Evidence pack EP1"), "{text}");
    assert!(text.contains("To nobody yet."), "{text}");
}

#[test]
fn nothing_is_in_a_pack_that_was_recorded_after_it_was_looked_through() {
    let case = case();
    let (server, typed) = (&case.server, typed(&case));
    let preview = sends(server, &typed, &[]).is(200).text();
    let carried = preview.split("name=\"as_at\" value=\"").last().unwrap();
    let carried = carried.split('"').next().unwrap().to_owned();
    server.clock.advance(chrono::TimeDelta::seconds(1));
    let later = "Somebody else wrote this since";
    let more = json!({ "data": { "words": later } });
    let path = format!("/review_subject/{}/record_circumstances", case.child);
    let answer = server.write_as(CSPR, &path, &more, &[]);
    assert!(answer.status < 300, "{}", answer.text());
    let as_shown = [("as_at", carried.as_str()), ("assemble", "yes")];
    sends(server, &typed, &as_shown).is(303);
    let bytes = taken_away(server);
    assert!(checked(&bytes).genuine);
    assert!(holds(&bytes, WORDS) && !holds(&bytes, later));
}

#[test]
fn the_same_pack_is_the_same_to_the_byte_but_for_its_stamp() {
    let case = case();
    let (server, typed) = (&case.server, typed(&case));
    sends(server, &typed, &[("assemble", "yes")]).is(303);
    let first = taken_away(server);
    let more = json!({ "data": { "words": "Something that came later" } });
    let path = format!("/review_subject/{}/record_circumstances", case.child);
    let later = server.write_as(CSPR, &path, &more, &[]);
    assert!(later.status < 300, "{}", later.text());
    let second = taken_away(server);
    assert_eq!(first.len(), second.len());
    let end = |bytes: &[u8]| {
        let stamp = b"golden-thread evidence pack";
        bytes
            .windows(stamp.len())
            .position(|part| part == stamp)
            .unwrap()
    };
    // Up to the local header of the stamp, in which its CRC stands.
    let same = end(&first) - 64;
    assert_eq!(first.get(..same), second.get(..same));
    assert!(checked(&second).genuine);
}

#[test]
fn what_is_left_out_by_rule_or_singly_is_told_with_its_reason() {
    let case = case();
    let (server, typed) = (&case.server, typed(&case));
    let choice = [("rule", "about_children"), ("assemble", "yes")];
    sends(server, &typed, &choice).is(303);
    let bytes = taken_away(server);
    let report = checked(&bytes);
    assert!(report.genuine, "{:?}", report.problems);
    assert!(
        !holds(&bytes, WORDS),
        "not in the words, and not on the pages to read"
    );
    let rule = report
        .withheld
        .iter()
        .find(|one| one.code == "about_children");
    assert!(
        rule.is_some_and(|one| one.texts > 0),
        "{:?}",
        report.withheld
    );
}

#[test]
fn a_single_text_is_left_out_for_a_reason_that_is_chosen() {
    let case = case();
    let (server, typed) = (&case.server, typed(&case));
    let preview = sends(server, &typed, &[]).is(200).text();
    let before = preview.split(WORDS).nth(1).unwrap();
    let name = before.split("name=\"").nth(1).unwrap();
    let name = name.split('"').next().unwrap();
    assert!(name.starts_with("leave:"), "{name}");
    sends(
        server,
        &typed,
        &[(name, "third_party"), ("assemble", "yes")],
    )
    .is(303);
    let bytes = taken_away(server);
    let report = checked(&bytes);
    assert!(report.genuine, "{:?}", report.problems);
    assert!(!holds(&bytes, WORDS));
    let single = report.withheld.iter().find(|one| one.code == "third_party");
    assert_eq!(single.map(|one| one.texts), Some(1));
}

#[test]
fn everything_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost() {
    let case = Case::notified();
    let answers = [
        ("recipient", "The lead inspector"),
        ("references", "9.99"),
        ("as_at", "2999-01-01T09:00"),
        ("from", "soon"),
    ];
    let page = case.server.form(NEW, &answers).is(200).text();
    for said in [
        "Say under which request",
        "Say what it is for",
        "with the reference 9.99",
        "This moment has not come yet",
        "Enter a real date",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains("value=\"The lead inspector\""), "{page}");
    assert!(page.contains("9.99</textarea>"), "{page}");
    let nothing = [("recipient", "a"), ("request", "b"), ("purpose", "c")];
    let page = case.server.form(NEW, &nothing).is(200).text();
    assert!(page.contains("Name at least one thing"), "{page}");
}

#[test]
fn who_puts_no_packs_together_finds_none_of_it() {
    let case = case();
    let typed = typed(&case);
    sends(&case.server, &typed, &[("assemble", "yes")]).is(303);
    for acting in ["inspector", "pqa_member"] {
        let cookie = format!("golden-thread-acting-as={acting}");
        let page = |path: &str| {
            let headers = [("Cookie", cookie.as_str())];
            case.server.send("GET", path, &headers, &[])
        };
        let refused = |path: &str| [403, 404].contains(&page(path).status);
        assert!(refused(NEW), "{acting}");
        let path = format!("/evidence-pack/{}/pack.zip", pack());
        assert!(refused(&path), "{acting}");
    }
}

#[test]
fn to_whom_a_pack_was_handed_over_is_recorded() {
    let case = case();
    sends(&case.server, &typed(&case), &[("assemble", "yes")]).is(303);
    let path = format!("/evidence_pack/{}/release_pack", pack());
    let body = json!({ "data": { "to": "The lead inspector", "how": "portal" } });
    let answer = case.server.write_as(MANAGER, &path, &body, &[]);
    assert!(answer.status < 300, "{}", answer.text());
    let page = case
        .server
        .page(&format!("/evidence-pack/{}", pack()))
        .text();
    assert!(page.contains("Through their own portal"), "{page}");
    let row = case.server.read("/evidence-packs").is(200).json();
    assert_eq!(row["rows"][0]["pack"]["released"][0]["how"], "portal");
}

#[test]
fn after_an_erasure_a_pack_names_the_event_and_the_page_names_the_packs() {
    let case = case();
    let (server, mut typed) = (&case.server, typed(&case));
    sends(server, &typed, &[("assemble", "yes")]).is(303);
    assert!(holds(&taken_away(server), WORDS));
    took(&asks(&case));
    took(&erases(&case, CHAIR));

    let page = server
        .page(&format!("/erasure/{}", erasure()))
        .is(200)
        .text();
    assert!(page.contains("Pack EP1"), "{page}");
    let gone = format!("/evidence-pack/{}/pack.zip", pack());
    let words = server.page(&gone).is(400).text();
    assert!(words.contains("something in it was erased"), "{words}");

    let second = Uuid::from_u128(701);
    typed.retain(|(name, _)| name != "pack");
    typed.push(("pack".to_owned(), second.to_string()));
    sends(server, &typed, &[("assemble", "yes")]).is(303);
    let bytes = server
        .page(&format!("/evidence-pack/{second}/pack.zip"))
        .is(200)
        .body;
    let report = checked(&bytes);
    assert!(report.genuine, "{:?}", report.problems);
    assert!(!holds(&bytes, WORDS));
    let erased = report.erased.first().unwrap();
    assert!(erased.texts > 0);
    let leaf = erased.leaf.as_ref().unwrap();
    assert_eq!(leaf["type"], "personal_data_erased");
    assert_eq!(leaf["data"]["authority"], "article17");
    let page = server.page(&format!("/erasure/{}", erasure())).text();
    assert!(
        !page.contains("Pack EP2"),
        "it has none of the words: {page}"
    );
}

#[test]
fn who_looked_stands_in_a_pack_on_request_and_only_for_who_may_see_it() {
    let case = case();
    let (server, typed) = (&case.server, typed(&case));
    server.page(&format!("/incident/{}", case.incident)).is(200);
    sends(server, &typed, &[("accesses", "yes"), ("assemble", "yes")]).is(303);
    let bytes = taken_away(server);
    assert!(checked(&bytes).genuine);
    assert!(holds(&bytes, "read/who-looked.html"));
    let looked = format!("\"thing\":\"serious_incident/{}\"", case.incident);
    assert!(holds(&bytes, &looked), "the line of the access log itself");
    let told = "Looked at: A serious incident, of Serious incident ";
    assert!(holds(&bytes, told), "the same for a reader");
    let cookie = "golden-thread-acting-as=cspr_coordinator";
    let path = format!("/evidence-pack/{}/pack.zip", pack());
    let answer = server.send("GET", &path, &[("Cookie", cookie)], &[]);
    assert_eq!(answer.status, 404);
    let whole = [("accesses", "yes"), ("everything", "yes")];
    let page = sends(server, &typed, &whole).text();
    assert!(page.contains("not the whole record"), "{page}");
}

#[test]
fn every_text_can_be_reached_and_left_out_however_many_there_are() {
    let case = Case::notified();
    let (server, typed) = (&case.server, typed(&case));
    let path = format!("/review_subject/{}/record_circumstances", case.child);
    for number in 1..=310 {
        let words = json!({ "data": { "words": format!("Circumstance {number} of many") } });
        let answer = server.write_as(CSPR, &path, &words, &[]);
        assert!(answer.status < 300, "{}", answer.text());
    }
    let name_of = |page: &str, words: &str| {
        let after = page.split(words).nth(1).unwrap();
        let name = after.split("name=\"").nth(1).unwrap();
        name.split('"').next().unwrap().to_owned()
    };
    let first = sends(server, &typed, &[]).is(200).text();
    assert!(first.contains("Texts 1 to 300 of 3"), "{first}");
    assert!(!first.contains("Circumstance 310 of many"));
    let early = name_of(&first, "Circumstance 1 of many");

    let chosen = (early.as_str(), "third_party");
    let second = sends(server, &typed, &[chosen, ("texts", "2")]).text();
    assert!(second.contains("Circumstance 310 of many"), "{second}");
    assert!(!second.contains("Circumstance 1 of many"));
    let unseen = format!("type=\"hidden\" name=\"{early}\" value=\"third_party\"");
    assert!(second.contains(&unseen), "what was chosen goes along");
    let past = sends(server, &typed, &[chosen, ("texts", "99")]).text();
    assert!(past.contains("Circumstance 310 of many"), "the last page");

    let with = ("texts_with", "CIRCUMSTANCE 305 of");
    let found = sends(server, &typed, &[chosen, with]).text();
    assert!(
        found.contains("Texts 1 to 1 of 1 texts with these words"),
        "{found}"
    );
    let none = sends(server, &typed, &[chosen, ("texts_with", "no such words")]).text();
    assert!(
        none.contains("No text has these words") && none.contains(&unseen),
        "{none}"
    );
    let late = name_of(&found, "Circumstance 305 of many");
    let more = [chosen, (late.as_str(), "legal"), ("assemble", "yes")];
    sends(server, &typed, &more).is(303);
    let bytes = taken_away(server);
    assert!(checked(&bytes).genuine);
    for (words, there) in [
        ("Circumstance 1 of", false),
        ("Circumstance 305 of", false),
        ("Circumstance 304 of", true),
    ] {
        assert_eq!(holds(&bytes, words), there, "{words}");
    }
}
