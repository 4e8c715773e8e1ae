//! Who asks for words to be erased, under what, and what stands against it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! words {
    (
        $(#[$about:meta])* $name:ident {
            $($(#[$doc:meta])* $variant:ident => $key:literal, $told:literal;)*
        }
    ) => {
        $(#[$about])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            Serialize, Deserialize, JsonSchema,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All of them, as a form offers them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its stable name, as it is written in answers and addresses.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)*
                }
            }

            /// The words a page shows.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $told,)*
                }
            }
        }
    };
}

words! {
    /// Who asks, by kind: the record needs no name for it.
    AskedBy {
        /// The person the words are about.
        Person => "person", "The person it is about";
        /// A parent or somebody else who acts for the person.
        Parent => "parent", "A parent, or somebody who acts for the person";
        /// The review of records past their period.
        RetentionReview => "retention_review", "The review of records past their period";
        /// A court.
        Court => "court", "A court";
        /// The Information Commissioner.
        Commissioner => "commissioner", "The Information Commissioner";
    }
}

words! {
    /// Under what words are erased, with where it is written.
    Authority {
        /// Somebody's right to erasure.
        Article17 => "article17", "UK GDPR Article 17(1): the right to erasure";
        /// The time they were to be kept is over.
        RetentionEnded =>
            "retention_ended", "UK GDPR Article 5(1)(e): the retention period ended";
        /// They should not have been recorded here.
        RecordedInError =>
            "recorded_in_error", "UK GDPR Article 17(1)(d): it should not have been recorded";
        /// A court ordered it.
        CourtOrder => "court_order", "Order of a court";
        /// The Information Commissioner ordered it.
        EnforcementNotice =>
            "enforcement_notice", "Data Protection Act 2018 section 149: enforcement notice";
    }
}

words! {
    /// Why a request is refused, with where it is written.
    Exemption {
        /// The partnership has to keep it, by law or for its public task.
        PublicTask =>
            "public_task", "UK GDPR Article 17(3)(b): a legal obligation or a public task";
        /// Claims in law.
        LegalClaims => "legal_claims", "UK GDPR Article 17(3)(e): legal claims";
        /// Archiving, research and statistics.
        Archiving =>
            "archiving", "UK GDPR Article 17(3)(d): archiving, research or statistics";
        /// Preventing or detecting crime.
        Crime => "crime", "Data Protection Act 2018 Schedule 2 paragraph 2: crime and taxation";
        /// Required by law, or in connection with legal proceedings.
        LegalProceedings =>
            "legal_proceedings", "Data Protection Act 2018 Schedule 2 paragraph 5: legal proceedings";
        /// Nothing to erase was found, or it is not about the person who asked.
        NotTheirs => "not_theirs", "UK GDPR Article 12(5) and (6): not theirs to ask, or unfounded";
    }
}
