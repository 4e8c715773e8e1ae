//! Evidence packs, made from the record: what is chosen, what becomes of each text and file, the
//! pages to read, and the pack itself. Nothing is written here but the pack; that it was put
//! together is recorded by the same rules as everything else.

mod assembling;
mod choosing;
mod looked;
mod making;
mod outcome;
mod reading;

pub use assembling::put_together;
pub use choosing::{Choice, chosen_words, holds, not_left_out, positions};
pub use making::{Made, PackError, make};
pub use outcome::{Outcome, Outcomes, reason_words, reasons};
