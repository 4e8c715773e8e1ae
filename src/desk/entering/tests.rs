//! Codes of the second step: against what they are judged, and how often they are taken.

use super::super::given::Office;
use super::Fits;
use crate::identity::second_step::{recovery_lines, step_at};
use chrono::TimeDelta;
use events::account::Command;
use events::text::Text;

const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const OLD: &str = "4F7K-92MX-0TRB-HC3W";
const NEW: &str = "0101-ABCD-EFGH-JKMN";

impl Office {
    fn with_second_step() -> Self {
        let office = Self::new();
        office.gives(Command::SetSecondStep {
            secret: Text::plain(SECRET),
            recovery_codes: Text::plain(recovery_lines(&[OLD])),
        });
        office
    }

    fn gives(&self, command: Command) {
        let acting = self.desk.own_acting(self.ann).unwrap();
        self.desk.record_own(acting, self.ann, command).unwrap();
    }

    fn replaces_codes(&self) {
        let recovery_codes = Text::plain(recovery_lines(&[NEW]));
        self.gives(Command::ReplaceRecoveryCodes { recovery_codes });
    }
}

/// The code an authenticator shows so many seconds from now.
fn code(office: &Office, seconds: u64) -> String {
    let secret = totp_rs::Secret::try_from_base32(SECRET).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let now = u64::try_from(office.clock.now().timestamp()).unwrap();
    totp.generate(now + seconds).to_string()
}

/// A code's place in the list it was found in used to be crossed off whichever list was there.
#[test]
fn a_recovery_code_is_never_judged_against_a_list_that_was_replaced_meanwhile() {
    let office = Office::with_second_step();
    let (desk, ann) = (&office.desk, office.ann);
    let before = desk.app.live().accounts.get(ann).cloned().unwrap();
    office.replaces_codes();
    let step = before.second_step.unwrap();
    let judged = desk.fits(ann, (&step, before.version), OLD);
    assert_eq!(judged.unwrap(), Fits::Changed);
    assert!(desk.second_step(ann).unwrap().used.is_empty());
    // Judged once more, against the new list, the old code is wrong and the new one right once.
    assert!(!desk.fits_now(ann, OLD).unwrap());
    assert!(desk.fits_now(ann, NEW).unwrap());
    assert!(!desk.fits_now(ann, NEW).unwrap());
}

#[test]
fn no_code_that_was_shown_before_a_restart_is_taken_after_it() {
    let office = Office::with_second_step();
    let ann = office.ann;
    office.clock.advance(TimeDelta::minutes(5));
    let used = code(&office, 0);
    assert!(office.desk.fits_now(ann, &used).unwrap());
    let restarted = office.restarted();
    assert_eq!(restarted.opened_at, step_at(office.clock.now()));
    assert!(!restarted.fits_now(ann, &used).unwrap());
    office.clock.advance(TimeDelta::seconds(30));
    assert!(!restarted.fits_now(ann, &used).unwrap());
    let next = code(&office, 0);
    assert!(restarted.fits_now(ann, &next).unwrap());
    assert!(!restarted.fits_now(ann, &next).unwrap());
}
