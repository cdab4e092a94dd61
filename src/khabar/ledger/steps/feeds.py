"""Schema 3: what `khabar watch` keeps of feeds between runs."""

# Times are ISO 8601 in UTC. `feeds.url` is the address as the user gave it, `moved` where the feed went for good.
# `feed_items.place` counts the items of the last document, null where it no longer lists the item; `text` is what
# the feed itself says, kept until the item is settled. A `state` is waiting, read, forbidden, failed or gone.
# `feed_versions` holds every article that an item ever became. `hosts` is how a site wants to be asked.
SQL = """
CREATE TABLE feeds (
  url TEXT PRIMARY KEY, title TEXT, moved TEXT, etag TEXT, modified TEXT, checked TEXT,
  failures INTEGER NOT NULL DEFAULT 0, not_before TEXT, trouble TEXT, gone TEXT
) WITHOUT ROWID;
CREATE TABLE feed_items (
  item INTEGER PRIMARY KEY, feed TEXT NOT NULL REFERENCES feeds, key TEXT NOT NULL, link TEXT, title TEXT,
  published TEXT, digest TEXT NOT NULL, text TEXT, place INTEGER, state TEXT NOT NULL, via TEXT, article TEXT,
  etag TEXT, modified TEXT, tries INTEGER NOT NULL DEFAULT 0, not_before TEXT, trouble TEXT,
  first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, gone TEXT,
  UNIQUE (feed, key)
);
CREATE INDEX feed_items_link ON feed_items (link);
CREATE INDEX feed_items_state ON feed_items (state, feed);
CREATE INDEX feed_items_place ON feed_items (feed, place) WHERE place IS NOT NULL;
CREATE TABLE feed_versions (
  item INTEGER NOT NULL, n INTEGER NOT NULL, article TEXT NOT NULL, run INTEGER NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (item, n)
) WITHOUT ROWID;
CREATE INDEX feed_versions_article ON feed_versions (article);
CREATE TABLE hosts (
  host TEXT PRIMARY KEY, robots TEXT, robots_status TEXT, robots_until TEXT, not_before TEXT
) WITHOUT ROWID;
"""
