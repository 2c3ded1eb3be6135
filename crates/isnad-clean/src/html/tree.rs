//! What does a page consist of? Its tree, flattened in reading order, with what its head says.
//!
//! Reads the parsed page once, without recursion, so that no depth of nesting overflows the stack. Each node knows its
//! parent and where its last descendant ends: a subtree is a range.

use dom_query::{Document, NodeRef};

use super::classes::Names;

/// The names of elements that matter here.
macro_rules! tags {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// The sort of an element.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Tag { $($variant,)* Text, Other }
        impl Tag {
            fn named(name: &str) -> Tag {
                match name { $($name => Tag::$variant,)* _ => Tag::Other }
            }
            /// Its name in a path.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Tag::$variant => $name,)* Tag::Text => "", Tag::Other => "*" }
            }
        }
    };
}
tags! {
    Html "html", Head "head", Body "body", Main "main", Article "article", Section "section", Div "div", P "p", Br "br",
    Hr "hr", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Ul "ul", Ol "ol", Li "li", Dl "dl", Dt "dt", Dd "dd",
    Blockquote "blockquote", Pre "pre", Figure "figure", Figcaption "figcaption", Table "table", Thead "thead",
    Tbody "tbody", Tr "tr", Td "td", Th "th", A "a", Span "span", Time "time", Img "img", Nav "nav", Aside "aside",
    Header "header", Footer "footer", Form "form", Button "button", Select "select", Input "input", Textarea "textarea",
    Label "label", Fieldset "fieldset", Script "script", Style "style", Noscript "noscript", Template "template",
    Iframe "iframe", Svg "svg", Object "object", Video "video", Audio "audio", Canvas "canvas", Meta "meta",
    Link "link", Title "title", Base "base", Center "center", Address "address", Details "details", Dialog "dialog",
    Strong "strong", B "b", Em "em", I "i", Font "font",
}

impl Tag {
    /// Whether it opens a new line.
    pub(crate) fn is_block(self) -> bool {
        use Tag as T;
        matches!(
            self,
            T::Html
                | T::Body
                | T::Main
                | T::Article
                | T::Section
                | T::Div
                | T::P
                | T::Br
                | T::Hr
                | T::H1
                | T::H2
                | T::H3
                | T::H4
                | T::H5
                | T::H6
                | T::Ul
                | T::Ol
                | T::Li
                | T::Dl
                | T::Dt
                | T::Dd
                | T::Blockquote
                | T::Pre
                | T::Figure
                | T::Figcaption
                | T::Table
                | T::Thead
                | T::Tbody
                | T::Tr
                | T::Td
                | T::Th
                | T::Nav
                | T::Aside
                | T::Header
                | T::Footer
                | T::Form
                | T::Fieldset
                | T::Center
                | T::Address
                | T::Details
                | T::Dialog
                | T::Button
                | T::Select
                | T::Textarea
                | T::Iframe
                | T::Video
                | T::Audio
                | T::Object
        )
    }

    /// Whether its content is not for reading.
    pub(crate) fn is_unseen(self) -> bool {
        use Tag as T;
        matches!(
            self,
            T::Head
                | T::Script
                | T::Style
                | T::Noscript
                | T::Template
                | T::Iframe
                | T::Svg
                | T::Object
                | T::Video
                | T::Audio
                | T::Canvas
                | T::Button
                | T::Select
                | T::Textarea
                | T::Input
                | T::Dialog
                | T::Label
        )
    }

    /// Whether it is a heading.
    pub(crate) fn is_heading(self) -> bool {
        matches!(self, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
    }
}

/// A node of the flattened tree.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) tag: Tag,
    pub(crate) parent: u32,
    /// One past its last descendant.
    pub(crate) end: u32,
    /// Its number among the elements of its parent, from 1.
    pub(crate) nth: u32,
    /// Class, id, role, in small letters, parted by spaces; of a text node its text.
    pub(crate) text: String,
    pub(crate) id: Option<String>,
    /// `itemprop`, `rel` and such, in small letters.
    pub(crate) property: String,
    /// `content` or `datetime`.
    pub(crate) value: Option<String>,
    pub(crate) hidden: bool,
    /// What its names say.
    pub(crate) names: Names,
}

