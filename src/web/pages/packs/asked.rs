//! The form on which a pack is chosen: what was typed, what it means, and what is wrong with it.

use super::request;
use crate::packs::Choice;
use crate::web::components::dates::{moment_field, parse_moment_field};
use crate::web::components::{
    Button, Checkbox, Checkboxes, Details, ErrorItem, ErrorSummary, Input, Textarea,
};
use crate::web::form::Answers;
use crate::web::pages::shown;
use crate::web::pages::trail::told::{kind_word, thing};
use crate::web::reading::Reading;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use events::envelope::Moment;
use events::everywhere::Area;
use events::evidence_pack::{Chosen, LeftOut, Rule, WithheldFor, Withholding};
use events::ids::{EvidencePackId, StreamId, StreamKind};
use maud::{Markup, html};
use projections::Models;
use uuid::Uuid;

/// How many things one pack names at the most.
const THINGS_MAX: usize = 200;

/// How many characters each answer about the pack may have.
const CHARACTERS_MAX: usize = 500;

/// What is wrong: the field's name, and what to do.
pub(super) type Wrong = Vec<(String, String)>;

/// What was typed, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) pack: Option<EvidencePackId>,
    pub(super) recipient: String,
    pub(super) request: String,
    pub(super) purpose: String,
    pub(super) information_request: String,
    pub(super) as_at: String,
    pub(super) things: Vec<String>,
    pub(super) references: String,
    pub(super) threads: bool,
    pub(super) everything: bool,
    pub(super) accesses: bool,
    pub(super) kinds: Vec<String>,
    pub(super) from: String,
    pub(super) to: String,
    /// The words of the rules by which something is left out.
    pub(super) rules: Vec<String>,
    /// The name of each choice to leave something out singly, and the reason chosen.
    pub(super) single: Vec<(String, String)>,
    /// Which of the texts that can be left out singly are shown.
    pub(super) texts: Texts,
}

/// Which of the texts that can be left out singly are shown: those with some words, and of these a
/// page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    /// Only those with these words; all where it is empty.
    pub(super) with: String,
    /// The page, from 1.
    pub(super) page: usize,
}

impl Texts {
    fn read(answers: &Answers) -> Self {
        let page = |name: &str| answers.filled(name).and_then(|page| page.parse().ok());
        // A button says which page comes next; any other leaves the page that was shown.
        let page: Option<usize> = page("texts").or_else(|| page("texts_shown"));
        Self {
            with: answers.get("texts_with").unwrap_or_default(),
            page: page.unwrap_or(1).clamp(1, PAGES_MAX),
        }
    }
}

/// The last page that can be asked for; a page past the last text shows the last one.
const PAGES_MAX: usize = 1_000_000;

/// What the name of a choice to leave something out begins with.
pub(super) const SINGLE: &str = "leave:";

impl Typed {
    /// The form before anything was typed: with the things and the request the address names.
    pub(super) fn begun(reading: &Reading<'_>, until: DateTime<Utc>) -> Self {
        let things = reading.asked_all("thing");
        let mut typed = Self {
            as_at: moment_field(until),
            things: things.into_iter().map(str::to_owned).collect(),
            threads: true,
            rules: vec![Rule::AboutChildren.word().to_owned()],
            ..Self::default()
        };
        let asked = reading.asked("answers").unwrap_or_default();
        if let Some((inspection, request)) = request::known(reading.view, asked) {
            typed.information_request = request.id.to_string();
            typed.recipient = request::recipient(request);
            typed.request = request::named(inspection, request);
            // What is asked is for named roles, and what is said of a pack for everybody here.
            "To answer that request".clone_into(&mut typed.purpose);
        }
        typed
    }

    pub(super) fn read(answers: &Answers) -> Self {
        let text = |name: &str| answers.get(name).unwrap_or_default();
        let single = answers.0.iter();
        let single = single.filter(|(name, value)| name.starts_with(SINGLE) && !value.is_empty());
        Self {
            pack: answers.filled("pack").and_then(|id| id.parse().ok()),
            recipient: text("recipient"),
            request: text("request"),
            purpose: text("purpose"),
            information_request: text("information_request"),
            as_at: text("as_at"),
            things: answers.all("thing"),
            references: text("references"),
            threads: answers.ticked("threads"),
            everything: answers.ticked("everything"),
            accesses: answers.ticked("accesses"),
            kinds: answers.all("kind"),
            from: text("from"),
            to: text("to"),
            rules: answers.all("rule"),
            single: single.cloned().collect(),
            texts: Texts::read(answers),
        }
    }

