//! Whether a session counts, as statements ask for it.

/// A session that is neither ended nor over, of an account that may be used.
macro_rules! live_session {
    () => {
        "s.secret = :secret AND s.ended_at IS NULL AND s.idle_at > :now AND s.expires_at > :now AND EXISTS (SELECT 1 FROM accounts a WHERE a.oid = s.account AND a.enabled = 1)"
    };
}

pub(super) use live_session;
