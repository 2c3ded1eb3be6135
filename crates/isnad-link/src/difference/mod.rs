//! Why are two figures of one series not the same number?
//!
//! [`differences`] compares the points of each series, and close series of one subject, and gives typed reasons; the
//! words for them are the program's.
//!
//! # Limits
//! A conflict is claimed only where measure, subject and time are the same, no hedge reconciles the values and neither
//! source copies the other, or where one sentence sets one source against the other; whatever is not sure is told as the
//! weaker kind, or not at all.

mod amount;
mod find;
mod sources;
mod sum;

pub use find::differences;
pub(crate) use sources::key;
pub use sum::{Sum, adds_up, change_fits, from_to, share_fits};

/// What lies between two figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// Another value at a later time.
    Updated,
    /// Another value on the same day, the hour unknown: perhaps an update.
    PerhapsUpdated,
    /// The same value again, at another time or from another source.
    Restated,
    /// The values agree within hedge and rounding.
    Rounded,
    /// They do not measure the same: another unit, a part, another period.
    OtherScope,
    /// The source gave another value for the same time later, or says that the first was wrong.
    Corrected,
    /// The value is told elsewhere as untrue.
    Denied,
    /// The same measure at the same time, and no hedge reconciles the values.
    Conflict,
}

impl DifferenceKind {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            DifferenceKind::Updated => "updated",
            DifferenceKind::PerhapsUpdated => "perhaps_updated",
            DifferenceKind::Restated => "restated",
            DifferenceKind::Rounded => "rounded",
            DifferenceKind::OtherScope => "other_scope",
            DifferenceKind::Corrected => "corrected",
            DifferenceKind::Denied => "denied",
            DifferenceKind::Conflict => "conflict",
        }
    }
}

/// The evidence behind a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The later figure holds for a later time.
    LaterDay,
    /// Told for the same day by articles of the same day.
    SameDay,
    /// Told for the same period or day of the past.
    SamePeriod,
    /// The same source gave another value for the same time later.
    Revised,
    /// The same value at another time.
    SameValueLater,
    /// The same value from another source.
    SameValueElsewhere,
    /// One value is a rounding of the other.
    Rounding,
    /// The hedge of one («about», «more than») takes in the other.
    Hedge,
    /// They count other units (members, states).
    OtherUnit,
    /// One measures a part of what the other measures.
    Narrower,
    /// They add up over other periods.
    OtherPeriod,
    /// The later text says that the earlier value was wrong.
    SaidWrong,
    /// One text gives the value, the other says that it is untrue.
    SaidUntrue,
}

impl Reason {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Reason::LaterDay => "later_day",
            Reason::SameDay => "same_day",
            Reason::SamePeriod => "same_period",
            Reason::Revised => "revised",
            Reason::SameValueLater => "same_value_later",
            Reason::SameValueElsewhere => "same_value_elsewhere",
            Reason::Rounding => "rounding",
            Reason::Hedge => "hedge",
            Reason::OtherUnit => "other_unit",
            Reason::Narrower => "narrower",
            Reason::OtherPeriod => "other_period",
            Reason::SaidWrong => "said_wrong",
            Reason::SaidUntrue => "said_untrue",
        }
    }
}

/// Two figures and what lies between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// What it is.
    pub kind: DifferenceKind,
    /// Why it is called so.
    pub reason: Reason,
    /// The series of the earlier point, by index.
    pub series: usize,
    /// The series of the later point, by index: another one only for [`DifferenceKind::OtherScope`], for what is denied, and
    /// for a conflict that one sentence tells.
    pub other_series: usize,
    /// The earlier point, by index among the points.
    pub earlier: usize,
    /// The later point, by index among the points.
    pub later: usize,
}
