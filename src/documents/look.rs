//! How pages look, from tenant, flow and application together, and the style sheet made of it.

use crate::branding::{self, Branding};
use crate::encode::hash;
use std::rc::Rc;

/// A look.
#[derive(Debug, Clone)]
pub struct Look {
    /// What it is made of.
    pub branding: Branding,
    /// Its style sheet; empty where colours, shapes and rules are neutral.
    pub sheet: String,
    /// A hash of the sheet.
    pub version: String,
}

impl Look {
    /// The look of a branding.
    pub fn of(branding: Branding) -> Rc<Self> {
        let sheet = branding::sheet(&branding);
        let version = hash::sha256(&sheet).chars().take(16).collect();
        Rc::new(Self { branding, sheet, version })
    }
}
