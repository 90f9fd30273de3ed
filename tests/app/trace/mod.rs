//! What the owner of a deployment and its auditors find in `audit`: each event that they must hear of is a row, once, with
//! the account that it concerns, and without anybody's address or network.

mod end;
mod grants;
mod guesses;
mod limits;
mod notice;
mod quiet;

use crate::browser::*;
use serde_json::{Map, Value, json};
use vestibule::encode::hash;

pub const ANN: &str = "ann@partner.example";
pub const HOUR: i64 = 3600;
pub const DAY: i64 = 24 * HOUR;

/// The suppliers' application with a secret that no sample has.
pub const OWN: App = App { secret: Some("a-secret-that-is-no-sample-0123456789"), ..SUPPLIERS };

/// The same deployment in production, where networks are counted.
pub fn in_production(deployment: &Deployment) -> Deployment {
    let mut document: Value = serde_json::from_str(&samples()["app/woodgrove-suppliers"]).unwrap();
    document["clientSecrets"] = json!([{"sha256": hash::sha256(OWN.secret.unwrap())}]);
    deployment.platform.kv.put("app/woodgrove-suppliers", &document.to_string());
    deployment.in_production()
}

/// The rows of an event, in the order of time.
pub fn rows(deployment: &Deployment, event: &str) -> Vec<Map<String, Value>> {
    deployment.sql(&format!("SELECT * FROM audit WHERE event = '{event}' ORDER BY at, id"))
}

/// The only row of an event.
#[track_caller]
pub fn one(deployment: &Deployment, event: &str) -> Map<String, Value> {
    let rows = rows(deployment, event);
    assert_eq!(rows.len(), 1, "{event}: {rows:?}");
    rows.into_iter().next().unwrap()
}

/// The account of this address.
pub fn account_of(deployment: &Deployment, email: &str) -> Value {
    let sql = format!("SELECT oid FROM accounts WHERE email = '{email}'");
    deployment.sql(&sql)[0]["oid"].clone()
}

/// What the rows of an event are about: kind and account.
pub fn kinds(deployment: &Deployment, event: &str) -> Vec<(String, Value)> {
    let kind = |row: &Map<String, Value>| {
        let detail: Value = serde_json::from_str(row["detail"].as_str().unwrap()).unwrap();
        assert_eq!(detail.as_object().unwrap().len(), 1, "{detail}");
        detail["kind"].as_str().unwrap().to_owned()
    };
    rows(deployment, event).iter().map(|row| (kind(row), row["account"].clone())).collect()
}

/// A sign-in with a password, from an address of the network where it says one.
pub fn sign_in(
    deployment: &Deployment,
    app: App,
    email: &str,
    password: &str,
    ip: Option<&str>,
) -> Landed {
    let mut browser = Browser::new(deployment);
    let page = browser.open(&app.authorize(&[])).page("sign-in");
    let fields = [("token", page.token.as_str()), ("email", email), ("password", password)];
    let mut request = post(&page.action, &fields);
    request.ip = ip.map(str::to_owned);
    let response = browser.send(request);
    browser.follow(response)
}

/// A wrong password.
pub fn guess(deployment: &Deployment, email: &str) -> u16 {
    sign_in(deployment, SUPPLIERS, email, "wrong", None).page("sign-in").status
}
