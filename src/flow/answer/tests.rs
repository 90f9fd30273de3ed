use super::*;
use crate::encode::unicode::Tables;
use crate::flow::{AttributeDefinition, ChoiceOption, Pattern};
use crate::protocol::Label;
use regex_lite::Regex;

pub(crate) fn input(attribute: &str, data_type: DataType, input_type: InputType) -> Input {
    let definition = AttributeDefinition {
        id: attribute.into(),
        data_type,
        max_length: 10,
        display_name: None,
        custom: true,
        retired: false,
    };
    Input { required: true, ..Input::new(&definition, input_type) }
}

fn read(input: &Input, typed: &[&str], country: Option<&str>) -> Result<Option<Value>, Fault> {
    super::read(input, typed, country, &Tables)
}

fn options(values: &[&str]) -> Vec<ChoiceOption> {
    values
        .iter()
        .map(|value| ChoiceOption { label: Label::default(), value: (*value).into() })
        .collect()
}

#[test]
fn text_is_trimmed_and_judged_by_length_and_pattern() {
    let mut field = input("code", DataType::String, InputType::Text);
    field.pattern = Some(Pattern {
        source: "[A-Z]{2}\\d{6}".into(),
        regex: Regex::new(r"^(?:[A-Z]{2}\d{6})$").unwrap(),
        message: None,
    });
    assert_eq!(read(&field, &[" AB123456 "], None), Ok(Some(json!("AB123456"))));
    assert_eq!(read(&field, &["AB\r\n12\u{0}3456"], None), Ok(Some(json!("AB123456"))));
    assert_eq!(read(&field, &["AB12345"], None), Err(Fault::Pattern));
    assert_eq!(read(&field, &["AB123456789"], None), Err(Fault::TooLong(10)));
    assert_eq!(read(&field, &["  "], None), Err(Fault::Required));
    field.required = false;
    assert_eq!(read(&field, &[], None), Ok(None));
}

#[test]
fn several_lines_stay_apart_and_hold_no_other_control_characters() {
    let field = Input { max_length: 9, ..input("t", DataType::String, InputType::MultilineText) };
    let kept = |typed: &str| read(&field, &[typed], None);
    assert_eq!(kept("\r\n a\r\nb\rc\n\u{1b}d\t \n"), Ok(Some(json!("a\nb\nc\nd"))));
    assert_eq!(
        kept("1234\r\n5678"),
        Ok(Some(json!("1234\n5678"))),
        "a line break is one character"
    );
    assert_eq!(kept("1234\n56789"), Err(Fault::TooLong(9)));
    assert_eq!(kept("\r\n \n"), Err(Fault::Required));
}

#[test]
fn an_address_is_kept_as_mail_or_the_browser_takes_it() {
    let mut mail = Input { max_length: 40, ..input("m", DataType::String, InputType::Email) };
    mail.pattern = Some(Pattern {
        source: r".+\.example".into(),
        regex: Regex::new(r"^(?:.+\.example)$").unwrap(),
        message: None,
    });
    let kept = |field: &Input, typed: &str| read(field, &[typed], None);
    assert_eq!(kept(&mail, " Ann@Bücher.Example "), Ok(Some(json!("Ann@xn--bcher-kva.example"))));
    assert_eq!(
        kept(&mail, "ann@"),
        Err(Fault::NotAnEmailAddress(crate::encode::email::Fault::Incomplete))
    );
    assert_eq!(kept(&mail, "ann@a.test"), Err(Fault::Pattern));
    let page = Input { max_length: 30, ..input("p", DataType::String, InputType::Url) };
    assert_eq!(
        kept(&page, "HTTPS://Bücher.example"),
        Ok(Some(json!("https://xn--bcher-kva.example/")))
    );
    assert_eq!(kept(&page, "http://a.example/x?y#z"), Ok(Some(json!("http://a.example/x?y#z"))));
    assert_eq!(
        kept(&page, "http://مثال.example:81/"),
        Ok(Some(json!("http://xn--mgbh0fb.example:81/")))
    );
    for typed in [
        "https://bücher.example@a.example",
        "https://ann@bücher.example",
        "https://b\u{fc}cher\u{200b}.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "a.example",
        "https://",
        "https://a b/",
    ] {
        assert_eq!(kept(&page, typed), Err(Fault::NotAUrl), "{typed}");
    }
    assert_eq!(kept(&page, "https://a.example/?0123456789abc"), Err(Fault::TooLong(30)));
    assert!(holds(&page, Some(&json!("https://a.example"))) && !holds(&page, Some(&json!("a"))));
}

