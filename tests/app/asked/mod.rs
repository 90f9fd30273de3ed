//! What flows ask for, with documents of the tests' own.

mod days;
mod given;
mod input_types;
mod show_if;
mod show_if_pages;
mod token_only;

use crate::browser::*;
use crate::people::*;
use serde_json::{Map, Value, json};

/// Whoever signs up.
const KIM: &str = "kim@home.example";

/// The sample with custom attributes of every type, all of which reach the shop's ID tokens, and `pages` for customers.
fn asking(pages: &Value) -> Deployment {
    let deployment = Deployment::new();
    let custom = json!({
        "note": {"dataType": "string", "displayName": "Note"},
        "kind": {"dataType": "string", "displayName": "Kind"},
        "seats": {"dataType": "integer", "displayName": "Seats"},
        "letters": {"dataType": "boolean", "displayName": "Letters"},
        "interests": {"dataType": "stringCollection", "displayName": "Interests"},
        "contact": {"dataType": "string", "displayName": "Contact"},
        "businessName": {"dataType": "string", "displayName": "Business name"},
        "businessRegistrationCode": {"dataType": "string", "displayName": "Code"},
        "since": {"dataType": "date", "displayName": "Since"},
    });
    change(&deployment, "tenant", "/attributes", custom);
    let claims = [
        "note",
        "kind",
        "seats",
        "letters",
        "interests",
        "contact",
        "businessName",
        "since",
        "givenName",
        "surname",
        "nickname",
        "displayName",
        "jobTitle",
        "streetAddress",
        "city",
        "state",
        "postalCode",
        "country",
        "phoneNumber",
        "middleName",
        "profile",
        "picture",
        "website",
        "gender",
        "birthdate",
        "zoneinfo",
        "locale",
    ]
    .map(|id| json!({"source": id, "name": format!("x_{id}"), "tokens": ["id", "userinfo"]}));
    change(&deployment, "app/woodgrove-shop", "/claims", json!(claims));
    change(&deployment, "flow/customer", "/pages", pages.clone());
    deployment
}

/// Sets the value at `pointer` of a sample document.
fn change(deployment: &Deployment, key: &str, pointer: &str, value: Value) {
    let mut document: Value = serde_json::from_str(&samples()[key]).unwrap();
    let (parent, field) = pointer.rsplit_once('/').unwrap();
    document.pointer_mut(parent).unwrap()[field] = value;
    deployment.platform.kv.put(key, &document.to_string());
}

/// Signs up as far as the first page that asks.
fn begin(deployment: &Deployment) -> (Browser, Landed) {
    let mut browser = Browser::new(deployment);
    let page = prove_new_address(&mut browser, SHOP, KIM);
    let landed = browser.submit(&page, &[("action", "no_password")]);
    (browser, landed)
}

/// What the shop's ID token says of attributes.
fn told(deployment: &Deployment, landed: Landed) -> Map<String, Value> {
    let tokens = json(&deployment.send(SHOP.redeem(&landed.code())));
    attribute_claims(&claims(token(&tokens, "id_token")))
}

fn attribute_claims(claims: &Value) -> Map<String, Value> {
    let claims = claims.as_object().unwrap();
    let own = |name: &str| name.strip_prefix("x_").map(str::to_owned);
    claims.iter().filter_map(|(name, value)| Some((own(name)?, value.clone()))).collect()
}

/// What the accounts hold.
fn kept(deployment: &Deployment) -> Map<String, Value> {
    let rows = deployment.sql("SELECT name, value FROM attributes");
    let value = |row: &Value| serde_json::from_str(row.as_str().unwrap()).unwrap();
    rows.iter().map(|row| (row["name"].as_str().unwrap().into(), value(&row["value"]))).collect()
}

/// Whether the page has a field of that name.
fn has_field(page: &Page, name: &str) -> bool {
    page.html.contains(&format!(" name=\"{name}\""))
}
