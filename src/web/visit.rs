//! One request for a page: who is acting, as at when, and how a page is written for them.

use super::components::dates::{moment_field, parse_moment_field};
use super::layout::{self, ActingAs, AsAt, Page, Place};
use crate::acting::Acting;
use crate::app::{App, View};
use crate::clock::day_in_england;
use crate::web::components::{BackLink, Breadcrumbs};
use axum::extract::{FromRequestParts, RawQuery};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use events::envelope::{Moment, Role};
use events::log::Disclosed;
use maud::{Markup, html};
use projections::TextRef;
use std::convert::Infallible;
use std::sync::Arc;

/// The cookie that holds whom one acts as.
pub const ACTING_COOKIE: &str = "golden-thread-acting-as";

/// What every page shares.
pub struct Site {
    /// The record.
    pub app: Arc<App>,
    /// Whether this is the demo, so that every page says it is training data.
    pub training: bool,
    /// Documents uploaded and not confirmed yet.
    pub uploads: super::uploads::Uploads,
}

/// The state of the router.
pub type Shared = Arc<Site>;

/// One request.
pub struct Visit {
    /// What every page shares.
    pub site: Shared,
    /// Whom the visitor acts as.
    pub acting: Acting,
    /// The path of the page.
    pub path: String,
    /// The query, without `as_at`.
    pub query: Vec<(String, String)>,
    /// The past moment asked for.
    pub as_at: Option<DateTime<Utc>>,
    /// What was typed when it was no moment, and why it is none.
    as_at_refused: Option<(String, String)>,
}

impl FromRequestParts<Shared> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Shared) -> Result<Self, Infallible> {
        let acting = cookie(parts, ACTING_COOKIE).and_then(|value| value.parse().ok());
        let RawQuery(query) = RawQuery::from_request_parts(parts, site).await?;
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(&query.unwrap_or_default()).unwrap_or_default();
        let typed = pairs
            .iter()
            .find(|(name, _)| name == "as_at")
            .map(|(_, value)| value.clone());
        let (mut as_at, mut as_at_refused) = (None, None);
        if let Some(typed) = typed.filter(|typed| !typed.trim().is_empty()) {
            match parse_moment_field(&typed) {
                Ok(moment) if moment <= site.app.clock().now() => as_at = Some(moment),
                Ok(_) => {
                    let why = "This moment has not come yet: choose an earlier one".to_owned();
                    as_at_refused = Some((typed, why));
                }
                Err(problem) => as_at_refused = Some((typed, problem.to_string())),
            }
        }
        Ok(Self {
            site: Arc::clone(site),
            acting: acting.unwrap_or_default(),
            path: parts.uri.path().to_owned(),
            query: pairs
                .into_iter()
                .filter(|(name, _)| name != "as_at")
                .collect(),
            as_at,
            as_at_refused,
        })
    }
}

fn cookie(parts: &Parts, name: &str) -> Option<String> {
    let header = parts.headers.get(header::COOKIE)?.to_str().ok()?;
    header.split(';').find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}

/// How a page is framed.
pub struct Frame<'a> {
    /// The page's title, the same as its heading.
    pub title: &'a str,
    /// Where it stands among the sections.
    pub place: Place,
    /// Whether a form on it was not accepted.
    pub has_error: bool,
    /// The pages above it, as name and address, the home page left out.
    pub above: Vec<(String, String)>,
}

impl<'a> Frame<'a> {
    /// A page of a section.
    pub fn new(title: &'a str, place: Place) -> Self {
        Self {
            title,
            place,
            has_error: false,
            above: Vec::new(),
        }
    }

    /// The same, below other pages.
    #[must_use]
    pub fn below(mut self, name: impl Into<String>, href: impl Into<String>) -> Self {
        self.above.push((name.into(), href.into()));
        self
    }

    /// The same, showing what is wrong with a form.
    #[must_use]
    pub fn failed(mut self, failed: bool) -> Self {
        self.has_error = failed;
        self
    }
}

impl Visit {
    /// The record.
    pub fn app(&self) -> &App {
        &self.site.app
    }

