"""What stands between files and articles: bytes with what is known of them, and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from khabar.article import Article
from khabar.errors import KhabarError, error

#: Most bytes that one article may have; a mistaken dump must not fill the memory.
LIMIT = 16 * 1024 * 1024


@dataclass(frozen=True)
class Item:
    """Bytes that an article was read from.

    `name` is what errors call them (`file`, `archive!/member`), `kind` and `encoding` (what was declared) are how
    they are read; `url`, `fetched` (ISO 8601, UTC) and `content_type` as the archive says; `source` is the file,
    `member` what they are called in it.
    """

    data: bytes
    name: str
    kind: str
    url: str | None = None
    encoding: str | None = None
    fetched: str | None = None
    content_type: str | None = None
    source: str | None = None
    member: str | None = None

    def origin(self) -> dict[str, Any]:
        """What `Ledger.keep_page` wants to know beside the article and the bytes."""
        names = ("kind", "encoding", "url", "fetched", "content_type", "source", "member")
        return {name: getattr(self, name) for name in names}


@dataclass
class Found:
    """An article, and what it was read from: None for a record of an interchange file, which is no page."""

    article: Article
    item: Item | None = None


@dataclass
class Member:
    """What an archive holds under a name, before it is read. `kind` is None where it is nothing that is read here.

    `open` gives its bytes as a stream that can be read until the next member is asked for. `size`: bytes, as the
    archive claims, None where it does not say.
    """

    name: str
    kind: str | None
    open: Callable[[], BinaryIO]
    size: int | None = None
    url: str | None = None
    encoding: str | None = None
    fetched: str | None = None
    content_type: str | None = None


@dataclass
class Tally:
    """What became of what archives hold. `records`: all that was looked at; `articles`: read; `foreign`: pages that
    are not Arabic; `other`: no pages (images, scripts, lists, redirections); `failed`: told as errors."""

    records: int = 0
    articles: int = 0
    foreign: int = 0
    other: int = 0
    failed: int = 0

    def __str__(self) -> str:
        parts = [f"{self.articles:,} articles"]
        for number, what in (
            (self.foreign, "not Arabic"),
            (self.other, "no articles"),
            (self.failed, "failed"),
        ):
            if number:
                parts.append(f"{number:,} {what}")
        return f"{self.records:,} records: {', '.join(parts)}"


@dataclass
class Trouble:
    """Errors of one archive that many members may have: told once, with how many and the first of them."""

    archive: str
    errors: list[KhabarError]
    members: dict[str, list[str]] = field(default_factory=dict)

    def add(self, code: str, member: str) -> None:
        """One more member with this error."""
        self.members.setdefault(code, []).append(member)

    def tell(self) -> None:
        """Put the errors in the list."""
        for code, names in self.members.items():
            shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
            self.errors.append(error(code, name=self.archive, count=len(names), members=shown))
        self.members = {}


def too_large(name: str, size: int | None = None) -> KhabarError:
    """The error for bytes beyond LIMIT; `size` where it is known."""
    shown = f"over {LIMIT // 2**20}" if size is None else f"{size / 2**20:.0f}"
    return error("file-too-large", name=name, size=shown, limit=LIMIT // 2**20)
