//! A request begins again: with what was typed, where its transaction was left for longer than it goes on, yet not for longer
//! than a day; and with nothing, where it made room for newer ones.

use super::shown::Shown;
use super::transaction::{self, Transaction};
use super::walk::{AGAIN_ANEW, Walk, flow_of};
use crate::encode::email::EmailAddress;
use crate::encode::gather::Gather;
use crate::encode::typed;
use crate::failure::Failure;
use crate::flow::{Step, answer};
use crate::http::{Form, Method, Response};
use crate::ports::Platform;
use crate::request::site::Site;
use crate::request::stand_in::application_of;
use crate::store::run_steps::{self, Late};
use crate::store::runs::RunKey;

/// Begins again, at the page where the person began; `again` says why, and with what.
///
/// # Errors
/// A page, when application or flow are gone.
pub async fn begin_again<P: Platform>(
    site: &Site<'_, P>,
    left: &Transaction,
    (step, shown): (Step, &Shown),
    again: &str,
) -> Result<Response, Failure> {
    let anew = again == AGAIN_ANEW;
    let loaded = application_of(site, &left.request).await?;
    let registered = &loaded.value;
    let old = Walk::begin(site, registered, left).await?;
    let posted = site.request.method == Method::Post;
    let typed = Some(site.request.body_form());
    // Only what was typed into our own page counts: the late page's token tells.
    let typed = typed.filter(|form| !anew && posted && old.check_token(step, shown, form).is_ok());
    let email = typed.as_ref().map_or("", |form| typed::trim(form.first("email")));
    let mut request = left.request.clone();
    if anew {
        // It may be an address that was typed.
        request.login_hint = None;
    }
    if (1..=EmailAddress::LONGEST).contains(&email.len()) {
        request.login_hint = Some(email.to_owned());
    }
    let mut transaction = transaction::begin(site, request, flow_of(registered, &left.request)?);
    let key = RunKey { id: &transaction.id, browser: &transaction.browser, ..old.key() };
    let late = typed.as_ref().and_then(|form| answers(&old, step, shown, form));
    let left = (left.id.as_str(), left.browser.as_str());
    let handed = if anew {
        None
    } else {
        run_steps::begin_again(site.platform, left, &key, late.as_ref()).await?
    };
    let first = match (&handed, step) {
        (_, Step::SignIn | Step::SignUp | Step::Reset) => step,
        (Some(handed), _) => handed.intent.step(),
        (None, _) => old.first_step(),
    };
    if let Some(address) = handed.and_then(|handed| handed.email).filter(|_| email.is_empty()) {
        transaction.request.login_hint = Some(address);
    }
    let cookies = transaction::cookies(site, &transaction, false).await?;
    let walk = Walk::begin(site, registered, &transaction).await?;
    walk.log("authorize", "begun", if anew { "anew" } else { "again" });
    let response = Response::see_other(&format!("{}&again={again}", walk.link(first)));
    Ok(cookies.iter().fold(response, Response::with_cookie))
}

/// The answers that were typed into the late page, as far as they are good ones.
fn answers<'v, P: Platform>(
    old: &Walk<'_, P>,
    step: Step,
    shown: &'v Shown,
    typed: &Form,
) -> Option<Late<'v>> {
    if step != Step::Attributes {
        return None;
    }
    let country = Some(typed.first("country")).filter(|country| !country.is_empty());
    let inputs = old.flow.pages.iter().flat_map(|page| &page.inputs);
    let read = inputs.filter(|input| input.is_editable()).filter_map(|input| {
        let typed = typed.all(&input.attribute);
        let value = answer::read(input, &typed, country, old.site.platform).ok()??;
        Some((input.attribute.clone(), value))
    });
    Some(Late { of: shown.account(), answers: read.gather() })
}
