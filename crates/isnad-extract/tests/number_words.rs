//! Does every number that can be spelled out read back as itself? A speller of its own writes 1 … 10^12 in both
//! genders, both cases and the spellings that newspapers use; the reader must give the number back.

use isnad_extract::{Document, quantity::number};
use isnad_text::Article;

/// How a number is written out.
#[derive(Clone, Copy, Debug)]
struct Style {
    feminine: bool,
    oblique: bool,
    old_hundred: bool,
    spaced_and: bool,
    split_hundreds: bool,
    tanwin: bool,
    plain_hamza: bool,
}

fn styles() -> Vec<Style> {
    (0..128u32)
        .map(|b| Style {
            feminine: b & 1 != 0,
            oblique: b & 2 != 0,
            old_hundred: b & 4 != 0,
            spaced_and: b & 8 != 0,
            split_hundreds: b & 16 != 0,
            tanwin: b & 32 != 0,
            plain_hamza: b & 64 != 0,
        })
        .collect()
}

const MASCULINE: [&str; 11] = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"];
const FEMININE: [&str; 11] = ["", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"];
const TENS: [&str; 10] = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"];
const HUNDREDS: [&str; 10] = ["", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"];

fn unit(n: usize, s: Style) -> &'static str {
    match (n, s.feminine, s.oblique) {
        (2, false, true) => "اثنين",
        (2, true, true) => "اثنتين",
        (_, true, _) => FEMININE[n],
        _ => MASCULINE[n],
    }
}

fn below_hundred(n: usize, s: Style) -> Vec<String> {
    match n {
        0 => vec![],
        1..=10 => vec![unit(n, s).into()],
        11 => vec![if s.feminine { "إحدى عشرة" } else { "أحد عشر" }.into()],
        12 => vec![
            match (s.feminine, s.oblique) {
                (true, true) => "اثنتي عشرة",
                (true, false) => "اثنتا عشرة",
                (false, true) => "اثني عشر",
                (false, false) => "اثنا عشر",
            }
            .into(),
        ],
        13..=19 => vec![format!("{} {}", unit(n - 10, s), if s.feminine { "عشرة" } else { "عشر" })],
        _ => {
            let tens = format!("{}{}", TENS[n / 10], if s.oblique { "ين" } else { "ون" });
            if n.is_multiple_of(10) { vec![tens] } else { vec![unit(n % 10, s).into(), tens] }
        }
    }
}

fn below_thousand(n: usize, s: Style) -> Vec<String> {
    let hundred = if s.old_hundred { "مائة" } else { "مئة" };
    let mut parts = match n / 100 {
        0 => vec![],
        1 => vec![hundred.to_owned()],
        2 => vec![format!("{}{}", &hundred[..hundred.len() - 2], if s.oblique { "تين" } else { "تان" })],
        h => vec![format!("{}{}{hundred}", HUNDREDS[h], if s.split_hundreds { " " } else { "" })],
    };
    parts.extend(below_hundred(n % 100, s));
    parts
}

fn magnitude(n: usize, names: [&str; 3], last: bool, s: Style) -> Vec<String> {
    let [one, few, dual] = names;
    match n {
        0 => vec![],
        1 => vec![one.into()],
        2 => vec![format!("{dual}{}", if s.oblique { "ين" } else { "ان" })],
        // The thing counted is masculine.
        _ => {
            let mut parts = below_thousand(n, Style { feminine: false, ..s });
            let word = match n % 100 {
                3..=10 => few.to_owned(),
                11..=99 if s.tanwin || !last => format!("{one}اً"),
                _ => one.to_owned(),
            };
            if let Some(end) = parts.last_mut() {
                *end = format!("{end} {word}");
            }
            parts
        }
    }
}

fn spell(n: u64, s: Style) -> String {
    let mut parts = Vec::new();
    if n >= 1_000_000_000_000 {
        parts.extend(magnitude((n / 1_000_000_000_000) as usize, ["تريليون", "تريليونات", "تريليون"], true, s));
    }
    let group = |power: u64| (n / power % 1000) as usize;
    parts.extend(magnitude(group(1_000_000_000), ["مليار", "مليارات", "مليار"], n.is_multiple_of(1_000_000_000), s));
    parts.extend(magnitude(group(1_000_000), ["مليون", "ملايين", "مليون"], n.is_multiple_of(1_000_000), s));
    parts.extend(magnitude(group(1000), ["ألف", "آلاف", "ألف"], n.is_multiple_of(1000), s));
    parts.extend(below_thousand(group(1), s));
    let text = parts.join(if s.spaced_and { " و " } else { " و" });
    if s.plain_hamza { text.replace(['أ', 'إ', 'آ'], "ا") } else { text }
}

fn read(text: &str) -> Option<u64> {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let doc = Document::of(&article);
    let n = number::read(&doc, 0)?;
    (n.end == doc.tokens.len()).then(|| n.value.integer()).flatten()
}

/// A sequence that looks random and is the same each time.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 20
}

