//! `vestibule disable` and `enable`: something is switched off, or on again, for the next request.

use crate::arguments::Arguments;
use crate::check::LOCAL_ISSUER;
use crate::checked::Checked;
use crate::failure::Failure;
use crate::folder;
use crate::wrangler::{self, Wrangler};
use std::path::Path;
use vestibule::config::Mode;
use vestibule::encode::base64url;
use vestibule::protocol::ClientSecret;
use vestibule::protocol::client_id::{is_registered_id, is_url};
use vestibule::store::disabled::Switch;

/// Switches it off.
pub fn disable(given: &[&str]) -> Result<(), Failure> {
    let options = [&wrangler::OPTIONS[..], &["dir"]].concat();
    let arguments = Arguments::read(given, &options, &wrangler::FLAGS)?;
    let switch = switch(&arguments)?;
    let database = Wrangler::of(&arguments, "DB")?;
    match arguments.one("dir")? {
        Some(folder) => check_known(&switch, Path::new(folder))?,
        None if switch.kind() == "idp" => {}
        None => eprintln!("note: whether there is such an id was not looked for; --dir DIR does"),
    }
    let changed = database.rows(&switch.off())? > 0;
    let (kind, id) = (switch.kind(), switch.id());
    println!(
        "{kind} {id} {}",
        if changed { "is switched off" } else { "was switched off already" }
    );
    Ok(())
}

/// Switches it on again.
pub fn enable(given: &[&str]) -> Result<(), Failure> {
    let arguments = Arguments::read(given, &wrangler::OPTIONS, &wrangler::FLAGS)?;
    let switch = switch(&arguments)?;
    let changed = Wrangler::of(&arguments, "DB")?.rows(&switch.on())? > 0;
    let (kind, id) = (switch.kind(), switch.id());
    println!(
        "{kind} {id} {}",
        if changed { "is switched on again" } else { "was not switched off" }
    );
    Ok(())
}

fn switch(arguments: &Arguments<'_>) -> Result<Switch, Failure> {
    match arguments.words() {
        [kind, id] => Switch::of(kind, id).map_err(Failure::Usage),
        _ => Err(Failure::Usage("a kind and an id are needed".to_owned())),
    }
}

/// That the documents in `folder` know it. Keys and applications that describe themselves are in no document, and
/// secrets that a document names are only hashed by the Worker.
fn check_known(switch: &Switch, folder: &Path) -> Result<(), Failure> {
    let id = switch.id();
    if switch.kind() == "app" && (is_registered_id(id) || is_url(id)) {
        return Ok(());
    }
    let documents = folder::read(folder)?;
    let mode = Mode { development: true, issuer: LOCAL_ISSUER.to_owned() };
    let ids = |prefix| documents.keys().filter_map(move |key| key.strip_prefix(prefix));
    let known: Vec<String> = match switch.kind() {
        "app" => ids("app/").map(str::to_owned).collect(),
        "flow" => ids("flow/").map(str::to_owned).collect(),
        "secret" => {
            let apps = Checked::of(&documents, &mode).apps;
            apps.values().flat_map(|app| hashes(&app.client_secrets)).collect()
        }
        _ => return Ok(()),
    };
    if known.iter().any(|known| known == switch.id()) {
        return Ok(());
    }
    Err(Failure::Other(format!(
        "{} names no {} {}; it names: {}",
        folder.display(),
        switch.kind(),
        switch.id(),
        known.join(", ")
    )))
}

fn hashes(secrets: &[ClientSecret]) -> Vec<String> {
    let hash = |secret: &ClientSecret| match secret {
        ClientSecret::Sha256(hash) => Some(base64url::encode(hash)),
        ClientSecret::Named(_) | ClientSecret::Sealed(_) => None,
    };
    secrets.iter().filter_map(hash).collect()
}
