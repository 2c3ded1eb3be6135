//! The classes of words that rules know. One class, one file in `lexicon/`.

/// What a word (or the phrase that begins with it) can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// A Gregorian month, in any family of names.
    Month,
    /// A Hijri month.
    HijriMonth,
    /// A day of the week.
    Weekday,
    /// A unit of time: second to century.
    TimeUnit,
    /// A word that is a time by itself (yesterday, now).
    TimeWord,
    /// A word that places a time against another (before, since, until, during).
    TimeRelation,
    /// Last, current, next.
    TimeOrder,
    /// Early, middle, late in a period.
    TimePortion,
    /// A season of the year.
    Season,
    /// Morning, noon, evening, night.
    DayPart,
    /// A zone of clock times.
    Zone,
    /// A part of the year that ordinals count: quarters, halves.
    YearPart,
    /// A decade of a century (the nineties).
    Decade,
    /// This, that, every, same.
    TimePointer,
    /// A few, many, whole: how long where no number is told.
    TimeExtent,
    /// The era of a year (Hijri, Gregorian).
    Era,
    /// Yearly, quarterly.
    Frequency,
    /// A noun after which a date is a name (a camp, a street).
    DateName,
    /// A word that sets its clause in the time to come.
    FutureCue,
    /// A cardinal number word below a thousand.
    Numeral,
    /// Thousand, million, milliard.
    Magnitude,
    /// An ordinal number word.
    Ordinal,
    /// Half, third, quarter.
    Fraction,
    /// A word that says how exact a number is.
    Hedge,
    /// A unit of measure.
    Unit,
    /// A currency.
    Currency,
    /// A noun that newspapers count, singular and plural.
    CountedNoun,
    /// A word that makes an amount a rate (daily, a barrel).
    Rate,
    /// A state.
    Country,
    /// An adjective of a state or city.
    Nationality,
    /// A city, region, sea, mountain.
    Place,
    /// A noun that heads the name of a place.
    PlaceHead,
    /// An adjective that the names of places keep (international, military).
    PlaceAdjective,
    /// A noun that heads the name of a body.
    OrganisationHead,
    /// An adjective in the names of bodies that is no nisba (general, supreme, united).
    BodyAdjective,
    /// A body known by name.
    Organisation,
    /// A news agency or outlet.
    Agency,
    /// A noun for one who holds an office.
    Office,
    /// A title that goes with a name and is no office.
    Honorific,
    /// A given name.
    GivenName,
    /// A family name.
    FamilyName,
    /// A word inside personal names.
    NameParticle,
    /// A noun that heads the name of an operation, agreement or event.
    EventHead,
    /// An event known by name.
    Event,
    /// A field that a ministry or office is for.
    Portfolio,
    /// A common word: no name, or a name only with evidence beside it.
    CommonWord,
    /// A verb of speech.
    SpeechVerb,
    /// A noun of speech.
    SpeechNoun,
    /// A phrase that names a source (according to).
    SourceCue,
    /// A word that opens a reported clause.
    Complementiser,
    /// A phrase that opens the occasion of a speech.
    OccasionHead,
    /// A noun that names an occasion of speech.
    OccasionNoun,
    /// A noun for a source without a name.
    UnnamedSource,
    /// A phrase with which the writer turns to his own account.
    Background,
    /// A word that denies.
    Negation,
    /// A preposition, conjunction, pronoun or particle.
    FunctionWord,
    /// A word that makes a figure a pledge, a forecast, a denial.
    StatusCue,
    /// A verb of rise or fall, or of a total reached.
    ChangeCue,
    /// A word that stands after a number and is not what it counts.
    AfterNumber,
    /// A noun before a number that is its name («المادة 7»).
    NumberLabel,
    /// An adjective that qualifies what is counted.
    Quality,
    /// A word that names nothing measured.
    MeasureWord,
    /// A noun that calls a body or state again.
    BodyGroup,
    /// A feast or named day with a place in a calendar.
    Feast,
    /// A day of the week without the article.
    WeekdayNoun,
    /// A word by which a figure finds its clause, its owner or its time.
    FigureWord,
}

impl Class {
    /// How many there are.
    pub const COUNT: usize = Class::FigureWord as usize + 1;
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassSet(u128);

impl ClassSet {
    /// The set of these classes.
    pub const fn of(classes: &[Class]) -> ClassSet {
        let (mut set, mut n) = (0, 0);
        while n < classes.len() {
            set |= 1 << classes[n] as u8;
            n += 1;
        }
        ClassSet(set)
    }

    /// The set with `class` in it.
    #[must_use]
    pub fn with(self, class: Class) -> ClassSet {
        ClassSet(self.0 | 1 << class as u8)
    }

    /// Whether `class` is in it.
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether the class of this number (`Class as usize`) is in it.
    pub const fn has_number(self, number: usize) -> bool {
        self.0 & (1 << number) != 0
    }

    /// The number of its first class and the set of the others; none where it is empty.
    #[inline]
    pub const fn first(self) -> Option<(usize, ClassSet)> {
        if self.0 == 0 {
            return None;
        }
        Some((self.0.trailing_zeros() as usize, ClassSet(self.0 & (self.0 - 1))))
    }

    /// Whether it shares a class with `other`.
    pub fn any(self, other: ClassSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it has no class that `other` lacks.
    pub fn only(self, other: ClassSet) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether it is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}
