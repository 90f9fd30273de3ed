//! Values to show each page with.

use std::collections::BTreeMap;
use vestibule::flow::{AttributePage, ChoiceOption, DataType, Input, InputType, Terms};
use vestibule::pages::{
    Form, Frame, Problems, Words, attributes, code, consent, continue_as, demo, faults, form_post,
    mail, outbox, password, problem, setup, sign_in, sign_out, sign_up, signed_out,
};
use vestibule::protocol::Label;

pub const LANGUAGES: [&str; 2] = ["en", "ar"];

const FORM: Form = Form { action: "/flow/tx1/step?client_id=woodgrove-suppliers", token: "t0ken" };
const EMAIL: &str = "ana.fernandes@contoso.example";
const HOME: &str = "http://localhost:3000/";
const CODE: &str = "48151623";

/// Every sample: its name and markup.
pub fn samples(language: &str) -> Vec<(&'static str, String)> {
    let words = Words::load(language, &BTreeMap::new());
    let frame = Frame {
        words: &words,
        tenant: label("Woodgrove", "وودغروف").in_language(language).to_owned().leak(),
        application: Some(suppliers().in_language(language).to_owned().leak()),
        outbox: None,
        nonce: Some("n0nce"),
    };
    let mut all = ways_in(&frame);
    all.extend(questions(&frame));
    all.extend(endings(&frame));
    all.extend(for_developers(&frame));
    all
}

fn ways_in(frame: &Frame) -> Vec<(&'static str, String)> {
    let words = frame.words;
    let refused = Problems::whole(words.text("signIn.refused"));
    let invalid = Problems::field("email", words.text("email.invalid"));
    let sign_in = sign_in::SignIn {
        form: FORM,
        email: "",
        keep_signed_in: false,
        password: true,
        email_code: true,
        sign_up: Some("/flow/tx1/sign-up?client_id=woodgrove-suppliers"),
        problems: Problems::default(),
    };
    let sign_up = sign_up::SignUp {
        form: FORM,
        email: "",
        sign_in: "/flow/tx1/sign-in?client_id=woodgrove-suppliers",
        problems: Problems::default(),
    };
    let code = code::Code {
        form: FORM,
        email: EMAIL,
        change: "/flow/tx1/sign-up?client_id=woodgrove-suppliers",
        problems: Problems::default(),
        new_code_only: false,
    };
    let development = Frame { outbox: Some("/dev/outbox"), ..*frame };
    let wrong = Problems::field("code", words.text("code.refused"));
    let spent = Problems::whole(words.text("code.spent"));
    vec![
        ("sign-in", sign_in::page(frame, &sign_in).into_string()),
        (
            "sign-in.refused",
            sign_in::page(
                frame,
                &sign_in::SignIn {
                    email: EMAIL,
                    keep_signed_in: true,
                    problems: refused,
                    ..sign_in.clone()
                },
            )
            .into_string(),
        ),
        (
            "sign-in.code-only",
            sign_in::page(frame, &sign_in::SignIn { password: false, sign_up: None, ..sign_in })
                .into_string(),
        ),
        ("sign-up", sign_up::page(frame, &sign_up).into_string()),
        (
            "sign-up.invalid",
            sign_up::page(frame, &sign_up::SignUp { email: "ana@", problems: invalid, ..sign_up })
                .into_string(),
        ),
        ("code", code::page(&development, &code).into_string()),
        (
            "code.refused",
            code::page(frame, &code::Code { problems: wrong, ..code.clone() }).into_string(),
        ),
        (
            "code.spent",
            code::page(frame, &code::Code { problems: spent, new_code_only: true, ..code })
                .into_string(),
        ),
    ]
}

