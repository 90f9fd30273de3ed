//! The application's part: the code is redeemed, and what comes of it is read.

use super::account;
use super::report::Ending;
use super::world::World;
use crate::encode::base64url;
use crate::http::{Form, Response};
use crate::native::get as request;
use crate::protocol::grant_of;
use serde_json::{Map, Value};

/// What the application gets that is answered with `form`.
///
/// # Errors
/// When the code can't be redeemed: a fault of ours.
pub fn get(world: &World, form: &Form) -> Result<Ending, String> {
    let text = |name: &str| Some(form.first(name)).filter(|value| !value.is_empty());
    if let Some(error) = text("error") {
        return Ok(Ending {
            error: Some(error.to_owned()),
            error_description: text("error_description").map(str::to_owned),
            ..Ending::default()
        });
    }
    let answer = json(&world.deployment.send(world.redeem(form.first("code"))))?;
    let token = |name: &str| answer.get(name).and_then(Value::as_str).unwrap_or_default();
    let access = claims(token("access_token"))?;
    let grant = access.get("jti").and_then(Value::as_str).and_then(grant_of);
    let mut userinfo = request(world.issuer(), "/userinfo");
    let bearer = format!("Bearer {}", token("access_token"));
    userinfo.headers.0.push(("authorization".to_owned(), bearer));
    Ok(Ending {
        account: account::of_grant(&world.deployment.platform, grant.unwrap_or_default())?,
        id_token: Some(claims(token("id_token"))?),
        userinfo: Some(json(&world.deployment.send(userinfo))?),
        access_token: Some(access),
        ..Ending::default()
    })
}

fn json(response: &Response) -> Result<Map<String, Value>, String> {
    let told = || format!("expected tokens, found {}: {}", response.status, response.body);
    if response.status != 200 {
        return Err(told());
    }
    serde_json::from_str(&response.body).map_err(|_| told())
}

/// The claims of a JWT that was just made.
fn claims(token: &str) -> Result<Map<String, Value>, String> {
    let payload = token.split('.').nth(1).and_then(base64url::decode).unwrap_or_default();
    serde_json::from_slice(&payload).map_err(|error| format!("no JWT: {error}"))
}
