//! `extract`: records as JSON Lines on standard output; no store.

use super::input::{Teller, arrivals, given, jobs, passed_over, prepared, record_of};
use crate::acquire::Problem;
use crate::cli::Outcome;
use crate::cli::args::ExtractArgs;
use crate::cli::screen::Screen;
use crate::fault::Fault;
use crate::pipeline::in_order;

pub(super) fn run(args: &ExtractArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let given = given(&args.input, args.why)?;
    let work = |arrival| -> Result<(Vec<u8>, Vec<Problem>), Box<Problem>> {
        prepared(arrival, &given, |p| {
            let mut line = Vec::with_capacity(p.article.text.len() * 4);
            // A vector takes whatever is written to it.
            let _written = serde_json::to_writer(&mut line, &record_of(&p));
            line.push(b'\n');
            (line, p.warnings)
        })
    };
    let mut failed = false;
    let mut teller = Teller::default();
    let incoming = arrivals(&args.input)?;
    let passed = incoming.passed();
    in_order(incoming, jobs(args.input.jobs), work, |done| {
        match done {
            Ok((line, warnings)) => {
                screen.bytes(&line)?;
                for warning in &warnings {
                    failed |= warning.key == "problem.broken-encoding";
                    if teller.wants(warning) {
                        screen.problem(warning);
                    }
                }
            }
            Err(problem) => {
                failed = true;
                if teller.wants(&problem) {
                    screen.problem(&problem);
                }
            }
        }
        Ok::<(), Fault>(())
    })?;
    teller.rest(screen);
    passed_over(&passed, screen);
    Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
}
