//! The token endpoint (RFC 6749 §3.2). What every grant shares is here, so that none can leave it out:
//! form, client authentication, and the making of tokens.

use super::grants::{self, Issue};
use super::site::Site;
use crate::config::is_sample_secret;
use crate::documents::Registered;
use crate::encode::hash;
use crate::failure::{Challenge, Failure};
use crate::http::{Body, Form, Response};
use crate::pages::problem::Kind;
use crate::ports::{Platform, Signing};
use crate::protocol::jwt::{self, TokenType};
use crate::protocol::{Cause, GrantType, OAuthError, Party, Presented, Scope, lifetime, scope};
use serde_json::{Map, Value, json};

/// One authenticated request.
pub struct TokenRequest<'a, P: Platform> {
    /// The request's site.
    pub site: &'a Site<'a, P>,
    /// The authenticated application.
    pub registered: &'a Registered,
    /// The parameters; none is repeated.
    pub form: &'a Form,
    /// SHA-256 of the secret that was presented.
    pub secret: Option<String>,
}

/// Answers POST.
///
/// # Errors
/// RFC 6749 §5.2.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let form = read_form(site)?;
    let by_header = Presented::by_header(&site.request.headers);
    let refuse = |error: OAuthError| refuse(error, by_header);
    let presented = Presented::read(&site.request.headers, &form).map_err(refuse)?;
    let loaded = site.registered(&presented.client_id).await.map_err(|failure| {
        let unknown = || OAuthError::new(Cause::UnknownApplication, "there is no such application");
        if failure.is(Kind::UnknownApplication) { refuse(unknown()) } else { failure }
    })?;
    let registered = &loaded.value;
    presented.verify(&registered.application, |name| named_secret(site, name)).map_err(refuse)?;
    let request = TokenRequest { site, registered, form: &form, secret: presented.secret_hash() };
    let issue = match grant_type(&form)? {
        GrantType::AuthorizationCode => grants::authorization_code::redeem(&request).await?,
        GrantType::RefreshToken => grants::refresh_token::redeem(&request).await?,
    };
    issue_tokens(&request, &issue).await
}

/// A Worker secret that an application's document names; outside development a sample is none.
fn named_secret<P: Platform>(site: &Site<P>, name: &str) -> Option<String> {
    let secret = site.platform.worker_secret(name)?;
    let sample = is_sample_secret(&hash::sha256_bytes(secret.as_bytes()));
    (site.settings.development || !sample).then_some(secret)
}

fn read_form<P: Platform>(site: &Site<P>) -> Result<Form, Failure> {
    if site.request.body == Body::TooLarge {
        let error = OAuthError::new(Cause::BodyTooLarge, "the body is too large");
        return Err(Failure::Client { error, status: 413, challenge: None });
    }
    if !site.request.is_form() {
        let description = "the body must be application/x-www-form-urlencoded";
        let error = OAuthError::new(Cause::BodyNoForm, description);
        return Err(Failure::Client { error, status: 415, challenge: None });
    }
    let form = site.request.body_form();
    match form.repeated() {
        Some(name) => {
            let description = format!("{name} was sent more than once");
            Err(Failure::client(OAuthError::new(Cause::ParameterRepeated, description)))
        }
        None => Ok(form),
    }
}

fn grant_type(form: &Form) -> Result<GrantType, Failure> {
    let sent = form.first("grant_type");
    if sent.is_empty() {
        let error = OAuthError::new(Cause::ParameterMissing, "grant_type is required");
        return Err(Failure::client(error));
    }
    GrantType::named(sent).ok_or_else(|| {
        let allowed = GrantType::ALL.map(GrantType::name).join(", ");
        let description = format!("grant_type may be: {allowed}");
        Failure::client(OAuthError::new(Cause::GrantType, description))
    })
}

/// A refusal of credentials from the Authorization header answers with a challenge (RFC 6749 §5.2).
fn refuse(error: OAuthError, by_header: bool) -> Failure {
    match Failure::client(error) {
        Failure::Client { error, status: 401, .. } if by_header => {
            Failure::Client { error, status: 401, challenge: Some(Challenge::Basic) }
        }
        other => other,
    }
}

async fn issue_tokens<P: Platform>(
    request: &TokenRequest<'_, P>,
    issue: &Issue,
) -> Result<Response, Failure> {
    let TokenRequest { site, registered, .. } = request;
    let party = Party {
        issuer: site.issuer(),
        tenant: &registered.directory.tenant.id,
        application: &registered.application,
        account: &issue.person.account,
    };
    let signer = Signer::for_application(request).await?;
    let claims = party.access_token(&issue.granted, &site.random::<12>());
    let access = signer.sign(site, TokenType::Access, lifetime::ACCESS_TOKEN, claims).await?;
    let mut body = json!({
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": lifetime::ACCESS_TOKEN,
        "scope": scope::join(&issue.granted.scopes),
    });
    if issue.granted.scopes.contains(&Scope::OpenId) {
        let claims = party.id_token(&issue.granted, &access);
        let id_token = signer.sign(site, TokenType::Id, lifetime::ID_TOKEN, claims).await?;
        insert(&mut body, "id_token", id_token);
    }
    if let Some(refresh_token) = &issue.refresh_token {
        insert(&mut body, "refresh_token", refresh_token.clone());
    }
    Ok(Response::json(200, &body))
}

fn insert(body: &mut Value, name: &str, value: String) {
    if let Some(fields) = body.as_object_mut() {
        fields.insert(name.to_owned(), Value::String(value));
    }
}

/// The key that signs for an application.
struct Signer<Key> {
    algorithm: crate::protocol::SigningAlgorithm,
    kid: String,
    key: Key,
}

impl<Key: Clone + 'static> Signer<Key> {
    async fn for_application<P>(request: &TokenRequest<'_, P>) -> Result<Self, Failure>
    where
        P: Platform + Signing<Key = Key>,
    {
        let site = request.site;
        let algorithm = request.registered.application.signing_algorithm;
        let masters = &site.settings.master_keys;
        let keys = &site.isolate.keys;
        let (kid, key) = keys.signer(site.platform, masters, algorithm, site.now).await?;
        Ok(Self { algorithm, kid, key })
    }

    async fn sign<P>(
        &self,
        site: &Site<'_, P>,
        token_type: TokenType,
        lifetime: i64,
        claims: Map<String, Value>,
    ) -> Result<String, Failure>
    where
        P: Platform + Signing<Key = Key>,
    {
        let (now, end) = (site.now, site.now + lifetime);
        let unsigned = jwt::unsigned(self.algorithm, &self.kid, token_type, now, end, claims);
        let unsigned = unsigned.ok_or_else(|| Failure::Us {
            reason: "the claims can't be written as JSON".to_owned(),
            temporary: false,
        })?;
        let signature = site.platform.sign(self.algorithm, &self.key, unsigned.as_bytes()).await?;
        Ok(jwt::signed(&unsigned, &signature))
    }
}
