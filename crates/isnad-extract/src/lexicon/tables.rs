//! The lexicon files: which class each holds, how its entries inflect, which clitics they take.

use super::Class;

/// How the entries of a file inflect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inflection {
    /// As written; several forms are spellings of one word.
    Fixed,
    /// Singular, then its plurals: tanwin and dual are made.
    Noun,
    /// As `Noun`, for people: feminine and sound plurals are made too.
    Person,
    /// An adjective: feminine, dual and sound plurals are made.
    Adjective,
    /// Past, present, participle, verbal noun (`-` leaves one out): persons, genders and numbers are made.
    Verb,
}

/// Which clitics a word takes on its front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clitics {
    /// و ف, then ب ل ك, then the article.
    Noun,
    /// As `Noun`, but the article only where the file writes it («الموصل», never «البغداد»).
    Name,
    /// و ف ل, and س before a present.
    Verb,
    /// As `Verb` and as `Noun`: a verb and its nouns stand on one line («ارتفع», «بارتفاع»).
    Deed,
    /// و ف.
    Particle,
    /// Nothing.
    None,
}

/// One lexicon file.
#[derive(Debug, Clone, Copy)]
pub struct TableSpec {
    /// The class of its entries.
    pub class: Class,
    /// Its name in `lexicon/`.
    pub file: &'static str,
    /// Its contents.
    pub text: &'static str,
    /// The generated file of the same class, where there is one: its name and contents, read after the first.
    pub generated: Option<(&'static str, &'static str)>,
    /// Columns between key and Arabic.
    pub columns: usize,
    /// How its entries inflect.
    pub inflection: Inflection,
    /// Which clitics they take.
    pub clitics: Clitics,
}

macro_rules! table {
    ($class:ident, $file:literal, $columns:literal, $inflection:ident, $clitics:ident) => {
        TableSpec {
            class: Class::$class,
            file: $file,
            text: include_str!(concat!("../../lexicon/", $file)),
            generated: None,
            columns: $columns,
            inflection: Inflection::$inflection,
            clitics: Clitics::$clitics,
        }
    };
    ($class:ident, $file:literal + $more:literal, $columns:literal, $inflection:ident, $clitics:ident) => {
        TableSpec {
            generated: Some(($more, include_str!(concat!("../../lexicon/", $more)))),
            ..table!($class, $file, $columns, $inflection, $clitics)
        }
    };
}

