//! What does a cue open? Its subject, and the place where its content begins.
//!
//! Reads from the cue on, over the subject and what stands between, to a complementiser, a quotation, a colon, the
//! preposition that the verb governs, or its object. A cue that opens nothing is no statement.

use isnad_text::{Kind, Proclitics, Sentence};

use super::cue::{Cue, Family};
use super::opener::{Opener, clause, nominal};
use super::phrase::Scene;
use super::quotes::Quotation;
use super::refuse;
use super::relay;
use super::subject::{is_object, marked_subject, subject, unknown_subject};
use super::words::{Sort, Takes, words};
use crate::Act;
use crate::lexicon::{Class, Features};

/// How far from its cue a content may begin, in tokens.
pub(super) const REACH: usize = 60;

/// A cue that found its content.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) cue: Cue,
    pub(super) rule: &'static str,
    pub(super) act: Act,
    pub(super) weight: f32,
    /// First token of the content.
    pub(super) start: usize,
    /// First byte of the content: later than the token's where a preposition is glued to it.
    pub(super) byte: u32,
    /// The quotation with which the content begins.
    pub(super) quote: Option<Quotation>,
    /// The quotation before the cue that belongs to it.
    pub(super) earlier: Option<Quotation>,
    /// The tokens of the subject after the cue.
    pub(super) subject: Option<(usize, usize)>,
    /// The tokens of who passed it on («نقلت رويترز عن …»).
    pub(super) relay: Option<(usize, usize)>,
    /// One past the last token that is neither content nor cue: occasion, day and addressee stand before it.
    pub(super) zone: usize,
}

/// The frame of candidate `n` of a sentence's cues.
pub(super) fn of(scene: &Scene, sentence: &Sentence, cues: &[Cue], n: usize) -> Option<Frame> {
    let cue = *cues.get(n)?;
    match cue.family {
        Family::Verb => verb(scene, sentence, cues, n),
        Family::Participle => participle(scene, sentence, cues, n),
        Family::Noun => noun(scene, sentence, &cue),
        Family::Source(_) => None,
    }
}

/// The token at which a search from candidate `n` must stop: the next candidate that speaks by itself.
fn limit(scene: &Scene, sentence: &Sentence, cues: &[Cue], n: usize) -> usize {
    let Some(cue) = cues.get(n) else { return sentence.end };
    let mut limit = sentence.end.min(cue.end + REACH);
    for next in cues.iter().skip(n + 1) {
        let stops = match next.family {
            Family::Participle => next.act != Act::Say || next.joined,
            Family::Verb => next.joined || next.first > 0 && scene.kind(next.first - 1) == Kind::Comma,
            // «أفادت القناة، نقلا عن مسؤولين، أن»: a source set between subject and clause.
            Family::Source(_) => !between(scene, sentence, next),
            Family::Noun => false,
        };
        // A verb with a colon or marks of its own keeps what they open.
        let opens = next.family == Family::Verb
            && !next.takes.has(Takes::WEAK)
            && (scene.kind(next.end) == Kind::Colon || scene.quotes.opening(next.end).is_some_and(|q| q.words >= 3));
        if (stops || opens) && scene.quotes.around(next.first).is_none() {
            limit = limit.min(next.first);
            break;
        }
    }
    limit
}

/// Whether a clause or a colon follows right behind the name of a source, which so is only set between a verb and its words.
fn between(scene: &Scene, sentence: &Sentence, source: &Cue) -> bool {
    let from = source.end;
    let end = scene.noun_phrase(from, sentence.end).max(from);
    let next = if scene.kind(end) == Kind::Comma { end + 1 } else { end };
    let plain = |m: &crate::lexicon::Match| !m.proclitics.conjunction();
    // «، وفق ما أوردت الوكالة، إلى أن».
    let at = next + usize::from(scene.governed(next).is_some());
    let clause = scene.opens(at).is_some() && scene.document.entry(at, Class::Complementiser).is_some_and(plain);
    end > from && source.first > sentence.first + 1 && next < sentence.end && (clause || scene.kind(end) == Kind::Colon)
}

