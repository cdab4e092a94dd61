"""Events (to be written)."""

from khabar.layers.document import Doc
from khabar.packs import Packs


class Events:
    """To be written."""

    name = "events"
    requires: tuple[str, ...] = ("body", "names", "times", "attributions")
    assigns = ("events",)

    def __init__(self, packs: Packs) -> None:
        pass

    def __call__(self, doc: Doc) -> None:
        """Fill `article.events`."""
