//! Which entries begin at which token? One look-up a token and reading, one more where phrases begin with it; a word that
//! the text has had already, and with which no phrase begins, takes what was found then.

use isnad_text::{Kind, Proclitics, Tokens, enclitics, readings};

use super::forms::{allows, hash, pair};
use super::{Class, ClassSet, Features, Lexicon};

/// An entry that a token, or several from it on, can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Its class.
    pub class: Class,
    /// Its line in the class's file, from 0.
    pub row: u16,
    /// The form in which it stands.
    pub features: Features,
    /// What is glued to its front.
    pub proclitics: Proclitics,
    /// Bytes of the first token's key before the word (article not counted in): 0 where no conjunction or preposition is glued.
    pub word: u8,
    /// How many tokens it covers.
    pub len: u8,
    /// The pronoun glued to its end («قوله»), as `isnad_text::Enclitic::features`; empty for none.
    pub pronoun: &'static str,
}

/// The matches of all tokens of a text.
#[derive(Debug, Default)]
pub struct Tags {
    matches: Vec<Match>,
    from: Vec<u32>,
    classes: Vec<ClassSet>,
}

impl Tags {
    /// What begins at token `i`, longest first.
    pub fn at(&self, i: usize) -> &[Match] {
        let (Some(a), Some(b)) = (self.from.get(i), self.from.get(i + 1)) else { return &[] };
        self.matches.get(*a as usize..*b as usize).unwrap_or(&[])
    }

    /// Whether an entry of `class` begins at token `i`.
    pub fn has(&self, i: usize, class: Class) -> bool {
        self.classes.get(i).is_some_and(|c| c.has(class))
    }

    /// All classes that begin at token `i`.
    pub fn classes(&self, i: usize) -> ClassSet {
        self.classes.get(i).copied().unwrap_or_default()
    }

    /// The longest entry of `class` that begins at token `i`; of equals the one with the fewest clitics.
    pub fn get(&self, i: usize, class: Class) -> Option<&Match> {
        if !self.has(i, class) {
            return None;
        }
        self.at(i).iter().find(|m| m.class == class)
    }

    /// All entries of `class` that begin at token `i`.
    pub fn all(&self, i: usize, class: Class) -> impl Iterator<Item = &Match> {
        let found = if self.has(i, class) { self.at(i) } else { &[] };
        found.iter().filter(move |m| m.class == class)
    }
}

impl Lexicon {
    /// Looks every token up.
    pub fn tag(&self, tokens: &Tokens) -> Tags {
        let mut tags = Tags {
            matches: Vec::with_capacity(tokens.len() * 2),
            from: Vec::with_capacity(tokens.len() + 1),
            classes: Vec::with_capacity(tokens.len()),
        };
        let mut seen = Seen::of(tokens.len());
        for i in 0..tokens.len() {
            let start = tags.matches.len();
            tags.from.push(start as u32);
            let kind = tokens.kind(i);
            if !matches!(kind, Kind::Word | Kind::Latin | Kind::Percent | Kind::Currency | Kind::Other) {
                tags.classes.push(ClassSet::default());
                continue;
            }
            let whole = hash(tokens.key(i));
            if let Some(before) = seen.before(tokens, i, whole) {
                let (a, b) = (tags.from.get(before), tags.from.get(before + 1));
                let (a, b) = (a.map_or(0, |n| *n as usize), b.map_or(0, |n| *n as usize));
                tags.matches.extend_from_within(a..b.max(a));
                tags.classes.push(tags.classes.get(before).copied().unwrap_or_default());
                continue;
            }
            let opens = self.look_up(tokens, i, whole, &mut tags.matches);
            let known =
                tags.matches.get(start..).is_some_and(|found| found.iter().any(|m| m.class != Class::CommonWord));
            if !known && kind == Kind::Word {
                self.look_up_with_pronoun(tokens, i, &mut tags.matches);
            }
            let found = tags.matches.get_mut(start..).unwrap_or_default();
            found.sort_by_key(|m| (std::cmp::Reverse(m.len), m.word));
            tags.classes.push(found.iter().fold(ClassSet::default(), |set, m| set.with(m.class)));
            if !opens {
                seen.keep(i, whole);
            }
        }
        tags.from.push(tags.matches.len() as u32);
        tags
    }

