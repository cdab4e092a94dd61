"""An article with its layers, or a happening with its accounts, in the terminal."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from khabar import article as records
from khabar.export.model import Account, Happening, When
from khabar.export.pens import TerminalPen
from khabar.export.phrases import Phrases
from khabar.export.resolve import Resolver, label_of, quotation, tidy
from khabar.export.terminal import wrapped
from khabar.export.weigh import count_witnesses

_COLOURS = {
    "PER": "green",
    "GOV": "blue",
    "GRP": "magenta",
    "ORG": "blue",
    "MED": "yellow",
    "GPE": "cyan",
    "LOC": "cyan",
}


def article_lines(
    article: records.Article, resolver: Resolver, phrases: Phrases, pen: TerminalPen, *, why: bool = False
) -> list[str]:
    """The article and every layer; with `why`, the rule and the pack behind each value."""
    view = _Layers(article, resolver, phrases, pen, why)
    return view.head() + view.text() + view.names() + view.times() + view.attributions() + view.events()


def happening_lines(happening: Happening, phrases: Phrases, pen: TerminalPen) -> list[str]:
    """The happening, its accounts with their chains, and where they disagree."""
    status = phrases.status(happening.lead)
    out = [
        pen.colour(phrases.headline(happening), "bold") + (f" [{status}]" if status else ""),
        pen.colour(phrases.when_of(happening), "cyan")
        + " · "
        + phrases.count("account", len(happening.accounts))
        + " · "
        + phrases.count("witness", happening.witnesses)
        + " · "
        + pen.faint(pen.isolate(happening.id, "en")),
        "",
    ]
    if happening.titles:  # what it would be called without the title that a person gave it
        out.insert(1, phrases.headline(replace(happening, titles={})))
    out += _slots(happening, phrases)
    for account in happening.accounts:
        out += ["", *_account(account, phrases, pen)]
    if happening.disagreements:
        out += ["", pen.colour(phrases.ui("disagree_title"), "yellow", "bold")]
    for one in happening.disagreements:
        out.append(f"  {phrases.label('slots', one.slot)}")
        for value in one.values:
            words = dict.fromkeys(phrases.word(a.word) for a in value.accounts)
            out.append(f"    {pen.colour(phrases.value(one.slot, value), 'bold')}: {'; '.join(words)}")
    return out


def _slots(event: Happening | Account, phrases: Phrases) -> list[str]:
    if event.symmetric:
        sides = [("who", phrases.actors(event.source + event.target))]
    else:
        sides = [("by", phrases.actors(event.source)), ("towards", phrases.actors(event.target))]
    slots = [
        *sides,
        ("persons", phrases.actors(event.delegates)),
        ("where", phrases.actors(event.places)),
        ("sponsor", phrases.actors(event.mediator)),
        ("matter", phrases.quotes(event.about)),
        ("outcome", phrases.outcome_of(event)),
    ]
    return [f"  {phrases.ui(key)}: {value}" for key, value in slots if value]


def _account(account: Account, phrases: Phrases, pen: TerminalPen) -> list[str]:
    status = phrases.status(account)
    line = pen.colour(phrases.word(account.word), "bold")
    if said := phrases.stance(account.word):
        line += f" · {said}"
    if account.when.known or account.when.words:
        line += f" · {phrases.when(account.when)}"
    if outcome := phrases.outcome(account.outcome) if account.outcome != "unknown" else "":
        line += f" · {phrases.ui('outcome')}: {outcome}"
    if status:
        line += f" [{status}]"
    where = pen.faint(pen.isolate(f"{account.article}:{account.event}", "en"))
    return [f"{line} · {where}", *(pen.isolate(x, "ar") for x in wrapped(f"«{account.quote}»", "    "))]


class _Layers:
    """The layers of one article as lines."""

    def __init__(
        self, article: records.Article, resolver: Resolver, phrases: Phrases, pen: TerminalPen, why: bool
    ) -> None:
        self.article = article
        self.resolver = resolver
        self.p = phrases
        self.pen = pen
        self.why = why

    def head(self) -> list[str]:
        a, p = self.article, self.p
        published = When(a.published.earliest, a.published.latest)
        said = p.when(published) if published.known else p.ui("unknown")
        basis = p.label("basis", a.published.basis) if published.known else ""
        bits = [
            p.outlet(self.resolver.outlet(a), label_of(a)),
            f"{p.ui('published')}: {said}{f' ({basis})' if basis else ''}",
        ]
        if a.url or a.source:
            bits.append(self.pen.isolate(a.url or a.source or "", "en"))
        bits.append(self.pen.faint(self.pen.isolate(a.id, "en")))
        out = [" · ".join(bits)]
        if a.title:
            out.insert(0, self.pen.colour(self.pen.isolate(tidy(a.title), "ar"), "bold"))
        return out + [f"  {self.pen.faint(self.pen.isolate(r))}" for r in a.published.reasons]

    def text(self) -> list[str]:
        """The text: names in colour, what is not body faint."""
        a = self.article
        out, offset = [""], 0
        for line in a.text.splitlines(keepends=True):
            start, end = offset, offset + len(line.rstrip())
            offset += len(line)
            if start == end:
                continue
            body = not a.body or any(s < end and start < e for s, e in a.body)
            out.append(self._coloured(start, end) if body else self.pen.faint(self._plain(start, end)))
        return out

    def _plain(self, start: int, end: int) -> str:
        return self.pen.text(self.article.text[start:end])

    def _coloured(self, start: int, end: int) -> str:
        out, at = [], start
        for name in sorted(self.article.names, key=lambda n: n.start):
            if name.start >= at and name.end <= end:
                out.append(self._plain(at, name.start))
                colours = [_COLOURS.get(name.type, "bold")] + (["red"] if name.naming == "delegitimising" else [])
                out.append(self.pen.colour(self._plain(name.start, name.end), *colours))
                at = name.end
        return "".join([*out, self._plain(at, end)])

    def names(self) -> list[str]:
        a, p = self.article, self.p
        counts: Counter[tuple[str, str, str, str]] = Counter()
        rules: dict[tuple[str, str, str, str], str] = {}
        for name in a.names:
            key = (tidy(a.text[name.start : name.end]), name.type, name.entity or "", name.naming)
            counts[key] += 1
            rules.setdefault(key, self._rule(name))
        out = []
        for key, n in counts.items():
            words, kind, entity, naming = key
            line = f"  {self.pen.isolate(words, 'ar')}" + (f" ×{n}" if n > 1 else "")
            line += f"  {p.label('entity_types', kind)}"
            if entity:
                line += f"  {p.actor(self.resolver.actor(entity))} {self.pen.faint(self.pen.isolate(entity, 'en'))}"
            if naming != "neutral":
                line += "  " + self.pen.colour(p.label("naming", naming), "red")
            out.append(line + rules[key])
        return self._section("names", out)

    def times(self) -> list[str]:
        a = self.article
        out = []
        for time in a.times:
            words = tidy(a.text[time.start : time.end])
            when = When(time.earliest, time.latest)
            value = self.p.when(when) if when.known else self.p.ui("unknown")
            out.append(f"  {self.pen.isolate(words, 'ar')}  {value}{self._rule(time)}")
        return self._section("times", out)

    def attributions(self) -> list[str]:
        a = self.article
        out = []
        for i, said in enumerate(a.attributions):
            word = self.resolver.word(a, i)
            direct = f" · {self.p.ui('direct')}" if said.direct else ""
            stance = self.p.stance(word)
            out.append(f"  {i}. {self.p.word(word)}{f' · {stance}' if stance else ''}{direct}{self._rule(said)}")
            quote = f"«{quotation(a.text, said.content, said.content)}»"
            out += [self.pen.isolate(x, "ar") for x in wrapped(quote, "     ")]
        return self._section("attributions", out)

    def events(self) -> list[str]:
        out = []
        for event in self.article.events:
            account = self.resolver.account(self.article, event)
            status = self.p.status(account)
            line = f"  {self.pen.isolate(event.id, 'en')}. {self.pen.colour(self.p.headline(account), 'bold')}"
            line += (f" [{status}]" if status else "") + f" · {self.p.when(account.when)}{self._rule(event)}"
            out.append(line)
            out += [f"   {slot}" for slot in _slots(account, self.p)[0 if not account.symmetric else 1 :]]
            out.append(f"     {self.p.ui('word')}: {self.p.word(account.word)}")
        return self._section("events", out)

    def _section(self, key: str, lines: list[str]) -> list[str]:
        return ["", self.pen.colour(self.p.ui(key), "bold"), *lines] if lines else []

    def _rule(self, value: records.Name | records.Time | records.Attribution | records.Event) -> str:
        if not self.why or not value.rule:
            return ""
        made = f"{value.rule} {value.pack or ''}".strip()
        return "  " + self.pen.faint(self.pen.isolate(f"[{made}]", "en"))


def alone(account: Account, reported: When) -> Happening:
    """One account as a happening of its own, as `show ARTICLE:EVENT` shows it."""
    return Happening(
        id=f"{account.article}:{account.event}",
        accounts=(account,),
        lead=account,
        witnesses=count_witnesses([account]),
        disagreements=(),
        source=account.source,
        target=account.target,
        mediator=account.mediator,
        delegates=account.delegates,
        places=account.places,
        about=account.about,
        outcome=account.outcome,
        when=account.when,
        reported=reported,
        weight=0.0,
    )
