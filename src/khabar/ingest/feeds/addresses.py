"""Addresses that may be fetched: http and https, on the open network, asked at the very machine that was checked.

A name is looked up once; the connection is made to one of the addresses found, so that a name which answers
differently the second time (DNS rebinding) changes nothing.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

from khabar.errors import KhabarError, error

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
#: A name and a port to the IP addresses behind them, as text.
Lookup = Callable[[str, int], Sequence[str]]

#: Characters of an address.
LONGEST = 4000
_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SPACE = re.compile(r"[\x00-\x20\x7f]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
#: Where clouds answer their own machines: virtual public IP of Azure, metadata of Oracle and, by IPv6, of Amazon.
_CLOUD = tuple(ipaddress.ip_network(n) for n in ("168.63.129.16/32", "192.0.0.0/24", "fd00:ec2::/32"))
#: A gateway from IPv6 to the IPv4 address in the last 32 bits (NAT64).
_GATEWAY = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Address:
    """A checked web address. `url`: in its plain form; `host`: in ASCII; `path`: with its query."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """`host` and, where it is not the usual one, the port: what the Host field holds."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and site: what a robots.txt is about."""
        return f"{self.scheme}://{self.site}"


def parse(url: str, base: str | None = None) -> Address:
    """An address out of what a person or a page wrote, joined to `base` where it is relative.

    KhabarError `address-invalid` for other schemes, a missing host, a password in it, or what is no address.
    """
    given = _CONTROL.sub("", url).strip()
    if len(given) > LONGEST:
        raise error("address-invalid", name=shown(url), why=f"it has more than {LONGEST:,} characters")
    try:
        parts = urlsplit(urljoin(base, given) if base else given)
        scheme, port, host = parts.scheme.lower(), parts.port, parts.hostname or ""
    except ValueError as problem:
        raise error("address-invalid", name=shown(url), why=problem) from None
    if scheme not in _PORTS:
        why = f"{scheme}: is not read, only http: and https: are" if scheme else "it does not begin with http"
        raise error("address-invalid", name=shown(url), why=why)
    if parts.username is not None or parts.password is not None:
        raise error("address-invalid", name=f"{scheme}://…@{host}", why="it has a name or password in it")
    host = _ascii(host.rstrip("."), url)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        path += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]|")
    made = Address("", scheme, host, port or _PORTS[scheme], path)
    return Address(f"{made.origin}{path}", *(made.scheme, made.host, made.port, made.path))


def is_address(text: str) -> bool:
    """Whether it is meant as an address, of whatever scheme, and not as a file."""
    return bool(_SCHEME.match(text)) and "//" in text


def shown(url: str) -> str:
    """An address as a message shows it: on one line, and not without end."""
    text = _SPACE.sub(" ", url).strip()
    return text if len(text) <= 200 else text[:199] + "…"


def _ascii(host: str, url: str) -> str:
    if not host or len(host) > 253:
        raise error("address-invalid", name=shown(url), why="there is no host in it")
    with contextlib.suppress(ValueError):
        return str(ipaddress.ip_address(host.split("%", maxsplit=1)[0]))
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise error("address-invalid", name=shown(url), why=f"{host[:80]} is no name of a host") from None
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", name):
        raise error("address-invalid", name=shown(url), why=f"{host[:80]} is no name of a host")
    return name


def inner(ip: IP) -> list[IP]:
    """What is reached by the address: itself, or the address of IPv4 that it carries, or both where both may be."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped is not None:
        return [ip.ipv4_mapped]
    if ip in _GATEWAY:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    if ip.teredo is not None:
        return [ip, *ip.teredo]
    return [ip] if ip.sixtofour is None else [ip, ip.sixtofour]


def is_open(ip: IP) -> bool:
    """Whether it is an address on the open network: not of this machine, its own network or its cloud."""
    return all(one.is_global and not one.is_reserved and not _odd(one) for one in inner(ip))


def is_near(ip: IP) -> bool:
    """Whether it is of this machine or of a private network; never true of a cloud's metadata service."""
    return all(one.is_loopback or (one.is_private and not one.is_reserved and not _odd(one)) for one in inner(ip))


def _odd(ip: IP) -> bool:
    site_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    cloud = any(ip in network for network in _CLOUD)
    return ip.is_multicast or ip.is_unspecified or ip.is_link_local or site_local or cloud


def look_up(host: str, port: int) -> list[str]:
    """The system's answer, each address once; OSError where there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass
class Network:
    """Which machines may be asked. `near`: also this one and those of private networks (`--allow-private`)."""

    near: bool = False
    look_up: Lookup = look_up
    #: Seconds that a look-up may take.
    patience: float = 10.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def allows(self, ip: IP) -> bool:
        """Whether this IP address may be asked."""
        return is_open(ip) or (self.near and is_near(ip))

    def addresses(self, address: Address) -> list[str]:
        """The IP addresses to connect to, those that may be asked, in the order of the answer.

        KhabarError `address-local` where there are others only, `fetch-failed` where the name is not known.
        """
        try:
            answer: Sequence[str] = [str(ipaddress.ip_address(address.host))]
        except ValueError:
            answer = self._ask(address)
        ips = [ipaddress.ip_address(a.split("%")[0]) for a in answer]
        good = [str(ip) for ip in ips if self.allows(ip)]
        if not good:
            raise error("address-local", name=shown(address.url), host=address.host, ip=ips[0] if ips else "nowhere")
        return good

    def _ask(self, address: Address) -> Sequence[str]:
        # the system's look-up cannot be told to stop: it is left behind in a thread of its own
        answer: list[Sequence[str] | BaseException] = []

        def ask() -> None:
            try:
                answer.append(self.look_up(address.host, address.port))
            except (OSError, UnicodeError) as problem:
                answer.append(problem)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self.patience)
        found = answer[0] if answer else TimeoutError("no answer")
        if isinstance(found, BaseException):
            why = getattr(found, "strerror", None) or found
            raise _failed(address, f"the name {address.host} is not known: {why}")
        return found


def _failed(address: Address, why: str) -> KhabarError:
    return error("fetch-failed", name=shown(address.url), why=why)