fn verb(scene: &Scene, sentence: &Sentence, cues: &[Cue], n: usize) -> Option<Frame> {
    let mut cue = *cues.get(n)?;
    let limit = limit(scene, sentence, cues, n);
    if cue.takes.has(Takes::RELAY) {
        return relay::relay(scene, sentence, cues, n, limit);
    }
    if cue.takes.has(Takes::TEXT) {
        cue.end -= 1;
        return relay::text(scene, &cue, limit);
    }
    let mut from = scene.skip_adverbials(cue.end, limit);
    // «كتب إليه الوالي», «كشفت عنها الوزارة».
    if scene.is_sort(from, Sort::Addressed) || scene.is_sort(from, Sort::Origin) {
        from = scene.skip_adverbials(from + 1, limit);
    }
    let object_pronoun = !cue.pronoun.is_empty();
    let other = refuse::disagrees(scene, &cue, from)
        || refuse::follows_subject(scene, &cue)
        || refuse::addresses(scene, &cue, from, sentence.first);
    // A verb before its subject stands in the singular; «شدد على ضرورة» has its object.
    let whole = cue.end > cue.head + 2 && scene.is_sort(cue.end - 1, Sort::ObjectHead);
    let singular = !cue.features.has(Features::PLURAL) && !cue.features.has(Features::DUAL) && !whole;
    // «وكان مسؤول … أفاد القناة بأن»: the subject stands before the verb.
    let was = super::speaker::after_was(scene, &cue, sentence.first, cue.first).is_some();
    let has_subject = singular
        && !was
        && !other
        && scene.can_speak(from)
        && !(cue.takes.has(Takes::OBJECT) && scene.is_sort(from, Sort::ObjectHead))
        && scene.glued(from, Proclitics::BA).is_none()
        && super::occasion::addressee(scene, from, limit).is_none()
        && scene.quotes.opening(from).is_none()
        && !scene.own_words(from);
    let marked = if singular && !has_subject && !other { marked_subject(scene, &cue, from, limit) } else { None };
    let has_subject = has_subject || marked.is_some();
    let subject_end = match marked {
        Some(end) => end,
        None if has_subject => scene.noun_phrase(from, limit),
        None => from,
    };
    let earlier = quote_before(scene, &cue);
    let clause = clause(scene, &cue, subject_end, from, limit);
    // «واتهم المعارضة بتعطيل …»: what one is accused of stands behind the object.
    let behind = other.then(|| scene.noun_phrase(from, limit)).filter(|end| *end > from && cue.takes.has(Takes::BI));
    let behind = behind
        .and_then(|end| nominal(scene, &cue, end, limit, object_pronoun).filter(|o| o.at == end))
        .filter(|o| o.rule == "reported-preposition");
    let nominal = behind.or_else(|| nominal(scene, &cue, subject_end, limit, object_pronoun));
    let opener = match (clause, nominal) {
        // What comes first opens, save that the words between are an unknown subject.
        // «أكدت المتحدثة، فلانة الفلانية، على أن»: a name between commas is no object.
        (Some(c), Some(o))
            if o.rule == "reported-object"
                && o.at < c.at
                && scene.kind(o.at.saturating_sub(1)) == Kind::Comma
                && !sure_object(scene, &cue, o.at) =>
        {
            Some(c)
        }
        (Some(c), Some(o)) if o.at < c.at && (has_subject || !o.nominal || sure_object(scene, &cue, o.at)) => Some(o),
        (Some(c), _) => Some(c),
        (None, o) => o,
    };
    let Some(opener) = opener else {
        let quote = earlier.filter(|_| cue.takes.has(Takes::QUOTE))?;
        return Some(Frame {
            cue,
            rule: "quote-before-cue",
            act: cue.act,
            weight: 0.9,
            start: quote.first,
            byte: scene.document.tokens.span(quote.first).start,
            quote: None,
            earlier: Some(quote),
            subject: subject(scene, &cue, from, subject_end.max(scene.noun_phrase(from, limit)), has_subject),
            relay: None,
            zone: limit,
        });
    };
    if opener.nominal && !clause_initial(scene, &cue) && super::speaker::before(scene, &cue, sentence.first).is_none() {
        return None;
    }
    // «كشفت صور …»: a noun that the lexicon does not know, behind a verb without a subject, is the subject.
    if opener.rule == "reported-object"
        && !has_subject
        && !sure_object(scene, &cue, opener.at)
        && opener.quote.is_none()
        && super::speaker::before(scene, &cue, sentence.first).is_none()
        && !n
            .checked_sub(1)
            .and_then(|b| cues.get(b))
            .is_some_and(|b| b.first + 40 > cue.first && b.family == Family::Verb)
    {
        return None;
    }
    // «مما يتوقعه الساسة», «التي أعلنها»: the pronoun stands for what the relative clause is about.
    if object_pronoun
        && cue.first > 0
        && scene.is_sort(cue.first - 1, Sort::Relative)
        && (opener.nominal || opener.at > subject_end)
    {
        return None;
    }
    if opener.nominal && cue.features.has(Features::DUAL) {
        return None;
    }
    // «، كما تكشف الوثيقة، غيرت صورة المفاوضات»: an aside between commas has no object behind it.
    let aside = cue.first > 0
        && scene.kind(cue.first - 1) == Kind::Comma
        && scene.conjunction(cue.first)
        && cue.first < cue.head;
    if aside && opener.nominal && (subject_end..opener.at).any(|i| scene.kind(i) == Kind::Comma) {
        return None;
    }
    // «يعتبر خبيرا في اللغات»: it is what he is held to be.
    let far = opener.rule == "reported-clause" && opener.at > subject_end + 3;
    let held = (far || matches!(opener.rule, "reported-object" | "colon-clause"))
        && cue.act == Act::Say
        && cue.takes.has(Takes::AN)
        && cue.takes.has(Takes::OBJECT);
    if held && cue.features.has(Features::PRESENT) && scene.eighth(cue.head) && !cue.features.has(Features::PLURAL) {
        return None;
    }
    if cue.takes.has(Takes::WEAK) && !believed(scene, &cue, &opener, has_subject, subject_end) {
        return None;
    }
    // «قال التحالف الذي تقوده … إنه»: where no name tells who speaks, the relative clause belongs to the phrase.
    let described = has_subject
        && scene.is_sort(subject_end, Sort::Relative)
        && scene.definite(from)
        && scene.mention_at(from).is_none()
        && !scene.person_head(from)
        && opener.rule == "reported-clause";
    let subject_end = if described { opener.at } else { subject_end };
    let end = if has_subject { subject_end.min(opener.at) } else { unknown_subject(scene, from, opener.at) };
    // «تعهدت الدول الحليفة بتخصيص …»: what stands between verb and preposition is the subject.
    let between = opener.rule == "reported-preposition"
        && (!cue.takes.has(Takes::OBJECT) || scene.definite(from) || cue.takes.has(Takes::ANI));
    let known = (has_subject || !opener.nominal || between || sure_object(scene, &cue, opener.at))
        && !other
        && !refuse::relative_agrees(scene, &cue);
    let known = known && !whole && (has_subject || !is_object(scene, &cue, from, end));
    let mut frame = Frame {
        cue,
        rule: opener.rule,
        act: cue.act,
        weight: opener.weight,
        start: opener.start,
        byte: opener.byte,
        quote: opener.quote,
        earlier: earlier.filter(|_| opener.quote.is_some()),
        subject: subject(scene, &cue, from, end, has_subject || !was && known && end > from),
        relay: None,
        zone: opener.at,
    };
    spoken_object(scene, &mut frame, limit);
    if frame.cue.takes.has(Takes::LIGHT) && frame.rule != "noun-under-verb" && !frame.cue.takes.has(Takes::OBJECT) {
        return None;
    }
    if frame.cue.takes.has(Takes::BLAME) && !blames(scene, frame.start, limit) {
        return None;
    }
    Some(frame)
}

