//! A request names the issuer's host, or a proxy in front of the Worker does; the issuer is `ISSUER`'s whatever they say.

use crate::browser::*;
use crate::people::with_header;
use vestibule::http::{Request, Response};
use vestibule::native;

fn discovery(origin: &str) -> Request {
    native::get(origin, "/.well-known/openid-configuration?x=1")
}

/// That it is the issuer's own discovery document.
fn is_ours(response: &Response) -> bool {
    response.status == 200 && json(response)["issuer"] == ISSUER
}

#[test]
fn in_production_another_host_is_not_this_issuer() {
    let deployment = Deployment::new().in_production();
    assert!(is_ours(&deployment.send(discovery(ISSUER))));
    assert!(is_ours(&deployment.send(discovery("https://LOCALHOST:8787"))));
    for origin in [
        "https://vestibule.example.workers.dev",
        "https://localhost:8788",
        "https://localhost.example",
        "http://127.0.0.1:8080",
    ] {
        let response = deployment.send(discovery(origin));
        assert_eq!((response.status, response.body.as_str()), (404, ""), "{origin}");
    }
}

#[test]
fn behind_a_proxy_the_issuer_stays_the_same() {
    let deployment = Deployment::new().in_production();
    assert!(is_ours(&deployment.send(discovery("http://localhost"))), "without the port");
    let forwarded = |host| with_header(discovery("http://10.0.0.7:8080"), "x-forwarded-host", host);
    for host in ["localhost:8787", "localhost", "localhost:8787, proxy.example"] {
        assert!(is_ours(&deployment.send(forwarded(host))), "{host}");
    }
    for host in ["evil.example", "evil.example, localhost:8787", ""] {
        assert_eq!(deployment.send(forwarded(host)).status, 404, "{host}");
    }
}

#[test]
fn in_development_another_host_leads_to_the_issuer_but_never_in_a_circle() {
    let deployment = Deployment::new();
    let response = deployment.send(discovery("https://127.0.0.1:8787"));
    let issuers = format!("{ISSUER}/.well-known/openid-configuration?x=1");
    assert_eq!(response.status, 307);
    assert_eq!(response.header("location"), Some(issuers.as_str()));
    let behind_tls = deployment.send(discovery("http://127.0.0.1:8080"));
    assert!(is_ours(&behind_tls), "a proxy that ends TLS calls the Worker by its own address");
}

#[test]
fn a_form_through_a_proxy_that_ends_tls_may_come_from_the_workers_own_address_in_development_alone()
{
    for (deployment, expected) in
        [(Deployment::new(), 422), (Deployment::new().in_production(), 403)]
    {
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SHOP.authorize(&[])).page("sign-in");
        let send = |reached: &str, origin: &str| {
            let fields = [
                ("token", &*page.token),
                ("email", "a@partner.example"),
                ("password", "wrong one"),
            ];
            let mut request = browser.with_cookies(post(&page.action, &fields));
            request.headers.0.retain(|(name, _)| name != "sec-fetch-site");
            reached.clone_into(&mut request.origin);
            deployment.send(with_header(request, "origin", origin)).status
        };
        let reached = "http://localhost:8787";
        assert_eq!(send(reached, reached), expected);
        assert_eq!(send(reached, "http://localhost:3000"), 403);
        assert_eq!(send(reached, "https://evil.example"), 403);
    }
}
