//! Where does a word part from the small words glued to it?
//!
//! [`readings`] and [`enclitics`] offer every way to part a word; this file chooses one. A way is as good as its stem is
//! alive elsewhere: how often it stands in other company («وقد»: «قد» also stands as «فقد» and «لقد», «وقد» never with
//! anything), by counts of stems from news. «وزير» stays whole, for «الوزير» is a word and «الزير» is none.
//!
//! ```
//! use isnad_text::segment;
//! let parts = |word| segment(word).parts(word).collect::<Vec<_>>().join("+");
//! assert_eq!(parts("وبرئيسهم"), "و+ب+رئيس+هم");
//! assert_eq!(parts("وزير"), "وزير");
//! assert_eq!(parts("سيعلن"), "س+يعلن");
//! assert_eq!(parts("للعراق"), "ل+لعراق");
//! ```
//!
//! The article is no clitic here: «والعراق» is «و+العراق».
//!
//! [`readings`]: crate::readings
//! [`enclitics`]: crate::enclitics

use crate::letters;

/// How a word parts: the clitics before its stem, and where its pronoun begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Segments {
    /// Bytes of the word where each proclitic ends; unused ones are 0.
    front: [u16; 2],
    /// Bytes of the word before the pronoun at its end; 0 where there is none.
    back: u16,
}

impl Segments {
    /// Bytes of the word before its stem (or its article).
    pub fn stem(&self) -> usize {
        usize::from(self.front[0].max(self.front[1]))
    }

    /// Whether nothing is glued to the word.
    pub fn whole(&self) -> bool {
        self.stem() == 0 && self.back == 0
    }

    /// The pieces of the word, in order.
    pub fn parts<'a>(&self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let back = if self.back == 0 { word.len() } else { usize::from(self.back) };
        let cuts = [0, usize::from(self.front[0]), usize::from(self.front[1]), back, word.len()];
        let mut last = 0;
        let mut pieces = Vec::with_capacity(4);
        for cut in cuts.into_iter().skip(1) {
            if cut > last {
                pieces.extend(word.get(last..cut));
                last = cut;
            }
        }
        pieces.into_iter()
    }
}

/// Counts of stems: how much a stem stands in other company than its commonest, on a logarithmic scale.
///
/// Slots of four bytes: two of the stem's hash, its level, its level after the article.
const STEMS: &[u8] = include_bytes!("stems.bin");

/// How many slots `STEMS` has: a power of two.
pub const STEM_SLOTS: usize = 1 << 17;

/// How many slots are looked at before a stem counts as unseen.
pub const STEM_PROBES: usize = 8;

/// Steps of a level to a doubling.
pub const STEM_SCALE: f64 = 8.0;

