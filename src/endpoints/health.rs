//! How the deployment is: whether KV and D1 answer, and what is wrong with documents. Nothing secret is here.

use super::home;
use super::site::Site;
use crate::failure::Failure;
use crate::http::Response;
use crate::pages::problem::Kind;
use crate::ports::Platform;
use crate::store::keys;
use serde_json::{Value, json};

/// Answers GET: 200, or 503 when nobody can sign in.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Response {
    let database = keys::read(site.platform).await;
    let directory = site.directory().await;
    let lost: Vec<&str> = match &database {
        Ok(keys) => keys
            .iter()
            .filter(|key| key.current && !site.settings.master_keys.opens(&key.master_key))
            .map(|key| key.kid.as_str())
            .collect(),
        Err(_) => Vec::new(),
    };
    let mut faults: Vec<Value> = Vec::new();
    let known =
        site.isolate.directory.faults().into_iter().chain(site.isolate.applications.faults());
    for fault in known {
        let fault = json!({"document": fault.document, "pointer": fault.pointer, "sentence": fault.sentence});
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    let (configuration, kv) = match &directory {
        Ok(_) if site.isolate.directory.kv_failed() || site.isolate.applications.kv_failed() => {
            ("ok", "stale")
        }
        Ok(_) => ("ok", "ok"),
        Err(Failure::Person(person)) if person.kind == Kind::NotConfigured => {
            (if faults.is_empty() { "not-configured" } else { "faulty" }, "ok")
        }
        Err(_) => ("unreadable", "down"),
    };
    let up = database.is_ok() && directory.is_ok();
    let mut body = json!({
        "status": if up && faults.is_empty() && lost.is_empty() && kv == "ok" { "ok" } else if up { "degraded" } else { "down" },
        "version": env!("CARGO_PKG_VERSION"),
        "database": if database.is_ok() { "ok" } else { "down" },
        "kv": kv,
        "configuration": configuration,
        "faults": faults,
        "keysLost": lost,
    });
    if configuration == "not-configured"
        && let Some(fields) = body.as_object_mut()
    {
        fields.insert("next".to_owned(), json!(home::commands(site.settings.development)));
    }
    Response::json(if up { 200 } else { 503 }, &body)
}
