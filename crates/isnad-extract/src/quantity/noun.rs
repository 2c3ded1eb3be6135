//! What is counted? The noun after the number («81 عضواً»), before it («الدول الـ83») or in what was said («14 منهم»).

use isnad_text::{Kind, Proclitics};

use super::number::{self, Number};
use super::{Counted, singular, unit};
use crate::Document;
use crate::lexicon::{Class, ClassSet, Features, Match, lexicon};

const CONJUNCTION: Proclitics = Proclitics::WA.with(Proclitics::FA);
const BUT_ARTICLE: Proclitics =
    CONJUNCTION.with(Proclitics::BA).with(Proclitics::LA).with(Proclitics::KA).with(Proclitics::SA);
/// Classes of nouns.
const NOUN: ClassSet = ClassSet::of(&[Class::CountedNoun, Class::Nationality, Class::Office, Class::PlaceHead]);

const TEH: char = '\u{062A}';
const ALEF: char = '\u{0627}';
const TEH_MARBUTA_FOLDED: char = '\u{0647}';
const YEH: char = '\u{064A}';
const HAMZA: char = '\u{0621}';
const ARTICLE: &str = "\u{0627}\u{0644}";

/// Classes that say a word is no noun that one counts, unless it is a counted noun as well.
const NOT_COUNTED: ClassSet = ClassSet::of(&[
    Class::AfterNumber,
    Class::Month,
    Class::HijriMonth,
    Class::Weekday,
    Class::TimeWord,
    Class::TimeRelation,
    Class::Hedge,
    Class::Rate,
    Class::Country,
    Class::Negation,
    Class::FunctionWord,
    Class::Complementiser,
    Class::SourceCue,
    Class::Numeral,
    Class::Magnitude,
    Class::Fraction,
]);

/// The sort of a word that follows numbers and is not counted: `of`, `them`, `others`, `below`, `word`.
pub(super) fn follower(doc: &Document, i: usize) -> Option<(&'static str, Match)> {
    let m = *doc.entry(i, Class::AfterNumber)?;
    Some((lexicon().row(&m)?.column(0), m))
}

fn same_line(doc: &Document, i: usize) -> bool {
    doc.tokens.get(i).is_some_and(|t| !t.line_start)
}

/// The noun after the number at token `i`.
pub(super) fn after(doc: &Document, i: usize, n: &Number) -> Option<Counted> {
    // A letter alone is an abbreviation, and a year's as often as a metre's.
    if doc.tokens.kind(i) != Kind::Word || !same_line(doc, i) || doc.tokens.key(i).chars().nth(1).is_none() {
        return None;
    }
    if follower(doc, i).is_some_and(|(sort, _)| sort != "word") {
        return None;
    }
    let article = |m: &Match| m.proclitics.has(Proclitics::AL);
    let definite = n.some || n.share;
    // A dual counts itself; its construct looks like a tanwin.
    let dual = |m: &Match| m.features.has(Features::DUAL) && !m.features.has(Features::CONSTRUCT);
    let fits = |m: &Match| !m.proclitics.any(BUT_ARTICLE) && (definite || !article(m)) && !dual(m);
    // «150 كتابا» are books, «5 كتاب» writers: the form that agrees comes first.
    let noun = singular::known(doc, i, |m| fits(m) && strictly(m, n))
        .or_else(|| singular::known(doc, i, |m| fits(m) && agrees(m, n)));
    if let Some(m) = noun
        && !time_word(doc, i)
    {
        let rule = if n.some { "indefinite-plural" } else { "counted-noun" };
        let mut found = Counted::new(doc, i, i + 1, rule);
        found.unit = Some(singular::of_entry(&m));
        let end = qualified(doc, i + 1, article(&m));
        found.extend(doc, coordinated(doc, end, &m));
        return Some(found);
    }
    by_shape(doc, i, n)
}

/// «طالب وطالبة», «القتلى والجرحى»: people named twice are one number; one past the last.
fn coordinated(doc: &Document, mut end: usize, first: &Match) -> usize {
    let person = |m: &Match| {
        m.class == Class::Nationality
            || m.class == Class::CountedNoun
                && lexicon().row(m).is_some_and(|r| matches!(r.column(0), "person" | "toll"))
    };
    for _ in 0..2 {
        // «ثمانية عسكريين ومسلحين اثنين» are two numbers.
        if !person(first) || !same_line(doc, end) || number::begins(doc, end) || number::begins(doc, end + 1) {
            break;
        }
        let next = singular::known(doc, end, |m| {
            m.proclitics.has(Proclitics::WA)
                && person(m)
                && m.features.has(Features::PLURAL) == first.features.has(Features::PLURAL)
                && m.proclitics.has(Proclitics::AL) == first.proclitics.has(Proclitics::AL)
        });
        let Some(m) = next else { break };
        end = qualified(doc, end + 1, m.proclitics.has(Proclitics::AL));
    }
    end
}

/// Whether an entry's number is just what the number asks for.
fn strictly(m: &Match, n: &Number) -> bool {
    let few = n.step == 1 && n.value.integer().is_some_and(|v| (3..=10).contains(&(v % 100)));
    n.some || m.features.has(Features::PLURAL) == few
}

