//! A page of attributes and terms: all of a page for a new person, what is lacking for one with an account.

use super::country;
use crate::endpoints::finish::{Brought, Ending, finish};
use crate::endpoints::walk::Walk;
use crate::failure::Failure;
use crate::flow::answer;
use crate::flow::{Asking, AttributePage, Input, InputType, Stage, needs_consent, new_person};
use crate::http::{Form, Response};
use crate::pages::{self, Problems, attributes as page, sentences};
use crate::ports::Platform;
use crate::protocol::ConsentPolicy;
use crate::store::run_steps::{self, Answering};
use crate::store::runs::Found;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The page for where the run is.
pub fn show<P: Platform>(walk: &Walk<'_, P>, found: &Found, asking: &Asking<'_>) -> Response {
    render(walk, 200, &variant(found, asking), asking, None, Problems::default())
}

fn render<P: Platform>(
    walk: &Walk<'_, P>,
    status: u16,
    variant: &str,
    asking: &Asking<'_>,
    typed: Option<&Form>,
    problems: Problems,
) -> Response {
    let action = walk.variant_link("attributes", variant);
    let token = walk.token("attributes", variant);
    let nothing = AttributePage::default();
    let words = &walk.view.words;
    let asks_country = asking.inputs.iter().any(|input| input.input_type == InputType::Country);
    let countries = asks_country
        .then(|| walk.site.isolate.regions.in_language(walk.site.platform, words.tag()));
    let definitions = &walk.registered.directory.tenant.attributes;
    let label = |input: &Input| page::label(words, input, definitions.get(&input.attribute));
    let page = page::Attributes {
        form: pages::Form::of_step(&action, &token),
        page: walk.flow.pages.get(asking.page).unwrap_or(&nothing),
        place: asking.place,
        inputs: asking.inputs.iter().map(|input| (*input, label(input))).collect(),
        values: &held(asking, typed),
        countries: countries.as_deref().unwrap_or_default(),
        terms: asking.terms.clone(),
        last: asking.last,
        may_skip: asking.may_skip,
        problems,
    };
    walk.view.page(status, page::page(&walk.view.frame(None), &page))
}

/// Which rendering of the page this is: a new person's page by number, or an account's.
fn variant(found: &Found, asking: &Asking<'_>) -> String {
    match &found.run.account {
        None => format!("new-{}", asking.page),
        Some(account) => account.clone(),
    }
}

/// The form.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(
    walk: &Walk<'_, P>,
    form: &Form,
    variant: &str,
) -> Result<Response, Failure> {
    walk.check_token("attributes", variant, form)?;
    match new_persons_page(variant) {
        Some(page) => answer_as_new_person(walk, form, variant, page).await,
        None => answer_with_account(walk, form, variant).await,
    }
}

async fn answer_as_new_person<P: Platform>(
    walk: &Walk<'_, P>,
    form: &Form,
    variant: &str,
    page: usize,
) -> Result<Response, Failure> {
    let asking = new_person::page(&walk.flow, page, &Map::new());
    let country = country::of_new_person(walk, &asking, form).await?;
    let read = match read(walk, &asking, form, country.as_deref()) {
        Ok(read) => read,
        Err(problems) => {
            return Ok(render(walk, 422, variant, &asking, Some(form), problems));
        }
    };
    let consent = walk.registered.application.consent != ConsentPolicy::Never
        || walk.transaction.request.prompt.consent;
    if asking.last && !consent {
        let Read { answers, terms } = read;
        let brought = Brought { answers, terms, page: Some(page), ..Brought::default() };
        return finish(walk, Ending::NewAccount, brought).await;
    }
    let after = new_person::answered_before(&walk.flow, page);
    keep(walk, Answering::NewPerson { page, after }, &read).await
}

async fn answer_with_account<P: Platform>(
    walk: &Walk<'_, P>,
    form: &Form,
    account: &str,
) -> Result<Response, Failure> {
    let found = walk.run().await?;
    let person = found.person.as_ref();
    let Some(asking) = asked_of(walk, &found, account) else {
        return super::go_on(walk, &found).await;
    };
    if asking.may_skip && form.first("action") == "skip" {
        walk.note("done", "skipped");
        let found = run_steps::skip(walk.site.platform, &walk.key(), account).await?;
        return super::go_on(walk, &found.ok_or_else(|| walk.no_run(None))?).await;
    }
    let country = country::of_account(walk, &found, &asking, form);
    let read = match read(walk, &asking, form, country.as_deref()) {
        Ok(read) => read,
        Err(problems) => {
            return Ok(render(walk, 422, account, &asking, Some(form), problems));
        }
    };
    if asking.last && !needs_consent(walk.situation(&found.run, person, false), person) {
        let Read { answers, terms } = read;
        let brought =
            Brought { answers, terms, expected_account: Some(account), ..Brought::default() };
        return finish(walk, Ending::KnownAccount, brought).await;
    }
    keep(walk, Answering::Account(account), &read).await
}

