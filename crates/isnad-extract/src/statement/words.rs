//! What do the lexicon's columns say? Read once, so that rules compare numbers and not strings.

use std::sync::LazyLock;

use crate::Act;
use crate::lexicon::{Class, Features, Match, lexicon};

/// The complements that a word of speech takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Takes(u16);

impl Takes {
    pub(super) const AN: Takes = Takes(1);
    pub(super) const QUOTE: Takes = Takes(2);
    pub(super) const OBJECT: Takes = Takes(4);
    pub(super) const BI: Takes = Takes(8);
    pub(super) const MIN: Takes = Takes(16);
    pub(super) const ILA: Takes = Takes(32);
    pub(super) const ALA: Takes = Takes(64);
    pub(super) const ANI: Takes = Takes(128);
    pub(super) const FI: Takes = Takes(256);
    pub(super) const LI: Takes = Takes(512);
    /// Speaks only with a noun of speech as its object.
    pub(super) const LIGHT: Takes = Takes(1024);
    /// Has other common readings.
    pub(super) const WEAK: Takes = Takes(2048);
    /// Passes on what another said («نقل عن»).
    pub(super) const RELAY: Takes = Takes(4096);
    /// What follows is the text that speaks («جاء في»).
    pub(super) const TEXT: Takes = Takes(8192);

    /// Speaks where it lays a responsibility on somebody.
    pub(super) const BLAME: Takes = Takes(16384);

    const NAMES: [(&'static str, Takes); 15] = [
        ("an", Takes::AN),
        ("quote", Takes::QUOTE),
        ("object", Takes::OBJECT),
        ("bi", Takes::BI),
        ("min", Takes::MIN),
        ("ila", Takes::ILA),
        ("ala", Takes::ALA),
        ("ani", Takes::ANI),
        ("fi", Takes::FI),
        ("li", Takes::LI),
        ("light", Takes::LIGHT),
        ("weak", Takes::WEAK),
        ("relay", Takes::RELAY),
        ("text", Takes::TEXT),
        ("blame", Takes::BLAME),
    ];

    pub(super) const fn with(self, other: Takes) -> Takes {
        Takes(self.0 | other.0)
    }

    pub(super) fn has(self, other: Takes) -> bool {
        self.0 & other.0 != 0
    }

    /// The complements that a lexicon column names; `None` where it names one that there is not.
    fn read(column: &str) -> Option<Takes> {
        column.split('+').filter(|n| !n.is_empty()).try_fold(Takes(0), |set, name| {
            Takes::NAMES.iter().find(|(n, _)| *n == name).map(|(_, t)| Takes(set.0 | t.0))
        })
    }
}

/// A line of the files of speech.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speech {
    pub(super) act: Act,
    pub(super) takes: Takes,
}

/// How a phrase names its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceSort {
    /// A source follows («بحسب الوزارة»).
    Noun,
    /// A verb of speech follows («حسبما أعلنت الوزارة»).
    Verb,
    /// The speaker is glued on («على حد قوله»).
    Pronoun,
}

/// How a word opens a reported clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opens {
    /// أن، إن
    Plain,
    /// أنه، whose pronoun may stand for nothing.
    Dummy,
    /// أنهم، whose pronoun belongs to the content.
    Pronoun,
    /// ألا, which belongs to the content.
    Not,
}

/// The sort of a function word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Preposition,
    Conjunction,
    Relative,
    Demonstrative,
    Pronoun,
    Auxiliary,
    Particle,
    Adverb,
    /// A conjunction with which the writer sets his own account beside («فيما», «بينما»).
    While,
    /// A preposition that opens an occasion before a noun that names one («خلال لقائه»).
    Occasional,
    /// A particle that goes with a cue («قد», «كما», «لكنه»).
    CueParticle,
    /// A noun that is affirmed, announced, denied and never speaks («ضرورة»).
    ObjectHead,
    /// Tells of a paper that it came out («بيان صدر أمس»).
    Issued,
    /// From whom words are passed on, as a pronoun («ونقلت عنه الصحيفة قوله»).
    Origin,
    /// Sets what the clause is about before it («أما … فقال»).
    Topic,
    /// Governs a clause with «أن» of its own («يجب», «متوقع»).
    Modal,
    /// To whom one speaks, as a pronoun («قال لهم»).
    Addressed,
    /// Joins a title to what it is of («باسم», «لشؤون»).
    Inner,
    /// «سموه», «معاليه»: a title with a pronoun, for a person named before.
    Titled,
    /// Makes a verbal noun of what looks like a verb behind it («تم رفض»).
    Done,
    /// Begins what is told in one's own words («نحن», «لن»).
    Begins,
    /// «أحد», «إحدى»: one of several.
    OneOf,
}

/// The sort of an unnamed source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceKind {
    Person,
    /// A person by the office, which is a role even where no name is told («الناطق», «مراسل»).
    Office,
    Body,
    Outlet,
    Document,
    /// Numbers and results, a source only where it is told whose they are.
    Measure,
}

impl SourceKind {
    /// Whether it is a text or what one tells.
    pub(super) fn is_document(self) -> bool {
        matches!(self, SourceKind::Document | SourceKind::Measure)
    }
}

/// The columns of this room's files, decoded.
#[derive(Debug)]
pub(super) struct Words {
    verbs: Vec<Option<Speech>>,
    nouns: Vec<Option<Speech>>,
    sources: Vec<Option<SourceSort>>,
    complementisers: Vec<Option<Opens>>,
    function: Vec<Option<Sort>>,
    unnamed: Vec<Option<SourceKind>>,
    /// Rows of the full prepositions that verbs of speech govern, with what they are.
    governed: Vec<Option<Takes>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

/// The decoded columns.
pub(super) fn words() -> &'static Words {
    &WORDS
}