/// Whether a noun of speech that lays blame stands near.
fn blames(scene: &Scene, start: usize, limit: usize) -> bool {
    (start..limit.min(start + 10)).any(|i| {
        scene.document.tags.all(i, Class::SpeechNoun).any(|m| words().speech(m).is_some_and(|s| s.act == Act::Allege))
    })
}

/// Whether the word at `i` is what is affirmed or announced, and no subject that the lexicon does not know.
pub(super) fn sure_object(scene: &Scene, cue: &Cue, i: usize) -> bool {
    scene.is_sort(i, Sort::ObjectHead)
        || verbal_noun(scene, i)
        || scene.document.is(i, Class::SpeechNoun)
        || cue.takes.has(Takes::LIGHT)
        || scene.document.entry(i, Class::SpeechVerb).is_some_and(|m| m.features.has(Features::MASDAR))
}

/// Whether a preposition that the verb governs stands in the next words, with a noun phrase.
pub(super) fn governed_ahead(scene: &Scene, cue: &Cue, from: usize, limit: usize) -> bool {
    (from + 1..limit.min(from + 10))
        .take_while(|j| {
            matches!(
                scene.kind(*j),
                Kind::Word | Kind::Latin | Kind::Number | Kind::QuoteEither | Kind::QuoteOpen | Kind::QuoteClose
            )
        })
        .any(|j| scene.governed(j).is_some_and(|g| cue.takes.has(g)))
}

