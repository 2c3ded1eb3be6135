//! What was found, as typed values. Spans count bytes of the article's text; the wire form is the program's.

use isnad_text::{Note, Span};
use jiff::civil::Date;

use crate::context::ReferenceFrom;

/// All that one article says.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// The day that relative times count from.
    pub reference: Option<Date>,
    /// Where that day comes from.
    pub reference_from: ReferenceFrom,
    /// Times, in the order of the text.
    pub times: Vec<Time>,
    /// Figures, in the order of the text.
    pub figures: Vec<Figure>,
    /// People, bodies, countries, places, events, in the order of their first mention.
    pub entities: Vec<Entity>,
    /// Statements, in the order of the text.
    pub statements: Vec<Statement>,
    /// What the reader should know.
    pub notes: Vec<Note>,
}

/// An expression that places something in time.
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    /// Its place.
    pub span: Span,
    /// EDTF (`2015-04/..`) or an ISO 8601 duration (`P5Y`), Gregorian; `None` where the day it counts from is unknown.
    pub value: Option<String>,
    /// Its sort.
    pub kind: TimeKind,
    /// Early, middle, late, about, before, after.
    pub modifier: Option<Modifier>,
    /// The calendar it was told in.
    pub calendar: Calendar,
    /// What another calendar said, as written («15 رمضان 1445»).
    pub original: Option<String>,
    /// The zone that the text gives a clock time (`UTC`, `local`).
    pub zone: Option<String>,
    /// What it counts from.
    pub anchor: Anchor,
    /// Other values that a convention would give.
    pub alternatives: Vec<String>,
    /// First day it can mean.
    pub earliest: Option<Date>,
    /// Last day it can mean.
    pub latest: Option<Date>,
    /// The rule that read it.
    pub rule: &'static str,
    /// How it was read, step by step; empty unless asked for (`Context::explain`).
    pub why: String,
}

/// The sort of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// A day, month, year or interval.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that returns («every year»).
    Set,
}

impl TimeKind {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            TimeKind::Date => "date",
            TimeKind::Time => "time",
            TimeKind::Duration => "duration",
            TimeKind::Set => "set",
        }
    }
}

/// What EDTF has no sign for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modifier {
    /// مطلع، أوائل، بداية
    Start,
    /// منتصف، أواسط
    Mid,
    /// أواخر، نهاية
    End,
    /// نحو، حوالي
    Approx,
    /// بحلول
    Before,
    /// After.
    After,
}

impl Modifier {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Modifier::Start => "start",
            Modifier::Mid => "mid",
            Modifier::End => "end",
            Modifier::Approx => "approx",
            Modifier::Before => "before",
            Modifier::After => "after",
        }
    }
}

/// The calendar in which a time was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Calendar {
    /// Gregorian.
    #[default]
    Gregorian,
    /// Hijri (Umm al-Qura).
    Hijri,
}

impl Calendar {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Calendar::Gregorian => "gregorian",
            Calendar::Hijri => "hijri",
        }
    }
}

/// What a time counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Anchor {
    /// Nothing: it stands by itself.
    #[default]
    None,
    /// The day of the document.
    Document,
    /// Another time of the article, by its index in `Record::times`.
    Time(usize),
}

