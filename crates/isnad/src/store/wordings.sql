-- Articles by the kind and the act of what they quote.
CREATE INDEX statements_by_kind ON statements (kind, document, reading, speaker, act);
CREATE INDEX statements_by_act ON statements (act, document, reading, speaker, kind);
