//! The rules of an evidence pack.

use super::refusals as refused;
use super::{Chosen, Command, Event, Held, State};
use crate::ids::InformationRequestId;
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};
use uuid::Uuid;

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time is refused for that alone.
pub fn decide(
    state: &State,
    command: Command,
    given: &Given,
    world: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    let mut broken = Refusals::default();
    let happened = match (command, state.assembled_on) {
        (Command::AssemblePack { .. }, Some(_)) => {
            return Err(vec![refused::pack_already_assembled()]);
        }
        (Command::ReleasePack { .. }, None) => return Err(vec![refused::pack_not_assembled()]),
        (
            Command::AssemblePack {
                recipient,
                request,
                purpose,
                information_request,
                as_at,
                chosen,
                withholding,
                held,
            },
            None,
        ) => {
            of_the_record(&chosen, world, &mut broken);
            asked_for(information_request, world, &mut broken);
            whole(&held, &mut broken);
            Event::EvidencePackAssembled {
                recipient,
                request,
                purpose,
                information_request,
                as_at,
                chosen,
                withholding,
                held,
            }
        }
        (Command::ReleasePack { to, how }, Some(assembled_on)) => {
            let early = given.occurred_on < assembled_on;
            broken.when(early, refused::released_before_assembled);
            Event::PackReleased { to, how }
        }
    };
    broken.or(|| vec![happened])
}

fn of_the_record(chosen: &Chosen, world: &World, broken: &mut Refusals) {
    let strange = chosen.things.iter().any(|thing| !world.exists(*thing));
    broken.when(strange, refused::pack_thing_unknown);
    let turned = chosen
        .from
        .zip(chosen.to)
        .is_some_and(|(from, to)| to < from);
    broken.when(turned, refused::pack_period_turned_round);
}

fn asked_for(request: Option<Uuid>, world: &World, broken: &mut Refusals) {
    let known = &world.inspection_of_request;
    let strange = request.is_some_and(|one| !known.contains_key(&InformationRequestId(one)));
    broken.when(strange, refused::pack_request_unknown);
}

fn whole(held: &Held, broken: &mut Refusals) {
    let digits = held.manifest.bytes();
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let proper = held.manifest.len() == 64 && digits.into_iter().all(hex);
    broken.when(!proper, refused::pack_without_manifest);
    broken.when(held.events == 0, refused::pack_empty);
}
