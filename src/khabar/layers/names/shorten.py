"""Short forms: a person named in full is then called by the last name."""

from khabar.arabic.articles import has_article
from khabar.arabic.clitics import noun_splits
from khabar.layers.names.lexicon import Lexicon
from khabar.layers.names.view import Mention, View

_RULE = "person.short-form"
_BODY = "organisation.short-form"
#: patterns of movements, which are armed groups where they stand beside arms
_MOVEMENTS = frozenset({"head.party", "acronym.full-name"})
#: patterns whose name stood in marks, so that it is sure where it ends and what it is
_MARKED = frozenset({"head.fighters"})
#: styles after which a person is called by the first name (الشيخ صباح, الملك عبدالله)
_STYLES = frozenset(("الشيخ", "الشيخه", "الامير", "الاميره", "الملك", "الملكه", "السلطان", "البابا", "ملك", "شيخ"))


def _first_name(view: View, mention: Mention) -> str:
    return view.norms[mention.first][len(mention.prefix) :]


def _last_name(norms: list[str], lexicon: Lexicon) -> list[tuple[str, ...]]:
    """Short forms that a full name gives: the last name, with what it cannot be without."""
    if len(norms) < 2:
        return []
    out: list[tuple[str, ...]] = []
    tail = norms[-1:]
    if norms[-2] in lexicon.kunya or norms[-2] in ("عبد", "بن", "ال", "ولد") or norms[-2] in lexicon.foreign_link:
        tail = norms[-2:] if norms[-2] != "بن" else norms[-1:]
    out.append(tuple(tail))
    if len(norms) > 3 and norms[1] == "بن":
        out.append(tuple(norms[:3]))
    if len(norms) > 2 and tail != norms[-2:] and norms[-2] not in ("عبد", "بن"):
        out.append(tuple(norms[-2:]))
        out.append((norms[0], norms[-1]))
    return out


def shorten(view: View, lexicon: Lexicon) -> None:
    """Find the short forms of the persons that the article names in full."""
    forms: dict[str, list[tuple[tuple[str, ...], Mention]]] = {}
    for mention in view.mentions():
        if mention.type != "PER":
            continue
        norms = [n for n in view.norms[mention.first : mention.last] if n.isalpha()]
        if norms and mention.prefix:
            norms[0] = norms[0][len(mention.prefix) :]
        for form in _last_name(norms, lexicon):
            forms.setdefault(form[0], []).append((form, mention))
        if norms and norms[0] in lexicon.given and view.word_before(mention.first) in _STYLES:
            forms.setdefault(norms[0], []).append(((norms[0],), mention))
    if not forms:
        return
    for at in view.with_stem(forms):
        owner = view.owner[at]
        if owner is not None and (owner.type != "PER" or owner.kind == "pack"):
            continue
        for split in noun_splits(view.norms[at]):
            choices = forms.get(split.stem)
            if not choices:
                continue
            made = _short(view, lexicon, at, split.offset, split.prefix, choices)
            if made is not None:
                view.place(made)
                break


def _short(
    view: View, lexicon: Lexicon, at: int, offset: int, prefix: str,
    choices: list[tuple[tuple[str, ...], Mention]],
) -> Mention | None:  # fmt: skip
    norms, high = view.norms, view.high[at]
    for form, full in sorted(choices, key=lambda c: (-len(c[0]), abs(c[1].first - at))):
        last = at + len(form)
        if last > high or tuple(norms[at + 1 : last]) != form[1:]:
            continue
        owners = [owner for owner in view.owner[at:last] if owner is not None]
        if any(owner.type != "PER" or owner.size > len(form) for owner in owners):
            continue
        word = form[0]
        before = view.word_before(at)
        titled = before in lexicon.honorific or before in lexicon.office or before in lexicon.demonyms
        if len(form) == 1 and word in lexicon.given and word == _first_name(view, full) and before not in _STYLES:
            continue
        if len(form) == 1:
            if len(word) < 3 or (word == "علي" and not titled):
                continue
            # an everyday word counts only after a title or a verb of saying, and after the full name
            if lexicon.is_common(word) and not (titled or (full.first < at and not prefix and lexicon.is_verb(before))):
                continue
            if word in lexicon.given and (full.first > at or prefix in ("ك", "ف")):
                continue
            follows = norms[last] if last < high else ""
            if word in lexicon.given and (follows in lexicon.given or before in lexicon.given):
                continue
        start, end = view.offsets(at, last, offset)
        return Mention(at, last, start, end, "PER", full.entity, "neutral", _RULE, full.pack, "short", prefix, 0.7)
    return None


