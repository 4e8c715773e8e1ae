//! What a new partnership starts with.
