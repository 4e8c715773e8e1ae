//! The answers of a file from another board beside the standards here: looked at, changed, and
//! ticked one by one.

use super::FORM;
use crate::return_file::{By, Proposal, Proposed, ReturnFile};
use crate::web::components::dates::date_text;
use crate::web::components::{
    Button, Checkbox, Checkboxes, Details, ErrorItem, ErrorSummary, Fieldset, InsetText, Label,
    Legend, NotificationBanner, Radio, Radios, Select, SelectOption, Textarea,
};
use crate::web::form::{Answers, Choice, Wrong};
use crate::web::forms::latest_evidence;
use crate::web::reading::Reading;
use crate::web::visit::{Oops, Visit};
use axum::http::StatusCode;
use events::ids::{EvidenceId, ReturnId};
use events::self_assessment::Standard;
use events::service_return::Command;
use events::text::Text;
use maud::{Markup, html};
use projections::campaigns::{Campaign, Return};

/// That the answers were looked at: without it a file is looked at first.
pub(super) const LOOKED_AT: &str = "looked_at";

/// The rule that refuses text which looks like it identifies somebody.
const LOOKS_LIKE_IDENTIFIER: &str = "looks_like_identifier";

/// The name of a field of the answer at a place among the standards.
pub(super) fn named(field: &str, place: usize) -> String {
    let field = field.split(['.', '[', '/']).next().unwrap_or(field);
    format!("{field}-{place}")
}

/// What stands in the form before anybody typed.
pub(super) fn proposed(
    visit: &Visit,
    one: &Return,
    round: &Campaign,
    file: &ReturnFile,
    proposal: &Proposal<'_>,
) -> Result<Answers, Oops> {
    let mut answers = vec![
        (
            "version".to_owned(),
            visit.seen().version(one.id.into()).to_string(),
        ),
        ("key".to_owned(), visit.app().fresh_id()?.to_string()),
        ("reason".to_owned(), file.provenance()),
    ];
    for found in &proposal.found {
        let Some(place) = place_of(round, found.standard) else {
            continue;
        };
        answers.extend(proposed_one(one, place, found));
    }
    for left in &proposal.unplaced {
        let words = format!("{} ({}): {}", left.title, left.score_label, left.narrative);
        answers.push(("unplaced".to_owned(), words));
    }
    for standard in &proposal.unanswered {
        answers.push(("unanswered".to_owned(), standard.title.clone()));
    }
    Ok(Answers(answers))
}

fn proposed_one(one: &Return, place: usize, found: &Proposed<'_>) -> Vec<(String, String)> {
    let answer = found.answer;
    let mut answers = vec![
        (named("there", place), answer.score_label.clone()),
        (named("narrative", place), answer.narrative.clone()),
    ];
    if let Some(score) = found.score {
        answers.push((named("score", place), score.code.clone()));
    }
    if found.by == By::Title {
        answers.push((named("titled", place), answer.title.clone()));
    }
    for shows in &answer.evidence {
        answers.push((named("shown", place), shows.clone()));
    }
    // What is answered here already is left as it is unless somebody ticks it.
    if !one.answers.contains_key(&found.standard.key) {
        answers.push((named("take", place), "yes".to_owned()));
    }
    answers
}

fn place_of(round: &Campaign, standard: &Standard) -> Option<usize> {
    let mut all = round.standards.standards.iter();
    all.position(|one| one.key == standard.key)
}

/// What was typed, to be shown again: with the newest version where somebody was told what
/// changed, and a new key unless the outcome is unknown.
pub(super) fn again(
    visit: &Visit,
    id: ReturnId,
    answers: &Answers,
    status: StatusCode,
) -> Result<Answers, Oops> {
    let mut kept = answers.clone();
    if status == StatusCode::CONFLICT {
        let version = visit.seen().version(id.into());
        kept.0.retain(|(name, _)| name != "version");
        kept.0.push(("version".to_owned(), version.to_string()));
    }
    if status != StatusCode::SERVICE_UNAVAILABLE {
        kept.0.retain(|(name, _)| name != "key");
        let key = visit.app().fresh_id()?;
        kept.0.push(("key".to_owned(), key.to_string()));
    }
    Ok(kept)
}

/// That somebody changed the return meanwhile.
pub(super) fn changed() -> Markup {
    let banner = NotificationBanner::new(html! {
        p class="govuk-notification-banner__heading" {
            "Somebody changed this return while you were looking. Nothing was recorded yet."
        }
        p class="govuk-body" {
            "Standards that are answered meanwhile say so below. Look again, then take over what "
            "still holds."
        }
    });
    html! { (banner) }
}

