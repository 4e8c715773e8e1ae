//! Ways about the product against the fixtures.

use golden_thread::web::components::{
    BackLink, Breadcrumb, Breadcrumbs, Current, GenericHeader, NavigationItem, PageItem, PageLink,
    Pagination, ServiceNavigation, SkipLink,
};
use maud::Render;

use crate::because::{ATTRIBUTES, HOLES};
use crate::fixtures::{Options, check};

#[test]
fn back_links_are_those_of_govuk_frontend() {
    check("back-link", &[("attributes.*", ATTRIBUTES)], 5, |o| {
        let link = BackLink {
            href: o.text("href").unwrap_or("#"),
            content: o.content("text", "html").unwrap_or("Back".into()),
            classes: o.or_empty("classes"),
        };
        link.render()
    });
}

#[test]
fn breadcrumbs_are_those_of_govuk_frontend() {
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("items[].attributes.*", ATTRIBUTES),
    ];
    check("breadcrumbs", left_out, 9, |o| {
        let item = |item: &Options| Breadcrumb {
            content: item.content("text", "html").unwrap_or_default(),
            href: item.text("href"),
        };
        let breadcrumbs = Breadcrumbs {
            items: o.list("items").iter().map(item).collect(),
            collapse_on_mobile: o.is("collapseOnMobile"),
            label: o.text("labelText").unwrap_or("Breadcrumb"),
            classes: o.or_empty("classes"),
        };
        breadcrumbs.render()
    });
}

#[test]
fn pagination_is_that_of_govuk_frontend() {
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("items[]", HOLES),
        (
            "\"with custom link and item text\"",
            "the number of a page is a number",
        ),
    ];
    check("pagination", left_out, 12, |o| {
        let link = |key: &str| {
            let given = o.maybe(key)?;
            let (content, label) = (given.content("text", "html"), given.or_empty("labelText"));
            Some(PageLink {
                href: given.text("href")?,
                content,
                label,
            })
        };
        let item = |item: &Options| {
            if item.is("ellipsis") {
                return PageItem::Gap;
            }
            PageItem::Page {
                number: u64::from(item.number("number").unwrap_or(0)),
                href: item.or_empty("href").to_owned(),
                is_current: item.is("current"),
                label: item.text("visuallyHiddenText"),
            }
        };
        let pagination = Pagination {
            previous: link("previous"),
            next: link("next"),
            items: o.list("items").iter().map(item).collect(),
            label: o.text("landmarkLabel").unwrap_or("Pagination"),
            classes: o.or_empty("classes"),
        };
        pagination.render()
    });
}

#[test]
fn service_navigation_is_that_of_govuk_frontend() {
    const SLOTS: &str = "what else a page needs stands beside the navigation, not inside it";
    let left_out = &[
        ("attributes.*", ATTRIBUTES),
        ("slots.*", SLOTS),
        ("navigation[]", HOLES),
    ];
    check("service-navigation", left_out, 20, |o| {
        let item = |item: &Options| {
            let (page, section) = (item.is("current"), item.is("active"));
            let current = match (page, section) {
                (true, _) => Current::Page,
                (false, true) => Current::Section,
                (false, false) => Current::No,
            };
            let content = item.content("text", "html").unwrap_or_default();
            NavigationItem {
                content,
                href: item.text("href"),
                current,
            }
        };
        let items = o.list("navigation").iter().map(item).collect();
        let plain = ServiceNavigation::new(Vec::new());
        let navigation = ServiceNavigation {
            items,
            service_name: o.or_empty("serviceName"),
            service_url: o.text("serviceUrl"),
            label: o.text("ariaLabel").unwrap_or(plain.label),
            navigation_label: o.text("navigationLabel"),
            navigation_id: o.text("navigationId").unwrap_or(plain.navigation_id),
            menu_text: o.text("menuButtonText").unwrap_or(plain.menu_text),
            menu_label: o.text("menuButtonLabel"),
            collapse: o.flag("collapseNavigationOnMobile"),
            navigation_classes: o.or_empty("navigationClasses"),
            classes: o.or_empty("classes"),
        };
        navigation.render()
    });
}

#[test]
fn skip_links_are_those_of_govuk_frontend() {
    check("skip-link", &[("attributes.*", ATTRIBUTES)], 7, |o| {
        let link = SkipLink {
            href: o.text("href").unwrap_or("#content"),
            content: o.content("text", "html").unwrap_or_default(),
            classes: o.or_empty("classes"),
        };
        link.render()
    });
}

#[test]
fn generic_headers_are_those_of_govuk_frontend() {
    check("generic-header", &[("attributes.*", ATTRIBUTES)], 4, |o| {
        let container = o
            .text("containerClasses")
            .unwrap_or("govuk-width-container");
        let header = GenericHeader {
            logo: o.content("logoText", "logoHtml").unwrap_or_default(),
            url: o.text("url").unwrap_or("/"),
            container_classes: container,
            classes: o.or_empty("classes"),
        };
        header.render()
    });
}
