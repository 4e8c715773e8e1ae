//! Who may see what: the one place that decides it, for pages, lists, counts, files and the
//! interface alike.
//!
//! A [`Sight`] is what one reader may see, made from the role they work in. It answers three
//! questions: which parts of the product they may enter ([`Sight::enters`]), which things they
//! reach ([`Sight::reach`], walked through the record by `projections`), and which words they may
//! read ([`Sight::reads`]). Who may *do* what is in [`super::permissions`].

use crate::account;
use crate::envelope::{Classification, Envelope, Role};
use crate::event::Event;
use crate::ids::{AgencyId, StreamId, StreamKind};
use std::collections::BTreeSet;

/// A part of the product that a role may enter or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// The position, plans, actions, recommendations, evidence, meetings, deadlines and gaps.
    Work,
    /// The trail, and single events of it.
    Trail,
    /// What proves that nothing was changed: checkpoints, hashes, how the log is.
    Proofs,
    /// Signing the record as it stands, so that a copy of the signature proves it later.
    Checkpoints,
    /// Who the members are, and the keys, scales and clocks in force.
    Partnership,
    /// The partnership's settings: agencies, groups, roles, keys, rule sets.
    Settings,
    /// Reading a plan in from a document.
    Import,
    /// Everybody's accounts: opening them, what they may do, ending that.
    Accounts,
    /// Whose work has to be handed over, and to whom.
    HandOver,
    /// One's own account: password, second step, sessions, tokens.
    OwnAccount,
    /// Who looked at what, by anybody.
    Accesses,
    /// Putting part of the record together for somebody outside.
    Packs,
}

impl Area {
    /// Every area.
    pub const ALL: [Self; 12] = [
        Self::Work,
        Self::Trail,
        Self::Proofs,
        Self::Checkpoints,
        Self::Partnership,
        Self::Settings,
        Self::Import,
        Self::Accounts,
        Self::HandOver,
        Self::OwnAccount,
        Self::Accesses,
        Self::Packs,
    ];

    /// The roles that may enter.
    ///
    /// An administrator keeps the settings and sees no case content; an auditor of the log sees
    /// what proves it and no narrative. A new role is refused everywhere until it stands here.
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::Work => &[
                Role::BusinessManager,
                Role::Chair,
                Role::PqaCoordinator,
                Role::PqaMember,
                Role::CsprCoordinator,
                Role::ReviewGroupMember,
                Role::AgencyLead,
                Role::AgencyContributor,
                Role::Inspector,
            ],
            Self::Trail => &Role::ALL,
            Self::Proofs => &[
                Role::Administrator,
                Role::BusinessManager,
                Role::Chair,
                Role::PqaCoordinator,
                Role::CsprCoordinator,
                Role::Inspector,
                Role::LogAuditor,
            ],
            Self::Checkpoints => &[
                Role::Administrator,
                Role::BusinessManager,
                Role::Chair,
                Role::PqaCoordinator,
                Role::CsprCoordinator,
                Role::LogAuditor,
            ],
            Self::Partnership => &[
                Role::Administrator,
                Role::BusinessManager,
                Role::Chair,
                Role::PqaCoordinator,
                Role::PqaMember,
                Role::CsprCoordinator,
                Role::ReviewGroupMember,
                Role::AgencyLead,
                Role::AgencyContributor,
                Role::Inspector,
            ],
            Self::Settings => &[
                Role::Administrator,
                Role::BusinessManager,
                Role::Chair,
                Role::PqaCoordinator,
                Role::PqaMember,
                Role::CsprCoordinator,
                Role::ReviewGroupMember,
                Role::Inspector,
            ],
            Self::Import => &[Role::BusinessManager],
            Self::Accounts => &[Role::Administrator],
            Self::HandOver => &[Role::Administrator, Role::BusinessManager],
            Self::OwnAccount => &Role::ALL,
            Self::Packs => &[
                Role::BusinessManager,
                Role::Chair,
                Role::PqaCoordinator,
                Role::CsprCoordinator,
            ],
            // Shown to the partnership by those who answer for it, and for the accounts.
            Self::Accesses => &[Role::Administrator, Role::BusinessManager, Role::Chair],
        }
    }
}

