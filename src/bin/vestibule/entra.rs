//! What Graph's user flows say, in our documents: `authenticationEventsFlow` (external tenants),
//! `b2xIdentityUserFlow` (workforce tenants) and `identityUserFlowAttribute`. Every property is accounted for in a
//! `Ledger`.

use crate::entra_input::{self, Asked};
use crate::ledger::Ledger;
use serde_json::{Map, Value, json};

/// What was read so far.
#[derive(Default)]
pub struct Imported {
    /// Flows: id and document.
    pub flows: Vec<(String, Value)>,
    /// Custom attributes by id.
    pub attributes: Map<String, Value>,
    /// What somebody has to know.
    pub notes: Vec<String>,
}

/// Whether the object at `at` defines an attribute.
pub fn is_attribute(root: &Value, at: &str) -> bool {
    root.pointer(at).is_some_and(|object| object.get("userFlowAttributeType").is_some())
}

/// Reads the object at `at`; whether its kind is known.
pub fn read(ledger: &Ledger<'_>, at: &str, into: &mut Imported) -> bool {
    let has = |name: &str| ledger.peek(&format!("{at}/{name}")).is_some();
    if has("onInteractiveAuthFlowStart") || has("onAuthenticationMethodLoadStart") {
        external(ledger, at, into);
    } else if has("userFlowType") {
        workforce(ledger, at, into);
    } else if has("userFlowAttributeType") && has("dataType") {
        define(ledger, at, into);
    } else {
        return false;
    }
    true
}

fn external(ledger: &Ledger<'_>, at: &str, into: &mut Imported) {
    let name = ledger.text(&format!("{at}/displayName"), "the flow's id and displayName");
    let name = name.unwrap_or("imported");
    for attribute in ledger.items(&format!("{at}/onAttributeCollection/attributes")) {
        define(ledger, &attribute, into);
    }
    let start = format!("{at}/onInteractiveAuthFlowStart/isSignUpAllowed");
    let open = ledger.flag(&start, "signUp").unwrap_or(false);
    let kind = ledger.text(&format!("{at}/onUserCreateStart/userTypeToCreate"), "accountType");
    let providers = format!("{at}/onAuthenticationMethodLoadStart/identityProviders");
    let page = format!("{at}/onAttributeCollection/attributeCollectionPage");
    let (mut pages, mut terms) = (Vec::new(), Vec::new());
    for view in ledger.items(&format!("{page}/views")) {
        let mut inputs = Vec::new();
        for input in ledger.items(&format!("{view}/inputs")) {
            match entra_input::external(ledger, &input, &mut into.attributes) {
                Some(Asked::Input(input)) => inputs.push(input),
                Some(Asked::Terms(text)) => terms.push(text),
                None => {}
            }
        }
        let mut entry = Map::new();
        for field in ["title", "description"] {
            let text = ledger.text(&format!("{view}/{field}"), "the page's own");
            entry.extend(text.map(|text| (field.to_owned(), json!(text))));
        }
        entry.insert("inputs".to_owned(), json!(inputs));
        if !inputs.is_empty() {
            pages.push(Value::Object(entry));
        }
    }
    let flow = json!({
        "displayName": name,
        "accountType": if kind == Some("guest") { "guest" } else { "member" },
        "identityProviders": or_codes(identity_providers(ledger, &providers), name, into),
        "signUp": if open { "open" } else { "closed" },
        "pages": pages,
        "terms": terms,
    });
    into.flows.push((slug(name), flow));
    ledger.drop(&format!("{at}/id"), "a flow is known by its document's key");
    ledger.drop(&format!("{at}/priority"), "the first of an application's `flows` is its default");
    let conditions = format!("{at}/conditions/applications");
    let why = "an application's document names its `flows`; add this one there";
    for application in ledger.items(&format!("{conditions}/includeApplications")) {
        ledger.drop(&application, why);
    }
    if ledger.peek(&format!("{conditions}/includeAllApplications")) == Some(&json!(false)) {
        ledger.keep(&format!("{conditions}/includeAllApplications"), "as every flow");
    }
    ledger.drop(&format!("{conditions}/includeAllApplications"), why);
    for event in ["onAttributeCollectionStart", "onAttributeCollectionSubmit"] {
        ledger.drop(&format!("{at}/{event}"), "calls to your own API are not available");
    }
}

