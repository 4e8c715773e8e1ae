//! Charts as SVG with a table of the same figures beside them.
//!
//! A chart never says by colour alone what it shows: segments have an outline, a hatching and
//! their letter and count, lines have dashes, markers and their name. There is no style
//! attribute, because the content security policy refuses one.

use maud::{Markup, Render, html};

use super::rag::RagLook;
use super::{Cell, ColumnHead, Table, class_names};

const WIDTH: u32 = 720;
const BAR_HEIGHT: u32 = 34;
const ROW_HEIGHT: u32 = 74;
const LEGEND_STEP: u32 = 118;
/// The narrowest segment its letter and count fit into.
const LABELLED_WIDTH_MIN: u32 = 40;

/// How many things have one rating.
#[derive(Clone, Copy, Debug)]
pub struct BarPart<'a> {
    /// The look of the rating.
    pub look: RagLook,
    /// The rating's word.
    pub word: &'a str,
    /// The rating's letter.
    pub letter: &'a str,
    /// How many things have it.
    pub count: u32,
    /// The list of those things, to which the table's number leads.
    pub href: Option<&'a str>,
}

/// One bar: a whole divided by rating.
#[derive(Clone, Debug)]
pub struct Bar<'a> {
    /// What the whole is, such as a priority or a meeting's date.
    pub label: &'a str,
    /// Its parts, in the order of the partnership's key.
    pub parts: Vec<BarPart<'a>>,
    /// The list of all its things, to which the table's total leads.
    pub href: Option<&'a str>,
}

impl Bar<'_> {
    fn total(&self) -> u32 {
        self.parts
            .iter()
            .fold(0, |sum, part| sum.saturating_add(part.count))
    }

    fn count_of(&self, word: &str) -> u32 {
        let matching = self.parts.iter().filter(|part| part.word == word);
        matching.fold(0, |sum, part| sum.saturating_add(part.count))
    }

    fn href_of(&self, word: &str) -> Option<&str> {
        let mut matching = self.parts.iter().filter(|part| part.word == word);
        matching.find_map(|part| part.href)
    }
}

/// Bars divided by rating, all to one scale from nought.
#[derive(Clone, Debug)]
pub struct StackedBars<'a> {
    /// The id from which all others are made.
    pub id: &'a str,
    /// What the chart says, as a sentence: "Half of the actions are green".
    pub title: &'a str,
    /// What the bars stand for, at the head of the table's first column.
    pub rows_are: &'a str,
    /// The bars.
    pub bars: Vec<Bar<'a>>,
}

