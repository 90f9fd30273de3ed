//! Pages with a company's look: in a card, beside a picture, before one. Their style sheets are golden files, too.

use super::{EMAIL, FORM, label};
use vestibule::branding::{self, Branding, Color, Colors, CustomCss, Font, Role};
use vestibule::failure::Kind;
use vestibule::flow::IdentityProviders;
use vestibule::pages::{Band, Brand, Frame, Logo, Problems, code, problem, sign_in};

const CSS: &str = "h1 { letter-spacing: -0.03em }\n.company { font-weight: 500 }\n\
    @media (prefers-color-scheme: dark) { .band { color: #d8d3c7 } }";

/// The style sheets by file name.
pub fn sheets() -> [(&'static str, String); 2] {
    let card = Branding {
        light: colors(&[(Role::Background, "#f3efe6"), (Role::Accent, "#0b5d3b")]),
        corner_radius: Some(4),
        font: Some(Font::Humanist),
        custom_css: CustomCss::parse(CSS).ok(),
        ..Branding::default()
    };
    let split = Branding {
        light: colors(&[(Role::Accent, "#7a2048")]),
        dark: colors(&[(Role::Surface, "#201018"), (Role::Accent, "#ffb3cf")]),
        corner_radius: Some(24),
        font: Some(Font::Serif),
        ..Branding::default()
    };
    [("branded.card.css", branding::sheet(&card)), ("branded.split.css", branding::sheet(&split))]
}

pub fn branded(frame: &Frame) -> Vec<(&'static str, String)> {
    let tag = frame.words.tag();
    let text = |en: &str, ar: &str| label(en, ar).in_language(tag).to_owned();
    let link = |en: &str, ar: &str, to: &str| (text(en, ar), to.to_owned());
    let footer = Band {
        text: Some(text("© 2026 Woodgrove", "© 2026 وودغروف")),
        links: vec![
            link("Privacy", "الخصوصية", "https://woodgrove.example/privacy"),
            link("Terms of use", "شروط الاستخدام", "https://woodgrove.example/terms"),
        ],
    };
    let card = Brand {
        style: Some("/golden/branded.card.css".into()),
        logo: Some(Logo {
            light: "/image/woodgrove.png".into(),
            dark: Some("/image/woodgrove-dark.png".into()),
        }),
        favicon: Some("/image/woodgrove-icon.png".into()),
        footer: Some(footer.clone()),
        sign_in_text: Some(text(
            "**New here?** Read [how it works](https://woodgrove.example/how),\nor *call* ++us++.",
            "**جديد هنا؟** اقرأ [كيف يعمل](https://woodgrove.example/how).",
        )),
        username_hint: Some(text("you@company.example", "you@company.example")),
        ..Brand::default()
    };
    let split = Brand {
        style: Some("/golden/branded.split.css".into()),
        split: true,
        logo: None,
        square_logo: Some(Logo { light: "/image/woodgrove-square.png".into(), dark: None }),
        picture: Some("/image/woods.webp".into()),
        header: Some(Band {
            text: Some(text("For members", "للأعضاء")),
            links: vec![link("Help", "مساعدة", "mailto:help@woodgrove.example")],
        }),
        ..card.clone()
    };
    let pictured = Brand { picture: split.picture.clone(), ..card.clone() };
    let frames = [&card, &split, &pictured].map(|brand| Frame { brand, ..*frame });
    let names = [
        ["branded.card.sign-in", "branded.card.code.refused", "branded.card.problem"],
        ["branded.split.sign-in", "branded.split.code.refused", "branded.split.problem"],
        ["branded.picture.sign-in", "branded.picture.code.refused", "branded.picture.problem"],
    ];
    frames
        .iter()
        .zip(names)
        .flat_map(|(frame, names)| names.into_iter().zip(pages(frame)))
        .collect()
}

fn pages(frame: &Frame) -> [String; 3] {
    let providers = IdentityProviders::new(["emailPassword", "emailOneTimePasscode"]);
    let sign_in = sign_in::SignIn {
        form: FORM,
        email: "",
        keep_signed_in: false,
        providers: &providers,
        reset: Some("/flow/tx1/reset?client_id=woodgrove-shop"),
        sign_up: Some("/flow/tx1/sign-up?client_id=woodgrove-shop"),
        again: None,
        problems: Problems::default(),
    };
    let code = code::Code {
        form: FORM,
        email: EMAIL,
        change: "/flow/tx1/sign-up?client_id=woodgrove-shop",
        typed: "",
        wait: Some(12),
        problems: Problems::field(
            "code",
            vestibule::pages::sentences::refused_code(frame.words, Some(0)),
        ),
        new_code_only: false,
    };
    let kind = Kind::Gone;
    let problem = problem::Problem {
        title: frame.words.text(kind.title()).to_owned(),
        sentence: frame.words.text(kind.sentence()).to_owned(),
        code: kind.code(),
        correlation: "Zm9vYmFyYmF6cXV4",
        details: Vec::new(),
        home: Some("https://shop.woodgrove.example/"),
        retry: None,
    };
    [
        sign_in::page(frame, &sign_in).into_string(),
        code::page(frame, &code).into_string(),
        problem::page(frame, &problem).into_string(),
    ]
}

fn colors(given: &[(Role, &str)]) -> Colors {
    let mut colors = Colors::default();
    for (role, color) in given {
        colors.set(*role, Color::parse(color).unwrap());
    }
    colors
}
