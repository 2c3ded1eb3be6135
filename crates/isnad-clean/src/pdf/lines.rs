//! In which order are letters read that a page only draws at places?
//!
//! Reads glyphs with their places, in the order in which they are drawn; gives lines and from them paragraphs. A line is
//! put in the order of the eye first, then turned: Arabic runs from right to left, numbers and Latin words from left to
//! right, brackets mirrored, ligatures and shaped letters spelled out.

use isnad_text::letters;

/// A glyph: where it stands on its page, how wide and large it is, which letters it shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) size: f64,
    pub(crate) text: String,
}

/// A line of a page, in the order of reading.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) y: f64,
    pub(crate) size: f64,
    pub(crate) from_right: bool,
}

/// A piece of a line at its place: a letter with the marks on it.
#[derive(Debug, Clone)]
struct Cell {
    x: f64,
    end: f64,
    text: String,
    sort: Sort,
}

/// How a character runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Arabic,
    Latin,
    Digit,
    Other,
}

/// The lines of a page's glyphs. `mirror`: brackets are named as they are drawn, not as they are written.
pub(crate) fn lines(glyphs: &[Glyph], mirror: bool) -> Vec<Line> {
    let mut out = Vec::new();
    let mut from = 0;
    let (mut left, mut right) = (f64::MAX, f64::MIN);
    for (i, g) in glyphs.iter().enumerate() {
        let first = glyphs.get(from).unwrap_or(g);
        let reach = 3.0 * g.size.max(first.size);
        let same = (g.y - first.y).abs() <= 0.3 * g.size.max(first.size) && g.x <= right + reach && g.x >= left - reach;
        if i > from && !same {
            out.extend(line(glyphs.get(from..i).unwrap_or_default(), mirror));
            from = i;
            (left, right) = (f64::MAX, f64::MIN);
        }
        left = left.min(g.x);
        right = right.max(g.x + g.width);
    }
    out.extend(line(glyphs.get(from..).unwrap_or_default(), mirror));
    out
}

fn line(glyphs: &[Glyph], mirror: bool) -> Option<Line> {
    let mut cells = cells(glyphs);
    let size = glyphs.iter().map(|g| g.size).fold(0.0, f64::max);
    cells.sort_by(|a, b| a.x.total_cmp(&b.x));
    let cells = spaced(cells, size);
    let count = |sort: Sort| cells.iter().filter(|c| c.sort == sort).count();
    let from_right = count(Sort::Arabic) > 0 && count(Sort::Arabic) >= count(Sort::Latin);
    let text = unshaped(&logical(&cells, from_right, mirror));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let left = cells.first()?.x;
    let right = cells.iter().map(|c| c.end).fold(left, f64::max);
    (!text.is_empty()).then_some(Line { text, left, right, y: glyphs.first()?.y, size, from_right })
}

/// Letters with the marks that stand on them; a mark belongs to the letter drawn just before or after it that begins
/// nearest to its left.
fn cells(glyphs: &[Glyph]) -> Vec<Cell> {
    let is_mark =
        |g: &Glyph| !g.text.is_empty() && g.text.chars().all(|c| letters::is_arabic_mark(c) && c != '\u{0640}');
    let mut out: Vec<Cell> = Vec::with_capacity(glyphs.len());
    // Marks drawn before their letter, to be put on the next one.
    let mut waiting = String::new();
    for (i, g) in glyphs.iter().enumerate() {
        if is_mark(g) {
            let next = glyphs.get(i + 1..).unwrap_or_default().iter().find(|n| !is_mark(n));
            let next = next.map_or(f64::MAX, |n| n.x);
            let slack = 0.1 * g.size;
            let before = out.last().map_or(f64::MIN, |c| c.x);
            let on_next = next <= g.x + slack && (next >= before || before > g.x + slack);
            match out.last_mut() {
                Some(last) if !on_next => last.text.push_str(&g.text),
                _ => waiting.push_str(&g.text),
            }
            continue;
        }
        let mut text = g.text.clone();
        text.push_str(&std::mem::take(&mut waiting));
        let sort = text.chars().next().map_or(Sort::Other, sort);
        out.push(Cell { x: g.x, end: g.x + g.width, text, sort });
    }
    out
}

fn sort(c: char) -> Sort {
    match c {
        _ if letters::is_arabic_letter(c) || c == '\u{0640}' => Sort::Arabic,
        _ if letters::digit(c).is_some() => Sort::Digit,
        _ if c.is_alphabetic() => Sort::Latin,
        _ => Sort::Other,
    }
}

