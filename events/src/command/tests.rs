//! How commands are read and told.
