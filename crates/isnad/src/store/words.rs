//! Under which words is a text found?
//!
//! Four layers that a reader can choose, each wider than the one before: the spelling as printed; folded (hamzas, ta
//! marbuta, vowels and known variants of a name count alike); without the small words that are glued to the front, which
//! is the usual one; and the stem, without common endings too.
//!
//! In the usual layer a query asks for one form of each word: folded, without the article and what stands before it. A
//! text is found under that form of each of its words, and of what is left of the word without each small word that may
//! be glued to its front: «والولايات», «للولايات» and «بالولايات» are found by «الولايات», «لألمانيا» by «ألمانيا».
//! The other three layers are kept beside it as words with a sign in front: `!` as printed, `=` folded, `~` the stem.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use isnad_text::letters::{is_arabic_mark, is_invisible};
use isnad_text::{Kind, Proclitics, Row, Tokens, fold, readings, tokenise};

use super::known::{known, particle, place, solid};
use super::widened;

/// How freely a word is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// The letters as typed.
    Exact,
    /// Any spelling of the same word.
    Folded,
    /// Any spelling, with any small word glued to the front.
    #[default]
    Plain,
    /// Words of the same stem.
    Stem,
}

impl Layer {
    /// All of them, the narrowest first.
    pub const ALL: [Layer; 4] = [Layer::Exact, Layer::Folded, Layer::Plain, Layer::Stem];

    /// Its name in addresses and options.
    pub fn name(self) -> &'static str {
        match self {
            Layer::Exact => "exact",
            Layer::Folded => "folded",
            Layer::Plain => "plain",
            Layer::Stem => "stem",
        }
    }

    /// The layer of that name.
    pub fn named(name: &str) -> Option<Layer> {
        Layer::ALL.into_iter().find(|l| l.name() == name)
    }
}

/// Whether a query has been typed or a text is being indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// A text.
    Text,
    /// A query.
    Query,
    /// The beginning of a word in a query.
    Prefix,
}

/// Which index is being filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Index {
    /// The usual layer.
    Words,
    /// The three others.
    Spellings,
}

/// Calls `give(word, beside, start, end)` for every searchable form; `beside` forms share the place of the word before.
/// Stops where `give` says so.
pub(crate) fn each(text: &str, index: Index, side: Side, mut give: impl FnMut(&str, bool, u32, u32) -> bool) -> bool {
    if side == Side::Text
        && let Some(cut) = text.strip_prefix(super::cut::CUT)
    {
        return super::cut::forms(cut, &mut |form, beside| give(form, beside, 0, 0));
    }
    // What is asked of the other layers comes in their own form.
    if index == Index::Spellings && side != Side::Text {
        return give(clip(text), false, 0, text.len() as u32);
    }
    let (text, wide) = match text.strip_prefix(WIDE).filter(|_| side == Side::Query) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let tokens = tokenise(text);
    let mut scratch = String::new();
    for i in 0..tokens.len() {
        let going = match index {
            Index::Words if wide => {
                let span = tokens.span(i);
                let mut forms = widened::forms(tokens.key(i), tokens.kind(i)).into_iter().enumerate();
                !is_word(tokens.kind(i)) || forms.all(|(n, form)| give(clip(&form), n > 0, span.start, span.end))
            }
            Index::Words => forms(&tokens, i, side, &mut give),
            Index::Spellings => spellings(text, &tokens, i, &mut scratch, &mut give),
        };
        if !going {
            return false;
        }
    }
    true
}

/// Begins a phrase of a query whose words are asked for in all their forms.
pub(super) const WIDE: char = '\u{4}';

fn is_word(kind: Kind) -> bool {
    matches!(kind, Kind::Word | Kind::Latin | Kind::Number)
}

/// The forms of token `i` in the usual layer.
fn forms(tokens: &Tokens, i: usize, side: Side, give: &mut impl FnMut(&str, bool, u32, u32) -> bool) -> bool {
    let span = tokens.span(i);
    let key = tokens.key(i);
    match tokens.kind(i) {
        Kind::Word if side == Side::Query => give(clip(&asked_for(key)), false, span.start, span.end),
        // What is left of half a word says nothing of what may be glued to it.
        Kind::Word if side == Side::Prefix => give(clip(&canonical(asked(key))), false, span.start, span.end),
        kind => plain_forms(key, kind, |form, beside| give(form, beside, span.start, span.end)),
    }
}

