//! Reading a board's own Word, Excel or CSV business plan into a proposal of a plan.
//!
//! Pure: bytes in, values out. Nothing here writes, looks at a clock or knows the log; what comes
//! out is a [`Proposal`] that a person checks and somebody else turns into commands. The steps, in
//! the order an import takes them:
//!
//! 1. [`read_document`]: bytes → [`Document`], every cell and paragraph kept with where it stands;
//! 2. [`guess_matching`]: which tables are the plan and what each column means, correctable by a
//!    person and remembered under its [`heading_signature`];
//! 3. [`propose`]: priorities, actions and recommendations, the problems found, and whatever text
//!    found no place. [`unaccounted`] proves that no text went missing on the way.

mod accounting;
mod archive;
mod cards;
mod checks;
mod columns;
mod dates;
mod delimited;
mod document;
mod docx;
mod drafts;
mod entries;
mod fills;
mod headings;
mod matching;
mod milestones;
mod numbering;
mod owners;
mod parts;
mod proposal;
mod propose;
mod prose;
mod references;
mod sections;
mod shades;
mod spans;
mod tokens;
mod wording;
mod xlsx;

#[cfg(test)]
pub(crate) mod tests;

pub use accounting::unaccounted;
pub use columns::{Column, heading_signature};
pub use dates::{FoundDate, Precision, find_dates};
pub(crate) use document::FILE_SIZE_BYTES_MAX;
pub use document::{
    Cell, Document, DocumentKind, Loose, Row, Shade, Table, Unreadable, read_document,
};
pub use matching::{ColumnMatching, Matching, TableMatching, TableUse, guess_matching};
pub use milestones::split_milestones;
pub(crate) use owners::read_owners;
pub use proposal::{
    ActionDraft, HeadingRow, MilestoneDraft, OutcomeDraft, OwnerDraft, PriorityDraft, Problem,
    ProblemCode, Proposal, RagRead, RagWord, RecommendationDraft, Severity, Unplaced,
};
pub use propose::propose;
pub use spans::{Horizon, Period, find_horizons, find_period};
