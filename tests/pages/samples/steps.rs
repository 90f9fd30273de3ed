//! The steps of a flow, and how it ends.

use super::asked::{conditional, given, kinds, new_terms, supplier};
use super::{EMAIL, FORM, HOME, business_name};
use vestibule::failure::{Kind, Retry};
use vestibule::flow::IdentityProviders;
use vestibule::pages::password::Whose;
use vestibule::pages::{
    Form, Frame, Problems, account, code, consent, continue_as, device, device_confirm,
    device_done, form_post, password, problem, return_to, sentences, sign_in, sign_out, sign_up,
    signed_out,
};

const FRAMES: [&str; 2] = [
    "http://localhost:3000/frontchannel?iss=https%3A%2F%2Flogin.example&sid=5e55",
    "http://localhost:3001/frontchannel?a=b&iss=https%3A%2F%2Flogin.example&sid=5e55",
];
const RETURN: &str = "com.woodgrove.mobile:/callback?code=c0de&state=%22s%26t%22";

pub fn ways_in(frame: &Frame) -> Vec<(&'static str, String)> {
    [sign_in_pages(frame), sign_up_pages(frame), code_pages(frame)].concat()
}

fn sign_in_pages(frame: &Frame) -> Vec<(&'static str, String)> {
    let providers = IdentityProviders::new(["emailPassword", "emailOneTimePasscode"]);
    let code_alone = IdentityProviders::new(["emailOneTimePasscode"]);
    let empty = sign_in::SignIn {
        form: FORM,
        email: "",
        keep_signed_in: false,
        providers: &providers,
        reset: Some("/flow/tx1/reset?client_id=woodgrove-suppliers"),
        sign_up: Some("/flow/tx1/sign-up?client_id=woodgrove-suppliers"),
        again: None,
        problems: Problems::default(),
    };
    let refused = sign_in::SignIn {
        email: EMAIL,
        keep_signed_in: true,
        problems: Problems::whole(frame.words.text("signIn.refused")).about(&["email", "password"]),
        ..empty.clone()
    };
    let code_only =
        sign_in::SignIn { providers: &code_alone, sign_up: None, reset: None, ..empty.clone() };
    let page = |values| sign_in::page(frame, values).into_string();
    vec![
        ("sign-in", page(&empty)),
        ("sign-in.refused", page(&refused)),
        ("sign-in.code-only", page(&code_only)),
    ]
}

fn sign_up_pages(frame: &Frame) -> Vec<(&'static str, String)> {
    let empty = sign_up::SignUp {
        form: FORM,
        email: "",
        sign_in: "/flow/tx1/sign-in?client_id=woodgrove-suppliers",
        again: None,
        problems: Problems::default(),
    };
    let again = sign_up::SignUp { email: EMAIL, again: Some("form.again"), ..empty.clone() };
    let problems = Problems::field("email", frame.words.text("email.invalid"));
    let invalid = sign_up::SignUp { email: "ana@", problems, ..empty.clone() };
    let test_run = Frame { test_run: true, ..*frame };
    vec![
        ("sign-up.again", sign_up::page(frame, &again).into_string()),
        ("sign-up", sign_up::page(frame, &empty).into_string()),
        ("sign-up.test-run", sign_up::page(&test_run, &empty).into_string()),
        ("sign-up.invalid", sign_up::page(frame, &invalid).into_string()),
    ]
}

fn code_pages(frame: &Frame) -> Vec<(&'static str, String)> {
    let empty = code::Code {
        form: FORM,
        email: EMAIL,
        change: "/flow/tx1/sign-up?client_id=woodgrove-suppliers",
        typed: "",
        wait: None,
        problems: Problems::default(),
        new_code_only: false,
    };
    let ends_soon = code::Code { form: Form { ends_soon: true, ..FORM }, ..empty.clone() };
    let problems = Problems::field("code", sentences::refused_code(frame.words, Some(0)));
    let refused = code::Code { problems, wait: Some(12), ..empty.clone() };
    let problems = Problems::whole(sentences::refused_code(frame.words, None));
    let spent = code::Code { problems, new_code_only: true, ..empty.clone() };
    let development = Frame { outbox: Some("/dev/outbox"), ..*frame };
    vec![
        ("code.ends-soon", code::page(&development, &ends_soon).into_string()),
        ("code", code::page(&development, &empty).into_string()),
        ("code.refused", code::page(frame, &refused).into_string()),
        ("code.spent", code::page(frame, &spent).into_string()),
    ]
}

