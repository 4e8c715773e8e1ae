//! Notes who looked at what, around every answer to somebody who is known.

use super::components::dates::parse_moment_field;
use super::entrance::Visitor;
use super::visit::{Shared, told};
use crate::access_log::Access;
use axum::RequestExt;
use axum::extract::{MatchedPath, RawPathParams, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use chrono::{DateTime, Utc};
use events::envelope::{Actor, Moment, Role};
use events::ids::{StreamId, StreamKind};
use uuid::Uuid;

/// The route of what is answered by none.
pub const NO_ROUTE: &str = "(none)";

/// Addresses that tell nothing of the record, or are asked by programs without a session.
const NOT_NOTED: [&str; 5] = ["/assets/", "/health", "/ready", "/calendar/", "/session"];

/// What is noted of a search beside who made it; an answer carries it to here. Never its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// How much it found.
    pub found: u64,
    /// The kinds of things it was for; none for every kind.
    pub kinds: Vec<&'static str>,
}

/// Notes who looked at what: for an inspector before anything is shown, for everybody else just
/// after.
pub async fn noted(State(site): State<Shared>, mut request: Request, next: Next) -> Response {
    let looked = looked(&site, &mut request).await;
    let response = next.run(request).await;
    let Some(mut access) = looked.filter(|_| is_kept(response.status())) else {
        return response;
    };
    access.status = response.status().as_u16();
    if let Some(sought) = response.extensions().get::<Sought>() {
        access.found = Some(sought.found);
        access.kinds = sought.kinds.iter().map(|kind| (*kind).to_owned()).collect();
    }
    let log = site.app.access_log();
    if access.role != Role::Inspector {
        log.note(access).await;
        return response;
    }
    match log.note_first(access).await {
        Ok(()) => response,
        Err(_) => told(
            StatusCode::SERVICE_UNAVAILABLE,
            "This cannot be shown just now",
            "What an inspector reads is noted before it is shown, and the note could not be \
             written. Tell the partnership\u{2019}s administrator, and try again in a moment.",
        ),
    }
}

/// What somebody saw, or was kept from seeing. Forms that are sent back and faults of ours show
/// nothing that was not noted when it was asked for.
fn is_kept(status: StatusCode) -> bool {
    status.as_u16() < 400 || [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&status)
}

/// What is noted of a request; nothing where nobody is there.
async fn looked(site: &Shared, request: &mut Request) -> Option<Access> {
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or(NO_ROUTE, MatchedPath::as_str).to_owned();
    if NOT_NOTED.iter().any(|left_out| route.starts_with(left_out)) {
        return None;
    }
    let params = request.extract_parts::<RawPathParams>().await.ok();
    let visitor = request.extensions().get::<Visitor>()?;
    let (Actor::Person { user, .. } | Actor::Import { user, .. }) = visitor.acting.actor() else {
        return None;
    };
    let id = request.headers().get("x-request-id");
    let id = id.and_then(|id| id.to_str().ok());
    Some(Access {
        agency: visitor.acting.agency,
        as_at: as_at(request.uri().query().unwrap_or_default()),
        at: Moment::new(site.app.clock().now()),
        found: None,
        holding: visitor.signed_in().map(|one| one.held.holding),
        kinds: Vec::new(),
        method: method(request).to_owned(),
        number: 0,
        request: request_id(id).unwrap_or_default(),
        role: visitor.acting.role,
        thing: params.as_ref().and_then(|params| thing(&route, params)),
        route,
        status: 0,
        user,
    })
}

/// The id of a request where it is one of ours; a client's own may be words.
fn request_id(id: Option<&str>) -> Option<String> {
    let id = Uuid::try_parse(id?).ok()?;
    Some(id.to_string())
}

/// The method, where it is a usual one; another may be words.
fn method(request: &Request) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    let method = request.method().as_str();
    known
        .into_iter()
        .find(|one| *one == method)
        .unwrap_or("other")
}

/// The past moment that is asked for, by a page or by a program.
fn as_at(query: &str) -> Option<Moment> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    let (_, words) = pairs.into_iter().find(|(name, _)| name == "as_at")?;
    let moment = parse_moment_field(&words).ok();
    let moment = moment.or_else(|| words.parse::<DateTime<Utc>>().ok());
    moment.map(Moment::new)
}

