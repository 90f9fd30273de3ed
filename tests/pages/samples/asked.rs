//! Pages that ask for attributes.

use super::{FORM, business_name, label};
use std::collections::BTreeMap;
use vestibule::flow::{
    Access, AttributeDefinition, AttributePage, ChoiceOption, Condition, DataType, Input,
    InputType, Terms,
};
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
    let values = values
        .iter()
        .map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()]))
        .collect();
    render(frame, &page, None, vec![&supplier_terms()], &values, problems)
}

fn supplier_terms() -> Terms {
    Terms {
        id: "supplier".into(),
        version: "2026-11".into(),
        label: label(
            "I agree to the [supplier terms](https://woodgrove.example/terms) and the [privacy statement](https://woodgrove.example/privacy).",
            "أوافق على [شروط المورّدين](https://woodgrove.example/terms) و[بيان الخصوصية](https://woodgrove.example/privacy).",
        ),
        required: true,
    }
}

/// New terms of a flow whose page asks for details, too, all of which are known.
pub fn new_terms(frame: &Frame) -> String {
    let page = AttributePage {
        title: Some(label("About your business", "بيانات شركتك")),
        description: Some(label("We check these details.", "نراجع هذه البيانات.")),
        inputs: vec![input("displayName", InputType::Text)],
    };
    let (terms, nothing) = (supplier_terms(), BTreeMap::new());
    let values = attributes::Attributes {
        form: FORM,
        page: &page,
        place: None,
        inputs: Vec::new(),
        values: &nothing,
        countries: &[],
        terms: vec![&terms],
        now: 1_795_305_600,
        last: true,
        may_skip: false,
        problems: Problems::default(),
    };
    attributes::page(frame, &values).into_string()
}

/// An input of each type.
fn of_each_type() -> Vec<Input> {
    let choices = || {
        vec![
            option("garden", "Garden", "الحديقة"),
            option("kitchen", "Kitchen", "المطبخ"),
            option("workshop", "Workshop", "الورشة"),
        ]
    };
    let named = |en, ar| Some(label(en, ar));
    vec![
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
    ]
}

pub fn kinds(frame: &Frame, problems: Problems) -> String {
    let page = AttributePage { inputs: of_each_type(), ..AttributePage::default() };
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

/// What can't be changed, and what has an example or a value before anything is typed.
pub fn given(frame: &Frame) -> String {
    let named = |en, ar| Some(label(en, ar));
    let read_only =
        |attribute, input_type| Input { access: Access::ReadOnly, ..input(attribute, input_type) };
    let shops = || vec![option("LIS", "Lisbon", "لشبونة"), option("CAI", "Cairo", "القاهرة")];
    let page = AttributePage {
        inputs: vec![
            Input {
                label: named("Your contract", "عقدك"),
                help: named("Write to us if this is wrong.", "اكتب إلينا إن كان هذا خطأ."),
                ..read_only("contract", InputType::Text)
            },
            Input {
                label: named("What it is about", "موضوعه"),
                ..read_only("subject", InputType::MultilineText)
            },
            Input {
                data_type: DataType::Date,
                label: named("Since", "منذ"),
                ..read_only("since", InputType::Date)
            },
            read_only("country", InputType::Country),
            Input {
                options: shops(),
                data_type: DataType::StringCollection,
                label: named("Your shops", "متاجرك"),
                ..read_only("shops", InputType::MultipleChoice)
            },
            Input {
                data_type: DataType::Boolean,
                label: named("Goods on account", "البضائع بالآجل"),
                ..read_only("account", InputType::Checkbox)
            },
            Input {
                placeholder: named("Buyer", "مشترٍ"),
                required: false,
                ..input("jobTitle", InputType::Text)
            },
            Input {
                placeholder: named("A line or two", "سطر أو سطران"),
                required: false,
                label: named("Anything else?", "هل من شيء آخر؟"),
                ..input("more", InputType::MultilineText)
            },
        ],
        ..AttributePage::default()
    };
    let values = [
        ("contract", vec!["2026/117"]),
        ("subject", vec!["Chairs.\nTables."]),
        ("since", vec!["2026-11-22"]),
        ("country", vec!["EG"]),
        ("shops", vec!["LIS", "CAI"]),
        ("account", vec!["true"]),
    ];
    let owned = |values: Vec<&str>| values.into_iter().map(str::to_owned).collect();
    let values = values.map(|(name, values)| (name.to_owned(), owned(values)));
    render(frame, &page, Some((1, 2)), Vec::new(), &values.into(), Problems::default())
}

/// Fields that follow from what is chosen, and one that follows from what was typed.
pub fn conditional(frame: &Frame) -> String {
    let named = |en, ar| Some(label(en, ar));
    let on = |attribute: &str, is: &[serde_json::Value]| {
        Some(Condition { attribute: attribute.into(), is: is.to_vec() })
    };
    let rooms = || {
        vec![
            option("door", "To the door", "إلى الباب"),
            option("room", "Into the room", "إلى الغرفة"),
        ]
    };
    let page = AttributePage {
        inputs: vec![
            Input {
                options: rooms(),
                label: named("Delivery", "التوصيل"),
                ..input("delivery", InputType::Radio)
            },
            Input {
                data_type: DataType::Integer,
                label: named("Which floor?", "أي طابق؟"),
                show_if: on("delivery", &["room".into()]),
                ..input("floor", InputType::Number)
            },
            Input {
                data_type: DataType::Boolean,
                label: named("There is a lift", "يوجد مصعد"),
                required: false,
                show_if: on("delivery", &["room".into()]),
                ..input("lift", InputType::Checkbox)
            },
            Input {
                label: named("How wide is the staircase?", "كم عرض الدرج؟"),
                required: false,
                show_if: on("lift", &[false.into()]),
                ..input("staircase", InputType::Text)
            },
            Input {
                label: named("Customer number", "رقم العميل"),
                required: false,
                ..input("customer", InputType::Text)
            },
            Input {
                options: rooms(),
                label: named("As last time?", "كما في المرة السابقة؟"),
                show_if: on("customer", &[]),
                ..input("last", InputType::Radio)
            },
        ],
        ..AttributePage::default()
    };
    let values = [("delivery", "room"), ("customer", "117")];
    let values = values.map(|(name, value)| (name.to_owned(), vec![value.to_owned()]));
    render(frame, &page, Some((1, 1)), Vec::new(), &values.into(), Problems::default())
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
        now: 1_795_305_600,
        problems,
    };
    attributes::page(frame, &values).into_string()
}

fn input(attribute: &str, input_type: InputType) -> Input {
    let definition = AttributeDefinition {
        id: attribute.into(),
        data_type: DataType::String,
        max_length: 128,
        display_name: None,
        custom: true,
        retired: false,
    };
    Input { required: true, ..Input::new(&definition, input_type) }
}

fn option(value: &str, en: &str, ar: &str) -> ChoiceOption {
    ChoiceOption { label: label(en, ar), value: value.into() }
}
