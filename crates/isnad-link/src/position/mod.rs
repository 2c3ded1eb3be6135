//! What did one speaker say on a subject through time, and where do two speakers disagree?
//!
//! - [`oppose`]: two statements on one thing, and the words of each that oppose the other's.
//! - [`positions`]: statements gathered by speaker, in the order of days, with where one turned and where two disagree.
//! - [`stance`]: how likely one passage says the contrary of another.
//!
//! # Limits
//! Precise rather than complete: two statements are set against each other only where words of one axis («goes on»,
//! «has ended») stand on opposite sides near a thing that both name, where one denies what the other says in the same words,
//! or where one was said in answer to the other. Another speaker's view is never a turn of one's own.

mod answer;
mod gather;
mod oppose;
mod stance;
mod words;

pub use answer::answered;
pub use gather::{Claim, Opposition, Position, positions};
pub use oppose::{Against, How, oppose};
pub use stance::{WEIGHTS, features, stance};
pub(crate) use words::{Passage, light};