/// The commands for the answers that were ticked, each with its place among the standards.
///
/// # Errors
/// Everything that is missing, in the order of the standards.
pub(super) fn commands(
    round: &Campaign,
    answers: &Answers,
) -> Result<(Vec<Command>, Vec<usize>), Vec<Wrong>> {
    let (mut commands, mut places, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    let mut first = None;
    for (place, standard) in (0_usize..).zip(&round.standards.standards) {
        let field = |field: &str| named(field, place);
        if answers.get(&field("there")).is_some() {
            first = first.or(Some(place));
        }
        if !answers.ticked(&field("take")) {
            continue;
        }
        let title = &standard.title;
        let score = answers.filled(&field("score"));
        let narrative = answers.filled(&field("narrative"));
        if score.is_none() {
            let why = format!("{title}: choose how far it is met");
            wrong.push(missing(field("score"), why));
        }
        if narrative.is_none() {
            let why = format!("{title}: enter how it is met and what is missing");
            wrong.push(missing(field("narrative"), why));
        }
        let evidence = answers.all(&field("evidence")).into_iter();
        let evidence: Vec<EvidenceId> = evidence.filter_map(|id| id.parse().ok()).collect();
        if let (Some(score), Some(narrative)) = (score, narrative) {
            places.push(place);
            commands.push(Command::AssessStandard {
                standard: standard.key.clone(),
                score,
                narrative: Text::plain(narrative),
                evidence,
            });
        }
    }
    if commands.is_empty() && wrong.is_empty() {
        let why = "Tick at least one answer to take over, or go back".to_owned();
        wrong.push(missing(named("take", first.unwrap_or(0)), why));
    }
    if wrong.is_empty() {
        Ok((commands, places))
    } else {
        Err(wrong)
    }
}

fn missing(field: String, message: String) -> Wrong {
    Wrong {
        field,
        rule: "missing".to_owned(),
        message,
    }
}

/// The page, with what was typed and what is wrong with it.
pub(super) struct Check<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) round: &'a Campaign,
    pub(super) one: &'a Return,
    pub(super) answers: &'a Answers,
    pub(super) wrong: &'a [Wrong],
}

