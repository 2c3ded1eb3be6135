-- The record in one file. Names are those of RECORD.md; `start` and `end` count code points of the version's text, so
-- that substr(text, start + 1, end - start) is what an entry quotes. A `key` is internal, an `id` is for citing.

CREATE TABLE documents (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT, section TEXT, agency TEXT, country TEXT, url TEXT, author TEXT, language TEXT,
  title TEXT, title_start INTEGER, title_end INTEGER,
  published TEXT, updated TEXT,
  day TEXT,                       -- what lists sort by: the reference day
  version INTEGER NOT NULL        -- the version that stands
);
CREATE INDEX documents_by_day ON documents (day, key);
CREATE INDEX documents_by_source ON documents (source, day);

-- Every text that a document has had. None is ever changed.
CREATE TABLE versions (
  key INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (key),
  version TEXT NOT NULL,          -- SHA-256 of the text
  raw_sha256 TEXT NOT NULL,
  input_sha256 TEXT NOT NULL,     -- of the bytes and what was given with them
  form TEXT NOT NULL,             -- text, html, jsonl
  label TEXT NOT NULL,            -- the path or row it came from
  read_at TEXT NOT NULL,
  blocks TEXT NOT NULL, furniture TEXT NOT NULL, notes TEXT NOT NULL,   -- JSON
  given TEXT NOT NULL,            -- JSON: what was said of it from outside
  UNIQUE (document, version)
);
CREATE TABLE texts (version INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE evidence (version INTEGER PRIMARY KEY, raw BLOB NOT NULL);   -- zlib

-- One run of the rules over one version. `state`: current, pending (a re-read under way), old (of an earlier version).
CREATE TABLE readings (
  key INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES versions (key),
  document INTEGER NOT NULL REFERENCES documents (key),
  producer TEXT NOT NULL,
  read_at TEXT NOT NULL,
  reference_date TEXT, reference_date_from TEXT NOT NULL,
  state TEXT NOT NULL,
  notes TEXT NOT NULL
);
CREATE INDEX readings_of_version ON readings (version);
CREATE INDEX readings_unfinished ON readings (state) WHERE state <> 'current';

-- Names as they are matched: folded.
CREATE TABLE names (
  key INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE, name TEXT NOT NULL
);

CREATE TABLE statements (
  key INTEGER PRIMARY KEY, reading INTEGER NOT NULL, document INTEGER NOT NULL,
  id TEXT NOT NULL, kind TEXT NOT NULL, act TEXT NOT NULL, confidence REAL NOT NULL, rule TEXT NOT NULL,
  cue_start INTEGER, cue_end INTEGER, speaker_start INTEGER, speaker_end INTEGER,
  speaker_name TEXT, speaker INTEGER, speaker_id TEXT,
  role_start INTEGER, role_end INTEGER, occasion_start INTEGER, occasion_end INTEGER,
  said_on TEXT,
  day TEXT                        -- said_on, else the day of the document
);
CREATE INDEX statements_of_reading ON statements (reading);
CREATE INDEX statements_by_day ON statements (day, key);
CREATE INDEX statements_by_speaker ON statements (speaker, day);
CREATE TABLE statement_content (statement INTEGER, n INTEGER, start INTEGER, "end" INTEGER, PRIMARY KEY (statement, n)) WITHOUT ROWID;
CREATE TABLE statement_chain (statement INTEGER, n INTEGER, start INTEGER, "end" INTEGER, name TEXT, PRIMARY KEY (statement, n)) WITHOUT ROWID;
CREATE TABLE statement_figures (statement INTEGER, n INTEGER, figure TEXT, PRIMARY KEY (statement, n)) WITHOUT ROWID;
CREATE TABLE statement_about (statement INTEGER, n INTEGER, entity TEXT, name INTEGER, PRIMARY KEY (statement, n)) WITHOUT ROWID;
CREATE INDEX statements_by_about ON statement_about (name);

CREATE TABLE figures (
  key INTEGER PRIMARY KEY, reading INTEGER NOT NULL, document INTEGER NOT NULL,
  id TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  value_min REAL NOT NULL, value_max REAL NOT NULL, hedge TEXT NOT NULL, unit TEXT,
  measure TEXT, subject TEXT, subject_id TEXT, subject_key INTEGER, as_of TEXT,
  sense TEXT NOT NULL, status TEXT NOT NULL, measure_key TEXT NOT NULL, parts TEXT, same_as TEXT, statement TEXT,
  rule TEXT NOT NULL,
  day TEXT                        -- as_of, else the day of the document
);
CREATE INDEX figures_of_reading ON figures (reading);
CREATE INDEX figures_by_day ON figures (day, key);
CREATE INDEX figures_by_subject ON figures (subject_key, document);

CREATE TABLE times (
  key INTEGER PRIMARY KEY, reading INTEGER NOT NULL, document INTEGER NOT NULL,
  id TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  value TEXT, type TEXT NOT NULL, mod TEXT, calendar TEXT NOT NULL, original TEXT, zone TEXT,
  anchor TEXT NOT NULL, anchor_id TEXT, alternatives TEXT, earliest TEXT, latest TEXT, rule TEXT NOT NULL
);
CREATE INDEX times_of_reading ON times (reading);
CREATE INDEX times_by_day ON times (earliest, key);

CREATE TABLE entities (
  key INTEGER PRIMARY KEY, reading INTEGER NOT NULL, document INTEGER NOT NULL,
  id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, rule TEXT NOT NULL, name_key INTEGER NOT NULL
);
CREATE INDEX entities_of_reading ON entities (reading);
CREATE INDEX entities_by_name ON entities (name_key);
CREATE TABLE entity_roles (entity INTEGER, n INTEGER, start INTEGER, "end" INTEGER, PRIMARY KEY (entity, n)) WITHOUT ROWID;
CREATE TABLE mentions (entity INTEGER, n INTEGER, start INTEGER, "end" INTEGER, rule TEXT NOT NULL, PRIMARY KEY (entity, n)) WITHOUT ROWID;

-- The index: articles by their words, statements and names by theirs. Same file, same transaction as the truth.
CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'isnad');
CREATE VIRTUAL TABLE statement_words USING fts5 (content, content = '', contentless_delete = 1, detail = none, tokenize = 'isnad');
CREATE VIRTUAL TABLE name_words USING fts5 (name, content = '', contentless_delete = 1, detail = none, tokenize = 'isnad');

-- What links documents: sketches of texts, and which text is a copy of which.
CREATE TABLE sketches (band INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (band, document)) WITHOUT ROWID;
CREATE TABLE copies (
  document INTEGER NOT NULL, of INTEGER NOT NULL, kind TEXT NOT NULL, share REAL NOT NULL, PRIMARY KEY (document, of)
) WITHOUT ROWID;

CREATE INDEX copies_by_original ON copies (of);

-- What people decided, with the reason.
CREATE TABLE log (key INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL, document TEXT, reason TEXT);
CREATE TABLE forgotten (id TEXT PRIMARY KEY, at TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;
