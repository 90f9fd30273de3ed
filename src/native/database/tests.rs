use super::Fault;
use crate::native::{NativePlatform, block_on, together};
use crate::ports::{BatchError, Database, Rows, Statement, Value};
use serde_json::{Value as Json, json};

fn platform() -> NativePlatform {
    let platform = NativePlatform::new().unwrap();
    batch(
        &platform,
        &["CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT UNIQUE, n INTEGER) STRICT"],
        &[],
    )
    .unwrap();
    platform
}

fn batch(
    platform: &NativePlatform,
    sql: &[&str],
    values: &[(&'static str, Value)],
) -> Result<Vec<Rows>, BatchError> {
    block_on(platform.batch(sql.iter().map(|sql| Statement::new(sql, values)).collect()))
}

fn count(platform: &NativePlatform) -> Json {
    let answers = batch(platform, &["SELECT count(*) AS n FROM people"], &[]).unwrap();
    answers[0].0[0]["n"].clone()
}

const INSERT: &str = "INSERT INTO people (email, n) VALUES (:email, :n) RETURNING *";

#[test]
fn values_go_in_and_rows_come_out_as_on_d1() {
    let platform = platform();
    let millis = 1_763_812_345_678_i64;
    let answers = batch(
        &platform,
        &[
            INSERT,
            "UPDATE people SET n = n + :n WHERE email = :email RETURNING n / 2.0 AS half",
            "SELECT :missing AS missing, :email AS email, :missing IS NULL AS yes, 2.0 AS two",
            "SELECT :three / 2 AS half, :three || '' AS text",
        ],
        &[("email", "a@example".into()), ("n", millis.into()), ("three", 3.into())],
    )
    .unwrap();
    let rows: Vec<Json> = answers.into_iter().map(|rows| json!(rows.0)).collect();
    assert_eq!(
        rows,
        [
            json!([{"id": 1, "email": "a@example", "n": millis}]),
            json!([{"half": millis}]),
            json!([{"missing": null, "email": "a@example", "yes": 1, "two": 2}]),
            json!([{"half": 1.5, "text": "3.0"}]),
        ]
    );
}

#[test]
fn a_colon_within_quotes_begins_no_parameter() {
    let sql = "SELECT :name || ':name' || 'it''s :name' || ':' AS text, :other AS other";
    let answers = batch(&platform(), &[sql], &[("name", "x".into()), ("other", "y".into())]);
    let rows = json!(answers.unwrap()[0].0);
    assert_eq!(rows, json!([{"text": "x:nameit's :name:", "other": "y"}]));
}

#[test]
fn a_refused_statement_undoes_the_whole_batch() {
    let platform = platform();
    let twice = batch(&platform, &[INSERT, INSERT], &[("email", "a@example".into())]);
    assert!(
        matches!(&twice, Err(BatchError::Rejected(why)) if why.contains("people.email")),
        "{twice:?}"
    );
    assert_eq!(count(&platform), 0);
}

#[test]
fn foreign_keys_and_the_limits_of_d1_hold() {
    let platform = platform();
    let refused = |sql: &str| {
        let answer = batch(&platform, &[sql], &[]);
        assert!(matches!(answer, Err(BatchError::Rejected(_))), "{sql}: {answer:?}");
    };
    batch(&platform, &["CREATE TABLE pets (owner INTEGER REFERENCES people (id))"], &[]).unwrap();
    refused("INSERT INTO pets VALUES (7)");
    refused("SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6");
    refused("SELECT \"a text, said with the wrong quotes\"");
    refused("SELECT 1; SELECT 2");
    let wide = Statement { sql: "SELECT ?1".into(), values: vec![(1_i64 << 53).into()] };
    assert!(matches!(block_on(platform.batch(vec![wide])), Err(BatchError::Rejected(_))));
}

#[test]
fn a_fault_strikes_the_batch_it_was_ordered_for() {
    let platform = platform();
    let insert = || batch(&platform, &[INSERT, "SELECT 1"], &[]);
    platform.database.fail_batch(2, Fault::Unreached);
    insert().unwrap();
    assert!(matches!(insert(), Err(BatchError::Unavailable(_))));
    assert_eq!(count(&platform), 1);

    platform.database.fail_batch(1, Fault::AtStatement(2));
    assert!(matches!(insert(), Err(BatchError::Unavailable(_))));
    assert_eq!(count(&platform), 1);

    platform.database.fail_batch(1, Fault::AnswerLost);
    assert!(matches!(insert(), Err(BatchError::Unavailable(_))));
    assert_eq!(count(&platform), 2);

    platform.database.set_unavailable(true);
    assert!(insert().is_err());
    platform.database.set_unavailable(false);
    insert().unwrap();

    platform.reset_counts();
    insert().unwrap();
    assert_eq!(platform.counts().batches, 1);
}

#[test]
fn racing_requests_meet_between_their_round_trips() {
    let platform = platform();
    batch(&platform, &["INSERT INTO people (n) VALUES (0)"], &[]).unwrap();
    let add_one = || async {
        let read = Statement::new("SELECT n FROM people", &[]);
        let read = platform.batch(vec![read]).await.unwrap();
        let more = read[0].0[0]["n"].as_i64().unwrap() + 1;
        let write = Statement::new("UPDATE people SET n = :n", &[("n", more.into())]);
        platform.batch(vec![write]).await.unwrap();
    };
    block_on(together([add_one(), add_one()]));
    let lost_update = batch(&platform, &["SELECT n FROM people"], &[]).unwrap();
    assert_eq!(lost_update[0].0[0]["n"], 1);
}
