//! Giving an account a role, and ending one.
//!
//! Routes: `GET` and `POST /accounts/{id}/roles/new` → [`ask`], [`give`];
//! `GET` and `POST /accounts/{id}/roles/{holding}/end` → [`ask_to_end`], [`end`].

use super::sending::{self, Sheet, again, answer, instruction, made, wrong};
use super::{account, path, people, within};
use crate::app::Instruction;
use crate::desk::own;
use crate::web::form::{Answers, Choice};
use crate::web::form::{Asked, CommandForm, Kind, Question, Read, Wrong};
use crate::web::pages::refused::Failed;
use crate::web::posted::Posted;
use crate::web::visit::{Oops, Visit};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use events::account::InspectionAccess;
use events::envelope::Role;
use events::ids::{AccountId, AgencyId, HoldingId, StreamId, StreamKind};
use events::text::Text;
use events::world::Command;
use events::{account as of_account, partnership};
use projections::Models;
use projections::accounts::Account;
use uuid::Uuid;

/// The form that gives a role.
///
/// # Errors
/// When there is no such account.
pub async fn ask(visit: Visit, Path(id): Path<AccountId>) -> Result<Response, Oops> {
    within(visit, move |visit, _| {
        let account = account(visit, id)?;
        sending::shown(visit, &giving(visit, &account)?)
    })
    .await
}

/// Gives the role, or shows the form again with everything that is wrong.
///
/// # Errors
/// When there is no such account.
pub async fn give(
    visit: Visit,
    Path(id): Path<AccountId>,
    posted: Posted,
) -> Result<Response, Oops> {
    within(visit, move |visit, _| {
        let account = account(visit, id)?;
        let sheet = giving(visit, &account)?;
        let answers = posted.answers;
        match give_it(visit, &account, &sheet.form, &answers) {
            Ok(()) => Ok(Redirect::to(&format!("{}?recorded=yes", path(id))).into_response()),
            Err(failed) => again(visit, &sheet, &answers, failed),
        }
    })
    .await
}

fn giving(visit: &Visit, account: &Account) -> Result<Sheet, Oops> {
    let choices = Choices::of(visit)?;
    let form = CommandForm::new(
        account.id,
        "link_holding",
        "Give a role",
        path(account.id),
    )
    .about(people::name(visit, account))
    .lead(
        "The role says what they may see and do. Everything they record stands under their role \
         and agency. To change a role, give the new one and end the old one.",
    );
    let agency = account.agency.map(|agency| agency.to_string());
    let form = role_questions(form, &choices, ("Role", agency.unwrap_or_default()));
    let form = form
        .reason(Asked::Optional)
        .button("Give the role")
        .sent_to(format!("{}/roles/new", path(account.id)))
        .at_once();
    Ok(form.into())
}

fn give_it(
    visit: &Visit,
    account: &Account,
    form: &CommandForm,
    answers: &Answers,
) -> Result<(), Failed> {
    let read = sending::read(form, answers, role_problems(answers))?;
    let key = sending::key(visit, answers)?;
    let holder = people::name(visit, account);
    let instructions = appointment(visit, &read, answers, (account.id, &holder, key));
    let meta = sending::meta(visit, &read, answers, key);
    visit.app().execute(instructions, &meta)?;
    Ok(())
}

/// What the questions about a role offer.
pub(super) struct Choices {
    pub(super) agencies: Vec<Choice>,
    plans: Vec<Choice>,
    today: NaiveDate,
}

impl Choices {
    pub(super) fn of(visit: &Visit) -> Result<Self, Oops> {
        let today = visit.today();
        // An administrator sees no plan; to say what an inspector's request is about, they choose
        // plans by title, which holds no narrative.
        let plans = plans(&visit.app().live());
        let view = visit.view()?;
        Ok(Self {
            agencies: people::agency_choices(&view, today),
            plans,
            today,
        })
    }
}

fn plans(models: &Models) -> Vec<Choice> {
    let plans = models
        .plans
        .all()
        .rev()
        .filter(|plan| plan.closed.is_none());
    let choice = |plan: &projections::plans::Plan| {
        let period = format!("{} to {}", people::day(plan.from), people::day(plan.to));
        let value = StreamId::from(plan.id).to_string();
        (value, format!("{}, {period}", plan.title))
    };
    plans.map(choice).collect()
}

