//! Where did a document come from, and what was said of it there? Kept beside the evidence.

use serde::{Deserialize, Serialize};

/// How a document came: from which address or archive, with which headers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    /// The address that the page came from, in the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The encoding that the sender declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charset: Option<String>,
    /// When it was fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The status of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The headers of the answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    /// The record of a web archive that holds it; the page is not copied then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordPlace>,
    /// When it was published, as the feed that named it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The outlet, as the feed that named it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A record of a web archive, to be found again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPlace {
    /// The archive's file.
    pub file: String,
    /// Where the record, or the gzip member that holds it, begins.
    pub offset: u64,
    /// Where the record begins inside its gzip member.
    pub within: u64,
}

impl Origin {
    /// Its JSON, or nothing where nothing is known.
    pub fn to_json(&self) -> Option<String> {
        if *self == Origin::default() { None } else { serde_json::to_string(self).ok() }
    }

    /// From its JSON; whatever is not understood is left out.
    pub fn from_json(json: Option<&str>) -> Origin {
        json.and_then(|j| serde_json::from_str(j).ok()).unwrap_or_default()
    }
}
