//! What is known of the article from outside it: the day it counts from, the outlet's country.

use jiff::civil::{Date, Time};

use crate::Calendar;

/// Where the reference day comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReferenceFrom {
    /// Given with the document.
    Input,
    /// Read from the page's metadata.
    Metadata,
    /// Read from the page's address.
    Url,
    /// Stated in the text.
    Text,
    /// Not known: relative times have no value.
    #[default]
    None,
}

impl ReferenceFrom {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            ReferenceFrom::Input => "input",
            ReferenceFrom::Metadata => "metadata",
            ReferenceFrom::Url => "url",
            ReferenceFrom::Text => "text",
            ReferenceFrom::None => "none",
        }
    }

    /// The one of that name; none of another.
    pub fn named(name: &str) -> Self {
        use ReferenceFrom::{Input, Metadata, None, Text, Url};
        [Input, Metadata, Url, Text].into_iter().find(|r| r.name() == name).unwrap_or(None)
    }
}

/// What the reader of an article knows before reading it.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The day of publication: what «yesterday» counts from.
    pub published: Option<Date>,
    /// The time of day of publication, where known: what «two hours ago» counts from.
    pub clock: Option<Time>,
    /// Where that day comes from.
    pub reference_from: ReferenceFrom,
    /// ISO 3166 code of the outlet's country («EG»): the order of numeric dates, the currency meant, the first day of the week.
    pub country: Option<String>,
    /// The calendar that figures without an era are read in («30-02-1433», «30-02-33»): Gregorian unless told.
    pub calendar: Calendar,
    /// Whether each entry shall say why it was read so (its `why`): slower, for `isnad explain`.
    pub explain: bool,
}
