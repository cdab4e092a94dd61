"""Body: the lines of the article itself, without the furniture of its page."""

import re

from khabar.layers.document import Doc
from khabar.packs import Packs

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")


class Body:
    """Every line that holds text is body (first version)."""

    name = "body"
    requires: tuple[str, ...] = ()
    assigns = ("body",)

    def __init__(self, packs: Packs) -> None:
        pass

    def __call__(self, doc: Doc) -> None:
        """Fill `article.body`."""
        doc.set_body([doc.trim_space(*m.span()) for m in _LINE.finditer(doc.text) if m.group().strip()])
