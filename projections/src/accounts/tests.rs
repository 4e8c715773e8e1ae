//! How accounts are found, and which roles they give.
