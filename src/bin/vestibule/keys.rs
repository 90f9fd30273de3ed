//! `vestibule keys`: which signing keys there are, and a successor before the time. The Worker makes keys; here one is
//! only asked for.

use crate::arguments::Arguments;
use crate::clock;
use crate::failure::Failure;
use crate::wrangler::{self, Wrangler};
use serde_json::Value;
use vestibule::encode::time::iso8601;
use vestibule::keyring::schedule::usage;
use vestibule::ports::Rows;
use vestibule::protocol::SigningAlgorithm;
use vestibule::store::keys;

/// Prints every key with what it is used for.
pub fn list(given: &[&str]) -> Result<(), Failure> {
    let arguments = Arguments::read(given, &wrangler::OPTIONS, &wrangler::FLAGS)?;
    if !arguments.words().is_empty() {
        return Err(Failure::Usage("keys list takes no words".to_owned()));
    }
    let keys = query(&arguments, keys::READ)?;
    let keys = keys::keys(&keys).map_err(|error| Failure::Other(format!("{error:?}")))?;
    let now = clock::now();
    for key in &keys {
        println!(
            "{} {:5} {:7} signs from {}",
            key.kid,
            key.algorithm.name(),
            usage(&keys, key, now).name(),
            iso8601(key.signs_at),
        );
    }
    if keys.is_empty() {
        println!("there are no keys yet; each is made when it is first needed");
    }
    Ok(())
}

/// Asks for a successor of the key that signs with an algorithm.
pub fn rotate(given: &[&str]) -> Result<(), Failure> {
    let arguments = Arguments::read(given, &wrangler::OPTIONS, &wrangler::FLAGS)?;
    let name = arguments.word("an algorithm")?;
    let algorithm = SigningAlgorithm::named(name).ok_or_else(|| {
        let allowed = SigningAlgorithm::ALL.map(SigningAlgorithm::name).join(", ");
        Failure::Usage(format!("`{name}` is no signing algorithm; allowed: {allowed}"))
    })?;
    let now = clock::now();
    let rows = query(&arguments, &keys::rotate(algorithm, now))?;
    let Some(row) = rows.0.first() else {
        return Err(Failure::Other(format!(
            "there is no {name} key to follow; one is made when it is first needed"
        )));
    };
    let kid = row.get("kid").and_then(Value::as_str).unwrap_or_default();
    match row.get("signs_at").and_then(Value::as_i64) {
        Some(at) if at > now => println!("{kid} is published, and signs from {}", iso8601(at)),
        _ => println!(
            "a successor of {kid} is published within ten minutes, or when /jwks is asked a minute from now, and signs a quarter of an hour later"
        ),
    }
    Ok(())
}

fn query(arguments: &Arguments<'_>, sql: &str) -> Result<Rows, Failure> {
    Wrangler::of(arguments, "DB")?.query(sql)
}
