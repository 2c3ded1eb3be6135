//! Which words stand in quotation marks?
//!
//! Reads the marks of one paragraph at a time and pairs them: «…», “…”, "…", '…', ''…'', nested, glued to a
//! preposition («بـ"إطلاق"»), unbalanced, or left open over paragraphs. A mark without a partner spoils nothing:
//! what follows it is paired as if it were not there.

use isnad_text::Kind;

use crate::Document;

/// A stretch of the text between two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Token of the opening mark; of a continued quotation without one the first token of the paragraph.
    pub(super) open: usize,
    /// First token inside.
    pub(super) first: usize,
    /// One past the last token inside.
    pub(super) end: usize,
    /// First token after the closing mark.
    pub(super) after: usize,
    /// Whether a mark closes it.
    pub(super) closed: bool,
    /// Whether it takes up the quotation before it, left open over a paragraph's end.
    pub(super) continues: bool,
    /// How many words it holds.
    pub(super) words: usize,
}

/// All quotations that stand in no other, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Quotations {
    outer: Vec<Quotation>,
}

impl Quotations {
    /// Pairs the marks of a document.
    pub(super) fn of(document: &Document) -> Quotations {
        let mut found = Quotations::default();
        let mut pairing = Pairing::default();
        let mut sentences = document.sentences.iter().peekable();
        while let Some(sentence) = sentences.next() {
            let (first, mut end) = (sentence.first, sentence.end);
            while let Some(next) = sentences.next_if(|s| !s.opens_line && s.first == end) {
                end = next.end;
            }
            let next = sentences.peek().map(|s| s.first);
            pairing.paragraph(document, (first, end, next), &mut found.outer);
        }
        found
    }

    /// The quotation that opens at token `i`.
    pub(super) fn opening(&self, i: usize) -> Option<&Quotation> {
        self.outer.binary_search_by_key(&i, |q| q.open).ok().and_then(|n| self.outer.get(n))
    }

    /// The quotation that holds token `i`, its marks included.
    pub(super) fn around(&self, i: usize) -> Option<&Quotation> {
        let n = self.outer.partition_point(|q| q.open <= i).checked_sub(1)?;
        self.outer.get(n).filter(|q| i < q.after)
    }

    /// The quotation whose closing mark is the last mark before token `i`.
    pub(super) fn closing_before(&self, i: usize) -> Option<&Quotation> {
        let n = self.outer.partition_point(|q| q.after <= i).checked_sub(1)?;
        self.outer.get(n)
    }

    /// The quotations that open inside a range of tokens.
    pub(super) fn within(&self, first: usize, end: usize) -> impl Iterator<Item = &Quotation> {
        let n = self.outer.partition_point(|q| q.open < first);
        self.outer.iter().skip(n).take_while(move |q| q.open < end)
    }

    /// The quotation that takes up `q` after a paragraph's end.
    pub(super) fn continuation(&self, q: &Quotation) -> Option<&Quotation> {
        let n = self.outer.partition_point(|x| x.open <= q.open);
        self.outer.get(n).filter(|x| x.continues)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Angle,
    Curly,
    Straight,
    Single,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    Nothing,
}

#[derive(Default)]
struct Pairing {
    /// Open marks: token, family.
    stack: Vec<(usize, Family)>,
    pairs: Vec<(usize, usize)>,
    /// The family of a quotation that the paragraph before left open.
    over: Option<Family>,
    /// Where the paragraph at hand ends.
    end: usize,
}

impl Pairing {
    fn paragraph(
        &mut self,
        document: &Document,
        (first, end, next): (usize, usize, Option<usize>),
        out: &mut Vec<Quotation>,
    ) {
        self.stack.clear();
        self.pairs.clear();
        self.end = end;
        let mut taken_up = None;
        for i in first..end {
            let Some(family) = family(document, i) else { continue };
            match self.role(document, i, family) {
                Role::Opens => self.stack.push((i, family)),
                Role::Closes => {
                    if !self.close(i, family)
                        && self.over == Some(family)
                        && self.pairs.is_empty()
                        && !document.is(first, crate::lexicon::Class::SpeechVerb)
                    {
                        taken_up = Some(i);
                    }
                }
                Role::Nothing => {}
            }
        }
        let over = self.over.take();
        if let Some(close) = taken_up {
            self.pairs.retain(|(a, _)| *a > close);
            out.push(quotation(document, (first, first, close, close + 1), true, true));
        }
        let opens_alike = over.is_some() && self.stack.first().is_some_and(|(i, f)| *i == first && over == Some(*f));
        self.leftover(document, first, end, next);
        self.pairs.sort_unstable();
        let mut reached = 0;
        for (a, b) in self.pairs.iter().copied() {
            if a >= reached && b > a {
                let continues = a == first && over.is_some();
                let closed = b < end;
                out.push(quotation(
                    document,
                    (a, a + 1, b, (b + 1).min(end)),
                    closed,
                    continues || opens_alike && a == first,
                ));
                reached = b;
            }
        }
    }

