-- What people have looked at: entries by article and id, so that no re-reading overwrites it.
CREATE TABLE reviews (
  key INTEGER PRIMARY KEY, at TEXT NOT NULL, verdict TEXT NOT NULL,   -- right, wrong
  document TEXT NOT NULL, entry TEXT NOT NULL, version TEXT NOT NULL, -- SHA-256 of the text that was looked at
  reviewer TEXT NOT NULL, note TEXT, withdrawn_at TEXT
);
CREATE INDEX reviews_of_entry ON reviews (document, entry);
