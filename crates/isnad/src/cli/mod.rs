//! What does the user ask, and how is the record shown?
//!
//! - `args`: the one table of commands and options; `glossary`: every word that is printed, in Arabic and English.
//! - `screen`: where lines go: colours and direction on a terminal, plain elsewhere.
//! - `commands`: one file a command.
//!
//! Exit codes: 0 done, 1 nothing found, 2 something could not be read or done.

mod args;
mod commands;
mod decide;
mod glossary;
pub(crate) mod lines;
mod screen;

use std::process::ExitCode;

use crate::fault::Fault;

pub(crate) use commands::{Unattended, guarded, now, to_keep};
pub(crate) use glossary::grouped;
pub use glossary::{Glossary, Lang};
use screen::Screen;

/// What a command ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    NothingFound,
    SomeFailed,
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let lang = args::lang();
    let cli = match args::parse(lang) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let screen = Screen::new(lang, cli.color);
    let outcome = commands::run(&cli, &screen).and_then(|outcome| screen.flush().map(|()| outcome));
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NothingFound) => ExitCode::from(1),
        Ok(Outcome::SomeFailed) => ExitCode::from(2),
        Err(Fault::PipeClosed) => ExitCode::SUCCESS,
        Err(Fault::Interrupted) => ExitCode::from(130),
        Err(Fault::Told(problem)) => {
            // What was printed before the fault stands; where it cannot be printed there is nobody to tell.
            let _printed = screen.flush();
            screen.problem(&problem);
            ExitCode::from(2)
        }
    }
}
