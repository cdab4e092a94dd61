"""Relating the articles of a ledger: all at once the first time, later only what new articles touch."""

from __future__ import annotations

import functools
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from khabar.article import Article, Copies, LinkedEvent
from khabar.ledger import decisions, look
from khabar.ledger.prepared import Prepared, fits, take
from khabar.ledger.rows import read_article, to_json
from khabar.ledger.schema import roomy, transaction
from khabar.relate import MODEL, Relations, grouped, linked, passages, shown
from khabar.relate.blocks import CROWDED, blocks
from khabar.relate.copies import COMMON, Index, Sketch, are_copies, groups, may_be_alike, sketch
from khabar.relate.decisions import Decision, corrected, standing
from khabar.relate.features import Account, accounts
from khabar.relate.grow import Key, regrown
from khabar.relate.happenings import clusters

if TYPE_CHECKING:
    from khabar.packs import Packs

_decode = msgspec.msgpack.Decoder(Account).decode
_encode = msgspec.msgpack.Encoder().encode
#: Where more than this share of the articles is new, all are related from the beginning.
MOST = 0.5
_CHUNK = 50_000


def block_number(name: str) -> int:
    """A block as a number of 56 bits; two that fall together only cost a comparison more."""
    data = name.encode()
    return (zlib.crc32(data) << 24) | (zlib.adler32(data) & 0xFFFFFF)


