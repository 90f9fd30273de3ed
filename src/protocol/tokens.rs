//! What is in an ID token (OpenID Connect Core §2) and in an access token (RFC 9068 §2.2).

use super::Target;
use super::{
    Account, Application, GrantDetails, Proofs, Scope, ScopeClaims, SigningAlgorithm, Token,
    claims, scope,
};
use crate::encode::base64url;
use crate::encode::gather::Gather;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256, Sha512};

/// What a redeemed code or refresh token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The grant's id.
    pub grant: String,
    /// The claim `sid`.
    pub session: String,
    /// OpenID Connect's scopes.
    pub scopes: Vec<Scope>,
    /// The scopes of APIs, by name.
    pub api_scopes: Vec<String>,
    /// The request's `nonce`.
    pub nonce: Option<String>,
    /// How the person proved who they are.
    pub proofs: Proofs,
    /// When they did.
    pub authenticated_at: i64,
    /// What was asked of tokens beside the scopes.
    pub details: GrantDetails,
    /// The thumbprint of the key that they are bound to.
    pub jkt: Option<String>,
}

/// Whose token it is and who issues it.
#[derive(Debug, Clone, Copy)]
pub struct Party<'a> {
    /// The issuer.
    pub issuer: &'a str,
    /// The tenant's id.
    pub tenant: &'a str,
    /// The application.
    pub application: &'a Application,
    /// The person.
    pub account: &'a Account,
}

impl Party<'_> {
    /// The subject identifier that this application knows the person by.
    pub fn subject(&self) -> String {
        claims::subject(self.application, self.tenant, &self.account.oid)
    }

    /// The claims of an ID token, but for `iat` and `exp`.
    pub fn id_token(&self, granted: &Granted, access_token: &str) -> Map<String, Value> {
        let asked = &granted.details.id_token_claims;
        let scopes: &[Scope] = match self.application.scope_claims {
            ScopeClaims::InIdTokenToo => &granted.scopes,
            ScopeClaims::InUserinfo => &[],
        };
        let mut all = claims::asked(scopes, asked, self.account);
        all.extend(claims::of_application(self.application, self.tenant, self.account, Token::Id));
        all.extend([
            ("iss".to_owned(), json!(self.issuer)),
            ("sub".to_owned(), json!(self.subject())),
            ("aud".to_owned(), json!(self.application.client_id)),
            ("auth_time".to_owned(), json!(granted.authenticated_at)),
            ("sid".to_owned(), json!(granted.session)),
            ("amr".to_owned(), granted.proofs.amr()),
            ("acr".to_owned(), json!(granted.proofs.acr())),
            (
                "at_hash".to_owned(),
                json!(at_hash(self.application.signing_algorithm, access_token)),
            ),
        ]);
        if let Some(nonce) = &granted.nonce {
            all.insert("nonce".to_owned(), json!(nonce));
        }
        all
    }

    /// The claims of an access token for `target`, but for `iat` and `exp`; `unique` makes its `jti` its own.
    pub fn access_token(
        &self,
        granted: &Granted,
        target: &Target,
        unique: &str,
    ) -> Map<String, Value> {
        let scope = if target.audience == self.issuer {
            scope::join(&granted.scopes)
        } else {
            target.scopes.join(" ")
        };
        let mut all =
            claims::of_application(self.application, self.tenant, self.account, Token::Access);
        all.extend([
            ("iss".to_owned(), json!(self.issuer)),
            ("sub".to_owned(), json!(self.subject())),
            ("aud".to_owned(), json!(target.audience)),
            ("client_id".to_owned(), json!(self.application.client_id)),
            ("scope".to_owned(), json!(scope)),
            ("jti".to_owned(), json!(format!("{}.{unique}", granted.grant))),
            ("auth_time".to_owned(), json!(granted.authenticated_at)),
            ("sid".to_owned(), json!(granted.session)),
        ]);
        all
    }

    /// The userinfo answer (OpenID Connect Core §5.3.2).
    pub fn userinfo(&self, scopes: &[Scope], details: &GrantDetails) -> Map<String, Value> {
        let mut all = claims::asked(scopes, &details.userinfo_claims, self.account);
        all.extend(claims::of_application(
            self.application,
            self.tenant,
            self.account,
            Token::Userinfo,
        ));
        all.insert("sub".to_owned(), json!(self.subject()));
        all
    }
}

/// The claims of an access token that an application has on its own behalf, but for `iat` and `exp`. `unique` is its `jti`,
/// which names no grant.
pub fn own_access_token(
    issuer: &str,
    application: &Application,
    target: &Target,
    unique: &str,
) -> Map<String, Value> {
    let claims = [
        ("iss", json!(issuer)),
        ("sub", json!(application.client_id)),
        ("aud", json!(target.audience)),
        ("client_id", json!(application.client_id)),
        ("scope", json!(target.scopes.join(" "))),
        ("jti", json!(unique)),
    ];
    claims.into_iter().map(|(name, value)| (name.to_owned(), value)).gather()
}

/// The grant that an access token's `jti` names; none for an application's own.
pub fn grant_of(jti: &str) -> Option<&str> {
    jti.split_once('.').map(|(grant, _)| grant)
}

/// The left half of the token's hash (OpenID Connect Core §3.1.3.6); Ed25519 goes with SHA-512.
fn at_hash(algorithm: SigningAlgorithm, access_token: &str) -> String {
    match algorithm {
        SigningAlgorithm::EdDSA => left_half(&Sha512::digest(access_token)),
        _ => left_half(&Sha256::digest(access_token)),
    }
}

fn left_half(digest: &[u8]) -> String {
    base64url::encode(digest.split_at(digest.len() / 2).0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Proof;
    use crate::protocol::account::tests::account;
    use crate::protocol::application::tests::application;

    #[test]
    fn an_id_token_tells_no_more_than_its_scopes() {
        let (application, account) = (application(), account());
        let party = Party {
            issuer: "https://i.example",
            tenant: "t",
            application: &application,
            account: &account,
        };
        let granted = Granted {
            grant: "g".into(),
            session: "s".into(),
            scopes: vec![Scope::OpenId],
            api_scopes: Vec::new(),
            nonce: Some("n".into()),
            proofs: Proofs::of(Proof::mailed_code("ann@partner.example", 5)),
            authenticated_at: 5,
            details: GrantDetails::default(),
            jkt: None,
        };
        let claims = party.id_token(&granted, "token");
        let mut names: Vec<_> = claims.keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            ["acr", "amr", "at_hash", "aud", "auth_time", "iss", "nonce", "sid", "sub"]
        );
        assert_eq!(claims.get("amr"), Some(&json!(["otp"])));
    }

    #[test]
    fn at_hash_is_the_one_of_the_core_specification() {
        // OpenID Connect Core, appendix A.3.
        let token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
        assert_eq!(at_hash(SigningAlgorithm::RS256, token), "77QmUPtjPfzWtF2AnpK9RQ");
    }
}
