//! What a browser says it is, coarsely: enough for somebody to tell their own sessions apart.

use std::fmt;

/// A browser and the system it runs on, in words such as "Firefox on Windows". The text a browser
/// sent is never kept: it may tell one person from all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserAgent {
    browser: &'static str,
    system: &'static str,
}

/// Marks of browsers, the more particular first: most pretend to be several others.
const BROWSERS: [(&str, &str); 12] = [
    ("edg/", "Edge"),
    ("edga/", "Edge"),
    ("edgios/", "Edge"),
    ("opr/", "Opera"),
    ("samsungbrowser/", "Samsung Internet"),
    ("firefox/", "Firefox"),
    ("fxios/", "Firefox"),
    ("crios/", "Chrome"),
    ("chrome/", "Chrome"),
    ("chromium/", "Chromium"),
    ("trident/", "Internet Explorer"),
    ("safari/", "Safari"),
];

/// Marks of systems, the more particular first.
const SYSTEMS: [(&str, &str); 8] = [
    ("windows", "Windows"),
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("mac os x", "Mac"),
    ("macintosh", "Mac"),
    ("android", "Android"),
    ("cros", "ChromeOS"),
    ("linux", "Linux"),
];

/// How much of what a browser sends is read, in bytes.
const READ_MAX: usize = 512;

impl UserAgent {
    /// Reads the header `User-Agent`, which may be missing or anything at all.
    pub fn read(header: Option<&str>) -> Self {
        let header = header.unwrap_or_default();
        let start = header.get(..READ_MAX).unwrap_or(header);
        let sent: String = start.chars().take(READ_MAX).collect();
        let sent = sent.to_ascii_lowercase();
        let named = |marks: &[(&str, &'static str)], otherwise| {
            let mark = marks.iter().find(|(mark, _)| sent.contains(mark));
            mark.map_or(otherwise, |(_, name)| *name)
        };
        Self {
            browser: named(&BROWSERS, "Another browser"),
            system: named(&SYSTEMS, "another system"),
        }
    }
}

impl fmt::Display for UserAgent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}", self.browser, self.system)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(header: &str) -> String {
        UserAgent::read(Some(header)).to_string()
    }

    #[test]
    fn common_browsers_are_named() {
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
        let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15";
        let chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        for (header, name) in [
            (
                format!("{windows} Gecko/20100101 Firefox/140.0"),
                "Firefox on Windows",
            ),
            (format!("{windows} {chrome}"), "Chrome on Windows"),
            (format!("{windows} {chrome} Edg/140.0"), "Edge on Windows"),
            (
                format!("{mac} Version/18.0 Safari/605.1.15"),
                "Safari on Mac",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
                    .to_owned(),
                "Safari on iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36".to_owned(),
                "Chrome on Android",
            ),
        ] {
            assert_eq!(label(&header), name);
        }
    }

    #[test]
    fn nothing_a_browser_sends_is_repeated() {
        let unknown = "Another browser on another system";
        assert_eq!(UserAgent::read(None).to_string(), unknown);
        assert_eq!(
            label("<script>alert(1)</script> Ann Baker's tablet"),
            unknown
        );
        assert_eq!(label(&"é".repeat(100_000)), unknown);
    }
}