/// The forms of a word of a text in the usual layer.
pub(super) fn plain_forms(key: &str, kind: Kind, mut give: impl FnMut(&str, bool) -> bool) -> bool {
    match kind {
        Kind::Latin | Kind::Number => give(clip(key), false),
        Kind::Word => found_as(key).enumerate().all(|(n, form)| give(clip(&canonical(form)), n > 0)),
        _ => true,
    }
}

/// The forms of token `i` in the other layers.
fn spellings(
    text: &str,
    tokens: &Tokens,
    i: usize,
    scratch: &mut String,
    give: &mut impl FnMut(&str, bool, u32, u32) -> bool,
) -> bool {
    let span = tokens.span(i);
    let mut beside = false;
    let mut put = |form: &str| {
        let going = give(clip(form), beside, span.start, span.end);
        beside = true;
        going
    };
    if tokens.kind(i) == Kind::Word {
        scratch.clear();
        scratch.push('!');
        scratch.push_str(&printed(span.of(text)));
        if !put(scratch) {
            return false;
        }
    }
    other_forms(tokens.key(i), tokens.kind(i), scratch, put)
}

/// The forms of a word of a text in the other layers, but for the one as printed.
pub(super) fn other_forms(key: &str, kind: Kind, scratch: &mut String, mut give: impl FnMut(&str) -> bool) -> bool {
    let mut put = |sign: char, word: &str| {
        scratch.clear();
        scratch.push(sign);
        scratch.push_str(word);
        give(clip(scratch))
    };
    match kind {
        Kind::Latin | Kind::Number => put('=', key),
        Kind::Word => put('=', &spelled(key)) && found_as(key).all(|form| put('~', stem(&canonical(form)))),
        _ => true,
    }
}

/// A word as printed, without what is no letter of it: vowels, tatweel, invisible signs.
pub(crate) fn printed(word: &str) -> Cow<'_, str> {
    if word.chars().any(|c| is_arabic_mark(c) || is_invisible(c)) {
        Cow::Owned(word.chars().filter(|c| !is_arabic_mark(*c) && !is_invisible(*c)).collect())
    } else {
        Cow::Borrowed(word)
    }
}

/// The word that a query asks the index for in a layer other than the usual one; `None` for no word.
pub(crate) fn asked_in(layer: Layer, printed_word: &str, key: &str, kind: Kind) -> String {
    match (layer, kind) {
        (Layer::Plain, _) => key.to_owned(),
        (_, Kind::Latin | Kind::Number) => format!("={key}"),
        (Layer::Exact, _) => format!("!{}", printed(printed_word)),
        (Layer::Folded, _) => format!("={}", spelled(key)),
        (Layer::Stem, _) => format!("~{}", stem(&asked_for(key))),
    }
}

/// Whether a word of a text is meant by a word of a query.
pub(crate) fn meets(layer: Layer, wanted: &Wanted, text_word: &str, key: &str) -> bool {
    match layer {
        Layer::Exact => printed(text_word) == wanted.printed,
        Layer::Folded => spelled(key) == wanted.spelled,
        // Whatever is taken off a word stood before the form: most words are told apart by their end.
        Layer::Plain if !wanted.prefix && !wanted.forms.iter().any(|e| key.ends_with(e.as_str())) => false,
        Layer::Plain => {
            let one = |form: &str| {
                let form = canonical(form);
                if wanted.prefix { form.starts_with(&*wanted.plain) } else { wanted.forms.iter().any(|f| *f == form) }
            };
            one(key) || found_as(key).any(one)
        }
        Layer::Stem => found_as(key).any(|form| stem(&canonical(form)) == wanted.stem),
    }
}

/// A word of a query in all layers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// As typed.
    pub(crate) typed: String,
    /// Letters as typed.
    pub(crate) printed: String,
    /// Folded.
    pub(crate) spelled: String,
    /// Without the small words before it.
    pub(crate) plain: String,
    /// The forms in which an article may have it in the usual layer, `plain` first.
    forms: Vec<String>,
    /// The stem.
    pub(crate) stem: String,
    /// What kind of word it is.
    pub(crate) kind: Kind,
    /// Whether it is only the beginning of a word.
    pub(crate) prefix: bool,
}

