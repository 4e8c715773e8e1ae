//! The rules of an audit, each with what it refuses and what it allows.

use super::fixture::*;
use super::*;
use crate::given_when_then::{accepted, because, begun, day, given, id, on_from, refused};

/// [`commission`] after a change of some of its fields.
macro_rules! commission_with {
    ($($field:ident: $value:expr),*) => {{
        let mut command = commission();
        if let Command::CommissionAudit { $($field,)* .. } = &mut command {
            $(*$field = $value;)*
        }
        command
    }};
}

/// [`finding`] after a change of some of its fields.
macro_rules! finding_with {
    ($($field:ident: $value:expr),*) => {{
        let mut command = finding(FINDING, 1);
        if let Command::RecordFinding { $($field,)* .. } = &mut command {
            $(*$field = $value;)*
        }
        command
    }};
}

mod commissioning;
mod ending;
mod findings;
mod properties;
mod sampling;
