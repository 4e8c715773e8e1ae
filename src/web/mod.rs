//! The pages: how they look and how they are served.

pub mod assets;
pub mod components;
pub mod entrance;
pub mod form;
pub mod forms;
pub mod health;
pub mod layout;
pub mod metrics;
pub mod noting;
pub mod pages;
pub mod peer;
pub mod posted;
pub mod reading;
pub mod router;
pub mod searches;
pub mod server;
#[cfg(test)]
pub(crate) mod story;
pub mod streamed;
pub mod telling;
pub mod tls;
pub mod uploads;
pub mod verifier;
pub mod visit;
pub mod whose;
