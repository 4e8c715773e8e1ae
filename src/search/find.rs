//! What one reader finds: what fits and is theirs to see, narrowed and counted, the newest first.
//!
//! A reader's own models say what exists for them, whose it is and on which theme, so that nothing
//! else is ever counted. The order is that of time, not of likeness: how rare a word is in what
//! somebody may not see cannot be told from it.

use super::kind::Kind;
use super::marked::{self, Piece};
use super::query::Query;
use super::said::{Filed, said};
use super::{Found, Matched};
use crate::app::Seen;
use chrono::NaiveDate;
use events::action::Parent;
use events::envelope::Moment;
use events::ids::{
    ActionId, AgencyId, AuditId, CaseId, EvidenceId, FindingId, InspectionFindingId,
    PracticeReviewId, RecommendationId, ReturnId, StreamId,
};
use events::ids::{BriefingId, LearningActivityId};
use events::ids::{IncidentId, RapidReviewId, ReviewSubjectId};
use events::log::ReadError;
use projections::Models;
use projections::reference::PageOf;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How many passages of one event are shown.
const PASSAGES_MAX: usize = 3;

/// What results are narrowed to, beside the words. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only these kinds; every kind where none is named.
    pub kinds: BTreeSet<Kind>,
    /// Only on this theme, by its code, old or new.
    pub theme: Option<String>,
    /// Only what concerns this agency.
    pub agency: Option<AgencyId>,
    /// Only what happened on this day or later.
    pub from: Option<NaiveDate>,
    /// Only what happened on this day or earlier.
    pub to: Option<NaiveDate>,
}

/// Part of a text that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The field, such as `/data/text`.
    pub field: String,
    /// The words, those looked for marked.
    pub pieces: Vec<Piece>,
    /// The event that put other words in their place, where one did that the reader sees.
    pub replaced_by: Option<u64>,
}

/// An event that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The event's place in the log.
    pub position: u64,
    /// Its type, such as `finding_recorded`.
    pub type_name: String,
    /// The thing.
    pub stream: StreamId,
    /// What kind of thing.
    pub kind: Kind,
    /// The finding it is about, where it is about one.
    pub finding: Option<FindingId>,
    /// The day it happened.
    pub occurred_on: NaiveDate,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// The code of its theme, as it is called now.
    pub theme: Option<String>,
    /// The agencies it concerns.
    pub agencies: BTreeSet<AgencyId>,
    /// What fits in it, the best first.
    pub passages: Vec<Passage>,
}

/// What one reader finds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Results {
    /// How many events fit.
    pub total: usize,
    /// How many fit of each kind, whatever kinds were asked for. Kinds without any are left out.
    pub by_kind: BTreeMap<Kind, usize>,
    /// Those of the page asked for, the newest first.
    pub hits: Vec<Hit>,
}

/// What a reader finds of what fits, in what they see.
///
/// # Errors
/// When the log cannot be read.
pub fn find(
    seen: Seen<'_>,
    view: &Models,
    matched: &Matched,
    asked: &Asked,
    page: PageOf,
) -> Result<Results, ReadError> {
    let theme = asked.theme.as_deref().map(|code| view.theme_now(code));
    let mut results = Results::default();
    let mut wanted: Vec<&Filed> = Vec::new();
    for (filed, found) in &matched.events {
        let fits = is_shown(seen, view, filed, *found)
            && asked.in_time(filed)
            && theme.is_none_or(|theme| theme_of(view, filed) == Some(theme))
            && asked
                .agency
                .is_none_or(|agency| agencies_of(view, filed).contains(&agency));
        if !fits {
            continue;
        }
        *results.by_kind.entry(filed.kind).or_default() += 1;
        if asked.kinds.is_empty() || asked.kinds.contains(&filed.kind) {
            wanted.push(filed);
        }
    }
    results.total = wanted.len();
    let when = |filed: &Filed| (filed.envelope.occurred_on, filed.envelope.position);
    wanted.sort_by_key(|filed| std::cmp::Reverse(when(filed)));
    let shown = wanted.into_iter().skip(page.offset).take(page.limit);
    for filed in shown {
        results.hits.push(hit(seen, view, &matched.query, filed)?);
    }
    Ok(results)
}

