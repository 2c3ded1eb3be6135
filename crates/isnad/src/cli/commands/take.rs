//! What `read`, `fetch` and `update` share: documents into the store as they come, told and counted.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use isnad_link::copy::Sketch;
use isnad_text::Span;

use super::input::{Teller, prepared, record_of};
use super::keep::now;
use super::progress::Progress;
use crate::acquire::{Arrival, Given, Prepared, Problem, input_sha256};
use crate::cli::screen::Screen;
use crate::fault::Fault;
use crate::pipeline::in_order;
use crate::store::{Put, ReadDocument, Store, Writer, half};

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
    pub(super) twins: u64,
}

/// How a run is done.
pub(super) struct Run<'a> {
    pub(super) store: &'a Store,
    pub(super) given: &'a Given,
    pub(super) jobs: usize,
    pub(super) stop: Arc<AtomicBool>,
    pub(super) quiet: bool,
    pub(super) screen: &'a Screen,
}

/// Whether the run is to end; one for the whole process.
static STOP: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Set by Ctrl-C, after which a run ends cleanly.
pub(super) fn stop_signal() -> Arc<AtomicBool> {
    let stop = STOP.get_or_init(|| {
        let stop = Arc::new(AtomicBool::new(false));
        let handler = Arc::clone(&stop);
        // Without a handler Ctrl-C ends the program at once, which the store survives as well.
        let _set = ctrlc::set_handler(move || handler.store(true, Ordering::SeqCst));
        stop
    });
    Arc::clone(stop)
}

/// The same where somebody else hears Ctrl-C and sets it.
pub(super) fn stop_by_hand() -> Arc<AtomicBool> {
    Arc::clone(STOP.get_or_init(Arc::default))
}

impl Run<'_> {
    /// Reads what comes in. `asked`: what is to be read again where a label failed; `step`: called after each.
    pub(super) fn take(
        &self,
        incoming: impl Iterator<Item = Arrival> + Send,
        progress: &mut Progress,
        asked: &dyn Fn(&str) -> String,
        step: &mut dyn FnMut(&mut Writer<'_>, &mut Progress) -> Result<(), Fault>,
    ) -> Result<Tally, Fault> {
        let (screen, given) = (self.screen, self.given);
        let mut writer = Writer::new(self.store, now());
        let mut tally = Tally::default();
        let mut teller = Teller::default();
        let known = self.store.known_inputs()?;
        let failed_before = self.store.failure_count()? > 0;
        let stop = Arc::clone(&self.stop);
        let incoming = incoming.take_while(move |_| !stop.load(Ordering::SeqCst));
        let work = |arrival: Arrival| {
            let label = match &arrival {
                Arrival::Piece(p) => p.label.clone(),
                Arrival::Problem(p) => p.label.clone(),
            };
            // What stands in the store already is not read to find that out.
            if let Arrival::Piece(piece) = &arrival
                && !known.is_empty()
                && half(&input_sha256(piece, given)).is_some_and(|h| known.contains(&h))
            {
                return (label, Ok(None));
            }
            (label, prepared(arrival, given, |p| Some((to_keep(&p), p.warnings))))
        };
        in_order(incoming, self.jobs, work, |(label, done)| {
            let mut tell = |p: &Problem| {
                if teller.wants(p) {
                    progress.above(|| screen.problem(p));
                }
            };
            if failed_before && done.is_ok() {
                writer.succeeded(&label)?;
            }
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
                        Put::Twin => {
                            tally.new += 1;
                            tally.twins += 1;
                        }
                        Put::NewVersion => tally.versions += 1,
                        Put::Updated => tally.updated += 1,
                        Put::Same => tally.same += 1,
                        Put::Forgotten => {
                            tally.forgotten += 1;
                            tell(&Problem::new(&document.label, "problem.forgotten").with("id", &document.record.id));
                        }
                    }
                }
                Err(problem) => {
                    tally.failed += 1;
                    tell(&problem);
                    writer.failed(&problem, &asked(&problem.label), &now())?;
                }
            }
            step(&mut writer, progress)
        })?;
        step(&mut writer, progress)?;
        writer.commit()?;
        drop(writer);
        progress.end();
        teller.rest(screen);
        if tally.failed > 0 && !self.quiet {
            screen.aside(screen.words.text("hint.failed"));
        }
        Ok(tally)
    }
}

/// A document as the store keeps it: all that can be done before the one writer's turn.
pub(crate) fn to_keep(p: &Prepared) -> ReadDocument {
    let record = record_of(p);
    let furniture: Vec<Span> = p.article.furniture.iter().map(|f| f.span).collect();
    ReadDocument {
        label: p.label.clone(),
        input_sha256: p.input_sha256.clone(),
        form: p.form,
        // A page of a web archive stays where it is.
        raw: if p.origin.record.is_some() { Vec::new() } else { packed(&p.bytes) },
        origin: p.origin.to_json(),
        sketch: Sketch::of(&p.article.text, &furniture).keys().collect(),
        cut: crate::store::Cut::of(&record, &p.article.text, &furniture),
        telling: crate::store::telling(&record, &p.article.text, &furniture),
        record,
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), flate2::Compression::new(4));
    // A vector takes whatever is written to it.
    let _written = out.write_all(bytes);
    out.finish().unwrap_or_default()
}
