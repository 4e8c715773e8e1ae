//! The pages of a pack that people read: what it is, the threads of what was chosen, and every
//! event with what can be read of it. Each is one file with its own style, opens from a disk, and
//! asks for nothing from anywhere.

use super::choosing::{Choice, chosen_words};
use super::making::entry;
use super::outcome::{Outcome, reason_words};
use crate::web::components::dates::{date_text, moment_text};
use crate::web::pages::thread;
use crate::web::pages::trail::told::{self, field_of, happened, thing, who};
use crate::web::reading::{Reading, Source};
use events::ids::StreamId;
use events::log::Stored;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use projections::threads::{Knot, Thread};
use projections::{Models, TextRef};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};

/// How many threads stand on the first page; every event stands on the second.
const THREADS_MAX: usize = 100;

/// One text or file of an event, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The field, as a JSON pointer into the event.
    pub(super) field: String,
    /// What became of it.
    pub(super) outcome: Outcome,
    /// The event that erased it, where it was erased and an event says so.
    pub(super) erased_by: Option<u64>,
}

/// The pages, as they are written.
pub(super) struct Pages<'a> {
    view: &'a Models,
    choice: &'a Choice,
    trail: BufWriter<File>,
    /// Where the words stand that the threads on the first page tell.
    needed: BTreeSet<(u64, String)>,
    /// Those words, as far as they are shown.
    words: BTreeMap<(u64, String), String>,
    events: u64,
}

/// A pack's pages open where there is nothing else, so they have nothing of the product's own
/// stylesheet, and as little of their own as they need.
const STYLE: &str = "body{font:16px/1.5 Helvetica,Arial,sans-serif;color:#0b0c0c;max-width:60em;\
    margin:2em auto;padding:0 1em}h1,h2,h3{line-height:1.2}dl{margin:0}dt{font-weight:bold}\
    dd{margin:0 0 .5em;white-space:pre-wrap;overflow-wrap:anywhere}article{border-top:1px solid \
    #505a5f;padding:.75em 0}.gone{font-style:italic}ol,ul{padding-left:1.2em}\
    .missing{font-weight:bold}.by{display:block;font-size:.875em}.gt-drawing{overflow-x:auto}\
    .gt-drawing__svg{display:block;width:100%;min-width:760px;max-width:960px;height:auto}\
    .gt-drawing__text{font-size:14px}.gt-drawing__text--strong{font-weight:bold}\
    .gt-drawing__box{fill:#fff;stroke:#0b0c0c}\
    .gt-drawing__box--broken{stroke-width:3;stroke-dasharray:8 5}\
    .gt-drawing__line{fill:none;stroke:#0b5d5e;stroke-width:2}.gt-drawing__end{fill:#0b5d5e}\
    @media print{body{max-width:none}h2{break-after:avoid}article{break-inside:avoid}\
    .gt-drawing{overflow:visible}.gt-drawing__svg{min-width:0}}";

pub(super) fn head(title: &str) -> Markup {
    html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"en-GB\">"))
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta http-equiv="Content-Security-Policy"
                content="default-src 'none'; style-src 'unsafe-inline'";
            title { (title) }
            style { (PreEscaped(STYLE)) }
        }
        (PreEscaped("<body><main>"))
    }
}

pub(super) const FOOT: &str = "</main></body></html>\n";

impl<'a> Pages<'a> {
    pub(super) fn begin(view: &'a Models, choice: &'a Choice) -> io::Result<Self> {
        let mut trail = BufWriter::new(tempfile::tempfile()?);
        let title = "Every event in this pack";
        let begun = html! {
            (head(title))
            p { a href="index.html" { "What this pack is" } }
            h1 { (title) }
            p {
                "In the order in which they were recorded. Where words are not here, it says why."
            }
        };
        trail.write_all(begun.into_string().as_bytes())?;
        Ok(Self {
            view,
            choice,
            trail,
            needed: told_by_threads(view, choice),
            words: BTreeMap::new(),
            events: 0,
        })
    }

