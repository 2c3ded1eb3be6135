//! Series and differences of small made-up stories.

use isnad_extract::{Hedge, Sense, Status, Value};
use isnad_link::copy::{Copies, CopyKind, Head, Pair, groups};
use isnad_link::difference::{Difference, DifferenceKind, Reason, differences};
use isnad_link::series::{Point, Series, fold};

/// A figure of an article of that day; each article is its own outlet's.
fn point(document: &str, day: &str, subject: &str, value: f64, unit: &str, measure: &str) -> Point {
    let some = |t: &str| (!t.is_empty()).then(|| t.to_owned());
    Point {
        document: document.into(),
        entry: format!("{value} {unit} {measure}"),
        source: some(document),
        agency: None,
        published: day.parse().ok(),
        subject: some(subject),
        subject_aliases: Vec::new(),
        measure: some(measure),
        measure_key: String::new(),
        unit: some(unit),
        value: Value::One(value),
        hedge: Hedge::Exact,
        as_of: None,
        sense: Sense::Level,
        status: Status::Actual,
        speaker: None,
        chain: Vec::new(),
        text: format!("{value} {unit}"),
        sentence: format!("ذكر {document} أن {measure} {value} {unit}"),
    }
}

fn as_of(mut point: Point, edtf: &str) -> Point {
    point.as_of = Some(edtf.into());
    point
}

fn hedged(mut point: Point, hedge: Hedge) -> Point {
    point.hedge = hedge;
    point
}

fn flow(mut point: Point) -> Point {
    point.sense = Sense::Flow;
    point
}

/// The series of two points and more: subject, values in the order of time.
fn lines(points: &[Point]) -> Vec<Vec<f64>> {
    values(points, &fold(points, &Copies::default()))
}

fn values(points: &[Point], series: &[Series]) -> Vec<Vec<f64>> {
    let of = |s: &Series| s.points.iter().map(|p| points[p.point].value.min()).collect::<Vec<f64>>();
    series.iter().map(of).filter(|v| v.len() > 1).collect()
}

fn found(points: &[Point]) -> Vec<Difference> {
    differences(&fold(points, &Copies::default()), points)
}

/// The kinds and reasons, with both values.
fn told(points: &[Point]) -> Vec<(DifferenceKind, Reason, f64, f64)> {
    let value = |i: usize| points[i].value.min();
    found(points).iter().map(|d| (d.kind, d.reason, value(d.earlier), value(d.later))).collect()
}

const DAM: &str = "هيئة السدود";
const COALITION: &str = "التحالف الدولي لحماية الأنهار";

#[test]
fn points_without_a_day_end_no_series_that_has_days() {
    let told = [
        point("ا", "2014-09-11", COALITION, 12.0, "دولة", "عدد الأعضاء"),
        point("ب", "2024-09-30", COALITION, 87.0, "دولة", "عدد الأعضاء"),
        point("ج", "", COALITION, 76.0, "دولة", "عدد الأعضاء"),
    ];
    let ends = |points: &[Point]| {
        let series = fold(points, &Copies::default());
        let (first, last) = series[0].ends().expect("two numbers");
        (points[first.point].value.min(), points[last.point].value.min())
    };
    assert_eq!(ends(&told), (12.0, 87.0));
    assert_eq!(ends(&told[1..]), (87.0, 76.0), "one day alone is no end to go to");
}

