//! The token endpoint (RFC 6749 §3.2): which grant, and the making of tokens for all of them.

use super::client::{self, Client};
use super::grants::{self, Issue};
use super::site::Site;
use crate::documents::Registered;
use crate::failure::Failure;
use crate::http::{Form, Response};
use crate::ports::{Platform, Signing};
use crate::protocol::jwt::{self, TokenType};
use crate::protocol::{Cause, GrantType, OAuthError, Party, Scope, lifetime, scope};
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
    pub secret: Option<&'a str>,
}

/// Answers POST.
///
/// # Errors
/// RFC 6749 §5.2.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let client = client::authenticate(site).await?;
    let registered = &client.loaded.value;
    let secret = client.secret.as_deref();
    let request = TokenRequest { site, registered, form: &client.form, secret };
    let issue = match grant_type(&client)? {
        GrantType::AuthorizationCode => grants::authorization_code::redeem(&request).await?,
        GrantType::RefreshToken => grants::refresh_token::redeem(&request).await?,
    };
    tokens(&request, &issue).await.map(|body| Response::json(200, &body))
}

fn grant_type(client: &Client) -> Result<GrantType, Failure> {
    GrantType::named(client.required("grant_type")?).ok_or_else(|| {
        let allowed = GrantType::ALL.map(GrantType::name).join(", ");
        let description = format!("grant_type may be: {allowed}");
        Failure::client(OAuthError::new(Cause::GrantType, description))
    })
}

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
    Ok(body)
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
