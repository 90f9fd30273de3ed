//! `vestibule new tenant`.

use crate::arguments::Arguments;
use crate::check::LOCAL_ISSUER;
use crate::failure::Failure;
use crate::{new, random};
use serde::Serialize;
use vestibule::config::{Mode, check_tenant};
use vestibule::encode::uuid;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    id: String,
    display_name: &'a str,
    default_language: &'a str,
    attributes: serde_json::Map<String, serde_json::Value>,
    administrators: [&'a str; 0],
    mail: Mail<'a>,
}

#[derive(Serialize)]
struct Mail<'a> {
    from: &'a str,
}

/// Writes the tenant's document.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let arguments = Arguments::read(given, &["name", "mail-from", "dir"], &[])?;
    arguments.no_word()?;
    let (Some(display_name), Some(from)) = (arguments.one("name")?, arguments.one("mail-from")?)
    else {
        return Err(Failure::Usage("--name and --mail-from are needed".to_owned()));
    };
    let text = new::text(&Document {
        id: uuid::v4(random::bytes()?),
        display_name,
        default_language: "en",
        attributes: serde_json::Map::new(),
        administrators: [],
        mail: Mail { from },
    })?;
    let mode = Mode { development: false, issuer: LOCAL_ISSUER.to_owned() };
    check_tenant(&text, &mode).map_err(|faults| new::refuse(&faults))?;
    new::write(&new::folder(&arguments)?, "tenant", &text)
}
