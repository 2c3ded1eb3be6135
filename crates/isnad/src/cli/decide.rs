//! What a person may decide and how it is said on the command line: who is whom, and whether an entry is right.

use clap::Args;

#[derive(Debug, Args)]
pub(super) struct DecideArgs {
    #[arg(value_name = "ENTITY")]
    pub(super) one: String,
    #[arg(value_name = "ENTITY")]
    pub(super) other: String,
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct UndoArgs {
    #[arg(value_name = "NUMBER")]
    pub(super) number: i64,
}

#[derive(Debug, Args)]
pub(super) struct DecisionsArgs {
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct ReviewArgs {
    #[arg(value_name = "ID", requires = "by")]
    pub(super) entry: Option<String>,
    #[arg(long, value_name = "NAME", requires = "entry")]
    pub(super) by: Option<String>,
    #[arg(long, requires = "entry")]
    pub(super) wrong: bool,
    #[arg(long, value_name = "TEXT", requires = "entry")]
    pub(super) note: Option<String>,
    #[arg(long, value_name = "NUMBER", conflicts_with = "entry")]
    pub(super) undo: Option<i64>,
    #[arg(long)]
    pub(super) json: bool,
}
