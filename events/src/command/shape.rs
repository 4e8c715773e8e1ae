//! Whether a body has the shape its schema tells: every fault at once, each with its field, which
//! reading it into the command alone would not give.
//!
//! Only what the schemas of commands use is looked at; whatever passes here is still read by the
//! command's own type.

use super::{BODY_PROBLEMS_MAX, BodyProblem};
use chrono::NaiveDate;
use schemars::Schema;
use serde_json::{Map, Value};
use uuid::Uuid;

pub(super) fn check(schema: &Schema, body: &Value, problems: &mut Vec<BodyProblem>) {
    value(schema.as_value(), body, &mut String::new(), problems);
}

/// Goes one level down in a field's path.
pub(super) fn enter(field: &mut String, part: &str) {
    if !field.is_empty() {
        field.push('/');
    }
    // A name nobody knows may be long; enough of it is told to find it.
    field.extend(part.chars().take(80));
}

fn value(schema: &Value, found: &Value, field: &mut String, problems: &mut Vec<BodyProblem>) {
    if problems.len() >= BODY_PROBLEMS_MAX {
        return;
    }
    for all in list(schema, "allOf") {
        value(all, found, field, problems);
    }
    for word in ["oneOf", "anyOf"] {
        let branches = list(schema, word);
        if !branches.is_empty() {
            one_of(branches, found, field, problems);
        }
    }
    if !has_type(schema, found) {
        return problem(field, expected(schema), problems);
    }
    let known = list(schema, "enum");
    if !known.is_empty() && !known.contains(found) {
        return problem(field, one_of_words(known), problems);
    }
    if let Some(only) = schema.get("const").filter(|only| *only != found) {
        return problem(field, format!("must be {only}"), problems);
    }
    match found {
        Value::String(words) => string(schema, words, field, problems),
        Value::Number(number) => {
            let least = schema.get("minimum").and_then(Value::as_f64);
            let most = schema.get("maximum").and_then(Value::as_f64);
            let number = number.as_f64().unwrap_or(f64::NAN);
            let fits =
                least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most);
            if !fits {
                problem(field, expected(schema), problems);
            }
        }
        Value::Array(items) => array(schema, items, field, problems),
        Value::Object(fields) => object(schema, fields, field, problems),
        Value::Null | Value::Bool(_) => {}
    }
}

/// One of several shapes: the faults of the nearest are told.
fn one_of(branches: &[Value], found: &Value, field: &mut String, problems: &mut Vec<BodyProblem>) {
    let words: Vec<Value> = branches
        .iter()
        .filter_map(|branch| branch.get("const").cloned())
        .collect();
    if words.len() == branches.len() {
        if !words.contains(found) {
            problem(field, one_of_words(&words), problems);
        }
        return;
    }
    let tried = branches.iter().map(|branch| {
        let mut faults = Vec::new();
        value(branch, found, field, &mut faults);
        let kind_fits = has_type(branch, found);
        (!kind_fits, faults)
    });
    let nearest = tried.min_by_key(|(other_kind, faults)| (*other_kind, faults.len()));
    problems.extend(nearest.into_iter().flat_map(|(_, faults)| faults));
}

fn string(schema: &Value, words: &str, field: &str, problems: &mut Vec<BodyProblem>) {
    let message = match schema.get("format").and_then(Value::as_str) {
        Some("uuid") if words.parse::<Uuid>().is_err() => "must be an id (a UUID)",
        Some("date") if words.parse::<NaiveDate>().is_err() => {
            "must be a date written as year-month-day, such as 2026-03-31"
        }
        Some(_) | None => return,
    };
    problem(field, message.to_owned(), problems);
}

fn array(schema: &Value, items: &[Value], field: &mut String, problems: &mut Vec<BodyProblem>) {
    let Some(of) = schema.get("items") else {
        return;
    };
    let length = field.len();
    for (index, item) in items.iter().enumerate() {
        enter(field, &index.to_string());
        value(of, item, field, problems);
        field.truncate(length);
    }
}

fn object(
    schema: &Value,
    fields: &Map<String, Value>,
    field: &mut String,
    problems: &mut Vec<BodyProblem>,
) {
    let length = field.len();
    for required in list(schema, "required").iter().filter_map(Value::as_str) {
        if !fields.contains_key(required) {
            enter(field, required);
            problem(field, "is missing".to_owned(), problems);
            field.truncate(length);
        }
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    let others = schema
        .get("additionalProperties")
        .filter(|one| one.is_object());
    let is_described = properties.is_some() || is_closed(schema);
    for (name, inner) in fields {
        enter(field, name);
        match properties.and_then(|known| known.get(name)).or(others) {
            Some(known) => value(known, inner, field, problems),
            None if is_described => {
                problem(field, "is not a field of this command".to_owned(), problems);
            }
            None => {}
        }
        field.truncate(length);
    }
}

fn is_closed(schema: &Value) -> bool {
    schema.get("additionalProperties") == Some(&Value::Bool(false))
}

fn list<'a>(schema: &'a Value, word: &str) -> &'a [Value] {
    let found = schema.get(word).and_then(Value::as_array);
    found.map_or(&[], Vec::as_slice)
}

/// Whether a value is of a type the schema allows; a schema that names none allows all.
fn has_type(schema: &Value, found: &Value) -> bool {
    let fits = |word: &str| match word {
        "null" => found.is_null(),
        "boolean" => found.is_boolean(),
        "integer" => found.is_i64() || found.is_u64(),
        "number" => found.is_number(),
        "string" => found.is_string(),
        "array" => found.is_array(),
        "object" => found.is_object(),
        _ => true,
    };
    match schema.get("type") {
        Some(Value::String(word)) => fits(word),
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).any(fits),
        Some(_) | None => true,
    }
}

fn expected(schema: &Value) -> String {
    let types = match schema.get("type") {
        Some(Value::String(word)) => vec![word.as_str()],
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect(),
        Some(_) | None => Vec::new(),
    };
    let least = schema.get("minimum").and_then(Value::as_i64);
    let most = schema.get("maximum").and_then(Value::as_i64);
    match types.first().copied() {
        Some("boolean") => "must be true or false".to_owned(),
        Some("integer") => match (least, most) {
            (Some(least), Some(most)) => {
                format!("must be a whole number from {least} to {most}")
            }
            (Some(least), None) => format!("must be a whole number from {least}"),
            (None, _) => "must be a whole number".to_owned(),
        },
        Some("string") => "must be a string".to_owned(),
        Some("array") => "must be a list".to_owned(),
        Some("object") => "must be an object with its fields".to_owned(),
        Some(_) | None => "has another shape".to_owned(),
    }
}

fn one_of_words(words: &[Value]) -> String {
    let words = words.iter().filter_map(Value::as_str).collect::<Vec<_>>();
    format!("must be one of {}", words.join(", "))
}

fn problem(field: &str, message: String, problems: &mut Vec<BodyProblem>) {
    if problems.len() < BODY_PROBLEMS_MAX {
        problems.push(BodyProblem {
            field: field.to_owned(),
            message,
        });
    }
}