fn workforce(ledger: &Ledger<'_>, at: &str, into: &mut Imported) {
    let id = ledger.text(&format!("{at}/id"), "the flow's id and displayName");
    let name = id.unwrap_or("imported").trim_start_matches("B2X_1_");
    let kind = format!("{at}/userFlowType");
    if ledger.peek(&kind) == Some(&json!("signUpOrSignIn")) {
        ledger.keep(&kind, "signUp");
    }
    let assignments = ledger.items(&format!("{at}/userAttributeAssignments"));
    for assignment in &assignments {
        let attribute = format!("{assignment}/userAttribute");
        if ledger.peek(&attribute).is_some() {
            define(ledger, &attribute, into);
        }
    }
    let (mut inputs, mut terms) = (Vec::new(), Vec::new());
    for assignment in &assignments {
        match entra_input::workforce(ledger, assignment, &mut into.attributes) {
            Some(Asked::Input(input)) => inputs.push(input),
            Some(Asked::Terms(text)) => terms.push(text),
            None => {}
        }
    }
    let mut providers = identity_providers(ledger, &format!("{at}/identityProviders"));
    for more in identity_providers(ledger, &format!("{at}/userFlowIdentityProviders")) {
        if !providers.contains(&more) {
            providers.push(more);
        }
    }
    let pages = if inputs.is_empty() { json!([]) } else { json!([{ "inputs": inputs }]) };
    let flow = json!({
        "displayName": name,
        "accountType": "guest",
        "identityProviders": or_codes(providers, name, into),
        "signUp": "open",
        "pages": pages,
        "terms": terms,
    });
    into.flows.push((slug(name), flow));
    ledger.drop(&format!("{at}/userFlowTypeVersion"), "there is one version");
    ledger.drop(
        &format!("{at}/apiConnectorConfiguration"),
        "calls to your own API are not available",
    );
    ledger.drop(&format!("{at}/languages"), "pages are in every language that is shipped");
}

/// A custom attribute; a built-in one needs no definition.
fn define(ledger: &Ledger<'_>, at: &str, into: &mut Imported) {
    let field = |name: &str| format!("{at}/{name}");
    let Some(id) = ledger.peek(&field("id")).and_then(Value::as_str) else { return };
    if ledger.peek(&field("userFlowAttributeType")) == Some(&json!("builtIn")) {
        ledger.keep(at, "built in");
        return;
    }
    let id = entra_input::attribute_id(id);
    let target = format!("tenant /attributes/{id}");
    ledger.keep(&field("id"), &target);
    ledger.keep(&field("userFlowAttributeType"), &target);
    let data_type = match ledger.text(&field("dataType"), &target) {
        Some("boolean") => "boolean",
        Some("int64" | "int") => "integer",
        Some("stringCollection") => "stringCollection",
        Some("dateTime") => "date",
        _ => "string",
    };
    let name = ledger.text(&field("displayName"), &target).unwrap_or(&id);
    let mut attribute = Map::from_iter([
        ("dataType".to_owned(), json!(data_type)),
        ("displayName".to_owned(), json!(name)),
    ]);
    if let Some(text) = ledger.text(&field("description"), &target).filter(|text| !text.is_empty())
    {
        attribute.insert("description".to_owned(), json!(text));
    }
    into.attributes.insert(id, Value::Object(attribute));
}

/// The providers that we have too; the others are named.
fn identity_providers(ledger: &Ledger<'_>, at: &str) -> Vec<&'static str> {
    let mut ours = Vec::new();
    for provider in ledger.items(at) {
        let known = match ledger.peek(&format!("{provider}/id")).and_then(Value::as_str) {
            Some("EmailPassword-OAUTH") => "emailPassword",
            Some("EmailOtpSignup-OAUTH") => "emailOneTimePasscode",
            _ => {
                ledger.drop(&provider, "this identity provider is not yet available");
                continue;
            }
        };
        ledger.keep(&provider, "identityProviders");
        ours.push(known);
    }
    ours
}

/// A flow needs a way in: mailed codes, if there is none that we have.
fn or_codes(providers: Vec<&'static str>, name: &str, into: &mut Imported) -> Vec<&'static str> {
    if !providers.is_empty() {
        return providers;
    }
    into.notes.push(format!(
        "{name} had no identity provider that is available; it has emailOneTimePasscode"
    ));
    vec!["emailOneTimePasscode"]
}

/// A document's id made of a name.
fn slug(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let id = words.join("-");
    if id.is_empty() { "imported".to_owned() } else { id.chars().take(64).collect() }
}
