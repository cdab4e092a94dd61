"""An article as a tree of voices, and what rests on one kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from khabar import article as records
from khabar.export.pens import TerminalPen
from khabar.export.phrases import Phrases
from khabar.export.resolve import Resolver, tidy
from khabar.export.terminal import wrapped


@dataclass(slots=True)
class Voice:
    """One who speaks: the link as it was first met, those who speak through him, and what rests on him itself."""

    link: records.Link | None = None
    through: dict[str, Voice] = field(default_factory=dict)
    said: list[int] = field(default_factory=list)


def key(link: records.Link) -> str:
    """What makes two links one voice within an article: the entity, else the first mention."""
    if link.entity:
        return f"{link.kind}:{link.entity}"
    return f"{link.kind}:{link.antecedent or link.span}"


def tree(article: records.Article) -> Voice:
    """The voices of an article; the root is the outlet, `said` holds indices of `article.attributions`."""
    root = Voice()
    for number, attribution in enumerate(article.attributions):
        voice = root
        for link in attribution.chain:
            voice = voice.through.setdefault(key(link), Voice(link))
        voice.said.append(number)
    return root


class VoiceLines:
    """Voices as lines of a terminal."""

    def __init__(self, resolver: Resolver, phrases: Phrases, pen: TerminalPen, *, why: bool = False) -> None:
        self.resolver = resolver
        self.p = phrases
        self.pen = pen
        self.why = why

    def article(self, article: records.Article) -> list[str]:
        """The tree of one article: who speaks through whom, and what each says."""
        outlet = self.p.outlet(self.resolver.outlet(article), article.id, short=True)
        root = tree(article)
        out = [f"{self.pen.colour(outlet, 'bold')}  {self.pen.faint(self._own_share(article))}"]
        out.extend(self._below(article, root, ""))
        return out

    def _own_share(self, article: records.Article) -> str:
        body = sum(end - start for start, end in article.body) or len(article.text)
        told = len({i for a in article.attributions for i in range(*a.content)})
        return self.p.ui("own_share", percent=max(0, round(100 * (body - told) / body)) if body else 0)

    def _below(self, article: records.Article, voice: Voice, indent: str) -> Iterator[str]:
        children = list(voice.through.values())
        for number, child in enumerate(children):
            last = number == len(children) - 1
            if child.link is None:
                continue
            name = self.p.link(self.resolver.link(article, child.link))
            yield f"{indent}{'└─' if last else '├─'} {self.pen.colour(name, 'bold')}{self._why(child.link)}"
            deeper = indent + ("   " if last else "│  ")
            for index in child.said:
                yield from self._said(article, index, deeper)
            yield from self._below(article, child, deeper)

    def _said(self, article: records.Article, index: int, indent: str) -> Iterator[str]:
        said = article.attributions[index]
        stance = self.p.stance(self.resolver.word(article, index))
        bits = [f"{index}", *([stance] if stance else []), *([self.p.ui("direct")] if said.direct else [])]
        if said.denies is not None:
            bits.append(self.p.ui("denies", number=said.denies))
        yield f"{indent}· {self.pen.faint(' · '.join(bits))}{self._why(said)}"
        quote = f"«{tidy(article.text[slice(*said.content)])}»"
        yield from (self.pen.isolate(line, "ar") for line in wrapped(quote, f"{indent}  "))

    def _why(self, value: records.Link | records.Attribution) -> str:
        if not self.why or not value.rule:
            return ""
        return "  " + self.pen.faint(self.pen.isolate(f"[{value.rule} {value.pack or ''}]".replace(" ]", "]"), "en"))

    def resting_on(self, articles: Iterable[records.Article], kind: str) -> Iterator[str]:
        """Every attribution whose root is of one kind (`anonymous`: with its grade), article by article."""
        for article in articles:
            found = [i for i, a in enumerate(article.attributions) if a.chain and a.chain[-1].kind == kind]
            if not found:
                continue
            yield self.pen.colour(self.p.outlet(self.resolver.outlet(article), article.id, short=True), "bold")
            for index in found:
                word = self.resolver.word(article, index)
                said = article.attributions[index]
                yield f"  {self.p.word(word)}{self._why(said)}"
                quote = f"«{tidy(article.text[slice(*said.content)])}»"
                yield from (self.pen.isolate(line, "ar") for line in wrapped(quote, "     "))
            yield ""
