//! How much each sign speaks for a name, by what the figure counts and by what the name is.
//!
//! In the first group, the first column holds for all figures, the others add to it for tolls, money, shares and rates, what is
//! counted, sizes and ages; the second group adds to it where the name is what [`BESIDE`] says. The numbers are learned once, offline, by a conditional logit over annotated figures (the name or nobody that
//! an annotator took against all others that were weighed), with a penalty on large ones; the figures of articles left out choose the penalty.

/// A sign that speaks for or against a name as the owner of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Sign {
    /// Nobody owns it.
    Nobody,
    /// Nobody: the sentence names nobody.
    NamelessSentence,
    /// Nobody: the figure's own words name nobody.
    NamelessClause,
    /// Nobody: the figure before it in the sentence was nobody's.
    NobodyBeforeHere,
    /// Nobody: the figure of a sentence before was nobody's.
    NobodyBefore,
    /// Nobody: it is an age.
    Age,
    /// Nobody: it counts states or members.
    States,
    /// Nobody: it is tens, hundreds or thousands.
    Tens,
    /// Nobody: a verb of attending stands before it.
    Attended,
    /// Nobody: a noun of distance or size stands before it.
    Distance,
    /// Nobody: it stands in quotation marks.
    Quoted,
    /// Nobody: what is counted has the article.
    Definite,
    /// The name is a person's.
    Person,
    /// The name is a body's.
    Body,
    /// The name is a state's.
    Country,
    /// The name is a place's.
    Place,
    /// The name is an event's.
    Event,
    /// The article names it once.
    NamedOnce,
    /// The article names it three times or more.
    NamedOften,
    /// The article names nothing more often.
    NamedMost,
    /// The article names nothing of its kind more often.
    NamedMostOfKind,
    /// It is the place named last before the figure.
    LastPlace,
    /// It is the body named last before the figure.
    LastBody,
    /// The first two sentences name it.
    InLead,
    /// A figure told earlier was of it.
    OfFigureEarlier,
    /// Two figures told earlier were of it.
    OfFiguresEarlier,
    /// The figure before it in the sentence was of it.
    OfFigureBeforeHere,
    /// The figure of a sentence before was of it.
    OfFigureBefore,
    /// The sentence before names it, this one does not.
    SentenceBefore,
    /// The sentence before that names it.
    TwoSentencesBefore,
    /// Only what follows names it.
    OnlyLater,
    /// It was named long before.
    LongAgo,
    /// The figure's own words name it.
    Inside,
    /// It stands in the sentence before the figure.
    Before,
    /// At most three words before it.
    BeforeNear,
    /// Four to nine words before it.
    BeforeMid,
    /// Farther before it.
    BeforeFar,
    /// Before it, held by no preposition.
    BeforeFree,
    /// Before it, after *to* or *for*.
    BeforeFor,
    /// Before it, after *in*.
    BeforeWhere,
    /// Before it, after *of* or *from*.
    BeforeFrom,
    /// Before it, after another preposition.
    BeforeOther,
    /// Before it in its clause.
    InClause,
    /// Before it in what *that* opens.
    InThat,
    /// Right before *which* or *who*, which opens its clause.
    Antecedent,
    /// Before it with no other figure between.
    OwnLeft,
    /// Its clause begins with it.
    OpensClause,
    /// The sentence begins with it.
    OpensSentence,
    /// Beside the verb of its clause.
    WithVerb,
    /// Beside a verb of another clause.
    WithOtherVerb,
    /// After a verbal noun.
    WithVerbalNoun,
    /// After a noun that it owns.
    OwnsNoun,
    /// In a relative clause that a comma has closed.
    Embedded,
    /// The free name nearest to a possessive pronoun before the figure.
    Possessive,
    /// It stands in the sentence after the figure.
    After,
    /// At most two words after it.
    AfterNear,
    /// Three to seven words after it.
    AfterMid,
    /// Farther after it.
    AfterFar,
    /// After it, held by no preposition.
    AfterFree,
    /// After it, after *to* or *for*.
    AfterFor,
    /// After it, after *in*.
    AfterWhere,
    /// After it, after *of* or *from*.
    AfterFrom,
    /// After it, after another preposition.
    AfterOther,
    /// After it in its clause, before the next figure.
    OwnRight,
    /// After the next figure.
    BehindNextFigure,
    /// A noun that no preposition holds calls it again.
    CalledFree,
    /// A noun after *in* calls it again.
    CalledWhere,
    /// A noun after the figure calls it again.
    CalledAfter,
    /// A noun of its clause before the figure calls it again.
    CalledInClause,
    /// A noun before its clause calls it again.
    CalledBefore,
    /// The adjective of what is counted is of it.
    AdjectiveOfFigure,
    /// An adjective of its clause is of it.
    AdjectiveInClause,
    /// An adjective of its sentence is of it.
    AdjectiveInSentence,
    /// It speaks.
    Speaks,
    /// The speaker speaks for it.
    BodyOfSpeaker,
    /// It stands beside a verb of speech.
    BesideSpeech,
    /// It passes the words on.
    PassesOn,
    /// It is an agency or outlet.
    Agency,
    /// It stands after *according to*.
    Source,
    /// Nobody: the same number was nobody's before.
    SameNumberNobody,
    /// Nobody: its clause begins with a common noun.
    CommonSubject,
    /// The article names no place more often.
    MainPlace,
    /// The article names no body more often.
    MainBody,
    /// The article names no person or event more often.
    MainOther,
    /// The same number was its before.
    SameNumber,
    /// It stands where or on what occasion somebody spoke.
    InOccasion,
}

