//! The token endpoint (RFC 6749 §3.2): which grant a request is of. `request` is what each of them sees, `grants` redeems what is
//! presented, `issue` makes the tokens of all of them.

pub mod grants;
pub mod issue;
pub mod request;

use self::issue::tokens;
use self::request::TokenRequest;
use crate::clients::authenticate::{self, Client};
use crate::failure::Failure;
use crate::http::Response;
use crate::ports::Platform;
use crate::protocol::{Cause, GrantType, OAuthError, TokenBinding, allow_grant};
use crate::request::site::Site;

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
    let issue = grants::redeem(grant_type(client)?, &request).await?;
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
