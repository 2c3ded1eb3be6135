//! The pages, one file each: what each asks the store, and its template.

mod add;
mod article;
mod cite;
mod differences;
mod dossier;
mod feeds;
mod figures;
mod name;
mod search;
mod sources;
mod statements;
mod stories;
mod text;
mod timeline;
mod today;
mod verify;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use super::app::App;
pub(super) use search::search_of;
pub(super) use statements::filter_by;
pub(super) use today::prepare;

/// Figures of one subject that a page gathers which shows a few of its series: the newest.
const NEWEST: i64 = 200;

/// The addresses of all pages.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(today::show))
        .route("/search", get(search::show))
        .route("/complete", get(search::complete))
        .route("/articles/{*id}", get(article::show))
        .route("/evidence/{*id}", get(article::evidence))
        .route("/cite/{*id}", get(cite::show).post(cite::review))
        .route("/names/{*name}", get(name::show))
        .route("/statements", get(statements::show))
        .route("/figures", get(figures::show))
        .route("/differences", get(differences::show))
        .route("/timeline", get(timeline::show))
        .route("/verify", get(verify::show))
        .route("/stories", get(stories::show))
        .route("/stories/{*id}", get(stories::one))
        .route("/dossier", get(dossier::show))
        .route("/dossier/{name}", get(dossier::take))
        .route("/sources", get(sources::show))
        .route("/feeds", get(feeds::show).post(feeds::change))
        .route("/feeds/import", post(feeds::import))
        .route("/feeds/list.opml", get(feeds::list))
        .route("/add", get(add::show).post(add::read).layer(DefaultBodyLimit::max(add::LARGEST)))
}
