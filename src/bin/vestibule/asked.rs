//! Whom an edit of a flow or an application will ask something: what `flow::requirements` will find lacking, told
//! beforehand.

use std::collections::BTreeMap;
use vestibule::flow::{ExistingAccounts, Flow, IdentityProviders, Input, settled};
use vestibule::protocol::{Application, ConsentPolicy};

/// What an edit of a flow means to people, a sentence each.
pub fn of_flow(was: &Flow, is: &Flow) -> Vec<String> {
    let mut said = existing_accounts(was, is);
    said.extend(new_people(was, is));
    said.extend(ways(&was.identity_providers, &is.identity_providers));
    said
}

/// What an edit of an application means to people, a sentence each.
pub fn of_application(was: &Application, is: &Application) -> Vec<String> {
    let mut said = Vec::new();
    for id in is.flows.iter().filter(|id| !was.flows.contains(id)) {
        said.push(format!(
            "who comes by flow/{id} and never completed it is asked all that it asks"
        ));
    }
    for id in was.flows.iter().filter(|id| !is.flows.contains(id)) {
        said.push(format!("nobody comes in by flow/{id} any more, and its refresh tokens end"));
    }
    let asks = match (was.consent, is.consent) {
        (ConsentPolicy::Never, ConsentPolicy::Once) => Some("once"),
        (ConsentPolicy::Never | ConsentPolicy::Once, ConsentPolicy::Always) => Some("each time"),
        _ => None,
    };
    said.extend(
        asks.map(|when| format!("everyone is asked to agree at their next sign-in, {when}")),
    );
    said
}

/// What people who completed the flow before are asked at their next sign-in.
fn existing_accounts(was: &Flow, is: &Flow) -> Vec<String> {
    let when = match &is.existing_accounts {
        ExistingAccounts::Ask => "at their next sign-in".to_owned(),
        ExistingAccounts::SkippableUntil(day) => {
            format!("at their next sign-in, and may put it off before {day}")
        }
        ExistingAccounts::Leave => String::new(),
    };
    let left_alone = is.existing_accounts == ExistingAccounts::Leave;
    let mut said: Vec<String> = demands(was, is)
        .into_iter()
        .map(|(what, whom)| {
            if left_alone {
                format!("{what}: nobody who completed the flow before is asked (existingAccounts: leave)")
            } else {
                format!("{what}: people who completed the flow before{whom} are asked {when}")
            }
        })
        .collect();
    match (&was.existing_accounts, &is.existing_accounts) {
        (before, after) if before == after => {}
        (_, ExistingAccounts::Leave) => {
            said.push("people who completed the flow before are asked nothing any more".to_owned());
        }
        (ExistingAccounts::Leave, _) => said.push(format!(
            "people who completed the flow before are asked for all that it requires and they lack, {when}"
        )),
        (_, _) => said.push(format!("what people with an account lack they are asked for {when}")),
    }
    said
}

/// What the flow requires that it did not require so, and of whom.
fn demands(was: &Flow, is: &Flow) -> Vec<(String, &'static str)> {
    let before = inputs(was);
    let mut demands = Vec::new();
    for (id, input) in inputs(is).into_iter().filter(|(_, input)| input.is_demanded()) {
        match before.get(id).filter(|before| before.is_demanded()) {
            None => {
                let what = format!("`{id}` is newly required{}", as_decided(input));
                demands.push((what, " and have no fitting value"));
            }
            Some(before) => {
                let tightened = tightened(before, input);
                if !tightened.is_empty() {
                    let what = format!("`{id}` is judged anew ({})", tightened.join(", "));
                    demands.push((what, " and whose value does not fit any more"));
                }
            }
        }
    }
    for terms in is.terms.iter().filter(|terms| terms.required) {
        let same = |old: &&vestibule::flow::Terms| {
            old.id == terms.id && old.version == terms.version && old.required
        };
        if was.terms.iter().find(same).is_none() {
            let what = format!("terms `{}`, version {}", terms.id, terms.version);
            demands.push((what, " and have not agreed to this version"));
        }
    }
    demands
}