#[test]
fn numbers_in_words_read_back() {
    let styles = styles();
    let mut state = 7;
    let mut numbers: Vec<u64> = (1..=2000).collect();
    for power in 3..=12u32 {
        let whole = 10u64.pow(power);
        numbers.extend(
            [whole, whole - 1, 2 * whole, 3 * whole, 11 * whole].into_iter().filter(|n| *n <= 1_000_000_000_000),
        );
        numbers.extend((0..400).map(|_| next(&mut state) % whole + 1));
    }
    for (k, n) in numbers.into_iter().enumerate() {
        for step in 0..3 {
            let style = styles[(k * 5 + step * 43) % styles.len()];
            let text = spell(n, style);
            assert_eq!(read(&text), Some(n), "{text} {style:?}");
        }
    }
}

#[test]
fn mixed_digits_and_words() {
    for (text, n) in [
        ("12 ألفا و500", 12_500),
        ("١٢ ألف و٥٠٠", 12_500),
        ("2.3 مليون", 2_300_000),
        ("٢٫٥ مليار", 2_500_000_000),
        ("61,2 مليار", 61_200_000_000),
        ("1.234 مليون", 1_234_000),
        ("1.234.567", 1_234_567),
        ("26،013", 26_013),
        ("مليون ونصف المليون", 1_500_000),
        ("مليونين ونصف المليون", 2_500_000),
        ("ثلاثة ملايين ونصف مليون", 3_500_000),
        ("نصف مليون", 500_000),
        ("ربع مليون", 250_000),
        ("بليوني", 2_000_000_000),
        ("ملياري", 2_000_000_000),
        ("مئتي ألف", 200_000),
        ("ألفي", 2000),
        ("ألفا", 2000),
        ("ألفاً", 1000),
        ("ألفا و200", 1200),
        ("ألف وتسعمائة وثمانية وأربعون", 1948),
        ("خمسة آلاف وأربعمائة", 5400),
        ("عشرات الآلاف", 10_000),
        ("مئات آلاف", 100_000),
        ("عشرات مليارات", 10_000_000_000),
        ("ملايين", 1_000_000),
        ("ألف مليون", 1_000_000_000),
        ("3 تريليونات", 3_000_000_000_000),
        ("25ر31 مليون", 31_250_000),
        ("225ر29", 29_225),
        ("مئة وإحدى", 101),
        ("خمسمية خمسة وعشرين", 525),
        ("متين وعشرة", 210),
    ] {
        assert_eq!(read(text), Some(n), "{text}");
    }
}

#[test]
fn two_numbers_stay_two() {
    for (text, n, end) in [
        ("12 و13", 12, 1),
        ("ثلاثة وأربعة", 3, 1),
        ("مئة ومئتان", 100, 1),
        ("ألف و3 ملايين", 1000, 1),
        ("مئة وإحدى المدن", 100, 1),
        ("مئة وأحد المسؤولين", 100, 1),
    ] {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let doc = Document::of(&article);
        let found = number::read(&doc, 0).map(|n| (n.value.integer(), n.end));
        assert_eq!(found, Some((Some(n), end)), "{text}");
    }
}
