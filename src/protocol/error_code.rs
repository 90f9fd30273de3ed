//! The codes of errors (RFC 6749 §4.1.2.1 and §5.2, OpenID Connect Core §3.1.2.6, RFC 6750 §3.1, RFC 8707 §2, RFC 8628 §3.5).

/// An error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCode {
    /// The request is malformed.
    InvalidRequest,
    /// The client could not be authenticated.
    InvalidClient,
    /// The code, refresh token or verifier is not valid.
    InvalidGrant,
    /// The application may not use this grant.
    UnauthorizedClient,
    /// The proof of possession is not valid.
    InvalidDpopProof,
    /// The grant type is not supported.
    UnsupportedGrantType,
    /// The response type is not supported.
    UnsupportedResponseType,
    /// A scope is unknown, or not this client's.
    InvalidScope,
    /// A resource is unknown, or not this client's.
    InvalidTarget,
    /// The person or the flow said no.
    AccessDenied,
    /// `prompt=none`, and nobody is signed in.
    LoginRequired,
    /// `prompt=none`, and a page would be needed.
    InteractionRequired,
    /// `prompt=none`, and consent would be needed.
    ConsentRequired,
    /// The person can't be authenticated in the way asked for.
    UnmetAuthenticationRequirements,
    /// The request object is not good.
    InvalidRequestObject,
    /// `request_uri` leads to nothing.
    InvalidRequestUri,
    /// `registration` is not supported.
    RegistrationNotSupported,
    /// A redirect URI can't be registered.
    InvalidRedirectUri,
    /// What a client says of itself can't be registered.
    InvalidClientMetadata,
    /// The access token is not valid.
    InvalidToken,
    /// The access token's scope does not reach here.
    InsufficientScope,
    /// The person is not through yet.
    AuthorizationPending,
    /// The same, and the device asks too often.
    SlowDown,
    /// The device code's time is over.
    ExpiredToken,
    /// Something failed here.
    ServerError,
    /// Something is down for a while.
    TemporarilyUnavailable,
}

impl ErrorCode {
    /// The code as it is sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::InvalidDpopProof => "invalid_dpop_proof",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::InvalidTarget => "invalid_target",
            Self::AccessDenied => "access_denied",
            Self::LoginRequired => "login_required",
            Self::InteractionRequired => "interaction_required",
            Self::ConsentRequired => "consent_required",
            Self::UnmetAuthenticationRequirements => "unmet_authentication_requirements",
            Self::InvalidRequestObject => "invalid_request_object",
            Self::InvalidRequestUri => "invalid_request_uri",
            Self::RegistrationNotSupported => "registration_not_supported",
            Self::InvalidRedirectUri => "invalid_redirect_uri",
            Self::InvalidClientMetadata => "invalid_client_metadata",
            Self::InvalidToken => "invalid_token",
            Self::InsufficientScope => "insufficient_scope",
            Self::AuthorizationPending => "authorization_pending",
            Self::SlowDown => "slow_down",
            Self::ExpiredToken => "expired_token",
            Self::ServerError => "server_error",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
        }
    }
}
