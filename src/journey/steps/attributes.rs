//! A page of attributes and terms: all of a page for a new person, what is lacking for one with an account.

use super::answers::{self, Again, Read};
use super::country;
use crate::failure::Failure;
use crate::flow::{
    Asking, AttributePage, Input, InputType, Stage, new_person, page_answers, show_if,
};
use crate::http::{Form, Response};
use crate::journey::finish::{Brought, Ending, finish};
use crate::journey::walk::Walk;
use crate::pages::{self, Problems, attributes as page};
use crate::ports::Platform;
use crate::protocol::ConsentPolicy;
use crate::store::run_steps::{self, Answering};
use crate::store::runs::Found;

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
    let so_far = page_answers::so_far(asking, typed, walk.site.platform);
    let stands = |input: &&&Input| show_if::stands_on_page(&asking.inputs, input, &so_far);
    let inputs = asking.inputs.iter().filter(stands);
    let page = page::Attributes {
        form: pages::Form::of_step(&action, &token),
        page: walk.flow.pages.get(asking.page).unwrap_or(&nothing),
        place: asking.place,
        inputs: inputs.map(|input| (*input, label(input))).collect(),
        values: &answers::held(asking, typed),
        countries: countries.as_deref().unwrap_or_default(),
        terms: asking.terms.clone(),
        last: asking.last,
        may_skip: asking.may_skip,
        now: walk.site.now,
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
    let found = read_earlier(walk).await?;
    let earlier = found.as_ref().map(|found| found.run.answers.clone()).unwrap_or_default();
    let asking = new_person::page(&walk.flow, page, &earlier);
    let country = country::of_new_person(walk, &asking, form).await?;
    let Read { answers, terms } = match answers::read(walk, &asking, form, country.as_deref()) {
        Ok(read) => read,
        Err(Again { status, problems }) => {
            return Ok(render(walk, status, variant, &asking, Some(form), problems));
        }
    };
    let consent = walk.registered.application.consent != ConsentPolicy::Never
        || walk.transaction.request.prompt.consent;
    let mut all = earlier.clone();
    all.extend(answers.clone());
    let asks_on = new_person::next_page(&walk.flow, page + 1, &all).is_some();
    if !asks_on && !consent {
        let brought = Brought {
            answers,
            terms,
            found: found.as_ref(),
            page: Some(page),
            ..Brought::default()
        };
        return finish(walk, Ending::NewAccount, brought).await;
    }
    let after = new_person::answered_before(&walk.flow, page, &earlier);
    let reopens = found.is_some();
    keep(walk, Answering::NewPerson { page, after, reopens }, &Read { answers, terms }).await
}

/// The run, where what its pages ask rests on answers to other pages.
async fn read_earlier<P: Platform>(walk: &Walk<'_, P>) -> Result<Option<Found>, Failure> {
    Ok(if show_if::needs_other_pages(&walk.flow) { Some(walk.run().await?) } else { None })
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
    let country = country::of_account(&asking, form, walk.site.platform);
    let read = match answers::read(walk, &asking, form, country.as_deref()) {
        Ok(read) => read,
        Err(Again { status, problems }) => {
            return Ok(render(walk, status, account, &asking, Some(form), problems));
        }
    };
    let mut answered = found.run.clone();
    answered.answers.extend(read.answers.clone());
    answered.terms.extend(read.terms.clone());
    if !matches!(walk.stage(&answered, person, false), Stage::Finish) {
        return keep(walk, Answering::Account(account), &read).await;
    }
    let brought = Brought {
        answers: read.answers,
        terms: read.terms,
        found: Some(&found),
        expected_account: Some(account),
        ..Brought::default()
    };
    finish(walk, Ending::KnownAccount, brought).await
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
        let found = read_earlier(walk).await?;
        let earlier = found.map(|found| found.run.answers).unwrap_or_default();
        let asking = new_person::page(&walk.flow, page, &earlier);
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
    let asking = new_person::whole_page(&walk.flow, page);
    let (variant, empty) = (format!("new-{page}"), Form::default());
    let (typed, problems) = match answers::read(walk, &asking, &empty, None) {
        Err(again) if sent_empty => (Some(&empty), again.problems),
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
