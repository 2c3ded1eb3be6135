//! The one table of commands and options: parsing, help, man page and completions come from it.
//!
//! The words of the help are the glossary's: entry `help.COMMAND` for a command, `help.COMMAND.OPTION` (or
//! `help.any.OPTION`) for what it takes.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::decide::{DecideArgs, DecisionsArgs, ReviewArgs, UndoArgs};
use super::glossary::{Glossary, Lang};
use super::screen::Colour;
use crate::acquire::Form;

#[derive(Debug, Parser)]
#[command(name = "isnad", version, disable_help_subcommand = true, max_term_width = 100)]
pub(super) struct Cli {
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        default_value = "isnad.db",
        env = "ISNAD_DB",
        hide_env_values = true
    )]
    pub(super) db: PathBuf,
    #[arg(long, global = true, value_name = "ar|en", value_parser = ["ar", "en"])]
    pub(super) lang: Option<String>,
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value = "auto")]
    pub(super) color: Colour,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Read(ReadArgs),
    Fetch(FetchArgs),
    Follow(FollowArgs),
    Update(UpdateArgs),
    Extract(ExtractArgs),
    Statements(StatementArgs),
    Figures(FigureArgs),
    Timeline(TimelineArgs),
    Stories(StoriesArgs),
    Copies(CopiesArgs),
    Differences(DifferenceArgs),
    Positions(PositionArgs),
    Dossier(DossierArgs),
    Verify(VerifyArgs),
    Promises(PromiseArgs),
    Search(SearchArgs),
    Serve(ServeArgs),
    Who(WhoArgs),
    Same(DecideArgs),
    Apart(DecideArgs),
    Undo(UndoArgs),
    Decisions(DecisionsArgs),
    Review(ReviewArgs),
    Show(ShowArgs),
    Sources(SourcesArgs),
    Export(ExportArgs),
    Rules(RulesArgs),
    Explain(ExplainArgs),
    Doctor(DoctorArgs),
    Reread(RereadArgs),
    Forget(ForgetArgs),
    Man,
    Completions { shell: clap_complete::Shell },
}

