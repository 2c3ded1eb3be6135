//! What do the names of classes say? Themes call a comment box «comments-area», related news «jeg_ad_related».
//!
//! Reads the class, id and role of an element; says whether it belongs to the page ([`Aside`]) or to the article.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use isnad_text::FurnitureReason;

use super::tree::{Node, Tag};

/// Parts of class names that mark what belongs to the page, by reason. A name counts where the part stands at the head
/// of a word of it, so that «uploads» is no «ads».
const PAGE: &[(FurnitureReason, &[&str])] = &[
    (
        FurnitureReason::Comments,
        &["comment", "disqus", "respond", "reply", "fb-comments", "livefyre", "wpdiscuz", "wpd-"],
    ),
    (
        FurnitureReason::Related,
        &[
            "related",
            "relation",
            "recommend",
            "suggest",
            "read-also",
            "readalso",
            "read-more",
            "readmore",
            "more-news",
            "morenews",
            "more-stories",
            "more-on",
            "more-from",
            "mostread",
            "most-read",
            "most-popular",
            "mostviewed",
            "most-view",
            "popular",
            "trending",
            "latest",
            "recent",
            "outbrain",
            "taboola",
            "also-",
            "also_",
            "see-also",
            "seealso",
            "similar",
            "other-news",
            "othernews",
            "next-post",
            "prev-post",
            "post-nav",
            "post-navigation",
            "jp-related",
            "crp_",
            "yarpp",
            "teaser",
            "carousel",
            "slider",
            "inline-related",
            "ticker",
            "breaking",
            "newsinnews",
            "mag-box",
            "promo",
            "more_stories",
            "onward",
            "next-article",
            "nextprev",
        ],
    ),
    (
        FurnitureReason::Share,
        &[
            "share",
            "sharing",
            "social",
            "addthis",
            "addtoany",
            "a2a",
            "sharedaddy",
            "follow",
            "print",
            "toolbar",
            "bookmark",
            "fontsize",
            "font-size",
            "post-tools",
            "article-tools",
            "tweet-button",
            "fb-like",
            "like-button",
        ],
    ),
    (
        FurnitureReason::Subscribe,
        &[
            "newsletter",
            "subscri",
            "signup",
            "sign-up",
            "sign-in",
            "signin",
            "login",
            "register",
            "paywall",
            "mailing",
            "mc4wp",
            "mc_embed",
            "optin",
            "call-to-action",
            "cta",
            "app-download",
            "membership",
            "piano",
        ],
    ),
    (
        FurnitureReason::Tags,
        &["tagcloud", "tag-links", "tags", "post-tags", "taglist", "tag-list", "keywords", "topics", "hashtag"],
    ),
    (FurnitureReason::Rating, &["rating", "ratings", "vote", "poll", "survey", "feedback", "reaction"]),
    (FurnitureReason::Counter, &["view-count", "views-count", "post-views", "counter"]),
    (
        FurnitureReason::Notice,
        &[
            "cookie",
            "consent",
            "gdpr",
            "copyright",
            "disclaimer",
            "legal",
            "privacy",
            "sr-only",
            "screen-reader",
            "skip-link",
            "noprint",
        ],
    ),
    (
        FurnitureReason::Navigation,
        &[
            "breadcrumb",
            "menu",
            "navbar",
            "navigation",
            "nav-",
            "nav_",
            "sidebar",
            "side-bar",
            "sidebox",
            "widget",
            "footer",
            "pagination",
            "pager",
            "pagenav",
            "masthead",
            "topbar",
            "top-bar",
            "off-canvas",
            "site-header",
            "search-form",
            "searchform",
            "searchbox",
            "weather",
            "currency",
            "prayer",
            "calendar",
            "sitemap",
            "infinite",
            "complementary",
            "banner-",
            "contentinfo",
        ],
    ),
    (
        FurnitureReason::Other,
        &[
            "advert",
            "advertisement",
            "adsense",
            "ad-",
            "ad_",
            "ads",
            "adbox",
            "adslot",
            "adv",
            "dfp",
            "gpt-",
            "google_ads",
            "sponsor",
            "banner",
            "popup",
            "pop-up",
            "modal",
            "overlay",
            "lightbox",
            "author-box",
            "author-bio",
            "authorbox",
            "about-author",
            "about-the-author",
            "author-info",
            "player",
            "gallery-nav",
            "image-credit",
            "photo-credit",
            "toc",
            "table-of-contents",
            "byline",
            "dateline",
            "timestamp",
            "post-meta",
            "entry-meta",
            "article-meta",
            "meta-data",
            "metadata",
            "post-info",
            "article-info",
            "post-date",
            "pubdate",
        ],
    ),
];

