"""Attributions (to be written)."""

from khabar.layers.document import Doc
from khabar.packs import Packs


class Attributions:
    """To be written."""

    name = "attributions"
    requires: tuple[str, ...] = ("body", "names", "times")
    assigns = ("attributions",)

    def __init__(self, packs: Packs) -> None:
        pass

    def __call__(self, doc: Doc) -> None:
        """Fill `article.attributions`."""