/// A page, flattened.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// `meta`: name, property or itemprop in small letters, and content.
    pub(crate) metas: Vec<(String, String)>,
    /// Texts of `application/ld+json`.
    pub(crate) linked: Vec<String>,
    /// The `title` of the page.
    pub(crate) title: String,
    pub(crate) canonical: Option<String>,
    pub(crate) lang: Option<String>,
    /// `dc:date` of the RDF that blogs hide in a comment.
    pub(crate) trackback: Option<String>,
    /// Number of scripts that are no JSON-LD.
    pub(crate) scripts: u32,
}

fn trackback(page: &str) -> Option<String> {
    let rdf = page.get(page.find("<rdf:RDF")?..)?;
    let said = rdf.get(rdf.find("dc:date=\"")? + 9..)?;
    said.get(..said.find('"').filter(|n| *n < 60)?).map(str::to_owned)
}

/// Pages with more nodes are cut there.
const MOST_NODES: usize = 2_000_000;

impl Tree {
    /// Parses and flattens a page.
    pub(crate) fn of(page: &str) -> Tree {
        let document = Document::from(page);
        let mut tree = Tree { trackback: trackback(page), ..Tree::default() };
        let root = document.root();
        // (node, parent's index); a `None` closes the element on top of `open`.
        let mut stack: Vec<Option<(NodeRef<'_>, u32)>> = vec![Some((root, 0))];
        let mut open: Vec<u32> = Vec::new();
        while let Some(step) = stack.pop() {
            let Some((node, parent)) = step else {
                if let Some(i) = open.pop() {
                    let end = tree.nodes.len() as u32;
                    if let Some(n) = tree.nodes.get_mut(i as usize) {
                        n.end = end;
                    }
                }
                continue;
            };
            if tree.nodes.len() >= MOST_NODES {
                continue;
            }
            if node.is_text() {
                let text = node.text().to_string();
                if !text.is_empty() {
                    tree.push(Tag::Text, parent, text);
                }
                continue;
            }
            let tag = node.node_name().map_or(Tag::Other, |n| Tag::named(&n));
            if tree.head(&node, tag) {
                continue;
            }
            let i = tree.push(tag, parent, String::new());
            tree.attributes(&node, i, tag);
            open.push(i);
            stack.push(None);
            let mut count = 0;
            let from = stack.len();
            let mut child = node.first_child();
            while let Some(c) = child {
                child = c.next_sibling();
                stack.push(Some((c, i)));
                count += 1;
            }
            if count > 1
                && let Some(children) = stack.get_mut(from..)
            {
                children.reverse();
            }
        }
        tree.number();
        tree
    }

    fn push(&mut self, tag: Tag, parent: u32, text: String) -> u32 {
        let i = self.nodes.len() as u32;
        let node = Node {
            tag,
            parent,
            end: i + 1,
            nth: 1,
            text,
            id: None,
            property: String::new(),
            value: None,
            hidden: false,
            names: Names::default(),
        };
        self.nodes.push(node);
        i
    }

    /// Keeps what an element of the head says; true where nothing of it is for reading.
    fn head(&mut self, node: &NodeRef<'_>, tag: Tag) -> bool {
        match tag {
            Tag::Meta => {
                let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| node.attr(a));
                if let (Some(name), Some(content)) = (name, node.attr("content")) {
                    self.metas.push((name.trim().to_ascii_lowercase(), content.trim().to_owned()));
                }
                true
            }
            Tag::Link => {
                if node.attr("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) {
                    self.canonical = self.canonical.take().or_else(|| node.attr("href").map(|h| h.trim().to_owned()));
                }
                true
            }
            Tag::Title => {
                if self.title.is_empty() {
                    self.title = node.text().split_whitespace().collect::<Vec<_>>().join(" ");
                }
                true
            }
            Tag::Script => {
                if node.attr("type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) {
                    self.linked.push(node.text().to_string());
                } else {
                    self.scripts += 1;
                }
                true
            }
            Tag::Html => {
                self.lang = node.attr("lang").map(|l| l.trim().to_ascii_lowercase());
                false
            }
            Tag::Style | Tag::Svg | Tag::Template | Tag::Noscript | Tag::Iframe => true,
            _ => false,
        }
    }

