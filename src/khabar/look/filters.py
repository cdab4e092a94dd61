"""Which happenings a view shows: one struct that is read from a query string and written as one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import parse_qsl, urlencode

import msgspec

from khabar.errors import error


class Filters(msgspec.Struct, frozen=True, omit_defaults=True):
    """What must hold of a happening; what is empty is not asked for.

    `actor`, `other`: entities or sides that both take part; `type`: PLOVER's, or `TYPE:mode`; `place`: an entity,
    all that is part of it included; `outlet`: of an account; `since`, `until`: ISO 8601 days, both included (`from`
    and `to` in a query string; what has no day is then left out); `modality`, `stance` (of an attribution), `kind`
    (of a root: own medium person organisation document anonymous observers public) of an account; `disagreeing`:
    only where accounts cannot all be true, and `slot`: in this slot.
    """

    actor: str = ""
    other: str = ""
    type: str = ""
    place: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    modality: str = ""
    stance: str = ""
    kind: str = ""
    slot: str = ""
    disagreeing: bool = False

    @classmethod
    def parse(cls, query: str | Mapping[str, str]) -> Filters:
        """Out of a query string or its parameters; what is not known is left aside. KhabarError `date-invalid`."""
        given = dict(parse_qsl(query.lstrip("?"))) if isinstance(query, str) else query
        values: dict[str, str] = {}
        for field in _TEXTS:
            if value := given.get(_KEYS.get(field, field), "").strip():
                values[field] = value
        for field in ("since", "until"):
            if field in values:
                try:
                    values[field] = date.fromisoformat(values[field]).isoformat()
                except ValueError:
                    raise error("date-invalid", value=values[field]) from None
        return cls(**values, disagreeing=given.get("disagreeing", "") in _YES)

    def query(self) -> str:
        """The query string that means these filters: the same for the same filters, without what is empty."""
        pairs = [(_KEYS.get(field, field), getattr(self, field)) for field in _TEXTS if getattr(self, field)]
        return urlencode([*pairs, *([("disagreeing", "1")] if self.disagreeing else [])])

    def but(self, **changes: str | bool) -> Filters:
        """These filters with some of them changed."""
        return msgspec.structs.replace(self, **changes)

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != Filters()


_KEYS = {"since": "from", "until": "to"}
_YES = frozenset({"1", "true", "on", "yes"})
_TEXTS = tuple(field for field in Filters.__struct_fields__ if field != "disagreeing")
