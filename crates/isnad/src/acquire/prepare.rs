//! From a piece to a document that can be read: decoded, cleaned, with its id and the day it counts from.

use isnad_clean::{Decoded, Known, Outlets, decode_as};
use isnad_extract::{Context, ReferenceFrom};
use isnad_text::{Article, Field, Found, Title};

use jiff::civil::Date;

use super::address::{canonical, day_of_address};
use super::arrival::{Form, Piece};
use super::day::{clock, figures, first_day, printed_day};
use super::origin::Origin;
use super::problem::Problem;
use super::row::{Columns, Row, RowError};
use crate::wire::sha256_hex;

/// What the user says of all documents of a run.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The day of publication of those that do not say it.
    pub published: Option<String>,
    /// The outlet of those that do not say it.
    pub source: Option<String>,
    /// The outlet's country, ISO 3166.
    pub country: Option<String>,
    /// What the fields of rows are called.
    pub columns: Columns,
    /// Outlets that the user knows, beside those of the program.
    pub outlets: Outlets,
    /// Whether each entry shall say why.
    pub explain: bool,
}

/// A document ready to be read.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The path or row it came from.
    pub label: String,
    /// Its id.
    pub id: String,
    /// SHA-256 of its bytes.
    pub raw_sha256: String,
    /// SHA-256 of its bytes and of what was given with them: equal where nothing can have changed.
    pub input_sha256: String,
    /// What it came as.
    pub form: Form,
    /// The text and what the page or the row says of it.
    pub article: Article,
    /// What its reading counts from.
    pub context: Context,
    /// A day that the text prints of itself, for where the reading finds none.
    pub stated: Option<Date>,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
    /// How they came.
    pub origin: Origin,
    /// What the user should know, though it was read.
    pub warnings: Vec<Problem>,
}

