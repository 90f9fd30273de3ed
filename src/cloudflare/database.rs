//! The D1 database `DB`.

use super::Edge;
use crate::ports::{BatchError, Database, Row, Rows, Statement, Value, Writes};
use wasm_bindgen::JsValue;
use worker::{D1Database, D1PreparedStatement, D1Result};

/// In the message of an error that is ours: the statement is wrong, or a constraint forbids it.
const REJECTIONS: [&str; 10] = [
    "SQLITE_AUTH",
    "SQLITE_CONSTRAINT",
    "SQLITE_ERROR",
    "SQLITE_MISMATCH",
    "SQLITE_RANGE",
    "SQLITE_TOOBIG",
    "D1_TYPE_ERROR",
    "constraint failed",
    "Wrong number of parameter bindings",
    "more than one statement",
];

impl Database for Edge {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, BatchError> {
        if statements.is_empty() {
            return Ok(Vec::new());
        }
        self.1.check(&statements)?;
        let database =
            self.0.env.d1("DB").map_err(|fault| BatchError::Unavailable(fault.to_string()))?;
        let prepared = statements
            .iter()
            .map(|statement| prepare(&database, statement))
            .collect::<worker::Result<Vec<_>>>()
            .map_err(|fault| batch_error(&fault))?;
        let results = database.batch(prepared).await.map_err(|fault| batch_error(&fault))?;
        results.iter().map(read_rows).collect()
    }

    fn writes(&self) -> &Writes {
        &self.1
    }
}

fn prepare(database: &D1Database, statement: &Statement) -> worker::Result<D1PreparedStatement> {
    let prepared = database.prepare(&statement.sql);
    if statement.values.is_empty() {
        return Ok(prepared);
    }
    prepared.bind(&statement.values.iter().map(bound).collect::<Vec<_>>())
}

#[expect(clippy::cast_precision_loss, reason = "the port's integers have at most 53 bits")]
fn bound(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Integer(number) => JsValue::from_f64(*number as f64),
        Value::Text(text) => JsValue::from_str(text),
    }
}

fn read_rows(result: &D1Result) -> Result<Rows, BatchError> {
    result.results::<Row>().map(Rows).map_err(|fault| batch_error(&fault))
}

fn batch_error(fault: &worker::Error) -> BatchError {
    let message = match fault {
        // Its own `Display` shows the cause as a string, which it isn't.
        worker::Error::D1(fault) => {
            let error: &js_sys::Error = fault.as_ref();
            String::from(error.message())
        }
        other => other.to_string(),
    };
    if REJECTIONS.iter().any(|rejection| message.contains(rejection)) {
        BatchError::Rejected(message)
    } else {
        BatchError::Unavailable(message)
    }
}
