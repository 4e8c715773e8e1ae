//! Cutting a cell of timescales into milestones, each with its own words.

use super::dates::{FoundDate, find_dates};
use super::proposal::MilestoneDraft;
use super::spans::{Horizon, Period, find_horizons};
use super::wording::{begins_lower, breaks_off, one_line, plain, strip_bullet};

/// Most words after a date that still belong to it ("July 2016 Board.").
const TAIL_WORDS_MAX: usize = 2;

/// Cuts the text of a cell into milestones: one for each date, with the words around it, and one
/// for words that stand apart from every date. Nothing is lost: the texts in order, without white
/// space and bullets, are the whole cell.
pub fn split_milestones(text: &str, period: Option<Period>) -> Vec<MilestoneDraft> {
    let dates = grouped(text, find_dates(text, period));
    let mut cuts = Vec::new();
    let mut from = 0;
    for pair in dates.windows(2) {
        let [this, next] = pair else { continue };
        let cut = boundary(text, this.range.end, next.range.start);
        cuts.push(cut.max(from));
        from = cut;
    }
    if let Some(last) = dates.last() {
        cuts.extend(tail_boundary(text, last.range.end));
    }
    if let Some(first) = dates.first() {
        // Sentences before the first dated one stand apart.
        if let Some(cut) = head_boundary(text, first.range.start) {
            cuts.insert(0, cut);
        }
    }
    cuts.push(text.len());
    let horizons = find_horizons(text);
    let mut start = 0;
    let mut found = Vec::new();
    for end in cuts {
        let part = text.get(start..end).unwrap_or_default();
        if !plain(part).is_empty() {
            found.push(milestone(part, start, end, &dates, &horizons));
        } else if let Some(last) = found.last_mut() {
            // Punctuation left over belongs to what it follows.
            let last: &mut MilestoneDraft = last;
            last.text.push_str(part.trim());
        }
        start = end;
    }
    found
}

/// A date, or several joined as a span of time ("from 1.4.16 to 31.3.17"): the last one counts.
fn grouped(text: &str, dates: Vec<FoundDate>) -> Vec<FoundDate> {
    let mut kept: Vec<FoundDate> = Vec::new();
    for date in dates {
        let spans = kept.last().is_some_and(|last| {
            let gap = text
                .get(last.range.end..date.range.start)
                .unwrap_or_default()
                .trim();
            matches!(gap, "-" | "–" | "—" | "to" | "until")
        });
        match kept.last_mut() {
            Some(last) if spans => {
                last.range.end = date.range.end;
                last.date = date.date.or(last.date);
                last.precision = date.precision;
            }
            _ => {
                let due = date
                    .date
                    .filter(|_| !is_past_or_start(text, date.range.start));
                kept.push(FoundDate { date: due, ..date });
            }
        }
    }
    kept
}

/// Whether the words before a date say that something began or was done then: "monthly from April
/// 2024", "completed in May 2023". Such a date is not when anything is due.
fn is_past_or_start(text: &str, date: usize) -> bool {
    let before = plain(text.get(..date).unwrap_or_default());
    let mut words = before.rsplit(' ').take(3);
    let (mut last, mut above) = (words.next().unwrap_or_default(), words.next());
    if matches!(last, "in" | "on" | "early" | "the" | "w" | "c") {
        (last, above) = (above.unwrap_or_default(), words.next());
    }
    match last {
        "from" | "since" | "starting" | "beginning" | "commencing" | "started" | "commenced"
        | "began" => true,
        "completed" | "achieved" | "done" | "closed" => !matches!(above, Some("be" | "get")),
        _ => false,
    }
}

fn milestone(
    part: &str,
    start: usize,
    end: usize,
    dates: &[FoundDate],
    horizons: &[Horizon],
) -> MilestoneDraft {
    let inside = |at: usize| (start..end).contains(&at);
    let date = dates.iter().find(|date| inside(date.range.start));
    let horizon = horizons.iter().find(|horizon| inside(horizon.range.start));
    let item = strip_bullet(part).unwrap_or(part);
    MilestoneDraft {
        text: one_line(item),
        due: date.and_then(|d| d.date),
        precision: date.and_then(|d| d.date.map(|_| d.precision)),
        horizon_months: horizon.map(|h| h.months),
        owner: None,
    }
}

/// Where the milestone of a date ends and that of the next date begins.
fn boundary(text: &str, end: usize, next: usize) -> usize {
    let gap = text.get(end..next).unwrap_or_default();
    if let Some(cut) = stop(gap) {
        return end + cut;
    }
    let first = gap.trim_start();
    if first.starts_with(char::is_uppercase) && gap.starts_with(char::is_whitespace) {
        return end;
    }
    if let Some(cut) = new_sentence(gap) {
        return end + cut;
    }
    let comma = gap.len() - gap.trim_start_matches([',', ')', ':']).len();
    end + comma
}

/// Where the words after the last date stop belonging to it, if they do.
fn tail_boundary(text: &str, end: usize) -> Option<usize> {
    let tail = text.get(end..)?;
    if let Some(cut) = stop(tail) {
        return Some(end + cut);
    }
    let upper = tail.trim_start().starts_with(char::is_uppercase);
    let words = tail.split_whitespace().count();
    if upper && tail.starts_with(char::is_whitespace) && words > TAIL_WORDS_MAX {
        return Some(end);
    }
    new_sentence(tail).map(|cut| end + cut)
}

/// The end of the last full sentence or line before the first date.
fn head_boundary(text: &str, date: usize) -> Option<usize> {
    let head = text.get(..date)?;
    let mut cut = 0;
    while let Some(next) = stop(head.get(cut..)?) {
        cut += next;
    }
    let rest = head.get(cut..)?;
    // "By: 31 March" on a line of its own belongs to the line above it.
    let alone = rest.split_whitespace().count() <= 1;
    (cut > 0 && !alone).then_some(cut)
}