/// Decodes, cleans and names one piece.
///
/// # Errors
/// A row that is no row, or a document without text.
pub fn prepare(piece: Piece, given: &Given) -> Result<Prepared, Box<Problem>> {
    let input_sha256 = input_sha256(&piece, given);
    let Piece { label, form, bytes, origin } = piece;
    let mut warnings = Vec::new();
    let mut stated_title = None;
    let decoded = match form {
        Form::Pdf => {
            let pdf = isnad_clean::pdf(&bytes).map_err(|why| Box::new(Problem::new(&label, pdf_problem(why))))?;
            stated_title = pdf.title;
            Decoded::Text { text: pdf.text, encoding: "UTF-8", notes: Vec::new() }
        }
        _ => decode_as(&bytes, origin.charset.as_deref()),
    };
    let (text, encoding, notes) = match decoded {
        Decoded::Text { text, encoding, notes } => (text, encoding, notes),
        Decoded::Binary(what) => return Err(Box::new(Problem::new(label, "problem.binary").with("what", what))),
    };
    for note in &notes {
        match note.code {
            "invalid-utf8" | "invalid-bytes" => {
                warnings.push(Problem::new(&label, "problem.broken-encoding").with("encoding", encoding));
            }
            "wrong-charset" => {}
            _ => warnings.push(Problem::new(&label, "problem.garbled")),
        }
    }
    let row = match form {
        Form::Text => Row { text: Some(text), ..Row::default() },
        // The title that a PDF states is believed where it stands in the text; others are names of files.
        Form::Pdf => {
            let title = stated_title.filter(|t| text.lines().take(12).any(|l| l.trim() == t.as_str()));
            Row { text: Some(text), title, ..Row::default() }
        }
        Form::Html => Row { html: Some(text), ..Row::default() },
        _ => Row::read(&text, &given.columns).map_err(|e| Box::new(row_problem(&label, &e)))?,
    };
    let address = row.url.as_deref().or(origin.url.as_deref());
    let mut article = match (&row.html, &row.text) {
        (Some(page), _) => isnad_clean::html(page, address),
        (None, Some(text)) => {
            let source = row.source.as_deref().or(given.source.as_deref());
            isnad_clean::plain_with(text, &Known { title: row.title.as_deref(), source })
        }
        (None, None) => Article::default(),
    };
    if let Some(key) = no_article(&article, row.html.is_some()) {
        return Err(Box::new(Problem::new(label, key)));
    }
    let from_page = article.published.take();
    fill(&mut article, &row, given, &origin);
    article.notes.extend(notes);
    if article.notes.iter().any(|n| n.code == "not-arabic") {
        let key = match article.language.as_deref() {
            Some("fa" | "ur" | "ku") => "problem.other-arabic-script",
            _ => "problem.other-language",
        };
        warnings.push(Problem::new(&label, key));
    }
    let at = article.url.as_deref();
    let outlet = given.outlets.of(at).or_else(|| Outlets::known().of(at)).cloned();
    if let Some(o) = given.outlets.of(at).filter(|_| row.source.is_none()).cloned() {
        article.source = Some(o.name);
        article.found_in(Field::Source, Found::Outlets);
    }
    let country = row.country.clone().or_else(|| given.country.clone());
    let told = country.is_some();
    let country = country.or_else(|| outlet.and_then(|o| o.country)).map(|c| c.trim().to_ascii_uppercase());
    if country.is_some() {
        article.found_in(Field::Country, if told { Found::Input } else { Found::Outlets });
    }
    if from_page.is_none() && origin.published.is_some() {
        article.found_in(Field::Published, Found::Feed);
    }
    let from_page = from_page.or_else(|| origin.published.clone());
    let from_page = from_page.and_then(|said| page_date(&said, country.as_deref()));
    let row = Row { published: row.published.map(|said| page_date(&said, country.as_deref()).unwrap_or(said)), ..row };
    article.updated = article.updated.take().and_then(|said| page_date(&said, country.as_deref()));
    let (mut context, published) = reference(&row, from_page.as_deref(), &article, given);
    context.country = country;
    let mut stated = None;
    if row.html.is_none() && context.reference_from == ReferenceFrom::Metadata {
        // What a plain text prints of its day is the text's word; the reading looks for it first.
        stated = context.published.take();
        context.clock = None;
        context.reference_from = ReferenceFrom::None;
    }
    article.published = published;
    match article.published {
        None => article.lost(Field::Published),
        Some(_) if context.reference_from == ReferenceFrom::Input => article.found_in(Field::Published, Found::Input),
        Some(_) => {}
    }
    if article.updated.is_none() {
        article.lost(Field::Updated);
    }
    let raw_sha256 = sha256_hex(&bytes);
    let id = row.id.clone().unwrap_or_else(|| match article.url.as_deref() {
        Some(url) => short("u", &sha256_hex(canonical(url).as_bytes())),
        None => short("b", &raw_sha256),
    });
    Ok(Prepared { label, id, raw_sha256, input_sha256, form, article, context, stated, bytes, origin, warnings })
}

/// The page of HTML in a piece, decoded; `None` where it is none.
pub fn page_of(piece: &Piece) -> Option<String> {
    let text = decode_as(&piece.bytes, piece.origin.charset.as_deref()).into_text().0;
    match piece.form {
        Form::Html => Some(text),
        Form::Text | Form::Pdf => None,
        _ => Row::read(&text, &Columns::default()).ok()?.html,
    }
}

/// What is said of a page or text that holds no article.
fn no_article(article: &Article, page: bool) -> Option<&'static str> {
    let wall = article.notes.iter().find(|n| page && isnad_clean::NO_ARTICLE.contains(&n.code));
    Some(match wall.map(|n| n.code) {
        Some("section-front") => "problem.section-front",
        Some("error-page") => "problem.error-page",
        Some("consent-wall") => "problem.consent-wall",
        Some("script-wall") => "problem.script-wall",
        Some(_) => "problem.no-article",
        None if !article.text.trim().is_empty() => return None,
        None if page => "problem.no-article",
        None => "problem.empty-text",
    })
}

