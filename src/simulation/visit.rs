//! One visit: from the application through the pages that the script answers, and back.

use super::answer::{self, those};
use super::browser::{Browser, Landed};
use super::faults::Faults;
use super::page::Page;
use super::report::{Ending, Mail, Seen, VisitReport};
use super::script::{Intent, Step, Visit};
use super::world::World;
use super::{expectation, tokens};
use crate::native::Cookies;

/// Seconds of a day.
const DAY: i64 = 24 * 3600;

/// Makes the visit; what does not go as it says is in `faults`.
///
/// # Errors
/// When the deployment itself fails.
pub fn make(
    world: &World,
    cookies: &mut Cookies,
    visit: &Visit,
    faults: &mut Faults,
) -> Result<VisitReport, String> {
    if visit.new_browser {
        cookies.clear();
    }
    world.advance(i64::from(visit.days_later) * DAY);
    let mut browser = Browser { world, cookies };
    let mut report = VisitReport::default();
    let mut landed = begin(&mut browser, visit, faults)?;
    for (at, step) in visit.steps.iter().enumerate() {
        let pointer = format!("/steps/{at}");
        let page = match landed {
            Landed::Page(page) => page,
            Landed::Application(_) => {
                faults.add(&pointer, "the person is back at the application already");
                break;
            }
        };
        let before = world.mail().len();
        let next = take(&mut browser, &page, step, &pointer, faults)?;
        let mails = new_mail(world, before);
        report.pages.push(Seen { page: (*page).clone(), answers: step.fields.clone(), mails });
        landed = next.unwrap_or(Landed::Page(page));
        if !faults.found.is_empty() {
            return Ok(report);
        }
    }
    report.ending = end(world, visit, landed, &mut report.pages, faults)?;
    Ok(report)
}

/// Opens the first page; who comes for a new password follows the link to it.
pub fn begin(
    browser: &mut Browser<'_>,
    visit: &Visit,
    faults: &mut Faults,
) -> Result<Landed, String> {
    let first = browser.open(&browser.world.authorize(&visit.parameters()))?;
    match (&first, visit.intent) {
        (Landed::Page(page), Intent::Reset) => {
            let found = follow(browser, page, "reset", "/intent", faults)?;
            Ok(found.unwrap_or(first))
        }
        _ => Ok(first),
    }
}

/// Does what `step` says on `page`; none where it can't be done.
fn take(
    browser: &mut Browser<'_>,
    page: &Page,
    step: &Step,
    pointer: &str,
    faults: &mut Faults,
) -> Result<Option<Landed>, String> {
    if step.page != page.page {
        let sentence = format!("expected {}, found {}", step.page, told(page));
        faults.add(&format!("{pointer}/page"), sentence);
        return Ok(None);
    }
    if let Some(shown) = &step.expect {
        expectation::of_page(page, shown, &format!("{pointer}/expect"), faults);
    }
    if let Some(link) = &step.link {
        return follow(browser, page, link, &format!("{pointer}/link"), faults);
    }
    let form = answer::fill(page, step, &mailed_code(browser.world), pointer, faults);
    match &page.action {
        _ if !faults.found.is_empty() => Ok(None),
        Some(action) => browser.submit(action, &form).map(Some),
        None => {
            faults.add(pointer, format!("the page {} has no form", page.page));
            Ok(None)
        }
    }
}

fn follow(
    browser: &mut Browser<'_>,
    page: &Page,
    to: &str,
    pointer: &str,
    faults: &mut Faults,
) -> Result<Option<Landed>, String> {
    if let Some(address) = page.link(to) {
        return browser.open(address).map(Some);
    }
    let links: Vec<_> = page.links.iter().map(String::as_str).collect();
    faults.add(pointer, format!("the page {} has no link to {to}; {}", page.page, those(&links)));
    Ok(None)
}

/// How the visit ended, compared with what the script expects.
fn end(
    world: &World,
    visit: &Visit,
    landed: Landed,
    pages: &mut Vec<Seen>,
    faults: &mut Faults,
) -> Result<Ending, String> {
    let expected = visit.expect.clone().unwrap_or_default();
    let ending = match landed {
        Landed::Page(page) => {
            if expected.page.is_none() {
                let names: Vec<_> = page.fields.iter().map(|field| field.name.as_str()).collect();
                let sentence = format!(
                    "nothing answers {}; its fields: {}. Add a step, or expect this page",
                    told(&page),
                    those(&names)
                );
                faults.add("/steps", sentence);
            }
            let ending = Ending { page: Some(page.page.clone()), ..Ending::default() };
            pages.push(Seen { page: *page, ..Seen::default() });
            ending
        }
        Landed::Application(form) => tokens::get(world, &form)?,
    };
    if faults.found.is_empty() {
        expectation::of_ending(&ending, &expected, faults);
    }
    Ok(ending)
}

/// A page by its name, and what is wrong with it.
pub fn told(page: &Page) -> String {
    let title = format!("the page {} ({})", page.page, page.title);
    let errors = page.errors();
    let wrong: Vec<_> =
        errors.iter().map(|(field, sentence)| format!("{field}: {sentence}")).collect();
    match (&page.problem, wrong.as_slice()) {
        (None, []) => title,
        (Some(problem), []) => format!("{title}, which says: {problem}"),
        (_, wrong) => format!("{title}, which says: {}", wrong.join(" ")),
    }
}

/// The mail that was sent since there were `before`, oldest first.
fn new_mail(world: &World, before: usize) -> Vec<Mail> {
    let mail = world.mail();
    let new = mail.len().saturating_sub(before);
    let shown =
        |sent: crate::ports::SentMail| Mail { to: sent.to, subject: sent.subject, text: sent.text };
    let mut new: Vec<Mail> = mail.into_iter().take(new).map(shown).collect();
    new.reverse();
    new
}

/// The code that was mailed last: eight digits in front.
pub fn mailed_code(world: &World) -> String {
    let is_code = |word: &&str| word.len() == 8 && word.bytes().all(|byte| byte.is_ascii_digit());
    let mail = world.mail();
    let mut codes = mail.iter().filter_map(|mail| mail.text.split_ascii_whitespace().find(is_code));
    codes.next().unwrap_or_default().to_owned()
}
