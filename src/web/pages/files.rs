//! Files kept beside the log, to be taken away.

use crate::web::layout::{Place, Section};
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use events::ids::EvidenceId;
use events::log::FileError;
use maud::html;
use projections::Models;
use zeroize::Zeroizing;

/// The longest file name that is offered, in characters.
const NAME_CHARACTERS_MAX: usize = 150;

/// The file of a piece of evidence, as an attachment.
///
/// # Errors
/// When there is no such evidence or it has no file.
pub async fn file(visit: Visit, Path(id): Path<EvidenceId>) -> Result<Response, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let piece = view.evidence.get(id).ok_or(Oops::NotFound)?;
        let file = piece.file.as_ref().ok_or(Oops::NotFound)?;
        let name = visit.plain(&file.name);
        let bytes = visit.seen().file(piece);
        let back = (format!("/evidence/{id}"), "Back to the evidence");
        handed_out(&visit, &view, &name, bytes, &back)
    })
    .await
}

/// The bytes of a kept file as an attachment, or the page that says why there are none. `back` is
/// the page that the file belongs to, and the words of the link there.
pub(super) fn handed_out(
    visit: &Visit,
    view: &Models,
    name: &str,
    bytes: Result<Option<Zeroizing<Vec<u8>>>, FileError>,
    (back, words): &(String, &str),
) -> Result<Response, Oops> {
    let why = match bytes {
        Ok(Some(bytes)) => {
            return attachment(name, "application/octet-stream", bytes.to_vec());
        }
        Ok(None) => "The file is withheld from your role.",
        Err(FileError::Erased(_)) => {
            "The file was erased by law. That it was here, and when, stays on the trail."
        }
        Err(FileError::Missing(_)) => {
            "The file is not in the data folder. Restore it from a backup: the record of it is \
             complete."
        }
        Err(FileError::Damaged(_)) => {
            "The file is damaged and is not given out. Restore it from a backup."
        }
        Err(error) => return Err(error.into()),
    };
    let title = "The file cannot be opened";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { (why) }
        p class="govuk-body" { a class="govuk-link" href=(visit.href(back)) { (words) } }
    };
    let frame = Frame::new(title, Place::Inside(Section::Actions));
    Ok((StatusCode::GONE, visit.page(view, &frame, &body)).into_response())
}

/// A file to be taken away, never shown in the browser.
pub(crate) fn attachment(
    name: &str,
    media_type: &'static str,
    bytes: Vec<u8>,
) -> Result<Response, Oops> {
    let disposition = HeaderValue::from_str(&disposition(name))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_DISPOSITION, disposition),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// `attachment` with the name in plain letters, and in full for browsers that read that
/// (RFC 6266).
fn disposition(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let name: String = last
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME_CHARACTERS_MAX)
        .collect();
    let name = if name.trim().is_empty() {
        "file".to_owned()
    } else {
        name
    };
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || " .-_()".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let mut full = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            full.push(char::from(byte));
        } else {
            full.push('%');
            full.push_str(&hex::encode_upper([byte]));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_can_neither_leave_its_header_nor_its_folder() {
        let told = disposition("../../etc/\"plan\"\r\nX: y – 2026.docx");
        assert!(!told.contains('\r') && !told.contains('\n'), "{told}");
        assert!(
            told.contains("filename=\"_plan_X_ y _ 2026.docx\""),
            "{told}"
        );
        assert!(told.contains("filename*=UTF-8''%22plan%22X%3A%20y%20%E2%80%93%202026.docx"));
        assert!(disposition("").contains("filename=\"file\""));
    }
}
