//! The forms about who belongs to the partnership, who chairs and who holds which role.

use super::super::choices;
use super::{Ask, agency_kinds};
use crate::web::form::{Asked, CommandForm, Kind, Question};
use events::envelope::Role;

impl Ask<'_> {
    pub(super) fn establish(self) -> CommandForm {
        self.begin(
            "establish_partnership",
            "Name the partnership",
            "partnership",
        )
        .ask(
            Question::new("name", "Its name", Kind::Line)
                .hint("Such as Ourborough Safeguarding Children Partnership"),
        )
        .ask(Question::new("area", "The area it covers", Kind::Line))
        .ask(
            Question::new("predecessor", "What it took over from", Kind::Line)
                .hint("Such as a local safeguarding children board")
                .optional(),
        )
        .ask(Question::new("from", "From when?", Kind::Day))
        .button("Name the partnership")
    }

    pub(super) fn correct_details(self) -> CommandForm {
        let people = self.people();
        self.begin(
            "correct_partnership_details",
            "Correct the partnership’s details",
            "partnership",
        )
        .ask(Question::new("name", "Its name", Kind::Line).answered(people.name.as_str()))
        .ask(Question::new("area", "The area it covers", Kind::Line).answered(people.area.as_str()))
        .reason(Asked::Required)
        .button("Correct the details")
    }

    pub(super) fn designate(self) -> CommandForm {
        let capacities = vec![
            ("lead".to_owned(), "Lead: the head of the body".to_owned()),
            (
                "delegated".to_owned(),
                "Delegated: acts for the lead".to_owned(),
            ),
        ];
        self.begin(
            "designate_safeguarding_partner",
            "Name a safeguarding partner",
            "partners",
        )
        .lead(
            "The local authority, the integrated care board and the chief officer of police \
                   (Children Act 2004, section 16E).",
        )
        .ask(self.agency_question("The body"))
        .ask(Question::new(
            "capacity",
            "In which capacity?",
            Kind::Radios(capacities),
        ))
        .ask(
            Question::new("post", "The post that acts", Kind::Line)
                .hint("Never a person’s name, such as Director of Children’s Services"),
        )
        .ask(Question::new("from", "From when?", Kind::Day))
        .button("Name the safeguarding partner")
    }

    pub(super) fn add_agency(self) -> CommandForm {
        self.begin("add_relevant_agency", "Add an agency", "agencies")
            .ask(Question::new("agency", "", Kind::FreshId))
            .ask(Question::new("name", "Its name", Kind::Line))
            .ask(Question::new("also_known_as", "Short names", Kind::Labels)
                .hint("As documents write it, one on each line. An import finds the agency by them.")
                .optional())
            .ask(Question::new("kind", "What sort of organisation?", Kind::Radios(agency_kinds())))
            .ask(Question::new("from", "From when?", Kind::Day))
            .button("Add the agency")
    }

    pub(super) fn correct_agency(self) -> CommandForm {
        let mut name = Question::new("name", "Its name from now on", Kind::Line);
        let mut known = Question::new("also_known_as", "Short names from now on", Kind::Labels)
            .hint("One on each line")
            .optional();
        let kinds = Kind::Radios(agency_kinds());
        let mut kind = Question::new("kind", "What sort of organisation?", kinds);
        if let Some((_, agency)) = self.asked_agency() {
            name = name.answered(agency.name.as_str());
            known = known.answered(agency.also_known_as.join("\n"));
            kind = kind.answered(choices::word_value(&agency.kind));
        }
        self.begin(
            "correct_agency_details",
            "Correct an agency’s details",
            "agencies",
        )
        .ask(self.agency_question("Which agency?"))
        .ask(name)
        .ask(known)
        .ask(kind)
        .reason(Asked::Required)
        .button("Correct the details")
    }

    pub(super) fn withdraw(self) -> CommandForm {
        self.begin(
            "withdraw_relevant_agency",
            "Record that an agency left",
            "agencies",
        )
        .lead("What it did stays on the record under its name.")
        .ask(self.agency_question("Which agency?"))
        .ask(Question::new(
            "from",
            "From when is it no longer a member?",
            Kind::Day,
        ))
        .reason(Asked::Optional)
        .button("Record it")
    }

    pub(super) fn constitute(self) -> CommandForm {
        self.begin("constitute_sub_group", "Set up a group", "groups")
            .ask(Question::new("group", "", Kind::FreshId))
            .ask(
                Question::new("name", "Its name", Kind::Line)
                    .hint("Such as Executive, or Performance and Quality Assurance"),
            )
            .ask(
                Question::new("terms_of_reference", "Its terms of reference", Kind::Words)
                    .optional(),
            )
            .ask(Question::new(
                "quorum",
                "How many agencies make it quorate?",
                Kind::Number,
            ))
            .ask(Question::new(
                "meetings_per_year",
                "How many meetings a year?",
                Kind::Number,
            ))
            .ask(Question::new("members", "Members", Kind::Several(self.agencies())).optional())
            .ask(
                Question::new(
                    "joint_with",
                    "Another board it is held jointly with",
                    Kind::Line,
                )
                .optional(),
            )
            .meeting(Asked::Optional)
            .button("Set up the group")
    }

    pub(super) fn revise_membership(self) -> CommandForm {
        let members = Kind::Several(self.agencies());
        let mut members = Question::new("members", "Members from now on", members);
        if let Some((_, group)) = self.asked_group() {
            for member in &group.members {
                members = members.answered(member.to_string());
            }
        }
        self.begin(
            "revise_group_membership",
            "Change who is in a group",
            "groups",
        )
        .ask(self.group_question())
        .ask(members)
        .meeting(Asked::Optional)
        .button("Change the members")
    }

    fn vice(self) -> Question {
        let question = Question::new("vice", "Vice chair rather than chair", Kind::Tick);
        match self.reading.asked("vice") {
            Some(_) => question.answered("yes"),
            None => question,
        }
    }

    pub(super) fn appoint_chair(self) -> CommandForm {
        self.begin("appoint_chair", "Appoint a chair", "groups")
            .ask(self.group_question())
            .ask(self.vice())
            .ask(
                Question::new("post", "The post of the person", Kind::Line)
                    .hint("Never a person’s name, such as Designated Nurse"),
            )
            .ask(
                Question::new(
                    "agency",
                    "The agency they come from",
                    Kind::Select(self.agencies()),
                )
                .hint("Leave empty for an independent chair.")
                .optional(),
            )
            .ask(Question::new("from", "From when?", Kind::Day))
            .meeting(Asked::Optional)
            .button("Appoint the chair")
    }

    pub(super) fn stand_down(self) -> CommandForm {
        self.begin("stand_down_chair", "Record that a chair left", "groups")
            .ask(self.group_question())
            .ask(self.vice())
            .ask(Question::new("on", "The last day", Kind::Day))
            .button("Record it")
    }

    pub(super) fn declare_vacant(self) -> CommandForm {
        self.begin(
            "declare_chair_vacant",
            "Record that nobody chairs",
            "groups",
        )
        .ask(self.group_question())
        .ask(self.vice())
        .ask(Question::new("from", "From when?", Kind::Day))
        .button("Record it")
    }

    pub(super) fn appoint_holder(self) -> CommandForm {
        let roles = Role::ALL.map(|role| (role.word().to_owned(), role.title().to_owned()));
        self.begin("appoint_role_holder", "Give somebody a role", "roles")
            .lead(
                "The role says what the person may do in Golden Thread. Everything they record \
                   stands under their role and agency.",
            )
            .ask(Question::new("holding", "", Kind::FreshId))
            .ask(Question::new("role", "Role", Kind::Select(roles.to_vec())))
            .ask(Question::new("post", "Their post", Kind::Line).hint("Such as Head of Early Help"))
            .ask(
                Question::new("agency", "Their agency", Kind::Select(self.agencies()))
                    .hint("Leave empty for the partnership’s own team.")
                    .optional(),
            )
            .ask(
                Question::new("holder", "Who", Kind::Line)
                    .hint("The person’s name. It is kept so that it can be erased."),
            )
            .ask(Question::new("from", "From when?", Kind::Day))
            .button("Give the role")
    }

    pub(super) fn end_holder(self) -> CommandForm {
        let today = self.reading.today;
        let held = self.people().held_on(today);
        let held = held
            .map(|(id, holding)| {
                (
                    id.to_string(),
                    format!("{}, {}", holding.role.title(), holding.post),
                )
            })
            .collect();
        let mut holding = Question::new("holding", "Which role?", Kind::Select(held));
        if let Some((id, _)) = self.asked_holding() {
            holding = holding.answered(id.to_string());
        }
        self.begin(
            "end_role_holder",
            "Record that somebody left a role",
            "roles",
        )
        .ask(holding)
        .ask(Question::new("on", "The last day", Kind::Day))
        .button("Record it")
    }
}