/// What the row or the user gives stands before what the page says.
fn fill(article: &mut Article, row: &Row, given: &Given, origin: &Origin) {
    let mut origins: Vec<(Field, Found)> = Vec::new();
    let mut prefer =
        |name: Field, field: &mut Option<String>, first: &Option<String>, last: (&Option<String>, Found)| {
            if first.is_some() {
                field.clone_from(first);
                origins.push((name, Found::Input));
            } else if field.is_none() && last.0.is_some() {
                field.clone_from(last.0);
                origins.push((name, last.1));
            }
        };
    let nothing = (&None, Found::Input);
    prefer(Field::Source, &mut article.source, &row.source, (&given.source, Found::Input));
    prefer(Field::Source, &mut article.source, &None, (&origin.source, Found::Feed));
    prefer(Field::Url, &mut article.url, &row.url, (&origin.url, Found::Input));
    prefer(Field::Author, &mut article.author, &row.author, nothing);
    prefer(Field::Section, &mut article.section, &row.section, nothing);
    prefer(Field::Agency, &mut article.agency, &row.agency, nothing);
    prefer(Field::Language, &mut article.language, &row.language, nothing);
    for (field, found) in origins {
        article.found_in(field, found);
    }
    if let Some(text) = &row.title
        && row.html.is_some()
        && article.title.as_ref().is_none_or(|t| t.text.trim() != text.trim())
    {
        article.title = Some(Title { span: None, text: text.clone() });
        article.found_in(Field::Title, Found::Input);
    }
}

/// A date of the page in EDTF; `None` where it cannot be read.
fn page_date(said: &str, country: Option<&str>) -> Option<String> {
    if first_day(said).is_some() {
        return Some(said.trim().to_owned());
    }
    printed_day(said, country).or_else(|| figures(said, country)).map(|day| day.to_string())
}

/// The day that the reading counts from: the input's, else the page's, else the address's.
fn reference(row: &Row, page: Option<&str>, article: &Article, given: &Given) -> (Context, Option<String>) {
    let given_day = row.published.clone().or_else(|| given.published.clone());
    let in_url = article.url.as_deref().and_then(day_of_address);
    let said = |date: Option<&str>| date.and_then(|d| Some((first_day(d)?, clock(d))));
    let (day, from) = if let Some(day) = said(given_day.as_deref()) {
        (Some(day), ReferenceFrom::Input)
    } else if let Some(day) = said(page) {
        (Some(day), ReferenceFrom::Metadata)
    } else if let Some(day) = in_url {
        (Some((day, None)), ReferenceFrom::Url)
    } else {
        (None, ReferenceFrom::None)
    };
    let context = Context {
        published: day.map(|d| d.0),
        clock: day.and_then(|d| d.1),
        reference_from: from,
        explain: given.explain,
        ..Context::default()
    };
    (context, given_day.or_else(|| page.map(str::to_owned)))
}

/// SHA-256 of a piece and of what is given with it: what was read once under this key need not be read again.
pub fn input_sha256(piece: &Piece, given: &Given) -> String {
    let field = |f: &Option<String>| f.clone().unwrap_or_default();
    let mut all = vec![
        sha256_hex(&piece.bytes),
        piece.form.name().to_owned(),
        field(&given.published),
        field(&given.source),
        field(&given.country),
    ];
    if given.columns != Columns::default() {
        all.push(format!("{:?}", given.columns));
    }
    // The same bytes at another address are another document.
    all.extend(piece.origin.url.clone());
    sha256_hex(all.join("\u{1f}").as_bytes())
}

fn pdf_problem(why: isnad_clean::NoText) -> &'static str {
    use isnad_clean::NoText as Why;
    match why {
        Why::Broken => "problem.pdf-broken",
        Why::Locked => "problem.pdf-locked",
        Why::Scan => "problem.pdf-scan",
        Why::Unnamed => "problem.pdf-letters",
    }
}

fn short(letter: &str, hash: &str) -> String {
    format!("{letter}{}", hash.get(..16).unwrap_or(hash))
}

fn row_problem(label: &str, error: &RowError) -> Problem {
    match error {
        RowError::CutShort => Problem::new(label, "problem.row-cut-short"),
        RowError::NotJson(column, cause) => {
            Problem::new(label, "problem.row-not-json").with("column", column.to_string()).with("cause", cause.clone())
        }
        RowError::NotObject => Problem::new(label, "problem.row-not-object"),
        RowError::NoText => Problem::new(label, "problem.row-no-text"),
    }
}
