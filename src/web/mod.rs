//! The pages: how they look and how they are served.

pub mod assets;
pub mod components;
pub mod layout;
