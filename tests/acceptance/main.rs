//! The product as its users meet it: a real server on a temporary folder, spoken to over HTTP, and
//! the real program run as a command.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::format_push_string,
    clippy::similar_names,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on has failed"
)]

mod access_log;
mod accounts;
mod audit_page;
mod audit_refused;
mod audits;
mod bad_documents;
mod bad_input;
mod checkpoints;
mod cli;
mod crash;
mod crawl_as;
mod document;
mod ending;
mod erasing;
mod evidence_pack;
mod exports;
mod failed_disk;
mod first_start;
mod front;
mod imports;
mod inspections;
mod keys;
mod learning;
mod learning_refused;
mod matrix;
mod office;
mod oidc;
mod packaging;
mod packs;
mod pages;
mod papers;
mod past;
mod practice_reviews;
mod privacy;
mod rapid_review;
mod reading;
mod reads;
mod reminders;
mod retries;
mod return_file;
mod rules;
mod running;
mod sample;
mod scanning;
mod searching;
mod self_assessment;
mod server;
mod settings;
mod slow;
mod spreading;
mod users;
mod watching;
