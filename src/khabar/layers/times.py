"""Times (to be written)."""

from khabar.layers.document import Doc
from khabar.packs import Packs


class Times:
    """To be written."""

    name = "times"
    requires: tuple[str, ...] = ("body",)
    assigns = ("times",)

    def __init__(self, packs: Packs) -> None:
        pass

    def __call__(self, doc: Doc) -> None:
        """Fill `article.times`."""