    /// Pairs the closing mark at `i`; whether there was one to pair it with.
    fn close(&mut self, i: usize, family: Family) -> bool {
        let same = self.stack.iter().rposition(|(_, f)| *f == family);
        let at = same.or_else(|| {
            // “…" and the like: marks of two families, never the apostrophe.
            (family != Family::Single).then(|| self.stack.iter().rposition(|(_, f)| *f != Family::Single)).flatten()
        });
        let Some(at) = at else { return false };
        if let Some((open, _)) = self.stack.get(at).copied() {
            self.stack.truncate(at);
            self.pairs.push((open, i));
        }
        true
    }

    /// Marks that found no partner in their paragraph.
    fn leftover(&mut self, document: &Document, first: usize, end: usize, next: Option<usize>) {
        let Some((open, family)) = self.stack.first().copied() else { return };
        let last = self.pairs.iter().copied().max_by_key(|(_, b)| *b);
        // One closing mark ends both quotations where it ends the paragraph.
        if let Some((a, b)) = last
            && a > open
            && (b + 1..end).all(|j| {
                matches!(document.tokens.kind(j), Kind::Stop | Kind::Comma | Kind::QuoteClose | Kind::QuoteEither)
            })
        {
            self.pairs.push((open, b));
            return;
        }
        // A mark that opens speech and is closed in a later paragraph, or nowhere.
        let speech = open == first
            || next.is_some_and(|n| self::family(document, n) == Some(family))
            || document.tokens.kind(open - 1) == Kind::Colon
            || document.tokens.kind(open - 1) == Kind::Comma
            || document.is(open - 1, crate::lexicon::Class::SpeechVerb)
            || document.is(open - 1, crate::lexicon::Class::Complementiser);
        if speech && !self.pairs.iter().any(|(a, _)| *a > open) {
            self.pairs.push((open, end));
            self.over = Some(family);
        }
    }

    /// Whether a mark of the same family follows within the paragraph at hand.
    fn returns(&self, document: &Document, i: usize, family: Family) -> bool {
        (i + 1..self.end).any(|j| self::family(document, j) == Some(family))
    }

    fn role(&self, document: &Document, i: usize, family: Family) -> Role {
        let tokens = &document.tokens;
        let spaced = tokens.get(i).is_none_or(|t| t.spaced);
        let before = i.checked_sub(1).map(|b| tokens.kind(b));
        let one_letter = i > 0 && before == Some(Kind::Word) && tokens.key(i - 1).chars().count() <= 2;
        let left = !spaced
            && !one_letter
            && !matches!(
                before,
                None | Some(Kind::Colon | Kind::Comma | Kind::BracketOpen | Kind::Dash | Kind::QuoteOpen)
            );
        let next = tokens.get(i + 1);
        let right = next.is_some_and(|t| {
            !t.spaced
                && !matches!(
                    t.kind,
                    Kind::Comma
                        | Kind::Stop
                        | Kind::Semicolon
                        | Kind::BracketClose
                        | Kind::QuoteClose
                        | Kind::Colon
                        | Kind::Question
                        | Kind::Exclamation
                )
        });
        let open = self.stack.iter().any(|(_, f)| *f == family);
        match tokens.kind(i) {
            Kind::QuoteOpen if open && !right => Role::Closes,
            Kind::QuoteOpen => Role::Opens,
            Kind::QuoteClose if !open && !left && right && self.over.is_none() => Role::Opens,
            // «صرح ” … ”»: marks that were turned round, with a space on either side.
            Kind::QuoteClose
                if !open && !left && !right && self.over.is_none() && self.returns(document, i, family) =>
            {
                Role::Opens
            }
            Kind::QuoteClose => Role::Closes,
            _ => {
                let apostrophe = family == Family::Single
                    && left
                    && (right || before == Some(Kind::Latin))
                    && (before == Some(Kind::Latin) || tokens.kind(i + 1) == Kind::Latin);
                match (left, right) {
                    _ if apostrophe => Role::Nothing,
                    (false, true) => Role::Opens,
                    (true, false) => Role::Closes,
                    _ if open => Role::Closes,
                    _ => Role::Opens,
                }
            }
        }
    }
}

fn quotation(
    document: &Document,
    (open, first, end, after): (usize, usize, usize, usize),
    closed: bool,
    continues: bool,
) -> Quotation {
    let words =
        (first..end).filter(|i| matches!(document.tokens.kind(*i), Kind::Word | Kind::Latin | Kind::Number)).count();
    Quotation { open, first, end, after, closed, continues, words }
}

fn family(document: &Document, i: usize) -> Option<Family> {
    if !matches!(document.tokens.kind(i), Kind::QuoteOpen | Kind::QuoteClose | Kind::QuoteEither) {
        return None;
    }
    let mark = document.tokens.span(i).of(document.text);
    let mut letters = mark.chars();
    let first = letters.next()?;
    Some(match first {
        '"' | '\u{FF02}' => Family::Straight,
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' => Family::Curly,
        '\u{00AB}' | '\u{00BB}' | '\u{2039}' | '\u{203A}' | '\u{300A}' | '\u{300B}' | '\u{226A}' | '\u{226B}' => {
            Family::Angle
        }
        // Two single marks side by side stand for a double one.
        _ if letters.next().is_some() => Family::Straight,
        _ => Family::Single,
    })
}
