"""What the events of a sentence and of an article have to do with each other.

What is demanded has not happened; who is accused of an act is its agent; a word that tells what an
event did belongs to it; a happening that is told again is one event.
"""

import itertools
from collections.abc import Callable, Collection, Sequence

from khabar.article import Also, Event
from khabar.layers.events import merge
from khabar.layers.events.control import DEATHS
from khabar.layers.events.lexicon import bares
from khabar.layers.events.threats import answered, warned
from khabar.layers.events.told import Told
from khabar.layers.events.triggers import Trigger
from khabar.packs.sides import state

_AFTER = frozenset(("بعد", "عقب", "اثر", "غداه", "منذ", "جراء"))
_SPOKEN = frozenset(("CONSULT", "AGREE", "REQUEST", "THREATEN", "ACCUSE", "REJECT"))
_TOWARD = frozenset(("RETREAT", "COERCE", "CONCEDE", "AID", "SUPPORT"))
_ASKED = frozenset(("RETREAT", "CONCEDE", "COOPERATE", "AID"))
_INFLICTED = frozenset(("ASSAULT", "COERCE", "SANCTION"))
_PROMISED = _ASKED | {"CONSULT", "AGREE", "SUPPORT", "MOBILIZE"}


def contents(
    found: list[Told], norms: Sequence[str], dangers: Collection[str] = (), resuming: Collection[str] = ()
) -> None:
    """What stands in the content of a demand, threat, offer or refusal has not happened."""
    for holder in found:
        kind = holder.event.type
        if kind == "ACCUSE":
            accused(holder, found)
        if kind == "REJECT":
            refused(holder, found)
            declined(holder, found, norms, resuming)
        if kind == "AGREE" and holder.event.polarity and holder.event.mode != "offer":
            agreed(holder, found, norms, resuming)
            offered(holder, found)
        if kind not in ("REQUEST", "THREATEN", "REJECT") and not (kind == "AGREE" and holder.event.mode == "offer"):
            continue
        if kind == "THREATEN":
            warned(holder, found, norms, dangers)
        for item in found:
            if (
                item is holder
                or item.event.trigger[0] < holder.event.trigger[1]
                or not (
                    item.event.modality in ("happened", "possible")
                    or item.dated
                    or _standing(item)
                    or _resumed(holder, item)
                )
            ):
                continue
            beside = kind == "THREATEN" and not holder.trigger.verb and item.trigger.first - holder.trigger.last <= 1
            if not beside and not any(s <= item.event.trigger[0] < e for s, e in holder.event.about):
                continue
            form = item.trigger.reading.form
            if (item.trigger.verb or form.pos == "participle") and item.trigger.entry.get("speech"):
                continue  # that somebody demands or accuses is a fact, also beside a demand
            if item.definite and norms[item.trigger.first - 1].endswith(("احترام", "التزام", "الالتزام")):
                item.event.modality = "ongoing"  # the truce that is to be kept is there
                continue
            light = item.trigger.light
            if (light is not None and light.form.pos == "past") or _answered(item, norms):
                continue
            if item.given or (item.trigger.first and norms[item.trigger.first - 1] in _AFTER):
                continue  # دعاه إلى زيارة المدينة بعد تحريرها
            talks = item.event.type == "CONSULT" and not (item.event.source or item.event.target)
            talks = talks or item.event.type == "PROTEST"
            # دعاهما إلى الحوار, إلى استئناف المفاوضات, إلى التظاهر
            talks = talks and _led_to(item.trigger, norms, resuming)
            if item.event.type in ("ASSAULT", "COERCE") and item.trigger.reading.pronoun and not item.trigger.verb:
                continue  # حشد التأييد لمعركته: the battle is there
            if form.pos == "past" or (item.definite and item.event.type not in _ASKED and not talks):
                continue
            if kind == "REQUEST":
                if holder.trigger.entry.get("hope"):
                    item.event.modality = "possible"
                    continue
                item.event.modality = "demanded"
                asked(holder.event, item)
            elif kind == "THREATEN":
                if another(holder.event, item.event):
                    item.event.modality = "possible"  # حذرت أرمينيا من هجوم أذري
                    continue
                item.event.modality = "threatened"
                if item.event.type == "PROTEST" and holder.event.target:  # حذر المعارضة من تجديد احتجاجاتها
                    item.event.source, item.event.target = list(holder.event.target), list(holder.event.source)
                if not item.event.source:
                    item.event.source = list(holder.event.source)
                if not item.event.target:
                    item.event.target = list(holder.event.target)
            elif kind == "AGREE":
                item.event.modality = "conditional"

    answered(found, [number for number, item in enumerate(found) if _answered(item, norms)])


