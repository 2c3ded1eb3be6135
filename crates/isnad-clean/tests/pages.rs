//! Pages of HTML as sites build them: what is the article, what does the page say of it?
use isnad_clean::{Article, html};
use isnad_text::BlockKind;

const FIRST: &str =
    "أعلنت هيئة الموانئ أن حركة الحاويات ارتفعت في الربع الثالث من العام، مقارنة بالفترة نفسها من العام الماضي.";
const SECOND: &str =
    "وقال مدير الهيئة إن الرصيف الجديد سيدخل الخدمة قبل نهاية السنة، وإنه سيخفف الازدحام في الميناء القديم.";
const THIRD: &str = "وأضاف أن الهيئة وقعت عقداً لتدريب العاملين على الرافعات الآلية مع معهد متخصص في النقل البحري.";

fn body(article: &Article) -> Vec<&str> {
    let kept = |b: &&isnad_text::Block| !article.furniture.iter().any(|f| f.span.contains(b.span));
    article.blocks.iter().filter(kept).filter(|b| b.kind == BlockKind::Body).map(|b| b.span.of(&article.text)).collect()
}

#[test]
fn an_article_between_menus_cards_and_comments() {
    let page = format!(
        "<html lang=ar><head><title>حركة الموانئ ترتفع - صحيفة المرسى</title>
        <meta property='og:site_name' content='صحيفة المرسى'><meta property='article:published_time' content='2023-10-05T08:00:00+03:00'></head>
        <body><header><nav><ul><li><a href=/>الرئيسية</a><li><a href=/e>اقتصاد</a></ul></nav></header>
        <div class=wrap><h1>حركة الموانئ ترتفع</h1><div class=post-meta>كتب: <a rel=author href=/a>نادر الصباغ</a></div>
        <div class=entry-content><p>{FIRST}</p><div class=jeg_ad_related><a href=/x>أسعار الشحن تتراجع للشهر الثاني على التوالي</a></div>
        <p>{SECOND}</p><p>{THIRD}</p></div>
        <div class=tags>الوسوم: <a href=/t>موانئ</a></div></div>
        <div id=comments><p>تعليق طويل من قارئ يقول فيه إن الميناء القديم مزدحم منذ سنوات، وإن الحل تأخر كثيراً.</p></div>
        <footer>جميع الحقوق محفوظة</footer></body></html>"
    );
    let article = html(&page, Some("https://marsa.example/e/1"));
    assert_eq!(body(&article), [FIRST, SECOND, THIRD]);
    assert_eq!(article.title.as_ref().map(|t| t.text.as_str()), Some("حركة الموانئ ترتفع"));
    assert_eq!(article.text.lines().next(), Some("حركة الموانئ ترتفع"));
    assert_eq!(article.source.as_deref(), Some("صحيفة المرسى"));
    assert_eq!(article.author.as_deref(), Some("نادر الصباغ"));
    assert_eq!(article.published.as_deref(), Some("2023-10-05T08:00:00+03:00"));
    assert_eq!(article.language.as_deref(), Some("ar"));
    assert!(article.blocks.iter().skip(1).all(|b| b.path.is_some()), "each block leads back to its element");
    let marked: Vec<_> = article.furniture.iter().map(|f| (f.span.of(&article.text), f.reason.name())).collect();
    assert_eq!(marked, [("أسعار الشحن تتراجع للشهر الثاني على التوالي", "related")]);
}

#[test]
fn paragraphs_parted_by_line_breaks_in_one_form() {
    let page = format!(
        "<body><form id=aspnetForm><div class=menu><a href=/>الرئيسية</a> <a href=/b>أخبار</a></div><table><tr><td><h1>حركة الموانئ ترتفع</h1>
        {FIRST}<br><br>{SECOND}<br>{THIRD}</td><td><a href=/1>خبر آخر من الأخبار</a><br><a href=/2>خبر ثان من الأخبار</a></td></tr></table></form></body>"
    );
    let article = html(&page, None);
    assert_eq!(body(&article), [FIRST, SECOND, THIRD]);
}

