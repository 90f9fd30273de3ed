//! Pages on the way to an application that registered itself, with its logo, policy and terms.

use super::{EMAIL, FORM};
use vestibule::flow::IdentityProviders;
use vestibule::pages::form_post::FormPost;
use vestibule::pages::leave::Way;
use vestibule::pages::{
    ApplicationLinks, Frame, Problems, consent, continue_as, leave, sign_in, sign_up, signed_out,
};

const PLACE: &str = "parcels.example:8443";
const CALLBACK: &str = "https://parcels.example:8443/callback";
const ERROR: &str = "https://parcels.example:8443/callback?error=login_required&state=%22s%26t%22";

pub fn registered(frame: &Frame) -> Vec<(&'static str, String)> {
    let words = frame.words;
    let links = ApplicationLinks {
        logo: Some("/logo/l0g0".into()),
        policy: Some("https://parcels.example/privacy?a=1&b=2".into()),
        terms: Some("https://parcels.example/terms".into()),
    };
    let frame = &Frame { application: Some("Parcels & more"), links: &links, ..*frame };
    let providers = IdentityProviders::new(["emailPassword", "emailOneTimePasscode"]);
    let sign_in = sign_in::SignIn {
        form: FORM,
        email: "",
        keep_signed_in: false,
        providers: &providers,
        reset: Some("/flow/tx1/reset?client_id=dyn-1"),
        sign_up: Some("/flow/tx1/sign-up?client_id=dyn-1"),
        again: None,
        problems: Problems::default(),
    };
    let refused = Problems::whole(words.text("signIn.refused")).about(&["email", "password"]);
    let refused = sign_in::SignIn { email: EMAIL, problems: refused, ..sign_in.clone() };
    let sign_up = sign_up::SignUp {
        form: FORM,
        email: "",
        sign_in: "/flow/tx1/sign-in?client_id=dyn-1",
        again: None,
        problems: Problems::default(),
    };
    let parameters =
        [("error".into(), "login_required".into()), ("state".into(), "\"s&t\"".into())];
    let posted = Way::Form(FormPost { action: CALLBACK, parameters: &parameters });
    let signed_out = signed_out::SignedOut {
        home: Some(CALLBACK),
        frames: &[],
        onward: None,
        unknown: Some((PLACE.to_owned(), "https://parcels.example:8443/out?state=s&t")),
        details: &[],
    };
    vec![
        ("sign-in.registered", sign_in::page(frame, &sign_in).into_string()),
        ("sign-in.registered.refused", sign_in::page(frame, &refused).into_string()),
        ("sign-up.registered", sign_up::page(frame, &sign_up).into_string()),
        ("consent.registered", asked_to_agree(frame)),
        ("continue.registered", continued(frame)),
        ("leave", left(frame, Way::Link(ERROR))),
        ("leave.form-post", left(frame, posted)),
        ("signed-out.unknown", signed_out::page(frame, &signed_out).into_string()),
    ]
}

fn asked_to_agree(frame: &Frame) -> String {
    let values = consent::Consent {
        form: FORM,
        email: EMAIL,
        host: None,
        on_device: false,
        scopes: vec!["openid", "profile", "email"],
        api_scopes: Vec::new(),
        claims: Vec::new(),
        offline: false,
        problems: Problems::default(),
    };
    consent::page(frame, &values).into_string()
}

fn continued(frame: &Frame) -> String {
    let switch = "/flow/tx1/sign-in";
    let values = continue_as::ContinueAs { form: FORM, email: EMAIL, on_device: false, switch };
    continue_as::page(frame, &values).into_string()
}

fn left(frame: &Frame, way: Way) -> String {
    let (code, correlation) = ("login_required", "c0rre1ation");
    leave::page(frame, &leave::Leave { place: PLACE, way, code, correlation }).into_string()
}
