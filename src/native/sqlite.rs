//! `SQLite` as D1 has it: the same limits, the same rows.

use crate::ports::{BatchError, Row, Rows, Statement, Value};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::{Null, ValueRef};
use rusqlite::{Connection, Error, Statement as RawStatement, StatementStatus};
use serde_json::{Number, Value as Json};

/// The largest whole number that JavaScript carries.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// An empty database in memory.
pub fn open() -> Result<Connection, Error> {
    let connection = Connection::open_in_memory()?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    for (limit, value) in [
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
        (Limit::SQLITE_LIMIT_COLUMN, 100),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 5),
        (Limit::SQLITE_LIMIT_VDBE_OP, 25_000),
        (Limit::SQLITE_LIMIT_FUNCTION_ARG, 127),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
        (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 100),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 10),
    ] {
        connection.set_limit(limit, value)?;
    }
    Ok(connection)
}

/// Runs one statement to its end; its rows, and how many steps that took.
pub fn run(connection: &Connection, statement: &Statement) -> Result<(Rows, i32), BatchError> {
    let mut prepared = connection.prepare_cached(&statement.sql).map_err(rejected)?;
    bind(&mut prepared, &statement.values)?;
    let names: Vec<String> = prepared.column_names().map(str::to_owned).collect();
    let mut rows = Vec::new();
    let mut found = prepared.raw_query();
    while let Some(row) = found.next().map_err(rejected)? {
        let row: Result<Row, Error> = names
            .iter()
            .enumerate()
            .map(|(at, name)| Ok((name.clone(), json(row.get_ref(at)?))))
            .collect();
        rows.push(row.map_err(rejected)?);
    }
    drop(found);
    let steps = prepared.reset_status(StatementStatus::VmStep);
    Ok((Rows(rows), steps))
}

/// Binds numbers as reals, as D1 does: `:n / 2` has a fraction, and `:n || ''` a decimal point.
#[expect(clippy::cast_precision_loss, reason = "larger numbers are refused")]
fn bind(prepared: &mut RawStatement<'_>, values: &[Value]) -> Result<(), BatchError> {
    if prepared.parameter_count() != values.len() {
        let wrong = "Wrong number of parameter bindings for SQL query.";
        return Err(BatchError::Rejected(wrong.to_owned()));
    }
    for (number, value) in (1..).zip(values) {
        match value {
            Value::Null => prepared.raw_bind_parameter(number, Null),
            Value::Integer(integer) if integer.unsigned_abs() > MAX_SAFE_INTEGER => {
                return Err(BatchError::Rejected(format!("{integer} has more than 53 bits")));
            }
            Value::Integer(integer) => prepared.raw_bind_parameter(number, *integer as f64),
            Value::Text(text) => prepared.raw_bind_parameter(number, text),
        }
        .map_err(rejected)?;
    }
    Ok(())
}

/// A value as it comes out of JavaScript, which has one kind of number.
fn json(value: ValueRef<'_>) -> Json {
    match value {
        ValueRef::Null => Json::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => real(number),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Blob(bytes) => bytes.into(),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "whole and in range, as was just looked")]
#[expect(clippy::cast_precision_loss, reason = "the limit itself is exact")]
fn real(number: f64) -> Json {
    if number.fract() == 0.0 && number.abs() <= MAX_SAFE_INTEGER as f64 {
        (number as i64).into()
    } else {
        Number::from_f64(number).map_or(Json::Null, Json::Number)
    }
}

/// The fault as the port tells it: in memory there is no other kind.
#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
pub fn rejected(fault: Error) -> BatchError {
    BatchError::Rejected(fault.to_string())
}
