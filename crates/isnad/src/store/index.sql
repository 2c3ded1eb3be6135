-- Search: headlines weigh more than texts, and three more layers of words stand beside the usual one.
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', contentless_delete = 1, tokenize = 'isnad');
CREATE VIRTUAL TABLE spellings USING fts5 (text, content = '', contentless_delete = 1, detail = none, tokenize = 'isnad spellings');
CREATE INDEX statements_of_document ON statements (document, speaker, kind, act);
CREATE INDEX figures_by_unit ON figures (unit, document);
