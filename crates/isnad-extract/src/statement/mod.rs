//! Who said what?
//!
//! Reads quotation marks, cues of speech and reported clauses; gives statements with their speakers.
//!
//! The journey of a sentence: `quotes` pairs its marks, `cue` finds the words that attribute, `frame` where their
//! content begins, `content` where it ends, `speaker` who speaks, `occasion` when and where, `event` what holds for
//! the statements after it; `read` leads through it and carries the speaker on.

mod carried;
mod confidence;
mod content;
mod cue;
mod event;
mod facts;
mod frame;
mod headline;
mod known;
mod names;
mod naming;
mod noun;
mod occasion;
mod opener;
mod phrase;
mod post;
mod quotes;
mod read;
mod refuse;
mod relay;
mod roster;
mod sentence;
mod source;
mod speaker;
mod status;
mod subject;
mod title;
mod words;

use crate::entity::Entities;
use crate::{Context, Document, Figure, Rule, Statement, Time};

macro_rules! rules {
    ($($name:literal: $about:literal,)*) => {
        &[$(Rule { name: $name, room: "statement", about: $about },)*]
    };
}

/// The rules of this room, in the order in which they are tried.
pub const RULES: &[Rule] = rules! {
    "quote-after-cue": "A quotation after a verb of speech and its subject.",
    "quote-after-complementiser": "A quotation that a reported clause begins with.",
    "quote-before-cue": "A quotation that a verb of speech follows.",
    "reported-clause": "A clause that a verb of speech reports.",
    "colon-clause": "What a verb of speech and a colon open without quotation marks.",
    "reported-preposition": "A noun phrase under the preposition that a verb of speech governs.",
    "reported-object": "A noun phrase that a verb affirms, announces, denies or asks for.",
    "noun-under-verb": "What a noun of speech under a verb tells of, as in renewing an affirmation.",
    "participle": "What a participle adds to the statement before it.",
    "noun-of-speech": "What a noun of speech with its speaker tells of.",
    "relayed": "What one says whom an agency or paper quotes.",
    "source-before": "A sentence that names its source first.",
    "source-after": "A sentence that names its source last.",
    "quote-continued": "A paragraph in quotation marks right behind a quotation: its speaker goes on.",
    "embedded-post": "A post under the article, signed by its author with a name and an account.",
    "headline-colon": "A headline that a name and a colon open.",
};

/// Every statement of the article, in the order of the text.
pub fn find(document: &Document, context: &Context, times: &[Time], entities: &Entities) -> Vec<Statement> {
    let quotes = quotes::Quotations::of(document);
    let roster = roster::Roster::of(document, entities);
    let names = names::Names::of(document, entities);
    let facts = facts::Facts::of(document, times);
    let scene = phrase::Scene {
        document,
        times,
        entities,
        quotes: &quotes,
        roster: &roster,
        names: &names,
        facts: &facts,
        reference: context.published,
        explain: context.explain,
    };
    let mut told = read::Reader::new(scene).run();
    told.sort_by_key(|t| read::begins(&t.statement));
    event::announced(&mut told, &scene);
    event::spread(&mut told, &scene);
    if let Some(day) = event::lead_day(document, context, times) {
        event::on(&mut told, &scene, &day);
    }
    let mut statements: Vec<Statement> = told.into_iter().map(|t| t.statement).collect();
    for s in &mut statements {
        // Who speaks passes nothing on to himself.
        let own = s.speaker_name.as_deref();
        s.chain.retain(|link| own != Some(link.name.as_str()));
    }
    let posts = post::find(document, times);
    if !posts.is_empty() {
        // Words of a post that the article quotes are told once.
        let told = |p: &Statement| {
            statements.iter().any(|s| s.content.iter().any(|c| p.content.iter().any(|x| x.overlaps(*c))))
        };
        let new: Vec<Statement> = posts.into_iter().filter(|p| !told(p)).collect();
        statements.extend(new);
        statements.sort_by_key(read::begins);
    }
    statements
}

/// Ties the figures and entities that a statement's content names to it.
pub fn attach(
    mut statements: Vec<Statement>,
    document: &Document,
    figures: &[Figure],
    entities: &Entities,
) -> Vec<Statement> {
    let denials: Vec<isnad_text::Span> =
        statements.iter().filter(|s| s.act == crate::Act::Deny).flat_map(|s| s.content.iter().copied()).collect();
    for statement in &mut statements {
        statement.status = status::of(document, statement);
        // «نفى صحة ما نشرته الصحيفة من أن …»: what the paper claims is denied.
        let claim = statement.content.first().is_some_and(|c| denials.iter().any(|d| d != c && d.contains(*c)));
        if claim {
            statement.status = crate::Status::Denied;
        }
        for piece in &statement.content {
            let first = figures.partition_point(|f| f.span.start < piece.start);
            let inside = figures.iter().enumerate().skip(first).take_while(|(_, f)| f.span.start < piece.end);
            statement.figures.extend(inside.filter(|(_, f)| piece.contains(f.span)).map(|(n, _)| n));
            for m in entities.within(*piece) {
                if piece.contains(m.span) && !statement.about.contains(&m.entity) {
                    statement.about.push(m.entity);
                }
            }
        }
    }
    statements
}
