//! What is known so far of a text being read? The lines with their marks; the rules read and write these.

use isnad_text::{Block, BlockKind, Furniture, FurnitureReason, Span};

use super::lines::Line;

/// What a line turned out to be.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mark {
    /// The sort of block; a line without one is a paragraph of the body, unless it is furniture.
    pub(crate) kind: Option<BlockKind>,
    /// Why it is furniture, and by which rule.
    pub(crate) furniture: Option<(FurnitureReason, &'static str)>,
}

impl Mark {
    /// Whether no rule has spoken yet.
    pub(crate) fn is_open(self) -> bool {
        self.kind.is_none() && self.furniture.is_none()
    }
}

/// A text with the marks of its lines.
#[derive(Debug)]
pub(crate) struct Page<'t> {
    pub(crate) text: &'t str,
    pub(crate) lines: Vec<Line>,
    pub(crate) marks: Vec<Mark>,
    /// Furniture that is part of a line.
    pub(crate) pieces: Vec<Furniture>,
    /// The line of the headline.
    pub(crate) headline: Option<usize>,
    /// The headline where it is part of a line.
    pub(crate) headline_piece: Option<Span>,
    /// First and one past the last line that reads like a paragraph.
    pub(crate) prose: (usize, usize),
}

impl<'t> Page<'t> {
    /// A text, cut, nothing marked.
    pub(crate) fn of(text: &'t str) -> Self {
        let lines = super::lines::cut(text);
        let marks = vec![Mark::default(); lines.len()];
        Page { text, lines, marks, pieces: Vec::new(), headline: None, headline_piece: None, prose: (0, 0) }
    }

    /// The mark of line `i`.
    pub(crate) fn mark(&self, i: usize) -> Mark {
        self.marks.get(i).copied().unwrap_or_default()
    }

    /// Whether no rule has spoken on line `i`.
    pub(crate) fn is_open(&self, i: usize) -> bool {
        i < self.marks.len() && self.mark(i).is_open()
    }

    /// Line `i`; an empty one past the end.
    pub(crate) fn line(&self, i: usize) -> Line {
        self.lines.get(i).copied().unwrap_or_default()
    }

    /// Whether line `i` stands below something that can be a headline.
    pub(crate) fn headline_above(&self, i: usize) -> bool {
        (0..i).any(|n| {
            let mark = self.mark(n);
            mark.kind == Some(BlockKind::Headline) || (mark.is_open() && (3..=32).contains(&self.line(n).words))
        })
    }

    /// The words of line `i`.
    pub(crate) fn words(&self, i: usize) -> &'t str {
        self.lines.get(i).map_or("", |l| l.of(self.text))
    }

    /// Marks line `i` as furniture.
    pub(crate) fn furnish(&mut self, i: usize, reason: FurnitureReason, rule: &'static str) {
        if let Some(m) = self.marks.get_mut(i) {
            m.furniture.get_or_insert((reason, rule));
        }
    }

    /// Gives line `i` its sort of block.
    pub(crate) fn set_kind(&mut self, i: usize, kind: BlockKind) {
        if let Some(m) = self.marks.get_mut(i) {
            m.kind.get_or_insert(kind);
        }
    }

    /// Finds the first and last line that read like paragraphs.
    pub(crate) fn find_prose(&mut self) {
        self.find_prose_without(|_| false);
    }

    /// As [`Self::find_prose`], the lines that `skip` names left out.
    pub(crate) fn find_prose_without(&mut self, skip: impl Fn(usize) -> bool) {
        let mut prose = self
            .lines
            .iter()
            .zip(&self.marks)
            .enumerate()
            .filter(|(i, (l, m))| m.furniture.is_none() && l.is_prose() && !skip(*i))
            .map(|(i, _)| i);
        self.prose = match prose.next() {
            Some(first) => (first, prose.next_back().unwrap_or(first) + 1),
            None => (self.lines.len(), self.lines.len()),
        };
    }

    /// Whether paragraphs of this text end in a stop as a rule.
    pub(crate) fn uses_stops(&self) -> bool {
        let (mut prose, mut stopped) = (0u32, 0u32);
        for (l, m) in self.lines.iter().zip(&self.marks) {
            if m.furniture.is_none() && l.words >= 12 {
                prose += 1;
                stopped += u32::from(l.ends_sentence() || l.last == ':');
            }
        }
        prose > 0 && stopped * 5 >= prose * 4
    }

    /// The blocks of the text in order: lines that are no furniture, or have a sort of their own. A paragraph that
    /// only a run of spaces parts from the one before it, in the middle of a sentence, belongs to it.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut joins = false;
        for (line, mark) in self.lines.iter().zip(&self.marks) {
            if mark.furniture.is_some() && mark.kind.is_none() {
                joins = false;
                continue;
            }
            let kind = mark.kind.unwrap_or(BlockKind::Body);
            let span = Span::at(line.start, line.end);
            match blocks.last_mut() {
                Some(last) if joins && line.gap == 0 && kind == BlockKind::Body => last.span = last.span.to(span),
                _ => blocks.push(Block { span, kind, path: None }),
            }
            joins = kind == BlockKind::Body && !line.ends_sentence();
        }
        blocks
    }

    /// The furniture of the text, in order, not overlapping.
    pub(crate) fn furniture(&self) -> Vec<Furniture> {
        let mut all: Vec<Furniture> = self
            .lines
            .iter()
            .zip(&self.marks)
            .filter_map(|(l, m)| {
                m.furniture.map(|(reason, rule)| Furniture { span: Span::at(l.start, l.end), reason, rule })
            })
            .collect();
        all.extend(self.pieces.iter().filter(|p| !p.span.is_empty()).cloned());
        all.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
        let mut end = 0;
        all.retain(|f| {
            let keep = f.span.start >= end;
            if keep {
                end = f.span.end;
            }
            keep
        });
        all
    }
}
