//! How pages look: tenant, flow and application, one over the other, and the style sheet that they make.

use crate::browser::*;
use crate::people::*;
use serde_json::{Value, json};
use vestibule::http::{Content, Response};

fn brand(deployment: &Deployment, key: &str, branding: &Value) {
    let mut document: Value = serde_json::from_str(&samples()[key]).unwrap();
    document["branding"] = branding.clone();
    deployment.platform.kv.put(key, &document.to_string());
}

/// The sample tenant without a look.
fn neutral() -> Deployment {
    let deployment = Deployment::new();
    for key in samples().keys() {
        let mut document: Value = serde_json::from_str(&samples()[key]).unwrap();
        document.as_object_mut().unwrap().remove("branding");
        deployment.platform.kv.put(key, &document.to_string());
    }
    deployment
}

fn accent(color: &str) -> Value {
    json!({"colors": {"accent": color}})
}

/// The address of the page's own style sheet.
fn sheet_of(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("href=\"/branding.css")?;
    let query = rest.split('"').next().unwrap().replace("&amp;", "&");
    Some(format!("/branding.css{query}"))
}

fn sign_in(deployment: &Deployment, client: App) -> String {
    Browser::new(deployment).open(&client.authorize(&[])).page("sign-in").html
}

fn sheet(deployment: &Deployment, html: &str) -> Response {
    deployment.send(get(&sheet_of(html).unwrap()))
}

#[test]
fn nothing_said_is_the_neutral_look() {
    let deployment = neutral();
    assert_eq!(sheet_of(&sign_in(&deployment, SUPPLIERS)), None);
    let response = deployment.send(get("/branding.css"));
    assert_eq!((response.status, response.body.as_str()), (200, ""));
}

