//! The introspection endpoint (RFC 7662). It answers confidential applications about their own tokens; whatever is not
//! good, for whatever reason, is `{"active": false}` and nothing more (§2.2).

use super::client::{self, Client};
use super::presented::{Token, of_client};
use super::site::Site;
use crate::failure::Failure;
use crate::http::Response;
use crate::ports::Platform;
use crate::protocol::jwt::Received;
use crate::protocol::{Cause, OAuthError, Party, RefreshToken, scope};
use crate::store::grants::{self, Refresh};
use serde_json::{Value, json};

/// What is told of an access token beside its times, as it stands there.
const TOLD: [&str; 7] = ["iss", "sub", "aud", "client_id", "scope", "jti", "auth_time"];

/// Answers POST.
///
/// # Errors
/// RFC 6749 §5.2; `invalid_client` for a public application.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let client = client::authenticate(site).await?;
    if client.loaded.value.application.is_public() {
        let description = "introspection is for applications that prove who they are";
        return Err(Failure::client(OAuthError::new(Cause::SecretMissing, description)));
    }
    let token = client.required("token")?;
    let told = match of_client(site, token, client.id()).await? {
        Some(Token::Access(received, grant)) if !received.is_expired(site.now) => {
            access(site, &client, &received, &grant).await?
        }
        Some(Token::Refresh(token)) => refresh(site, &client, &token).await?,
        _ => None,
    };
    let told = told.unwrap_or_else(|| json!({"active": false}));
    Ok(Response::json(200, &told))
}

async fn access<P: Platform>(
    site: &Site<'_, P>,
    client: &Client,
    received: &Received<'_>,
    grant: &str,
) -> Result<Option<Value>, Failure> {
    let live = grants::read(&client.database(site), grant, client.id()).await?;
    let mut told = received.told(&TOLD);
    told.insert("active".to_owned(), json!(true));
    told.insert("token_type".to_owned(), json!("Bearer"));
    Ok(live.map(|_| Value::Object(told)))
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
        scopes: None,
        flows: &json!(application.flows).to_string(),
        now: site.now,
    };
    let live = grants::live(&client.database(site), &presented).await?;
    let tenant = &client.loaded.value.directory.tenant.id;
    Ok(live.map(|(granted, person, expires_at)| {
        let account = &person.account;
        let party = Party { issuer: site.issuer(), tenant, application, account };
        json!({
            "active": true,
            "iss": site.issuer(),
            "sub": party.subject(),
            "client_id": client.id(),
            "scope": scope::join(&granted.scopes),
            "auth_time": granted.authenticated_at,
            "exp": expires_at,
        })
    }))
}
