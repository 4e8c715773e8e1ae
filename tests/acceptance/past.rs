//! A past moment is folded on from the nearest copy at hand, and shows what folding from the first
//! event shows: to whoever sees everything, and to whoever sees a part.

use events::envelope::{Moment, Role};
use events::event::{Event, Recorded};
use events::everywhere::Sight;
use golden_thread::app::App;
use golden_thread::demo;
use projections::Models;

fn history(app: &App) -> Vec<Recorded> {
    let stored = app.log().read(1, usize::MAX).unwrap();
    let recorded = stored.iter().map(|one| Recorded {
        envelope: one.envelope.clone(),
        event: Event::decode(&one.envelope, one.data()).unwrap(),
    });
    recorded.collect()
}

fn from_the_first_event(app: &App, log: &[Recorded], sight: &Sight, moment: Moment) -> Models {
    let reached = app.live().reached(sight);
    let everything = reached.is_everything();
    let mut models = if everything {
        Models::default()
    } else {
        Models::partial()
    };
    let until = log
        .iter()
        .take_while(|one| one.envelope.recorded_at <= moment);
    for one in until.filter(|one| reached.shows(one)) {
        models.apply(one);
    }
    models
}

#[test]
fn a_past_moment_is_what_folding_from_the_first_event_says_for_every_reader() {
    let folder = tempfile::tempdir().unwrap();
    let key = super::server::MASTER_KEY;
    let app = demo::start(folder.path(), key, &mut |_, _| {}).unwrap();
    let log = history(&app);
    let agency = app.live().people.agencies.keys().next().copied();
    let sights = [
        Sight::of(Role::BusinessManager, None),
        Sight::of(Role::Chair, None),
        Sight::of(Role::PqaMember, None),
        Sight::of(Role::AgencyLead, agency),
        Sight::of(Role::AgencyContributor, agency),
    ];
    let parts = sights
        .iter()
        .filter(|sight| !app.live().reached(sight).is_everything());
    assert!(parts.count() > 1, "some readers see a part");
    let moments = [0, 300, 700, 1_100, 1_500, log.len() - 2, log.len() - 1];
    for sight in &sights {
        drop(app.seen(sight).view(None).unwrap());
        // The latest first, so that no earlier one can be folded on from a moment just asked for.
        for at in moments.iter().rev() {
            let moment = log[*at].envelope.recorded_at;
            let view = app.seen(sight).view(Some(moment)).unwrap();
            let meant = from_the_first_event(&app, &log, sight, moment);
            assert!(*view == meant, "{sight:?} as at event {}", at + 1);
        }
        // And earlier ones again, from which the later ones are then folded on.
        for at in moments {
            let earlier = log[at / 2].envelope.recorded_at;
            let view = app.seen(sight).view(Some(earlier)).unwrap();
            assert!(*view == from_the_first_event(&app, &log, sight, earlier));
        }
    }
    app.close();
}
