//! What is kept, and how is it found again? One SQLite file holds the record, its evidence and its index.
//!
//! - `schema.sql`: the tables; `user_version` counts their changes.
//! - `write`: documents in, one transaction a batch; a killed run leaves whole documents only. `cut`: what the index gets.
//! - `names`, `select`, `load`: what the commands list; `words`, `widened`, `known` and `tokenizer`: how a text is searched.
//! - `copies`, `stories`, `gather`, `link`: which text is a copy of which, which articles tell one event, kept as they come in.
//! - `sources`: feeds that are followed, addresses that were asked, what failed.
//! - `identity`: who is whom, and in which office when, with what people decided.
//! - `positions`, `verify`, `promises`: what speakers hold, whether a quotation is theirs, what they pledged.
//! - `readers`, `recall`: many askers at once, and answers that they share; `tally`: how much there is, counted as it comes.
//! - `review`, `forget`, `reread`, `relink`, `doctor`: what people decide, newer rules and links, and whether the file is whole.
//!
//! Not here: what is printed (`cli`).

mod bearer;
mod cite;
mod copies;
mod cut;
mod doctor;
mod figures;
mod forget;
mod gather;
mod identity;
mod kept;
mod known;
mod link;
mod load;
mod names;
mod open;
mod positions;
mod promises;
mod readers;
mod recall;
mod relink;
mod reread;
mod review;
mod search;
mod select;
mod sources;
mod stories;
mod sums;
mod survey;
mod tally;
mod timeline;
mod tokenizer;
mod verify;
mod widened;
mod words;
mod write;

pub use bearer::{Bearer, Office};
pub use cite::Cited;
pub use copies::{CopyPair, Copying};
pub use cut::Cut;
pub use doctor::{Check, Counts};
pub use figures::{SubjectCount, SubjectFigures};
pub use identity::{Decided, Identities, word as verdict_word};
pub use kept::Kept;
pub use load::{Document, Text};
pub(crate) use names::keywords;
pub use open::{Access, SCHEMA_VERSION, Store};
pub use positions::Positions;
pub use promises::Pledge;
pub use readers::Readers;
pub use relink::Linked;
pub use reread::{Came, Stored};
pub use review::Review;
pub use search::{Completion, Facet, Facets, Hit, Mark, Results, Search, Why};
pub use select::{Filter, Found, Ground, StatementRow};
pub use sources::{Failure, Fetched, Follow};
pub use stories::{StoryRow, Told, telling};
pub use sums::{Arithmetic, Checked, KINDS_OF_DIFFERENCE, checked, differing};
pub use survey::{CopyGroup, Source, Speaker, half};
pub use timeline::Dated;
pub use verify::{Carried, Searched};
pub use words::Layer;
pub use write::{Put, ReadDocument, Writer};
