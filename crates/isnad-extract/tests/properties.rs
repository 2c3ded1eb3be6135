//! What holds for every article: reading never fails, spans are words of the text, every entry names a known rule.

use isnad_extract::{Context, ReferenceFrom, read, sound};
use isnad_text::{Article, Furniture, FurnitureReason, Span};
use proptest::prelude::*;

/// Words that rules wait for, and what breaks them: numbers of three digit sets, every mark, months, titles, cues.
const PIECES: &[&str] = &[
    "قال",
    "وأضاف",
    "أكد",
    "نفى",
    "وأعلن",
    "أن",
    "إن",
    "أنه",
    "إنها",
    "بأن",
    "بحسب",
    "وفق",
    "نقلا عن",
    "مصدر",
    "الوزير",
    "وزير",
    "الخارجية",
    "الأمريكي",
    "رئيس",
    "الوزراء",
    "العراقي",
    "المتحدث",
    "باسم",
    "محمد",
    "أنتوني",
    "بلينكن",
    "عبد",
    "العراق",
    "واشنطن",
    "الأمم المتحدة",
    "وزارة الدفاع",
    "التحالف الدولي",
    "لجنة",
    "اليوم",
    "أمس",
    "غدا",
    "الثلاثاء",
    "السبت",
    "يناير",
    "كانون الثاني",
    "رمضان",
    "العام",
    "الماضي",
    "المقبل",
    "منذ",
    "قبل",
    "بعد",
    "خلال",
    "حتى",
    "بين",
    "عام",
    "شهر",
    "أسبوع",
    "يوم",
    "ساعة",
    "الساعة",
    "مساء",
    "صباح",
    "بتوقيت",
    "غرينتش",
    "منتصف",
    "نحو",
    "أكثر من",
    "لا يقل عن",
    "من",
    "إلى",
    "و",
    "أو",
    "في",
    "لن",
    "لم",
    "ألف",
    "آلاف",
    "مليون",
    "مليار",
    "مئة",
    "مائتين",
    "ثلاثة",
    "عشرين",
    "خمس",
    "عشرة",
    "نصف",
    "ثلث",
    "الثانية",
    "الأول",
    "دولار",
    "دولة",
    "جندي",
    "كيلومتر",
    "مربع",
    "طن",
    "بالمئة",
    "سنويا",
    "ارتفع",
    "بنسبة",
    "٢٠٢٤",
    "۱۲",
    "2014",
    "30",
    "87",
    "4.5",
    "26,013",
    "٢٫٥",
    "1،234",
    "10:30",
    "30/9/2024",
    "2024-09-30",
    "99999999999999999999",
    "0",
    "«",
    "»",
    "“",
    "”",
    "\"",
    "''",
    "’",
    "(",
    ")",
    ".",
    "..",
    "…",
    "،",
    ",",
    "؛",
    ":",
    "؟",
    "!",
    "-",
    "–",
    "/",
    "%",
    "٪",
    "$",
    "€",
    "\n",
    "\n\n",
    "\u{a0}",
    "\u{200f}",
    "\u{202b}",
    "\u{64b}",
    "\u{651}",
    "ـ",
    "الـ",
    "NATO",
    "CNN",
    "@user",
    "https://a.example/x",
    "🙂",
    "é",
    "د.",
    "أ.ف.ب",
    "هـ",
    "م",
    "ق.م",
];

/// An article as it comes, any text at all, or bytes that were never text.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(PIECES);
    prop_oneof![
        6 => prop::collection::vec((word, prop::bool::weighted(0.85)), 0..70).prop_map(|pieces| {
            pieces.into_iter().map(|(p, spaced)| if spaced { format!("{p} ") } else { p.to_owned() }).collect()
        }),
        1 => prop::collection::vec(prop_oneof![
                3 => prop::char::range('\u{600}', '\u{6ff}'),
                1 => prop::char::range(' ', '~'),
                1 => any::<char>(),
            ], 0..80).prop_map(|c| c.into_iter().collect()),
        1 => any::<String>(),
        1 => prop::collection::vec(any::<u8>(), 0..120).prop_map(|b| String::from_utf8_lossy(&b).into_owned()),
    ]
}

/// Any day the calendar knows or none, any country.
fn context() -> impl Strategy<Value = Context> {
    let day = prop_oneof![
        1 => Just(None),
        4 => (1990i16..2035, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| jiff::civil::Date::new(y, m, d).ok()),
        1 => prop::sample::select(vec![jiff::civil::Date::MIN, jiff::civil::Date::MAX]).prop_map(Some),
    ];
    (day, prop::option::of(prop::sample::select(vec!["EG", "US", "MA", "", "??"])), any::<bool>()).prop_map(
        |(published, country, explain)| Context {
            clock: None,
            published,
            reference_from: if published.is_some() { ReferenceFrom::Input } else { ReferenceFrom::None },
            country: country.map(str::to_owned),
            explain,
            ..Context::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_never_fails(text in text(), context in context()) {
        let article = Article { text, ..Article::default() };
        let record = read(&article, &context);
        sound(&article.text, &record).map_err(TestCaseError::fail)?;
        prop_assert_eq!(format!("{:?}", read(&article, &context)), format!("{record:?}"), "the same twice");
    }

    #[test]
    fn furniture_says_nothing(text in text(), cut in (0u32..200, 0u32..200), context in context()) {
        let span = Span::new(cut.0.min(cut.1), cut.0.max(cut.1));
        let furniture = vec![Furniture { span, reason: FurnitureReason::Other, rule: "none" }];
        let article = Article { text, furniture, ..Article::default() };
        sound(&article.text, &read(&article, &context)).map_err(TestCaseError::fail)?;
    }
}

/// One endless line of what a rule waits for costs what its length costs.
#[test]
fn strange_pages_end() {
    for piece in PIECES.iter().copied().chain([
        "قال «",
        "من 10 إلى ",
        "عام ",
        "وقال إن ",
        "الوزير محمد ",
        "يوم السبت ",
        "\"قال ",
    ]) {
        let article = Article { text: format!("{piece} ").repeat(4_000), ..Article::default() };
        let record = read(&article, &Context::default());
        assert_eq!(sound(&article.text, &record), Ok(()), "{piece:?}");
    }
}
