"""The component: reads reports, then links them."""

from khabar.arabic.lexicon import Lexicon
from khabar.layers.attributions.linking import Linker
from khabar.layers.attributions.offices import Offices
from khabar.layers.attributions.reports import Reports
from khabar.layers.attributions.vocabulary import Vocabulary
from khabar.layers.document import Doc
from khabar.packs import Packs


class Attributions:
    """Fills `article.attributions`, ordered by where their reports begin."""

    name = "attributions"
    requires: tuple[str, ...] = ("body", "names", "times")
    assigns = ("attributions",)

    def __init__(self, packs: Packs) -> None:
        vocabulary = Vocabulary(packs)
        reporting = packs.compiled("reporting", lambda p: Lexicon(p.rules("reporting")))
        sources = packs.compiled("sources", lambda p: Lexicon(p.rules("sources")))
        self.reports = Reports(reporting, sources, vocabulary)
        self.linker = Linker(vocabulary, packs.compiled("offices", Offices))

    def __call__(self, doc: Doc) -> None:
        """Read the attributions of an article."""
        doc.article.attributions = self.linker.link(doc, self.reports.read(doc))
