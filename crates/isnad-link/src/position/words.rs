//! The words of a passage as positions compare them: stems, numbers, sides of axes, denials.

use isnad_extract::lexicon::{Class, Tags, lexicon};
use isnad_text::{Kind, Span, Tokens, enclitics, readings, tokenise};

use crate::lexicon::{Side, stem, words};

/// A passage taken apart.
pub(crate) struct Passage {
    /// Stems of its words, in order, with their token.
    pub(crate) stems: Vec<(String, usize)>,
    /// Numbers in digits.
    pub(crate) numbers: Vec<String>,
    /// Codes and names of states, nationalities and places.
    pub(crate) places: Vec<String>,
    /// What stands on a side of an axis, denials reckoned in.
    pub(crate) sides: Vec<Sided>,
    /// Tokens that deny.
    pub(crate) denials: Vec<usize>,
    /// Whether something is granted against expectation.
    pub(crate) concedes: bool,
    /// Whether it asks.
    pub(crate) asks: bool,
    /// Whether it names who says it before a colon.
    pub(crate) colon: bool,
    tokens: Tokens,
}

/// A word or phrase on a side of an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sided {
    /// The axis, by number.
    pub(crate) axis: u16,
    /// Side a, denials reckoned in.
    pub(crate) first: bool,
    /// Whether a denial turned it.
    pub(crate) turned: bool,
    /// Its first token, the denial left out.
    pub(crate) at: usize,
    /// Its tokens.
    pub(crate) len: usize,
}

/// A denial reaches so many tokens.
const REACH: usize = 2;

impl Passage {
    pub(crate) fn of(text: &str) -> Passage {
        let tokens = tokenise(text);
        let tags = lexicon().tag(&tokens);
        let mut p = Passage {
            stems: Vec::new(),
            numbers: Vec::new(),
            places: Vec::new(),
            sides: Vec::new(),
            denials: Vec::new(),
            concedes: false,
            asks: text.contains(['؟', '?']),
            colon: text.contains(':'),
            tokens,
        };
        p.read(&tags);
        p
    }

    fn read(&mut self, tags: &Tags) {
        let mut i = 0;
        while i < self.tokens.len() {
            match self.tokens.kind(i) {
                Kind::Number => self.numbers.push(self.tokens.key(i).to_owned()),
                Kind::Word | Kind::Latin => {
                    let key = self.tokens.key(i);
                    self.stems.push((light(key), i));
                    if let Some(place) = place(tags, i) {
                        self.places.push(place);
                    }
                    let keys: Vec<&str> = (i..self.tokens.len().min(i + 4)).map(|k| self.tokens.key(k)).collect();
                    if let Some((Side { axis, first }, len)) = side(&keys) {
                        let turned = self.denials.last().is_some_and(|d| i - d <= REACH);
                        self.sides.push(Sided { axis, first: first != turned, turned, at: i, len });
                        if len > 1 {
                            i += len;
                            continue;
                        }
                    } else if let Some(deny) = words().denier(key) {
                        if deny {
                            self.denials.push(i);
                        } else {
                            self.concedes = true;
                        }
                    }
                }
                _ => {}
            }
            i += 1;
        }
        self.numbers.sort();
        self.numbers.dedup();
        self.places.sort();
        self.places.dedup();
    }

    /// The place of some tokens, a denial before them taken in.
    pub(crate) fn place(&self, side: &Sided) -> Span {
        let first = self
            .denials
            .iter()
            .copied()
            .rfind(|d| *d < side.at && side.at - d <= REACH && side.turned)
            .unwrap_or(side.at);
        self.tokens.cover(first, side.at + side.len)
    }

    /// Whether a verb stands in the future: «ستنتهي».
    pub(crate) fn coming(&self, side: &Sided) -> bool {
        let mut letters = self.tokens.key(side.at).chars();
        letters.next() == Some('\u{0633}') && matches!(letters.next(), Some('\u{064A}' | '\u{062A}' | '\u{0646}'))
    }

    /// The place of so many tokens.
    pub(crate) fn span(&self, at: usize, len: usize) -> Span {
        self.tokens.cover(at, (at + len).min(self.tokens.len()))
    }

    /// The stems of weight within so many tokens of a place.
    pub(crate) fn near(&self, at: usize, reach: usize) -> impl Iterator<Item = &str> {
        self.stems.iter().filter(move |(_, i)| i.abs_diff(at) <= reach && *i != at).map(|(s, _)| s.as_str())
    }
}

/// A word without what is glued to it, for comparison.
pub(crate) fn light(key: &str) -> String {
    let shortest = readings(key).filter_map(|r| key.get(r.stem..)).filter(|s| s.len() >= 6).min_by_key(|s| s.len());
    stem(shortest.unwrap_or(key)).to_owned()
}

/// The strong consonants of a word, its prefixes of derivation left out: much the same for a verb, its noun and its participle.
pub(crate) fn skeleton(light: &str) -> String {
    let letters = |s: &str| s.chars().filter(|c| !WEAK.contains(c)).count();
    let front =
        DERIVED.iter().find_map(|p| light.strip_prefix(p).filter(|r| letters(r) >= 2 && r.chars().count() >= 3));
    let kept: String = front.unwrap_or(light).chars().filter(|c| !WEAK.contains(c)).collect();
    if kept.chars().count() < 2 { light.to_owned() } else { kept }
}

/// Letters that come and go within a word's forms.
const WEAK: [char; 7] = ['\u{0627}', '\u{0648}', '\u{064A}', '\u{0621}', '\u{0647}', '\u{0626}', '\u{0624}'];
/// What forms of verbs and participles begin with, the longest first.
const DERIVED: [&str; 9] = [
    "\u{0645}\u{0633}\u{062A}",
    "\u{0627}\u{0633}\u{062A}",
    "\u{064A}\u{0633}\u{062A}",
    "\u{0627}\u{0646}",
    "\u{0645}\u{062A}",
    "\u{064A}\u{062A}",
    "\u{062A}",
    "\u{064A}",
    "\u{0645}",
];

/// The side on which the longest phrase that begins here stands; the first word also under its clitics.
fn side(keys: &[&str]) -> Option<(Side, usize)> {
    let (first, rest) = keys.split_first()?;
    let mut best: Option<(Side, usize)> = None;
    let mut tried: Vec<&str> = vec![first];
    tried.extend(readings(first).filter_map(|r| first.get(r.stem..)).filter(|s| s.len() >= 4));
    // «نهايتها»: without the pronoun, a closed teh opened again.
    let opened: Vec<String> = tried
        .iter()
        .flat_map(|w| enclitics(w).filter_map(|e| w.get(..e.stem)).collect::<Vec<_>>())
        .filter(|s| s.len() >= 6)
        .flat_map(|s| [s.to_owned(), s.strip_suffix('\u{062A}').map_or_else(String::new, |b| format!("{b}\u{0647}"))])
        .collect();
    tried.extend(opened.iter().map(String::as_str).filter(|s| !s.is_empty()));
    tried.dedup();
    for word in tried {
        let phrase: Vec<&str> = std::iter::once(word).chain(rest.iter().copied()).collect();
        if let Some((side, len)) = words().side(&phrase)
            && best.is_none_or(|b| len > b.1)
        {
            best = Some((side, len));
        }
    }
    best
}

fn place(tags: &Tags, i: usize) -> Option<String> {
    [Class::Country, Class::Nationality, Class::Place].into_iter().find_map(|class| {
        let row = lexicon().row(tags.get(i, class)?)?;
        let code = row.column(0);
        Some(if class == Class::Place || code.is_empty() { row.key.to_owned() } else { format!("={code}") })
    })
}