    /// What was chosen, or everything that is wrong with it.
    pub(super) fn choice(
        &self,
        reading: &Reading<'_>,
        now: DateTime<Utc>,
    ) -> Result<Choice, Wrong> {
        let mut wrong = Wrong::new();
        let needed = [
            (
                "recipient",
                &self.recipient,
                "Say whom the pack is for, such as the lead inspector",
            ),
            (
                "request",
                &self.request,
                "Say under which request, such as its number and date",
            ),
            ("purpose", &self.purpose, "Say what it is for"),
        ];
        for (name, value, message) in needed {
            if value.trim().is_empty() {
                wrong.push((name.to_owned(), message.to_owned()));
            } else if value.chars().count() > CHARACTERS_MAX {
                let message = format!("Use at most {CHARACTERS_MAX} characters");
                wrong.push((name.to_owned(), message));
            }
        }
        let as_at = self.moment(now, &mut wrong);
        let from = day("from", &self.from, &mut wrong);
        let to = day("to", &self.to, &mut wrong);
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            wrong.push((
                "to".to_owned(),
                "Choose a day on or after the first".to_owned(),
            ));
        }
        let things = self.chosen_things(reading.view, &mut wrong);
        if things.is_empty() && !self.everything && wrong.iter().all(|(n, _)| n != "references") {
            let message = "Name at least one thing, or choose the whole record";
            wrong.push(("references".to_owned(), message.to_owned()));
        }
        if self.accesses && self.everything {
            let message = "Name the things to tell who looked at them, not the whole record";
            wrong.push(("accesses".to_owned(), message.to_owned()));
        }
        if self.accesses && !reading.enters(Area::Accesses) {
            let message = "Who looked at what is not for your role: leave it out";
            wrong.push(("accesses".to_owned(), message.to_owned()));
        }
        self.answers_what_is_there(reading.view, &mut wrong);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let kinds = self
            .kinds
            .iter()
            .filter_map(|word| StreamKind::from_word(word));
        Ok(Choice {
            recipient: self.recipient.trim().to_owned(),
            request: self.request.trim().to_owned(),
            purpose: self.purpose.trim().to_owned(),
            information_request: self.information_request.parse::<Uuid>().ok(),
            as_at: Moment::new(as_at.unwrap_or(now)),
            chosen: Chosen {
                things,
                threads: self.threads,
                kinds: kinds.collect(),
                from,
                to,
                accesses: self.accesses,
            },
            withholding: self.withholding(),
        })
    }

    /// The request of an inspection that the pack is to answer is one the reader sees.
    fn answers_what_is_there(&self, view: &Models, wrong: &mut Wrong) {
        let answers = self.information_request.as_str();
        if !answers.is_empty() && request::known(view, answers).is_none() {
            let message = "The request that the pack was to answer is not in the record";
            wrong.push(("request".to_owned(), message.to_owned()));
        }
    }

    fn moment(&self, now: DateTime<Utc>, wrong: &mut Wrong) -> Option<DateTime<Utc>> {
        if self.as_at.trim().is_empty() {
            return Some(now);
        }
        let exact = DateTime::parse_from_rfc3339(self.as_at.trim());
        let exact = exact.map(|moment| moment.with_timezone(&Utc));
        let read = match exact.or_else(|_| parse_moment_field(&self.as_at)) {
            Ok(moment) if moment <= now => return Some(moment),
            Ok(_) => "This moment has not come yet: choose an earlier one".to_owned(),
            Err(problem) => shown::capitalised(&problem.to_string()),
        };
        wrong.push(("as_at".to_owned(), read));
        None
    }

    fn chosen_things(&self, view: &Models, wrong: &mut Wrong) -> Vec<StreamId> {
        if self.everything {
            return Vec::new();
        }
        let known = |thing: &StreamId| view.trail.versions(*thing) > 0;
        let mut all: Vec<StreamId> = Vec::new();
        for typed in &self.things {
            match typed.parse().ok().filter(known) {
                Some(thing) => all.push(thing),
                None => wrong.push((
                    "references".to_owned(),
                    "One of the things chosen is not in the record: take it out".to_owned(),
                )),
            }
        }
        for line in self.references.split(['\n', ',']).map(str::trim) {
            if line.is_empty() {
                continue;
            }
            let found = by_reference(view, line);
            if found.is_empty() {
                let message = format!(
                    "There is no recommendation, action, audit or review with the reference {line}"
                );
                wrong.push(("references".to_owned(), message));
            }
            all.extend(found);
        }
        all.sort_unstable();
        all.dedup();
        if all.len() > THINGS_MAX {
            let message = format!("Name at most {THINGS_MAX} things, or choose the whole record");
            wrong.push(("references".to_owned(), message));
        }
        all
    }

    fn withholding(&self) -> Withholding {
        let single = self.single.iter().filter_map(|(name, reason)| {
            let (position, field) = name.strip_prefix(SINGLE)?.split_once(':')?;
            Some(LeftOut {
                position: position.parse().ok()?,
                field: field.to_owned(),
                because: WithheldFor::from_word(reason)?,
            })
        });
        Withholding {
            rules: self
                .rules
                .iter()
                .filter_map(|word| Rule::from_word(word))
                .collect(),
            single: single.collect(),
        }
    }

    /// Everything that was chosen, carried unseen to the next page but one: with the moment that
    /// was looked through, so that nothing is in the pack that came after it.
    pub(super) fn carried(&self, as_at: Moment) -> Markup {
        let as_at = match self.as_at.trim() {
            "" => as_at.utc().to_rfc3339_opts(SecondsFormat::Micros, true),
            typed => typed.to_owned(),
        };
        let yes = |on: bool| if on { "yes" } else { "" };
        let one = [
            ("recipient", self.recipient.as_str()),
            ("request", &self.request),
            ("purpose", &self.purpose),
            ("information_request", &self.information_request),
            ("as_at", &as_at),
            ("references", &self.references),
            ("from", &self.from),
            ("to", &self.to),
            ("threads", yes(self.threads)),
            ("everything", yes(self.everything)),
            ("accesses", yes(self.accesses)),
        ];
        html! {
            @for (name, value) in one { input type="hidden" name=(name) value=(value); }
            @for thing in &self.things { input type="hidden" name="thing" value=(thing); }
            @for rule in &self.rules { input type="hidden" name="rule" value=(rule); }
            @for kind in &self.kinds { input type="hidden" name="kind" value=(kind); }
        }
    }

    /// The choices to leave something out singly that are not on a page, carried unseen.
    pub(super) fn carried_single(&self, shown: &[String]) -> Markup {
        let unseen = self.single.iter().filter(|(name, _)| !shown.contains(name));
        html! {
            @for (name, value) in unseen { input type="hidden" name=(name) value=(value); }
        }
    }

    /// The form, with everything typed and what is wrong with it.
    pub(super) fn form(&self, reading: &Reading<'_>, wrong: &[(String, String)]) -> Markup {
        let error = |name: &str| {
            let found = wrong.iter().find(|(field, _)| field == name);
            found.map(|(_, message)| message.as_str().into())
        };
        let items = wrong
            .iter()
            .map(|(name, message)| (format!("#{name}"), message));
        let items: Vec<_> = items.collect();
        let items = items.iter().map(|(href, message)| ErrorItem {
            content: message.as_str().into(),
            href: Some(href),
        });
        let tick = |name: &'static str, words: &'static str, on: bool| {
            let one = Checkbox {
                checked: Some(on),
                ..Checkbox::new("yes", words)
            };
            html! { (Checkboxes::single(name, one)) }
        };
        html! {
            @if !wrong.is_empty() { (ErrorSummary::new(items.collect())) }
            h1 class="govuk-heading-l" { "Put an evidence pack together" }
            (request::answered(reading, &self.information_request))
            form method="post" action="/evidence-packs/new" novalidate {
                input type="hidden" name="information_request" value=(self.information_request);
                (self.carried_single(&[]))
                (Input { value: Some(&self.recipient), error: error("recipient"),
                    hint: Some("Such as the lead inspector. It stands in the pack.".into()),
                    ..Input::new("recipient", "Whom is it for?") })
                (Input { value: Some(&self.request), error: error("request"),
                    ..Input::new("request", "Under which request?") })
                (Input { value: Some(&self.purpose), error: error("purpose"),
                    ..Input::new("purpose", "What is it for?") })
                h2 class="govuk-heading-m" { "What goes into it" }
                (self.named(reading))
                (Textarea { value: &self.references, rows: 3, error: error("references"),
                    hint: Some("References, one a line: of recommendations, actions, audits, \
                        incidents, rapid reviews and practice reviews.".into()),
                    ..Textarea::new("references", "Which things?") })
                (tick("threads", "With everything their golden threads run through", self.threads))
                (tick("everything", "The whole record instead", self.everything))
                @if reading.enters(Area::Accesses) {
                    (tick("accesses", "With who looked at these things", self.accesses))
                }
                (Input { kind: "datetime-local", value: Some(&self.as_at), error: error("as_at"),
                    hint: Some("The record is shown as it stood when that minute began. Left empty: \
                        everything up to now.".into()),
                    ..Input::new("as_at", "As at") })
                (Details::new("Only some kinds of things, or only a period",
                    self.narrowing(&error)))
                h2 class="govuk-heading-m" { "What is left out" }
                p class="govuk-body" {
                    "The pack lists everything that is left out, with the reason. Single texts "
                    "can be left out on the next page."
                }
                (Checkboxes::new("rule", "Leave out everywhere", self.leaving_out()))
                (Button::new("See what would be in it"))
            }
        }
    }

    /// What can be left out wherever it stands.
    fn leaving_out(&self) -> Vec<Checkbox<'static>> {
        let one = |rule: Rule| Checkbox {
            checked: Some(self.rules.iter().any(|word| word == rule.word())),
            ..Checkbox::new(
                rule.word(),
                match rule {
                    Rule::AboutChildren => {
                        "Everything said of a child or a member of a family under an alias"
                    }
                    Rule::OfficialSensitive => "Everything official-sensitive",
                    Rule::Files => "All evidence files",
                    Rule::AllWords => "All words: only dates, ratings and who recorded what",
                },
            )
        };
        Rule::ALL.map(one).to_vec()
    }

    /// The things that are named already, each of which can be taken out.
    fn named(&self, reading: &Reading<'_>) -> Markup {
        let named = self.things.iter().filter_map(|typed| {
            let stream: StreamId = typed.parse().ok()?;
            let label = reading.view.label(stream).name;
            Some((typed.clone(), thing(stream.kind, &label)))
        });
        let named: Vec<(String, String)> = named.collect();
        let boxes = named.iter().enumerate().map(|(nth, (value, words))| {
            let id: &'static str = if nth == 0 { "thing" } else { "" };
            let mut one = Checkbox {
                checked: Some(true),
                ..Checkbox::new(value, words.as_str())
            };
            if !id.is_empty() {
                one.id = Some(id);
            }
            one
        });
        html! {
            @if !named.is_empty() {
                (Checkboxes::new("thing", "Chosen already", boxes.collect::<Vec<_>>()))
            }
        }
    }

    fn narrowing<'e>(
        &self,
        error: &impl Fn(&str) -> Option<crate::web::components::Content<'e>>,
    ) -> Markup {
        let kinds = StreamKind::ALL
            .into_iter()
            .filter(|kind| *kind != StreamKind::Account);
        let kinds = kinds.map(|kind| Checkbox {
            checked: Some(self.kinds.iter().any(|word| word == kind.word())),
            ..Checkbox::new(kind.word(), kind_word(kind))
        });
        html! {
            (Checkboxes::new("kind", "Only these kinds of things", kinds.collect::<Vec<_>>()))
            (Input { kind: "date", value: Some(&self.from), error: error("from"),
                ..Input::new("from", "Only what happened from") })
            (Input { kind: "date", value: Some(&self.to), error: error("to"),
                ..Input::new("to", "Only what happened up to") })
        }
    }
}