class Stored:
    """The accounts of a ledger and its happenings, as `khabar.relate.grow` asks for them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def account(self, key: Key) -> Account | None:
        """See `khabar.relate.grow.Store`."""
        row = self._connection.execute("SELECT data FROM accounts WHERE article = ? AND event = ?", key).fetchone()
        return None if row is None else _decode(row[0])

    def members(self, block: str) -> list[Key]:
        """See `khabar.relate.grow.Store`."""
        return self._connection.execute(
            "SELECT a.article, a.event FROM account_blocks b JOIN accounts a ON a.account = b.account"
            " WHERE b.block = ? LIMIT ?",
            (block_number(block), CROWDED + 1),
        ).fetchall()

    def group(self, key: Key) -> list[Key]:
        """See `khabar.relate.grow.Store`."""
        return self._connection.execute(
            "SELECT o.article, o.event FROM event_accounts e JOIN event_accounts o ON o.happening = e.happening"
            " WHERE e.article = ? AND e.event = ?",
            key,
        ).fetchall() or [key]


def changed(connection: sqlite3.Connection) -> list[str]:
    """The articles that came in, or were read anew, since they were related last; sorted."""
    rows = connection.execute(
        "SELECT a.id FROM articles a LEFT JOIN related r ON r.article = a.id"
        " WHERE r.digest IS NULL OR r.digest != a.digest ORDER BY a.id"
    )
    return [id for (id,) in rows]


def _read(connection: sqlite3.Connection, identifier: str) -> Article:
    (key,) = connection.execute("SELECT article FROM articles WHERE id = ?", (identifier,)).fetchone()
    article = read_article(connection, key)
    assert article is not None
    return article


def corrections(connection: sqlite3.Connection) -> dict[str, list[Decision]]:
    """Article -> the standing corrections of it: accounts are compared with the values that people gave them."""
    out: dict[str, list[Decision]] = {}
    for decision in standing(decisions.log(connection)):
        if decision.kind == "correct":
            for article in {mark.article for mark in decision.about.accounts}:
                out.setdefault(article, []).append(decision)
    return out


def _accounts(article: Article, packs: Packs, fixes: Mapping[str, Sequence[Decision]]) -> Iterator[Account]:
    return accounts(corrected(article, fixes[article.id]) if article.id in fixes else article, packs)


def _stream(connection: sqlite3.Connection) -> Iterator[Article]:
    for (key,) in connection.execute("SELECT article FROM articles ORDER BY id").fetchall():
        article = read_article(connection, key)
        if article is not None:
            yield article


# everything from the beginning -------------------------------------------------------------------------------


def relate_all(connection: sqlite3.Connection, packs: Packs) -> Relations:
    """Relate all articles and note what later ones need; to be called in a transaction."""
    from khabar.relate.entities import entities

    forget(connection)
    index, fixes = Index(), corrections(connection)
    by_type: dict[str, list[Account]] = {}
    waiting: list[Account] = []
    keys: list[tuple[int, str]] = []

    def seen() -> Iterator[Article]:
        for article in _stream(connection):
            made = index.add(article)
            keys.extend((key, article.id) for key in passages.index_keys(article, made))
            for account in _accounts(article, packs, fixes):
                by_type.setdefault(account.type, []).append(account)
                waiting.append(account)
            yield article
            if len(waiting) >= _CHUNK:
                put_accounts(connection, waiting)
                waiting.clear()
            if len(keys) >= 20 * _CHUNK:
                put_sketches(connection, keys)
                keys.clear()

    known = entities(seen(), packs)
    put_accounts(connection, waiting)
    put_sketches(connection, keys)
    pairs = index.pairs()
    connection.executemany("INSERT OR IGNORE INTO copy_pairs VALUES (?, ?)", map(sorted, pairs))
    found = groups(pairs, index.days)
    group = grouped(found)
    events = [linked(cluster, group) for told in by_type.values() for cluster in shown(told, clusters(told))]
    connection.execute("INSERT INTO related SELECT id, digest FROM articles")
    return Relations(found, sorted(events, key=lambda e: e.id), known)


def forget(connection: sqlite3.Connection) -> None:
    """Take out all that later articles would need."""
    for table in ("accounts", "account_blocks", "sketches", "copy_pairs", "related"):
        connection.execute(f"DELETE FROM {table}")


def put_accounts(connection: sqlite3.Connection, these: Sequence[Account]) -> None:
    """Keep accounts, and in which blocks they are."""
    (last,) = connection.execute("SELECT coalesce(max(account), 0) FROM accounts").fetchone()
    connection.executemany(
        "INSERT INTO accounts VALUES (?, ?, ?, ?)",
        [(last + n, a.article, a.event, _encode(a)) for n, a in enumerate(these, 1)],
    )
    rows = sorted((block_number(b), last + n) for n, a in enumerate(these, 1) for b in blocks(a))
    connection.executemany("INSERT OR IGNORE INTO account_blocks VALUES (?, ?)", rows)


def put_sketches(connection: sqlite3.Connection, keys: Iterable[tuple[int, str]]) -> None:
    """Keep the keys by which articles are found."""
    connection.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?)", sorted(keys))


# what is new -------------------------------------------------------------------------------------------------


class Growth(msgspec.Struct):
    """What new articles changed: happenings that are gone (by id) and that are new or told anew.

    `touched`: the accounts that came or went, and those that are grouped otherwise than before.
    """

    gone: set[str]
    made: list[LinkedEvent]
    copies: list[Copies]
    touched: set[Key]


def relate_changed(connection: sqlite3.Connection, packs: Packs, these: Sequence[str]) -> Growth | None:
    """Join the articles in `these`; None where a block became crowded, so that all must be related again."""
    articles = {id: _read(connection, id) for id in these}
    old = [
        (n, key, article, event, _decode(data))
        for id in these
        for n, key, article, event, data in (
            (row[0], (row[1], row[2]), row[1], row[2], row[3])
            for row in connection.execute("SELECT account, article, event, data FROM accounts WHERE article = ?", (id,))
        )
    ]
    fixes = corrections(connection)
    new = [account for article in articles.values() for account in _accounts(article, packs, fixes)]
    before = {b for *_, account in old for b in blocks(account)}
    met = before | {b for account in new for b in blocks(account)}
    crowded = {b for b in met if _size(connection, b) > CROWDED}
    store = Stored(connection)
    gone_keys = {key for _, key, *_ in old}
    start = {mate for key in gone_keys for mate in store.group(key)} - gone_keys
    for n, _, _, _, account in old:
        connection.executemany(
            "DELETE FROM account_blocks WHERE block = ? AND account = ?",
            [(block_number(b), n) for b in blocks(account)],
        )
        connection.execute("DELETE FROM accounts WHERE account = ?", (n,))
    put_accounts(connection, new)
    if crowded != {b for b in met if _size(connection, b) > CROWDED}:
        return None
    home = grouped(_copies_now(connection))
    found = _join_copies(connection, articles)
    group = grouped(found)
    start |= {account.key for account in new}
    dirty, made = regrown(store, start)
    dirty |= gone_keys
    gone = _happenings_of(connection, dirty)
    moved = {a for a in home.keys() | group.keys() if home.get(a) != group.get(a)}
    told_anew = _happenings_in(connection, moved) - gone
    for identifier in sorted(told_anew):
        cluster = [a for key in _accounts_of(connection, identifier) if (a := store.account(key)) is not None]
        made.append(cluster)
    for id in these:
        connection.execute("INSERT OR REPLACE INTO related SELECT id, digest FROM articles WHERE id = ?", (id,))
    # a happening that people made counts its witnesses anew where one of its articles became a copy
    moved_keys = {
        (article, event)
        for article in moved
        for (event,) in connection.execute("SELECT event FROM accounts WHERE article = ?", (article,))
    }
    # much is looked at again and comes out as it was: views need not know of that
    was = {tuple(sorted(_accounts_of(connection, identifier))) for identifier in gone | told_anew}
    now = {tuple(sorted(a.key for a in cluster)) for cluster in made}
    touched = {key for group in was ^ now for key in group} | start | gone_keys | moved_keys
    return Growth(gone | told_anew, [linked(cluster, group) for cluster in made], found, touched)


def _size(connection: sqlite3.Connection, block: str) -> int:
    (size,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM account_blocks WHERE block = ? LIMIT ?)",
        (block_number(block), CROWDED + 1),
    ).fetchone()
    return int(size)


def _happenings_of(connection: sqlite3.Connection, keys: Iterable[Key]) -> set[str]:
    return {
        id
        for key in keys
        for (id,) in connection.execute(
            "SELECT h.id FROM event_accounts e JOIN happenings h ON h.n = e.happening"
            " WHERE e.article = ? AND e.event = ?",
            key,
        )
    }


def _happenings_in(connection: sqlite3.Connection, articles: Iterable[str]) -> set[str]:
    return {
        id
        for article in articles
        for (id,) in connection.execute(
            "SELECT h.id FROM event_accounts e JOIN happenings h ON h.n = e.happening WHERE e.article = ?", (article,)
        )
    }


def _accounts_of(connection: sqlite3.Connection, identifier: str) -> list[Key]:
    return connection.execute(
        "SELECT e.article, e.event FROM event_accounts e JOIN happenings h ON h.n = e.happening WHERE h.id = ?"
        " ORDER BY e.n",
        (identifier,),
    ).fetchall()


# copies ------------------------------------------------------------------------------------------------------


def _copies_now(connection: sqlite3.Connection) -> list[Copies]:
    out: dict[int, list[str]] = {}
    for n, article in connection.execute("SELECT n, article FROM copies ORDER BY n, member"):
        out.setdefault(n, []).append(article)
    return [Copies(group) for group in out.values()]


def _sketch_of(connection: sqlite3.Connection, article: str) -> Sketch:
    keys = [k for (k,) in connection.execute("SELECT key FROM sketches WHERE article = ?", (article,))]
    of_text = [k for k in keys if not passages.is_key(k)]
    return Sketch(tuple(k for k in of_text if k < 1 << 48), tuple(k for k in of_text if k >= 1 << 48))


def _holders(connection: sqlite3.Connection, key: int) -> list[str]:
    return [
        article
        for (article,) in connection.execute("SELECT article FROM sketches WHERE key = ? LIMIT ?", (key, COMMON + 2))
    ]


def _join_copies(connection: sqlite3.Connection, articles: dict[str, Article]) -> list[Copies]:
    """The groups of copies with the articles in place of what these were before."""
    doubtful: set[str] = set(articles)  # those whose pairs must be looked at again
    for id, article in articles.items():
        made = sketch(article)
        was, now = _sketch_of(connection, id), {*made.bands, *made.sample}
        for key in set(was.sample) - now:
            holders = _holders(connection, key)
            doubtful.update(holders if len(holders) == COMMON + 1 else ())  # it is rare again
        connection.execute("DELETE FROM sketches WHERE article = ?", (id,))
        held = sorted(passages.index_keys(article, made))
        connection.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?)", [(key, id) for key in held])
        for key in set(made.sample) - set(was.sample):
            holders = _holders(connection, key)
            doubtful.update(holders if len(holders) == COMMON + 1 else ())  # it has just become common
    texts: dict[str, Article] = dict(articles)

    @functools.cache
    def text(id: str) -> Article:
        return texts.get(id) or _read(connection, id)

    # a pair was kept only where it joined two groups: so whole groups are looked at again
    doubtful |= {a for group in _copies_now(connection) if doubtful & set(group.articles) for a in group.articles}
    connection.executemany("DELETE FROM copy_pairs WHERE a = ? OR b = ?", [(id, id) for id in sorted(doubtful)])
    for id in sorted(doubtful):
        mine = _sketch_of(connection, id)
        near: set[str] = set()
        for key in mine.bands:
            near.update(a for (a,) in connection.execute("SELECT article FROM sketches WHERE key = ?", (key,)))
        counts = {}
        for key in mine.sample:
            holders = _holders(connection, key)
            counts[key] = len(holders)
            if len(holders) <= COMMON:
                near.update(holders)
        for other in sorted(near - {id}):
            if other in doubtful and other < id:
                continue  # looked at already
            if may_be_alike(mine, _sketch_of(connection, other), counts) and are_copies(text(id), text(other)):
                connection.execute("INSERT OR IGNORE INTO copy_pairs VALUES (?, ?)", sorted((id, other)))
    pairs = connection.execute("SELECT a, b FROM copy_pairs").fetchall()
    days = dict(
        connection.execute(
            "SELECT id, published_earliest FROM articles WHERE published_earliest IS NOT NULL"
            " AND id IN (SELECT a FROM copy_pairs UNION SELECT b FROM copy_pairs)"
        ).fetchall()
    )
    return groups(pairs, days)


def _grown(connection: sqlite3.Connection, packs: Packs, these: Sequence[str]) -> Growth | None:
    """Join articles; where all must be related again instead (None), nothing of it is kept."""
    connection.execute("SAVEPOINT growing")
    growth = relate_changed(connection, packs, these)
    if growth is None:
        connection.execute("ROLLBACK TO growing")
    connection.execute("RELEASE growing")
    return growth


def recompare(
    connection: sqlite3.Connection, packs: Callable[[], Packs], version: str, made: Sequence[Decision]
) -> None:
    """After corrections, or undos of them, compare the accounts of their articles anew, inside a transaction.

    What was not related yet, or by another program or other packs, is left to `update`.
    """
    from khabar.ledger.write import put_growth, put_relations_now

    meant = (decisions.meant(connection, decision) for decision in made)
    named = {mark.article for d in meant if d.kind == "correct" for mark in d.about.accounts}
    these = sorted(
        id for id in named if connection.execute(
            "SELECT 1 FROM related r JOIN articles a ON a.id = r.article AND a.digest = r.digest WHERE r.article = ?",
            (id,),
        ).fetchone()
    )  # fmt: skip
    if not these:
        return
    loaded = packs()
    if not _is_made_by(connection, _made_by(loaded, version)):
        return
    growth = _grown(connection, loaded, these)
    if growth is None:
        with roomy(connection):
            put_relations_now(connection, relate_all(connection, loaded))
        if look.is_ready(connection):
            look.rebuild(connection, packs)
        return
    put_growth(connection, growth.gone, growth.made, growth.copies)
    if look.is_ready(connection):
        look.grow(connection, loaded, growth.touched, ())


def sharing(connection: sqlite3.Connection, article: str | None = None) -> list[str]:
    """The articles that may share a paragraph with another, or with `article`; sorted by id."""
    if article is None:
        rows = connection.execute(
            "SELECT DISTINCT article FROM sketches WHERE key IN"
            " (SELECT key FROM sketches WHERE key >= ? GROUP BY key HAVING count(*) > 1)",
            (passages.FIRST_KEY,),
        )
    else:
        rows = connection.execute(
            "SELECT DISTINCT b.article FROM sketches a JOIN sketches b ON b.key = a.key"
            " WHERE a.article = ? AND a.key >= ?",
            (article, passages.FIRST_KEY),
        )
    return sorted(id for (id,) in rows)


def _made_by(packs: Packs, version: str) -> str:
    return " ".join([version, f"model-{MODEL}", *packs.labels])


def _is_made_by(connection: sqlite3.Connection, made_by: str) -> bool:
    held = connection.execute("SELECT value FROM meta WHERE name = 'related-by'").fetchone()
    return held is not None and held[0] == made_by


def update(connection: sqlite3.Connection, packs: Packs, version: str, given: Prepared | None = None) -> bool:
    """Bring what is known across articles up to date; False where there was nothing to do. One transaction.

    `given`: what was made elsewhere of the same articles; it is taken where everything would be made anew.
    """
    from khabar.ledger.write import note_basis, put_growth, put_relations_now

    with transaction(connection):
        made_by = _made_by(packs, version)
        if not _is_made_by(connection, made_by):  # another program or pack compares otherwise: all is related anew
            connection.execute("DELETE FROM related")
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('related-by', ?)", (made_by,))
        these = changed(connection)
        if not these:
            if not look.is_ready(connection):
                look.rebuild(connection, lambda: packs)
            return False
        (total,) = connection.execute("SELECT count(*) FROM articles").fetchone()
        growth = None
        if len(these) <= MOST * total:
            growth = _grown(connection, packs, these)
        if growth is None:
            with roomy(connection):
                if given is not None and fits(connection, given):
                    put_relations_now(connection, take(connection, given))
                else:
                    put_relations_now(connection, relate_all(connection, packs))
        else:
            put_growth(connection, growth.gone, growth.made, growth.copies)
            _entities_anew(connection, packs, these)
        if growth is None or not look.is_ready(connection):
            look.rebuild(connection, lambda: packs)
        else:
            look.grow(connection, packs, growth.touched, these)
        note_basis(connection, version)
    return True


def _entities_anew(connection: sqlite3.Connection, packs: Packs, these: Sequence[str]) -> None:
    """Entity records after the articles in `these` changed: only those that they mention, or mentioned."""
    from khabar.relate.entities import entities

    fresh = {e.id: e for e in entities((_read(connection, id) for id in these), packs)}
    held = {id for (id,) in connection.execute("SELECT id FROM entities")}
    known = packs.entities
    for id, entity in fresh.items():
        if id in held and (id in known or id.startswith("unnamed:")):
            continue
        if id not in known and not id.startswith("unnamed:"):
            elsewhere = connection.execute(
                "SELECT DISTINCT a.id FROM names n JOIN articles a ON a.article = n.article WHERE n.entity = ?", (id,)
            ).fetchall()
            wider = entities((_read(connection, a) for (a,) in elsewhere), packs)
            entity = next((e for e in wider if e.id == id), entity)
        connection.execute("DELETE FROM entities WHERE id = ?", (id,))
        connection.execute(
            "INSERT INTO entities (id, type, names, links, sector, rule, pack) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (entity.id, entity.type, to_json(entity.names), to_json(entity.links), entity.sector, entity.rule,
             entity.pack),
        )  # fmt: skip
    _forget_entities(connection)


def _forget_entities(connection: sqlite3.Connection) -> None:
    """Take out the entities that nothing mentions any more."""
    connection.execute(
        "DELETE FROM entities WHERE NOT EXISTS (SELECT 1 FROM names x WHERE x.entity = entities.id)"
        " AND NOT EXISTS (SELECT 1 FROM links x WHERE x.entity = entities.id)"
        ' AND NOT EXISTS (SELECT 1 FROM links x WHERE x."for" = entities.id)'
        " AND NOT EXISTS (SELECT 1 FROM event_actors x WHERE x.entity = entities.id)"
    )
