//! Where checkpoints are published.

use super::given::Given;
use crate::checkpoints::publish::{is_address, outside};
use std::path::{Path, PathBuf};

/// Where checkpoints are published: nowhere, or at any of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checkpoints {
    /// The file that each is added to.
    pub file: Option<PathBuf>,
    /// The folder that gets a file for each.
    pub folder: Option<PathBuf>,
    /// The address that each is sent to by POST.
    pub url: Option<String>,
    /// The mailbox that each is sent to.
    pub email: Option<String>,
}

pub(super) fn read(given: &mut Given, data: Option<&Path>, mails: bool) -> Checkpoints {
    let wanted = Checkpoints {
        file: given.path("checkpoints.publish_file"),
        folder: given.path("checkpoints.publish_folder"),
        url: given.text("checkpoints.publish_url"),
        email: given.text("checkpoints.publish_email"),
    };
    for (path, place) in [
        ("checkpoints.publish_file", &wanted.file),
        ("checkpoints.publish_folder", &wanted.folder),
    ] {
        let within = data.zip(place.as_deref());
        if within.is_some_and(|(data, place)| outside(data, place).is_none()) {
            given.wrong(
                path,
                "this is within the data folder: name a place that whoever can change the record \
                 cannot change too",
            );
        }
    }
    if wanted.url.as_deref().is_some_and(|url| !is_address(url)) {
        given.wrong(
            "checkpoints.publish_url",
            "this is not https:// and an address without a name and a password in it, such as \
             \"https://witness.example.org/checkpoints\"",
        );
    }
    if wanted.email.is_some() && !mails {
        given.wrong(
            "checkpoints.publish_email",
            "there is no mail server to send it with: fill in the table [mail]",
        );
    }
    if wanted.email.as_deref().is_some_and(|to| !to.contains('@')) {
        given.wrong("checkpoints.publish_email", "this is no e-mail address");
    }
    wanted
}