/// The rules of a field by which a value that was fitting may not be so any more.
fn tightened(was: &Input, is: &Input) -> Vec<&'static str> {
    let source = |input: &Input| input.pattern.as_ref().map(|pattern| pattern.source.clone());
    let rules = [
        ("showIf", was.show_if.is_some() && was.show_if != is.show_if),
        ("another data type", was.data_type != is.data_type),
        ("another input type", was.input_type != is.input_type && is.options.is_empty()),
        ("pattern", source(is).is_some() && source(was) != source(is)),
        ("minLength", is.min_length.unwrap_or(0) > was.min_length.unwrap_or(0)),
        ("maxLength", is.max_length < was.max_length),
        ("minimum", is.minimum.is_some_and(|new| was.minimum.is_none_or(|old| new > old))),
        ("maximum", is.maximum.is_some_and(|new| was.maximum.is_none_or(|old| new < old))),
    ];
    rules.into_iter().filter(|(_, is)| *is).map(|(rule, _)| rule).collect()
}

/// What becomes of people who are new to the flow.
fn new_people(was: &Flow, is: &Flow) -> Vec<String> {
    let (before, after) = (inputs(was), inputs(is));
    let mut said = Vec::new();
    let asks = |inputs: &BTreeMap<&str, &Input>, id: &str| {
        inputs.get(id).is_some_and(|input| input.is_editable())
    };
    for (id, input) in after.iter().filter(|(id, _)| asks(&after, id) && !asks(&before, id)) {
        let how = if input.required { "must answer" } else { "may answer" };
        let when = as_decided(input);
        said.push(format!("new sign-ups see `{id}`, which they {how}{when}"));
    }
    for id in before.keys().filter(|id| asks(&before, id) && !asks(&after, id)) {
        said.push(format!("nobody is asked for `{id}` any more; accounts keep what they have"));
    }
    for (id, removed) in
        after.iter().filter_map(|(id, is)| Some((id, removed(before.get(id)?, is))))
    {
        if !removed.is_empty() {
            let options = removed.join(", ");
            said.push(format!(
                "nobody can choose {options} for `{id}` any more; who chose it keeps it"
            ));
        }
    }
    let (gave, gives) = (settled::given_anywhere(was), settled::given_anywhere(is));
    for (id, value) in gives.iter().filter(|(id, value)| gave.get(*id) != Some(value)) {
        said.push(format!("new accounts get `{id}`: {value}"));
    }
    for id in gave.keys().filter(|id| !gives.contains_key(*id)) {
        said.push(format!("new accounts get no `{id}` of the flow's own any more"));
    }
    match (was.sign_up_open, is.sign_up_open) {
        (true, false) => said.push("nobody can sign up any more".to_owned()),
        (false, true) => said.push("people can sign up".to_owned()),
        _ => {}
    }
    let domains =
        |flow: &Flow| (flow.email_domains.allowed.clone(), flow.email_domains.denied.clone());
    if domains(was) != domains(is) {
        said.push(
            "other addresses may sign up than before; who completed the flow stays".to_owned(),
        );
    }
    if was.account_type != is.account_type {
        let name = is.account_type.name();
        said.push(format!("new accounts are of type {name}; existing ones stay what they are"));
    }
    said
}

/// The values of a field that it offers no more.
fn removed<'a>(was: &'a Input, is: &Input) -> Vec<&'a str> {
    let offered = |value: &str| is.options.iter().any(|option| option.value == value);
    was.options.iter().map(|option| option.value.as_str()).filter(|value| !offered(value)).collect()
}

/// Who must come in another way.
fn ways(was: &IdentityProviders, is: &IdentityProviders) -> Vec<String> {
    let mut said = Vec::new();
    if was.has_password() && !is.has_password() {
        said.push(
            "who came in with a password must come in with a mailed code; sessions begun so are asked again"
                .to_owned(),
        );
    }
    if was.has_mailed_code() && !is.has_mailed_code() {
        said.push(
            "who came in with a mailed code must come in with a password, chosen by *Forgot your password?* \
             if they have none; sessions begun so are asked again"
                .to_owned(),
        );
    }
    said
}

/// That another field decides whether this one is asked.
fn as_decided(input: &Input) -> String {
    let decides = input.show_if.as_ref().map(|condition| &condition.attribute);
    decides.map(|id| format!(", as `{id}` decides")).unwrap_or_default()
}

fn inputs(flow: &Flow) -> BTreeMap<&str, &Input> {
    let inputs = flow.pages.iter().flat_map(|page| &page.inputs);
    inputs.map(|input| (input.attribute.as_str(), input)).collect()
}