/// How far a reader sees into the record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Everything that was recorded.
    Everything,
    /// What concerns the partnership's settings and its accounts.
    Settings,
    /// One agency's own work, and as much around it as explains it.
    Agency(AgencyId),
    /// The things a named request is about, and the threads they hang in.
    Request(BTreeSet<StreamId>),
    /// Nothing but one's own account: a role for an agency that acts for none.
    Nothing,
}

/// What one reader may see.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sight {
    /// The role they work in.
    pub role: Role,
    /// The agency they work for; none for the partnership's own team.
    pub agency: Option<AgencyId>,
    /// What an inspector's request is about; empty for everything.
    pub request: BTreeSet<StreamId>,
}

impl Sight {
    /// What somebody in a role sees, for an agency or for the partnership's own team.
    pub const fn of(role: Role, agency: Option<AgencyId>) -> Self {
        Self {
            role,
            agency,
            request: BTreeSet::new(),
        }
    }

    /// The same, within what a named request is about. Nothing named means everything.
    #[must_use]
    pub fn within(mut self, request: impl IntoIterator<Item = StreamId>) -> Self {
        self.request = request.into_iter().collect();
        self
    }

    /// Whether they may enter a part of the product.
    pub fn enters(&self, area: Area) -> bool {
        area.roles().contains(&self.role)
    }

    /// How far they see into the record.
    pub fn reach(&self) -> Reach {
        match self.role {
            Role::Administrator => Reach::Settings,
            Role::AgencyLead | Role::AgencyContributor => {
                self.agency.map_or(Reach::Nothing, Reach::Agency)
            }
            Role::Inspector if !self.request.is_empty() => Reach::Request(self.request.clone()),
            Role::BusinessManager
            | Role::Chair
            | Role::PqaCoordinator
            | Role::PqaMember
            | Role::CsprCoordinator
            | Role::ReviewGroupMember
            | Role::Inspector
            | Role::LogAuditor => Reach::Everything,
        }
    }

    /// Whether nothing that is recorded is out of their reach, whatever is recorded.
    pub fn reaches_everything(&self) -> bool {
        let whole = self.reach() == Reach::Everything;
        whole && (self.clearance().is_none() || self.cleared_for(Classification::OfficialSensitive))
    }

    /// The most sensitive words they may read; none where they read no narrative at all.
    ///
    /// The coordinators and the board work with the most sensitive material there is, and an
    /// agency's lead with its own; an inspector reads what the request is about (Children Act 2004
    /// s.16C; inspection powers). Members of groups and contributors do not.
    pub const fn clearance(&self) -> Option<Classification> {
        match self.role {
            Role::BusinessManager
            | Role::Chair
            | Role::PqaCoordinator
            | Role::CsprCoordinator
            | Role::AgencyLead
            | Role::Inspector => Some(Classification::OfficialSensitive),
            Role::Administrator
            | Role::PqaMember
            | Role::ReviewGroupMember
            | Role::AgencyContributor => Some(Classification::Official),
            Role::LogAuditor => None,
        }
    }

    /// Whether they may read words, or labels, of this classification.
    pub fn cleared_for(&self, classification: Classification) -> bool {
        self.clearance().is_some_and(|most| classification <= most)
    }

    /// Whether they may read words of this classification said of a thing of this kind.
    ///
    /// Members of the PQA sub-group grade and moderate the cases of an audit, and an agency's
    /// contributors fill its returns: they work with the words of cases, and of nothing else that
    /// is as sensitive. So do members of the practice review group with serious incidents, rapid
    /// reviews, the children they are about, and practice reviews.
    pub fn cleared_in(&self, kind: StreamKind, classification: Classification) -> bool {
        let works_with = match self.role {
            Role::PqaMember | Role::AgencyContributor => kind == StreamKind::AuditCase,
            Role::ReviewGroupMember => is_review(kind),
            Role::Administrator
            | Role::BusinessManager
            | Role::Chair
            | Role::PqaCoordinator
            | Role::CsprCoordinator
            | Role::AgencyLead
            | Role::Inspector
            | Role::LogAuditor => false,
        };
        works_with || self.cleared_for(classification)
    }