/// A quantity of something in the world, tied to what it measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Hedge, number and unit or counted noun, as written.
    pub span: Span,
    /// The number, multiplied out.
    pub value: Value,
    /// How exact the text says it is.
    pub hedge: Hedge,
    /// ISO 4217 code, symbol (`km2`, `%`), or the counted noun in the singular without clitics.
    pub unit: Option<String>,
    /// What is measured, in the words of the text.
    pub measure: Option<String>,
    /// The entity it describes, as an index into `Record::entities`.
    pub subject: Option<usize>,
    /// The time for which it holds (EDTF).
    pub as_of: Option<String>,
    /// A total at a time, a change, or an amount over a period.
    pub sense: Sense,
    /// Actual, pledged, forecast, denied, supposed.
    pub status: Status,
    /// The normal form of what is measured, that outlets share (folded, sorted, ASCII-free of clitics).
    pub measure_key: String,
    /// Figures of this article that add up to it, by index.
    pub parts: Vec<usize>,
    /// The figure of this article that says the same amount another way, by index.
    pub same_as: Option<usize>,
    /// The figure of this article of which it is a share or part («13 بالمئة من أصل 1.6 مليار»), by index.
    pub base: Option<usize>,
    /// The figure of this article that a change led to («بزيادة 10 إلى 87»), by index.
    pub total: Option<usize>,
    /// The day by which a pledged or expected figure is to hold (EDTF), where one is told.
    pub due: Option<String>,
    /// Whether the text calls a count preliminary or final.
    pub finality: Option<Finality>,
    /// The innermost statement that contains it, by index.
    pub statement: Option<usize>,
    /// The rule that read the number.
    pub rule: &'static str,
    /// The rules that read the rest.
    pub rules: FigureRules,
    /// How it was read; empty unless asked for.
    pub why: String,
}

/// Which rule said what of a figure; empty where none has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FigureRules {
    /// Whose it is, or that it is nobody's.
    pub subject: &'static str,
    /// For which time it holds.
    pub as_of: &'static str,
    /// Level, change or flow.
    pub sense: &'static str,
    /// How real it is.
    pub status: &'static str,
    /// How it is tied to another figure.
    pub tie: &'static str,
}

/// Whether a count is told as the last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finality {
    /// «حصيلة أولية»
    Preliminary,
    /// «حصيلة نهائية»
    Final,
}

impl Finality {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Finality::Preliminary => "preliminary",
            Finality::Final => "final",
        }
    }
}

/// A number or a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// One number.
    One(f64),
    /// From, to.
    Range(f64, f64),
}

impl Value {
    /// The smaller bound, or the number.
    pub fn min(self) -> f64 {
        match self {
            Value::One(x) | Value::Range(x, _) => x,
        }
    }

    /// The larger bound, or the number.
    pub fn max(self) -> f64 {
        match self {
            Value::One(x) | Value::Range(_, x) => x,
        }
    }
}

/// How exact a number is meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Hedge {
    /// As said.
    #[default]
    Exact,
    /// نحو، حوالي، قرابة
    About,
    /// أكثر من، ما يزيد عن
    Over,
    /// أقل من، دون
    Under,
    /// لا يقل عن، على الأقل
    AtLeast,
    /// لا يتجاوز، كحد أقصى
    AtMost,
    /// يصل إلى
    UpTo,
}

impl Hedge {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Hedge::Exact => "exact",
            Hedge::About => "about",
            Hedge::Over => "over",
            Hedge::Under => "under",
            Hedge::AtLeast => "at_least",
            Hedge::AtMost => "at_most",
            Hedge::UpTo => "up_to",
        }
    }
}

/// What sort of measure a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sense {
    /// A total at a time.
    #[default]
    Level,
    /// An increase, a decrease, an addition.
    Change,
    /// An amount over a period or given once.
    Flow,
}

impl Sense {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Sense::Level => "level",
            Sense::Change => "change",
            Sense::Flow => "flow",
        }
    }
}

/// How real a figure is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Status {
    /// Told as a fact.
    #[default]
    Actual,
    /// Promised, planned, a target.
    Pledged,
    /// Expected.
    Forecast,
    /// Said to be untrue.
    Denied,
    /// Supposed for argument's sake.
    Supposed,
}

impl Status {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Status::Actual => "actual",
            Status::Pledged => "pledged",
            Status::Forecast => "forecast",
            Status::Denied => "denied",
            Status::Supposed => "supposed",
        }
    }
}

/// A person, body, country, place or event and all its mentions in the article.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The fullest form in the text, without title and quotation marks.
    pub name: String,
    /// Its sort.
    pub kind: EntityKind,
    /// The offices that the text gives a person, in the order of the text.
    pub roles: Vec<Span>,
    /// Every mention, in the order of the text.
    pub mentions: Vec<Mention>,
    /// The rule that named it first.
    pub rule: &'static str,
}

