"""One document over HTTP: from the machine that was checked, within a time and a size, over few redirects.

Every request has a connection of its own, opened to a checked IP address; the name goes into the Host field and
into the certificate's check. A watchdog shuts the connection when the time is over, so that neither a header nor
a body that comes drop by drop can hold us. Proxies of the environment are not used: they would connect for us to
addresses that nobody checked.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar import __version__
from khabar.errors import KhabarError, error
from khabar.ingest.feeds import decoding
from khabar.ingest.feeds.addresses import Address, Network, parse, shown
from khabar.ingest.feeds.watchdog import Watchdog

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import HTTPResponse

ACCEPT_FEED = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
ACCEPT_PAGE = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
PERMANENT, TEMPORARY = frozenset({301, 308}), frozenset({302, 303, 307})
_READ = 64 * 1024


@dataclass(frozen=True)
class Limits:
    """What one document may cost. Sizes in bytes, raw and decoded alike; times in seconds."""

    size: int = 16 * 1024 * 1024
    connect: float = 10.0
    silence: float = 20.0
    whole: float = 60.0
    redirects: int = 5


@dataclass(frozen=True)
class Answer:
    """What came. `status`: 2xx or 304; `headers`: by small names; `url`: where it came from at last;
    `moved`: the new address, where every step to it was said to be for good."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    moved: str | None = None

    @property
    def kind(self) -> str:
        """The media type, small, without parameters; empty where none is said."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the Content-Type names."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None


class Unfetched(KhabarError):
    """A document that did not come. `again`: whether trying later may help; `after`: when the site says so, as the
    field Retry-After has it; `status`: the answer's, where there was one, and `at` who gave it."""

    def __init__(
        self,
        problem: KhabarError,
        *,
        again: bool,
        status: int | None = None,
        after: str | None = None,
        at: Address | None = None,
    ) -> None:
        super().__init__(problem.code, problem.message, problem.hint)
        self.again, self.status, self.after, self.at = again, status, after, at


#: Called before each request, also those that redirects ask for; may wait, may raise.
Before = Callable[[Address], None]