def _led_to(trigger: Trigger, norms: Sequence[str], resuming: Collection[str]) -> bool:
    """`إلى الحوار`, `باستئناف المفاوضات`, `إلى المشاركة في الحوار`: whether a noun is what somebody is to come to."""
    at = trigger.first - 1
    if norms[at] in ("الي", "علي"):
        return True
    if norms[at] == "في":
        at -= 1
    return norms[at].removeprefix("ب") in resuming or norms[at].removeprefix("ل") in resuming


def _resumed(holder: Told, item: Told) -> bool:
    """`دعا الطرفين إلى العودة إلى المفاوضات`: talks to which those who are asked shall return."""
    talks = item.event.type == "CONSULT" and not item.trigger.verb
    return holder.event.type == "REQUEST" and talks and item.event.modality == "planned"


def _standing(item: Told) -> bool:
    """A noun that by itself tells something lasting (`التنسيق`), without a verb that says it goes on."""
    return item.event.modality == "ongoing" and item.event.type == "COOPERATE" and item.trigger.light is None


def asked(holder: Event, item: Told) -> None:
    """Who is asked for something is to do it, toward him who asks; what both are to do has both as its sides."""
    event = item.event
    if event.type in merge.SYMMETRIC:
        have = {*event.source, *event.target}
        if len(have) < 2 and event.type != "AGREE":
            event.source.extend(e for e in holder.target if e not in have)
            if len(holder.target) < 2:  # دعت روسيا الطرفين إلى الحوار: with each other, and not with her
                event.target.extend(e for e in holder.source if e not in have and e not in event.source)
        return
    if event.type in _SPOKEN:
        return
    # بسحب قواتها: hers, of whom it is asked
    carried = event.source == holder.source and (item.carried or (event.type in _ASKED and holder.mode != "order"))
    inflicted = event.type in _INFLICTED and event.mode != "warrant" and not item.trigger.reading.pronoun
    if inflicted and event.source == holder.source and holder.mode != "order":
        event.source, event.source_spans = [], []  # طالبت المنظمة باعتقال الوزير: she does not do it herself
    if (not event.source or carried) and holder.target:
        event.source, event.source_spans = list(holder.target), list(holder.target_spans)
    elif not event.source and holder.mode == "order":  # أمر الرئيس بإطلاق سراح السجناء: his own men do it
        event.source, event.source_spans = list(holder.source), list(holder.source_spans)
    if not event.target and event.type in _TOWARD and event.mode not in ("ceasefire", "release"):
        event.target = [e for e in holder.source if e not in event.source]


def agreed(holder: Told, found: list[Told], norms: Sequence[str], resuming: Collection[str] = ()) -> None:
    """`اتفقا على تبادل الأسرى`, `تعهدت بسحب قواتها`: what was agreed upon is to come."""
    for item in found:
        first = item.trigger.light.at if item.trigger.light is not None else item.trigger.first
        if item is holder or item.trigger.verb or not 0 <= first - holder.trigger.last <= 9:
            continue
        if item.event.modality not in ("happened", "ongoing") or item.event.type not in _PROMISED:
            continue
        led = item.event.type == "CONSULT" and norms[first - 1] == "في" and norms[first - 2] in resuming
        if led or norms[first - 1] in ("علي", "بشان") or item.trigger.reading.prefix in ("ب", "بال", "ل"):
            item.event.modality = "planned"


