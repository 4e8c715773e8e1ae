//! Somebody who follows every link: from pages to pages, and from each page to the same thing in
//! the interface.

use crate::server::{Answer, Asked, asked};
use events::everywhere::Sight;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::SocketAddr;

/// How many addresses that differ only in what their query or path says are followed, by the
/// beginning of their shape; every thing that has a page is visited where none is given.
const LIMITS: [(&str, usize); 8] = [
    ("/record/", 3),
    ("/api/v1/trail/#", 60),
    ("/trail/#", 60),
    ("/trail?", 6),
    ("/api/v1/trail?", 4),
    ("/api/v1/texts", 20),
    ("/evidence/#/file", 12),
    ("/api/v1/evidence/#/file", 12),
];

/// How many addresses with a query are followed otherwise.
const QUERIES: usize = 3;

/// One answer that was looked at.
pub(super) struct Visited {
    pub(super) path: String,
    pub(super) status: u16,
    /// The page that linked to it, where one did.
    pub(super) linked: Option<String>,
}

/// Somebody at a server.
pub(super) struct Browser {
    asked: Asked,
    headers: Vec<(String, String)>,
}

impl Browser {
    pub(super) fn of(address: SocketAddr, sight: &Sight) -> Self {
        let agency = sight.agency.map(|id| format!("@{id}")).unwrap_or_default();
        let acting = format!("{}{agency}", sight.role.word());
        Self {
            asked: asked(address),
            headers: vec![
                ("Cookie".into(), format!("golden-thread-acting-as={acting}")),
                ("Golden-Thread-Acting-As".into(), acting),
            ],
        }
    }

    /// A browser, and a program, of somebody who has signed in.
    pub(super) fn signed_in(address: SocketAddr, session: &str, token: &str) -> Self {
        let cookie = format!("golden-thread-session={session}");
        Self {
            asked: asked(address),
            headers: vec![
                ("Cookie".into(), cookie),
                ("Authorization".into(), format!("Bearer {token}")),
            ],
        }
    }

    pub(super) fn get(&self, path: &str) -> Answer {
        let headers: Vec<(&str, &str)> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.asked.send("GET", path, &headers, &[])
    }

    /// Follows every link from some addresses, and lets every answer be looked at.
    pub(super) fn crawl(
        &mut self,
        starts: &[String],
        mut look: impl FnMut(&str, &Answer),
    ) -> Vec<Visited> {
        let mut seen: BTreeSet<String> = starts.iter().cloned().collect();
        let mut waiting: VecDeque<(String, Option<String>)> =
            starts.iter().map(|path| (path.clone(), None)).collect();
        let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
        let mut visited = Vec::new();
        while let Some((path, linked)) = waiting.pop_front() {
            let answer = self.get(&path);
            look(&path, &answer);
            for link in links(&answer) {
                let here = Some(path.clone());
                for (one, linked) in [(Some(link.clone()), here), (of_interface(&link), None)] {
                    let Some(one) = one.filter(|one| !seen.contains(one)) else {
                        continue;
                    };
                    let shape = shape(&one);
                    let count = shapes.entry(shape.clone()).or_default();
                    *count += 1;
                    if *count <= limit(&shape) {
                        seen.insert(one.clone());
                        waiting.push_back((one, linked));
                    }
                }
            }
            visited.push(Visited {
                status: answer.status,
                path,
                linked,
            });
        }
        visited
    }
}

/// An address without what tells one thing from another.
fn shape(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let part = |part: &str| {
        let number =
            part.len() >= 32 || !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if number {
            "#".to_owned()
        } else {
            part.to_owned()
        }
    };
    let parts: Vec<String> = path.split('/').map(part).collect();
    let mut names: Vec<&str> = query
        .split('&')
        .filter_map(|pair| pair.split('=').next())
        .collect();
    names.sort_unstable();
    names.dedup();
    match query {
        "" => parts.join("/"),
        _ => format!("{}?{}", parts.join("/"), names.join("&")),
    }
}

fn limit(shape: &str) -> usize {
    let known = LIMITS.iter().find(|(start, _)| shape.starts_with(start));
    match known {
        Some((_, most)) => *most,
        None if shape.contains('?') && !shape.ends_with("?texts") => QUERIES,
        None => usize::MAX,
    }
}

/// The links of a page to this site, but for those of the sections at its top; or where an answer
/// leads on.
fn links(answer: &Answer) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    let to = answer.header("location");
    if !to.is_empty() {
        links.push(to.to_owned());
    }
    for link in answer.header("link").split(',') {
        let inside = link
            .trim()
            .strip_prefix('<')
            .and_then(|rest| rest.split_once('>'));
        links.extend(inside.map(|(path, _)| path.to_owned()));
    }
    if answer.header("content-type").starts_with("text/html") {
        let page = answer.text();
        let page = without_sections(&page);
        let hrefs = page
            .split(" href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        links.extend(hrefs.map(|href| href.replace("&amp;", "&")));
    }
    let here = |link: &String| link.starts_with('/') && !link.starts_with("//");
    let path = |link: String| link.split('#').next().unwrap_or_default().to_owned();
    links.into_iter().filter(here).map(path).collect()
}

/// A page without the links to the sections, which the layout chooses for each role.
fn without_sections(page: &str) -> String {
    let links = page.split("<a ");
    let of_page = links.filter(|link| !link.contains("class=\"govuk-service-navigation__link\""));
    of_page.collect::<Vec<_>>().join("<a ")
}

/// The same thing in the interface, with the words.
fn of_interface(link: &str) -> Option<String> {
    let path = link.split('?').next()?;
    let mut parts = path.trim_start_matches('/').split('/');
    let (kind, id, more) = (parts.next()?, parts.next()?, parts.next());
    let list = match (kind, more) {
        ("action", None) => "actions",
        ("recommendation", None) => "recommendations",
        ("evidence", None) => "evidence",
        ("meeting", None) => "meetings",
        ("plan", None) => "plans",
        ("trail", None) if id.bytes().all(|b| b.is_ascii_digit()) => {
            return Some(format!("/api/v1/trail/{id}"));
        }
        ("evidence", Some("file")) => return Some(format!("/api/v1/evidence/{id}/file")),
        ("thread", Some(thing)) => {
            return Some(format!("/api/v1/threads/{id}/{thing}?texts=yes"));
        }
        _ => return None,
    };
    Some(format!("/api/v1/{list}/{id}?texts=yes"))
}
