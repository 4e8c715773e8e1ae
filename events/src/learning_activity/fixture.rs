//! Activities as tests need them.

use super::{ActivityKind, Attendance, Command};
use crate::given_when_then::{begun, day, id, on_from};
use crate::ids::{LearningActivityId, StreamId};
use crate::world::World;

/// The activity of a test.
pub(crate) fn activity() -> StreamId {
    id::<LearningActivityId>(1).into()
}

/// Plans an activity of a kind.
pub(crate) fn schedule(kind: ActivityKind) -> Command {
    let course = kind == ActivityKind::Course;
    Command::ScheduleActivity {
        kind,
        reference: "C1 2026".to_owned(),
        title: "Seeing babies".to_owned(),
        theme: Some("neglect".to_owned()),
        on: day("2026-06-15"),
        places: kind.is_attended().then_some(20),
        briefings: Vec::new(),
        look_after_months: course.then_some(3),
    }
}

/// One agency's row.
pub(crate) fn row(agency: u128, booked: u32, walk_ins: u32, attended: u32) -> Attendance {
    Attendance {
        agency: id(agency),
        booked,
        walk_ins,
        attended,
    }
}

/// An activity (1) after commands.
pub(crate) fn then(world: World, commands: Vec<Command>) -> World {
    let history = commands.into_iter().map(|one| (activity(), one.into()));
    on_from(world, history.collect())
}

/// An activity (1) that is planned.
pub(crate) fn planned(kind: ActivityKind) -> World {
    then(begun(), vec![schedule(kind)])
}

/// An activity (1) that twelve people attended on 15 June 2026.
pub(crate) fn held(kind: ActivityKind) -> World {
    let hold = Command::HoldActivity {
        attendance: vec![row(1, 10, 1, 8), row(2, 4, 0, 4)],
    };
    then(planned(kind), vec![hold])
}