#[test]
fn a_window_of_rules_is_not_the_article() {
    let rule = "<p>يحذف كل تعليق يخالف قواعد الموقع، ويحق للإدارة أن توقف حساب صاحبه من دون أن تخبره بذلك مسبقاً.</p>";
    let page = format!(
        "<body><article><h1>حركة الموانئ ترتفع</h1><p>{FIRST}</p><p>{SECOND}</p></article><div class='modal-window rules'>{}</div></body>",
        rule.repeat(12)
    );
    assert_eq!(body(&html(&page, None)), [FIRST, SECOND]);
}

#[test]
fn what_the_page_says_of_its_article() {
    let head = |meta: &str| {
        format!("<html><head><title>حركة الموانئ ترتفع | المرسى</title>{meta}</head><body><h1>حركة الموانئ ترتفع</h1>")
    };
    let foot = format!("<div class=article-body><p>{FIRST}</p><p>{SECOND}</p></div></body></html>");
    let read = |meta: &str, lines: &str| html(&format!("{}{lines}{foot}", head(meta)), None);
    // The outlet is the suffix of the title where nothing else names it, and never the author.
    let article = read("<meta name=author content='المرسى'>", "");
    assert_eq!((article.source.as_deref(), article.author), (Some("المرسى"), None));
    // An agency, an address and a handle are no authors.
    for (author, agency) in
        [("رويترز", Some("رويترز")), ("https://facebook.com/x", None), ("admin", None), ("@marsa", None)]
    {
        let article = read(&format!("<meta name=author content='{author}'>"), "");
        assert_eq!((article.author, article.agency.as_deref()), (None, agency), "{author}");
    }
    assert_eq!(read("", "<p class=by>كتبت: أسماء النجار</p>").author.as_deref(), Some("أسماء النجار"));
    // Days: as they are found, JSON-LD before what is visible.
    let article = read("", "<span>الأربعاء، 07 أكتوبر 2020 - 12:09 م</span>");
    assert_eq!(article.published.as_deref(), Some("الأربعاء، 07 أكتوبر 2020 - 12:09 م"));
    let linked = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"حركة الموانئ ترتفع\",\"datePublished\":\"2020-10-07\",\"author\":{\"name\":\"نادر الصباغ\"}}</script>";
    let article = read(linked, "<span>الأربعاء، 14 أكتوبر 2020</span>");
    assert_eq!((article.published.as_deref(), article.author.as_deref()), (Some("2020-10-07"), Some("نادر الصباغ")));
    assert_eq!(html("<p>x</p>", Some("https://a.example/2020/3/17/x")).published.as_deref(), Some("2020-03-17"));
}

#[test]
fn pages_without_an_article_say_so() {
    for page in ["", "<html></html>", "<ul><li><a href=/a>خبر</a><li><a href=/b>خبر</a></ul>"] {
        let codes: Vec<_> = html(page, None).notes.iter().map(|n| n.code).collect();
        assert!(codes.contains(&"no-article"), "{page:?} {codes:?}");
    }
    let article = html(&format!("<p>{FIRST}</p><p>Plain text.</p>"), None);
    assert!(article.notes.is_empty(), "{:?}", article.notes);
    let english = html(
        "<article><p>The port authority said that container traffic rose in the third quarter of the year.</p></article>",
        None,
    );
    assert!(english.notes.iter().any(|n| n.code == "not-arabic"));
}

#[test]
fn posts_captions_and_lists_have_their_sort() {
    let page = format!(
        "<article><h1>حركة الموانئ ترتفع</h1><p>{FIRST}</p><figure><img src=x><figcaption>رافعات في الميناء</figcaption></figure><h2>رصيف جديد</h2>
        <p>{SECOND}</p><blockquote class=twitter-tweet><p>الرصيف جاهز pic.twitter.com/ab1</p>— هيئة الموانئ (@ports) January 3, 2020</blockquote>
        <ul><li>تدريب مئة عامل</li><li>شراء رافعتين</li></ul><p>{THIRD}</p></article>"
    );
    let article = html(&page, None);
    let kinds: Vec<_> = article.blocks.iter().map(|b| b.kind).collect();
    use BlockKind as K;
    assert_eq!(
        kinds,
        [K::Headline, K::Body, K::Caption, K::SubHeadline, K::Body, K::Embed, K::Embed, K::List, K::List, K::Body]
    );
    let marked: Vec<_> = article.furniture.iter().map(|f| f.rule).collect();
    assert_eq!(marked, ["figure-caption", "embed-machinery"]);
}

