//! What is sent to the database and what comes back: statements with their values, rows, and why there are none.

use crate::encode::fitting::Fitting;
use crate::encode::gather::Gather;
use crate::protocol::Cause;
use serde::de::DeserializeOwned;

/// A value bound to a statement. Booleans are 0 and 1, structures are JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// SQL NULL.
    Null,
    /// A whole number of at most 53 bits, as JavaScript carries it.
    Integer(i64),
    /// Text.
    Text(String),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Integer(i64::from(value))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One SQL statement with named parameters (`:name`), which are sent numbered.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The text, with `?1`, `?2`, … in place of names.
    pub sql: String,
    /// The values, in the order of their numbers.
    pub values: Vec<Value>,
}

impl Statement {
    /// Numbers the named parameters of `sql`; a colon within quotes begins none. A name without a value is bound as
    /// NULL; a value that the text does not name is left out, so that statements of one batch can share a list.
    pub fn new(sql: &str, named: &[(&'static str, Value)]) -> Self {
        let mut numbered = String::with_capacity(sql.len());
        let mut order: Vec<&str> = Vec::new();
        let mut rest = sql;
        while let Some(at) = rest.find([':', '\'']) {
            let (before, after) = rest.split_at(at);
            let quoted = after.starts_with('\'');
            let after = after.get(1..).unwrap_or_default();
            if quoted {
                let end = after.find('\'').map_or(rest.len(), |end| at + end + 2);
                let (literal, next) = rest.split_at(end);
                numbered.push_str(literal);
                rest = next;
                continue;
            }
            let length =
                after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
            let (name, next) = after.split_at(length);
            numbered.push_str(before);
            if name.is_empty() {
                numbered.push(':');
            } else {
                let number = order.iter().position(|known| *known == name).unwrap_or_else(|| {
                    order.push(name);
                    order.len() - 1
                }) + 1;
                numbered.push('?');
                numbered.push_str(&number.to_string());
            }
            rest = next;
        }
        numbered.push_str(rest);
        let values = order
            .iter()
            .map(|name| {
                named
                    .iter()
                    .find(|(known, _)| known == name)
                    .map_or(Value::Null, |(_, value)| value.clone())
            })
            .collect();
        Self { sql: numbered, values }
    }

    /// Whether it writes nothing.
    pub fn reads(&self) -> bool {
        self.sql.trim_ascii_start().starts_with("SELECT")
    }
}

/// A row: column → value.
pub type Row = serde_json::Map<String, serde_json::Value>;

/// The rows one statement returned.
#[derive(Debug, Clone, Default)]
pub struct Rows(pub Vec<Row>);

impl Rows {
    /// The first row, if there is one.
    ///
    /// # Errors
    /// When the row has not the columns or types that `T` asks for.
    pub fn first<T: DeserializeOwned>(&self) -> Result<Option<T>, BatchError> {
        self.0.first().map(|row| read(row.clone())).transpose()
    }

    /// Every row.
    ///
    /// # Errors
    /// When a row has not the columns or types that `T` asks for.
    pub fn all<T: DeserializeOwned>(&self) -> Result<Vec<T>, BatchError> {
        self.0.iter().cloned().map(read).collect()
    }

    /// The texts of one column.
    pub fn texts(&self, column: &str) -> Vec<String> {
        let text = |row: &Row| Some(row.get(column)?.as_str()?.to_owned());
        self.0.iter().filter_map(text).gather()
    }

    /// Whether the statement returned anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn read<T: DeserializeOwned>(row: Row) -> Result<T, BatchError> {
    T::deserialize(Fitting(serde_json::Value::Object(row)))
        .map_err(|fault| BatchError::Rejected(format!("a row has an unexpected shape: {fault}")))
}

/// Why a batch did nothing: all of it was rolled back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchError {
    /// The database refused a statement (a constraint, a syntax error): our fault.
    Rejected(String),
    /// The database could not be reached or was overloaded: try again later.
    Unavailable(String),
    /// Something that the request proves itself with was used before: the sender's fault.
    Used(Cause),
    /// A row holds what this version does not know, in this column (`table.column`).
    Unreadable(&'static str),
}
