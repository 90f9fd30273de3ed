//! Documents that nobody should get past the check: each with the fault that names it.

use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A document with a fault.
pub struct Bad {
    /// What is wrong with it.
    pub what: &'static str,
    /// Its key.
    pub key: &'static str,
    /// Its text.
    pub text: String,
    /// Where the fault is.
    pub pointer: &'static str,
    /// What its sentence says.
    pub words: &'static str,
}

const FLOW: &str = "flow/supplier";
const APP: &str = "app/woodgrove-suppliers";

/// All of them, made of the `sample`'s documents.
pub fn all(sample: &BTreeMap<String, String>) -> Vec<Bad> {
    let mut all = texts(sample);
    all.extend(long_lists(sample));
    all.extend(values(sample));
    all.extend(applications(sample));
    all.extend(first_party(sample));
    all
}

/// Texts that are no document, or too much of one.
fn texts(sample: &BTreeMap<String, String>) -> Vec<Bad> {
    let flow = &sample[FLOW];
    let many = list(|n| format!("\"field{n}\": {n}"), 5000);
    let bad = |what, text: String, pointer, words| Bad { what, key: FLOW, text, pointer, words };
    vec![
        bad("a megabyte", format!("{flow}{}", " ".repeat(1 << 20)), "", "allowed: up to 524288"),
        bad("deep nesting", "[".repeat(100_000), "", "nests more than 127"),
        bad(
            "deep nesting of what is not looked into",
            flow.replacen(
                '{',
                &format!("{{\"x\": {}1{},", "{\"y\":".repeat(400), "}".repeat(400)),
                1,
            ),
            "",
            "nests more than 127",
        ),
        bad("nothing", String::new(), "", "is not JSON: EOF while parsing"),
        bad("null", "null".to_owned(), "", "expected an object, found null"),
        bad("half of it", flow[..flow.len() / 2].to_owned(), "", "is not JSON: EOF while parsing"),
        bad(
            "comments",
            flow.replacen('{', "{\n  // ours\n", 1),
            "",
            "at line 2 column 3; JSON has no comments",
        ),
        bad(
            "another comment",
            format!("# ours\n{flow}"),
            "",
            "at line 1 column 1; JSON has no comments",
        ),
        bad("not UTF-8", flow.replace("Supplier", "Suppli\u{fffd}r"), "", "is not UTF-8"),
        bad(
            "a key twice",
            flow.replace("\"signUp\"", "\"accountType\": \"member\", \"signUp\""),
            "/accountType",
            "stands in its object twice",
        ),
        bad(
            "a number that no computer holds",
            flow.replace("\"open\"", "1e999"),
            "",
            "number out of range",
        ),
        bad(
            "very many faults",
            flow.replacen('{', &format!("{{{many},"), 1),
            "",
            "has more faults than the 100 that are told",
        ),
        bad(
            "a prototype",
            flow.replacen('{', "{\"__proto__\": {\"signUp\": \"closed\"},", 1),
            "/__proto__",
            "unknown field",
        ),
    ]
}

fn list(item: impl Fn(usize) -> String, count: usize) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(",")
}

/// Lists that would take long to judge if each item were compared with each other one.
fn long_lists(sample: &BTreeMap<String, String>) -> Vec<Bad> {
    let redirects = |items: String| {
        sample[APP].replace("\"redirectUris\": [", &format!("\"redirectUris\": [{items},"))
    };
    let unknown = list(|n| format!("\"signIn.t{n}\": \"x\""), 20_000);
    let faults = "has more faults than the 100 that are told";
    let bad = |what, key, text, words| Bad { what, key, text, pointer: "", words };
    vec![
        bad("very many unknown words", "strings/en", format!("{{{unknown}}}"), faults),
        bad(
            "very many numbers for redirects",
            APP,
            redirects(list(|n| format!("{n},\"x:{n}\""), 20_000)),
            faults,
        ),
        bad("very many redirects", APP, redirects(list(|n| format!("\"x:{n}\""), 30_000)), faults),
    ]
}