    fn attributes(&mut self, node: &NodeRef<'_>, i: u32, tag: Tag) {
        let Some(n) = self.nodes.get_mut(i as usize) else { return };
        node.query(|inner| {
            for attribute in inner.as_element().map(|e| e.attrs.as_slice()).unwrap_or_default() {
                let value: &str = attribute.value.as_ref();
                match attribute.name.local.as_ref() {
                    "class" | "role" | "data-component" | "data-testid" => {
                        n.text.push_str(&value.to_ascii_lowercase());
                        n.text.push(' ');
                    }
                    "id" => {
                        n.text.push_str(&value.to_ascii_lowercase());
                        n.text.push(' ');
                        n.id = Some(value.to_owned());
                    }
                    "itemprop" | "rel" => {
                        n.property.push_str(&value.to_ascii_lowercase());
                        n.property.push(' ');
                    }
                    "href" if tag == Tag::A => {
                        let address = value.to_ascii_lowercase();
                        if ["/author", "/editor", "/writer", "authorid", "/auther", "/journalist"]
                            .iter()
                            .any(|a| address.contains(a))
                        {
                            n.property.push_str("author ");
                        }
                    }
                    "datetime" | "content" => n.value = Some(value.to_owned()),
                    "hidden" => n.hidden = true,
                    "style" => {
                        let style = value.replace(' ', "").to_ascii_lowercase();
                        n.hidden |= style.contains("display:none") || style.contains("visibility:hidden");
                    }
                    "aria-hidden" => n.hidden |= value == "true" && tag != Tag::Div,
                    _ => {}
                }
            }
        });
        n.names = Names::of(tag, &n.text, &n.property);
    }

    /// Numbers the elements of each parent.
    fn number(&mut self) {
        let mut counts = vec![0u32; self.nodes.len()];
        for i in 1..self.nodes.len() {
            let Some(n) = self.nodes.get_mut(i) else { continue };
            if n.tag == Tag::Text {
                continue;
            }
            if let Some(count) = counts.get_mut(n.parent as usize) {
                *count += 1;
                n.nth = *count;
            }
        }
    }

    /// Node `i`.
    pub(crate) fn node(&self, i: u32) -> Option<&Node> {
        self.nodes.get(i as usize)
    }

    /// The text of a subtree, spaces made single.
    pub(crate) fn text_of(&self, i: u32, most: usize) -> String {
        let mut out = String::new();
        let Some(end) = self.node(i).map(|n| n.end) else { return out };
        for n in self.nodes.get(i as usize..end as usize).unwrap_or_default() {
            if n.tag == Tag::Text {
                super::blocks::push_words(&mut out, &n.text);
            } else if n.tag.is_block() {
                super::blocks::push_words(&mut out, " ");
            }
            if out.len() > most {
                break;
            }
        }
        out.trim().to_owned()
    }

    /// The path of an element as a CSS selector, from the nearest ancestor with an id.
    pub(crate) fn path(&self, i: u32) -> String {
        let mut steps: Vec<String> = Vec::new();
        let mut at = i;
        for _ in 0..64 {
            let Some(n) = self.node(at) else { break };
            if let Some(id) = n
                .id
                .as_ref()
                .filter(|id| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'))
            {
                steps.push(format!("#{id}"));
                break;
            }
            match n.tag {
                Tag::Html | Tag::Body => {
                    steps.push(n.tag.name().to_owned());
                    break;
                }
                tag => steps.push(format!("{}:nth-child({})", tag.name(), n.nth)),
            }
            if at == 0 {
                break;
            }
            at = n.parent;
        }
        steps.reverse();
        steps.join(" > ")
    }
}
