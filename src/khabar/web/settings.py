"""What the application is told when it starts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Settings:
    """`ledger`: the file that is shown; `host`: where the server listens; `hosts`: the names that it may be asked by.

    `proxied`: others reach it through a proxy that it trusts to say how. `limit`: the most bytes that the body of a
    request may have, unless the view says otherwise.
    """

    ledger: Path
    host: str = "127.0.0.1"
    hosts: tuple[str, ...] = field(default=())
    limit: int = 1 << 20
    proxied: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Host names, in small letters and without port, under which requests are answered."""
        return frozenset({"127.0.0.1", "::1", "localhost", self.host.lower(), *(h.lower() for h in self.hosts)})


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens there."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