/// What a name is beside the sign: its kind, how the article names it; last, that the rules say nobody.
pub(super) const BESIDE: [Option<Sign>; 11] = [
    Some(Sign::Person),
    Some(Sign::Body),
    Some(Sign::Country),
    Some(Sign::Place),
    Some(Sign::Event),
    Some(Sign::MainPlace),
    Some(Sign::MainBody),
    Some(Sign::MainOther),
    Some(Sign::NamedMost),
    Some(Sign::InLead),
    None,
];

/// The signs in the order of [`Sign`]: name; weights for all, tolls, money, shares, counts, sizes; weights beside person, body,
/// state, place, event, main place, main body, main other, named most, in the lead, nobody by the rules.
#[rustfmt::skip]
pub(super) const SIGNS: &[(&str, [f32; 6], [f32; 11])] = &[
    ("unowned", [1.27, -0.24, 0.27, -0.05, 0.09, 0.56], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("nameless-sentence", [-0.19, -0.41, 0.20, -0.23, -0.20, 0.54], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("nameless-clause", [-0.30, -0.25, 0.30, -0.09, -0.38, 0.28], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("nobody-before-here", [-0.03, -0.34, 0.13, 0.17, -0.33, 0.36], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("nobody-before", [-0.15, -0.18, 0.09, 0.06, -0.28, 0.23], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("age", [-0.75, 0.00, 0.00, 0.00, 0.00, -0.38], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("states", [0.38, 0.00, 0.00, -0.02, 0.21, 0.00], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("tens", [0.62, -0.17, 0.00, 0.00, 0.48, 0.00], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("attended", [-0.38, 0.00, 0.00, 0.14, -0.32, 0.00], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("distance", [-0.11, 0.00, 0.00, 0.00, -0.13, 0.07], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("quoted", [0.46, 0.22, 0.18, 0.10, 0.36, -0.64], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("definite", [1.21, -0.19, 0.00, 0.00, 0.80, 0.00], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("person", [-0.79, -0.41, 0.09, -0.20, -0.11, 0.23], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("body", [-0.69, 0.23, 0.25, -0.15, -0.01, -0.66], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("country", [0.55, -0.30, 0.39, 0.72, -0.08, -0.46], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("place", [0.19, 0.78, -0.52, -0.40, 0.18, 0.06], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("event", [-0.54, -0.06, -0.48, 0.08, -0.07, 0.27], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("named-once", [0.00, -0.43, 0.68, -0.20, -0.13, 0.08], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("named-often", [0.41, -0.17, 0.68, -0.02, -0.50, 0.22], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("named-most", [0.26, -0.12, 0.20, -0.01, 0.20, -0.15], [0.11, 0.19, -0.53, 0.36, 0.00, -0.17, 0.19, 0.11, 0.13, -0.10, -0.16]),
    ("named-most-of-kind", [0.39, 0.26, -0.23, 0.02, 0.30, -0.15], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("last-place", [-0.54, 0.81, -0.29, 0.14, -0.92, -0.01], [0.00, 0.00, 0.04, -0.31, 0.00, 0.24, 0.00, 0.00, 0.01, 0.79, -0.11]),
    ("last-body", [-0.26, 0.30, 0.37, -0.07, -0.22, -0.50], [0.00, -0.13, 0.00, 0.00, 0.00, 0.00, 0.14, 0.00, -0.29, -0.02, 0.31]),
    ("in-lead", [0.43, 0.03, -0.06, 0.07, 0.05, 0.12], [0.12, 0.53, 0.27, -0.51, -0.19, -0.39, -0.09, 0.43, -0.10, 0.22, 0.16]),
    ("of-figure-earlier", [0.58, -0.42, 0.32, 0.03, 0.41, -0.06], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("of-figures-earlier", [0.13, 0.13, -0.08, -0.08, -0.03, 0.12], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("of-figure-before-here", [-0.16, 0.07, 0.27, 0.11, -0.77, 0.23], [0.02, -0.37, -0.16, 0.05, 0.38, -0.28, 0.43, 0.33, 0.18, -0.19, -0.25]),
    ("of-figure-before", [-0.01, 0.10, -0.16, 0.13, 0.04, -0.12], [-0.11, 0.22, 0.16, 0.22, -0.51, 0.47, -0.05, -0.11, 0.20, 0.24, -0.49]),
    ("sentence-before", [-0.48, 0.29, -0.56, -0.20, 0.44, -0.21], [0.43, -0.04, -0.54, -0.03, -0.05, -0.17, 0.17, 0.12, 0.16, -0.15, 0.59]),
    ("two-sentences-before", [-0.58, -0.38, 0.18, -0.16, 0.34, -0.27], [-0.06, -0.09, -0.32, -0.44, 0.61, -0.32, -0.44, 0.23, -0.11, -0.06, 0.16]),
    ("only-later", [-0.34, -0.09, 0.09, 0.34, -0.48, -0.03], [-0.21, -0.17, 0.34, -0.13, 0.00, -0.20, -0.09, -0.06, -0.45, -0.09, -0.27]),
    ("long-ago", [-0.81, -0.45, 0.77, -0.21, -0.27, -0.24], [-0.41, 0.09, 0.44, -0.11, -0.40, -0.41, -0.27, -0.08, -0.71, 0.63, 0.46]),
    ("inside", [0.66, 0.27, 0.00, 0.00, 0.06, 0.00], [0.00, 0.12, 0.21, 0.00, 0.00, 0.21, 0.00, 0.00, 0.21, 0.48, 0.00]),
    ("before", [0.88, 0.03, -0.05, -0.11, 0.42, 0.15], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("before-near", [0.11, 0.13, -0.01, 0.21, -0.32, 0.04], [0.52, -0.09, -0.15, -0.14, -0.08, -0.24, -0.03, 0.09, 0.13, -0.05, -0.02]),
    ("before-mid", [-0.30, 0.02, -0.24, -0.35, 0.37, 0.05], [-0.42, -0.12, -0.07, 0.83, -0.38, -0.15, -0.09, -0.09, -0.26, -0.85, -0.25]),
    ("before-far", [-0.42, -0.28, -0.01, -0.04, 0.06, 0.05], [0.21, -0.19, -0.21, -0.26, 0.24, -0.16, 0.20, -0.13, 0.14, -0.39, 0.72]),
    ("before-free", [-0.24, -0.21, 0.44, 0.15, -0.25, -0.26], [-0.24, 0.25, -0.05, -0.01, -0.07, -0.43, 0.54, 0.05, 0.06, 0.16, 0.47]),
    ("before-for", [0.90, 0.11, -0.05, 0.28, 0.08, 0.04], [0.21, -0.11, -0.15, 0.56, -0.05, -0.10, -0.14, -0.11, -0.03, -0.40, 0.49]),
    ("before-where", [-0.08, 0.05, -0.60, -0.15, 0.48, 0.18], [0.13, 0.05, -0.03, -0.18, -0.01, -0.35, -0.03, 0.00, -0.19, -0.18, 0.39]),
    ("before-from", [-0.58, 0.23, 0.23, -0.22, -0.32, -0.20], [-0.02, -0.09, -0.24, 0.07, -0.01, 0.15, -0.07, 0.00, 0.07, -0.30, -0.29]),
    ("before-other", [-0.12, -0.19, -0.18, -0.18, 0.10, 0.39], [0.19, -0.41, -0.05, 0.28, -0.08, 0.02, -0.13, -0.10, -0.02, -0.13, -0.49]),
    ("in-clause", [0.73, 0.04, 0.37, 0.48, -0.55, 0.02], [0.01, 0.91, -0.36, 0.03, -0.23, -0.28, 0.25, -0.19, -0.05, -0.05, -0.13]),
    ("in-that", [0.37, -0.45, -0.03, 0.19, 0.04, 0.43], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("antecedent", [-0.11, 0.18, -0.15, -0.25, -0.14, 0.30], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("own-left", [0.70, -0.12, -0.12, -0.05, 0.64, -0.01], [0.47, 0.24, -0.10, 0.11, -0.36, 0.01, -0.35, 0.31, 0.29, 0.09, -0.29]),
    ("opens-clause", [0.18, 0.34, -0.04, -0.16, 0.34, -0.39], [-0.06, -0.42, 0.34, 0.34, -0.11, 0.14, -0.47, 0.02, -0.18, 0.28, -0.60]),
    ("opens-sentence", [-0.03, 0.24, -0.08, -0.19, -0.26, 0.28], [-0.40, 0.14, 0.44, -0.09, -0.11, -0.10, 0.32, -0.11, 0.08, -0.14, 0.12]),
    ("with-verb", [-0.46, 0.22, -0.31, 0.15, -0.20, -0.09], [0.07, -0.57, 0.49, -0.22, 0.00, 0.50, -0.59, -0.19, 0.00, 0.29, 0.20]),
    ("with-other-verb", [0.38, -0.01, -0.03, 0.00, 0.32, -0.09], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("with-verbal-noun", [0.11, -0.02, 0.48, -0.16, -0.12, -0.12], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("owns-noun", [-0.22, -0.10, 0.57, -0.16, 0.08, -0.51], [0.34, -0.06, 0.00, -0.24, -0.15, -0.15, 0.58, 0.19, 0.82, -0.24, 0.37]),
    ("embedded", [-0.34, -0.10, -0.03, 0.14, -0.17, 0.00], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("possessive", [0.08, 0.06, 0.26, 0.01, -0.20, -0.08], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("after", [-0.07, 0.31, -0.42, 0.44, -0.23, -0.13], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("after-near", [0.68, 0.05, -0.20, 0.32, 0.40, -0.23], [-0.01, 0.30, 0.00, 0.10, -0.05, 0.04, -0.14, -0.17, 0.21, -0.12, 0.37]),
    ("after-mid", [0.36, 0.28, -0.31, 0.15, -0.16, 0.21], [-0.09, 0.21, 0.23, -0.04, -0.13, -0.05, 0.36, -0.01, 0.01, 0.12, -0.30]),
    ("after-far", [-0.32, 0.12, -0.04, -0.03, -0.10, -0.12], [-0.13, -0.09, -0.45, 0.54, -0.03, 0.10, 0.08, -0.04, 0.28, -0.11, -0.22]),
    ("after-free", [-0.19, -0.01, -0.23, -0.14, 0.45, -0.17], [-0.40, -0.16, 0.01, 0.48, -0.03, 0.35, 0.05, -0.14, 0.12, -0.30, 0.90]),
    ("after-for", [0.24, 0.19, -0.25, 0.28, -0.10, 0.00], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("after-where", [0.30, 0.26, -0.24, 0.36, -0.31, 0.08], [0.00, -0.19, 0.01, 0.46, -0.13, -0.56, -0.05, 0.00, -0.03, -0.26, 0.02]),
    ("after-from", [0.36, 0.19, 0.00, 0.05, -0.14, 0.08], [0.00, 0.38, 0.29, -0.49, 0.00, 0.39, -0.07, 0.00, 0.31, -0.04, -0.25]),
    ("after-other", [-0.60, -0.25, 0.18, -0.11, 0.01, -0.13], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("own-right", [0.60, 0.29, -0.31, 0.56, -0.25, 0.01], [-0.08, 0.54, -0.38, 0.39, -0.17, -0.14, 0.08, -0.18, -0.17, -0.44, 0.36]),
    ("behind-next-figure", [-0.17, 0.19, -0.07, 0.01, -0.17, -0.05], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("called-free", [0.26, -0.09, -0.26, -0.10, 0.50, 0.08], [0.00, 0.77, -0.19, 0.13, -0.58, -0.67, -0.20, 0.11, -0.89, 0.40, -0.61]),
    ("called-where", [-0.25, 0.04, -0.05, 0.00, -0.10, -0.01], [0.00, -0.01, -0.07, -0.23, 0.18, -0.08, 0.00, 0.00, 0.01, 0.25, 0.04]),
    ("called-after", [0.95, 0.09, 0.01, -0.02, 0.42, -0.02], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("called-in-clause", [1.19, -0.07, -0.05, 0.27, 0.29, 0.16], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("called-before", [-0.25, 0.10, -0.11, -0.30, 0.32, -0.13], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("adjective-of-figure", [-0.05, 0.00, -0.02, 0.00, 0.01, -0.02], [0.00, 0.00, -0.02, 0.00, 0.00, -0.07, 0.00, 0.00, -0.07, -0.13, -0.09]),
    ("adjective-in-clause", [0.45, -0.32, -0.24, 0.43, 0.00, 0.35], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("adjective-in-sentence", [-0.16, -0.17, -0.01, 0.15, 0.28, -0.33], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("speaks", [0.27, 0.01, 0.12, 0.10, 0.08, -0.18], [-0.40, 0.23, 0.52, -0.18, -0.03, 0.08, -0.37, -0.28, 0.07, -0.49, 0.16]),
    ("body-of-speaker", [0.70, 0.00, -0.40, 0.53, 0.30, -0.08], [0.00, -0.30, 0.65, 0.00, 0.00, 0.20, 0.07, 0.00, 0.37, -0.27, 0.27]),
    ("beside-speech", [0.41, -0.08, 0.33, -0.43, 0.42, -0.04], [-0.19, 0.26, 0.24, -0.07, -0.03, -0.30, -0.09, -0.23, -0.59, -0.58, 0.00]),
    ("passes-on", [-1.40, 0.00, -0.41, 0.00, -0.28, 0.00], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("agency", [-0.54, 0.00, -0.10, 0.00, -0.16, -0.01], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("source", [-0.41, -0.05, -0.02, 0.00, -0.12, -0.01], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("same-number-nobody", [0.44, -0.24, 0.03, -0.03, 0.48, -0.03], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("common-subject", [0.08, -0.28, 0.06, 0.23, 0.13, -0.09], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("main-place", [-0.28, -0.28, -0.30, 0.52, -0.13, 0.05], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.55]),
    ("main-body", [-1.05, 0.04, 0.05, -0.34, -0.08, -0.20], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, -0.12]),
    ("main-other", [-0.19, -0.27, 0.21, -0.02, -0.37, 0.36], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, -0.28]),
    ("same-number", [0.40, 0.45, -0.16, 0.36, -0.35, -0.11], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
    ("in-occasion", [-0.06, 0.00, -0.01, -0.01, 0.05, -0.06], [0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
];

/// How far the rule that answered first is trusted, by its name: its weight, and by how much another answer must outweigh
/// its own before it yields.
#[rustfmt::skip]
pub(super) const RULES: &[(&str, f32, f32)] = &[
    ("with-the-figure-before", 2.35, f32::INFINITY),
    ("they-that-were-named", 2.38, f32::INFINITY),
    ("named-right-before", 2.65, f32::INFINITY),
    ("member-of-alliance", 2.21, f32::INFINITY),
    ("group-after", 3.09, f32::INFINITY),
    ("line-label", 2.25, f32::INFINITY),
    ("attended-event", 2.05, f32::INFINITY),
    ("counted-in", 2.11, f32::INFINITY),
    ("member-of-body", 2.54, f32::INFINITY),
    ("thing-counted-again", 1.99, f32::INFINITY),
    ("dimension-of-a-thing", 2.46, f32::INFINITY),
    ("victims-of", 2.79, f32::INFINITY),
    ("place-of-toll", 1.99, 0.60),
    ("own-country", 1.93, 0.30),
    ("age-or-states", 2.11, f32::INFINITY),
    ("antecedent-of-pronoun", 2.05, f32::INFINITY),
    ("somewhere", 2.67, f32::INFINITY),
    ("after-an-event", 2.73, f32::INFINITY),
    ("agent-of-the-verb-after", 2.49, f32::INFINITY),
    ("given-to", 2.11, f32::INFINITY),
    ("agent-of-the-verb", 2.50, f32::INFINITY),
    ("clause-subject", 1.57, f32::INFINITY),
    ("named-in-the-clause", 1.69, f32::INFINITY),
    ("agent-of-the-clause-before", 1.22, f32::INFINITY),
    ("head-noun-again", 1.94, f32::INFINITY),
    ("state-of-adjective", 3.29, f32::INFINITY),
    ("where-it-is-counted", 1.64, f32::INFINITY),
    ("antecedent-of-relative", 1.55, f32::INFINITY),
    ("as-the-figure-before", 1.72, f32::INFINITY),
    ("state-of-the-article", 2.65, f32::INFINITY),
    ("body-of-the-speaker", 1.95, f32::INFINITY),
    ("as-the-sentence-before", 2.30, f32::INFINITY),
    ("told-again", 2.21, f32::INFINITY),
    ("nobody", 1.83, 1.30),
];
