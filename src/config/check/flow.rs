//! A document `flow/{id}`.

use super::{
    branding, contrast, email_domains, ids, input, label, show_if, strings, terms, unique,
};
use crate::config::fault::At;
use crate::config::raw::flow::{
    AskOrLeave, ExistingAccounts as RawExistingAccounts, Flow as Raw, IdentityProvider, Page,
    SignUp,
};
use crate::config::read::read as read_raw;
use crate::config::{Fault, schemas};
use crate::encode::{hash, time};
use crate::flow::{
    AccountType, AttributePage, ExistingAccounts, Flow, IdentityProviders, Input, Tenant,
};

/// The flow as far as it can be read, and every fault.
pub fn read(id: &str, text: &str, tenant: &Tenant) -> (Flow, Vec<Fault>) {
    let (raw, faults) = read_raw::<Raw>(&format!("flow/{id}"), text, &schemas::FLOW);
    let at = &faults.root();
    ids::flow(id, at);
    check_attributes_once(&raw, at);
    let fields = show_if::fields(&raw);
    show_if::check_names(&fields, at);
    let flow = Flow {
        id: id.to_owned(),
        version: hash::sha256(text),
        display_name: label::required(raw.display_name, &at.field("displayName")),
        account_type: raw.account_type.unwrap_or(AccountType::Guest),
        identity_providers: identity_providers(raw.identity_providers, at),
        sign_up_open: raw.sign_up != Some(SignUp::Closed),
        email_domains: email_domains::check(raw.email_domains, &at.field("emailDomains")),
        pages: pages(raw.pages.unwrap_or_default(), tenant, &at.field("pages")),
        terms: terms::check(raw.terms.unwrap_or_default(), &at.field("terms")),
        existing_accounts: existing_accounts(raw.existing_accounts, &at.field("existingAccounts")),
        strings: strings::of_flow(raw.strings, &at.field("strings")),
        branding: branding::check(raw.branding, &at.field("branding")),
    };
    contrast::check(&flow.branding, &tenant.branding, at);
    show_if::check_answers(&fields, &flow.pages, at);
    (flow, faults.into_vec())
}

fn identity_providers(raw: Option<Vec<IdentityProvider>>, at: &At<'_>) -> IdentityProviders {
    if let Some(providers) = &raw {
        unique::list(providers, &at.field("identityProviders"));
    }
    IdentityProviders::new(raw.unwrap_or_default().into_iter().map(IdentityProvider::id))
}

fn existing_accounts(raw: Option<RawExistingAccounts>, at: &At<'_>) -> ExistingAccounts {
    match raw {
        None | Some(RawExistingAccounts::Plain(AskOrLeave::Ask)) => ExistingAccounts::Ask,
        Some(RawExistingAccounts::Plain(AskOrLeave::Leave)) => ExistingAccounts::Leave,
        Some(RawExistingAccounts::Skippable(skippable)) => {
            let day = skippable.skippable_until.unwrap_or_default();
            if !time::is_day(&day) {
                let at = &at.field("skippableUntil");
                at.fault("must be a day that exists, such as 2027-01-31");
            }
            ExistingAccounts::SkippableUntil(day)
        }
    }
}

fn check_attributes_once(raw: &Raw, at: &At<'_>) {
    let inputs = raw.pages.iter().flatten().enumerate().flat_map(|(page, raw)| {
        raw.inputs.iter().flatten().enumerate().map(move |(input, raw)| ((page, input), raw))
    });
    let (places, attributes): (Vec<_>, Vec<_>) =
        inputs.map(|(place, raw)| (place, raw.attribute.as_ref())).unzip();
    let place = |index: usize| {
        let (page, input) = places.get(index).copied().unwrap_or_default();
        at.field("pages").item(page).field("inputs").item(input).field("attribute")
    };
    unique::check(attributes, place);
}

fn pages(raw: Vec<Page>, tenant: &Tenant, at: &At<'_>) -> Vec<AttributePage> {
    raw.into_iter()
        .enumerate()
        .map(|(index, page)| check_page(page, tenant, &at.item(index)))
        .collect()
}

fn check_page(raw: Page, tenant: &Tenant, at: &At<'_>) -> AttributePage {
    if raw.inputs.as_ref().is_some_and(Vec::is_empty) {
        at.field("inputs").fault_of_whole("is empty; a page asks for at least one attribute");
    }
    let is_retired = |input: &Input| {
        tenant.attributes.get(&input.attribute).is_some_and(|attribute| attribute.retired)
    };
    AttributePage {
        title: label::optional(raw.title, &at.field("title")),
        description: label::linked(raw.description, &at.field("description")),
        inputs: raw
            .inputs
            .unwrap_or_default()
            .into_iter()
            .enumerate()
            .filter_map(|(index, raw)| input::check(raw, tenant, &at.field("inputs").item(index)))
            .filter(|input| !is_retired(input))
            .collect(),
    }
}
