//! One file a command: what it asks of the store, and how it shows the answer.

mod extract;
mod input;
mod read;

use super::Outcome;
use super::args::{Cli, Command};
use super::screen::Screen;
use crate::fault::Fault;

/// Runs the command that was asked for.
pub(super) fn run(cli: &Cli, screen: &Screen) -> Result<Outcome, Fault> {
    match &cli.command {
        Command::Read(args) => read::run(&cli.db, args, screen),
        Command::Extract(args) => extract::run(args, screen),
        _ => Ok(Outcome::Done),
    }
}
