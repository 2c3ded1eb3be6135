//! What went wrong with one thing that came in? One sentence that names it and says what helps.

/// A thing that could not be read, or read only with a warning; the rest goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The path, the row (`file.jsonl:12`) or the document it is about.
    pub label: String,
    /// The entry of the glossary that says what is wrong and what helps.
    pub key: &'static str,
    /// What the entry's places in braces stand for.
    pub details: Vec<(&'static str, String)>,
}

impl Problem {
    /// A problem of `label`, told by the glossary's entry `key`.
    pub fn new(label: impl Into<String>, key: &'static str) -> Self {
        Problem { label: label.into(), key, details: Vec::new() }
    }

    /// The same with one detail more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.details.push((name, value.into()));
        self
    }
}