/// Every file, in the order of [`Class`]: class, file (+ the one that `xtask gen` makes), columns, inflection, clitics.
pub const TABLES: &[TableSpec] = &[
    table!(Month, "months.tsv" + "cldr-months.tsv", 2, Fixed, Noun),
    table!(HijriMonth, "hijri-months.tsv" + "cldr-hijri-months.tsv", 1, Fixed, Noun),
    table!(Weekday, "weekdays.tsv", 1, Fixed, Noun),
    table!(TimeUnit, "time-units.tsv", 1, Noun, Noun),
    table!(TimeWord, "time-words.tsv", 1, Fixed, Noun),
    table!(TimeRelation, "time-relations.tsv", 1, Fixed, Noun),
    table!(TimeOrder, "time-orders.tsv", 1, Adjective, Noun),
    table!(TimePortion, "time-portions.tsv", 1, Fixed, Noun),
    table!(Season, "seasons.tsv", 1, Fixed, Noun),
    table!(DayPart, "day-parts.tsv", 1, Fixed, Noun),
    table!(Zone, "zones.tsv", 1, Fixed, Noun),
    table!(YearPart, "year-parts.tsv", 1, Fixed, Noun),
    table!(Decade, "decades.tsv", 1, Fixed, Noun),
    table!(TimePointer, "time-pointers.tsv", 1, Fixed, Noun),
    table!(TimeExtent, "time-extents.tsv", 1, Fixed, Noun),
    table!(Era, "eras.tsv", 1, Fixed, None),
    table!(Frequency, "frequencies.tsv", 1, Adjective, Noun),
    table!(DateName, "date-names.tsv", 0, Fixed, Noun),
    table!(FutureCue, "future-cues.tsv", 1, Verb, Verb),
    table!(Numeral, "numerals.tsv", 2, Fixed, Noun),
    table!(Magnitude, "magnitudes.tsv", 1, Noun, Noun),
    table!(Ordinal, "ordinals.tsv", 2, Fixed, Noun),
    table!(Fraction, "fractions.tsv", 2, Noun, Noun),
    table!(Hedge, "hedges.tsv", 2, Fixed, Noun),
    table!(Unit, "units.tsv" + "cldr-units.tsv", 2, Noun, Noun),
    table!(Currency, "currencies.tsv" + "cldr-currencies.tsv", 1, Noun, Noun),
    table!(CountedNoun, "counted-nouns.tsv", 1, Noun, Noun),
    table!(Rate, "rates.tsv", 1, Fixed, Noun),
    table!(Country, "countries.tsv" + "cldr-countries.tsv", 1, Fixed, Name),
    table!(Nationality, "nationalities.tsv", 1, Adjective, Noun),
    table!(Place, "places.tsv", 2, Fixed, Name),
    table!(PlaceHead, "place-heads.tsv", 2, Noun, Noun),
    table!(PlaceAdjective, "place-adjectives.tsv", 0, Adjective, Noun),
    table!(OrganisationHead, "organisation-heads.tsv", 1, Noun, Noun),
    table!(BodyAdjective, "body-adjectives.tsv", 0, Adjective, Noun),
    table!(Organisation, "organisations.tsv", 0, Fixed, Name),
    table!(Agency, "agencies.tsv", 0, Fixed, Name),
    table!(Office, "offices.tsv", 0, Person, Noun),
    table!(Honorific, "honorifics.tsv", 0, Person, Noun),
    table!(GivenName, "given-names.tsv", 1, Fixed, Name),
    table!(FamilyName, "family-names.tsv", 1, Fixed, Name),
    table!(NameParticle, "name-particles.tsv", 1, Fixed, Name),
    table!(EventHead, "event-heads.tsv", 1, Noun, Noun),
    table!(Event, "events.tsv", 0, Fixed, Name),
    table!(Portfolio, "portfolios.tsv", 0, Fixed, Noun),
    table!(CommonWord, "common-words.tsv", 0, Fixed, Noun),
    table!(SpeechVerb, "speech-verbs.tsv", 2, Verb, Verb),
    table!(SpeechNoun, "speech-nouns.tsv", 2, Noun, Noun),
    table!(SourceCue, "source-cues.tsv", 1, Fixed, Particle),
    table!(Complementiser, "complementisers.tsv", 1, Fixed, Particle),
    table!(OccasionHead, "occasion-heads.tsv", 0, Fixed, Particle),
    table!(OccasionNoun, "occasion-nouns.tsv", 0, Noun, Noun),
    table!(UnnamedSource, "unnamed-sources.tsv", 1, Person, Noun),
    table!(Background, "backgrounds.tsv", 0, Fixed, Particle),
    table!(Negation, "negations.tsv", 0, Fixed, Particle),
    table!(FunctionWord, "function-words.tsv", 1, Fixed, Particle),
    table!(StatusCue, "status-cues.tsv", 1, Fixed, Verb),
    table!(ChangeCue, "change-cues.tsv", 1, Verb, Deed),
    table!(AfterNumber, "after-numbers.tsv", 1, Fixed, Noun),
    table!(NumberLabel, "number-labels.tsv", 1, Fixed, Noun),
    table!(Quality, "quality-adjectives.tsv", 0, Adjective, Noun),
    table!(MeasureWord, "measure-words.tsv", 1, Fixed, Noun),
    table!(BodyGroup, "body-groups.tsv", 1, Noun, Noun),
    table!(Feast, "feasts.tsv", 1, Fixed, Noun),
    table!(WeekdayNoun, "weekday-nouns.tsv", 1, Fixed, Particle),
    table!(FigureWord, "figure-words.tsv", 1, Fixed, Noun),
];
