//! What may text of others do to a page? Nothing: markup is escaped, signs that turn the direction of text are shown.
//!
//! Everything that a template prints goes through [`Escape`]. [`Html`] is what this program has put together itself, with
//! the same care; it is the only thing that a template may print as it is.

use std::fmt;

use askama::filters::{Escaper, Safe};
use isnad_text::letters::is_bidi_control;

/// Markup of this program's own making.
pub(crate) type Html = Safe<String>;

/// How templates escape: see `askama.toml`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Escape;

impl Escaper for Escape {
    fn write_escaped_str<W: fmt::Write>(&self, mut dest: W, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(special) {
            let (plain, tail) = rest.split_at(at);
            dest.write_str(plain)?;
            let mut letters = tail.chars();
            if let Some(c) = letters.next() {
                escape(&mut dest, c)?;
            }
            rest = letters.as_str();
        }
        dest.write_str(rest)
    }
}

fn special(c: char) -> bool {
    matches!(c, '<' | '>' | '&' | '"' | '\'') || turns(c) || (c.is_control() && !matches!(c, '\n' | '\t'))
}

/// Whether a character turns the direction of what follows, or is a sign of it.
fn turns(c: char) -> bool {
    is_bidi_control(c)
}

fn escape(dest: &mut impl fmt::Write, c: char) -> fmt::Result {
    match c {
        '<' => dest.write_str("&lt;"),
        '>' => dest.write_str("&gt;"),
        '&' => dest.write_str("&amp;"),
        '"' => dest.write_str("&quot;"),
        '\'' => dest.write_str("&#39;"),
        // Marks without a width only help a neighbour; a page shows its own order.
        '\u{061C}' | '\u{200E}' | '\u{200F}' => Ok(()),
        c if turns(c) => dest.write_str(sign(c)),
        _ => dest.write_char('\u{FFFD}'),
    }
}

/// A visible sign for a control that would turn the text round.
fn sign(c: char) -> &'static str {
    match c {
        '\u{202A}' => "[LRE]",
        '\u{202B}' => "[RLE]",
        '\u{202C}' => "[PDF]",
        '\u{202D}' => "[LRO]",
        '\u{202E}' => "[RLO]",
        '\u{2066}' => "[LRI]",
        '\u{2067}' => "[RLI]",
        '\u{2068}' => "[FSI]",
        '\u{2069}' => "[PDI]",
        _ => "",
    }
}

/// Text, escaped.
pub(crate) fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 16);
    // A string takes whatever is written to it.
    let _written = Escape.write_escaped_str(&mut out, words);
    out
}

/// Text of an article: as [`text`], with the signs that turn direction set apart, so that nobody takes them for words.
pub(super) fn article(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 16);
    let mut from = 0;
    for (at, c) in words.char_indices().filter(|(_, c)| turns(*c) && !sign(*c).is_empty()) {
        out.push_str(&text(words.get(from..at).unwrap_or("")));
        out.push_str(&format!("<b class=\"turn\" dir=\"ltr\">{}</b>", sign(c)));
        from = at + c.len_utf8();
    }
    out.push_str(&text(words.get(from..).unwrap_or("")));
    out
}

/// Text that this program has put together to be copied, its own direction signs kept.
pub(super) fn as_is(words: &str) -> Html {
    let mut out = String::with_capacity(words.len() + 16);
    for c in words.chars() {
        match c {
            '<' | '>' | '&' | '"' | '\'' => out.push_str(&text(c.encode_utf8(&mut [0; 4]))),
            c => out.push(c),
        }
    }
    Safe(out)
}

/// A date, a number with a sign or percent, an address or an id: kept in its own order inside Arabic lines.
pub(super) fn ltr(piece: &str) -> Html {
    Safe(format!("<bdi dir=\"ltr\">{}</bdi>", text(piece)))
}

/// A day as an element that machines read as well; nothing where there is none.
pub(super) fn day(day: Option<&str>) -> Html {
    match day {
        None => Safe("<span class=\"none\">…</span>".to_owned()),
        Some(day) => {
            let plain = day.len() >= 4 && day.bytes().all(|b| b.is_ascii_digit() || b == b'-');
            let shown = text(day);
            if plain {
                Safe(format!("<time datetime=\"{shown}\" dir=\"ltr\">{shown}</time>"))
            } else {
                Safe(format!("<bdi dir=\"ltr\">{shown}</bdi>"))
            }
        }
    }
}

/// A passage with ranges of bytes marked.
pub(super) fn marked(passage: &str, marks: &[std::ops::Range<usize>]) -> Html {
    let mut out = String::with_capacity(passage.len() + marks.len() * 16);
    let mut at = 0;
    for mark in marks.iter().filter(|m| m.start < m.end) {
        let (Some(before), Some(inside)) = (passage.get(at..mark.start), passage.get(mark.clone())) else { continue };
        out.push_str(&article(before));
        out.push_str("<mark>");
        out.push_str(&article(inside));
        out.push_str("</mark>");
        at = mark.end;
    }
    out.push_str(&article(passage.get(at..).unwrap_or("")));
    Safe(out)
}

/// A name that mixes letters of scripts that look alike: «Воb», «аpple».
pub(super) fn lookalike(name: &str) -> bool {
    let (mut latin, mut cyrillic, mut greek) = (false, false, false);
    for c in name.chars() {
        match c {
            'a'..='z' | 'A'..='Z' => latin = true,
            '\u{0400}'..='\u{04FF}' => cyrillic = true,
            '\u{0370}'..='\u{03FF}' => greek = true,
            _ => {}
        }
    }
    usize::from(latin) + usize::from(cyrillic) + usize::from(greek) > 1
        || name.chars().any(|c| turns(c) || matches!(c, '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_page_is_markup() {
        assert_eq!(text("<b onclick='x'>&\"</b>"), "&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;&lt;/b&gt;");
        assert_eq!(text("a\u{202E}b\u{200F}c\u{7}"), "a[RLO]bc\u{FFFD}");
        assert_eq!(article("a\u{202E}<"), "a<b class=\"turn\" dir=\"ltr\">[RLO]</b>&lt;");
    }

    #[test]
    fn marks_keep_what_stands_between() {
        let Safe(html) = marked("وقال <للولاياتِ> إن", std::slice::from_ref(&(9..29)));
        assert!(html.contains("<mark>"), "{html}");
        assert!(!html.contains("<لل"), "{html}");
        let Safe(html) = marked("abc", &[0..1, 5..9]);
        assert_eq!(html, "<mark>a</mark>bc");
    }

    #[test]
    fn days_and_signs_keep_their_order() {
        let Safe(html) = day(Some("2019-05-12"));
        assert_eq!(html, "<time datetime=\"2019-05-12\" dir=\"ltr\">2019-05-12</time>");
        let Safe(html) = day(Some("2019-05/.."));
        assert_eq!(html, "<bdi dir=\"ltr\">2019-05/..</bdi>");
        let Safe(html) = ltr("+3 <45.7%>");
        assert_eq!(html, "<bdi dir=\"ltr\">+3 &lt;45.7%&gt;</bdi>");
        assert!(lookalike("Воb") && !lookalike("Bob") && !lookalike("أنتوني بلينكن"));
    }
}
