//! Woodgrove's pictures, drawn by hand.

use maud::{Markup, PreEscaped};

/// A tree.
pub fn logo() -> Markup {
    svg("0 0 32 32", r#"<path d="M16 3 7 14h4l-6 8h9v7h4v-7h9l-6-8h4z" fill="currentColor"/>"#)
}

/// Stacked trunks.
pub fn timber() -> Markup {
    const TRUNK: &str = r#"<g transform="translate(X Y)"><circle r="27" fill="currentColor" opacity=".22"/><circle r="27" fill="none" stroke="currentColor" stroke-width="3"/><circle r="17" fill="none" stroke="currentColor" stroke-width="1.5" opacity=".6"/><circle r="8" fill="none" stroke="currentColor" stroke-width="1.5" opacity=".6"/></g>"#;
    let places = [(112, 114), (170, 114), (228, 114), (286, 114), (141, 64), (199, 64), (257, 64)];
    let trunks: String =
        places.iter().map(|(x, y)| TRUNK.replace("X Y", &format!("{x} {y}"))).collect();
    svg("0 0 400 144", &format!("{trunks}{GROUND}"))
}

/// A table with a bowl and a plant.
pub fn table() -> Markup {
    const TABLE: &str = r#"<path d="M96 76h208v11H96z" fill="currentColor"/><path d="m116 87-9 53M284 87l9 53" stroke="currentColor" stroke-width="7" fill="none"/><path d="M146 58h52a26 18 0 0 1-52 0z" fill="currentColor" opacity=".45"/><path d="M233 55h30l-4 21h-22z" fill="currentColor" opacity=".75"/><path d="M248 55V30m0 13c-14 0-17-9-17-17 11 0 17 7 17 17zm0-6c0-12 7-18 18-18 0 11-7 18-18 18z" fill="currentColor" fill-opacity=".3" stroke="currentColor" stroke-width="2.5"/>"#;
    svg("0 0 400 144", &format!("{TABLE}{GROUND}"))
}

/// A shop with an awning and an open door.
pub fn shop() -> Markup {
    const SHOP: &str = r#"<path d="M112 62v78h176V62" fill="currentColor" fill-opacity=".15" stroke="currentColor" stroke-width="4"/><path d="M100 30h200l14 32H86z" fill="currentColor" opacity=".75"/><path d="M86 62a19 15 0 0 0 38 0 19 15 0 0 0 38 0 19 15 0 0 0 38 0 19 15 0 0 0 38 0 19 15 0 0 0 38 0 19 15 0 0 0 38 0z" fill="currentColor" opacity=".45"/><path d="M226 140V96h36v44" fill="none" stroke="currentColor" stroke-width="4"/><path d="M136 94h66v26h-66z" fill="currentColor" opacity=".35"/>"#;
    svg("0 0 400 144", &format!("{SHOP}{GROUND}"))
}

const GROUND: &str = r#"<path d="M40 141.5h320" stroke="currentColor" stroke-width="3" stroke-linecap="round" opacity=".5"/>"#;

fn svg(view: &str, content: &str) -> Markup {
    PreEscaped(format!("<svg viewBox=\"{view}\" aria-hidden=\"true\">{content}</svg>"))
}