impl Check<'_> {
    pub(super) fn page(&self) -> Markup {
        let evidence = latest_evidence(self.reading);
        let agency = self.reading.view.people.agency_name(self.one.agency);
        let reason = self.answers.get("reason").unwrap_or_default();
        let back = self.reading.href(&format!("/return/{}", self.one.id));
        html! {
            @if !self.wrong.is_empty() { (self.summary()) }
            span class="govuk-caption-l" { (agency) ": " (self.round.title) }
            h1 class="govuk-heading-l" { "Look at the answers from the other board" }
            (self.left_over())
            form id=(FORM) method="post" action={ "/return/" (self.one.id) "/take-over" }
                novalidate {
                input type="hidden" name=(LOOKED_AT) value="yes";
                (self.carried())
                @for (place, standard) in (0_usize..).zip(&self.round.standards.standards) {
                    @if self.answers.get(&named("there", place)).is_some() {
                        (self.row(place, standard, &evidence))
                    }
                }
                (Textarea {
                    value: &reason,
                    rows: 2,
                    hint: Some("Kept with each answer, in the trail.".into()),
                    error: self.error("reason"),
                    ..Textarea::new("reason", "Where the answers come from")
                })
                (self.identifiers())
                div class="govuk-button-group" {
                    (Button::new("Record the answers that are ticked"))
                    a class="govuk-link" href=(back) { "Cancel" }
                }
            }
        }
    }

    /// What the form carries along and nobody types.
    fn carried(&self) -> Markup {
        let known = ["version", "key", "unplaced", "unanswered"];
        let carried = self.answers.0.iter().filter(|(name, _)| {
            let start = name.split('-').next().unwrap_or(name);
            known.contains(&name.as_str()) || matches!(start, "there" | "titled" | "shown")
        });
        html! {
            @for (name, value) in carried {
                input type="hidden" name=(name) value=(value);
            }
        }
    }

    fn summary(&self) -> Markup {
        let links: Vec<String> = self
            .wrong
            .iter()
            .map(|one| format!("#{}", one.field))
            .collect();
        let items = self.wrong.iter().zip(&links).map(|(one, link)| ErrorItem {
            content: one.message.as_str().into(),
            href: (!one.field.is_empty()).then_some(link.as_str()),
        });
        html! { (ErrorSummary::new(items.collect())) }
    }

    fn error(&self, name: &str) -> Option<crate::web::components::Content<'_>> {
        let mut wrong = self.wrong.iter();
        let found = wrong.find(|one| one.field == name);
        found.map(|one| one.message.as_str().into())
    }

    /// What of the file found no standard here, and which standards it says nothing of.
    fn left_over(&self) -> Markup {
        let (unplaced, unanswered) = (self.answers.all("unplaced"), self.answers.all("unanswered"));
        html! {
            @if !unanswered.is_empty() {
                p class="govuk-body" {
                    "The file says nothing of: " (unanswered.join("; ")) ". Answer them on the "
                    "return’s page."
                }
            }
            @if !unplaced.is_empty() {
                (Details::new(
                    format!("Answers in the file to no standard here: {}", unplaced.len()),
                    html! { ul class="govuk-list govuk-list--bullet" {
                        @for words in &unplaced { li class="gt-prose" { (words) } }
                    } },
                ))
            }
        }
    }

    fn row(&self, place: usize, standard: &Standard, evidence: &[Choice]) -> Markup {
        let content = html! {
            p class="govuk-body" { (standard.statement) }
            (self.there(place))
            (self.answered_here(standard))
            (self.take(place))
            (self.score(place))
            (self.narrative(place))
            (self.evidence(place, evidence))
        };
        let legend = Legend {
            classes: "govuk-fieldset__legend--m",
            ..Legend::from(standard.title.as_str())
        };
        html! { div class="govuk-form-group" { (Fieldset::new(legend, content)) } }
    }

    /// What the file says beside the answer itself.
    fn there(&self, place: usize) -> Markup {
        let score = self.answers.get(&named("there", place)).unwrap_or_default();
        let titled = self.answers.filled(&named("titled", place));
        let shown = self.answers.all(&named("shown", place));
        html! {
            p class="govuk-body" {
                "There: " strong { (score) } "."
                @if let Some(title) = titled { " The standard is called “" (title) "” there." }
                @if shown.is_empty() { " No evidence is named." }
                @else { " Evidence named there, which stays there: " (shown.join("; ")) "." }
            }
        }
    }

    fn answered_here(&self, standard: &Standard) -> Markup {
        html! {
            @if let Some(answer) = self.one.answers.get(&standard.key) {
                @let score = super::super::score_word(&self.round.standards, &answer.score);
                (InsetText::new(format!(
                    "It was answered here on {}: {score}. Taking this answer over takes its place.",
                    date_text(answer.at.occurred_on)
                )))
            }
        }
    }

    fn take(&self, place: usize) -> Markup {
        let name = named("take", place);
        let tick = Checkbox {
            checked: Some(self.answers.ticked(&name)),
            ..Checkbox::new("yes", "Take this answer over")
        };
        html! { (Checkboxes { error: self.error(&name), ..Checkboxes::single(&name, tick) }) }
    }

    fn score(&self, place: usize) -> Markup {
        let name = named("score", place);
        let chosen = self.answers.filled(&name);
        let scores = self.round.standards.scale.iter().map(|score| {
            let met = if score.counts_as_met {
                " (needs evidence)"
            } else {
                ""
            };
            Radio::new(&score.code, format!("{}{met}", score.label))
        });
        html! { (Radios {
            value: chosen.as_deref(),
            error: self.error(&name),
            classes: "govuk-radios--small",
            ..Radios::new(&name, "How far is it met here?", scores)
        }) }
    }

    fn narrative(&self, place: usize) -> Markup {
        let name = named("narrative", place);
        let words = self.answers.get(&name).unwrap_or_default();
        html! { (Textarea {
            value: &words,
            error: self.error(&name),
            ..Textarea::new(&name, Label::from("How is it met, and what is missing?"))
        }) }
    }

    fn evidence(&self, place: usize, evidence: &[Choice]) -> Markup {
        let name = named("evidence", place);
        let chosen = self.answers.filled(&name);
        let mut options = vec![SelectOption::new("", "None yet")];
        options.extend(
            evidence
                .iter()
                .map(|(id, words)| SelectOption::new(id, words)),
        );
        html! { (Select {
            value: chosen.as_deref(),
            error: self.error(&name),
            hint: Some("More can be named on the standard’s own form.".into()),
            ..Select::new(&name, "Evidence lodged here", options)
        }) }
    }

    fn identifiers(&self) -> Markup {
        let refused = self
            .wrong
            .iter()
            .any(|one| one.rule == LOOKS_LIKE_IDENTIFIER);
        let ticked = self.answers.ticked("identifiers");
        let words = "The text has to identify somebody; “where the answers come from” says why";
        let tick = Checkbox {
            checked: Some(ticked),
            ..Checkbox::new("yes", words)
        };
        html! {
            @if refused || ticked { (Checkboxes::single("identifiers", tick)) }
        }
    }
}
