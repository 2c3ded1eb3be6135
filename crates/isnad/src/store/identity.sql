-- Who is who: names by the keys on which they are compared, offices in their normal form, and what people decided.
CREATE TABLE name_keys (key INTEGER NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE INDEX name_keys_by_name ON name_keys (name);
ALTER TABLE entity_roles ADD COLUMN office TEXT;
CREATE INDEX entity_roles_by_office ON entity_roles (office) WHERE office IS NOT NULL;

-- An entity is meant by its article's id and its own. A decision is never changed: one that is taken back says when.
CREATE TABLE decisions (
  key INTEGER PRIMARY KEY, at TEXT NOT NULL, verdict TEXT NOT NULL,   -- same, apart
  one_document TEXT NOT NULL, one_entry TEXT NOT NULL, other_document TEXT NOT NULL, other_entry TEXT NOT NULL,
  reason TEXT, withdrawn_at TEXT
);
