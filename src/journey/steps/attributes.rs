//! A page of attributes and terms: all of a page for a new person, what is lacking for one with an account.

use super::answers::{self, Again, Read};
use super::at::At;
use super::country;
use super::go_on::{go_on, go_on_from};
use crate::failure::Failure;
use crate::flow::{
    Asking, AttributePage, Input, InputType, Stage, Step, new_person, page_answers, show_if,
};
use crate::http::{Form, Response};
use crate::journey::finish::{Brought, Ending, finish};
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::pages::{self, Problems, attributes as page};
use crate::ports::Platform;
use crate::protocol::ConsentPolicy;
use crate::store::run_steps::{self, Answering};
use crate::store::runs::Found;

/// Shows the page for where the run is, or the page again with what was typed, which is not judged.
///
/// # Errors
/// A page, when the run is over.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, at: At<'_>) -> Result<Response, Failure> {
    if let Some(form) = at.typed {
        return show_typed(walk, form, at.shown).await;
    }
    let found = at.found(walk)?;
    Ok(match walk.stage(&found.run, found.person.as_ref(), false) {
        Stage::Attributes(asking) => {
            let shown = match &found.run.account {
                None => Shown::NewPerson(Some(asking.page)),
                Some(account) => Shown::Account(account.clone()),
            };
            render(walk, 200, &shown, &asking, None, Problems::default())
        }
        stage => walk.go_to(&stage),
    })
}

fn render<P: Platform>(
    walk: &Walk<'_, P>,
    status: u16,
    shown: &Shown,
    asking: &Asking<'_>,
    typed: Option<&Form>,
    problems: Problems,
) -> Response {
    let form = walk.form(Step::Attributes, shown);
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
        form: pages::Form::of_step(&form),
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

/// The form.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(
    walk: &Walk<'_, P>,
    form: &Form,
    shown: &Shown,
) -> Result<Response, Failure> {
    walk.check_token(Step::Attributes, shown, form)?;
    match shown {
        Shown::NewPerson(Some(page)) => answer_as_new_person(walk, form, *page).await,
        _ => answer_with_account(walk, form, shown).await,
    }
}

async fn answer_as_new_person<P: Platform>(
    walk: &Walk<'_, P>,
    form: &Form,
    page: usize,
) -> Result<Response, Failure> {
    let found = read_earlier(walk).await?;
    let earlier = found.as_ref().map(|found| found.run.answers.clone()).unwrap_or_default();
    let asking = new_person::page(&walk.flow, page, &earlier);
    let country = country::of_new_person(walk, &asking, form).await?;
    let Read { answers, terms } = match answers::read(walk, &asking, form, country.as_deref()) {
        Ok(read) => read,
        Err(Again { status, problems }) => {
            let shown = Shown::NewPerson(Some(page));
            return Ok(render(walk, status, &shown, &asking, Some(form), problems));
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
    shown: &Shown,
) -> Result<Response, Failure> {
    let found = walk.run().await?;
    let person = found.person.as_ref();
    let asked = asked_of(walk, &found, shown);
    let Some((account, asking)) = shown.account().zip(asked) else {
        return go_on(walk, &found).await;
    };
    if asking.may_skip && form.first("action") == "skip" {
        walk.note("done", "skipped");
        let found = run_steps::skip(walk.site.platform, &walk.key(), account).await?;
        return go_on_from(walk, found).await;
    }
    let country = country::of_account(&asking, form, walk.site.platform);
    let read = match answers::read(walk, &asking, form, country.as_deref()) {
        Ok(read) => read,
        Err(Again { status, problems }) => {
            return Ok(render(walk, status, shown, &asking, Some(form), problems));
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
    shown: &Shown,
) -> Option<Asking<'w>> {
    if found.run.account.is_none() || found.run.account.as_deref() != shown.account() {
        return None;
    }
    match walk.stage(&found.run, found.person.as_ref(), false) {
        Stage::Attributes(asking) => Some(asking),
        _ => None,
    }
}

async fn show_typed<P: Platform>(
    walk: &Walk<'_, P>,
    form: &Form,
    shown: &Shown,
) -> Result<Response, Failure> {
    let none = Problems::default();
    if let Shown::NewPerson(Some(page)) = *shown {
        let found = read_earlier(walk).await?;
        let earlier = found.map(|found| found.run.answers).unwrap_or_default();
        let asking = new_person::page(&walk.flow, page, &earlier);
        return Ok(render(walk, 200, shown, &asking, Some(form), none));
    }
    let found = walk.run().await?;
    Ok(match asked_of(walk, &found, shown) {
        Some(asking) => render(walk, 200, shown, &asking, Some(form), none),
        None => Response::see_other(&walk.link(Step::Attributes)),
    })
}

/// A new person's page by number; `sent_empty` as it answers who sends it without an answer.
pub fn sample<P: Platform>(walk: &Walk<'_, P>, page: usize, sent_empty: bool) -> Response {
    let asking = new_person::whole_page(&walk.flow, page);
    let (shown, empty) = (Shown::NewPerson(Some(page)), Form::default());
    let (typed, problems) = match answers::read(walk, &asking, &empty, None) {
        Err(again) if sent_empty => (Some(&empty), again.problems),
        _ => (None, Problems::default()),
    };
    render(walk, 200, &shown, &asking, typed, problems)
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
        Some(found) => go_on(walk, &found).await,
        None => Err(walk.no_run(None)),
    }
}
