//! `Intl.DisplayNames` and `Intl.Collator`: the runtime knows every country's name, so that the program need not.

use super::{Edge, webcrypto};
use crate::encode::gather::in_order;
use crate::ports::RegionNames;
use js_sys::{Array, Function, Intl, JsString, Object};
use wasm_bindgen::JsValue;

impl RegionNames for Edge {
    fn region_names(&self, codes: &[&str], language: &str) -> Vec<(String, String)> {
        let locales = Array::of1(&language.into());
        let options = webcrypto::object(&[("type", "region".into())]).unwrap_or_default();
        let names = Intl::DisplayNames::new(&locales, &options);
        let compare = Intl::Collator::new(&locales, &Object::new()).compare();
        let pairs =
            codes.iter().map(|code| (*code, names.of(code).unwrap_or_else(|| (*code).into())));
        let list = in_order(pairs, |(_, one), (_, other)| is_before(&compare, one, other));
        list.into_iter().map(|(code, name)| (code.to_owned(), name.into())).collect()
    }
}

fn is_before(compare: &Function, one: &JsString, other: &JsString) -> bool {
    let compared = compare.call2(&JsValue::UNDEFINED, one, other).ok();
    compared.and_then(|number| number.as_f64()).is_some_and(|number| number < 0.0)
}
