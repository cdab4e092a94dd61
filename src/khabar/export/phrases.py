"""Saying the parts of a story in Arabic or English. The words are data (`labels/`), the grammar is here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from khabar.arabic.fold import fold_text
from khabar.errors import error
from khabar.export.model import Account, Actor, Happening, Link, Value, When, Word
from khabar.export.pens import Pen

LANGUAGES = ("ar", "en")
#: Lists longer than this end in "and N more".
LIST = 8


@cache
def labels(lang: str) -> dict[str, Any]:
    """The labels of a language; KhabarError `part-missing` where the installation lacks them."""
    import yaml

    try:
        text = resources.files("khabar.export").joinpath("labels", f"{lang}.yaml").read_text("utf-8")
    except OSError as problem:
        raise error("part-missing", name=f"the labels for {lang!r}", why=problem.strerror or problem) from None
    found: dict[str, Any] = yaml.safe_load(text)
    found["grades"] = {_bare(k): v for k, v in found["grades"].items()}
    return found


class Phrases:
    """Everything that is said in one language, put down by one pen. All results are already escaped."""

    def __init__(self, lang: str, pen: Pen) -> None:
        self.lang = lang
        self.pen = pen
        self.labels = labels(lang)
        self.dir: str = self.labels["dir"]

    def ui(self, key: str, **values: object) -> str:
        """A label; `values` are put in as they are."""
        text: str = self.labels["ui"][key]
        return text.format(**values) if values else text

    def count(self, key: str, number: int) -> str:
        """A number with its noun: Arabic has a form for none, one, two, few and many."""
        none, one, two, few, many = self.labels["counts"][key]
        form = {0: none, 1: one, 2: two}.get(number) or (few if number % 100 in range(3, 11) else many)
        return str(form.format(n=number))

    def label(self, table: str, key: str | None) -> str:
        """An entry of a table; the key itself, isolated, where the table lacks it."""
        found = self.labels[table].get(key)
        return str(found) if found else self.pen.isolate(key or "")

    # --- who, where, when ---

    def actor(self, actor: Actor) -> str:
        """A name in this language, else in the other; an unnamed actor by its sector and the text's words."""
        if name := actor.names.get(self.lang):
            return self.pen.isolate(name, self.lang)
        words = actor.words or next(iter(actor.names.values()), None)
        if actor.named:
            return self.pen.isolate(words or actor.id)
        if words and self.lang == "ar":
            return self.pen.isolate(words)
        sector = self.labels["sectors"].get(actor.sector or "other", self.labels["sectors"]["other"])
        return f"{sector} ({self.pen.quote(words)})" if words else str(sector)

    def actors(self, actors: Sequence[Actor]) -> str:
        """A list of actors, joined as the language joins them."""
        return self.join([self.actor(a) for a in actors])

    def join(self, parts: Sequence[str]) -> str:
        """`a`, `a and b`, `a, b and c`; in Arabic with و before every one."""
        parts = list(dict.fromkeys(parts))
        more = self.ui("and_others", n=len(parts) - LIST) if len(parts) > LIST + 1 else ""
        parts = parts[:LIST] if more else parts
        link = self.labels["and"]
        if more:
            return str(self.labels["comma"].join(parts)) + " " + more
        if self.lang == "ar" or len(parts) < 3:
            return str(link.join(parts))
        return str(self.labels["comma"].join(parts[:-1]) + link + parts[-1])

    def quotes(self, texts: Iterable[str]) -> str:
        """Words of the articles, each in quotation marks."""
        return str(self.labels["comma"].join(self.pen.quote(t) for t in texts))

    def day(self, iso: str, *, short: bool = False) -> str:
        """An ISO day in this language's words, isolated."""
        when = date.fromisoformat(iso)
        form = self.labels["dates"]["day_short" if short else "day"]
        said = form.format(
            weekday=self.labels["weekdays"][when.weekday()],
            day=when.day,
            month=self.labels["months"][when.month - 1],
            year=when.year,
        )
        return self.pen.isolate(said, self.lang)

    def when(self, when: When, *, short: bool = False, reported: When | None = None) -> str:
        """A day, a month, a stretch; where nothing is on the calendar, the text's own words.

        `reported`: the day of publication, said where the event's own day is not known.
        """
        forms = self.labels["dates"]
        first, last = when.earliest, when.latest
        if first and last:
            if first == last:
                return self.day(first, short=short)
            if _is_month(first, last):
                start = date.fromisoformat(first)
                month = self.labels["months"][start.month - 1]
                return self.pen.isolate(forms["month"].format(month=month, year=start.year), self.lang)
            return str(forms["span"].format(a=self.day(first, short=True), b=self.day(last, short=True)))
        if first:
            return str(forms["from"].format(a=self.day(first, short=short)))
        if last:
            return str(forms["until"].format(a=self.day(last, short=short)))
        said = str(forms["said"].format(words=self.pen.quote(when.words))) if when.words else ""
        if reported and reported.known:
            exact = reported.earliest == reported.latest
            form = forms["reported" if exact else "reported_within"]
            told = str(form.format(a=self.when(reported, short=True)))
            return f"{said}{self.labels['comma']}{told}" if said else told
        return said or str(forms["unknown"])

    # --- what ---

    def what(self, kind: str, mode: str | None) -> str:
        """The kind of event: its mode where there is a word for it, else its type."""
        modes = self.labels["modes"]
        for key in (f"{kind}/{mode}", mode):
            if key in modes:
                return str(modes[key])
        return str(self.labels["types"].get(kind, kind))

    def headline(self, event: Happening | Account) -> str:
        """What happened between whom, as a nominal phrase: `Visit between A and B`, `Attack by A on B`.

        A happening that a person gave a title is called so, in the other language where there is none in this one.
        """
        if isinstance(event, Happening) and event.titles:
            lang = self.lang if self.lang in event.titles else min(event.titles)
            return self.pen.isolate(event.titles[lang], lang)
        lead = event.lead if isinstance(event, Happening) else event
        source, target = event.source, event.target
        what = self.what(lead.type, lead.mode)
        frames = self.labels["frames"]
        if lead.symmetric:
            if not target and len(source) > 1:
                source, target = source[:1], source[1:]
            elif not source and len(target) > 1:
                source, target = target[:1], target[1:]
            frame = frames["symmetric"]
            if source and target:
                form = "both" if len(source) == len(target) == 1 else "many"
                return str(frame[form].format(what=what, a=self.actors(source), b=self.actors(target)))
            one = source or target
            return str(frame["one" if one else "none"].format(what=what, a=self.actors(one)))
        frame = frames.get(f"{lead.type}/{lead.mode}") or frames.get(lead.type) or frames["directed"]
        form = "both" if source and target else "source" if source else "target" if target else "none"
        return str(frame[form].format(what=what, a=self.actors(source), b=self.actors(target)))

    def status(self, account: Account) -> str:
        """`planned`, `did not happen` …; empty where it is simply told as done."""
        parts = []
        if account.modality != "happened":
            parts.append(self.label("modality", account.modality))
        if not account.polarity:
            parts.append(self.label("polarity", "false"))
        return str(self.labels["comma"].join(parts))

    def outcome(self, outcome: str | None) -> str:
        """The outcome of talks; empty where there is none to tell."""
        return self.label("outcome", outcome) if outcome else ""

    def outcome_of(self, event: Happening | Account) -> str:
        """The outcome; of a happening whose accounts disagree about it, all that they say."""
        for one in event.disagreements if isinstance(event, Happening) else ():
            if one.slot == "outcome":
                said = [self.value("outcome", v) for v in one.values]
                return self.ui("disputed_values", values=self.ui("versus").join(said))
        return self.outcome(event.outcome)

    def when_of(self, event: Happening, *, short: bool = False) -> str:
        """The day of a happening, or of its first report; said where the accounts disagree about it."""
        said = self.when(event.when, short=short, reported=event.reported)
        return f"{said} ({self.ui('disputed')})" if "time" in event.disputed else said

    # --- on whose word ---

    def outlet(self, outlet: str | None, article: str, *, short: bool = False) -> str:
        """The outlet's name, or that it is not known; `short`: the article's name in brackets in its place."""
        if outlet:
            return self.pen.isolate(outlet)
        return self.ui("outlet_file" if short else "outlet_unknown", id=self.pen.isolate(article))

    def link(self, link: Link) -> str:
        """One link: a name, or what kind of source it is, with the grade that the text gives it."""
        if link.kind == "anonymous":
            said = self._anonymous(link)
        elif link.who:
            said = self.actor(link.who)
        elif link.kind in ("observers", "public"):
            said = self.label("links", link.kind)
        elif link.words and link.kind == "document" and self.lang != "ar":
            said = f"{self.label('links', link.kind)} ({self.pen.quote(link.words)})"
        elif link.words:
            said = self.pen.isolate(link.words)
        else:
            said = self.label("links", link.kind)
        if link.speaks_for:
            said += f" ({self.labels['links']['speaks_for'].format(who=self.actor(link.speaks_for))})"
        return said

    def _anonymous(self, link: Link) -> str:
        forms = self.labels["links"]["anonymous"]
        said = str(forms["bare_several" if link.several else "bare_one"])
        if link.grade and (known := self.labels["grades"].get(_bare(link.grade))):
            said = str(known[link.several])
        elif link.grade:
            said += f" ({self.pen.quote(link.grade)})"
        if link.who:
            said += f" ({self.actor(link.who)})"
        return said

    def chain(self, word: Word) -> list[str]:
        """The chain as parts: the outlet, then each link, outermost first."""
        return [self.outlet(word.outlet, word.article, short=True), *(self.link(link) for link in word.chain)]

    def word(self, word: Word) -> str:
        """The chain on one line: `outlet ← medium ← source`, in Arabic `الوسيلة عن الوكالة عن مصدر`."""
        parts = self.chain(word)
        if len(parts) == 1:
            return f"{parts[0]} ({self.ui('own_word')})"
        return str(self.labels["chain_from"].join(parts))

    def stance(self, word: Word) -> str:
        """What the reporting word says about truth, with the word itself; empty where nothing reports."""
        if not word.chain:
            return ""
        cue = self.pen.quote(word.cue) if word.cue else ""
        if self.lang == "ar":
            return cue or self.label("stance", word.stance)
        return self.label("stance", word.stance) + (f" ({cue})" if cue else "")

    # --- disagreements ---

    def value(self, slot: str, value: Value) -> str:
        """A value of a disagreement: dates, entities and coded values in words, everything else as it is."""
        if value.actors:
            return self.actors(value.actors)
        if slot in ("outcome", "modality", "polarity") and value.text in self.labels[slot]:
            return self.label(slot, value.text)
        first, _, last = value.text.partition("/")
        if _is_day(first) and (not last or _is_day(last)):
            return self.when(When(first, last or first))
        return self.pen.isolate(value.text)


def _bare(grade: str) -> str:
    """A grade without article, gender and number: أمنية and الأمنيين are أمني."""
    word = fold_text(grade).strip()
    if " " in word:
        return word
    word = word.removeprefix("ال") if len(word) > 4 else word
    for ending in ("يون", "يين", "يه"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + "ي"
    for ending in ("ات", "ون", "ين", "ه"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_month(first: str, last: str) -> bool:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    same = (start.year, start.month) == (end.year, end.month)
    return same and start.day == 1 and date.fromordinal(end.toordinal() + 1).day == 1
