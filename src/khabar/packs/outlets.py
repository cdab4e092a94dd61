"""Whose an address is: the media of the packs by the domains of their sites (`web:` in the column `other`)."""

from __future__ import annotations

from urllib.parse import urlsplit

from khabar.arabic.fold import fold_text
from khabar.packs.model import PackEntity, Packs

#: Beginnings of hosts that say nothing of whose they are.
_PLAIN = ("www.", "m.", "amp.", "mobile.", "web.")


def outlet_at(url: str | None, packs: Packs) -> PackEntity | None:
    """The medium whose site holds this address, None where no pack knows it: the longest domain that is listed."""
    domain = host(url)
    sites = packs.compiled("outlets", _sites)
    while "." in domain:
        if domain in sites:
            return packs.entities.get(sites[domain])
        domain = domain.partition(".")[2]
    return None


def home(outlet: str | None, packs: Packs) -> str | None:
    """The country of a medium that a pack knows by this identifier, name or domain; None of any other."""
    if not outlet:
        return None
    known = packs.compiled("outlets.home", _homes)
    medium = outlet_at(f"http://{outlet}", packs)
    return medium.country if medium is not None else known.get(fold_text(outlet.strip()).casefold())


def host(url: str | None) -> str:
    """The host of an http address without `www.` and the like; empty where there is none."""
    try:
        parts = urlsplit((url or "").strip())
        found = (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
    for beginning in _PLAIN:
        if found.startswith(beginning) and found.count(".") > 1:
            return found[len(beginning) :]
    return found


def name_at(url: str | None, packs: Packs) -> str | None:
    """What an article's outlet is called that only its address tells: the medium's Arabic name, else the host."""
    medium = outlet_at(url, packs)
    if medium is not None:
        return (medium.ar or medium.en or [medium.id])[0]
    return host(url) or None


def _homes(packs: Packs) -> dict[str, str]:
    found: dict[str, str] = {}
    for entity in packs.entities.values():
        if entity.type == "MED" and entity.country:
            for name in (entity.id, *entity.ar, *entity.en):
                found.setdefault(fold_text(name).casefold(), entity.country)
    return found


def _sites(packs: Packs) -> dict[str, str]:
    found: dict[str, str] = {}
    for entity in packs.entities.values():
        for site in entity.other.get("web", ()):
            found.setdefault(host(f"http://{site.lower()}"), entity.id)
    return found
