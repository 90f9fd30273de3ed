//! The introspection endpoint (RFC 7662). It answers confidential applications about their own tokens, and an
//! API's application about those that were made for the API; whatever is not
//! good, for whatever reason, is `{"active": false}` and nothing more (§2.2).

use crate::clients::authenticate::{self, Client};
use crate::clients::for_programs;
use crate::clients::presented::{self, Token};
use crate::failure::Failure;
use crate::http::Response;
use crate::ports::Platform;
use crate::protocol::jwt::Received;
use crate::protocol::{Cause, OAuthError, Party, RefreshToken, grant_of};
use crate::request::site::Site;
use crate::store::grants::{self, Refresh};
use crate::store::own_tokens;
use serde_json::{Value, json};

/// What is told of an access token beside its times, as it stands there.
const TOLD: [&str; 8] = ["iss", "sub", "aud", "client_id", "scope", "jti", "auth_time", "cnf"];

/// Answers POST.
///
/// # Errors
/// RFC 6749 §5.2; `invalid_client` for a public application.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    authenticate::answer(site, async |client| introspect(site, client).await).await
}

async fn introspect<P: Platform>(site: &Site<'_, P>, client: &Client) -> Result<Response, Failure> {
    if client.loaded.value.application.is_public() {
        let description = "introspection is for applications that prove who they are";
        return Err(Failure::client(OAuthError::new(Cause::SecretMissing, description)));
    }
    let token = client.required("token")?;
    let told = match presented::read(site, token, client.id()).await? {
        Some(Token::Access(received)) if !received.is_expired(site.now) => {
            access(site, client, &received).await?
        }
        Some(Token::Refresh(token)) => refresh(site, client, &token).await?,
        _ => None,
    };
    let told = told.unwrap_or_else(|| json!({"active": false}));
    Ok(Response::json(200, &told))
}

async fn access<P: Platform>(
    site: &Site<'_, P>,
    client: &Client,
    received: &Received<'_>,
) -> Result<Option<Value>, Failure> {
    let (whose, id) = (received.text("client_id"), received.text("jti"));
    let (Some(whose), Some(id)) = (whose, id) else { return Ok(None) };
    if whose != client.id() && !(is_for(client, received) && is_known(site, whose).await?) {
        return Ok(None);
    }
    let database = client.database(site);
    let live = match grant_of(id) {
        Some(grant) => grants::read(&database, grant, whose).await?.is_some(),
        None => own_tokens::is_live(&database, id, whose).await?,
    };
    let mut told = received.told(&TOLD);
    told.insert("active".to_owned(), json!(true));
    let token_type = if received.jkt().is_some() { "DPoP" } else { "Bearer" };
    told.insert("token_type".to_owned(), json!(token_type));
    Ok(live.then_some(Value::Object(told)))
}

/// Whether the token is for an API whose own application asks.
fn is_for(client: &Client, received: &Received<'_>) -> bool {
    let application = &client.loaded.value.application;
    let api = received.text("aud").and_then(|audience| application.api(audience));
    api.is_some_and(|api| api.applications.iter().any(|own| own == client.id()))
}

/// Whether there is an application of that id still.
async fn is_known<P: Platform>(site: &Site<'_, P>, client_id: &str) -> Result<bool, Failure> {
    match site.registered(client_id).await {
        Ok(_) => Ok(true),
        Err(failure) if failure.is_of_no_application() => Ok(false),
        Err(failure) => Err(for_programs::told(failure, client_id)),
    }
}

async fn refresh<P: Platform>(
    site: &Site<'_, P>,
    client: &Client,
    token: &RefreshToken,
) -> Result<Option<Value>, Failure> {
    let application = &client.loaded.value.application;
    let presented = Refresh {
        family: &token.family,
        generation: token.generation,
        client_id: client.id(),
        secret: client.secret.as_deref(),
        rotation: application.rotation,
        repeat: None,
        jkt: None,
        scopes: None,
        resource: None,
        flows: &json!(application.flows).to_string(),
        now: site.now,
    };
    let live = grants::live(&client.database(site), &presented).await?;
    let tenant = &client.loaded.value.directory.tenant.id;
    Ok(live.map(|(granted, person, expires_at)| {
        let scopes = granted.scopes.iter().map(|scope| scope.name());
        let scopes: Vec<&str> =
            scopes.chain(granted.api_scopes.iter().map(String::as_str)).collect();
        let account = &person.account;
        let party = Party { issuer: site.issuer(), tenant, application, account };
        json!({
            "active": true,
            "iss": site.issuer(),
            "sub": party.subject(),
            "client_id": client.id(),
            "scope": scopes.join(" "),
            "auth_time": granted.authenticated_at,
            "exp": expires_at,
        })
    }))
}