def repeat(view: View, lexicon: Lexicon) -> None:
    """Find the other mentions of names that a head announced once: `سوروتش` after `مدينة سوروتش`.

    A movement named in full (`حركة العدل والمساواة`) is also found without its head where that leaves
    two words or more, or one that is no everyday word. One that stands beside arms anywhere is an armed
    group everywhere.
    """
    forms: dict[str, list[tuple[tuple[str, ...], Mention]]] = {}
    armed = lexicon.lists.get("armed.before", frozenset())
    heads = [m for m in view.mentions() if m.kind in ("class", "head", "alias") and m.rule != "head.ministry"]
    near = lexicon.lists.get("armed.near", frozenset())
    fighting = {
        m.entity
        for m in heads
        if m.type == "ORG"
        and m.rule in _MOVEMENTS
        and (
            view.word_before(m.first) in armed
            or any(n in near or n[1:] in near for n in view.norms[view.low[m.first] : view.high[m.first]])
        )
    }
    for mention in heads:
        if mention.entity in fighting:
            mention.type = "GRP"
        norms = tuple(n for n in view.norms[mention.first : mention.last] if n.isalnum())
        if not norms or mention.prefix:
            continue
        if mention.kind == "class" and len(norms) == 1 and (len(norms[0]) < 4 or lexicon.is_common(norms[0])):
            continue
        choices = [norms]
        movement = mention.rule == "head.party" or _heads_movement(lexicon, norms[0])
        if movement and (len(norms) > 2 or (len(norms) == 2 and _telling(lexicon, norms[1]))):
            choices.append(norms[1:])
        for form in choices:
            forms.setdefault(form[0], []).append((form, mention))
    if not forms:
        return
    for at in view.with_stem(forms):
        owner = view.owner[at]
        if owner is not None and owner.kind != "person" and not (owner.type == "PER" and owner.size == 1):
            continue
        for split in noun_splits(view.norms[at]):
            found = next((choice for choice in forms.get(split.stem, ()) if _repeats(view, at, *choice)), None)
            if found is not None:
                form, full = found
                last = at + len(form)
                start, end = view.offsets(at, last, split.offset)
                view.place(Mention(at, last, start, end, full.type, full.entity, full.naming, full.rule, full.pack,
                                   "short", split.prefix, 0.5))  # fmt: skip
                break


def _telling(lexicon: Lexicon, word: str) -> bool:
    """Whether one word of a movement's name can stand for it (`جبهة النصرة`: `النصرة`): no everyday word, no people."""
    return has_article(word) and len(word) > 5 and not lexicon.is_common(word) and word not in lexicon.demonyms


def _heads_movement(lexicon: Lexicon, word: str) -> bool:
    return any(rule.id == "head.party" for _, rule in lexicon.heads.get(word, ()))


def _repeats(view: View, at: int, form: tuple[str, ...], full: Mention) -> bool:
    """Whether the words from `at` on are a form of a name, and nothing but a guess at a person holds them."""
    last = at + len(form)
    if last > view.high[at] or tuple(view.norms[at + 1 : last]) != form[1:]:
        return False
    for owner in view.owner[at:last]:
        if owner is None:
            continue
        guess = owner.kind == "person" and full.rule in _MARKED
        other = full.kind == "alias" and owner.type == "PER" and owner.entity != full.entity
        if not (guess or other) or (owner.first, owner.last) != (at, last):
            return False
    return True


def bodies(view: View, lexicon: Lexicon) -> None:
    """Find `الحزب`, `الجبهة`, … where they stand for the party, front, … that the article named last."""
    heads = lexicon.lists.get("short.bodies", frozenset())
    places = [at for at in view.some if view.facts[at].body and view.owner[at] is None]
    if not places:
        return
    named = [m for m in view.mentions() if m.size > 1 and m.type in ("ORG", "GRP", "GOV")]
    last_named: dict[str, Mention] = {}
    done = 0
    for at in places:
        while done < len(named) and named[done].first < at:
            word = view.norms[named[done].first][len(named[done].prefix) :]
            last_named[word if word.startswith("ال") else "ال" + word] = named[done]
            done += 1
        for split in noun_splits(view.norms[at]):
            full = last_named.get(split.stem) if split.stem in heads else None
            follows = view.norms[at + 1] if at + 1 < view.high[at] else ""
            beside = view.owner[at + 1] if follows else None
            described = has_article(follows) and (
                beside is None or beside.size < 2
            )  # الجبهة الشعبية, and not الجبهة القوات
            if full is None or described or view.owner[at] is not None:
                continue
            start, end = view.offsets(at, at + 1, split.offset)
            made = Mention(at, at + 1, start, end, full.type, full.entity, "neutral", _BODY, full.pack, "short")
            made.prefix, made.score = split.prefix, 0.5
            view.place(made)
