//! Evidence packs: some of the events of a log, some of their words, and what is needed to check
//! them, in one file. The bytes are told in `docs/pack-format.md`.
//!
//! [`PackWriter`] writes one, [`verify`] checks one, [`inclusion`] takes the proof of one event
//! out of one. This crate needs no log, disk, network or clock, so whoever is given a pack can
//! check it with nothing else.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        reason = "a test that cannot go on has failed"
    )
)]

mod apart;
mod container;
mod entry_reader;
mod held;
mod how_to;
mod inclusion;
mod leaf;
mod leaves;
mod lines;
mod manifest;
pub mod names;
mod report;
mod scan;
mod stamp;
mod verify;
mod write;
mod zip_writer;

pub use held::{Held, HeldCheckpoint, HeldKey, NotHeld};
pub use inclusion::{Inclusion, NoInclusion, inclusion};
pub use leaf::{Item, Kind, Leaf, LeafError, read_leaf};
pub use lines::{Account, Became};
pub use manifest::{Counts, FORMAT, Listed, Manifest, Outcomes, Reason, Selection};
pub use report::{
    CANNOT_PROVE, Closed, Code, Erased, ITEMS_MAX, KeyRelation, PROBLEMS_MAX, Problem, Relation,
    Report, Withheld,
};
pub use stamp::Stamp;
pub use verify::verify;
pub use write::{Blocks, PackWriter, Request, WriteError};
