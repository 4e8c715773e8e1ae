//! Events of accounts.

use super::{Generator, sort, stream, text};
use events::account::{DigestFrequency, Event as Part, InspectionAccess, TokenScope};
use events::event::Event;
use events::ids::{StreamId, StreamKind};

impl Generator {
    /// The first account of a log.
    pub(super) fn account() -> (StreamId, Event) {
        let opened = Part::AccountOpened {
            name: text(1),
            sign_in: Some(text(2)),
            agency: None,
        };
        let account = stream(StreamKind::Account, sort::ACCOUNT, 0);
        (account, Event::Account(opened))
    }

    pub(super) fn any_account(&mut self) -> (StreamId, Event) {
        let number = self.dice.below(12);
        let event = match self.dice.below(4) {
            0 => self.about_the_person(),
            1 => self.about_signing_in(),
            2 => self.about_the_second_step(),
            _ => self.about_programs(),
        };
        let account = stream(StreamKind::Account, sort::ACCOUNT, number);
        (account, Event::Account(event))
    }

    fn about_the_person(&mut self) -> Part {
        match self.dice.below(5) {
            0 => Part::AccountOpened {
                name: text(1),
                sign_in: self.dice.one_in(2).then(|| text(2)),
                agency: self.dice.one_in(2).then(|| self.one(sort::AGENCY, 8)),
            },
            1 => Part::AccountDetailsCorrected {
                name: text(3),
                sign_in: self.dice.one_in(2).then(|| text(4)),
                agency: None,
            },
            2 => Part::AccountSuspended {},
            3 => Part::AccountRestored {},
            _ => Part::HoldingLinked {
                holding: self.one(sort::HOLDING, 20),
                access: self.dice.one_in(4).then(|| InspectionAccess {
                    request: "Request 1".to_owned(),
                    until: self.near(20, 20),
                    scope: Vec::new(),
                }),
            },
        }
    }

    fn about_signing_in(&mut self) -> Part {
        match self.dice.below(4) {
            0 => Part::InvitationIssued {
                digest: self.digest(),
                expires_on: self.near(5, 14),
            },
            1 => Part::PasswordSet {
                verifier: text(5),
                invitation: None,
            },
            2 => Part::ExternalIdentityLinked {
                provider: "Exshire sign-in".to_owned(),
                subject: text(6),
            },
            _ => Part::ExternalIdentityUnlinked {
                provider: "Exshire sign-in".to_owned(),
            },
        }
    }

    fn about_the_second_step(&mut self) -> Part {
        match self.dice.below(4) {
            0 => Part::SecondStepSet {
                secret: text(7),
                recovery_codes: text(8),
            },
            1 => Part::RecoveryCodesReplaced {
                recovery_codes: text(9),
            },
            2 => Part::RecoveryCodeUsed { code: 3 },
            _ => Part::SecondStepRemoved {},
        }
    }

    fn about_programs(&mut self) -> Part {
        match self.dice.below(5) {
            0 => Part::TokenIssued {
                token: self.one(sort::TOKEN, 30),
                label: "Monthly figures".to_owned(),
                digest: self.digest(),
                holding: self.one(sort::HOLDING, 20),
                scope: TokenScope::Read,
                expires_on: self.near(5, 300),
            },
            1 => Part::TokenRevoked {
                token: self.one(sort::TOKEN, 30),
            },
            2 => Part::CalendarFeedIssued {
                digest: self.digest(),
            },
            3 => Part::CalendarFeedRevoked {},
            _ => Part::DigestChosen {
                frequency: DigestFrequency::Weekly,
            },
        }
    }

    fn digest(&mut self) -> String {
        format!("{:064x}", self.dice.below(1_000))
    }
}
