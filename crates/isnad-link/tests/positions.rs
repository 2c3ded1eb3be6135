//! Who disagrees with whom, who turned, and that the order of statements changes nothing.

use isnad_link::position::{Claim, How, oppose, positions, stance};

fn claim(document: &str, day: &str, speaker: &str, content: &str) -> Claim {
    Claim {
        document: document.into(),
        entry: format!("s-{document}-{speaker}"),
        speaker: speaker.into(),
        speaker_key: speaker.into(),
        day: day.parse().ok(),
        asserts: true,
        denies: false,
        content: content.into(),
        answers: Vec::new(),
    }
}

/// The story that this is for: one says that a mission is over, the other that it is not.
fn mission() -> Vec<Claim> {
    vec![
        claim("a", "2021-03-24", "المنسق كريم الحداد", "مهمة القوة الدولية في الميناء لم تكتمل بعد"),
        claim("b", "2023-09-05", "الوزير سامر الخطيب", "لم تعد هناك ضرورة لوجود القوة الدولية في الميناء"),
        claim("b", "2023-09-05", "الناطقة هدى سالم", "السفن تدخل الميناء وتخرج منه كل يوم"),
    ]
}

#[test]
fn two_speakers_disagree_and_nobody_turned() {
    let claims = mission();
    let (held, disagree) = positions(&claims, "القوة الدولية");
    assert!(held.iter().all(|p| p.turns.is_empty()), "{held:?}");
    let pairs: Vec<(usize, usize, How)> = disagree.iter().map(|o| (o.one, o.other, o.against.how)).collect();
    assert_eq!(pairs, [(0, 1, How::Opposed)]);
    let words = |n: usize| {
        let o = &disagree[0];
        let (i, span) = if n == 0 { (o.one, o.against.one) } else { (o.other, o.against.other) };
        span.of(&claims[i].content).to_owned()
    };
    assert_eq!((words(0).as_str(), words(1).as_str()), ("لم تكتمل", "لم تعد"));
}

#[test]
fn one_speaker_who_says_the_contrary_later_turned() {
    let said = |day: &str, content: &str| claim(day, day, "الوزير سامر الخطيب", content);
    let claims =
        [said("2021-02-01", "بلاده تؤيد بناء سد الوادي الكبير"), said("2022-05-01", "بلاده ترفض بناء سد الوادي الكبير")];
    let (held, disagree) = positions(&claims, "سد الوادي");
    assert!(disagree.is_empty());
    assert_eq!(held[0].turns.len(), 1);
    // Said on one day it is one speech.
    let together = [said("2021-02-01", "بلاده تؤيد بناء سد الوادي"), said("2021-02-01", "بلاده ترفض بناء سد الوادي")];
    assert!(positions(&together, "سد الوادي").0[0].turns.is_empty());
}

#[test]
fn what_one_denies_by_the_verb_the_other_says() {
    let mut denial = claim("b", "2023-04-02", "الناطقة هدى سالم", "إغلاق مدرسة النور في حي الزيتون بقرار من البلدية");
    denial.denies = true;
    let claims =
        [claim("a", "2023-04-01", "النائب سليم الكرمي", "إغلاق مدرسة النور في حي الزيتون تم بقرار من البلدية"), denial];
    let (_, disagree) = positions(&claims, "مدرسة النور");
    assert_eq!(disagree.iter().map(|o| o.against.how).collect::<Vec<_>>(), [How::Denied]);
}

#[test]
fn an_answer_sets_two_against_each_other_in_their_article_only() {
    let mut answer = claim("b", "2023-09-06", "وزارة الموانئ", "انتشار القوة أمر متفق عليه مع البلدية");
    answer.answers = vec!["الوزير سامر الخطيب".into()];
    let other = claim("b", "2023-09-05", "الوزير سامر الخطيب", "سفن الصيد ترسو قرب القوة الدولية");
    let (_, disagree) = positions(&[other.clone(), answer.clone()], "القوة");
    assert_eq!(disagree.iter().map(|o| o.against.how).collect::<Vec<_>>(), [How::Answered]);
    let elsewhere = Claim { document: "c".into(), ..other };
    assert!(positions(&[elsewhere, answer], "القوة").1.is_empty());
}

#[test]
fn words_of_other_things_oppose_nothing() {
    let names = ["ميناء".to_owned()];
    assert_eq!(oppose("أسعار القمح ترتفع في الأسواق", "أسعار السمك تنخفض هذا الصباح", &names), None);
    assert_eq!(oppose("", "", &[]), None);
}

#[test]
fn the_contrary_is_likelier_than_the_same_in_other_words() {
    let said = "ارتفاع أسعار القمح في أسواق الميناء";
    assert!(stance(said, "انخفاض أسعار القمح في أسواق الميناء") > 0.6);
    assert!(stance(said, "أسعار القمح ترتفع في أسواق الميناء") < 0.5);
}

#[test]
fn the_order_of_statements_changes_nothing() {
    let mut claims = mission();
    let told = |claims: &[Claim]| {
        let (held, disagree) = positions(claims, "القوة الدولية");
        let name = |i: usize| claims[i].entry.clone();
        let held: Vec<Vec<String>> = held.iter().map(|p| p.claims.iter().map(|i| name(*i)).collect()).collect();
        (held, disagree.iter().map(|o| (name(o.one), name(o.other))).collect::<Vec<_>>())
    };
    let expected = told(&claims);
    for _ in 0..3 {
        claims.rotate_left(1);
        assert_eq!(told(&claims), expected);
    }
}

#[test]
fn not_ended_yet_and_will_end_are_no_turn() {
    let said = |day: &str, content: &str| claim(day, day, "المنسق كريم الحداد", content);
    let claims = [
        said("2021-03-24", "مهمة القوة الدولية في الميناء لم تنته بعد"),
        said("2024-03-24", "مهمة القوة الدولية في الميناء ستنتهي العام المقبل"),
    ];
    assert!(positions(&claims, "القوة الدولية").0[0].turns.is_empty());
}
