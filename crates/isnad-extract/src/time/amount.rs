//! Lengths of time and what returns: «سبعة أعوام», «عامين», «أكثر من أسبوع», «تسع سنوات ونصف السنة», «كل سنة», «السنوية».

use isnad_text::{Kind, Proclitics};

use super::calendar::{Period, Point, Unit};
use super::reader::{Length, Meaning, Node, Others, Reader};
use super::tense::Tense;
use crate::Modifier;
use crate::lexicon::{Class, ClassSet, Features, Match, lexicon};

/// A length in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    pub(super) length: Length,
    pub(super) start: u32,
    pub(super) end: usize,
    /// What a hedge before it says.
    pub(super) hedge: Option<Modifier>,
    /// A unit alone with no number («أسبوع», «سنوات»): needs a relation or a preposition before it.
    pub(super) bare: bool,
    /// «مضت»: counted back from the day of the document.
    pub(super) ago: bool,
}

impl Reader<'_> {
    /// A length of time at token `i`, with its hedge.
    pub(super) fn amount(&self, i: usize) -> Option<Amount> {
        if let Some((hedge, m)) = self.hedge(i) {
            let inner = self.plain_amount(i + m.len as usize)?;
            return Some(Amount { start: self.word_start(i, &m), hedge: hedge.or(inner.hedge), ..inner });
        }
        self.plain_amount(i)
    }

    /// The hedge at token `i`, as a modifier.
    pub(super) fn hedge(&self, i: usize) -> Option<(Option<Modifier>, Match)> {
        if i >= self.end || !self.doc.is(i, Class::Hedge) {
            return None;
        }
        let before = |m: &Match| lexicon().row(m).is_some_and(|r| r.column(1) == "before");
        let m = *self.doc.tags.all(i, Class::Hedge).find(|m| before(m) && i + m.len as usize <= self.end)?;
        let row = lexicon().row(&m)?;
        if m.proclitics.has(Proclitics::AL) || !m.pronoun.is_empty() {
            return None;
        }
        let modifier = match row.column(0) {
            "about" => Some(Modifier::Approx),
            "over" | "at_least" => Some(Modifier::After),
            "under" | "at_most" => Some(Modifier::Before),
            _ => return None,
        };
        // «من» and «حتى» are relations here.
        if m.len == 1 && self.doc.is(i, Class::TimeRelation) {
            return None;
        }
        Some((modifier, m))
    }

    fn plain_amount(&self, i: usize) -> Option<Amount> {
        let mut amount = self.counted(i).or_else(|| self.uncounted(i))?;
        self.halves(&mut amount);
        self.trailers(&mut amount);
        // «أربعة أعوام ونيف»
        let more = |m: &Match| lexicon().row(m).is_some_and(|r| r.column(0) == "over" && r.column(1) == "after");
        if let Some(m) = self.doc.tags.all(amount.end, Class::Hedge).find(|m| more(m))
            && amount.end + m.len as usize <= self.end
            && !amount.bare
        {
            amount.end += m.len as usize;
            amount.hedge = Some(Modifier::After);
        }
        Some(amount)
    }

    /// A number and its unit, a dual, «عدة أيام», «عام واحد».
    fn counted(&self, i: usize) -> Option<Amount> {
        let article = usize::from(self.lone_article(i));
        if let Some(m) = self.says(i, Class::TimeExtent, "some") {
            let start = self.word_start(i, &m);
            // «بضع مئات الملايين من السنين»
            let mut at = i + m.len as usize;
            if let Some((_, end, _)) = self.count(at) {
                at = end + self.says(end, Class::TimeRelation, "from").map_or(0, |m| m.len as usize);
            }
            let (unit, u) = self.unit(at)?;
            return Some(self.made(Length::vague(unit), start, at + u.len as usize));
        }
        if let Some((n, j, start)) = self.count(i + article) {
            // «مئات الملايين من السنين», «10 من الأعوام».
            let vague = self.plural_of_many(i);
            let from = self.says(j, Class::TimeRelation, "from").filter(|_| vague).map_or(0, |m| m.len as usize);
            let (unit, u) = self.unit(j + from).filter(|(_, u)| !self.is_persian(j + from, u))?;
            let definite = u.proclitics.has(Proclitics::AL) && from == 0 && article == 0 && !vague;
            if u.features.has(Features::DUAL) || u.proclitics.any(GLUED) || definite {
                return None;
            }
            let length = if vague { Length::vague(unit) } else { Length::of(n, unit) };
            let start = if article == 1 { self.start(i) } else { start };
            return Some(self.made(length, start, j + from + u.len as usize));
        }
        let (unit, m) = self.unit(i)?;
        let (start, end) = (self.word_start(i, &m), i + m.len as usize);
        if m.features.has(Features::DUAL) && !m.features.has(Features::CONSTRUCT) && !m.proclitics.has(Proclitics::AL) {
            // «عامين» and «عامان», not «عاما».
            return Some(self.made(Length::of(2.0, unit), start, end));
        }
        if !m.proclitics.has(Proclitics::AL)
            && !m.features.has(Features::PLURAL)
            && let Some(one) =
                self.says(end, Class::TimeExtent, "one").or_else(|| self.says(end, Class::TimeExtent, "whole"))
        {
            return Some(self.made(Length::of(1.0, unit), start, end + one.len as usize));
        }
        None
    }

    /// «دقیقه» in Persian letters: a Persian yeh and an open heh for the teh marbuta.
    fn is_persian(&self, i: usize, unit: &Match) -> bool {
        let word = self.doc.tokens.span(i).of(self.doc.text);
        unit.len == 1 && word.ends_with('\u{0647}') && word.contains('\u{06CC}')
    }

    /// «عشرات», «مئات الملايين»: a number without a count.
    fn plural_of_many(&self, i: usize) -> bool {
        self.entry(i, Class::Numeral).is_some_and(|m| lexicon().row(&m).is_some_and(|r| r.column(1) == "some"))
            || self.entry(i, Class::Magnitude).is_some_and(|m| m.features.has(Features::PLURAL))
            || self.says(i, Class::TimeExtent, "some").is_some()
    }

    /// A unit with no number: «أسبوعا», «سنوات طويلة».
    fn uncounted(&self, i: usize) -> Option<Amount> {
        let (unit, m) = self.unit(i)?;
        if m.proclitics.has(Proclitics::AL) || m.features.has(Features::CONSTRUCT) || !m.pronoun.is_empty() {
            return None;
        }
        let (start, end) = (self.word_start(i, &m), i + m.len as usize);
        let plural = m.features.has(Features::PLURAL);
        let length = if plural { Length::vague(unit) } else { Length::of(1.0, unit) };
        Some(Amount { bare: true, ..self.made(length, start, end) })
    }

    fn made(&self, length: Length, start: u32, end: usize) -> Amount {
        Amount { length, start, end, hedge: None, bare: false, ago: false }
    }

    /// «ونصف», «ونصف العام», «وثلاثة أشهر».
    fn halves(&self, amount: &mut Amount) {
        let Some(count) = amount.length.count else { return };
        if let Some(m) = self.entry(amount.end, Class::TimeExtent).filter(|m| m.proclitics.conjunction())
            && self.says(amount.end, Class::TimeExtent, "half").is_some()
        {
            let mut end = amount.end + m.len as usize;
            if let Some((unit, u)) =
                self.unit(end).filter(|(u, m)| *u == amount.length.unit && m.proclitics.has(Proclitics::AL))
            {
                let _ = unit;
                end += u.len as usize;
            }
            amount.length.count = Some(count + 0.5);
            amount.end = end;
            amount.bare = false;
        }
    }

    /// «قليلة», «طويلة», «متتالية», «دراسية», «كاملة», «مضت».
    fn trailers(&self, amount: &mut Amount) {
        for _ in 0..2 {
            let Some((extent, m)) =
                self.told(amount.end, Class::TimeExtent).filter(|(_, m)| m.proclitics == Proclitics::NONE)
            else {
                break;
            };
            match extent {
                "few" | "many" | "some" => amount.bare = false,
                "whole" | "school" | "one" => amount.bare = amount.bare && extent == "school",
                "ago" => amount.ago = true,
                _ => break,
            }
            amount.end += m.len as usize;
        }
    }

    /// A length that stands by itself: «استمرت ستة أشهر», «لثلاثة أسابيع», «خلال عامين».
    pub(super) fn duration(&self, i: usize) -> Option<Node> {
        let amount = self.amount(i)?;
        if amount.bare && amount.hedge.is_none() && !self.bare_stands(i) {
            return None;
        }
        if amount.length.unit.of_clock() && self.doc.is(amount.end, Class::Rate) {
            return None;
        }
        if self.is_age(i, amount.end) {
            return None;
        }
        // «بعد نحو يومين من …» was looked at and left: its event has no day here.
        if self.after_event(i, amount.end) {
            return None;
        }
        // «خمسة أيام في الأسبوع», «100 كلم في 3 ساعات» are rates; «مرة في السنة» too.
        let mut node = Node::new(amount.start, amount.end, Meaning::Length(amount.length), "duration");
        node.other = self.reached(i, &amount);
        if amount.ago {
            let period = self.reference.zip(amount.length.whole()).and_then(|(d, n)| {
                let from = super::calendar::shift(d, -n, amount.length.unit)?;
                Some(super::calendar::Period::At(from))
            });
            return Some(Node::relative(amount.start, amount.end, period, "ago"));
        }
        Some(node)
    }

    /// «في غضون يومين», «خلال أسبوعين»: read as a stretch it runs up to that day, or from it in the past.
    fn reached(&self, i: usize, amount: &Amount) -> Others {
        let within = (1..=2).any(|n| {
            i >= self.first + n && self.says(i - n, Class::TimeRelation, "during").is_some_and(|m| m.len as usize == n)
        });
        let Some((n, here)) = amount.length.whole().zip(self.reference).filter(|_| within) else { return Others::NONE };
        let unit = amount.length.unit;
        if unit.of_clock() && self.context.clock.is_none() {
            return Others::NONE;
        }
        let past = match self.tense(i, amount.end) {
            Tense::Past => true,
            Tense::Future | Tense::Present => false,
            // Where nothing speaks of tense, only a clause that is nothing else is told of what comes.
            Tense::Unknown if i > self.first + 4 => return Others::NONE,
            Tense::Unknown => false,
        };
        let Some(reached) = self.shifted(if past { -n } else { n }, unit) else { return Others::NONE };
        let here = match (reached, self.context.clock) {
            (Point::Minute(..), Some(t)) => Point::Minute(here, t.hour(), t.minute()),
            (Point::Month(..), _) => Point::Month(here.year(), here.month()),
            (Point::Year(_), _) => Point::Year(here.year()),
            _ => Point::Day(here),
        };
        if past {
            return Others::of(Some(Period::Between(reached, here)));
        }
        Others::of(Some(Period::Between(here, reached))).and(Some(Period::At(reached)))
    }

    /// Whether the length that ends before `end` is told before or after an event.
    fn after_event(&self, i: usize, end: usize) -> bool {
        let relation = |n: usize| {
            i >= self.first + n
                && ["before", "after"].iter().any(|r| self.says(i - n, Class::TimeRelation, r).is_some())
                && (n == 1 || self.hedge(i + 1 - n).is_some_and(|(_, m)| i + 1 - n + m.len as usize == i))
        };
        self.counts_from_event(end) && (1..=4).any(relation)
    }

    /// A unit without a number is a length after «لـ», «خلال», «لمدة», in tanwin («أسبوعا») or with «طويلة».
    fn bare_stands(&self, i: usize) -> bool {
        let Some((unit, m)) = self.unit(i) else { return false };
        let mut before = i;
        while before > self.first && matches!(self.doc.tokens.kind(before - 1), Kind::QuoteOpen | Kind::QuoteEither) {
            before -= 1;
        }
        let after_relation = before > self.first
            && ["for", "during", "throughout"].iter().any(|r| self.says(before - 1, Class::TimeRelation, r).is_some());
        let plural = m.features.has(Features::PLURAL);
        let glued = plural && m.proclitics.has(Proclitics::LA);
        // «لأيام», «لعقود» (contracts) in «عقود الغاز»: a noun with the article behind makes it one.
        let owned = unit == Unit::Decade
            && self.is_kind(i + 1, Kind::Word)
            && self.doc.tokens.key(i + 1).starts_with("\u{0627}\u{0644}");
        let tanwin = unit == Unit::Week && m.features.has(Features::TANWIN);
        // «سنوات من الحرب»
        let of_what = plural && unit.of_years() && self.says(i + 1, Class::TimeRelation, "from").is_some();
        !owned && (of_what || after_relation || glued || tanwin)
    }

    /// «(45 عاما)», «يبلغ من العمر 30 عاما»: a person's age is a figure.
    fn is_age(&self, i: usize, end: usize) -> bool {
        let near = (1..=3).any(|n| i >= self.first + n && self.says(i - n, Class::TimePointer, "age").is_some());
        let bracketed =
            i > self.first && self.is_kind(i - 1, Kind::BracketOpen) && self.is_kind(end, Kind::BracketClose);
        let limit = i > self.first && self.says(i - 1, Class::TimePointer, "limit").is_some();
        near || limit || bracketed || self.age_before(i)
    }

    /// «تتراوح أعمارهم بين 13 و18 عاما»: only numbers and what joins them stand between.
    fn age_before(&self, i: usize) -> bool {
        for k in (i.saturating_sub(8).max(self.first)..i).rev() {
            if self.says(k, Class::TimePointer, "age").is_some() {
                return true;
            }
            let joins = self.is_kind(k, Kind::Number) || self.doc.tags.classes(k).any(JOINING) || self.lone_and(k);
            if !joins && !self.lone_article(k) {
                return false;
            }
        }
        false
    }

    /// «كل سنة», «كل 248 سنة», «كل يوم».
    pub(super) fn every(&self, i: usize) -> Option<Node> {
        let p = self.says(i, Class::TimePointer, "every")?;
        let j = i + p.len as usize;
        let start = self.word_start(i, &p);
        let (length, end) = match self.count(j) {
            Some((n, k, _)) => {
                let (unit, u) = self.unit(k)?;
                (Length::of(n, unit), k + u.len as usize)
            }
            None => {
                let (unit, u) = self.unit(j)?;
                if u.proclitics != Proclitics::NONE
                    || u.features.has(Features::PLURAL)
                    || u.features.has(Features::TANWIN)
                {
                    return None;
                }
                let n = if u.features.has(Features::DUAL) { 2.0 } else { 1.0 };
                (Length::of(n, unit), j + u.len as usize)
            }
        };
        Some(Node { weight: 2, ..Node::new(start, end, Meaning::Every(length), "every") })
    }

    /// «السنوية», «ربع سنوية», «سنويا» outside a rate, «عاما بعد عام».
    pub(super) fn frequency(&self, i: usize) -> Option<Node> {
        let (told, m) = self.told(i, Class::Frequency)?;
        if m.features.has(Features::DUAL) || m.proclitics.preposition() || !m.pronoun.is_empty() {
            return None;
        }
        let mut end = i + m.len as usize;
        let sure = told.trim_end_matches('?');
        // «فصلي (ربع سنوي)»
        let aside = self.is_kind(end, Kind::BracketOpen)
            && self.told(end + 1, Class::Frequency).is_some_and(|(t, _)| t.trim_end_matches('?') == sure);
        if aside {
            let inner = self.entry(end + 1, Class::Frequency)?;
            let close = end + 1 + inner.len as usize;
            if self.is_kind(close, Kind::BracketClose) {
                end = close + 1;
            }
        } else if told.ends_with('?') {
            return None;
        }
        if m.features.has(Features::TANWIN) && self.in_rate(i) {
            return None;
        }
        let length = match sure {
            "P6M" => Length::of(6.0, Unit::Month),
            "P3M" => Length::of(3.0, Unit::Month),
            "P1M" => Length::of(1.0, Unit::Month),
            "PT1H" => Length::of(1.0, Unit::Hour),
            "P1D" => Length::of(1.0, Unit::Day),
            _ => Length::of(1.0, Unit::Year),
        };
        Some(Node::new(self.word_start(i, &m), end, Meaning::Every(length), "frequency"))
    }

    /// Whether an amount stands close before an adverb («مليار دولار سنويا»): then it is the unit's.
    fn in_rate(&self, i: usize) -> bool {
        let from = i.saturating_sub(7).max(self.first);
        (from..i).any(|k| {
            self.is_kind(k, Kind::Number)
                || self.doc.is(k, Class::Magnitude)
                || self.doc.is(k, Class::Currency)
                || self.doc.is(k, Class::Numeral)
                || self.is_kind(k, Kind::Percent)
        })
    }
}

/// What may stand between «ages» and their number.
const JOINING: ClassSet =
    ClassSet::of(&[Class::TimeRelation, Class::Hedge, Class::Numeral, Class::FunctionWord, Class::TimeUnit]);
const GLUED: Proclitics =
    Proclitics::WA.with(Proclitics::FA).with(Proclitics::BA).with(Proclitics::LA).with(Proclitics::KA);
