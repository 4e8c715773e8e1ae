//! A form as people see it, with what they typed and what is wrong with it.

use super::read::{Answers, OWNER_ROWS, source_rows};
use super::{Asked, Carried, Choice, CommandForm, Kind, Question, Wrong};
use crate::web::components::{
    Button, Checkbox, Checkboxes, Content, DateInput, DatePart, Details, ErrorItem, ErrorSummary,
    Fieldset, FileUpload, Input, Label, Radio, Radios, Select, SelectOption, Textarea,
};
use maud::{Markup, html};

/// The id of the form on its page.
pub const FORM_ID: &str = "form";

/// The rule that refuses text which looks like it identifies somebody.
const LOOKS_LIKE_IDENTIFIER: &str = "looks_like_identifier";

/// The rule that refuses an entry into a frozen reporting year.
const FROZEN_YEAR: &str = "reporting_year_frozen";

/// The rule that refuses a return to a campaign that was closed, unless it is flagged late.
const CAMPAIGN_CLOSED: &str = "submitted_after_close";

/// Writes the form. `meetings` are the meetings that can be chosen.
pub fn show(
    form: &CommandForm,
    answers: &Answers,
    wrong: &[Wrong],
    carried: Carried,
    meetings: &[Choice],
) -> Markup {
    let shown = Shown { answers, wrong };
    let files = form
        .questions
        .iter()
        .any(|question| question.kind == Kind::File);
    let encoding = files.then_some("multipart/form-data");
    html! {
        @if !wrong.is_empty() { (summary(form, wrong)) }
        @if !form.caption.is_empty() {
            span class="govuk-caption-l" { (form.caption) }
        }
        h1 class="govuk-heading-l" { (form.title) }
        @for sentence in &form.lead { p class="govuk-body" { (sentence) } }
        form id=(FORM_ID) method="post" action=(form.path()) enctype=[encoding] novalidate {
            input type="hidden" name="version" value=(carried.version);
            input type="hidden" name="key" value=(carried.key);
            @for question in &form.questions { (shown.question(question)) }
            (shown.reason(form.reason))
            (shown.meeting(form.meeting, meetings))
            (shown.confirmations(form.is_late))
            @if !form.is_at_once { (shown.occurred_on()) }
            div class="govuk-button-group" {
                (Button::new(form.button))
                a class="govuk-link" href=(form.cancel_href()) { "Cancel" }
            }
        }
    }
}

/// The id of the first control of a question, which the summary's links lead to.
fn control(form: &CommandForm, field: &str) -> String {
    let root = field.split(['.', '[', '/']).next().unwrap_or(field);
    let kind = form
        .questions
        .iter()
        .find(|q| q.name == root)
        .map(|q| &q.kind);
    match kind {
        Some(Kind::Day) => format!("#{root}-day"),
        Some(Kind::Moment) => format!("#{root}-moment"),
        Some(Kind::Sources(_)) => format!("#{root}-0-kind"),
        Some(Kind::Rows(rows)) => rows.control(root),
        Some(Kind::Each(each)) => each.control(root),
        Some(Kind::Owners(_)) => format!("#{root}-0-role"),
        Some(Kind::Owner(_)) => format!("#{root}-role"),
        None if root == "occurred_on" => "#occurred_on-day".to_owned(),
        Some(_) | None => format!("#{root}"),
    }
}

fn summary(form: &CommandForm, wrong: &[Wrong]) -> Markup {
    let links: Vec<Option<String>> = wrong
        .iter()
        .map(|one| (!one.field.is_empty()).then(|| control(form, &one.field)))
        .collect();
    let items = wrong
        .iter()
        .zip(&links)
        .map(|(one, href)| ErrorItem {
            content: Content::from(one.message.as_str()),
            href: href.as_deref(),
        })
        .collect();
    html! { (ErrorSummary::new(items)) }
}

struct Shown<'a> {
    answers: &'a Answers,
    wrong: &'a [Wrong],
}

