//! All that is held on one subject, to look at, to print and to take away: the parts of `isnad dossier`, the first of each
//! here and everything in the files.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use axum::http::header::{self, HeaderValue};

use super::differences::{Pair, of as differences_of};
use super::figures::{Line, key, line};
use super::statements::{Field, fields, filter, near};
use super::stories::{Head, head};
use crate::cli::lines::short;
use crate::cli::now;
use crate::dossier::Dossier;
use crate::serve::answer::{Frame, Wrong, file, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, address, encoded};
use crate::serve::view::{self, DayOf, Said};
use crate::store::{Filter, Store};

#[derive(Template)]
#[template(path = "dossier.html")]
struct DossierPage {
    f: Frame,
    subject: String,
    fields: Vec<Field>,
    files: Vec<(String, &'static str)>,
    names: Vec<(String, String, String, String)>,
    happened: Vec<Happened>,
    series: Vec<Line>,
    pairs: Vec<Pair>,
    by: Vec<Said>,
    about: Vec<Said>,
    stories: Vec<Head>,
    all: All,
    made: DayOf,
    nothing: bool,
    near: Vec<(String, String)>,
}

/// Where all of a part is.
struct All {
    happened: String,
    figures: String,
    differences: String,
    by: String,
    about: String,
    stories: String,
}

struct Happened {
    day: DayOf,
    who: String,
    words: String,
    href: String,
    outlet: String,
}

/// The forms in which it leaves: the ending of the address, and what it is called.
const FORMS: [(&str, &str); 4] = [("html", "HTML"), ("docx", "DOCX"), ("md", "Markdown"), ("csv", "CSV")];

/// Of each part.
const NAMES: usize = 8;
const HAPPENED: usize = 8;
const SERIES: usize = 2;
const PAIRS: usize = 3;
const SAID: usize = 5;
const STORIES: usize = 4;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question)).await;
    page(&asked, made)
}

fn make(store: &Store, asked: &Asked) -> Result<DossierPage, Wrong> {
    let t = asked.words();
    let all = filter(asked, SAID)?;
    let subject = asked.own("subject").unwrap_or_default();
    let form = fields(
        asked,
        &[("subject", "web.field.whom", false), ("from", "web.field.from", true), ("to", "web.field.to", true)],
    );
    let with = |path: &str, name: &'static str| {
        let days = [("from", all.from.as_deref()), ("to", all.to.as_deref())];
        let days = days.into_iter().filter_map(|(n, v)| v.map(|v| (n, v)));
        address(path, std::iter::once((name, subject.as_str())).chain(days))
    };
    let mut out = DossierPage {
        files: FORMS.iter().map(|(e, label)| (with(&format!("/dossier/dossier.{e}"), "subject"), *label)).collect(),
        all: All {
            happened: with("/timeline", "subject"),
            figures: with("/figures", "subject"),
            differences: with("/differences", "subject"),
            by: with("/statements", "speaker"),
            about: with("/statements", "about"),
            stories: with("/stories", "subject"),
        },
        fields: form,
        names: Vec::new(),
        happened: Vec::new(),
        series: Vec::new(),
        pairs: Vec::new(),
        by: Vec::new(),
        about: Vec::new(),
        stories: Vec::new(),
        made: DayOf::of(now().get(..10)),
        nothing: false,
        near: Vec::new(),
        f: Frame::of(asked, "dossier", t.text("web.menu.dossier")),
        subject,
    };
    if !out.subject.is_empty() {
        fill(&mut out, store, &all, asked)?;
    }
    Ok(out)
}

