//! Tables that grew.

use crate::browser::OWN_SQL;
use crate::support::block_on;
use vestibule::native::NativePlatform;
use vestibule::ports::{Database, Row, Statement, Value};

/// Adds `rows` rows named `set` to every table that grows, begun at `begun` and over at `end`.
pub fn add(platform: &NativePlatform, set: &str, rows: usize, begun: i64, end: i64) {
    let id = format!("'{set}-' || printf('%08x', (i * 2654435761) % 4294967296)");
    let numbered = format!(
        "RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}),
         r (i, id, account) AS (SELECT i, {id}, {id} || printf('-%022d', 0) FROM n)"
    );
    let statements = include_str!("../../support/rows.sql")
        .replace("{r}", &numbered)
        .replace("{begun}", &begun.to_string())
        .replace("{end}", &end.to_string());
    for sql in statements.split(';').filter(|sql| sql.contains("INSERT")) {
        run(platform, sql);
    }
}

/// Runs `sql` as it is, a colon being a colon; what it has parameters for is NULL.
pub fn run(platform: &NativePlatform, sql: &str) -> Vec<Row> {
    let parameters = (1..=100).rev().find(|number| sql.contains(&format!("?{number}")));
    let values = vec![Value::Null; parameters.unwrap_or(0)];
    let statement = Statement { sql: format!("{OWN_SQL}{sql}"), values };
    block_on(platform.batch(vec![statement])).unwrap().remove(0).0
}
