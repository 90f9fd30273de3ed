//! `vestibule new app`.

use crate::arguments::Arguments;
use crate::check::LOCAL_ISSUER;
use crate::failure::Failure;
use crate::{clock, new, random};
use serde::Serialize;
use std::fs;
use std::path::Path;
use vestibule::config::{Mode, check_application};
use vestibule::encode::{base64url, hash, time};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    display_name: &'a str,
    #[serde(rename = "type")]
    application_type: &'a str,
    #[serde(flatten)]
    people: Option<People<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    apis: Vec<Api<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    client_secrets: Vec<Secret>,
}

/// How people come to it and leave it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct People<'a> {
    redirect_uris: Vec<&'a str>,
    post_logout_redirect_uris: [String; 1],
    home_uri: String,
    flows: Vec<String>,
    pkce: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Api<'a> {
    id: &'a str,
    application_scopes: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Secret {
    sha256: String,
    created_at: String,
}

/// Writes an application's document, and prints the secret of a confidential one, which is kept nowhere.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let options = ["type", "redirect", "flow", "home", "api", "name", "dir"];
    let arguments = Arguments::read(given, &options, &["development"])?;
    let id = arguments.word("the application's id")?;
    let application_type = arguments.choice("type", &["web", "spa", "native", "daemon"])?;
    let folder = new::folder(&arguments)?;
    let (people, apis) = if application_type == "daemon" {
        (None, apis(&arguments)?)
    } else {
        (Some(people(&arguments, &folder)?), Vec::new())
    };
    let secret = base64url::encode(&random::bytes::<32>()?);
    let confidential = matches!(application_type, "web" | "daemon");
    let text = new::text(&Document {
        display_name: arguments.one("name")?.unwrap_or(id),
        application_type,
        people,
        apis,
        client_secrets: confidential
            .then(|| Secret { sha256: hash::sha256(&secret), created_at: time::day(clock::now()) })
            .into_iter()
            .collect(),
    })?;
    let mode = Mode { development: arguments.flag("development"), issuer: LOCAL_ISSUER.to_owned() };
    check_application(id, &text, &mode).map_err(|faults| new::refuse(&faults))?;
    new::write(&folder, &format!("app/{id}"), &text)?;
    if confidential {
        println!("the application's secret, shown this once (the document holds its hash):");
        println!("  {secret}");
    }
    Ok(())
}

fn people<'a>(arguments: &Arguments<'a>, folder: &Path) -> Result<People<'a>, Failure> {
    refuse(arguments, &["api"], "only a daemon is given its APIs here")?;
    let redirect_uris = arguments.all("redirect");
    let Some(first) = redirect_uris.first() else {
        return Err(Failure::Usage("--redirect is needed: where codes are sent".to_owned()));
    };
    let home_uri = arguments.one("home")?.map_or_else(|| root_of(first), str::to_owned);
    Ok(People {
        flows: flows(arguments, folder)?,
        post_logout_redirect_uris: [home_uri.clone()],
        home_uri,
        redirect_uris,
        pkce: "required",
    })
}

/// What `--api ID:SCOPE,SCOPE` names.
fn apis<'a>(arguments: &Arguments<'a>) -> Result<Vec<Api<'a>>, Failure> {
    refuse(arguments, &["redirect", "flow", "home"], "nobody signs in to a daemon")?;
    let api = |given: &'a str| {
        let (id, scopes) = given.split_once(':')?;
        Some(Api { id, application_scopes: scopes.split(',').collect() })
    };
    let apis: Option<Vec<_>> = arguments.all("api").into_iter().map(api).collect();
    apis.filter(|apis| !apis.is_empty()).ok_or_else(|| {
        Failure::Usage(
            "--api ID:SCOPE[,SCOPE …] is needed: the APIs that it calls, and as what".to_owned(),
        )
    })
}

fn refuse(arguments: &Arguments<'_>, options: &[&str], because: &str) -> Result<(), Failure> {
    match options.iter().find(|option| !arguments.all(option).is_empty()) {
        Some(option) => Err(Failure::Usage(format!("--{option} has no place here: {because}"))),
        None => Ok(()),
    }
}

/// The flows that `--flow` names, or the folder's only one.
fn flows(arguments: &Arguments<'_>, folder: &Path) -> Result<Vec<String>, Failure> {
    let known: Vec<String> = fs::read_dir(folder.join("flow"))
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            entry.ok()?.file_name().to_str()?.strip_suffix(".json").map(str::to_owned)
        })
        .collect();
    let named = arguments.all("flow");
    for id in named.iter().filter(|id| !known.iter().any(|known| known == *id)) {
        eprintln!("note: flow/{id} is not in {}; the application needs it in KV", folder.display());
    }
    match (named.as_slice(), known.as_slice()) {
        ([], [_]) => Ok(known),
        ([], []) => Err(Failure::Usage(
            "--flow is needed: there is no flow yet; `vestibule new flow` makes one".to_owned(),
        )),
        ([], _) => Err(Failure::Usage(format!("--flow is needed: {}", known.join(", ")))),
        (named, _) => Ok(named.iter().map(|id| (*id).to_owned()).collect()),
    }
}

/// The root of `uri`: its scheme and host, or its own scheme alone.
fn root_of(uri: &str) -> String {
    if let Some((scheme, rest)) = uri.split_once("://") {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        return format!("{scheme}://{authority}/");
    }
    if uri.starts_with("{issuer}") {
        return "{issuer}/".to_owned();
    }
    uri.split_once(':').map_or_else(|| uri.to_owned(), |(scheme, _)| format!("{scheme}:/"))
}
