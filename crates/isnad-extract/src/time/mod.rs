//! When?
//!
//! Reads the tokens and their classes, gives every expression that places something in time: its span, its value in
//! EDTF, what it counts from, its first and last day.
//!
//! «أمس الثلاثاء» in an article of 2023-09-06 is `2023-09-05`; «منذ نيسان/ إبريل 2015» is `2015-04/..`. Rules are asked at
//! each token that opens a time; the longest reading wins, of equals the heavier one, and reading goes on behind it.
//!
//! Not times: ages, ranks, camps named by a date («قوى 14 آذار»), page counters, a number that counts something.

mod amount;
mod calendar;
mod clock;
mod date;
mod day;
mod feast;
mod hijri;
mod hour;
mod month;
mod numeric;
mod part;
mod place;
mod reader;
mod relation;
mod tense;
mod unit;

use isnad_text::{Kind, Span};
use jiff::civil::Date;

use self::calendar::Period;
use self::reader::{Node, Reader};
use crate::lexicon::{Class, ClassSet};
use crate::{Anchor, Context, Document, ReferenceFrom, Rule, Time};

macro_rules! rules {
    ($($name:literal: $about:literal,)*) => { &[$(Rule { name: $name, room: "time", about: $about },)*] };
}

/// The rules of this room, in the order in which they are tried.
pub const RULES: &[Rule] = rules! {
    "since": "A period open to the present, or a length that runs up to it, after «since».",
    "since-until": "A period from a start after «since» to an end after «until».",
    "ago": "A length before the day of the article.",
    "before": "Any time before a stated one.",
    "hence": "A length after the day of the article.",
    "after-a-time": "A length after a time that was just told.",
    "after": "Any time after a stated one.",
    "until": "A period that ends with a stated time.",
    "by": "A deadline.",
    "throughout": "A length or period with the word that says it lasted.",
    "this-stretch": "«This period», of a period just told.",
    "between": "What lies between two times joined by «and».",
    "from-to": "What lies from one time to another.",
    "two-calendars": "One day told in the Hijri and the Gregorian calendar.",
    "day-and-month": "A day of a month in words or figures, with or without a year.",
    "month": "A month by name, alone or doubled, with or without a year.",
    "numeric-date": "A date in figures.",
    "hijri-date": "A day, month or year of the Hijri calendar.",
    "feast": "A feast or named day that is placed in time.",
    "clock-time": "A time of day.",
    "relative-day": "Yesterday, today, tomorrow, with the weekday that confirms them.",
    "now": "The present.",
    "vague-future": "The future, without a date.",
    "vague-past": "The past, without a date.",
    "weekday": "A day of the week, with its order or its date.",
    "part-of-day": "A part of the day last told.",
    "year": "A year.",
    "this-unit": "The week, month, year that holds the day of the article.",
    "ordered-unit": "The week, month, year before or after it.",
    "counted-units": "Several days, weeks, months, years before or after it.",
    "day-of-month": "A day of the current, last or next month, told by its number.",
    "placed-day": "A day or week by its place in a month, week or year.",
    "part-of-year": "A quarter or half of a year.",
    "season": "A season of a year.",
    "decade": "A decade of a century.",
    "century": "A century.",
    "duration": "A length of time.",
    "every": "What returns after a length of time.",
    "frequency": "Yearly, quarterly.",
};

/// Classes that can open a time.
const OPENERS: ClassSet = ClassSet::of(&[
    Class::Month,
    Class::HijriMonth,
    Class::Weekday,
    Class::TimeUnit,
    Class::TimeWord,
    Class::TimeRelation,
    Class::TimePortion,
    Class::Season,
    Class::DayPart,
    Class::YearPart,
    Class::Decade,
    Class::TimePointer,
    Class::TimeExtent,
    Class::Frequency,
    Class::Numeral,
    Class::Magnitude,
    Class::Ordinal,
    Class::Hedge,
    Class::Feast,
    Class::Fraction,
    Class::WeekdayNoun,
]);

/// How many periods may stand inside one another.
const DEPTH: u8 = 3;

/// News off the web was not written before: an older day at the head of an article tells of something else.
const FIRST_YEAR: i16 = 1990;

/// How far into an article a day may state when it was written, in tokens.
const HEAD: usize = 120;

