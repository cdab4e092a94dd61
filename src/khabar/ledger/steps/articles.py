"""Schema 1: articles with their layers, what is known across them, search."""

# Spans are code points into articles.text, half-open. `n` counts from 0 in the order of the article's
# record, so that a record comes out as it went in. Lists that nobody asks for by value are JSON.
SQL = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (
  run INTEGER PRIMARY KEY, started TEXT NOT NULL, version TEXT NOT NULL, packs TEXT NOT NULL
);
CREATE TABLE articles (
  article INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, outlet TEXT, url TEXT, title TEXT,
  published_earliest TEXT, published_latest TEXT, published_basis TEXT NOT NULL, published_reasons TEXT NOT NULL,
  published_rule TEXT, published_pack TEXT,
  text TEXT NOT NULL, sha256 TEXT NOT NULL, source TEXT, packs TEXT NOT NULL,
  digest TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs, added TEXT NOT NULL
);
CREATE INDEX articles_published ON articles (published_earliest);
CREATE INDEX articles_sha256 ON articles (sha256);
CREATE TABLE body (
  article INTEGER NOT NULL, n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (article, n)
) WITHOUT ROWID;
CREATE TABLE names (
  article INTEGER NOT NULL, n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  type TEXT NOT NULL, entity TEXT, naming TEXT NOT NULL, score REAL, rule TEXT, pack TEXT,
  PRIMARY KEY (article, n)
) WITHOUT ROWID;
CREATE INDEX names_entity ON names (entity, naming);
CREATE TABLE times (
  article INTEGER NOT NULL, n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  grain TEXT NOT NULL, earliest TEXT, latest TEXT, relative TEXT, contradicts_start INTEGER, contradicts_end INTEGER,
  score REAL, rule TEXT, pack TEXT,
  PRIMARY KEY (article, n)
) WITHOUT ROWID;
CREATE TABLE attributions (
  article INTEGER NOT NULL, n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  cue_start INTEGER, cue_end INTEGER, direct INTEGER NOT NULL, stance TEXT NOT NULL, quotes TEXT NOT NULL,
  score REAL, rule TEXT, pack TEXT,
  PRIMARY KEY (article, n)
) WITHOUT ROWID;
CREATE TABLE links (
  article INTEGER NOT NULL, attribution INTEGER NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL,
  start INTEGER, end INTEGER, entity TEXT, grade TEXT, count TEXT, "for" TEXT,
  antecedent_start INTEGER, antecedent_end INTEGER, by TEXT NOT NULL, score REAL, rule TEXT, pack TEXT,
  PRIMARY KEY (article, attribution, n)
) WITHOUT ROWID;
CREATE INDEX links_entity ON links (entity);
CREATE TABLE events (
  article INTEGER NOT NULL, n INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, mode TEXT,
  start INTEGER NOT NULL, end INTEGER NOT NULL, evidence_start INTEGER, evidence_end INTEGER,
  earliest TEXT, latest TEXT, time_start INTEGER, time_end INTEGER, time_relative TEXT, time_rule TEXT, time_pack TEXT,
  modality TEXT NOT NULL, polarity INTEGER NOT NULL, outcome TEXT, attribution INTEGER,
  score REAL, rule TEXT, pack TEXT,
  PRIMARY KEY (article, n)
) WITHOUT ROWID;
CREATE INDEX events_type ON events (type, mode);
CREATE INDEX events_earliest ON events (earliest);
CREATE TABLE event_actors (
  article INTEGER NOT NULL, event INTEGER NOT NULL, role TEXT NOT NULL, n INTEGER NOT NULL, entity TEXT NOT NULL,
  PRIMARY KEY (article, event, role, n)
) WITHOUT ROWID;
CREATE INDEX event_actors_entity ON event_actors (entity, role);
CREATE TABLE event_spans (
  article INTEGER NOT NULL, event INTEGER NOT NULL, slot TEXT NOT NULL, n INTEGER NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, attribution INTEGER,
  PRIMARY KEY (article, event, slot, n)
) WITHOUT ROWID;
CREATE TABLE entities (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT, names TEXT NOT NULL, links TEXT NOT NULL, sector TEXT,
  rule TEXT, pack TEXT
);
CREATE INDEX entities_id ON entities (id);
CREATE TABLE happenings (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, witnesses INTEGER, roots TEXT NOT NULL, score REAL, rule TEXT, pack TEXT
);
CREATE TABLE event_accounts (
  happening INTEGER NOT NULL, n INTEGER NOT NULL, article TEXT NOT NULL, event TEXT NOT NULL,
  PRIMARY KEY (happening, n)
) WITHOUT ROWID;
CREATE INDEX event_accounts_event ON event_accounts (article, event);
CREATE TABLE disagreements (
  happening INTEGER NOT NULL, n INTEGER NOT NULL, slot TEXT NOT NULL, "values" TEXT NOT NULL, rule TEXT, pack TEXT,
  PRIMARY KEY (happening, n)
) WITHOUT ROWID;
CREATE TABLE copies (
  n INTEGER NOT NULL, member INTEGER NOT NULL, article TEXT NOT NULL, score REAL, rule TEXT, pack TEXT,
  PRIMARY KEY (n, member)
) WITHOUT ROWID;
CREATE INDEX copies_article ON copies (article);
CREATE VIRTUAL TABLE search USING fts5 (title, text, tokenize = "unicode61 remove_diacritics 0");
"""
