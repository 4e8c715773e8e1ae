//! What the child death overview panel passed on of one year: bands and general words.

use super::super::cast::{Body, CSPR, child_death_year};
use super::super::dates::{MON, THU, TUE, WED, on};
use super::super::story::Story;
use chrono::{Datelike, Days, Months, NaiveDate};
use events::child_death_learning::{Band, Command, Factor, Period};

pub(super) fn tell(story: &mut Story) {
    let stream = child_death_year("last year");
    let (from, next) = (story.dates.april(0), story.dates.april(1));
    let year = Period {
        from,
        to: before(next),
    };
    let middle = from + Months::new(6);
    let halves = [
        Period {
            from,
            to: before(middle),
        },
        Period {
            from: middle,
            to: year.to,
        },
    ];
    let open = Command::OpenChildDeathYear {
        title: format!("{} to {}", from.year(), next.year()),
        year,
        panel: "Fenwold and Wrenmoor child death overview panel".to_owned(),
    };
    story.step(on(56, MON, 14), CSPR, stream, open);
    learned(story, halves);
    let recommend = Command::ReceiveCdopRecommendation {
        words: "Every service that enters homes asks where babies sleep, and writes it down."
            .into(),
        addressees: vec![Body::Council.id(), Body::Trust.id(), Body::Housing.id()],
        recommendation: None,
    };
    story.step(on(58, WED, 10), CSPR, stream, recommend);
    let refer = Command::RecordDeathsReferred {
        period: year,
        referred_band: Band::FewerThanFive,
        considered: "Whatever was referred was considered by the three partners under the usual \
                     clock, and is recorded there."
            .into(),
    };
    story.step(on(58, WED, 11), CSPR, stream, refer);
    let report = Command::ReceiveCdopAnnualReport {
        title: "Annual report of the panel".to_owned(),
        reviewed_band: Band::TwentyOrMore,
        modifiable_band: Band::FiveToNine,
        says: "The panel asks the partnership to look at sleep, smoking and asthma care together, \
               and thanks it for the briefing on safer sleep."
            .into(),
        evidence: None,
    };
    story.step(on(62, THU, 10), CSPR, stream, report);
}

fn learned(story: &mut Story, halves: [Period; 2]) {
    let [first, second] = halves;
    let all = [
        (
            first,
            Factor::SaferSleep,
            Band::FiveToNine,
            "Babies slept in places that were not made for it, mostly on nights away from home.",
        ),
        (
            first,
            Factor::Smoking,
            Band::FiveToNine,
            "Smoking in pregnancy was recorded and rarely followed by an offer of help.",
        ),
        (
            second,
            Factor::LongTermConditions,
            Band::FewerThanFive,
            "Schools and practices did not share asthma plans.",
        ),
    ];
    for (number, (period, factor, deaths_band, learning)) in (9..).zip(all) {
        let receive = Command::ReceiveCdopLearning {
            period,
            factor,
            deaths_band,
            learning: learning.into(),
        };
        let stream = child_death_year("last year");
        story.step(on(57, TUE, number), CSPR, stream, receive);
    }
}

fn before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}