/// What the run asks of this account, if it is its account and asks anything.
fn asked_of<'w, P: Platform>(
    walk: &'w Walk<'_, P>,
    found: &'w Found,
    account: &str,
) -> Option<Asking<'w>> {
    if found.run.account.as_deref() != Some(account) {
        return None;
    }
    match walk.stage(&found.run, found.person.as_ref(), false) {
        Stage::Attributes(asking) => Some(asking),
        _ => None,
    }
}

/// The page with what was typed, which is not judged.
///
/// # Errors
/// A page, when the run is over.
pub async fn show_typed<P: Platform>(
    walk: &Walk<'_, P>,
    form: &Form,
    variant: &str,
) -> Result<Response, Failure> {
    walk.check_token("attributes", variant, form)?;
    let none = Problems::default();
    if let Some(page) = new_persons_page(variant) {
        let asking = new_person::page(&walk.flow, page, &Map::new());
        return Ok(render(walk, 200, variant, &asking, Some(form), none));
    }
    let found = walk.run().await?;
    Ok(match asked_of(walk, &found, variant) {
        Some(asking) => render(walk, 200, variant, &asking, Some(form), none),
        None => Response::see_other(&walk.link("attributes")),
    })
}

/// A new person's page by number; `sent_empty` as it answers who sends it without an answer.
pub fn sample<P: Platform>(walk: &Walk<'_, P>, page: usize, sent_empty: bool) -> Response {
    let asking = new_person::page(&walk.flow, page, &Map::new());
    let (variant, empty) = (format!("new-{page}"), Form::default());
    let (typed, problems) = match read(walk, &asking, &empty, None) {
        Err(problems) if sent_empty => (Some(&empty), problems),
        _ => (None, Problems::default()),
    };
    render(walk, 200, &variant, &asking, typed, problems)
}

/// The account that a variant is of; none for a new person's.
pub fn account_of(variant: &str) -> Option<&str> {
    new_persons_page(variant).is_none().then_some(variant)
}

/// The number of the page that a new person's variant is of.
fn new_persons_page(variant: &str) -> Option<usize> {
    variant.strip_prefix("new-")?.parse().ok()
}

async fn keep<P: Platform>(
    walk: &Walk<'_, P>,
    answering: Answering<'_>,
    read: &Read,
) -> Result<Response, Failure> {
    let platform = walk.site.platform;
    match run_steps::keep_answers(platform, &walk.key(), answering, &read.answers, &read.terms)
        .await?
    {
        Some(found) => super::go_on(walk, &found).await,
        None => Err(walk.no_run(None)),
    }
}

/// What was typed, as values; null takes an earlier answer back.
struct Read {
    answers: Map<String, Value>,
    terms: Map<String, Value>,
}

/// Reads the fields that are asked, and no others; every fault at once.
fn read<P: Platform>(
    walk: &Walk<'_, P>,
    asking: &Asking<'_>,
    form: &Form,
    country: Option<&str>,
) -> Result<Read, Problems> {
    let words = &walk.view.words;
    let mut read = Read { answers: Map::new(), terms: Map::new() };
    let mut problems = Problems::default();
    for input in asking.editable() {
        match answer::read(input, &form.all(&input.attribute), country, walk.site.platform) {
            Ok(Some(value)) => drop(read.answers.insert(input.attribute.clone(), value)),
            // What was answered before and is empty now is taken back.
            Ok(None) => drop(read.answers.insert(input.attribute.clone(), Value::Null)),
            Err(fault) => {
                problems
                    .fields
                    .push((input.attribute.clone(), sentences::answer(words, input, &fault)));
            }
        }
    }
    for terms in &asking.terms {
        let name = format!("terms-{}", terms.id);
        if form.first(&name) == terms.version {
            read.terms.insert(terms.id.clone(), Value::String(terms.version.clone()));
        } else if terms.required {
            problems.fields.push((name, words.text("terms.required").to_owned()));
        } else {
            read.terms.insert(terms.id.clone(), Value::Null);
        }
    }
    if problems.fields.is_empty() { Ok(read) } else { Err(problems) }
}

/// What each field shows: all that was typed, so that nothing is lost on an error; in the others what they hold.
fn held(asking: &Asking<'_>, typed: Option<&Form>) -> BTreeMap<String, Vec<String>> {
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in typed.into_iter().flat_map(|form| &form.0) {
        values.entry(name.clone()).or_default().push(value.clone());
    }
    for input in asking.inputs.iter().filter(|input| typed.is_none() || !input.is_editable()) {
        let held = asking.values.get(&input.attribute).map(shown).unwrap_or_default();
        values.insert(input.attribute.clone(), held);
    }
    values
}

/// A kept value as the field shows it.
fn shown(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(shown).collect(),
        Value::String(text) => vec![text.clone()],
        Value::Null => Vec::new(),
        other => vec![other.to_string()],
    }
}