def offered(holder: Told, found: list[Told]) -> None:
    """`وافقت الحركة على خطة اقترحتها القاهرة`: who accepts a proposal is the other side of it."""
    mine = {*holder.event.source, *holder.event.target}
    for item in found:
        event = item.event
        if holder.event.mode != "acceptance" or event.mode != "offer" or item.trigger.first < holder.trigger.last:
            continue
        if event.source and not event.target and not mine.isdisjoint(event.source):
            event.target = [e for e in holder.event.source if e not in event.source][:1]


def another(holder: Event, event: Event) -> bool:
    """Whether an act that is warned of is that of another than who warns and who is warned."""
    mine = {state(e) for e in (*holder.source, *holder.target)}
    return bool(event.source) and bool(holder.source) and mine.isdisjoint(state(e) for e in event.source)


def _answered(item: Told, norms: Sequence[str]) -> bool:
    """`سترد على الضربة`: what is answered has happened."""
    at = item.trigger.first
    if at > 2 and norms[at - 1] in ("اي", "ايه", "كل"):
        at -= 1  # الرد على أي هجوم
    return at > 1 and norms[at - 1] in ("علي", "على") and norms[at - 2].endswith(("رد", "ردا", "الرد", "ردها", "رده"))


def accused(holder: Told, found: list[Told]) -> None:
    """`اتهم سوريا بإيواء …`: who is accused of an act is its agent."""
    end = holder.trigger.last  # where what he is accused of ends
    for item in found:
        reading, first = item.trigger.reading, item.trigger.first
        joined = end > holder.trigger.last and reading.prefix == "و" and 0 < first - end <= 5
        if item is holder or item.trigger.verb or not (reading.prefix == "ب" or joined) or not holder.event.target:
            continue
        if joined or 0 < first - holder.trigger.last <= 8:
            end = item.trigger.last
            event = item.event
            if event.source and not event.target:
                event.target, event.target_spans = event.source, event.source_spans
            event.source, event.source_spans = list(holder.event.target), list(holder.event.target_spans)


def refused(holder: Told, found: list[Told]) -> None:
    """`رفضت قسد تسليم البلدة`: what somebody refuses to do was asked of him, and is not done.

    What he denies (`نفت روسيا قصف المدينة`) would be an act of his.
    """
    for item in found:
        near = 0 <= item.trigger.first - holder.trigger.last <= 4
        if item is holder or item.trigger.verb or not near:
            continue
        event = item.event
        own = not item.event.polarity and holder.event.mode == "deny" and event.mode not in DEATHS
        if own and not event.source and not item.definite:
            event.source, event.source_spans = list(holder.event.source), list(holder.event.source_spans)
        if event.type not in _ASKED:
            continue
        theirs = {state(e) for e in holder.event.source}
        if not event.source or theirs == {state(e) for e in event.source}:
            event.source, event.source_spans = list(holder.event.source), list(holder.event.source_spans)
            if holder.event.mode == "deny":  # نفى الجيش انسحابه
                event.polarity = False
            else:
                event.modality, event.polarity = "demanded", False


def declined(holder: Told, found: list[Told], norms: Sequence[str], resuming: Collection[str]) -> None:
    """`رفضت المشاركة في المفاوضات`: talks that somebody refuses to come to."""
    for item in found:
        near = 0 <= item.trigger.first - holder.trigger.last <= 3 and not item.trigger.verb
        talks = item.event.type == "CONSULT" and item.event.modality == "happened" and holder.event.mode != "deny"
        if near and talks and _led_to(item.trigger, norms, resuming):
            item.event.modality, item.event.polarity = "demanded", False


def shared(found: list[Told], protesters: Callable[[], str]) -> None:
    """Verbal nouns that are coordinated (`استهداف ومنع …`) have one agent; protests have protesters."""
    for before, item in itertools.pairwise(found):
        noun = not item.trigger.verb and item.trigger.reading.prefix.startswith("و") and not item.definite
        near = item.trigger.first - before.trigger.last <= 12
        if noun and near and not before.trigger.verb and not item.event.source and not item.result:
            item.event.source = list(before.event.source)
        mood = before.event.modality if item.event.type in _ASKED and not before.trigger.verb else ""
        if (
            noun
            and near
            and item.event.modality == "happened"
            and mood in ("possible", "demanded", "planned", "conditional")
        ):
            item.event.modality = mood  # يبحثان تهدئة التوتر وسحب القوات
    for item in found:
        if item.event.type == "PROTEST" and not item.event.source:
            item.event.source = [protesters()]


