//! Addresses as identities, in SQL: an address, in its form for comparison, is a subject of the issuer `email`.

/// That the identity `i` is the address that `$key` is in SQL.
macro_rules! is_address {
    ($key:literal) => {
        concat!("i.issuer = 'email' AND i.subject = ", $key)
    };
}
pub(super) use is_address;

/// The account of the address that `$key` is in SQL.
macro_rules! account_of_address {
    ($key:literal) => {
        concat!(
            "(SELECT i.account FROM identities i WHERE ",
            $crate::store::identities::is_address!($key),
            ")"
        )
    };
}
pub(super) use account_of_address;