fn questions(frame: &Frame) -> Vec<(&'static str, String)> {
    let words = frame.words;
    let short = words.fill("password.tooShort", &[("minimum", "8")]);
    let password = password::NewPassword {
        form: FORM,
        email: EMAIL,
        minimum: 8,
        without_password: true,
        problems: Problems::default(),
    };
    let refused = Problems {
        summary: None,
        fields: vec![
            ("displayName".into(), words.text("field.required").into()),
            ("businessRegistrationCode".into(), words.text("field.pattern").into()),
            ("terms-supplier".into(), words.text("terms.required").into()),
        ],
    };
    let kinds_refused = Problems {
        summary: None,
        fields: ["country", "size", "interests", "since", "employees", "newsletter"]
            .map(|field| (field.to_owned(), words.text("field.choiceRequired").to_owned()))
            .into(),
    };
    vec![
        ("password", password::page(frame, &password).into_string()),
        (
            "password.short",
            password::page(
                frame,
                &password::NewPassword { problems: Problems::field("password", short), ..password },
            )
            .into_string(),
        ),
        ("attributes.supplier", supplier(frame, &[], Problems::default())),
        (
            "attributes.supplier.refused",
            supplier(
                frame,
                &[("businessName", "Contoso <& Sons>"), ("businessRegistrationCode", "PT12")],
                refused,
            ),
        ),
        ("attributes.kinds", kinds(frame, Problems::default())),
        ("attributes.kinds.refused", kinds(frame, kinds_refused)),
        (
            "consent",
            consent::page(
                frame,
                &consent::Consent {
                    form: FORM,
                    email: EMAIL,
                    scopes: vec![
                        "openid",
                        "profile",
                        "email",
                        "address",
                        "phone",
                        "offline_access",
                    ],
                    claims: vec![business_name().in_language(&words.language).to_owned()],
                    offline: true,
                    problems: Problems::default(),
                },
            )
            .into_string(),
        ),
        (
            "continue",
            continue_as::page(
                frame,
                &continue_as::ContinueAs { form: FORM, email: EMAIL, switch: "/flow/tx1/sign-in" },
            )
            .into_string(),
        ),
    ]
}

fn endings(frame: &Frame) -> Vec<(&'static str, String)> {
    let words = frame.words;
    let gone = problem::Problem {
        title: problem::Kind::Gone.title(words),
        sentence: problem::Kind::Gone.sentence(words),
        code: "transaction_gone",
        correlation: "8c0f6a1e5d7b4f29",
        details: Vec::new(),
        home: Some(HOME),
        retry: Some("/authorize?client_id=woodgrove-suppliers"),
    };
    let detailed = problem::Problem {
        title: problem::Kind::RedirectUri.title(words),
        sentence: problem::Kind::RedirectUri.sentence(words),
        code: "invalid_request",
        details: vec![
            ("redirect_uri".into(), "http://localhost:3000/call<back>".into()),
            ("registered".into(), "http://localhost:3000/callback".into()),
        ],
        home: None,
        retry: None,
        ..gone.clone()
    };
    let parameters = [("code".into(), "c0de".into()), ("state".into(), "\"s&t\"".into())];
    vec![
        (
            "sign-out",
            sign_out::page(frame, &sign_out::SignOut { form: FORM, email: Some(EMAIL) })
                .into_string(),
        ),
        (
            "signed-out",
            signed_out::page(frame, &signed_out::SignedOut { home: Some(HOME) }).into_string(),
        ),
        ("problem", problem::page(frame, &gone).into_string()),
        (
            "problem.detailed",
            problem::page(&Frame { application: None, ..*frame }, &detailed).into_string(),
        ),
        (
            "form-post",
            form_post::page(
                frame,
                &form_post::FormPost {
                    action: "http://localhost:3000/callback",
                    parameters: &parameters,
                },
            )
            .into_string(),
        ),
    ]
}

fn for_developers(frame: &Frame) -> Vec<(&'static str, String)> {
    let frame = &Frame { application: None, ..*frame };
    let mail = mail::code::mail(
        frame.words,
        &mail::code::CodeMail {
            application: suppliers().in_language(&frame.words.language),
            tenant: frame.tenant,
            code: CODE,
            minutes: 10,
            home: Some(HOME),
        },
    );
    let mails = vec![outbox::Mail {
        to: EMAIL,
        subject: &mail.subject,
        text: &mail.text,
        html: &mail.html,
        sent_at: "2026-11-22T12:00:00Z",
    }];
    let fault = faults::Fault {
        document: "flow/supplier".into(),
        pointer: "/attributes/0/inputType".into(),
        sentence: "`texst` is not an input type. Allowed: text, phone, number, date.".into(),
    };
    let commands = ["npm start", "npx wrangler kv bulk put --binding CONFIG --local sample.json"];
    let mut all = vec![
        ("outbox", outbox::page(frame, &outbox::Outbox { mails }).into_string()),
        ("faults", faults::page(frame, &faults::Faults { faults: vec![fault] }).into_string()),
        (
            "setup",
            setup::page(frame, &setup::Setup { commands: commands.map(str::to_owned).into() })
                .into_string(),
        ),
        ("mail.code", mail.html.clone()),
        ("mail.code.text", format!("{}\n\n{}", mail.subject, mail.text)),
    ];
    if frame.words.language == "en" {
        all.push(("demo", demo()));
    }
    all
}

