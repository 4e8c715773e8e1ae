//! The design system as typed functions: GOV.UK Frontend's components, some of the Ministry of
//! Justice's, and our own for ratings, dates and charts.
//!
//! A component is a struct. `new` asks for what it cannot do without, the other fields have
//! defaults, and `maud::Render` writes it, so a page says
//! `(Input { hint: Some("For example, 3".into()), ..Input::new("count", "How many") })`.
//! The ids that tie a label, hint and error to their control are made here from one name and
//! are never given twice. No component can carry a `style` or an event attribute.

mod affix;
mod back_link;
mod badge;
mod breadcrumbs;
mod button;
mod character_count;
pub mod chart;
mod checkboxes;
mod content;
mod date_input;
pub mod dates;
mod details;
mod error_message;
mod error_summary;
mod fieldset;
mod file_upload;
mod filter;
mod form_group;
mod generic_header;
mod hint;
mod identity_bar;
mod input;
mod inset_text;
mod label;
mod notification_banner;
mod pagination;
mod panel;
mod phase_banner;
mod radios;
pub mod rag;
mod select;
mod service_navigation;
mod skip_link;
mod sub_navigation;
mod summary_list;
mod table;
mod tabs;
mod tag;
mod task_list;
mod textarea;
mod timeline;
mod warning_text;

pub use affix::Affix;
pub use back_link::BackLink;
pub use badge::{Badge, BadgeColour};
pub use breadcrumbs::{Breadcrumb, Breadcrumbs};
pub use button::{Button, ButtonKind};
pub use character_count::{CharacterCount, CountLimit};
pub use checkboxes::{Checkbox, CheckboxItem, Checkboxes};
pub use content::Content;
pub use date_input::{DateInput, DatePart};
pub use details::Details;
pub use error_message::ErrorMessage;
pub use error_summary::{ErrorItem, ErrorSummary};
pub use fieldset::{Fieldset, Legend};
pub use file_upload::FileUpload;
pub use filter::{Filter, FilterChip, FilterGroup};
pub use generic_header::GenericHeader;
pub use hint::Hint;
pub use identity_bar::IdentityBar;
pub use input::Input;
pub use inset_text::InsetText;
pub use label::Label;
pub use notification_banner::{BannerKind, NotificationBanner};
pub use pagination::{PageItem, PageLink, Pagination};
pub use panel::Panel;
pub use phase_banner::PhaseBanner;
pub use radios::{Radio, RadioItem, Radios};
pub use select::{Select, SelectOption};
pub use service_navigation::{Current, NavigationItem, ServiceNavigation};
pub use skip_link::SkipLink;
pub use sub_navigation::{SubNavigation, SubNavigationItem};
pub use summary_list::{SummaryAction, SummaryCard, SummaryList, SummaryRow};
pub use table::{Cell, ColumnHead, Table};
pub use tabs::{Tab, Tabs};
pub use tag::{Tag, TagColour};
pub use task_list::{Task, TaskList, TaskStatus};
pub use textarea::Textarea;
pub use timeline::{Timeline, TimelineItem};
pub use warning_text::WarningText;

/// Joins class names, leaving out the empty ones.
fn class_names(names: &[&str]) -> String {
    let present: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| !name.is_empty())
        .collect();
    present.join(" ")
}

/// An attribute that is left out when its text is empty.
fn present(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
