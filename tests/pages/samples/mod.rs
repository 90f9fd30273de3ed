//! Values to show each page with.

mod asked;
mod branded;
mod developers;
mod errors;
mod journey;
mod registered;
mod run_user_flow;
mod steps;

pub use branded::sheets;
use std::collections::BTreeMap;
use vestibule::language::Language;
use vestibule::pages::{ApplicationLinks, Brand, Form, Frame, LanguageLink, Words};
use vestibule::protocol::Label;

pub const LANGUAGES: [Language; 3] = [Language::En, Language::Ar, Language::Ja];

const FORM: Form = Form {
    action: "/flow/tx1/step?client_id=woodgrove-suppliers",
    token: "t0ken",
    ends_soon: false,
};
const EMAIL: &str = "ana.fernandes@contoso.example";
const HOME: &str = "http://localhost:3000/";
const CODE: &str = "48151623";

/// Every sample: its name and markup.
pub fn samples(language: Language) -> Vec<(&'static str, String)> {
    let links = LANGUAGES.map(|language| LanguageLink {
        language,
        href: format!("{}&lang={}", FORM.action, language.tag()),
    });
    let words = Words::shipped(language);
    let neutral = Brand::default();
    let frame = Frame {
        words: &words,
        tenant: label("Woodgrove", "وودغروف").in_language(language.tag()).to_owned().leak(),
        brand: &neutral,
        application: Some(suppliers().in_language(language.tag()).to_owned().leak()),
        languages: &links,
        links: &ApplicationLinks::default(),
        outbox: None,
        test_run: false,
        nonce: Some("n0nce"),
    };
    let mut all = steps::ways_in(&frame);
    all.extend(steps::questions(&frame));
    all.extend(journey::detours(&frame));
    all.extend(steps::endings(&frame));
    all.extend(errors::errors(&frame));
    all.extend(developers::for_developers(&frame));
    all.extend(branded::branded(&frame));
    all.extend(registered::registered(&frame));
    all.extend(run_user_flow::for_administrators(&frame));
    all
}

fn suppliers() -> Label {
    label("Woodgrove Suppliers", "بوابة المورّدين")
}

fn business_name() -> Label {
    label("Business name", "اسم الشركة")
}

fn label(en: &str, ar: &str) -> Label {
    Label(BTreeMap::from([("en".into(), en.into()), ("ar".into(), ar.into())]))
}
