//! The year's audits: the list, the programme, who has to be chased, and what was seen before.
//!
//! Routes: `GET /audits` → [`list`], `GET /audits/on-theme` → [`on_theme`],
//! `GET /programmes` and `GET /programme/{id}` → [`programme`],
//! `GET /returns-to-chase` → [`chase`].

pub mod chase;
pub mod concerns;
pub mod list;
pub mod on_theme;
pub mod programme;
mod programme_grid;

use crate::web::components::{SubNavigation, SubNavigationItem, Tag, TagColour};
use crate::web::form::Choice;
use crate::web::forms::word_value;
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use events::audit::AuditKind;
use events::everywhere::Reach;
use events::ids::{AgencyId, AuditId};
use maud::{Markup, html};
use projections::audits::{Audit, AuditStage};

/// Where the pages about audits stand among the sections.
pub const PLACE: Place = Place::Inside(Section::Audits);

/// Whether the reader speaks for one agency, and sees of the year only what concerns it.
pub fn is_of_agency(reading: &Reading<'_>) -> bool {
    match reading.acting.sight().reach() {
        Reach::Agency(_) | Reach::Nothing => true,
        Reach::Everything | Reach::Settings | Reach::Request(_) => false,
    }
}

/// The pages of the section, the one that is shown marked. The programme is the sub-group's own.
pub fn navigation(reading: &Reading<'_>, current: &str) -> Markup {
    let of_agency = is_of_agency(reading);
    let returns = if of_agency {
        "What you have to return"
    } else {
        "Returns to chase"
    };
    let pages = [
        ("/audits", "Audits"),
        ("/programmes", "Programme"),
        ("/returns-to-chase", returns),
        ("/self-assessments", "Self-assessments"),
    ];
    let offered = pages
        .into_iter()
        .filter(|(path, _)| !of_agency || *path != "/programmes");
    let hrefs: Vec<(String, &str, bool)> = offered
        .map(|(path, text)| (reading.href(path), text, path == current))
        .collect();
    let items = hrefs
        .iter()
        .map(|(href, text, is_current)| SubNavigationItem {
            text,
            href,
            is_current: *is_current,
        });
    let navigation = SubNavigation {
        label: "Audits",
        items: items.collect(),
    };
    html! { div class="gt-no-print" { (navigation) } }
}

/// How far an audit has come, as a word in colour.
pub fn stage_tag(stage: AuditStage) -> Markup {
    let colour = match stage {
        AuditStage::Commissioned | AuditStage::Sampled => TagColour::Grey,
        AuditStage::Fieldwork | AuditStage::Moderated => TagColour::Blue,
        AuditStage::Reported => TagColour::Yellow,
        AuditStage::Approved | AuditStage::Disseminated | AuditStage::Closed => TagColour::Green,
        AuditStage::Abandoned => TagColour::Orange,
    };
    html! { (Tag::new(stage.word(), colour)) }
}

/// How far an audit has come, as the reader may know it: an agency sees neither other agencies'
/// returns nor moderation, so how far the cases are is not for it to count.
pub fn stage_shown(reading: &Reading<'_>, stage: AuditStage) -> Markup {
    if stage.is_under_way() && is_of_agency(reading) {
        html! { (Tag::new("Under way", TagColour::Blue)) }
    } else {
        stage_tag(stage)
    }
}

/// A theme as it is called now; its code where it has no name.
pub fn theme_name<'a>(reading: &Reading<'a>, code: &'a str) -> &'a str {
    let now = reading.view.theme_now(code);
    let mut themes = reading.view.people.themes.iter();
    let known = themes.find(|theme| theme.code == now);
    known.map_or(now, |theme| theme.name.as_str())
}

/// A theme as a link to everything seen on it.
pub fn theme_link(reading: &Reading<'_>, code: &str) -> Markup {
    let now = reading.view.theme_now(code);
    let query = serde_urlencoded::to_string([("theme", now)]).unwrap_or_default();
    let href = reading.href(&format!("/audits/on-theme?{query}"));
    html! { a class="govuk-link" href=(href) { (theme_name(reading, code)) } }
}

/// An audit by its reference, as a link; none where the reader does not reach it.
pub fn audit_link(reading: &Reading<'_>, id: AuditId) -> Markup {
    let Some(audit) = reading.view.audits.audit(id) else {
        return html! { "Another audit" };
    };
    let href = reading.href(&super::thing_path(id.into()));
    html! {
        a class="govuk-link" href=(href) {
            span class="govuk-visually-hidden" { "Audit " } (audit.reference)
        }
    }
}

/// The themes of the partnership as choices of a filter.
pub(super) fn theme_choices(reading: &Reading<'_>) -> Vec<Choice> {
    let themes = reading.view.people.themes.iter();
    themes
        .map(|theme| (theme.code.clone(), theme.name.clone()))
        .collect()
}

/// The kinds of audit as choices of a filter.
pub(super) fn kind_choices() -> Vec<Choice> {
    let kinds = AuditKind::ALL.map(|kind| (word_value(&kind), kind.title().to_owned()));
    kinds.to_vec()
}

/// Some agencies in one line, by name.
pub(super) fn agency_names<'a>(
    reading: &Reading<'a>,
    agencies: impl IntoIterator<Item = &'a AgencyId>,
) -> String {
    let mut names: Vec<&str> = agencies
        .into_iter()
        .map(|id| reading.view.people.agency_name(*id))
        .collect();
    names.sort_unstable();
    names.join(", ")
}

/// The query of the list of audits that leaves stages of one sort.
pub(super) fn stages_query(wanted: impl Fn(AuditStage) -> bool) -> String {
    let stages = AuditStage::ALL.into_iter().filter(|stage| wanted(*stage));
    let pairs: Vec<String> = stages
        .map(|stage| format!("stage={}", word_value(&stage)))
        .collect();
    pairs.join("&")
}

/// What an audit is called in a sentence: its reference and title.
pub(super) fn named(audit: &Audit) -> String {
    format!("{}: {}", audit.reference, audit.title)
}