/// Whether an entry's number goes with the number: a plural after 3 to 10, a singular after more.
fn agrees(m: &Match, n: &Number) -> bool {
    let plural = m.features.has(Features::PLURAL);
    let few = n.step == 1 && n.value.integer().is_some_and(|v| (3..=10).contains(&(v % 100)));
    if m.class == Class::CountedNoun || n.some {
        return true;
    }
    // Other lexicons hold adjectives and names too: the form decides.
    plural == few || !n.value.is_whole()
}

fn time_word(doc: &Document, i: usize) -> bool {
    doc.is(i, Class::TimeUnit) || doc.is(i, Class::Month) || doc.is(i, Class::Weekday)
}

/// A word that no lexicon knows, taken for the noun where its ending agrees with the number.
fn by_shape(doc: &Document, i: usize, n: &Number) -> Option<Counted> {
    if doc.tags.classes(i).any(NOT_COUNTED) || time_word(doc, i) || doc.is(i, Class::SpeechVerb) {
        return None;
    }
    let key = doc.tokens.key(i);
    let letters = key.chars().count();
    let definite = key.starts_with(ARTICLE) && letters > 4;
    let preposed =
        ["\u{0628}\u{0627}\u{0644}", "\u{0644}\u{0644}", "\u{0643}\u{0627}\u{0644}", "\u{0641}\u{0627}\u{0644}"];
    if letters > 4 && preposed.iter().any(|p| key.starts_with(p)) {
        return None;
    }
    // «5600 استفادوا», «ستة ملايين فروا», «22 مليارا أودعت»: a verb.
    let unknown = !doc.tags.classes(i).any(NOUN);
    // «مجموعة العشرين ومجموعة السبع»: the «and» is glued to another word. An adjective is no noun either.
    let and = |m: &Match| m.proclitics.any(CONJUNCTION);
    let glued = doc.tags.at(i).iter().any(and) && !doc.tags.at(i).iter().any(|m| !and(m));
    if glued || doc.tags.all(i, Class::Quality).any(|m| m.proclitics == Proclitics::NONE) && unknown {
        return None;
    }
    let count = n.value.integer().filter(|_| n.step == 1 && !n.share);
    let they = key.ends_with("\u{0648}\u{0627}") && !matches!(count.map(|v| v % 100), Some(11..=99));
    let she = letters > 4 && key.ends_with(TEH) && !key.ends_with("\u{0627}\u{062A}") && n.step > 1;
    if unknown && (they || she) {
        return None;
    }
    if letters < 3 || definite != (n.some || n.share) && (definite || !n.some) {
        return None;
    }
    let last = key.chars().next_back()?;
    let accusative = matches!(last, ALEF | TEH_MARBUTA_FOLDED | YEH | HAMZA);
    let fits = match count.map(|v| v % 100) {
        Some(1 | 2) => false,
        // «2014» and its like before a word without an ending of the accusative are years.
        Some(3..=10) => !year_like(doc, i, n) && !key.starts_with('\u{0648}'),
        Some(11..=99) => accusative && (!year_like(doc, i, n) || last == ALEF),
        Some(_) => !year_like(doc, i, n) && !key.starts_with('\u{0648}'),
        None => !key.starts_with('\u{0648}'),
    };
    if !fits {
        return None;
    }
    let tanwin = matches!(count.map(|v| v % 100), Some(11..=99));
    let rule = if n.some { "indefinite-plural" } else { "counted-noun" };
    let mut found = Counted::new(doc, i, i + 1, rule);
    let surface = doc.tokens.span(i).of(doc.text);
    // «سبعة منشورات»: the numeral in the feminine counts a masculine noun.
    let masculine = !n.digits
        && matches!(count, Some(3..=10))
        && i.checked_sub(1).is_some_and(|b| doc.tokens.key(b).ends_with(TEH_MARBUTA_FOLDED));
    found.unit = Some(if masculine { singular::masculine(surface) } else { singular::by_shape(surface, tanwin) });
    found.guessed = true;
    found.extend(doc, qualified(doc, i + 1, definite));
    Some(found)
}

/// Whether the number could be a year: four digits from 1900 to 2099.
pub(super) fn year_like(doc: &Document, end: usize, n: &Number) -> bool {
    n.digits
        && n.step == 1
        && n.value.integer().is_some_and(|v| (1900..2100).contains(&v))
        && end.checked_sub(1).is_some_and(|j| doc.tokens.key(j).len() == 4)
}

/// Adjectives that qualify the noun, one past the last.
pub(super) fn qualified(doc: &Document, mut end: usize, definite: bool) -> usize {
    for _ in 0..3 {
        if doc.tokens.kind(end) != Kind::Word || !same_line(doc, end) || doc.is(end, Class::AfterNumber) {
            break;
        }
        // «ثلاث دول سوريا والعراق»: an adjective has tanwin where its noun has.
        let tanwin = end.checked_sub(1).is_some_and(|b| doc.tokens.key(b).ends_with(ALEF));
        let fits = |m: &&Match| {
            m.len == 1
                && !m.proclitics.any(BUT_ARTICLE)
                && m.proclitics.has(Proclitics::AL) == definite
                && (tanwin || !m.features.has(Features::TANWIN) && !m.features.has(Features::CONSTRUCT))
        };
        let known = doc.tags.all(end, Class::Nationality).chain(doc.tags.all(end, Class::Quality)).any(|m| fits(&m));
        if !known && !relational(doc, end, definite) {
            break;
        }
        end += 1;
    }
    end
}

