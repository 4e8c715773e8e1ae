//! Tests of the whole import: our own invented documents, the real ones where they are at hand,
//! and input that nobody should send.

mod bad_input;
mod invented;
mod properties;
mod real_documents;
mod samples;
mod shapes;
