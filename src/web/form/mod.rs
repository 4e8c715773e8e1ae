//! Forms of commands: what is asked, how it is shown, and how answers become a command.
//!
//! A form is a list of questions named after the command's own fields, so a refusal of a field
//! stands beside its question. Whatever was typed comes back with the refusal.

#[cfg(test)]
pub(crate) mod fits;
mod read;
mod rows;
mod show;

pub use read::{Answers, Read, read};
pub use rows::{Each, Part, PartKind, Rows, Shape, part};
pub use show::{FORM_ID, show};

use chrono::NaiveDate;
use events::ids::StreamId;
use uuid::Uuid;

/// A choice: what is sent, and what people read.
pub type Choice = (String, String);

/// A choice that is sent on as a value rather than as its own word.
pub type Valued = (Choice, serde_json::Value);

/// How a question is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// An e-mail address, somebody else's: nothing is filled in or corrected.
    Address,
    /// The present password of whoever sends the form: hidden, never shown again, and never sent on;
    /// that it was filled in is.
    Password,
    /// Several lines of narrative.
    Words,
    /// A whole number.
    Number,
    /// An amount of pounds and pence, sent on as pence.
    Money,
    /// A day, in three boxes.
    Day,
    /// A moment of London's time, sent on as one of UTC.
    Moment,
    /// One of a few, as radios.
    Radios(Vec<Choice>),
    /// One of many, as a list.
    Select(Vec<Choice>),
    /// One of a few, as radios, each sent on as the value that stands beside it.
    Values(Vec<Valued>),
    /// Any of these.
    Several(Vec<Choice>),
    /// Yes or not.
    Tick,
    /// Posts and agencies: as many as rows are shown.
    Owners(Vec<Choice>),
    /// One post and agency.
    Owner(Vec<Choice>),
    /// One text on each line; each becomes a measure with an id of its own.
    Measures,
    /// One text, which becomes a measure with an id of its own.
    Measure,
    /// Questions answered with yes where they are ticked, and with no where they are not. Each is
    /// sent on as its word under `question` and the answer under `holds`.
    Checks(Vec<Choice>),
    /// Where something comes from: kinds and titles, as many as rows are shown.
    Sources(Vec<Choice>),
    /// One label on each line.
    Labels,
    /// Rows of a few parts each.
    Rows(Rows),
    /// One answer for each of a known set.
    Each(Each),
    /// Bank holidays, one on each line, and the years they cover.
    BankHolidays,
    /// Not asked: a fixed answer.
    Fixed(serde_json::Value),
    /// Not asked: an id made for this form.
    FreshId,
    /// A file.
    File,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The command's field.
    pub name: &'static str,
    /// The question, as people read it.
    pub label: String,
    /// Help with the answer.
    pub hint: Option<String>,
    /// How it is asked.
    pub kind: Kind,
    /// Whether it may stay empty.
    pub optional: bool,
    /// What stands there before anybody typed.
    pub before: Vec<(String, String)>,
}

impl Question {
    /// A question that must be answered.
    pub fn new(name: &'static str, label: impl Into<String>, kind: Kind) -> Self {
        Self {
            name,
            label: label.into(),
            hint: None,
            kind,
            optional: false,
            before: Vec::new(),
        }
    }

    /// The same with help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same, but it may stay empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The same with an answer already there.
    #[must_use]
    pub fn answered(mut self, answer: impl Into<String>) -> Self {
        self.before.push((self.name.to_owned(), answer.into()));
        self
    }

    /// The same with several answers already there.
    #[must_use]
    pub fn all_of(mut self, answers: impl IntoIterator<Item = String>) -> Self {
        for answer in answers {
            self.before.push((self.name.to_owned(), answer));
        }
        self
    }

    /// The same with an answer already there, where there is one.
    #[must_use]
    pub fn answered_where<A: Into<String>>(self, answer: Option<A>) -> Self {
        match answer {
            Some(answer) => self.answered(answer),
            None => self,
        }
    }

    /// The same with a day already there.
    #[must_use]
    pub fn on(mut self, day: Option<NaiveDate>) -> Self {
        use chrono::Datelike;
        if let Some(day) = day {
            for (part, value) in [
                ("day", day.day().to_string()),
                ("month", day.month().to_string()),
                ("year", day.year().to_string()),
            ] {
                self.before.push((format!("{}-{part}", self.name), value));
            }
        }
        self
    }
}

/// Whether something beside the command's own fields is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Asked {
    /// Not asked.
    #[default]
    No,
    /// May be said.
    Optional,
    /// Must be said.
    Required,
}