/// What documents are read from and how.
#[derive(Debug, Args)]
pub(super) struct Input {
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[arg(long, value_enum, value_name = "FORM")]
    pub(super) from: Option<FromArg>,
    #[arg(long, value_name = "DAY")]
    pub(super) published: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(super) source: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub(super) country: Option<String>,
    #[arg(long, value_name = "FIELD=NAME,…")]
    pub(super) columns: Option<String>,
    #[arg(long, value_name = "FILE", env = "ISNAD_OUTLETS", hide_env_values = true)]
    pub(super) outlets: Option<PathBuf>,
    #[arg(long, short, value_name = "N")]
    pub(super) jobs: Option<usize>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FromArg {
    Text,
    Html,
    Jsonl,
    Csv,
    Warc,
    Feed,
}

impl FromArg {
    pub(super) fn form(self) -> Form {
        match self {
            FromArg::Text => Form::Text,
            FromArg::Html => Form::Html,
            FromArg::Jsonl => Form::JsonLines,
            FromArg::Csv => Form::Csv,
            FromArg::Warc => Form::Warc,
            FromArg::Feed => Form::Feed,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct ReadArgs {
    #[command(flatten)]
    pub(super) input: Input,
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// How the web is asked, and what is said of what it answers.
#[derive(Debug, Args)]
pub(super) struct WebArgs {
    #[arg(long, value_name = "NAME")]
    pub(super) source: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub(super) country: Option<String>,
    #[arg(long, value_name = "SECONDS")]
    pub(super) pause: Option<f64>,
    #[arg(long, value_name = "SECONDS")]
    pub(super) patience: Option<f64>,
    #[arg(long, value_name = "N")]
    pub(super) most: Option<usize>,
    #[arg(long, value_name = "DAYS", default_value_t = 14)]
    pub(super) silent: i64,
    #[arg(long, value_name = "FILE", env = "ISNAD_OUTLETS", hide_env_values = true)]
    pub(super) outlets: Option<PathBuf>,
    #[arg(long)]
    pub(super) allow_private: bool,
    #[arg(long, short)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct FetchArgs {
    #[arg(required = true, value_name = "URL")]
    pub(super) urls: Vec<String>,
    #[command(flatten)]
    pub(super) web: WebArgs,
}

#[derive(Debug, Args)]
pub(super) struct FollowArgs {
    #[arg(value_name = "URL")]
    pub(super) feeds: Vec<String>,
    #[arg(long, value_name = "URL")]
    pub(super) remove: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub(super) import: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(super) export: Option<PathBuf>,
    #[arg(long)]
    pub(super) later: bool,
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) web: WebArgs,
}

#[derive(Debug, Args)]
pub(super) struct UpdateArgs {
    #[arg(long)]
    pub(super) failed: bool,
    #[command(flatten)]
    pub(super) web: WebArgs,
}

#[derive(Debug, Args)]
pub(super) struct ExtractArgs {
    #[command(flatten)]
    pub(super) input: Input,
    #[arg(long)]
    pub(super) why: bool,
}

/// What every listing takes.
#[derive(Debug, Args)]
pub(super) struct Listing {
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) limit: usize,
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) offset: usize,
    #[arg(long)]
    pub(super) json: bool,
}

/// A span of days.
#[derive(Debug, Args)]
pub(super) struct Days {
    #[arg(long, value_name = "DAY")]
    pub(super) from: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub(super) to: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct StatementArgs {
    #[arg(long, value_name = "NAME")]
    pub(super) speaker: Option<String>,
    #[arg(long, value_name = "WORDS")]
    pub(super) about: Option<String>,
    #[command(flatten)]
    pub(super) days: Days,
    #[arg(long, value_name = "KIND", value_parser = ["direct", "indirect", "mixed"])]
    pub(super) kind: Option<String>,
    #[arg(long, value_name = "ACT", value_parser = act_parser())]
    pub(super) act: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(super) source: Option<String>,
    #[command(flatten)]
    pub(super) list: Listing,
}

fn act_parser() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(isnad_extract::Act::ALL.map(isnad_extract::Act::name))
}

#[derive(Debug, Args)]
pub(super) struct FigureArgs {
    #[arg(value_name = "SUBJECT")]
    pub(super) subject: Option<String>,
    #[arg(value_name = "MEASURE")]
    pub(super) measure: Option<String>,
    #[command(flatten)]
    pub(super) days: Days,
    #[command(flatten)]
    pub(super) list: Listing,
}

#[derive(Debug, Args)]
pub(super) struct TimelineArgs {
    #[arg(value_name = "SUBJECT")]
    pub(super) subject: Option<String>,
    #[command(flatten)]
    pub(super) days: Days,
    #[command(flatten)]
    pub(super) list: Listing,
}

#[derive(Debug, Args)]
pub(super) struct StoriesArgs {
    #[arg(value_name = "SUBJECT")]
    pub(super) subject: Option<String>,
    #[command(flatten)]
    pub(super) days: Days,
    #[command(flatten)]
    pub(super) list: Listing,
}

#[derive(Debug, Args)]
pub(super) struct CopiesArgs {
    #[arg(value_name = "ID")]
    pub(super) article: Option<String>,
    #[command(flatten)]
    pub(super) days: Days,
    #[arg(long, value_name = "NAME")]
    pub(super) source: Option<String>,
    #[command(flatten)]
    pub(super) list: Listing,
}

#[derive(Debug, Args)]
pub(super) struct DifferenceArgs {
    #[arg(value_name = "SUBJECT")]
    pub(super) subject: Option<String>,
    #[arg(value_name = "MEASURE")]
    pub(super) measure: Option<String>,
    #[arg(long, value_name = "KIND",
          value_parser = ["conflict", "corrected", "denied", "perhaps_updated", "updated", "other_scope", "rounded", "restated", "arithmetic"])]
    pub(super) kind: Option<String>,
    #[command(flatten)]
    pub(super) days: Days,
    #[command(flatten)]
    pub(super) list: Listing,
}

