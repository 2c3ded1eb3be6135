//! Who is the same person or body, over outlets and years, and in which office when?
//!
//! A [`Sighting`] is one entity of one article. [`keys`] says which sightings can be one; [`fold`] gathers a group of
//! them into [`Identity`]s, in two bands: what is *sure* is one, what is *perhaps* the same is suggested with its
//! reasons. What a person decided ([`Decision`]) goes before both, and can be taken back.
//!
//! ```
//! use isnad_link::identity::{Sighting, fold};
//! use isnad_extract::EntityKind;
//! let sighting = |document: &str, name: &str, office: &str| Sighting {
//!     document: document.into(),
//!     entry: "e1".into(),
//!     kind: EntityKind::Person,
//!     name: name.into(),
//!     aliases: vec![],
//!     offices: vec![office.into()],
//!     company: vec![],
//!     day: None,
//! };
//! let found = fold(
//!     &[
//!         sighting("a", "أنتوني بلينكن", "وزير الخارجية الأميركي"),
//!         sighting("b", "أنطوني بلينكن", "وزير خارجية الولايات المتحدة"),
//!         sighting("c", "بلينكن", "وزير الخارجية الأمريكي"),
//!     ],
//!     &[],
//! );
//! assert_eq!(found.identities.len(), 1);
//! assert_eq!(found.identities[0].names.len(), 3);
//! ```
//!
//! # Limits
//! Precision before recall: two names without an office, a state or company in common stay two, and are suggested.

mod body;
mod evidence;
mod facet;
mod fold;
mod judge;
mod name;
mod office;
mod tenure;
mod terms;

use isnad_extract::EntityKind;
use jiff::civil::Date;

pub use fold::{Decision, Found, Identity, Name, Suggestion, Verdict, fold};
pub use judge::{Band, Match, Reason};
pub use office::{Field, Office, Tense};
pub use tenure::{Holding, Tenure, holders};

/// One entity of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The article's id.
    pub document: String,
    /// The entity's id in the article.
    pub entry: String,
    /// Its sort.
    pub kind: EntityKind,
    /// Its fullest name in the article.
    pub name: String,
    /// Other forms of its name there.
    pub aliases: Vec<String>,
    /// The offices that the article gives it, as written.
    pub offices: Vec<String>,
    /// People and bodies named beside it that are not named everywhere.
    pub company: Vec<String>,
    /// The day of the article.
    pub day: Option<Date>,
}

/// The keys under which a name is kept. Two names are compared where one is asked for ([`probes`]) under a key of the other.
///
/// ```
/// use isnad_link::identity::{keys, probes};
/// use isnad_extract::EntityKind::Person;
/// let (kept, asked) = (keys("أنتوني بلينكن", Person), probes("بلنكن", Person));
/// assert!(asked.iter().any(|k| kept.contains(k)));
/// ```
pub fn keys(name: &str, kind: EntityKind) -> Vec<u64> {
    hashed(name, kind, |n| n.keys())
}

/// The keys under which the others of a name are found: a last name alone asks for every fuller name that ends so, a
/// fuller name for names of the same first and last part and for its last name alone.
pub fn probes(name: &str, kind: EntityKind) -> Vec<u64> {
    hashed(name, kind, |n| n.probes())
}

fn hashed(name: &str, kind: EntityKind, of: impl Fn(&name::PersonName) -> Vec<String>) -> Vec<u64> {
    let mut keys: Vec<u64> = match kind {
        EntityKind::Person => of(&name::PersonName::of(name)).iter().map(|k| hash("p", k)).collect(),
        kind => body::keys(name).iter().map(|k| hash(kind.name(), k)).collect(),
    };
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether a name has more than one part: a last name alone is many people's.
pub fn is_full(name: &str) -> bool {
    name::PersonName::of(name).parts.len() > 1
}

/// In how many of so many articles a name may be named for its company to say something: three, or one in fifty, and
/// never more than a hundred.
pub fn most_company(articles: usize) -> usize {
    (articles / 50).clamp(3, 100)
}

/// FNV-1a: the same on every machine and in every version, as keys are kept.
fn hash(sort: &str, text: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    let hash = sort
        .bytes()
        .chain([0])
        .chain(text.bytes())
        .fold(start, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    // SQLite keeps whole numbers with a sign.
    hash >> 1
}
