"""Schema 3: what views ask for at once, made when articles are related."""

# Everything here is made of the other tables and of the log of decisions (khabar.ledger.look), and can be made again.
# `look_happenings`: every happening as it is shown, those told once too; `ord` is minus the ordinal of its day, 0
# where it has none: so the newest come first and the undated last. `look_values`: what can be asked for, `v` holds
# the number of its facet in the lowest four bits; `look_tags`: the values of a happening. An article has values too
# (`look_articles`), and so have all articles of an outlet together (`look_outlets`).
# `look_fresh`: entities whose names are not in `look_names` yet, or no longer as they are.
SQL = """
CREATE TABLE look_values (
  v INTEGER PRIMARY KEY, value TEXT NOT NULL, facet INTEGER NOT NULL, n INTEGER NOT NULL, a TEXT, b TEXT
);
CREATE UNIQUE INDEX look_values_value ON look_values (facet, value);
CREATE INDEX look_values_n ON look_values (facet, n);
CREATE INDEX look_values_a ON look_values (a, n) WHERE a IS NOT NULL;
CREATE INDEX look_values_b ON look_values (b, n) WHERE b IS NOT NULL;
CREATE TABLE look_happenings (
  h INTEGER PRIMARY KEY, id TEXT NOT NULL, ord INTEGER NOT NULL, type TEXT NOT NULL, mode TEXT, outcome TEXT,
  real INTEGER NOT NULL, accounts INTEGER NOT NULL, articles INTEGER NOT NULL, witnesses INTEGER NOT NULL,
  disagreements INTEGER NOT NULL, score REAL, odds REAL, rule TEXT, card BLOB NOT NULL
);
CREATE UNIQUE INDEX look_happenings_id ON look_happenings (id);
CREATE INDEX look_happenings_odds ON look_happenings (odds, id) WHERE odds IS NOT NULL;
CREATE INDEX look_happenings_told ON look_happenings (articles, ord) WHERE articles > 1;
CREATE TABLE look_accounts (
  h INTEGER NOT NULL, n INTEGER NOT NULL, article INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (h, n)
) WITHOUT ROWID;
CREATE UNIQUE INDEX look_accounts_event ON look_accounts (article, event);
CREATE TABLE look_disagreements (
  h INTEGER NOT NULL, n INTEGER NOT NULL, slot TEXT NOT NULL, "values" TEXT NOT NULL, rule TEXT, pack TEXT,
  PRIMARY KEY (h, n)
) WITHOUT ROWID;
CREATE TABLE look_tags (v INTEGER NOT NULL, ord INTEGER NOT NULL, h INTEGER NOT NULL, PRIMARY KEY (v, ord, h))
  WITHOUT ROWID;
CREATE INDEX look_tags_h ON look_tags (h);
CREATE TABLE look_articles (article INTEGER NOT NULL, v INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (article, v))
  WITHOUT ROWID;
CREATE INDEX look_articles_v ON look_articles (v, article);
CREATE TABLE look_outlets (
  outlet INTEGER NOT NULL, v INTEGER NOT NULL, n INTEGER NOT NULL, articles INTEGER NOT NULL, PRIMARY KEY (outlet, v)
) WITHOUT ROWID;
CREATE INDEX look_outlets_v ON look_outlets (v, n);
CREATE TABLE look_pairs (pair INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL);
CREATE UNIQUE INDEX look_pairs_sides ON look_pairs (a, b);
CREATE TABLE look_runs (
  pair INTEGER NOT NULL, day INTEGER NOT NULL, article TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  id TEXT NOT NULL, h INTEGER NOT NULL, turn TEXT, PRIMARY KEY (pair, day, article, start, end, id)
) WITHOUT ROWID;
CREATE INDEX look_runs_h ON look_runs (h);
CREATE TABLE look_stories (
  s INTEGER PRIMARY KEY, id TEXT NOT NULL, pair INTEGER NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL,
  low INTEGER NOT NULL, high INTEGER NOT NULL, first INTEGER, last INTEGER, happenings INTEGER NOT NULL,
  turns INTEGER NOT NULL, kinds TEXT NOT NULL
);
CREATE UNIQUE INDEX look_stories_id ON look_stories (id);
CREATE INDEX look_stories_pair ON look_stories (pair);
CREATE INDEX look_stories_size ON look_stories (happenings, last);
CREATE INDEX look_stories_last ON look_stories (last, happenings);
CREATE INDEX look_stories_a ON look_stories (a);
CREATE INDEX look_stories_b ON look_stories (b);
CREATE TABLE look_sides (entity TEXT PRIMARY KEY, side TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX look_sides_side ON look_sides (side);
CREATE TABLE look_renames (entity TEXT NOT NULL, lang TEXT NOT NULL, n INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (entity, lang, n)) WITHOUT ROWID;
CREATE TABLE look_counts (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE look_names USING fts5 (entity UNINDEXED, names, tokenize = "unicode61 remove_diacritics 2",
  prefix = '2 3');
CREATE TABLE look_fresh (n INTEGER PRIMARY KEY);
CREATE TRIGGER look_entity_comes AFTER INSERT ON entities BEGIN
  INSERT OR IGNORE INTO look_fresh VALUES (new.n);
END;
CREATE TRIGGER look_entity_goes AFTER DELETE ON entities BEGIN
  DELETE FROM look_names WHERE rowid = old.n;
  DELETE FROM look_fresh WHERE n = old.n;
END;
CREATE INDEX links_for ON links ("for") WHERE "for" IS NOT NULL;
CREATE INDEX articles_outlet ON articles (outlet, published_earliest);
CREATE INDEX articles_run ON articles (run);
"""
