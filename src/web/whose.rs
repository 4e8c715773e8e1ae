//! Who works here, in words and as a choice: whom one acts as in the demo, or in which of one's
//! roles one works.

use super::entrance::SignedIn;
use super::layout::ActingAs;
use crate::acting::Acting;
use crate::web::components::dates::date_text;
use chrono::NaiveDate;
use events::envelope::Role;
use projections::Models;
use projections::accounts::HeldRole;

/// A choice, with what each form sends and people read.
pub struct Choices {
    label: &'static str,
    action: &'static str,
    name: &'static str,
    roles: Vec<(String, String)>,
    role: String,
    agencies: Vec<(String, String)>,
    agency: String,
}

impl Choices {
    /// Any role for any agency that is a member on a day: in the demo.
    pub fn of_anybody(models: &Models, acting: Acting, today: NaiveDate) -> Self {
        let mut agencies = vec![(
            String::new(),
            "The partnership\u{2019}s own team".to_owned(),
        )];
        for (id, member) in &models.people.agencies {
            if member.is_member(today) {
                agencies.push((id.to_string(), member.name.clone()));
            }
        }
        let role = |role: &Role| (role.word().to_owned(), role.title().to_owned());
        Self {
            label: "Acting as",
            action: "/acting-as",
            name: "role",
            roles: Role::ALL.iter().map(role).collect(),
            role: acting.role.word().to_owned(),
            agencies,
            agency: acting.agency.map(|id| id.to_string()).unwrap_or_default(),
        }
    }

    /// The roles one holds; none where there is only one.
    pub fn of_roles(models: &Models, signed_in: &SignedIn) -> Option<Self> {
        if signed_in.roles.len() < 2 {
            return None;
        }
        let role = |held: &HeldRole| (held.holding.to_string(), role_text(models, held));
        Some(Self {
            label: "Working as",
            action: "/working-as",
            name: "holding",
            roles: signed_in.roles.iter().map(role).collect(),
            role: signed_in.held.holding.to_string(),
            agencies: Vec::new(),
            agency: String::new(),
        })
    }

    /// The choice as a page shows it.
    pub fn shown<'a>(&'a self, return_to: &'a str, within: Option<&'a str>) -> ActingAs<'a> {
        let pairs = |these: &'a [(String, String)]| {
            let each = these.iter();
            each.map(|(value, words)| (value.as_str(), words.as_str()))
                .collect()
        };
        ActingAs {
            label: self.label,
            action: self.action,
            name: self.name,
            roles: pairs(&self.roles),
            role: &self.role,
            agencies: pairs(&self.agencies),
            agency: &self.agency,
            return_to,
            within,
        }
    }
}

/// A role as people say it, with the agency it is for.
pub fn role_text(models: &Models, held: &HeldRole) -> String {
    match held.agency {
        Some(agency) => format!(
            "{}, {}",
            held.role.title(),
            models.people.agency_name(agency)
        ),
        None => held.role.title().to_owned(),
    }
}

/// Under which request an inspector reads, and until when.
pub fn inspection(signed_in: &SignedIn) -> Option<String> {
    let access = signed_in.held.access.as_ref()?;
    let what = if access.scope.is_empty() {
        "everything"
    } else {
        "what the request names, and what hangs together with it"
    };
    Some(format!(
        "You read {what} under the request \u{201c}{}\u{201d}, until {}. Everything you open is \
         recorded.",
        access.request,
        date_text(access.until)
    ))
}
