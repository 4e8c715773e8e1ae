//! How a gap stands once somebody decided about it, and whose it is.

use super::PAST;
use crate::gaps::{GapFilter, GapStanding};
use crate::given::{Log, day, id, owner, words};
use events::event::Event;
use events::gap::{self, Disposition, gap_id};
use events::ids::{ActionId, AgencyId, PlanId, StreamId, StreamKind};

fn standing(log: &Log) -> Option<GapStanding> {
    let gaps = log.models.gaps(day("2026-06-15"));
    let mut gaps = gaps.into_iter().filter(|gap| gap.rule == 17);
    let gap = gaps.next()?;
    assert_eq!(gap.owners, vec![owner()]);
    Some(gap.standing)
}

#[test]
fn a_gap_said_to_be_fixed_and_still_found_shows_as_still_there() {
    let mut log = Log::new();
    log.agreed(1, PAST);
    log.rated(1, "G", false);
    assert_eq!(standing(&log), Some(GapStanding::Open));
    let ways = [
        (Disposition::Fixed, GapStanding::StillThere),
        (Disposition::Accepted, GapStanding::Accepted),
        (Disposition::Escalated, GapStanding::Escalated),
    ];
    for (disposition, then) in ways {
        let event = gap::Event::GapDisposed {
            rule: 17,
            about: id::<ActionId>(1).into(),
            disposition,
            escalated_to: None,
        };
        dispose(&mut log, event);
        assert_eq!(standing(&log), Some(then));
    }
    dispose(&mut log, gap::Event::GapReopened {});
    assert_eq!(standing(&log), Some(GapStanding::Open));
    log.rated(1, "R", true);
    assert_eq!(standing(&log), None);
    assert_eq!(log.models.dispositions.all().count(), 1);
}

fn dispose(log: &mut Log, event: gap::Event) {
    let about: StreamId = id::<ActionId>(1).into();
    let stream = StreamId::new(StreamKind::Gap, gap_id(17, about));
    log.add(stream, Event::Gap(event));
}

#[test]
fn a_waiver_at_approval_settles_what_an_action_lacks() {
    let mut log = Log::new();
    log.agreed(1, None);
    log.agreed(2, None);
    let waivers = vec![events::plan::Waiver {
        action: id(1),
        lacking: events::plan::Lacking::Date,
        reason: words(),
    }];
    let group = id(1);
    let approved = events::plan::Event::PlanApproved { group, waivers };
    log.add(id::<PlanId>(1).into(), Event::Plan(approved));
    let filter = GapFilter {
        rules: vec![104],
        ..GapFilter::default()
    };
    let gaps = log.models.gaps_matching(&filter, day("2026-06-15"));
    let about: Vec<_> = gaps.iter().map(|gap| gap.about.stream).collect();
    assert_eq!(about, [id::<ActionId>(2).into()]);
}

#[test]
fn an_agency_sees_the_gaps_it_owns() {
    let mut log = Log::new();
    log.agreed(1, None);
    let count = |agency: AgencyId| {
        let filter = GapFilter {
            agency: Some(agency),
            ..GapFilter::default()
        };
        log.models.gaps_matching(&filter, day("2026-06-15")).len()
    };
    assert_eq!((count(id(1)), count(id(2))), (1, 0));
}
