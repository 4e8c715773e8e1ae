//! The thread as a drawing: a row for each place, a box for each thing, a line from each thing to
//! what came of it.
//!
//! The drawing is one image to whoever cannot see it: its title and description say what it shows,
//! and the story beside it says everything that is drawn, with links. Nothing is told by colour: a
//! place where the thread breaks has a broken frame and says in words what is missing.

use super::{heading, knot_text, missing_after};
use crate::web::components::dates::date_text;
use crate::web::reading::Reading;
use maud::{Markup, html};
use projections::threads::{Knot, Stage, Thread};
use std::collections::BTreeMap;

/// How many boxes stand beside each other.
const ACROSS: usize = 4;

/// How many boxes of one place are drawn; the story tells of more.
const DRAWN_MAX: usize = 24;

/// How many lines stand in a box.
const LINES: usize = 4;

/// Pixels.
const LABEL_WIDTH: usize = 132;
const BOX_WIDTH: usize = 196;
const BOX_HEIGHT: usize = LINES * LINE_HEIGHT + 2 * PADDING;
const GAP_ACROSS: usize = 14;
const GAP_BELOW: usize = 22;
const PLACE_GAP: usize = 26;
const LINE_HEIGHT: usize = 18;
const PADDING: usize = 9;

/// How wide a line of a box may be.
const INNER: usize = BOX_WIDTH - 2 * PADDING;

const WIDTH: usize = LABEL_WIDTH + ACROSS * BOX_WIDTH + (ACROSS - 1) * GAP_ACROSS;

/// One box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Drawn {
    x: usize,
    y: usize,
    lines: Vec<String>,
    broken: bool,
}

/// Everything that is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Drawing {
    places: Vec<(usize, &'static str)>,
    boxes: BTreeMap<usize, Drawn>,
    links: Vec<(usize, usize)>,
    left_out: Vec<(usize, usize)>,
    height: usize,
}

/// Where everything stands.
pub(super) fn laid_out(reading: &Reading<'_>, thread: &Thread, stages: &[Stage]) -> Drawing {
    let mut drawing = Drawing::default();
    let mut y = PADDING;
    for stage in stages {
        let knots = thread.knots.iter().filter(|knot| knot.stage == *stage);
        let knots: Vec<&Knot> = knots.collect();
        if knots.is_empty() {
            continue;
        }
        drawing.places.push((y, heading(*stage)));
        let drawn = knots.len().min(DRAWN_MAX);
        for (place, knot) in knots.iter().take(DRAWN_MAX).enumerate() {
            let (row, column) = (place / ACROSS, place % ACROSS);
            let one = Drawn {
                x: LABEL_WIDTH + column * (BOX_WIDTH + GAP_ACROSS),
                y: y + row * (BOX_HEIGHT + GAP_BELOW),
                lines: lines(reading, thread, knot),
                broken: breaks(thread, knot).next().is_some(),
            };
            drawing.boxes.insert(knot.number, one);
        }
        y += drawn.div_ceil(ACROSS) * (BOX_HEIGHT + GAP_BELOW);
        if knots.len() > drawn {
            drawing.left_out.push((y, knots.len() - drawn));
            y += LINE_HEIGHT;
        }
        y += PLACE_GAP;
    }
    drawing.height = y;
    let both = thread.links.iter().map(|link| (link.from, link.to));
    let known = |number: &usize| drawing.boxes.contains_key(number);
    drawing.links = both.filter(|(from, to)| known(from) && known(to)).collect();
    drawing
}

fn breaks<'a>(thread: &'a Thread, knot: &Knot) -> impl Iterator<Item = &'static str> + 'a {
    let number = knot.number;
    let looked_again = knot.stage == Stage::LookedAgain;
    let at = thread.breaks.iter().filter(move |found| found.at == number);
    at.map(move |found| {
        if looked_again {
            "Open again"
        } else {
            missing_after(found.missing)
        }
    })
}

/// What stands in a box: what it is, when, and what is missing after it.
fn lines(reading: &Reading<'_>, thread: &Thread, knot: &Knot) -> Vec<String> {
    let day = knot.at.map(|at| date_text(at.occurred_on));
    let missing = breaks(thread, knot).next();
    let last: Vec<String> = day
        .into_iter()
        .chain(missing.map(|words| format!("✕ {words}")))
        .collect();
    let mut all = wrapped(&knot_text(reading, knot), LINES - last.len().min(2));
    all.extend(last);
    all
}