    /// The models at the moment asked for.
    ///
    /// # Errors
    /// A page that says the record could not be read.
    pub fn view(&self) -> Result<View<'_>, Oops> {
        Ok(self.app().view(self.as_at.map(Moment::new))?)
    }

    /// The day the page speaks of: today, or the day of the moment asked for.
    pub fn today(&self) -> NaiveDate {
        self.as_at
            .map_or_else(|| self.app().clock().today(), day_in_england)
    }

    /// Whether the page shows the present, so that something can be recorded from it.
    pub fn is_now(&self) -> bool {
        self.as_at.is_none()
    }

    /// An address that keeps the moment asked for.
    pub fn href(&self, href: &str) -> String {
        self.as_at_control(&[]).carry(href)
    }

    /// The first value of a name in the query.
    pub fn asked(&self, name: &str) -> Option<&str> {
        let found = self
            .query
            .iter()
            .find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    /// The words of a text, as a page shows them: with line breaks, or that they were erased.
    pub fn words(&self, text: &TextRef) -> Markup {
        match self.app().text(text.position, &text.field) {
            Ok(Disclosed::Words(words)) => html! { span class="gt-prose" { (words) } },
            Ok(Disclosed::Erased) => html! { em { "These words were erased by law." } },
            Ok(Disclosed::Sealed) => html! { em { "These words cannot be read without the key." } },
            Err(_) => html! { em { "These words could not be read." } },
        }
    }

    /// The words of a text, plain; empty when they cannot be read.
    pub fn plain(&self, text: &TextRef) -> String {
        match self.app().text(text.position, &text.field) {
            Ok(Disclosed::Words(words)) => words,
            Ok(Disclosed::Erased | Disclosed::Sealed) | Err(_) => String::new(),
        }
    }

    fn as_at_control<'a>(&'a self, kept: &[(&'a str, &'a str)]) -> AsAt<'a> {
        AsAt {
            path: &self.path,
            kept: kept.to_vec(),
            moment: self.as_at,
            refused: self
                .as_at_refused
                .as_ref()
                .map(|(typed, why)| (typed.as_str(), why.as_str())),
        }
    }

    /// The path and query of this page, to come back to it.
    pub fn return_to(&self) -> String {
        let mut pairs = self.query.clone();
        pairs.extend(self.as_at.map(|at| ("as_at".to_owned(), moment_field(at))));
        match serde_urlencoded::to_string(&pairs) {
            Ok(query) if !query.is_empty() => format!("{}?{query}", self.path),
            Ok(_) | Err(_) => self.path.clone(),
        }
    }

    /// Writes a whole page.
    pub fn page(
        &self,
        models: &projections::Models,
        frame: &Frame<'_>,
        body: &Markup,
    ) -> Html<String> {
        let agency = self
            .acting
            .agency
            .map(|id| id.to_string())
            .unwrap_or_default();
        let mut agencies: Vec<(String, &str)> = vec![(String::new(), "The partnership’s own team")];
        let today = self.today();
        for (id, member) in &models.people.agencies {
            if member.is_member(today) {
                agencies.push((id.to_string(), &member.name));
            }
        }
        let kept: Vec<(&str, &str)> = self
            .query
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let health = self.app().health();
        let return_to = self.return_to();
        let mut page = Page::new(frame.title, &models.people.name, frame.place);
        page.has_error = frame.has_error;
        page.acting_as = Some(ActingAs {
            roles: Role::ALL
                .iter()
                .map(|role| (role.word(), role.title()))
                .collect(),
            role: self.acting.role.word(),
            agencies: agencies
                .iter()
                .map(|(id, name)| (id.as_str(), *name))
                .collect(),
            agency: &agency,
            return_to: &return_to,
        });
        page.as_at = Some(self.as_at_control(&kept));
        page.writes_stopped = health.stopped.as_deref();
        if self.site.training {
            page.phase = Some((
                "Training",
                "This is an invented partnership. Nothing here is real.",
            ));
        }
        let hrefs: Vec<String> = frame
            .above
            .iter()
            .map(|(_, href)| self.href(href))
            .collect();
        if !frame.above.is_empty() {
            let home = self.href("/");
            let mut crumbs: Vec<(&str, &str)> = vec![("Home", &home)];
            for ((name, _), href) in frame.above.iter().zip(&hrefs) {
                crumbs.push((name.as_str(), href.as_str()));
            }
            page.breadcrumbs = Some(Breadcrumbs::new(crumbs));
            return Html(layout::page(&page, body).into_string());
        }
        Html(layout::page(&page, body).into_string())
    }

    /// A page in a journey, with a link to the step before.
    pub fn step(
        &self,
        models: &projections::Models,
        frame: &Frame<'_>,
        back: &str,
        body: &Markup,
    ) -> Html<String> {
        let mut page = Page::new(frame.title, &models.people.name, frame.place);
        page.has_error = frame.has_error;
        let health = self.app().health();
        page.writes_stopped = health.stopped.as_deref();
        if self.site.training {
            page.phase = Some((
                "Training",
                "This is an invented partnership. Nothing here is real.",
            ));
        }
        page.back = Some(BackLink::new(back));
        Html(layout::page(&page, body).into_string())
    }
}

/// What went wrong, as a page.
#[derive(Debug)]
pub enum Oops {
    /// There is no such page or thing.
    NotFound,
    /// What was sent could not be read.
    BadRequest(String),
    /// A fault of ours; details stay in the server's own log.
    Fault(String),
}

impl<E: std::error::Error> From<E> for Oops {
    fn from(error: E) -> Self {
        Self::Fault(error.to_string())
    }
}

impl IntoResponse for Oops {
    fn into_response(self) -> Response {
        let (status, title, words) = match self {
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "Page not found",
                "There is nothing at this address. Check it, or start from the home page."
                    .to_owned(),
            ),
            Self::BadRequest(why) => (StatusCode::BAD_REQUEST, "This could not be read", why),
            Self::Fault(why) => {
                tracing::error!(%why, "a page failed");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something went wrong",
                    "The page could not be shown. Nothing was changed. Try again in a moment."
                        .to_owned(),
                )
            }
        };
        let body = html! {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words) }
            p class="govuk-body" { a class="govuk-link" href="/" { "Go to the home page" } }
        };
        let page = layout::page(&Page::new(title, "", Place::Nowhere), &body);
        (status, Html(page.into_string())).into_response()
    }
}

/// Runs what reads the log or waits for the disk away from the threads that serve requests.
///
/// # Errors
/// What the work itself says; or a fault when it broke down.
pub async fn blocking<T, F>(work: F) -> Result<T, Oops>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, Oops> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(Oops::Fault(format!("the work broke down: {error}"))),
    }
}
