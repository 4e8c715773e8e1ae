//! The rules that hold for every command.
