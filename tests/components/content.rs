//! What pages say things with, against the fixtures.

use golden_thread::web::components::{
    BannerKind, Details, InsetText, NotificationBanner, Panel, PhaseBanner, SummaryAction,
    SummaryCard, SummaryList, SummaryRow, Tag, Task, TaskList, TaskStatus, WarningText,
};
use maud::Render;

use crate::because::{ATTRIBUTES, CLASSES, FOCUS, HOLES};
use crate::fixtures::{Options, check};

#[test]
fn tags_are_those_of_govuk_frontend() {
    check("tag", &[("attributes.*", ATTRIBUTES)], 11, |o| {
        let content = o.content("text", "html").unwrap_or_default();
        Tag {
            content,
            classes: o.or_empty("classes"),
        }
        .render()
    });
}

#[test]
fn details_are_those_of_govuk_frontend() {
    check("details", &[("attributes.*", ATTRIBUTES)], 9, |o| {
        let details = Details {
            summary: o.content("summaryText", "summaryHtml").unwrap_or_default(),
            content: o.content("text", "html").unwrap_or_default(),
            id: o.text("id"),
            open: o.is("open"),
            classes: o.or_empty("classes"),
        };
        details.render()
    });
}

#[test]
fn inset_texts_are_those_of_govuk_frontend() {
    check("inset-text", &[("attributes.*", ATTRIBUTES)], 5, |o| {
        let content = o.content("text", "html").unwrap_or_default();
        InsetText {
            content,
            id: o.text("id"),
            classes: o.or_empty("classes"),
        }
        .render()
    });
}

#[test]
fn notification_banners_are_those_of_govuk_frontend() {
    let left_out = &[("attributes.*", ATTRIBUTES), ("disableAutoFocus", FOCUS)];
    check("notification-banner", left_out, 15, |o| {
        let title_id = o.text("titleId");
        let plain = NotificationBanner::new("");
        let banner = NotificationBanner {
            content: o.content("text", "html").unwrap_or_default(),
            kind: match o.text("type") {
                Some("success") => BannerKind::Success,
                Some(_) | None => BannerKind::Important,
            },
            title: o.content("titleText", "titleHtml"),
            heading_level: o
                .number("titleHeadingLevel")
                .map_or(2, |n| u8::try_from(n).unwrap()),
            title_id: title_id.unwrap_or(plain.title_id),
            role: o.text("role"),
            classes: o.or_empty("classes"),
        };
        banner.render()
    });
}

#[test]
fn warning_texts_are_those_of_govuk_frontend() {
    check("warning-text", &[("attributes.*", ATTRIBUTES)], 7, |o| {
        let warning = WarningText {
            content: o.content("text", "html").unwrap_or_default(),
            icon_text: o.text("iconFallbackText").unwrap_or("Warning"),
            classes: o.or_empty("classes"),
        };
        warning.render()
    });
}

#[test]
fn phase_banners_are_those_of_govuk_frontend() {
    check("phase-banner", &[("attributes.*", ATTRIBUTES)], 6, |o| {
        let banner = PhaseBanner {
            tag: o.words("tag").unwrap_or_default(),
            tag_classes: o.at("tag").or_empty("classes"),
            content: o.content("text", "html").unwrap_or_default(),
            classes: o.or_empty("classes"),
        };
        banner.render()
    });
}

#[test]
fn panels_are_those_of_govuk_frontend() {
    const INTERRUPTION: &str = "we never stop people with an interruption page";
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("actions.*", INTERRUPTION),
        ("\"interruption*", INTERRUPTION),
    ];
    check("panel", left_out, 6, |o| {
        let panel = Panel {
            title: o.content("titleText", "titleHtml").unwrap_or_default(),
            content: o.content("text", "html"),
            heading_level: o
                .number("headingLevel")
                .map_or(1, |n| u8::try_from(n).unwrap()),
            classes: o.or_empty("classes"),
        };
        panel.render()
    });
}

fn actions(options: &Options) -> Vec<SummaryAction<'static>> {
    let action = |item: &Options| SummaryAction {
        href: item.or_empty("href"),
        content: item.content("text", "html").unwrap_or_default(),
        hidden_text: item.or_empty("visuallyHiddenText"),
        classes: item.or_empty("classes"),
    };
    options
        .at("actions")
        .list("items")
        .iter()
        .map(action)
        .collect()
}

#[test]
fn summary_lists_are_those_of_govuk_frontend() {
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("card.attributes.*", ATTRIBUTES),
        ("rows[].actions.items[].attributes.*", ATTRIBUTES),
        ("rows[].key.classes", CLASSES),
        ("rows[].value.classes", CLASSES),
        ("rows[].actions.classes", CLASSES),
        ("rows[]", HOLES),
        (
            "\"summary card with custom classes\"",
            "a card without a title has no meaning here",
        ),
    ];
    check("summary-list", left_out, 20, |o| {
        let row = |row: &Options| SummaryRow {
            key: row.words("key").unwrap_or_default(),
            value: row.words("value").unwrap_or_default(),
            actions: actions(row),
            classes: row.or_empty("classes"),
        };
        let card = o.maybe("card").map(|card| SummaryCard {
            title: card.words("title").unwrap_or_default(),
            heading_level: card
                .at("title")
                .number("headingLevel")
                .map_or(2, |level| u8::try_from(level).unwrap()),
            actions: actions(&card),
            classes: card.or_empty("classes"),
        });
        let rows = o.list("rows").iter().map(row).collect();
        SummaryList {
            rows,
            card,
            classes: o.or_empty("classes"),
        }
        .render()
    });
}

#[test]
fn task_lists_are_those_of_govuk_frontend() {
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("items[].status.tag.attributes.*", ATTRIBUTES),
        ("items[]", HOLES),
    ];
    check("task-list", left_out, 8, |o| {
        let task = |item: &Options| {
            let status = item.at("status");
            let tag = status.maybe("tag");
            let words = status.content("text", "html");
            Task {
                title: item.words("title").unwrap_or_default(),
                title_classes: item.at("title").or_empty("classes"),
                href: item.text("href"),
                hint: item.words("hint"),
                status: match tag {
                    Some(tag) => TaskStatus::Tagged(Tag {
                        content: tag.content("text", "html").unwrap_or_default(),
                        classes: tag.or_empty("classes"),
                    }),
                    None => TaskStatus::Words(words.unwrap_or_default()),
                },
                status_classes: status.or_empty("classes"),
                classes: item.or_empty("classes"),
            }
        };
        let list = TaskList {
            items: o.list("items").iter().map(task).collect(),
            id_prefix: o.text("idPrefix").unwrap_or("task-list"),
            classes: o.or_empty("classes"),
        };
        list.render()
    });
}
