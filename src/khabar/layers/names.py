"""Names (to be written)."""

from khabar.layers.document import Doc
from khabar.packs import Packs


class Names:
    """To be written."""

    name = "names"
    requires: tuple[str, ...] = ("body",)
    assigns = ("names",)

    def __init__(self, packs: Packs) -> None:
        pass

    def __call__(self, doc: Doc) -> None:
        """Fill `article.names`."""
