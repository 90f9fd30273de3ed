//! The documents that a tester of the OpenID conformance suite pushes.

use crate::help::vestibule;

#[test]
fn the_documents_for_the_conformance_suite_have_no_fault_wherever_they_serve() {
    let check = ["check", "tests/conformance/suite/documents"];
    for arguments in [&check[..], &[check[0], check[1], "--development"]] {
        let (code, told, faults) = vestibule(arguments);
        assert_eq!((code, told.as_str(), faults.as_str()), (0, "9 documents, no faults\n", ""));
    }
}
