//! The rules of the partnership.