#[test]
fn a_figure_moves_over_years_and_outlets() {
    let points = [
        point("c", "2024-09-30", "الائتلاف الدولي لحماية الأنهار", 87.0, "دولة", "الدول الأعضاء"),
        as_of(point("c", "2024-09-30", COALITION, 12.0, "دولة", "دول الائتلاف"), "2014"),
        point("b", "2021-03-30", COALITION, 83.0, "دولة", "عدد الدول الأعضاء فيه"),
        point("a", "2020-01-04", "التحالف الدولي لحماية الأنهار", 76.0, "دولة", "أعضاء التحالف"),
        point("a", "2020-01-04", COALITION, 81.0, "عضو", "أعضاء التحالف"),
        point("b", "2021-03-30", COALITION, 83.0, "عضو", "المؤلف من"),
    ];
    assert_eq!(lines(&points), [vec![12.0, 76.0, 83.0, 87.0], vec![81.0, 83.0]]);
    let kinds: Vec<DifferenceKind> = found(&points).iter().map(|d| d.kind).collect();
    use DifferenceKind::{OtherScope, Updated};
    assert_eq!(kinds, [Updated, Updated, Updated, Updated, OtherScope]);
}

#[test]
fn a_short_name_joins_the_one_longer_name_that_it_begins() {
    let short = point("a", "2024-01-01", "التحالف الدولي", 76.0, "دولة", "الدول الأعضاء");
    let long = point("b", "2024-02-01", "التحالف الدولي لمكافحة الجراد", 80.0, "دولة", "الدول الأعضاء");
    let other = point("c", "2024-03-01", "التحالف الدولي ضد التصحر", 30.0, "دولة", "الدول الأعضاء");
    assert_eq!(lines(&[short.clone(), long.clone()]), [[76.0, 80.0]]);
    // Where two bodies may be meant, the short name stands alone.
    assert!(lines(&[short, long, other]).is_empty());
}

#[test]
fn an_adjective_makes_another_body() {
    let points = [
        point("a", "2024-01-01", "البنك المركزي المصري", 27.0, "%", "سعر الفائدة"),
        point("b", "2024-02-01", "البنك المركزي الأردني", 7.0, "%", "سعر الفائدة"),
        point("c", "2024-03-01", "البنك المركزي", 15.0, "%", "سعر الفائدة"),
    ];
    assert!(lines(&points).is_empty());
    assert!(told(&points).is_empty());
}

#[test]
fn other_names_that_an_article_gives_are_the_subject_too() {
    let mut named = point("a", "2024-01-01", "هيئة السدود والخزانات", 41.0, "سد", "عدد السدود");
    named.subject_aliases = vec!["هيئة السدود والخزانات".into(), "السدود والخزانات".into()];
    let short = point("b", "2024-03-01", "السدود والخزانات", 43.0, "سد", "عدد السدود");
    assert_eq!(lines(&[named, short]), [[41.0, 43.0]]);
}

#[test]
fn what_is_promised_is_no_update_of_what_is() {
    let mut pledge = point("b", "2024-05-01", DAM, 50.0, "سد", "عدد السدود");
    pledge.status = Status::Pledged;
    let points = [point("a", "2024-04-01", DAM, 41.0, "سد", "عدد السدود"), pledge];
    assert!(lines(&points).is_empty());
    assert!(told(&points).is_empty());
}

#[test]
fn copies_are_counted_once() {
    let points = [
        point("a", "2024-04-01", DAM, 41.0, "سد", "عدد السدود"),
        point("b", "2024-04-02", DAM, 41.0, "سد", "عدد السدود"),
        point("c", "2024-04-03", DAM, 41.0, "سد", "عدد السدود"),
    ];
    let head = |p: &Point| Head { document: p.document.clone(), published: p.published };
    let pair = Pair { part: "b".into(), whole: "a".into(), kind: CopyKind::Near };
    let copies = Copies::of(&groups(&points.each_ref().map(head), &[pair]));
    let series = fold(&points, &copies);
    assert_eq!(values(&points, &series), [[41.0, 41.0]]);
    assert_eq!(series[0].points[0].copies, [1]);
    let kinds: Vec<(DifferenceKind, usize, usize)> =
        differences(&series, &points).iter().map(|d| (d.kind, d.earlier, d.later)).collect();
    assert_eq!(kinds, [(DifferenceKind::Restated, 0, 2)]);
}

