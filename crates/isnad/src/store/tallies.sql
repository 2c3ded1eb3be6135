-- How much is held, counted as it comes, so that no page has to count: entries, and the articles in which they stand.
CREATE TABLE tallies (
  sort TEXT NOT NULL,             -- list (articles, statements, figures, times, entities), subject, source, month, day
  key NOT NULL,                   -- the list's name, a name's key, the outlet ('' where none is told), a month, a day that is told
  entries INTEGER NOT NULL, articles INTEGER NOT NULL,
  PRIMARY KEY (sort, key)
) WITHOUT ROWID;
CREATE INDEX tallies_of_subjects ON tallies (articles, entries, key) WHERE sort = 'subject';
DROP INDEX figures_by_subject;
CREATE INDEX figures_by_subject ON figures (subject_key, day, document, reading);
