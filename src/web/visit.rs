//! One request for a page: who is acting, as at when, and how a page is written for them.

mod told;

pub(crate) use told::Told;
pub use told::{Oops, framed, told};

use super::components::dates::{date_text, moment_field, parse_moment_field};
use super::entrance::{Came, Door, SignedIn, Visitor};
use super::layout::{self, AsAt, Page, Place, Section, SignedInAs};
use super::pages::acting::Chosen;
use super::pages::records;
use super::peer::Peer;
use super::reading::Reading;
use super::whose::{Choices, inspection, role_text};
use crate::acting::Acting;
use crate::app::{App, Seen, Told as Words, View};
use crate::checkpoints::publish::Publication;
use crate::clock::day_in_england;
use crate::desk::sight_in;
use crate::scan::{Refused, Scanner};
use crate::web::components::{BackLink, Breadcrumbs};
use axum::extract::{FromRequestParts, RawQuery};
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use events::envelope::Moment;
use events::everywhere::{Area, Sight};
use maud::{Markup, html};
use projections::TextRef;
use std::sync::Arc;

/// What every page shares.
pub struct Site {
    /// The record.
    pub app: Arc<App>,
    /// Whether this is the demo, so that every page says it is training data.
    pub training: bool,
    /// How people come in.
    pub door: Door,
    /// Documents uploaded and not confirmed yet.
    pub uploads: super::uploads::Uploads,
    /// What people look for.
    pub searches: super::searches::Searches,
    /// Who stands before the server, and by what name it is reached.
    pub front: super::peer::Front,
    /// Numbers about the server.
    pub metrics: super::metrics::Metrics,
    /// What looks at uploaded files before they are kept, where one is configured.
    pub scanner: Option<Scanner>,
    /// How the publication of checkpoints goes.
    pub publication: Arc<Publication>,
}

impl Site {
    /// Whether an uploaded file may be taken. Blocks while it is scanned.
    ///
    /// # Errors
    /// When the scanner found something in it, or did not look at it.
    pub fn admit(&self, file: &[u8]) -> Result<(), Refused> {
        match &self.scanner {
            Some(scanner) => scanner.admit(file),
            None => Ok(()),
        }
    }

    /// A site in which anybody acts as whom they choose, reached on this machine only, that scans
    /// nothing. `training` marks every page as holding invented data.
    pub fn of(app: Arc<App>, training: bool) -> Self {
        Self {
            app,
            training,
            door: Door::ActingAs,
            uploads: super::uploads::Uploads::default(),
            searches: super::searches::Searches::default(),
            front: super::peer::Front::default(),
            metrics: super::metrics::Metrics::default(),
            scanner: None,
            publication: Arc::default(),
        }
    }
}

/// The state of the router.
pub type Shared = Arc<Site>;

/// One request.
pub struct Visit {
    /// What every page shares.
    pub site: Shared,
    /// Whom the visitor acts as.
    pub acting: Acting,
    /// What the visitor may see.
    pub sight: Arc<Sight>,
    /// How the visitor came in.
    pub came: Came,
    /// From where.
    pub peer: Peer,
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
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Shared) -> Result<Self, Response> {
        let visit = Self::of(parts, site).await?;
        // A page says beside its field that it shows now instead; a file could not.
        match &visit.as_at_refused {
            Some((_, why)) if is_file(&visit.path) => {
                let why = format!("As at: {why}. Correct it, or leave it out for what is so now.");
                Err(Oops::BadRequest(why).into_response())
            }
            Some(_) | None => Ok(visit),
        }
    }
}

