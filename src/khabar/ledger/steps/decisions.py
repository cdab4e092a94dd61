"""Schema 2: the log of decisions, and what lets a new article join without relating everything again."""

# What people decided is never changed or taken out; an undo is another row. The rest lets a new article
# join without relating everything again: `accounts` holds events boiled down (khabar.relate.features).
SQL = """
ALTER TABLE attributions ADD COLUMN denies INTEGER;
CREATE TABLE decisions (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL,
  about TEXT NOT NULL, why TEXT, undoes TEXT
);
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions BEGIN
  SELECT RAISE(ABORT, 'decisions are only added');
END;
CREATE TRIGGER decisions_as_made BEFORE UPDATE ON decisions BEGIN
  SELECT RAISE(ABORT, 'decisions are only added');
END;
CREATE TABLE related (article TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE accounts (account INTEGER PRIMARY KEY, article TEXT NOT NULL, event TEXT NOT NULL, data BLOB NOT NULL);
CREATE UNIQUE INDEX accounts_event ON accounts (article, event);
CREATE TABLE account_blocks (block INTEGER NOT NULL, account INTEGER NOT NULL, PRIMARY KEY (block, account))
  WITHOUT ROWID;
CREATE TABLE sketches (key INTEGER NOT NULL, article TEXT NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE INDEX sketches_article ON sketches (article);
CREATE TABLE copy_pairs (a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX copy_pairs_b ON copy_pairs (b);
CREATE INDEX happenings_id ON happenings (id);
"""