    /// Whether they may read the words of one field of an event they reach, of which everything is
    /// known. People of an agency read of a case what its own return says and what it was told or
    /// asked to do for the child, and of a practice review or an inspection what it was asked and
    /// answered, and what the letter says of it; never what another agency returned.
    pub fn reads_event(&self, envelope: &Envelope, event: &Event, field: &str) -> bool {
        let about_own = if let Reach::Agency(agency) = self.reach() {
            match event {
                Event::AuditCase(event) => event.is_for(agency),
                Event::RapidReview(event) => event.is_for(agency),
                Event::ReviewSubject(event) => event.is_for(agency),
                Event::PracticeReview(event) => event.is_shown_to(agency),
                Event::Inspection(event) => event.is_shown_to(agency),
                Event::Partnership(_)
                | Event::Plan(_)
                | Event::Recommendation(_)
                | Event::Action(_)
                | Event::Evidence(_)
                | Event::Meeting(_)
                | Event::Gap(_)
                | Event::Account(_)
                | Event::SelfAssessment(_)
                | Event::ServiceReturn(_)
                | Event::SeriousIncident(_)
                | Event::Briefing(_)
                | Event::LearningActivity(_)
                | Event::ChildDeathLearning(_)
                | Event::AuditProgramme(_)
                | Event::Audit(_)
                | Event::EvidencePack(_)
                | Event::Erasure(_)
                | Event::LegalHold(_) => false,
            }
        } else {
            false
        };
        about_own && self.reads_own(envelope) || self.reads(envelope, field)
    }

    fn reads_own(&self, envelope: &Envelope) -> bool {
        let cleared = self.cleared_in(envelope.stream.kind, envelope.classification);
        cleared && self.enters(Area::Work)
    }

    /// Whether they may read the words of one field of an event they reach. What somebody signs in
    /// with is read by nobody; who somebody is, by those who keep accounts or hand work over.
    pub fn reads(&self, envelope: &Envelope, field: &str) -> bool {
        let cleared = self.cleared_for(envelope.classification);
        match envelope.stream.kind {
            StreamKind::Partnership => cleared,
            StreamKind::Account => {
                let secret = account::SECRET_FIELDS.contains(&field);
                cleared && !secret && self.enters(Area::HandOver)
            }
            StreamKind::Plan
            | StreamKind::Recommendation
            | StreamKind::ImprovementAction
            | StreamKind::Evidence
            | StreamKind::Meeting
            | StreamKind::Gap
            | StreamKind::SelfAssessment
            | StreamKind::ServiceReturn
            | StreamKind::Briefing
            | StreamKind::LearningActivity
            | StreamKind::ChildDeathLearning
            | StreamKind::AuditProgramme
            | StreamKind::Audit
            | StreamKind::EvidencePack
            | StreamKind::Erasure
            | StreamKind::LegalHold => cleared && self.enters(Area::Work),
            // Without the event itself it is only known whose people wrote it.
            StreamKind::AuditCase
            | StreamKind::SeriousIncident
            | StreamKind::RapidReview
            | StreamKind::ReviewSubject
            | StreamKind::PracticeReview
            | StreamKind::Inspection => {
                let own = match self.reach() {
                    Reach::Agency(agency) => envelope.actor.agency() == Some(agency),
                    Reach::Nothing => false,
                    Reach::Everything | Reach::Settings | Reach::Request(_) => true,
                };
                own && self.reads_own(envelope)
            }
        }
    }
}

