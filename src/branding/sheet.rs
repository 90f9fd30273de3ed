//! The style sheet that a company's look adds to the one of every page.

use super::{Branding, Color, Font, Palette, Scheme};
use std::fmt::Write as _;

/// The sheet: made of checked values alone.
pub fn sheet(branding: &Branding) -> String {
    let mut css = String::new();
    let (light, dark) = (branding.palette(Scheme::Light), branding.palette(Scheme::Dark));
    let mut general = String::new();
    if light != Palette::LIGHT {
        general.push_str(&colors(&light));
    }
    if let Some(pixels) = branding.corner_radius {
        let _ = write!(general, "--round:{pixels}px;");
    }
    if let Some(font) = branding.font {
        let _ = write!(general, "--font:{};", stack(font));
    }
    if !general.is_empty() {
        let _ = writeln!(css, ":root{{{general}}}");
    }
    if dark != Palette::DARK {
        let colors = colors(&dark);
        let shadow = format!("--shadow:0 0 0 1px {};", dark.line);
        let _ = writeln!(css, "@media (prefers-color-scheme:dark){{:root{{{colors}{shadow}}}}}");
    } else if light != Palette::LIGHT {
        let _ = writeln!(css, "@media (prefers-color-scheme:dark){{:root{{{}}}}}", colors(&dark));
    }
    if let Some(custom) = &branding.custom_css {
        css.push_str(custom.text());
    }
    css
}

/// The properties of the style sheet, by their names there.
fn colors(palette: &Palette) -> String {
    let properties: [(&str, Color); 13] = [
        ("ground", palette.ground),
        ("surface", palette.surface),
        ("ink", palette.ink),
        ("quiet", palette.quiet),
        ("line", palette.line),
        ("edge", palette.edge),
        ("accent", palette.accent),
        ("accent-strong", palette.accent_strong),
        ("on-accent", palette.on_accent),
        ("tint", palette.tint),
        ("danger", palette.danger),
        ("danger-tint", palette.danger_tint),
        ("focus", palette.accent),
    ];
    properties.iter().fold(String::new(), |mut css, (name, color)| {
        let _ = write!(css, "--{name}:{color};");
        css
    })
}

/// Each ends in what has the letters of every language that is shipped.
fn stack(font: Font) -> &'static str {
    match font {
        Font::System => "system-ui,sans-serif",
        Font::Humanist => {
            "Seravek,\"Gill Sans Nova\",Ubuntu,Calibri,\"DejaVu Sans\",\"Noto Sans\",sans-serif"
        }
        Font::Geometric => "Avenir,Montserrat,Corbel,\"URW Gothic\",\"Noto Sans\",sans-serif",
        Font::Rounded => {
            "ui-rounded,\"Hiragino Maru Gothic ProN\",Quicksand,Manjari,\"Noto Sans\",sans-serif"
        }
        Font::Serif => {
            "Charter,\"Bitstream Charter\",\"Sitka Text\",Cambria,\"Noto Serif\",Georgia,serif"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sheet;
    use crate::branding::{Branding, Color, Colors, Palette, Role, Scheme};

    const OURS: &str = include_str!("../../assets/public/vestibule.css");

    fn with(role: Role, color: &str) -> Branding {
        let mut light = Colors::default();
        light.set(role, Color::parse(color).unwrap());
        Branding { light, ..Branding::default() }
    }

    /// The value of a property in the first rule, or in the first one for dark.
    fn property(css: &str, name: &str) -> String {
        let (_, rest) = css.split_once(&format!("--{name}:")).unwrap();
        rest.split(';').next().unwrap().trim_ascii().to_owned()
    }

    #[test]
    fn the_neutral_palette_is_the_style_sheets() {
        let dark = OURS.split_once("prefers-color-scheme: dark").unwrap().1;
        for (css, palette) in [(OURS, Palette::LIGHT), (dark, Palette::DARK)] {
            for (name, color) in [
                ("ground", palette.ground),
                ("surface", palette.surface),
                ("ink", palette.ink),
                ("quiet", palette.quiet),
                ("line", palette.line),
                ("edge", palette.edge),
                ("accent", palette.accent),
                ("accent-strong", palette.accent_strong),
                ("on-accent", palette.on_accent),
                ("tint", palette.tint),
                ("danger", palette.danger),
                ("danger-tint", palette.danger_tint),
                ("focus", palette.accent),
            ] {
                let written = property(css, name).replace("#fff", "#ffffff");
                assert_eq!(written.get(..7), Some(color.to_string().as_str()), "{name}");
            }
            assert_eq!(palette.too_low(), []);
        }
    }

    #[test]
    fn nothing_said_is_an_empty_sheet() {
        assert_eq!(sheet(&Branding::default()), "");
    }

    #[test]
    fn an_accent_for_light_makes_one_that_can_be_read_on_dark() {
        let branding = with(Role::Accent, "#0b5d3b");
        let dark = branding.palette(Scheme::Dark);
        assert_eq!(dark.too_low(), []);
        assert_ne!(dark.accent, Palette::DARK.accent);
        assert!(sheet(&branding).contains("--on-accent:#ffffff;"));
    }

    #[test]
    fn what_is_derived_can_be_read_wherever_what_is_given_can() {
        let steps = [0, 40, 96, 128, 170, 215, 255];
        let mut looked_at = 0;
        for red in steps {
            for green in steps {
                for blue in steps {
                    for role in Role::ALL {
                        let mut branding = with(role, &Color([red, green, blue]).to_string());
                        branding.dark = branding.light;
                        for scheme in [Scheme::Light, Scheme::Dark] {
                            let palette = branding.palette(scheme);
                            if palette.too_low().is_empty() {
                                looked_at += 1;
                                assert_reads(&palette);
                            }
                        }
                    }
                }
            }
        }
        assert!(looked_at > 1000, "{looked_at}");
    }

    fn assert_reads(palette: &Palette) {
        for (over, under) in [
            (palette.ink, palette.tint),
            (palette.ink, palette.danger_tint),
            (palette.accent, palette.tint),
            (palette.danger, palette.danger_tint),
            (palette.accent_strong, palette.surface),
            (palette.accent_strong, palette.ground),
            (palette.on_accent, palette.accent_strong),
        ] {
            assert!(over.contrast(under) >= 4.5, "{over} on {under} in {palette:?}");
        }
    }
}
