//! A script to begin with: every page of a flow, answered with samples, and what comes of it.

use super::answer;
use super::browser::{Browser, Landed};
use super::faults::Faults;
use super::page::Page;
use super::report::Ending;
use super::sample;
use super::script::{Expected, Intent, Script, Step, Visit};
use super::tokens;
use super::visit::{begin, mailed_code};
use super::world::World;
use crate::native::Cookies;
use std::collections::BTreeMap;

/// No flow has more pages than this.
const MOST_PAGES: usize = 30;

/// What differs from one time to the next.
const PASSING: [&str; 11] = [
    "iss",
    "sub",
    "oid",
    "iat",
    "exp",
    "auth_time",
    "nonce",
    "at_hash",
    "sid",
    "jti",
    "updated_at",
];

/// What a script says of an account.
const LASTING: [&str; 4] = ["userType", "email", "attributes", "terms"];

/// A script that passes: somebody signs up, and signs in again in another browser.
///
/// # Errors
/// When the world itself fails.
pub fn skeleton(world: &World) -> Result<Script, String> {
    world.begin(None);
    let mut cookies = Cookies::new();
    let mut visits = vec![explore(world, &mut cookies, Intent::SignUp)?];
    let signed_up = visits
        .iter()
        .any(|visit| visit.expect.as_ref().is_some_and(|expected| expected.account.is_some()));
    if signed_up {
        cookies.clear();
        let again = explore(world, &mut cookies, Intent::SignIn)?;
        visits.push(Visit { new_browser: true, expect: None, ..again });
    }
    let application = Some(world.application.client_id.clone());
    Ok(Script { schema: None, application, day: None, visits })
}

fn explore(world: &World, cookies: &mut Cookies, intent: Intent) -> Result<Visit, String> {
    let language = Some("en".to_owned());
    let mut visit = Visit { intent, language, ..Visit::default() };
    let mut faults = Faults { pointer: String::new(), found: Vec::new() };
    let mut browser = Browser { world, cookies };
    let mut landed = begin(&mut browser, &visit, &mut faults)?;
    let mut answered = None;
    loop {
        let page = match landed {
            Landed::Application(form) => {
                visit.expect = Some(lasting(&tokens::get(world, &form)?));
                return Ok(visit);
            }
            Landed::Page(page) => page,
        };
        let again = page.action.is_some() && page.action == answered;
        let Some(action) = page.action.clone().filter(|_| !again && visit.steps.len() < MOST_PAGES)
        else {
            let page = Some(page.page);
            visit.expect = Some(Expected { page, ..Expected::default() });
            return Ok(visit);
        };
        let step = answered_by_samples(&page, world);
        let form = answer::fill(&page, &step, &mailed_code(world), "", &mut faults);
        landed = browser.submit(&action, &form)?;
        answered = Some(action);
        visit.steps.push(step);
    }
}

fn answered_by_samples(page: &Page, world: &World) -> Step {
    let open = page.fields.iter().filter(|field| !field.read_only);
    let fields: BTreeMap<_, _> = open
        .map(|field| (field.name.clone(), sample::answer(field, &world.flow, world.now())))
        .collect();
    Step { page: page.page.clone(), fields, ..Step::default() }
}

/// What of an ending is the same each time.
fn lasting(ending: &Ending) -> Expected {
    let mut expected = Expected {
        error: ending.error.clone(),
        account: ending.account.clone(),
        id_token: ending.id_token.clone(),
        ..Expected::default()
    };
    if let Some(account) = &mut expected.account {
        account.retain(|name, _| LASTING.contains(&name.as_str()));
    }
    if let Some(claims) = &mut expected.id_token {
        claims.retain(|name, _| !PASSING.contains(&name.as_str()));
    }
    expected
}
