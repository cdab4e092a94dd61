"""A made-up world with several outlets, copies, denials and disagreements, and decisions by chance."""

from __future__ import annotations

import random

from khabar.article import Article, Attribution, Event, EventTime, Link, Name, Published
from khabar.ledger import Ledger
from khabar.relate.decisions import About

SIDES = ["sdf", "syria-government", "syria-mod", "wind-tribe", "unnamed:GOV"]
WORDS = "اجتمع الوفد التقى المجلس العشيرة فتح الطريق المعبر القرية الهدنة تبادل الأسرى قصف مواقع قرب النهر مساء".split()  # noqa: SIM905
KINDS = [("CONSULT", "meeting"), ("ASSAULT", "attack"), ("REQUEST", "demand"), ("AGREE", "agreement"),
         ("REJECT", "refusal"), ("THREATEN", "warning")]  # fmt: skip


def made_up(seed: int) -> Article:
    """An article with a few events; articles of neighbouring seeds tell the same, and sometimes gainsay each other."""
    chance, story = random.Random(seed), random.Random(seed // 3)
    words = story.choices(WORDS, k=30)
    if seed % 3:
        words = [w if chance.random() > 0.1 else chance.choice(WORDS) for w in words]
    text = " ".join(words)
    day = f"2020-{1 + story.randrange(2) * 6:02}-{1 + story.randrange(25):02}"
    article = Article(f"a{seed:03}", text, outlet=f"paper{seed % 4}" if seed % 5 else None, body=[(0, len(text))])
    article.published = Published(day, day, "given")
    article.names = [
        Name(0, len(words[0]), "GPE", story.choice(["aleppo", "manbij"]), rule="place"),
        Name(len(words[0]) + 1, len(words[0]) + 1 + len(words[1]), "GRP", chance.choice(SIDES[:4]),
             chance.choice(["neutral", "delegitimising"])),
    ]  # fmt: skip
    article.attributions = [
        Attribution((0, len(text)), chain=[Link("medium", None, "anadolu"), Link("person", None, story.choice(SIDES))]),
        Attribution((0, len(text)), stance="denying", chain=[Link("anonymous", (0, 4), grade="local")]),
    ]
    for number in range(4):
        kind, mode = story.choice(KINDS)
        source, target = story.sample(SIDES, 2)
        start = 8 * number
        event = Event(f"e{number}", kind, (start, start + 5), mode, evidence=(start, min(len(text), start + 80)))
        event.source, event.target, event.rule, event.pack = [source], [target], "made", "made@1"
        event.mediator = ["un"] if story.random() > 0.8 else []
        event.time = EventTime(day, day) if chance.random() > 0.3 else EventTime()
        event.place = [(0, len(words[0]))] if chance.random() > 0.5 else []
        event.about = [(start, start + 20)] if chance.random() > 0.4 else []
        event.polarity = chance.random() > 0.1
        event.outcome = chance.choice([None, "none", "agreement"])
        event.attribution = chance.choice([None, 0, 1])
        article.events.append(event)
    return article


WORLD = [made_up(seed) for seed in range(36)]


def decide(ledger: Ledger, chance: random.Random) -> None:
    """One decision by chance, or an undo."""
    keys = ledger.connection.execute(
        "SELECT a.id, e.id FROM events e JOIN articles a ON a.article = e.article ORDER BY a.id, e.n"
    ).fetchall()
    told = [e.accounts for e in ledger.events() if len(e.accounts) > 1]
    marks = {key: ledger.accounts_of(":".join(key))[0] for key in chance.sample(keys, 3)}
    kind = chance.choice(["merge", "accept", "split", "reject", "correct", "rename", "name", "undo"])
    if kind == "undo":
        log = [d for d in ledger.decisions() if d.kind != "undo"]
        if log:
            ledger.undo(chance.choice(ledger.decisions()).id, who="me")
    elif kind == "merge":
        ledger.decide("merge", About(list(marks.values())[: chance.choice([2, 3])]), who="me")
    elif kind == "accept" and (told := [accounts for accounts in told if len(accounts) > 1]):
        group = [ledger.accounts_of(":".join(key))[0] for key in chance.choice(told)]
        ledger.decide("accept", About(group), who="me")
    elif kind in ("split", "reject") and told:
        group = [ledger.accounts_of(":".join(key))[0] for key in chance.choice(told)]
        ledger.decide("split" if kind == "split" else "reject", About(group[:1]), who="me")
    elif kind == "correct":
        slot, value = chance.choice([
            ("type", "ASSAULT"), ("mode", "talks"), ("source", "sdf,wind-tribe"), ("earliest", "2020-03-09"),
            ("polarity", "false"), ("outcome", "none"), ("modality", "planned"),
        ])  # fmt: skip
        ledger.decide("correct", About(list(marks.values())[:1], slot=slot, value=value), who="me")
    elif kind == "rename":
        ledger.decide("rename", About(list(marks.values())[:1], lang="ar", name=f"اسم {chance.random():.3}"), who="me")
    elif kind == "name":
        entity = chance.choice(["sdf", "wind-tribe"])
        ledger.decide("rename", About(entity=entity, lang="en", name=f"Name {chance.random():.3}"), who="me")
