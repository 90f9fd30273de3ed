//! Calling codes (ITU-T E.164) and what is dialled in front of a number within a country: its trunk prefix (E.164 §8.1).

/// Trunk prefixes, longest first, and the countries that have them, each with its calling code. A prefix that is out of
/// use stands here as long as people write it.
const BY_TRUNK_PREFIX: [(&str, &str); 8] = [
    (
        "",
        "AD376 AO244 AQ672 AW297 BF226 BH973 BI257 BJ229 BN673 BQ599 BT975 BW267 BZ501 CF236 CG242 CI225 CK682 CL56 \
         CM237 CR506 CV238 CW599 CY357 CZ420 DJ253 DK45 EE372 ES34 FJ679 FK500 FM691 FO298 GI350 GL299 GM220 GN224 \
         GQ240 GR30 GS500 GT502 GW245 GY592 HK852 HN504 HT509 IO246 IS354 IT39 KM269 KW965 LS266 LU352 LV371 MH692 \
         ML223 MO853 MR222 MT356 MU230 MV960 MZ258 NC687 NE227 NF672 NI505 NO47 NR674 NU683 OM968 PA507 PF689 PG675 \
         PL48 PT351 PW680 QA974 SB677 SC248 SG65 SH290 SJ47 SM378 SN221 SR597 ST239 SV503 SZ268 TD235 TG228 \
         TJ992 TK690 TL670 TN216 TO676 TV688 UZ998 VA39 VU678 WF681 WS685",
    ),
    (
        "0",
        "AE971 AF93 AL355 AM374 AR54 AT43 AU61 AX358 AZ994 BA387 BD880 BE32 BG359 BL590 BO591 BR55 CC61 CD243 CH41 \
         CN86 CO57 CU53 CX61 DE49 DZ213 EC593 EG20 EH212 ER291 ET251 FI358 FR33 GA241 GB44 GE995 GF594 GG44 GH233 \
         GP590 HR385 ID62 IE353 IL972 IM44 IN91 IQ964 IR98 JE44 JO962 JP81 KE254 KG996 KH855 KI686 KP850 KR82 LA856 \
         LB961 LI423 LK94 LR231 LY218 MA212 MC377 MD373 ME382 MF590 MG261 MK389 MM95 MN976 MQ596 MW265 MY60 NA264 \
         NG234 NL31 NP977 NZ64 PE51 PH63 PK92 PM508 PN64 PS970 PY595 RE262 RO40 RS381 RW250 SA966 SD249 SE46 SI386 \
         SK421 SL232 SO252 SS211 SY963 TF262 TH66 TR90 TW886 TZ255 UA380 UG256 UY598 VE58 VN84 XK383 YE967 YT262 ZA27 \
         ZM260 ZW263",
    ),
    (
        "1",
        "AG1 AI1 AS1 BB1 BM1 BS1 CA1 DM1 DO1 GD1 GU1 JM1 KN1 KY1 LC1 MP1 MS1 PR1 SX1 TC1 TT1 UM1 US1 VC1 VG1 VI1",
    ),
    ("8", "KZ7 RU7 TM993"),
    ("06", "HU36"),
    ("80 8 0", "BY375"),
    ("8 0", "LT370"),
    ("01", "MX52"),
];

/// Numbers of networks that are no country's: satellites, and those of several countries.
const OF_NO_COUNTRY: &str = "870 881 882 883";

/// Where a number begins with 0 when it is dialled from abroad, too.
const KEEPING_ZERO: &str = "225 226 229 242 378 39";

/// Calling codes whose people's numbers all have as many digits. Only what is certain: a wrong length here refuses people.
const OF_ONE_LENGTH: [(usize, &str); 3] =
    [(8, "45 47 65 852"), (9, "33 34 351 380 41 420 48 61"), (10, "1 30 7 90 91")];

fn entries() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    BY_TRUNK_PREFIX.into_iter().flat_map(|(prefixes, countries)| {
        countries.split(' ').filter_map(move |entry| {
            let (country, code) = entry.split_at_checked(2)?;
            Some((country, code, prefixes))
        })
    })
}

/// The calling code of a country, by its ISO 3166-1 alpha-2 code; none where nobody lives.
pub fn of_country(country: &str) -> Option<&'static str> {
    entries().find(|(known, ..)| *known == country).map(|(_, code, _)| code)
}

/// The calling code that the digits of an international number begin with. No code begins with another one.
pub fn leading(digits: &str) -> Option<&'static str> {
    let countries = entries().map(|(_, code, _)| code);
    countries.chain(OF_NO_COUNTRY.split(' ')).find(|code| digits.starts_with(code))
}

/// The trunk prefixes of the countries that share a calling code, longest first.
pub fn trunk_prefixes(calling_code: &str) -> impl Iterator<Item = &'static str> {
    let prefixes =
        entries().find(|(_, code, _)| *code == calling_code).map(|(.., prefixes)| prefixes);
    prefixes
        .into_iter()
        .flat_map(|prefixes| prefixes.split(' '))
        .filter(|prefix| !prefix.is_empty())
}

/// Whether a number within this calling code may begin with 0.
pub fn keeps_zero(calling_code: &str) -> bool {
    KEEPING_ZERO.split(' ').any(|code| code == calling_code)
}

/// How many digits may follow this calling code.
pub fn lengths(calling_code: &str) -> std::ops::RangeInclusive<usize> {
    let known =
        OF_ONE_LENGTH.iter().find(|(_, codes)| codes.split(' ').any(|code| code == calling_code));
    known.map_or(4..=15 - calling_code.len(), |(length, _)| *length..=*length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::countries;
    use std::collections::BTreeMap;

    #[test]
    fn every_country_where_people_live_has_one_calling_code() {
        let known: Vec<_> = entries().map(|(country, ..)| country).collect();
        let without: Vec<_> = countries::codes().filter(|code| !known.contains(code)).collect();
        assert_eq!(without, ["BV", "HM"]);
        let others: Vec<_> = known.iter().filter(|code| !countries::is_code(code)).collect();
        assert_eq!(others, [&"XK"]);
        for country in &known {
            assert_eq!(known.iter().filter(|other| *other == country).count(), 1, "{country}");
        }
    }

    #[test]
    fn no_calling_code_begins_with_another_and_those_who_share_one_share_the_trunk_prefix() {
        let mut prefixes = BTreeMap::new();
        for (country, code, trunk) in entries() {
            assert!(
                (1..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit()),
                "{country}"
            );
            let shared = prefixes.entry(code).or_insert(trunk);
            assert_eq!((*shared, leading(code)), (trunk, Some(code)), "{country}");
        }
    }
}
