//! Which figures measure the same thing of the same subject, and how did it move?
//!
//! [`Point`] is one figure of one article with what is known of it. [`keys`] says which points may stand in one series;
//! [`fold`] gathers them into [`Series`], each in the order of time, copies counted once.
//!
//! # Limits
//! Precision before recall: a figure whose subject or measure is told in quite other words stands in a series of its own.

mod fold;
mod line;
mod name;
mod subject;
mod when;

pub use fold::{fold, keys};
pub(crate) use line::{Normal, measured};
pub(crate) use name::{Name, grammatical, state};
pub(crate) use when::between;

use isnad_extract::{Hedge, Sense, Status, Value};
use jiff::civil::Date;

/// One figure of one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The article's id.
    pub document: String,
    /// The figure's id in the article.
    pub entry: String,
    /// The outlet.
    pub source: Option<String>,
    /// The agency that the article credits.
    pub agency: Option<String>,
    /// The day the article was published.
    pub published: Option<Date>,
    /// The name of the entity that the figure describes.
    pub subject: Option<String>,
    /// Other names by which the article calls it.
    pub subject_aliases: Vec<String>,
    /// What is measured, in the words of the text.
    pub measure: Option<String>,
    /// The normal form of what is measured.
    pub measure_key: String,
    /// The unit, as `isnad_extract::Figure::unit`.
    pub unit: Option<String>,
    /// The number.
    pub value: Value,
    /// How exact the text says it is.
    pub hedge: Hedge,
    /// The time for which it holds (EDTF).
    pub as_of: Option<String>,
    /// A total, a change or a flow.
    pub sense: Sense,
    /// Actual, pledged, forecast, denied, supposed.
    pub status: Status,
    /// Who says it.
    pub speaker: Option<String>,
    /// Who passed it on.
    pub chain: Vec<String>,
    /// The figure as written.
    pub text: String,
    /// The sentence in which it stands.
    pub sentence: String,
}

/// Figures that measure one thing of one subject, over time and outlets.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// A name that stays while its points stay, hexadecimal.
    pub id: String,
    /// The fullest name of the subject.
    pub subject: Option<String>,
    /// The subject's normal form: equal for all series of one subject, empty without one.
    pub subject_key: String,
    /// What is measured, in the words of its first point that says it.
    pub measure: Option<String>,
    /// The words that tell the measure from others in normal form, sorted; empty where unit and subject say it all.
    pub measure_words: Vec<String>,
    /// The unit.
    pub unit: Option<String>,
    /// A total, a change or a flow.
    pub sense: Sense,
    /// Actual, pledged, forecast, denied, supposed: never two of them on one line.
    pub status: Status,
    /// Its points in the order of time, those without a day last.
    pub points: Vec<Placed>,
    /// Places in `points`, the likeliest present value first; empty for changes and flows, which have none.
    pub current: Vec<usize>,
}

impl Series {
    /// Its first and last number, by the days for which they hold; points without a day end it only where fewer than
    /// two have one. None where fewer than two numbers compare.
    pub fn ends(&self) -> Option<(&Placed, &Placed)> {
        fn both<'s>(mut points: impl DoubleEndedIterator<Item = &'s Placed>) -> Option<(&'s Placed, &'s Placed)> {
            Some((points.next()?, points.next_back()?))
        }
        let comparable = || self.points.iter().filter(|p| p.comparable);
        both(comparable().filter(|p| p.from.is_some())).or_else(|| both(comparable()))
    }
}

/// A point at its place in a series; points that copy it are counted with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its index among the points given to [`fold`].
    pub point: usize,
    /// First day for which it holds, from the text else the day of publication.
    pub from: Option<Date>,
    /// Last day for which it holds.
    pub to: Option<Date>,
    /// Whether the text itself gives the time, and not only the day of publication.
    pub dated: bool,
    /// Who stands behind it: the agency credited, else the first of its copies.
    pub origin: String,
    /// Points that say the same in copies of the same text, by index among the points given.
    pub copies: Vec<usize>,
    /// Whether it counts what came with its day («60 new cases»): the next day's count is no update of it.
    pub daily: bool,
    /// Whether it is a number to compare: «tens», «thousands» and the like are not.
    pub comparable: bool,
}