#[derive(Debug, Args)]
pub(super) struct PositionArgs {
    #[arg(value_name = "SUBJECT")]
    pub(super) subject: String,
    #[arg(long, value_name = "NAME")]
    pub(super) speaker: Option<String>,
    #[command(flatten)]
    pub(super) days: Days,
    #[command(flatten)]
    pub(super) list: Listing,
}

#[derive(Debug, Args)]
pub(super) struct DossierArgs {
    #[arg(value_name = "SUBJECT")]
    pub(super) subject: String,
    #[command(flatten)]
    pub(super) days: Days,
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    #[arg(value_name = "QUOTE")]
    pub(super) quote: String,
    #[arg(long, value_name = "NAME")]
    pub(super) speaker: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub(super) on: Option<String>,
    #[command(flatten)]
    pub(super) list: Listing,
}

#[derive(Debug, Args)]
pub(super) struct PromiseArgs {
    #[arg(value_name = "SUBJECT")]
    pub(super) subject: Option<String>,
    #[command(flatten)]
    pub(super) days: Days,
    #[command(flatten)]
    pub(super) list: Listing,
}

#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    #[arg(required = true, value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[arg(long, value_name = "LAYER", default_value = "plain", value_parser = ["exact", "folded", "plain", "stem"])]
    pub(super) layer: String,
    #[arg(long)]
    pub(super) no_aliases: bool,
    #[arg(long)]
    pub(super) newest: bool,
    #[arg(long)]
    pub(super) facets: bool,
    #[command(flatten)]
    pub(super) days: Days,
    #[arg(long, value_name = "NAME")]
    pub(super) source: Option<String>,
    #[command(flatten)]
    pub(super) list: Listing,
}

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[arg(long, short, value_name = "N", default_value_t = 7272)]
    pub(super) port: u16,
    #[arg(long)]
    pub(super) open: bool,
    #[arg(long, value_name = "MINUTES", default_value_t = 60)]
    pub(super) every: u64,
    #[arg(long)]
    pub(super) offline: bool,
    #[arg(long)]
    pub(super) allow_private: bool,
}

