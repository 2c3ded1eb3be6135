//! Past or to come? What the words round a time say of its tense.
//!
//! News tells what happened: where nothing speaks for the future, a weekday is the latest one and a month the last.

use isnad_text::{Kind, Proclitics};

use super::reader::Reader;
use crate::lexicon::{Class, Features, lexicon};

/// How far a cue is looked for before the time, in tokens.
const BEFORE: usize = 14;
/// How far after it.
const AFTER: usize = 4;

/// How close before the time a present must stand.
const NEAR: usize = 4;

/// The tense round a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// A present that may mean either.
    Present,
    Unknown,
}

impl Reader<'_> {
    /// The tense of the clause that holds tokens `first..end`: the nearest cue before, else the nearest after.
    pub(super) fn tense(&self, first: usize, end: usize) -> Tense {
        let from = first.saturating_sub(BEFORE).max(self.first);
        for i in (from..first).rev() {
            match self.cue(i) {
                Tense::Unknown if self.doc.tokens.kind(i) == Kind::Stop => break,
                Tense::Unknown => {}
                // A present speaks for what stands close behind it («تصل القاهرة الخميس»).
                Tense::Present if first - i > NEAR => {}
                tense => return tense,
            }
        }
        for i in end..(end + AFTER).min(self.end) {
            match self.cue(i) {
                Tense::Unknown if matches!(self.doc.tokens.kind(i), Kind::Stop | Kind::Semicolon) => break,
                Tense::Unknown => {}
                Tense::Present if i > end + 1 => {}
                tense => return tense,
            }
        }
        Tense::Unknown
    }

    fn cue(&self, i: usize) -> Tense {
        for m in self.doc.tags.all(i, Class::FutureCue) {
            let plan = lexicon().row(m).is_some_and(|r| r.column(0) == "plan");
            if plan || m.proclitics.any(Proclitics::SA) {
                return Tense::Future;
            }
            // «أعلن» is a past far more often than «I announce».
            if m.features.has(Features::PRESENT) && !m.features.has(Features::FIRST) {
                return Tense::Present;
            }
        }
        // «اجتماعهم المقبل في …»
        let coming =
            self.doc.tags.all(i, Class::TimeOrder).any(|m| lexicon().row(m).is_some_and(|r| r.column(0) == "1"));
        if coming {
            return Tense::Future;
        }
        let verb = |class| {
            self.doc.tags.all(i, class).find_map(|m| {
                let f = m.features;
                if f.has(Features::PAST) {
                    Some(Tense::Past)
                } else if f.has(Features::PRESENT) && m.proclitics.any(Proclitics::SA) {
                    Some(Tense::Future)
                } else {
                    None
                }
            })
        };
        verb(Class::SpeechVerb).or_else(|| verb(Class::ChangeCue)).unwrap_or(Tense::Unknown)
    }
}