#[test]
fn one_sentence_in_two_outlets_is_one_point() {
    let said = "وقالت الهيئة إن عدد السدود العاملة في البلاد بلغ 41 سدا بعد افتتاح سد الوادي";
    let mut a = point("a", "2024-04-01", DAM, 41.0, "سد", "عدد السدود");
    let mut b = point("b", "2024-04-02", DAM, 41.0, "سد", "عدد السدود");
    a.sentence = said.into();
    b.sentence = format!("{said} الكبير");
    let series = fold(&[a, b], &Copies::default());
    assert_eq!(series.len(), 1);
    assert_eq!(series[0].points[0].copies.len(), 1);
}

#[test]
fn hedge_and_rounding_reconcile() {
    use DifferenceKind::{Restated, Rounded};
    let dam = |d: &str, day: &str, v: f64| point(d, day, DAM, v, "قرية", "القرى التي تشرب من السد");
    let points = [hedged(dam("a", "2024-04-01", 80.0), Hedge::About), dam("b", "2024-04-02", 83.0)];
    assert_eq!(told(&points), [(Rounded, Reason::Hedge, 80.0, 83.0)]);
    let points = [dam("a", "2024-04-01", 8e6), dam("b", "2024-04-02", 7_961_234.0)];
    assert_eq!(told(&points), [(Rounded, Reason::Rounding, 8e6, 7_961_234.0)]);
    let points = [hedged(dam("a", "2024-04-01", 83.0), Hedge::About), dam("b", "2024-05-05", 83.0)];
    assert_eq!(told(&points), [(Restated, Reason::SameValueLater, 83.0, 83.0)]);
}

#[test]
fn a_conflict_needs_one_past_time_and_two_sources() {
    use DifferenceKind::{Conflict, Corrected, PerhapsUpdated, Updated};
    let rate = |d: &str, day: &str, v: f64| point(d, day, "السودان", v, "%", "معدل التضخم");
    // The same month, told later by two outlets.
    let points = [as_of(rate("a", "2024-08-10", 14.1), "2024-07"), as_of(rate("b", "2024-08-12", 18.3), "2024-07")];
    assert_eq!(told(&points), [(Conflict, Reason::SamePeriod, 14.1, 18.3)]);
    // Two months.
    let points = [as_of(rate("a", "2024-08-10", 14.1), "2024-07"), as_of(rate("b", "2024-08-12", 18.3), "2024-06")];
    assert_eq!(told(&points), [(Updated, Reason::LaterDay, 18.3, 14.1)]);
    // One day without hours.
    let points = [rate("a", "2024-08-10", 14.1), rate("b", "2024-08-10", 18.3)];
    assert_eq!(told(&points), [(PerhapsUpdated, Reason::SameDay, 14.1, 18.3)]);
    // The same agency corrects itself.
    let mut points = [as_of(rate("a", "2024-08-10", 14.1), "2024-07"), as_of(rate("b", "2024-08-12", 18.3), "2024-07")];
    points.iter_mut().for_each(|p| p.agency = Some("وكالة الأنباء".into()));
    assert_eq!(told(&points), [(Corrected, Reason::Revised, 14.1, 18.3)]);
    // «More than 14» and 18 can both be true.
    let points = [
        hedged(as_of(rate("a", "2024-08-10", 14.1), "2024-07"), Hedge::Over),
        as_of(rate("b", "2024-08-12", 18.3), "2024-07"),
    ];
    assert!(told(&points).is_empty());
}

