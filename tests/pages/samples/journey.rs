//! What a person meets who comes without an account, with one, or without their password.

use super::{EMAIL, FORM, HOME, suppliers};
use vestibule::pages::exists::{self, Exists, Way};
use vestibule::pages::password::{self, NewPassword, Whose};
use vestibule::pages::{Frame, Problems, finish, mail, no_account, reset};

const SIGN_IN: &str = "/flow/tx1/sign-in?client_id=woodgrove-suppliers";

pub fn detours(frame: &Frame) -> Vec<(&'static str, String)> {
    let invalid = Problems::field("email", frame.words.text("email.invalid"));
    let asked = reset::Reset {
        form: FORM,
        email: EMAIL,
        sign_in: SIGN_IN,
        again: None,
        problems: Problems::default(),
    };
    let refused = reset::Reset { email: "ana@", problems: invalid, ..asked.clone() };
    let unknown = no_account::NoAccount { form: FORM, email: EMAIL, change: SIGN_IN };
    let ready = finish::Finish { form: FORM, email: EMAIL, switch: SIGN_IN };
    let new_password = NewPassword {
        form: FORM,
        whose: Whose::Account,
        email: EMAIL,
        minimum: 8,
        without_password: false,
        problems: Problems::default(),
    };
    let exists = |way| {
        let values = Exists { form: FORM, email: EMAIL, way, switch: SIGN_IN };
        exists::page(frame, &values).into_string()
    };
    let (mail, guesses) = (password_changed(frame), wrong_passwords(frame));
    vec![
        ("reset", reset::page(frame, &asked).into_string()),
        ("reset.invalid", reset::page(frame, &refused).into_string()),
        ("new-password", password::page(frame, &new_password).into_string()),
        ("no-account", no_account::page(frame, &unknown).into_string()),
        ("exists", exists(Way::Continue)),
        ("exists.sign-in", exists(Way::SignIn)),
        ("exists.choose-password", exists(Way::ChoosePassword)),
        ("finish", finish::page(frame, &ready).into_string()),
        ("mail.password-changed", mail.html.clone()),
        ("mail.password-changed.text", format!("{}\n\n{}", mail.subject, mail.text)),
        ("mail.wrong-passwords", guesses.html.clone()),
        ("mail.wrong-passwords.text", format!("{}\n\n{}", guesses.subject, guesses.text)),
    ]
}

fn wrong_passwords(frame: &Frame) -> mail::Rendered {
    mail::wrong_passwords::mail(
        frame.words,
        &mail::wrong_passwords::WrongPasswords {
            tenant: frame.tenant,
            guesses: 5,
            home: HOME,
            colors: frame.brand.mail,
        },
    )
}

fn password_changed(frame: &Frame) -> mail::Rendered {
    mail::password_changed::mail(
        frame.words,
        &mail::password_changed::PasswordChanged {
            application: suppliers().in_language(frame.words.tag()),
            tenant: frame.tenant,
            home: HOME,
            colors: frame.brand.mail,
        },
    )
}