/// One mention of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The name alone, clitics and title left out.
    pub span: Span,
    /// Title and name together as written («وزير الخارجية الأميركي مارك أسبر»), where a title stands with it.
    pub full: Span,
    /// The title or office with this mention.
    pub role: Option<Span>,
    /// The rule that read it.
    pub rule: &'static str,
}

/// The sort of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// A person.
    Person,
    /// A body: government, ministry, party, company, armed group, outlet.
    Organisation,
    /// A state, whether it acts or is a place.
    Country,
    /// A city, region, building; a capital even where it stands for its government.
    Place,
    /// A named operation, agreement or event.
    Event,
}

impl EntityKind {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Organisation => "organisation",
            EntityKind::Country => "country",
            EntityKind::Place => "place",
            EntityKind::Event => "event",
        }
    }
}

/// A proposition or act of speech that the writer attributes to somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// In quotation marks, reported, or both.
    pub kind: StatementKind,
    /// What is done by saying it.
    pub act: Act,
    /// How real what it says is told to be: promised, expected, denied, supposed.
    pub status: Status,
    /// How sure the reading is: the share of statements with the same evidence that are right, 0 to 1.
    pub confidence: f32,
    /// The exact pieces, in order; marks at the ends and the complementiser left out.
    pub content: Vec<Span>,
    /// The word that attributes, with its conjunction.
    pub cue: Option<Span>,
    /// The mention in this sentence of who speaks, name and title together.
    pub speaker: Option<Span>,
    /// The fullest name of the speaker in this text, without the title; `None` where somebody speaks and nobody knows who.
    pub speaker_name: Option<String>,
    /// The speaker among the entities, by index.
    pub speaker_entity: Option<usize>,
    /// The office in which the speaker speaks, wherever in the text it stands first.
    pub role: Option<Span>,
    /// Who passed it on, from the one nearest the reader to the one nearest the speaker.
    pub chain: Vec<Link>,
    /// Where or on what occasion it was said.
    pub occasion: Option<Span>,
    /// The day it was said (EDTF).
    pub said_on: Option<String>,
    /// The figures in the content, by index.
    pub figures: Vec<usize>,
    /// The entities named in the content, by index.
    pub about: Vec<usize>,
    /// The rule that read it.
    pub rule: &'static str,
    /// How it was read: cue, why this speaker, why it ends there; empty unless asked for.
    pub why: String,
}

/// One who passed a statement on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where the text names them.
    pub span: Option<Span>,
    /// Their name.
    pub name: String,
}

/// Whether a statement is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatementKind {
    /// All of it stands in quotation marks.
    Direct,
    /// None of it does.
    Indirect,
    /// Part of it does.
    Mixed,
}

impl StatementKind {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            StatementKind::Direct => "direct",
            StatementKind::Indirect => "indirect",
            StatementKind::Mixed => "mixed",
        }
    }
}

/// What is done by saying something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the English word for the act; GUIDELINE.md lists the Arabic verbs")]
pub enum Act {
    Say,
    Affirm,
    Deny,
    Announce,
    Call,
    Warn,
    Promise,
    Praise,
    Criticise,
    Expect,
    Ask,
    Refuse,
    Agree,
    Allege,
}

impl Act {
    /// All acts, in the order of the glossary.
    pub const ALL: [Act; 14] = [
        Act::Say,
        Act::Affirm,
        Act::Deny,
        Act::Announce,
        Act::Call,
        Act::Warn,
        Act::Promise,
        Act::Praise,
        Act::Criticise,
        Act::Expect,
        Act::Ask,
        Act::Refuse,
        Act::Agree,
        Act::Allege,
    ];

    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Act::Say => "say",
            Act::Affirm => "affirm",
            Act::Deny => "deny",
            Act::Announce => "announce",
            Act::Call => "call",
            Act::Warn => "warn",
            Act::Promise => "promise",
            Act::Praise => "praise",
            Act::Criticise => "criticise",
            Act::Expect => "expect",
            Act::Ask => "ask",
            Act::Refuse => "refuse",
            Act::Agree => "agree",
            Act::Allege => "allege",
        }
    }

    /// The act of that name.
    pub fn named(name: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|a| a.name() == name)
    }
}