/// Words in lines of a box's width; what does not fit ends in an ellipsis.
fn wrapped(words: &str, lines_max: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = words.split_whitespace().peekable();
    while rest.peek().is_some() && lines.len() < lines_max {
        let mut line = String::new();
        while let Some(word) = rest.peek() {
            let joint = if line.is_empty() { "" } else { " " };
            let longer = format!("{line}{joint}{word}");
            if !line.is_empty() && width(&longer, lines.is_empty()) > INNER {
                break;
            }
            line = longer;
            rest.next();
        }
        let strong = lines.is_empty();
        lines.push(cut(&line, strong));
    }
    let strong = lines.len() == 1;
    if rest.peek().is_some()
        && let Some(last) = lines.last_mut()
    {
        *last = cut(&format!("{last}…"), strong);
    }
    lines
}

/// A line that is wider than a box, cut.
fn cut(line: &str, strong: bool) -> String {
    let mut kept = line.to_owned();
    while width(&kept, strong) > INNER && kept.pop().is_some() {
        let start = kept.trim_end_matches([' ', '…']);
        let start = start.strip_suffix(|_: char| true).unwrap_or_default();
        kept = format!("{}…", start.trim_end());
    }
    kept
}

/// How many pixels words take in the drawing's letters, never fewer than they do.
fn width(words: &str, strong: bool) -> usize {
    let tenths = |letter: char| match letter {
        ' ' | 'i' | 'j' | 'l' | 't' | 'f' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' => 42,
        'r' | '(' | ')' | '-' | '/' => 50,
        'm' | 'M' | '%' => 125,
        'W' | '…' | '—' | '@' | '✕' => 140,
        'w' => 104,
        'A'..='Z' | '&' => 109,
        _ => 79,
    };
    let one = |letter: char| tenths(letter) + if strong { 8 } else { 0 };
    words.chars().map(one).sum::<usize>().div_ceil(10)
}

/// The drawing, in a region that scrolls sideways on a narrow screen.
///
/// `id` begins the ids of its title and description.
pub(super) fn drawn(drawing: &Drawing, name: &str, id: &str) -> Markup {
    let (title, words) = (format!("{id}-title"), format!("{id}-words"));
    let view = format!("0 0 {WIDTH} {}", drawing.height);
    let described = format!(
        "{} things in {} places, with {} lines from one to what came of it. The story below says \
         the same in words.",
        drawing.boxes.len(),
        drawing.places.len(),
        drawing.links.len(),
    );
    html! {
        div class="gt-drawing" role="region" aria-label="Drawing of the thread" tabindex="0" {
            svg class="gt-drawing__svg" viewBox=(view) role="img"
                aria-labelledby={ (title) " " (words) } {
                title id=(title) { "The thread of " (name) }
                desc id=(words) { (described) }
                @for (from, to) in &drawing.links { (line(drawing, *from, *to)) }
                @for (y, words) in &drawing.places { (place(*y, words)) }
                @for one in drawing.boxes.values() { (a_box(one)) }
                @for (y, more) in &drawing.left_out {
                    text class="gt-drawing__text" x=(LABEL_WIDTH) y=(y + PADDING) {
                        "and " (more) " more" }
                }
            }
        }
    }
}

/// From under one box to above another; a line upwards bends round.
fn line(drawing: &Drawing, from: usize, to: usize) -> Markup {
    let (Some(from), Some(to)) = (drawing.boxes.get(&from), drawing.boxes.get(&to)) else {
        return html! {};
    };
    let middle = |one: &Drawn| one.x + BOX_WIDTH / 2;
    let (x1, y1) = (middle(from), from.y + BOX_HEIGHT);
    let (x2, y2) = (middle(to), to.y);
    let bend = GAP_BELOW + PLACE_GAP / 2;
    let path = format!(
        "M {x1} {y1} C {x1} {} {x2} {} {x2} {y2}",
        y1 + bend,
        y2.saturating_sub(bend),
    );
    html! {
        path class="gt-drawing__line" d=(path) {}
        circle class="gt-drawing__end" cx=(x2) cy=(y2) r="4" {}
    }
}

fn place(y: usize, words: &str) -> Markup {
    let lines = wrapped_to(words, LABEL_WIDTH / 10);
    html! {
        @for (number, line) in lines.iter().enumerate() {
            text class="gt-drawing__text gt-drawing__text--strong" x="0"
                y=(y + PADDING + LINE_HEIGHT * number + PADDING) { (line) }
        }
    }
}

