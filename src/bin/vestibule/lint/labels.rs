//! Labels that lack the language which people see who ask for none that is shipped.

use super::found::Found;
use crate::checked::Checked;
use vestibule::branding::Branding;
use vestibule::flow::Tenant;
use vestibule::protocol::Label;

/// Every label of the documents.
pub fn check(tenant: &Tenant, checked: &Checked, found: &mut Found) {
    let language = tenant.default_language.tag();
    for (document, pointer, label) in labels(tenant, checked) {
        if !label.0.contains_key("") && !label.0.contains_key(language) {
            let sentence = format!("has no text in `{language}`, the tenant's default language");
            found.add(&document, &pointer, sentence);
        }
    }
}

type Labels<'a> = Vec<(String, String, &'a Label)>;

/// Each label with its document and pointer.
fn labels<'a>(tenant: &'a Tenant, checked: &'a Checked) -> Labels<'a> {
    let mut labels = vec![("tenant".to_owned(), "/displayName".to_owned(), &tenant.display_name)];
    for attribute in tenant.attributes.values() {
        let pointer = format!("/attributes/{}/displayName", attribute.id);
        labels.extend(
            attribute
                .display_name
                .iter()
                .map(|label| ("tenant".to_owned(), pointer.clone(), label)),
        );
    }
    labels.extend(of_branding("tenant", &tenant.branding));
    for app in checked.apps.values() {
        labels.extend(of_branding(&format!("app/{}", app.client_id), &app.branding));
        labels.push((
            format!("app/{}", app.client_id),
            "/displayName".to_owned(),
            &app.display_name,
        ));
    }
    for flow in checked.flows.values() {
        let document = format!("flow/{}", flow.id);
        labels.extend(of_branding(&document, &flow.branding));
        let mut add = |pointer: String, label: Option<&'a Label>| {
            labels.extend(label.map(|label| (document.clone(), pointer, label)));
        };
        add("/displayName".to_owned(), Some(&flow.display_name));
        add("/emailDomains/message".to_owned(), flow.email_domains.message.as_ref());
        for (index, terms) in flow.terms.iter().enumerate() {
            add(format!("/terms/{index}/label"), Some(&terms.label));
        }
        for (page, content) in flow.pages.iter().enumerate() {
            let pointer = format!("/pages/{page}");
            add(format!("{pointer}/title"), content.title.as_ref());
            add(format!("{pointer}/description"), content.description.as_ref());
            for (index, input) in content.inputs.iter().enumerate() {
                let pointer = format!("{pointer}/inputs/{index}");
                let message = input.pattern.as_ref().and_then(|pattern| pattern.message.as_ref());
                add(format!("{pointer}/label"), input.label.as_ref());
                add(format!("{pointer}/help"), input.help.as_ref());
                add(format!("{pointer}/placeholder"), input.placeholder.as_ref());
                add(format!("{pointer}/patternMessage"), message);
                for (place, option) in input.options.iter().enumerate() {
                    add(format!("{pointer}/options/{place}/label"), Some(&option.label));
                }
            }
        }
    }
    labels
}

fn of_branding<'a>(document: &str, branding: &'a Branding) -> Labels<'a> {
    let mut labels = Vec::new();
    let mut add = |pointer: String, label: Option<&'a Label>| {
        labels.extend(label.map(|label| (document.to_owned(), pointer, label)));
    };
    for (name, band) in [("header", &branding.header), ("footer", &branding.footer)] {
        let pointer = format!("/branding/{name}");
        let Some(band) = band else { continue };
        add(format!("{pointer}/text"), band.text.as_ref());
        for (index, link) in band.links.iter().enumerate() {
            add(format!("{pointer}/links/{index}/label"), Some(&link.label));
        }
    }
    add("/branding/signInText".to_owned(), branding.sign_in_text.as_ref());
    add("/branding/usernameHint".to_owned(), branding.username_hint.as_ref());
    labels
}
