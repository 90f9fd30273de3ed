//! The places that images have on pages.

/// A place for an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// In place of the company's mark and name.
    Logo,
    /// The same where the device asks for dark colours.
    LogoDark,
    /// In place of the company's mark.
    SquareLogo,
    /// The same where the device asks for dark colours.
    SquareLogoDark,
    /// In the browser's tab.
    Favicon,
    /// Behind or beside the page.
    BackgroundImage,
}

impl Slot {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Logo,
        Self::LogoDark,
        Self::SquareLogo,
        Self::SquareLogoDark,
        Self::Favicon,
        Self::BackgroundImage,
    ];

    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Logo => "logo",
            Self::LogoDark => "logoDark",
            Self::SquareLogo => "squareLogo",
            Self::SquareLogoDark => "squareLogoDark",
            Self::Favicon => "favicon",
            Self::BackgroundImage => "backgroundImage",
        }
    }
}

/// Names of images by their place, as far as they are given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Images(pub [Option<String>; 6]);

impl Images {
    /// The name of the image in a place.
    pub fn get(&self, slot: Slot) -> Option<&str> {
        self.0.get(slot as usize)?.as_deref()
    }

    /// Every name that is given.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().map(String::as_str)
    }

    /// These images, and those `below` where none is given; but a logo never gets another one's for dark.
    #[must_use]
    pub fn over(&self, below: &Self) -> Self {
        let of_both = |slot| {
            let inherited = match slot {
                Slot::LogoDark if self.get(Slot::Logo).is_some() => None,
                Slot::SquareLogoDark if self.get(Slot::SquareLogo).is_some() => None,
                _ => below.get(slot),
            };
            self.get(slot).or(inherited).map(str::to_owned)
        };
        Self(Slot::ALL.map(of_both))
    }
}
