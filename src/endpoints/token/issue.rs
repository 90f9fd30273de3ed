//! Tokens are made here, for every grant.

use super::grants::Issue;
use super::request::TokenRequest;
use crate::failure::Failure;
use crate::ports::{Platform, Signing};
use crate::protocol::jwt::TokenType;
use crate::protocol::{Application, OnBehalf, Party, Scope, ScopeNames, lifetime};
use crate::request::signer::Signer;
use crate::request::site::Site;
use serde_json::{Map, Value, json};

/// The tokens of a grant (RFC 6749 §5.1).
///
/// # Errors
/// When no key can sign.
pub async fn tokens<P: Platform>(
    request: &TokenRequest<'_, P>,
    issue: &Issue,
) -> Result<Value, Failure> {
    let TokenRequest { site, registered, .. } = request;
    let party = Party {
        issuer: site.issuer(),
        tenant: &registered.directory.tenant.id,
        application: &registered.application,
        account: &issue.person.account,
    };
    let (platform, now) = (site.platform, site.now);
    let signer = signer(site, &registered.application).await?;
    let (granted, target) = (&issue.granted, &issue.target);
    let mut claims = party.access_token(granted, target, &site.random::<12>());
    request.bind(&mut claims);
    let access = signer.sign(platform, TokenType::Access, now, target.lifetime, claims).await?;
    let scopes = granted.scopes.iter().map(|scope| scope.name());
    let scopes: Vec<&str> = scopes.chain(target.scopes.iter().map(String::as_str)).collect();
    let asked =
        ScopeNames::read(&registered.application, request.form.first("scope"), OnBehalf::OfPerson);
    let mut body = json!({
        "access_token": access,
        "token_type": request.token_type(),
        "expires_in": target.lifetime,
        "scope": asked.spell(&scopes),
    });
    if issue.granted.scopes.contains(&Scope::OpenId) {
        let claims = party.id_token(&issue.granted, &access);
        let id_token =
            signer.sign(platform, TokenType::Id, now, lifetime::ID_TOKEN, claims).await?;
        insert(&mut body, "id_token", id_token);
    }
    if let Some(refresh_token) = &issue.refresh_token {
        insert(&mut body, "refresh_token", refresh_token.clone());
    }
    Ok(body)
}

/// An access token by itself, of `claims`, that lasts `lifetime` seconds.
///
/// # Errors
/// When no key can sign.
pub async fn sign_access<P: Platform>(
    request: &TokenRequest<'_, P>,
    lifetime: i64,
    mut claims: Map<String, Value>,
) -> Result<String, Failure> {
    let TokenRequest { site, registered, .. } = request;
    request.bind(&mut claims);
    let signer = signer(site, &registered.application).await?;
    signer.sign(site.platform, TokenType::Access, site.now, lifetime, claims).await
}

async fn signer<P: Platform>(
    site: &Site<'_, P>,
    application: &Application,
) -> Result<Signer<<P as Signing>::Key>, Failure> {
    let (keys, masters) = (&site.isolate.keys, &site.settings.master_keys);
    Signer::of(site.platform, keys, masters, application.signing_algorithm, site.now).await
}

fn insert(body: &mut Value, name: &str, value: String) {
    if let Some(fields) = body.as_object_mut() {
        fields.insert(name.to_owned(), Value::String(value));
    }
}
