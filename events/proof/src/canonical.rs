//! Canonical JSON, so that the same facts are always the same bytes (RFC 8785).
//!
//! Numbers are whole and within what every JSON reader keeps exactly; a fraction has no place in a
//! leaf, because its canonical form depends on how it was computed.

use serde_json::{Map, Value};
use std::cmp::Ordering;

/// The largest whole number, either side of nought, that a leaf may hold: 2^53 - 1.
pub const INTEGER_MAX: u64 = (1 << 53) - 1;

/// How deeply arrays and objects may stand in each other.
pub const DEPTH_MAX: usize = 64;

/// Why a value has no canonical form here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotCanonical {
    /// A number with a fraction or an exponent.
    #[error(
        "a leaf holds whole numbers only: write a fraction as a whole number of a smaller unit"
    )]
    Fraction,
    /// A whole number that not every reader keeps exactly.
    #[error("a number in a leaf is at most 9007199254740991 either side of nought")]
    TooLarge,
    /// Arrays and objects nested beyond [`DEPTH_MAX`].
    #[error("a leaf is nested at most {DEPTH_MAX} deep")]
    TooDeep,
}

/// The canonical form of a value.
///
/// Members are sorted here, by UTF-16 code units, whatever order the value's maps keep.
///
/// # Errors
/// When the value holds a fraction, too large a number, or is nested too deeply.
pub fn to_canonical(value: &Value) -> Result<String, NotCanonical> {
    let mut out = String::with_capacity(256);
    write_canonical(value, &mut out)?;
    Ok(out)
}

/// Writes the canonical form of a value behind what is there.
///
/// # Errors
/// As [`to_canonical`]; a part may have been written.
pub fn write_canonical(value: &Value, out: &mut String) -> Result<(), NotCanonical> {
    write(value, out, DEPTH_MAX)
}

fn write(value: &Value, out: &mut String, depth: usize) -> Result<(), NotCanonical> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => write_number(number, out)?,
        Value::String(words) => write_string(words, out),
        Value::Array(items) => {
            let depth = depth.checked_sub(1).ok_or(NotCanonical::TooDeep)?;
            out.push('[');
            for (nth, item) in items.iter().enumerate() {
                if nth > 0 {
                    out.push(',');
                }
                write(item, out, depth)?;
            }
            out.push(']');
        }
        Value::Object(members) => write_object(members, out, depth)?,
    }
    Ok(())
}

fn write_object(
    members: &Map<String, Value>,
    out: &mut String,
    depth: usize,
) -> Result<(), NotCanonical> {
    let depth = depth.checked_sub(1).ok_or(NotCanonical::TooDeep)?;
    if members.keys().is_sorted_by(|a, b| order(a, b).is_lt()) {
        return write_members(members.iter(), out, depth);
    }
    let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
    sorted.sort_by(|a, b| order(a.0, b.0));
    write_members(sorted.into_iter(), out, depth)
}

/// The order of names by UTF-16 code units, which for ASCII is that of their bytes.
fn order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        a.cmp(b)
    } else {
        a.encode_utf16().cmp(b.encode_utf16())
    }
}

fn write_members<'a>(
    members: impl Iterator<Item = (&'a String, &'a Value)>,
    out: &mut String,
    depth: usize,
) -> Result<(), NotCanonical> {
    out.push('{');
    for (nth, (name, member)) in members.enumerate() {
        if nth > 0 {
            out.push(',');
        }
        write_string(name, out);
        out.push(':');
        write(member, out, depth)?;
    }
    out.push('}');
    Ok(())
}

fn write_number(number: &serde_json::Number, out: &mut String) -> Result<(), NotCanonical> {
    use std::fmt::Write as _;
    let magnitude = number
        .as_i64()
        .map(i64::unsigned_abs)
        .or_else(|| number.as_u64())
        .ok_or(NotCanonical::Fraction)?;
    if magnitude > INTEGER_MAX {
        return Err(NotCanonical::TooLarge);
    }
    if number.as_i64().is_some_and(i64::is_negative) {
        out.push('-');
    }
    // Writing to a string cannot fail.
    let _ = write!(out, "{magnitude}");
    Ok(())
}

/// Writes a string with its quotes, escaped as RFC 8785 asks.
pub fn write_string(words: &str, out: &mut String) {
    use std::fmt::Write as _;
    out.push('"');
    let mut rest = words;
    while let Some(at) = rest
        .bytes()
        .position(|b| b < 0x20 || b == b'"' || b == b'\\')
    {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let mut letters = from.chars();
        match letters.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\u{c}') => out.push_str("\\f"),
            Some('\r') => out.push_str("\\r"),
            Some(control) => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            None => {}
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn any_value() -> impl Strategy<Value = Value> {
        let whole = -9_007_199_254_740_991_i64..=9_007_199_254_740_991;
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            whole.prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 60, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..8)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_value_has_the_form_a_general_canonicaliser_gives_it(value in any_value()) {
            let general = serde_json_canonicalizer::to_string(&value).unwrap();
            prop_assert_eq!(to_canonical(&value).unwrap(), general);
        }
    }

    #[test]
    fn names_are_sorted_by_utf_16_code_units_not_by_code_points() {
        let value = json!({ "\u{e000}": 1, "\u{1f600}": 2, "b": 3, "a": 4 });
        let expected = "{\"a\":4,\"b\":3,\"\u{1f600}\":2,\"\u{e000}\":1}";
        assert_eq!(to_canonical(&value).unwrap(), expected);
    }

    #[test]
    fn control_letters_are_escaped_the_short_way_where_there_is_one() {
        let value = json!("\u{8}\t\n\u{c}\r\u{1}\u{1f}\u{7f}\"\\/€");
        let expected = "\"\\b\\t\\n\\f\\r\\u0001\\u001f\u{7f}\\\"\\\\/€\"";
        assert_eq!(to_canonical(&value).unwrap(), expected);
    }

    #[test]
    fn a_fraction_is_refused_and_a_whole_number_is_not() {
        assert_eq!(to_canonical(&json!([1.5])), Err(NotCanonical::Fraction));
        assert_eq!(to_canonical(&json!([1.0])), Err(NotCanonical::Fraction));
        assert_eq!(to_canonical(&json!([1])).unwrap(), "[1]");
    }

    #[test]
    fn a_number_every_reader_keeps_is_the_largest_allowed() {
        assert_eq!(
            to_canonical(&json!(INTEGER_MAX)).unwrap(),
            "9007199254740991"
        );
        assert_eq!(
            to_canonical(&json!(-9_007_199_254_740_991_i64)).unwrap(),
            "-9007199254740991"
        );
        assert_eq!(
            to_canonical(&json!(INTEGER_MAX + 1)),
            Err(NotCanonical::TooLarge)
        );
        assert_eq!(to_canonical(&json!(i64::MIN)), Err(NotCanonical::TooLarge));
        assert_eq!(to_canonical(&json!(u64::MAX)), Err(NotCanonical::TooLarge));
    }

    #[test]
    fn nesting_is_allowed_up_to_the_limit() {
        let nested = |depth: usize| (0..depth).fold(json!(0), |inner, _| json!([inner]));
        assert!(to_canonical(&nested(DEPTH_MAX)).is_ok());
        assert_eq!(
            to_canonical(&nested(DEPTH_MAX + 1)),
            Err(NotCanonical::TooDeep)
        );
    }
}