/// The hash of a stem and its print in the slot.
pub fn stem_place(stem: &str) -> (usize, u16) {
    let mut hash = 0xCBF2_9CE4_8422_2325u64;
    for b in stem.bytes() {
        hash = (hash ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    let mixed = (hash ^ (hash >> 31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((mixed >> 40) as usize & (STEM_SLOTS - 1), (mixed >> 20) as u16)
}

/// How alive a stem is: its level in other company than its commonest, and with the article; 0 where it is not known.
/// Eight steps are a doubling.
pub fn stem_levels(stem: &str) -> (u8, u8) {
    let (first, print) = stem_place(stem);
    for n in 0..STEM_PROBES {
        let at = ((first + n) & (STEM_SLOTS - 1)) * 4;
        match STEMS.get(at..at + 4) {
            Some(&[_, _, 0, _]) | None => return (0, 0),
            Some(&[a, b, level, definite]) if u16::from_le_bytes([a, b]) == print => return (level, definite),
            Some(_) => {}
        }
    }
    (0, 0)
}

/// How a way to part a word is told: its proclitics, whether the article follows, its stem, its pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way<'a> {
    /// Letters of conjunction, preposition and future before the word.
    pub proclitics: &'a str,
    /// Whether the article stands before the stem.
    pub article: bool,
    /// The stem as it stands.
    pub stem: &'a str,
    /// The pronoun.
    pub pronoun: &'a str,
}

const WAW: &str = "\u{0648}";
const FEH: &str = "\u{0641}";
const BEH: &str = "\u{0628}";
const LAM: &str = "\u{0644}";
const KAF: &str = "\u{0643}";
const SEEN: &str = "\u{0633}";
const ARTICLE: &str = "\u{0627}\u{0644}";
const TEH: &str = "\u{062A}";
const ALEF: &str = "\u{0627}";
const YEH: &str = "\u{064A}";
const TEH_MARBUTA: &str = "\u{0629}";
const ALEF_MAQSURA: &str = "\u{0649}";

/// What may be glued to a word's end, with the cost of reading it so (eighths of a doubling, halved).
const PRONOUNS: &[(&str, i32)] = &[
    ("", -1),
    ("\u{0647}", -19),
    ("\u{0647}\u{0627}", -19),
    ("\u{0647}\u{0645}", -27),
    ("\u{0647}\u{0645}\u{0627}", -40),
    ("\u{0647}\u{0646}", -44),
    ("\u{0643}", -44),
    ("\u{0643}\u{0645}", -44),
    ("\u{0646}\u{0627}", -31),
    ("\u{0646}\u{064A}", -44),
    ("\u{064A}", -36),
];

/// What may be glued to a word's front, in the order of its letters, with its cost.
fn cost(proclitics: &str) -> i32 {
    let mut letters = proclitics.char_indices().map(|(i, c)| proclitics.get(i..i + c.len_utf8()).unwrap_or(""));
    let (mut sum, mut next) = (if proclitics.is_empty() { -2 } else { 0 }, letters.next());
    if let Some(c) = next.filter(|c| matches!(*c, WAW | FEH)) {
        sum += if c == WAW { -16 } else { -32 };
        next = letters.next();
    }
    sum + match next {
        Some(BEH | LAM) => -19,
        Some(KAF) => -36,
        Some(SEEN) => -10,
        _ => 0,
    }
}

/// Calls `out` with every way to part a word that is spelled as [`spelled`] spells it.
pub fn ways<'a>(word: &'a str, mut out: impl FnMut(Way<'a>)) {
    let letter = |at: usize| word.get(at..at + 2).unwrap_or("");
    let mut fronts = [0usize; 4];
    let mut n = 1;
    let mut push = |end: usize| {
        if let Some(slot) = fronts.get_mut(n) {
            (*slot, n) = (end, n + 1);
        }
    };
    let inner = |at: usize| matches!(letter(at), BEH | LAM | KAF | SEEN);
    if inner(0) {
        push(2);
    }
    if matches!(letter(0), WAW | FEH) {
        push(2);
        if inner(2) {
            push(4);
        }
    }
    for (k, front) in fronts.into_iter().enumerate().filter(|(k, f)| *k == 0 || *f > 0) {
        let (Some(proclitics), Some(rest)) = (word.get(..front), word.get(front..)) else { continue };
        let last = if k == 0 { "" } else { letter(front - 2) };
        let mut stem = |article: bool, rest: &'a str| {
            if last == SEEN && !matches!(rest.get(..2), Some(YEH | TEH | ALEF | "\u{0646}")) {
                return;
            }
            for (pronoun, _) in PRONOUNS {
                if article && !pronoun.is_empty() {
                    continue;
                }
                let Some(stem) = rest.strip_suffix(pronoun) else { continue };
                let bare = matches!(last, "" | WAW | FEH) && matches!(stem, BEH | LAM) && !pronoun.is_empty();
                let shut = !pronoun.is_empty() && (stem.ends_with(TEH_MARBUTA) || stem.ends_with(ALEF_MAQSURA));
                if (stem.len() >= 4 || bare) && !shut {
                    let pronoun = rest.get(stem.len()..).unwrap_or("");
                    out(Way { proclitics, article, stem, pronoun });
                }
            }
        };
        stem(false, rest);
        match rest.strip_prefix(ARTICLE) {
            Some(r) if last != LAM && last != SEEN => stem(true, r),
            _ => {}
        }
        if let Some(r) = rest.strip_prefix(LAM).filter(|_| last == LAM) {
            stem(true, r);
        }
    }
}

/// The spellings under which the stem of a way may stand by itself: before a pronoun «وزارة» is «وزارت», «على» «علي».
pub fn spellings<'a>(way: &Way<'a>, room: &'a mut [String; 2]) -> impl Iterator<Item = &'a str> {
    let mut used = 0;
    let mut more = |ends: &str, by: &str| {
        if let (Some(head), Some(slot)) = (way.stem.strip_suffix(ends), room.get_mut(used)) {
            slot.clear();
            slot.push_str(head);
            slot.push_str(by);
            used += 1;
        }
    };
    if !way.pronoun.is_empty() {
        more(TEH, TEH_MARBUTA);
        more(ALEF, ALEF_MAQSURA);
        if way.stem.len() <= 8 {
            more(YEH, ALEF_MAQSURA);
        }
    }
    std::iter::once(way.stem).chain(room.iter().take(used).map(String::as_str))
}

/// A word without marks and tatweel, its alefs alike: how stems are counted.
pub fn spelled(word: &str, out: &mut String) {
    out.clear();
    for c in word.chars() {
        match c {
            '\u{0622}' | '\u{0623}' | '\u{0625}' | '\u{0671}' => out.push('\u{0627}'),
            c if shows(c) => out.push(c),
            _ => {}
        }
    }
}

/// Whether a character is a letter of its own.
fn shows(c: char) -> bool {
    c != '\u{0640}' && !letters::is_arabic_mark(c) && !letters::is_invisible(c)
}

/// Parts a word of a text from what is glued to it.
///
/// # Limits
/// The word alone decides, not its sentence: «وجد» (found) and «وجد» (and a grandfather) part alike. Words with letters
/// outside the Arabic block stay whole.
pub fn segment(word: &str) -> Segments {
    let mut plain = String::new();
    spelled(word, &mut plain);
    if plain.len() < 4 || plain.chars().any(|c| c.len_utf8() != 2) {
        return Segments::default();
    }
    let mut best = (i32::MIN, 0, 0);
    ways(&plain, |way| {
        let score = score(&way);
        if score > best.0 {
            best = (score, way.proclitics.len() / 2, way.pronoun.len() / 2);
        }
    });
    let (_, front, back) = best;
    place(word, front, plain.len() / 2 - back, back > 0)
}

/// How good a way is.
fn score(way: &Way) -> i32 {
    let pronoun = PRONOUNS.iter().find(|p| p.0 == way.pronoun).map_or(0, |p| p.1);
    // «له», «به»: nothing else.
    if way.stem.len() == 2 {
        return 1000;
    }
    let mut room = [String::new(), String::new()];
    let alive = spellings(way, &mut room).map(|s| i32::from(stem_levels(s).0)).max().unwrap_or(0);
    cost(way.proclitics) + pronoun + alive
}

/// Letters before the stem and before the pronoun as bytes of the word.
fn place(word: &str, front: usize, back: usize, pronoun: bool) -> Segments {
    let mut segments = Segments::default();
    let mut letters = 0;
    for (at, c) in word.char_indices() {
        if !shows(c) {
            continue;
        }
        let here = at.min(usize::from(u16::MAX)) as u16;
        if letters > 0 && letters <= front {
            segments.front[usize::from(letters == 2)] = here;
        }
        if pronoun && letters == back {
            segments.back = here;
        }
        letters += 1;
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str) -> String {
        segment(word).parts(word).collect::<Vec<_>>().join("+")
    }

    #[test]
    fn words_part_from_what_is_glued_to_them() {
        for (word, want) in [
            ("وقال", "و+قال"),
            ("وزير", "وزير"),
            ("بيان", "بيان"),
            ("بجائزة", "ب+جائزة"),
            ("له", "ل+ه"),
            ("وبه", "و+ب+ه"),
            ("للحكومة", "ل+لحكومة"),
            ("والحكومة", "و+الحكومة"),
            ("وزارتها", "وزارت+ها"),
            ("عليهم", "علي+هم"),
            ("سيجتمع", "س+يجتمع"),
            ("سيكون", "س+يكون"),
            ("سترسل", "س+ترسل"),
            ("وَقالَ", "وَ+قالَ"),
        ] {
            assert_eq!(parts(word), want);
        }
    }

    #[test]
    fn whole_words_stay_whole() {
        for word in ["وزارة", "لجنة", "وحدة", "كان", "بعد", "فريق", "لبنان", "سوريا", "ا", "", "Reuters", "ﻋﺸﺮﺓ"]
        {
            assert!(segment(word).whole(), "{word}: {}", parts(word));
        }
    }

    #[test]
    fn the_pieces_are_the_word() {
        for word in ["وَبِـرئيسِهِم", "فسيكفيكهم", "ـ", "وو", "للل"] {
            assert_eq!(segment(word).parts(word).collect::<String>(), word);
        }
    }
}
