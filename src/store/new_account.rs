//! The account of a new person, whose address is proven, as the batch that finishes their run makes it.

use super::identities::account_of_address;
use super::nothing_disabled;
use super::proofs::{mailed_code_proof, password_proof};
use super::runs::{address_proven, answers_kept_of, this_run};

/// The identity provider of the account that a new person makes.
macro_rules! way_of_new {
    () => {
        "CASE WHEN runs.passwordless = 1 THEN 'emailOneTimePasscode' ELSE 'emailPassword' END"
    };
}
pub(super) use way_of_new;

/// That a row of `runs` is the run, for which this operation makes an account.
macro_rules! made {
    () => {
        "id = :run AND created_by = :req AND account IS NULL"
    };
}

/// Makes it, unless the address has an account by then.
pub(super) const NEW_ACCOUNT: [&str; 5] = [
    concat!(
        "UPDATE runs SET created_by = :req WHERE ",
        this_run!(),
        " AND intent = 'sign-up' AND account IS NULL AND ",
        address_proven!(),
        " AND (password IS NOT NULL OR passwordless = 1) AND answered_pages >= :answered AND ",
        account_of_address!("runs.email_key"),
        " IS NULL AND ",
        nothing_disabled!(way_of_new!())
    ),
    concat!(
        "INSERT INTO accounts (oid, user_type, creation_type, idp, email, email_verified, created_at,",
        " updated_at, test)",
        " SELECT :oid, :user_type, 'SelfServiceSignUp', CASE WHEN password IS NULL THEN 'mail' ELSE :host END,",
        " email, 1, :now, :now, :client = :test_client FROM runs WHERE ",
        made!()
    ),
    concat!(
        "INSERT INTO identities (issuer, subject, account, created_at)",
        " SELECT 'email', email_key, :oid, :now FROM runs WHERE ",
        made!()
    ),
    concat!(
        "INSERT INTO credentials (account, phc, pepper_key, created_at, updated_at)",
        " SELECT :oid, password, pepper_key, :now, :now FROM runs WHERE password IS NOT NULL AND ",
        made!()
    ),
    concat!(
        "UPDATE runs SET account = :oid, proofs = CASE WHEN password IS NULL THEN ",
        mailed_code_proof!("email_key"),
        " ELSE ",
        password_proof!("email_key"),
        " END, method = CASE WHEN password IS NULL THEN 'emailCode' ELSE 'password' END, authenticated_at = :now, ",
        answers_kept_of!("NULL"),
        " WHERE ",
        made!()
    ),
];
