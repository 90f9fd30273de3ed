//! `vestibule attributes purge`: what accounts keep of a retired attribute is deleted.

use crate::arguments::Arguments;
use crate::check::{LOCAL_ISSUER, count};
use crate::checked::Checked;
use crate::failure::Failure;
use crate::stored;
use crate::wrangler::{self, Wrangler};
use vestibule::config::Mode;
use vestibule::store::attribute_purge::{PIECE, Purge};

/// Deletes the values, the answers of people on their way, and the memory of the type.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let arguments = Arguments::read(given, &["config", "persist-to"], &wrangler::FLAGS)?;
    let id = arguments.word("the attribute's id")?;
    let purge = Purge::of(id).ok_or_else(|| {
        let allowed = "allowed: the id of a custom attribute that the tenant has retired";
        Failure::Usage(format!("`{id}` is no custom attribute; {allowed}"))
    })?;
    let kv = Wrangler::of(&arguments, "CONFIG")?;
    let database = Wrangler::of(&arguments, "DB")?;
    check_retired(id, &kv)?;

    let mut accounts = 0;
    loop {
        let gone = database.rows(&purge.values())?;
        accounts += gone;
        if gone < PIECE {
            break;
        }
    }
    let runs = database.rows(&purge.answers())?;
    for statement in purge.answers_for_tokens() {
        database.rows(&statement)?;
    }
    database.rows(&purge.data_type())?;
    println!(
        "{id} is gone from {}, and from the answers of {}",
        count(accounts, "account"),
        count(runs, "run")
    );
    Ok(())
}

/// That no flow asks for it any more, by what serves now.
fn check_retired(id: &str, kv: &Wrangler<'_>) -> Result<(), Failure> {
    let mode = Mode { development: true, issuer: LOCAL_ISSUER.to_owned() };
    let Some(tenant) = Checked::of(&stored::read(kv)?.documents, &mode).tenant else {
        return Err(Failure::Other("KV holds no tenant that checks".to_owned()));
    };
    match tenant.attributes.get(id) {
        Some(attribute) if !attribute.retired => Err(Failure::Other(format!(
            "the tenant has {id} in use; write `\"retired\": true` into /attributes/{id}, push it, and wait two minutes"
        ))),
        _ => Ok(()),
    }
}