fn wrapped_to(words: &str, characters: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in words.split_whitespace() {
        if let Some(last) = lines.last_mut() {
            if last.is_empty() {
                last.push_str(word);
                continue;
            }
            if last.chars().count() + 1 + word.chars().count() <= characters {
                last.push(' ');
                last.push_str(word);
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines
}

fn a_box(one: &Drawn) -> Markup {
    let class = if one.broken {
        "gt-drawing__box gt-drawing__box--broken"
    } else {
        "gt-drawing__box"
    };
    html! {
        rect class=(class) x=(one.x) y=(one.y) width=(BOX_WIDTH) height=(BOX_HEIGHT) rx="2" {}
        @for (number, line) in one.lines.iter().enumerate() {
            @let strong = number == 0 || line.starts_with('✕');
            text class={ "gt-drawing__text" @if strong { " gt-drawing__text--strong" } }
                x=(one.x + PADDING) y=(one.y + LINE_HEIGHT * number + LINE_HEIGHT) { (line) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acting::Acting;
    use crate::web::reading::tests::reading;
    use crate::web::story::{ACTION, RECOMMENDATION, Story, day};

    fn of(story: &Story) -> (Thread, Drawing) {
        let reading = reading(&story.models, day("2026-06-20"), Acting::default(), &[]);
        let thread = story.models.thread(RECOMMENDATION.into());
        let stages = super::super::stages_of(&thread).collect::<Vec<_>>();
        let drawing = laid_out(&reading, &thread, &stages);
        (thread, drawing)
    }

    #[test]
    fn every_thing_is_drawn_once_below_what_it_came_of() {
        let story = Story::begin();
        let (thread, drawing) = of(&story);
        assert_eq!(drawing.boxes.len(), thread.knots.len());
        assert_eq!(drawing.links.len(), thread.links.len());
        assert!(!drawing.links.is_empty());
        for (from, to) in &drawing.links {
            let y = |number: &usize| drawing.boxes.get(number).map(|one| one.y);
            assert!(y(from) < y(to), "{from} leads to {to}");
        }
        let all: Vec<_> = drawing.boxes.values().collect();
        for (nth, one) in all.iter().enumerate() {
            assert!(one.x + BOX_WIDTH <= WIDTH && one.y + BOX_HEIGHT <= drawing.height);
            for other in all.iter().skip(nth + 1) {
                let beside = one.x + BOX_WIDTH <= other.x || other.x + BOX_WIDTH <= one.x;
                let apart = one.y + BOX_HEIGHT <= other.y || other.y + BOX_HEIGHT <= one.y;
                assert!(beside || apart, "no box stands on another");
            }
        }
    }

    #[test]
    fn where_the_thread_breaks_is_said_in_words_in_a_broken_frame() {
        let story = Story::begin();
        let (thread, drawing) = of(&story);
        assert!(
            !thread.breaks.is_empty(),
            "nothing shows action {ACTION} yet"
        );
        for found in &thread.breaks {
            let one = drawing.boxes.get(&found.at).unwrap();
            assert!(one.broken);
            assert!(
                one.lines.iter().any(|line| line.starts_with('✕')),
                "{one:?}"
            );
        }
        let html = drawn(&drawing, "recommendation 1", "drawing").into_string();
        assert!(html.contains("gt-drawing__box--broken"));
        assert!(html.contains("role=\"img\"") && html.contains("<title"));
        assert!(
            !html.contains("style="),
            "the content security policy refuses it"
        );
    }

    #[test]
    fn words_are_wrapped_into_the_box_and_what_does_not_fit_is_cut() {
        let lines = wrapped(
            "Finding of an audit: MA-1 Early help for infants under one",
            2,
        );
        assert_eq!(lines, ["Finding of an audit:", "MA-1 Early help for…"]);
        assert!(wrapped("", 2).is_empty());
        for words in [
            "Antidisestablishmentarianism",
            "Area for development: BETWEEN HOME AND SCHOOL",
            "mmmmmmmmmmmmmmmmmmmmmmm",
            "WWWW WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW iiiiiiiiiiiiiiiiii",
        ] {
            let lines = wrapped(words, 2);
            for (nth, line) in lines.iter().enumerate() {
                assert!(width(line, nth == 0) <= INNER, "{line}");
            }
            let whole = lines.join(" ") == words;
            assert!(
                whole || lines.iter().any(|line| line.ends_with('…')),
                "{lines:?}"
            );
        }
    }

    #[test]
    fn the_last_line_stands_clear_of_the_lower_edge_and_what_is_missing_fits() {
        let last = LINE_HEIGHT * LINES;
        assert!(BOX_HEIGHT >= last + PADDING);
        for stage in super::super::STAGES {
            let words = format!("✕ {}", missing_after(stage));
            assert!(width(&words, true) <= INNER, "{words}");
        }
    }
}
