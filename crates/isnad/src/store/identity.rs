//! Who is whom, as far as the articles of this file and the people who read them say? Names come in by the keys on
//! which `isnad-link` compares them; it judges, this room only brings together what shares a key.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use isnad_extract::EntityKind;
use isnad_link::identity::{self, Decision, Found, Office, Sighting, Verdict};
use rusqlite::{Connection, OptionalExtension, params};

use super::names::list;
use super::open::Store;
use crate::fault::Fault;

/// The people and bodies that a question is about, and all that they are compared with.
#[derive(Debug, Clone, Default)]
pub struct Identities {
    /// What was found.
    pub found: Found,
    /// The sightings that `found` counts, by the same indices.
    pub sightings: Vec<Sighting>,
    /// The names of the sightings, by key.
    names: Vec<i64>,
    /// The identities that were asked for, by their index.
    pub asked: Vec<usize>,
    /// In how many articles each identity is named, by its index.
    pub articles: Vec<u64>,
}

/// A decision as it was kept.
#[derive(Debug, Clone)]
pub struct Decided {
    /// Its number.
    pub key: i64,
    /// When.
    pub at: String,
    /// One or two.
    pub verdict: Verdict,
    /// One entity, as it is cited.
    pub one: String,
    /// The other.
    pub other: String,
    /// Why.
    pub reason: Option<String>,
    /// When it was taken back.
    pub withdrawn_at: Option<String>,
}

/// Sightings of a name that was asked for, and of one that it is compared with; those with an office go first.
const ASKED: i64 = 2000;
const COMPARED: i64 = 48;
/// The same for a page, and where only the names are asked for: of all names together, and of each that is compared.
const LOOKED_AT: usize = 300;
const BESIDE: i64 = 6;
const FEW_NAMESAKES: usize = 60;

/// A last name alone that more fuller names end in is nobody's.
const NAMESAKES: usize = 300;

/// More names than this are not compared with others: they are no one's name («محمد»).
const MOST_NAMES: usize = 40;

/// The kinds that have identities.
const KINDS: &str = "('person', 'organisation')";

/// Gives names their keys and offices their normal form in a file that has none.
pub(super) fn fill(c: &Connection) -> Result<(), Fault> {
    let mut names = c.prepare(&format!(
        "SELECT DISTINCT e.name_key, e.kind, n.name FROM entities e JOIN names n ON n.key = e.name_key WHERE e.kind IN {KINDS}"
    ))?;
    let mut rows = names.query([])?;
    while let Some(row) = rows.next()? {
        keep_keys(c, row.get(0)?, &row.get::<_, String>(2)?, &row.get::<_, String>(1)?)?;
    }
    let mut roles = c.prepare(
        "SELECT x.entity, x.n, substr(t.text, x.start + 1, x.\"end\" - x.start) FROM entity_roles x
         JOIN entities e ON e.key = x.entity JOIN readings r ON r.key = e.reading JOIN texts t ON t.version = r.version",
    )?;
    let mut rows = roles.query([])?;
    while let Some(row) = rows.next()? {
        c.prepare_cached("UPDATE entity_roles SET office = ?3 WHERE entity = ?1 AND n = ?2")?.execute(params![
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            office(&row.get::<_, String>(2)?)
        ])?;
    }
    Ok(())
}

/// Keeps the keys of a name.
pub(super) fn keep_keys(c: &Connection, name: i64, text: &str, kind: &str) -> Result<(), Fault> {
    let Some(kind) = compared(kind) else { return Ok(()) };
    let mut keep = c.prepare_cached("INSERT OR IGNORE INTO name_keys (key, name) VALUES (?1, ?2)")?;
    for key in identity::keys(text, kind) {
        keep.execute(params![key as i64, name])?;
    }
    Ok(())
}

/// The normal form of an office; `None` for a title that many have.
pub(super) fn office(text: &str) -> Option<String> {
    let office = Office::of(text);
    (!office.words.is_empty() && !office.bare).then(|| office.key())
}

fn compared(kind: &str) -> Option<EntityKind> {
    [EntityKind::Person, EntityKind::Organisation].into_iter().find(|k| k.name() == kind)
}

