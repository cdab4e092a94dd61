"""The day of publication, read from the furniture of a page that reached us as text (`تاريخ النشر: 13/04/2025`)."""

from khabar.arabic.fold import fold_text
from khabar.article import Article, Published
from khabar.layers.document import Doc
from khabar.packs import Packs

_FAR_BACK = "1985"  # no page is older: a year before it is something else


class Stamp:
    """Fills `article.published` where nobody gave it and the page says it outside the article."""

    name = "stamp"
    requires: tuple[str, ...] = ("body",)
    assigns = ("published",)

    def __init__(self, packs: Packs) -> None:
        from khabar.layers.times import Times

        self.packs = packs
        self.times = Times(packs)

    def __call__(self, doc: Doc) -> None:
        """Take the first line that gives one day; one on publication goes before one on a change (`آخر تحديث`)."""
        if doc.article.published.basis != "unknown":
            return
        lines = [doc.text[start:end] for start, end in doc.stamps]
        for line in sorted(lines, key=lambda text: "تحديث" in fold_text(text)):
            days = self.days(line)
            if len(days) == 1:
                day = days.pop()
                doc.article.published = Published(day, day, "page", [f"«{line.strip()}»"], rule="stamp.line")
                return

    def days(self, line: str) -> set[str]:
        """The days of the calendar (ISO 8601) that a line gives in full."""
        inner = Doc(Article("stamp", line), self.packs)
        inner.set_body([(0, len(line))])
        self.times(inner)
        found = {t.earliest for t in inner.article.times if t.grain == "day" and t.earliest == t.latest}
        return {day for day in found if day is not None and day > _FAR_BACK}
