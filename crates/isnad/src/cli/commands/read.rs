//! `read`: documents into the store, with progress, and a summary at the end.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use isnad_link::copy::Sketch;
use isnad_text::Span;

use super::input::{Teller, arrivals, given, jobs, prepared, record_of};
use super::keep::now;
use super::progress::Progress;
use crate::acquire::{Arrival, Arrivals, Prepared, Problem, input_sha256};
use crate::cli::Outcome;
use crate::cli::args::ReadArgs;
use crate::cli::screen::Screen;
use crate::fault::Fault;
use crate::pipeline::in_order;
use crate::store::{Access, Put, ReadDocument, Store, Writer, half};

/// What a run did.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) new: u64,
    pub(super) versions: u64,
    pub(super) updated: u64,
    pub(super) same: u64,
    pub(super) forgotten: u64,
    pub(super) failed: u64,
    pub(super) broken: u64,
}

pub(super) fn run(db: &Path, args: &ReadArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let given = given(&args.input, false)?;
    let store = Store::open(db, Access::Create)?;
    let stop = Arc::new(AtomicBool::new(false));
    let handler = Arc::clone(&stop);
    // Without a handler Ctrl-C ends the program at once, which the store survives as well.
    let _set = ctrlc::set_handler(move || handler.store(true, Ordering::SeqCst));
    let mut progress = Progress::of_bytes(Arrivals::size_of(&args.input.paths), screen, args.quiet);
    let mut writer = Writer::new(&store, now());
    let mut tally = Tally::default();
    let mut teller = Teller::default();
    let known = store.known_inputs()?;
    let incoming = arrivals(&args.input).take_while(|_| !stop.load(Ordering::SeqCst));
    let work = |arrival: Arrival| {
        let bytes = if let Arrival::Piece(p) = &arrival { p.bytes.len() as u64 } else { 0 };
        // What stands in the store already is not read to find that out.
        if let Arrival::Piece(piece) = &arrival
            && !known.is_empty()
            && half(&input_sha256(piece, &given)).is_some_and(|h| known.contains(&h))
        {
            return (bytes, Ok(None));
        }
        (bytes, prepared(arrival, &given, |p| Some((to_keep(&p), p.warnings))))
    };
    in_order(incoming, jobs(args.input.jobs), work, |(bytes, done)| {
        let mut tell = |p: &Problem| {
            if teller.wants(p) {
                progress.above(|| screen.problem(p));
            }
        };
        match done {
            Ok(None) => tally.same += 1,
            Ok(Some((document, warnings))) => {
                for warning in &warnings {
                    // Letters that are lost make it a reading that is not whole.
                    tally.broken += u64::from(warning.key == "problem.broken-encoding");
                    tell(warning);
                }
                match writer.put(&document)? {
                    Put::New => tally.new += 1,
                    Put::NewVersion => tally.versions += 1,
                    Put::Updated => tally.updated += 1,
                    Put::Same => tally.same += 1,
                    Put::Forgotten => {
                        tally.forgotten += 1;
                        let told = Problem::new(&document.label, "problem.forgotten").with("id", &document.record.id);
                        tell(&told);
                    }
                }
            }
            Err(problem) => {
                tally.failed += 1;
                tell(&problem);
            }
        }
        progress.step(bytes);
        Ok::<(), Fault>(())
    })?;
    writer.commit()?;
    drop(writer);
    progress.end();
    teller.rest(screen);
    if stop.load(Ordering::SeqCst) {
        screen.aside(screen.words.text("say.read.interrupted"));
        return Err(Fault::Interrupted);
    }
    if !args.quiet {
        super::summary::tell(&store, &tally, screen)?;
    }
    Ok(if tally.failed + tally.broken > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

/// A document as the store keeps it: all that can be done before the one writer's turn.
pub(crate) fn to_keep(p: &Prepared) -> ReadDocument {
    let record = record_of(p);
    let furniture: Vec<Span> = p.article.furniture.iter().map(|f| f.span).collect();
    ReadDocument {
        label: p.label.clone(),
        input_sha256: p.input_sha256.clone(),
        form: p.form,
        raw: packed(&p.bytes),
        sketch: Sketch::of(&p.article.text, &furniture).keys().collect(),
        indexed: indexed(p, &furniture),
        telling: crate::store::telling(&record, &p.article.text, &furniture),
        record,
    }
}

/// The words that are searched: the title where it stands outside the text, and the text without its furniture.
fn indexed(p: &Prepared, furniture: &[Span]) -> String {
    let text = p.article.text.as_str();
    let mut out = String::with_capacity(text.len() + 64);
    if let Some(title) = p.article.title.as_ref().filter(|t| t.span.is_none()) {
        out.push_str(&title.text);
        out.push('\n');
    }
    let mut at = 0;
    for span in furniture {
        out.push_str(text.get(at..span.start as usize).unwrap_or(""));
        out.push('\n');
        at = at.max(span.end as usize);
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), flate2::Compression::new(4));
    // A vector takes whatever is written to it.
    let _written = out.write_all(bytes);
    out.finish().unwrap_or_default()
}
