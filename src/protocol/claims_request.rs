//! The `claims` parameter (OpenID Connect Core §5.5): single claims, for the ID token or the userinfo answer. They are
//! told where the account has them and the application's scopes allow them; a claim that can't be had is no error.
//! What must hold of the person is one: `sub` with a value, and an essential `acr` (§5.5.1).

use super::{Cause, GrantDetails, OAuthError, Scope, acr, claims};
use serde_json::{Map, Value};

/// What `claims` asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimsRequest {
    /// The claims, by where they are told.
    pub details: GrantDetails,
    /// The subject that must be the one who signs in.
    pub subject: Option<String>,
}

/// Reads the parameter; `allowed` are the application's scopes.
///
/// # Errors
/// `invalid_request` when it is no JSON object of that form; `unmet_authentication_requirements` for an `acr` that
/// nobody can reach here.
pub fn parse(text: Option<&str>, allowed: &[Scope]) -> Result<ClaimsRequest, OAuthError> {
    let Some(text) = text else { return Ok(ClaimsRequest::default()) };
    let Ok(Value::Object(members)) = serde_json::from_str(text) else { return Err(malformed()) };
    let id_token = member(&members, "id_token")?;
    let userinfo = member(&members, "userinfo")?;
    let asked = || id_token.iter().chain(&userinfo);
    for (_, how) in asked().filter(|(name, _)| *name == "acr") {
        if how.get("essential") == Some(&Value::Bool(true)) && !acr::satisfies(values(how)) {
            let description = format!("acr can be: {}", acr::SUPPORTED.join(", "));
            return Err(OAuthError::new(Cause::AcrUnmet, description));
        }
    }
    let subject = asked().find(|(name, _)| *name == "sub").and_then(|(_, how)| how.get("value"));
    let names = |asked: &Map<String, Value>| -> Vec<String> {
        let names = asked.keys().filter(|name| {
            claims::scope_of(name.as_str()).is_some_and(|scope| allowed.contains(&scope))
        });
        names.cloned().collect()
    };
    Ok(ClaimsRequest {
        subject: subject.and_then(Value::as_str).map(str::to_owned),
        details: GrantDetails {
            id_token_claims: names(&id_token),
            userinfo_claims: names(&userinfo),
            ..GrantDetails::default()
        },
    })
}

/// One member; each of its claims is null or an object.
fn member(members: &Map<String, Value>, name: &str) -> Result<Map<String, Value>, OAuthError> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(claims))
            if claims.values().all(|how| how.is_null() || how.is_object()) =>
        {
            Ok(claims.clone())
        }
        Some(_) => Err(malformed()),
    }
}

/// The values that would do; none where any would.
fn values(how: &Value) -> Option<Vec<&str>> {
    let several = how.get("values").and_then(Value::as_array);
    let one = how.get("value").map(|value| vec![value]);
    let values = several.map(|values| values.iter().collect()).or(one)?;
    Some(values.into_iter().filter_map(Value::as_str).collect())
}

fn malformed() -> OAuthError {
    let description = "claims must be a JSON object with the members id_token and userinfo, whose claims are null or \
                       objects";
    OAuthError::new(Cause::ClaimsMalformed, description)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<ClaimsRequest, Cause> {
        parse(Some(text), &[Scope::OpenId, Scope::Profile]).map_err(|error| error.cause)
    }

    #[test]
    fn claims_are_told_where_they_are_asked_for_and_the_applications_scopes_allow() {
        let asked = read(
            r#"{"userinfo": {"name": {"essential": true}, "email": null, "x": null},
                "id_token": {"nickname": null, "sub": {"value": "s"}}, "other": 1}"#,
        )
        .unwrap();
        assert_eq!(asked.details.userinfo_claims, ["name"]);
        assert_eq!(asked.details.id_token_claims, ["nickname"]);
        assert_eq!(asked.subject.as_deref(), Some("s"));
    }

    #[test]
    fn an_essential_acr_that_is_not_reached_is_an_error_and_a_voluntary_one_is_not() {
        let essential = |values: &str| {
            read(&format!(r#"{{"id_token": {{"acr": {{"essential": true, {values}}}}}}}"#))
        };
        assert_eq!(essential(r#""values": ["phr"]"#), Err(Cause::AcrUnmet));
        assert_eq!(essential(r#""value": "phr""#), Err(Cause::AcrUnmet));
        assert!(essential(r#""values": ["phr", "aal1"]"#).is_ok());
        assert!(read(r#"{"id_token": {"acr": {"values": ["phr"]}}}"#).is_ok());
        assert!(read(r#"{"id_token": {"acr": {"essential": true}}}"#).is_ok());
    }

    #[test]
    fn anything_else_is_malformed() {
        for text in ["", "x", "[]", "1", r#"{"userinfo": []}"#, r#"{"id_token": {"name": 1}}"#] {
            assert_eq!(read(text), Err(Cause::ClaimsMalformed), "{text}");
        }
    }
}