impl Wanted {
    pub(crate) fn of(typed: &str, key: &str, kind: Kind, prefix: bool) -> Wanted {
        // The beginning of a word may end inside its article.
        let plain = if prefix && kind == Kind::Word { canonical(asked(key)) } else { asked_for(key) };
        Wanted {
            typed: typed.to_owned(),
            printed: printed(typed).into_owned(),
            spelled: spelled(key).into_owned(),
            forms: if prefix { vec![plain.clone().into_owned()] } else { widened::forms(key, kind) },
            stem: stem(&plain).to_owned(),
            plain: plain.into_owned(),
            kind,
            prefix,
        }
    }
}

/// The form in which a typed word is looked for: without the article and what is glued before it, in its usual spelling.
pub(crate) fn asked_for(key: &str) -> Cow<'_, str> {
    canonical(unglued(key))
}

/// The form under which a word is kept: without the article and what is glued before it.
pub(crate) fn asked(key: &str) -> &str {
    readings(key)
        .filter(|r| r.proclitics.has(Proclitics::AL) && !lebanon(key, r.stem))
        .filter(|r| {
            // Two letters are a word only where the lexicon has them as more than a particle («الري», not «الآن»).
            let short = key.len() < r.stem + THREE_LETTERS;
            !short || key.get(r.stem..).is_some_and(|s| known(s) && !particle(s))
        })
        .max_by_key(|r| r.stem)
        .and_then(|r| key.get(r.stem..))
        .unwrap_or(key)
}

/// A typed word without a small word that can only be glued to it: «بشؤون» is «شؤون», «بغداد» stays as it is.
fn unglued(key: &str) -> &str {
    let bare = asked(key);
    if bare.len() < key.len() || known(key) {
        return bare;
    }
    let left = readings(key).filter(|r| r.stem > 0 && key.len() >= r.stem + THREE_LETTERS && !lebanon(key, r.stem));
    left.filter_map(|r| key.get(r.stem..)).find(|stem| known(stem)).unwrap_or(key)
}

/// What may be left of a typed word that the lexicon does not have, without the small words that may be glued to it.
pub(crate) fn may_be_glued(key: &str) -> Vec<&str> {
    // A particle may be a small word with another («بشؤون»), but not one with a particle («كذلك»).
    if (known(key) && !particle(key)) || unglued(key).len() < key.len() {
        return Vec::new();
    }
    let left = readings(key).filter(|r| r.stem > 0 && key.len() >= r.stem + THREE_LETTERS && !lebanon(key, r.stem));
    left.filter_map(|r| key.get(r.stem..)).filter(|rest| !particle(key) || !particle(rest)).collect()
}

const TWO_LETTERS: usize = 4;
const THREE_LETTERS: usize = 6;

/// Whether it names a thing as it stands, in the accusative or in the feminine: «كامل», «كاملا», «كاملة».
fn solid_in_any_case(key: &str) -> bool {
    let shorter = key.strip_suffix(['\u{0627}', '\u{0647}']).filter(|rest| rest.len() >= THREE_LETTERS);
    solid(key) || shorter.is_some_and(solid)
}

/// Whether it is known as it stands, or in the accusative.
fn whole(key: &str) -> bool {
    known(key) || key.strip_suffix('\u{0627}').is_some_and(|rest| rest.len() >= THREE_LETTERS && known(rest))
}

/// Whether what stands before the stem is «لل» of which one is a place's own: «للبنان» is for «لبنان», not for «البنان».
fn lebanon(key: &str, stem: usize) -> bool {
    let from = stem.checked_sub(TWO_LETTERS).and_then(|at| key.get(at..));
    from.is_some_and(|w| w.starts_with("\u{0644}\u{0644}") && w.get(2..).is_some_and(place))
}

