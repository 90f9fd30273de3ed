//! Whether a session counts, as statements ask for it.

/// That the session `s` is neither ended nor over.
macro_rules! session_stands {
    () => {
        "s.ended_at IS NULL AND s.idle_at > :now AND s.expires_at > :now"
    };
}
pub(super) use session_stands;

/// That `s` is the session of the cookie `:secret`, and counts: it stands, and its account may be used.
macro_rules! live_session {
    () => {
        concat!(
            "s.secret = :secret AND ",
            $crate::store::live_session::session_stands!(),
            " AND ",
            $crate::store::people::account_enabled!("s.account")
        )
    };
}
pub(super) use live_session;
