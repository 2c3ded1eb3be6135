-- Names by the days on which they are told, those with an office apart; statements of a speaker by day; dated statements.
ALTER TABLE entities ADD COLUMN day TEXT;
ALTER TABLE entities ADD COLUMN offices INTEGER NOT NULL DEFAULT 0;
UPDATE entities SET day = (SELECT reference_date FROM readings r WHERE r.key = entities.reading),
  offices = (SELECT count(*) FROM entity_roles x WHERE x.entity = entities.key);
CREATE INDEX entities_lately ON entities (name_key, day, document, reading);
CREATE INDEX entities_in_office ON entities (name_key, day, document, reading) WHERE offices > 0;
DROP INDEX statements_by_speaker;
CREATE INDEX statements_by_speaker ON statements (speaker, day, document, reading);
CREATE INDEX statements_dated ON statements (day, document, reading) WHERE said_on IS NOT NULL;