fn fill(out: &mut DossierPage, store: &Store, all: &Filter, asked: &Asked) -> Result<(), Wrong> {
    let t = asked.words();
    let subject = out.subject.clone();
    out.f.title = format!("{}: {subject}", t.text("web.menu.dossier"));
    out.names = store
        .names_told(&subject)?
        .into_iter()
        .take(NAMES)
        .map(|(name, kind, articles)| {
            (view::person(&name), name, view::named(t, "label.kind", &kind), t.count("count.in-articles", articles))
        })
        .collect();
    let by = store.statements(&Filter { speaker: Some(subject.clone()), ..all.clone() })?.rows;
    let about = store.statements(&Filter { about: Some(subject.clone()), limit: SAID * 2, ..all.clone() })?.rows;
    let own: Vec<(&str, &str)> = by.iter().map(|r| (r.document.id.as_str(), r.statement.id.as_str())).collect();
    out.about = about
        .iter()
        .filter(|r| !own.contains(&(r.document.id.as_str(), r.statement.id.as_str())))
        .take(SAID)
        .map(|r| Said::of(r, t))
        .collect();
    out.by = by.iter().map(|r| Said::of(r, t)).collect();
    let times = store.timeline(Some(&subject), &Filter { limit: HAPPENED * 3, ..all.clone() })?;
    let mut told = BTreeSet::new();
    out.happened = times
        .rows
        .into_iter()
        .filter(|r| told.insert((r.document.key, r.text.clone())))
        .take(HAPPENED)
        .map(|r| Happened {
            day: DayOf::of(Some(&r.value)),
            who: r.speaker.clone().unwrap_or_default(),
            href: view::article(&r.document, Some(&r.id)),
            outlet: r.document.outlet().to_owned(),
            words: short(&r.text, 220),
        })
        .collect();
    let found = store.newest_figures_of(Some(&subject), None, all, super::NEWEST)?;
    let mut order: Vec<usize> = (0..found.series.len()).collect();
    order.sort_by_key(|n| (std::cmp::Reverse(found.series.get(*n).map_or(0, |s| s.points.len())), *n));
    out.series = order.iter().take(SERIES).filter_map(|n| line(*n, &found, t)).collect();
    out.pairs = differences_of(&found, None, t);
    out.pairs.truncate(PAIRS);
    let stories = store.stories(Some(&subject), &Filter { limit: STORIES, ..all.clone() })?;
    out.stories = stories.rows.iter().map(|row| head(row, t)).collect();
    out.nothing = out.by.is_empty() && out.about.is_empty() && out.happened.is_empty() && out.series.is_empty();
    if out.nothing {
        out.near = near(store, asked, "subject")?;
    }
    Ok(())
}

/// The same as a file, whole: `/dossier/dossier.md?subject=…`. A further form is a line here and in [`FORMS`].
pub(super) async fn take(State(app): State<Arc<App>>, asked: Asked, Path(name): Path<String>) -> Response<Body> {
    let question = asked.clone();
    let made = app
        .ask_much(move |store| {
            let subject = question.get("subject").ok_or(Wrong::Missing)?;
            let all = filter(&question, usize::MAX >> 1)?;
            let form = name.rsplit_once('.').map_or("", |(_, e)| e);
            if !FORMS.iter().any(|(e, _)| *e == form) {
                return Err(Wrong::Missing);
            }
            let dossier = Dossier::gather(store, subject, &Filter { offset: 0, ..all }, now())?;
            if dossier.is_empty() {
                return Err(Wrong::Missing);
            }
            let t = question.words();
            let (kind, bytes) = match form {
                "csv" => ("text/csv; charset=utf-8", dossier.csv()?),
                "docx" => {
                    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
                    (kind, dossier.docx(t)?)
                }
                "md" => ("text/markdown; charset=utf-8", dossier.markdown(t).into_bytes()),
                _ => ("text/html; charset=utf-8", dossier.html(t).into_bytes()),
            };
            Ok((kind, bytes, format!("{}.{form}", subject.replace(['/', '\\', '"'], " "))))
        })
        .await;
    match made {
        Ok((kind, bytes, name)) => {
            let mut response = file(kind, bytes);
            let told = format!("attachment; filename=\"dossier\"; filename*=UTF-8''{}", encoded(&name, true));
            if let Ok(told) = HeaderValue::from_str(&told) {
                response.headers_mut().insert(header::CONTENT_DISPOSITION, told);
            }
            response
        }
        Err(wrong) => page::<DossierPage>(&asked, Err(wrong)),
    }
}