    /// Every entry that begins with token `i`; whether phrases can begin with it.
    fn look_up(&self, tokens: &Tokens, i: usize, whole: u64, out: &mut Vec<Match>) -> bool {
        let key = tokens.key(i);
        let mut opens = false;
        let mut next = None;
        for reading in readings(key) {
            let Some(stem) = key.get(reading.stem..) else { continue };
            let hash_of = if reading.stem == 0 { whole } else { hash(stem) };
            let found = self.forms.of(hash_of);
            let matched = |form: &super::forms::Form| Match {
                class: form.class,
                row: form.row,
                features: form.features,
                proclitics: reading.proclitics,
                word: reading.word as u8,
                len: form.words,
                pronoun: "",
            };
            if found.opens {
                opens = true;
                let next = *next.get_or_insert_with(|| hash(tokens.key(i + 1)));
                for form in self.forms.of(pair(hash_of, next)).forms {
                    if allows(form, reading.proclitics) && self.forms.follows(form, tokens, i) {
                        out.push(matched(form));
                    }
                }
            }
            out.extend(found.forms.iter().filter(|form| allows(form, reading.proclitics)).map(matched));
        }
        opens
    }

    /// «بلاده», «وقوله», «وزارتها»: only for words that are nothing else, single words only.
    fn look_up_with_pronoun(&self, tokens: &Tokens, i: usize, out: &mut Vec<Match>) {
        let key = tokens.key(i);
        if !may_end_in_pronoun(key) {
            return;
        }
        let mut joined = String::new();
        for reading in readings(key) {
            let Some(rest) = key.get(reading.stem..) else { continue };
            if reading.proclitics.has(Proclitics::AL) {
                continue;
            }
            for enclitic in enclitics(rest) {
                let Some(stem) = rest.get(..enclitic.stem) else { continue };
                // A teh marbuta opens before a pronoun: وزارته is وزارة + ه.
                let open = stem.strip_suffix('\u{062A}').map(|head| {
                    joined.clear();
                    joined.push_str(head);
                    joined.push('\u{0647}');
                    joined.as_str()
                });
                for stem in [Some(stem), open].into_iter().flatten() {
                    let found = self.forms.of(hash(stem)).forms;
                    for form in found.iter().filter(|f| allows(f, reading.proclitics)) {
                        out.push(Match {
                            class: form.class,
                            row: form.row,
                            features: form.features,
                            proclitics: reading.proclitics,
                            word: reading.word as u8,
                            len: 1,
                            pronoun: enclitic.features,
                        });
                    }
                }
            }
        }
    }
}

/// Whether the last letter of a folded word is that of a pronoun: ه ا م ن ك ي.
fn may_end_in_pronoun(key: &str) -> bool {
    const LAST: [[u8; 2]; 6] = [[0xD9, 0x87], [0xD8, 0xA7], [0xD9, 0x85], [0xD9, 0x86], [0xD9, 0x83], [0xD9, 0x8A]];
    key.as_bytes().last_chunk::<2>().is_some_and(|last| LAST.contains(last))
}

/// The words of one text that have been looked up, by their hash: the latest of those that share a place.
struct Seen {
    /// Tokens, counted from 1.
    latest: Vec<u32>,
}

impl Seen {
    fn of(tokens: usize) -> Seen {
        Seen { latest: vec![0; tokens.next_power_of_two().clamp(64, 4096)] }
    }

    fn place(&self, hash: u64) -> usize {
        (hash >> 12) as usize & self.latest.len().wrapping_sub(1)
    }

    /// The token before `i` with the same spelling.
    fn before(&self, tokens: &Tokens, i: usize, hash: u64) -> Option<usize> {
        let before = (*self.latest.get(self.place(hash))? as usize).checked_sub(1)?;
        (tokens.kind(before) == tokens.kind(i) && tokens.key(before) == tokens.key(i)).then_some(before)
    }

    fn keep(&mut self, i: usize, hash: u64) {
        let place = self.place(hash);
        if let Some(slot) = self.latest.get_mut(place) {
            *slot = i as u32 + 1;
        }
    }
}
