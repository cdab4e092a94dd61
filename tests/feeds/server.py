"""A site of the tests' own on loopback, a clock that does not wait, and a network that takes loopback for open."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from khabar.ingest.feeds.addresses import IP, Network
from khabar.ingest.feeds.clock import Clock

#: What a route may do instead of an answer: write to the connection as it likes.
Rude = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Page:
    """An answer."""

    body: bytes = b""
    kind: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """What the server has and what it was asked for. `routes`: path (with query) -> answer."""

    def __init__(self) -> None:
        self.routes: dict[str, Page | Rude] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.closing = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                found = site.routes.get(self.path)
                self.close_connection = True
                if found is not None and not isinstance(found, Page):
                    found(self)
                    return
                page = found or Page(b"nothing here", status=404)
                etag = page.headers.get("ETag")
                if etag and self.headers.get("If-None-Match") == etag:
                    page = Page(b"", None, 304, {"ETag": etag})
                self.send_response(page.status)
                if page.kind is not None:
                    self.send_header("Content-Type", page.kind)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                if page.status != 304:
                    self.send_header("Content-Length", str(len(page.body)))
                self.end_headers()
                self.wfile.write(page.body)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """A client that went away is what some tests want."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def put(self, path: str, body: str | bytes, kind: str | None = "text/html; charset=utf-8", **more: object) -> None:
        """Have a page."""
        data = body.encode() if isinstance(body, str) else body
        status, headers = more.get("status", 200), more.get("headers", {})
        assert isinstance(status, int)
        assert isinstance(headers, dict)
        self.routes[path] = Page(data, kind, status, headers)

    def lead(self, path: str, to: str, status: int = 302) -> None:
        """Have a redirect."""
        self.routes[path] = Page(b"", None, status, {"Location": to})

    def paths(self) -> list[str]:
        """What it was asked for, robots.txt apart."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


class StillClock(Clock):
    """A clock that stands, and jumps where somebody waits."""

    def __init__(self) -> None:
        super().__init__()
        self.moment = datetime.datetime(2025, 3, 10, 12, tzinfo=datetime.UTC)
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def now(self) -> datetime.datetime:
        return self.moment

    def ticks(self) -> float:
        return self.moment.timestamp()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.moment += datetime.timedelta(seconds=seconds)

    def on(self, **by: float) -> None:
        """Let time go by."""
        self.moment += datetime.timedelta(**by)

    def http(self, **by: float) -> str:
        """A moment from now, as HTTP writes it."""
        return format_datetime(self.moment + datetime.timedelta(**by), usegmt=True)


class Loopback(Network):
    """A network on which the names below stand for this machine, which counts as open; everything else is as it is."""

    def allows(self, ip: IP) -> bool:
        return str(ip) == "127.0.0.1" or super().allows(ip)
