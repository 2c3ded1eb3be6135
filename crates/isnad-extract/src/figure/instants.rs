//! How much each sign speaks for a time, by the sort of the figure.
//!
//! The first column holds for all figures, the others add to it for levels of what is counted, levels of money and rates, tolls,
//! other flows, changes, and what is promised or expected. The numbers are learned as those of [`super::weights`].

/// A sign that speaks for or against a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Sign {
    /// No time.
    NoTime,
    /// No time: the sentence tells none.
    NoTimeInSentence,
    /// Its sentence tells it.
    InSentence,
    /// It stands before the figure.
    Ahead,
    /// At most four words before it.
    AheadNear,
    /// Five to twelve words before it.
    AheadMid,
    /// Farther before it.
    AheadFar,
    /// It stands after the figure.
    Behind,
    /// At most two words after it.
    BehindNear,
    /// Three to eight words after it.
    BehindMid,
    /// Farther after it.
    BehindFar,
    /// It stands in the figure's clause.
    InClause,
    /// Before the figure with no other figure between.
    OwnLeft,
    /// After the figure with no other figure between.
    OwnRight,
    /// The sentence begins with it.
    OpensSentence,
    /// It stands in another clause.
    OtherClause,
    /// A verb stands between them.
    VerbBetween,
    /// It is of another deed.
    OfAnotherDeed,
    /// It is of what went before.
    WentBefore,
    /// It stands in the speech that holds the figure.
    InSpeech,
    /// It stands outside the speech that holds the figure.
    OutOfSpeech,
    /// It follows a verb of speech.
    BehindSpeechVerb,
    /// It begins a stretch that lasts.
    Since,
    /// It ends a stretch.
    Until,
    /// *during* or *throughout* leads to it.
    During,
    /// *before* or *after* leads to it.
    BeforeOrAfter,
    /// It is a stretch of time.
    Stretch,
    /// It is a year.
    Year,
    /// It is a month.
    Month,
    /// It is the day of the text.
    DayOfText,
    /// It is a day to come.
    DayToCome,
    /// It is a day gone by.
    DayGone,
    /// The speech that holds the figure was on that day.
    SaidOn,
    /// It stands beside the cue of the speech.
    SpokenOn,
    /// It is the day of the text, told or not.
    Today,
    /// It is the day of the speech or of the text.
    Now,
    /// It is the day that the lead tells.
    LeadDay,
    /// It is the period that the lead reports.
    LeadPeriod,
    /// It is the month or quarter whose numbers the lead reports.
    LeadMonth,
    /// The day of the lead, and the figure stands in the lead.
    LeadDayInLead,
    /// The day of the lead, and the figure's verb is past.
    LeadDayPast,
    /// The figure before it in the sentence holds for it.
    BeforeHere,
    /// The figure of a sentence before holds for it.
    BeforeElsewhere,
    /// The figure is joined to the one before.
    Joined,
    /// No time: the figure before it in the sentence has none.
    NoneBeforeHere,
    /// No time: the figure of a sentence before has none.
    NoneBeforeElsewhere,
    /// Now: a verb of the present tells it.
    NowPresent,
    /// No time: a verb of the present tells it.
    NonePresent,
    /// Now: a verb of the past tells it.
    NowPast,
    /// No time: a verb of the past tells it.
    NonePast,
    /// Now: *was* stands before it.
    NowWas,
    /// No time: *was* stands before it.
    NoneWas,
    /// Now: a verb of attending stands before it.
    NowAttended,
    /// No time: a verb of attending stands before it.
    NoneAttended,
    /// Now: a verbal noun tells it.
    NowVerbalNoun,
    /// No time: a verbal noun tells it.
    NoneVerbalNoun,
    /// Now: somebody says it.
    NowInSpeech,
    /// No time: somebody says it.
    NoneInSpeech,
    /// Now: it stands in the lead.
    NowInLead,
    /// No time: it stands in the lead.
    NoneInLead,
    /// Now: it is an age.
    NowAge,
    /// No time: it is an age.
    NoneAge,
    /// Now: it counts states or members.
    NowStates,
    /// No time: it counts states or members.
    NoneStates,
    /// Now: it is tens, hundreds or thousands.
    NowTens,
    /// No time: it is tens, hundreds or thousands.
    NoneTens,
    /// Now: no verb tells it.
    NowVerbless,
    /// No time: no verb tells it.
    NoneVerbless,
    /// The same number held for it before.
    SameNumber,
    /// No time: the same number had none before.
    NoneSameNumber,
    /// Now: it stands late in the article.
    NowLate,
    /// No time: it stands late in the article.
    NoneLate,
    /// Now: it stands in a relative clause.
    NowRelative,
    /// No time: it stands in a relative clause.
    NoneRelative,
    /// Now: another figure stands before it in its clause.
    NowWithin,
    /// No time: another figure stands before it in its clause.
    NoneWithin,
}