/// The day `n` days after `date`; before it where `n` is negative.
pub(crate) fn days_after(date: jiff::civil::Date, n: i64) -> Option<jiff::civil::Date> {
    calendar::add_days(date, n)
}

/// The day that relative times count from, and where it comes from: the context's, else one that the text states
/// (a dateline, a full date with its weekday), else none.
pub fn reference(document: &Document, context: &Context) -> (Option<Date>, ReferenceFrom) {
    if context.published.is_some() {
        return (context.published, context.reference_from);
    }
    match stated(document, context) {
        Some(day) => (Some(day), ReferenceFrom::Text),
        None => (None, ReferenceFrom::None),
    }
}

/// The day that the head of the text states for itself.
fn stated(document: &Document, context: &Context) -> Option<Date> {
    let mut reader = Reader::new(document, context, None);
    for sentence in document.sentences.iter().take_while(|s| s.first < HEAD) {
        (reader.first, reader.end) = (sentence.first, sentence.end);
        let mut i = sentence.first;
        while i < sentence.end.min(HEAD) {
            if !opens(document, i) {
                i += 1;
                continue;
            }
            let Some(node) = reader.best(i) else {
                i += 1;
                continue;
            };
            let dateline =
                node.rule == "two-calendars" || i <= sentence.first + 8 && sentence.opens_line && sentence.first < 40;
            let weekday =
                document.is(i, Class::Weekday) || document.is(i + 1, Class::Weekday) || document.is(i, Class::TimeWord);
            let absolute = node.anchor == Anchor::None && !node.yearless && node.modifier.is_none();
            let plain = matches!(node.rule, "two-calendars" | "day-and-month" | "numeric-date" | "clock-time");
            if absolute
                && plain
                && (dateline || weekday)
                && let Some(Period::At(_)) = node.period()
                && let Some(day) = node.day().filter(|d| d.year() >= FIRST_YEAR)
            {
                let back = reader.says(i, Class::TimeWord, "-1").is_some();
                return if back { calendar::add_days(day, 1) } else { Some(day) };
            }
            i = node.end.max(i + 1);
        }
    }
    None
}

/// Every time of the article, in order, not overlapping.
pub fn find(document: &Document, context: &Context) -> Vec<Time> {
    let mut reader = Reader::new(document, context, context.published);
    let mut times = Vec::new();
    for (n, sentence) in document.sentences.iter().enumerate() {
        (reader.first, reader.end, reader.sentence) = (sentence.first, sentence.end, n);
        let mut i = sentence.first;
        while i < sentence.end {
            if !opens(document, i) {
                i += 1;
                continue;
            }
            match reader.best(i) {
                Some(node) => {
                    i = node.end.max(i + 1);
                    reader.remember(&node, times.len());
                    times.push(reader.finish(node));
                }
                None => i += 1,
            }
        }
    }
    times
}

/// Whether a time can begin at token `i`.
fn opens(document: &Document, i: usize) -> bool {
    document.tags.classes(i).any(OPENERS)
        || document.tokens.kind(i) == Kind::Number
        || document.tokens.kind(i) == Kind::Word
            && document.tokens.kind(i + 1) == Kind::Number
            && document.tokens.key(i) == "\u{0627}\u{0644}"
}

