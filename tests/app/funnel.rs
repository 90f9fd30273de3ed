//! The log of whole walks, as `vestibule funnel` counts it.

use crate::browser::*;
use crate::people::*;
use std::io::Write;
use std::process::{Command, Stdio};

/// What `vestibule funnel` says of the log.
fn funnel(deployment: &Deployment) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"))
        .arg("funnel")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let log = deployment.platform.log.lines().join("\n");
    command.stdin.take().unwrap().write_all(log.as_bytes()).unwrap();
    String::from_utf8(command.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn each_step_of_a_walk_is_counted_and_so_is_where_people_stopped() {
    let deployment = Deployment::new();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, "ann@partner.example").code();
    let mut bob = Browser::new(&deployment);
    let page = ask_for_code(&mut bob, SUPPLIERS, "bob@partner.example");
    bob.submit(&page, &[("code", "12345678")]).page("code");
    Browser::new(&deployment).open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let expected = "\
woodgrove-suppliers, flow supplier: 3 runs, 1 finished
  step            came  passed stopped  reasons
  authorize          3       3       1
  sign-up            2       2       0
  code               2       1       1  wrong 1
  password           1       1       0
  attributes         1       1       0
  finish             1       1       0
";
    let said = funnel(&deployment);
    assert!(said.starts_with(expected) && said.contains(" 0 unreadable"), "{said}");
}
