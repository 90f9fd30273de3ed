//! Pages that ask for attributes.

use super::{FORM, business_name, label};
use std::collections::BTreeMap;
use vestibule::flow::{AttributePage, ChoiceOption, DataType, Input, InputType, Terms};
use vestibule::pages::{Frame, Problems, attributes};

pub fn supplier(frame: &Frame, values: &[(&str, &str)], problems: Problems) -> String {
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
    render(frame, &page, None, vec![&terms], &values, problems)
}

pub fn kinds(frame: &Frame, problems: Problems) -> String {
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
            input("country", InputType::Country),
            Input {
                label: named("What do you make?", "ماذا تصنعون؟"),
                help: named("A few lines are enough.", "تكفي بضعة أسطر."),
                ..input("about", InputType::MultilineText)
            },
            Input { required: false, ..input("website", InputType::Url) },
            Input {
                label: named("Address for invoices", "عنوان الفواتير"),
                ..input("invoices", InputType::Email)
            },
            Input {
                options: vec![option("LIS", "Lisbon", "لشبونة"), option("CAI", "Cairo", "القاهرة")],
                label: named("Nearest shop", "أقرب متجر"),
                ..input("shop", InputType::List)
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
        ("about".to_owned(), vec!["Chairs.\n<Tables>.".to_owned()]),
        ("website".to_owned(), vec!["https://www.contoso.example/".to_owned()]),
        ("invoices".to_owned(), vec!["invoices@contoso.example".to_owned()]),
        ("interests".to_owned(), vec!["garden".to_owned(), "workshop".to_owned()]),
        ("newsletter".to_owned(), vec!["true".to_owned()]),
    ]);
    render(frame, &page, Some((2, 3)), Vec::new(), &values, problems)
}

fn render(
    frame: &Frame,
    page: &AttributePage,
    place: Option<(usize, usize)>,
    terms: Vec<&Terms>,
    values: &BTreeMap<String, Vec<String>>,
    problems: Problems,
) -> String {
    let inputs = page
        .inputs
        .iter()
        .map(|input| (input, attributes::label(frame.words, input, None)))
        .collect();
    let country = |code: &str, en, ar| {
        (code.to_owned(), label(en, ar).in_language(frame.words.tag()).to_owned())
    };
    let countries = [country("PT", "Portugal", "البرتغال"), country("EG", "Egypt", "مصر")];
    let values = attributes::Attributes {
        form: FORM,
        page,
        place,
        inputs,
        values,
        countries: &countries,
        terms,
        last: true,
        may_skip: !values.is_empty(),
        problems,
    };
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
