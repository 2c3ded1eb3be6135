//! `read`: documents into the store, with progress, and a summary at the end.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::input::{arrivals, given, jobs, passed_over};
use super::progress::Progress;
use super::take::{Run, stop_signal};
use crate::acquire::Arrivals;
use crate::cli::Outcome;
use crate::cli::args::ReadArgs;
use crate::cli::screen::Screen;
use crate::fault::Fault;
use crate::store::{Access, Store};

pub(super) fn run(db: &Path, args: &ReadArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let given = given(&args.input, false)?;
    let store = Store::open(db, Access::Create)?;
    let mut progress = Progress::of_bytes(Arrivals::size_of(&args.input.paths), screen, args.quiet);
    let incoming = arrivals(&args.input)?;
    let passed = incoming.passed();
    let run = Run {
        store: &store,
        given: &given,
        jobs: jobs(args.input.jobs),
        stop: stop_signal(),
        quiet: args.quiet,
        screen,
    };
    let asked = |label: &str| asked(&args.input.paths, label).to_owned();
    let tally = run.take(incoming, &mut progress, &asked, &mut |_, progress| {
        progress.at(passed.read());
        Ok(())
    })?;
    if !args.quiet {
        passed_over(&passed, screen);
    }
    if run.stop.load(Ordering::SeqCst) {
        screen.aside(screen.words.text("say.read.interrupted"));
        return Err(Fault::Interrupted);
    }
    if !args.quiet {
        super::summary::tell(&store, &tally, screen)?;
    }
    Ok(if tally.failed + tally.broken > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

/// The file that a label belongs to: what is read again where the label failed.
pub(super) fn asked<'a>(paths: &'a [std::path::PathBuf], label: &'a str) -> &'a str {
    let holds = |p: &&str| label.strip_prefix(*p).is_some_and(|rest| rest.starts_with([':', '@', '/', '\\']));
    // A file of a folder is read again by itself: what follows its name says where in it.
    let file = paths.iter().filter_map(|p| p.to_str()).find(|p| *p == label || (holds(p) && Path::new(p).is_file()));
    file.unwrap_or_else(|| {
        let end = label.rfind([':', '@']).filter(|e| !Path::new(label).exists() && *e > 1);
        end.and_then(|e| label.get(..e)).filter(|p| Path::new(p).exists()).unwrap_or(label)
    })
}
