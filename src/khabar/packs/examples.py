"""Sentences that entries of a pack bring with them: those where they must be found, and those where they must not.

A checker takes an entry (a row of `names.tsv`, or a mapping of a YAML table) and the packs, and says in
words what is wrong with its `example`, `examples` or `counter`, or None. Distributions that read tables
of their own kind may add one with `register`. Spans that matter stand in `[ ]` inside a sentence.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from khabar.arabic.fold import fold_text
from khabar.article import Article, Event, Name, Published, Span, Time
from khabar.packs.model import Packs

Checker = Callable[[Mapping[str, Any], Packs], str | None]

DAY = "2022-09-12"  # a Monday: the day of publication of every example
_LINE = re.compile(r"[^\n]+")
_MARKS = '“”"«»‘’ـ \u200f\u200e'
_checkers: dict[str, Checker] = {}


def register(kind: str, checker: Checker) -> None:
    """Let `checker` judge the examples of all tables of one kind."""
    _checkers[kind] = checker


def examples(kind: str) -> Checker | None:
    """Who judges the examples of tables of this kind; None where nobody does."""
    return _checkers.get(kind)


def marked(sentence: str) -> tuple[str, list[Span]]:
    """A sentence without its `[ ]`, and the spans that stood in them, quotation marks at their ends left out."""
    text, spans, start = "", list[Span](), 0
    for char in sentence:
        if char == "[":
            start = len(text)
        elif char == "]":
            spans.append((start, len(text)))
        else:
            text += char
    return text, [_bare(text, span) for span in spans]


def _bare(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _listed(entry: Mapping[str, Any], *keys: str) -> Iterator[str]:
    for key in keys:
        value = entry.get(key)
        yield from [value] if isinstance(value, str) and value else map(str, value) if isinstance(value, list) else []


def _first(problems: Iterator[str]) -> str | None:
    return "; ".join(problems) or None


def read(text: str, packs: Packs, until: str = "") -> Article:
    """A sentence with its layers, all of it body, up to that of the component named `until`."""
    from khabar.layers.document import Doc
    from khabar.layers.pipeline import components

    article = Article("example", text, published=Published(DAY, DAY, "given"))
    doc = Doc(article, packs)
    doc.set_body([match.span() for match in _LINE.finditer(text)])
    for component in components(packs):
        if component.name != "body":
            component(doc)
        if component.name == until:
            break
    return article


def _shown(article: Article, found: list[Name] | list[Time]) -> str:
    return ", ".join(f"“{article.text[x.start : x.end]}”" for x in found) or "nothing"


def names(row: Mapping[str, Any], packs: Packs) -> str | None:
    """Rows of `names.tsv`: at the name in `[ ]` its entity is found; in the counter-example the name is not.

    Where exactly the mention ends is not judged: a class word before the name, a demonym after it may join it.
    What `example` says must hold whoever finds the name, what `counter` says for the row's own pack.
    The example of a name that must be introduced is read below a line with the first name of its entity, that of
    one that counts in articles about a country below a line with that country's name.
    """
    known = packs.entities.get(str(row["entity"]))
    first = f"{known.ar[0]}\n" if known and known.ar and "introduced" in str(row.get("needs", "")) else ""

    about = re.search(r"about:([a-z-]+)", str(row.get("needs", "")))
    if about and about[1] in packs.countries:
        first += f"{packs.countries[about[1]].ar[0]}\n"

    def problems() -> Iterator[str]:
        for sentence in _listed(row, "example"):
            text, spans = marked(first + sentence)
            article = read(text, packs, "names")
            if not spans:
                yield f"the example has no name in [ ]: {sentence}"
            for span in spans:
                there = [n for n in article.names if n.start < span[1] and span[0] < n.end]
                if not there:
                    yield f"in the example “{text[slice(*span)]}” is not found, but {_shown(article, article.names)}"
                elif not any(n.entity == row["entity"] for n in there):
                    yield f"in the example “{text[slice(*span)]}” is {there[0].entity}, not {row['entity']}"
        for sentence in _listed(row, "counter"):
            text, spans = marked(sentence)
            article = read(text, packs, "names")
            for n in article.names:
                here = _bare(text, (n.start, n.end))
                same = fold_text(text[slice(*here)]) == fold_text(str(row["name"]).strip(_MARKS))
                ours = n.pack == row.get("pack", n.pack)  # what another pack finds is not this one's fault
                if n.entity == row["entity"] and same and ours and (not spans or here in spans):
                    yield f"in the counter-example “{text[slice(*here)]}” is found as {n.entity}"

    return _first(problems())


def name_patterns(entry: Mapping[str, Any], packs: Packs) -> str | None:
    """Patterns of names: what stands in `[ ]` is a mention of their type; the counter-example has none by them."""

    def problems() -> Iterator[str]:
        for sentence in _listed(entry, "example", "examples"):
            text, spans = marked(sentence)
            article = read(text, packs, "names")
            for span in spans:
                there = [n for n in article.names if _bare(text, (n.start, n.end)) == span]
                if not there:
                    yield f"“{text[slice(*span)]}” is not found in “{text}”, but {_shown(article, article.names)}"
                elif there[0].type != entry.get("type", there[0].type):
                    yield f"“{text[slice(*span)]}” is {there[0].type} in “{text}”, not {entry['type']}"
        for sentence in _listed(entry, "counter"):
            article = read(marked(sentence)[0], packs, "names")
            found = [n for n in article.names if n.rule == entry["id"]]
            if found:
                yield f"{_shown(article, found)} is found in the counter-example “{article.text}”"

    return _first(problems())


def titles(entry: Mapping[str, Any], packs: Packs) -> str | None:
    """Titles: the word in `[ ]` stands outside every mention."""

    def problems() -> Iterator[str]:
        for sentence in _listed(entry, "example", "examples"):
            text, spans = marked(sentence)
            for start, end in spans:
                inside = [n for n in read(text, packs, "names").names if n.start < end and start < n.end]
                if inside:
                    yield f"“{text[start:end]}” is part of the name “{text[inside[0].start : inside[0].end]}”"

    return _first(problems())


def naming(entry: Mapping[str, Any], packs: Packs) -> str | None:
    """Words that charge a name: the mention in `[ ]` is charged by them, in the counter-example it stays neutral."""
    from khabar.layers.document import Doc
    from khabar.layers.naming import Naming

    def colour(sentence: str) -> str:
        text, spans = marked(sentence)
        article = Article("example", text)
        doc = Doc(article, packs)
        doc.set_body([(0, len(text))])
        kind = str((entry.get("types") or ["GRP"])[0])
        article.names = [Name(*span, kind, "example") for span in spans]
        doc.index_names()
        Naming(packs)(doc)
        return article.names[0].naming if article.names else "without a mention in [ ]"

    def problems() -> Iterator[str]:
        for sentence in _listed(entry, "example", "examples"):
            if (found := colour(sentence)) != entry.get("naming", "neutral"):
                yield f"the mention is {found}, not {entry.get('naming')}, in “{sentence}”"
        for sentence in _listed(entry, "counter"):
            if (found := colour(sentence)) != "neutral":
                yield f"the mention is {found}, not neutral, in the counter-example “{sentence}”"

    return _first(problems())


def times(entry: Mapping[str, Any], packs: Packs) -> str | None:
    """Times: exactly what stands in `[ ]` is found, the last with the value after `=`; in counter-examples nothing."""

    def problems() -> Iterator[str]:
        for sentence in _listed(entry, "example", "examples"):
            before, _, value = sentence.partition("=")
            text, spans = marked(before)
            article = read(text, packs, "times")
            if [(t.start, t.end) for t in article.times] != spans:
                wanted = ", ".join(f"“{text[slice(*span)]}”" for span in spans)
                yield f"{_shown(article, article.times)} is found in “{text}”, not {wanted}"
            elif value and (got := _days(article.times[-1])) != value.strip():
                yield f"“{text[slice(*spans[-1])]}” is {got}, not {value.strip()}"
        for sentence in _listed(entry, "counter"):
            article = read(marked(sentence)[0], packs, "times")
            if article.times:
                yield f"{_shown(article, article.times)} is found in the counter-example “{article.text}”"

    return _first(problems())


def _days(time: Time) -> str:
    if not time.earliest:
        return time.grain
    return time.earliest if time.earliest == time.latest else f"{time.earliest}..{time.latest}"


def events(entry: Mapping[str, Any], packs: Packs) -> str | None:
    """Events: the example holds one of the entry's type and mode; no event of the counter-example is by this entry."""

    def problems() -> Iterator[str]:
        wanted = str(entry.get("type")), entry.get("mode")
        for sentence in _listed(entry, "example", "examples"):
            article = read(marked(sentence)[0], packs)
            if not any((e.type, e.mode) == wanted or e.rule == entry["id"] for e in article.events):
                yield f"no {' '.join(filter(None, wanted))} is found in “{article.text}”, but {_told(article.events)}"
        for sentence in _listed(entry, "counter"):
            article = read(marked(sentence)[0], packs)
            if found := [e for e in article.events if e.rule == entry["id"]]:
                yield f"{_told(found)} is found in the counter-example “{article.text}”"

    return _first(problems())


def _told(found: list[Event]) -> str:
    return ", ".join(f"{event.type} {event.mode or ''}".strip() for event in found) or "nothing"


def is_day(value: str) -> bool:
    """Whether a text is a day (YYYY-MM-DD)."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


for _kind, _checker in (
    ("names", names), ("name-patterns", name_patterns), ("titles", titles), ("naming", naming), ("times", times),
    ("events", events),
):  # fmt: skip
    register(_kind, _checker)
