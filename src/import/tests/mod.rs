//! Tests of reading documents.

mod bad_input;
pub(crate) mod boards;
mod invented;
mod properties;
mod real_documents;
pub(crate) mod samples;
mod shapes;
