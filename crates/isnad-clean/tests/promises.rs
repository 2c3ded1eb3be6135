//! What holds of every input: reading never fails, spans fall on characters, plain text stays as it was, cost is linear.
use std::time::Instant;

use isnad_clean::{Article, Decoded, Known, decode, html, plain, plain_with};
use proptest::prelude::*;

/// Pieces of pages that rules look for, and pieces that break pages.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div class=\"article-body\">",
    "</div>",
    "<article>",
    "</article>",
    "<h1>",
    "</h1>",
    "<ul><li>",
    "</li></ul>",
    "<br>",
    "<a href=\"/x\">",
    "</a>",
    "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"عنوان\"",
    "}</script>",
    "<!--",
    "-->",
    "<table><tr><td>",
    "<blockquote class=\"twitter-tweet\">",
    "<figcaption>",
    "<form>",
    "<b>",
    "<i>",
    "<font color=red>",
    "&amp;",
    "&#x;",
    "&",
    "اقرأ أيضاً",
    "اقرأ أيضاًالعالم",
    "رابط الخبر بصحيفة الوئام:",
    "pic.twitter.com/a1",
    "التعليقات (0)",
    "عدد القراءات: 3",
    "شارك",
    "أخبار ذات صلة",
    "قال الوزير إن العدد بلغ 87 دولة، وإنه سيرتفع في العام المقبل وفق ما نقلته الوكالة.",
    "عنوان قصير من كلمات",
    "الاثنين 30 سبتمبر 2024",
    "كتب: أحمد علي",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "\u{200f}",
    "\u{202b}",
    "ً",
    "«",
    "»",
    "…",
    "..",
    ".",
    ":",
    "|",
    " - ",
    "٣",
    "😀",
    "\u{0}",
    "content=\"",
    "سمات نفط أسعار",
    "المصدر: وكالات",
    "BBC Arabic - العالم - ",
    "مصر",
    "Ø§Ù„",
    "— A (@b) January 3, 2020",
    "للتواصل مع الكاتب ارسل رسالة",
    "Posted in رئيسي",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![4 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,12}"],
        0..60,
    )
    .prop_map(|v| v.concat())
}

fn check(article: &Article) {
    let text = &article.text;
    let inside = |span: isnad_text::Span| text.get(span.range()).is_some();
    let mut end = 0;
    for f in &article.furniture {
        assert!(inside(f.span), "furniture {f:?}");
        assert!(f.span.start >= end && !f.span.is_empty(), "overlap {f:?}");
        assert!(isnad_clean::RULES.iter().any(|r| r.name == f.rule), "unknown rule {f:?}");
        end = f.span.end;
    }
    let mut end = 0;
    for b in &article.blocks {
        assert!(inside(b.span), "block {b:?}");
        assert!(b.span.start >= end, "blocks overlap {b:?}");
        end = b.span.end;
    }
    if let Some(title) = &article.title
        && let Some(span) = title.span
    {
        assert_eq!(span.of(text), title.text);
    }
    // Nothing is lost: every letter stands in a block or in furniture.
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let at = at as u32;
        let held = article
            .blocks
            .iter()
            .map(|b| b.span)
            .chain(article.furniture.iter().map(|f| f.span))
            .any(|s| s.start <= at && at < s.end);
        assert!(held, "{c} at {at} is in no block and no furniture of {text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_kept(text in soup()) {
        let article = plain(&text);
        prop_assert_eq!(&article.text, &text);
        check(&article);
        let known = plain_with(&text, &Known { title: Some("عنوان قصير من كلمات"), ..Known::default() });
        check(&known);
    }

    #[test]
    fn any_page_is_read(page in soup()) {
        check(&html(&page, Some("https://example.org/2024/9/30/x")));
    }

    #[test]
    fn any_bytes_are_decoded(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Decoded::Text { text, .. } = decode(&bytes) {
            check(&plain(&text));
            check(&html(&text, None));
        }
    }

    #[test]
    fn the_same_input_gives_the_same_article(page in soup()) {
        prop_assert_eq!(html(&page, None), html(&page, None));
        prop_assert_eq!(plain(&page), plain(&page));
    }
}

/// Inputs that cost more than they should in careless programs. The limit is generous: it catches minutes, not percents.
#[test]
fn cost_is_linear() {
    let sentence = "قال الوزير إن العدد بلغ 87 دولة. اقرأ أيضاً ";
    let cases: Vec<(&str, String)> = vec![
        ("one line of sentences", sentence.repeat(60_000)),
        ("one word", "ا".repeat(3_000_000)),
        ("short lines", "عنوان\n".repeat(300_000)),
        ("the same lines", "سطر فيه كلمات كثيرة يقول الشيء نفسه\n".repeat(60_000)),
        ("spaces", " ".repeat(3_000_000)),
        ("dashes", "- ".repeat(1_000_000)),
        ("labels", "أخبار ذات صلة\n".repeat(100_000)),
        ("posts", "— A (@b) January 3, 2020 pic.twitter.com/x\n".repeat(60_000)),
        ("embeds", "pic.twitter.com/x ".repeat(100_000)),
    ];
    for (name, text) in cases {
        let start = Instant::now();
        let article = plain(&text);
        assert_eq!(article.text.len(), text.len());

        assert!(start.elapsed().as_secs() < 20, "{name}: {:?}", start.elapsed());
    }
    let pages: Vec<(&str, String)> = vec![
        ("nested", "<div>".repeat(300_000)),
        ("unclosed formatting", "<b><i><font color=x>".repeat(60_000)),
        ("formatting and paragraphs", format!("{}{}", "<b><i><u>".repeat(100), "<p>".repeat(60_000))),
        ("siblings", "<p>سطر من كلمات قليلة</p>".repeat(50_000)),
        ("links", "<a href=x>رابط</a> ".repeat(60_000)),
        ("headings", "<h2>عنوان طويل بعض الشيء</h2>".repeat(50_000)),
        ("attributes", format!("<p {}>", (0..60_000).map(|n| format!("a{n}=1 ")).collect::<String>())),
        ("one paragraph", format!("<p>{}</p>", sentence.repeat(40_000))),
        ("tables", "<table><tr><td>".repeat(20_000)),
        ("json", format!("<script type=\"application/ld+json\">{}</script>", "[".repeat(300_000))),
    ];
    for (name, page) in pages {
        let start = Instant::now();
        let _ = html(&page, None);

        assert!(start.elapsed().as_secs() < 20, "{name}: {:?}", start.elapsed());
    }
}
