//! What ends before its time, in SQL: sessions, and what an application was given for one. A condition names the rows.

/// Sessions end.
macro_rules! end_sessions {
    ($which:expr) => {
        concat!("UPDATE sessions SET ended_at = :now WHERE ended_at IS NULL AND ", $which)
    };
}
pub(super) use end_sessions;

/// Refresh tokens of the grants of the condition end.
macro_rules! end_families {
    ($grants:expr) => {
        concat!(
            "UPDATE families SET ended_at = :now WHERE ended_at IS NULL AND id IN (SELECT id FROM grants WHERE ",
            $grants,
            ")"
        )
    };
}
pub(super) use end_families;

/// Grants end, and access tokens with them.
macro_rules! revoke_grants {
    ($which:expr) => {
        concat!("UPDATE grants SET revoked_at = :now WHERE revoked_at IS NULL AND ", $which)
    };
}
pub(super) use revoke_grants;
