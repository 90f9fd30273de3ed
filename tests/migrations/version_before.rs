//! While a version is deployed, and after a rollback, the version before works on the newest schema.

use crate::steps::{apply_all, before};
use rusqlite::{Connection, params};
use vestibule::protocol::{Proof, Proofs};

const SENT: &str = include_str!("before_proofs.sql");

fn newest() -> Connection {
    let (connection, later) = before("0029");
    apply_all(&connection, &later);
    connection
}

#[test]
fn each_of_its_statements_fits_the_newest_schema() {
    let connection = newest();
    let comments = SENT.lines().take_while(|line| line.starts_with("--")).count();
    let statements = SENT.lines().skip(comments).collect::<Vec<_>>().join("\n");
    let mut tried = 0;
    for sql in statements.split(";\n").filter(|sql| sql.contains(' ')) {
        connection.prepare(sql).unwrap_or_else(|fault| panic!("{fault}: {sql}"));
        tried += 1;
    }
    assert!(tried > 80, "{tried}");
}

fn proofs(connection: &Connection, table: &str) -> Proofs {
    let sql = format!("SELECT proofs FROM {table}");
    let text: String = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
    Proofs::read(&text).unwrap_or_else(|| panic!("{table}: {text}"))
}

/// As the version before wrote them, with the word `method`.
fn sign_in(connection: &Connection, method: &str) {
    let sql = "
        INSERT INTO accounts (oid, user_type, creation_type, idp, email, email_verified, created_at, updated_at)
          VALUES (printf('%036d', 1), 'guest', 'SelfServiceSignUp', 'mail', 'Ann@partner.example', 1, 1, 1);
        INSERT INTO identities (issuer, subject, account, created_at)
          VALUES ('email', 'ann@partner.example', printf('%036d', 1), 1);
        INSERT INTO runs (id, browser, client_id, redirect_uri, flow, intent, account, method, authenticated_at, created_at,
          expires_at) VALUES ('r', 'b', 'c', 'u', 'f', 'sign-in', printf('%036d', 1), 'METHOD', 7, 7, 9);
        INSERT INTO sessions (id, secret, account, method, authenticated_at, persistent, created_at, idle_at, expires_at)
          SELECT 's', 's', account, method, authenticated_at, 0, 7, 9, 9 FROM runs;
        INSERT INTO enrolments (account, flow, enrolled_at, client_id, method, requirements)
          SELECT account, 'f', 7, 'c', method, 'none' FROM runs;
        INSERT INTO codes (hash, client_id, redirect_uri, scopes, flow, account, session, method, authenticated_at, created_at,
          expires_at) SELECT 'h', 'c', 'u', '[]', 'f', account, id, method, authenticated_at, 7, 9 FROM sessions;
        INSERT INTO grants (id, code, client_id, account, session, flow, scopes, method, authenticated_at, created_at,
          expires_at) SELECT 'g', hash, 'c', account, session, 'f', '[]', method, authenticated_at, 7, 9 FROM codes;";
    connection.execute_batch(&sql.replace("METHOD", method)).unwrap();
}

#[test]
fn what_it_writes_meanwhile_has_its_proof() {
    type Proven = fn(&str, i64) -> Proof;
    let ways = [("password", Proof::password as Proven), ("emailCode", Proof::mailed_code)];
    for (method, proof) in ways {
        let connection = newest();
        sign_in(&connection, method);
        for table in ["runs", "sessions", "enrolments", "codes", "grants"] {
            let expected = Proofs::of(proof("ann@partner.example", 7));
            assert_eq!(proofs(&connection, table), expected, "{table}, {method}");
        }
        let (other, other_proof) = ways[usize::from(method == "password")];
        for table in ["runs", "sessions"] {
            let sql = format!("UPDATE {table} SET method = ?, authenticated_at = 8");
            connection.execute(&sql, params![other]).unwrap();
            let expected = Proofs::of(other_proof("ann@partner.example", 8));
            assert_eq!(proofs(&connection, table), expected, "{table}, {method}");
        }
        let sql = "UPDATE runs SET account = NULL, method = NULL, authenticated_at = NULL";
        connection.execute_batch(sql).unwrap();
        assert_eq!(proofs(&connection, "runs"), Proofs::default());
    }
}

#[test]
fn what_it_wrote_before_has_its_proof() {
    for (method, proof) in [
        ("password", Proof::password("ann@partner.example", 7)),
        ("emailCode", Proof::mailed_code("ann@partner.example", 7)),
    ] {
        let (connection, later) = before("0029");
        sign_in(&connection, method);
        apply_all(&connection, &later);
        for table in ["runs", "sessions", "enrolments", "codes", "grants"] {
            assert_eq!(proofs(&connection, table), Proofs::of(proof.clone()), "{table}, {method}");
        }
    }
}
