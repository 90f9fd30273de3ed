//! How the deployment is: whether KV and D1 answer, and what is wrong with documents. Nothing secret is here.

use super::site::Site;
use super::view::View;
use super::{home, image};
use crate::config::Fault;
use crate::failure::Failure;
use crate::http::Response;
use crate::keyring::schedule::{self, Use};
use crate::pages::faults::{self, Faults};
use crate::pages::problem::Kind;
use crate::ports::Platform;
use crate::store::keys;
use serde_json::{Value, json};

/// Answers GET: 200, or 503 when nobody can sign in. In development a browser gets the faults as a page.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Response {
    let database = keys::read(site.platform).await;
    let directory = site.directory().await;
    let (configuration, kv) = configuration(site, &directory);
    let mut faults = known_faults(site);
    faults.extend(image::faults(site).await);
    let accepts = site.request.headers.get("accept").unwrap_or_default();
    if site.settings.development && !faults.is_empty() && accepts.contains("text/html") {
        return page(site, faults);
    }
    let keys = database.as_deref().unwrap_or_default();
    let used = keys.iter().map(|key| (key, schedule::usage(keys, key, site.now)));
    let used = used.filter(|(_, usage)| usage.is_published());
    let lost: Vec<&str> = used
        .clone()
        .filter(|(key, usage)| {
            *usage <= Use::Next && !site.settings.master_keys.opens(&key.master_key)
        })
        .map(|(key, _)| key.kid.as_str())
        .collect();
    let keys = used.map(|(key, usage)| {
        json!({"kid": key.kid, "alg": key.algorithm.name(), "use": usage.name(), "age": site.now - key.created_at})
    });
    let up = database.is_ok() && directory.is_ok();
    let well = faults.is_empty() && lost.is_empty() && kv == "ok";
    let faults = faults.iter().map(|fault| {
        json!({"document": fault.document, "pointer": fault.pointer, "sentence": fault.sentence})
    });
    let mut body = json!({
        "status": if up && well { "ok" } else if up { "degraded" } else { "down" },
        "version": env!("CARGO_PKG_VERSION"),
        "database": if database.is_ok() { "ok" } else { "down" },
        "kv": kv,
        "configuration": configuration,
        "faults": faults.collect::<Vec<Value>>(),
        "keys": keys.collect::<Vec<Value>>(),
        "keysLost": lost,
    });
    if configuration == "not-configured"
        && let Some(fields) = body.as_object_mut()
    {
        fields.insert("next".to_owned(), json!(home::commands(site.settings.development)));
    }
    Response::json(if up { 200 } else { 503 }, &body)
}

/// The state of the configuration, and of KV.
fn configuration<P: Platform, T>(
    site: &Site<P>,
    directory: &Result<T, Failure>,
) -> (&'static str, &'static str) {
    match directory {
        Ok(_) if site.isolate.directory.kv_failed() || site.isolate.applications.kv_failed() => {
            ("ok", "stale")
        }
        Ok(_) => ("ok", "ok"),
        Err(Failure::Person(person)) if person.kind == Kind::NotConfigured => {
            (if person.details.is_empty() { "not-configured" } else { "faulty" }, "ok")
        }
        Err(_) => ("unreadable", "down"),
    }
}

fn known_faults<P: Platform>(site: &Site<P>) -> Vec<Fault> {
    let mut known = site.isolate.directory.faults();
    for fault in site.isolate.applications.faults() {
        if !known.contains(&fault) {
            known.push(fault);
        }
    }
    known
}

fn page<P: Platform>(site: &Site<P>, known: Vec<Fault>) -> Response {
    let view = View::bare(site);
    let faults = known.into_iter().map(|Fault { document, pointer, sentence }| faults::Fault {
        document,
        pointer,
        sentence,
    });
    let values = Faults { faults: faults.collect() };
    view.page(200, faults::page(&view.frame(None), &values))
}
