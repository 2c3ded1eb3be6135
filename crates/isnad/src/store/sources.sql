-- Where documents come from: addresses that are followed and were asked, what failed, how evidence came.

-- JSON: address, headers; or the record of a web archive that holds the bytes (`raw` is empty then).
ALTER TABLE evidence ADD COLUMN origin TEXT;

-- What could not be read, to be listed and read again.
CREATE TABLE failures (
  label TEXT PRIMARY KEY,         -- the path, row, record or address
  asked TEXT NOT NULL,            -- the file or address to be read again
  problem TEXT NOT NULL, details TEXT NOT NULL,   -- glossary entry and JSON
  at TEXT NOT NULL, tries INTEGER NOT NULL
) WITHOUT ROWID;

-- Feeds and sitemaps that are followed.
CREATE TABLE follows (
  url TEXT PRIMARY KEY, title TEXT, added_at TEXT NOT NULL,
  checked_at TEXT,                -- when it was last asked
  news_at TEXT,                   -- when it last named something new
  etag TEXT, modified TEXT,       -- for asking whether it has changed
  problem TEXT                    -- what was wrong the last time
) WITHOUT ROWID;

-- Addresses that were asked, so that nothing is asked twice and a stopped run goes on.
CREATE TABLE fetched (
  address TEXT PRIMARY KEY,       -- canonical
  at TEXT NOT NULL, status INTEGER NOT NULL, etag TEXT, modified TEXT
) WITHOUT ROWID;

-- The same text under another address.
CREATE INDEX versions_by_text ON versions (version);
