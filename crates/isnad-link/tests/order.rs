//! What comes out depends on the set of articles, not on the order in which they came, nor on how they were dealt out.

use std::collections::{BTreeMap, BTreeSet};

use isnad_extract::{Hedge, Sense, Status, Value};
use isnad_link::copy::{Copies, CopyKind, CopyText, Head, Pair, Sketch, groups, judge};
use isnad_link::difference::differences;
use isnad_link::series::{Point, fold, keys};
use jiff::civil::Date;

/// Numbers that look thrown and are the same each time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % n
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

const SUBJECTS: [&str; 9] = [
    "",
    "التحالف الدولي",
    "التحالف الدولي لهزيمة داعش",
    "الائتلاف الدولي ضد تنظيم داعش",
    "التحالف الدولي بقيادة الولايات المتحدة",
    "البنك المركزي",
    "البنك المركزي المصري",
    "هيئة السدود",
    "هيئة السدود لمكافحة الجفاف",
];
const MEASURES: [&str; 9] = [
    "",
    "عدد الأعضاء",
    "الدول الأعضاء",
    "معدل التضخم",
    "معدل التضخم السنوي",
    "احتياطي النقد الأجنبي في الخزانة العامة",
    "حجم احتياطي النقد الأجنبي في الخزانة العامة الآن",
    "مقتل مدنيين في انهيار جسر",
    "إصابة مدنيين في انهيار جسر",
];
const UNITS: [&str; 6] = ["دولة", "عضو", "%", "USD", "شخص", "قتيل"];
const AS_OF: [&str; 7] = ["", "2023-05-02", "2023-05", "2023", "2023-05/..", "2022-01/2022-06", "P3Y"];

fn points(dice: &mut Dice, n: usize) -> Vec<Point> {
    (0..n)
        .map(|i| {
            let document = format!("d{}", dice.below(n / 3 + 1));
            // An article has one day and outlet.
            let seed = document.bytes().map(usize::from).sum::<usize>();
            let text = |t: &str| (!t.is_empty()).then(|| t.to_owned());
            let value = dice.one(&[10.0, 12.0, 80.0, 83.0, 87.0, 1000.0, 1_000_000.0]);
            let subject = dice.one(&SUBJECTS);
            let alias = dice.one(&SUBJECTS);
            Point {
                entry: format!("f{i}"),
                source: Some(format!("o{}", seed % 4)),
                agency: (seed % 5 == 0).then(|| "وكالة".to_owned()),
                published: (seed % 7 != 0).then(|| Date::new(2023, 5, 1 + (seed % 20) as i8).unwrap()),
                subject: text(subject),
                subject_aliases: if subject.is_empty() { Vec::new() } else { text(alias).into_iter().collect() },
                measure: text(dice.one(&MEASURES)),
                measure_key: String::new(),
                unit: text(dice.one(&UNITS)),
                value: if dice.below(9) == 0 { Value::Range(value, value * 1.5) } else { Value::One(value) },
                hedge: dice.one(&[Hedge::Exact, Hedge::Exact, Hedge::About, Hedge::Over]),
                as_of: text(dice.one(&AS_OF)),
                sense: dice.one(&[Sense::Level, Sense::Level, Sense::Flow, Sense::Change]),
                status: dice.one(&[Status::Actual, Status::Actual, Status::Pledged]),
                speaker: None,
                chain: Vec::new(),
                text: dice.one(&["مليون", "ملايين الأشخاص", "83 دولة"]).to_string(),
                sentence: "أعلن الناطق أن العدد الجديد بلغ هذا الحد للمرة الأولى منذ عامين كاملين".to_owned(),
                document,
            }
        })
        .collect()
}

fn copies() -> Copies {
    let head = |d: &str| Head { document: d.into(), published: None };
    let pair = |a: &str, b: &str| Pair { part: a.into(), whole: b.into(), kind: CopyKind::Near };
    Copies::of(&groups(&["d1", "d2", "d3", "d4"].map(head), &[pair("d1", "d2"), pair("d4", "d3")]))
}

/// Everything that series and differences say, with the points by name and not by index.
fn told(points: &[Point], copies: &Copies) -> Vec<String> {
    let series = fold(points, copies);
    let name = |i: usize| format!("{}/{}", points[i].document, points[i].entry);
    let mut out: Vec<String> = series
        .iter()
        .map(|s| {
            let placed: Vec<String> = s
                .points
                .iter()
                .map(|p| {
                    let copies: Vec<String> = p.copies.iter().map(|c| name(*c)).collect();
                    format!(
                        "{} {:?} {:?} {} {} {copies:?} {}",
                        name(p.point),
                        p.from,
                        p.to,
                        p.dated,
                        p.origin,
                        p.comparable
                    )
                })
                .collect();
            format!(
                "{} {:?} {} {:?} {:?} {placed:?} {:?}",
                s.id, s.subject, s.subject_key, s.measure, s.unit, s.current
            )
        })
        .collect();
    out.extend(differences(&series, points).iter().map(|d| {
        let of = |n: usize| series[n].id.clone();
        let kind = (d.kind, d.reason);
        format!("{kind:?} {} {} {} {}", of(d.series), of(d.other_series), name(d.earlier), name(d.later))
    }));
    out
}

