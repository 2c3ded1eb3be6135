//! By which rules is a piece of the page told from the article? Each has a stable name that its entries carry.

/// A rule of cleaning: its name and what it takes, in one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRule {
    /// Stable, kebab-case.
    pub name: &'static str,
    /// What it takes.
    pub about: &'static str,
}

/// All rules of cleaning.
pub const RULES: &[PageRule] = &[
    rule("separator-line", "A line of dashes, bars or stars."),
    rule("markup-residue", "What is left of the page's source."),
    rule("related-label", "A label or button that leads to other articles."),
    rule("read-also", "«Read also» and the headlines it lists."),
    rule("read-also-glued", "«Read also» and a headline, glued between two sentences."),
    rule("related-list", "A label of related articles and what it lists."),
    rule("most-read", "A label of read or recent articles and what it lists."),
    rule("source-link", "A link back to the outlet before the headline."),
    rule("read-more", "An invitation to open another page for the rest."),
    rule("card-date", "The day or hour of a card that shows another article."),
    rule("share-line", "Buttons to share, print or save."),
    rule("subscribe-line", "An invitation to subscribe, follow or register."),
    rule("author-contact", "How to write to the author, to the end of the page."),
    rule("comment-form", "Comments and their form."),
    rule("counter-line", "A count of views, readers, comments or minutes."),
    rule("rating-widget", "A widget that rates the article."),
    rule("tag-line", "A label of tags and the tags."),
    rule("tag-tail", "Tags glued behind the last sentence."),
    rule("posted-in", "The section under which a plug-in files the article."),
    rule("menu-line", "An entry of a menu."),
    rule("slider-buttons", "The buttons of a row of pictures."),
    rule("breadcrumb", "The path of sections to the article."),
    rule("section-line", "The name of the section above the headline."),
    rule("page-title", "The title of the page, with the headline that stands again below."),
    rule("legal-notice", "A notice on rights or opinions."),
    rule("cookie-notice", "A notice on cookies."),
    rule("script-notice", "A notice on scripts or the browser."),
    rule("end-mark", "The mark that closes an agency's report."),
    rule("source-line", "The line that credits the sources; kept as the agency."),
    rule("stamp-line", "The day on which the page was published or changed; kept as a dateline."),
    rule("caption-credit", "A caption with the credit of its picture."),
    rule("caption-repeated", "A caption printed twice."),
    rule("repeated-headline", "The headline, said again."),
    rule("repeated-line", "A line, said again."),
    rule("kicker", "A short line above the headline."),
    rule("deck", "A short line below the headline."),
    rule("page-element", "An element between paragraphs whose class says that it is the page's."),
    rule("link-line", "A line of links between paragraphs."),
    rule("figure-caption", "The caption of a figure."),
    rule("embed-machinery", "The address of a picture or link in an embedded post."),
];

const fn rule(name: &'static str, about: &'static str) -> PageRule {
    PageRule { name, about }
}
