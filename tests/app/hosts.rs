//! A request names the issuer's host, or a proxy in front of the Worker does; the issuer is `ISSUER`'s whatever they say.

use crate::browser::*;
use crate::people::with_header;
use crate::wrong_credentials::for_production;
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
fn what_anybody_can_send_names_no_host() {
    let deployment = Deployment::new().in_production();
    assert!(is_ours(&deployment.send(discovery("http://localhost"))), "without the port");
    for name in ["x-forwarded-host", "forwarded", "x-original-host", "host", "x-host"] {
        for host in ["localhost:8787", "localhost", "host=localhost:8787"] {
            let request =
                with_header(discovery("https://vestibule.example.workers.dev"), name, host);
            let response = deployment.send(request);
            assert_eq!((response.status, response.body.as_str()), (404, ""), "{name}: {host}");
        }
    }
}

/// Behind a proxy that calls the Worker by an address of its own.
fn behind_proxy() -> Deployment {
    for_production().in_production_with(|variables| {
        variables.forwarded_host_header = Some("X-Forwarded-Host".to_owned());
        variables.forwarded_for_header = Some("X-Forwarded-For".to_owned());
    })
}

#[test]
fn behind_a_proxy_the_issuer_stays_the_same() {
    let deployment = behind_proxy();
    assert!(is_ours(&deployment.send(discovery("http://localhost"))), "without the port");
    let forwarded = |host| with_header(discovery("http://10.0.0.7:8080"), "x-forwarded-host", host);
    for host in ["localhost:8787", "localhost", "localhost:8787, proxy.example"] {
        assert!(is_ours(&deployment.send(forwarded(host))), "{host}");
    }
    for host in ["evil.example", "evil.example, localhost:8787", "", "\u{a0}localhost:8787"] {
        assert_eq!(deployment.send(forwarded(host)).status, 404, "{host}");
    }
    let other = with_header(discovery("http://10.0.0.7:8080"), "x-original-host", "localhost:8787");
    assert_eq!(deployment.send(other).status, 404, "another header than the one that is named");
}

/// How often a wrong secret is told from an address before its network is told to wait: 20 times.
fn told(deployment: &Deployment, forwarded: &[&str]) -> Vec<u16> {
    let wrong = |address: &&str| {
        let wrong = App { secret: Some("wrong"), ..SUPPLIERS };
        let request = with_header(wrong.redeem("x"), "x-forwarded-for", address);
        deployment.send(request).status
    };
    forwarded.iter().map(wrong).collect()
}

#[test]
fn behind_a_proxy_networks_are_counted_by_the_address_that_it_tells() {
    let deployment = behind_proxy();
    let mut all = vec!["198.51.100.7"; 20];
    assert_eq!(told(&deployment, &all), [401; 20]);
    // Ports and whatever the caller itself wrote in front make no other network; another address is one.
    let same = [
        "198.51.100.7:999",
        "[::ffff:198.51.100.7]:1",
        "192.0.2.5, 198.51.100.7",
        "x,198.51.100.7",
    ];
    assert_eq!(told(&deployment, &same), [429; 4]);
    assert_eq!(told(&deployment, &["198.51.100.8", "198.51.100.7, 198.51.100.9"]), [401; 2]);
    // Of an IPv6 address the first half counts.
    all = vec!["2001:db8::1"; 20];
    assert_eq!(told(&deployment, &all), [401; 20]);
    assert_eq!(told(&deployment, &["[2001:db8::2]:5", "2001:db8:0:1::1"]), [429, 401]);
    // What is no address is one network, and not none.
    all = vec!["unknown"; 20];
    assert_eq!(told(&deployment, &all), [401; 20]);
    assert_eq!(told(&deployment, &["", "198.51.100.9, -", "198.51.100.300", "_a"]), [429; 4]);
}

#[test]
fn without_a_proxy_no_header_makes_another_network() {
    let deployment = for_production().in_production();
    let addresses: Vec<String> = (0..21).map(|last| format!("198.51.100.{last}")).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    assert_eq!(told(&deployment, &addresses).last(), Some(&429));
}

#[test]
fn a_caller_without_an_address_is_counted_too() {
    let deployment = for_production().in_production();
    let wrong = App { secret: Some("wrong"), ..SUPPLIERS };
    let nowhere = |ip: Option<&str>| Request { ip: ip.map(str::to_owned), ..wrong.redeem("x") };
    let answers: Vec<u16> = (0..21).map(|_| deployment.send(nowhere(None)).status).collect();
    assert_eq!(answers.last(), Some(&429));
    assert_eq!(deployment.send(nowhere(Some("no address"))).status, 429);
    assert_eq!(deployment.send(nowhere(Some("198.51.100.1"))).status, 401);
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
