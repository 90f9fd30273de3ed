//! The sample tenant's own flows, every page of each, as the Worker shows them: what they ask, and how they look.

use super::sample_tenant::woodgrove;
use vestibule::config::Variables;
use vestibule::native::{Deployment, Markup, NativePlatform, get};

const ISSUER: &str = "https://localhost:8787";

/// Flow and application.
const SHOWN: [(&str, &str); 3] = [
    ("supplier", "woodgrove-suppliers"),
    ("customer", "woodgrove-shop"),
    ("reseller", "demo-resellers"),
];

/// The pages in a language: name and markup.
pub fn pages(language: &str) -> Vec<(String, String)> {
    let of_flow = |(flow, app): &(&str, &str)| -> Vec<(String, String)> {
        let (preview, query) =
            (format!("/run-user-flow/preview/{flow}"), format!("app={app}&language={language}"));
        let list = Markup::read(&answer(&format!("{preview}?{query}")));
        let options = list.inside(list.with_id("page").unwrap()).iter();
        let names = options.filter_map(|option| option.attribute("value"));
        let shown = |page: &str| {
            let markup = answer(&format!("{preview}/{page}?{query}"));
            let sheet = format!("/golden/{}", sheet_of(flow));
            (format!("woodgrove.{flow}.{page}"), with_sheet(&markup, &sheet))
        };
        names.filter(|name| !name.is_empty()).map(shown).collect()
    };
    SHOWN.iter().flat_map(of_flow).collect()
}

/// The style sheets of the flows: name and text.
pub fn sheets() -> impl Iterator<Item = (String, String)> {
    SHOWN.iter().map(|(flow, app)| {
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
        ..Variables::default()
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
