"""Articles out of the rows of a table."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khabar.article import Article, Published
from khabar.errors import KhabarError, error
from khabar.ingest import item, mojibake
from khabar.ingest import text as texts
from khabar.ingest.item import Tally
from khabar.ingest.markup import is_page, line, plain
from khabar.ingest.tables.columns import arabic_letters, choose, given_columns
from khabar.ingest.tables.dates import Days, days_of, votes
from khabar.ingest.tables.model import SAMPLE_CELLS, SAMPLE_ROWS, Table, Troubles, as_text

if TYPE_CHECKING:
    from khabar.ingest.files import Given

#: Errors of a sheet that is no table of articles: told only where none of a book's sheets is one.
_NO_TABLE = frozenset({"table-no-text", "table-column", "file-empty"})
#: Letters of a text from which statistics can tell Arabic from other languages of its script.
_TELLING = 300
#: Characters of a text that tell its language, and whether it was encoded twice.
_LOOK = 2000
#: Dates that cannot be read, told one by one.
_DATES = 3


def articles(
    tables: Iterable[Table], name: str, given: Given, errors: list[KhabarError], tally: Tally | None = None
) -> Iterator[Article]:
    """The articles of all tables of a file; KhabarError where none of them has any column of text."""
    refused: list[KhabarError] = []
    found = False
    for table in tables:
        try:
            yield from _articles(table, given, errors, Tally() if tally is None else tally)
            found = True
        except KhabarError as problem:
            if problem.code not in _NO_TABLE:
                raise
            refused.append(problem)
    if not found:
        raise next((p for p in refused if p.code != "file-empty"), error("file-empty", name=name))


def _articles(table: Table, given: Given, errors: list[KhabarError], tally: Tally) -> Iterator[Article]:
    named = given_columns(table, given.columns)
    if table.look is not None:
        table.look(list(named.values()))
    most = max(5, min(SAMPLE_ROWS, SAMPLE_CELLS // max(1, len(table.columns))))
    sample = list(itertools.islice(table.rows, most))
    if not sample:
        raise error("file-empty", name=table.name)
    roles = choose(table, [row for _, row in sample], named)
    if table.choose is not None:
        table.choose(sorted(roles.values()))
    reader = _Reader(table, roles, _days(table, roles, [row for _, row in sample]), errors)
    for number, row in itertools.chain(sample, table.rows):
        tally.records += 1
        try:
            article = reader.article(number, row)
        except KhabarError as problem:
            tally.failed += 1
            errors.append(problem)
            continue
        if article is None:
            tally.other += 1
        elif not _is_arabic(article.text):
            tally.foreign += 1
        else:
            tally.articles += 1
            yield given.fill(article)
    reader.tell()


def _days(table: Table, roles: dict[str, int], sample: Sequence[object]) -> Days:
    column = roles.get("published")
    if column is None:
        return Days()
    day, month, doubtful = votes(table.cell(row, column) for row in sample)
    if doubtful and day == month and table.column is not None:  # the rest of the column may tell
        day, month, _ = votes(table.column(column))
    return days_of(day, month)


def _is_arabic(text: str) -> bool:
    from khabar.ingest.language import is_arabic

    text = text[:_LOOK]
    arabic = arabic_letters(text)
    return 2 * arabic > sum(map(str.isalpha, text)) and (arabic < _TELLING or is_arabic(text))


class _Reader:
    """Makes an article of a row."""

    def __init__(self, table: Table, roles: dict[str, int], days: Days, errors: list[KhabarError]) -> None:
        self._table, self._roles, self._days, self._errors = table, roles, days, errors
        self._source = table.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        self._file = Path(table.name).name
        self._seen: set[int] = set()
        self._dates = Troubles(table.name, errors, most=_DATES)

    def article(self, number: int, row: Any) -> Article | None:
        """The article, None where the row has no text, or was there before; KhabarError `table-row`."""
        text, page = self._text(number, row)
        if not text.strip():
            return None
        title = line(self._cell(row, "title")) or (page.title if page else None)
        if title and "".join(title.split()) not in "".join(text.split()):
            text = f"{title}\n{text}"
        url = self._cell(row, "url").strip()
        if not url.startswith(("http://", "https://")):
            url = (page.url if page else None) or ""
        outlet = line(self._cell(row, "outlet")) or (page.outlet if page else None)
        published = self._published(number, row)
        if published.basis == "unknown" and page and page.published:
            published = Published(page.published, page.published, "page", page.reasons)
        digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        content = hashlib.sha256("\n".join([digest, outlet or "", url, published.earliest or ""]).encode()).hexdigest()
        given = " ".join(self._cell(row, "id").split())
        identifier = (
            given or hashlib.sha256(f"{self._file}\n{content}".encode("utf-8", "surrogateescape")).hexdigest()[:12]
        )
        if self._repeated(identifier):
            # a row told twice is one article; another row under the same name is another
            identifier = f"{identifier}-{content[:8]}"
            if not given or self._repeated(identifier):
                return None
        self._repeated(f"{given}-{content[:8]}") if given else None
        source = f"{self._source}#{self._table.place}={number}"
        return Article(identifier, text, outlet, url or None, title, published, source=source, sha256=digest)

    def tell(self) -> None:
        """Say what was wrong with many rows."""
        self._dates.tell()

    def _repeated(self, identifier: str) -> bool:
        # 64 bits of each: a million rows take some 60 MB, and no two of them are likely to meet
        key = int.from_bytes(hashlib.blake2b(identifier.encode("utf-8", "replace"), digest_size=8).digest())
        if key in self._seen:
            return True
        self._seen.add(key)
        return False

    def _cell(self, row: Any, role: str) -> str:
        column = self._roles.get(role)
        return as_text(self._table.cell(row, column)) if column is not None else ""

    def _text(self, number: int, row: Any) -> tuple[str, Any]:
        given = self._cell(row, "text")
        if len(given) > item.LIMIT:
            raise item.too_large(f"{self._table.name}, row {number}", len(given))
        if is_page(given):
            from khabar.ingest.html import parse_page

            page = parse_page(given, f"{self._table.name}, row {number}")
            return page.text, page
        if mojibake.repair(given[:_LOOK], texts.arabic_likeness) is not None:
            repaired = mojibake.repair(given, texts.arabic_likeness)
            given = repaired[0] if repaired is not None else given
        return plain(texts.clean(given)), None

    def _published(self, number: int, row: Any) -> Published:
        column = self._roles.get("published")
        value = self._table.cell(row, column) if column is not None else None
        if isinstance(value, bytes):
            value = as_text(value)
        if value is None or (isinstance(value, str) and not value.strip()):
            return Published()
        found = self._days.published(value)
        if found is None:
            self._dates.add(number, f"{as_text(value)[:40]!r} is no date")
        return found or Published()