impl Asked {
    fn in_time(&self, filed: &Filed) -> bool {
        let day = filed.envelope.occurred_on;
        self.from.is_none_or(|from| day >= from) && self.to.is_none_or(|to| day <= to)
    }
}

/// Whether the reader reaches an event, and may have what it was found by.
fn is_shown(seen: Seen<'_>, view: &Models, filed: &Filed, found: Found) -> bool {
    let envelope = &filed.envelope;
    if view.trail.recorded_at(envelope.position).is_none() {
        return false;
    }
    // Who may have the narrative is told of everything it says; others of its labels alone.
    if filed.narrative && seen.may_have_words(envelope) {
        found.whole
    } else {
        found.labels && seen.has_data(envelope)
    }
}

/// Whether the reader reaches an event, and may have its narrative.
pub(super) fn may_have(seen: Seen<'_>, view: &Models, filed: &Filed) -> bool {
    let whole = Found {
        whole: true,
        labels: false,
    };
    is_shown(seen, view, filed, whole)
}

pub(super) fn hit(
    seen: Seen<'_>,
    view: &Models,
    query: &Query,
    filed: &Filed,
) -> Result<Hit, ReadError> {
    let envelope = &filed.envelope;
    Ok(Hit {
        position: envelope.position,
        type_name: envelope.type_name.clone(),
        stream: envelope.stream,
        kind: filed.kind,
        finding: filed.finding,
        occurred_on: envelope.occurred_on,
        recorded_at: envelope.recorded_at,
        theme: theme_of(view, filed).map(str::to_owned),
        agencies: agencies_of(view, filed),
        passages: passages(seen, view, query, filed)?,
    })
}

/// What fits in an event, as far as the reader may have it, asked of the log now.
fn passages(
    seen: Seen<'_>,
    view: &Models,
    query: &Query,
    filed: &Filed,
) -> Result<Vec<Passage>, ReadError> {
    let event = seen.event(view, filed.envelope.position)?;
    let said = said(seen.app().log(), &event)?;
    let narrative = seen.may_have_words(&filed.envelope);
    let narrative = said.narrative.into_iter().filter(|_| narrative);
    let mut all: Vec<_> = narrative
        .chain(said.labels)
        .map(|text| (marked::count(query, &text.words), text))
        .filter(|(count, _)| *count > 0)
        .collect();
    all.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let passages = all.into_iter().take(PASSAGES_MAX).map(|(_, text)| Passage {
        pieces: marked::passage(query, &text.words),
        replaced_by: replaced_by(view, filed, &text.field),
        field: text.field,
    });
    Ok(passages.collect())
}

