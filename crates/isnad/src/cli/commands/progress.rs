//! How far is it? A line on standard error for work of more than a second, only on a terminal.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::Glossary;
use crate::cli::screen::Screen;

/// Progress of one run.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    total: u64,
    done: u64,
    bytes: bool,
    started: Instant,
    wanted: bool,
    words: Glossary,
}

impl Progress {
    /// Of so many bytes; 0 where nobody knows.
    pub(super) fn of_bytes(total: u64, screen: &Screen, quiet: bool) -> Self {
        let wanted = !quiet && !screen.is_silent() && std::io::stderr().is_terminal();
        Progress { bar: None, total, done: 0, bytes: true, started: Instant::now(), wanted, words: screen.words }
    }

    /// Of so many documents.
    pub(super) fn of_items(total: u64, screen: &Screen) -> Self {
        Progress { bytes: false, ..Self::of_bytes(total, screen, false) }
    }

    /// So much more is done.
    pub(super) fn step(&mut self, by: u64) {
        self.done += by;
        if self.bar.is_none() && self.wanted && self.started.elapsed() > Duration::from_secs(1) {
            self.bar = Some(self.begin());
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
        }
    }

    /// So much is done in all.
    pub(super) fn at(&mut self, done: u64) {
        self.step(done.saturating_sub(self.done));
    }

    fn begin(&self) -> ProgressBar {
        let left = self.words.text("label.remaining");
        let template = match (self.total > 0, self.bytes) {
            (true, true) => {
                format!("{{bar:30}} {{percent}}%  {{binary_bytes}}  {{binary_bytes_per_sec}}  {left} {{eta}}")
            }
            (true, false) => {
                format!("{{bar:30}} {{percent}}%  {{human_pos}}/{{human_len}}  {{per_sec}}  {left} {{eta}}")
            }
            (false, _) => "{spinner} {binary_bytes}  {binary_bytes_per_sec}".to_owned(),
        };
        let bar = if self.total > 0 { ProgressBar::new(self.total) } else { ProgressBar::new_spinner() };
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.with_elapsed(self.started.elapsed())
    }

    /// Tells something without breaking the line of progress.
    pub(super) fn above(&self, tell: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(tell),
            None => tell(),
        }
    }

    /// Takes the line away.
    pub(super) fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
