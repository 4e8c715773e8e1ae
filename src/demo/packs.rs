//! Two evidence packs: one put together for a request of the inspection that runs, handed over and
//! named in the answer, and one for somebody who looks in from outside, with words left out and the
//! reason, that nobody was handed yet.
//!
//! What a pack holds is known once it is made: the history says what is chosen, and [`made`] makes
//! it when its step comes.

use super::cast::{MANAGER, audit, evidence_pack, information_request, recommendation};
use super::dates::{THU, TUE, on};
use super::story::Story;
use crate::app::Seen;
use crate::packs::{Choice, PackError, positions, put_together};
use chrono::DateTime;
use events::envelope::Moment;
use events::evidence_pack::{
    Chosen, Command, Delivery, Held, LeftOut, Rule, WithheldFor, Withholding,
};
use events::ids::EvidencePackId;
use events::text::Text;
use projections::Models;

/// What stands where the history cannot know what a pack holds.
const UNMADE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

pub(super) fn tell(story: &mut Story) {
    let pack = evidence_pack("neglect");
    let assemble = Command::AssemblePack {
        recipient: "The lead inspector, Ofsted".into(),
        request: "Request 1 of inspection Quayside ILACS".into(),
        purpose: "To answer that request".into(),
        information_request: Some(information_request("ilacs-1").0),
        as_at: unmade(),
        chosen: Chosen {
            things: vec![audit("neglect").into()],
            threads: true,
            ..Chosen::default()
        },
        withholding: Withholding {
            rules: [Rule::AboutChildren].into(),
            single: Vec::new(),
        },
        held: nothing(),
    };
    story.step(on(75, THU, 9), MANAGER, pack, assemble);
    let release = Command::ReleasePack {
        to: "The lead inspector, Ofsted".into(),
        how: Delivery::Portal,
    };
    story.step(on(75, THU, 10), MANAGER, pack, release);
    scrutiny(story);
}

/// What the scrutineer is to be given: no files, and nothing of what one agency said of a family.
fn scrutiny(story: &mut Story) {
    let withheld = LeftOut {
        position: 0,
        field: "/data/underlying_reason".to_owned(),
        because: WithheldFor::ThirdParty,
    };
    let assemble = Command::AssemblePack {
        recipient: "The independent scrutineer".into(),
        request: "Asked for at the yearly scrutiny of the front door".into(),
        purpose: "Whether health takes part in strategy discussions now.".into(),
        information_request: None,
        as_at: unmade(),
        chosen: Chosen {
            things: vec![recommendation("IN1").into(), audit("neglect").into()],
            threads: true,
            ..Chosen::default()
        },
        withholding: Withholding {
            rules: [Rule::AboutChildren, Rule::Files].into(),
            single: vec![withheld],
        },
        held: nothing(),
    };
    let pack = evidence_pack("scrutiny");
    story.step(on(76, TUE, 14), MANAGER, pack, assemble);
}

fn unmade() -> Moment {
    Moment::new(DateTime::UNIX_EPOCH)
}

fn nothing() -> Held {
    Held {
        size: 1,
        manifest: UNMADE.to_owned(),
        events: 1,
        disclosed: 0,
        withheld: 0,
        erased: 0,
        files: 0,
    }
}

/// Makes the pack of a command of the history, of the record as it stands; any other command stays
/// what it is.
///
/// # Errors
/// When the pack cannot be made.
pub(super) fn made(
    seen: Seen<'_>,
    pack: EvidencePackId,
    command: Command,
) -> Result<Command, PackError> {
    let Command::AssemblePack {
        recipient,
        request,
        purpose,
        information_request,
        chosen,
        mut withholding,
        ..
    } = command
    else {
        return Ok(command);
    };
    {
        let now = seen.view(None)?;
        for one in &mut withholding.single {
            one.position = first_with(seen, &now, &chosen, &one.field)?;
        }
    }
    let choice = Choice {
        recipient: words(&recipient),
        request: words(&request),
        purpose: words(&purpose),
        information_request,
        as_at: Moment::new(seen.app().clock().now()),
        chosen,
        withholding,
    };
    put_together(seen, pack, &choice)
}

fn words(text: &Text) -> String {
    text.as_plain().unwrap_or_default().to_owned()
}

/// The first event chosen that says something in a field; 0 where none does.
fn first_with(
    seen: Seen<'_>,
    view: &Models,
    chosen: &Chosen,
    field: &str,
) -> Result<u64, PackError> {
    for position in positions(view, chosen) {
        let event = seen.app().log().event(position)?;
        let leaf = pack::read_leaf(event.leaf());
        if leaf.is_ok_and(|leaf| leaf.items.iter().any(|item| item.field == field)) {
            return Ok(position);
        }
    }
    Ok(0)
}