/// The event that put other words in the place of a field, where the reader sees it.
pub(super) fn replaced_by(view: &Models, filed: &Filed, field: &str) -> Option<u64> {
    let below = |list: &str| {
        let rest = field.strip_prefix(list);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let replaced = filed.replaced.iter().find(|(list, _)| below(list));
    let by = replaced.map(|(_, by)| *by);
    by.filter(|by| view.trail.recorded_at(*by).is_some())
}

/// The code of the theme of what an event is about, as it is called now.
fn theme_of<'a>(view: &'a Models, filed: &'a Filed) -> Option<&'a str> {
    let id = filed.envelope.stream.id;
    let of_recommendation = |id| {
        let one = view.recommendations.get(id)?;
        one.theme.as_deref()
    };
    let of_audit = |id| view.audits.audit(id).map(|audit| audit.theme.as_str());
    let code = match filed.kind {
        Kind::Recommendation => of_recommendation(RecommendationId(id)),
        Kind::Action => match view.actions.get(ActionId(id))?.parent {
            Parent::Recommendation(parent) => of_recommendation(parent),
            Parent::Outcome(_) | Parent::Priority(_) => None,
        },
        Kind::Finding => {
            let finding = filed.finding.and_then(|id| view.audits.finding(id));
            finding.map(|(_, finding)| finding.now.theme.as_str())
        }
        Kind::Audit => of_audit(AuditId(id)),
        Kind::Case => of_audit(view.audits.case(CaseId(id))?.audit),
        Kind::Programme | Kind::RapidReview | Kind::Review | Kind::Inspection => {
            filed.theme.as_deref()
        }
        Kind::Briefing => view.briefings.get(BriefingId(id))?.theme.as_deref(),
        Kind::Activity => {
            let activity = view.activities.get(LearningActivityId(id))?;
            activity.theme.as_deref()
        }
        Kind::Plan
        | Kind::Campaign
        | Kind::Return
        | Kind::Incident
        | Kind::ReviewSubject
        | Kind::ChildDeaths
        | Kind::Meeting
        | Kind::Evidence
        | Kind::Gap => None,
    };
    code.map(|code| view.theme_now(code))
}

/// The agencies that what an event is about concerns.
fn agencies_of(view: &Models, filed: &Filed) -> BTreeSet<AgencyId> {
    if let Some(agency) = filed.agency {
        return BTreeSet::from([agency]);
    }
    let id = filed.envelope.stream.id;
    match filed.kind {
        Kind::Action => {
            let action = view.actions.get(ActionId(id));
            let owners = action.into_iter().flat_map(|action| &action.owners);
            owners.filter_map(|owner| owner.agency).collect()
        }
        Kind::Recommendation => {
            let one = view.recommendations.get(RecommendationId(id));
            let addressees = one.into_iter().flat_map(|one| &one.addressees);
            addressees.copied().collect()
        }
        Kind::Audit | Kind::Finding => {
            let audit = view.audits.audit(AuditId(id));
            audit
                .map(|audit| audit.agencies.clone())
                .unwrap_or_default()
        }
        Kind::Case => {
            let case = view.audits.case(CaseId(id));
            case.map(|case| case.agencies.clone()).unwrap_or_default()
        }
        Kind::Incident | Kind::RapidReview | Kind::ReviewSubject => {
            agencies_of_incident(view, filed.kind, id)
        }
        Kind::Return => {
            let invited = view.campaigns.invited(ReturnId(id));
            invited.map(|invited| invited.agency).into_iter().collect()
        }
        Kind::Evidence => {
            let piece = view.evidence.get(EvidenceId(id));
            piece.and_then(|piece| piece.source).into_iter().collect()
        }
        Kind::Review => {
            let review = view.practice_reviews.get(PracticeReviewId(id));
            let terms = review.and_then(|review| review.terms.last());
            let agencies = terms.into_iter().flat_map(|terms| &terms.agencies);
            agencies.copied().collect()
        }
        Kind::Inspection => {
            let found = filed.finding.map(|one| InspectionFindingId(one.0));
            let found = found.and_then(|one| view.inspections.finding(one));
            let named = found.into_iter().flat_map(|(_, one)| &one.agencies);
            named.copied().collect()
        }
        Kind::Briefing => {
            let briefing = view.briefings.get(BriefingId(id));
            let asked = briefing.into_iter().flat_map(|one| one.cascades.keys());
            asked.copied().collect()
        }
        Kind::Activity => {
            let activity = view.activities.get(LearningActivityId(id));
            let rows = activity.into_iter().flat_map(|one| &one.attendance);
            rows.map(|row| row.agency).collect()
        }
        Kind::Plan
        | Kind::Programme
        | Kind::Campaign
        | Kind::ChildDeaths
        | Kind::Meeting
        | Kind::Gap => BTreeSet::new(),
    }
}

/// The same for an incident, its rapid review, or a child of either.
fn agencies_of_incident(view: &Models, kind: Kind, id: Uuid) -> BTreeSet<AgencyId> {
    let all = &view.rapid_reviews;
    if kind == Kind::Incident {
        let incident = all.incident(IncidentId(id));
        return incident.map(|one| one.agency).into_iter().collect();
    }
    if kind == Kind::RapidReview {
        let review = all.review(RapidReviewId(id));
        let asked = review.into_iter().flat_map(|one| one.summaries.keys());
        return asked.copied().collect();
    }
    let subject = all.subject(ReviewSubjectId(id));
    let knew = subject
        .into_iter()
        .flat_map(|one| &one.characteristics.known_to);
    knew.copied().collect()
}
