//! What can this word be in a name?
//!
//! Reads the classes of one token and gives its [`Sort`]: name, perhaps a name, particle, unknown, or none of these.
//! «بلينكن» is a name, «سعيد» only perhaps one, «قال» never.

use isnad_text::{Kind, Proclitics};

use crate::Document;
use crate::lexicon::{Class, ClassSet, Match, lexicon};

/// What a token can be inside a personal name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A given or family name and no common word.
    Name,
    /// A name that is a common word as well («سعيد», «الحكيم»).
    Maybe,
    /// A word inside names («بن», «آل», «أبو»).
    Particle,
    /// A word that no lexicon knows.
    Unknown,
    /// Anything else.
    Other,
}

/// Classes that say: this is a word of the language, not a name.
fn plain() -> ClassSet {
    [
        Class::CommonWord,
        Class::FunctionWord,
        Class::SpeechVerb,
        Class::SpeechNoun,
        Class::Numeral,
        Class::Magnitude,
        Class::Ordinal,
        Class::Weekday,
        Class::Month,
        Class::TimeUnit,
        Class::TimeWord,
        Class::TimeRelation,
        Class::TimeOrder,
        Class::Negation,
        Class::Complementiser,
        Class::SourceCue,
        Class::Office,
        Class::Honorific,
        Class::CountedNoun,
        Class::ChangeCue,
        Class::StatusCue,
        Class::Currency,
        Class::Unit,
        Class::OrganisationHead,
        Class::PlaceHead,
        Class::EventHead,
        Class::Nationality,
        Class::Place,
        Class::Country,
    ]
    .into_iter()
    .fold(ClassSet::default(), ClassSet::with)
}

/// Classes whose words may stand in a name or start one.
fn named() -> ClassSet {
    [Class::GivenName, Class::FamilyName, Class::NameParticle].into_iter().fold(ClassSet::default(), ClassSet::with)
}

/// The words of one document, as names see them.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) document: &'a Document<'a>,
    plain: ClassSet,
    named: ClassSet,
    /// Whether the text writes «إلي» for «إلى»: its «علي» is a preposition.
    dotted: bool,
}

impl<'a> Words<'a> {
    pub(super) fn of(document: &'a Document<'a>) -> Self {
        let dotted = document.text.contains(" \u{0625}\u{0644}\u{064A} ");
        Words { document, plain: plain(), named: named(), dotted }
    }

    /// Whether the token can be of `class`.
    pub(super) fn is(&self, i: usize, class: Class) -> bool {
        self.document.is(i, class)
    }