#[test]
fn what_is_awaited_or_of_another_place_or_order_is_no_conflict() {
    let body = "هيئة الإسعاف";
    let calls = |d: &str, v: f64, sentence: &str| {
        let p = as_of(point(d, "2024-08-12", body, v, "بلاغ", "البلاغات الواردة"), "2024-07");
        Point { sentence: sentence.into(), ..p }
    };
    let one = "تلقت هيئة الإسعاف 900 بلاغ في تموز";
    let conflicts = |other: Point| {
        let found = told(&[calls("a", 900.0, one), other]);
        found.iter().filter(|f| f.0 == DifferenceKind::Conflict).count()
    };
    assert_eq!(conflicts(calls("b", 1200.0, "تلقت هيئة الإسعاف 1200 بلاغ في تموز")), 1);
    assert_eq!(conflicts(calls("b", 1200.0, "وكان من المتوقع أن تتلقى هيئة الإسعاف 1200 بلاغ في تموز")), 0);
    assert_eq!(conflicts(calls("b", 9_000_000.0, "تلقت هيئة الإسعاف 9 ملايين بلاغ في تموز")), 0);
    let north = calls("a", 900.0, "تلقت هيئة الإسعاف في حلب 900 بلاغ في تموز");
    let south = calls("b", 1200.0, "تلقت هيئة الإسعاف في درعا 1200 بلاغ في تموز");
    assert!(told(&[north, south]).iter().all(|f| f.0 != DifferenceKind::Conflict));
}

#[test]
fn the_toll_of_a_day_grows_in_the_days_after_and_is_disputed_later() {
    use DifferenceKind::{Conflict, PerhapsUpdated};
    let dead = |d: &str, day: &str, v: f64| {
        flow(as_of(point(d, day, "مدينة الساحل", v, "قتيل", "ضحايا انفجار الميناء"), "2024-03-02"))
    };
    let soon = told(&[dead("a", "2024-03-03", 11.0), dead("b", "2024-03-04", 13.0)]);
    assert_eq!(soon, [(PerhapsUpdated, Reason::SameDay, 11.0, 13.0)]);
    let settled = told(&[dead("a", "2024-06-03", 11.0), dead("b", "2024-07-04", 13.0)]);
    assert_eq!(settled, [(Conflict, Reason::SamePeriod, 11.0, 13.0)]);
}

#[test]
fn what_counts_something_else_is_told_of_near_days_only() {
    let crowd = |d: &str, day: &str, v: f64, unit: &str| point(d, day, "التحالف الأخضر", v, unit, "الأعضاء");
    let told_of = |day: &str| told(&[crowd("a", "2024-03-02", 83.0, "دولة"), crowd("b", day, 88.0, "عضو")]);
    assert_eq!(told_of("2024-03-04"), [(DifferenceKind::OtherScope, Reason::OtherUnit, 83.0, 88.0)]);
    assert_eq!(told_of("2024-09-04"), []);
}

#[test]
fn a_rate_of_another_day_is_no_rounding() {
    let rate = |d: &str, day: &str, v: f64| point(d, day, "السودان", v, "%", "معدل التضخم");
    let kinds = |a: Point, b: Point| told(&[a, b]).iter().map(|f| f.0).collect::<Vec<_>>();
    assert_eq!(kinds(rate("a", "2024-08-10", 14.1), rate("b", "2024-08-10", 14.0)), [DifferenceKind::Rounded]);
    assert_eq!(kinds(rate("a", "2024-08-10", 14.1), rate("b", "2024-08-20", 14.0)), [DifferenceKind::Updated]);
}

#[test]
fn a_number_told_again_in_other_words_joins_two_measures() {
    let planes = |d: &str, day: &str, v: f64, m: &str| flow(point(d, day, "هيئة الإنقاذ", v, "طائرة", m));
    let points = [
        planes("a", "2024-08-09", 6.0, "نشر طائرات الإطفاء"),
        planes("b", "2024-08-10", 6.0, "وصول طائرات الإطفاء من الخارج"),
        planes("c", "2024-08-10", 6.0, "بيع مروحيات قديمة"),
        planes("d", "2024-11-10", 6.0, "إصلاح طائرات الإطفاء المعطلة"),
    ];
    assert_eq!(lines(&points), [[6.0, 6.0]]);
}