/// The sample's document with another value at `place`.
fn with(sample: &BTreeMap<String, String>, key: &str, place: &str, value: Value) -> String {
    let mut document: Value = serde_json::from_str(&sample[key]).unwrap();
    let (parent, name) = place.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
        object => object[name] = value,
    }
    document.to_string()
}

/// Documents in which one value is bad.
#[expect(clippy::too_many_lines, reason = "a table")]
fn values(sample: &BTreeMap<String, String>) -> Vec<Bad> {
    let bad = |what, key, place: &'static str, value, words| Bad {
        what,
        key,
        text: with(sample, key, place, value),
        pointer: place,
        words,
    };
    vec![
        bad(
            "a pattern that is too much",
            FLOW,
            "/pages/0/inputs/2/pattern",
            json!("(a{1000}){1000}"),
            "it repeats so much that it would be slow",
        ),
        bad(
            "a pattern in a deep nest",
            FLOW,
            "/pages/0/inputs/2/pattern",
            json!(format!("{}a{}", "(".repeat(200), ")".repeat(200))),
            "is not a pattern of regex-lite",
        ),
        bad(
            "a link that runs",
            FLOW,
            "/terms/0/label/en",
            json!("[x](javascript:alert(1))"),
            "[text](https://…)",
        ),
        bad(
            "a link to data",
            FLOW,
            "/terms/0/label/en",
            json!("[x](data:text/html,x)"),
            "[text](https://…)",
        ),
        bad(
            "an unknown attribute",
            FLOW,
            "/pages/0/inputs/2/attribute",
            json!("shoeSize"),
            "`shoeSize`",
        ),
        bad(
            "no identity provider",
            FLOW,
            "/identityProviders",
            json!([]),
            "is empty; at least one is needed",
        ),
        bad("markup", FLOW, "/pages/0/title/en", json!("<b>You</b>"), "holds markup"),
        bad("a wrong type", FLOW, "/pages", json!({"0": {}}), "expected an array, found an object"),
        bad(
            "a length below nothing",
            FLOW,
            "/pages/0/inputs/2/maxLength",
            json!(-1),
            "is -1; allowed: 0 to 4294967295",
        ),
        bad(
            "a length that is no length",
            FLOW,
            "/pages/0/inputs/2/maxLength",
            json!(1e30),
            "expected a whole number",
        ),
        bad(
            "a length past the attribute's",
            FLOW,
            "/pages/0/inputs/2/maxLength",
            json!(4_294_967_295_u32),
            "the attribute's own limit",
        ),
        bad(
            "one value twice",
            "flow/customer",
            "/pages/0/inputs/4/options/1/value",
            json!("cooking"),
            "stands here twice",
        ),
    ]
}

/// Applications in which one value is bad.
fn applications(sample: &BTreeMap<String, String>) -> Vec<Bad> {
    let bad = |what, key, place: &'static str, value, words| Bad {
        what,
        key,
        text: with(sample, key, place, value),
        pointer: place,
        words,
    };
    vec![
        bad(
            "a redirect in the clear",
            APP,
            "/redirectUris/0",
            json!("http://suppliers.example/callback"),
            "https, or http on localhost",
        ),
        bad(
            "a redirect that runs",
            APP,
            "/redirectUris/0",
            json!("javascript:alert(1)"),
            "https, or http on localhost",
        ),
        bad("a home that runs", APP, "/homeUri", json!("javascript:alert(1)"), "is not allowed"),
        bad(
            "a flow that is not there",
            APP,
            "/flows/0",
            json!("suplier"),
            "there is no document flow/suplier",
        ),
    ]
}

/// Documents that take the id of an application of the platform, a flow attached to it.
fn first_party(sample: &BTreeMap<String, String>) -> Vec<Bad> {
    ["app/account", "app/admin", "app/run-user-flow"]
        .map(|key| Bad {
            what: "an id of the platform's",
            key,
            text: sample[APP].clone(),
            pointer: "",
            words: "the platform's own application",
        })
        .into()
}
