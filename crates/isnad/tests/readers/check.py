"""Reads every form that leaves the program with a reader that others wrote, and compares it with the records.

usage: check.py FOLDER ADDRESS   FOLDER holds the exports, ADDRESS is where `isnad serve` answers
"""

import csv
import datetime
import json
import pathlib
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

folder, address = pathlib.Path(sys.argv[1]), sys.argv[2]
records = [json.loads(line) for line in (folder / "records.jsonl").open(encoding="utf-8")]
WHAT = ["statements", "figures", "times", "entities", "documents"]
done = []


def lines(name):
    return [json.loads(line) for line in (folder / name).open(encoding="utf-8")]


def count(what):
    return len(records) if what == "documents" else sum(len(r[what]) for r in records)


def check(function):
    function()
    done.append(function.__doc__)
    print("ok:", function.__doc__)


def get(path, headers=None):
    request = urllib.request.Request(address + path, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def runs(cell):
    """Whether a spreadsheet would take a cell for a formula."""
    if cell[:1] == "-":
        try:
            return float(cell) is None
        except ValueError:
            return True
    return cell[:1] in tuple("=+@\t\r\uff1d\uff0b\uff0d\uff20")


@check
def comma_separated():
    """CSV: every entry is a row, cells that look like formulas are quiet (csv)"""
    for what in WHAT:
        with (folder / f"{what}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == count(what), (what, len(rows), count(what))
        assert all(None not in row and None not in row.values() for row in rows), what
        assert not any(runs(cell) for row in rows for cell in row.values()), what
        # What is quiet is still all there: without the mark it is the word of the record.
        own = {row["document"][1:] if row["document"].startswith("'") else row["document"] for row in rows}
        assert own <= {r["id"] for r in records} and (what != "documents" or len(own) == len(records)), what
    names = {s["speaker_name"] for r in records for s in r["statements"] if s["speaker_name"]}
    with (folder / "statements.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["speaker_name"].removeprefix("'") for row in csv.DictReader(file)} - {""} == names


@check
def entries():
    """JSON Lines: every entry of every record, once, with its document (json)"""
    for what in WHAT:
        rows = lines(f"{what}.jsonl")
        assert len(rows) == count(what), what
        if what == "documents":
            assert [(r["document"], r["version"]) for r in rows] == [(r["id"], r["version"]) for r in records]
            continue
        own = [(r["id"], r["version"], e) for r in records for e in r[what]]
        for row, (document, version, entry) in zip(rows, own):
            assert row["document"] == document and row["version"] == version
            assert {k: row[k] for k in entry} == entry, (what, document)


@check
def sheets():
    """XLSX: right to left, text as text, numbers as numbers, days as days (openpyxl)"""
    import openpyxl

    for what in WHAT:
        sheet = openpyxl.load_workbook(folder / f"{what}.xlsx").active
        assert sheet.sheet_view.rightToLeft, what
        head, *rows = sheet.iter_rows(values_only=True)
        assert len(rows) == count(what), what
        with (folder / f"{what}.csv").open(encoding="utf-8-sig", newline="") as file:
            told = list(csv.DictReader(file))
        for name in set(head) & {"document", "text", "content", "title", "speaker_name", "source", "author", "name", "unit"}:
            place = head.index(name)
            for row, words in zip(rows, told):
                mine = (row[place] or "").replace("_x000D_", "\r")
                assert mine == words[name].removeprefix("'" if runs(words[name][1:]) else "\0"), (what, name, mine, words[name])
        at = {name: n for n, name in enumerate(head)}
        for row in rows:
            assert isinstance(row[at["document"]], str)
            if "value_min" in at:
                assert isinstance(row[at["value_min"]], (int, float))
            if "published" in at and row[at["published"]] is not None:
                day = row[at["published"]]
                assert isinstance(day, datetime.datetime) or len(day) != 10, day
        formulas = [c for r in sheet.iter_rows() for c in r if c.data_type == "f"]
        assert not formulas, formulas[:1]


@check
def columns():
    """Parquet: columns with types, nothing lost, missing values are missing (pyarrow)"""
    import pyarrow.parquet as parquet
    import pyarrow.types as types

    for what in WHAT:
        table = parquet.read_table(folder / f"{what}.parquet")
        assert table.num_rows == count(what), what
        with (folder / f"{what}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert table.column_names == list(rows[0]), what
        for name in table.column_names:
            field, cells = table.schema.field(name), table.column(name).to_pylist()
            if types.is_string(field.type):
                told = [row[name][1:] if row[name].startswith("'") else row[name] for row in rows]
                mine = [(c or "")[1:] if (c or "").startswith("'") else (c or "") for c in cells]
                assert mine == told, (what, name)
            else:
                assert [c is None for c in cells] == [row[name] == "" for row in rows], (what, name)
                assert all(c is None or c == float(row[name]) for c, row in zip(cells, rows)), (what, name)
    figures = parquet.read_table(folder / "figures.parquet")
    assert types.is_floating(figures.schema.field("value_min").type)
    assert types.is_integer(figures.schema.field("start").type)


@check
def documents():
    """DOCX: runs from the right, footnotes lead to sentences of the record (python-docx)"""
    import docx
    from docx.oxml.ns import qn

    for name, rtl in [("ar.docx", True), ("en.docx", False)]:
        paper = docx.Document(folder / name)
        words = [p.text for p in paper.paragraphs]
        assert "التحالف الدولي" in words[0]
        assert any(p.style.name == "heading 1" or p.style.name == "Heading 1" for p in paper.paragraphs)
        normal = paper.styles["Normal"].element
        assert (normal.find(f".//{qn('w:bidi')}") is not None) == rtl, name
        assert paper.tables
        visual = [t._tbl.tblPr.find(qn("w:bidiVisual")) is not None for t in paper.tables]
        assert all(v == rtl for v in visual), name
        marks = [m.get(qn("w:id")) for m in paper.element.iter(qn("w:footnoteReference"))]
        part = next(r.target_part for r in paper.part.rels.values() if r.reltype.endswith("/footnotes"))
        from lxml import etree

        notes = {n.get(qn("w:id")): re.sub("[\u2066\u2069]", "", "".join(n.itertext())) for n in etree.fromstring(part.blob)}
        # A day is seen as written wherever it stands: nothing beside it turns it round.
        days = re.compile(r"(.?)\b(\d{4}-\d\d-\d\d)\b(.?)")
        runs_of = lambda root: ("".join(t.text or "" for t in r.iter(qn("w:t"))) for r in root.iter(qn("w:r")))
        for text in [*runs_of(paper.element), *runs_of(etree.fromstring(part.blob))]:
            for before, day, after in days.findall(text):
                if text.strip("\u2066\u2069") == day:
                    assert (before, after) == ("\u2066", "\u2069"), (name, text)
        assert marks and len(marks) == len(set(marks)) and all(m in notes for m in marks), name
        texts = " ".join(" ".join(r["text"].split()) for r in records)
        for mark in marks:
            sentence = notes[mark].split("«", 1)[1].rsplit("» ", 1)[0] if "«" in notes[mark] else ""
            start = " ".join(sentence.split())[:24]
            assert start in texts, notes[mark]
        for run in paper.element.iter(qn("w:r")):
            text = "".join(t.text or "" for t in run.iter(qn("w:t")))
            arabic = any("\u0600" <= c <= "\u06ff" for c in text)
            marked = run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
            assert not arabic or marked, text
            assert marked is False or arabic or not any(c.isalnum() for c in text), text


# The terms of the two vocabularies that are used here, as their contexts define them; nothing is asked of the network.
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": {
        "@context": {
            "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#",
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#", "foaf": "http://xmlns.com/foaf/0.1/",
            "id": "@id", "type": "@type", "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody",
            "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector",
            "Software": "as:Application", "generator": {"@id": "as:generator", "@type": "@id"},
            "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
            "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
            "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
            "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
            "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "value": "rdf:value",
            "format": "dc:format", "language": "dc:language", "name": "foaf:name",
            "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
            "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
            "identifying": "oa:identifying", "tagging": "oa:tagging", "describing": "oa:describing",
            "created": {"@id": "http://purl.org/dc/terms/created", "@type": "xsd:dateTime"},
        }
    },
    "https://schema.org": {"@context": {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}},
}


def expanded(value):
    from pyld import jsonld

    def loader(url, options=None):
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": CONTEXTS[url]}

    return jsonld.expand(value, {"documentLoader": loader})[0]


@check
def annotations():
    """Web Annotation: a JSON-LD processor understands every key, both selectors find the same words (pyld)"""
    oa = "http://www.w3.org/ns/oa#"
    # Positions count in the text of the version that the annotation's own id names.
    texts = {f"urn:isnad:{urllib.parse.quote(r['id'], safe='~')}@{r['version'][:16]}": r["text"] for r in records}
    known = CONTEXTS["http://www.w3.org/ns/anno.jsonld"]["@context"]

    def keys(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key
                yield from keys(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from keys(inner)

    seen = 0
    for value in lines("annotations.jsonl"):
        strange = {k for k in keys(value)} - set(known) - {"@context", "refinedBy"}
        assert not strange, strange
        graph = expanded(value)
        assert oa + "Annotation" in graph["@type"]
        text = texts[graph["@id"].split("#")[0]]
        for target in graph[oa + "hasTarget"]:
            source = target[oa + "hasSource"][0]["@id"]
            kinds = {s["@type"][0].rsplit("#")[1]: s for s in target[oa + "hasSelector"]}
            place, quote = kinds["TextPositionSelector"], kinds["TextQuoteSelector"]
            start, end = (int(place[oa + k][0]["@value"]) for k in ("start", "end"))
            exact = quote[oa + "exact"][0]["@value"]
            assert ":" in source and text[start:end] == exact
            before, after = (quote[oa + k][0]["@value"] if oa + k in quote else "" for k in ("prefix", "suffix"))
            assert text[:start].endswith(before) and text[end:].startswith(after)
            seen += 1
    assert seen >= count("statements") + count("figures") + count("times")


@check
def quotations():
    """schema.org: a JSON-LD processor reads quotations and claims with who, when and where (pyld)"""
    s = "https://schema.org/"
    values = lines("schema-org.jsonl")
    assert len(values) == count("statements")
    assert len({v["@id"] for v in values}) == len(values)
    for value in values:
        graph = expanded(value)
        kind = graph["@type"][0].removeprefix(s)
        assert kind in ("Quotation", "Claim") and graph[s + "text"][0]["@value"]
        article = graph[s + ("isPartOf" if kind == "Quotation" else "appearance")][0]
        assert article["@type"] == [s + "NewsArticle"]
        for key in (s + "creator", s + "author"):
            for person in graph.get(key, []):
                assert person[s + "name"][0]["@value"]


@check
def entities():
    """FollowTheMoney: every entity is valid for its schema, every reference leads somewhere (followthemoney)"""
    values = lines("ftm.jsonl")
    ids = {v["id"] for v in values}
    schemata = {v["schema"] for v in values}
    assert {"Person", "Organization", "Article"} <= schemata, schemata
    # Nothing is lost: each article, each person and body by name, each office that an article tells.
    of = lambda schema: [v for v in values if v["schema"] == schema]
    assert len({v["id"] for v in of("Article")}) == len(records)
    for kind, schema in [("person", "Person"), ("organisation", "Organization")]:
        names = {e["name"] for r in records for e in r["entities"] if e["kind"] == kind}
        assert names == {n for v in of(schema) for n in v["properties"]["name"]}, schema
    told = {(r["id"], e["name"], role["text"]) for r in records for e in r["entities"] if e["kind"] == "person" for role in e["roles"]}
    assert len({v["id"] for v in of("Occupancy")}) <= len(told) <= len(of("Occupancy"))
    try:
        from followthemoney import model
    except ImportError:
        for value in values:
            assert value["id"] and value["schema"] and isinstance(value["properties"], dict)
        return
    read = getattr(model, "get_proxy", None)
    if read is None:
        from followthemoney import EntityProxy

        read = EntityProxy.from_dict
    for value in values:
        entity = read(value, cleaned=False)
        assert entity.schema is not None and entity.id == value["id"]
        for name, given in value["properties"].items():
            assert name in entity.schema.properties, (value["schema"], name)
            kept = entity.get(name)
            assert len(set(kept)) == len(set(given)), (value["schema"], name, given, kept)
            if entity.schema.get(name).type.name == "entity":
                assert set(given) <= ids, (name, given)


def speaker():
    names = [s["speaker_name"] for r in records for s in r["statements"] if s["speaker_name"]]
    return max(sorted(set(names)), key=names.count)


def series():
    found = json.loads(get("/api/v1/figures?limit=200")[2])["results"]
    return next(f["series"] for f in found if f["series"])


FEEDS = [
    ("/feeds/statements", "speaker=" + urllib.parse.quote(speaker())),
    ("/feeds/figures", "series=" + series()),
    ("/feeds/search", "q=" + urllib.parse.quote("speaker:\"" + speaker() + "\"")),
    ("/feeds/search", "layer=stem&q=" + urllib.parse.quote("قال OR أعلن OR أكد")),
    ("/feeds/search", "q=" + urllib.parse.quote("التحالف")),
    ("/feeds/statements", ""),
    ("/feeds/statements", "about=" + urllib.parse.quote("التحالف الدولي")),
    ("/feeds/figures", "subject=" + urllib.parse.quote("التحالف الدولي")),
]


@check
def feeds():
    """Atom and JSON Feed: a feed reader finds no fault, ids are unique, both say the same (feedparser)"""
    import feedparser

    for path, query in FEEDS:
        status, headers, body = get(f"{path}.atom?{query}")
        assert status == 200 and headers["content-type"].startswith("application/atom+xml"), (path, status)
        feed = feedparser.parse(body)
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert feed.version == "atom10" and feed.feed.title and feed.feed.id and feed.feed.updated_parsed
        assert feed.entries and all(e.id and e.title and e.updated_parsed and e.link for e in feed.entries), path
        assert len({e.id for e in feed.entries}) == len(feed.entries), path
        assert any(link.rel == "self" for link in feed.feed.links)
        status, headers, body = get(f"{path}.json?{query}")
        value = json.loads(body)
        assert headers["content-type"].startswith("application/feed+json")
        assert value["version"] == "https://jsonfeed.org/version/1.1" and value["title"]
        assert [i["id"] for i in value["items"]] == [e.id for e in feed.entries], path
        for item in value["items"]:
            datetime.datetime.fromisoformat(item["date_published"].replace("Z", "+00:00"))
            assert item["url"].startswith(address) and item["content_text"]


@check
def described():
    """OpenAPI 3.1: the description is valid (openapi-spec-validator)"""
    from openapi_spec_validator import validate

    status, headers, body = get("/api/openapi.json")
    assert status == 200
    validate(json.loads(body))


@check
def as_described():
    """Every answer has the fields of its description and no other (jsonschema)"""
    from jsonschema import Draft202012Validator as Validator

    described = json.loads(get("/api/openapi.json")[2])

    def closed(value):
        if isinstance(value, dict):
            value = {k: closed(v) for k, v in value.items()}
            if "properties" in value and "anyOf" not in value:
                value["additionalProperties"] = False
            return value
        return [closed(v) for v in value] if isinstance(value, list) else value

    components = closed(described["components"])
    word, name = urllib.parse.quote("قال OR أعلن"), urllib.parse.quote(speaker(), safe="")
    said = next(s for r in records for s in r["statements"] if len(s["content"][0]["text"]) > 30)
    quote = urllib.parse.quote(said["content"][0]["text"][:900])
    asked = {
        "Documents": ["/api/v1/documents?limit=200"],
        "Record": [f"/api/v1/documents/{urllib.parse.quote(r['id'], safe='')}" for r in records[:20] + records[-3:]],
        "Statements": ["/api/v1/statements?limit=200"],
        "Figures": ["/api/v1/figures?limit=200", "/api/v1/figures?limit=50&unit=USD"],
        "Search": [f"/api/v1/search?q={word}&limit=200", "/api/v1/search?q=kind:x", "/api/v1/search?q=zzzz"],
        "Stories": ["/api/v1/stories?limit=200"],
        "Differences": ["/api/v1/differences?limit=200", "/api/v1/differences?kind=arithmetic"],
        "Verified": [f"/api/v1/verify?quote={quote}", "/api/v1/verify?quote=zzzz"],
        "Reviews": ["/api/v1/reviews"],
        "Sources": ["/api/v1/sources"],
        "Name": [f"/api/v1/names/{name}"],
        "Completions": ["/api/v1/complete?q=spe", f"/api/v1/complete?q={name}"],
        "JsonFeed": [f"/feeds/search.json?q={word}", "/feeds/statements.json", "/feeds/figures.json"],
        "Problem": ["/api/v1/nothing", "/api/v1/search", "/feeds/search.atom", "/api/v1/documents/nobody"],
    }
    for schema, paths in asked.items():
        judge = Validator({"$ref": f"#/components/schemas/{schema}", "components": components})
        for path in paths:
            wrong = next(judge.iter_errors(json.loads(get(path)[2])), None)
            assert wrong is None, (path, list(wrong.absolute_path), wrong.message[:300])
    judge = Validator({"$ref": "#/components/schemas/Record", "components": components})
    assert all(judge.is_valid(r) for r in records)


@check
def as_a_program_asks():
    """API: tags, cursors, problem details, JSON Lines as they should be"""
    status, headers, body = get("/api/v1/statements?limit=2")
    page = json.loads(body)
    assert status == 200 and len(page["results"]) == 2 and page["next"]
    assert get("/api/v1/statements?limit=2", {"If-None-Match": headers["etag"]})[0] == 304
    seen, cursor = [], None
    while True:
        _, _, body = get("/api/v1/statements?limit=7" + (f"&cursor={cursor}" if cursor else ""))
        page = json.loads(body)
        seen += [(s["document"], s["id"]) for s in page["results"]]
        cursor = page["next"]
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == count("statements")
    for path, wanted in [
        ("/api/v1/statements?limit=0", 400), ("/api/v1/statements?cursor=x", 400), ("/api/v1/statements?colour=x", 400),
        ("/api/v1/statements?from=yesterday", 400), ("/api/v1/documents/nobody", 404), ("/api/v1/nothing", 404),
        ("/api/v1/search?q=a&limit=1000", 400),
    ]:
        status, headers, body = get(path)
        problem = json.loads(body)
        assert status == wanted == problem["status"], (path, status)
        assert headers["content-type"] == "application/problem+json" and problem["title"] and problem["detail"], path
    status, headers, body = get("/api/v1/records.jsonl")
    assert [json.loads(line) for line in body.decode().splitlines()] == records
    for typed, wanted in [("spe", "speaker:"), ("kind:d", "kind:direct"), ("act:den", "act:deny")]:
        _, _, body = get("/api/v1/complete?lang=en&q=" + typed)
        assert any(c["query"] == wanted for c in json.loads(body)["results"]), (typed, body)


print(len(done), "forms read by others,", len(records), "records")
