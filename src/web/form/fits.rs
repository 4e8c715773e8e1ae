//! What every form owes its command, for the tests of forms.

use super::{Answers, Carried, CommandForm, Kind, Question, show};
use events::command::CommandDoc;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Asserts that a form asks for every field of its command and for nothing else, lets none stay
/// empty that is required, sends on a yes or no, or a number, where the command takes one, and shows
/// every question on its page.
pub(crate) fn assert_fits(form: &CommandForm, doc: &CommandDoc) {
    assert_eq!(form.command, doc.word);
    let schema = doc.schema.as_value();
    let asked: BTreeSet<&str> = form.questions.iter().map(|one| one.name).collect();
    let fields = schema["properties"].as_object();
    let fields = fields.into_iter().flat_map(|fields| fields.keys());
    let fields: BTreeSet<&str> = fields.map(String::as_str).collect();
    assert_eq!(asked, fields, "{}", doc.word);
    let required = schema["required"].as_array().into_iter().flatten();
    let required: Vec<&str> = required.filter_map(Value::as_str).collect();
    let carried = Carried {
        version: 1,
        key: Uuid::from_u128(1),
    };
    let page = show(form, &Answers::default(), &[], carried, &[]).into_string();
    for question in &form.questions {
        let is_asked = !matches!(question.kind, Kind::Fixed(_) | Kind::FreshId);
        let stands = !is_asked || page.contains(&question.label);
        assert!(stands, "{}: {} is not asked", doc.word, question.label);
        let name = question.name;
        let missing = question.optional && required.contains(&name);
        assert!(!missing, "{} {name} is required", doc.word);
        let takes = schema["properties"][name]["type"].as_str();
        assert!(
            sends(question, takes),
            "{} {name} is asked for as {:?}",
            doc.word,
            question.kind
        );
    }
}

fn sends(question: &Question, takes: Option<&str>) -> bool {
    match takes {
        Some("boolean") => matches!(
            question.kind,
            Kind::Tick | Kind::Password | Kind::Values(_) | Kind::Fixed(Value::Bool(_))
        ),
        Some("integer") => matches!(
            question.kind,
            Kind::Number | Kind::Money | Kind::Values(_) | Kind::Fixed(Value::Number(_))
        ),
        _ => true,
    }
}
