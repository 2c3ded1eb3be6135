-- What pages ask is answered from indexes alone: dated sentences by day and by article, names with their articles, and
-- who spoke lately.
DROP INDEX times_of_reading;
CREATE INDEX times_of_reading ON times (reading, type, earliest, start);
DROP INDEX times_by_day;
CREATE INDEX times_by_day ON times (type, earliest, key, document, reading, start);
DROP INDEX entities_by_name;
CREATE INDEX entities_by_name ON entities (name_key, document, reading);
CREATE INDEX statements_lately ON statements (day, speaker, document, reading) WHERE speaker_id IS NOT NULL;
