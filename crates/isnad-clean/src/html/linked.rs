//! What does a page's JSON-LD say of its article? Read leniently: half of it on the web is not quite JSON.
//!
//! Reads the texts of `application/ld+json`, gives [`Linked`]. Comments, raw line breaks and HTML entities are borne; where
//! the JSON is beyond repair, the few fields wanted are looked for by name.

use serde_json::Value;

/// What JSON-LD says of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Linked {
    pub(crate) headline: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) language: Option<String>,
    /// Number of articles spoken of.
    pub(crate) articles: u32,
}

/// Reads all JSON-LD of a page; the first article wins.
pub(crate) fn read(texts: &[String]) -> Linked {
    let mut best = Linked::default();
    for text in texts.iter().take(40) {
        if text.len() > 4_000_000 {
            continue;
        }
        let clean = clean(text);
        match serde_json::from_str::<Value>(&clean) {
            Ok(value) => walk(&value, &mut best),
            Err(_) => by_name(&clean, &mut best),
        }
    }
    best
}

/// Comments, CDATA and control characters taken out.
fn clean(text: &str) -> String {
    let text = text.trim();
    let text = text.trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text.trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[").trim();
    let text = text.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Looks through lists and `@graph` for articles, without recursion into anything else.
fn walk(value: &Value, best: &mut Linked) {
    let mut queue: Vec<&Value> = vec![value];
    let mut seen = 0;
    while let Some(v) = queue.pop() {
        seen += 1;
        if seen > 2000 {
            return;
        }
        match v {
            Value::Array(list) => queue.extend(list.iter().rev()),
            Value::Object(map) => {
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(inner) = map.get(key).filter(|i| i.is_object() || i.is_array()) {
                        queue.push(inner);
                    }
                }
                let kind = map.get("@type").map(|t| t.to_string()).unwrap_or_default();
                let article = ["Article", "Posting", "Report", "NewsItem"].iter().any(|k| kind.contains(k));
                if article {
                    best.articles += 1;
                    take(v, best);
                } else if kind.contains("Organization") && best.publisher.is_none() {
                    best.publisher = string(map.get("name"));
                }
            }
            _ => {}
        }
    }
}

fn take(v: &Value, best: &mut Linked) {
    let field = |name: &str| string(v.get(name));
    best.headline = best.headline.take().or_else(|| field("headline").or_else(|| field("name")));
    best.published = best.published.take().or_else(|| field("datePublished").or_else(|| field("dateCreated")));
    best.modified = best.modified.take().or_else(|| field("dateModified"));
    best.section = best.section.take().or_else(|| field("articleSection"));
    best.language = best.language.take().or_else(|| field("inLanguage"));
    if let Some(name) = v.get("publisher").and_then(|p| string(p.get("name")).or_else(|| string(Some(p)))) {
        best.publisher = Some(name);
    }
    if best.authors.is_empty() {
        let author = v.get("author").or_else(|| v.get("creator"));
        let list: Vec<&Value> = match author {
            Some(Value::Array(list)) => list.iter().take(8).collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        for a in list {
            let organisation = a.get("@type").is_some_and(|t| t.to_string().contains("Organization"));
            if let Some(name) = string(a.get("name")).or_else(|| string(Some(a))).filter(|_| !organisation) {
                best.authors.push(name);
            }
        }
    }
}

/// A string, or the first of a list, its entities undone; nothing empty.
fn string(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(s) => s.as_str(),
        Value::Array(list) => list.first()?.as_str()?,
        _ => return None,
    };
    Some(plain(text)).filter(|s| !s.is_empty())
}

/// A text without entities and with single spaces.
pub(crate) fn plain(text: &str) -> String {
    let mut out = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Twice: «&amp;quot;» is common.
    for _ in 0..2 {
        if !out.contains('&') {
            break;
        }
        out = entities(&out);
    }
    out.trim().to_owned()
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        let end = rest.char_indices().take(12).find(|&(_, c)| c == ';').map(|(i, _)| i);
        let name = end.and_then(|e| rest.get(1..e));
        let said = name.and_then(|n| match n {
            "quot" => Some('"'),
            "amp" => Some('&'),
            "apos" | "rsquo" => Some('’').filter(|_| n == "rsquo").or(Some('\'')),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "nbsp" => Some(' '),
            "laquo" => Some('«'),
            "raquo" => Some('»'),
            "ldquo" => Some('“'),
            "rdquo" => Some('”'),
            "lsquo" => Some('‘'),
            "ndash" => Some('–'),
            "mdash" => Some('—'),
            "hellip" => Some('…'),
            _ => {
                let digits = n.strip_prefix('#')?;
                let code = match digits.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => digits.parse().ok()?,
                };
                char::from_u32(code).filter(|c| !c.is_control())
            }
        });
        match (said, end) {
            (Some(c), Some(e)) => {
                out.push(c);
                rest = rest.get(e + 1..).unwrap_or("");
            }
            _ => {
                out.push('&');
                rest = rest.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    out
}

/// The fields by name, from JSON that does not parse.
fn by_name(text: &str, best: &mut Linked) {
    let field = |name: &str| -> Option<String> {
        let at = text.find(&format!("\"{name}\""))?;
        let rest = text.get(at + name.len() + 2..)?.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        let mut escaped = false;
        let end = rest.char_indices().take(2000).find(|&(_, c)| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        })?;
        let raw = rest.get(..end.0)?;
        let said = serde_json::from_str::<String>(&format!("\"{raw}\"")).unwrap_or_else(|_| raw.to_owned());
        Some(plain(&said)).filter(|s| !s.is_empty())
    };
    best.headline = best.headline.take().or_else(|| field("headline"));
    best.articles += u32::from(text.contains("Article\""));
    best.published = best.published.take().or_else(|| field("datePublished"));
    best.modified = best.modified.take().or_else(|| field("dateModified"));
    best.section = best.section.take().or_else(|| field("articleSection"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_that_is_not_quite_json() {
        let text = "<!-- {\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":[\"NewsArticle\"],\"headline\":\"قال &quot;نعم&quot;\n ثم مضى\",\
             \"datePublished\":\"2024-09-30\",\"author\":[{\"@type\":\"Person\",\"name\":\"رانيا الفيومي\"}],\"publisher\":{\"name\":\"ضحى القاهرة\"}}]} -->";
        let linked = read(&[text.to_owned()]);
        assert_eq!(linked.headline.as_deref(), Some("قال \"نعم\" ثم مضى"));
        assert_eq!(linked.authors, ["رانيا الفيومي"]);
        assert_eq!(linked.publisher.as_deref(), Some("ضحى القاهرة"));
        let broken = "{\"@type\":\"NewsArticle\", \"headline\":\"عنوان\", \"datePublished\":\"2024-09-30\" \"x\":}";
        assert_eq!(read(&[broken.to_owned()]).published.as_deref(), Some("2024-09-30"));
    }
}
