//! What every page has around its content.

use super::*;

fn as_at() -> AsAt<'static> {
    AsAt {
        path: "/actions",
        kept: vec![("owner", "safeguarding lead"), ("rag", "R&A")],
        moment: Some("2026-03-03T09:00:00Z".parse().unwrap()),
        refused: None,
        beside: false,
    }
}

fn written(given: &Page<'_>) -> String {
    page(given, &html! { h1 { "Actions" } }).into_string()
}

fn actions() -> Page<'static> {
    Page::new("Actions", "Ourborough", Place::FirstOf(Section::Actions))
}

#[test]
fn a_page_names_itself_the_partnership_and_the_product() {
    let text = written(&actions());
    assert!(text.contains("<title>Actions – Ourborough – Golden Thread</title>"));
    assert!(text.contains(r#"<html lang="en-GB""#));
    assert!(text.contains(r#"<main class="govuk-main-wrapper" id="main-content">"#));
    let failed = Page {
        has_error: true,
        ..actions()
    };
    assert!(written(&failed).contains("<title>Error: Actions – "));
}

#[test]
fn one_section_is_marked_and_a_page_inside_it_is_not_said_to_be_its_first() {
    let first = written(&actions());
    assert_eq!(first.matches("aria-current").count(), 1);
    assert!(first.contains(r#"href="/actions" aria-current="page""#));
    let inside = written(&Page {
        place: Place::Inside(Section::Actions),
        ..actions()
    });
    assert!(inside.contains(r#"href="/actions" aria-current="true""#));
    let nowhere = written(&Page {
        place: Place::Nowhere,
        ..actions()
    });
    assert!(!nowhere.contains("aria-current"));
}

#[test]
fn a_page_as_at_a_moment_says_so_and_leads_back_to_now_with_its_filters() {
    let text = written(&Page {
        as_at: Some(as_at()),
        ..actions()
    });
    assert!(
        text.contains("This page shows the record as at <strong>3 March 2026, 9:00am</strong>. ")
    );
    assert!(text.contains(r#"href="/actions?owner=safeguarding+lead&amp;rag=R%26A""#));
    assert!(text.contains(r#"<input type="hidden" name="rag" value="R&amp;A">"#));
    assert!(text.contains(r#"value="2026-03-03T09:00""#));
    assert!(text.contains(r#"href="/plan?as_at=2026-03-03T09%3A00""#));
}

#[test]
fn a_moment_is_kept_before_the_place_on_the_page_that_an_address_names() {
    let past = as_at();
    assert_eq!(
        past.carry("/action/1#evidence"),
        "/action/1?as_at=2026-03-03T09%3A00#evidence"
    );
    assert_eq!(
        past.carry("/actions?rag=R#list"),
        "/actions?rag=R&as_at=2026-03-03T09%3A00#list"
    );
    assert_eq!(
        AsAt::default().carry("/action/1#evidence"),
        "/action/1#evidence"
    );
}

#[test]
fn a_page_of_now_has_the_control_and_no_banner() {
    let now = AsAt {
        moment: None,
        ..as_at()
    };
    let text = written(&Page {
        as_at: Some(now),
        ..actions()
    });
    assert!(text.contains(r#"type="datetime-local""#));
    assert!(!text.contains("This page shows the record as at"));
    assert!(text.contains(r#"href="/plan""#));
}

#[test]
fn a_moment_that_was_refused_is_shown_as_it_was_typed_with_the_reason() {
    let refused = AsAt {
        moment: None,
        refused: Some(("tomorow", "enter a date")),
        ..as_at()
    };
    let text = written(&Page {
        as_at: Some(refused),
        has_error: true,
        ..actions()
    });
    assert!(text.contains(r#"value="tomorow""#) && text.contains("enter a date"));
}

#[test]
fn who_is_acting_can_be_changed_and_leads_back_to_the_same_page() {
    let acting_as = ActingAs {
        label: "Acting as",
        action: "/acting-as",
        name: "role",
        roles: vec![("manager", "Business manager"), ("chair", "Chair")],
        role: "chair",
        agencies: vec![("la", "Local authority")],
        agency: "la",
        return_to: "/actions?rag=R",
        within: None,
    };
    let text = written(&Page {
        acting_as: Some(acting_as),
        ..actions()
    });
    assert!(text.contains(r#"<form class="gt-tool" method="post" action="/acting-as">"#));
    assert!(text.contains(r#"name="return_to" value="/actions?rag=R""#));
    assert!(text.contains(r#"<option value="chair" selected>Chair</option>"#));
}

#[test]
fn on_a_page_with_a_form_the_choice_is_sent_with_what_was_typed_and_the_past_opens_beside() {
    let acting_as = ActingAs {
        label: "Acting as",
        action: "/acting-as",
        name: "role",
        roles: vec![("chair", "Chair")],
        role: "chair",
        agencies: vec![("la", "Local authority")],
        agency: "la",
        return_to: "/record",
        within: Some("form"),
    };
    let text = written(&Page {
        acting_as: Some(acting_as),
        as_at: Some(AsAt {
            moment: None,
            beside: true,
            ..as_at()
        }),
        ..actions()
    });
    assert!(!text.contains(r#"action="/acting-as""#));
    assert_eq!(text.matches(r#" form="form""#).count(), 4, "{text}");
    assert!(text.contains(r#"name="acting-as-role" form="form""#));
    assert!(text.contains(r#"target="_blank""#));
    let (first, change) = (text.find("Send the form"), text.find(r#"name="acting-as""#));
    assert!(first.unwrap() < change.unwrap(), "Enter sends the form");
}

#[test]
fn a_page_says_what_kind_of_copy_it_is_and_when_nothing_can_be_recorded() {
    let given = Page {
        phase: Some(("Training data", "Nothing here is about a real child.")),
        writes_stopped: Some("The disk is full."),
        ..actions()
    };
    let text = written(&given);
    let header = text.split("</header>").next().unwrap();
    assert!(header.contains("Nothing here is about a real child."));
    assert!(text.contains("The disk is full."));
}

#[test]
fn no_page_has_inline_script_or_style() {
    let text = written(&Page {
        as_at: Some(as_at()),
        ..actions()
    });
    assert!(!text.contains("style=") && !text.contains("<style") && !text.contains(" on"));
    assert!(
        text.split("<script")
            .skip(1)
            .all(|script| script.contains("></script>"))
    );
}

#[test]
fn what_people_wrote_is_escaped_everywhere() {
    let given = Page {
        partnership: "<b>&\"",
        ..actions()
    };
    assert!(!written(&given).contains("<b>"));
}
