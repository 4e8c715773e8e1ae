//! What became of a form that was not recorded, and what is said of it.

use super::shown::sentences;
use crate::app::{Broken, ExecuteError};
use crate::web::components::NotificationBanner;
use crate::web::form::Wrong;
use crate::web::visit::Oops;
use maud::{Markup, html};

/// Why a form was not recorded.
#[derive(Debug)]
pub enum Failed {
    /// Something in it is wrong, or a rule is broken.
    Wrong(Vec<Wrong>),
    /// Somebody changed the thing in the meantime.
    Conflict,
    /// The log takes nothing.
    Stopped(String),
    /// Whether it was recorded is not known.
    Unknown(String),
    /// A fault of ours.
    Oops(Oops),
}

impl From<ExecuteError> for Failed {
    fn from(error: ExecuteError) -> Self {
        match error {
            ExecuteError::Refused(broken) => Self::Wrong(broken.into_iter().map(wrong).collect()),
            ExecuteError::Conflict { .. } => Self::Conflict,
            ExecuteError::Stopped(why) => Self::Stopped(why),
            ExecuteError::Unknown(why) => Self::Unknown(why),
            ExecuteError::KeyReused => whole(
                "sent_before",
                "This form was sent before with other answers. Check what was recorded, then \
                 start again."
                    .to_owned(),
            ),
            ExecuteError::NotThere => Self::Oops(Oops::NotFound),
            ExecuteError::Fault(_) => Self::Oops(error.into()),
        }
    }
}

impl From<Oops> for Failed {
    fn from(oops: Oops) -> Self {
        Self::Oops(oops)
    }
}

fn wrong(broken: Broken) -> Wrong {
    Wrong {
        message: sentences(&broken.refusal.to_string()),
        field: broken.refusal.field,
        rule: broken.refusal.rule.to_owned(),
    }
}

/// Something that is wrong with a form as a whole.
pub fn whole(rule: &str, message: String) -> Failed {
    Failed::Wrong(vec![Wrong {
        field: String::new(),
        rule: rule.to_owned(),
        message,
    }])
}

/// The log takes nothing: what is known of what was sent.
pub fn not_taken(known: &str, why: &str) -> Markup {
    let words = html! {
        p class="govuk-notification-banner__heading" { (known) }
        p class="govuk-body" { (why) ". What you typed is kept below." }
    };
    let banner = NotificationBanner::new(words);
    html! { (banner) }
}
