"""The mentions of an article put together: each happening once, told by the mention that tells it best."""

from khabar.article import Event
from khabar.layers.events import merge
from khabar.layers.events.told import Told


def merged(told: list[Told], article: bool) -> list[Event]:
    """The events of an article (of lone sentences, where not `article`), each happening once."""
    out: list[Told] = []
    for item in told:
        talks = item.event.type == "CONSULT"
        told_of = talks and any(merge.same_sides(other.event, item.event) for other in out)
        several = False  # a word for several meetings stands between
        for other in reversed(out):
            if other.all_of or distinct(item, other, several):
                several = several or (other.many and not other.all_of)
                continue
            if told_of and merge.other_sides(other.event, item.event):
                continue  # the talks of just these sides were told before
            distance = item.sentence - other.sentence
            first_lines = other.sentence <= 1 and item.sentence <= 3 and distance > 0
            if other.headline and not item.headline and merge.headline(other.event, item.event):
                merge.join(item.event, other.event)
                out[out.index(other)] = item
                break
            if item.apart and distance == 0 and not item.definite and item.event.type == "ASSAULT":
                continue  # قتلت رجلا ردا على هجوم, … بينما اندلعت اشتباكات
            if distance and fresh(item):
                continue
            if (
                (item.detail and merge.talked_of(other.event, item.event, distance))
                or (item.toll and distance == 1 and merge.hurt(other.event, item.event))
                or (item.pointed and distance <= 3 and merge.meant(other.event, item.event))
            ):
                merge.join(other.event, item.event)
                break
            if merge.same(other.event, item.event, item.definite, distance, first_lines):
                if better(item, other):
                    merge.join(item.event, other.event)
                    out[out.index(other)] = item
                else:
                    merge.join(other.event, item.event)
                break
        else:
            out.append(item)
    out = gathered(out)
    body = {item.event.type for item in out if not item.headline}
    return [
        item.event for item in out if not (item.headline and item.event.type in body) and not (article and hollow(item))
    ]


def better(item: Told, other: Told) -> bool:
    """Whether a later mention tells a happening for itself, and the earlier one only touched upon it.

    That went before something else (`بعد أن سحبت سفيرها`), or is a noun without anybody (`اثر تفجيرين`).
    """
    told_now = item.trigger.verb or item.trigger.light is not None
    both = bool(item.event.source and item.event.target)
    if other.passing and (told_now or both) and not item.passing:
        return True
    empty = not (other.event.source or other.event.target) and not other.trigger.verb and other.trigger.light is None
    return empty and bool(item.event.source or item.event.target)


def distinct(item: Told, other: Told, several: bool) -> bool:
    """Whether a meeting or journey cannot be what was told before: of one, several; of one to a place, to another.

    A word for one meeting (`الاجتماع`) also never means that somebody left.

    `several`: whether several meetings were told since; then it means none before them.
    """
    if item.event.type != "CONSULT":
        return False
    left = bool(other.trigger.entry.get("leaves"))
    journeys = item.event.mode == other.event.mode == "visit" and (left or bool(item.trigger.entry.get("leaves")))
    if journeys and item.where and other.where:
        return item.where.isdisjoint(other.where)  # وصل إلى …, وغادر إلى …: elsewhere
    if item.event.mode == "visit" or item.trigger.verb or item.many:
        return False
    return other.event.type == "CONSULT" and (other.many or left or several)


def fresh(item: Told) -> bool:
    """`هجومان على …`, `لقاءات عدة`: several that are told without the article are not the one of a sentence before."""
    many = not item.trigger.verb and item.trigger.reading.form.pos in ("plural", "dual")
    return item.all_of or (many and not item.definite and not item.given)


def gathered(out: list[Told]) -> list[Told]:
    """A noun for an attack in passing (`للتحقيق في هجمات بغداد`) belongs to the mention that tells more of it.

    The nearest such mention before or after it, where actors, times, modes and modality agree and, where it has
    actors of its own, one of them is there too.
    """
    left = list(out)
    for item in out:
        event = item.event
        if event.type != "ASSAULT" or item.trigger.verb or item.trigger.light is not None or item.headline:
            continue
        own = len(event.source) + len(event.target)
        homes = [
            other
            for other in left
            if other is not item
            and not other.headline
            and not (item.apart and other.sentence == item.sentence)
            and len(other.event.source) + len(other.event.target) > own
            and merge.tells(other.event, event)
        ]
        if homes:
            home = min(homes, key=lambda other: abs(other.sentence - item.sentence))
            merge.join(home.event, event)
            left.remove(item)
    return left


def hollow(item: Told) -> bool:
    """Whether a noun says hardly more than its word: nobody takes part, and it has no place and time or is no fact."""
    event = item.event
    if event.modality == "conditional" and not event.polarity:
        return True  # في حال عدم التزام الطرفين
    if item.trigger.verb or event.source or event.target or event.mediator or event.also:
        return False
    if event.type == "CONSULT" and event.place and item.trigger.light is not None:
        return False  # انطلقت في نيروبي جولة محادثات
    if event.modality in ("demanded", "possible", "conditional"):
        return True
    if event.type == "RETREAT":
        return event.modality != "ongoing"
    if event.type == "ASSAULT":
        return not (event.place and event.time.expr)
    return event.type in ("CONSULT", "REQUEST", "MOBILIZE") and not (event.place and event.time.expr)
