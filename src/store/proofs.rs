//! Proofs in SQL. Rows of `runs`, `sessions`, `enrolments`, `codes` and `grants` hold them in the column `proofs`, as JSON.
//!
//! The column `method` is for the version before, which reads it: what is written here can be read by it after a rollback,
//! and what it writes gets its proofs from triggers. A later release drops both. D1 takes numbers as floating point, so a time
//! inside JSON is cast.

/// The set of one proof by password, of the address that `$key` is in SQL.
macro_rules! password_proof {
    ($key:literal) => {
        concat!(
            "json_array(json_object('kind', 'password', 'provider', 'emailPassword', 'issuer', 'email', 'subject', ",
            $key,
            ", 'at', CAST(:now AS INTEGER)))"
        )
    };
}
pub(super) use password_proof;

/// The set of one proof by mailed code, of the address that `$key` is in SQL.
macro_rules! mailed_code_proof {
    ($key:literal) => {
        concat!(
            "json_array(json_object('kind', 'emailOneTimePasscode', 'provider', 'emailOneTimePasscode',",
            " 'issuer', 'email', 'subject', ",
            $key,
            ", 'at', CAST(:now AS INTEGER)))"
        )
    };
}
pub(super) use mailed_code_proof;

/// Takes account and proofs from a row of `runs`.
macro_rules! unproven {
    () => {
        "account = NULL, proofs = '[]', method = NULL, authenticated_at = NULL, session = NULL"
    };
}
pub(super) use unproven;

/// The identity providers of a row's proofs, as a query.
macro_rules! providers {
    ($row:literal) => {
        concat!(
            "SELECT iif(p.type = 'object', p.value ->> '$.provider', NULL) FROM json_each(",
            $row,
            ".proofs) p"
        )
    };
}
pub(super) use providers;

/// That a row has a proof, and this version knows the kind of each.
macro_rules! kinds_known {
    ($row:literal) => {
        concat!(
            "(SELECT count(*) > 0 AND count(*) = total(iif(p.type = 'object', p.value ->> '$.kind', NULL)",
            " IN ('password', 'emailOneTimePasscode')) FROM json_each(",
            $row,
            ".proofs) p)"
        )
    };
}
pub(super) use kinds_known;

/// That the proofs of a row count: this version knows them, and none of their identity providers is switched off; nor are
/// `:client` and `:flow`.
macro_rules! proofs_count {
    ($row:literal) => {
        concat!(
            $crate::store::proofs::kinds_known!($row),
            " AND ",
            $crate::store::nothing_disabled!($crate::store::proofs::providers!($row))
        )
    };
}
pub(super) use proofs_count;

#[cfg(test)]
mod tests {
    use crate::protocol::proofs::EMAIL;
    use crate::protocol::{Proof, ProofKind, Proofs};

    #[test]
    fn sql_and_rust_know_the_same_kinds_and_write_the_same_proofs() {
        let kinds = ProofKind::ALL.map(|kind| format!("'{}'", kind.name())).join(", ");
        assert!(kinds_known!("r").contains(&format!("IN ({kinds})")));
        let database = rusqlite::Connection::open_in_memory().unwrap();
        let written = |sql: &str| -> String {
            let sql = format!("SELECT {}", sql.replace(":now", "7.0"));
            database.query_row(&sql, [], |row| row.get(0)).unwrap()
        };
        let read = |sql: &str| Proofs::read(&written(sql)).unwrap();
        assert_eq!(read(password_proof!("'a'")), Proofs::of(Proof::password("a", 7)));
        assert_eq!(read(mailed_code_proof!("'a'")), Proofs::of(Proof::mailed_code("a", 7)));
        assert!(password_proof!("'a'").contains(&format!("'issuer', '{EMAIL}'")));
    }
}
