//! A page as a person sees it: its name, its fields, what is wrong, and where one can go from it.

use crate::http::Response;
use crate::native::{Element, Markup};
use serde::Serialize;
use std::collections::BTreeMap;

/// A page.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// Its name.
    pub page: String,
    /// Its heading.
    pub title: String,
    /// What is wrong with it as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// Its fields, in its order.
    pub fields: Vec<Field>,
    /// The values of its buttons; empty for one that has none.
    pub buttons: Vec<String>,
    /// The pages that its links lead to.
    pub links: Vec<String>,
    /// Where its form goes; none if it has none.
    #[serde(skip)]
    pub action: Option<String>,
    /// The hidden fields of its form.
    #[serde(skip)]
    pub hidden: Vec<(String, String)>,
    /// Name and value of each button.
    #[serde(skip)]
    pub named_buttons: Vec<(String, String)>,
    /// The addresses of its links.
    #[serde(skip)]
    pub addresses: Vec<String>,
}

/// A field; buttons and boxes of one name are one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What people read above it.
    pub label: String,
    /// An input's `type`, or `select` or `textarea`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it must be answered.
    pub required: bool,
    /// Whether it can't be changed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub read_only: bool,
    /// What it holds, or which options are chosen.
    pub value: Vec<String>,
    /// The values that can be chosen, with their labels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<(String, String)>,
    /// What is wrong with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl Field {
    /// Whether it is a box, or several.
    pub fn is_box(&self) -> bool {
        self.kind == "checkbox"
    }
}

impl Page {
    /// Reads an answer.
    pub fn read(response: &Response) -> Self {
        let markup = Markup::read(&response.body);
        let main = markup.first("main");
        let text = |name| markup.first(name).map(|found: &Element| found.text.clone());
        let form = markup.first("form");
        let mut page = Self {
            page: main.and_then(|main| main.attribute("data-page")).unwrap_or_default().to_owned(),
            title: text("h1").unwrap_or_default(),
            problem: markup.with_id("problems").map(|found| found.text.clone()),
            action: form.and_then(|form| form.attribute("action")).map(str::to_owned),
            addresses: markup
                .all("a")
                .filter_map(|a| a.attribute("href"))
                .map(str::to_owned)
                .collect(),
            ..Self::default()
        };
        page.links = page.addresses.iter().filter_map(|address| step(address)).collect();
        for element in form.map(|form| markup.inside(form)).unwrap_or_default() {
            page.add(&markup, element);
        }
        page
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// What is wrong with which field.
    pub fn errors(&self) -> BTreeMap<String, String> {
        let wrong = |field: &Field| Some((field.name.clone(), field.error.clone()?));
        self.fields.iter().filter_map(wrong).collect()
    }

    /// The address of the link to a page.
    pub fn link(&self, to: &str) -> Option<&str> {
        let leads = |address: &&String| step(address).as_deref() == Some(to);
        self.addresses.iter().find(leads).map(String::as_str)
    }

    fn add(&mut self, markup: &Markup, element: &Element) {
        let of = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
        let (name, value) = (of("name"), of("value"));
        match (element.name.as_str(), of("type").as_str()) {
            ("button", _) => {
                self.buttons.push(value.clone());
                self.named_buttons.push((name, value));
            }
            ("input", "hidden") => self.hidden.push((name, value)),
            ("input", kind @ ("radio" | "checkbox")) => self.add_choice(markup, element, kind),
            ("input", kind) => {
                self.fields.push(Field { value: vec![value], ..field(markup, element, kind) });
            }
            ("textarea", _) => {
                let value = vec![element.text.clone()];
                self.fields.push(Field { value, ..field(markup, element, "textarea") });
            }
            ("select", _) => {
                let options = || markup.inside(element).iter().filter(|one| one.name == "option");
                let value = |one: &Element| one.attribute("value").unwrap_or_default().to_owned();
                self.fields.push(Field {
                    value: options().filter(|one| one.has("selected")).map(value).collect(),
                    options: options()
                        .map(|one| (value(one), one.text.clone()))
                        .filter(|(value, _)| !value.is_empty())
                        .collect(),
                    ..field(markup, element, "select")
                });
            }
            _ => {}
        }
    }

    /// One button or box; with others of its name it is one field, whose label is the group's.
    fn add_choice(&mut self, markup: &Markup, element: &Element, kind: &str) {
        let value = element.attribute("value").unwrap_or_default().to_owned();
        let chosen = element.has("checked").then(|| value.clone());
        let single = field(markup, element, kind);
        let option = (value, single.label.clone());
        if let Some(known) = self.fields.iter_mut().find(|known| known.name == single.name) {
            known.options.push(option);
            known.value.extend(chosen);
            return;
        }
        let group = group(markup, element);
        let legend = group.and_then(|group| {
            let legend = markup.inside(group).iter().find(|one| one.name == "legend");
            legend.map(|legend| without(markup, legend, "optional"))
        });
        self.fields.push(Field {
            label: legend.unwrap_or_else(|| single.label.clone()),
            required: group.is_some_and(is_required) || single.required,
            value: chosen.into_iter().collect(),
            options: vec![option],
            ..single
        });
    }
}

fn field(markup: &Markup, element: &Element, kind: &str) -> Field {
    let of = |name: &str| element.attribute(name).unwrap_or_default();
    let name = of("name").to_owned();
    let label = markup.all("label").find(|label| label.attribute("for") == Some(of("id")));
    let error = markup.with_id(&format!("{name}-error"));
    Field {
        label: label.map(|label| without(markup, label, "optional")).unwrap_or_default(),
        error: error.map(|error| without(markup, error, "unseen")),
        kind: kind.to_owned(),
        required: is_required(element),
        read_only: element.has("readonly"),
        name,
        ..Field::default()
    }
}

fn is_required(element: &Element) -> bool {
    element.attribute("aria-required") == Some("true") || element.has("required")
}

/// The group of buttons or boxes that `element` is in.
fn group<'a>(markup: &'a Markup, element: &Element) -> Option<&'a Element> {
    markup.all("fieldset").find(|group| markup.inside(group).contains(element))
}

/// The text of `element` but for its parts of `class`.
fn without(markup: &Markup, element: &Element, class: &str) -> String {
    let parts = markup.inside(element).iter().filter(|part| part.is_of(class));
    let text = parts.fold(element.text.clone(), |text, part| text.replacen(&part.text, "", 1));
    text.trim_ascii().to_owned()
}

/// The page that an address of a running flow leads to.
fn step(address: &str) -> Option<String> {
    let path = address.split_once('?').map_or(address, |(path, _)| path);
    Some(path.strip_prefix("/flow/")?.split_once('/')?.1.to_owned())
}
