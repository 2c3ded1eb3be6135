//! Which text does a PDF hold? Its glyphs with their places, put back into the order of reading.
//!
//! Reads the bytes of a PDF, gives a [`Pdf`]: its text, a paragraph a line, and the title that it states. Pages are read
//! in the order in which they are drawn; what a tagged file calls an artifact (running heads, page numbers) is left out,
//! and so is a line that stands at the same place on most pages.
//!
//! # Limits
//! A scan has no text. Columns come in the order in which the file draws them.

mod lines;

use std::collections::HashMap;

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf as File};
use hayro_interpret::kurbo::{Affine, BezPath, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};

use lines::{Glyph, Line};

/// The text layer of a PDF.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pdf {
    /// Its text, a paragraph a line.
    pub text: String,
    /// The title that the file states.
    pub title: Option<String>,
    /// Number of its pages.
    pub pages: usize,
}

/// Why a PDF gives no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoText {
    /// It is damaged, or no PDF.
    Broken,
    /// It is locked by a password.
    Locked,
    /// It is pictures alone: a scan.
    Scan,
    /// It draws letters without saying which they are.
    Unnamed,
}

/// So many pages are read.
const MOST_PAGES: usize = 2_000;
/// So many glyphs are read: a book of a thousand pages has three million.
const MOST_GLYPHS: usize = 8_000_000;

/// The text of a PDF.
///
/// # Errors
/// Why there is none.
pub fn pdf(bytes: &[u8]) -> Result<Pdf, NoText> {
    let file = File::new(bytes.to_vec()).map_err(|e| match e {
        LoadPdfError::Decryption(_) => NoText::Locked,
        LoadPdfError::Invalid => NoText::Broken,
    })?;
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let mut drawn: Vec<Vec<Glyph>> = Vec::new();
    let (mut seen, mut unnamed) = (0usize, 0usize);
    for page in file.pages().iter().take(MOST_PAGES) {
        let (width, height) = page.render_dimensions();
        let room = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(Affine::IDENTITY, room, &cache, file.xref(), settings.clone());
        let mut text = Text { most: MOST_GLYPHS.saturating_sub(seen), ..Text::default() };
        interpret_page(page, &mut context, &mut text);
        seen += text.glyphs.len();
        unnamed += text.unnamed;
        drawn.push(text.glyphs);
    }
    if seen == 0 {
        return Err(if unnamed > 0 { NoText::Unnamed } else { NoText::Scan });
    }
    if unnamed * 5 > seen {
        return Err(NoText::Unnamed);
    }
    let read = |mirror: bool| drawn.iter().map(|glyphs| lines::lines(glyphs, mirror)).collect::<Vec<_>>();
    let mut pages = read(true);
    if lines::brackets_face_outwards(pages.iter().flatten()) {
        pages = read(false);
    }
    without_running_heads(&mut pages);
    let title = file.metadata().title.as_deref().map(|t| crate::decode(t).into_text().0.trim().to_owned());
    Ok(Pdf { text: lines::paragraphs(&pages), title: title.filter(|t| !t.is_empty()), pages: pages.len() })
}

/// Lines at one place of most pages, whose words differ by their numbers at most.
fn without_running_heads(pages: &mut [Vec<Line>]) {
    if pages.len() < 3 {
        return;
    }
    let key = |l: &Line| {
        let words: String = l.text.chars().filter(|c| c.is_alphabetic()).collect();
        (words, (l.y / 4.0).round() as i64)
    };
    let mut counts: HashMap<(String, i64), usize> = HashMap::new();
    for page in pages.iter() {
        for line in page {
            *counts.entry(key(line)).or_default() += 1;
        }
    }
    let most = pages.len().div_ceil(2);
    for page in pages.iter_mut() {
        page.retain(|l| counts.get(&key(l)).is_none_or(|n| *n <= most || *n < 3));
    }
}

/// Takes down glyphs and draws nothing.
#[derive(Debug, Default)]
struct Text {
    glyphs: Vec<Glyph>,
    most: usize,
    unnamed: usize,
    /// Open marked content; true where it is an artifact.
    open: Vec<bool>,
}

impl<'a> Device<'a> for Text {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        if self.open.contains(&true) {
            return;
        }
        for glyph in run.glyphs() {
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(s)) => s,
                None => {
                    self.unnamed += 1;
                    continue;
                }
            };
            let [a, b, _, _, x, y] = (props.transform * glyph.transform()).as_coeffs();
            let finite = [a, b, x, y].iter().all(|n| n.is_finite());
            let text: String = text.chars().filter(|c| !c.is_control()).collect();
            if text.is_empty() || !finite || self.glyphs.len() >= self.most {
                continue;
            }
            let scale = a.hypot(b);
            let advance = match &**glyph {
                hayro_interpret::font::Glyph::Outline(g) => g.advance_width(),
                hayro_interpret::font::Glyph::Type3(g) => g.advance_width(),
            };
            let width = f64::from(advance.unwrap_or(500.0)) * scale;
            self.glyphs.push(Glyph { x, y, width, size: 1000.0 * scale, text });
        }
    }
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
    fn begin_marked_content(&mut self, tag: &[u8], _: Option<&Dict<'_>>) {
        self.open.push(tag == b"Artifact");
    }
    fn end_marked_content(&mut self) {
        self.open.pop();
    }
}