pub fn questions(frame: &Frame) -> Vec<(&'static str, String)> {
    [passwords(frame), attributes(frame), answers(frame)].concat()
}

fn passwords(frame: &Frame) -> Vec<(&'static str, String)> {
    let empty = password::NewPassword {
        form: FORM,
        whose: Whose::NewAccount,
        email: EMAIL,
        minimum: 8,
        without_password: true,
        problems: Problems::default(),
    };
    let problem = frame.words.fill("password.tooShort", &[("minimum", "8")]);
    let problems = Problems::field("password", problem);
    let short = password::NewPassword { problems, ..empty.clone() };
    vec![
        ("password", password::page(frame, &empty).into_string()),
        ("password.short", password::page(frame, &short).into_string()),
    ]
}

fn attributes(frame: &Frame) -> Vec<(&'static str, String)> {
    let words = frame.words;
    let refused = Problems {
        fields: vec![
            ("displayName".into(), words.text("field.required").into()),
            ("businessRegistrationCode".into(), words.text("field.pattern").into()),
            ("terms-supplier".into(), words.text("terms.required").into()),
        ],
        ..Problems::default()
    };
    let typed = [("businessName", "Contoso <& Sons>"), ("businessRegistrationCode", "PT12")];
    let kinds_refused = Problems {
        summary: None,
        fields: ["country", "shop", "size", "interests", "since", "employees", "newsletter"]
            .map(|field| (field.to_owned(), words.text("field.choiceRequired").to_owned()))
            .into(),
        ..Problems::default()
    };
    vec![
        ("attributes.supplier", supplier(frame, &[], Problems::default())),
        ("attributes.supplier.refused", supplier(frame, &typed, refused)),
        ("attributes.kinds", kinds(frame, Problems::default())),
        ("attributes.kinds.refused", kinds(frame, kinds_refused)),
        ("attributes.given", given(frame)),
        ("attributes.conditional", conditional(frame)),
        ("attributes.terms", new_terms(frame)),
    ]
}

/// What is answered with a button or a code.
fn answers(frame: &Frame) -> Vec<(&'static str, String)> {
    let refused = Problems::field("user_code", frame.words.text("device.refused"));
    let confirm = device_confirm::Confirm { form: FORM, code: "BCDF-GHJK" };
    vec![
        ("consent", asked_to_agree(frame, None)),
        ("consent.device", asked_to_agree(frame, Some("tools.example"))),
        ("device-done", device_end(frame, true)),
        ("device-done.denied", device_end(frame, false)),
        ("device", device_page(frame, "", Problems::default())),
        ("device.error", device_page(frame, "BCDF-GHJL", refused)),
        ("device-confirm", device_confirm::page(frame, &confirm).into_string()),
        ("continue", continued(frame, false)),
        ("continue.device", continued(frame, true)),
    ]
}

pub fn endings(frame: &Frame) -> Vec<(&'static str, String)> {
    [signed_out_pages(frame), problems(frame), ways_back(frame)].concat()
}

/// Pages of who signs out, and of what they allowed.
fn signed_out_pages(frame: &Frame) -> Vec<(&'static str, String)> {
    let applications =
        [("Shop <&> more", "https://shop.example/?a=1&b=2"), ("متجر", "https://متجر.example/")];
    let applications = applications.map(|(name, home)| (name.to_owned(), home.to_owned()));
    let nothing_allowed = account::Account { allowed: Vec::new(), ..allowed() };
    let asked = sign_out::SignOut { form: FORM, email: Some(EMAIL), details: &[] };
    let signed_out = signed_out::SignedOut {
        home: Some(HOME),
        frames: &[],
        onward: None,
        unknown: None,
        details: &[],
    };
    let with_frames = signed_out::SignedOut {
        frames: &FRAMES.map(str::to_owned),
        onward: Some("http://localhost:3000/?state=s"),
        ..signed_out.clone()
    };
    vec![
        ("sign-out", sign_out::page(frame, &asked).into_string()),
        ("account", account::page(frame, &allowed()).into_string()),
        ("account.none", account::page(frame, &nothing_allowed).into_string()),
        ("account.nobody", account::nobody(frame, &[]).into_string()),
        ("account.nobody.applications", account::nobody(frame, &applications).into_string()),
        ("signed-out", signed_out::page(frame, &signed_out).into_string()),
        ("signed-out.frames", signed_out::page(frame, &with_frames).into_string()),
    ]
}