/// A form for one command to one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandForm {
    /// The thing.
    pub stream: StreamId,
    /// The command's word.
    pub command: &'static str,
    /// The heading, such as "Extend the due date".
    pub title: String,
    /// What it is about, such as "Action 1.2".
    pub caption: String,
    /// A sentence or two before the questions.
    pub lead: Vec<String>,
    /// The questions.
    pub questions: Vec<Question>,
    /// Whether a reason is asked.
    pub reason: Asked,
    /// Whether the meeting that decided is asked.
    pub meeting: Asked,
    /// What the button says.
    pub button: &'static str,
    /// Where to go afterwards; `{id}` stands for the id of the thing.
    pub back: String,
    /// Where "Cancel" leads, when not where one goes afterwards.
    pub cancel: Option<String>,
    /// The query the form was opened with, so that it is the same form when it is sent.
    pub query: String,
    /// Where it is sent, when not to the address of its command.
    pub sent_to: Option<String>,
    /// Whether it happens as it is recorded, so that no earlier day is asked.
    pub is_at_once: bool,
    /// Whether it comes late as it is, so that the tick that says so stands there from the start.
    pub is_late: bool,
}

impl CommandForm {
    /// A form with no questions yet.
    pub fn new(
        stream: impl Into<StreamId>,
        command: &'static str,
        title: impl Into<String>,
        back: impl Into<String>,
    ) -> Self {
        Self {
            stream: stream.into(),
            command,
            title: title.into(),
            caption: String::new(),
            lead: Vec::new(),
            questions: Vec::new(),
            reason: Asked::No,
            meeting: Asked::No,
            button: "Save",
            back: back.into(),
            cancel: None,
            query: String::new(),
            sent_to: None,
            is_at_once: false,
            is_late: false,
        }
    }

    /// The same, sent to an address of its own.
    #[must_use]
    pub fn sent_to(mut self, path: impl Into<String>) -> Self {
        self.sent_to = Some(path.into());
        self
    }

    /// The same, of something that happens as it is recorded.
    #[must_use]
    pub fn at_once(mut self) -> Self {
        self.is_at_once = true;
        self
    }

    /// The same, of something that comes late as it is.
    #[must_use]
    pub fn late(mut self) -> Self {
        self.is_late = true;
        self
    }

    /// The same with another place for "Cancel", such as a list while the thing is not there yet.
    #[must_use]
    pub fn cancel(mut self, href: impl Into<String>) -> Self {
        self.cancel = Some(href.into());
        self
    }

    /// Where "Cancel" leads.
    pub fn cancel_href(&self) -> String {
        let href = self.cancel.as_ref().unwrap_or(&self.back);
        href.replace("{id}", &self.stream.id.to_string())
    }

    /// The same with what it is about.
    #[must_use]
    pub fn about(mut self, caption: impl Into<String>) -> Self {
        self.caption = caption.into();
        self
    }

    /// The same with a sentence before the questions.
    #[must_use]
    pub fn lead(mut self, sentence: impl Into<String>) -> Self {
        self.lead.push(sentence.into());
        self
    }

    /// The same with one more question.
    #[must_use]
    pub fn ask(mut self, question: Question) -> Self {
        self.questions.push(question);
        self
    }

    /// The same, asking for a reason.
    #[must_use]
    pub fn reason(mut self, asked: Asked) -> Self {
        self.reason = asked;
        self
    }

    /// The same, asking for the meeting that decided.
    #[must_use]
    pub fn meeting(mut self, asked: Asked) -> Self {
        self.meeting = asked;
        self
    }

    /// The same with another word on the button.
    #[must_use]
    pub fn button(mut self, button: &'static str) -> Self {
        self.button = button;
        self
    }

    /// Where the form is shown and sent.
    pub fn path(&self) -> String {
        let own = || command_path(self.stream, self.command);
        let path = self.sent_to.clone().unwrap_or_else(own);
        if self.query.is_empty() {
            path
        } else {
            format!("{path}?{}", self.query)
        }
    }
}

/// The address of a command's form.
pub fn command_path(stream: impl Into<StreamId>, command: &str) -> String {
    let stream = stream.into();
    format!("/record/{}/{}/{command}", stream.kind.word(), stream.id)
}

/// What a form carries unseen: the version it was made from, and a key so that sending it twice
/// records it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    /// The stream's version when the form was made; 0 for a new thing.
    pub version: u64,
    /// The key.
    pub key: Uuid,
}

/// One thing wrong with a form, beside its question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The question's name; empty when it is about the whole.
    pub field: String,
    /// The rule's stable name.
    pub rule: String,
    /// What is wrong, and what to do.
    pub message: String,
}