#[test]
fn what_the_application_says_counts_before_its_flow_and_that_before_the_tenant() {
    let deployment = neutral();
    let footer = json!({"links": [{"label": "Privacy", "url": "https://woodgrove.example/p"}]});
    let tenant = json!({"colors": {"accent": "#0b5d3b"}, "cornerRadius": 3, "footer": footer});
    brand(&deployment, "tenant", &tenant);
    let html = sign_in(&deployment, SHOP);
    assert!(html.contains(r#"<a href="https://woodgrove.example/p" target="_blank""#));
    assert!(sheet(&deployment, &html).body.contains("--accent:#0b5d3b;"));

    brand(
        &deployment,
        "flow/customer",
        &json!({"colors": {"accent": "#7a2048"}, "layout": "split"}),
    );
    let deployment = deployment.new_isolate();
    let html = sign_in(&deployment, SHOP);
    assert!(html.contains(r#"<body class="split">"#) && html.contains("woodgrove.example/p"));
    let css = sheet(&deployment, &html).body;
    assert!(css.contains("--accent:#7a2048;") && css.contains("--round:3px;"), "{css}");
    assert!(!sign_in(&deployment, SUPPLIERS).contains("split"), "another flow");

    let mut own = accent("#1d3a8a");
    own["signInText"] = json!("**Staff** & [guests](https://woodgrove.example/g)");
    own["usernameHint"] = json!({"en": "\"you\"@woodgrove.example"});
    brand(&deployment, "app/woodgrove-shop", &own);
    let deployment = deployment.new_isolate();
    let html = sign_in(&deployment, SHOP);
    let css = sheet(&deployment, &html).body;
    assert!(css.contains("--accent:#1d3a8a;") && css.contains("--round:3px;"), "{css}");
    assert!(html.contains(r#"<body class="split">"#));
    assert!(html.contains("<strong>Staff</strong> &amp; <a href=\"https://woodgrove.example/g\""));
    assert!(html.contains(r#"placeholder="&quot;you&quot;@woodgrove.example""#));
}

#[test]
fn a_style_sheet_is_kept_for_good_under_its_hash_alone() {
    let deployment = neutral();
    brand(&deployment, "tenant", &accent("#0b5d3b"));
    let old = sheet_of(&sign_in(&deployment, SHOP)).unwrap();
    let response = deployment.send(get(&old));
    assert_eq!((response.status, &response.content), (200, &Content::Css));
    let header = |response: &Response, name| response.header(name).unwrap().to_owned();
    assert_eq!(header(&response, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(header(&response, "x-content-type-options"), "nosniff");
    assert_eq!(header(&response, "cross-origin-resource-policy"), "same-origin");
    assert!(header(&response, "content-security-policy").starts_with("default-src 'none'"));

    brand(&deployment, "tenant", &accent("#7a2048"));
    let deployment = deployment.new_isolate();
    let new = sheet_of(&sign_in(&deployment, SHOP)).unwrap();
    assert_ne!(old, new);
    let response = deployment.send(get(&old));
    assert!(response.body.contains("--accent:#7a2048;"), "a page that was open before");
    assert_eq!(header(&response, "cache-control"), "no-store");
    brand(&deployment, "tenant", &json!({}));
    assert_eq!(deployment.new_isolate().send(get(&new)).body, "", "the look was taken away");
}

#[test]
fn every_page_on_the_way_has_the_look_error_pages_and_sign_out_among_them() {
    let deployment = neutral();
    brand(&deployment, "flow/supplier", &accent("#7a2048"));
    brand(&deployment, "tenant", &accent("#0b5d3b"));
    let color = |html: &str| {
        let css = sheet(&deployment, html).body;
        css.split_once("--accent:").unwrap().1[..7].to_owned()
    };
    let wrong = SUPPLIERS.authorize(&[("redirect_uri", "https://evil.example/")]);
    let error = deployment.send(get(&wrong));
    assert_eq!(error.status, 400);
    assert_eq!(color(&error.body), "#7a2048");
    let gone =
        deployment.send(get("/flow/abcdefghijklmnopqrstuv/sign-in?client_id=woodgrove-suppliers"));
    assert_eq!(color(&gone.body), "#7a2048");
    let signed_out = deployment.send(get("/logout?client_id=woodgrove-suppliers"));
    assert_eq!(color(&signed_out.body), "#7a2048");
    assert_eq!(color(&deployment.send(get("/logout")).body), "#0b5d3b", "no application");
    assert_eq!(color(&deployment.send(get("/nothing")).body), "#0b5d3b", "no address of ours");
}

#[test]
fn an_edit_shows_in_time_and_one_that_can_not_be_read_does_not_serve() {
    let deployment = neutral();
    brand(&deployment, "tenant", &accent("#0b5d3b"));
    let before = sign_in(&deployment, SHOP);
    brand(&deployment, "tenant", &accent("#7a2048"));
    deployment.platform.clock.advance(61);
    let after = sign_in(&deployment, SHOP);
    assert_ne!(sheet_of(&before), sheet_of(&after));
    brand(&deployment, "tenant", &accent("#ffff00"));
    deployment.platform.clock.advance(61);
    assert_eq!(sheet_of(&sign_in(&deployment, SHOP)), sheet_of(&after));
    let health = json(&deployment.send(get("/health")));
    assert_eq!(health["faults"][0]["pointer"], "/branding/colors/accent");
}

#[test]
fn a_warm_page_and_its_style_sheet_read_nothing() {
    let deployment = neutral();
    brand(&deployment, "tenant", &accent("#0b5d3b"));
    sign_in(&deployment, SHOP);
    deployment.platform.reset_counts();
    let html = sign_in(&deployment, SHOP);
    sheet(&deployment, &html);
    let counts = deployment.platform.counts();
    assert_eq!((counts.kv_reads, counts.batches), (0, 0));
}

fn images_of(html: &str) -> Vec<String> {
    let pieces = html.split("\"/image/").skip(1);
    pieces.map(|rest| format!("/image/{}", rest.split('"').next().unwrap())).collect()
}

fn with_images() -> Deployment {
    let deployment = neutral();
    let images = json!({
        "logo": "woodgrove.png", "logoDark": "woodgrove-dark.png", "favicon": "woodgrove-icon.png",
        "backgroundImage": "woods.webp",
    });
    brand(&deployment, "tenant", &images);
    deployment
}

#[test]
fn an_image_is_served_by_its_hash_for_good_once_the_isolate_knows_it() {
    let deployment = with_images();
    let cold = images_of(&deployment.send(get("/logout?client_id=woodgrove-shop")).body);
    let names = ["woodgrove-icon.png", "woods.webp", "woodgrove-dark.png", "woodgrove.png"];
    assert_eq!(cold, names.map(|name| format!("/image/{name}")), "no page waits for an image");
    deployment.platform.reset_counts();
    let warm = images_of(&sign_in(&deployment, SHOP));
    assert_eq!(deployment.platform.counts().images_read, 0);
    for (address, name) in warm.iter().zip(names) {
        assert!(address.starts_with(&format!("/image/{name}?v=")), "{address}");
        let response = deployment.send(get(address));
        let media_type = if name.ends_with("png") { "image/png" } else { "image/webp" };
        let bytes = sample_images().remove(&format!("image/{name}")).unwrap();
        assert_eq!(response.content, Content::Image(media_type, bytes.into()));
        let header = |name| response.header(name).unwrap();
        assert_eq!(header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
    }
    assert_eq!(deployment.platform.counts().images_read, 0, "nothing was read for all of that");
    let without_hash = deployment.send(get("/image/woods.webp"));
    assert_eq!(
        (without_hash.status, without_hash.header("cache-control")),
        (200, Some("no-store"))
    );
}

#[test]
fn an_edited_image_shows_within_two_minutes_and_an_older_address_is_kept_by_nobody() {
    let deployment = with_images();
    sign_in(&deployment, SHOP);
    let old = images_of(&sign_in(&deployment, SHOP)).pop().unwrap();
    let other = sample_images().remove("image/woodgrove-dark.png").unwrap();
    deployment.platform.kv.put_bytes("image/woodgrove.png", other.clone());
    deployment.platform.clock.advance(45);
    sign_in(&deployment, SHOP);
    let new = images_of(&sign_in(&deployment, SHOP)).pop().unwrap();
    assert_ne!(old, new);
    let response = deployment.send(get(&old));
    assert_eq!(response.content, Content::Image("image/png", other.into()));
    assert_eq!(response.header("cache-control"), Some("no-store"));
}

#[test]
fn an_image_that_is_not_there_or_is_none_leaves_the_neutral_look_and_is_told() {
    let png = sample_images().remove("image/woodgrove.png").unwrap();
    for (name, bytes, told) in [
        ("woodgrove.png", None, "there is no such image"),
        (
            "woodgrove.png",
            Some(b"<svg onload=alert(1)>".to_vec()),
            "holds neither PNG, JPEG nor WebP",
        ),
        ("woods.webp", Some(png.clone()), "holds image/png, which its name does not say"),
        ("woodgrove.png", Some([png, vec![0; 300 * 1024]].concat()), "allowed: up to 307200"),
    ] {
        let deployment = with_images();
        let key = format!("image/{name}");
        deployment.platform.kv.delete(&key);
        if let Some(bytes) = bytes {
            deployment.platform.kv.put_bytes(&key, bytes);
        }
        sign_in(&deployment, SHOP);
        let html = sign_in(&deployment, SHOP);
        assert!(!html.contains(&format!("/image/{name}")), "{told}");
        assert_eq!(html.contains("class=\"mark\""), name == "woodgrove.png", "{told}");
        let response = deployment.send(get(&format!("/image/{name}")));
        assert_eq!((response.status, response.content), (404, Content::Empty));
        let health = json(&deployment.send(get("/health")));
        assert_eq!(
            (&health["status"], &health["faults"][0]["document"]),
            (&"degraded".into(), &key.into())
        );
        let sentence = health["faults"][0]["sentence"].as_str().unwrap().to_owned();
        assert!(sentence.contains(told), "{sentence}");
    }
}

#[test]
fn no_other_value_of_kv_is_served_as_an_image() {
    let deployment = with_images();
    for path in
        ["/image/tenant", "/image/logo.svg", "/image/..%2ftenant", "/image/x.png", "/image/"]
    {
        assert_eq!(deployment.send(get(path)).status, 404, "{path}");
    }
    let mut request = get("/image/woods.webp");
    request.method = vestibule::http::Method::Post;
    assert_eq!(deployment.send(request).status, 405);
}

#[test]
fn images_that_are_known_serve_while_kv_fails() {
    let deployment = with_images();
    sign_in(&deployment, SHOP);
    deployment.platform.kv.set_failing(true);
    deployment.platform.clock.advance(3600);
    let html = sign_in(&deployment, SHOP);
    let logo = images_of(&html).pop().unwrap();
    assert_eq!(deployment.send(get(&logo)).status, 200);
    assert_eq!(deployment.new_isolate().send(get(&logo)).status, 503);
}

#[test]
fn an_applications_logo_does_not_get_the_tenants_for_dark() {
    let deployment = with_images();
    brand(&deployment, "app/woodgrove-shop", &json!({"logo": "woodgrove-square.png"}));
    let html = sign_in(&deployment, SHOP);
    assert!(
        html.contains("/image/woodgrove-square.png") && !html.contains("/image/woodgrove-dark.png")
    );
    assert!(html.contains("/image/woods.webp"), "the rest is the tenant's");
}

#[test]
fn mail_takes_the_accent_where_it_can_be_read() {
    let deployment = neutral();
    brand(&deployment, "tenant", &accent("#7a2048"));
    let mut browser = Browser::new(&deployment);
    ask_for_code_to_sign_in(&mut browser, SHOP, "ann@partner.example");
    let mails = json(&deployment.send(get("/dev/outbox?to=ann@partner.example")));
    let html = mails[0]["html"].as_str().unwrap();
    assert!(
        html.contains("color:#7a2048;overflow-wrap:anywhere;") && !html.contains("#1f4bd8"),
        "{html}"
    );
}
