//! Sentences of the field, put together by number.

use events::text::Text;

const OPENINGS: [&str; 8] = [
    "Team managers in every locality now look at the chronology before the strategy meeting.",
    "The audit tool was tried with two teams and changed after what practitioners said.",
    "Attendance at the multi-agency forum rose, though schools were seldom represented.",
    "Supervision records show the child's view in most of the files that were looked at.",
    "The referral form asks for the adults in the home, and most referrers fill it in.",
    "Health visitors and midwives agreed one pathway for worries before birth.",
    "The briefing reached all teams, and each agency confirmed it in writing.",
    "Police and social care agreed who calls whom when a child is found at night.",
];

const MIDDLES: [&str; 8] = [
    "Two agencies have still to change their own procedures, and said when they will.",
    "What is missing is proof that practice changed and not only the paper.",
    "The next dip sample will show whether this holds in the busiest teams.",
    "Young people who were asked said that they had been told what would happen next.",
    "Turnover in one team means that the training has to be given again.",
    "The figures moved in the right direction for two quarters in a row.",
    "Parents said that they understood the plan better than the one before.",
    "The data from one agency is late, so this rests on the other three.",
];

const ENDINGS: [&str; 4] = [
    "It will come back to the sub-group in the next round.",
    "The chair asked for the evidence and not for reassurance.",
    "Nobody expects the date to move again.",
    "The next step is with the agency's own quality team.",
];

fn one<const N: usize>(sentences: &[&'static str; N], number: u64) -> &'static str {
    let place = usize::try_from(number).unwrap_or(0) % N;
    sentences.get(place).copied().unwrap_or_default()
}

/// One sentence.
pub(crate) fn short(number: u64) -> Text {
    Text::plain(one(&OPENINGS, number))
}

/// One to three sentences: about 80 to 240 bytes, as people write.
pub(crate) fn long(number: u64) -> Text {
    let mut words = one(&OPENINGS, number).to_owned();
    if !number.is_multiple_of(3) {
        words = format!("{words} {}", one(&MIDDLES, number / 3));
    }
    if number % 3 > 1 {
        words = format!("{words} {}", one(&ENDINGS, number / 5));
    }
    Text::plain(words)
}
