//! The stylesheet, scripts and images, inside the binary.
//!
//! Every file is served under a name that holds a hash of its content, so a browser may keep it
//! for ever and still sees a new version at once. References between the files (the stylesheet's
//! images, the script's import) are rewritten to the hashed names too.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

/// The path under which every asset is served, for the router: `ASSETS_PATH` + `/{*name}`.
pub const ASSETS_PATH: &str = "/assets";

const CACHE_FOREVER: &str = "public, max-age=31536000, immutable";
const HASH_LENGTH_BYTES: usize = 8;

#[derive(RustEmbed)]
#[folder = "assets/compiled"]
struct Compiled;

struct Asset {
    content: Cow<'static, [u8]>,
    content_type: &'static str,
}

struct Assets {
    /// From the name in the sources to the name with its hash.
    urls: BTreeMap<String, String>,
    /// From the name with its hash to what is served.
    files: BTreeMap<String, Asset>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::load);

impl Assets {
    /// Names the files nothing refers from first, so that those which refer to them can be
    /// rewritten before they are hashed in their turn.
    fn load() -> Self {
        let mut names: Vec<_> = Compiled::iter()
            .filter(|name| name != super::verifier::NAME)
            .collect();
        names.sort_by_key(|name| (refers_to_others(name), name.clone()));
        let mut assets = Self {
            urls: BTreeMap::new(),
            files: BTreeMap::new(),
        };
        for name in names {
            let Some(file) = Compiled::get(&name) else {
                continue;
            };
            let content = if refers_to_others(&name) {
                Cow::Owned(assets.with_hashed_references(&file.data))
            } else {
                file.data
            };
            let hashed = hashed_name(&name, &content);
            assets
                .urls
                .insert(name.to_string(), format!("{ASSETS_PATH}/{hashed}"));
            let content_type = content_type(&name);
            assets.files.insert(
                hashed,
                Asset {
                    content,
                    content_type,
                },
            );
        }
        assets
    }

    fn with_hashed_references(&self, content: &[u8]) -> Vec<u8> {
        let mut text = String::from_utf8_lossy(content).into_owned();
        for (name, url) in &self.urls {
            text = text.replace(&format!("{ASSETS_PATH}/{name}"), url);
        }
        text.into_bytes()
    }
}

/// A compiled file as it is, whatever address it has.
pub(super) fn embedded(name: &str) -> Option<Cow<'static, [u8]>> {
    Compiled::get(name).map(|file| file.data)
}

fn refers_to_others(name: &str) -> bool {
    matches!(name, "golden-thread.css" | "golden-thread.js")
}

/// `images/cross.svg` becomes `images/cross-0123456789abcdef.svg`.
fn hashed_name(name: &str, content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    let short = digest
        .iter()
        .take(HASH_LENGTH_BYTES)
        .copied()
        .collect::<Vec<u8>>();
    let hash = hex::encode(short);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some(_) | None => "application/octet-stream",
    }
}

/// The address of an asset, by its name in the sources: `golden-thread.css`,
/// `golden-thread.js`, `favicon.svg`.
///
/// A name that does not exist gives an address that answers 404, so a slip shows in the page
/// rather than stopping it.
pub fn asset_url(name: &str) -> String {
    match ASSETS.urls.get(name) {
        Some(url) => url.clone(),
        None => format!("{ASSETS_PATH}/{name}"),
    }
}

/// Serves one asset by the hashed name after [`ASSETS_PATH`]; 404 for every other name.
pub async fn serve_asset(Path(name): Path<String>) -> Response {
    let Some(asset) = ASSETS.files.get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(asset.content_type),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static(CACHE_FOREVER),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ];
    let content: &'static [u8] = &asset.content;
    (headers, content).into_response()
}

/// The router of the assets, to be merged into the product's own.
pub fn router<S: Clone + Send + Sync + 'static>() -> axum::Router<S> {
    axum::Router::new().route("/assets/{*name}", axum::routing::get(serve_asset))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> String {
        let url = asset_url(name);
        let hashed = url.strip_prefix("/assets/").unwrap();
        String::from_utf8(ASSETS.files[hashed].content.to_vec()).unwrap()
    }

    #[test]
    fn an_asset_is_served_under_its_hash_and_may_be_kept_for_ever() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let url = asset_url("golden-thread.css");
        assert!(url.starts_with("/assets/golden-thread-"), "{url}");
        assert_eq!(url.rsplit_once('.').unwrap().1, "css");
        let name = url.strip_prefix("/assets/").unwrap().to_owned();
        let response = runtime.block_on(serve_asset(Path(name)));
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(
            response.headers()["content-type"],
            "text/css; charset=utf-8"
        );
        assert_eq!(response.headers()["cache-control"], CACHE_FOREVER);
    }

    #[test]
    fn a_name_without_the_hash_is_not_served() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        for name in [
            "golden-thread.css",
            "../Cargo.toml",
            "",
            "golden-thread-00.css",
        ] {
            let response = runtime.block_on(serve_asset(Path(name.to_owned())));
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{name}");
        }
    }

    #[test]
    fn every_reference_between_the_assets_is_to_one_that_is_served() {
        for name in ["golden-thread.css", "golden-thread.js"] {
            let text = text(name);
            let references: Vec<&str> = text
                .split("/assets/")
                .skip(1)
                .map(|rest| rest.split([')', '"']).next().unwrap())
                .collect();
            assert!(!references.is_empty(), "{name}");
            for reference in references {
                assert!(
                    ASSETS.files.contains_key(reference),
                    "{name} refers to {reference}"
                );
            }
        }
    }

    #[test]
    fn the_stylesheet_has_no_crown_no_gds_typeface_and_nothing_from_elsewhere() {
        let css = text("golden-thread.css");
        for forbidden in [
            "GDS Transport",
            "@font-face",
            "crest",
            "crown",
            "url(http",
            "url(\"http",
            "@import",
        ] {
            assert!(!css.contains(forbidden), "the stylesheet holds {forbidden}");
        }
        assert!(css.contains("Helvetica"));
        assert!(css.contains("#0b5d5e"));
    }
}