/// The end of the first sentence, line or item in the text: the place after the stop.
fn stop(text: &str) -> Option<usize> {
    for (at, letter) in text.char_indices() {
        let after = at + letter.len_utf8();
        let rest = text.get(after..).unwrap_or_default();
        match letter {
            '\n' if !begins_lower(rest) && !breaks_off(text.get(..at).unwrap_or_default()) => {
                return Some(after);
            }
            ';' => return Some(after),
            '•' if at > 0 => return Some(at),
            '.' | '!' | '?' if ends_sentence(text, at, rest) => return Some(after),
            _ => {}
        }
    }
    None
}

fn ends_sentence(text: &str, at: usize, rest: &str) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    let shortened = matches!(
        word.to_lowercase().as_str(),
        "e.g" | "i.e" | "etc" | "no" | "dr" | "st" | "mr" | "mrs" | "ms" | "vs" | "approx"
    ) || (word.len() == 1 && word.chars().all(char::is_alphabetic));
    let next = rest.trim_start();
    let begins = next.chars().next().is_some_and(|c| !c.is_lowercase());
    !shortened && rest.starts_with(char::is_whitespace) && begins
}

/// The last place where, with no stop, a new sentence seems to begin: "… the charities Lasting
/// links …". A name ("Youth Forum") has another capital after it.
fn new_sentence(gap: &str) -> Option<usize> {
    let mut cut = None;
    let mut words = gap.split_whitespace().peekable();
    let mut before: Option<&str> = None;
    while let Some(word) = words.next() {
        let begins = word.starts_with(char::is_uppercase)
            && word.chars().skip(1).all(char::is_lowercase)
            && words.peek().is_some_and(|next| begins_lower(next));
        let after_small = before.is_some_and(|b| begins_lower(b) && !breaks_off(b));
        if begins && after_small {
            cut = Some(word.as_ptr() as usize - gap.as_ptr() as usize);
        }
        before = Some(word);
    }
    cut
}

/// Whether a cell holds one date and no more words than lead to it ("by the end of March 2017").
pub(super) fn is_bare_date(text: &str, found: &[MilestoneDraft]) -> bool {
    let [only] = found else { return false };
    if only.due.is_none() {
        return false;
    }
    let dates = find_dates(text, None);
    let mut words = text.to_owned();
    for date in dates.iter().rev() {
        if words.get(date.range.clone()).is_some() {
            words.replace_range(date.range.clone(), " ");
        }
    }
    plain(&words).split_whitespace().all(|word| {
        matches!(
            word,
            "by" | "the"
                | "end"
                | "of"
                | "on"
                | "in"
                | "due"
                | "date"
                | "target"
                | "complete"
                | "completed"
                | "completion"
                | "deadline"
                | "before"
                | "to"
                | "until"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        split_milestones(text, None)
            .into_iter()
            .map(|m| m.text)
            .collect()
    }

    #[test]
    fn each_date_has_its_own_words() {
        assert_eq!(
            texts("Draft by 31.8.16. Report to the Board January 2017 with next steps."),
            [
                "Draft by 31.8.16.",
                "Report to the Board January 2017 with next steps."
            ]
        );
        assert_eq!(
            texts("Draft by 31.7.16 New form agreed by 31.3.17 Used by 30.4.17."),
            [
                "Draft by 31.7.16",
                "New form agreed by 31.3.17",
                "Used by 30.4.17."
            ]
        );
        assert_eq!(
            texts("Report July 2016, with a second report January 2017"),
            ["Report July 2016,", "with a second report January 2017"]
        );
    }

    #[test]
    fn words_after_a_date_stay_with_it_until_a_new_sentence_begins() {
        assert_eq!(
            texts(
                "Members reviewed by 30.4.16, to include the Youth Forum and small charities \
                   Lasting links with schools by 31.7.16"
            ),
            [
                "Members reviewed by 30.4.16, to include the Youth Forum and small charities",
                "Lasting links with schools by 31.7.16"
            ]
        );
        assert_eq!(
            texts("Scorecard for July 2016 Board."),
            ["Scorecard for July 2016 Board."]
        );
        let began = split_milestones("Monthly from April 2024", None);
        assert_eq!(began[0].due, None);
        for (text, due) in [
            ("Completed May 2023", false),
            ("done in May 2023", false),
            ("To be completed May 2023", true),
            ("Completed by May 2023", true),
            ("From May 2022 to May 2023", true),
        ] {
            assert_eq!(split_milestones(text, None)[0].due.is_some(), due, "{text}");
        }
        let undated = split_milestones(
            "Plan by 31.3.17. Form ready within 3 months of the law.",
            None,
        );
        assert_eq!(undated[1].due, None);
        assert_eq!(undated[1].horizon_months, Some(3));
    }

    #[test]
    fn lines_and_bullets_are_milestones_and_spans_are_one() {
        assert_eq!(
            texts("• Plan by 30.6.16\n• Report by 31.12.16"),
            ["Plan by 30.6.16", "Report by 31.12.16"]
        );
        let span = split_milestones("Visits from 1.4.16 to 31.3.17", None);
        assert_eq!(span.len(), 1);
        assert_eq!(span[0].due, chrono::NaiveDate::from_ymd_opt(2017, 3, 31));
    }

    #[test]
    fn a_cell_with_nothing_but_a_date_is_a_bare_date() {
        let bare = |text: &str| is_bare_date(text, &split_milestones(text, None));
        assert!(bare("31/03/2017"));
        assert!(bare("by the end of March 2017"));
        assert!(!bare("Draft by 31.3.17"));
        assert!(!bare("ongoing"));
    }
}
