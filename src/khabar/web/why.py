"""Why a value is there: what was read, from which words, by which rule of which pack."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from khabar import article as records
from khabar.export.model import Account, Happening, When
from khabar.export.resolve import Resolver, tidy
from khabar.web.visit import Visit

_REF = re.compile(r"^([ntea])(\d{1,6})$")


@dataclass(slots=True)
class Why:
    """One value: its kind (`name`, `time`, `attribution`, `event`), the words, what was read, and who read it."""

    ref: str
    kind: str
    words: str
    span: records.Span
    value: Markup
    slots: list[tuple[str, Markup]] = field(default_factory=list)
    rule: str | None = None
    pack: str | None = None
    score: float | None = None
    entity: str | None = None
    event: str | None = None
    evidence: records.Span | None = None


def refs(text: str, article: records.Article) -> list[str]:
    """The refs in `n3.e1` that the article has, each once."""
    sizes = {
        "n": len(article.names),
        "t": len(article.times),
        "a": len(article.attributions),
        "e": len(article.events),
    }
    found = []
    for part in text.split(".")[:40]:
        match = _REF.match(part)
        if match and int(match[2]) < sizes[match[1]]:
            found.append(f"{match[1]}{int(match[2])}")
    return list(dict.fromkeys(found))


def spans(ref: str, article: records.Article) -> list[records.Span]:
    """The stretches of text that a value was read from."""
    number = int(ref[1:])
    if ref[0] == "n":
        return [(article.names[number].start, article.names[number].end)]
    if ref[0] == "t":
        return [(article.times[number].start, article.times[number].end)]
    if ref[0] == "a":
        said = article.attributions[number]
        return [said.content, *([said.cue] if said.cue else [])]
    return [article.events[number].trigger]


def explain(visit: Visit, article: records.Article, resolver: Resolver, wanted: Sequence[str]) -> list[Why]:
    """The values behind the refs, in order."""
    makers = {"n": _name, "t": _time, "a": _attribution, "e": _event}
    return [makers[ref[0]](visit, article, resolver, ref) for ref in wanted]


def _said(article: records.Article, span: records.Span) -> str:
    return tidy(article.text[slice(*span)])


def _name(visit: Visit, article: records.Article, resolver: Resolver, ref: str) -> Why:
    name = article.names[int(ref[1:])]
    p, span = visit.words.p, (name.start, name.end)
    value = p.actor(resolver.actor(name.entity)) if name.entity else p.ui("unknown")
    slots = [("type", p.label("entity_types", name.type)), ("naming", p.label("naming", name.naming))]
    return Why(ref, "name", _said(article, span), span, value, slots, name.rule, name.pack, name.score, name.entity)


def _time(visit: Visit, article: records.Article, resolver: Resolver, ref: str) -> Why:
    time = article.times[int(ref[1:])]
    p, w, span = visit.words.p, visit.words, (time.start, time.end)
    when = When(time.earliest, time.latest)
    slots = [
        ("grain", w.t(f"article.grains.{time.grain}") if w.has(f"article.grains.{time.grain}") else w.bdi(time.grain))
    ]
    if time.contradicts:
        slots.append(("contradicts", w.quote(_said(article, time.contradicts))))
    value = p.when(when) if when.known else p.ui("unknown")
    return Why(ref, "time", _said(article, span), span, value, slots, time.rule, time.pack, time.score)


def _attribution(visit: Visit, article: records.Article, resolver: Resolver, ref: str) -> Why:
    number = int(ref[1:])
    said = article.attributions[number]
    p, w = visit.words.p, visit.words
    word = resolver.word(article, number)
    slots = [("stance", p.label("stance", said.stance))]
    if said.cue:
        slots.append(("cue", w.quote(_said(article, said.cue))))
    if said.direct:
        slots.append(("quoted", p.ui("direct")))
    if said.denies is not None:
        slots.append(("denies", w.quote(_said(article, article.attributions[said.denies].content)[:120])))
    for link in said.chain:
        name = p.link(resolver.link(article, link))
        made = made_by(visit, link.rule, link.pack)
        slots.append(("link", Markup("{} {}").format(name, made) if made else name))
    return Why(
        ref,
        "attribution",
        _said(article, said.content),
        said.content,
        p.word(word),
        slots,
        said.rule,
        said.pack,
        said.score,
    )


def _event(visit: Visit, article: records.Article, resolver: Resolver, ref: str) -> Why:
    event = article.events[int(ref[1:])]
    p, w = visit.words.p, visit.words
    account = resolver.account(article, event)
    slots = event_slots(visit, account)
    code = f"{event.type}/{event.mode}" if event.mode else event.type
    slots.insert(0, ("type", Markup("{} {}").format(p.label("types", event.type), w.bdi(code, "en"))))
    if event.time.rule:
        slots.append(("time_rule", made_by(visit, event.time.rule, event.time.pack)))
    slots.append(("word", p.word(account.word)))
    return Why(
        ref,
        "event",
        account.trigger,
        event.trigger,
        p.headline(account),
        slots,
        event.rule,
        event.pack,
        event.score,
        event=event.id,
        evidence=event.evidence,
    )


def event_slots(visit: Visit, account: Account | Happening) -> list[tuple[str, Markup]]:
    """Who, when, where, to what end: (key of the words in `article.slots`, value), filled ones only."""
    p = visit.words.p
    if account.symmetric:
        sides = [("who", p.actors(account.source + account.target))]
    else:
        sides = [("by", p.actors(account.source)), ("towards", p.actors(account.target))]
    lead = account.lead if isinstance(account, Happening) else account
    found = [
        *sides,
        ("persons", p.actors(account.delegates)),
        ("when", p.when(account.when) if account.when.known or account.when.words else Markup("")),
        ("where", p.actors(account.places)),
        ("sponsor", p.actors(account.mediator)),
        ("matter", p.quotes(account.about)),
        ("outcome", p.outcome_of(account) if account.outcome != "unknown" else Markup("")),
        ("status", p.status(lead)),
    ]
    return [(key, value) for key, value in found if value]


def made_by(visit: Visit, rule: str | None, pack: str | None) -> Markup:
    """`rule · pack@version` as code; empty where neither is known."""
    made = " · ".join(x for x in (rule, pack) if x)
    return Markup('<code class="why">{}</code>').format(Markup(visit.words.pen.text(made))) if made else Markup("")