fn demo() -> String {
    let sections = vec![
        demo::Section {
            application: "Woodgrove Suppliers",
            client_id: "demo-suppliers",
            flow: "supplier",
            create_label: "Request your supplier account",
        },
        demo::Section {
            application: "Woodgrove Shop",
            client_id: "demo-shop",
            flow: "customer",
            create_label: "Create an account",
        },
    ];
    demo::page(&demo::Demo { issuer: "http://localhost:8787", sections, nonce: "n0nce" })
        .into_string()
}

fn supplier(frame: &Frame, values: &[(&str, &str)], problems: Problems) -> String {
    let page = AttributePage {
        title: Some(label("About your business", "بيانات شركتك")),
        description: Some(label(
            "We check these details before your first order.",
            "نراجع هذه البيانات قبل أول طلب.",
        )),
        inputs: vec![
            Input {
                label: Some(label("Your name", "اسمك")),
                ..input("displayName", InputType::Text)
            },
            Input { label: Some(business_name()), ..input("businessName", InputType::Text) },
            Input {
                label: Some(label("Business registration code", "رمز السجل التجاري")),
                help: Some(label(
                    "Two letters and six digits, such as PT123456.",
                    "حرفان وستة أرقام، مثل PT123456.",
                )),
                ..input("businessRegistrationCode", InputType::Text)
            },
            Input { required: false, ..input("phoneNumber", InputType::Phone) },
        ],
    };
    let terms = Terms {
        id: "supplier".into(),
        version: "2026-11".into(),
        label: label(
            "I agree to the [supplier terms](https://woodgrove.example/terms) and the [privacy statement](https://woodgrove.example/privacy).",
            "أوافق على [شروط المورّدين](https://woodgrove.example/terms) و[بيان الخصوصية](https://woodgrove.example/privacy).",
        ),
        required: true,
    };
    let values = values
        .iter()
        .map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()]))
        .collect();
    attributes(frame, &page, vec![&terms], &values, problems)
}

fn kinds(frame: &Frame, problems: Problems) -> String {
    let choices = || {
        vec![
            option("garden", "Garden", "الحديقة"),
            option("kitchen", "Kitchen", "المطبخ"),
            option("workshop", "Workshop", "الورشة"),
        ]
    };
    let named = |en, ar| Some(label(en, ar));
    let page = AttributePage {
        inputs: vec![
            Input {
                options: vec![option("PT", "Portugal", "البرتغال"), option("EG", "Egypt", "مصر")],
                ..input("country", InputType::List)
            },
            Input {
                options: choices(),
                label: named("Favourite room", "غرفتك المفضلة"),
                ..input("size", InputType::Radio)
            },
            Input {
                options: choices(),
                label: named("Interests", "اهتماماتك"),
                help: named("Choose as many as you like.", "اختر ما شئت."),
                data_type: DataType::StringCollection,
                required: false,
                ..input("interests", InputType::MultipleChoice)
            },
            Input {
                label: named("Customer since", "عميل منذ"),
                data_type: DataType::Date,
                ..input("since", InputType::Date)
            },
            Input {
                label: named("Employees", "عدد الموظفين"),
                data_type: DataType::Integer,
                minimum: Some(0),
                ..input("employees", InputType::Number)
            },
            Input {
                label: named("Send me offers", "أرسلوا إليّ العروض"),
                help: named("Once a month at most.", "مرة في الشهر على الأكثر."),
                data_type: DataType::Boolean,
                required: false,
                ..input("newsletter", InputType::Checkbox)
            },
        ],
        ..AttributePage::default()
    };
    let values = BTreeMap::from([
        ("country".to_owned(), vec!["EG".to_owned()]),
        ("interests".to_owned(), vec!["garden".to_owned(), "workshop".to_owned()]),
        ("newsletter".to_owned(), vec!["true".to_owned()]),
    ]);
    attributes(frame, &page, Vec::new(), &values, problems)
}

fn attributes(
    frame: &Frame,
    page: &AttributePage,
    terms: Vec<&Terms>,
    values: &BTreeMap<String, Vec<String>>,
    problems: Problems,
) -> String {
    let inputs = page
        .inputs
        .iter()
        .map(|input| (input, attributes::label(frame.words, input, None)))
        .collect();
    let values =
        attributes::Attributes { form: FORM, page, inputs, values, terms, last: true, problems };
    attributes::page(frame, &values).into_string()
}

fn input(attribute: &str, input_type: InputType) -> Input {
    Input {
        attribute: attribute.into(),
        data_type: DataType::String,
        label: None,
        help: None,
        input_type,
        required: true,
        pattern: None,
        min_length: None,
        max_length: 128,
        minimum: None,
        maximum: None,
        options: Vec::new(),
    }
}

fn option(value: &str, en: &str, ar: &str) -> ChoiceOption {
    ChoiceOption { label: label(en, ar), value: value.into() }
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
