//! Our components against GOV.UK Frontend's own fixtures, and every component on one page.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

mod content;
mod fixtures;
mod forms;
mod gallery;
mod navigation;
mod normalise;
mod tables;

/// The reasons options are left out for, shared by the lists.
mod because {
    pub(crate) const ATTRIBUTES: &str =
        "free attributes could carry a style or a handler, or break ids that must agree";
    pub(crate) const CLASSES: &str = "no page has needed a class in this place";
    pub(crate) const HOLES: &str = "our lists are vectors, which hold no empty item";
    pub(crate) const ENGLISH: &str = "the product speaks English only, so its words are fixed";
    pub(crate) const FOCUS: &str = "the error or success takes the focus on every page alike";
}
