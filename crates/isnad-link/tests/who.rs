//! People over articles: who is taken as one, who is only suggested, who stays two; and that the order of the articles
//! changes nothing.

use isnad_extract::EntityKind;
use isnad_link::identity::{Decision, Found, Reason, Sighting, Verdict, fold};

/// A person of an article: name, offices, company, day.
fn seen(document: &str, name: &str, offices: &[&str], company: &[&str], day: &str) -> Sighting {
    Sighting {
        document: document.to_owned(),
        entry: format!("e-{name}"),
        kind: EntityKind::Person,
        name: name.to_owned(),
        aliases: Vec::new(),
        offices: offices.iter().map(|o| (*o).to_owned()).collect(),
        company: company.iter().map(|c| (*c).to_owned()).collect(),
        day: day.parse().ok(),
    }
}

/// The names of each identity, sorted.
fn groups(found: &Found) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> =
        found.identities.iter().map(|i| i.names.iter().map(|n| n.text.clone()).collect()).collect();
    out.iter_mut().for_each(|g| g.sort());
    out.sort();
    out
}

#[test]
fn spelling_and_office_make_one() {
    let found = fold(
        &[
            seen("a", "أنطونيو ريفيرا", &["وزير الخارجية الإسباني"], &[], "2020-01-02"),
            seen("b", "انتونيو ريفييرا", &["وزير خارجية إسبانيا"], &[], "2021-03-04"),
            seen("c", "ريفيرا", &["وزير الخارجية الإسباني"], &[], "2021-04-04"),
        ],
        &[],
    );
    assert_eq!(found.identities.len(), 1, "{:?}", groups(&found));
    let offices = &found.identities[0].offices;
    assert_eq!(offices.len(), 1, "{offices:?}");
    assert_eq!(offices[0].from.map(|d| d.to_string()).as_deref(), Some("2020-01-02"));
    assert_eq!(offices[0].to.map(|d| d.to_string()).as_deref(), Some("2021-04-04"));
}

#[test]
fn a_last_name_is_nobodys_where_it_may_be_two_peoples() {
    let found = fold(
        &[
            seen("a", "جورج والدن", &["الرئيس الأسترالي"], &[], "1991-01-02"),
            seen("b", "جيمس والدن", &["الرئيس الأسترالي"], &[], "2004-01-02"),
            seen("c", "والدن", &["الرئيس الأسترالي"], &[], "2003-01-02"),
        ],
        &[],
    );
    assert_eq!(found.identities.len(), 3, "{:?}", groups(&found));
    assert_eq!(found.suggestions.len(), 2, "{:?}", found.suggestions);
}

#[test]
fn two_people_of_one_name_stay_two() {
    let found = fold(
        &[
            seen("a", "محمد سالم", &["وزير المالية المصري"], &[], "2020-01-02"),
            seen("b", "محمد سالم", &["لاعب المنتخب المصري"], &[], "2020-01-02"),
            seen("c", "محمد سالم", &["وزير الدفاع الليبي"], &[], "2020-01-02"),
        ],
        &[],
    );
    assert_eq!(found.identities.len(), 3, "{:?}", groups(&found));
}

#[test]
fn a_common_name_alone_is_no_proof() {
    let alone = fold(&[seen("a", "علي حسن", &[], &[], ""), seen("b", "علي بن حسن", &[], &[], "")], &[]);
    // Names of the same parts in one article's spelling are gathered; a third part needs a reason.
    assert_eq!(alone.identities.len(), 1);
    let longer = fold(&[seen("a", "علي حسن", &[], &[], ""), seen("b", "علي محمد حسن", &[], &[], "")], &[]);
    assert_eq!(longer.identities.len(), 2);
    assert_eq!(longer.suggestions.len(), 1);
    let known = fold(
        &[
            seen("a", "علي حسن", &["محافظ ديالى"], &[], "2019-01-01"),
            seen("b", "علي محمد حسن", &["محافظ ديالى"], &[], "2019-02-01"),
        ],
        &[],
    );
    assert_eq!(known.identities.len(), 1);
}

#[test]
fn what_a_person_decides_goes_before_all_and_can_be_taken_back() {
    let sightings = [
        seen("a", "جورج والدن", &["الرئيس الأسترالي"], &[], "1991-01-02"),
        seen("b", "جورج والدن", &["الرئيس الأسترالي"], &[], "2004-01-02"),
        seen("c", "جيم ماكسويل", &["وزير الدفاع الأسترالي"], &[], "2004-01-02"),
        seen("d", "جيمس ماكسويل", &["وزير الدفاع الأسترالي"], &[], "2004-01-02"),
    ];
    let decide = |verdict, one: &Sighting, other: &Sighting| Decision {
        id: "1".to_owned(),
        verdict,
        one: (one.document.clone(), one.entry.clone()),
        other: (other.document.clone(), other.entry.clone()),
    };
    let before = fold(&sightings, &[]);
    assert_eq!(before.identities.len(), 3);
    let same = fold(&sightings, &[decide(Verdict::Same, &sightings[2], &sightings[3])]);
    assert_eq!(same.identities.len(), 2);
    let joined = same.identities.iter().find(|i| i.names.len() == 2).expect("joined");
    assert_eq!(joined.joins[0].2, [Reason::Decided("1".to_owned())]);
    assert_eq!(groups(&fold(&sightings, &[])), groups(&before));
    let apart = fold(&sightings, &[decide(Verdict::Apart, &sightings[0], &sightings[1])]);
    assert_eq!(apart.identities.len(), 4, "one name can be parted as well");
}

#[test]
fn the_order_of_the_articles_changes_nothing() {
    let names = ["علي حسن", "علي محمد حسن", "حسن", "أنطونيو ريفيرا", "انتونيو ريفيرا", "ريفيرا", "سامي ريفيرا"];
    let offices = ["وزير الخارجية الإسباني", "محافظ ديالى", "لاعب", "وزير المالية المصري"];
    let mut sightings: Vec<Sighting> = Vec::new();
    for n in 0..60usize {
        let office: &[&str] = if n % 3 == 0 { &[] } else { &[offices[n * 7 % 4]] };
        let company: &[&str] = if n % 4 == 0 { &["سعاد المنصوري"] } else { &[] };
        sightings.push(seen(&format!("d{n:02}"), names[n * 5 % 7], office, company, "2020-01-02"));
    }
    let shape = |found: &Found, sightings: &[Sighting]| {
        let mut out: Vec<(String, Vec<String>, usize)> = found
            .identities
            .iter()
            .map(|i| {
                let places = i.sightings.iter().map(|s| sightings[*s].document.clone()).collect();
                (i.name.clone(), places, i.offices.len())
            })
            .collect();
        out.sort();
        (out, found.suggestions.len())
    };
    let once = shape(&fold(&sightings, &[]), &sightings);
    for shift in [1, 7, 23, 41] {
        let mut turned = sightings.clone();
        turned.rotate_left(shift);
        turned.reverse();
        assert_eq!(shape(&fold(&turned, &[]), &turned), once);
    }
}