/// The signs in the order of [`Sign`]: name, weights for all, counted levels, levels of money and rates, tolls, flows, changes,
/// what is to come.
#[rustfmt::skip]
pub(super) const SIGNS: &[(&str, [f32; 7])] = &[
    ("untimed", [-0.11, -0.09, -0.32, 0.32, 0.08, 0.04, -0.09]),
    ("no-time-in-sentence", [0.53, 0.18, 0.11, 0.45, -0.21, 0.03, -0.29]),
    ("in-sentence", [0.87, -0.07, -0.11, 0.51, 0.20, -0.01, -0.10]),
    ("ahead", [0.78, 0.02, 0.06, 0.08, -0.01, 0.29, -0.06]),
    ("ahead-near", [-0.44, -0.27, -0.23, -0.07, 0.18, 0.15, 0.02]),
    ("ahead-mid", [0.58, 0.44, 0.09, 0.13, -0.76, 0.29, 0.11]),
    ("ahead-far", [-0.09, -0.15, 0.20, 0.02, 0.18, -0.12, -0.18]),
    ("behind", [0.45, 0.28, -0.18, 0.49, -0.10, -0.41, 0.13]),
    ("behind-near", [1.15, 0.05, 0.19, 0.13, 0.26, -0.20, 0.14]),
    ("behind-mid", [-0.27, 0.17, -0.30, 0.17, -0.28, 0.00, 0.10]),
    ("behind-far", [-0.25, 0.06, -0.07, 0.19, 0.01, -0.20, -0.11]),
    ("in-clause", [0.21, -0.38, 0.03, 0.07, 0.23, -0.12, 0.28]),
    ("own-left", [-0.01, -0.21, -0.13, -0.14, 0.29, 0.17, 0.01]),
    ("own-right", [0.22, -0.45, 0.28, 0.18, 0.13, -0.17, 0.14]),
    ("opens-sentence", [0.30, 0.29, 0.00, 0.12, -0.23, 0.00, -0.03]),
    ("other-clause", [-0.86, -0.13, 0.18, -0.08, -0.16, -0.15, -0.10]),
    ("verb-between", [-0.22, 0.26, -0.41, 0.33, 0.27, -0.21, -0.36]),
    ("of-another-deed", [-0.86, -0.01, 0.00, -0.07, -0.21, -0.13, -0.02]),
    ("went-before", [-0.67, -0.08, 0.00, -0.07, -0.22, 0.03, 0.00]),
    ("in-speech", [0.28, -0.44, 0.10, -0.02, 0.64, 0.04, -0.18]),
    ("out-of-speech", [-1.11, -0.15, -0.07, -0.01, -0.13, -0.13, -0.06]),
    ("behind-speech-verb", [0.03, 0.14, 0.17, -0.19, -0.02, -0.07, -0.02]),
    ("since", [0.18, 0.05, 0.10, 0.00, -0.07, 0.04, -0.03]),
    ("until", [-0.67, -0.19, 0.10, -0.01, -0.33, 0.00, 0.10]),
    ("during", [0.90, -0.08, 0.07, 0.01, 0.18, 0.11, 0.16]),
    ("before-or-after", [-0.15, 0.20, -0.03, -0.21, -0.01, 0.00, -0.02]),
    ("stretch", [0.01, -0.37, -0.05, -0.02, -0.09, 0.41, 0.12]),
    ("year", [0.75, 0.24, 0.03, 0.01, 0.05, -0.01, 0.06]),
    ("month", [-0.32, -0.41, -0.13, 0.23, 0.41, -0.14, -0.12]),
    ("day-of-text", [0.00, 0.71, 0.66, 0.47, 0.66, 0.15, -0.51]),
    ("day-to-come", [-0.54, 0.00, -0.05, -0.21, 0.00, 0.00, -0.01]),
    ("day-gone", [-0.09, 0.30, -0.07, 0.39, -0.33, -0.31, -0.02]),
    ("said-on", [-0.31, 0.10, 0.01, -0.18, 0.00, -0.21, 0.13]),
    ("spoken-on", [-0.12, -0.14, 0.15, -0.23, 0.15, 0.00, 0.00]),
    ("today", [0.34, 0.11, 0.15, -0.23, -0.16, 0.09, 0.22]),
    ("now", [0.43, 0.21, 0.25, -0.41, 0.04, -0.02, 0.16]),
    ("lead-day", [-0.10, -0.30, 0.55, -0.10, -0.54, 0.00, 0.33]),
    ("lead-period", [2.18, 0.67, 0.29, 0.00, -0.08, 0.21, 0.00]),
    ("lead-month", [0.04, -0.04, -0.02, 0.00, 0.12, -0.03, -0.02]),
    ("lead-day-in-lead", [0.03, -0.60, 0.28, -0.07, 0.17, 0.00, 0.22]),
    ("lead-day-past", [0.45, 0.43, -0.11, -0.13, -0.13, 0.07, 0.11]),
    ("before-here", [-0.23, 0.12, -0.34, 0.18, -0.26, 0.31, -0.14]),
    ("before-elsewhere", [0.24, -0.64, 0.40, -0.07, 0.11, 0.61, -0.29]),
    ("joined", [-0.14, 0.17, 0.00, 0.00, -0.24, 0.00, 0.00]),
    ("none-before-here", [0.98, 0.82, -0.36, 0.08, -0.11, 0.06, 0.00]),
    ("none-before-elsewhere", [0.32, 0.07, -0.22, 0.18, 0.01, 0.18, -0.05]),
    ("now-present", [0.62, 0.17, -0.15, -0.11, 0.43, -0.03, 0.00]),
    ("none-present", [0.34, -0.33, 0.33, 0.21, -0.11, 0.08, -0.01]),
    ("now-past", [-0.85, -0.43, 0.14, 0.09, -0.21, -0.05, 0.02]),
    ("none-past", [-0.15, -0.24, -0.10, -0.19, 0.58, -0.10, -0.03]),
    ("now-was", [-0.33, -0.17, -0.16, 0.00, 0.14, -0.01, 0.03]),
    ("none-was", [0.85, 0.28, 0.17, -0.01, -0.10, -0.04, 0.13]),
    ("now-attended", [-0.18, -0.02, 0.00, 0.00, -0.03, -0.03, -0.01]),
    ("none-attended", [0.01, 0.01, 0.00, 0.00, -0.01, -0.03, 0.04]),
    ("now-verbal-noun", [0.20, 0.43, -0.30, -0.33, 0.10, -0.03, 0.23]),
    ("none-verbal-noun", [0.34, -0.38, 0.03, 0.02, 0.44, 0.11, -0.05]),
    ("now-in-speech", [0.29, 0.20, -0.05, -0.21, -0.16, 0.45, -0.09]),
    ("none-in-speech", [0.22, -0.35, 0.19, 0.10, 0.00, -0.13, 0.30]),
    ("now-in-lead", [-0.54, 0.03, 0.13, -0.27, 0.03, -0.41, 0.20]),
    ("none-in-lead", [0.19, 0.32, -0.43, 0.45, 0.29, -0.14, -0.41]),
    ("now-age", [0.91, 0.45, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("none-age", [0.41, 0.20, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("now-states", [0.39, 0.13, 0.00, 0.00, 0.06, 0.00, 0.00]),
    ("none-states", [-0.38, -0.08, 0.00, 0.00, -0.11, 0.00, 0.00]),
    ("now-tens", [-0.47, -0.20, 0.00, 0.14, -0.17, 0.00, -0.01]),
    ("none-tens", [0.81, 0.27, 0.00, -0.10, 0.20, 0.00, 0.04]),
    ("now-verbless", [-0.15, 0.24, 0.10, 0.08, -0.47, 0.00, -0.02]),
    ("none-verbless", [0.16, 0.17, -0.18, 0.04, 0.14, 0.00, -0.09]),
    ("same-number", [0.32, -0.52, 0.42, 0.12, 0.20, -0.03, -0.02]),
    ("none-same-number", [-0.27, 0.33, 0.00, 0.01, -0.42, 0.00, -0.06]),
    ("now-late", [-0.32, -0.40, 0.11, 0.40, -0.30, 0.06, -0.03]),
    ("none-late", [0.05, -0.03, 0.03, -0.39, 0.07, 0.03, 0.32]),
    ("now-relative", [0.36, -0.23, -0.43, 0.01, 0.38, 0.03, 0.43]),
    ("none-relative", [0.53, 0.02, 0.51, 0.09, -0.01, -0.10, -0.25]),
    ("now-within", [-0.34, -0.14, 0.06, -0.12, -0.25, 0.26, 0.02]),
    ("none-within", [-0.58, -0.22, 0.02, -0.02, 0.06, -0.10, -0.03]),
];

/// How far the rule that answered first is trusted, by its name: its weight, and by how much another answer must outweigh
/// its own before it yields.
#[rustfmt::skip]
pub(super) const RULES: &[(&str, f32, f32)] = &[
    ("first-of-two-levels", 1.50, f32::INFINITY),
    ("second-of-two-levels", 1.50, f32::INFINITY),
    ("time-after", 0.49, f32::INFINITY),
    ("time-before", 1.73, f32::INFINITY),
    ("time-of-its-verb", 1.67, f32::INFINITY),
    ("since-then", 2.91, f32::INFINITY),
    ("length-until-today", 2.58, f32::INFINITY),
    ("length-to-come", 1.92, f32::INFINITY),
    ("time-of-figure-before", 1.48, f32::INFINITY),
    ("time-of-figure-after", 1.11, f32::INFINITY),
    ("time-in-sentence", 1.83, f32::INFINITY),
    ("expected-without-day", 0.79, f32::INFINITY),
    ("attended-once", 1.62, f32::INFINITY),
    ("happened-once", 1.98, f32::INFINITY),
    ("told-of-before", 1.69, f32::INFINITY),
    ("day-of-speech", 1.71, f32::INFINITY),
    ("day-of-lead", 1.28, f32::INFINITY),
    ("period-of-lead", 2.58, f32::INFINITY),
    ("time-of-toll-before", 2.06, f32::INFINITY),
    ("day-of-text", 1.37, f32::INFINITY),
    ("no-time", -0.13, 0.80),
];
