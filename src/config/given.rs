//! What was given, by file, environment and flags: one value for each key, and who gave it.

use super::keys::{KEYS, Key, MAIL_PASSWORD, PROVIDERS, TABLES, Takes};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Who gave a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody: it is what stands where nothing is given.
    Default,
    /// The configuration file.
    File(PathBuf),
    /// A variable of the environment.
    Environment(String),
    /// A flag.
    Flag(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(file) => write!(f, "{}", file.display()),
            Self::Environment(variable) => write!(f, "the variable {variable}"),
            Self::Flag(flag) => f.write_str(flag),
        }
    }
}

/// Where a configuration comes from. A flag wins over the environment, and that over the file.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The configuration file.
    pub file: Option<PathBuf>,
    /// The variables of the environment, by name.
    pub environment: Vec<(String, String)>,
    /// What flags say: the path of the key, the flag, and its value as it would stand in the
    /// environment.
    pub flags: Vec<(&'static str, &'static str, String)>,
}

/// One value for each key that was given.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) values: BTreeMap<String, (Value, Origin)>,
    pub(super) providers: Vec<Table>,
    pub(super) mail_password: Option<String>,
    pub(super) problems: Vec<String>,
}

impl Given {
    pub(super) fn gather(sources: &Sources) -> Self {
        let mut given = Self::default();
        if let Some(file) = &sources.file {
            given.read_file(file);
        }
        given.read_environment(&sources.environment);
        for (path, flag, text) in &sources.flags {
            given.say(path, text, Origin::Flag((*flag).to_owned()));
        }
        given
    }

    fn read_file(&mut self, file: &Path) {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) => {
                let told = format!("the configuration file {}: {error}", file.display());
                self.problems.push(told);
                return;
            }
        };
        match text.parse::<Table>() {
            Ok(table) => self.take_file(file, table),
            Err(error) => {
                // What stood on the line is not repeated: it may be a secret put there by mistake.
                let before = error.span().and_then(|span| text.get(..span.start));
                let line = before.map_or(1, |before| before.matches('\n').count() + 1);
                let told = format!("{}, line {line}: {}", file.display(), error.message());
                self.problems.push(told);
            }
        }
    }

    fn take_file(&mut self, file: &Path, whole: Table) {
        for (name, value) in whole {
            let is_table = TABLES.iter().any(|(table, _)| *table == name);
            if !is_table {
                if name == PROVIDERS {
                    self.take_providers(file, &value);
                } else {
                    self.take(file, "", &name, value);
                }
            } else if let Value::Table(table) = value {
                for (key, value) in table {
                    self.take(file, &name, &key, value);
                }
            } else {
                let told = format!(
                    "{}: {name}: this is a table, not {}: write [{name}] on a line of its own",
                    file.display(),
                    kind(&value)
                );
                self.problems.push(told);
            }
        }
    }

    fn take(&mut self, file: &Path, table: &str, name: &str, value: Value) {
        let known = KEYS
            .iter()
            .find(|key| key.table == table && key.name == name);
        if let Some(key) = known {
            let origin = Origin::File(file.to_owned());
            self.values.insert(key.path(), (value, origin));
            return;
        }
        let written = if !table.is_empty() {
            format!("{table}.{name}")
        } else if value.is_table() {
            format!("[{name}]")
        } else {
            name.to_owned()
        };
        let nearest = nearest(table, name);
        self.problems.push(format!(
            "{}: {written}: there is no such key{nearest}",
            file.display()
        ));
    }

    fn take_providers(&mut self, file: &Path, value: &Value) {
        let tables: Option<Vec<Table>> = value
            .as_array()
            .and_then(|all| all.iter().map(|one| one.as_table().cloned()).collect());
        if let Some(tables) = tables {
            self.providers = tables;
        } else {
            self.problems.push(format!(
                "{}: {PROVIDERS}: each provider is a table of its own: write [[{PROVIDERS}]] \
                 before it",
                file.display()
            ));
        }
    }

    fn read_environment(&mut self, variables: &[(String, String)]) {
        for (variable, text) in variables {
            let key = KEYS.iter().find(|key| key.variable() == *variable);
            if let Some(key) = key {
                self.say(&key.path(), text, Origin::Environment(variable.clone()));
            } else if variable == MAIL_PASSWORD {
                self.mail_password = Some(text.clone());
            } else if let Some((table, name)) = in_a_table(variable) {
                let nearest = nearest(table, &name);
                self.problems.push(format!(
                    "the variable {variable}: there is no such key{nearest}"
                ));
            }
        }
    }

    /// Takes a value that stands in the environment or behind a flag, where all is text.
    fn say(&mut self, path: &str, text: &str, origin: Origin) {
        let Some(key) = Key::of(path) else {
            let told = format!("{origin}: there is no key {path}");
            self.problems.push(told);
            return;
        };
        self.values
            .insert(key.path(), (from_text(key, text), origin));
    }
}

/// A value written as text. What is no number where one is wanted stays text, and is refused with
/// everything else that is wrong.
pub(super) fn from_text(key: &Key, text: &str) -> Value {
    let text = text.trim();
    match key.takes {
        Takes::YesNo => text.parse().map_or_else(|_| text.into(), Value::Boolean),
        Takes::Number(..) => text.parse().map_or_else(|_| text.into(), Value::Integer),
        Takes::Networks => Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|one| !one.is_empty())
                .map(Value::from)
                .collect(),
        ),
        Takes::Text
        | Takes::Path
        | Takes::Address
        | Takes::Url
        | Takes::OneOf(_)
        | Takes::Socket => text.into(),
    }
}

/// The table a variable speaks of, and the key it may have meant. Others that begin with
/// `GOLDEN_THREAD_` belong to other parts of the product.
fn in_a_table(variable: &str) -> Option<(&'static str, String)> {
    let rest = variable
        .strip_prefix("GOLDEN_THREAD_")?
        .to_ascii_lowercase();
    TABLES.iter().find_map(|(table, _)| {
        let name = rest.strip_prefix(table)?.strip_prefix('_')?;
        Some((*table, name.to_owned()))
    })
}

/// The known key that is most like one that is not, in words that follow "there is no such key".
fn nearest(table: &str, name: &str) -> String {
    let mut known: Vec<(f64, String)> = KEYS
        .iter()
        .map(|key| {
            let mut alike = strsim::jaro_winkler(key.name, name);
            if key.table != table {
                alike -= 0.05;
            }
            (alike, key.path())
        })
        .collect();
    if table.is_empty() {
        let tables = TABLES.iter().map(|(table, _)| *table).chain([PROVIDERS]);
        known.extend(tables.map(|table| (strsim::jaro_winkler(table, name), format!("[{table}]"))));
    }
    known.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    match known.first() {
        Some((_, path)) => format!("; the nearest there is: {path}"),
        None => String::new(),
    }
}

/// What a value is, in words.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "text",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "a list",
        Value::Table(_) => "a table",
    }
}

/// A value as a problem names it.
pub(super) fn found(value: &Value) -> String {
    match (value.as_str(), value.as_integer()) {
        (Some(text), _) => format!("“{text}”"),
        (None, Some(number)) => number.to_string(),
        (None, None) => kind(value).to_owned(),
    }
}
