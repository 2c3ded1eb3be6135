//! `dossier`: all that is held on one subject, as one file for screen and paper.

use std::path::Path;

use super::keep::now;
use super::statements::{filter, nothing};
use crate::cli::Outcome;
use crate::cli::args::{DossierArgs, Listing};
use crate::cli::screen::Screen;
use crate::dossier::Dossier;
use crate::fault::Fault;
use crate::store::Store;

pub(super) fn run(db: &Path, args: &DossierArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    let filter = filter(&args.days, &Listing { limit: usize::MAX >> 1, offset: 0, json: false })?;
    let dossier = Dossier::gather(&store, &args.subject, &filter, now())?;
    if dossier.is_empty() {
        return nothing(&store, screen, Some(&args.subject));
    }
    let form = args.output.as_deref().and_then(Path::extension).map(|e| e.to_string_lossy().to_lowercase());
    let bytes = match form.as_deref() {
        Some("csv") => dossier.csv()?,
        Some("docx") => dossier.docx(screen.words)?,
        Some("md" | "markdown" | "txt") => dossier.markdown(screen.words).into_bytes(),
        _ => dossier.html(screen.words).into_bytes(),
    };
    match &args.output {
        Some(path) => {
            std::fs::write(path, bytes)?;
            let n = dossier.places.len() as u64;
            let details = [
                ("path", screen.isolate(&path.display().to_string())),
                ("places", screen.words.count("count.sentences", n)),
            ];
            screen.line(screen.words.fill("say.dossier.written", &details))?;
        }
        None => screen.bytes(&bytes)?,
    }
    Ok(Outcome::Done)
}