impl<'a> StackedBars<'a> {
    /// Every rating that occurs, in the order of its first occurrence.
    fn key(&self) -> Vec<BarPart<'a>> {
        let mut key: Vec<BarPart<'a>> = Vec::new();
        for part in self.bars.iter().flat_map(|bar| &bar.parts) {
            if !key.iter().any(|known| known.word == part.word) {
                key.push(*part);
            }
        }
        key
    }

    fn description(&self) -> String {
        let bars: Vec<String> = self
            .bars
            .iter()
            .map(|bar| {
                let parts: Vec<String> = bar
                    .parts
                    .iter()
                    .map(|part| format!("{} {}", part.word.to_lowercase(), part.count))
                    .collect();
                format!("{}: {}.", bar.label, parts.join(", "))
            })
            .collect();
        bars.join(" ")
    }

    fn svg(&self) -> Markup {
        let key = self.key();
        let rows = u32::try_from(self.bars.len()).unwrap_or(u32::MAX).min(200);
        let height = rows * ROW_HEIGHT + 44;
        let most = self.bars.iter().map(Bar::total).max().unwrap_or(0).max(1);
        html! {
            svg class="gt-chart__svg" xmlns="http://www.w3.org/2000/svg" role="img"
                viewBox={ "0 0 " (WIDTH) " " (height) }
                aria-labelledby={ (self.id) "-title " (self.id) "-desc" } {
                title id={ (self.id) "-title" } { (self.title) }
                desc id={ (self.id) "-desc" } { (self.description()) }
                defs { @for part in &key { (pattern(self.id, part.look)) } }
                @for (row, bar) in (0..rows).zip(&self.bars) {
                    (self.bar(bar, row * ROW_HEIGHT, most))
                }
                @for (place, part) in (0_u32..).zip(&key) {
                    @let x = 1 + place * LEGEND_STEP;
                    rect class="gt-chart__segment" x=(x) y=(height - 28) width="22" height="22"
                        fill=(fill(self.id, part.look)) {}
                    text class="gt-chart__text" x=(x + 30) y=(height - 11) {
                        (word_and_letter(part))
                    }
                }
            }
        }
    }

    fn bar(&self, bar: &Bar<'_>, top: u32, most: u32) -> Markup {
        let mut before = 0_u32;
        let mut segments = Vec::new();
        for part in bar.parts.iter().filter(|part| part.count > 0) {
            let from = scaled(before, most, WIDTH - 2);
            before = before.saturating_add(part.count);
            let to = scaled(before, most, WIDTH - 2);
            segments.push((part, from + 1, to.saturating_sub(from)));
        }
        html! {
            text class="gt-chart__text gt-chart__text--strong" x="1" y=(top + 18) {
                (bar.label) ": " (bar.total())
            }
            @for (part, x, width) in segments {
                rect class="gt-chart__segment" x=(x) y=(top + 26) width=(width)
                    height=(BAR_HEIGHT) fill=(fill(self.id, part.look)) {}
                @if width >= LABELLED_WIDTH_MIN {
                    @let plate = plate_width(part).min(width);
                    rect class="gt-chart__plate" x=(x + (width - plate) / 2) y=(top + 32)
                        width=(plate) height="22" rx="2" {}
                    text class="gt-chart__text" x=(x + width / 2) y=(top + 49)
                        text-anchor="middle" {
                        (part.letter) " " (part.count)
                    }
                }
            }
        }
    }

    fn table(&self) -> Markup {
        let key = self.key();
        let id = format!("{}-table", self.id);
        let caption = format!("{}: the figures", self.title);
        let numeric = |words: String| ColumnHead {
            is_numeric: true,
            ..words.into()
        };
        let mut head = vec![ColumnHead::from(self.rows_are)];
        head.extend(key.iter().map(|part| numeric(word_and_letter(part))));
        head.push(numeric("Total".to_owned()));
        let mut table = Table::new(&id, &caption, head);
        table.caption_classes = "govuk-visually-hidden";
        for bar in &self.bars {
            let mut row = vec![Cell::from(bar.label)];
            let counts = key
                .iter()
                .map(|part| (bar.count_of(part.word), bar.href_of(part.word)));
            row.extend(counts.map(|(count, href)| figure_of(count, href)));
            row.push(figure_of(bar.total(), bar.href));
            table.rows.push(row);
        }
        table.render()
    }
}

/// A number of the table, leading to what it counts where that is known.
fn figure_of(count: u32, href: Option<&str>) -> Cell<'static> {
    Cell::number(html! {
        @match href.filter(|_| count > 0) {
            Some(href) => a class="govuk-link" href=(href) { (count) },
            None => (count),
        }
    })
}

impl Render for StackedBars<'_> {
    fn render(&self) -> Markup {
        figure(self.id, self.title, &self.svg(), &self.table())
    }
}

/// One line of a chart over time.
#[derive(Clone, Debug)]
pub struct Series<'a> {
    /// What is counted.
    pub name: &'a str,
    /// One count for each point in time.
    pub counts: Vec<u32>,
}

/// How counts moved over time, as steps: a count holds until the next point.
#[derive(Clone, Debug)]
pub struct StepChart<'a> {
    /// The id from which all others are made.
    pub id: &'a str,
    /// What the chart says, as a sentence.
    pub title: &'a str,
    /// What the points in time are, at the head of the table's first column.
    pub points_are: &'a str,
    /// The points in time, in order; the first and last are written on the axis.
    pub points: Vec<&'a str>,
    /// The lines; at most four can be told apart.
    pub series: Vec<Series<'a>>,
}

