"""What the application says in one language: its own words (`i18n/`), and those of the ways out (`export/labels`).

`i18n/SECTION.yaml` holds both languages side by side, `ar:` and `en:` with the same keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from khabar.arabic.translit import transliterate
from khabar.errors import KhabarError
from khabar.export.model import Actor
from khabar.export.pens import CONTROLS, HtmlPen, is_arabic
from khabar.export.phrases import Phrases
from khabar.look.base import shipped
from khabar.packs.latin import spellings

#: Characters that turn the order of a line around, or are no text at all: shown, never obeyed.
_DANGEROUS = frozenset(
    [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
) - {0x0D}
#: Names and dates stand on many pages: so many words of at most this length are kept as they are put down.
_KEPT, _SHORT = 20_000, 120


@cache
def section(name: str) -> dict[str, dict[str, Any]]:
    """One file of words: language -> key -> text, or a list of forms by number. `across`: that of the ways out."""
    import yaml

    place = resources.files("khabar.export") if name == "across" else resources.files("khabar.web").joinpath("i18n")
    text = place.joinpath(f"{name}.yaml").read_text("utf-8")
    found: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return found


class WebPen(HtmlPen):
    """HTML, with control characters as visible marks."""

    def text(self, words: str) -> str:
        if not CONTROLS.search(words):  # nearly always: escaped in one go, with the signs of `HtmlPen`
            return str(escape(words))
        return "".join(
            f'<span class="control">U+{ord(c):04X}</span>' if ord(c) in _DANGEROUS else super(WebPen, self).text(c)
            for c in words
        )

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        self._isolated = lru_cache(maxsize=_KEPT)(super().isolate)

    def isolate(self, words: str, lang: str | None = None) -> str:
        return self._isolated(words, lang) if len(words) <= _SHORT else super().isolate(words, lang)


class WebPhrases(Phrases):
    """Phrases in which a name that has no English stands in Latin letters, with the Arabic beside it."""

    def actor(self, actor: Actor) -> str:
        arabic = actor.names.get("ar")
        if self.lang == "ar" or not actor.named or actor.names.get(self.lang) or not arabic or not is_arabic(arabic):
            return super().actor(actor)
        latin = self.pen.text(_in_latin(arabic))
        return f'<bdi class="latin">{latin}</bdi> {self.pen.isolate(arabic, "ar")}'


@lru_cache(maxsize=_KEPT)
def _in_latin(arabic: str) -> str:
    return transliterate(arabic, _spellings())


def _spellings() -> Mapping[str, str]:
    try:
        return spellings(shipped())
    except (KhabarError, OSError):  # an aid: without packs the letters alone
        return {}


class Words:
    """The words of one language; every result is safe to put into a page."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.dir = "rtl" if lang == "ar" else "ltr"
        self.pen = WebPen(lang)
        self.phrases = WebPhrases(lang, self.pen)
        #: The phrases of the ways out, for templates: the same methods, results marked as safe.
        self.p = Said(self.phrases)
        self._find = lru_cache(maxsize=_KEPT)(self._look_up)

    def t(self, key: str, **values: object) -> Markup:
        """`section.key` in this language; values are escaped, and isolated where they are text."""
        text = self._find(key)
        return Markup(text.format(**{k: str(self._value(v)) for k, v in values.items()})) if values else Markup(text)

    def has(self, key: str) -> bool:
        """Whether there are words under this key."""
        try:
            self._find(key)
        except KeyError:
            return False
        return True

    def n(self, key: str, number: int) -> Markup:
        """A number with its noun: Arabic has a form for none, one, two, few and many."""
        own = section("base")[self.lang]["counts"].get(key)
        none, one, two, few, many = own or self.phrases.labels["counts"][key]
        form = {0: none, 1: one, 2: two}.get(number) or (few if number % 100 in range(3, 11) else many)
        return Markup(form.format(n=str(self.number(number))))

    def number(self, number: float) -> Markup:
        """A number, isolated, thousands apart."""
        return Markup(f"<bdi>{number:,}</bdi>")

    def bdi(self, words: object, lang: str | None = None) -> Markup:
        """Words that may run the other way: escaped, isolated, with their language."""
        return Markup(self.pen.isolate(str(words), lang))

    def text(self, words: str) -> Markup:
        """Words of an article as they are: escaped, controls shown."""
        return Markup(self.pen.text(words))

    def quote(self, words: str) -> Markup:
        """Words of an article in quotation marks."""
        return Markup(self.pen.quote(words))

    def label(self, table: str, key: str | None) -> Markup:
        """An entry of the labels of the ways out (`types`, `modality`, `stance`, `entity_types` …)."""
        return Markup(self.phrases.label(table, key))

    def _look_up(self, key: str) -> str:
        name, _, rest = key.partition(".")
        found: Any = section(name)[self.lang]
        for part in rest.split("."):
            found = found[part]
        if not isinstance(found, str):
            raise KeyError(key)
        return found

    def _value(self, value: object) -> Markup:
        if isinstance(value, Markup):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return self.number(value)
        return self.bdi(value, "ar" if is_arabic(str(value)) else None)


class Said:
    """`Phrases` with results that a template puts down as they are: the pen behind them has escaped them."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._phrases, name)
        found = _marking(found) if callable(found) else found
        setattr(self, name, found)  # asked for on every line of a page: once is enough
        return found


def _marking(method: Callable[..., Any]) -> Callable[..., Any]:
    def marked(*args: Any, **values: Any) -> Any:
        result = method(*args, **values)
        return [Markup(r) for r in result] if isinstance(result, list) else Markup(result)

    return marked


@cache
def words(lang: str) -> Words:
    """The words of a language, made once."""
    return Words(lang)


def safe_link(address: str | None) -> str | None:
    """An address out of an article, if a browser may follow it: http or https with a host; else None."""
    if not address or any(ord(c) < 0x21 or ord(c) in _DANGEROUS for c in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme.lower() in ("http", "https") and parts.hostname else None
