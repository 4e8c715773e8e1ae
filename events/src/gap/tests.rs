//! The rules of a gap.
