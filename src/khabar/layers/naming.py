"""Naming (to be written)."""

from khabar.layers.document import Doc
from khabar.packs import Packs


class Naming:
    """To be written."""

    name = "naming"
    requires: tuple[str, ...] = ("body", "names")
    assigns = ("naming",)

    def __init__(self, packs: Packs) -> None:
        pass

    def __call__(self, doc: Doc) -> None:
        """Fill `article.naming`."""
