//! What the yearly figures count children by: broad groups only, each with *not known*.

use crate::audit_case::{AgeBand, Disability, Ethnicity, Placement, PlanType};
use crate::ids::AgencyId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Writes an enum of words with `ALL` and `title`.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident [$count:literal] default $default:ident {
        $($(#[$each:meta])* $variant:ident = $title:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            JsonSchema,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$each])* $variant,)*
        }

        impl $name {
            /// Every one, in the order a form offers them.
            pub const ALL: [Self; $count] = [$(Self::$variant,)*];

            /// As people say it.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$variant => $title,)*
                }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::$default
            }
        }
    };
}

words! {
    /// Who somebody is in an incident.
    SubjectKind [4] default Child {
        /// The child the incident is about.
        Child = "The child",
        /// A brother or sister, or another child of the household.
        OtherChild = "A brother, sister or other child of the household",
        /// A parent or carer.
        ParentOrCarer = "A parent or carer",
        /// Somebody else of the family.
        OtherFamily = "Somebody else of the family",
    }
}

words! {
    /// The child's sex.
    Sex [3] default Unknown {
        /// Female.
        Female = "Female",
        /// Male.
        Male = "Male",
        /// Not known, or unborn.
        Unknown = "Not known",
    }
}

words! {
    /// Whether the local authority looked after the child when it happened.
    LookedAfter [4] default Unknown {
        /// Looked after (Children Act 1989, section 22).
        LookedAfter = "Looked after",
        /// A care leaver up to and including the age of 24.
        CareLeaver = "Care leaver",
        /// Neither.
        Neither = "Neither looked after nor a care leaver",
        /// Not known.
        Unknown = "Not known",
    }
}

words! {
    /// Whether a child is safe now.
    Safety [4] default Unknown {
        /// Safe.
        Safe = "Safe now",
        /// Not safe.
        NotSafe = "Not safe now",
        /// The child died.
        Died = "Died",
        /// Not known.
        Unknown = "Not known",
    }
}

/// What the figures count a child by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Characteristics {
    /// The child's age when it happened.
    #[serde(default)]
    pub age_band: AgeBand,
    /// The child's sex.
    #[serde(default)]
    pub sex: Sex,
    /// The child's ethnic group.
    #[serde(default)]
    pub ethnicity: Ethnicity,
    /// Whether the child is disabled.
    #[serde(default)]
    pub disability: Disability,
    /// Whether the child was looked after.
    #[serde(default)]
    pub looked_after: LookedAfter,
    /// Where the child lived.
    #[serde(default)]
    pub placement: Placement,
    /// The plan that stood for the child.
    #[serde(default)]
    pub plan_type: PlanType,
    /// The agencies that knew the child.
    #[serde(default)]
    pub known_to: Vec<AgencyId>,
}

impl SubjectKind {
    /// Whether it is a child, whose safety is asked for.
    pub const fn is_child(self) -> bool {
        match self {
            Self::Child | Self::OtherChild => true,
            Self::ParentOrCarer | Self::OtherFamily => false,
        }
    }
}