const PLOT_LEFT: u32 = 44;
const PLOT_RIGHT: u32 = 540;
const PLOT_TOP: u32 = 16;
const PLOT_BOTTOM: u32 = 256;
const STEP_HEIGHT: u32 = 300;
const LABEL_STEP: u32 = 20;

impl StepChart<'_> {
    /// The top of the scale: the greatest count, rounded up to a number that divides by four.
    fn scale(&self) -> u32 {
        let most = self
            .series
            .iter()
            .flat_map(|series| &series.counts)
            .copied()
            .max();
        most.unwrap_or(0)
            .max(1)
            .checked_next_multiple_of(4)
            .unwrap_or(u32::MAX)
    }

    fn x(&self, place: u32) -> u32 {
        let last = u32::try_from(self.points.len())
            .unwrap_or(u32::MAX)
            .saturating_sub(1)
            .max(1);
        PLOT_LEFT + scaled(place, last, PLOT_RIGHT - PLOT_LEFT)
    }

    fn y(&self, count: u32) -> u32 {
        PLOT_BOTTOM.saturating_sub(scaled(count, self.scale(), PLOT_BOTTOM - PLOT_TOP))
    }

    fn path(&self, series: &Series<'_>) -> String {
        let steps = (0_u32..).zip(&series.counts).map(|(place, count)| {
            let (x, y) = (self.x(place), self.y(*count));
            if place == 0 {
                format!("M{x} {y}")
            } else {
                format!("H{x}V{y}")
            }
        });
        steps.collect()
    }

    fn description(&self) -> String {
        let said: Vec<String> = self
            .series
            .iter()
            .map(
                |series| match (series.counts.first(), series.counts.last()) {
                    (Some(first), Some(last)) => {
                        format!("{} went from {first} to {last}.", series.name)
                    }
                    (None, _) | (_, None) => format!("{} has no counts.", series.name),
                },
            )
            .collect();
        said.join(" ")
    }

    /// Where each line's name is written: beside its end, moved down where two would overlap.
    fn label_places(&self) -> Vec<(u32, usize)> {
        let mut places: Vec<(u32, usize)> = self
            .series
            .iter()
            .enumerate()
            .map(|(which, series)| (self.y(series.counts.last().copied().unwrap_or(0)), which))
            .collect();
        places.sort_unstable();
        let mut lowest = 0;
        for (y, _) in &mut places {
            *y = (*y).max(lowest);
            lowest = *y + LABEL_STEP;
        }
        places
    }

    fn svg(&self) -> Markup {
        let scale = self.scale();
        html! {
            svg class="gt-chart__svg" xmlns="http://www.w3.org/2000/svg" role="img"
                viewBox={ "0 0 " (WIDTH) " " (STEP_HEIGHT) }
                aria-labelledby={ (self.id) "-title " (self.id) "-desc" } {
                title id={ (self.id) "-title" } { (self.title) }
                desc id={ (self.id) "-desc" } { (self.description()) }
                @for quarter in 0..=4 {
                    @let count = scale / 4 * quarter;
                    line class=(if quarter == 0 { "gt-chart__axis" } else { "gt-chart__grid" })
                        x1=(PLOT_LEFT) x2=(PLOT_RIGHT) y1=(self.y(count)) y2=(self.y(count)) {}
                    text class="gt-chart__text" x=(PLOT_LEFT - 8) y=(self.y(count) + 5)
                        text-anchor="end" { (count) }
                }
                @if let Some(first) = self.points.first() {
                    text class="gt-chart__text" x=(PLOT_LEFT) y=(PLOT_BOTTOM + 26) { (first) }
                }
                @if let [_, .., last] = self.points.as_slice() {
                    text class="gt-chart__text" x=(PLOT_RIGHT) y=(PLOT_BOTTOM + 26)
                        text-anchor="end" { (last) }
                }
                @for (which, series) in self.series.iter().enumerate() {
                    path class=(line_class(which)) d=(self.path(series)) {}
                    @for (place, count) in (0_u32..).zip(&series.counts) {
                        (marker(which, self.x(place), self.y(*count)))
                    }
                }
                @for (y, which) in self.label_places() {
                    @if let Some(series) = self.series.get(which) {
                        @if y != self.y(series.counts.last().copied().unwrap_or(0)) {
                            (marker(which, PLOT_RIGHT + 18, y))
                        }
                        text class="gt-chart__text gt-chart__text--strong"
                            x=(PLOT_RIGHT + 30) y=(y + 5) {
                            (series.name) " " (series.counts.last().copied().unwrap_or(0))
                        }
                    }
                }
            }
        }
    }

    fn table(&self) -> Markup {
        let id = format!("{}-table", self.id);
        let caption = format!("{}: the figures", self.title);
        let mut head = vec![ColumnHead::from(self.points_are)];
        let names = self.series.iter().map(|series| series.name);
        head.extend(names.map(|name| ColumnHead {
            is_numeric: true,
            ..name.into()
        }));
        let mut table = Table::new(&id, &caption, head);
        table.caption_classes = "govuk-visually-hidden";
        for (place, point) in self.points.iter().enumerate() {
            let mut row = vec![Cell::from(*point)];
            row.extend(
                self.series
                    .iter()
                    .map(|series| match series.counts.get(place) {
                        Some(count) => Cell::number(count.to_string()),
                        None => Cell::number("not counted"),
                    }),
            );
            table.rows.push(row);
        }
        table.render()
    }
}