    /// The match of `class` at `i` that stands without conjunction and preposition.
    pub(super) fn bare(&self, i: usize, class: Class) -> Option<&'a Match> {
        if !self.document.is(i, class) {
            return None;
        }
        self.document.tags.all(i, class).find(|m| m.word == 0 && m.pronoun.is_empty())
    }

    /// The longest match of `class` at `i`, clitics allowed, without a pronoun on its end.
    pub(super) fn any(&self, i: usize, class: Class) -> Option<&'a Match> {
        if !self.document.is(i, class) {
            return None;
        }
        self.document.tags.all(i, class).find(|m| m.pronoun.is_empty())
    }

    /// The sort of a token in a name; inside one (`first` false) no clitic may stand on it.
    pub(super) fn sort(&self, i: usize, first: bool) -> Sort {
        let d = self.document;
        if d.tokens.kind(i) != Kind::Word || self.prays(i) {
            return Sort::Other;
        }
        let classes = d.tags.classes(i);
        if classes.any(self.named) {
            let pick = |class| if first { self.any(i, class) } else { self.bare(i, class) };
            let given = pick(Class::GivenName).or_else(|| pick(Class::FamilyName));
            if let Some(m) = given {
                if let Some(named) = self.by_madda(i, m) {
                    return if named { Sort::Name } else { Sort::Other };
                }
                if self.ends_as_preposition(i, m)
                    || d.tags.classes(i).has(Class::Weekday)
                    || m.word > 0 && self.word_of_its_own(i)
                {
                    return Sort::Other;
                }
                let doubtful = if known_alone(m) { self.word_of_its_own(i) } else { self.doubtful(i) };
                return if doubtful { Sort::Maybe } else { Sort::Name };
            }
            if !first && d.tags.at(i).iter().any(|m| self.named.has(m.class) && m.word > 0 && m.pronoun.is_empty()) {
                return Sort::Other;
            }
            if self.particle(i, first).is_some() {
                return Sort::Particle;
            }
        }
        if classes.any(self.plain) && self.doubtful(i) || classes.has(Class::Country) {
            return Sort::Other;
        }
        if classes.has(Class::Place) || classes.has(Class::Organisation) || classes.has(Class::Agency) {
            return Sort::Other;
        }
        if self.shaped_like_a_name(i) { Sort::Unknown } else { Sort::Other }
    }

    /// The particle of names at `i`, clitics allowed on the first word of a name; «البو» is no «بو» with the article.
    pub(super) fn particle(&self, i: usize, clitics: bool) -> Option<&'a Match> {
        let own = |m: &Match| lexicon().row(m).is_some_and(|r| r.lemma().starts_with("\u{0627}\u{0644}"));
        let mut all = self.document.tags.all(i, Class::NameParticle);
        all.find(|m| {
            let whole = m.len == 1 && m.pronoun.is_empty() && (clitics || m.word == 0);
            whole && (!m.proclitics.has(Proclitics::AL) || own(m))
        })
    }

    /// «آلان» and «الآن» are one key: the madda tells which is written. Whether it is the name; none where all is plain.
    fn by_madda(&self, i: usize, m: &Match) -> Option<bool> {
        if !self.document.tokens.key(i).starts_with("\u{0627}\u{0644}") {
            return None;
        }
        let named = lexicon().row(m).is_some_and(|r| r.lemma().starts_with('\u{0622}'));
        named.then(|| self.raw(i).starts_with('\u{0622}'))
    }

    /// The token as it is written.
    fn raw(&self, i: usize) -> &'a str {
        self.document.tokens.span(i).of(self.document.text)
    }

    /// Whether a prayer begins here («رضي الله عنه», «حفظه الله»): no name goes on into it.
    pub(super) fn prays(&self, i: usize) -> bool {
        let tags = &self.document.tags;
        tags.has(i, Class::NameParticle) && tags.all(i, Class::NameParticle).any(|m| m.len > 1)
    }

    /// «على» is not «علي» where the text writes both dots and none.
    fn ends_as_preposition(&self, i: usize, m: &Match) -> bool {
        let dots = self.raw(i).ends_with('\u{0649}')
            || self.dotted
                && self.is(i, Class::FunctionWord)
                && !self.is(i + 1, Class::GivenName)
                && !self.is(i + 1, Class::NameParticle)
                && !self.strange(i + 1);
        dots && lexicon().row(m).is_some_and(|r| r.lemma().ends_with('\u{064A}'))
    }

    /// An indefinite word of four letters or more that no lexicon knows.
    pub(super) fn strange(&self, i: usize) -> bool {
        self.document.is_word(i)
            && self.document.tags.classes(i).is_empty()
            && !self.definite(i)
            && self.document.tokens.key(i).len() > 6
    }

    /// A name that the language uses as a word too.
    fn doubtful(&self, i: usize) -> bool {
        self.document.tags.classes(i).any(self.plain)
            && self.document.tags.at(i).iter().any(|m| {
                // «كارني» is no «كار» with a pronoun; pronouns of the third person are believed.
                self.plain.has(m.class) && (m.pronoun.is_empty() || m.pronoun.starts_with('3'))
            })
    }

    /// Whether the whole word, nothing taken off, is a word of the language: «لبناني» is no «ل» with a name.
    fn word_of_its_own(&self, i: usize) -> bool {
        self.document
            .tags
            .at(i)
            .iter()
            .any(|m| m.word == 0 && m.pronoun.is_empty() && m.len == 1 && self.plain.has(m.class))
    }

    /// Whether an unknown word can be a name: no pronoun, no plural of a verb on its end, no article with a preposition.
    fn shaped_like_a_name(&self, i: usize) -> bool {
        let key = self.document.tokens.key(i);
        let letters = key.len() / 2;
        if !(2..=14).contains(&letters) {
            return false;
        }
        const ENDS: &[&str] = &["\u{0647}\u{0627}", "\u{0647}\u{0645}", "\u{0648}\u{0627}", "\u{0647}\u{0645}\u{0627}"];
        const STARTS: &[&str] =
            &["\u{0648}\u{0627}\u{0644}", "\u{0628}\u{0627}\u{0644}", "\u{0644}\u{0644}", "\u{0643}\u{0627}\u{0644}"];
        let ended = ENDS.iter().any(|e| key.ends_with(e));
        let started = letters > 5 && STARTS.iter().any(|s| key.starts_with(s));
        !ended && !started && !own_act(key)
    }

    /// Bytes of the key that are glued to the front of an unknown word, by how alive its stem is elsewhere.
    pub(super) fn parted(&self, i: usize) -> usize {
        isnad_text::segment(self.document.tokens.key(i)).stem()
    }

    /// Whether the token begins with the article, nothing else glued on.
    pub(super) fn definite(&self, i: usize) -> bool {
        self.document.tokens.kind(i) == Kind::Word && {
            let key = self.document.tokens.key(i);
            key.starts_with("\u{0627}\u{0644}") && key.len() > 6 && self.bare_alef(i)
        }
    }

    /// Whether the token is written with an alef that bears nothing, as the article has it: «إليزابيت» has no article.
    fn bare_alef(&self, i: usize) -> bool {
        !self.raw(i).starts_with(['\u{0622}', '\u{0623}', '\u{0625}'])
    }

    /// Whether the token begins with و and the article.
    pub(super) fn and_definite(&self, i: usize) -> bool {
        let key = self.document.tokens.key(i);
        key.starts_with("\u{0648}\u{0627}\u{0644}") && key.len() > 8
    }

    /// Whether the token begins with ل and the article.
    pub(super) fn for_definite(&self, i: usize) -> bool {
        let key = self.document.tokens.key(i);
        key.starts_with("\u{0644}\u{0644}") && key.len() > 6
    }

    /// Whether the token is a definite feminine adjective by its nisba ending.
    pub(super) fn definite_nisba(&self, i: usize) -> bool {
        let key = self.document.tokens.key(i);
        self.definite(i) && key.len() > 8 && key.ends_with("\u{064A}\u{0647}")
    }

    /// Whether a word of grammar stands here; one that governs a noun («إعادة», «ضبط») is a noun itself.
    pub(super) fn grammar(&self, i: usize) -> bool {
        self.document
            .tags
            .all(i, Class::FunctionWord)
            .any(|m| m.word == 0 && lexicon().row(m).is_some_and(|r| r.column(0) != "object"))
    }

    /// Whether the token is an adjective of a state or people, with the article.
    pub(super) fn definite_nationality(&self, i: usize) -> bool {
        self.bare(i, Class::Nationality).is_some_and(|m| m.proclitics.has(Proclitics::AL))
    }

    /// Whether the token places something in time.
    pub(super) fn temporal(&self, i: usize) -> bool {
        let classes = self.document.tags.classes(i);
        [
            Class::TimeWord,
            Class::TimeUnit,
            Class::Weekday,
            Class::Month,
            Class::DayPart,
            Class::TimeOrder,
            Class::HijriMonth,
        ]
        .iter()
        .any(|c| classes.has(*c))
    }

    /// Whether no line break stands before the token.
    pub(super) fn same_line(&self, i: usize) -> bool {
        self.document.tokens.get(i).is_some_and(|t| !t.line_start)
    }

    /// Whether a mark of quotation that can open stands here.
    pub(super) fn opens_quote(&self, i: usize) -> bool {
        matches!(self.document.tokens.kind(i), Kind::QuoteOpen | Kind::QuoteEither | Kind::BracketOpen)
    }

    /// The token that closes the mark at `i`, at most `within` tokens on.
    pub(super) fn closing(&self, i: usize, within: usize, end: usize) -> Option<usize> {
        let close = match self.document.tokens.kind(i) {
            Kind::QuoteOpen => Kind::QuoteClose,
            Kind::QuoteEither => Kind::QuoteEither,
            Kind::BracketOpen => Kind::BracketClose,
            _ => return None,
        };
        (i + 2..(i + 2 + within).min(end)).find(|j| self.document.tokens.kind(*j) == close)
    }
}

/// A family name that everybody knows, nothing glued to it: «كيري» is no ك with «يرى».
fn known_alone(m: &Match) -> bool {
    m.class == Class::FamilyName && m.word == 0 && lexicon().row(m).is_some_and(|r| r.column(0) == "alone")
}

/// «امتعاضه», «استغرابه»: a verbal noun of the derived stems with a pronoun on it.
fn own_act(key: &str) -> bool {
    let mut back = key.chars().rev();
    key.len() >= 14 && key.starts_with('\u{0627}') && back.next() == Some('\u{0647}') && back.nth(1) == Some('\u{0627}')
}