#[test]
fn numbers_choices_and_boxes_are_typed_values() {
    let mut number = input("n", DataType::Integer, InputType::Number);
    number.maximum = Some(9);
    assert_eq!(read(&number, &["٧"], None), Ok(Some(json!(7))));
    assert_eq!(read(&number, &["7.5"], None), Err(Fault::NotANumber));
    assert_eq!(read(&number, &["10"], None), Err(Fault::OutOfRange(None, Some(9))));
    let mut many = input("m", DataType::StringCollection, InputType::MultipleChoice);
    many.options = options(&["a", "b"]);
    assert_eq!(read(&many, &["b", "a", "", "b"], None), Ok(Some(json!(["b", "a"]))));
    assert_eq!(read(&many, &["a", "c"], None), Err(Fault::NotAnOption));
    let mut tick = input("t", DataType::Boolean, InputType::Checkbox);
    assert_eq!(read(&tick, &[], None), Err(Fault::Required));
    assert_eq!(read(&tick, &["true"], None), Ok(Some(json!(true))));
    tick.required = false;
    assert_eq!(read(&tick, &[], None), Ok(Some(json!(false))));
    let day = input("d", DataType::Date, InputType::Date);
    assert_eq!(read(&day, &["2026-02-30"], None), Err(Fault::NotADate));
}

#[test]
fn what_an_account_holds_is_judged_by_the_same_rule() {
    let mut list = input("c", DataType::String, InputType::List);
    list.options = options(&["NO"]);
    assert!(holds(&list, Some(&json!("NO"))));
    assert!(!holds(&list, None) && !holds(&list, Some(&Value::Null)));
    assert!(!holds(&list, Some(&json!(""))) && !holds(&list, Some(&json!(7))));
    let mut name = input("n", DataType::String, InputType::Text);
    name.max_length = 2;
    assert!(holds(&name, Some(&json!("Al"))) && !holds(&name, Some(&json!("Ann"))));
}

#[test]
fn an_option_that_is_offered_no_more_is_an_answer_still_and_can_be_chosen_no_more() {
    let mut list = input("c", DataType::String, InputType::List);
    list.options = options(&["NO"]);
    assert!(holds(&list, Some(&json!("XX"))));
    assert_eq!(read(&list, &["XX"], None), Err(Fault::NotAnOption));
    let mut many = input("i", DataType::StringCollection, InputType::MultipleChoice);
    many.options = options(&["a"]);
    assert!(holds(&many, Some(&json!(["a", "gone"]))) && !holds(&many, Some(&json!([]))));
    assert_eq!(read(&many, &["a", "gone"], None), Err(Fault::NotAnOption));
}

#[test]
fn a_name_is_whatever_people_are_called() {
    let mut name = input("surname", DataType::String, InputType::Text);
    name.max_length = 64;
    for typed in [
        "O'Brien",
        "O’Brien",
        "Dʼ Orta",
        "Smith-Jones",
        "Smith‐Jones",
        "X",
        "Ó",
        "李",
        "Ng",
        "van der Berg",
        "de la Cruz, Jr.",
        "Null",
        "Nguyễn Thị Hoà",
        "Łukaszewicz",
        "Ægir Þórsson",
        "Ağaoğlu",
        "محمد عبد الله",
        "می\u{200c}خواهم",
        "יוסף",
        "Ολυμπία",
        "Саша",
        "सुनीता",
        "ჯავახიშვილი",
        "ᐃᓄᒃ",
        "𠮷田",
        "n\u{303}andu\u{301}",
        "Kaʻiulani",
        "X Æ A-12",
        "(Bob) & “Ann” <3",
    ] {
        assert_eq!(read(&name, &[typed], None), Ok(Some(json!(typed))), "{typed}");
        assert_eq!(read(&name, &[&format!(" \t{typed}\u{a0} ")], None), Ok(Some(json!(typed))));
        assert!(holds(&name, Some(&json!(typed))), "{typed}");
    }
}

#[test]
fn a_length_counts_letters_of_every_script_alike() {
    let name = input("surname", DataType::String, InputType::Text);
    assert_eq!(read(&name, &["李李李李李李李李李李"], None).map(|_| ()), Ok(()));
    assert_eq!(read(&name, &["𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷"], None), Err(Fault::TooLong(10)));
}

#[test]
fn a_day_is_kept_as_iso_8601_and_exists() {
    let day = input("birthdate", DataType::Date, InputType::Date);
    for (typed, kept) in [
        ("2026-11-22", "2026-11-22"),
        (" 2028-02-29 ", "2028-02-29"),
        ("٢٠٢٦-١١-٢٢", "2026-11-22"),
        ("۲۰۲۶-۱۱-۲۲", "2026-11-22"),
        ("２０２６-１１-２２", "2026-11-22"),
        ("0999-01-01", "0999-01-01"),
    ] {
        assert_eq!(read(&day, &[typed], None), Ok(Some(json!(kept))), "{typed}");
    }
    for typed in [
        "22.11.2026",
        "11/22/2026",
        "22 November 2026",
        "2026-11-31",
        "2026-02-29",
        "2026-1-2",
        "26-11-22",
        "20261122",
        "2026-11-22T00:00:00Z",
        "+2026-11-22",
        "today",
    ] {
        assert_eq!(read(&day, &[typed], None), Err(Fault::NotADate), "{typed}");
        assert!(!holds(&day, Some(&json!(typed))), "{typed}");
    }
}
