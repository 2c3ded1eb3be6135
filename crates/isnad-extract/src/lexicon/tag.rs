//! Which entries begin at which token? One look-up a token and reading, then a walk over the words that follow.

use isnad_text::{Kind, Proclitics, Tokens, enclitics, readings};

use super::forms::allows;
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
        self.at(i).iter().filter(move |m| m.class == class)
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
        for i in 0..tokens.len() {
            let start = tags.matches.len();
            tags.from.push(start as u32);
            if matches!(tokens.kind(i), Kind::Word | Kind::Latin | Kind::Percent | Kind::Currency | Kind::Other) {
                self.look_up(tokens, i, &mut tags.matches);
                let known =
                    tags.matches.get(start..).is_some_and(|found| found.iter().any(|m| m.class != Class::CommonWord));
                if !known && tokens.kind(i) == Kind::Word {
                    self.look_up_with_pronoun(tokens, i, &mut tags.matches);
                }
            }
            let found = tags.matches.get_mut(start..).unwrap_or_default();
            found.sort_by_key(|m| (std::cmp::Reverse(m.len), m.word));
            tags.classes.push(found.iter().fold(ClassSet::default(), |set, m| set.with(m.class)));
        }
        tags.from.push(tags.matches.len() as u32);
        tags
    }

    fn look_up(&self, tokens: &Tokens, i: usize, out: &mut Vec<Match>) {
        let key = tokens.key(i);
        for reading in readings(key) {
            let Some(stem) = key.get(reading.stem..) else { continue };
            for form in self.forms.of(stem) {
                if allows(form, reading.proclitics) && self.forms.follows(form, tokens, i) {
                    out.push(Match {
                        class: form.class,
                        row: form.row,
                        features: form.features,
                        proclitics: reading.proclitics,
                        word: reading.word as u8,
                        len: form.words,
                        pronoun: "",
                    });
                }
            }
        }
    }

    /// «بلاده», «وقوله», «وزارتها»: only for words that are nothing else, single words only.
    fn look_up_with_pronoun(&self, tokens: &Tokens, i: usize, out: &mut Vec<Match>) {
        let key = tokens.key(i);
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
                    for form in self.forms.of(stem).iter().filter(|f| f.words == 1 && allows(f, reading.proclitics)) {
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
