//! What is a cleaned document? The shape in which every later room gets it.

use crate::span::Span;

/// A document as its reader saw it, with what is known of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// The text; every span counts its bytes.
    pub text: String,
    /// The headline.
    pub title: Option<Title>,
    /// The pieces of the text in order.
    pub blocks: Vec<Block>,
    /// What belongs to the page and not to the article, in order, not overlapping.
    pub furniture: Vec<Furniture>,
    /// The outlet.
    pub source: Option<String>,
    /// The section of the outlet («سياسة عربية»).
    pub section: Option<String>,
    /// The agency credited.
    pub agency: Option<String>,
    /// The author.
    pub author: Option<String>,
    /// The address of the page.
    pub url: Option<String>,
    /// The day it was published, as the page or the input says it.
    pub published: Option<String>,
    /// The day it was last changed, as the page says it.
    pub updated: Option<String>,
    /// The language, as an ISO 639 code.
    pub language: Option<String>,
    /// What the reader should know of the reading.
    pub notes: Vec<Note>,
    /// Where the fields above were found, in their order; none for fields that are empty.
    pub origins: Vec<(Field, Found)>,
}

impl Article {
    /// Keeps where a field was found, in the place of what was kept of it before.
    ///
    /// ```
    /// use isnad_text::{Article, Field, Found};
    /// let mut article = Article::default();
    /// article.found_in(Field::Url, Found::Linked);
    /// article.found_in(Field::Title, Found::Heading);
    /// article.found_in(Field::Url, Found::Input);
    /// assert_eq!(article.origins, [(Field::Title, Found::Heading), (Field::Url, Found::Input)]);
    /// ```
    pub fn found_in(&mut self, field: Field, found: Found) {
        self.origins.retain(|(f, _)| *f != field);
        let at = self.origins.partition_point(|(f, _)| *f < field);
        self.origins.insert(at, (field, found));
    }

    /// Forgets where a field was found.
    pub fn lost(&mut self, field: Field) {
        self.origins.retain(|(f, _)| *f != field);
    }

    /// Where a field was found.
    pub fn origin(&self, field: Field) -> Option<Found> {
        self.origins.iter().find(|(f, _)| *f == field).map(|(_, found)| *found)
    }
}

/// Makes an enumeration whose members have a word on the wire.
macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$said:meta])* $member:ident $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$said])* $member,)* }
        impl $name {
            /// The word for it on the wire.
            pub fn name(self) -> &'static str {
                match self { $($name::$member => $word,)* }
            }
            /// The one of that word.
            pub fn named(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$member),)* _ => None }
            }
        }
    };
}

named! {
    /// What is said of a document.
    Field {
        /// The headline.
        Title "title",
        /// The outlet.
        Source "source",
        /// The section.
        Section "section",
        /// The agency credited.
        Agency "agency",
        /// The author.
        Author "author",
        /// The day it was published.
        Published "published",
        /// The day it was last changed.
        Updated "updated",
        /// The address.
        Url "url",
        /// The language.
        Language "language",
        /// The outlet's country.
        Country "country",
    }
}

named! {
    /// Where something that is said of a document was found.
    Found {
        /// Given with the document: a field of its row, an option of the command.
        Input "input",
        /// The JSON-LD of the page.
        Linked "json-ld",
        /// An OpenGraph property of the page.
        OpenGraph "opengraph",
        /// Another `meta` of the page.
        Meta "meta",
        /// Microdata of an element.
        Microdata "microdata",
        /// A `time` element.
        TimeElement "time-element",
        /// A link that says what it is (`rel`), the language of `html`, the trackback of a blog.
        Markup "markup",
        /// A heading that is seen.
        Heading "heading",
        /// The title of the page.
        PageTitle "page-title",
        /// A line that is seen: a byline, a dateline, a credit.
        Visible "visible",
        /// The address.
        Address "address",
        /// The table of outlets.
        Outlets "outlets",
        /// The feed that named the page.
        Feed "feed",
        /// The letters of the text.
        Letters "letters",
    }
}

/// A headline; without a span where it is not part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// Its place in the text.
    pub span: Option<Span>,
    /// Its words.
    pub text: String,
}

/// A piece of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its place.
    pub span: Span,
    /// Its sort.
    pub kind: BlockKind,
    /// The path of its element in the page, for HTML.
    pub path: Option<String>,
}

/// The sort of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BlockKind {
    /// The headline.
    Headline,
    /// A second headline or a summary under it.
    SubHeadline,
    /// Place and day at the head of a report.
    Dateline,
    /// Who wrote it.
    Byline,
    /// A paragraph.
    Body,
    /// A quotation set apart.
    Quotation,
    /// The words under a picture.
    Caption,
    /// A list.
    List,
    /// A post of a social network.
    Embed,
}

impl BlockKind {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            BlockKind::Headline => "headline",
            BlockKind::SubHeadline => "sub-headline",
            BlockKind::Dateline => "dateline",
            BlockKind::Byline => "byline",
            BlockKind::Body => "body",
            BlockKind::Quotation => "quotation",
            BlockKind::Caption => "caption",
            BlockKind::List => "list",
            BlockKind::Embed => "embed",
        }
    }
}

/// A piece of the page left in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Furniture {
    /// Its place.
    pub span: Span,
    /// Why it is no part of the article.
    pub reason: FurnitureReason,
    /// The rule that says so.
    pub rule: &'static str,
}

/// Why a piece is furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FurnitureReason {
    /// Menus, breadcrumbs, «Posted in».
    Navigation,
    /// Buttons to share.
    Share,
    /// «Read also», related news.
    Related,
    /// Invitations to subscribe or register.
    Subscribe,
    /// Comments and their form.
    Comments,
    /// Counts of views, comments, votes.
    Counter,
    /// Rating widgets.
    Rating,
    /// The words and credit of a picture.
    Caption,
    /// A line said before.
    Repeat,
    /// Tags and keywords.
    Tags,
    /// Cookie, copyright and legal notices.
    Notice,
    /// The machinery of an embedded post.
    Embed,
    /// Anything else of the page.
    Other,
}

impl FurnitureReason {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            FurnitureReason::Navigation => "navigation",
            FurnitureReason::Share => "share",
            FurnitureReason::Related => "related",
            FurnitureReason::Subscribe => "subscribe",
            FurnitureReason::Comments => "comments",
            FurnitureReason::Counter => "counter",
            FurnitureReason::Rating => "rating",
            FurnitureReason::Caption => "caption",
            FurnitureReason::Repeat => "repeat",
            FurnitureReason::Tags => "tags",
            FurnitureReason::Notice => "notice",
            FurnitureReason::Embed => "embed",
            FurnitureReason::Other => "other",
        }
    }
}

/// Something the reader should know of a reading, without stopping it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// A stable kebab-case name.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// Where, if somewhere.
    pub span: Option<Span>,
}
