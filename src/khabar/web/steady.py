"""Pages that follow from the ledger, the address and the reader alone: made once, as long as the ledger is as it was.

They are kept without the token of a browser: in its place stands a word that nobody can guess, and each browser gets
its own. A browser that has the page already (`If-None-Match`) is told so.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, Response

from khabar.ledger.watch import Version, Watch
from khabar.web import security

if TYPE_CHECKING:
    from khabar.web.visit import Visit

#: Bytes of pages that are kept at most.
MOST = 32 << 20
#: Of a request, what else its page depends on.
VARY = "Cookie, HX-Request, HX-Target"
_Key = tuple[object, ...]


class Steady:
    """The pages that were made of a ledger; any thread may ask."""

    def __init__(self, ledger: Path, most: int = MOST) -> None:
        self._watch = Watch(ledger)
        self._most = most
        self._lock = threading.Lock()
        self._version: Version | None = None
        self._pages: OrderedDict[_Key, bytes] = OrderedDict()
        self._size = 0
        self._stand_in = f"token-{secrets.token_urlsafe(32)}"

    def answer(self, visit: Visit, make: Callable[[Visit], Response]) -> Response:
        """What `make` answers, or what it answered when the ledger was as it is now."""
        version = self._watch.version()  # before the page is made: what is written meanwhile makes another version
        user = visit.user
        guarded = visit.site.entry.is_guarded
        key = visit.here(), visit.swaps, visit.theme, guarded, user and (user.name, user.role)
        page = self._get(version, key)
        if page is None:
            visit.stand_in = self._stand_in
            made = make(visit)
            visit.stand_in = None
            if not isinstance(made, HTMLResponse):
                return made
            page = bytes(made.body)
            if made.status_code != 200:
                return visit.page(self._own(visit, page), made.status_code)
            self._put(version, key, page)
        return _unless_known(visit, self._own(visit, page))

    def _own(self, visit: Visit, page: bytes) -> bytes:
        return page.replace(self._stand_in.encode(), security.token_of(visit.request).encode())

    def _get(self, version: Version, key: _Key) -> bytes | None:
        with self._lock:
            if version != self._version:
                self._version, self._size = version, 0
                self._pages.clear()
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def _put(self, version: Version, key: _Key, page: bytes) -> None:
        with self._lock:
            if version != self._version or key in self._pages:
                return
            self._pages[key] = page
            self._size += len(page)
            while self._size > self._most:
                self._size -= len(self._pages.popitem(last=False)[1])


def _unless_known(visit: Visit, page: bytes) -> Response:
    """The page; only that it is the same one, where the browser has it."""
    tag = f'"{hashlib.blake2b(page, digest_size=15).hexdigest()}"'
    known = visit.request.headers.get("if-none-match", "")
    if tag in (one.strip().removeprefix("W/") for one in known.split(",")):
        response = Response(status_code=304, headers={"Vary": VARY})
    else:
        response = visit.page(page)
    response.headers["ETag"] = tag
    return response
