//! Migrations over what an earlier version left.

use rusqlite::Connection;
use std::fs;

#[test]
fn keys_that_followed_one_another_keep_their_order_and_those_that_were_removed_are_gone() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/migrations");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let connection = Connection::open_in_memory().unwrap();
    let apply = |fit: fn(&str) -> bool| {
        for path in paths.iter().filter(|path| fit(path.file_name().unwrap().to_str().unwrap())) {
            connection.execute_batch(&fs::read_to_string(path).unwrap()).unwrap();
        }
    };
    apply(|name| name < "0010");
    connection
        .execute_batch(
            "INSERT INTO signing_keys (kid, alg, public, sealed, master_key, created_at, retired_at, removed_at) VALUES
               ('now', 'RS256', '{}', 's', 'k1', 300, NULL, NULL), ('gone', 'RS256', '{}', 's', 'k1', 100, 200, 250),
               ('before', 'RS256', '{}', 's', 'k1', 200, 300, NULL), ('curve', 'ES256', '{}', 's', 'k1', 50, NULL, NULL)",
        )
        .unwrap();
    apply(|name| name >= "0010");
    let read = "SELECT alg, generation, kid, signs_at FROM signing_keys ORDER BY alg, generation";
    let mut statement = connection.prepare(read).unwrap();
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    let keys: Vec<(String, i64, String, i64)> =
        statement.query_map([], row).unwrap().map(Result::unwrap).collect();
    let expected =
        [("ES256", 1, "curve", 50), ("RS256", 1, "before", 200), ("RS256", 2, "now", 300)];
    let expected = expected.map(|(alg, turn, kid, at)| (alg.to_owned(), turn, kid.to_owned(), at));
    assert_eq!(keys, expected);
}
