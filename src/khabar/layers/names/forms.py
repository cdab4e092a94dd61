"""Places short forms of names that an article has given in full, wherever they stand alone in it."""

from collections.abc import Mapping

from khabar.arabic.clitics import noun_splits
from khabar.layers.names.view import Mention, View


def place_forms(view: View, forms: Mapping[tuple[str, ...], Mention], rule: str) -> None:
    """Place each form (folded words -> the mention in full) where no mention holds any of its words."""
    starts: dict[str, list[tuple[tuple[str, ...], Mention]]] = {}
    for form, full in forms.items():
        starts.setdefault(form[0], []).append((form, full))
    for at in view.with_stem(starts):
        for split in noun_splits(view.norms[at]):
            for form, full in starts.get(split.stem, ()):
                last = at + len(form)
                if (
                    last <= view.high[at]
                    and tuple(view.norms[at + 1 : last]) == form[1:]
                    and all(owner is None for owner in view.owner[at:last])
                ):
                    start, end = view.offsets(at, last, split.offset)
                    view.place(Mention(at, last, start, end, full.type, full.entity, "neutral", rule, full.pack,
                                       "short", split.prefix, 0.6))  # fmt: skip