#[test]
fn a_body_in_pieces_of_one_name_is_one_body() {
    let page = format!(
        "<body><article><h1>حركة الموانئ ترتفع</h1><div class=row><div class='article__body part'><p>{FIRST}</p><p>{FIRST} أيضا.</p></div></div>
         <div class=row><div class=promo>إعلان</div></div><div class=row><div class='article__body part'><p>{SECOND}</p><p>{THIRD}</p></div></div></article></body>"
    );
    assert_eq!(body(&html(&page, None)).len(), 4);
}

#[test]
fn the_outlet_of_a_known_host_has_its_own_name() {
    let page = format!(
        "<head><meta property='og:site_name' content='x7'></head><article><h1>حركة الموانئ ترتفع</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    );
    let article = html(&page, Some("https://www.petra.gov.jo/1"));
    assert_eq!(article.source.as_deref(), Some("بترا"));
}

#[test]
fn the_day_that_a_blog_hides_for_others() {
    let page = format!(
        "<article><h1>حركة الموانئ ترتفع</h1><p>{FIRST}</p><p>{SECOND}</p></article><!-- <rdf:RDF><rdf:Description dc:title='x' dc:date=\"2020-07-03T17:16:22+09:00\"/></rdf:RDF> -->"
    );
    assert_eq!(html(&page, None).published.as_deref(), Some("2020-07-03T17:16:22+09:00"));
}

/// What the page is told to be instead of an article.
fn told(page: &str) -> Vec<&'static str> {
    html(page, None).notes.iter().map(|n| n.code).filter(|c| isnad_clean::NO_ARTICLE.contains(c)).collect()
}

#[test]
fn a_front_of_headlines_is_no_article() {
    let card = |n: usize| {
        format!(
            "<div class=item><h3><a href=/n/{n}>الهيئة تعلن نتائج المرحلة {n} من مشروع الميناء</a></h3><span>10:{n}0</span><p>{FIRST}</p></div>"
        )
    };
    let cards: String = (1..6).map(card).collect();
    let page = format!("<head><title>اقتصاد</title></head><body><h1>اقتصاد</h1><div class=list>{cards}</div></body>");
    assert_eq!(told(&page), ["section-front"]);
    // The same cards below an article are its page's.
    let page = format!(
        "<head><title>حركة الموانئ ترتفع هذا الربع</title></head><body><h1>حركة الموانئ ترتفع هذا الربع</h1><article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article><div class=list>{cards}</div></body>"
    );
    let article = html(&page, None);
    assert_eq!(body(&article), [FIRST, SECOND, THIRD]);
    let links: String = (0..12).map(|n| format!("<li><a href=/n/{n}>عنوان خبر عن الميناء رقم {n}</a>")).collect();
    assert_eq!(told(&format!("<body><h1>الأخبار</h1><ul>{links}</ul></body>")), ["section-front"]);
}

#[test]
fn errors_and_walls_are_no_articles() {
    for (page, code) in [
        ("<head><title>404 - المرسى</title></head><h1>الصفحة غير موجودة</h1><p>ربما نُقلت الصفحة التي تطلبها أو حُذفت، يمكنك العودة إلى الصفحة الرئيسية أو استخدام البحث.</p>".to_owned(), "error-page"),
        ("<head><title>Page not found</title></head><p>The page that you asked for may have been moved. Go back to the first page, or search for it.</p>".to_owned(), "error-page"),
        ("<head><title>المرسى</title></head><div class=box><h2>خصوصيتك تهمنا</h2><p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين المعلومات على جهازك وقراءتها، ونعالج بياناتك الشخصية لعرض إعلانات تناسبك.</p><p>يمكنك قبول ذلك أو رفضه، أو تعديل موافقتك في أي وقت من صفحة سياسة الخصوصية.</p></div>".to_owned(), "consent-wall"),
        ("<head><title>Just a moment...</title></head><p>Checking your browser before you can read this site. Please enable JavaScript and cookies to continue, it takes a few seconds.</p>".to_owned(), "script-wall"),
        (format!("<head><title>المرسى</title></head><body><div id=app></div>{}</body>", "<script src=a.js></script>".repeat(4)), "script-wall"),
    ] {
        assert_eq!(told(&page), [code], "{page}");
        assert!(html(&page, None).blocks.iter().all(|b| b.kind == BlockKind::Headline));
    }
    // An article that speaks of such things is one, and so is a short one.
    let about = "<article><h1>شركات الإعلان ترفض قواعد ملفات تعريف الارتباط</h1><p>رفضت شركات الإعلان القواعد الجديدة التي تلزمها بأن تطلب موافقة القارئ قبل أن تحفظ ملفات تعريف الارتباط على جهازه.</p>";
    let page = format!("{about}<p>{FIRST}</p><p>{SECOND}</p></article>");
    assert_eq!(told(&page), Vec::<&str>::new());
    assert_eq!(told(&format!("<h1>حركة الموانئ ترتفع</h1><p>{FIRST}</p>")), Vec::<&str>::new());
    let page = format!("<article><h1>الطريق 404 يُفتح أمام الشاحنات بعد عامين</h1><p>{FIRST}</p></article>");
    assert_eq!(told(&page), Vec::<&str>::new());
}