#[test]
fn series_do_not_depend_on_the_order_of_points() {
    let mut dice = Dice(7);
    for n in [1, 5, 40, 150, 300] {
        let mut points = points(&mut dice, n);
        let copies = copies();
        let expected = told(&points, &copies);
        for _ in 0..6 {
            dice.shuffle(&mut points);
            assert_eq!(told(&points, &copies), expected);
        }
    }
}

#[test]
fn every_point_stands_in_one_series() {
    let mut dice = Dice(11);
    let points = points(&mut dice, 200);
    let mut seen = BTreeSet::new();
    for series in fold(&points, &copies()) {
        for placed in &series.points {
            for i in std::iter::once(&placed.point).chain(&placed.copies) {
                assert!(seen.insert(*i), "point {i} stands twice");
                assert_eq!((points[*i].sense, points[*i].status), (series.sense, series.status));
            }
        }
    }
    assert_eq!(seen.len(), points.len());
}

/// Points that hang together by keys, each group folded for itself, give the series of all points folded at once.
#[test]
fn groups_by_key_give_the_same_series() {
    let mut dice = Dice(23);
    for _ in 0..4 {
        let points = points(&mut dice, 120);
        let mut group: Vec<usize> = (0..points.len()).collect();
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for (i, point) in points.iter().enumerate() {
            for key in keys(point) {
                let j = *first.entry(key).or_insert(i);
                let (a, b) = (group[i], group[j]);
                group.iter_mut().filter(|g| **g == a.max(b)).for_each(|g| *g = a.min(b));
            }
        }
        let ids = |points: &[Point]| -> BTreeSet<String> {
            fold(points, &copies()).iter().map(|s| format!("{} {:?} {}", s.id, s.subject, s.points.len())).collect()
        };
        let mut apart = BTreeSet::new();
        for g in 0..points.len() {
            let part: Vec<Point> =
                points.iter().zip(&group).filter(|(_, n)| **n == g).map(|(p, _)| p.clone()).collect();
            apart.extend(ids(&part));
        }
        assert_eq!(apart, ids(&points));
    }
}

#[test]
fn copies_do_not_depend_on_the_order_of_articles() {
    let mut dice = Dice(31);
    let vocabulary: Vec<&str> = "قال وزير النقل إن الجسر الجديد يربط بين ضفتي النهر وكلفته تبلغ مبلغا كبيرا وسيفتح في الربيع القادم أمام حركة السير بعد تأخر دام عامين بسبب نقص التمويل ثم زار الوفد ورش العمل وتحدث إلى المهندسين".split(' ').collect();
    let mut documents: Vec<(Head, String)> = Vec::new();
    for i in 0..40 {
        let text: Vec<&str> = if i % 3 == 0 || documents.is_empty() {
            (0..60).map(|_| dice.one(&vocabulary)).collect()
        } else {
            let of = dice.below(documents.len());
            let mut text: Vec<&str> = Vec::new();
            for word in documents[of].1.split(' ').take(20 + dice.below(60)) {
                text.push(vocabulary.iter().find(|v| **v == word).unwrap());
            }
            for _ in 0..3 {
                let at = dice.below(text.len());
                text[at] = dice.one(&vocabulary);
            }
            text
        };
        let published = (i % 5 != 0).then(|| Date::new(2024, 2, 1 + (i % 11) as i8).unwrap());
        documents.push((Head { document: format!("d{i}"), published }, text.join(" ")));
    }
    let found = |documents: &[(Head, String)]| {
        let mut pairs = Vec::new();
        for (i, (head, text)) in documents.iter().enumerate() {
            for (other, words) in &documents[i + 1..] {
                let (a, b) = (Sketch::of(text, &[]), Sketch::of(words, &[]));
                assert_eq!(a.promising(&b), b.promising(&a));
                let (one, two) = (CopyText::of(text, &[]), CopyText::of(words, &[]));
                let (link, back) = (judge(&one, &two), judge(&two, &one));
                assert_eq!(link.as_ref().map(|l| (l.kind, l.changed.len())), back.map(|l| (l.kind, l.changed.len())));
                if let Some(link) = link {
                    for (x, y) in &link.shared {
                        assert_eq!(x.of(text), y.of(words));
                    }
                    let (part, whole) = if link.second_larger { (head, other) } else { (other, head) };
                    pairs.push(Pair { part: part.document.clone(), whole: whole.document.clone(), kind: link.kind });
                }
            }
        }
        let heads: Vec<Head> = documents.iter().map(|d| d.0.clone()).collect();
        groups(&heads, &pairs)
    };
    let expected = found(&documents);
    assert!(!expected.is_empty());
    for _ in 0..4 {
        dice.shuffle(&mut documents);
        assert_eq!(found(&documents), expected);
    }
}
