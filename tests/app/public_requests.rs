//! What anybody can send in the name of a public application is kept, but not without end.

use crate::browser::*;
use crate::signer::cause;
use vestibule::http::{Form, Request, Response};
use vestibule::native::Counts;

const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

fn push(app: App) -> Request {
    let path = app.authorize(&[]);
    let form = Form::parse(path.split_once('?').unwrap().1.as_bytes());
    vestibule::native::post(ISSUER, "/par", &form)
}

fn device() -> Request {
    post("/device_authorization", &[("client_id", MOBILE.client_id), ("scope", "openid")])
}

fn from(ip: &str, request: Request) -> Request {
    Request { ip: Some(ip.to_owned()), ..request }
}

fn refused(response: &Response) -> bool {
    let wait = response.header("retry-after").and_then(|wait| wait.parse::<i64>().ok());
    response.status == 429
        && cause(response) == "too_many_requests"
        && wait.is_some_and(|wait| (1..=600).contains(&wait))
}

#[test]
fn a_network_pushes_and_asks_for_devices_three_hundred_times_in_ten_minutes() {
    let deployment = Deployment::new();
    let native = r#""type": "native""#;
    let grants = format!(r#"{native}, "grantTypes": ["authorization_code", "{DEVICE_CODE}"]"#);
    deployment.edit("app/woodgrove-mobile", native, &grants);
    let deployment = deployment.in_production();
    let send = |ip: &str, request: Request| deployment.send(from(ip, request));
    for at in 0..150 {
        assert_eq!(send("192.0.2.7", push(SHOP)).status, 201, "{at}");
        assert_eq!(send("192.0.2.7", device()).status, 200, "{at}");
    }
    deployment.platform.reset_counts();
    assert!(refused(&send("192.0.2.7", push(SHOP))) && refused(&send("192.0.2.7", device())));
    assert!(matches!(deployment.platform.counts(), Counts { batches: 2, .. }), "one trip each");
    for (table, kept) in [("pushed_requests", 150), ("device_codes", 150)] {
        assert_eq!(deployment.sql(&format!("SELECT 1 FROM {table}")).len(), kept);
    }
    assert_eq!(send("192.0.2.8", push(SHOP)).status, 201, "another network");
    deployment.platform.clock.advance(601);
    assert_eq!(send("192.0.2.7", push(SHOP)).status, 201, "ten minutes later");
    assert_eq!(send("192.0.2.7", device()).status, 200);
}