impl Visit {
    /// Who asks for what, as at when. A moment that is none is kept with why.
    async fn of(parts: &mut Parts, site: &Shared) -> Result<Self, Response> {
        let Some(visitor) = parts.extensions.get::<Visitor>().cloned() else {
            return Err(super::entrance::nobody());
        };
        let Ok(RawQuery(query)) = RawQuery::from_request_parts(parts, site).await;
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
            acting: visitor.acting,
            sight: visitor.sight,
            came: visitor.came,
            peer: super::entrance::by_sign_in::peer_of(&parts.extensions),
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

/// Whether an address is that of a file to take away: its name has an ending.
fn is_file(path: &str) -> bool {
    path.rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'))
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
    /// The id of its form that somebody may have typed into, which changing whom one acts as keeps.
    pub form: Option<&'a str>,
    /// The page that shows what it is about as at an earlier day; its own address where none.
    pub past: Option<String>,
}

impl<'a> Frame<'a> {
    /// A page of a section.
    pub fn new(title: &'a str, place: Place) -> Self {
        Self {
            title,
            place,
            has_error: false,
            above: Vec::new(),
            form: None,
            past: None,
        }
    }

    /// The same with a form that keeps what was typed into it.
    #[must_use]
    pub fn with_form(mut self, id: Option<&'a str>) -> Self {
        self.form = id;
        self
    }

    /// The same, recording something about what another page shows as at an earlier day.
    #[must_use]
    pub fn past(mut self, href: impl Into<String>) -> Self {
        self.past = Some(href.into());
        self
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
        Ok(self.seen().view(self.as_at.map(Moment::new))?)
    }

    /// The session the visitor signed in with; none in the demo.
    pub fn signed_in(&self) -> Option<&SignedIn> {
        match &self.came {
            Came::Session(signed_in) => Some(signed_in),
            Came::Acting(_) | Came::Token { .. } => None,
        }
    }

    /// The record as the visitor sees it.
    pub fn seen(&self) -> Seen<'_> {
        self.app().seen(&self.sight)
    }

    /// The same visit by whom somebody chose to act as, where that is a choice.
    pub fn acts_as(&mut self, chosen: &Chosen) {
        self.acting = chosen.acting;
        let held = chosen.held.as_ref();
        let sight = held.map_or_else(|| chosen.acting.sight(), sight_in);
        self.sight = Arc::new(sight);
        if let (Came::Session(signed_in), Some(held)) = (&mut self.came, held) {
            signed_in.held = held.clone();
        }
    }

    /// The day the page speaks of: today, or the day of the moment asked for.
    pub fn today(&self) -> NaiveDate {
        self.as_at
            .map_or_else(|| self.app().clock().today(), day_in_england)
    }

    /// The moment the page speaks of: now, or the moment asked for.
    pub fn until(&self) -> DateTime<Utc> {
        self.as_at.unwrap_or_else(|| self.app().clock().now())
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
        match self.seen().text(text) {
            Ok(Words::Words(words)) => html! { span class="gt-prose" { (words) } },
            Ok(Words::Erased) => html! { em { (self.erased(text)) } },
            Ok(Words::Sealed) => html! { em { "These words cannot be read without the key." } },
            Ok(Words::Withheld) => html! { em { "These words are withheld from your role." } },
            Err(_) => html! { em { "These words could not be read." } },
        }
    }

    /// That words were erased: when and under what, where the record says so.
    fn erased(&self, text: &TextRef) -> String {
        let event = self.app().log().event(text.position);
        let thing = event.map(|event| event.envelope.stream);
        match thing.ok().and_then(|thing| self.app().gone().of(thing)) {
            Some((on, authority)) => format!(
                "These words were erased on {} under {}.",
                date_text(on),
                authority.word()
            ),
            None => "These words were erased by law.".to_owned(),
        }
    }

    /// The words of a text, plain; empty when they cannot be read.
    pub fn plain(&self, text: &TextRef) -> String {
        match self.seen().text(text) {
            Ok(Words::Words(words)) => words,
            Ok(Words::Erased | Words::Sealed | Words::Withheld) | Err(_) => String::new(),
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
            beside: false,
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
        self.written(models, frame, None, body)
    }

    /// A page in a journey, with a link to the step before.
    pub fn step(
        &self,
        models: &projections::Models,
        frame: &Frame<'_>,
        back: &str,
        body: &Markup,
    ) -> Html<String> {
        self.written(models, frame, Some(back), body)
    }

    fn written(
        &self,
        models: &projections::Models,
        frame: &Frame<'_>,
        back: Option<&str>,
        body: &Markup,
    ) -> Html<String> {
        let choices = self.choices(models);
        let signed_in = self.signed_in();
        let name = signed_in.map(|one| self.own_name(one)).unwrap_or_default();
        let role = signed_in
            .map(|one| role_text(models, &one.held))
            .unwrap_or_default();
        let inspection = signed_in.and_then(inspection);
        let kept: Vec<(&str, &str)> = self
            .query
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let health = self.app().health();
        let return_to = self.return_to();
        let mut page = Page::new(frame.title, &models.people.name, frame.place);
        page.has_error = frame.has_error;
        page.acting_as = choices
            .as_ref()
            .map(|choices| choices.shown(&return_to, frame.form));
        page.signed_in = signed_in.map(|one| SignedInAs {
            name: &name,
            role: &role,
            ends: one.session.ends,
            ends_in_seconds: (one.session.ends - self.app().clock().now()).num_seconds(),
        });
        page.inspection = inspection.as_deref();
        let enters = |section: &Section| {
            let area = section.area();
            // In the demo there are no accounts to keep.
            self.sight.enters(area) && (signed_in.is_some() || area != Area::Accounts)
        };
        page.sections.retain(enters);
        // One's own account is as it is now.
        let own_account = self.path == "/account" || self.path.starts_with("/account/");
        page.as_at = (!own_account).then(|| match &frame.past {
            Some(path) => AsAt {
                path,
                beside: true,
                ..AsAt::default()
            },
            None => self.as_at_control(&kept),
        });
        page.writes_stopped = health.stopped.as_deref();
        if self.site.training {
            page.phase = Some((
                "Training data",
                "An invented partnership: nothing here is real.",
            ));
        }
        page.back = back.map(BackLink::new);
        let home = self.href("/");
        // The settings stand above what others may read without entering them.
        let settings = self.sight.enters(Area::Settings);
        let above: Vec<(&str, String)> = frame
            .above
            .iter()
            .filter(|(_, href)| settings || href != "/settings")
            .map(|(name, href)| (name.as_str(), self.href(href)))
            .collect();
        if !above.is_empty() {
            let mut crumbs: Vec<(&str, &str)> = vec![("Home", &home)];
            crumbs.extend(above.iter().map(|(name, href)| (*name, href.as_str())));
            page.breadcrumbs = Some(Breadcrumbs::new(crumbs));
        }
        let thing = records::thing_at(&self.path);
        let reading = Reading::of(self, models);
        let body = html! {
            @if let Some(thing) = thing { (records::mark(&reading, thing)) }
            (body)
            @if let Some(thing) = thing { (records::foot(&reading, thing)) }
        };
        Html(layout::page(&page, &body).into_string())
    }

    /// The choice of whom one acts as, or in which role one works; none where there is no choice.
    fn choices(&self, models: &projections::Models) -> Option<Choices> {
        match self.signed_in() {
            Some(signed_in) => Choices::of_roles(models, signed_in),
            None => Some(Choices::of_anybody(models, self.acting, self.today())),
        }
    }

    /// The name of whoever is signed in. It is one's own, whatever one's role may read.
    fn own_name(&self, signed_in: &SignedIn) -> String {
        match &self.site.door {
            Door::SignIn(desk) => desk.name(signed_in.account).unwrap_or_default(),
            Door::ActingAs => String::new(),
        }
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
    match super::telling::away(work).await {
        Ok(done) => done,
        Err(error) => Err(error.into()),
    }
}
