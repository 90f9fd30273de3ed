//! Tokens are made here, for every grant (RFC 6749 §5.1).

use super::request::TokenRequest;
use crate::failure::Failure;
use crate::flow::Person;
use crate::ports::{Platform, Signing};
use crate::protocol::jwt::TokenType;
use crate::protocol::{
    Granted, OnBehalf, Party, Scope, ScopeNames, Target, lifetime, own_access_token,
};
use crate::request::signer::Signer;
use serde_json::{Map, Value, json};

/// What a grant lets the token endpoint issue.
pub enum Issue {
    /// Tokens that stand for a person.
    OfPerson(Box<OfPerson>),
    /// An access token that stands for the application itself: no ID token or refresh token comes with it.
    OfItself(Target),
}

/// Tokens that stand for a person.
pub struct OfPerson {
    /// What was granted.
    pub granted: Granted,
    /// Whose tokens they are.
    pub person: Person,
    /// What the access token is for.
    pub target: Target,
    /// The refresh token, where there is one.
    pub refresh_token: Option<String>,
}

/// The tokens of a grant, as the application reads them.
///
/// # Errors
/// When no key can sign.
pub async fn tokens<P: Platform>(
    request: &TokenRequest<'_, P>,
    issue: &Issue,
) -> Result<Value, Failure> {
    match issue {
        Issue::OfPerson(issue) => of_person(request, issue).await,
        Issue::OfItself(target) => {
            let (site, application) = (request.site, &request.registered.application);
            let claims = own_access_token(site.issuer(), application, target, &site.random::<16>());
            let signer = signer(request).await?;
            let access = sign_access(request, &signer, target, claims).await?;
            Ok(answer(request, &access, target, OnBehalf::OfItself, &[]))
        }
    }
}

/// The tokens of a person.
///
/// # Errors
/// When no key can sign.
pub async fn of_person<P: Platform>(
    request: &TokenRequest<'_, P>,
    issue: &OfPerson,
) -> Result<Value, Failure> {
    let TokenRequest { site, registered, .. } = request;
    let OfPerson { granted, person, target, refresh_token } = issue;
    let party = Party {
        issuer: site.issuer(),
        tenant: &registered.directory.tenant.id,
        application: &registered.application,
        account: &person.account,
    };
    let claims = party.access_token(granted, target, &site.random::<12>());
    let signer = signer(request).await?;
    let access = sign_access(request, &signer, target, claims).await?;
    let mut body = answer(request, &access, target, OnBehalf::OfPerson, &granted.scopes);
    if granted.scopes.contains(&Scope::OpenId) {
        let claims = party.id_token(granted, &access);
        let (platform, now) = (site.platform, site.now);
        let id_token =
            signer.sign(platform, TokenType::Id, now, lifetime::ID_TOKEN, claims).await?;
        insert(&mut body, "id_token", id_token);
    }
    if let Some(refresh_token) = refresh_token {
        insert(&mut body, "refresh_token", refresh_token.clone());
    }
    Ok(body)
}

/// What every grant is answered with: an access token, with these scopes of the issuer and those of its target.
fn answer<P: Platform>(
    request: &TokenRequest<'_, P>,
    access: &str,
    target: &Target,
    behalf: OnBehalf,
    scopes: &[Scope],
) -> Value {
    let scopes = scopes.iter().map(|scope| scope.name());
    let scopes: Vec<&str> = scopes.chain(target.scopes.iter().map(String::as_str)).collect();
    let application = &request.registered.application;
    let asked = ScopeNames::read(application, request.form.first("scope"), behalf);
    json!({
        "access_token": access,
        "token_type": request.token_type(),
        "expires_in": target.lifetime,
        "scope": asked.spell(&scopes),
    })
}

async fn sign_access<P: Platform>(
    request: &TokenRequest<'_, P>,
    signer: &Signer<<P as Signing>::Key>,
    target: &Target,
    mut claims: Map<String, Value>,
) -> Result<String, Failure> {
    request.bind(&mut claims);
    let (platform, now) = (request.site.platform, request.site.now);
    signer.sign(platform, TokenType::Access, now, target.lifetime, claims).await
}

async fn signer<P: Platform>(
    request: &TokenRequest<'_, P>,
) -> Result<Signer<<P as Signing>::Key>, Failure> {
    let TokenRequest { site, registered, .. } = request;
    let (keys, masters) = (&site.isolate.keys, &site.settings.master_keys);
    let algorithm = registered.application.signing_algorithm;
    Signer::of(site.platform, keys, masters, algorithm, site.now).await
}

fn insert(body: &mut Value, name: &str, value: String) {
    if let Some(fields) = body.as_object_mut() {
        fields.insert(name.to_owned(), Value::String(value));
    }
}
