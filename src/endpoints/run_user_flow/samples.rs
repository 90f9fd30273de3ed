//! A flow's steps with sample values, by the same functions that show them to people. Nothing is read or written.

use crate::documents::Registered;
use crate::failure::{Failure, Kind};
use crate::flow::{CodeState, Flow, Intent, Person, Run, new_person, password as passwords};
use crate::http::Response;
use crate::journey::steps::{
    attributes, code, consent, exists, finish, new_password, no_account, password, reset, sign_in,
    sign_up,
};
use crate::journey::transaction;
use crate::journey::walk::Walk;
use crate::pages::{Problems, sentences};
use crate::ports::Platform;
use crate::protocol::{Account, AuthorizationRequest, GrantDetails, Prompt, Proofs, ResponseMode};
use crate::request::for_people;
use crate::request::site::Site;
use crate::store::runs::Found;
use serde_json::Map;

const EMAIL: &str = "ann@partner.example";

/// The sample pages of a flow, in the order that people meet them; one that ends in `-wrong` shows what is wrong.
///
/// # Errors
/// A page, when the application or its flow is not there.
pub async fn names<P: Platform>(
    site: &Site<'_, P>,
    client_id: &str,
    flow: &str,
) -> Result<Vec<String>, Failure> {
    let loaded = for_people::application(site, client_id).await?;
    Ok(of_flow(flow_of(&loaded.value, flow)?))
}

fn of_flow(flow: &Flow) -> Vec<String> {
    let with_password = flow.identity_providers.has_password();
    let mut names = vec!["sign-in", "sign-in-wrong"];
    if flow.sign_up_open {
        names.extend(["sign-up", "sign-up-wrong"]);
    }
    names.extend(["code", "code-wrong", "no-account", "exists"]);
    if with_password {
        names.extend(["password", "password-wrong"]);
    }
    let pages = (0..new_person::pages(flow)).flat_map(|page| {
        let asking = new_person::page(flow, page, &Map::new());
        let required = asking.editable().any(|input| input.required)
            || asking.terms.iter().any(|terms| terms.required);
        let name = format!("attributes-{}", page + 1);
        let wrong = required.then(|| format!("{name}-wrong"));
        [Some(name), wrong].into_iter().flatten()
    });
    let reset: &[&str] =
        if with_password { &["reset", "reset-wrong", "new-password"] } else { &[] };
    let after = ["consent", "finish"].iter().chain(reset).map(|name| (*name).to_owned());
    names.into_iter().map(str::to_owned).chain(pages).chain(after).collect()
}

/// One sample page; none if the flow has no such one.
///
/// # Errors
/// A page, when the application or its flow is not there.
pub async fn page<P: Platform>(
    site: &Site<'_, P>,
    client_id: &str,
    flow: &str,
    language: &str,
    name: &str,
) -> Result<Option<Response>, Failure> {
    let loaded = for_people::application(site, client_id).await?;
    let flow = flow_of(&loaded.value, flow)?;
    if !of_flow(flow).iter().any(|known| known == name) {
        return Ok(None);
    }
    let transaction = transaction::begin(site, request(&loaded.value, flow, language), flow);
    let walk = Walk::begin(site, &loaded.value, &transaction).await?;
    Ok(show(&walk, name))
}

fn flow_of<'a>(registered: &'a Registered, flow: &str) -> Result<&'a Flow, Failure> {
    let named = registered.flows.get(flow).map(AsRef::as_ref);
    named.ok_or_else(|| Failure::person(Kind::NotFound))
}

fn show<P: Platform>(walk: &Walk<'_, P>, name: &str) -> Option<Response> {
    let words = &walk.view.words;
    let (step, wrong) = name.strip_suffix("-wrong").map_or((name, false), |step| (step, true));
    let problems = |problems: Problems| if wrong { problems } else { Problems::default() };
    let address = problems(Problems::field("email", words.text("email.invalid")));
    let typed = if wrong { "ann@" } else { "" };
    Some(match step {
        "sign-in" => {
            let refused = Problems::whole(words.text("signIn.refused"));
            let refused = problems(refused.about(&["email", "password"]));
            sign_in::page(walk, 200, if wrong { EMAIL } else { "" }, false, refused)
        }
        "sign-up" => sign_up::page(walk, 200, typed, address),
        "reset" => reset::page(walk, 200, typed, address),
        "code" => {
            let refused = Problems::field("code", sentences::refused_code(words, Some(0)));
            code::page(walk, 200, &found(walk), "", problems(refused))
        }
        "no-account" => no_account::page(walk, EMAIL),
        "exists" => exists::page(walk, &found(walk)),
        "password" => {
            let short = sentences::password(words, passwords::Fault::TooShort);
            password::page(walk, 200, EMAIL, problems(Problems::field("password", short)))
        }
        "new-password" => new_password::page(walk, 200, EMAIL, Problems::default()),
        "consent" => consent::page(walk, &found(walk)),
        "finish" => finish::page(walk, EMAIL),
        _ => {
            let page = step.strip_prefix("attributes-")?.parse::<usize>().ok()?;
            attributes::sample(walk, page.checked_sub(1)?, wrong)
        }
    })
}

fn request(registered: &Registered, flow: &Flow, language: &str) -> AuthorizationRequest {
    let application = &registered.application;
    AuthorizationRequest {
        client_id: application.client_id.clone(),
        redirect_uri: application.redirect_uris.first().cloned().unwrap_or_default(),
        response_mode: ResponseMode::Query,
        state: None,
        nonce: None,
        scopes: application.scopes.iter().map(|scope| scope.name().to_owned()).collect(),
        code_challenge: None,
        prompt: Prompt::default(),
        max_age: None,
        login_hint: None,
        ui_locales: Some(language.to_owned()),
        flow: flow.id.clone(),
        details: GrantDetails::default(),
        jkt: None,
        pushed: None,
        stands_in_for: None,
        domain_hint: None,
        subject: None,
        popup: false,
        id_token_hint: None,
    }
}

/// A run whose code was mailed just now, to somebody with a password.
fn found<P: Platform>(walk: &Walk<'_, P>) -> Found {
    let account = Account {
        oid: String::new(),
        user_type: walk.flow.account_type.name().to_owned(),
        idp: String::new(),
        email: Some(EMAIL.to_owned()),
        email_verified: true,
        attributes: Map::new(),
        updated_at: walk.site.now,
    };
    let person = Person {
        account,
        enabled: true,
        has_password: true,
        enrolled: None,
        terms: Map::new(),
        consented: Vec::new(),
    };
    let run = Run {
        intent: Intent::SignUp,
        email: Some(EMAIL.to_owned()),
        code: CodeState::Sent,
        account: None,
        ..Run::of_account("", Proofs::default())
    };
    let now = Some(walk.site.now);
    Found { run, person: Some(person), code_sent_at: now, next_mail_at: None }
}
