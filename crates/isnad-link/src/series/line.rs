//! What is compared of a point? Its normal form, made once.

use isnad_extract::{Sense, Status, Value};
use jiff::civil::Date;

use super::name::{Measure, Name, is_time, unit, unit_word};
use super::{Point, when};
use crate::lexicon::{bare, words};

/// A point in normal form.
#[derive(Debug, Clone)]
pub(crate) struct Normal {
    /// The subject; empty where there is none.
    pub(crate) subject: Name,
    /// Its other names.
    pub(crate) aliases: Vec<Name>,
    /// What the line is drawn by, besides the subject.
    pub(crate) rank: Rank,
    /// The words that tell the measure from others.
    pub(crate) measure: Vec<String>,
    /// First and last day.
    pub(crate) days: Option<(Date, Date)>,
    /// Whether the text itself dates it, and not to the day of publication.
    pub(crate) dated: bool,
    /// Whether it is a number to compare.
    pub(crate) comparable: bool,
    /// Whether it counts what came with its day.
    pub(crate) daily: bool,
    /// Whether the text says what is measured.
    stated: bool,
}

/// What must be equal on one line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    pub(crate) unit: String,
    pub(crate) status: &'static str,
    pub(crate) sense: &'static str,
}

impl Normal {
    pub(crate) fn of(point: &Point) -> Normal {
        let subject = point.subject.as_deref().map(Name::of).unwrap_or_default();
        let told = match point.measure.as_deref() {
            Some(measure) if !measure.trim().is_empty() => measure,
            _ => &point.measure_key,
        };
        let mut measure = Measure::of(told);
        let mut counted = point.unit.as_deref().map(unit).unwrap_or_default();
        measure.without(subject.words());
        let aliases: Vec<Name> = point.subject_aliases.iter().map(|a| Name::of(a)).filter(|a| !a.is_empty()).collect();
        measure.without(aliases.iter().flat_map(Name::words));
        if let Some(word) = point.unit.as_deref().and_then(unit_word) {
            measure.without(std::iter::once(&word));
        }
        if words().person(&counted) && measure.killed != measure.injured {
            counted = if measure.killed { words().dead.clone() } else { words().hurt.clone() };
        }
        // «قتيل», «شهيد», «وفاة» are one toll, «جريح», «مصاب», «إصابة» another.
        match words().family(&counted) {
            Some("dead") => counted = words().dead.clone(),
            Some("hurt") => counted = words().hurt.clone(),
            _ => {}
        }
        if membership(&subject, &counted, point.sense) {
            measure.words.clear();
        }
        let written = Measure::of(&point.text);
        if written.killed && written.injured {
            counted.push('+');
        }
        let daily = written.new || measure.new;
        let stated = point.as_of.as_deref().and_then(|e| when::days(e, point.published));
        let published = point.published.map(|d| (d, d));
        Normal {
            aliases,
            rank: Rank { unit: counted, status: status(point.status), sense: sense(point.sense) },
            measure: measure.words,
            days: stated.or(published),
            dated: stated.is_some() && stated != published,
            comparable: !indefinite(point) && !addition(point),
            daily,
            stated: !told.trim().is_empty(),
            subject,
        }
    }

    /// Whether unit and measure together say what is counted, so that the point may be compared at all: a measure with
    /// words of its own, or things counted of a subject. Without a subject it takes more of them, most for shares and money.
    pub(crate) fn tells(&self) -> bool {
        let unit = &self.rank.unit;
        let words = self.measure.iter().filter(|w| !is_time(w)).count();
        if self.subject.is_empty() {
            let share = unit.is_ascii() && !unit.contains('/');
            return words >= if share { 3 } else { 2 };
        }
        let counted = !unit.is_empty() && !unit.is_ascii() && !words_of_people(unit);
        words > 0 || counted && self.stated
    }
}

/// The words that tell a point's measure from others, without those of its subject and unit.
pub(crate) fn measured(point: &Point) -> Vec<String> {
    Normal::of(point).measure
}

fn words_of_people(unit: &str) -> bool {
    words().person(unit)
}

fn status(status: Status) -> &'static str {
    status.name()
}

fn sense(sense: Sense) -> &'static str {
    sense.name()
}

/// States or members counted of an alliance are its membership, in whatever words («باتت 83 دولة تحت مظلة التحالف»).
fn membership(subject: &Name, counted: &str, sense: Sense) -> bool {
    sense == Sense::Level
        && words().family(counted) == Some("membership")
        && subject.head.first().is_some_and(|w| words().alliance(w))
}

/// «Four others», «twelve further»: one more, no total.
fn addition(point: &Point) -> bool {
    let tokens = isnad_text::tokenise(&point.text);
    (0..tokens.len()).any(|i| words().addition(bare(tokens.key(i))))
}

/// «Tens of», «thousands of»: a power of ten without digits that opens with a plural magnitude.
fn indefinite(point: &Point) -> bool {
    let Value::One(value) = point.value else { return false };
    let digits = point.text.chars().any(|c| isnad_text::letters::digit(c).is_some());
    if digits || value <= 0.0 || value.log10().fract().abs() > 1e-9 {
        return false;
    }
    let tokens = isnad_text::tokenise(&point.text);
    (0..tokens.len()).any(|i| words().indefinite(bare(tokens.key(i))))
}
