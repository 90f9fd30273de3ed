//! Signed out. Applications that asked for it are told in frames, which nobody sees; where the person is expected elsewhere the
//! page then goes on by itself, and has a link.

use super::layout::{self, Step};
use super::leave::{self, Way};
use super::{Frame, Problems};
use maud::{Markup, html};

/// Seconds that the frames have.
const FRAMES_TAKE: u8 = 2;

/// The values of the page.
#[derive(Debug, Clone)]
pub struct SignedOut<'a> {
    /// Where the application is, if one is known.
    pub home: Option<&'a str>,
    /// The addresses of the frames.
    pub frames: &'a [String],
    /// Where the page goes on to.
    pub onward: Option<&'a str>,
    /// Where the person may go on to themselves: the host or scheme, and the address.
    pub unknown: Option<(String, &'a str)>,
    /// What a developer wants to know.
    pub details: &'a [(String, String)],
}

/// The page.
pub fn page(frame: &Frame, values: &SignedOut) -> Markup {
    let words = frame.words;
    let title = words.text("signedOut.title");
    let lead = words.isolate("signedOut.lead", &[("tenant", frame.tenant)]);
    let step = Step::new("signed-out", title, &Problems::default());
    layout::document(
        frame,
        &Step { onward: values.onward.map(|onward| (FRAMES_TAKE, onward)), ..step },
        &html! {
            (layout::heading(title, &lead))
            @if let Some((place, address)) = &values.unknown {
                (leave::way_on(frame, place, &Way::Link(address)))
            } @else if let Some(place) = values.onward.or(values.home) {
                (layout::way_home(frame, place))
            }
            (layout::details(values.details))
            @for address in values.frames {
                iframe src=(address) hidden sandbox="allow-same-origin allow-scripts" {}
            }
        },
    )
}
