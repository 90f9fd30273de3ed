//! The steps of a journey, as the addresses of their pages name them.

use crate::encode::words::words;

words! {
    /// A step: a page, and what its form is answered with.
    pub enum Step {
        /// Address and password, or address alone.
        SignIn = "sign-in",
        /// The address of a new account.
        SignUp = "sign-up",
        /// The address of an account whose password was forgotten.
        Reset = "reset",
        /// The mailed code.
        Code = "code",
        /// The address has no account.
        NoAccount = "no-account",
        /// The address has an account.
        Exists = "exists",
        /// The password of a new account.
        Password = "password",
        /// The new password of an account.
        NewPassword = "new-password",
        /// Attributes and terms.
        Attributes = "attributes",
        /// Whether the application gets the person's data.
        Consent = "consent",
        /// Whether who is signed in goes on as themselves.
        Continue = "continue",
        /// Everything is answered.
        Finish = "finish",
        /// The person can't go on.
        Refused = "refused",
        /// Back to the application, which hears that.
        Deny = "deny",
    }
}
