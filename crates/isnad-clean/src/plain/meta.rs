//! What do the marked lines say of the article? Its day, section, author and the agency it credits.

use isnad_text::{Article, BlockKind, Field, Found};

use super::page::Page;
use crate::lexicon::{Lexicon, Sorts, Words, lexicon};

/// Fills what the page's own lines say; what is known already stays.
pub(crate) fn fill(article: &mut Article, page: &Page<'_>) {
    let lexicon = lexicon();
    let mut words = Words::default();
    for (i, (line, mark)) in page.lines.iter().zip(&page.marks).enumerate() {
        let said = page.words(i);
        match (mark.kind, mark.furniture) {
            (Some(BlockKind::Dateline), _) => {
                words.read(page.text, line.start, line.end, 40);
                let update = lexicon.phrases_at(&words, 0).any(|p| p.rule == "stamp-line");
                if let Some(day) = day(lexicon, page.text, &words) {
                    let slot = if update && i >= page.prose.0 { &mut article.updated } else { &mut article.published };
                    slot.get_or_insert(day);
                }
            }
            (Some(BlockKind::Byline), _) => {
                if let Some((_, name)) = said.split_once([':', '-', '–', '/'])
                    && crate::meta_names::is_name(name)
                {
                    article.author.get_or_insert(name.trim().to_owned());
                }
                credit(article, said, lexicon, &mut words);
            }
            (_, Some((_, "section-line"))) => {
                article.section.get_or_insert(said.to_owned());
            }
            (_, Some((_, "posted-in"))) => {
                let list = said.trim_start_matches("Posted in").trim_start_matches("Filed under");
                let list = list.split_once(':').map_or(list, |(_, l)| l).trim().trim_end_matches('.');
                if !list.is_empty() {
                    article.section.get_or_insert(list.to_owned());
                }
            }
            (_, Some((_, "breadcrumb"))) => {
                if let Some(last) =
                    said.rsplit(['/', '›', '>', '»', '|']).next().map(str::trim).filter(|s| !s.is_empty())
                {
                    article.section.get_or_insert(last.to_owned());
                }
            }
            (_, Some((_, "source-line"))) => {
                if let Some((_, list)) = said.split_once(':') {
                    credit(article, list, lexicon, &mut words);
                }
            }
            _ => {}
        }
    }
    opening_credit(article, page, lexicon, &mut words);
    closing_credit(article);
    seen(article);
}

/// What a line of the text says was seen there.
pub(crate) fn seen(article: &mut Article) {
    for (field, filled) in [
        (Field::Source, article.source.is_some()),
        (Field::Section, article.section.is_some()),
        (Field::Agency, article.agency.is_some()),
        (Field::Author, article.author.is_some()),
        (Field::Published, article.published.is_some()),
        (Field::Updated, article.updated.is_some()),
    ] {
        if filled && article.origin(field).is_none() {
            article.found_in(field, Found::Visible);
        }
    }
}

/// «واشنطن – رويترز», «بيروت - صحيفة المرسى:» before the first sentence: place, then agency or outlet.
fn opening_credit(article: &mut Article, page: &Page<'_>, lexicon: &Lexicon, words: &mut Words) {
    for i in 0..page.lines.len().min(page.prose.0 + 1) {
        let (line, mark) = (page.line(i), page.mark(i));
        if mark.furniture.is_some() || mark.kind == Some(BlockKind::Headline) {
            continue;
        }
        let said = page.words(i);
        let short = line.words <= 7 && !line.ends_sentence();
        let Some((place, rest)) = said.split_once([' ', '(']).and_then(|_| {
            let at = said.find([':', '–', '—', '-', '(', '/', '،'])?;
            Some((said.get(..at)?.trim(), said.get(at..)?.trim_start_matches(['–', '—', '-', '(', '/', '،', ' '])))
        }) else {
            continue;
        };
        words.read(place, 0, place.len(), 4);
        let (sorts, taken) = lexicon.sorts_at(words, 0);
        if !sorts.has(Sorts::PLACE) || taken != words.len() {
            continue;
        }
        let end =
            rest.find([':', '–', '—', ')', '(', '|']).or_else(|| rest.find(" - ").or(short.then_some(rest.len())));
        let Some(name) = end.and_then(|e| rest.get(..e)).map(|n| n.trim().trim_end_matches(['-', '.'])) else {
            continue;
        };
        words.read(name, 0, name.len(), 8);
        if words.len() == 0 || words.len() > 5 {
            continue;
        }
        let (sorts, taken) = lexicon.sorts_at(words, 0);
        let whole = taken == words.len();
        if whole && sorts.has(Sorts::AGENCY) {
            article.agency.get_or_insert(name.to_owned());
        } else if !(whole && (sorts.has(Sorts::GENERIC_SOURCE) || sorts.has(Sorts::PLACE)))
            && !sorts.has(Sorts::DATE)
            && short
        {
            article.source.get_or_insert(name.to_owned());
        }
        return;
    }
}

