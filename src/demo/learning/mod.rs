//! How the invented partnership spreads what it learned: briefings that some agencies pass on and
//! others do not, courses with and without a later look at practice, and a year's learning from
//! child deaths.

mod activities;
mod briefings;
mod child_deaths;

use super::story::Story;

pub(super) fn tell(story: &mut Story) {
    briefings::tell(story);
    activities::tell(story);
    child_deaths::tell(story);
}
