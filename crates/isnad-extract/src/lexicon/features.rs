//! In which form does the word stand?

/// The grammatical features of one form, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Features(u16);

impl Features {
    /// None known.
    pub const NONE: Features = Features(0);
    /// Feminine.
    pub const FEMININE: Features = Features(1);
    /// Two.
    pub const DUAL: Features = Features(2);
    /// More than two.
    pub const PLURAL: Features = Features(4);
    /// The indefinite accusative («عضواً»).
    pub const TANWIN: Features = Features(8);
    /// A verb's past.
    pub const PAST: Features = Features(16);
    /// A verb's present or future.
    pub const PRESENT: Features = Features(32);
    /// A participle («مؤكداً»).
    pub const PARTICIPLE: Features = Features(64);
    /// A verbal noun («تأكيد»).
    pub const MASDAR: Features = Features(128);
    /// First person («أكدنا»).
    pub const FIRST: Features = Features(256);
    /// A construct form that lost its nun («ملياري», «مسؤولو»).
    pub const CONSTRUCT: Features = Features(512);

    /// Whether all of `other` are in the set.
    pub fn has(self, other: Features) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    pub const fn with(self, other: Features) -> Features {
        Features(self.0 | other.0)
    }
}
