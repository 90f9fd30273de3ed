//! Addresses of the served files, with a hash of their content so that caches never show an old one.

const STYLE: &[u8] = include_bytes!("../../assets/public/vestibule.css");
const SHOW_PASSWORD: &[u8] = include_bytes!("../../assets/public/show-password.js");
const ICON: &[u8] = include_bytes!("../../assets/public/favicon.svg");

const STYLE_HASH: u64 = fnv(STYLE);
const SHOW_PASSWORD_HASH: u64 = fnv(SHOW_PASSWORD);
const ICON_HASH: u64 = fnv(ICON);

/// The style sheet.
pub fn style() -> String {
    format!("/vestibule.css?v={STYLE_HASH:016x}")
}

/// The script that shows and hides a password.
pub fn show_password() -> String {
    format!("/show-password.js?v={SHOW_PASSWORD_HASH:016x}")
}

/// The icon of the tab.
pub fn icon() -> String {
    format!("/favicon.svg?v={ICON_HASH:016x}")
}

/// FNV-1a, computed when compiled.
const fn fnv(mut bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    while let Some((first, rest)) = bytes.split_first() {
        hash = (hash ^ *first as u64).wrapping_mul(0x0100_0000_01b3);
        bytes = rest;
    }
    hash
}
