//! `serve`: the record in a browser.

use std::path::Path;
use std::time::Duration;

use crate::cli::Outcome;
use crate::cli::args::ServeArgs;
use crate::cli::screen::Screen;
use crate::cli::{Glossary, Lang};
use crate::fault::Fault;
use crate::serve::{Options, open_browser, run as serve, tell};

pub(super) fn run(db: &Path, args: &ServeArgs, screen: &Screen) -> Result<Outcome, Fault> {
    // Pages are Arabic unless somebody asks for English: the locale of a terminal says nothing of a reader.
    let asked = std::env::args().any(|a| a == "--lang=en") || english_asked();
    let lang = if asked { Lang::English } else { Lang::Arabic };
    let options = Options {
        path: db.to_owned(),
        port: args.port,
        lang,
        every: (args.every > 0).then(|| Duration::from_secs(args.every.min(60 * 24 * 365) * 60)),
        offline: args.offline,
        allow_private: args.allow_private,
    };
    let words: Glossary = screen.words;
    let (open, mut told) = (args.open, Ok(()));
    serve(&options, |address| {
        let address = format!("http://{address}/");
        told = tell(&words.fill("say.serving", &[("address", screen.isolate(&address))]));
        if open && open_browser(&address).is_err() {
            screen.aside(&address);
        }
    })?;
    told?;
    Ok(Outcome::Done)
}

/// Whether `--lang en` stands on the command line.
fn english_asked() -> bool {
    let words: Vec<String> = std::env::args().collect();
    words.windows(2).any(|w| matches!(w, [a, b] if a == "--lang" && b == "en"))
}
