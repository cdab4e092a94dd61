"""Schema 3: the bytes that articles were read from."""

# `pages` holds each sequence of bytes once, by its SHA-256; `zstd` is a Zstandard frame of it. `article_pages`
# says which article came out of which bytes and how: `kind` and `encoding` (what the carrier declared, null
# where nothing did) are all that reading it again needs. `fetched` is ISO 8601 in UTC, as the archive or the
# fetcher says; `source` is the file, `member` the record or file inside an archive; `version` is the khabar that
# read it. Rows are only added: a reading takes nothing away that an earlier one kept.
SQL = """
CREATE TABLE pages (
  page INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, type TEXT, zstd BLOB NOT NULL
);
CREATE TABLE article_pages (
  article TEXT NOT NULL, n INTEGER NOT NULL, sha256 TEXT NOT NULL, kind TEXT NOT NULL, encoding TEXT,
  url TEXT, fetched TEXT, source TEXT, member TEXT, version TEXT NOT NULL, added TEXT NOT NULL,
  PRIMARY KEY (article, n)
) WITHOUT ROWID;
CREATE INDEX article_pages_sha256 ON article_pages (sha256);
"""
