//! A new account's password, or the choice to have none.

use super::at::At;
use super::go_on::go_on_from;
use crate::encode::email::EmailAddress;
use crate::failure::{Failure, Ours};
use crate::flow::Step;
use crate::flow::password::{self, Hashed};
use crate::http::{Form, Response};
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::pages::password::{self as password_page, Whose};
use crate::pages::{self, Problems, sentences};
use crate::ports::Platform;
use crate::store::run_steps::{self, ChosenPassword};

/// Shows the page.
///
/// # Errors
/// A page, when there is no run.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, at: At<'_>) -> Result<Response, Failure> {
    Ok(page(walk, 200, at.email(walk)?, Problems::default()))
}

/// The page.
pub fn page<P: Platform>(
    walk: &Walk<'_, P>,
    status: u16,
    email: &str,
    problems: Problems,
) -> Response {
    render(walk, Step::Password, Whose::NewAccount, status, email, problems)
}

/// The page of a step that asks for a new password.
pub(super) fn render<P: Platform>(
    walk: &Walk<'_, P>,
    step: Step,
    whose: Whose,
    status: u16,
    email: &str,
    problems: Problems,
) -> Response {
    let form = walk.form(step, &Shown::Only);
    let values = password_page::NewPassword {
        form: pages::Form::of_step(&form),
        whose,
        email,
        minimum: password::MINIMUM,
        without_password: whose == Whose::NewAccount
            && walk.flow.identity_providers.has_mailed_code(),
        problems,
    };
    walk.view.page(status, password_page::page(&walk.view.frame(None), &values))
}

/// The form. Its token shows that the address was proven, so that nobody else can have us hash.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(
    walk: &Walk<'_, P>,
    form: &Form,
    shown: &Shown,
) -> Result<Response, Failure> {
    walk.check_token(Step::Password, shown, form)?;
    let platform = walk.site.platform;
    if form.first("action") == "no_password" && walk.flow.identity_providers.has_mailed_code() {
        let found = run_steps::choose_password(platform, &walk.key(), ChosenPassword::None).await?;
        return go_on_from(walk, found).await;
    }
    let typed = form.first("password");
    if let Err(problems) = judge(walk, form) {
        return Ok(page(walk, 422, form.first("email"), problems));
    }
    let hashed = hash(walk, typed)?;
    let chosen = ChosenPassword::Hashed(&hashed);
    go_on_from(walk, run_steps::choose_password(platform, &walk.key(), chosen).await?).await
}

/// Judges a new password, also by what anybody knows of the account (NIST SP 800-63B-4 §3.1.1.2). The address is the one
/// that the page showed and the one that was typed: who sends another harms nobody but themselves.
pub(super) fn judge<P: Platform>(walk: &Walk<'_, P>, form: &Form) -> Result<(), Problems> {
    let platform = walk.site.platform;
    let registered = walk.registered;
    let kept = EmailAddress::parse(walk.hint(), platform).map(|email| email.address);
    let kept = kept.unwrap_or_default();
    let mut known = Vec::new();
    for address in [form.first("email"), walk.hint(), &kept] {
        known.extend([address, address.split('@').next().unwrap_or(address)]);
    }
    let names = [&registered.directory.tenant.display_name, &registered.application.display_name];
    known.extend(names.into_iter().flat_map(|name| name.0.values()).map(String::as_str));
    known.retain(|word| !word.is_empty());
    password::judge(form.first("password"), &known, platform)
        .map_err(|fault| Problems::field("password", sentences::password(&walk.view.words, fault)))
}

/// What is kept of a password.
pub(super) fn hash<P: Platform>(walk: &Walk<'_, P>, typed: &str) -> Result<Hashed, Failure> {
    let site = walk.site;
    let keys = &site.settings.master_keys;
    password::hash(keys, typed, site.platform.random_bytes(), site.platform)
        .ok_or_else(|| Failure::Us(Ours::Lasting("Argon2 refused its parameters".to_owned())))
}
