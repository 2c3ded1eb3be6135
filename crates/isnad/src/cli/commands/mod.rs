//! One file a command: what it asks of the store, and how it shows the answer.

mod copies;
mod differences;
mod dossier;
mod explain;
mod export;
mod extract;
mod figures;
mod input;
mod keep;
mod positions;
mod progress;
mod promises;
mod read;
mod review;
mod rules;
mod search;
mod serve;
mod show;
mod sources;
mod statements;
mod stories;
mod summary;
mod take;
mod timeline;
mod unattended;
mod verify;
mod web;
mod who;

use isnad_link::identity::Verdict;

pub(crate) use input::guarded;
pub(crate) use keep::now;
pub(crate) use take::to_keep;
pub(crate) use unattended::Unattended;

use super::Outcome;
use super::args::{Cli, Command, table};
use super::screen::Screen;
use crate::fault::Fault;

/// Runs the command that was asked for.
pub(super) fn run(cli: &Cli, screen: &Screen) -> Result<Outcome, Fault> {
    match &cli.command {
        Command::Read(args) => read::run(&cli.db, args, screen),
        Command::Fetch(args) => web::fetch(&cli.db, args, screen),
        Command::Follow(args) => web::follow(&cli.db, args, screen),
        Command::Update(args) => web::update(&cli.db, args, screen),
        Command::Extract(args) => extract::run(args, screen),
        Command::Statements(args) => statements::run(&cli.db, args, screen),
        Command::Figures(args) => figures::run(&cli.db, args, screen),
        Command::Timeline(args) => timeline::run(&cli.db, args, screen),
        Command::Serve(args) => serve::run(&cli.db, args, screen),
        Command::Stories(args) => stories::run(&cli.db, args, screen),
        Command::Copies(args) => copies::run(&cli.db, args, screen),
        Command::Differences(args) => differences::run(&cli.db, args, screen),
        Command::Positions(args) => positions::run(&cli.db, args, screen),
        Command::Dossier(args) => dossier::run(&cli.db, args, screen),
        Command::Verify(args) => verify::run(&cli.db, args, screen),
        Command::Promises(args) => promises::run(&cli.db, args, screen),
        Command::Search(args) => search::run(&cli.db, args, screen),
        Command::Who(args) => who::run(&cli.db, args, screen),
        Command::Same(args) => who::decide(&cli.db, Verdict::Same, args, screen),
        Command::Apart(args) => who::decide(&cli.db, Verdict::Apart, args, screen),
        Command::Undo(args) => who::undo(&cli.db, args, screen),
        Command::Decisions(args) => who::decisions(&cli.db, args, screen),
        Command::Review(args) => review::run(&cli.db, args, screen),
        Command::Sources(args) => sources::run(&cli.db, args, screen),
        Command::Show(args) => show::run(&cli.db, args, screen),
        Command::Export(args) => export::run(&cli.db, args, screen),
        Command::Rules(args) => rules::run(args, screen),
        Command::Explain(args) => explain::run(&cli.db, args, screen),
        Command::Doctor(args) => keep::doctor(&cli.db, args, screen),
        Command::Reread(args) => keep::reread(&cli.db, args, screen),
        Command::Forget(args) => keep::forget(&cli.db, args, screen),
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(table(screen.words.lang)).render(&mut page)?;
            screen.bytes(&page)?;
            Ok(Outcome::Done)
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut table(screen.words.lang), "isnad", &mut script);
            screen.bytes(&script)?;
            Ok(Outcome::Done)
        }
    }
}
