//! Why an application is told an error, more closely than its code says: each cause is mended in one way
//! (README, "When something goes wrong"), and each has one code.

use super::ErrorCode;

macro_rules! causes {
    ($($(#[$doc:meta])+ $cause:ident $code:ident $name:literal)+) => {
        /// Why an application is told an error.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Cause {
            $($(#[$doc])+ $cause,)+
        }

        impl Cause {
            /// Every cause.
            pub const ALL: &[Self] = &[$(Self::$cause),+];

            /// The word for it, stable, as it is told and logged.
            pub fn name(self) -> &'static str {
                match self { $(Self::$cause => $name),+ }
            }

            /// The cause of that name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|cause| cause.name() == name)
            }

            /// The error code on the wire.
            pub fn code(self) -> ErrorCode {
                match self { $(Self::$cause => ErrorCode::$code),+ }
            }
        }
    };
}

causes! {
    /// A parameter stands there twice.
    ParameterRepeated InvalidRequest "parameter_repeated"
    /// A parameter is left out.
    ParameterMissing InvalidRequest "parameter_missing"
    /// The parameters together are larger than a request may be.
    RequestTooLarge InvalidRequest "request_too_large"
    /// `state` is longer than it may be.
    StateTooLong InvalidRequest "state_too_long"
    /// `response_mode` is unknown, or not this application's.
    ResponseMode InvalidRequest "response_mode_not_allowed"
    /// `prompt` holds an unknown value.
    Prompt InvalidRequest "prompt_unknown"
    /// `prompt` holds `none` and another value.
    PromptNone InvalidRequest "prompt_none_combined"
    /// `max_age` is no number.
    MaxAge InvalidRequest "max_age_malformed"
    /// `claims` is not the JSON object that it must be.
    ClaimsMalformed InvalidRequest "claims_malformed"
    /// Neither challenge nor, where that is enough, `nonce` was sent.
    ChallengeMissing InvalidRequest "code_challenge_missing"
    /// The challenge is not the base64url of a SHA-256.
    ChallengeMalformed InvalidRequest "code_challenge_malformed"
    /// The challenge's method is not S256.
    ChallengeMethod InvalidRequest "code_challenge_method_not_s256"
    /// `dpop_jkt` is no thumbprint.
    ThumbprintMalformed InvalidRequest "dpop_jkt_malformed"
    /// The verifier has not the form of one.
    VerifierMalformed InvalidRequest "code_verifier_malformed"
    /// The flow is not one of the application's.
    UserFlow InvalidRequest "user_flow_not_allowed"
    /// The redirect URI of a pushed request is not registered.
    RedirectUriNotRegistered InvalidRequest "redirect_uri_not_registered"
    /// `request_uri` stands in a pushed request.
    RequestUriPushed InvalidRequest "request_uri_pushed"
    /// The application's document says that its requests are pushed, and this one was not.
    PushedRequired InvalidRequest "pushed_request_required"
    /// The body is larger than is read.
    BodyTooLarge InvalidRequest "body_too_large"
    /// The body is not a form.
    BodyNoForm InvalidRequest "body_not_a_form"
    /// The endpoint does not answer that method.
    Method InvalidRequest "method_not_allowed"
    /// The client secret was sent in header and body.
    SecretTwice InvalidRequest "client_secret_sent_twice"
    /// The access token was sent in header and body.
    AccessTokenTwice InvalidRequest "access_token_sent_twice"
    /// The response type is another than `code`.
    ResponseType UnsupportedResponseType "response_type_not_code"
    /// `request` and `request_uri` were both sent.
    RequestObjectTwice InvalidRequest "request_object_sent_twice"
    /// The request object is not a signed JWT of that type.
    RequestObjectMalformed InvalidRequestObject "request_object_malformed"
    /// None of the application's keys signed the request object, in the way it says.
    RequestObjectSignature InvalidRequestObject "request_object_signature"
    /// The request object is another application's, for another issuer, or of another time.
    RequestObjectClaims InvalidRequestObject "request_object_claims"
    /// The application's document says that its requests are signed, and this one was not.
    RequestObjectRequired InvalidRequestObject "request_object_required"
    /// `request_uri` is not one of the application's.
    RequestUriNotRegistered InvalidRequestUri "request_uri_not_registered"
    /// `request_uri` does not answer with a request object.
    RequestUriUnreadable InvalidRequestUri "request_uri_unreadable"
    /// There is no such pushed request, or it is another application's.
    PushedUnknown InvalidRequestUri "pushed_request_unknown"
    /// The pushed request was not opened in time.
    PushedExpired InvalidRequestUri "pushed_request_expired"
    /// A code was written for the pushed request.
    PushedUsed InvalidRequestUri "pushed_request_used"
    /// `registration` was sent.
    Registration RegistrationNotSupported "registration_not_supported"
    /// The tenant takes no registrations.
    RegistrationOff RegistrationNotSupported "registration_off"
    /// A redirect URI can't be registered.
    RedirectUriRefused InvalidRedirectUri "redirect_uri_refused"
    /// A member of client metadata can't be registered.
    MetadataRefused InvalidClientMetadata "client_metadata_refused"
    /// The body is no JSON object.
    BodyNoJson InvalidClientMetadata "body_not_json"
    /// `scope` lacks `openid`.
    ScopeWithoutOpenId InvalidScope "scope_without_openid"
    /// The application's document leaves a scope out.
    ScopeNotAllowed InvalidScope "scope_not_allowed"
    /// A refresh asks for more than was granted.
    ScopeExceeded InvalidScope "scope_exceeds_grant"
    /// A resource is not one of those that the application names.
    ResourceUnknown InvalidTarget "resource_unknown"
    /// A token is asked for a resource that was not granted.
    ResourceNotGranted InvalidTarget "resource_not_granted"
    /// A token is asked for several resources, or for none where there are several.
    ResourcesSeveral InvalidTarget "resource_ambiguous"
    /// `prompt=none`, and nobody is signed in, recently enough, or as whom was hinted.
    NotSignedIn LoginRequired "not_signed_in"
    /// Another person signed in than the one that was hinted at.
    AnotherPerson LoginRequired "another_person"
    /// `prompt=none`, and a page of the flow is needed.
    PageNeeded InteractionRequired "page_needed"
    /// `prompt=none`, and the person was not asked for consent.
    ConsentNeeded ConsentRequired "consent_needed"
    /// An `acr` is essential that nobody reaches here.
    AcrUnmet UnmetAuthenticationRequirements "acr_unmet"
    /// The person did not agree.
    ConsentRefused AccessDenied "consent_refused"
    /// The person has no account here, and the flow makes none.
    SignUpClosed AccessDenied "sign_up_closed"
    /// The account is switched off.
    AccountDisabled AccessDenied "account_disabled"
    /// The account signs in in a way that the flow does not offer.
    NoWayIn AccessDenied "no_way_in"
    /// Addresses of the person's domain may not sign up.
    EmailDomain AccessDenied "email_domain_refused"
    /// Application or flow is switched off.
    SwitchedOff AccessDenied "switched_off"
    /// No client says who it is.
    ClientIdMissing InvalidClient "client_id_missing"
    /// Header and body name different clients.
    ClientIdsDiffer InvalidClient "client_ids_differ"
    /// There is no such application.
    UnknownApplication InvalidClient "unknown_application"
    /// Nothing can be made of the document that the `client_id` is the address of.
    ClientDocument InvalidClient "client_id_metadata_refused"
    /// The `Authorization` header can't be read.
    AuthorizationMalformed InvalidClient "authorization_malformed"
    /// A public application sent a secret.
    SecretUnexpected InvalidClient "client_secret_unexpected"
    /// A confidential application sent none.
    SecretMissing InvalidClient "client_secret_missing"
    /// The secret came by another method than the registered one.
    SecretMethod InvalidClient "client_secret_method"
    /// The secret is wrong.
    SecretWrong InvalidClient "client_secret_wrong"
    /// Wrong secrets or signatures came too often from one network.
    SecretsThrottled InvalidClient "too_many_wrong_secrets"
    /// An application that proves itself by an assertion sent none.
    AssertionMissing InvalidClient "client_assertion_missing"
    /// An application that does not prove itself by an assertion sent one.
    AssertionUnexpected InvalidClient "client_assertion_unexpected"
    /// The assertion is no JWT, or one of another type.
    AssertionMalformed InvalidClient "client_assertion_malformed"
    /// The assertion is signed by another algorithm than is registered.
    AssertionAlgorithm InvalidClient "client_assertion_algorithm"
    /// The assertion lacks a claim, or speaks of another application.
    AssertionClaims InvalidClient "client_assertion_claims"
    /// The assertion is for another audience.
    AssertionAudience InvalidClient "client_assertion_audience"
    /// The assertion is over, not yet good, or good for too long.
    AssertionTime InvalidClient "client_assertion_time"
    /// No key or secret of the application made the assertion's signature.
    AssertionSignature InvalidClient "client_assertion_signature"
    /// The assertion was used before.
    AssertionUsed InvalidClient "client_assertion_used"
    /// The application's `jwksUri` gives no keys.
    ClientKeysUnavailable InvalidClient "client_keys_unavailable"
    /// The application is switched off, or the secret it proved itself with.
    ClientDisabled InvalidClient "client_switched_off"
    /// The authorization code is not known, or another application's.
    CodeUnknown InvalidGrant "code_unknown"
    /// The code was sent to another redirect URI.
    CodeRedirectUri InvalidGrant "code_redirect_uri_differs"
    /// The verifier does not answer the challenge that the code was asked for with.
    CodeVerifier InvalidGrant "code_verifier_wrong"
    /// The code is bound to another key than was proven.
    CodeKey InvalidGrant "code_key_differs"
    /// The code was redeemed before.
    CodeUsed InvalidGrant "code_used"
    /// The code's time is over.
    CodeExpired InvalidGrant "code_expired"
    /// What the code stands for is over: session, account, flow, way in or client secret.
    CodeEnded InvalidGrant "code_ended"
    /// The device code is not known, or another application's.
    DeviceCodeUnknown InvalidGrant "device_code_unknown"
    /// The device code was redeemed before.
    DeviceCodeUsed InvalidGrant "device_code_used"
    /// The device's person is not through yet.
    DevicePending AuthorizationPending "device_pending"
    /// The same, and the device asks sooner than it may.
    DeviceTooSoon SlowDown "device_asks_too_soon"
    /// The device code's time is over.
    DeviceCodeExpired ExpiredToken "device_code_expired"
    /// The device's person said no, or could not sign in.
    DeviceDenied AccessDenied "device_denied"
    /// The refresh token is not known, or another application's.
    RefreshTokenUnknown InvalidGrant "refresh_token_unknown"
    /// A successor of the refresh token was used, which ends them all.
    RefreshTokenUsed InvalidGrant "refresh_token_used"
    /// The refresh token is bound to another key than was proven.
    RefreshTokenKey InvalidGrant "refresh_token_key_differs"
    /// The refresh token's time is over.
    RefreshTokenExpired InvalidGrant "refresh_token_expired"
    /// What the refresh token stands for is over: account, application, flow, way in or client secret.
    RefreshTokenEnded InvalidGrant "refresh_token_ended"
    /// The application's document leaves the grant out.
    GrantNotAllowed UnauthorizedClient "grant_type_not_allowed"
    /// The application's tokens are bound to keys, and no key was proven.
    DpopRequired InvalidRequest "dpop_proof_required"
    /// The access token is bound to a key, and came without a proof.
    DpopMissing InvalidDpopProof "dpop_proof_missing"
    /// The proof is not one JWT of its type, under a key of its own.
    DpopMalformed InvalidDpopProof "dpop_proof_malformed"
    /// The proof lacks a claim, or is for another request or token.
    DpopClaims InvalidDpopProof "dpop_proof_claims"
    /// The proof is too old, or from the future.
    DpopTime InvalidDpopProof "dpop_proof_time"
    /// The proof's key did not make its signature.
    DpopSignature InvalidDpopProof "dpop_proof_signature"
    /// The proof was used before.
    DpopUsed InvalidDpopProof "dpop_proof_used"
    /// The proof is by another key than the token or the request names.
    DpopKey InvalidDpopProof "dpop_proof_key_differs"
    /// The grant type is not known.
    GrantType UnsupportedGrantType "grant_type_unknown"
    /// The initial access token is none of the tenant's.
    InitialAccessToken InvalidToken "initial_access_token_not_valid"
    /// The registration access token is not this registration's, or it is over.
    RegistrationToken InvalidToken "registration_access_token_not_valid"
    /// Wrong tokens for registering came too often from one network.
    TokensThrottled InvalidToken "too_many_wrong_tokens"
    /// No access token was sent.
    AccessTokenMissing InvalidToken "access_token_missing"
    /// The access token is not this issuer's, or what it stands for is over.
    AccessTokenNotValid InvalidToken "access_token_not_valid"
    /// The access token is bound to a key and came as `Bearer`, or is not and came as `DPoP`.
    AccessTokenScheme InvalidToken "access_token_scheme"
    /// The access token's time is over.
    AccessTokenExpired InvalidToken "access_token_expired"
    /// The access token is for an API.
    AccessTokenAudience InvalidToken "access_token_for_an_api"
    /// The access token lacks `openid`.
    AccessTokenScope InsufficientScope "access_token_without_openid"
    /// A fault of ours.
    ServerError ServerError "server_error"
    /// Something that we need does not answer.
    Unavailable TemporarilyUnavailable "temporarily_unavailable"
    /// Too many applications were registered from one network.
    RegistrationsThrottled TemporarilyUnavailable "too_many_registrations"
    /// Too much was to be kept for public applications from one network.
    RequestsThrottled TemporarilyUnavailable "too_many_requests"
    /// The deployment has no valid documents.
    NotConfigured TemporarilyUnavailable "not_configured"
    /// The deployment's settings have faults.
    Misconfigured TemporarilyUnavailable "misconfigured"
}