/// A space wherever a gap is left.
fn spaced(cells: Vec<Cell>, size: f64) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::with_capacity(cells.len() + 16);
    for cell in cells {
        if let Some(last) = out.last() {
            let gap = cell.x - last.end;
            if gap > 0.2 * size && last.text != " " && cell.text != " " {
                out.push(Cell { x: last.end, end: cell.x, text: " ".into(), sort: Sort::Other });
            }
        }
        out.push(cell);
    }
    out
}

/// From the order of the eye, left to right, to the order of reading.
fn logical(cells: &[Cell], from_right: bool, mirror: bool) -> String {
    let mut runs: Vec<(usize, usize, bool)> = Vec::new();
    let mut at = 0;
    while let Some(cell) = cells.get(at) {
        let turned = match cell.sort {
            Sort::Arabic => !from_right,
            Sort::Latin | Sort::Digit => from_right,
            Sort::Other => false,
        };
        let end = if turned { run_end(cells, at, from_right) } else { at + 1 };
        runs.push((at, end, turned));
        at = end;
    }
    let mut out = String::new();
    let write = |out: &mut String, cells: &[Cell], backwards: bool| {
        let mut put = |c: &Cell| match c.text.chars().next().map(mirrored) {
            Some(Some(m)) if backwards && mirror => out.push(m),
            _ => out.push_str(&c.text),
        };
        if backwards {
            cells.iter().rev().for_each(&mut put);
        } else {
            cells.iter().for_each(&mut put);
        }
    };
    if from_right {
        runs.reverse();
    }
    for (from, to, turned) in runs {
        write(&mut out, cells.get(from..to).unwrap_or_default(), turned != from_right);
    }
    out
}

/// Where a run against the direction of its line ends: numbers with one mark inside, Latin words with spaces and marks,
/// Arabic words likewise.
fn run_end(cells: &[Cell], from: usize, latin: bool) -> usize {
    let mut end = from + 1;
    let mut words = cells.get(from).is_some_and(|c| c.sort != Sort::Digit);
    let mut at = end;
    while let Some(cell) = cells.get(at) {
        let inside = match cell.sort {
            Sort::Arabic => !latin,
            Sort::Latin => latin,
            Sort::Digit => true,
            Sort::Other => {
                let joins = words
                    || (at == end
                        && matches!(cell.text.as_str(), "." | "," | "/" | ":" | "-" | "\u{066B}" | "\u{066C}"));
                if !joins || at >= end + 3 {
                    break;
                }
                at += 1;
                continue;
            }
        };
        // A Latin word behind a number and a space is another run.
        if !inside || (at > end && !words && cell.sort != Sort::Digit) {
            break;
        }
        words |= cell.sort != Sort::Digit;
        at += 1;
        end = at;
    }
    end
}

/// Whether more brackets close than open where they stand in the lines: they were named as they are written.
pub(crate) fn brackets_face_outwards<'l>(lines: impl Iterator<Item = &'l Line>) -> bool {
    let (mut well, mut badly) = (0usize, 0usize);
    for line in lines.filter(|l| l.from_right) {
        for (opens, closes) in [('(', ')'), ('[', ']'), ('«', '»')] {
            let mut open = 0usize;
            for c in line.text.chars() {
                if c == opens {
                    open += 1;
                } else if c == closes && open > 0 {
                    open -= 1;
                    well += 1;
                } else if c == closes {
                    badly += 1;
                }
            }
        }
    }
    badly > well
}

/// The sign that a bracket is drawn as where reading runs the other way.
fn mirrored(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        '<' => '>',
        '>' => '<',
        '{' => '}',
        '}' => '{',
        _ => return None,
    })
}

/// Shaped letters and ligatures as the letters that they stand for.
fn unshaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        letters::unshape_into(c, &mut out);
    }
    out
}

/// Lines put together to paragraphs, one a line: a line goes on where the one before fills its column.
pub(crate) fn paragraphs(pages: &[Vec<Line>]) -> String {
    let mut out = String::new();
    let mut before: Option<&Line> = None;
    for page in pages {
        for (i, line) in page.iter().enumerate() {
            let goes_on = before.is_some_and(|b| i > 0 && continues(b, line, page));
            if !out.is_empty() {
                out.push(if goes_on { ' ' } else { '\n' });
            }
            out.push_str(&line.text);
            before = Some(line);
        }
    }
    out
}

