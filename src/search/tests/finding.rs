//! What is found: forms of words, phrases, beginnings, labels, and what results are narrowed to.

use super::*;

fn things<const N: usize>(all: [StreamId; N]) -> BTreeSet<StreamId> {
    BTreeSet::from(all)
}

#[test]
fn every_form_of_a_word_is_found_and_shown_marked() {
    let record = Record::full();
    let hits = record.all("bruise");
    let expected = things([
        RECOMMENDATION.into(),
        ACTION.into(),
        EVIDENCE.into(),
        CASE.into(),
    ]);
    assert_eq!(streams(&hits), expected);
    let action = hits.iter().find(|hit| hit.kind == Kind::Action).unwrap();
    assert_eq!(marked(action), "Train officers to see [bruising]");
}

#[test]
fn a_phrase_is_found_word_by_word_and_not_its_words_apart() {
    let record = Record::full();
    assert_eq!(
        streams(&record.all("\"voice of the child\"")),
        things([OTHER.into()])
    );
    assert!(record.all("\"child of the voice\"").is_empty());
    assert_eq!(streams(&record.all("child voice")), things([OTHER.into()]));
}

#[test]
fn the_beginning_of_a_word_is_found_and_excluded_words_are_not() {
    let record = Record::full();
    assert_eq!(streams(&record.all("photog*")), things([EVIDENCE.into()]));
    assert!(!streams(&record.all("bruise -photographs")).contains(&EVIDENCE.into()));
    assert!(streams(&record.all("bruise -photographs")).contains(&ACTION.into()));
    // What a thing is called may be found while what it says holds the excluded word.
    let hits = record.all("1.1 -bruising");
    assert!(!streams(&hits).contains(&ACTION.into()), "{hits:?}");
}

#[test]
fn titles_references_and_aliases_are_found() {
    let record = Record::full();
    for (typed, thing) in [
        ("harbour", StreamId::from(PLAN)),
        ("1.2", OTHER.into()),
        ("\"A1 2026\"", AUDIT.into()),
        ("A-07", CASE.into()),
    ] {
        assert_eq!(streams(&record.all(typed)), things([thing]), "{typed}");
    }
}

#[test]
fn a_reason_is_found() {
    let record = Record::begin();
    assert_eq!(record.all("agreed").len(), 2, "of the plan’s two events");
}

#[test]
fn who_works_here_and_the_settings_are_not_searched() {
    let record = Record::full();
    assert!(record.all("quayside").is_empty());
    assert!(record.all("police").is_empty());
}

#[test]
fn results_are_narrowed_and_every_kind_is_counted_all_the_same() {
    let record = Record::full();
    let only = |asked: Asked| record.found(&coordinator(), "bruise", &asked);
    let actions = only(Asked {
        kinds: BTreeSet::from([Kind::Action]),
        ..Asked::default()
    });
    assert_eq!((actions.total, actions.hits.len()), (1, 1));
    assert_eq!(actions.by_kind.get(&Kind::Case), Some(&2));
    let theme = only(Asked {
        theme: Some("neglect".to_owned()),
        ..Asked::default()
    });
    assert_eq!(
        streams(&theme.hits),
        things([RECOMMENDATION.into(), CASE.into()])
    );
    let police = only(Asked {
        agency: Some(POLICE),
        ..Asked::default()
    });
    let expected = things([RECOMMENDATION.into(), ACTION.into(), CASE.into()]);
    assert_eq!(streams(&police.hits), expected);
    assert_eq!(police.total, 3, "of the case, what was said for the police");
}

#[test]
fn results_are_of_the_days_asked_for_and_the_newest_first() {
    let record = Record::full();
    let from = |from: &str, to: &str| {
        let asked = Asked {
            from: Some(day(from)),
            to: Some(day(to)),
            ..Asked::default()
        };
        record.found(&coordinator(), "bruise", &asked).total
    };
    assert_eq!(from("2026-06-01", "2026-06-01"), 5);
    assert_eq!(from("2026-06-02", "2026-06-30"), 0);
    let hits = record.all("bruise");
    assert!(hits.is_sorted_by_key(|hit| std::cmp::Reverse((hit.occurred_on, hit.position))));
}

#[test]
fn a_page_is_cut_out_of_what_was_counted() {
    let record = Record::full();
    let sight = coordinator();
    let matched = record
        .app
        .search()
        .matching(record.app.log(), "bruise")
        .unwrap();
    let seen = record.app.seen(&sight);
    let view = seen.view(None).unwrap();
    let page = PageOf {
        offset: 3,
        limit: 3,
    };
    let found = find(seen, &view, &matched, &Asked::default(), page).unwrap();
    assert_eq!((found.total, found.hits.len()), (5, 2));
}

#[test]
fn words_that_were_corrected_are_found_and_said_to_be() {
    let record = Record::full();
    let by = record.give(
        ACTION,
        "reword_action",
        json!({ "text": "Train officers weekly" }),
    );
    let hits = record.all("bruising");
    let old = hits.iter().find(|hit| hit.stream == ACTION.into()).unwrap();
    assert_eq!(old.passages[0].replaced_by, Some(by));
    let new = record.all("weekly");
    assert_eq!(new[0].passages[0].replaced_by, None);
}

#[test]
fn a_past_moment_is_searched_as_the_record_stood_then() {
    let record = Record::full();
    let before = Moment::new(record.clock.now());
    record.give(
        ACTION,
        "reword_action",
        json!({ "text": "Train officers weekly" }),
    );
    let then = |typed: &str| {
        let asked = Asked::default();
        record
            .found_at(&coordinator(), typed, &asked, Some(before))
            .unwrap()
    };
    assert_eq!(then("weekly").total, 0);
    let old = then("train officers").hits;
    assert_eq!(
        old[0].passages[0].replaced_by, None,
        "it was not corrected yet"
    );
}

#[test]
fn what_was_just_recorded_is_found() {
    let record = Record::full();
    assert!(record.all("lighthouse").is_empty());
    record.give(
        ACTION,
        "report_progress",
        json!({ "text": "The lighthouse team has begun" }),
    );
    assert_eq!(record.all("lighthouse").len(), 1);
}

#[test]
fn similar_wording_is_found_among_earlier_recommendations_and_counted_in_words() {
    let record = Record::full();
    let text = "On first visits bruises are not measured";
    let alike = record.alike(&coordinator(), text, None);
    assert_eq!(alike.len(), 1);
    assert_eq!(alike[0].stream, RECOMMENDATION.into());
    assert_eq!(alike[0].shared, ["bruise", "first", "measure", "visit"]);
    let itself = record.alike(&coordinator(), text, Some(RECOMMENDATION.into()));
    assert!(itself.is_empty(), "nothing is like itself");
    let too_little = record.alike(&coordinator(), "A bruise on a visit", None);
    assert!(too_little.is_empty(), "{too_little:?}");
}

#[test]
fn what_is_wanted_is_found_however_often_other_things_are_worded_so() {
    let record = Record::full();
    let text = "On first visits bruises are not measured";
    // More progress on actions than is ever compared, in the very words looked for.
    for _ in 0..210 {
        record.give(ACTION, "report_progress", json!({ "text": text }));
    }
    let alike = record.alike(&coordinator(), text, None);
    let found: Vec<_> = alike.iter().map(|one| one.stream).collect();
    assert_eq!(found, [RECOMMENDATION.into()]);
}