#[test]
fn a_live_blog_and_a_list_keep_their_entries() {
    let entry = |hour: &str, head: &str, text: &str| {
        format!(
            "<div class=entry><time datetime='2023-10-05T{hour}:00+03:00'>{hour}</time><h2>{head}</h2><p>{text}</p></div>"
        )
    };
    let fourth = "واجتمع العاملون على الرصيف منذ الصباح، ورحبوا بالضيوف الذين قدموا من المدن الساحلية لحضور الافتتاح.";
    let page = format!(
        "<head><title>الميناء لحظة بلحظة</title><script type=application/ld+json>{{\"@type\":\"LiveBlogPosting\",\"headline\":\"الميناء لحظة بلحظة\",\"datePublished\":\"2023-10-05\"}}</script></head><body><h1>الميناء لحظة بلحظة</h1>{}{}{}{}</body>",
        entry("12:30", "فتح الرصيف الجديد", FIRST),
        entry("11:10", "وصول السفينة الأولى", SECOND),
        entry("10:05", "اجتماع في الهيئة", THIRD),
        entry("09:40", "بدء الاحتفال", fourth)
    );
    let article = html(&page, None);
    assert!(!article.notes.iter().any(|n| isnad_clean::NO_ARTICLE.contains(&n.code)));
    assert_eq!(body(&article).iter().filter(|l| [FIRST, SECOND, THIRD, fourth].contains(l)).count(), 4);
    let heads = article.blocks.iter().filter(|b| b.kind == BlockKind::SubHeadline).count();
    assert!(heads >= 3, "{:?}", article.blocks);
    let items: String = ["تدريب مئة عامل على الرافعات", "شراء رافعتين آليتين", "توسيع بوابة الشاحنات"]
        .map(|i| format!("<li>{i}</li>"))
        .concat();
    let page =
        format!("<article><h1>خطة الميناء في ثلاث نقاط</h1><p>{FIRST}</p><ol>{items}</ol><p>{SECOND}</p></article>");
    let kinds: Vec<_> = html(&page, None).blocks.iter().map(|b| b.kind).collect();
    assert_eq!(kinds.iter().filter(|k| **k == BlockKind::List).count(), 3, "{kinds:?}");
}

#[test]
fn each_field_says_where_it_was_found() {
    let page = format!(
        "<html lang=ar><head><title>حركة الموانئ ترتفع - المرسى</title><meta property='og:site_name' content='صحيفة المرسى'>
        <link rel=canonical href='https://marsa.example/e/1'><script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"حركة الموانئ ترتفع\",\"articleSection\":\"اقتصاد\"}}</script></head>
        <body><h1>حركة الموانئ ترتفع</h1><p class=by>كتبت: أسماء النجار</p><time datetime='2023-10-05'>5 أكتوبر</time><div class=article-body><p>{FIRST}</p><p>{SECOND} (رويترز)</p></div></body></html>"
    );
    let article = html(&page, None);
    let said: Vec<_> = article.origins.iter().map(|(field, found)| (field.name(), found.name())).collect();
    assert_eq!(
        said,
        [
            ("title", "heading"),
            ("source", "opengraph"),
            ("section", "json-ld"),
            ("agency", "visible"),
            ("author", "visible"),
            ("published", "time-element"),
            ("url", "markup"),
            ("language", "markup"),
        ]
    );
}