fn continues(before: &Line, line: &Line, page: &[Line]) -> bool {
    let alike = |a: &Line, b: &Line| (a.size - b.size).abs() < 0.1 * a.size && a.left < b.right && b.left < a.right;
    let step = (before.y - line.y).abs();
    if !alike(before, line) || before.from_right != line.from_right || step > 2.8 * line.size || step < 0.5 * line.size
    {
        return false;
    }
    // The column: the lines alike that overlap this one.
    let column = page.iter().filter(|l| alike(l, before));
    let (left, right) = column.fold((f64::MAX, f64::MIN), |(a, b), l| (a.min(l.left), b.max(l.right)));
    let short = if before.from_right { before.left - left } else { right - before.right };
    // A wider step than between its lines parts paragraphs.
    let steps = page.windows(2).filter_map(|w| match w {
        [a, b] if alike(a, b) && alike(a, before) => Some((a.y - b.y).abs()).filter(|s| *s > 0.5 * line.size),
        _ => None,
    });
    let least = steps.fold(f64::MAX, f64::min);
    short < 0.15 * (right - left) && step <= 1.3 * least
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of one width, drawn from left to right as the eye sees them.
    fn drawn(seen: &str) -> Vec<Glyph> {
        seen.chars()
            .enumerate()
            .map(|(n, c)| Glyph { x: n as f64 * 5.0, y: 100.0, width: 5.0, size: 10.0, text: c.to_string() })
            .collect()
    }

    fn read(seen: &str) -> String {
        lines(&drawn(seen), true).iter().map(|l| l.text.clone()).collect::<Vec<_>>().join("\n")
    }

    fn backwards(text: &str) -> String {
        text.chars().rev().collect()
    }

    #[test]
    fn arabic_is_read_from_the_right_and_numbers_from_the_left() {
        assert_eq!(read(&backwards("قال الوزير")), "قال الوزير");
        let seen = format!("{} 12 {}", backwards("مستشفى"), backwards("افتتحت"));
        assert_eq!(read(&seen), "افتتحت 12 مستشفى");
        let seen = format!("%15.5 {}", backwards("نسبتها"));
        assert_eq!(read(&seen), "نسبتها 15.5%");
        let seen = format!("«2025 {}»", backwards("حتى"));
        assert_eq!(read(&seen), "«حتى 2025»");
        let seen = format!("({}) WHO 2024-05-17", backwards("الوزارة"));
        assert_eq!(read(&seen), "WHO 2024-05-17 (الوزارة)");
        assert_eq!(read("The ministry (with brackets) has 12."), "The ministry (with brackets) has 12.");
        assert_eq!(read(&format!("He said {} twice", backwards("نعم يا سيدي"))), "He said نعم يا سيدي twice");
    }

    #[test]
    fn brackets_that_are_named_as_they_are_written() {
        let glyphs = drawn(&backwards("أن «العمل مستمر» (اليوم)"));
        assert!(brackets_face_outwards(lines(&glyphs, true).iter()));
        assert_eq!(lines(&glyphs, false)[0].text, "أن «العمل مستمر» (اليوم)");
    }

    #[test]
    fn shaped_letters_marks_and_gaps() {
        assert_eq!(read(&backwards("ﻭﺯﺍﺭﺓ ﺍﻷﻣﻦ")), "وزارة الأمن");
        // A mark drawn before its letter, as reversed runs have it, and behind it.
        let mut glyphs = drawn(&backwards("أن"));
        let mark = |x: f64| Glyph { x, y: 100.0, width: 0.0, size: 10.0, text: "\u{0651}".into() };
        glyphs.insert(0, mark(2.0));
        assert_eq!(lines(&glyphs, true)[0].text, "أنّ");
        let mut glyphs = drawn(&backwards("أن"));
        glyphs.insert(1, mark(2.0));
        assert_eq!(lines(&glyphs, true)[0].text, "أنّ");
        let mut glyphs = drawn(&backwards("قالالوزير"));
        for g in glyphs.iter_mut().skip(6) {
            g.x += 4.0;
        }
        assert_eq!(lines(&glyphs, true)[0].text, "قال الوزير");
    }

    #[test]
    fn a_full_line_goes_on() {
        let line = |left: f64, y: f64, text: &str| Line {
            text: text.into(),
            left,
            right: 500.0,
            y,
            size: 10.0,
            from_right: true,
        };
        let page = vec![
            line(100.0, 700.0, "قال الوزير إن"),
            line(300.0, 685.0, "العدد ارتفع."),
            line(102.0, 670.0, "وأضاف أن"),
            line(400.0, 655.0, "العمل مستمر."),
        ];
        assert_eq!(paragraphs(&[page]), "قال الوزير إن العدد ارتفع.\nوأضاف أن العمل مستمر.");
    }
}