#[test]
fn others_and_sums_of_dead_and_hurt_are_not_compared_with_the_dead() {
    let dead = |d: &str, day: &str, v: f64, text: &str| {
        let mut p = flow(point(d, day, "وادي الزيتون", v, "قتيل", "ضحايا السيول"));
        p.text = text.into();
        p
    };
    let points = [
        dead("a", "2024-04-01", 34.0, "34 قتيلا"),
        dead("b", "2024-04-02", 120.0, "120 قتيلا وجريحا"),
        dead("c", "2024-04-02", 40.0, "40 آخرين"),
        dead("d", "2024-04-03", 30.0, "30 قتيلا"),
    ];
    assert_eq!(lines(&points), [[34.0, 40.0, 30.0]]);
    assert_eq!(told(&points), []);
}

#[test]
fn the_new_cases_of_a_day_do_not_update_those_of_the_day_before() {
    let cases = |d: &str, day: &str, v: f64| {
        let mut p = point(d, day, "وزارة الصحة", v, "إصابة", "إصابات مؤكدة بالحصبة");
        p.text = format!("{v} إصابة جديدة");
        p
    };
    let points = [cases("a", "2024-05-18", 199.0), cases("b", "2024-05-19", 153.0)];
    assert_eq!(lines(&points), [[199.0, 153.0]]);
    assert_eq!(told(&points), []);
    // Two outlets on one day may be compared.
    let points = [cases("a", "2024-05-18", 199.0), cases("b", "2024-05-18", 153.0)];
    assert_eq!(told(&points), [(DifferenceKind::PerhapsUpdated, Reason::SameDay, 199.0, 153.0)]);
}

#[test]
fn a_part_is_less_than_the_whole() {
    let dam = |d: &str, day: &str, v: f64, m: &str| point(d, day, DAM, v, "سد", m);
    let whole = dam("a", "2024-05-18", 41.0, "السدود العاملة");
    let points = [whole.clone(), dam("b", "2024-05-20", 30.0, "السدود العاملة بالكهرباء")];
    assert_eq!(told(&points), [(DifferenceKind::OtherScope, Reason::Narrower, 41.0, 30.0)]);
    assert_eq!(told(&[whole.clone(), dam("b", "2024-05-20", 50.0, "السدود العاملة بالكهرباء")]), []);
    // Forty-one dams do not become three.
    assert_eq!(told(&[whole, dam("b", "2024-06-20", 3.0, "السدود العاملة")]), []);
}

#[test]
fn an_article_that_gives_two_values_speaks_of_two_things() {
    let points = [
        point("a", "2024-04-01", DAM, 3.0, "ساعة", "زمن الانتظار"),
        point("a", "2024-04-01", DAM, 11.0, "ساعة", "زمن الانتظار"),
        point("b", "2024-04-02", DAM, 5.0, "ساعة", "زمن الانتظار"),
    ];
    assert!(told(&points).is_empty());
}

#[test]
fn tens_and_thousands_are_no_numbers() {
    let dead = |d: &str, day: &str, v: f64, text: &str| {
        let mut p = flow(point(d, day, "وادي الزيتون", v, "قتيل", "ضحايا السيول"));
        p.text = text.into();
        p
    };
    let points = [
        hedged(dead("a", "2024-04-01", 10.0, "عشرات القتلى"), Hedge::Over),
        dead("b", "2024-04-02", 34.0, "34 قتيلا"),
        dead("c", "2024-04-03", 37.0, "37 قتيلا"),
    ];
    assert_eq!(lines(&points), [[10.0, 34.0, 37.0]]);
    assert_eq!(told(&points), [(DifferenceKind::Updated, Reason::LaterDay, 34.0, 37.0)]);
}

#[test]
fn the_dead_and_the_hurt_are_two_lines_however_they_are_counted() {
    let points = [
        flow(point("a", "2024-04-01", "وادي الزيتون", 12.0, "شخص", "مقتل أشخاص في السيول")),
        flow(point("a", "2024-04-01", "وادي الزيتون", 30.0, "شخص", "إصابة أشخاص في السيول")),
        flow(point("b", "2024-04-02", "وادي الزيتون", 15.0, "قتيل", "قتلى السيول")),
    ];
    assert_eq!(lines(&points), [[12.0, 15.0]]);
}

