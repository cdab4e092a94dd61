"""Articles out of tables: CSV and its kin, Parquet, spreadsheets, and JSON Lines of records that are not ours.

`columns` finds out which column is what, `dates` how a column writes days, `rows` makes articles; `delimited`,
`columnar`, `sheets` and `foreign` each know one kind of file. All read as a stream, whatever the size.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from khabar.article import Article
from khabar.errors import KhabarError

if TYPE_CHECKING:
    from khabar.ingest.files import Given
    from khabar.ingest.item import Tally

#: Kinds of files that `read_table` reads, as `khabar.ingest.kinds` names them.
TABLES = frozenset({"csv", "parquet", "sheet"})


def read_table(
    stream: BinaryIO,
    name: str,
    kind: str,
    given: Given,
    errors: list[KhabarError],
    head: bytes = b"",
    tally: Tally | None = None,
) -> Iterator[Article]:
    """The articles in a table, a row each; `head` is what was read of the stream already.

    `given.columns` says which column is what, where the user does. Rows that cannot be read go to `errors`, the
    first of them one by one, the rest as a number; `tally` counts rows that are not Arabic or have no text.
    KhabarError `table-no-text`, `table-column`, `table-broken`,
    `table-part`, `file-empty`, `file-binary`, `file-encoding` for a table that cannot be read at all.
    """
    if kind == "parquet":
        from khabar.ingest.tables.columnar import tables
    elif kind == "sheet":
        from khabar.ingest.tables.sheets import tables
    else:
        from khabar.ingest.tables.delimited import tables
    from khabar.ingest.tables.rows import articles

    return articles(tables(stream, name, errors, head), name, given, errors, tally)
