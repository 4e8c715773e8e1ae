//! Golden Thread: pages, the API, the command line, and what they share.
//!
//! Everything that writes goes through [`app::App::execute`]; everything that reads goes through
//! [`app::App::seen`].

pub mod clock;
pub mod config;
pub mod master_key;

pub mod desk;
pub mod identity;

pub mod access_log;
pub mod acting;
pub mod app;
pub mod search;
pub mod words;

pub mod export;
pub mod import;
pub mod importing;
pub mod intake;
pub mod key_backups;
pub mod packs;
pub mod return_file;
pub mod scan;

pub mod demo;

pub mod checkpoints;
pub mod digest;
pub mod feed;

pub mod api;
pub mod cli;
pub mod web;
