-- Stories as they stand, so that a page of them is read and not made: gathered again where an article comes or goes.
CREATE TABLE stories (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL, first TEXT, last TEXT,   -- days
  articles INTEGER NOT NULL
);
CREATE INDEX stories_by_day ON stories (last, articles, id);
CREATE TABLE story_articles (document INTEGER PRIMARY KEY, story INTEGER NOT NULL);
CREATE INDEX story_articles_by_story ON story_articles (story, document);