impl Reader<'_> {
    /// The best reading that begins at token `i`.
    fn best(&self, i: usize) -> Option<Node> {
        let mut best: Option<Node> = None;
        let mut offer = |node: Option<Node>| {
            if let Some(node) = node
                && best.as_ref().is_none_or(|b| (node.end, node.weight) > (b.end, b.weight))
            {
                best = Some(node);
            }
        };
        if self.doc.is(i, Class::TimeRelation) {
            offer(self.relation(i));
        }
        offer(self.base(i));
        if self.doc.tags.classes(i).any(LENGTHS) || self.is_kind(i, Kind::Number) || self.lone_article(i) {
            offer(self.duration(i));
        }
        if self.doc.is(i, Class::TimePointer) {
            offer(self.every(i));
        }
        if self.doc.is(i, Class::Frequency) {
            offer(self.frequency(i));
        }
        best.map(|node| self.at_hour(node))
    }

    /// The best reading of a period without a relation.
    pub(super) fn base(&self, i: usize) -> Option<Node> {
        if i >= self.end || self.depth.get() >= DEPTH {
            return None;
        }
        self.depth.set(self.depth.get() + 1);
        let node = self.inner(i);
        self.depth.set(self.depth.get() - 1);
        node
    }

    fn inner(&self, i: usize) -> Option<Node> {
        let classes = self.doc.tags.classes(i);
        let mut best: Option<Node> = None;
        let mut offer = |node: Option<Node>| {
            if let Some(node) = node
                && best.as_ref().is_none_or(|b| (node.end, node.weight) > (b.end, b.weight))
            {
                best = Some(node);
            }
        };
        let number = self.is_kind(i, Kind::Number);
        if number || classes.any(DAYS) || self.lone_article(i) {
            offer(self.hijri_pair(i));
            offer(self.day_month(i));
            offer(self.days_to_days(i));
            offer(self.hijri_day(i));
            offer(self.clock(i));
            offer(self.day_of_month(i));
            offer(self.placed_before(i));
        }
        if number {
            offer(self.numeric(i));
            offer(self.year_alone(i));
        }
        if number || self.lone_article(i) || classes.has(Class::Numeral) {
            offer(self.counted_units(i));
        }
        if classes.has(Class::Hedge) {
            offer(self.about(i));
        }
        if classes.has(Class::Feast) {
            offer(self.feast(i));
        }
        if classes.has(Class::TimeWord) {
            offer(self.time_word(i));
        }
        if classes.has(Class::DayPart) {
            offer(self.day_part(i));
        }
        if classes.has(Class::Weekday) {
            offer(self.placed(i));
            offer(self.weekday(i));
        }
        if classes.has(Class::WeekdayNoun) {
            offer(self.placed(i));
        }
        if classes.has(Class::Month) {
            offer(self.month_alone(i));
            offer(self.month_day(i));
        }
        if classes.has(Class::HijriMonth) {
            offer(self.hijri_month_alone(i));
        }
        if classes.has(Class::TimePortion) || classes.has(Class::Fraction) {
            offer(self.portion(i));
        }
        if classes.has(Class::TimeUnit) {
            self.offer_units(i, &mut offer);
        }
        if classes.has(Class::TimePointer) {
            offer(self.pointed_unit(i));
            offer(self.season(i));
        }
        if classes.has(Class::YearPart) {
            offer(self.part_of_year(i));
        }
        if classes.has(Class::Season) {
            offer(self.season(i));
        }
        if classes.has(Class::Decade) {
            offer(self.decade(i));
        }
        best
    }

    fn offer_units(&self, i: usize, offer: &mut impl FnMut(Option<Node>)) {
        offer(self.year_headed(i));
        offer(self.hijri_year_alone(i));
        offer(self.month_alone(i));
        offer(self.hijri_month_alone(i));
        offer(self.weekday(i));
        offer(self.weekday_pair(i));
        offer(self.day_headed(i));
        offer(self.ordered_unit(i));
        offer(self.counted_units(i));
        offer(self.century(i));
        offer(self.placed(i));
        offer(self.clock(i));
    }

    /// Keeps what later times may count from.
    fn remember(&mut self, node: &Node, index: usize) {
        if let Some(p) = node.period() {
            let explicit = matches!(node.anchor, Anchor::None);
            self.last = Some((index, p, node.modifier, explicit));
            self.last_sentence = self.sentence;
            if let Some(d) = p.day().filter(|_| node.rule != "now") {
                self.day_here = Some((d, self.sentence));
                if self.reference.is_none_or(|r| d < r) {
                    self.last_day = Some(d);
                }
            }
        }
    }
}

/// Classes that open a length of time.
const LENGTHS: ClassSet =
    ClassSet::of(&[Class::TimeUnit, Class::TimeExtent, Class::Numeral, Class::Magnitude, Class::Hedge]);
/// Classes that open the number of a day.
const DAYS: ClassSet = ClassSet::of(&[Class::Ordinal, Class::Numeral, Class::TimePortion]);

/// The time that begins or stands inside `span`, if one does (times are in the order of the text).
pub fn within(times: &[Time], span: Span) -> impl Iterator<Item = (usize, &Time)> {
    let first = times.partition_point(|t| t.span.end <= span.start);
    times.iter().enumerate().skip(first).take_while(move |(_, t)| t.span.start < span.end)
}
