"""Witnesses: on how many independent roots a happening rests.

The root of an account is the innermost link of the chain of its attribution; the outlet's own word
is a root. Copies are one article; one unnamed source of one medium is one, whoever repeats it.
"""

from collections.abc import Sequence

from khabar.article import Attribution, Link
from khabar.relate.features import Account


def _voice(chain: Sequence[Link]) -> str | None:
    """A key for the root of a chain that is the same in every article; None where nothing tells it apart."""
    root = chain[-1]
    if root.entity:
        return f"{root.kind}:{root.entity}"
    carrier = next((link.entity for link in reversed(chain[:-1]) if link.entity), None)
    return f"{root.kind}:{root.grade or ''}<{carrier}" if carrier else None


def root(account: Account) -> str:
    """A key for the root that an account rests on."""
    number = account.event.attribution
    article = account.article
    attribution: Attribution | None = None
    if number is not None and 0 <= number < len(article.attributions):
        attribution = article.attributions[number]
    if attribution is not None and attribution.chain:
        voice = _voice(attribution.chain)
        return voice or f"in:{account.group}:{attribution.chain[-1].kind}:{attribution.chain[-1].grade or ''}"
    return f"own:{account.group if account.group != article.id else article.outlet or article.id}"


def witnesses(cluster: Sequence[Account]) -> int:
    """How many independent roots the accounts of one happening rest on, at least one."""
    return max(1, len({root(account) for account in cluster}))
