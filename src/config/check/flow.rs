//! A document `flow/{id}`.

use super::{
    branding, contrast, email_domains, ids, input, label, show_if, strings, terms, unique,
};
use crate::config::fault::Faults;
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
    let (raw, mut faults) = read_raw::<Raw>(&format!("flow/{id}"), text, &schemas::FLOW);
    ids::flow(id, &mut faults);
    check_attributes_once(&raw, &mut faults);
    let fields = show_if::fields(&raw);
    show_if::check_names(&fields, &mut faults);
    let flow = Flow {
        id: id.to_owned(),
        version: hash::sha256(text),
        display_name: label::required(raw.display_name, "/displayName", &mut faults),
        account_type: raw.account_type.unwrap_or(AccountType::Guest),
        identity_providers: identity_providers(raw.identity_providers, &mut faults),
        sign_up_open: raw.sign_up != Some(SignUp::Closed),
        email_domains: email_domains::check(raw.email_domains, &mut faults),
        pages: pages(raw.pages.unwrap_or_default(), tenant, &mut faults),
        terms: terms::check(raw.terms.unwrap_or_default(), &mut faults),
        existing_accounts: existing_accounts(raw.existing_accounts, &mut faults),
        strings: strings::of_flow(raw.strings, &mut faults),
        branding: branding::check(raw.branding, &mut faults),
    };
    contrast::check(&flow.branding, &tenant.branding, &mut faults);
    show_if::check_answers(&fields, &flow.pages, &mut faults);
    (flow, faults.into_vec())
}

fn identity_providers(
    raw: Option<Vec<IdentityProvider>>,
    faults: &mut Faults,
) -> IdentityProviders {
    if let Some(providers) = &raw {
        unique::list(providers, "/identityProviders", faults);
    }
    IdentityProviders::new(raw.unwrap_or_default().into_iter().map(IdentityProvider::id))
}

fn existing_accounts(raw: Option<RawExistingAccounts>, faults: &mut Faults) -> ExistingAccounts {
    match raw {
        None | Some(RawExistingAccounts::Plain(AskOrLeave::Ask)) => ExistingAccounts::Ask,
        Some(RawExistingAccounts::Plain(AskOrLeave::Leave)) => ExistingAccounts::Leave,
        Some(RawExistingAccounts::Skippable(skippable)) => {
            let day = skippable.skippable_until.unwrap_or_default();
            if !time::is_day(&day) {
                let pointer = "/existingAccounts/skippableUntil";
                faults.add(pointer, "must be a day that exists, such as 2027-01-31");
            }
            ExistingAccounts::SkippableUntil(day)
        }
    }
}

fn check_attributes_once(raw: &Raw, faults: &mut Faults) {
    let inputs = raw.pages.iter().flatten().enumerate().flat_map(|(page, raw)| {
        raw.inputs.iter().flatten().enumerate().map(move |(input, raw)| (page, input, raw))
    });
    let (places, attributes): (Vec<_>, Vec<_>) =
        inputs.map(|(page, input, raw)| ((page, input), raw.attribute.as_ref())).unzip();
    let pointer = |index: usize| {
        let (page, input) = places.get(index).copied().unwrap_or_default();
        format!("/pages/{page}/inputs/{input}/attribute")
    };
    unique::check(attributes, pointer, faults);
}

fn pages(raw: Vec<Page>, tenant: &Tenant, faults: &mut Faults) -> Vec<AttributePage> {
    raw.into_iter()
        .enumerate()
        .map(|(index, page)| check_page(page, &format!("/pages/{index}"), tenant, faults))
        .collect()
}

fn check_page(raw: Page, pointer: &str, tenant: &Tenant, faults: &mut Faults) -> AttributePage {
    if raw.inputs.as_ref().is_some_and(Vec::is_empty) {
        faults.add_to_whole(
            format!("{pointer}/inputs"),
            "is empty; a page asks for at least one attribute",
        );
    }
    let is_retired = |input: &Input| {
        tenant.attributes.get(&input.attribute).is_some_and(|attribute| attribute.retired)
    };
    AttributePage {
        title: label::optional(raw.title, &format!("{pointer}/title"), faults),
        description: label::linked(raw.description, &format!("{pointer}/description"), faults),
        inputs: raw
            .inputs
            .unwrap_or_default()
            .into_iter()
            .enumerate()
            .filter_map(|(index, raw)| {
                input::check(raw, &format!("{pointer}/inputs/{index}"), tenant, faults)
            })
            .filter(|input| !is_retired(input))
            .collect(),
    }
}
