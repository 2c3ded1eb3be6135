//! How is the record looked at in a browser, and asked for by other programs?
//!
//! `isnad serve` answers on the loopback address only, from the one file, without a network. Pages work without
//! JavaScript and load nothing from elsewhere.
//!
//! - `asked`, `answer`: what a request asks for and how an answer leaves; `app`: what all share, with bounds.
//! - `html`: text of others is escaped and its direction signs shown; `view`, `chart`: how entries look.
//! - `rounds`: what is followed is read again while pages are shown.
//! - `page`: one file a page; `api`: JSON, feeds and their description.
//!
//! Not here: SQL (`store`), reading of documents (`acquire` and the libraries).

mod answer;
mod api;
mod app;
mod asked;
pub(crate) mod chart;
pub(crate) mod html;
mod page;
mod rounds;
mod view;
mod when;

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::get;

use crate::acquire::Problem;
use crate::cli::Lang;
use crate::fault::Fault;
use app::App;

/// What `isnad serve` is told.
#[derive(Debug, Clone)]
pub struct Options {
    /// The store.
    pub path: PathBuf,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// The language of whoever has not chosen one.
    pub lang: Lang,
    /// How long after each round what is followed is read again; `None`: only when somebody asks for it.
    pub every: Option<Duration>,
    /// Nobody outside this machine is asked for anything.
    pub offline: bool,
    /// Machines of this network may be asked too.
    pub allow_private: bool,
}

/// Longer bodies are refused; pages that take files allow more.
const LARGEST_BODY: usize = 8 << 20;
/// No answer takes longer.
const LONGEST: Duration = Duration::from_secs(90);

/// Serves until the process is told to stop; `ready` is called with the address once it listens.
///
/// # Errors
/// The port is taken, or the store is not there.
pub fn run(options: &Options, ready: impl FnOnce(SocketAddr)) -> Result<(), Fault> {
    // Whether the store can be opened is known before anybody asks; one of an older program is brought up to date.
    let opened = crate::store::Store::open(&options.path, crate::store::Access::Change);
    drop(opened.or_else(|_| crate::store::Store::open(&options.path, crate::store::Access::Read))?);
    let told = |e: std::io::Error| {
        Fault::Told(Problem::new(options.port.to_string(), "fault.port").with("cause", e.to_string()))
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(32)
        .enable_all()
        .build()
        .map_err(told)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await.map_err(told)?;
        let address = listener.local_addr().map_err(told)?;
        let hosts = ["127.0.0.1", "localhost", "[::1]"].map(|h| format!("{h}:{}", address.port()));
        let app = App::new(options, Some(hosts.to_vec()));
        let first = Arc::clone(&app);
        // Nobody waits for this: where it fails, the page that needs it says so.
        drop(tokio::spawn(async move { first.ask(page::prepare).await }));
        app.rounds.begin();
        ready(address);
        let rounds = Arc::clone(&app.rounds);
        let stop = async move {
            // Where signals cannot be heard, the process is ended from outside.
            let _heard = tokio::signal::ctrl_c().await;
            rounds.end();
        };
        axum::serve(listener, routes(app)).with_graceful_shutdown(stop).await.map_err(told)
    })?;
    // Whoever still asks is not waited for.
    runtime.shutdown_timeout(Duration::from_secs(1));
    Ok(())
}

/// All addresses.
fn routes(app: Arc<App>) -> Router {
    Router::new()
        .merge(page::routes())
        .merge(api::routes())
        .route("/static/style.css", get(|| asset("text/css; charset=utf-8", include_str!("../../assets/style.css"))))
        .route("/static/page.js", get(|| asset("text/javascript; charset=utf-8", include_str!("../../assets/page.js"))))
        .route("/static/icon.svg", get(|| asset("image/svg+xml", include_str!("../../assets/icon.svg"))))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(Arc::clone(&app), outer))
        .with_state(app)
}

async fn asset(kind: &'static str, text: &'static str) -> Response<Body> {
    let mut response = answer::file(kind, text.as_bytes().to_vec());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=600"));
    response
}

/// Round every answer: only this machine's own pages may ask, nothing takes for ever, every answer has its guards.
async fn outer(State(app): State<Arc<App>>, request: Request, next: Next) -> Response<Body> {
    let packs = request.headers().get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok());
    let packs = packs.is_some_and(|v| v.split(',').any(|e| e.trim() == "gzip" || e.trim().starts_with("gzip;")));
    let mut response = match refused(&app, &request) {
        Some(status) => status_only(status),
        None => match tokio::time::timeout(LONGEST, next.run(request)).await {
            Ok(response) => response,
            Err(_) => status_only(StatusCode::GATEWAY_TIMEOUT),
        },
    };
    answer::guard(&mut response);
    if packs { answer::packed(response).await } else { response }
}

/// A page of somebody else that calls this server by another name, or sends it a form, is turned away.
fn refused(app: &App, request: &Request) -> Option<StatusCode> {
    let header = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
    if let Some(hosts) = &app.hosts
        && !header("host").is_some_and(|h| hosts.iter().any(|known| known.eq_ignore_ascii_case(h)))
    {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    }
    if request.method() != "GET" && request.method() != "HEAD" {
        let ours = |o: &str| {
            let host = o.strip_prefix("http://").unwrap_or(o);
            app.hosts.as_ref().is_none_or(|hosts| hosts.iter().any(|h| h == host))
        };
        let same = header("sec-fetch-site") == Some("same-origin");
        // A browser that keeps the origin of a page to itself says «null».
        let foreign = header("origin").is_some_and(|o| !(ours(o) || o == "null" && same));
        let crossed = header("sec-fetch-site").is_some_and(|s| !matches!(s, "same-origin" | "none"));
        if foreign || crossed {
            return Some(StatusCode::FORBIDDEN);
        }
    }
    None
}

fn status_only(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::from(status.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

/// Opens an address in the user's browser, as far as this system knows how.
///
/// # Errors
/// No browser could be started.
pub fn open_browser(address: &str) -> Result<(), Fault> {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let quiet = std::process::Stdio::null;
    std::process::Command::new(program)
        .args(before)
        .arg(address)
        .stdin(quiet())
        .stdout(quiet())
        .stderr(quiet())
        .spawn()
        .map(drop)
        .map_err(Fault::from)
}

/// Tells on standard output where the pages are.
///
/// # Errors
/// Standard output is closed.
pub fn tell(line: &str) -> Result<(), Fault> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()?;
    Ok(())
}