/// Whether the word at `i` has the shape of a verbal noun of a derived stem («تحويل», «إسقاط», «استعادة», «مضاعفة»).
pub(super) fn verbal_noun(scene: &Scene, i: usize) -> bool {
    if scene.kind(i) != Kind::Word || scene.mention_around(i).is_some() {
        return false;
    }
    let mut letters = ['\u{0}'; 8];
    let mut n = 0;
    for c in scene.document.tokens.key(i).chars() {
        let Some(slot) = letters.get_mut(n) else { return false };
        *slot = c;
        n += 1;
    }
    matches!(
        (n, letters),
        (5, ['\u{062A}', _, _, '\u{064A}', ..])
            | (5, ['\u{0627}', _, _, '\u{0627}', ..])
            | (6, ['\u{0627}', _, '\u{062A}', _, '\u{0627}', ..])
            | (6, ['\u{0627}', '\u{0646}', _, _, '\u{0627}', ..])
            | (6, ['\u{0645}', _, '\u{0627}', _, _, '\u{0647}', ..])
            | (7, ['\u{0627}', '\u{0633}', '\u{062A}', _, _, '\u{0627}', ..])
    )
}

/// A verb with other readings speaks where its clause follows at once, or after a subject that is one.
fn believed(scene: &Scene, cue: &Cue, opener: &Opener, has_subject: bool, subject_end: usize) -> bool {
    // «بين العالقين»: a preposition, where no clause follows at once.
    let preposition = scene.is_sort(cue.head, Sort::Preposition);
    if opener.nominal && preposition && !doubled(scene, cue) {
        return false;
    }
    if opener.nominal {
        // «تركز الشركة على التصدير»: in the present it is what one does.
        // «عرضت القناة مسلسلا»: of things such a verb does not speak.
        let spoken = opener.rule != "reported-object"
            || sure_object(scene, cue, opener.at)
            || opener.quote.is_some()
            || cue.act != Act::Promise;
        return spoken && has_subject && clause_initial(scene, cue) && !cue.features.has(Features::PRESENT);
    }
    // «بين العالقين»: a preposition, where no clause follows at once.
    // «رد فعل لما جرى، "…"», «تشهد الأسواق "…"»: such a verb quotes where the marks or a colon follow at once.
    let at_once = past_occasions(scene, subject_end, opener.at) + 1 >= opener.at
        || has_subject && scene.person_head(scene.skip_adverbials(cue.end, opener.at.max(cue.end)))
        || scene.kind(opener.at) == Kind::Colon
        || opener.at > 0 && scene.kind(opener.at - 1) == Kind::Colon;
    if doubled(scene, cue) || opener.rule == "quote-after-cue" && !preposition && at_once {
        return true;
    }
    let near = past_occasions(scene, subject_end, opener.at) == opener.at;
    near && (has_subject || opener.at <= cue.end + 1)
}

/// The first token at or after `i` that is no time, adverb or occasion («كتب في تغريدة سابقة أن»).
fn past_occasions(scene: &Scene, i: usize, limit: usize) -> usize {
    let limit = limit.max(i);
    let mut i = scene.skip_adverbials(i, limit);
    while i < limit && super::occasion::head(scene, i).is_some() {
        let end = super::occasion::end(scene, i, limit).max(i + 1);
        i = scene.skip_adverbials(end, limit);
    }
    i.min(limit)
}

/// «بيّن», «عدّد»: the doubled letter that the newspaper wrote tells the verb from the noun.
fn doubled(scene: &Scene, cue: &Cue) -> bool {
    scene.document.tokens.span(cue.head).of(scene.document.text).contains('\u{0651}')
}

/// Whether a clause can begin at the cue.
fn clause_initial(scene: &Scene, cue: &Cue) -> bool {
    if cue.joined || cue.first == 0 || scene.document.tokens.get(cue.first).is_some_and(|t| t.line_start) {
        return true;
    }
    let b = cue.first - 1;
    // «وفي المقابل اتهم»: a short adverbial opens the sentence.
    let opening = (cue.first.saturating_sub(6)..cue.first).find(|i| {
        scene.document.tokens.get(*i).is_some_and(|t| t.line_start) || *i > 0 && scene.kind(*i - 1) == Kind::Stop
    });
    if let Some(o) = opening
        && (scene.document.is(o, Class::Background) || scene.is_sort(o, Sort::Preposition))
        && (o + 1..cue.first).all(|i| scene.kind(i) == Kind::Word && !scene.finite(i))
    {
        return true;
    }
    !matches!(scene.kind(b), Kind::Word | Kind::Number | Kind::Latin)
        || scene.document.is(b, Class::FunctionWord)
        || scene.document.is(b, Class::Complementiser)
        || scene.time_ending(b, b.saturating_sub(5)).is_some()
}