/// Parts of class names of the element that holds an article.
const BODY: &[&str] = &[
    "articlebody",
    "article-body",
    "article_body",
    "article__body",
    "article-content",
    "article-text",
    "article__text",
    "article_text",
    "articletext",
    "articledetails",
    "article-details",
    "entry-content",
    "entry_content",
    "post-content",
    "post_content",
    "post-body",
    "post_body",
    "postbody",
    "story-body",
    "story_body",
    "storybody",
    "story-content",
    "news-body",
    "news-content",
    "news_content",
    "newsbody",
    "news-text",
    "newstext",
    "news-details",
    "td-post-content",
    "field-name-body",
    "single-content",
    "details-body",
    "articlecontent",
    "main_article_body",
    "paragraph-list",
];

const LEAD: &[&str] = &[
    "lead",
    "intro",
    "summary",
    "standfirst",
    "sapo",
    "chapeau",
    "subtitle",
    "excerpt",
    "description",
    "dek",
    "abstract",
];

static PARTS: LazyLock<(Option<AhoCorasick>, Vec<FurnitureReason>)> = LazyLock::new(|| {
    let parts: Vec<(&str, FurnitureReason)> = PAGE.iter().flat_map(|(r, list)| list.iter().map(|&p| (p, *r))).collect();
    (AhoCorasick::new(parts.iter().map(|p| p.0)).ok(), parts.iter().map(|p| p.1).collect())
});

/// Why an element belongs to the page, where its names say so.
pub(crate) fn aside(node: &Node) -> Option<FurnitureReason> {
    match node.tag {
        Tag::Nav => return Some(FurnitureReason::Navigation),
        Tag::Footer => return Some(FurnitureReason::Navigation),
        Tag::Html | Tag::Body | Tag::Main | Tag::Text | Tag::H1 => return None,
        _ => {}
    }
    if is_body(node) {
        return None;
    }
    if node.text.is_empty() {
        return (node.tag == Tag::Aside).then_some(FurnitureReason::Related);
    }
    let (automaton, reasons) = &*PARTS;
    let names = node.text.as_bytes();
    let found = automaton.as_ref()?.find_overlapping_iter(&node.text).find(|m| {
        let head = m.start() == 0 || !names.get(m.start() - 1).is_some_and(u8::is_ascii_alphanumeric);
        // Short parts must be whole words of the name.
        let whole = m.len() > 4 || !names.get(m.end()).is_some_and(u8::is_ascii_alphanumeric);
        head && whole
    });
    let reason = found.and_then(|m| reasons.get(m.pattern().as_usize()).copied());
    reason.or((node.tag == Tag::Aside).then_some(FurnitureReason::Related))
}

/// Whether it lies over the page or below it, however long its text: windows, forms, comments.
pub(crate) fn is_laid_over(node: &Node) -> bool {
    ["modal", "popup", "pop-up", "lightbox", "cookie", "consent", "comment", "login", "disqus"]
        .iter()
        .any(|c| node.text.contains(c))
}

/// Whether its names or its microdata say that it holds the article.
pub(crate) fn is_body(node: &Node) -> bool {
    node.property.contains("articlebody") || BODY.iter().any(|b| node.text.contains(b))
}

/// Whether its names say that it holds the lead.
pub(crate) fn is_lead(node: &Node) -> bool {
    node.property.contains("description") || LEAD.iter().any(|b| node.text.contains(b))
}

/// Whether it holds a caption or a credit.
pub(crate) fn is_caption(node: &Node) -> bool {
    node.tag == Tag::Figcaption
        || ["caption", "figcaption", "image-desc", "img-desc", "photo-desc", "imagetitle", "image-title"]
            .iter()
            .any(|c| node.text.contains(c))
}

/// Whether it holds a post of a social network.
pub(crate) fn is_post(node: &Node) -> bool {
    [
        "twitter-tweet",
        "twitter-video",
        "instagram-media",
        "social-post",
        "fb-post",
        "fb-video",
        "tiktok-embed",
        "telegram-post",
        "twitter-timeline",
        "embed-tweet",
    ]
    .iter()
    .any(|c| node.text.contains(c))
}
