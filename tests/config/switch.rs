//! `vestibule disable`, `enable` and `keys`: what they refuse before anything is asked of a database, and what they write.

use crate::help::vestibule;
use vestibule::store::disabled::Switch;

#[test]
fn only_ids_of_their_kind_reach_sql() {
    for (kind, id) in [
        ("account", "x"),
        ("app", "x'; DROP TABLE accounts; --"),
        ("app", ""),
        ("app", "https://tools.example/'"),
        ("app", "https://tools.example/a b"),
        ("flow", "https://tools.example/client.json"),
        ("flow", "-x"),
        ("flow", "a/b"),
        ("idp", "google"),
        ("secret", "woodgrove-suppliers-sample-secret"),
        ("key", "YQ"),
        ("key", "LEH0xGskWj2zlXDXi8yEVGsX2mO-SvdekmKVlNf_6Z'"),
    ] {
        assert!(Switch::of(kind, id).is_err(), "{kind} {id}");
        let (code, _, err) = vestibule(&["disable", "--local", "--", kind, id]);
        assert_eq!(code, 2);
        assert!(err.contains("allowed: "), "{err}");
    }
}

#[test]
fn a_secret_is_named_by_its_hash_in_base64url_or_hex() {
    let hash = vestibule::encode::hash::sha256("a secret");
    let hex = vestibule::encode::hash::sha256_bytes(b"a secret")
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    assert_eq!(Switch::of("secret", &hex).unwrap().id(), hash);
    assert_eq!(Switch::of("secret", &hash).unwrap().id(), hash);
}

#[test]
fn what_the_folder_does_not_name_is_refused_with_what_it_names() {
    let disable = |kind: &str, id: &str| {
        vestibule(&["disable", kind, id, "--local", "--dir", "assets/sample"])
    };
    let (code, _, err) = disable("flow", "suplier");
    assert_eq!(code, 1);
    assert_eq!(
        err,
        "assets/sample names no flow suplier; it names: customer, reseller, supplier\n"
    );
    let other = vestibule::encode::hash::sha256("other");
    let (code, _, err) = disable("secret", &other);
    let known = vestibule::encode::hash::sha256("woodgrove-suppliers-sample-secret");
    assert!(code == 1 && err.contains(&known), "{err}");
}

#[test]
fn keys_are_rotated_by_algorithm_and_anything_else_is_refused() {
    for (words, expected) in [
        (&["rotate", "--local", "HS256"][..], "allowed: RS256, PS256, ES256, EdDSA"),
        (&["rotate", "--local"], "an algorithm"),
        (&["rotate", "ES256"], "exactly one of --local, --remote is needed"),
        (&["list", "--local", "ES256"], "keys list takes no words"),
        (&["revoke", "x"], "keys takes one of: list, rotate"),
    ] {
        let (code, _, err) = vestibule(&[&["keys"], words].concat());
        assert!(code == 2 && err.contains(expected), "{words:?}: {err}");
    }
}