#[derive(Debug, Args)]
pub(super) struct WhoArgs {
    #[arg(value_name = "NAME", required_unless_present = "office")]
    pub(super) name: Option<String>,
    #[arg(long, value_name = "OFFICE", conflicts_with = "name")]
    pub(super) office: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    #[arg(value_name = "ID")]
    pub(super) id: String,
    #[arg(long)]
    pub(super) raw: bool,
    #[arg(long)]
    pub(super) furniture: bool,
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct SourcesArgs {
    #[arg(long)]
    pub(super) failed: bool,
    #[command(flatten)]
    pub(super) list: Listing,
}

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    #[arg(long, value_name = "FORMAT", value_parser = ["csv", "jsonl", "xlsx", "parquet", "annotations", "schema-org", "ftm"])]
    pub(super) to: String,
    #[arg(long, value_name = "WHAT", default_value = "statements",
          value_parser = ["statements", "figures", "times", "entities", "documents", "records"])]
    pub(super) what: String,
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    #[arg(value_name = "NAME")]
    pub(super) name: Option<String>,
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    #[arg(value_name = "ID|FILE")]
    pub(super) what: String,
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct DoctorArgs {
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct RereadArgs {
    #[arg(long)]
    pub(super) clean: bool,
    #[arg(long, conflicts_with = "clean")]
    pub(super) links: bool,
    #[arg(long, short, value_name = "N")]
    pub(super) jobs: Option<usize>,
}

#[derive(Debug, Args)]
pub(super) struct ForgetArgs {
    #[arg(value_name = "DOCUMENT")]
    pub(super) document: String,
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: String,
}

/// The language asked for: `--lang`, else `ISNAD_LANG`, else the locale; English where the locale says nothing.
pub(super) fn lang() -> Lang {
    let mut words = std::env::args_os().skip(1).map(|w| w.to_string_lossy().into_owned());
    let mut asked = None;
    while let Some(word) = words.next() {
        if word == "--" {
            break;
        } else if word == "--lang" {
            asked = words.next();
        } else if let Some(value) = word.strip_prefix("--lang=") {
            asked = Some(value.to_owned());
        }
    }
    let set = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
    let said = asked
        .or_else(|| set("ISNAD_LANG"))
        .or_else(|| set("LC_ALL"))
        .or_else(|| set("LC_MESSAGES"))
        .or_else(|| set("LANG"))
        .unwrap_or_default();
    if said == "ar" || said.starts_with("ar_") || said.starts_with("ar.") { Lang::Arabic } else { Lang::English }
}

/// The table with its words in `lang`.
pub(super) fn table(lang: Lang) -> clap::Command {
    let words = Glossary { lang };
    let name = |c: &clap::Command| c.get_name().to_owned();
    worded(Cli::command(), words, "help").mut_subcommands(|c| {
        let key = format!("help.{}", name(&c));
        worded(c, words, &key)
    })
}

fn worded(command: clap::Command, words: Glossary, key: &str) -> clap::Command {
    let about = words.find(key);
    let after = words.find(&format!("{key}.after"));
    let options = words.text("help.heading.options");
    let command = command
        .next_help_heading(options)
        .subcommand_help_heading(words.text("help.heading.commands"))
        .help_template(format!(
            "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
            words.text("help.heading.usage")
        ))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            clap::Arg::new("help")
                .long("help")
                .short('h')
                .action(clap::ArgAction::Help)
                .help(words.text("help.any.help")),
        )
        .args((key == "help").then(|| {
            clap::Arg::new("version")
                .long("version")
                .short('V')
                .action(clap::ArgAction::Version)
                .help(words.text("help.any.version"))
        }))
        .mut_args(|a| {
            let id = a.get_id().as_str().to_owned();
            let positional = a.is_positional();
            let own = words.find(&format!("{key}.{id}")).or_else(|| words.find(&format!("help.any.{id}")));
            let a = match own {
                Some(text) => a.help(text),
                None => a,
            };
            a.help_heading(if positional { words.text("help.heading.arguments") } else { options })
        });
    let command = match about {
        Some(text) => command.about(text),
        None => command,
    };
    match after {
        Some(text) => command.after_help(format!("\n{}", text.replace("\\n", "\n"))),
        None => command,
    }
}

/// Reads the arguments; prints help, version or what is wrong with them.
pub(super) fn parse(lang: Lang) -> Result<Cli, ExitCode> {
    let matches = table(lang).try_get_matches();
    match matches.and_then(|m| Cli::from_arg_matches(&m)) {
        Ok(cli) => Ok(cli),
        Err(error) => Err(told(&error, lang)),
    }
}

fn told(error: &clap::Error, lang: Lang) -> ExitCode {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(s)) => s.clone(),
        Some(ContextValue::Strings(list)) => list.join(", "),
        _ => String::new(),
    };
    let key = match error.kind() {
        ErrorKind::UnknownArgument => "fault.argument-unknown",
        ErrorKind::InvalidSubcommand => "fault.command-unknown",
        ErrorKind::MissingRequiredArgument => "fault.argument-missing",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "fault.argument-value",
        _ => "",
    };
    if help || lang == Lang::English || key.is_empty() {
        // Nothing is left to be done where it cannot be printed.
        let _printed = error.print();
        return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
    }
    let argument = [ContextKind::InvalidArg, ContextKind::InvalidSubcommand].map(context).concat();
    let valid = context(ContextKind::ValidValue);
    let suggestion = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .map(context)
        .concat();
    let words = Glossary { lang };
    let value = context(ContextKind::InvalidValue);
    eprintln!("isnad: {}", words.fill(key, &[("argument", &argument), ("value", &value)]));
    if !valid.is_empty() {
        eprintln!("{}", words.fill("fault.argument-valid", &[("valid", &valid)]));
    }
    if !suggestion.is_empty() {
        eprintln!("{}", words.fill("fault.argument-near", &[("near", &suggestion)]));
    }
    eprintln!("{}", words.text("fault.argument-help"));
    ExitCode::from(2)
}