impl Render for StepChart<'_> {
    fn render(&self) -> Markup {
        figure(self.id, self.title, &self.svg(), &self.table())
    }
}

/// The chart in a region that scrolls where it would be too small to read, and its table.
fn figure(id: &str, title: &str, svg: &Markup, table: &Markup) -> Markup {
    html! {
        figure class="gt-chart" id=(id) {
            figcaption class="gt-chart__caption" id={ (id) "-caption" } { (title) }
            div class="gt-scroll" role="region" tabindex="0"
                aria-labelledby={ (id) "-caption" } { (svg) }
            (table)
        }
    }
}

/// `count` of `most` as a length of `length`, rounded down.
fn scaled(count: u32, most: u32, length: u32) -> u32 {
    let length = u64::from(count) * u64::from(length) / u64::from(most.max(1));
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Room for a segment's letter and count, at nine units a character.
fn plate_width(part: &BarPart<'_>) -> u32 {
    let characters = part.letter.len() + 1 + part.count.to_string().len();
    u32::try_from(characters)
        .unwrap_or(u32::MAX)
        .saturating_mul(9)
        .saturating_add(10)
}

fn word_and_letter(part: &BarPart<'_>) -> String {
    match part.letter {
        "" => part.word.to_owned(),
        letter => format!("{} ({letter})", part.word),
    }
}

fn fill(id: &str, look: RagLook) -> String {
    format!("url(#{id}-{})", look.class_suffix())
}

/// A hatching of its own for each rating, so that they differ in grey too.
fn pattern(id: &str, look: RagLook) -> Markup {
    let hatch = match look {
        RagLook::White => None,
        RagLook::Red => Some("M0 0L8 8M8 0L0 8"),
        RagLook::Amber => Some("M0 8L8 0"),
        RagLook::Green => Some("M0 4H8"),
        RagLook::Purple => Some("M4 0V8"),
        RagLook::Grey => Some("M3 4H5"),
    };
    html! {
        pattern id={ (id) "-" (look.class_suffix()) } width="8" height="8"
            patternUnits="userSpaceOnUse" {
            rect class={ "gt-chart__pattern--" (look.class_suffix()) } width="8" height="8" {}
            @if let Some(hatch) = hatch { path class="gt-chart__hatch" d=(hatch) {} }
        }
    }
}

fn line_class(which: usize) -> String {
    let variant = match which {
        0 => String::new(),
        which => format!("gt-chart__line--{}", which.min(3)),
    };
    class_names(&["gt-chart__line", &variant])
}

/// A marker whose shape differs from line to line.
fn marker(which: usize, x: u32, y: u32) -> Markup {
    let class = "gt-chart__marker";
    let (left, right) = (x.saturating_sub(5), x + 5);
    let (top, bottom) = (y.saturating_sub(5), y + 5);
    match which {
        0 => html! { circle class=(class) cx=(x) cy=(y) r="5" {} },
        1 => html! { rect class=(class) x=(left) y=(top) width="10" height="10" {} },
        2 => html! {
            path class=(class) d={ "M" (x) " " (top) "L" (right) " " (y) "L" (x) " " (bottom)
                "L" (left) " " (y) "Z" } {}
        },
        3.. => html! {
            path class=(class) d={ "M" (x) " " (top) "L" (right) " " (bottom) "H" (left) "Z" } {}
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars() -> StackedBars<'static> {
        let part = |look, word, letter, count| BarPart {
            look,
            word,
            letter,
            count,
            href: (count == 3).then_some("/green"),
        };
        let parts = vec![
            part(RagLook::Red, "Red", "R", 1),
            part(RagLook::Green, "Green", "G", 3),
            part(RagLook::White, "White", "W", 0),
        ];
        let bars = vec![Bar {
            label: "Plan",
            parts,
            href: Some("/all"),
        }];
        StackedBars {
            id: "counts",
            title: "Most are green",
            rows_are: "Plan",
            bars,
        }
    }

    #[test]
    fn a_chart_says_in_words_and_in_a_table_what_it_draws() {
        let text = bars().render().into_string();
        for said in [
            r#"role="img""#,
            "Plan: red 1, green 3, white 0.",
            ">G 3<",
            "Green (G)",
            r#"<a class="govuk-link" href="/green">3</a></td>"#,
            r#"<a class="govuk-link" href="/all">4</a></td>"#,
            r#"<td class="govuk-table__cell govuk-table__cell--numeric">0</td>"#,
        ] {
            assert!(text.contains(said), "{said} is missing from {text}");
        }
        assert!(!text.contains("style="));
    }

    #[test]
    fn a_bar_is_filled_by_its_whole_and_never_beyond() {
        let widths: Vec<u32> = bars()
            .svg()
            .into_string()
            .split(r#"<rect class="gt-chart__segment""#)
            .skip(1)
            .filter(|rect| rect.contains(r#"height="34""#))
            .map(|rect| {
                rect.split(r#"width=""#)
                    .nth(1)
                    .unwrap()
                    .split('"')
                    .next()
                    .unwrap()
            })
            .map(|width| width.parse().unwrap())
            .collect();
        assert_eq!(widths, [179, 539]);
    }

    #[test]
    fn charts_of_nothing_and_of_too_much_are_drawn_without_a_fault() {
        let nothing = StackedBars {
            bars: Vec::new(),
            ..bars()
        };
        assert!(nothing.render().into_string().contains("<svg"));
        let counts = vec![0, u32::MAX, 7];
        let series = vec![
            Series {
                name: "Overdue",
                counts
            };
            6
        ];
        let points = vec!["one", "two"];
        let title = "Overdue actions rose";
        let chart = StepChart {
            id: "s",
            title,
            points_are: "Meeting",
            points,
            series,
        };
        assert!(
            chart
                .render()
                .into_string()
                .contains("Overdue went from 0 to 7.")
        );
        let empty = StepChart {
            points: Vec::new(),
            series: Vec::new(),
            ..chart
        };
        assert!(empty.render().into_string().contains("<svg"));
    }
}
