"""The brief: a story to be read and printed, as HTML or Markdown, in Arabic or English.

It is self-contained: no script, no font, no picture and no style from elsewhere.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.errors import KhabarError, error
from khabar.export.model import Happening, Story, When
from khabar.export.pens import HtmlPen, MarkdownPen
from khabar.export.phrases import Phrases

if TYPE_CHECKING:
    from jinja2 import Environment

FORMATS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md"}


def render(story: Story, form: str, lang: str) -> str:
    """The brief as text; `form`: `html` or `md`, `lang`: `ar` or `en`."""
    from khabar import __version__

    phrases = Phrases(lang, HtmlPen(lang) if form == "html" else MarkdownPen())
    articles = {a.id: a for a in story.articles}
    template = _environment().get_template(f"brief.{form}.j2")
    text = template.render(
        story=story,
        p=phrases,
        anchors=anchors(story),
        period=period(story),
        disagreeing=[h for h in story.main + story.background if h.disagreements],
        talks=[h for h in story.main if h.talks],
        known={h.id: h for h in story.main + story.background},
        articles=articles,
        copies_of=lambda article: [
            phrases.outlet(articles[i].outlet, articles[i].label, short=True) for i in article.copies
        ],
        style=_style(),
        version=__version__,
    )
    return text.rstrip() + "\n"


def write(story: Story, path: Path, lang: str) -> None:
    """Write the brief to `path`; its ending tells the form.

    KhabarError `brief-format` for an ending that is neither HTML's nor Markdown's, `output-unwritable`
    or `disk-full` where the file cannot be written. A brief that was there before stays until the new one is whole.
    """
    form = form_of(path)
    text = render(story, form, lang)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as problem:
        part.unlink(missing_ok=True) if part.parent.is_dir() else None
        if problem.errno == 28:
            raise error("disk-full", name=path) from None
        raise error("output-unwritable", name=path, why=problem.strerror or problem) from None


def form_of(path: Path) -> str:
    """`html` or `md`, by the ending of the path."""
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise KhabarError(
            "brief-format", f"{path}: a brief is written as HTML or Markdown", "give a name that ends in .html or .md"
        )
    return form


def anchors(story: Story) -> dict[str, str]:
    """A short number for each happening, in the order of the brief: what links and lines refer to."""
    everything: tuple[Happening, ...] = story.main + story.background
    return {h.id: str(i) for i, h in enumerate(everything, 1)}


def period(story: Story) -> When:
    """The first and last day of what was reported as done."""
    done = [h.when for h in story.dated if h.lead.modality in ("happened", "ongoing", "ended")]
    first = [t.earliest for t in done if t.earliest]
    last = [t.latest for t in done if t.latest]
    return When(min(first, default=None), max(last, default=None))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader

    def load(name: str) -> str:
        return resources.files("khabar.export").joinpath("templates", name).read_text("utf-8")

    # Phrases and pens escape every word that comes from an article: escaping again would spoil their marks
    return Environment(loader=FunctionLoader(load), autoescape=False, trim_blocks=True, lstrip_blocks=True)


@cache
def _style() -> str:
    return resources.files("khabar.export").joinpath("templates", "brief.css").read_text("utf-8")
