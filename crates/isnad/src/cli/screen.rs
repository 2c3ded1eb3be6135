//! Where do lines go, and what do they look like there?
//!
//! On a terminal: colours (unless `NO_COLOR`), and every piece that mixes directions between first-strong isolates, so
//! that dates, numbers and names stand where they belong. In a pipe or a file: the plain words. What came from a page
//! never brings its own direction marks or control characters onto the screen.

use std::cell::RefCell;
use std::io::{BufWriter, IsTerminal, Write};

use isnad_text::letters::is_bidi_control;

use super::glossary::{Glossary, Lang};
use crate::acquire::Problem;
use crate::fault::Fault;

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

/// How a piece of a line is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Strong,
    Dim,
    Match,
    Warn,
    Speaker,
    Number,
}

/// Standard output and error of one run.
pub(super) struct Screen {
    pub(super) words: Glossary,
    out: RefCell<BufWriter<std::io::Stdout>>,
    terminal: bool,
    colour: bool,
    colour_errors: bool,
    silent: bool,
}

impl Screen {
    pub(super) fn new(lang: Lang, colour: Colour) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        let wanted = |tty: bool| match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => tty && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|t| t != "dumb"),
        };
        Screen {
            words: Glossary { lang },
            out: RefCell::new(BufWriter::with_capacity(1 << 16, std::io::stdout())),
            terminal,
            colour: wanted(terminal),
            colour_errors: wanted(std::io::stderr().is_terminal()),
            silent: false,
        }
    }

    /// One on which nothing appears: for work that nobody watches.
    pub(super) fn silent(lang: Lang) -> Self {
        Screen { silent: true, ..Screen::new(lang, Colour::Never) }
    }

    /// Whether nobody watches.
    pub(super) fn is_silent(&self) -> bool {
        self.silent
    }

    /// One line on standard output.
    pub(super) fn line(&self, line: impl AsRef<str>) -> Result<(), Fault> {
        if self.silent {
            return Ok(());
        }
        let mut out = self.out.borrow_mut();
        out.write_all(line.as_ref().as_bytes())?;
        out.write_all(b"\n")?;
        Ok(())
    }

    /// An empty line.
    pub(super) fn gap(&self) -> Result<(), Fault> {
        self.line("")
    }

    /// The words of a glossary entry, on a line of their own.
    pub(super) fn say(&self, key: &str) -> Result<(), Fault> {
        self.line(self.words.text(key))
    }

    /// Something as JSON, on a line of its own.
    pub(super) fn json(&self, value: &impl serde::Serialize) -> Result<(), Fault> {
        let mut out = self.out.borrow_mut();
        serde_json::to_writer(&mut *out, value)?;
        out.write_all(b"\n")?;
        Ok(())
    }

    /// Bytes as they are.
    pub(super) fn bytes(&self, bytes: &[u8]) -> Result<(), Fault> {
        Ok(self.out.borrow_mut().write_all(bytes)?)
    }

    /// Ends the output.
    pub(super) fn flush(&self) -> Result<(), Fault> {
        Ok(self.out.borrow_mut().flush()?)
    }

    /// A piece that came from outside or runs in its own direction: safe to show, kept together on a terminal.
    pub(super) fn isolate(&self, piece: &str) -> String {
        let piece = safe(piece);
        if self.terminal { format!("\u{2068}{piece}\u{2069}") } else { piece }
    }

    /// A line of pieces that are safe already, kept together on a terminal.
    pub(super) fn whole(&self, line: &str) -> String {
        if self.terminal { format!("\u{2068}{line}\u{2069}") } else { line.to_owned() }
    }

    /// A heading.
    pub(super) fn heading(&self, key: &str) -> Result<(), Fault> {
        self.line(self.look(self.words.text(key), Look::Strong))
    }

    /// A piece in a look.
    pub(super) fn look(&self, piece: &str, look: Look) -> String {
        if self.colour { painted(piece, look) } else { piece.to_owned() }
    }

    /// A found word: coloured, else between brackets.
    pub(super) fn found(&self, piece: &str) -> String {
        if self.colour { painted(&safe(piece), Look::Match) } else { format!("[{}]", safe(piece)) }
    }

    /// A problem with one thing, or a warning, on standard error.
    pub(super) fn problem(&self, problem: &Problem) {
        let details: Vec<(&str, String)> = problem.details.iter().map(|(n, v)| (*n, safe(v))).collect();
        let text = self.words.fill(problem.key, &details);
        let mark = if problem.label.is_empty() { "isnad:".to_owned() } else { format!("{}:", safe(&problem.label)) };
        let mark = if self.colour_errors { painted(&mark, Look::Warn) } else { mark };
        self.aside(format!("{mark} {text}"));
    }

    /// A line on standard error.
    pub(super) fn aside(&self, line: impl AsRef<str>) {
        if self.silent {
            return;
        }
        // Where nobody hears, nothing can be told.
        let _unheard = writeln!(std::io::stderr().lock(), "{}", line.as_ref());
    }

    /// Whether looks are shown by colour; else by signs.
    pub(super) fn coloured(&self) -> bool {
        self.colour
    }
}

fn painted(piece: &str, look: Look) -> String {
    let code = match look {
        Look::Strong => "1",
        Look::Dim => "2",
        Look::Match => "1;33",
        Look::Warn => "1;31",
        Look::Speaker => "1;36",
        Look::Number => "1;32",
    };
    format!("\u{1b}[{code}m{piece}\u{1b}[0m")
}

/// Without what could move the cursor or turn the direction; line breaks and tabs become spaces.
pub(super) fn safe(text: &str) -> String {
    text.chars()
        .filter(|c| !is_bidi_control(*c))
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect()
}
