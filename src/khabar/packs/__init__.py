"""Packs: what the language and the world are like, as data (`docs/packs.md`)."""

from khabar.packs.load import load
from khabar.packs.model import Country, PackEntity, PackInfo, Packs, Surface

__all__ = ["Country", "PackEntity", "PackInfo", "Packs", "Surface", "load"]
