//! Every component on one page, written to `target/gallery` to be looked at: serve that folder
//! and open `index.html`.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use golden_thread::web::assets::{asset_url, serve_asset};
use golden_thread::web::components::chart::{Bar, BarPart, Series, StackedBars, StepChart};
use golden_thread::web::components::dates;
use golden_thread::web::components::rag::{RagLook, rag};
use golden_thread::web::components::*;
use golden_thread::web::layout::{ActingAs, AsAt, Page, Place, Section, page};
use maud::{Markup, html};

fn moment() -> DateTime<Utc> {
    "2026-03-03T09:00:00Z".parse().unwrap()
}

fn frame() -> Page<'static> {
    Page {
        has_error: true,
        phase: Some(("Training data", "Everything here is invented.")),
        writes_stopped: Some("The disk refused the last write."),
        acting_as: Some(ActingAs {
            label: "Acting as",
            action: "/acting-as",
            name: "role",
            roles: vec![
                ("manager", "Business manager"),
                ("chair", "Independent chair"),
            ],
            role: "manager",
            agencies: vec![
                ("council", "Local authority"),
                ("icb", "Integrated care board"),
            ],
            agency: "icb",
            return_to: "/actions?rag=R",
            within: None,
        }),
        as_at: Some(AsAt {
            path: "/actions",
            kept: vec![("rag", "R")],
            moment: Some(moment()),
            refused: None,
            beside: false,
        }),
        breadcrumbs: Some(Breadcrumbs::new([("Home", "/"), ("Actions", "/actions")])),
        back: Some(BackLink::new("/actions")),
        ..Page::new(
            "Components",
            "Ourborough Safeguarding Children Partnership",
            Place::Inside(Section::Actions),
        )
    }
}

fn forms() -> Markup {
    let summary = ErrorSummary::new(vec![
        ErrorItem {
            content: "Enter a lead".into(),
            href: Some("#lead"),
        },
        ErrorItem {
            content: "The due date must be a real date".into(),
            href: Some("#due-day"),
        },
    ]);
    let radios = ["Green", "Amber", "Red"].map(|word| Radio::new(word, word));
    let conditional = html! { (Input::new("other", "Which other")) };
    let boxes = [
        Checkbox::new("police", "Police"),
        Checkbox {
            conditional: Some(conditional),
            ..Checkbox::new("other", "Another agency")
        },
        Checkbox {
            exclusive: true,
            ..Checkbox::new("none", "None of these")
        },
    ];
    let described = Textarea {
        hint: Some("Do not name a child".into()),
        ..Textarea::new("progress", "Progress")
    };
    html! {
        (summary)
        form method="post" {
            (Input {
                hint: Some("A role, not a name".into()),
                error: Some("Enter a lead".into()),
                ..Input::new("lead", "Lead")
            })
            (Input {
                suffix: Some("%".into()),
                classes: "govuk-input--width-3",
                ..Input::new("share", "Share of cases, in percent")
            })
            (CharacterCount::new(described, 2000))
            (Select::new("agency", "Agency", vec![SelectOption::new("icb", "Health")]))
            (Radios {
                hint: Some("As claimed by the owner".into()),
                classes: "govuk-radios--inline",
                value: Some("Amber"),
                ..Radios::new("rating", "Rating", radios)
            })
            (Checkboxes::new("with", "Who else is involved", boxes))
            (DateInput {
                error: Some("The due date must be a real date".into()),
                day: DatePart { value: Some("31"), error: true },
                month: "2".into(),
                year: "2026".into(),
                hint: Some("For example, 31 3 2026".into()),
                ..DateInput::new("due", "Due")
            })
            (FileUpload {
                hint: Some("A .docx, .xlsx or .csv file of at most 20 MB".into()),
                accept: Some(".docx,.xlsx,.csv"),
                ..FileUpload::new("file", "Business plan")
            })
            div class="govuk-button-group" {
                (Button::new("Save and continue"))
                (Button::secondary("Save as draft"))
                (Button::warning("Discontinue"))
                (Button { is_start: true, ..Button::link("/rag-round", "Start the round") })
            }
        }
    }
}

