//! One file a page, or a small family of pages.

pub mod acting;
pub mod record;
pub mod trail;