/// Asks for a role: which, for whom, since when, and on which request an inspector reads.
pub(super) fn role_questions(
    form: CommandForm,
    choices: &Choices,
    (label, agency): (&str, String),
) -> CommandForm {
    let mut which = Question::new(
        "agency",
        "Agency they work for",
        Kind::Select(choices.agencies.clone()),
    )
    .hint("Leave empty for the partnership’s own team.")
    .optional();
    if !agency.is_empty() {
        which = which.answered(agency);
    }
    let mut form = form
        .ask(Question::new("role", label, Kind::Select(people::role_choices())))
        .ask(
            Question::new("post", "Their post", Kind::Line).hint(
                "As actions name it, such as Head of Early Help. It says which work is theirs.",
            ),
        )
        .ask(which)
        .ask(Question::new("from", "From when?", Kind::Day).on(Some(choices.today)))
        .ask(
            Question::new("request", "For an inspector: the request", Kind::Line)
                .hint("Its reference, such as JTAI 2026/14. For other roles leave it empty.")
                .optional(),
        )
        .ask(
            Question::new("until", "For an inspector: the last day", Kind::Day)
                .hint("At most 366 days ahead, for example, 27 3 2027. For other roles leave it empty.")
                .optional(),
        );
    if !choices.plans.is_empty() {
        let plans = Kind::Several(choices.plans.clone());
        form = form.ask(
            Question::new("scope", "For an inspector: which plans", plans)
                .hint("Tick none, and name nothing below, for everything that was recorded.")
                .optional(),
        );
    }
    form.ask(
        Question::new("things", "For an inspector: single things", Kind::Words)
            .hint(
                "The links of recommendations, actions, evidence or meetings the request is about, \
                 one on each line.",
            )
            .optional(),
    )
}

/// What is wrong with the answers about a role, beside what the rules say.
pub(super) fn role_problems(answers: &Answers) -> Vec<Wrong> {
    let mut problems = Vec::new();
    let role = answers.filled("role");
    let inspects = role.as_deref() == Some(Role::Inspector.word());
    if inspects && answers.filled("request").is_none() {
        problems.push(wrong(
            "request",
            "Enter the request an inspector reads under",
        ));
    }
    if inspects && answers.day("until") == Ok(None) {
        problems.push(wrong("until", "Enter the last day an inspector reads"));
    }
    let given = ["request", "things", "scope"].map(|name| answers.filled(name));
    if role.is_some() && !inspects && given.iter().any(Option::is_some) {
        problems.push(wrong(
            "request",
            "Only an inspector reads under a request: leave what is asked for an inspector empty, \
             or choose the role of inspector",
        ));
    }
    for line in lines(answers) {
        if thing(&line).is_none() {
            let message = format!("“{line}” is no link of a thing in Golden Thread, nor its id");
            problems.push(wrong("things", message));
        }
    }
    problems
}