/// An adjective in «-ية» that no lexicon knows.
fn relational(doc: &Document, i: usize, definite: bool) -> bool {
    let key = doc.tokens.key(i);
    let unknown = doc.tags.classes(i).is_empty();
    let stem = key.strip_suffix(TEH_MARBUTA_FOLDED).and_then(|k| k.strip_suffix(YEH));
    unknown
        && stem.is_some_and(|s| s.chars().count() >= 3)
        && key.starts_with(ARTICLE) == definite
        && !key.starts_with('\u{0648}')
}

/// «4.5 ملايين من المدنيين», «25 من عناصر التنظيم»: the definite noun after «من».
pub(super) fn of(doc: &Document, i: usize, n: &Number) -> Option<Counted> {
    let (sort, _) = follower(doc, i).filter(|_| same_line(doc, i))?;
    if sort != "of" || doc.tokens.kind(i + 1) != Kind::Word || time_word(doc, i + 1) {
        return None;
    }
    let j = i + 1;
    // «عشرات المليارات من الدولارات»
    let any = Number { some: true, ..*n };
    if let Some(found) = unit::measure(doc, j, &any).or_else(|| unit::money(doc, j, &any)) {
        return Some(found);
    }
    let known = singular::known(doc, j, |m| !m.proclitics.any(BUT_ARTICLE));
    let key = doc.tokens.key(j);
    let article = key.starts_with(ARTICLE) && key.chars().count() > 4;
    let unit = match known {
        // A singular without the article after «من» is where something comes from.
        Some(m) if article || m.features.has(Features::PLURAL) || !m.pronoun.is_empty() => singular::of_entry(&m),
        None if article && !doc.tags.classes(j).any(NOT_COUNTED) => {
            singular::by_shape(doc.tokens.span(j).of(doc.text), false)
        }
        _ => return None,
    };
    let mut found = Counted::new(doc, j, j + 1, "number-of");
    found.unit = Some(unit);
    // «من عناصر التنظيم المسلح»: the owner belongs to it.
    let owner = !article && known.is_some_and(|m| m.pronoun.is_empty()) && doc.tokens.key(j + 1).starts_with(ARTICLE);
    let end = if owner && same_line(doc, j + 1) { qualified(doc, j + 2, true) } else { qualified(doc, j + 1, article) };
    found.extend(doc, end);
    Some(found)
}

/// «الدول الـ83», «أقماره الخمسة», «محافظات الإقليم الثلاث»: the noun before a number with the article.
///
/// `i` is the first token of the number, its article's where that stands apart.
pub(super) fn before(doc: &Document, i: usize, first: usize) -> Option<(usize, Counted)> {
    let j = i.checked_sub(1).filter(|j| *j >= first && doc.tokens.kind(*j) == Kind::Word)?;
    if time_word(doc, j) || doc.is(j, Class::NumberLabel) || doc.is(j, Class::AfterNumber) {
        return None;
    }
    let plural = |k: usize, article: bool| {
        singular::known(doc, k, |m| {
            m.features.has(Features::PLURAL)
                && !m.proclitics.any(Proclitics::KA.with(Proclitics::SA))
                && (article == m.proclitics.has(Proclitics::AL) || article && !m.pronoun.is_empty())
        })
    };
    let mut at = j;
    let mut unit = plural(j, true).map(|m| (singular::of_entry(&m), doc.word_start(j, &m)));
    if unit.is_none()
        && let Some(k) = j.checked_sub(1).filter(|k| *k >= first)
        && let Some(m) = plural(k, false)
    {
        at = k;
        unit = Some((singular::of_entry(&m), doc.word_start(k, &m)));
    }
    let (unit, start) = unit?;
    let mut found = Counted::new(doc, at, j + 1, "noun-before-number");
    found.unit = Some(unit);
    found.start = start;
    Some((at, found))
}

/// The nearest plural before token `i` in its sentence: what «منهم» and «عددهم» stand for.
pub(super) fn antecedent(doc: &Document, i: usize, first: usize) -> Option<(usize, String)> {
    (first.max(i.saturating_sub(15))..i).rev().find_map(|j| {
        let m = [Class::CountedNoun, Class::Nationality].into_iter().find_map(|c| {
            if !doc.is(j, c) {
                return None;
            }
            doc.tags.all(j, c).find(|m| m.features.has(Features::PLURAL) && m.len == 1)
        })?;
        // «جنودا اميركيين»: the noun, not its adjective.
        let adjective = m.class == Class::Nationality
            && j.checked_sub(1).is_some_and(|b| doc.is(b, Class::CountedNoun) && doc.tokens.kind(b) == Kind::Word);
        (!adjective).then(|| (j, singular::of_entry(m)))
    })
}