/// The thing that ids in the path say it is about. Words in a path are never among it.
fn thing(route: &str, params: &RawPathParams) -> Option<String> {
    let given = |name: &str| {
        let mut all = params.iter();
        all.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    if let Some(position) = given("position") {
        let position: u64 = position.parse().ok()?;
        return Some(format!("event/{position}"));
    }
    let id: Uuid = given("id")?.parse().ok()?;
    let kind = match given("kind") {
        Some(word) => StreamKind::from_word(word)?,
        None => route.split('/').find_map(kind_of)?,
    };
    Some(StreamId::new(kind, id).to_string())
}

/// The thing that the path of a page is about; none where it is about several or nothing.
pub fn thing_of_path(path: &str) -> Option<StreamId> {
    let mut parts = path.split('/').skip(1);
    let kind = parts.next().and_then(kind_of)?;
    let id: Uuid = parts.next()?.parse().ok()?;
    Some(StreamId::new(kind, id))
}

/// The kind of thing that a part of a route is about.
pub(crate) fn kind_of(part: &str) -> Option<StreamKind> {
    match part {
        "plan" | "plans" => Some(StreamKind::Plan),
        "action" | "actions" => Some(StreamKind::ImprovementAction),
        "recommendation" | "recommendations" => Some(StreamKind::Recommendation),
        "meeting" | "meetings" => Some(StreamKind::Meeting),
        "gap" | "gaps" => Some(StreamKind::Gap),
        "account" | "accounts" => Some(StreamKind::Account),
        "campaign" | "campaigns" => Some(StreamKind::SelfAssessment),
        "return" | "returns" => Some(StreamKind::ServiceReturn),
        "incident" | "incidents" => Some(StreamKind::SeriousIncident),
        "rapid-review" | "rapid-reviews" => Some(StreamKind::RapidReview),
        "review-subject" | "review-subjects" => Some(StreamKind::ReviewSubject),
        "practice-review" | "practice-reviews" => Some(StreamKind::PracticeReview),
        "briefing" | "briefings" => Some(StreamKind::Briefing),
        "learning-activity" | "learning-activities" => Some(StreamKind::LearningActivity),
        "child-death-learning" => Some(StreamKind::ChildDeathLearning),
        "programme" | "programmes" => Some(StreamKind::AuditProgramme),
        "audit" | "audits" => Some(StreamKind::Audit),
        "case" | "cases" => Some(StreamKind::AuditCase),
        "evidence-pack" | "evidence-packs" => Some(StreamKind::EvidencePack),
        "inspection" | "inspections" => Some(StreamKind::Inspection),
        "erasure" | "erasures" => Some(StreamKind::Erasure),
        "legal-hold" | "legal-holds" => Some(StreamKind::LegalHold),
        other => StreamKind::from_word(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moment_asked_for_is_noted_and_other_words_of_a_query_are_not() {
        let expected = "2026-06-01T08:00:00Z".parse().map(Moment::new).ok();
        assert_eq!(as_at("rag=R&as_at=2026-06-01T09%3A00"), expected);
        assert_eq!(as_at("as_at=2026-06-01T08%3A00%3A00Z"), expected);
        for words in ["", "as_at=Marigold", "q=2026-06-01T09%3A00", "as_at="] {
            assert_eq!(as_at(words), None, "{words}");
        }
    }

    #[test]
    fn a_request_id_is_noted_where_it_is_an_id() {
        let id = "0198f0c2-7a3b-7c41-8d52-0242ac120002";
        assert_eq!(request_id(Some(id)).as_deref(), Some(id));
        assert_eq!(request_id(Some("Marigold")), None);
        assert_eq!(request_id(None), None);
    }

    #[test]
    fn the_path_of_a_page_says_which_thing_it_is_about() {
        let id = "0198f0c2-7a3b-7c41-8d52-0242ac120002";
        let told = thing_of_path(&format!("/rapid-review/{id}"));
        let id: Uuid = id.parse().unwrap();
        assert_eq!(told, Some(StreamId::new(StreamKind::RapidReview, id)));
        for path in ["/", "/actions", "/action/new", "/deadlines"] {
            assert_eq!(thing_of_path(path), None, "{path}");
        }
    }

    #[test]
    fn every_kind_of_thing_is_told_by_its_route() {
        for kind in StreamKind::ALL {
            assert_eq!(kind_of(kind.word()), Some(kind));
        }
        assert_eq!(kind_of("plans"), Some(StreamKind::Plan));
        assert_eq!(kind_of("export.csv"), None);
    }
}