def cognate(verb: Told, noun: Told) -> bool:
    """`نفى ذلك نفيا قاطعا`: a verb with its own noun in the accusative tells one thing."""
    families = {str(t.trigger.entry.get("like") or t.trigger.entry["id"]) for t in (verb, noun)}
    reading = noun.trigger.reading
    dual = reading.form.pos == "past" and reading.form.number == "d"  # نفيا is written like the verb of two as well
    bare = (dual or not noun.trigger.verb) and noun.trigger.light is None and not noun.definite and not reading.prefix
    return verb.trigger.verb and bare and len(families) == 1 and reading.form.word.endswith("ا")


def instrument(verb: Told, noun: Told) -> bool:
    """`قصفوا بقذائف الهاون جنودا`: a noun that tells what a verb of its type was done with."""
    beside = 0 <= noun.trigger.first - verb.trigger.last <= 1 and noun.trigger.reading.prefix == "ب"
    return verb.trigger.verb and not noun.trigger.verb and beside and verb.event.type == noun.event.type == "ASSAULT"


def within(
    found: list[Told],
    against: Collection[str] = (),
    caused: Callable[[Told, Told], bool] | None = None,
    heads: Callable[[Trigger, Trigger], bool] | None = None,
) -> list[Told]:
    """Of one sentence: words that tell what an event did belong to it, and to a protest those that say against whom."""
    out: list[Told] = []
    for item in found:
        host = None
        dead: list[Told] = []  # قتل سوري وجرح لبنانيان في غارة: one attack has done both
        if item.event.type in ("REJECT", "ACCUSE") and not item.trigger.verb and not item.definite:
            stood = [o for o in out if o.event.type == "PROTEST" and 0 <= item.trigger.first - o.trigger.last <= 10]
            if stood and item.trigger.light is None and item.trigger.reading.form.word.endswith("ا"):
                stood[-1].event.also.append(Also(item.event.trigger, item.event.attribution))
                continue  # تظاهروا رفضا للقانون
        for other in out:
            same = other.event.type == item.event.type == "PROTEST" and item.sentence == other.sentence
            if same and not item.trigger.verb and against and item.trigger.first - other.trigger.last < 20:
                host = other if any(word in against for word in bares(item.trigger.reading.form.word)) else host
                continue
            if cognate(other, item) or instrument(other, item):
                host = other
                continue
            if heads is not None and item.trigger.verb and heads(other.trigger, item.trigger):
                host = other
                host.definite = host.definite and not host.apart  # ردا على الهجوم الذي استهدف …: another one
                if host.event.type in merge.SYMMETRIC and len({*host.event.source, *host.event.target}) > 1:
                    item.event.source, item.event.target = [], []  # اتفاق وقعه فلان وفلان: who signed for the two
                continue
            if other.event.type != item.event.type or not (item.result or other.result) or item.apart:
                continue
            fits, _ = merge._compatible(other.event, item.event)
            fits = fits or (caused is not None and caused(other, item))
            if fits and other.event.polarity == item.event.polarity:
                host = other
                dead.append(other)
        if host is None:
            out.append(item)
        elif host.event.type == "PROTEST":
            host.event.also.append(Also(item.event.trigger, item.event.attribution))
        elif host.result and not item.result:
            told = [other for other in dead if other.result] or [host]
            for other in told:
                merge.join(item.event, other.event)
                victims = [e for e in other.event.target if e not in (*item.event.target, *item.event.source)]
                item.event.target.extend(e for e in victims if not merge.richer(item.event.target, e))
            out[out.index(host)] = item
            out = [other for other in out if all(other is not one for one in told)]
        else:
            merge.join(host.event, item.event)
    return out


def without_failures(found: list[Told]) -> list[Told]:
    """`الاجتماع انتهى دون اتفاق` tells one meeting and its outcome, no agreement."""
    if not any(item.event.type == "CONSULT" for item in found):
        return found
    return [item for item in found if item.event.polarity or item.event.type != "AGREE"]
