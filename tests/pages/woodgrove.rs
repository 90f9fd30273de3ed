//! The sample tenant's own flows, as the Worker shows them: where they are entered, and all that they ask.

use super::sample_tenant::woodgrove;
use vestibule::config::Variables;
use vestibule::native::{Deployment, NativePlatform, get};

const ISSUER: &str = "https://localhost:8787";

/// Flow, application, and the pages.
const SHOWN: [(&str, &str, &[&str]); 3] = [
    ("supplier", "woodgrove-suppliers", &["sign-in", "attributes-1", "attributes-1-wrong"]),
    ("customer", "woodgrove-shop", &["sign-in-wrong", "sign-up", "attributes-1"]),
    (
        "reseller",
        "demo-resellers",
        &["sign-up", "attributes-1", "attributes-1-wrong", "attributes-2", "attributes-2-wrong"],
    ),
];

/// The pages in a language: name and markup.
pub fn pages(language: &str) -> Vec<(String, String)> {
    let of_flow = |(flow, app, pages): &(&str, &str, &[&str])| -> Vec<(String, String)> {
        let sheet = format!("/golden/{}", sheet_of(flow));
        let shown = |page: &&str| {
            let query = format!("app={app}&language={language}");
            let markup = answer(&format!("/run-user-flow/preview/{flow}/{page}?{query}"));
            (format!("woodgrove.{flow}.{page}"), with_sheet(&markup, &sheet))
        };
        pages.iter().map(shown).collect()
    };
    SHOWN.iter().flat_map(of_flow).collect()
}

/// The style sheets of the flows: name and text.
pub fn sheets() -> impl Iterator<Item = (String, String)> {
    SHOWN.iter().map(|(flow, app, _)| {
        (sheet_of(flow), answer(&format!("/branding.css?client_id={app}&flow={flow}")))
    })
}

fn sheet_of(flow: &str) -> String {
    format!("woodgrove.{flow}.css")
}

/// `markup` with its flow's style sheet at another address.
fn with_sheet(markup: &str, address: &str) -> String {
    let (before, rest) = markup.split_once("\"/branding.css?").unwrap();
    let (_, after) = rest.split_once('"').unwrap();
    format!("{before}\"{address}\"{after}")
}

/// What a new deployment of the sample tenant answers.
fn answer(path: &str) -> String {
    let variables = Variables {
        issuer: Some(ISSUER.into()),
        environment: Some("development".into()),
        master_key: Some("k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY".into()),
    };
    let deployment = Deployment::new(NativePlatform::new().unwrap(), &variables);
    deployment.platform.clock.set(1_795_305_600);
    woodgrove(&deployment.platform);
    // With the first answer the isolate looks at the images.
    deployment.send(get(ISSUER, path));
    deployment.platform.randomness.seed(1);
    let response = deployment.send(get(ISSUER, path));
    assert_eq!(response.status, 200, "{path}: {}", response.body);
    response.body
}
