//! The parts of a piece of work, with how far each is.

use maud::{Markup, Render, html};

use super::{Content, Tag, class_names, present};

/// How far a task is: plain words when done, a tag while it is not.
#[derive(Clone, Debug)]
pub enum TaskStatus<'a> {
    /// Plain words, such as "Completed".
    Words(Content<'a>),
    /// A tag, such as "Not started".
    Tagged(Tag<'a>),
}

/// One task.
#[derive(Clone, Debug)]
pub struct Task<'a> {
    /// Its name.
    pub title: Content<'a>,
    /// Further classes of the name.
    pub title_classes: &'a str,
    /// Where it is done; absent while it cannot be.
    pub href: Option<&'a str>,
    /// Help with it.
    pub hint: Option<Content<'a>>,
    /// How far it is.
    pub status: TaskStatus<'a>,
    /// Further classes of the status.
    pub status_classes: &'a str,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> Task<'a> {
    /// A task that can be done at that address.
    pub fn new(href: &'a str, title: impl Into<Content<'a>>, status: TaskStatus<'a>) -> Self {
        Self {
            title: title.into(),
            title_classes: "",
            href: Some(href),
            hint: None,
            status,
            status_classes: "",
            classes: "",
        }
    }
}

/// The tasks of a piece of work.
#[derive(Clone, Debug)]
pub struct TaskList<'a> {
    /// The tasks.
    pub items: Vec<Task<'a>>,
    /// What the ids of hints and statuses start with; different for two lists on one page.
    pub id_prefix: &'a str,
    /// Further classes, separated by spaces.
    pub classes: &'a str,
}

impl<'a> TaskList<'a> {
    /// Those tasks.
    pub fn new(items: Vec<Task<'a>>) -> Self {
        Self {
            items,
            id_prefix: "task-list",
            classes: "",
        }
    }

    fn item(&self, task: &Task<'_>, place: usize) -> Markup {
        let hint_id = format!("{}-{place}-hint", self.id_prefix);
        let status_id = format!("{}-{place}-status", self.id_prefix);
        let hinted = if task.hint.is_some() {
            hint_id.as_str()
        } else {
            ""
        };
        let with_link = if task.href.is_some() {
            "govuk-task-list__item--with-link"
        } else {
            ""
        };
        let link = ["govuk-link", "govuk-task-list__link", task.title_classes];
        html! {
            li class=(class_names(&["govuk-task-list__item", with_link, task.classes])) {
                div class="govuk-task-list__name-and-hint" {
                    @if let Some(href) = task.href {
                        a class=(class_names(&link)) href=(href)
                            aria-describedby=(class_names(&[hinted, &status_id])) {
                            (task.title)
                        }
                    } @else {
                        div class=[present(task.title_classes)] { (task.title) }
                    }
                    @if let Some(hint) = &task.hint {
                        div id=(hint_id) class="govuk-task-list__hint" { (hint) }
                    }
                }
                div class=(class_names(&["govuk-task-list__status", task.status_classes]))
                    id=(status_id) {
                    @match &task.status {
                        TaskStatus::Words(words) => (words),
                        TaskStatus::Tagged(tag) => (tag),
                    }
                }
            }
        }
    }
}

impl Render for TaskList<'_> {
    fn render(&self) -> Markup {
        html! {
            ul class=(class_names(&["govuk-task-list", self.classes])) {
                @for (place, task) in (1_usize..).zip(&self.items) { (self.item(task, place)) }
            }
        }
    }
}
