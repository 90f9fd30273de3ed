//! Signing in with a password: the guess is counted by the typed address, whether or not it has an account,
//! before any hash is computed.

use super::batch::Batch;
use super::counters::{
    self, Counted, GuessKeys, Throttled, batch_counted, count_guess, guess_wait, guesses_counted,
};
use super::identities::{account_of_address, is_address};
use super::people::{person, select_person};
use crate::flow::Person;
use crate::flow::password::Hashed;
use crate::ports::{BatchError, Database};
use serde::Deserialize;

/// A guess that may be judged.
#[derive(Debug, Clone)]
pub enum Guess {
    /// It was paid for. Without a credential a dummy is judged in its place.
    Paid {
        /// The password as it is kept.
        credential: Option<Hashed>,
        /// Whose it is.
        person: Option<Box<Person>>,
        /// The guesses at this address in a row, with this one.
        guesses: i64,
    },
    /// Too many already.
    Throttled(Throttled),
    /// So many that none is judged any more.
    UsedUp(Throttled),
}

#[derive(Deserialize)]
struct CredentialRow {
    phc: String,
    pepper_key: String,
}

#[derive(Deserialize)]
struct Wait {
    n: i64,
    last: i64,
    seconds: i64,
}

/// Pays for a guess at the password of `email_key`, seen from one application and flow.
pub async fn pay_for_guess(
    database: &impl Database,
    keys: &GuessKeys,
    email_key: &str,
    client_id: &str,
    flow: &str,
    now: i64,
) -> Result<Guess, BatchError> {
    let parameters =
        [("email_key", email_key.into()), ("client", client_id.into()), ("flow", flow.into())];
    let credential = concat!(
        "SELECT c.phc, c.pepper_key FROM credentials c JOIN identities i ON i.account = c.account WHERE ",
        is_address!(":email_key")
    );
    let whose = select_person!(concat!("a.oid = ", account_of_address!(":email_key")));
    let mut batch = Batch::with(&parameters);
    let counted = batch.push(count_guess(keys, now));
    let wait = batch.push(guess_wait(&keys.address));
    let (credential, whose) = (batch.add(credential), batch.add(whose));
    let counts = guesses_counted(keys, email_key, now);
    let (returned, throttled) = batch_counted(database, counts, now, batch).await?;
    if let Some(throttled) = throttled {
        return Ok(Guess::Throttled(throttled));
    }
    let Some(Counted { n: guesses, .. }) = returned.first(counted)? else {
        return Ok(match returned.first(wait)? {
            Some(Wait { n: counters::GUESSES.., seconds, .. }) => {
                Guess::UsedUp(Throttled { seconds })
            }
            Some(Wait { last, seconds, .. }) => {
                Guess::Throttled(Throttled { seconds: (last + seconds - now).max(1) })
            }
            None => Guess::Throttled(Throttled { seconds: 1 }),
        });
    };
    let credential: Option<CredentialRow> = returned.first(credential)?;
    Ok(Guess::Paid {
        credential: credential.map(|row| Hashed { phc: row.phc, pepper_key: row.pepper_key }),
        person: person(returned.of(whose)?)?.map(Box::new),
        guesses,
    })
}
