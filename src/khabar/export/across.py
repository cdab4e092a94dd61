"""Lines about what holds across articles: stories, positions, witnesses, disagreements, links to review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, cached_property
from importlib import resources
from typing import Any

from khabar import article as records
from khabar.errors import KhabarError
from khabar.export.build import build_story
from khabar.export.load import Material
from khabar.export.model import Actor, Happening, When
from khabar.export.pens import TerminalPen
from khabar.export.phrases import Phrases
from khabar.export.resolve import Resolver, tidy
from khabar.relate import grouped
from khabar.relate.compare import compare, probability
from khabar.relate.features import Account
from khabar.relate.positions import Position, positions
from khabar.relate.sides import side_of
from khabar.relate.stories import Story, stories
from khabar.relate.sure import weakest
from khabar.relate.told import Told, told
from khabar.relate.voices import Voices, voices


@cache
def words(lang: str) -> dict[str, Any]:
    """What the commands across articles say in a language."""
    import yaml

    text = resources.files("khabar.export").joinpath("across.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)[lang]
    return found


class Across:
    """The material of a ledger, ready to be told across articles."""

    def __init__(self, material: Material, phrases: Phrases, pen: TerminalPen) -> None:
        from khabar.packs import load

        self.material, self.p, self.pen = material, phrases, pen
        self.packs = load()
        self.say = words(phrases.lang)
        self.resolver = Resolver(material.articles, material.entities)

    @cached_property
    def told(self) -> list[Told]:
        """All happenings in order."""
        return told(self.material.articles.values(), self.material.happenings, self.packs)

    @cached_property
    def happenings(self) -> dict[str, Happening]:
        """All happenings as they are shown, by identifier."""
        m = self.material
        story = build_story(m.articles, m.happenings, m.entities, m.copies)
        return {h.id: h for h in story.main + story.background}

    @cached_property
    def _of_side(self) -> dict[str, str]:
        counts: dict[str, Counter[str]] = {}
        for article in self.material.articles.values():
            for event in article.events:
                for entity in event.source + event.target:
                    if not entity.startswith("unnamed:"):
                        counts.setdefault(side_of(entity, self.packs), Counter())[entity] += 1
        return {side: min(c, key=lambda e: (-c[e], e)) for side, c in counts.items()}

    def actor(self, side: str) -> Actor:
        """A side as the entity that stands for it most often."""
        return self.resolver.actor(self._of_side.get(side, side))

    def side(self, wanted: str) -> str:
        """The side that a name, a part of one, or an identifier means; KhabarError `actor-unknown`."""
        if wanted in self._of_side:
            return wanted
        low = wanted.casefold()
        exact, near = [], []
        for side, entity in self._of_side.items():
            known = self.material.entities.get(entity)
            names = [n.casefold() for these in (known.names.values() if known else ()) for n in these]
            if entity == wanted or low in names:
                exact.append(side)
            elif any(low in n for n in names):
                near.append(side)
        for found in (exact, near):
            if found:
                return min(found, key=lambda s: (len(s), s))
        if side_of(wanted, self.packs) in self._of_side:
            return side_of(wanted, self.packs)
        raise KhabarError(
            "actor-unknown",
            f"{wanted}: nobody of that name takes part in anything here",
            "give a part of a name, or an identifier as khabar show prints it",
        )

    def day(self, ordinal: int | None) -> str:
        """A day, or that there is none."""
        return self.p.when(When()) if ordinal is None else self.p.day(date.fromordinal(ordinal).isoformat(), short=True)

    def _headline(self, identifier: str) -> str:
        found = self.happenings.get(identifier)
        return self.p.headline(found) if found else identifier

    def _id(self, identifier: str) -> str:
        return self.pen.faint(self.pen.isolate(identifier, "en"))

    # --- stories ---

    def stories(self, least: int, actor: str | None) -> list[Story]:
        """The stories, the longest first."""
        found = stories(self.told, least)
        side = self.side(actor) if actor else None
        return [s for s in found if side is None or side in s.sides]

    def title(self, story: Story) -> str:
        """Sides and the kinds of events between them."""
        sides = self.p.actors([self.actor(s) for s in story.sides])
        return str(self.say["title"]).format(
            sides=sides, kinds=self.p.labels["comma"].join(self.p.what(k, None) for k in story.kinds[:3])
        )

    def story_lines(self, found: Sequence[Story]) -> list[str]:
        """One story a line, with the days and how much is told."""
        out = []
        for s in found:
            days = f"{self.day(s.first)} – {self.day(s.last)}" if s.first != s.last else self.day(s.first)
            count = str(self.say["happenings"]).format(n=len(s.happenings))
            out.append(f"{self.pen.colour(self.title(s), 'bold')} · {days} · {count} · {self._id(s.id)}")
        return out or [str(self.say["no_story"])]

    def story(self, story: Story) -> list[str]:
        """A story with its timeline; turning points are marked."""
        turns = {t.happening: t.why for t in story.turns}
        out = [self.pen.colour(self.title(story), "bold"), ""]
        for happening in story.happenings:
            line = f"{self.day(happening.day)}  {self._headline(happening.id)}"
            shown = self.happenings.get(happening.id)
            if shown and (status := self.p.status(shown.lead)):
                line += f" [{status}]"
            if why := turns.get(happening.id):
                line += "  " + self.pen.colour(f"◆ {self.say['turn'][why]}", "yellow")
            out.append(f"{line} · {self._id(happening.id)}")
        return out

    # --- positions ---

    def positions(self, side: str, stance: str | None) -> list[str]:
        """The matters of a side, each with its positions in order."""
        out: list[str] = []
        for matter in positions(self.told, side):
            if stance and not any(p.stance == stance for p in matter.positions):
                continue
            moved = {id(after) for _, after in matter.moves}
            about = next((w for p in matter.positions if (w := self._about(p))), "")
            out += ["", self.pen.colour(f"{self.say['matter']}: {about or '…'}", "bold")]
            for p in matter.positions:
                towards = self.p.actors([self.actor(s) for s in p.towards])
                line = f"  {self.day(p.day)}  {self.say['stance'][p.stance]}"
                line += f" ({self.say['towards']} {towards})" if towards else ""
                line += "  " + self.pen.colour(f"◆ {self.say['moved']}", "yellow") if id(p) in moved else ""
                out.append(f"{line} · {self._word(p)} · {self._id(p.happening)}")
        return out[1:] or [str(self.say["no_positions"])]

    def _event(self, key: tuple[str, str]) -> tuple[records.Article, records.Event]:
        article = self.material.articles[key[0]]
        return article, next(e for e in article.events if e.id == key[1])

    def _about(self, position: Position) -> str:
        for key in position.accounts:
            article, event = self._event(key)
            for start, end in event.about:
                return self.pen.isolate(f"«{tidy(article.text[start:end])[:120]}»", "ar")
        return ""

    def _word(self, position: Position) -> str:
        article, event = self._event(position.accounts[0])
        return self.p.word(self.resolver.word(article, event.attribution))

    # --- one happening ---

    def find(self, identifier: str) -> Told:
        """The happening of this name; KhabarError `id-unknown`."""
        for one in self.told:
            if one.id == identifier or any(":".join(a.key) == identifier for a in one.accounts):
                return one
        raise KhabarError(
            "id-unknown", f"{identifier}: no happening of that name here", "list them with: khabar timeline --all"
        )

    def voices(self, one: Told) -> Voices:
        """The merged chains of a happening."""
        return voices(one.accounts, grouped(self.material.copies))

    def voice(self, key: str) -> str:
        """A voice in words."""
        name, _, carrier = key.partition("<")
        kind, _, entity = name.partition(":")
        links = self.p.labels["links"]
        if kind in ("own", "copies"):
            return self.pen.isolate(entity)
        if not entity or carrier:
            label = links["anonymous"]["bare_one"] if kind == "anonymous" else links.get(kind, kind)
            said = f"{label} {self.pen.isolate(entity)}".strip()
            return f"{said} ({self.voice(carrier)})" if carrier else said
        return self.p.actor(self.resolver.actor(entity))

    def graph(self, one: Told) -> list[str]:
        """The roots with who has it from them, as a tree: each root, then those that passed it on."""
        found = self.voices(one)
        back: dict[str, list[str]] = {}
        for teller, heard in found.heard.items():
            for source in heard:
                back.setdefault(source, []).append(teller)

        def tree(voice: str, depth: int, path: frozenset[str]) -> Iterable[str]:
            accounts = " ".join(":".join(k) for k in found.roots.get(voice, ())) if not depth else ""
            yield (
                "  " * (depth + 1)
                + ("← " if depth else "● ")
                + self.voice(voice)
                + (f" · {self._id(accounts)}" if accounts else "")
            )
            for teller in sorted(back.get(voice, ())):
                if teller not in path:
                    yield from tree(teller, depth + 1, path | {teller})

        out = [self.pen.colour(str(self.say["voices"]), "bold")]
        for root in found.roots:
            out += tree(root, 0, frozenset({root}))
        return out

    def evidence(self, a: Account, b: Account) -> str:
        """What speaks for and against two accounts being one, the strongest first."""
        found = sorted(compare(a, b).items(), key=lambda kv: -abs(kv[1]))
        return ", ".join(f"{name} {value:+.1f}" for name, value in found if abs(value) >= 0.05)

    def links(self, one: Told) -> list[str]:
        """Each account with the one that it fits best, and why."""
        out = [self.pen.colour(str(self.say["pairs"]), "bold")]
        for a in one.accounts:
            rest = [b for b in one.accounts if b is not a]
            best = max(rest, key=lambda b: (sum(compare(a, b).values()), b.key))
            chance = probability(sum(compare(a, best).values()))
            out.append(f"  {':'.join(a.key)} ~ {':'.join(best.key)}  {chance:.2f}: {self.evidence(a, best)}")
        return out

    # --- lists ---

    def unsure(self, limit: int) -> list[str]:
        """The least sure happenings first, each with its weakest link."""
        found = []
        decided = {h.id for h in self.material.happenings if h.rule == "decided" and h.score == 1.0}
        for one in self.told:
            if len(one.accounts) > 1 and one.id not in decided:
                weak = weakest(one.accounts)
                if weak is not None:
                    found.append((weak[0], one, weak[1], weak[2]))
        found.sort(key=lambda f: (f[0], f[1].id))
        out = []
        for odds, one, a, b in found[:limit]:
            out.append(
                f"{self.say['sure']} {probability(odds):.2f}  {self.pen.colour(self._headline(one.id), 'bold')}"
                f" · {self._id(one.id)}"
            )
            for account in (a, b):
                article, event = self._event(account.key)
                quote = self.pen.isolate(
                    f"«{tidy(article.text[slice(*(event.evidence or event.trigger))])[:160]}»", "ar"
                )
                out.append(f"    {':'.join(account.key)}  {quote}")
            out.append(f"    {self.evidence(a, b)}")
        return out or [str(self.say["no_links"])]

    def witness_lines(self, least: int) -> list[str]:
        """Happenings that several accounts tell: how many witnesses they have, and which; the most told first."""
        many = [h for h in self.material.happenings if len({a for a, _ in h.accounts}) >= least]
        many.sort(key=lambda h: (-len(h.accounts), h.id))
        out = []
        for h in many:
            articles = len({a for a, _ in h.accounts})
            count = f"{self.p.count('witness', h.witnesses or 0)} · {self.p.count('article', articles)}"
            roots = self.p.labels["comma"].join(self.voice(r) for r in h.roots)
            out.append(f"{self.pen.colour(self._headline(h.id), 'bold')} · {count} · {self._id(h.id)}")
            out.append(f"    {self.say['roots']}: {roots}" if roots else "")
        return [line for line in out if line] or [str(self.say["no_links"])]

    def disagreements(self, slot: str | None, side: str | None) -> list[str]:
        """Happenings whose accounts differ: each slot, each value, on whose word; what was said later is marked."""
        out = []
        of = {t.id: t for t in self.told}
        for h in self.material.happenings:
            shown = self.happenings.get(h.id)
            if shown is None or (side and side not in (of[h.id].sides if h.id in of else ())):
                continue
            wanted = [d for d in shown.disagreements if not slot or d.slot == slot]
            if not wanted:
                continue
            out.append(f"{self.pen.colour(self._headline(h.id), 'bold')} · {self._id(h.id)}")
            for d in wanted:
                out.append(f"  {self.say['slots'].get(d.slot, d.slot)}:")
                days = {v.text: self._told_on(v.accounts) for v in d.values}
                last = max((x for x in days.values() if x), default=None)
                for value in d.values:
                    words = self.p.labels["comma"].join(dict.fromkeys(self.p.word(a.word) for a in value.accounts))
                    later = last is not None and days[value.text] == last and min(filter(None, days.values())) < last
                    mark = f"  [{self.say['corrected']}]" if later and self._one_root(value.accounts, d.values) else ""
                    out.append(f"    {self.p.value(d.slot, value)} — {words}{mark}")
        return out or [str(self.say["no_disagreements"])]

    def _told_on(self, accounts: Iterable[Any]) -> str | None:
        """The first day on which one of the accounts was published."""
        days = [self.material.articles[a.article].published.earliest for a in accounts]
        return min((d for d in days if d), default=None)

    def _one_root(self, accounts: Iterable[Any], values: Iterable[Any]) -> bool:
        """Whether who says this said another value before: then it is a correction."""

        def roots(these: Iterable[Any]) -> set[str]:
            return {str(a.word.chain[-1].who.id if a.word.chain and a.word.chain[-1].who else a.outlet) for a in these}

        mine = list(accounts)
        others = [a for v in values for a in v.accounts if a not in mine]
        return bool(roots(mine) & roots(others))