fn day(name: &str, typed: &str, wrong: &mut Wrong) -> Option<NaiveDate> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let read = typed.parse();
    if read.is_err() {
        let message = "Enter a real date, such as 2026-03-27".to_owned();
        wrong.push((name.to_owned(), message));
    }
    read.ok()
}

/// Everything with a reference, as people write it.
fn by_reference(view: &Models, reference: &str) -> Vec<StreamId> {
    let same = |known: &str| known.eq_ignore_ascii_case(reference);
    let mut all: Vec<StreamId> = Vec::new();
    let recommendations = view
        .recommendations
        .all()
        .filter(|one| same(&one.reference));
    all.extend(recommendations.map(|one| StreamId::from(one.id)));
    let actions = view.actions.all().filter(|one| same(&one.reference));
    all.extend(actions.map(|one| StreamId::from(one.id)));
    let audits = view.audits.all().filter(|one| same(&one.reference));
    all.extend(audits.map(|one| StreamId::from(one.id)));
    let incidents = view
        .rapid_reviews
        .incidents()
        .filter(|one| same(&one.reference));
    all.extend(incidents.map(|one| StreamId::from(one.id)));
    let rapid = view
        .rapid_reviews
        .reviews()
        .filter(|one| same(&one.reference));
    all.extend(rapid.map(|one| StreamId::from(one.id)));
    let reviews = view
        .practice_reviews
        .latest_first()
        .into_iter()
        .filter(|one| same(&one.reference));
    all.extend(reviews.map(|one| StreamId::from(one.id)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_page_of_the_texts_is_asked_for_is_one_that_can_be_reckoned_with() {
        let page = |sent: &[(&str, &str)]| {
            let sent = sent.iter();
            let sent = sent.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            Texts::read(&Answers(sent.collect())).page
        };
        assert_eq!(page(&[]), 1);
        assert_eq!(page(&[("texts_shown", "3")]), 3);
        assert_eq!(page(&[("texts_shown", "3"), ("texts", "4")]), 4);
        assert_eq!(page(&[("texts", "0")]), 1);
        assert_eq!(page(&[("texts", "x")]), 1);
        assert_eq!(page(&[("texts", &usize::MAX.to_string())]), PAGES_MAX);
    }
}