/// Whether the review group works with things of this kind.
const fn is_review(kind: StreamKind) -> bool {
    matches!(
        kind,
        StreamKind::SeriousIncident
            | StreamKind::RapidReview
            | StreamKind::ReviewSubject
            | StreamKind::PracticeReview
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sight(role: Role) -> Sight {
        Sight::of(role, None)
    }

    #[test]
    fn an_administrator_keeps_settings_and_accounts_and_sees_no_case_content() {
        let one = sight(Role::Administrator);
        assert!(one.enters(Area::Settings) && one.enters(Area::Accounts));
        assert!(!one.enters(Area::Work) && !one.enters(Area::Import));
        assert_eq!(one.reach(), Reach::Settings);
    }

    #[test]
    fn an_auditor_of_the_log_sees_proofs_and_no_narrative() {
        let one = sight(Role::LogAuditor);
        assert!(one.enters(Area::Proofs) && one.enters(Area::Trail));
        assert!(!one.enters(Area::Work) && !one.enters(Area::Settings));
        for classification in [
            Classification::Publishable,
            Classification::Official,
            Classification::OfficialSensitive,
        ] {
            assert!(!one.cleared_for(classification));
        }
    }

    #[test]
    fn people_of_an_agency_reach_its_own_work_and_nothing_without_one() {
        let agency = AgencyId(uuid::Uuid::from_u128(3));
        for role in [Role::AgencyLead, Role::AgencyContributor] {
            assert_eq!(sight(role).reach(), Reach::Nothing);
            assert_eq!(Sight::of(role, Some(agency)).reach(), Reach::Agency(agency));
            assert!(!sight(role).enters(Area::Settings));
        }
    }

    #[test]
    fn an_inspector_sees_what_the_request_is_about_and_everything_when_it_names_nothing() {
        let one = StreamId::new(StreamKind::Plan, uuid::Uuid::from_u128(5));
        assert_eq!(sight(Role::Inspector).reach(), Reach::Everything);
        let within = sight(Role::Inspector).within([one]);
        assert_eq!(within.reach(), Reach::Request(BTreeSet::from([one])));
        // Naming things narrows nobody else, and widens nobody.
        assert_eq!(
            sight(Role::Administrator).within([one]).reach(),
            Reach::Settings
        );
    }

    #[test]
    fn sensitive_words_are_for_named_roles() {
        let cleared = |role| sight(role).cleared_for(Classification::OfficialSensitive);
        let these: Vec<Role> = Role::ALL
            .into_iter()
            .filter(|role| cleared(*role))
            .collect();
        assert_eq!(
            these,
            [
                Role::BusinessManager,
                Role::Chair,
                Role::PqaCoordinator,
                Role::CsprCoordinator,
                Role::AgencyLead,
                Role::Inspector,
            ]
        );
    }

    /// A return of agency 3, recorded by its own lead.
    fn of_case(classification: Classification) -> (Envelope, Event) {
        let agency = AgencyId(uuid::Uuid::from_u128(3));
        let event = Event::AuditCase(crate::audit_case::Event::PractitionerReflectionCaptured {
            agency,
            words: "I had too many cases".into(),
        });
        let id = crate::ids::CaseId(uuid::Uuid::from_u128(5));
        let day = chrono::DateTime::UNIX_EPOCH.date_naive();
        let envelope = Envelope {
            classification,
            ..crate::given_when_then::envelope(id.into(), day)
        };
        (envelope, event)
    }

    #[test]
    fn people_of_an_agency_read_of_a_case_only_what_concerns_their_own() {
        let (envelope, event) = of_case(Classification::OfficialSensitive);
        let agency = |number| Some(AgencyId(uuid::Uuid::from_u128(number)));
        for role in [Role::AgencyLead, Role::AgencyContributor] {
            let own = Sight::of(role, agency(3));
            assert!(own.reads_event(&envelope, &event, "/data/words"));
            // Recorded by the partnership's team: without the event it is not known whose it is.
            assert!(!own.reads(&envelope, "/data/words"));
            let other = Sight::of(role, agency(4));
            assert!(!other.reads_event(&envelope, &event, "/data/words"));
        }
    }

    #[test]
    fn the_sub_group_reads_cases_and_nothing_else_that_is_as_sensitive() {
        let (envelope, event) = of_case(Classification::OfficialSensitive);
        let reads = |role| sight(role).reads_event(&envelope, &event, "/data/words");
        let these: Vec<Role> = Role::ALL.into_iter().filter(|role| reads(*role)).collect();
        assert_eq!(
            these,
            [
                Role::BusinessManager,
                Role::Chair,
                Role::PqaCoordinator,
                Role::PqaMember,
                Role::CsprCoordinator,
                Role::Inspector,
            ]
        );
        let member = sight(Role::PqaMember);
        assert!(member.cleared_in(StreamKind::AuditCase, Classification::OfficialSensitive));
        assert!(!member.cleared_in(StreamKind::Audit, Classification::OfficialSensitive));
    }
}
