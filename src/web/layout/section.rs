//! The parts of the product, as the navigation names them, and where a page stands among them.

use events::everywhere::Area;

/// The main sections, in the order of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The position on one page.
    Home,
    /// The boards' own table.
    Plan,
    /// Improvement actions.
    Actions,
    /// Recommendations and their threads.
    Recommendations,
    /// The year's audits, their returns, and self-assessments.
    Audits,
    /// Serious incidents, rapid reviews and practice reviews.
    Reviews,
    /// How what was learned is spread, and whether it changed practice.
    Learning,
    /// What falls due, and when.
    Deadlines,
    /// What is missing from the record.
    Gaps,
    /// Everything that happened.
    Trail,
    /// What the record says, found by its words.
    Search,
    /// Rating every action before a meeting.
    RagRound,
    /// Bringing in a plan from a document.
    Import,
    /// The partnership itself.
    Settings,
    /// Who may sign in, and in which roles.
    Accounts,
}

impl Section {
    /// Every section, in the order of the navigation.
    pub const ALL: [Self; 15] = [
        Self::Home,
        Self::Plan,
        Self::Actions,
        Self::Recommendations,
        Self::Audits,
        Self::Reviews,
        Self::Learning,
        Self::Deadlines,
        Self::Gaps,
        Self::Trail,
        Self::Search,
        Self::RagRound,
        Self::Import,
        Self::Settings,
        Self::Accounts,
    ];

    /// The section's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => "Home",
            Self::Plan => "Plan",
            Self::Actions => "Actions",
            Self::Recommendations => "Recommendations",
            Self::Audits => "Audits",
            Self::Reviews => "Reviews",
            Self::Learning => "Learning",
            Self::Deadlines => "Deadlines",
            Self::Gaps => "Gaps",
            Self::Trail => "Trail",
            Self::Search => "Search",
            Self::RagRound => "RAG round",
            Self::Import => "Import",
            Self::Settings => "Settings",
            Self::Accounts => "Accounts",
        }
    }

    /// The part of the product it is, for deciding who may enter.
    pub fn area(self) -> Area {
        match self {
            Self::Home
            | Self::Plan
            | Self::Actions
            | Self::Recommendations
            | Self::Audits
            | Self::Reviews
            | Self::Learning
            | Self::Deadlines
            | Self::Gaps
            | Self::Search
            | Self::RagRound => Area::Work,
            Self::Trail => Area::Trail,
            Self::Import => Area::Import,
            Self::Settings => Area::Settings,
            Self::Accounts => Area::Accounts,
        }
    }

    /// The address of the section's first page.
    pub fn path(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Plan => "/plan",
            Self::Actions => "/actions",
            Self::Recommendations => "/recommendations",
            Self::Audits => "/audits",
            Self::Reviews => "/reviews",
            Self::Learning => "/learning",
            Self::Deadlines => "/deadlines",
            Self::Gaps => "/gaps",
            Self::Trail => "/trail",
            Self::Search => "/search",
            Self::RagRound => "/rag-round",
            Self::Import => "/import",
            Self::Settings => "/settings",
            Self::Accounts => "/accounts",
        }
    }
}

/// Where a page stands among the sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In none, as an error page.
    Nowhere,
    /// The first page of a section.
    FirstOf(Section),
    /// A page further inside a section.
    Inside(Section),
}
