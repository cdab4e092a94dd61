"""Records of `khabar.look` in the reader's words: who, when, what, on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from khabar import look
from khabar.export import model
from khabar.export.pens import is_arabic
from khabar.export.resolve import tidy
from khabar.look import model as records
from khabar.look.base import shipped
from khabar.look.course import KIND_OF
from khabar.look.happening import Value
from khabar.look.told import Account, ChainLink, Said
from khabar.web.marks import marked
from khabar.web.visit import Visit


class Wording:
    """Says what records of `khabar.look` hold; every result is safe to put into a page.

    `names`: what entities are called, as the view's struct gives it.
    """

    def __init__(self, visit: Visit, names: Mapping[str, records.Names]) -> None:
        self.visit = visit
        self.names = names
        self.words = visit.words
        self.p = visit.words.p

    # --- who ---

    def actor(self, identifier: str, words: str | None = None) -> model.Actor:
        """An entity as the phrases take it; `words`: as the text says it."""
        held = self.names.get(identifier)
        given = {lang: name for lang, name in (("ar", held.ar), ("en", held.en)) if name} if held else {}
        if not given and words:
            given = {"ar" if is_arabic(words) else "en": words}
        if not given and not identifier.startswith("unnamed:"):
            given = {"ar" if is_arabic(identifier) else "en": identifier.replace("-", " ")}
        return model.Actor(identifier, given, held.type if held else None, held.sector if held else None, words)

    def name(self, identifier: str) -> Markup:
        """What an entity is called in the reader's language."""
        return Markup(self.p.actor(self.actor(identifier)))

    def original(self, identifier: str) -> Markup:
        """The Arabic name, to stand beside an English one; empty for an Arabic reader, or where there is none."""
        held = self.names.get(identifier)
        if self.words.lang == "ar" or held is None or not held.ar or not held.en:
            return Markup("")
        return Markup(f'<bdi class="original" lang="ar">{self.words.pen.text(held.ar)}</bdi>')

    def linked(self, identifier: str) -> Markup:
        """The name as a link to the actor, where that view is and the entity has a name; the original beside it."""
        name, beside = self.name(identifier), self.original(identifier)
        address = None if identifier.startswith("unnamed:") else self.visit.link("actor", identifier)
        if address:
            name = anchor(address, name)
        return name + " " + beside if beside else name

    def actors(self, identifiers: Iterable[str]) -> Markup:
        """Names in a row, joined as the language joins them."""
        return Markup(self.p.actors(self._actors(identifiers)))

    def all_linked(self, identifiers: Sequence[str]) -> Markup:
        """Linked names in a row."""
        return Markup(self.p.join([str(self.linked(i)) for i in identifiers]))

    def outlet(self, outlet: str | None, article: str = "") -> Markup:
        """An outlet's name; where it is not known, that, with the article's."""
        if not outlet:
            return Markup(self.p.outlet(None, article))
        return Markup(self.p.actor(self._outlet(outlet)))

    def outlet_linked(self, outlet: str | None, article: str = "") -> Markup:
        """The outlet's name as a link to its view, where there is one."""
        address = self.visit.link("outlet", outlet) if outlet else None
        name = self.outlet(outlet, article)
        return anchor(address, name) if address else name

    def _outlet(self, outlet: str) -> model.Actor:
        held = self.names.get(outlet)
        if (held is None or not (held.ar or held.en)) and (known := shipped().entities.get(outlet)):
            given = {lang: these[0] for lang, these in (("ar", known.ar), ("en", known.en)) if these}
            return model.Actor(outlet, given, known.type)
        return self.actor(outlet, outlet)

    def _actors(self, identifiers: Iterable[str]) -> tuple[model.Actor, ...]:
        return model.unique(tuple(self.actor(i) for i in identifiers))

    # --- what and when ---

    def account(self, event: records.Happening | Account) -> model.Account:
        """A happening, or an account of one, as the phrases take it: who and what; without its words."""
        return model.Account(
            article="",
            event="",
            outlet=None,
            type=event.type,
            mode=event.mode,
            source=self._actors(event.source),
            target=self._actors(event.target),
            mediator=self._actors(event.mediator),
            delegates=self._actors(event.delegates),
            places=(),
            when=model.When(event.first, event.last),
            modality=event.modality,
            polarity=event.polarity,
            about=(),
            outcome=event.outcome,
            word=model.Word("", None),
            trigger="",
            quote="",
            order=0,
        )

    def headline(self, event: records.Happening | Account) -> Markup:
        """What happened between whom; what a person called it, where somebody did."""
        given = getattr(event, "title", None)
        if isinstance(given, dict) and (title := given.get(self.words.lang) or next(iter(given.values()), None)):
            return self.words.bdi(title)
        return Markup(self.p.headline(self.account(event)))

    def status(self, event: records.Happening | Account) -> Markup:
        """`planned`, `did not happen` …; empty where it is simply told as done."""
        return Markup(self.p.status(self.account(event)))

    def when(self, happening: records.Happening, *, short: bool = True) -> Markup:
        """The days of a happening; of one without its own, that of the first report, said so."""
        own, day = model.When(happening.first, happening.last), happening.day
        return Markup(self.p.when(own, short=short, reported=model.When(day, day)))

    def day(self, iso: str | None) -> Markup:
        """A day, or that there is none."""
        return Markup(self.p.day(iso, short=True) if iso else self.p.when(model.When()))

    def days(self, first: str | None, last: str | None) -> Markup:
        """From when until when."""
        if first == last or not first or not last:
            return self.day(first or last)
        return Markup("{} – {}").format(self.day(first), self.day(last))

    def published(self, item: records.Article | Account) -> Markup:
        """The days of publication; empty where they are not known."""
        last = item.published_latest if isinstance(item, Account) else item.latest
        when = model.When(item.published, last)
        return Markup(self.p.when(when, short=True)) if when.known else Markup("")

    def value(self, slot: str, value: Value) -> Markup:
        """A value of a disagreement."""
        return Markup(self.p.value(slot, model.Value(value.text, self._actors(value.entities), ())))

    def type(self, key: str) -> Markup:
        """A type of events, or `TYPE:mode`, as it is called."""
        kind, _, mode = key.partition(":")
        return Markup(self.p.what(kind, mode or None)) if mode else self.words.label("types", kind)

    def slot(self, key: str) -> Markup:
        """A slot in which accounts can disagree."""
        return self._table("across.slots", key)

    def modality(self, key: str) -> Markup:
        """Done, planned, threatened …"""
        return self.words.label("modality", key)

    def stance_of(self, key: str) -> Markup:
        """What a reporting word says about truth."""
        return self.words.label("stance", key)

    def moved(self) -> Markup:
        """That a position is another than the one before."""
        return self._table("across", "moved")

    def root_kind(self, key: str) -> Markup:
        """What kind of voice an account rests on."""
        return self._table("happenings.kinds", key)

    def _table(self, table: str, key: str) -> Markup:
        return self.words.t(f"{table}.{key}") if self.words.has(f"{table}.{key}") else self.words.bdi(key)

    def lane(self, type: str) -> str:
        """The class of the style sheet for what a type does between sides; empty for one that is none of ours."""
        return f"lane-{KIND_OF[type]}" if type in KIND_OF else ""

    # --- on whose word ---

    def word(self, account: Account) -> model.Word:
        """The chain behind an account."""
        outlet = None
        if account.outlet:
            held = self._outlet(account.outlet).names
            outlet = held.get(self.words.lang) or next(iter(held.values()), account.outlet)
        said = account.said
        if said is None:
            return model.Word(account.article, outlet)
        cue = self._cut(account, said.cue)
        return model.Word(
            account.article, outlet, tuple(self._link(x) for x in said.chain), cue, said.stance, said.direct
        )

    def _link(self, link: ChainLink) -> model.Link:
        who = self.actor(link.entity, link.words) if link.entity else None
        speaks_for = self.actor(link.speaks_for) if link.speaks_for else None
        return model.Link(link.kind, who, link.words, link.grade, link.several, speaks_for)

    def _cut(self, account: Account, span: tuple[int, int] | None) -> str | None:
        start, end = account.sentence
        if span is None or not start <= span[0] < span[1] <= end:
            return None
        return tidy(account.text[span[0] - start : span[1] - start])

    def quoted(self, quote: records.Quote, limit: int = 260) -> Markup:
        """The words in which an event stands, cut around what tells it, that marked."""
        start = quote.span[0]
        return marked(self.words, quote.text, start, {"trigger": [quote.trigger]}, quote.trigger, limit)

    def article_at(self, article: str, event: str, trigger: tuple[int, int]) -> str:
        """The address of the article where an event stands in it, with why it was read."""
        row = self.visit.ledger.connection.execute(
            "SELECT e.n FROM articles a JOIN events e ON e.article = a.article AND e.id = ? WHERE a.id = ?",
            (event, article),
        ).fetchone()
        why = f"e{row[0]}" if row else None
        return f"{self.visit.href('article', article, why=why)}#g{trigger[0]}"

    def stance(self, said: Said | None) -> Markup:
        """What the reporting word says about truth."""
        return self.stance_of(said.stance) if said else Markup("")

    def voice(self, voice: records.Voice, *, through: bool = True) -> Markup:
        """Who speaks, in words; `through`: with the medium that an unnamed source is known from."""
        if voice.kind == "copies":
            return self.words.t("cards.voice.copies", article=voice.who or "")
        if voice.kind == "own":
            if self._is_article(voice.who):
                return Markup(self.p.outlet(None, voice.who or "", short=True))
            return self.outlet(voice.who)
        if voice.kind == "anonymous":
            said = Markup(self.p.link(model.Link("anonymous", None, None, voice.grade)))
        else:
            said = self.name(voice.who) if voice.who else self.words.label("links", voice.kind)
        if voice.through is None or not through:
            return said
        return self.words.t("cards.voice.through", who=said, medium=self.voice(voice.through))

    def _is_article(self, who: str | None) -> bool:
        """Whether an own voice is that of an article whose outlet is not known: it is then called by the article."""
        return bool(who) and who not in shipped().entities and self.visit.ledger.connection.execute(
            "SELECT 1 FROM articles WHERE id = ? AND outlet IS NULL", (who,)
        ).fetchone() is not None  # fmt: skip


def anchor(address: str, words: Markup) -> Markup:
    """A link."""
    return Markup(f'<a href="{escape(address)}">{words}</a>')


def filters_of(visit: Visit) -> look.Filters:
    """The filters that the address names."""
    return look.Filters.parse(visit.request.query_params)