impl Words {
    fn load() -> Words {
        let lexicon = lexicon();
        let speech = |class| {
            lexicon
                .rows(class)
                .iter()
                .map(|r| Some(Speech { act: Act::named(r.column(0))?, takes: Takes::read(r.column(1))? }))
                .collect()
        };
        Words {
            verbs: speech(Class::SpeechVerb),
            nouns: speech(Class::SpeechNoun),
            sources: lexicon.rows(Class::SourceCue).iter().map(|r| source_sort(r.column(0))).collect(),
            complementisers: lexicon.rows(Class::Complementiser).iter().map(|r| opens(r.column(0))).collect(),
            function: lexicon.rows(Class::FunctionWord).iter().map(|r| sort(r.column(0))).collect(),
            unnamed: lexicon.rows(Class::UnnamedSource).iter().map(|r| source_kind(r.column(0))).collect(),
            governed: lexicon
                .rows(Class::FunctionWord)
                .iter()
                .map(|r| r.key.strip_prefix("governed-").and_then(Takes::read))
                .collect(),
        }
    }

    /// What a match of a verb or noun of speech says of its act and complements.
    pub(super) fn speech(&self, m: &Match) -> Option<Speech> {
        let table = match m.class {
            Class::SpeechVerb => &self.verbs,
            Class::SpeechNoun => &self.nouns,
            _ => return None,
        };
        table.get(m.row as usize).copied().flatten()
    }

    pub(super) fn source(&self, m: &Match) -> Option<SourceSort> {
        self.sources.get(m.row as usize).copied().flatten()
    }

    pub(super) fn opens(&self, m: &Match) -> Option<Opens> {
        self.complementisers.get(m.row as usize).copied().flatten()
    }

    pub(super) fn sort(&self, m: &Match) -> Option<Sort> {
        self.function.get(m.row as usize).copied().flatten()
    }

    pub(super) fn unnamed(&self, m: &Match) -> Option<SourceKind> {
        self.unnamed.get(m.row as usize).copied().flatten()
    }

    /// The preposition that a verb may govern, where the function word is one.
    pub(super) fn governed(&self, m: &Match) -> Option<Takes> {
        self.governed.get(m.row as usize).copied().flatten()
    }
}

fn source_sort(name: &str) -> Option<SourceSort> {
    Some(match name {
        "noun" => SourceSort::Noun,
        "verb" => SourceSort::Verb,
        "pronoun" => SourceSort::Pronoun,
        _ => return None,
    })
}

fn opens(name: &str) -> Option<Opens> {
    Some(match name {
        "an" | "in" => Opens::Plain,
        "dummy" => Opens::Dummy,
        "pronoun" => Opens::Pronoun,
        "not" => Opens::Not,
        _ => return None,
    })
}

fn sort(name: &str) -> Option<Sort> {
    Some(match name {
        "preposition" => Sort::Preposition,
        "conjunction" => Sort::Conjunction,
        "relative" => Sort::Relative,
        "demonstrative" => Sort::Demonstrative,
        "pronoun" => Sort::Pronoun,
        "auxiliary" => Sort::Auxiliary,
        "particle" => Sort::Particle,
        "adverb" => Sort::Adverb,
        "while" => Sort::While,
        "occasional" => Sort::Occasional,
        "cue" => Sort::CueParticle,
        "object" => Sort::ObjectHead,
        "issued" => Sort::Issued,
        "topic" => Sort::Topic,
        "origin" => Sort::Origin,
        "modal" => Sort::Modal,
        "addressed" => Sort::Addressed,
        "inner" => Sort::Inner,
        "titled" => Sort::Titled,
        "done" => Sort::Done,
        "begins" => Sort::Begins,
        "one-of" => Sort::OneOf,
        _ => return None,
    })
}

fn source_kind(name: &str) -> Option<SourceKind> {
    Some(match name {
        "person" => SourceKind::Person,
        "office" => SourceKind::Office,
        "body" => SourceKind::Body,
        "outlet" => SourceKind::Outlet,
        "document" => SourceKind::Document,
        "measure" => SourceKind::Measure,
        _ => return None,
    })
}

/// Gender and number of one who speaks, as far as the text tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Agreement {
    pub(super) feminine: Option<bool>,
    pub(super) plural: Option<bool>,
}

impl Agreement {
    /// Of a cue's form.
    pub(super) fn of(features: Features) -> Agreement {
        let feminine = features.has(Features::FEMININE);
        let plural = features.has(Features::PLURAL);
        Agreement { feminine: Some(feminine), plural: Some(plural) }
    }

    /// Whether one who agrees with `self` can be meant by a bare verb in the form `other`.
    pub(super) fn suits(self, other: Agreement) -> bool {
        let agrees = |a: Option<bool>, b: Option<bool>| a.is_none() || b.is_none() || a == b;
        agrees(self.feminine, other.feminine) && agrees(self.plural, other.plural)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_known() {
        let words = words();
        let holes = |name: &str, class: Class, read: &dyn Fn(usize) -> bool| {
            for (n, row) in lexicon().rows(class).iter().enumerate() {
                assert!(read(n), "{name}: {}", row.key);
            }
        };
        holes("speech-verbs", Class::SpeechVerb, &|n| words.verbs[n].is_some());
        holes("speech-nouns", Class::SpeechNoun, &|n| words.nouns[n].is_some());
        holes("source-cues", Class::SourceCue, &|n| words.sources[n].is_some());
        holes("complementisers", Class::Complementiser, &|n| words.complementisers[n].is_some());
        holes("function-words", Class::FunctionWord, &|n| words.function[n].is_some());
        holes("unnamed-sources", Class::UnnamedSource, &|n| words.unnamed[n].is_some());
    }
}
