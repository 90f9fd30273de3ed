//! Authorization codes, as they are written: for their own application, redirect URI and verifier (RFC 6749 §4.1.2). `redemption`
//! redeems them.

use crate::ports::Value;
use crate::protocol::{AuthorizationRequest, lifetime};

/// What a code stands for that answers `request`, as the statements that write one name it.
pub(super) fn code_of(
    request: &AuthorizationRequest,
    hash: Option<&str>,
    now: i64,
) -> [(&'static str, Value); 10] {
    [
        ("code", hash.into()),
        ("scopes", serde_json::json!(request.scopes).to_string().into()),
        ("agreed", serde_json::json!(request.told_scopes()).to_string().into()),
        ("challenge", request.code_challenge.as_deref().into()),
        ("nonce", request.nonce.as_deref().into()),
        ("details", serde_json::json!(request.details).to_string().into()),
        ("jkt", request.jkt.as_deref().into()),
        ("pushed", request.pushed.as_ref().map(|pushed| &pushed.id).into()),
        ("opening", request.pushed.as_ref().map(|pushed| &pushed.opening).into()),
        ("code_expires", (now + lifetime::CODE).into()),
    ]
}

/// Writes a code of [`code_of`] for the person of a row of `runs` or `sessions`, in a session. Goes on with FROM.
macro_rules! insert_code {
    ($person:literal, $session:literal, $answers:expr) => {
        concat!(
            "INSERT INTO codes (hash, client_id, redirect_uri, code_challenge, nonce, scopes, details, jkt, flow, account,",
            " session, proofs, method, authenticated_at, answers, created_at, expires_at) SELECT :code, :client, :redirect, :challenge,",
            " :nonce, :scopes, :details, :jkt, :flow, ",
            $person,
            ".account, ",
            $session,
            ".id, ",
            $person,
            ".proofs, ",
            $person,
            ".method, ",
            $person,
            ".authenticated_at, ",
            $answers,
            ", :now, :code_expires"
        )
    };
}
pub(super) use insert_code;