/// The forms under which a word of a text is found, each once: the word as it would be asked for, and what is left of it
/// without each small word that may be glued to its front, as that would be asked for.
pub(crate) fn found_as(key: &str) -> impl Iterator<Item = &str> {
    let mut forms: [&str; 8] = [""; 8];
    let mut n = 0;
    for r in readings(key) {
        let Some(stem) = key.get(r.stem..).filter(|s| r.stem == 0 || s.len() >= THREE_LETTERS) else { continue };
        if r.stem > 0 && place(key) {
            continue;
        }
        // س is the future only before a verb in the present: ي ت ن ا.
        if r.proclitics.has(Proclitics::SA) && !stem.starts_with(['\u{064A}', '\u{062A}', '\u{0646}', '\u{0627}']) {
            continue;
        }
        // «وزير» is no «زير» with «and»: a word that is known whole, of which nothing known is left, stays whole; so does
        // one that is the name of a thing or an office, whatever is left: «بطاقة» is no «طاقة».
        let bare = !r.proclitics.has(Proclitics::AL);
        if r.stem > 0 && bare && (solid_in_any_case(key) || (whole(key) && !known(stem))) {
            continue;
        }
        if !bare && lebanon(key, r.stem) {
            continue;
        }
        let form = asked(stem);
        if !forms.contains(&form)
            && let Some(slot) = forms.get_mut(n)
        {
            *slot = form;
            n += 1;
        }
    }
    forms.into_iter().take(n)
}

/// Endings of nouns, adjectives and verbs, and pronouns, folded, the longest first.
const ENDINGS: [&str; 15] = [
    "\u{0647}\u{0645}\u{0627}",
    "\u{0627}\u{062A}",
    "\u{0648}\u{0646}",
    "\u{064A}\u{0646}",
    "\u{0627}\u{0646}",
    "\u{064A}\u{0647}",
    "\u{0647}\u{0627}",
    "\u{0647}\u{0645}",
    "\u{0647}\u{0646}",
    "\u{0646}\u{0627}",
    "\u{0648}\u{0627}",
    "\u{0643}\u{0645}",
    "\u{0647}",
    "\u{064A}",
    "\u{0627}",
];

/// A form without at most two common endings; three letters are left. A help for those who want all of a family of
/// words: broken plurals are not undone.
pub(crate) fn stem(form: &str) -> &str {
    let mut out = form;
    for _ in 0..2 {
        let cut = ENDINGS.iter().find_map(|e| Some((*e, out.strip_suffix(e).filter(|s| s.len() >= THREE_LETTERS)?)));
        let Some((ending, shorter)) = cut else { break };
        // «فلسطين» and «لبنان» end in letters of their own; «ليبيا» and «ليبيون» meet in «ليبي».
        if ending.len() > 2 && !ending.starts_with('\u{064A}') | ending.ends_with('\u{0646}') && place(out) {
            break;
        }
        // «دولتين», «دولته»: the ت is the ة of «دولة»; that of «صوتين» and «ثابتة» is their own.
        let her = shorter.strip_suffix('\u{062A}').filter(|s| s.len() >= THREE_LETTERS && !known(shorter));
        out = her.unwrap_or(shorter);
    }
    out
}

const VARIANTS: &str = include_str!("../../lexicon/spellings.tsv");

/// Other spellings by their first three letters: the beginning that is replaced, and what stands for it.
type Variants = HashMap<[char; 3], Vec<(String, String)>>;

fn variants() -> &'static Variants {
    static TABLE: OnceLock<Variants> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Variants::new();
        for row in Row::all(VARIANTS) {
            let usual = fold(row.lemma());
            for other in row.forms().skip(1).map(fold).filter(|o| *o != usual) {
                if let Some(first) = opening(&other) {
                    table.entry(first).or_default().push((other, usual.clone()));
                }
            }
        }
        table
    })
}

fn opening(word: &str) -> Option<[char; 3]> {
    let mut letters = word.chars();
    Some([letters.next()?, letters.next()?, letters.next()?])
}

/// A form in the spelling under which its variants meet.
pub(crate) fn canonical(form: &str) -> Cow<'_, str> {
    let found = opening(form).and_then(|o| variants().get(&o)).into_iter().flatten();
    for (other, usual) in found {
        if let Some(rest) = form.strip_prefix(other.as_str()) {
            return Cow::Owned(format!("{usual}{rest}"));
        }
    }
    Cow::Borrowed(form)
}