impl Store {
    /// The people and bodies whose name holds the words of `text`.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn identities_named(&self, text: &str) -> Result<Identities, Fault> {
        let names = self.names_like(text)?;
        self.identities(&names)
    }

    /// Who bears exactly this name, by the latest sightings, those with an office first: as many as a page can show.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn identities_lately(&self, name: &str) -> Result<Identities, Fault> {
        let key: Option<i64> = self
            .connection
            .prepare_cached("SELECT key FROM names WHERE folded = ?1")?
            .query_row([isnad_text::fold(name)], |r| r.get(0))
            .optional()?;
        let Some(key) = key else { return Ok(Identities::default()) };
        self.recalled(format!("identities|{key}"), move |store| store.looked_at(&[key]))
    }

    fn looked_at(&self, names: &[i64]) -> Result<Identities, Fault> {
        let each = (LOOKED_AT / names.len().max(1)).max(BESIDE as usize) as i64;
        self.identities_within(names, each, (BESIDE, FEW_NAMESAKES))
    }

    /// The holders of an office, told as «وزير الخارجية الأميركي» or without its state.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn identities_in_office(&self, text: &str) -> Result<(String, Identities), Fault> {
        let key = Office::of(text).key();
        // Without a state the office of every state is meant.
        let sql = "SELECT DISTINCT e.name_key FROM entity_roles x JOIN entities e ON e.key = x.entity
             JOIN readings r ON r.key = e.reading AND r.state = 'current'
             WHERE x.office >= ?1 AND x.office < ?2 ORDER BY e.name_key";
        let after = if key.ends_with('|') { format!("{key}\u{10FFFF}") } else { format!("{key}\u{0}") };
        let mut statement = self.connection.prepare_cached(sql)?;
        let names = statement.query_map([&key, &after], |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        Ok((key, self.identities(&names)?))
    }

    /// The names that are surely the same person's or body's as one of `names`, and these.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) fn names_same(&self, names: Vec<i64>) -> Result<Vec<i64>, Fault> {
        if names.is_empty() || names.len() > MOST_NAMES {
            return Ok(names);
        }
        self.recalled(format!("same|{names:?}"), move |store| store.names_joined(&names))
    }

    fn names_joined(&self, names: &[i64]) -> Result<Vec<i64>, Fault> {
        let all = self.looked_at(names)?;
        let mut out: BTreeSet<i64> = names.iter().copied().collect();
        for n in &all.asked {
            let members = all.found.identities.get(*n).map(|i| i.sightings.as_slice()).unwrap_or_default();
            out.extend(members.iter().filter_map(|s| all.names.get(*s)));
        }
        Ok(out.into_iter().collect())
    }

    /// Who the bearers of these names are, as far as some of them may be one: the name of each identity by article and
    /// entry. A name that no other can be is left out.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) fn bearers(&self, names: &BTreeSet<i64>) -> Result<HashMap<(String, String), String>, Fault> {
        let mut near: Vec<i64> = Vec::new();
        let all: Vec<i64> = names.iter().copied().collect();
        for (text, name, kind) in self.named(&all)? {
            let mut statement = self.connection.prepare_cached("SELECT name FROM name_keys WHERE key = ?1 LIMIT ?2")?;
            let mut meets = false;
            for key in identity::probes(&text, kind) {
                let others: Vec<i64> = statement
                    .query_map(params![key as i64, NAMESAKES as i64], |r| r.get(0))?
                    .collect::<Result<_, _>>()?;
                meets |= others.iter().any(|o| *o != name && names.contains(o));
                if meets {
                    near.extend(others.into_iter().filter(|o| names.contains(o)));
                }
            }
            if meets {
                near.push(name);
            }
        }
        near.sort_unstable();
        near.dedup();
        let mut out = HashMap::new();
        if near.is_empty() || near.len() > MOST_NAMES {
            return Ok(out);
        }
        let found = self.looked_at(&near)?;
        for n in &found.asked {
            let Some(one) = found.found.identities.get(*n) else { continue };
            let sightings = || one.sightings.iter().filter_map(|s| found.sightings.get(*s));
            // Two of one name are told apart by the first place where each stands.
            let first = sightings().next().map_or(String::new(), |s| format!("{}#{}", s.document, s.entry));
            for s in sightings() {
                out.insert((s.document.clone(), s.entry.clone()), format!("{}|{first}", isnad_text::fold(&one.name)));
            }
        }
        Ok(out)
    }

    fn identities(&self, asked: &[i64]) -> Result<Identities, Fault> {
        self.identities_within(asked, ASKED, (COMPARED, NAMESAKES))
    }

    fn identities_within(
        &self,
        asked: &[i64],
        most: i64,
        (beside, namesakes): (i64, usize),
    ) -> Result<Identities, Fault> {
        let names = self.compared_with(asked, namesakes)?;
        let mut out = Identities::default();
        let mut company = Company { store: self, common: HashMap::new(), articles: self.tally("articles")? as usize };
        for &name in &names {
            let limit = if asked.contains(&name) { most } else { beside };
            for sighting in self.sightings(name, limit, &mut company)? {
                out.names.push(name);
                out.sightings.push(sighting);
            }
        }
        let decisions: Vec<Decision> = self
            .decisions()?
            .into_iter()
            .filter(|d| d.withdrawn_at.is_none())
            .filter_map(|d| {
                Some(Decision {
                    id: d.key.to_string(),
                    verdict: d.verdict,
                    one: place(&d.one)?,
                    other: place(&d.other)?,
                })
            })
            .collect();
        out.found = identity::fold(&out.sightings, &decisions);
        for (n, i) in out.found.identities.iter().enumerate() {
            let own: BTreeSet<i64> = i.sightings.iter().filter_map(|s| out.names.get(*s).copied()).collect();
            if own.iter().any(|name| asked.contains(name)) {
                out.asked.push(n);
            }
            out.articles.push(i.sightings.len() as u64);
        }
        Ok(out)
    }

    /// The names that share a key with one of `asked`, and the fuller names of a last name among them.
    fn compared_with(&self, asked: &[i64], namesakes: usize) -> Result<Vec<i64>, Fault> {
        let mut all: BTreeMap<String, i64> = BTreeMap::new();
        let mut next: Vec<i64> = asked.to_vec();
        for step in 0..2 {
            let mut found: Vec<(String, i64)> = Vec::new();
            for (text, name, kind) in self.named(&next)? {
                let mut others: Vec<(String, i64)> = Vec::new();
                for key in identity::probes(&text, kind) {
                    let mut statement = self.connection.prepare_cached(
                        "SELECT n.folded, n.key FROM name_keys k JOIN names n ON n.key = k.name WHERE k.key = ?1 ORDER BY n.folded LIMIT ?2",
                    )?;
                    let rows = statement
                        .query_map(params![key as i64, namesakes as i64 + 1], |r| Ok((r.get(0)?, r.get(1)?)))?;
                    others.extend(rows.collect::<Result<Vec<_>, _>>()?);
                }
                if others.len() <= namesakes {
                    found.extend(others);
                } else if step == 0 {
                    found.push((text.clone(), name));
                }
            }
            next = found.iter().map(|(_, n)| *n).filter(|n| !all.values().any(|known| known == n)).collect();
            next.sort_unstable();
            next.dedup();
            all.extend(found);
            // Only a last name alone leads on to other people's.
            let short =
                self.named(&next)?.into_iter().filter(|(t, _, k)| *k == EntityKind::Person && !identity::is_full(t));
            next = short.map(|(_, n, _)| n).collect();
        }
        Ok(all.into_values().collect())
    }

    /// The words of names, and the kinds that they stand for.
    fn named(&self, names: &[i64]) -> Result<Vec<(String, i64, EntityKind)>, Fault> {
        let sql = format!(
            "SELECT n.name, n.key, k.kind FROM names n JOIN name_kinds k ON k.name = n.key
             WHERE n.key IN {} AND k.kind IN {KINDS} ORDER BY n.folded, k.kind",
            list(names)
        );
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, String>(2)?)))?;
        let rows: Vec<(String, i64, String)> = rows.collect::<Result<_, _>>()?;
        Ok(rows.into_iter().filter_map(|(t, n, k)| Some((t, n, compared(&k)?))).collect())
    }

    fn sightings(&self, name: i64, limit: i64, company: &mut Company) -> Result<Vec<Sighting>, Fault> {
        // Those with an office go first, of each the latest.
        let narrowed = |index: &str, offices: &str| {
            format!(
                "SELECT key FROM entities INDEXED BY {index} WHERE name_key = ?1 AND {offices}
                 AND reading NOT IN (SELECT key FROM readings WHERE state <> 'current') ORDER BY day DESC, document DESC LIMIT ?2"
            )
        };
        let c = &self.connection;
        let some = |sql: &str, limit: i64| -> Result<Vec<i64>, Fault> {
            Ok(c.prepare_cached(sql)?.query_map([name, limit], |r| r.get(0))?.collect::<Result<_, _>>()?)
        };
        let mut keys = some(&narrowed("entities_in_office", "offices > 0"), limit)?;
        let left = limit - keys.len() as i64;
        if left > 0 {
            keys.extend(some(&narrowed("entities_lately", "offices = 0"), left)?);
        }
        keys.sort_unstable();
        let mut statement = c.prepare_cached(&format!(
            "SELECT e.key, e.reading, e.id, e.name, e.kind, d.id, d.day, r.version, e.offices FROM entities e
             CROSS JOIN readings r ON r.key = e.reading CROSS JOIN documents d ON d.key = e.document
             WHERE e.key = ?1 AND e.kind IN {KINDS}"
        ))?;
        let mut out = Vec::with_capacity(keys.len());
        for key in keys {
            let mut rows = statement.query([key])?;
            let Some(row) = rows.next()? else { continue };
            let reading: i64 = row.get(1)?;
            let Some(kind) = compared(&row.get::<_, String>(4)?) else { continue };
            let day: Option<String> = row.get(6)?;
            let held: i64 = row.get(8)?;
            out.push(Sighting {
                document: row.get(5)?,
                entry: row.get(2)?,
                kind,
                name: row.get(3)?,
                aliases: Vec::new(),
                offices: if held > 0 { self.offices(key, row.get(7)?)? } else { Vec::new() },
                company: company.of(reading, name)?,
                day: day.and_then(|d| d.get(..10).and_then(|d| d.parse().ok())),
            });
        }
        Ok(out)
    }

    fn offices(&self, entity: i64, version: i64) -> Result<Vec<String>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT substr(t.text, x.start + 1, x.\"end\" - x.start) FROM entity_roles x JOIN texts t ON t.version = ?2
             WHERE x.entity = ?1 ORDER BY x.n",
        )?;
        let rows = statement.query_map([entity, version], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps a decision on two entities, each cited as article#entry; `now` is when.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn decide(
        &self,
        verdict: Verdict,
        one: &str,
        other: &str,
        reason: Option<&str>,
        now: &str,
    ) -> Result<i64, Fault> {
        let parts = |id: &str| place(id).unwrap_or_default();
        let ((a, b), (x, y)) = (parts(one), parts(other));
        self.connection.execute(
            "INSERT INTO decisions (at, verdict, one_document, one_entry, other_document, other_entry, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![now, word(verdict), a, b, x, y, reason],
        )?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Takes a decision back; `false` where there is none of that number that stands.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn undecide(&self, key: i64, now: &str) -> Result<bool, Fault> {
        let sql = "UPDATE decisions SET withdrawn_at = ?2 WHERE key = ?1 AND withdrawn_at IS NULL";
        Ok(self.connection.execute(sql, params![key, now])? > 0)
    }

    /// All decisions, the first first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decided>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT key, at, verdict, one_document || '#' || one_entry, other_document || '#' || other_entry, reason, withdrawn_at
             FROM decisions ORDER BY key",
        )?;
        let rows = statement.query_map([], |r| {
            Ok(Decided {
                key: r.get(0)?,
                at: r.get(1)?,
                verdict: if r.get::<_, String>(2)? == "same" { Verdict::Same } else { Verdict::Apart },
                one: r.get(3)?,
                other: r.get(4)?,
                reason: r.get(5)?,
                withdrawn_at: r.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The word for a verdict in the file and on the wire.
pub fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Same => "same",
        Verdict::Apart => "apart",
    }
}

/// Article and entry of an id.
fn place(id: &str) -> Option<(String, String)> {
    id.split_once('#').map(|(d, e)| (d.to_owned(), e.to_owned()))
}

/// Who is named beside whom, those named everywhere left out.
struct Company<'s> {
    store: &'s Store,
    /// Name → its words, where it is rare enough to say something.
    common: HashMap<i64, Option<String>>,
    articles: usize,
}

impl Company<'_> {
    fn of(&mut self, reading: i64, name: i64) -> Result<Vec<String>, Fault> {
        let c = &self.store.connection;
        let mut statement = c.prepare_cached("SELECT DISTINCT name_key FROM entities WHERE reading = ?1")?;
        let names: Vec<i64> = statement.query_map([reading], |r| r.get(0))?.collect::<Result<_, _>>()?;
        let mut out = Vec::new();
        for other in names.into_iter().filter(|n| *n != name) {
            let told = match self.common.get(&other) {
                Some(told) => told.clone(),
                None => {
                    let told = self.rare(other)?;
                    self.common.insert(other, told.clone());
                    told
                }
            };
            out.extend(told);
        }
        out.sort();
        Ok(out)
    }

    fn rare(&self, name: i64) -> Result<Option<String>, Fault> {
        let c = &self.store.connection;
        let most = identity::most_company(self.articles) as i64;
        let sql = "SELECT count(*) FROM (SELECT 1 FROM entities WHERE name_key = ?1 LIMIT ?2)";
        let count: i64 = c.prepare_cached(sql)?.query_row([name, most + 1], |r| r.get(0))?;
        if count > most {
            return Ok(None);
        }
        let sql = "SELECT name FROM names WHERE key = ?1";
        Ok(c.prepare_cached(sql)?.query_row([name], |r| r.get(0)).optional()?)
    }
}