    /// Adds an event to the second page.
    pub(super) fn event(&mut self, view: &Models, event: &Stored, told: &[Told]) -> io::Result<()> {
        self.events += 1;
        let envelope = &event.envelope;
        let label = view.label(envelope.stream).name;
        for one in told {
            if let Outcome::Words(_, value) = &one.outcome {
                let place = (envelope.position, one.field.clone());
                if self.needed.contains(&place) {
                    self.words.insert(place, value.clone());
                }
            }
        }
        let words = Words { told, event };
        let said = told::said(&reading(view, self.choice, &words), event);
        let written = html! {
            article id=(format!("event-{}", envelope.position)) {
                h2 { (envelope.position) ". " (happened(&envelope.type_name)) }
                p {
                    (thing(envelope.stream.kind, &label)) " · Happened "
                    (date_text(envelope.occurred_on)) ", recorded "
                    (moment_text(envelope.recorded_at.utc())) ". By "
                    (who(view, &envelope.actor)) "."
                    @if envelope.late { " Entered late, into a frozen year." }
                }
                dl {
                    @for (name, value) in &said { dt { (name) } dd { (without_links(value)) } }
                    @for one in told.iter().filter(|one| apart(one)) {
                        dt { (field_of(&one.field)) } dd { (outcome(one, event)) }
                    }
                }
            }
        };
        self.trail.write_all(written.into_string().as_bytes())
    }

    /// The pages, by name, each at its beginning.
    pub(super) fn end(mut self) -> io::Result<Vec<(&'static str, File)>> {
        self.trail.write_all(FOOT.as_bytes())?;
        let mut index = tempfile::tempfile()?;
        index.write_all(self.index().into_string().as_bytes())?;
        let mut trail = self
            .trail
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        for file in [&mut index, &mut trail] {
            file.seek(SeekFrom::Start(0))?;
        }
        Ok(vec![("index.html", index), ("trail.html", trail)])
    }

    fn index(&self) -> Markup {
        let (view, choice) = (self.view, self.choice);
        let name = &view.people.name;
        let reading = reading(view, choice, self);
        html! {
            (head("Evidence pack"))
            h1 { "Evidence pack of " (name) }
            dl {
                dt { "For" } dd { (choice.recipient) }
                dt { "Request" } dd { (choice.request) }
                dt { "Purpose" } dd { (choice.purpose) }
                dt { "What was chosen" } dd { (chosen_words(view, &choice.chosen)) }
                dt { "As at" } dd { (moment_text(choice.as_at.utc())) }
                dt { "Events" }
                dd { (self.events) ": " a href="trail.html" { "read every one" } }
                @if choice.chosen.accesses {
                    dt { "Who looked at these" }
                    dd { a href="who-looked.html" { "read who" } }
                }
            }
            p {
                "These pages are for reading. How to check that they tell what was recorded is in "
                "HOW-TO-VERIFY.txt, beside the folder they are in."
            }
            @for (number, stream) in choice.chosen.things.iter().take(THREADS_MAX).enumerate() {
                (self.thread(&reading, *stream, number))
            }
            (PreEscaped(FOOT))
        }
    }

    /// The thread of a thing, drawn and as a story, without links.
    fn thread(&self, reading: &Reading<'_>, stream: StreamId, number: usize) -> Markup {
        let thread = self.view.thread(stream);
        let name = thread::thing_name(reading, stream);
        html! {
            h2 { "The golden thread of " (name) }
            @if thread.knots.is_empty() { p { "Nothing hangs together with it yet." } }
            @else { (self.told(reading, &thread, (&name, number))) }
        }
    }