/// The forms that [`canonical`] takes for this one, and it.
pub(super) fn spellings_of(plain: &str) -> Vec<String> {
    let mut out = vec![plain.to_owned()];
    for (other, usual) in variants().values().flatten() {
        if let Some(rest) = plain.strip_prefix(usual.as_str()) {
            out.push(format!("{other}{rest}"));
        }
    }
    out.sort();
    out
}

/// A whole word, its small words kept, in the spelling under which its variants meet.
fn spelled(key: &str) -> Cow<'_, str> {
    for r in readings(key) {
        let Some((before, stem)) = key.get(..r.stem).zip(key.get(r.stem..)) else { continue };
        if let Cow::Owned(usual) = canonical(stem) {
            return Cow::Owned(format!("{before}{usual}"));
        }
    }
    Cow::Borrowed(key)
}

/// Longer words are found by their first letters.
pub(super) fn clip(key: &str) -> &str {
    let mut end = key.len().min(120);
    while !key.is_char_boundary(end) {
        end -= 1;
    }
    key.get(..end).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::{Index, Side, each, stem};

    fn words(text: &str, side: Side) -> Vec<String> {
        let mut out = Vec::new();
        each(text, Index::Words, side, |w, beside, _, _| {
            out.push(if beside { format!("+{w}") } else { w.to_owned() });
            true
        });
        out
    }

    fn spellings(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        each(text, Index::Spellings, Side::Text, |w, _, _, _| {
            out.push(w.to_owned());
            true
        });
        out
    }

    #[test]
    fn a_word_is_found_without_its_clitics() {
        let asked = words("الولايات", Side::Query);
        assert_eq!(asked, ["ولايات"]);
        for (query, text) in [
            ("ألمانيا", "لألمانيا"),
            ("الألمان", "والألمان"),
            ("ألمان", "الألمان"),
            ("عراق", "للعراق"),
            ("أمريكية", "والأميركية"),
            ("اميركا", "لأمريكا"),
            ("الكوردي", "كردي"),
            ("للبنان", "لبنان"),
            ("لبنان", "للبنان"),
        ] {
            let asked = words(query, Side::Query).concat();
            assert!(words(text, Side::Text).iter().any(|w| w.trim_start_matches('+') == asked), "{query} {text}");
        }
        for text in ["والولايات", "للولايات", "بالولايات", "الولايات", "ولايات", "وبالولايات", "الوِلايات"]
        {
            assert!(words(text, Side::Text).iter().any(|w| w.trim_start_matches('+') == "ولايات"), "{text}");
        }
    }

    #[test]
    fn a_query_word_keeps_letters_that_may_be_its_own() {
        assert_eq!(words("وزير", Side::Query), ["وزير"]);
        assert_eq!(words("بغداد", Side::Query), ["بغداد"]);
        assert!(words("لبغداد", Side::Text).contains(&"+بغداد".to_owned()));
        assert_eq!(words("ولد", Side::Text), ["ولد"]);
        for (text, refused) in [("للبنان", "بنان"), ("بطاقة", "طاقه"), ("كاملا", "املا"), ("بيانا", "يانا")]
        {
            assert!(!words(text, Side::Text).iter().any(|w| w.trim_start_matches('+') == refused), "{text}");
        }
        assert_eq!(words("٢٥٠٠ جندي", Side::Query), ["2500", "جندي"]);
    }

    #[test]
    fn the_other_layers_stand_beside() {
        assert_eq!(spellings("العراقيّة"), ["!العراقية", "=العراقيه", "~عراق"]);
        assert_eq!(spellings("٨٧"), ["=87"]);
        for (a, b) in [
            ("عراقيه", "عراق"),
            ("عراقيين", "عراق"),
            ("فلسطينيون", "فلسطين"),
            ("لبنانيه", "لبنان"),
            ("دولتين", "دول"),
            ("صوتين", "صوت"),
            ("حكومته", "حكوم"),
            ("ثابته", "ثابت"),
            ("سياسات", "سياس"),
            ("دول", "دول"),
            ("هما", "هما"),
        ] {
            assert_eq!(stem(a), b);
        }
    }
}