impl Shown<'_> {
    fn error(&self, name: &str) -> Option<Content<'static>> {
        let mine: Vec<&str> = self
            .wrong
            .iter()
            .filter(|one| one.field.split(['.', '[', '/']).next() == Some(name))
            .map(|one| one.message.as_str())
            .collect();
        if mine.is_empty() {
            None
        } else {
            Some(Content::from(mine.join(". ")))
        }
    }

    fn value(&self, question: &Question, name: &str) -> Option<String> {
        self.answers.get(name).or_else(|| {
            let before = question.before.iter().find(|(key, _)| key == name);
            before
                .filter(|_| self.answers.0.is_empty())
                .map(|(_, value)| value.clone())
        })
    }

    fn values(&self, question: &Question) -> Vec<String> {
        if self.answers.0.is_empty() {
            question
                .before
                .iter()
                .map(|(_, value)| value.clone())
                .collect()
        } else {
            self.answers.all(question.name)
        }
    }

    #[expect(clippy::too_many_lines, reason = "a list, one entry after another")]
    fn question(&self, question: &Question) -> Markup {
        let label = if question.optional {
            format!("{} (optional)", question.label)
        } else {
            question.label.clone()
        };
        let name = question.name;
        let hint = question.hint.as_deref().map(Content::from);
        let error = self.error(name);
        let value = self.value(question, name);
        match &question.kind {
            Kind::Fixed(_) | Kind::FreshId => html! {},
            Kind::Line => html! {
                (Input { value: value.as_deref(), hint, error, ..Input::new(name, label.as_str()) })
            },
            Kind::Address => html! {
                (Input {
                    value: value.as_deref(), hint, error, kind: "email",
                    autocomplete: Some("off"), spellcheck: Some(false),
                    ..Input::new(name, label.as_str())
                })
            },
            Kind::Password => html! {
                (Input {
                    hint, error, kind: "password", autocomplete: Some("current-password"),
                    autocapitalize: Some("none"), spellcheck: Some(false),
                    classes: "govuk-input--width-20", ..Input::new(name, label.as_str())
                })
            },
            Kind::Number | Kind::Money => html! {
                (Input {
                    value: value.as_deref(), hint, error, inputmode: Some("numeric"),
                    classes: "govuk-input--width-10", ..Input::new(name, label.as_str())
                })
            },
            Kind::Words | Kind::Measures | Kind::Measure | Kind::Labels | Kind::BankHolidays => {
                html! {
                    (Textarea {
                        value: value.as_deref().unwrap_or_default(), hint, error, rows: 5,
                        ..Textarea::new(name, label.as_str())
                    })
                }
            }
            Kind::Day => self.day(question, &label),
            Kind::Moment => html! {
                (Input {
                    value: value.as_deref(), hint, error, kind: "datetime-local",
                    // Every page has a field of a moment's name already, for its own past.
                    id: Some(&format!("{name}-moment")),
                    ..Input::new(name, label.as_str())
                })
            },
            Kind::Radios(choices) => {
                let items = choices.iter().map(|(v, t)| Radio::new(v, t.as_str()));
                html! { (Radios {
                    hint, error, value: value.as_deref(), id_prefix: Some(name),
                    ..Radios::new(name, label.as_str(), items)
                }) }
            }
            Kind::Values(values) => {
                let items = values.iter().map(|((v, t), _)| Radio::new(v, t.as_str()));
                html! { (Radios {
                    hint, error, value: value.as_deref(), id_prefix: Some(name),
                    ..Radios::new(name, label.as_str(), items)
                }) }
            }
            Kind::Select(choices) => html! { (Select {
                hint, error, value: value.as_deref(),
                ..Select::new(name, label.as_str(), options(choices, "Choose"))
            }) },
            Kind::Several(choices) | Kind::Checks(choices) => {
                let values = self.values(question);
                let items = choices.iter().map(|(v, t)| Checkbox::new(v, t.as_str()));
                html! { (Checkboxes {
                    hint, error, values: values.iter().map(String::as_str).collect(),
                    id_prefix: Some(name),
                    ..Checkboxes::new(name, label.as_str(), items)
                }) }
            }
            Kind::Tick => {
                let ticked = value.is_some_and(|value| !value.is_empty());
                let one = Checkbox {
                    checked: Some(ticked),
                    id: Some(name),
                    ..Checkbox::new("yes", question.label.as_str())
                };
                html! { (Checkboxes { hint, error, ..Checkboxes::single(name, one) }) }
            }
            Kind::Sources(kinds) => self.sources(question, &label, kinds),
            Kind::Owner(agencies) => self.owners(question, &label, agencies, None),
            Kind::Owners(agencies) => self.owners(question, &label, agencies, Some(OWNER_ROWS)),
            Kind::Rows(rows) => {
                let value = |field: &str| self.value(question, field);
                super::rows::show_rows(question, &label, rows, error, &value)
            }
            Kind::Each(each) => {
                let value = |field: &str| self.value(question, field);
                super::rows::show_each(question, &label, each, error, &value)
            }
            Kind::File => html! {
                (FileUpload { hint, error, ..FileUpload::new(name, label.as_str()) })
            },
        }
    }

    fn day(&self, question: &Question, label: &str) -> Markup {
        let name = question.name;
        let part = |part: &str| self.value(question, &format!("{name}-{part}"));
        let (day, month, year) = (part("day"), part("month"), part("year"));
        html! { (DateInput {
            hint: Some(Content::from(question.hint.as_deref().unwrap_or("For example, 27 3 2027"))),
            error: self.error(name),
            day: day.as_deref().map(DatePart::from).unwrap_or_default(),
            month: month.as_deref().map(DatePart::from).unwrap_or_default(),
            year: year.as_deref().map(DatePart::from).unwrap_or_default(),
            ..DateInput::new(name, label)
        }) }
    }

    /// Posts and agencies, one row each.
    fn owners(
        &self,
        question: &Question,
        label: &str,
        agencies: &[Choice],
        rows: Option<usize>,
    ) -> Markup {
        let name = question.name;
        let row = |name: String, post: &str, agency: &str| {
            let (role_name, agency_name) = (format!("{name}-role"), format!("{name}-agency"));
            let role = self.value(question, &role_name);
            let chosen = self.value(question, &agency_name);
            html! {
                div class="gt-owner" {
                    (Input { value: role.as_deref(), ..Input::new(&role_name, post) })
                    (Select {
                        value: chosen.as_deref(),
                        ..Select::new(&agency_name, agency,
                            options(agencies, "The partnership’s own team"))
                    })
                }
            }
        };
        let hint = question.hint.clone().unwrap_or_else(|| {
            "The post, never a person’s name, such as Head of Early Help".to_owned()
        });
        let body = html! {
            div class="govuk-hint" { (hint) }
            @if let Some(error) = self.error(name) {
                p class="govuk-error-message" {
                    span class="govuk-visually-hidden" { "Error: " } (error)
                }
            }
            @match rows {
                None => (row(name.to_owned(), "Post", "Agency")),
                Some(rows) => @for number in 0..rows {
                    (row(
                        format!("{name}-{number}"),
                        &format!("Post {}", number + 1),
                        &format!("Agency {}", number + 1),
                    ))
                },
            }
        };
        html! {
            div class="govuk-form-group" { (Fieldset::new(label, body)) }
        }
    }

    /// Kinds and titles, one row each.
    fn sources(&self, question: &Question, label: &str, kinds: &[Choice]) -> Markup {
        let body = html! {
            @if let Some(hint) = &question.hint { div class="govuk-hint" { (hint) } }
            @if let Some(error) = self.error(question.name) {
                p class="govuk-error-message" {
                    span class="govuk-visually-hidden" { "Error: " } (error)
                }
            }
            @for row in 0..source_rows(question) { (self.source(question, kinds, row)) }
        };
        html! { div class="govuk-form-group" { (Fieldset::new(label, body)) } }
    }

    fn source(&self, question: &Question, kinds: &[Choice], row: usize) -> Markup {
        let kind_name = format!("{}-{row}-kind", question.name);
        let title_name = format!("{}-{row}-title", question.name);
        let kind = self.value(question, &kind_name);
        let title = self.value(question, &title_name);
        let (kind_label, title_label) = (
            format!("Kind of source {}", row + 1),
            format!("Title of source {}", row + 1),
        );
        html! {
            div class="gt-owner" {
                (Select {
                    value: kind.as_deref(),
                    ..Select::new(&kind_name, kind_label.as_str(), options(kinds, "Choose"))
                })
                (Input {
                    value: title.as_deref(), ..Input::new(&title_name, title_label.as_str())
                })
            }
        }
    }

    fn reason(&self, asked: Asked) -> Markup {
        let label = match asked {
            Asked::No => return html! {},
            Asked::Optional => "Reason (optional)",
            Asked::Required => "Reason",
        };
        let value = self.answers.get("reason").unwrap_or_default();
        html! { (Textarea {
            value: &value, error: self.error("reason"), rows: 3,
            hint: Some(Content::from("Why, in a sentence or two. It stays on the trail.")),
            ..Textarea::new("reason", label)
        }) }
    }

    fn meeting(&self, asked: Asked, meetings: &[Choice]) -> Markup {
        let label = match asked {
            Asked::No => return html! {},
            Asked::Optional => "Meeting that decided this (optional)",
            Asked::Required => "Meeting that decided this",
        };
        let value = self.answers.get("decided_in");
        let hint = if meetings.is_empty() {
            "No meeting is recorded yet: record it under Settings first."
        } else {
            "The newest first."
        };
        html! { (Select {
            value: value.as_deref(), error: self.error("decided_in"),
            hint: Some(Content::from(hint)),
            ..Select::new("decided_in", Label::from(label), options(meetings, "Choose"))
        }) }
    }

    /// What is asked only once a rule has spoken.
    fn confirmations(&self, is_late: bool) -> Markup {
        let has = |rule: &str| self.wrong.iter().any(|one| one.rule == rule);
        let identifiers = has(LOOKS_LIKE_IDENTIFIER) || self.answers.ticked("identifiers");
        let is_fresh = self.answers.0.is_empty();
        let late =
            is_late || has(FROZEN_YEAR) || has(CAMPAIGN_CLOSED) || self.answers.ticked("late");
        let tick = |name: &'static str, words: &'static str| {
            let one = Checkbox {
                checked: Some(self.answers.ticked(name) || (is_fresh && is_late && name == "late")),
                ..Checkbox::new("yes", words)
            };
            html! { (Checkboxes::single(name, one)) }
        };
        html! {
            @if identifiers {
                (tick("identifiers", "The text has to identify somebody; the reason says why"))
            }
            @if late {
                (tick("late", "Record it as late: its reporting year is frozen, or its round is closed"))
            }
            @if (identifiers || late) && !is_late && !self.answers.0.iter().any(|(name, _)| name == "reason") {
                (self.reason(Asked::Required))
            }
        }
    }

    fn occurred_on(&self) -> Markup {
        let part = |part: &str| self.answers.get(&format!("occurred_on-{part}"));
        let (day, month, year) = (part("day"), part("month"), part("year"));
        let filled = [&day, &month, &year]
            .iter()
            .any(|p| p.as_deref().is_some_and(|p| !p.is_empty()));
        let error = self.error("occurred_on");
        let open = filled || error.is_some();
        let question = html! { (DateInput {
            error,
            hint: Some(Content::from("Leave empty when it happened today.")),
            day: day.as_deref().map(DatePart::from).unwrap_or_default(),
            month: month.as_deref().map(DatePart::from).unwrap_or_default(),
            year: year.as_deref().map(DatePart::from).unwrap_or_default(),
            ..DateInput::new("occurred_on", "When did this happen?")
        }) };
        html! { (Details { open, ..Details::new("It happened on an earlier day", question) }) }
    }
}

pub(super) fn options<'a>(choices: &'a [Choice], none: &'a str) -> Vec<SelectOption<'a>> {
    let mut options = vec![SelectOption::new("", none)];
    options.extend(
        choices
            .iter()
            .map(|(value, text)| SelectOption::new(value, text)),
    );
    options
}
