"""Who speaks: the chains of the accounts of a happening, merged into one graph of voices.

A voice is a key that is the same in every article: `person:hadi`, `medium:anadolu`, `anonymous:مطلع<medium:basnews`
(one unnamed source of one medium is one, whoever repeats it), `own:outlet` for an outlet's own word, which is
`medium:…` where the packs know the outlet, so that its own account and another's quotation of it are one voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from khabar.arabic.fold import fold_text
from khabar.article import Article, Attribution, Link
from khabar.packs.sides import side

if TYPE_CHECKING:
    from khabar.packs import Packs
    from khabar.relate.features import Account


class Voices(msgspec.Struct):
    """A graph of voices. `heard`: voice -> the voices that it has it from; `roots`: voice -> its accounts."""

    heard: dict[str, list[str]]
    roots: dict[str, list[tuple[str, str]]]


def _media(packs: Packs) -> dict[str, str]:
    """Folded name or identifier -> medium."""
    found: dict[str, str] = {}
    for entity in packs.entities.values():
        if entity.type == "MED":
            for name in (entity.id, entity.id.replace("-", ""), *entity.ar, *entity.en):
                found.setdefault(fold_text(name).lower(), entity.id)
    return found


def outlet_of(article: Article, packs: Packs | None) -> str:
    """The voice of an article's own word."""
    if not article.outlet:
        return f"own:{article.id}"
    if packs is not None:
        media = packs.compiled("media", _media)
        name = fold_text(article.outlet).lower()
        for form in (name, name.replace("_", "-"), name.replace("_", " ")):
            if form in media:
                return f"medium:{media[form]}"
        from khabar.packs.outlets import outlet_at

        medium = outlet_at(article.url, packs)  # a site may call itself what it likes
        if medium is not None:
            return f"medium:{medium.id}"
    return f"own:{article.outlet}"


def _voice(link: Link, carrier: str) -> str:
    """The key of a link; `carrier`: the voice that it speaks through."""
    entity = link.entity
    if entity is None or entity.startswith("unnamed:"):
        entity = link.for_ if link.for_ and not link.for_.startswith("unnamed:") else None
        if entity is not None:
            return f"organisation:{entity}"
    if entity:
        return f"{link.kind}:{entity}"
    return f"{link.kind}:{link.grade or ''}<{carrier}"


def chain_of(article: Article, said: Attribution | None, packs: Packs | None) -> tuple[str, ...]:
    """The voices behind an attribution, the outlet first; an outlet that quotes itself is only itself."""
    chain = [outlet_of(article, packs)]
    for link in said.chain if said is not None else ():
        voice = _voice(link, chain[-1])
        if voice != chain[-1]:
            chain.append(voice)
    return tuple(chain)


def root(account: Account, group: dict[str, str] | None = None) -> str:
    """The voice that an account rests on in the end; what copies say in their own word is one voice."""
    voice = account.chain[-1] if account.chain else f"own:{account.article}"
    home = group.get(account.article) if group else None
    if home is not None and len(account.chain) <= 1:
        return f"copies:{home}"
    if home is not None and "<" in voice and voice.endswith(f"<{account.chain[0]}"):
        return f"{voice.split('<')[0]}<copies:{home}"  # an unnamed source that copies quote is one
    return voice


def voices(cluster: Iterable[Account], group: dict[str, str] | None = None) -> Voices:
    """The graph of all accounts of a happening; `group`: article -> its group of copies."""
    from khabar.relate.passages import homes

    cluster = list(cluster)
    group = homes(cluster, group)
    heard: dict[str, set[str]] = {}
    roots: dict[str, list[tuple[str, str]]] = {}
    for account in cluster:
        chain = (*account.chain[:-1], root(account, group))
        for teller, source in pairwise(chain):
            heard.setdefault(teller, set()).add(source)
        roots.setdefault(chain[-1], []).append(account.key)
    # a medium that only passes on what it heard from another is no root: its own word rests on that voice
    return Voices({k: sorted(v) for k, v in sorted(heard.items())}, {k: sorted(v) for k, v in sorted(roots.items())})


def independent(cluster: Sequence[Account], group: dict[str, str] | None = None) -> list[str]:
    """The roots on which a happening rests, each once, at least one.

    A speaker and the body that he speaks for are one root; so are two organs of one state that say one thing.
    """
    from khabar.relate.passages import homes

    group = homes(cluster, group)
    found: dict[str, str] = {}
    for account in cluster:
        voice = root(account, group)
        key = witness(voice)
        if key not in found or voice < found[key]:
            found[key] = voice
    return sorted(found.values())


def witness(voice: str) -> str:
    """What a root counts as: two organs of one state are one witness."""
    kind, _, name = voice.partition(":")
    return f"side:{side(name)}" if kind == "organisation" and "<" not in name else voice


class Counted(msgspec.Struct):
    """Whether an account adds a witness. `first`: the account with the same root, where it adds none.

    `reason`: `own-word` `named-source` `unnamed-source` of one that adds a witness; `copy` (its own word, or its
    unnamed source, is that of a text that it copies), `same-voice`, `same-side` of one that adds none.
    """

    account: tuple[str, str]
    root: str
    counts: bool
    reason: str
    first: tuple[str, str] | None = None


def counted(cluster: Sequence[Account], group: dict[str, str] | None = None) -> list[Counted]:
    """For each account, in order, whether and why it adds a witness; as many do as `independent` has roots."""
    from khabar.relate.passages import homes

    group = homes(cluster, group)
    out = []
    seen: dict[str, tuple[tuple[str, str], str]] = {}
    for account in cluster:
        voice = root(account, group)
        key = witness(voice)
        if key in seen:
            first, said = seen[key]
            reason = "copy" if "copies:" in voice else "same-voice" if voice == said else "same-side"
            out.append(Counted(account.key, voice, False, reason, first))
            continue
        seen[key] = account.key, voice
        own = len(account.chain) <= 1
        reason = "own-word" if own else "unnamed-source" if "<" in voice else "named-source"
        out.append(Counted(account.key, voice, True, reason))
    return out