fn telling() -> Markup {
    html! {
        (NotificationBanner { title_id: "one", ..NotificationBanner::new("Two actions are late") })
        (NotificationBanner {
            title_id: "two",
            ..NotificationBanner::success("The rating was recorded")
        })
        (Panel { content: Some("Position 123".into()), heading_level: 2, ..Panel::new("Recorded") })
        (WarningText::new("A plan that is published cannot be drafted again."))
        (InsetText::new("Nothing is written before you confirm."))
        (Details::new("What the letters mean", "W is not yet due to start."))
        p class="govuk-body" {
            @for (word, letter) in [
                ("White", "W"), ("Red", "R"), ("Amber", "A"), ("Green", "G"), ("Purple", "P"),
                ("Not rated", ""),
            ] { (rag(word, letter)) " " }
            (Tag::new("Draft", TagColour::Blue)) " " (Badge::new("Restricted")) " "
            (Badge { colour: BadgeColour::Red, ..Badge::new("Erased") })
        }
        p class="govuk-body" {
            "Due " (dates::date(NaiveDate::from_ymd_opt(2026, 11, 4).unwrap()))
            ", recorded " (dates::moment(moment())) "."
        }
        (Tabs::new("part", vec![
            Tab { id: None, label: "Ratings", panel: "The last four ratings.".into() },
            Tab { id: None, label: "Evidence", panel: "Two files.".into() },
        ]))
        (TaskList::new(vec![
            Task::new("/a", "Check the table", TaskStatus::Words("Completed".into())),
            Task {
                hint: Some("Twelve columns".into()),
                ..Task::new(
                    "/b",
                    "Match the columns",
                    TaskStatus::Tagged(Tag::new("Not started", TagColour::Blue)),
                )
            },
        ]))
    }
}

fn records() -> Markup {
    let head = [
        "Ref", "Action", "Lead", "Due", "Progress", "Evidence", "Impact", "RAG",
    ];
    let mut table = Table::new("plan", "Priority 1: neglect", head);
    table.classes = "gt-table--dense";
    for (reference, letter) in [("A-014", "A"), ("A-015", "G")] {
        let word = if letter == "A" { "Amber" } else { "Green" };
        table.rows.push(vec![
            html! { a class="govuk-link gt-reference" href="/actions/1" { (reference) } }
                .into_cell(),
            "Agree one neglect screening tool and train every team that meets children".into(),
            "Head of early help".into(),
            html! { (dates::date(NaiveDate::from_ymd_opt(2026, 9, 30).unwrap())) }.into_cell(),
            "Tool agreed; four of nine teams trained".into(),
            "Training register".into(),
            "Not yet judged".into(),
            rag(word, letter).into_cell(),
        ]);
    }
    let change = |what| vec![SummaryAction::new("/change", "Change", what)];
    let rows = vec![
        SummaryRow {
            actions: change("due date"),
            ..SummaryRow::new("Due", "30 September 2026")
        },
        SummaryRow::new("Owner", "Head of early help"),
    ];
    html! {
        (table)
        (SummaryList { card: Some(SummaryCard::new("Action A-014")), rows, classes: "" })
        (Timeline::new(vec![TimelineItem {
            title: "Rated amber".into(),
            byline: "Head of early help".into(),
            when: dates::moment_text(moment()).into(),
            datetime: "2026-03-03T09:00:00Z",
            content: "Two teams could not be released for training.".into(),
            id: Some("event-12"),
        }, TimelineItem {
            title: "Due date extended".into(),
            byline: "Business manager".into(),
            when: "1 February 2026, 4:15pm".into(),
            datetime: "2026-02-01T16:15:00Z",
            content: "".into(),
            id: None,
        }]))
        (Pagination {
            previous: Some("?page=4".into()),
            next: Some("?page=6".into()),
            ..Pagination::numbered(5, 9, |number| format!("?page={number}"))
        })
    }
}

trait IntoCell {
    fn into_cell(self) -> Cell<'static>;
}

impl IntoCell for Markup {
    fn into_cell(self) -> Cell<'static> {
        Cell::from(Content::from(self))
    }
}

