"""Which addresses may be fetched, and from which machines."""

from __future__ import annotations

import ipaddress
import time

import pytest

from khabar.errors import KhabarError
from khabar.ingest.feeds.addresses import Network, is_address, is_near, is_open, parse

OPEN = ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"]
NEAR = ["127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "::1", "fd12::1", "::ffff:127.0.0.1"]
NEVER = [
    "0.0.0.0", "::", "169.254.169.254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "fe80::1", "fd00:ec2::254",
    "168.63.129.16", "192.0.0.192", "100.100.100.200", "224.0.0.1", "ff02::1", "240.0.0.1", "255.255.255.255",
    "fec0::1", "::127.0.0.1", "2002:7f00:1::", "2002:a9fe:a9fe::",
]  # fmt: skip


@pytest.mark.parametrize("ip", OPEN + NEAR + NEVER)
def test_machines(ip: str) -> None:
    found = ipaddress.ip_address(ip)
    assert is_open(found) == (ip in OPEN)
    assert (is_near(found) and not is_open(found)) == (ip in NEAR)


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("HTTP://News.Example:80/a b?q=خبر#part", "http://news.example/a%20b?q=%D8%AE%D8%A8%D8%B1"),
        ("https://خبر.example/%D8%A3", "https://xn--ngblk.example/%D8%A3"),
        ("http://news.example.:8080", "http://news.example:8080/"),
        ("http://[::1]:81/x", "http://[::1]:81/x"),
        ("  http://news.example/\n\ta ", "http://news.example/a"),
    ],
)
def test_plain_form(given: str, plain: str) -> None:
    assert parse(given).url == plain
    assert parse(plain).url == plain


def test_relative() -> None:
    base = "https://news.example/a/feed.xml"
    assert parse("../b?x=1", base).url == "https://news.example/b?x=1"
    assert parse("//other.example/", base).url == "https://other.example/"


@pytest.mark.parametrize(
    "given",
    [
        "file:///etc/passwd", "ftp://news.example/", "javascript:alert(1)", "data:text/html,x", "gopher://x/",
        "http://", "http:///a", "//news.example/", "news.example/feed", "http://name:word@news.example/",
        "http://news.example:99999/", "http://a b/", "http://a..b/", "http://[::1/", "http://" + "a" * 300, "",
        "http://news.example/" + "a" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_address(given: str) -> None:
    with pytest.raises(KhabarError) as problem:
        parse(given)
    assert problem.value.code == "address-invalid"
    assert "word@" not in str(problem.value)


def test_a_file_is_no_address() -> None:
    assert is_address("https://news.example/")
    assert is_address("ftp://news.example/")
    assert not is_address("feeds.opml")
    assert not is_address("C:\\feeds.opml")


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"])
def test_this_machine_by_any_name(host: str) -> None:
    """However it is written: the answer of the look-up is what is checked."""
    address = parse(f"http://{host}:9/")
    with pytest.raises(KhabarError) as problem:
        Network().addresses(address)
    assert problem.value.code == "address-local"
    assert Network(near=True).addresses(address)


def test_only_the_open_ones_of_an_answer() -> None:
    network = Network(look_up=lambda host, port: ["10.0.0.1", "8.8.8.8", "169.254.169.254"])
    assert network.addresses(parse("http://news.example/")) == ["8.8.8.8"]
    assert Network(near=True, look_up=network.look_up).addresses(parse("http://x.example/")) == ["10.0.0.1", "8.8.8.8"]


def test_a_name_that_is_not_known() -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(KhabarError, match="the name news.example is not known".replace(".", r"\.")):
        Network(look_up=nobody).addresses(parse("http://news.example/"))


def test_a_look_up_without_end() -> None:
    def slow(host: str, port: int) -> list[str]:
        time.sleep(5)
        return ["8.8.8.8"]

    with pytest.raises(KhabarError, match="no answer"):
        Network(look_up=slow, patience=0.05).addresses(parse("http://news.example/"))
