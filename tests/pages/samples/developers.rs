//! Mail, and what only those who build and run it see.

use super::{CODE, EMAIL, HOME, suppliers};
use vestibule::pages::{Frame, demo, faults, mail, outbox, setup};

pub fn for_developers(frame: &Frame) -> Vec<(&'static str, String)> {
    let frame = &Frame { application: None, ..*frame };
    let mail = mail::code::mail(
        frame.words,
        &mail::code::CodeMail {
            application: suppliers().in_language(frame.words.tag()),
            tenant: frame.tenant,
            code: CODE,
            minutes: 10,
            home: Some(HOME),
            colors: frame.brand.mail,
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
    if frame.words.tag() == "en" {
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