fn lines(answers: &Answers) -> Vec<String> {
    let words = answers.filled("things").unwrap_or_default();
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// The thing a link such as `https://…/action/<id>` leads to, or that `improvement_action/<id>`
/// names.
fn thing(line: &str) -> Option<StreamId> {
    let path = line.split(['?', '#']).next().unwrap_or(line);
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let id: Uuid = parts.next()?.parse().ok()?;
    let kind = match parts.next()? {
        "action" => StreamKind::ImprovementAction,
        word => StreamKind::from_word(word)?,
    };
    match kind {
        StreamKind::Plan
        | StreamKind::Recommendation
        | StreamKind::ImprovementAction
        | StreamKind::Evidence
        | StreamKind::Meeting
        | StreamKind::SelfAssessment
        | StreamKind::ServiceReturn
        | StreamKind::SeriousIncident
        | StreamKind::RapidReview
        | StreamKind::ReviewSubject
        | StreamKind::PracticeReview
        | StreamKind::Briefing
        | StreamKind::LearningActivity
        | StreamKind::ChildDeathLearning
        | StreamKind::AuditProgramme
        | StreamKind::Audit
        | StreamKind::AuditCase
        | StreamKind::EvidencePack
        | StreamKind::Inspection => Some(StreamId::new(kind, id)),
        StreamKind::Partnership
        | StreamKind::Gap
        | StreamKind::Account
        | StreamKind::Erasure
        | StreamKind::LegalHold => None,
    }
}

/// The commands that give a role: somebody is appointed, and the holding is linked to the account.
pub(super) fn appointment(
    visit: &Visit,
    read: &Read,
    answers: &Answers,
    (account, holder, key): (AccountId, &str, Uuid),
) -> Vec<Instruction> {
    let holding = HoldingId(made(key, "holding"));
    let role: Role = answer(read, "role").unwrap_or(Role::Inspector);
    let agency: Option<AgencyId> = answer(read, "agency");
    let from: Option<NaiveDate> = answer(read, "from");
    let appoint = partnership::Command::AppointRoleHolder {
        holding,
        role,
        post: answer(read, "post").unwrap_or_default(),
        agency,
        holder: Text::plain(holder),
        from: from.unwrap_or_else(|| visit.today()),
    };
    let mut scope: Vec<StreamId> = answer(read, "scope").unwrap_or_default();
    scope.extend(lines(answers).iter().filter_map(|line| thing(line)));
    let access = (role == Role::Inspector).then(|| InspectionAccess {
        request: answer(read, "request").unwrap_or_default(),
        until: answer(read, "until").unwrap_or_else(|| visit.today()),
        scope,
    });
    let link = of_account::Command::LinkHolding { holding, access };
    vec![
        instruction(
            visit.app().partnership(),
            Command::Partnership(appoint),
            None,
        ),
        own(account, link),
    ]
}

/// The form that ends a role.
///
/// # Errors
/// When the account has no such role.
pub async fn ask_to_end(
    visit: Visit,
    Path((id, holding)): Path<(AccountId, HoldingId)>,
) -> Result<Response, Oops> {
    within(visit, move |visit, _| {
        let account = account(visit, id)?;
        sending::shown(visit, &ending(visit, &account, holding)?)
    })
    .await
}

/// Ends the role, or shows the form again with everything that is wrong. Whoever holds none any
/// more is signed out everywhere.
///
/// # Errors
/// When the account has no such role.
pub async fn end(
    visit: Visit,
    Path((id, holding)): Path<(AccountId, HoldingId)>,
    posted: Posted,
) -> Result<Response, Oops> {
    within(visit, move |visit, desk| {
        let account = account(visit, id)?;
        let sheet = ending(visit, &account, holding)?;
        let answers = posted.answers;
        if let Err(failed) = end_it(visit, &sheet.form, &answers, holding) {
            return again(visit, &sheet, &answers, failed);
        }
        if desk.roles(id).is_empty() {
            desk.sessions.end_all(id, None);
        }
        Ok(Redirect::to(&format!("{}?recorded=yes", path(id))).into_response())
    })
    .await
}

fn ending(visit: &Visit, account: &Account, holding: HoldingId) -> Result<Sheet, Oops> {
    if !account.holdings.contains_key(&holding) {
        return Err(Oops::NotFound);
    }
    let view = visit.view()?;
    let held = view.people.holdings.get(&holding).ok_or(Oops::NotFound)?;
    let what = people::role_words(held);
    let form = CommandForm::new(
        visit.app().partnership(),
        "end_role_holder",
        "End a role",
        path(account.id),
    )
    .about(format!("{}: {what}", people::name(visit, account)))
    .lead(
        "They may act in it up to the end of the last day. What they recorded stays as it is; \
         their open work is then listed to be handed over.",
    )
    .ask(Question::new("on", "The last day", Kind::Day).on(Some(visit.today())))
    .reason(Asked::Required)
    .button("End the role")
    .sent_to(format!("{}/roles/{holding}/end", path(account.id)))
    .at_once();
    Ok(form.into())
}

fn end_it(
    visit: &Visit,
    form: &CommandForm,
    answers: &Answers,
    holding: HoldingId,
) -> Result<(), Failed> {
    let read = sending::read(form, answers, Vec::new())?;
    let key = sending::key(visit, answers)?;
    let on = answer(&read, "on").unwrap_or_else(|| visit.today());
    let command = Command::Partnership(partnership::Command::EndRoleHolder { holding, on });
    let meta = sending::meta(visit, &read, answers, key);
    let instruction = instruction(visit.app().partnership(), command, None);
    visit.app().execute(vec![instruction], &meta)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        let owned = pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Answers(owned.collect())
    }

    fn fields(pairs: &[(&str, &str)]) -> Vec<String> {
        let problems = role_problems(&answers(pairs));
        problems.into_iter().map(|one| one.field).collect()
    }

    #[test]
    fn a_thing_is_named_by_its_link_or_by_its_kind_and_id() {
        let id = Uuid::from_u128(7);
        let action = StreamId::new(StreamKind::ImprovementAction, id);
        for line in [
            format!("https://learning.example.org/action/{id}?as_at=2026-03-03#due"),
            format!("/action/{id}/"),
            format!("improvement_action/{id}"),
        ] {
            assert_eq!(thing(&line), Some(action), "{line}");
        }
        for line in [
            format!("{id}"),
            format!("/accounts/{id}"),
            "/action/7".to_owned(),
        ] {
            assert_eq!(thing(&line), None, "{line}");
        }
    }

    #[test]
    fn an_inspector_reads_under_a_named_request_until_a_day() {
        assert_eq!(fields(&[("role", "inspector")]), ["request", "until"]);
        let whole = [
            ("role", "inspector"),
            ("request", "JTAI 14"),
            ("until-day", "1"),
            ("until-month", "4"),
            ("until-year", "2027"),
        ];
        assert_eq!(fields(&whole), Vec::<String>::new());
    }

    #[test]
    fn nobody_but_an_inspector_reads_under_a_request() {
        let chair = [("role", "chair"), ("request", "JTAI 14")];
        assert_eq!(fields(&chair), ["request"]);
        assert_eq!(fields(&[("role", "chair")]), Vec::<String>::new());
    }

    #[test]
    fn a_line_that_names_nothing_is_told() {
        let lines = [("role", "inspector"), ("things", "the plan\n")];
        assert!(fields(&lines).contains(&"things".to_owned()));
    }
}
