-- Many articles at once: the index is written in large pieces that are merged seldom, and how large a sketch is need not be
-- told from the text again.
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);
INSERT INTO spellings (spellings, rank) VALUES ('hashsize', 16777216);
INSERT INTO statement_words (statement_words, rank) VALUES ('hashsize', 8388608);
CREATE TABLE samples (document INTEGER PRIMARY KEY, keys INTEGER NOT NULL);