/// The quotation that ends right before the cue.
fn quote_before(scene: &Scene, cue: &Cue) -> Option<Quotation> {
    let q = scene.quotes.closing_before(cue.first)?;
    let between = cue.first.checked_sub(q.after)?;
    let marks = (q.after..cue.first).all(|i| matches!(scene.kind(i), Kind::Comma | Kind::Dash | Kind::Stop));
    // A headline in marks is another line.
    let line = (q.after..=cue.first).any(|i| scene.document.tokens.get(i).is_some_and(|t| t.line_start));
    (between <= 2 && !line && marks && q.words >= 3 && q.closed && !cue.joined).then_some(*q)
}

/// «جدد التأكيد على أن», «عبر عن أمله في أن», «وجه دعوة ل»: the noun of speech gives the act, its own complement the content.
fn spoken_object(scene: &Scene, frame: &mut Frame, limit: usize) {
    if !matches!(frame.rule, "reported-object" | "reported-preposition") {
        return;
    }
    let d = scene.document;
    let light = frame.cue.takes.has(Takes::LIGHT) || frame.cue.takes.has(Takes::ANI);
    let Some(m) = d.entry(frame.start, Class::SpeechNoun) else { return };
    if !light && m.pronoun.is_empty() {
        return;
    }
    let Some(speech) = words().speech(m) else { return };
    let after = frame.start + m.len as usize;
    let cue = Cue { end: after, takes: speech.takes, act: speech.act, pronoun: "", ..frame.cue };
    let found = clause(scene, &cue, after, after, limit.min(after + 12))
        .or_else(|| nominal(scene, &cue, after, limit, false).filter(|o| o.at <= after + 5));
    if let Some(found) = found {
        frame.start = found.start;
        frame.byte = found.byte;
        frame.quote = found.quote;
        frame.act = if speech.act == Act::Say { frame.act } else { speech.act };
        frame.rule = "noun-under-verb";
        frame.weight = 0.75;
    }
}

fn participle(scene: &Scene, sentence: &Sentence, cues: &[Cue], n: usize) -> Option<Frame> {
    let cue = *cues.get(n)?;
    // «بات مهددا، وبالتالي فإن»: what something is or has become; behind the comma another clause begins.
    let state = cue.first > sentence.first && scene.is_sort(cue.first - 1, Sort::Auxiliary);
    let another = scene.kind(cue.end) == Kind::Comma && scene.document.tokens.key(cue.end + 1).starts_with('\u{0648}');
    if state && scene.opens(cue.end).is_none() && scene.opens(cue.end + 1).is_none() || another {
        return None;
    }
    let limit = limit(scene, sentence, cues, n);
    let from = scene.skip_adverbials(cue.end, limit);
    let near = limit.min(from + 14);
    let clause = clause(scene, &cue, from, from, near);
    let nominal = nominal(scene, &cue, from, limit, false);
    let opener = match (clause, nominal) {
        (Some(c), Some(o)) if o.at < c.at => o,
        (Some(c), _) => c,
        (None, o) => o?,
    };
    if !cue.features.has(Features::TANWIN)
        && (opener.at > cue.end + 1 || opener.quote.is_some_and(|q| q.words < 4) && opener.rule == "quote-after-cue")
    {
        return None;
    }
    // A feminine or plural form may be an adjective: it needs more than an object.
    // «ظلت ملتزمة بضمان الحقوق»: with a noun alone a word with other readings describes.
    if cue.takes.has(Takes::WEAK) && opener.nominal && (cue.first == 0 || scene.kind(cue.first - 1) != Kind::Comma) {
        return None;
    }
    let sure = cue.features.has(Features::TANWIN)
        || opener.rule != "reported-object"
        || cue.first > 0 && scene.kind(cue.first - 1) == Kind::Comma;
    if !sure {
        return None;
    }
    let mut frame = Frame {
        cue,
        rule: opener.rule,
        act: cue.act,
        weight: opener.weight,
        start: opener.start,
        byte: opener.byte,
        quote: opener.quote,
        earlier: None,
        subject: None,
        relay: None,
        zone: opener.at,
    };
    spoken_object(scene, &mut frame, limit);
    if frame.cue.takes.has(Takes::LIGHT)
        && frame.rule != "noun-under-verb"
        && !frame.cue.takes.has(Takes::OBJECT)
        && frame.rule == "reported-object"
        && frame.act == Act::Announce
    {
        return None;
    }
    Some(frame)
}

