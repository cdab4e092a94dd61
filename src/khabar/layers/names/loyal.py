"""Forces that are told by whose side they are on: `القوات الموالية للحكومة`, `القوات الموالية لها`, `قوات الشرعية`."""

from khabar.layers.names.countries import Setting
from khabar.layers.names.index import Index
from khabar.layers.names.view import Mention, View
from khabar.packs import PackEntity, Packs

_ACTING = ("GOV", "GRP", "ORG", "PER")


class Loyal:
    """Gives the forces loyal to one side one entity, however that side is called."""

    def __init__(self, packs: Packs, index: Index, heads: list[tuple[str, ...]]) -> None:
        self.packs = packs
        self.known: dict[str, str] = {}
        for head in heads:
            for rest, surface in packs.names_from(head[0]):
                words = rest.split()
                tail = words[len(head) - 1 :]
                if tuple(words[: len(head) - 1]) != head[1:] or not tail or not tail[0].startswith("ل"):
                    continue
                first = "ال" + tail[0][2:] if tail[0].startswith("لل") else tail[0][1:]
                for side in index.lookup([first, *tail[1:]]):
                    country = side.entity in packs.countries
                    self.known.setdefault(f"{side.entity}-government" if country else side.entity, surface.entity)

    def entity(self, view: View, mention: Mention, setting: Setting) -> str | None:
        """The entity of forces whose side the mention does not name; None where the article tells none either."""
        if view.norms[mention.last - 1] in ("لها", "له", "لهم"):
            before = self._before(view, mention.first)
            return self.of(before) if before else None
        country = setting.country(mention.first)
        return self.of(f"{country}-government") if country else None

    def of(self, entity: str) -> str:
        """The entity of forces loyal to somebody: that of the packs, else one named after his side."""
        side = entity if entity in self.known else self._side(entity)
        return self.known.get(side) or f"{side.removesuffix('-government')}-loyal-forces"

    def _before(self, view: View, first: int) -> str | None:
        """The side named last before word `first`, in its sentence."""
        for at in range(first - 1, view.low[first] - 1, -1):
            owner = view.owner[at]
            if owner is not None and owner.type in _ACTING:
                return owner.entity
        return None

    def _side(self, entity: str) -> str:
        """Who they are loyal to: a state for its government, country and present head, else the entity itself."""
        if entity in self.packs.countries:
            return f"{entity}-government"
        known: PackEntity | None = self.packs.entities.get(entity)
        if known is not None and known.type == "PER":
            for relation in known.relations:
                kind, _, office = relation.partition(":")
                state = office.partition("@")[0].rpartition("-of-")[2]
                if (
                    kind == "office"
                    and office.endswith("-")
                    and office.startswith(("president-", "prime-minister-", "king-", "emir-"))
                ):
                    return f"{state}-government" if state in self.packs.countries else entity
        return entity
