"""Fetching from a server that is well, rude, slow, huge or malicious."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from tests.feeds.server import Loopback, Rude, Site

from khabar.ingest.feeds import fetch
from khabar.ingest.feeds.addresses import Address, Network
from khabar.ingest.feeds.fetch import Fetcher, Limits, Unfetched

TEXT = "وصل الوفد إلى المدينة صباح اليوم.\n" * 50


def fails(fetcher: Fetcher, url: str) -> Unfetched:
    with pytest.raises(Unfetched) as caught:
        fetcher.get(url)
    assert "\n" not in caught.value.message
    return caught.value


def says(words: str) -> Rude:
    """A server that writes just that."""

    def rude(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(words.encode())

    return rude


def test_get(site: Site, fetcher: Fetcher) -> None:
    site.put("/a?x=1", TEXT, 'text/html; Charset="UTF-8"', headers={"ETag": '"1"', "Last-Modified": "yesterday"})
    answer = fetcher.get(site.url + "/a?x=1#part")
    assert answer.body.decode() == TEXT
    assert (answer.status, answer.kind, answer.charset, answer.moved) == (200, "text/html", "UTF-8", None)
    ((path, asked),) = site.asked
    assert path == "/a?x=1"
    assert asked["host"] == f"127.0.0.1:{site.port}"
    assert asked["user-agent"].startswith("khabar/")
    assert asked["connection"] == "close"
    assert "if-none-match" not in asked


def test_contact_is_said(site: Site, fetcher: Fetcher) -> None:
    site.put("/", TEXT)
    replace(fetcher, contact="mailto:desk@news.example").get(site.url)
    assert "+mailto:desk@news.example" in site.asked[0][1]["user-agent"]


def test_not_modified(site: Site, fetcher: Fetcher) -> None:
    site.put("/", TEXT, headers={"ETag": '"1"'})
    assert fetcher.get(site.url, etag='"1"').status == 304
    fetcher.get(site.url, modified="Mon, 10 Mar 2025 12:00:00 GMT")
    assert site.asked[1][1]["if-modified-since"] == "Mon, 10 Mar 2025 12:00:00 GMT"


@pytest.mark.parametrize(
    ("coding", "code"),
    [
        ("gzip", gzip.compress),
        ("gzip", lambda data: gzip.compress(data[:99]) + gzip.compress(data[99:])),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("br", brotli.compress),
        ("identity", bytes),
    ],
)
def test_codings(site: Site, fetcher: Fetcher, coding: str, code: object) -> None:
    assert callable(code)
    data = TEXT.encode() * 30
    site.put("/", code(data), headers={"Content-Encoding": coding})
    assert fetcher.get(site.url).body == data


@pytest.mark.parametrize("code", [gzip.compress, brotli.compress, zlib.compress])
def test_a_bomb_is_left_there(site: Site, fetcher: Fetcher, code: object) -> None:
    assert callable(code)
    coding = {gzip.compress: "gzip", brotli.compress: "br", zlib.compress: "deflate"}[code]
    bomb = code(bytes(50_000_000))
    assert len(bomb) < 100_000
    site.put("/", bomb, headers={"Content-Encoding": coding})
    tracemalloc.start()
    problem = fails(fetcher, site.url)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.code == "fetch-too-large"
    assert not problem.again
    assert most < 3_000_000


def test_a_bomb_in_a_bomb(site: Site, fetcher: Fetcher) -> None:
    site.put("/", gzip.compress(gzip.compress(bytes(10))), headers={"Content-Encoding": "gzip, gzip"})
    assert fails(fetcher, site.url).code == "fetch-coded"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(TEXT.encode())[:-20]),
        ("gzip", b"not gzip"),
        ("br", brotli.compress(TEXT.encode())[:-5]),
        ("br", b"\xff" * 100),
        ("deflate", b"\xff" * 100),
        ("zip", b"PK"),
    ],
)
def test_damaged(site: Site, fetcher: Fetcher, coding: str, body: bytes) -> None:
    site.put("/", body, headers={"Content-Encoding": coding})
    problem = fails(fetcher, site.url)
    assert (problem.code, problem.again) == ("fetch-coded", True)


def test_too_large_is_not_even_begun(site: Site, fetcher: Fetcher) -> None:
    site.put("/", bytes(300_000))
    assert fails(fetcher, site.url).code == "fetch-too-large"
    assert len(fetcher.get(site.url, limit=1000, cut=True).body) == 1000


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 10_000)


def test_endless(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = _endless
    assert fails(fetcher, site.url).code == "fetch-too-large"


def _drip(head: bytes, drop: bytes) -> Rude:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        for _ in range(3000):
            handler.wfile.write(drop)
            handler.wfile.flush()
            time.sleep(0.01)

    return drip


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        (b"HTTP/1.1 ", b"2"),
    ],
)
def test_drop_by_drop(site: Site, fetcher: Fetcher, head: bytes, drop: bytes) -> None:
    """No single wait is too long, but all of them are."""
    site.routes["/"] = _drip(head, drop)
    problem = fails(replace(fetcher, limits=Limits(silence=5, whole=0.2)), site.url)
    assert (problem.code, problem.again) == ("fetch-slow", True)


def test_silence(site: Site, fetcher: Fetcher) -> None:
    def silent(_: BaseHTTPRequestHandler) -> None:
        site.closing.wait(5)

    site.routes["/"] = silent
    assert fails(replace(fetcher, limits=Limits(silence=0.1, whole=5)), site.url).code == "fetch-slow"


def test_breaks_off(site: Site, fetcher: Fetcher) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it")

    def chunks(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf of it")

    def nothing(handler: BaseHTTPRequestHandler) -> None:
        pass

    def other(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH_9.9\r\n")

    for rude in (cut, chunks, nothing, other):
        site.routes["/"] = rude
        problem = fails(fetcher, site.url)
        assert (problem.code, problem.again) == ("fetch-failed", True)


def test_chunks(site: Site, fetcher: Fetcher) -> None:
    def chunks(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n")

    site.routes["/"] = chunks
    assert fetcher.get(site.url).body == b"abcdefg"


def test_nobody_there(fetcher: Fetcher, site: Site) -> None:
    site.close()
    problem = fails(fetcher, site.url)
    assert (problem.code, problem.again) == ("fetch-failed", True)
    assert "refused" in problem.message


@pytest.mark.parametrize(
    ("status", "again"), [(404, False), (410, False), (400, False), (403, True), (429, True), (500, True), (503, True)]
)
def test_refused(site: Site, fetcher: Fetcher, status: int, again: bool) -> None:
    site.put("/", "no", status=status, headers={"Retry-After": "120"})
    problem = fails(fetcher, site.url)
    assert (problem.code, problem.status, problem.again, problem.after) == ("fetch-status", status, again, "120")
    assert str(status) in problem.message


# redirects


def test_redirects(site: Site, fetcher: Fetcher) -> None:
    site.lead("/a", "/b", 301)
    site.lead("/b", "c", 308)
    site.put("/c", TEXT)
    assert fetcher.get(site.url + "/a").moved == site.url + "/c"
    site.lead("/b", "/c", 302)
    answer = fetcher.get(site.url + "/a")
    assert (answer.moved, answer.url) == (None, site.url + "/c")


def test_redirects_to_an_arabic_address(site: Site, fetcher: Fetcher) -> None:
    site.routes["/a"] = says("HTTP/1.1 302 Found\r\nLocation: /خبر\r\n\r\n")
    site.put("/%D8%AE%D8%A8%D8%B1", TEXT)
    assert fetcher.get(site.url + "/a").status == 200


def test_redirects_without_end(site: Site, fetcher: Fetcher) -> None:
    site.lead("/a", "/b")
    site.lead("/b", "/a")
    assert "in a circle" in fails(fetcher, site.url + "/a").message
    for n in range(10):
        site.lead(f"/{n}", f"/{n + 1}")
    site.asked.clear()
    assert "more than 5 steps" in fails(fetcher, site.url + "/0").message
    assert len(site.asked) == 6
    site.lead("/x", "/x", 301)
    assert fails(fetcher, site.url + "/x").code == "fetch-redirects"
    site.routes["/none"] = says("HTTP/1.1 302 Found\r\n\r\n")
    assert fails(fetcher, site.url + "/none").code == "fetch-redirects"


@pytest.mark.parametrize("to", ["file:///etc/hostname", "ftp://news.example/", "javascript:1", "data:text/html,x"])
def test_redirects_to_another_scheme(site: Site, fetcher: Fetcher, to: str) -> None:
    site.lead("/a", to)
    assert fails(fetcher, site.url + "/a").code == "address-invalid"


@pytest.mark.parametrize("to", ["http://127.0.0.2/", "http://[::1]/", "http://169.254.169.254/latest/", "//inside/"])
def test_redirects_into_the_local_network(site: Site, fetcher: Fetcher, to: str) -> None:
    site.lead("/a", to)
    problem = fails(fetcher, site.url + "/a")
    assert (problem.code, problem.again) == ("address-local", False)


def test_this_machine_is_not_asked(site: Site) -> None:
    site.put("/", TEXT)
    assert fails(Fetcher(), site.url).code == "address-local"
    assert site.asked == []
    assert Fetcher(Network(near=True)).get(site.url).status == 200


def test_the_checked_machine_is_the_one_that_is_asked(site: Site, fetcher: Fetcher) -> None:
    """A name that answers differently the second time: there is no second time."""
    answers = [["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]]
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    site.put("/", TEXT)
    network = Loopback(look_up=rebinding)
    answer = Fetcher(network, fetcher.limits).get(f"http://news.example:{site.port}/")
    assert answer.status == 200
    assert asked == ["news.example"]
    assert site.asked[0][1]["host"] == f"news.example:{site.port}"
    assert fails(Fetcher(network), f"http://news.example:{site.port}/").code == "address-local"


def test_the_next_address_where_one_does_not_answer(site: Site) -> None:
    site.put("/", TEXT)
    network = Network(near=True, look_up=lambda host, port: ["127.0.0.3", "127.0.0.1"])
    assert Fetcher(network).get(f"http://news.example:{site.port}/").status == 200


def test_before_every_step(site: Site, fetcher: Fetcher) -> None:
    site.lead("/a", "/b")
    site.put("/b", TEXT)
    steps: list[str] = []

    def before(address: Address) -> None:
        steps.append(address.path)

    fetcher.get(site.url + "/a", before)
    assert steps == ["/a", "/b"]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
def test_tls(site: Site, fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the checked address, the certificate must be that of the name."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
         "2", "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example", "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    site._server.socket = context.wrap_socket(site._server.socket, server_side=True)
    site.put("/", TEXT)
    network = Loopback(look_up=lambda host, port: ["127.0.0.1"])
    asking = Fetcher(network, fetcher.limits)
    url = f"https://news.example:{site.port}/"
    assert "certificate cannot be trusted" in fails(asking, url).message
    default = ssl.create_default_context
    monkeypatch.setattr(ssl, "create_default_context", lambda: default(cafile=str(cert)))
    assert asking.get(url).body.decode() == TEXT
    assert "certificate cannot be trusted" in fails(asking, url.replace("news.", "other.")).message


def test_many_at_once(site: Site, fetcher: Fetcher) -> None:
    for n in range(20):
        site.put(f"/{n}", str(n) * 1000)
    got: dict[int, bytes] = {}

    def one(n: int) -> None:
        got[n] = fetcher.get(f"{site.url}/{n}").body

    threads = [threading.Thread(target=one, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert got == {n: (str(n) * 1000).encode() for n in range(20)}


def test_agent_is_one_line() -> None:
    assert fetch.Fetcher(contact=None).agent.count("\n") == 0