/// «قوله إن», «تحذيرات أميركية من أن», «تصريح الوزير بأن».
pub(super) fn noun(scene: &Scene, sentence: &Sentence, cue: &Cue) -> Option<Frame> {
    let limit = sentence.end.min(cue.end + 16);
    let owned = !cue.pronoun.is_empty();
    // «وسط اتهامها بأنها»: the pronoun is whom one accuses.
    if owned && cue.act == Act::Allege && !cue.features.has(Features::PLURAL) {
        return None;
    }
    // «تأكيد قرارات تنص على»: what is affirmed.
    let paper = |m: &crate::lexicon::Match| {
        words().unnamed(m).is_some_and(super::words::SourceKind::is_document) && m.proclitics == Proclitics::NONE
    };
    if !owned && scene.document.tags.all(cue.end, Class::UnnamedSource).any(paper) && scene.opens(cue.end + 1).is_none()
    {
        return None;
    }
    // «أهمية التزام الجميع ب»: what is weighed is not said.
    let weighed = cue.first > sentence.first && scene.is_sort(cue.first - 1, Sort::ObjectHead);
    if !owned && weighed && matches!(cue.act, Act::Promise | Act::Agree) {
        return None;
    }
    // «الإعلان الأحد عن»: a day is nobody.
    let nobody = owned || scene.conjunction(cue.end) || !scene.can_speak(cue.end) || scene.time_at(cue.end).is_some();
    let subject_end = if nobody { cue.end } else { scene.noun_phrase(cue.end, limit) };
    // «قلق كبير من أن»: an office of one word without article behind the noun is its adjective.
    let adjective = !nobody
        && subject_end == cue.end + 1
        && (scene.document.is(cue.end, Class::BodyAdjective)
            || scene.document.is(cue.end, Class::Office) && !scene.document.is(cue.end, Class::UnnamedSource))
        && !scene.definite(cue.end)
        && scene.mention_at(cue.end).is_none();
    let subject_end = if adjective { cue.end } else { subject_end };
    let opener = if owned {
        let from = cue.end;
        // «رأيه فيها، ومتوقع أن»: behind a comma another clause begins.
        let another =
            |i: usize| scene.kind(i) == Kind::Comma && scene.document.tokens.key(i + 1).starts_with('\u{0648}');
        let own = |o: &Opener| o.quote.is_some() || !(from..o.at).any(another);
        clause(scene, cue, from, from, limit.min(from + 8)).filter(own).or_else(|| {
            nominal(scene, cue, from, limit, false).filter(|o| o.at == from && o.rule == "reported-preposition")
        })?
    } else {
        let from = subject_end.min(limit);
        let adjective = usize::from(scene.document.is(from, Class::Nationality));
        let from = from + adjective;
        // «تهديد الدولة، بينما ردت واشنطن بأن»: what a verb of its own reports is not the noun's.
        let verb = |i: usize| {
            let mut readings = scene.document.tags.all(i, Class::SpeechVerb);
            readings.any(|m| m.features.has(Features::PAST)) && scene.mention_around(i).is_none()
        };
        let of_a_verb = |o: &Opener| (from..o.at).any(verb);
        let found = clause(scene, cue, from, from, limit.min(from + 8))
            .filter(|o| o.quote.is_none() && o.rule == "reported-clause" && !of_a_verb(o));
        if subject_end == cue.end && adjective == 0 && !cue.definite && found.is_none() {
            return None;
        }
        match found {
            Some(f) => f,
            None if subject_end > cue.end => {
                nominal(scene, cue, from, limit, false).filter(|o| o.at == from && o.rule == "reported-preposition")?
            }
            None => return None,
        }
    };
    Some(Frame {
        cue: *cue,
        rule: "noun-of-speech",
        act: cue.act,
        weight: if owned { 0.85 } else { 0.55 },
        start: opener.start,
        byte: opener.byte,
        quote: opener.quote,
        earlier: None,
        // «تحذيرات روسية من أن»: the adjective tells whose they are.
        subject: if subject_end > cue.end {
            Some((cue.end, subject_end))
        } else {
            (!owned && scene.document.is(cue.end, Class::Nationality)).then_some((cue.end, cue.end + 1))
        },
        relay: None,
        zone: opener.at,
    })
}
