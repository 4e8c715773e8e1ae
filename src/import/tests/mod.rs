//! Tests of the whole import: our own invented documents, the real ones where they are at hand,
//! and input that nobody should send.

mod bad_input;
pub(crate) mod boards;
mod invented;
mod properties;
mod real_documents;
pub(crate) mod samples;
mod shapes;