    fn told(
        &self,
        reading: &Reading<'_>,
        thread: &Thread,
        (name, number): (&str, usize),
    ) -> Markup {
        html! {
            (thread::picture(reading, thread, name, &format!("thread-{number}")))
            ol {
                @for (stage, knots) in thread::places(thread) {
                    li {
                        strong { (thread::heading(stage)) }
                        @if knots.is_empty() {
                            ": " span class="missing" { (thread::nothing(stage)) "." }
                        } @else {
                            ul {
                                @for knot in knots { li { (self.knot(reading, thread, knot)) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn knot(&self, reading: &Reading<'_>, thread: &Thread, knot: &Knot) -> Markup {
        html! {
            (thread::knot_text(reading, knot))
            @if let Some(words) = &knot.words { ": " (self.words(words)) }
            @if let Some(at) = &knot.at {
                span class="by" { (thread::by_and_when(reading, at)) }
            }
            @for words in thread::broken(thread, knot) {
                " " span class="missing" { (words) "." }
            }
        }
    }
}

/// Words for the story: those that are in the pack.
impl Source for Pages<'_> {
    fn words(&self, text: &TextRef) -> Markup {
        let place = (text.position, text.field.to_string());
        html! {
            @if let Some(words) = self.words.get(&place) { (words) }
            @else { span class="gone" { "[not in this pack]" } }
        }
    }

    fn plain(&self, text: &TextRef) -> String {
        let place = (text.position, text.field.to_string());
        let found = self.words.get(&place).cloned();
        found.unwrap_or_else(|| "[not in this pack]".to_owned())
    }

    fn href(&self, href: &str) -> String {
        href.to_owned()
    }
}

/// Where the words of the threads stand that the first page tells.
fn told_by_threads(view: &Models, choice: &Choice) -> BTreeSet<(u64, String)> {
    let threads = choice.chosen.things.iter().take(THREADS_MAX);
    let threads = threads.map(|thing| view.thread(*thing));
    let mut all = BTreeSet::new();
    for thread in threads {
        let words = thread.knots.iter().filter_map(|knot| knot.words.as_ref());
        all.extend(words.map(|text| (text.position, text.field.to_string())));
    }
    all
}

fn outcome(one: &Told, event: &Stored) -> Markup {
    html! {
        @match &one.outcome {
            Outcome::Words(_, value) => (value),
            Outcome::File => { "In this pack: " (entry(event)) },
            Outcome::Withheld(code) => {
                span class="gone" { "Withheld: " (reason_words(code)) }
            }
            Outcome::Erased => {
                span class="gone" {
                    "Erased by law"
                    @if let Some(by) = one.erased_by {
                        ", by " a href=(format!("#event-{by}")) { "event " (by) }
                    }
                }
            }
        }
    }
}

/// The reading of a page of a pack.
fn reading<'a>(view: &'a Models, choice: &Choice, source: &'a dyn Source) -> Reading<'a> {
    Reading {
        view,
        today: crate::clock::day_in_england(choice.as_at.utc()),
        acting: crate::acting::Acting::default(),
        is_now: false,
        query: &[],
        source,
    }
}

/// The words of one event, as far as the pack has them.
struct Words<'a> {
    told: &'a [Told],
    event: &'a Stored,
}

impl Words<'_> {
    fn of(&self, text: &TextRef) -> Option<&Told> {
        let own = text.position == self.event.position();
        let mut told = self.told.iter();
        told.find(|one| own && one.field == text.field)
    }
}

impl Source for Words<'_> {
    fn words(&self, text: &TextRef) -> Markup {
        html! {
            @if let Some(one) = self.of(text) { (outcome(one, self.event)) }
            @else { span class="gone" { "[as event " (text.position) " says]" } }
        }
    }

    fn plain(&self, text: &TextRef) -> String {
        match self.of(text).map(|one| &one.outcome) {
            Some(Outcome::Words(_, value)) => value.clone(),
            Some(Outcome::File | Outcome::Withheld(_) | Outcome::Erased) | None => String::new(),
        }
    }

    fn href(&self, href: &str) -> String {
        href.to_owned()
    }
}

/// What is told beside what the event says: why it was recorded, and its file.
fn apart(one: &Told) -> bool {
    one.field == "/reason" || one.field.ends_with("/kept")
}

/// What pages of the product say, without their links: from a disk they lead nowhere. What people
/// wrote has no tags in it.
fn without_links(markup: &Markup) -> Markup {
    let mut kept = String::with_capacity(markup.0.len());
    let mut rest = markup.0.as_str();
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        kept.push_str(before);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        if !tag.starts_with("<a ") && tag != "</a>" {
            kept.push_str(tag);
        }
        rest = after;
    }
    kept.push_str(rest);
    PreEscaped(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_taken_away_and_everything_else_stays() {
        let told =
            html! { ul { li { a class="b" href="/action/1" { "Action <1>" } " & " "more" } } };
        let kept = without_links(&told).into_string();
        assert_eq!(kept, "<ul><li>Action &lt;1&gt; &amp; more</li></ul>");
        assert_eq!(without_links(&html! { "plain" }).into_string(), "plain");
    }
}
