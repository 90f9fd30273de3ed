//! Rules of `branding`, in every document that may have it.

use crate::help::{assert_only_fault, lines, production};
use crate::sample;
use serde_json::{Value, json};
use vestibule::branding::{Font, Layout};
use vestibule::config::{
    Fault, check_application, check_flow, check_folder, check_images, check_tenant,
};
use vestibule::flow::Tenant;

fn tenant(branding: &Value) -> Result<Tenant, Vec<Fault>> {
    let document = json!({
        "id": "5f1d7c2e-8a3b-4c6d-9e0f-1a2b3c4d5e6f",
        "displayName": "Woodgrove",
        "mail": {"from": "no-reply@woodgrove.example"},
        "branding": branding,
    });
    check_tenant(&document.to_string(), &production())
}

#[test]
fn a_good_one_is_read_whole() {
    let branding = json!({
        "colors": {"accent": "#0b5d3b", "background": "#F4F1EA", "dark": {"accent": "#8fd3b0"}},
        "cornerRadius": 0,
        "fontFamily": "humanist",
        "layout": "split",
        "header": {"text": {"en": "Members only", "ar": "للأعضاء"}},
        "footer": {"links": [
            {"label": {"en": "Privacy"}, "url": "https://woodgrove.example/privacy"},
            {"label": "Help", "url": "mailto:help@woodgrove.example?subject=Help"},
        ]},
        "signInText": "**New** here?\n[Read on](https://woodgrove.example/).",
        "usernameHint": "you@company.example",
        "customCss": "h1 { letter-spacing: 0 }",
    });
    let branding = tenant(&branding).unwrap().branding;
    assert_eq!((branding.layout, branding.font), (Some(Layout::Split), Some(Font::Humanist)));
    assert_eq!(branding.footer.unwrap().links.len(), 2);
    assert_eq!(branding.custom_css.unwrap().text(), "h1{letter-spacing:0;}\n");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_rule_has_its_fault() {
    let link = |url: &str| json!({"links": [{"label": "x", "url": url}]});
    let many: Vec<Value> =
        (0..11).map(|n| json!({"label": "x", "url": format!("https://x/{n}")})).collect();
    for (branding, at, words) in [
        (json!({"colour": "red"}), "/colour", "unknown field `colour`; allowed: "),
        (
            json!({"colors": {"accent": "green"}}),
            "/colors/accent",
            "is no colour; allowed: #rrggbb",
        ),
        (json!({"colors": {"accent": "#0f0"}}), "/colors/accent", "is no colour"),
        (
            json!({"colors": {"dark": {"text": "#fff;}body{background:url(//x)"}}}),
            "/colors/dark/text",
            "is no colour",
        ),
        (json!({"colors": {"dark": {"dark": {}}}}), "/colors/dark/dark", "unknown field"),
        (json!({"cornerRadius": 25}), "/cornerRadius", "is 25; allowed: 0 to 24"),
        (json!({"cornerRadius": -1}), "/cornerRadius", "allowed: 0 to"),
        (
            json!({"fontFamily": "Comic Sans"}),
            "/fontFamily",
            "allowed: system, humanist, geometric, rounded, serif",
        ),
        (json!({"layout": "left"}), "/layout", "allowed: centered, split"),
        (json!({"header": {"text": "x".repeat(257)}}), "/header/text", "allowed: up to 256"),
        (json!({"footer": {"links": many}}), "/footer/links", "holds 11; allowed: up to 10"),
        (json!({"footer": link("javascript:alert(1)")}), "/footer/links/0/url", "must be https://"),
        (json!({"footer": link("JavaScript:alert(1)")}), "/footer/links/0/url", "must be https://"),
        (json!({"footer": link("http://x.example")}), "/footer/links/0/url", "must be https://"),
        (json!({"footer": link("https://x y")}), "/footer/links/0/url", "must be https://"),
        (json!({"footer": link("mailto:nobody")}), "/footer/links/0/url", "must be https://"),
        (
            json!({"footer": link(&format!("https://x.example/{}", "x".repeat(512)))}),
            "/footer/links/0/url",
            "up to 512 characters",
        ),
        (json!({"footer": {"links": [{"label": "x"}]}}), "/footer/links/0", "missing field `url`"),
        (
            json!({"signInText": "[x](javascript:alert(1))"}),
            "/signInText",
            "holds a link that is not [text](https://…)",
        ),
        (
            json!({"signInText": {"en": "x", "ar": "[x](http://x)"}}),
            "/signInText/ar",
            "holds a link that is not",
        ),
        (json!({"signInText": "x".repeat(1025)}), "/signInText", "allowed: up to 1024"),
        (json!({"signInText": "a\tb"}), "/signInText", "control character"),
        (json!({"usernameHint": "x".repeat(65)}), "/usernameHint", "allowed: up to 64"),
        (json!({"usernameHint": "a\nb"}), "/usernameHint", "line break"),
        (json!({"usernameHint": "https://x.example"}), "/usernameHint", "holds a link"),
        (
            json!({"customCss": "h1 {\n  background-image: url(https://x);\n}"}),
            "/customCss",
            "line 2, column 3: `background-image` can't be set; allowed: background-color",
        ),
        (
            json!({"customCss": "</style><script>alert(1)</script>"}),
            "/customCss",
            "line 1, column 1: `<` can't be selected",
        ),
        (
            json!({"customCss": "h1{color:\\72 ed}"}),
            "/customCss",
            "line 1, column 10: `\\` may not stand in a value",
        ),
        (json!({"customCss": "x".repeat(25601)}), "/customCss", "allowed: up to 25600"),
    ] {
        assert_only_fault(tenant(&branding), &format!("/branding{at}"), words);
    }
}

#[test]
fn each_pair_of_colours_that_can_not_be_read_is_named_with_what_it_needs() {
    for (colors, at, words) in [
        (
            json!({"accent": "#7fb069", "buttonText": "#000000"}),
            "/accent",
            "`accent` (#7fb069) on `surface` (#ffffff) has a contrast of 2.52:1; needed: 4.5:1",
        ),
        (
            json!({"accent": "#1f4bd8", "buttonText": "#7d8796"}),
            "/buttonText",
            "`buttonText` (#7d8796) on `accent` (#1f4bd8) has",
        ),
        (
            json!({"text": "#8a8a8a", "mutedText": "#000000"}),
            "/text",
            "`text` (#8a8a8a) on `surface`",
        ),
        (json!({"mutedText": "#8a8a8a"}), "/mutedText", "on `background` (#eef1f5)"),
        (json!({"error": "#ff8888"}), "/error", "`error` (#ff8888) on `surface`"),
        (
            json!({"border": "#cccccc"}),
            "/border",
            "`border` (#cccccc) on `surface` (#ffffff) has a contrast of 1.60:1; needed: 3.0:1",
        ),
        (json!({"dark": {"accent": "#1f4bd8"}}), "/dark/accent", "in dark; needed: 4.5:1"),
    ] {
        let faults = tenant(&json!({"colors": colors})).unwrap_err();
        let pointer = format!("/branding/colors{at}");
        let said = faults.iter().any(|f| f.pointer == pointer && f.sentence.contains(words));
        assert!(said, "{colors}: {words} in {}", lines(&faults));
    }
    for colors in [
        json!({"accent": "#0b5d3b"}),
        json!({"background": "#000000", "surface": "#111111"}),
        json!({"surface": "#fff8dc"}),
        json!({"dark": {"background": "#ffffff", "surface": "#ffffff"}}),
    ] {
        let faults = tenant(&json!({"colors": colors})).err().unwrap_or_default();
        assert_eq!(lines(&faults), "", "the rest follows: {colors}");
    }
}

#[test]
fn a_pair_that_only_the_documents_together_make_is_a_fault_of_the_one_on_top() {
    let below = tenant(&json!({"colors": {"background": "#ffffff", "text": "#222222"}})).unwrap();
    let dark = json!({"colors": {"background": "#222222", "surface": "#2a2a2a"}});
    let flow = |branding: &Value| {
        let document = json!({
            "displayName": "Partners", "accountType": "guest", "identityProviders": ["emailPassword"],
            "branding": branding,
        });
        check_flow("partner", &document.to_string(), &below, &production())
    };
    let faults = flow(&dark).unwrap_err();
    let words = "`text` (#222222) on `surface` (#2a2a2a)";
    let said = |faults: &[Fault], pointer: &str| {
        faults.iter().any(|f| f.pointer == pointer && f.sentence.contains(words))
    };
    assert!(said(&faults, "/branding/colors/surface"), "{}", lines(&faults));
    assert!(flow(&json!({"colors": {"accent": "#0b5d3b"}})).is_ok());

    let mut documents = sample::documents();
    let mut brand = |key: &str, branding: &Value| {
        let mut document: Value = serde_json::from_str(&documents[key]).unwrap();
        document["branding"] = branding.clone();
        documents.insert(key.to_owned(), document.to_string());
    };
    brand("flow/supplier", &json!({"colors": {"text": "#222222"}}));
    brand("tenant", &json!({}));
    brand("app/demo-suppliers", &dark);
    let app = check_application(
        "demo-suppliers",
        &documents["app/demo-suppliers"],
        &crate::help::mode(true),
    );
    assert!(app.is_ok(), "by itself it is good");
    let faults = check_folder(&documents, &crate::help::mode(true));
    assert!(
        faults.iter().all(|fault| fault.document == "app/demo-suppliers"),
        "{}",
        lines(&faults)
    );
    assert!(said(&faults, "/branding/colors/surface"), "{}", lines(&faults));
}

#[test]
fn the_readme_lists_what_custom_css_may_say() {
    let readme =
        include_str!("../../README.md").split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    for (css, begins) in
        [("x{}", "classes "), ("x{}", "elements "), ("x{}", "states "), ("a{x:y}", "allowed: ")]
    {
        let faults = tenant(&json!({"customCss": css})).unwrap_err();
        let list = faults[0].sentence.rsplit_once(begins).unwrap().1.split(';').next().unwrap();
        assert!(readme.contains(list), "{list}");
    }
}

/// A file that begins as a PNG of that size does.
fn png(width: u32, height: u32) -> Vec<u8> {
    let header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    [&header[..], &width.to_be_bytes(), &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat()
}

/// As a JPEG does, after a segment of another kind.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let begin = b"\xff\xd8\xff\xe0\0\x04\0\0\xff\xc2\0\x11\x08";
    [&begin[..], &height.to_be_bytes(), &width.to_be_bytes(), &[0; 9]].concat()
}

fn webp(kind: [u8; 4], rest: &[u8]) -> Vec<u8> {
    [b"RIFF\x40\0\0\0WEBP", &kind[..], &[0x30, 0, 0, 0], rest].concat()
}

#[test]
fn an_images_size_is_read_from_its_first_bytes() {
    for (bytes, size) in [
        (png(316, 72), Some((316, 72))),
        (jpeg(960, 1080), Some((960, 1080))),
        (webp(*b"VP8X", &[0, 0, 0, 0, 0xbf, 3, 0, 0x37, 4, 0]), Some((960, 1080))),
        (webp(*b"VP8 ", &[0, 0, 0, 0x9d, 1, 0x2a, 0xc0, 3, 0x38, 4]), Some((960, 1080))),
        (webp(*b"VP8L", &[0x2f, 0xbf, 0xc3, 0x0d, 1]), Some((960, 1080))),
        (webp(*b"ALPH", &[0; 20]), None),
        (jpeg(1, 1)[..8].to_vec(), None),
        (png(1, 1)[..20].to_vec(), None),
        (b"GIF89a".to_vec(), None),
    ] {
        assert_eq!(vestibule::branding::dimensions(&bytes), size);
    }
    let woods = std::fs::read("assets/sample/image/woods.webp").unwrap();
    assert_eq!(vestibule::branding::dimensions(&woods), Some((960, 1080)));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_image_has_its_faults() {
    let large = [png(10, 10), vec![0; 300 * 1024]].concat();
    for (field, name, file, at, words) in [
        (
            "logo",
            "Logo.png",
            None,
            "tenant /branding/logo",
            "is no image's name; allowed: a-z, 0-9 and -",
        ),
        ("logo", "logo.svg", None, "tenant /branding/logo", "is no image's name"),
        ("logo", "../x.png", None, "tenant /branding/logo", "is no image's name"),
        (
            "logo",
            "logo.png",
            None,
            "tenant /branding/logo",
            "`logo.png`, which is not in the folder image/",
        ),
        (
            "logo",
            "logo.png",
            Some(b"<svg/>".to_vec()),
            "image/logo.png",
            "neither PNG, JPEG nor WebP",
        ),
        (
            "logo",
            "logo.png",
            Some(jpeg(9, 9)),
            "image/logo.png",
            "holds image/jpeg, which its name does not",
        ),
        ("logo", "logo.png", Some(large), "image/logo.png", "allowed: up to 307200"),
        (
            "logo",
            "logo.png",
            Some(png(1001, 72)),
            "tenant /branding/logo",
            "which is 1001x72 pixels; allowed: up to 1000x400",
        ),
        (
            "favicon",
            "icon.png",
            Some(png(64, 65)),
            "tenant /branding/favicon",
            "64x65 pixels; allowed: up to 512x512, as wide as high",
        ),
        (
            "backgroundImage",
            "woods.jpg",
            Some(jpeg(1921, 1080)),
            "tenant /branding/backgroundImage",
            "allowed: up to 1920x1080",
        ),
        (
            "logo",
            "logo.png",
            Some(png(1, 1)[..20].to_vec()),
            "tenant /branding/logo",
            "can't be read",
        ),
    ] {
        let mut documents = sample::documents();
        let mut tenant: Value = serde_json::from_str(&documents["tenant"]).unwrap();
        tenant["branding"] = json!({field: name});
        documents.insert("tenant".into(), tenant.to_string());
        let mut flow: Value = serde_json::from_str(&documents["flow/customer"]).unwrap();
        flow["branding"] = json!({});
        documents.insert("flow/customer".into(), flow.to_string());
        let images = file.map(|bytes| (name.to_owned(), bytes)).into_iter().collect();
        let mode = crate::help::mode(true);
        let mut faults = check_folder(&documents, &mode);
        if faults.is_empty() {
            faults.extend(check_images(&documents, &images, &mode));
        }
        let said = lines(&faults);
        assert!(
            faults.len() == 1 && said.contains(&format!("{at}: ")) && said.contains(words),
            "{at} {words}: {said}"
        );
    }
}

#[test]
fn a_folder_is_checked_and_compared_with_its_images() {
    let root = crate::help::sample("images", |_, _| {});
    let path = root.to_str().unwrap();
    let check = || crate::help::vestibule(&["check", path, "--development"]);
    assert_eq!(check(), (0, "13 documents, no faults\n".to_owned(), String::new()));
    std::fs::write(root.join("image/woods.webp"), jpeg(960, 1080)).unwrap();
    std::fs::remove_file(root.join("image/woodgrove.png")).unwrap();
    std::fs::copy("assets/sample/image/woods.webp", root.join("image/new.webp")).unwrap();
    let (code, out, _) = check();
    assert_eq!(code, 1);
    assert!(
        out.contains("image/woods.webp: holds image/jpeg, which its name does not say"),
        "{out}"
    );
    assert!(out.contains("tenant /branding/logo: names `woodgrove.png`, which is not in"), "{out}");
    let (_, out, _) =
        crate::help::vestibule(&["diff", path, "--with", "assets/sample", "--development"]);
    for edit in [
        "image/new.webp\n  + the image is new",
        "image/woodgrove.png\n  - the image is gone",
        "image/woods.webp\n  ~ another image",
    ] {
        assert!(out.contains(edit), "{out}");
    }
}
