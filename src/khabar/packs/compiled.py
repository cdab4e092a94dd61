"""The compiled form of packs, as it is kept in the cache: entities and names stay packed until somebody asks.

A text meets a small part of what the packs know. So each entity, and the names that share a first word,
are packed by themselves and unpacked when a text needs them: loading takes no longer than finding where
they lie.
"""

from collections.abc import Iterator, MutableMapping
from typing import Any

import msgspec

from khabar.packs.model import Country, PackData, PackEntity, PackInfo, Surface
from khabar.packs.spelling import by_first_word, never_names


class Compiled(msgspec.Struct, array_like=True):
    """Loaded packs, packed. `names`: first word -> list of (rest of the name, surface); see `spelling`."""

    infos: list[PackInfo]
    countries: dict[str, Country]
    rules: dict[str, list[dict[str, Any]]]
    entities: dict[str, msgspec.Raw]
    names: dict[str, msgspec.Raw]
    surfaces: msgspec.Raw


_entity = msgspec.msgpack.Decoder(PackEntity)
_surfaces = msgspec.msgpack.Decoder(list[Surface])
_names = msgspec.msgpack.Decoder(list[tuple[str, Surface]])
_compiled = msgspec.msgpack.Decoder(Compiled)


class Entities(MutableMapping[str, PackEntity]):
    """Entities by identifier, in the order of the packs, unpacked when they are asked for."""

    def __init__(self, packed: dict[str, msgspec.Raw]) -> None:
        self._packed: dict[str, msgspec.Raw | None] = {**packed}
        self._known: dict[str, PackEntity] = {}

    def __getitem__(self, key: str) -> PackEntity:
        found = self._known.get(key)
        if found is None:
            packed = self._packed[key]
            assert packed is not None
            found = self._known[key] = _entity.decode(packed)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __setitem__(self, key: str, value: PackEntity) -> None:
        self._known[key] = value
        self._packed[key] = None

    def __delitem__(self, key: str) -> None:
        del self._packed[key]
        self._known.pop(key, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def pack(data: PackData) -> bytes:
    """The compiled form of what was read."""
    encode = msgspec.msgpack.Encoder().encode
    names = by_first_word(data.surfaces, never_names(data.rules.get("name-patterns", [])))
    return encode(Compiled(
        data.infos, data.countries, data.rules,
        {key: msgspec.Raw(encode(entity)) for key, entity in data.entities.items()},
        {first: msgspec.Raw(encode(found)) for first, found in names.items()},
        msgspec.Raw(encode(data.surfaces)),
    ))  # fmt: skip


def unpack(packed: bytes) -> Compiled:
    """The compiled form from its bytes; msgspec.DecodeError or ValidationError where they are none."""
    return _compiled.decode(packed)


def names_of(packed: msgspec.Raw) -> list[tuple[str, Surface]]:
    """The names that share a first word."""
    return _names.decode(packed)


def surfaces_of(packed: msgspec.Raw) -> list[Surface]:
    """All surfaces."""
    return _surfaces.decode(packed)
