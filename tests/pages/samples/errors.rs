//! Every error that a person may be told of.

use super::HOME;
use vestibule::failure::{Kind, Retry};
use vestibule::pages::Frame;
use vestibule::pages::problem::{self, Problem};

pub fn errors(frame: &Frame) -> Vec<(&'static str, String)> {
    let mut all: Vec<_> =
        Kind::ALL.iter().map(|kind| (name(*kind), error(frame, *kind, None))).collect();
    all.push(("problem.again", error(frame, Kind::Unavailable, Some(again()))));
    all
}

fn again() -> Retry {
    Retry::Form {
        action: "/flow/tx1/step?client_id=woodgrove-suppliers".into(),
        fields: vec![("displayName".into(), "Ana <Fernandes>".into())],
    }
}

fn name(kind: Kind) -> &'static str {
    format!("problem.{kind:?}").leak()
}

fn error(frame: &Frame, kind: Kind, retry: Option<Retry>) -> String {
    let values = Problem {
        title: frame.words.text(kind.title()).to_owned(),
        sentence: frame.words.text(kind.sentence()).to_owned(),
        code: "code",
        correlation: "8c0f6a1e5d7b4f29",
        home: Some(HOME),
        retry,
        ..Problem::default()
    };
    problem::page(frame, &values).into_string()
}
