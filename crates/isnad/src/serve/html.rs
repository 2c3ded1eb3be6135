//! What may text of others do to a page? Nothing: markup is escaped, signs that turn the direction of text are shown.
//!
//! Everything that a template prints goes through [`Escape`]. [`Html`] is what this program has put together itself, with
//! the same care; it is the only thing that a template may print as it is.

use std::fmt;

use askama::filters::{Escaper, Safe};
use isnad_text::letters::is_bidi_control;

use super::when;
use crate::cli::Glossary;

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

/// Text of an article: as [`text`], with the signs that turn direction set apart, so that nobody takes them for words, and
/// dates, numbers with signs and addresses kept in their own order among Arabic words.
pub(super) fn article(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 16);
    let mut from = 0;
    for (at, c) in words.char_indices().filter(|(_, c)| turns(*c) && !sign(*c).is_empty()) {
        ordered(words.get(from..at).unwrap_or(""), &mut out);
        out.push_str(&format!("<b class=\"turn\" dir=\"ltr\">{}</b>", sign(c)));
        from = at + c.len_utf8();
    }
    ordered(words.get(from..).unwrap_or(""), &mut out);
    out
}

/// Escapes, with what runs from left to right by itself isolated.
fn ordered(words: &str, out: &mut String) {
    let mut from = 0;
    for run in own_orders(words) {
        out.push_str(&text(words.get(from..run.start).unwrap_or("")));
        let Safe(piece) = ltr(words.get(run.clone()).unwrap_or(""));
        out.push_str(&piece);
        from = run.end;
    }
    out.push_str(&text(words.get(from..).unwrap_or("")));
}

/// Where what runs from left to right by itself stands in a text, in bytes.
pub(crate) fn own_orders(words: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|r| !r.is_empty()) {
        let long = own_order(rest);
        if long > 0 {
            out.push(at..at + long);
            at += long;
            continue;
        }
        // On to the end of this word: what begins within one is a part of it, but a number that a small Arabic word is
        // glued to begins anew.
        let Some(first) = rest.chars().next() else { break };
        let latin = first.is_ascii();
        let inside = |c: char| c.is_alphanumeric() && c.is_ascii() == latin;
        let word = if inside(first) { rest.find(|c| !inside(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        // A dash after a word joins: «كوفيد-19» is no negative number.
        let joined =
            rest.get(word..).and_then(|r| r.chars().next()).filter(|c| inside(first) && matches!(c, '-' | '−' | '+'));
        at += word + joined.map_or(0, char::len_utf8);
    }
    out
}

/// How many bytes of what stands first are an address, a date, a range or a number with a sign or percent; 0 for none,
/// plain numbers among them.
fn own_order(text: &str) -> usize {
    if text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.") {
        let end = text
            .find(|c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"' | '(' | ')'))
            .unwrap_or(text.len());
        return text.get(..end).map_or(0, |t| t.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']).len());
    }
    let mut letters = text.char_indices().peekable();
    let mut marked = letters.next_if(|(_, c)| matches!(c, '+' | '-' | '−' | '±')).is_some();
    let (mut end, mut digits) = (0, false);
    while let Some((at, c)) = letters.next() {
        if c.is_ascii_digit() {
            (end, digits) = (at + 1, true);
            continue;
        }
        let next = letters.peek().is_some_and(|(_, n)| n.is_ascii_digit());
        if digits && next && matches!(c, '.' | ',' | ':' | '/' | '-' | '–' | '—' | '−') {
            marked = true;
            continue;
        }
        if digits && matches!(c, '%' | '٪' | '‰') {
            (end, marked) = (at + c.len_utf8(), true);
        }
        break;
    }
    if digits && marked { end } else { 0 }
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

/// A time (EDTF) as people read it, in an element that machines read as well; in words where there is none.
pub(super) fn day(day: Option<&str>, t: Glossary) -> Html {
    let Some(day) = day else { return Safe(format!("<span class=\"none\">{}</span>", t.text("web.no-day"))) };
    let shown = when::told(day, t, |own| {
        let Safe(own) = ltr(own);
        own
    });
    Safe(match (day.len(), when::plain(day)) {
        // What is printed as it stands needs no second telling.
        (10, true) => format!("<time dir=\"ltr\">{day}</time>"),
        (4, true) => format!("<time>{day}</time>"),
        (_, true) => format!("<time datetime=\"{day}\">{shown}</time>"),
        _ => format!("<bdi class=\"when\">{shown}</bdi>"),
    })
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
    fn what_has_an_order_of_its_own_keeps_it() {
        let kept = |words: &str| {
            let html = article(words);
            let pieces = html.split("<bdi dir=\"ltr\">").skip(1).filter_map(|p| p.split("</bdi>").next());
            pieces.collect::<Vec<_>>().join(" | ")
        };
        assert_eq!(kept("في 2019-05-12 بلغ 45.7% (بزيادة +3) في 2014"), "2019-05-12 | 45.7% | +3");
        assert_eq!(kept("بين 10-20 و1,500.25 عند 10:30، كتاب 12/5/2019."), "10-20 | 1,500.25 | 10:30 | 12/5/2019");
        assert_eq!(
            kept("انظر https://a.example/b?c=d&e=1، ثم www.b.example."),
            "https://a.example/b?c=d&amp;e=1 | www.b.example"
        );
        assert_eq!(kept("كوفيد-19 وF-16 و12 دولة – 87 منها ٤٥٫٧٪"), "");
        assert_eq!(kept("-5 درجات"), "-5");
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
        let shown = |value: Option<&str>| {
            let Safe(html) = day(value, Glossary { lang: crate::cli::Lang::Arabic });
            html
        };
        assert_eq!(shown(Some("2019-05-12")), "<time dir=\"ltr\">2019-05-12</time>");
        assert_eq!(shown(Some("2019-05")), "<time datetime=\"2019-05\">مايو 2019</time>");
        assert_eq!(shown(Some("2019-05/..")), "<bdi class=\"when\">منذ مايو 2019</bdi>");
        assert_eq!(shown(Some("2019-05-12/..")), "<bdi class=\"when\">منذ <bdi dir=\"ltr\">2019-05-12</bdi></bdi>");
        assert_eq!(shown(Some("<b>/..")), "<bdi class=\"when\">منذ <bdi dir=\"ltr\">&lt;b&gt;</bdi></bdi>");
        assert_eq!(shown(None), "<span class=\"none\">بلا تاريخ</span>");
        let Safe(html) = ltr("+3 <45.7%>");
        assert_eq!(html, "<bdi dir=\"ltr\">+3 &lt;45.7%&gt;</bdi>");
        assert!(lookalike("Воb") && !lookalike("Bob") && !lookalike("أنتوني بلينكن"));
    }
}
