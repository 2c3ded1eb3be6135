-- How many texts there are, earlier ones included: one of the tallies.
INSERT OR REPLACE INTO tallies (sort, key, entries, articles)
SELECT 'list', 'versions', count(*), count(DISTINCT document) FROM versions;
