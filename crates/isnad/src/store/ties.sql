-- What ties a figure to another and to a day, and the rules that read each of its parts (JSON).
ALTER TABLE figures ADD COLUMN base TEXT;
ALTER TABLE figures ADD COLUMN total TEXT;
ALTER TABLE figures ADD COLUMN due TEXT;
ALTER TABLE figures ADD COLUMN finality TEXT;
ALTER TABLE figures ADD COLUMN rules TEXT;
