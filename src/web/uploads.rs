//! Documents that were uploaded for an import and not confirmed yet. They stay in memory, so that
//! nothing is written before somebody confirms; the oldest make room for new ones.

use crate::acting::Acting;
use crate::import::{Document, Matching};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// How many documents wait at most.
pub const UPLOADS_KEPT: usize = 8;

/// One document that waits.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Its id, in the addresses of the journey.
    pub id: Uuid,
    /// Who uploaded it.
    pub by: Acting,
    /// The file's name.
    pub file_name: String,
    /// The file.
    pub bytes: Arc<Vec<u8>>,
    /// What was read.
    pub document: Arc<Document>,
    /// How its columns are matched, as guessed or as corrected.
    pub matching: Matching,
    /// The import it became, once it was confirmed.
    pub plan: Option<Uuid>,
}

/// All documents that wait.
#[derive(Debug, Default)]
pub struct Uploads {
    kept: Mutex<VecDeque<Upload>>,
    confirming: Mutex<()>,
}

impl Uploads {
    /// Keeps a document.
    pub fn keep(&self, upload: Upload) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|other| other.id != upload.id);
        while kept.len() >= UPLOADS_KEPT {
            kept.pop_front();
        }
        kept.push_back(upload);
    }

    /// Held while a document is confirmed, so that confirming twice at once imports it once.
    pub fn confirming(&self) -> MutexGuard<'_, ()> {
        self.confirming
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a document go on with whom its uploader acts as now.
    pub fn hand_over(&self, id: Uuid, from: Acting, to: Acting) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(upload) = kept
            .iter_mut()
            .find(|upload| upload.id == id && upload.by == from)
        {
            upload.by = to;
        }
    }

    /// A document that waits.
    pub fn get(&self, id: Uuid) -> Option<Upload> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|upload| upload.id == id).cloned()
    }
}
