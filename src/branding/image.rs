//! Images: PNG, JPEG and WebP, told by their first bytes. Not SVG, which can hold scripts.

/// The most bytes of an image.
pub const LARGEST: usize = 300 * 1024;

/// What kind of image it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageType {
    /// `.png`
    Png,
    /// `.jpg`, `.jpeg`
    Jpeg,
    /// `.webp`
    Webp,
}

impl ImageType {
    /// The kind that a name ends in; none if it is no image's name.
    pub fn of_name(name: &str) -> Option<Self> {
        let (stem, ending) = name.split_once('.')?;
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if stem.is_empty() || name.len() > 64 || !stem.bytes().all(plain) {
            return None;
        }
        match ending {
            "png" => Some(Self::Png),
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "webp" => Some(Self::Webp),
            _ => None,
        }
    }

    /// The kind that the bytes are.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::Webp)
        } else {
            None
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }
}

/// The kind of the image `name`, or why its bytes can't be served.
///
/// # Errors
/// What is wrong, and what is allowed.
pub fn check(name: &str, bytes: &[u8]) -> Result<ImageType, String> {
    let Some(named) = ImageType::of_name(name) else {
        return Err("is no image's name; allowed: a-z, 0-9 and -, then .png, .jpg, .jpeg or .webp, up to 64".into());
    };
    if bytes.len() > LARGEST {
        return Err(format!("is {} bytes large; allowed: up to {LARGEST}", bytes.len()));
    }
    match ImageType::of_bytes(bytes) {
        Some(found) if found == named => Ok(named),
        Some(found) => Err(format!("holds {}, which its name does not say", found.media_type())),
        None => Err("holds neither PNG, JPEG nor WebP".into()),
    }
}

/// Width and height in pixels, as the first bytes of the image tell.
pub fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    match ImageType::of_bytes(bytes)? {
        ImageType::Png => Some((big(bytes, 16, 4)?, big(bytes, 20, 4)?)),
        ImageType::Jpeg => of_jpeg(bytes),
        ImageType::Webp => of_webp(bytes),
    }
}

/// JPEG: the segment that begins a frame, after those that do not.
fn of_jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let marker = big(bytes, at, 2)?;
        if !(0xffc0..=0xfffe).contains(&marker) {
            return None;
        }
        let begins_frame =
            (0xffc0..=0xffcf).contains(&marker) && ![0xffc4, 0xffc8, 0xffcc].contains(&marker);
        if begins_frame {
            return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?));
        }
        at += 2 + usize::try_from(big(bytes, at + 2, 2)?).ok()?;
    }
}

/// WebP: of three kinds, each with its own header.
fn of_webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        b"VP8 " => Some((little(bytes, 26, 2)? & 0x3fff, little(bytes, 28, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = little(bytes, 21, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => None,
    }
}

fn big(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn little(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}
