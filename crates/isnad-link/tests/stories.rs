//! Stories of small made-up articles, and that they depend on the set of articles only.

use isnad_extract::EntityKind;
use isnad_link::story::{Link, PROMISING, Report, Story, Teller, Telling, fold, judge};

/// An article: id, day, outlet, headline, text.
type Told = (&'static str, &'static str, &'static str, &'static str, &'static str);

const BRIDGE: [Told; 4] = [
    (
        "a",
        "2024-05-03",
        "النهر",
        "انهيار جسر الوادي في زهران وإنقاذ 14 عاملا",
        "انهار جسر الوادي في مدينة زهران صباح الجمعة، وأنقذ الدفاع المدني 14 عاملا كانوا فوقه، وقال العقيد نادر السروجي إن التحقيق بدأ في سبب الانهيار.",
    ),
    (
        "b",
        "2024-05-03",
        "السهل",
        "إنقاذ عمال بعد انهيار جسر في زهران",
        "أنقذت فرق الدفاع المدني 14 عاملا بعد انهيار جسر الوادي في زهران. وأوضح العقيد نادر السروجي أن أعمال الصيانة كانت جارية فوق الجسر.",
    ),
    (
        "c",
        "2024-05-05",
        "الجبل",
        "لجنة تحقق في انهيار جسر الوادي بزهران",
        "تبدأ لجنة هندسية اليوم التحقيق في انهيار جسر الوادي في زهران، بعد يومين من إنقاذ 14 عاملا، ويرأسها العقيد نادر السروجي من الدفاع المدني.",
    ),
    (
        "z",
        "2024-07-20",
        "النهر",
        "افتتاح جسر الوادي الجديد في زهران",
        "افتتح محافظ زهران جسر الوادي الجديد الذي بني مكان جسر انهار قبل شهرين وأنقذ الدفاع المدني من فوقه 14 عاملا.",
    ),
];

const OTHERS: [Told; 3] = [
    (
        "m",
        "2024-05-03",
        "النهر",
        "المركزي يرفع سعر الفائدة ربع نقطة",
        "رفع البنك المركزي سعر الفائدة ربع نقطة مئوية، وقالت المحافظة سهام البارودي إن التضخم يتراجع ببطء وإن القرار اتخذ بالإجماع.",
    ),
    (
        "n",
        "2024-05-04",
        "السهل",
        "سهام البارودي: رفع الفائدة لكبح التضخم",
        "قالت محافظة البنك المركزي سهام البارودي إن رفع سعر الفائدة ربع نقطة مئوية يهدف إلى كبح التضخم الذي يتراجع ببطء.",
    ),
    (
        "k",
        "2024-05-04",
        "الجبل",
        "فريق الشراع يفوز بكأس الزوارق",
        "فاز فريق الشراع بكأس الزوارق للمرة الثالثة بعد سباق امتد أربع ساعات في خليج المرجان أمام جمهور كبير.",
    ),
];

fn teller(&(id, day, outlet, title, text): &Told) -> Teller {
    let names = [("نادر السروجي", EntityKind::Person), ("سهام البارودي", EntityKind::Person)];
    let named: Vec<(&str, EntityKind)> = names.into_iter().filter(|(n, _)| text.contains(n)).collect();
    let published = day.parse().ok();
    let report = Report { document: id, published, title: Some(title), text, names: &named, ..Report::default() };
    Teller {
        telling: Telling::of(&report),
        source: Some(outlet.into()),
        title: Some(title.into()),
        time: Some(day.into()),
    }
}

/// Links as a store makes them when articles come one by one: each is joined with what stands before it.
fn streamed(tellers: &[Teller]) -> Vec<Link> {
    let mut links = Vec::new();
    for (n, teller) in tellers.iter().enumerate() {
        let keys = teller.telling.keys();
        for other in tellers.iter().take(n) {
            let close = judge(&teller.telling, &other.telling);
            if other.telling.keys().iter().any(|k| keys.contains(k)) && close >= PROMISING {
                links.push(Link { one: teller.telling.document.clone(), other: other.telling.document.clone(), close });
            }
        }
    }
    links
}

fn stories(tellers: &[Teller]) -> Vec<Story> {
    fold(tellers, &streamed(tellers))
}

#[test]
fn articles_of_one_event_are_one_story() {
    let all: Vec<Teller> = BRIDGE.iter().chain(&OTHERS).map(teller).collect();
    let found = stories(&all);
    let articles: Vec<Vec<&str>> = found.iter().map(|s| s.articles.iter().map(String::as_str).collect()).collect();
    assert_eq!(articles, [vec!["a", "b", "c"], vec!["m", "n"]]);
    let bridge = &found[0];
    assert_eq!(bridge.outlets, ["النهر", "السهل", "الجبل"]);
    let days = [bridge.first, bridge.last].map(|d| d.map(|d| d.to_string()));
    assert_eq!(days, [Some("2024-05-03".to_owned()), Some("2024-05-05".to_owned())]);
    assert!(bridge.name.as_deref().is_some_and(|n| n.contains("جسر الوادي")), "{:?}", bridge.name);
}

#[test]
fn an_event_of_another_month_is_another_story() {
    let (first, later) = (teller(&BRIDGE[0]), teller(&BRIDGE[3]));
    assert_eq!(judge(&first.telling, &later.telling), 0);
}

#[test]
fn closeness_is_mutual_and_survives_the_store() {
    let all: Vec<Teller> = BRIDGE.iter().chain(&OTHERS).map(teller).collect();
    for a in &all {
        let again = Telling::from_bytes(&a.telling.document, a.telling.published, &a.telling.bytes());
        assert_eq!(again, a.telling);
        for b in &all {
            assert_eq!(judge(&a.telling, &b.telling), judge(&b.telling, &a.telling));
        }
    }
}

#[test]
fn stories_do_not_depend_on_the_order_of_articles() {
    // Articles of few words thrown from a small vocabulary: many pairs are close to the border.
    let words: Vec<&str> = "جسر وادي زهران سروجي عمال إنقاذ فائدة بارودي تضخم مركزي شراع زوارق مرجان سباق خليج كأس قافلة ميناء سفينة حاويات رصيف بحارة منارة جزيرة".split(' ').collect();
    let mut dice = 7u64;
    let mut throw = |n: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        ((dice >> 33) as usize) % n
    };
    let mut all: Vec<Teller> = (0..90)
        .map(|i| {
            let topic = throw(6) * 4;
            let text: Vec<&str> =
                (0..9).map(|_| words[if throw(4) == 0 { throw(words.len()) } else { topic + throw(4) }]).collect();
            let id = format!("d{i}");
            let published = jiff::civil::Date::new(2024, 3, 1 + (throw(25)) as i8).ok();
            let text = text.join(" ");
            let report = Report { document: &id, published, text: &text, ..Report::default() };
            Teller { telling: Telling::of(&report), title: Some(text.clone()), ..Teller::default() }
        })
        .collect();
    let expected = stories(&all);
    assert!(expected.len() > 3, "{}", expected.len());
    for _ in 0..6 {
        for i in (1..all.len()).rev() {
            let j = throw(i + 1);
            all.swap(i, j);
        }
        assert_eq!(stories(&all), expected);
    }
}

#[test]
fn nothing_gives_nothing() {
    assert!(fold(&[], &[]).is_empty());
    let empty = Telling::of(&Report::default());
    assert_eq!((judge(&empty, &empty), empty.keys().len()), (0, 0));
    let stray = Link { one: "x".into(), other: "y".into(), close: 900 };
    assert!(fold(&[teller(&BRIDGE[0])], &[stray]).is_empty());
    assert_eq!(judge(&Telling::from_bytes("x", None, &[1, 2, 3]), &empty), 0);
}
