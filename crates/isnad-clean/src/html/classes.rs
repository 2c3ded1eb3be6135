//! What do the names of classes say? Themes call a comment box «comments-area», related news «jeg_ad_related».
//!
//! Reads the class, id and role of an element; says whether it belongs to the page or to the article
//! ([`Names`]), in one pass.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use isnad_text::FurnitureReason;

use super::tree::Tag;

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

/// Parts of class names of captions and credits.
const CAPTION: &[&str] = &["caption", "image-desc", "img-desc", "photo-desc", "imagetitle", "image-title"];

/// Parts of class names of posts of social networks.
const POST: &[&str] = &[
    "twitter-tweet",
    "twitter-video",
    "twitter-timeline",
    "embed-tweet",
    "instagram-media",
    "social-post",
    "fb-post",
    "fb-video",
    "tiktok-embed",
    "telegram-post",
];

/// Parts of class names of what lies over the page or below it, however long its text: windows, forms, comments.
const LAID_OVER: &[&str] = &["modal", "popup", "pop-up", "lightbox", "cookie", "consent", "comment", "login", "disqus"];

/// What the names of an element say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Names {
    /// Why it belongs to the page.
    pub(crate) aside: Option<FurnitureReason>,
    /// It holds the article, by its names or its microdata.
    pub(crate) body: bool,
    /// It holds the lead.
    pub(crate) lead: bool,
    /// It holds a caption or a credit.
    pub(crate) caption: bool,
    /// It holds a post of a social network.
    pub(crate) post: bool,
    /// It lies over the page or below it.
    pub(crate) laid_over: bool,
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Page(FurnitureReason),
    Body,
    Lead,
    Caption,
    Post,
    LaidOver,
}

static PARTS: LazyLock<(Option<AhoCorasick>, Vec<Part>)> = LazyLock::new(|| {
    let mut parts: Vec<(&str, Part)> =
        PAGE.iter().flat_map(|(r, list)| list.iter().map(|&p| (p, Part::Page(*r)))).collect();
    for (list, part) in [
        (BODY, Part::Body),
        (LEAD, Part::Lead),
        (CAPTION, Part::Caption),
        (POST, Part::Post),
        (LAID_OVER, Part::LaidOver),
    ] {
        parts.extend(list.iter().map(|&p| (p, part)));
    }
    (AhoCorasick::new(parts.iter().map(|p| p.0)).ok(), parts.iter().map(|p| p.1).collect())
});

impl Names {
    /// Reads class, id and role (`names`, small letters) and microdata (`property`) of an element.
    pub(crate) fn of(tag: Tag, names: &str, property: &str) -> Names {
        let mut out = Names {
            body: property.contains("articlebody"),
            lead: property.contains("description"),
            caption: tag == Tag::Figcaption,
            ..Names::default()
        };
        let mut page = None;
        let (automaton, parts) = &*PARTS;
        if let Some(automaton) = automaton.as_ref().filter(|_| !names.is_empty()) {
            let bytes = names.as_bytes();
            for m in automaton.find_overlapping_iter(names) {
                match parts.get(m.pattern().as_usize()) {
                    Some(Part::Page(reason)) => {
                        let head = m.start() == 0 || !bytes.get(m.start() - 1).is_some_and(u8::is_ascii_alphanumeric);
                        // Short parts must be whole words of the name.
                        let whole = m.len() > 4 || !bytes.get(m.end()).is_some_and(u8::is_ascii_alphanumeric);
                        if head && whole && page.is_none() {
                            page = Some(*reason);
                        }
                    }
                    Some(Part::Body) => out.body = true,
                    Some(Part::Lead) => out.lead = true,
                    Some(Part::Caption) => out.caption = true,
                    Some(Part::Post) => out.post = true,
                    Some(Part::LaidOver) => out.laid_over = true,
                    None => {}
                }
            }
        }
        out.aside = match tag {
            Tag::Nav | Tag::Footer => Some(FurnitureReason::Navigation),
            Tag::Html | Tag::Body | Tag::Main | Tag::Text | Tag::H1 => None,
            _ if out.body => None,
            Tag::Aside => page.or(Some(FurnitureReason::Related)),
            _ => page,
        };
        out
    }
}