fn charts() -> Markup {
    let part = |look, word, letter, count| BarPart {
        look,
        word,
        letter,
        count,
        href: None,
    };
    let bar = |label, counts: [u32; 5]| Bar {
        label,
        href: None,
        parts: vec![
            part(RagLook::White, "White", "W", counts[0]),
            part(RagLook::Red, "Red", "R", counts[1]),
            part(RagLook::Amber, "Amber", "A", counts[2]),
            part(RagLook::Green, "Green", "G", counts[3]),
            part(RagLook::Purple, "Purple", "P", counts[4]),
        ],
    };
    let bars = StackedBars {
        id: "by-rating",
        title: "Half of the actions are green",
        rows_are: "Rating",
        bars: vec![
            bar("As claimed", [3, 2, 6, 14, 2]),
            bar("By date", [3, 6, 2, 14, 2]),
        ],
    };
    let series = |name, counts: &[u32]| Series {
        name,
        counts: counts.to_vec(),
    };
    let steps = StepChart {
        id: "movement",
        title: "Late actions halved since May",
        points_are: "Meeting",
        points: vec!["May 2025", "September 2025", "December 2025", "March 2026"],
        series: vec![
            series("Late", &[8, 9, 5, 4]),
            series("Verified", &[0, 3, 5, 11]),
        ],
    };
    html! { (bars) (steps) }
}

fn finding() -> Markup {
    html! {
        (IdentityBar {
            title: html! { "A-014 " (Badge::new("Restricted")) }.into(),
            actions: Some(html! { a class="govuk-link" href="/history" { "History" } }),
        })
        (SubNavigation {
            label: "Action A-014",
            items: vec![
                SubNavigationItem { text: "Summary", href: "/s", is_current: true },
                SubNavigationItem { text: "Evidence", href: "/e", is_current: false },
                SubNavigationItem { text: "Trail", href: "/t", is_current: false },
            ],
        })
        (Filter {
            action: "/actions",
            heading: "Filter",
            selected: vec![FilterGroup {
                heading: "Rating",
                chips: vec![
                    FilterChip { text: "Red".into(), href: "?rag=A".to_owned() },
                    FilterChip { text: "Amber".into(), href: "?rag=R".to_owned() },
                ],
            }],
            clear_href: "/actions",
            kept: vec![("as_at", "2026-03-03T09:00")],
            options: html! { (Select::new("owner", "Owner", vec![SelectOption::new("", "Any")])) },
        })
    }
}

fn gallery() -> String {
    let body = html! {
        h1 class="govuk-heading-l" { "Components" }
        (forms())
        h2 class="govuk-heading-m" { "Telling" } (telling())
        h2 class="govuk-heading-m" { "Finding" } (finding())
        h2 class="govuk-heading-m" { "Records" } (records())
        h2 class="govuk-heading-m" { "Charts" } (charts())
    };
    page(&frame(), &body).into_string()
}

#[test]
fn the_gallery_has_no_inline_style_or_script_and_every_id_once() {
    let text = gallery();
    assert!(!text.contains("style=") && !text.contains("<style") && !text.contains("onclick"));
    let mut ids = BTreeSet::new();
    for rest in text.split(" id=\"").skip(1) {
        let id = rest.split('"').next().unwrap();
        assert!(ids.insert(id), "the id {id} is there twice");
    }
    for naming in ["aria-labelledby=\"", "aria-describedby=\"", " for=\""] {
        for rest in text.split(naming).skip(1) {
            for id in rest.split('"').next().unwrap().split(' ') {
                assert!(ids.contains(id), "{naming}{id}\" names nothing");
            }
        }
    }
}

#[test]
fn the_gallery_can_be_looked_at_under_target() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../gallery");
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    std::fs::write(folder.join("index.html"), gallery()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    for name in [
        "golden-thread.css",
        "golden-thread.js",
        "govuk-frontend.min.js",
        "favicon.svg",
    ] {
        let url = asset_url(name);
        let served = axum::extract::Path(url.trim_start_matches("/assets/").to_owned());
        let response = runtime.block_on(serve_asset(served));
        assert!(response.status().is_success(), "{url}");
        let body = runtime
            .block_on(axum::body::to_bytes(response.into_body(), 1 << 24))
            .unwrap();
        std::fs::write(folder.join(url.trim_start_matches('/')), body).unwrap();
    }
}
