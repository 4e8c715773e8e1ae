//! Starting the demo: the history is recorded through the same door as everything else, with the
//! clock set to each moment in turn.

use super::{Step, begins, history, packs};
use crate::acting::Acting;
use crate::app::{App, Instruction, Meta, Start};
use crate::checkpoints;
use crate::clock::Clock;
use anyhow::{Context, Result};
use events::ids::EvidencePackId;
use events::text::Text;
use events::world::Command;
use std::path::Path;

/// Records the invented partnership into an empty folder and opens it on the machine's clock.
/// `progress` is told how many steps are done, of how many.
///
/// # Errors
/// When the folder cannot be used, or a step is refused, which the tests rule out.
pub fn start(
    folder: &Path,
    master_key: [u8; 32],
    progress: &mut dyn FnMut(u64, u64),
) -> Result<App> {
    let today = Clock::System.today();
    let clock = Clock::set_to(begins(today));
    let open = |clock: &Clock| {
        App::start(Start {
            data: folder.to_owned(),
            master_key,
            clock: clock.clone(),
        })
    };
    let app = open(&clock)?;
    let steps = history(app.partnership(), today);
    let all = steps.len() as u64;
    for (done, step) in (1..).zip(steps) {
        clock.set(step.at);
        record(&app, step).with_context(|| format!("step {done} of the demo's history"))?;
        progress(done, all);
    }
    app.close();
    Ok(open(&Clock::System)?)
}

fn record(app: &App, step: Step) -> Result<()> {
    if let Some(file) = &step.file {
        app.keep_file(file.place, &file.name, &file.media_type, &file.bytes)?;
    }
    let (role, agency) = step.acting;
    let acting = Acting {
        user: crate::acting::User::ActingAs,
        role,
        agency,
    };
    let meta = Meta {
        occurred_on: step.occurred_on,
        reason: step.reason.map(Text::plain),
        decided_in: step.decided_in,
        classification: step.classification,
        ..Meta::by(acting.actor())
    };
    let mut instructions = Vec::with_capacity(step.commands.len());
    for (stream, command) in step.commands {
        let command = if let Command::EvidencePack(command) = command {
            let sight = acting.sight();
            let made = packs::made(app.seen(&sight), EvidencePackId(stream.id), command)?;
            Command::EvidencePack(made)
        } else {
            command
        };
        instructions.push(Instruction {
            stream,
            command,
            expected: None,
        });
    }
    let freezes = checkpoints::freezes_paper(&instructions);
    app.execute(instructions, &meta)?;
    if freezes {
        checkpoints::cover_paper(app);
    }
    Ok(())
}
