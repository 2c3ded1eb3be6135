//! One file a command: what it asks of the store, and how it shows the answer.

mod extract;
mod figures;
mod input;
mod read;
mod search;
mod sources;
mod statements;
mod timeline;

use super::Outcome;
use super::args::{Cli, Command};
use super::screen::Screen;
use crate::fault::Fault;

/// Runs the command that was asked for.
pub(super) fn run(cli: &Cli, screen: &Screen) -> Result<Outcome, Fault> {
    match &cli.command {
        Command::Read(args) => read::run(&cli.db, args, screen),
        Command::Extract(args) => extract::run(args, screen),
        Command::Statements(args) => statements::run(&cli.db, args, screen),
        Command::Figures(args) => figures::run(&cli.db, args, screen),
        Command::Timeline(args) => timeline::run(&cli.db, args, screen),
        Command::Search(args) => search::run(&cli.db, args, screen),
        Command::Sources(args) => sources::run(&cli.db, args, screen),
        _ => Ok(Outcome::Done),
    }
}