/// The agency named behind the last sentence: «… في بغداد. (أ ف ب)», «… أمس.--(بترا)».
pub(crate) fn closing_credit(article: &mut Article) {
    if article.agency.is_some() {
        return;
    }
    let lexicon = lexicon();
    let mut words = Words::default();
    let lines = [article.text.lines().next_back().unwrap_or("")];
    let last = article.blocks.iter().rev().take(2).map(|b| b.span.of(&article.text)).chain(lines);
    let found = last.into_iter().find_map(|line| {
        let from = line.len().saturating_sub(80);
        let from = (from..line.len()).find(|&i| line.is_char_boundary(i))?;
        let tail = line.get(from..)?.trim_end_matches(['.', ' ', ')', ']', '\u{200f}', '\u{200e}', '-', '–']);
        let open = tail.rfind(['(', '[', '-', '–', '/', '.'])?;
        let name = tail.get(open + 1..)?.trim_start_matches(|c: char| !c.is_alphanumeric()).trim();
        words.read(name, 0, name.len(), 6);
        let (sorts, taken) = lexicon.sorts_at(&words, 0);
        (sorts.has(Sorts::AGENCY) && taken == words.len()).then(|| name.to_owned())
    });
    article.agency = found;
}

/// «رويترز – وكالات», «باب الطوب + متابعة»: the first agency named, else the first name that is no mere «متابعات».
fn credit(article: &mut Article, list: &str, lexicon: &Lexicon, words: &mut Words) {
    if article.agency.is_some() {
        return;
    }
    let parts: Vec<&str> = list
        .split(['–', '-', '+', '،', ',', '|', '/', '(', ')', '—'])
        .map(|p| p.trim().trim_end_matches('.'))
        .filter(|p| !p.is_empty() && p.len() < 120)
        .collect();
    let mut is = |part: &str, sort: Sorts| {
        words.read(part, 0, part.len(), 6);
        words.len() > 0 && lexicon.sorts_at(words, 0).0.has(sort) && lexicon.sorts_at(words, 0).1 == words.len()
    };
    let agency = parts.iter().find(|p| is(p, Sorts::AGENCY)).copied();
    article.agency = agency.map(str::to_owned);
}

/// The words of a line from its first date word or number to its last, where a year is among them.
fn day(lexicon: &Lexicon, text: &str, words: &Words) -> Option<String> {
    let dated = |w: usize| words.is_number(w) || lexicon.sorts_at(words, w).0.has(Sorts::DATE);
    let first = (0..words.len()).find(|&w| dated(w))?;
    let mut last = first;
    for w in first..words.len() {
        if dated(w)
            || lexicon.sorts_at(words, w).0.has(Sorts::DATE_WITH)
            || words.key(w).bytes().next().is_some_and(|b| b.is_ascii_digit())
        {
            last = w;
        } else if w > last + 1 {
            break;
        }
    }
    let year = (first..=last).any(|w| {
        let digits: String = words.key(w).chars().take_while(char::is_ascii_digit).collect();
        digits.len() == 4
    });
    let span = text.get(words.start(first)..words.end(last))?;
    year.then(|| span.to_owned())
}
