//! Who has spoken so far, and who has been introduced?
//!
//! The only state that crosses sentences: the speakers met, the latest last, with gender and number as far as the text
//! tells, and the people whose names only a speaker's phrase told («المتحدث باسم الوزارة، فلان الفلاني»).

use isnad_text::{Span, fold};

use super::roster::{self, Held};
use super::speaker::Speaker;
use super::words::Agreement;
use crate::Document;
use crate::lexicon::Class;

/// The speakers met so far, the latest last, and the people introduced.
#[derive(Debug, Default)]
pub(super) struct Known {
    met: Vec<Speaker>,
    people: Vec<Speaker>,
    offices: Vec<Held>,
}

const KEPT: usize = 24;

impl Known {
    pub(super) fn meet(&mut self, speaker: &Speaker) {
        if speaker.name.is_none() {
            return;
        }
        self.met.retain(|s| s.name != speaker.name);
        self.met.push(Speaker { span: None, ..speaker.clone() });
        if self.met.len() > KEPT {
            self.met.remove(0);
        }
    }

    /// Keeps a person whose name a speaker's phrase told.
    pub(super) fn introduce(&mut self, document: &Document, speaker: &Speaker) {
        let Some(name) = speaker.name.as_ref().filter(|n| n.contains(' ')) else { return };
        if self.people.iter().any(|p| p.name.as_ref() == Some(name)) || self.people.len() >= KEPT * 2 {
            return;
        }
        if let Some(role) = speaker.role {
            self.offices.push(roster::held(document, self.people.len(), role));
        }
        self.people.push(Speaker { span: None, ..speaker.clone() });
    }

    /// The latest speaker that a bare verb of this form can mean; nobody rather than one of another gender.
    pub(super) fn in_force(&self, form: Agreement) -> Option<Speaker> {
        let found = self.met.iter().rev().take(4).find(|s| s.agreement.suits(form));
        // A person or paper of the other gender never; of a body's gender nobody can be sure.
        let found = found.or_else(|| {
            self.met.last().filter(|s| {
                let sure = s.role.is_some() || matches!(s.head, Some((Class::Office | Class::UnnamedSource, _)));
                !sure || s.agreement.feminine.is_none() || s.agreement.feminine == form.feminine
            })
        });
        found.map(|s| Speaker { how: "carried", ..s.clone() })
    }

    pub(super) fn latest(&self) -> Option<&Speaker> {
        self.met.last()
    }

    /// The speakers met, the latest first.
    pub(super) fn backwards(&self) -> impl Iterator<Item = &Speaker> {
        self.met.iter().rev()
    }

    /// The speaker that «المصدر», «البيان» name again.
    ///
    /// «المسؤولون» are never the one «مسؤول أمني» before them.
    pub(super) fn again(&self, head: (Class, u16), number: Option<bool>) -> Option<&Speaker> {
        let alike = |s: &Speaker| s.agreement.plural.zip(number).is_none_or(|(a, b)| a == b);
        self.met.iter().rev().find(|s| s.head == Some(head) && alike(s))
    }

    /// The person introduced whose full name ends (or begins) with this single name, in whatever spelling.
    pub(super) fn fuller(&self, name: &str) -> Option<&Speaker> {
        let name = fold(name);
        // «أبو راشد» after «خالد أبو راشد»: two words that end a longer name.
        if name.split(' ').count() == 2 {
            let ends = |s: &&Speaker| {
                s.name.as_ref().is_some_and(|n| fold(n).strip_suffix(&*name).is_some_and(|head| head.ends_with(' ')))
            };
            return self.people.iter().rev().find(ends);
        }
        if name.contains(' ') || name.is_empty() {
            return None;
        }
        let asked = roster::bare(&name);
        let last = |s: &&Speaker| {
            s.name.as_ref().is_some_and(|n| fold(n).rsplit(' ').next().is_some_and(|w| roster::bare(w) == asked))
        };
        let alike = |s: &&Speaker| {
            s.name.as_ref().is_some_and(|n| fold(n).rsplit(' ').next().is_some_and(|w| roster::sounds_like(w, &name)))
        };
        let first =
            |s: &&Speaker| s.name.as_ref().is_some_and(|n| fold(n).split(' ').next().is_some_and(|w| w == name));
        let people = || self.people.iter().rev();
        people().find(last).or_else(|| people().find(alike)).or_else(|| people().find(first))
    }

    /// The person introduced whose office the phrase names again.
    pub(super) fn holder(&self, document: &Document, first: usize, span: Span) -> Option<&Speaker> {
        roster::pick(&self.offices, document, first, span).and_then(|n| self.people.get(n))
    }
}
