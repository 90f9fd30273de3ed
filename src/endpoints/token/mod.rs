//! The token endpoint (RFC 6749 §3.2): which grant, and the making of tokens for all of them.

pub mod grants;

use self::grants::Issue;
use crate::clients::authenticate::{self, Client};
use crate::documents::Registered;
use crate::failure::Failure;
use crate::http::{Form, Response};
use crate::ports::{Platform, Signing};
use crate::protocol::jwt::TokenType;
use crate::protocol::{
    Application, Cause, GrantType, OAuthError, OnBehalf, Party, Scope, ScopeNames, TokenBinding,
    allow_grant, lifetime,
};
use crate::request::signer::Signer;
use crate::request::site::Site;
use crate::store::used_proofs::Once;
use serde_json::{Map, Value, json};

/// One authenticated request.
pub struct TokenRequest<'a, P: Platform> {
    /// The request's site.
    pub site: &'a Site<'a, P>,
    /// The authenticated application.
    pub registered: &'a Registered,
    /// The parameters; none is repeated.
    pub form: &'a Form,
    /// What the application proved itself with, as it can be switched off.
    pub secret: Option<&'a str>,
    /// The thumbprint of the key that its sender has: access tokens are bound to it (RFC 9449 §5).
    pub jkt: Option<&'a str>,
    /// The database, for what the request does.
    pub database: Once<'a, P>,
}

impl<P: Platform> TokenRequest<'_, P> {
    /// The `token_type` of the access tokens that answer it (RFC 9449 §5).
    pub fn token_type(&self) -> &'static str {
        if self.jkt.is_some() { "DPoP" } else { "Bearer" }
    }

    /// Binds an access token to the key that was proven (RFC 9449 §6.1).
    fn bind(&self, claims: &mut Map<String, Value>) {
        if let Some(jkt) = self.jkt {
            claims.insert("cnf".to_owned(), json!({"jkt": jkt}));
        }
    }
}

/// Answers POST.
///
/// # Errors
/// RFC 6749 §5.2.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    authenticate::answer(site, async |client| grant(site, client).await).await
}

async fn grant<P: Platform>(site: &Site<'_, P>, client: &Client) -> Result<Response, Failure> {
    let registered = &client.loaded.value;
    let jkt = client.possession(site).await.map_err(Failure::client)?;
    if jkt.is_none() && registered.application.binding == TokenBinding::Dpop {
        let description = "this application's tokens are bound to a key: send a DPoP header";
        return Err(Failure::client(OAuthError::new(Cause::DpopRequired, description)));
    }
    let request = TokenRequest {
        site,
        registered,
        form: &client.form,
        secret: client.secret.as_deref(),
        jkt: jkt.as_deref(),
        database: client.database(site),
    };
    let issue = match grant_type(client)? {
        GrantType::AuthorizationCode => grants::authorization_code::redeem(&request).await?,
        GrantType::RefreshToken => grants::refresh_token::redeem(&request).await?,
        GrantType::DeviceCode => grants::device_code::redeem(&request).await?,
        GrantType::ClientCredentials => {
            let body = grants::client_credentials::answer(&request).await?;
            return Ok(Response::json(200, &body));
        }
    };
    tokens(&request, &issue).await.map(|body| Response::json(200, &body))
}

fn grant_type(client: &Client) -> Result<GrantType, Failure> {
    let grants = &client.loaded.value.directory.tenant.grant_types;
    let grant = GrantType::named(client.required("grant_type")?);
    let grant = grant.filter(|grant| grants.contains(grant)).ok_or_else(|| {
        let allowed: Vec<_> = grants.iter().map(|grant| grant.name()).collect();
        let allowed = allowed.join(", ");
        let description = format!("grant_type may be: {allowed}");
        Failure::client(OAuthError::new(Cause::GrantType, description))
    })?;
    allow_grant(&client.loaded.value.application, grant).map_err(Failure::client)?;
    Ok(grant)
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