@dataclass
class Fetcher:
    """Fetches documents; may be used by several threads."""

    network: Network = field(default_factory=Network)
    limits: Limits = field(default_factory=Limits)
    contact: str | None = None

    @property
    def agent(self) -> str:
        """Who we say we are."""
        about = f"; +{self.contact}" if self.contact else ""
        return f"khabar/{__version__} (reads feeds of news for research{about})"

    def get(
        self,
        url: str,
        before: Before | None = None,
        *,
        accept: str = ACCEPT_PAGE,
        etag: str | None = None,
        modified: str | None = None,
        limit: int | None = None,
        cut: bool = False,
    ) -> Answer:
        """The document at `url`, or status 304 where it is as `etag` or `modified` say.

        At most `limit` bytes (those of the limits where none is given); with `cut`, the beginning where it is more.
        Unfetched for everything that goes wrong.
        """
        headers = {"User-Agent": self.agent, "Accept": accept, "Accept-Encoding": decoding.codings()}
        headers["Accept-Language"] = "ar, *;q=0.5"
        headers["Connection"] = "close"
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        try:
            address = parse(url)
            return self._follow(address, before, headers, limit or self.limits.size, cut)
        except Unfetched:
            raise
        except KhabarError as problem:
            again = problem.code in ("fetch-failed", "robots-unknown")
            raise Unfetched(problem, again=again) from None

    def _follow(
        self, address: Address, before: Before | None, headers: dict[str, str], limit: int, cut: bool
    ) -> Answer:
        first, seen, lasting = address, [address.url], True
        until = time.monotonic() + self.limits.whole
        while True:
            if before is not None:
                waited = time.monotonic()
                before(address)
                until += time.monotonic() - waited  # being polite is not the site's fault
            answer = self._ask(address, first, headers, limit, cut, until)
            if answer.status not in PERMANENT | TEMPORARY:
                moved = address.url if lasting and address.url != first.url else None
                return Answer(answer.url, answer.status, answer.headers, answer.body, moved)
            lasting = lasting and answer.status in PERMANENT
            where = answer.headers.get("location", "").encode("latin-1", "replace").decode("utf-8", "replace")
            address = parse(where, address.url) if where else address
            if address.url in seen:
                raise Unfetched(error("fetch-redirects", name=first.url, why="in a circle"), again=False)
            seen.append(address.url)
            if len(seen) > self.limits.redirects + 1:
                why = f"more than {self.limits.redirects} steps"
                raise Unfetched(error("fetch-redirects", name=first.url, why=why), again=False)

    def _ask(
        self, address: Address, first: Address, headers: dict[str, str], limit: int, cut: bool, until: float
    ) -> Answer:
        name = shown(first.url)
        with Watchdog(until) as watchdog:
            try:
                return self._exchange(address, headers, limit, cut, watchdog, name)
            except Unfetched:
                raise
            except decoding.TooLarge:
                raise Unfetched(error("fetch-too-large", name=name, limit=_megabytes(limit)), again=False) from None
            except decoding.Damaged as problem:
                raise Unfetched(error("fetch-coded", name=name, why=problem), again=True) from None
            except Exception as problem:  # urllib3, http.client, ssl and sockets each have their own
                if isinstance(problem, KhabarError):
                    raise
                if watchdog.bit or isinstance(problem, TimeoutError):
                    raise self._slow(name) from None
                raise Unfetched(error("fetch-failed", name=name, why=_reason(problem)), again=True) from None

    def _slow(self, name: str) -> Unfetched:
        return Unfetched(error("fetch-slow", name=name, seconds=f"{self.limits.whole:g}"), again=True)

    def _exchange(
        self, address: Address, headers: dict[str, str], limit: int, cut: bool, watchdog: Watchdog, name: str
    ) -> Answer:
        connection = self._connect(address, watchdog)
        try:
            connection.request(
                "GET", address.path, headers={"Host": address.site, **headers}, preload_content=False,
                decode_content=False,
            )  # fmt: skip
            connection.timeout = self.limits.silence
            response = connection.getresponse()
            said = {key.lower(): value for key, value in response.headers.items()}
            status = response.status
            if status in PERMANENT | TEMPORARY or status == 304:
                return Answer(address.url, status, said, b"")
            if not 200 <= status < 300:
                raise refused(address, name, status, response.reason, said.get("retry-after"))
            body = self._body(response, said, limit, cut)
            if watchdog.bit:
                raise self._slow(name)
            return Answer(address.url, status, said, body)
        finally:
            connection.close()

    @staticmethod
    def _body(response: HTTPResponse, said: dict[str, str], limit: int, cut: bool) -> bytes:
        length = said.get("content-length", "")
        if not cut and length.isascii() and length.isdigit() and int(length) > limit:
            raise decoding.TooLarge
        body = decoding.Body(said.get("content-encoding", ""), limit, cut)
        while piece := response.read1(_READ):
            if not body.add(piece):
                return body.part()
        return body.whole()

    def _connect(self, address: Address, watchdog: Watchdog) -> HTTPConnection:
        ips = self.network.addresses(address)
        for n, ip in enumerate(ips):
            connection = _connection(address, ip, min(self.limits.connect, watchdog.left()))
            watchdog.watch(connection)
            try:
                connection.connect()
                return connection
            except Exception:
                connection.close()
                if n == len(ips) - 1 or watchdog.bit:
                    raise
        raise AssertionError("the network gives at least one address")


def _connection(address: Address, ip: str, timeout: float) -> HTTPConnection:
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if address.scheme == "http":
        return HTTPConnection(ip, address.port, timeout=timeout)
    import ssl

    return HTTPSConnection(
        ip, address.port, timeout=timeout, server_hostname=address.host, ssl_context=ssl.create_default_context()
    )


def refused(address: Address, name: str, status: int, reason: str | None, after: str | None) -> Unfetched:
    """An answer that says no."""
    words = reason or http.client.responses.get(status, "")
    again = status in (401, 403, 408, 425, 429) or status >= 500
    hint = "it is tried again in a later round" if again else "it is not asked for again"
    return Unfetched(
        error("fetch-status", name=name, status=f"{status} {words}".strip()[:80], hint=hint),
        again=again,
        status=status,
        after=after,
        at=address,
    )


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.3g}"


def _reason(problem: BaseException) -> str:
    """What is wrong, without the library's names for it."""
    import ssl

    for inner in (problem, problem.__cause__, problem.__context__, *problem.args):
        if isinstance(inner, ssl.SSLCertVerificationError):
            return f"its certificate cannot be trusted: {inner.verify_message}"
        if isinstance(inner, OSError) and inner.strerror:
            return inner.strerror
    text = " ".join(str(problem).split()) or type(problem).__name__
    return text[:200]