#[test]
fn events_that_lie_apart_are_no_update_of_each_other() {
    let toll = |d: &str, day: &str, v: f64| flow(point(d, day, "", v, "قتيل", "ضحايا انهيار منجم الفحم"));
    assert_eq!(lines(&[toll("a", "2024-04-01", 3.0), toll("b", "2024-04-02", 5.0)]), [[3.0, 5.0]]);
    assert!(lines(&[toll("a", "2024-04-01", 3.0), toll("b", "2024-06-02", 5.0)]).is_empty());
}

#[test]
fn money_without_a_measure_is_compared_with_nothing() {
    let points = [
        flow(point("a", "2024-04-01", "الولايات المتحدة", 148e6, "USD", "")),
        flow(point("b", "2024-04-01", "الولايات المتحدة", 168e6, "USD", "")),
    ];
    assert!(lines(&points).is_empty());
    assert!(told(&points).is_empty());
}

#[test]
fn the_present_value_is_the_latest_and_most_told() {
    let points = [
        point("a", "2024-04-01", DAM, 41.0, "سد", "عدد السدود"),
        hedged(point("b", "2024-05-01", DAM, 40.0, "سد", "عدد السدود"), Hedge::About),
        point("c", "2024-05-01", DAM, 43.0, "سد", "عدد السدود"),
    ];
    let series = fold(&points, &Copies::default());
    let current: Vec<f64> = series[0].current.iter().map(|i| points[series[0].points[*i].point].value.min()).collect();
    assert_eq!(current, [43.0, 40.0, 41.0]);
}

#[test]
fn nothing_gives_nothing() {
    assert!(fold(&[], &Copies::default()).is_empty());
    assert!(differences(&[], &[]).is_empty());
    let mut odd = point("", "", "،.؟", f64::NAN, "", "«»");
    odd.as_of = Some("9999-99-99/XXXX".into());
    let points = [odd.clone(), odd];
    let series = fold(&points, &Copies::default());
    assert_eq!(series.len(), 2);
    let _ = differences(&series, &points);
}

#[test]
fn what_another_source_calls_wrong_or_untrue_is_no_conflict() {
    let rate = |d: &str, day: &str, v: f64| as_of(point(d, day, "السودان", v, "%", "معدل التضخم"), "2024-07");
    let mut later = rate("b", "2024-08-12", 18.3);
    later.sentence = "وجاء في تصحيح نشرته الهيئة أن معدل التضخم 18.3%".into();
    assert_eq!(
        told(&[rate("a", "2024-08-10", 14.1), later]),
        [(DifferenceKind::Corrected, Reason::SaidWrong, 14.1, 18.3)]
    );
    let mut denied = rate("b", "2024-08-12", 14.1);
    denied.status = Status::Denied;
    assert_eq!(
        told(&[rate("a", "2024-08-10", 14.1), denied]),
        [(DifferenceKind::Denied, Reason::SaidUntrue, 14.1, 14.1)]
    );
}

#[test]
fn more_than_six_thousand_and_seven_thousand_days_later_is_growth() {
    let toll = |d: &str, day: &str, v: f64| flow(point(d, day, "وادي الزيتون", v, "قتيل", "ضحايا السيول"));
    let points = [hedged(toll("a", "2024-04-01", 6000.0), Hedge::Over), toll("b", "2024-04-04", 6600.0)];
    assert_eq!(told(&points), [(DifferenceKind::Updated, Reason::LaterDay, 6000.0, 6600.0)]);
}

/// A figure that somebody tells in a sentence.
fn said(speaker: &str, value: f64, unit: &str, measure: &str, text: &str, sentence: &str) -> Point {
    Point {
        speaker: Some(speaker.into()),
        text: text.into(),
        sentence: sentence.into(),
        ..point("ا", "2024-09-30", "", value, unit, measure)
    }
}