fn problems(frame: &Frame) -> Vec<(&'static str, String)> {
    let words = frame.words;
    let gone = problem::Problem {
        title: words.text(Kind::Gone.title()).to_owned(),
        sentence: words.text(Kind::Gone.sentence()).to_owned(),
        code: "transaction_gone",
        correlation: "8c0f6a1e5d7b4f29",
        details: Vec::new(),
        home: Some(HOME),
        retry: Some(Retry::Link("/authorize?client_id=woodgrove-suppliers".into())),
    };
    let detailed = problem::Problem {
        title: words.text(Kind::RedirectUri.title()).to_owned(),
        sentence: words.text(Kind::RedirectUri.sentence()).to_owned(),
        code: Kind::RedirectUri.code(),
        details: vec![
            ("redirect_uri".into(), "http://localhost:3000/call<back>".into()),
            ("registered".into(), "http://localhost:3000/callback".into()),
        ],
        home: None,
        retry: None,
        ..gone.clone()
    };
    let nowhere = Frame { application: None, ..*frame };
    vec![
        ("problem", problem::page(frame, &gone).into_string()),
        ("problem.detailed", problem::page(&nowhere, &detailed).into_string()),
    ]
}

fn ways_back(frame: &Frame) -> Vec<(&'static str, String)> {
    let parameters = [("code".into(), "c0de".into()), ("state".into(), "\"s&t\"".into())];
    let action = "http://localhost:3000/callback";
    let posted = form_post::FormPost { action, parameters: &parameters };
    vec![
        ("return", return_to::page(frame, RETURN).into_string()),
        ("form-post", form_post::page(frame, &posted).into_string()),
    ]
}

fn allowed() -> account::Account<'static> {
    let allowed = |client_id: &str, name: &str, told: &[&str]| account::Allowed {
        client_id: client_id.into(),
        name: name.into(),
        told: told.iter().map(|sentence| (*sentence).into()).collect(),
        since: "2026-11-22".into(),
    };
    account::Account {
        form: FORM,
        email: Some(EMAIL),
        allowed: vec![
            allowed("parcels", "Parcels & more", &["Know that it is you", "See orders"]),
            allowed("gone", "gone", &["Know that it is you"]),
        ],
    }
}

fn continued(frame: &Frame, on_device: bool) -> String {
    let switch = "/flow/tx1/sign-in";
    let values = continue_as::ContinueAs { form: FORM, email: EMAIL, on_device, switch };
    continue_as::page(frame, &values).into_string()
}

fn device_page(frame: &Frame, typed: &str, problems: Problems) -> String {
    device::page(frame, &device::Device { form: FORM, typed, problems }).into_string()
}

fn device_end(frame: &Frame, approved: bool) -> String {
    device_done::page(frame, &device_done::Done { approved }).into_string()
}

/// Of an application that is known by its address, at `host`, on this device.
fn asked_to_agree(frame: &Frame, host: Option<&str>) -> String {
    let scopes = vec!["openid", "profile", "email", "address", "phone", "offline_access"];
    let api_scopes = vec![
        ("Place orders", Some("Up to the limit of your account.")),
        ("Read your orders", None),
    ];
    let values = consent::Consent {
        form: FORM,
        email: EMAIL,
        host: host.map(str::to_owned),
        on_device: host.is_some(),
        scopes: if host.is_some() { vec!["openid", "email"] } else { scopes },
        api_scopes: if host.is_some() { Vec::new() } else { api_scopes },
        claims: vec![business_name().in_language(frame.words.tag()).to_owned()],
        offline: true,
        problems: Problems::default(),
    };
    consent::page(frame, &values).into_string()
}