#[test]
fn one_sentence_sets_two_sources_against_each_other() {
    let told_of = |sentence: &str, second: &str, unit: &str| {
        told(&[
            said("الشرطة", 42.0, "قتيل", "عدد القتلى", "42", sentence),
            said(second, 39.0, unit, "الحصيلة", "39", sentence),
        ])
    };
    let conflict = vec![(DifferenceKind::Conflict, Reason::SamePeriod, 42.0, 39.0)];
    let against = "ذكرت الشرطة أن عدد القتلى بلغ 42، في حين تقول البلدية إن الحصيلة هي 39 قتيلا";
    assert_eq!(told_of(against, "البلدية", "قتيل"), conflict);
    assert_eq!(told_of(against, "البلدية", "شهيد"), conflict);
    // One speaker, the hurt, no contrast, two places.
    assert_eq!(told_of(against, "الشرطة", "قتيل"), vec![]);
    assert_eq!(told_of(against, "البلدية", "جريح"), vec![]);
    let beside = "ذكرت الشرطة أن عدد القتلى بلغ 42 وتقول البلدية إن الحصيلة هي 39 قتيلا";
    assert_eq!(told_of(beside, "البلدية", "قتيل"), vec![]);
    let earlier = "ذكرت الشرطة أن عدد القتلى بلغ 42، بينما تقول الأرقام السابقة إن الحصيلة هي 39 قتيلا";
    assert_eq!(told_of(earlier, "الأرقام السابقة", "قتيل"), vec![]);
    assert_eq!(told_of(against, "21 في المائة", "قتيل"), vec![]);
    let places = "ذكرت الشرطة أن عدد القتلى في بغداد بلغ 42، بينما تقول البلدية إن الحصيلة في القاهرة هي 39 قتيلا";
    assert_eq!(told_of(places, "البلدية", "قتيل"), vec![]);
}

#[test]
fn what_one_sentence_tells_of_other_things_is_no_conflict() {
    let sentence = "قالت الشرطة إن 42 قتيلا من العمال نقلوا، فيما قالت البلدية إن 39 قتيلا من السياح دفنوا";
    let points = [
        said("الشرطة", 42.0, "قتيل", "قتيلا من العمال نقلوا", "42 قتيلا", sentence),
        said("البلدية", 39.0, "قتيل", "قتيلا من السياح دفنوا", "39 قتيلا", sentence),
    ];
    assert_eq!(told(&points), vec![]);
}

#[test]
fn the_dead_and_the_hurt_are_no_two_units_of_one_thing() {
    let points =
        [point("ا", "2024-09-30", DAM, 7.0, "قتيل", "الانهيار"), point("ا", "2024-09-30", DAM, 9.0, "جريح", "الانهيار")];
    assert_eq!(told(&points), vec![]);
    // A toll goes on in whatever word.
    let toll = [
        flow(as_of(point("ا", "2024-09-30", DAM, 7.0, "قتيل", "الانهيار"), "2024-09-29")),
        flow(as_of(point("ب", "2024-10-01", DAM, 9.0, "وفاة", "الانهيار"), "2024-09-30")),
    ];
    assert_eq!(told(&toll), vec![(DifferenceKind::Updated, Reason::LaterDay, 7.0, 9.0)]);
}

#[test]
fn more_than_a_rounder_number_days_later_is_no_rounding() {
    let told_of = |day: &str, hedge: Hedge| {
        told(&[
            point("ا", "2024-07-27", DAM, 90_589.0, "جريح", "الانهيار"),
            hedged(point("ب", day, DAM, 91_000.0, "جريح", "الانهيار"), hedge),
        ])
    };
    assert_eq!(
        told_of("2024-08-08", Hedge::Over),
        vec![(DifferenceKind::Updated, Reason::LaterDay, 90_589.0, 91_000.0)]
    );
    assert_eq!(
        told_of("2024-07-28", Hedge::About),
        vec![(DifferenceKind::Rounded, Reason::Rounding, 90_589.0, 91_000.0)]
    );
}
