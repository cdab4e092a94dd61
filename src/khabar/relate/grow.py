"""Joining new articles to what is there: only the accounts that they are linked to, directly or through others, are
looked at again, and the result is that of relating everything from the beginning.

Linking is decided pair by pair and groups are made within connected pairs (`happenings.join`), so what is not
connected to anything new stays as it was. `Store` is where accounts are kept: in memory here, in a ledger there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Protocol

from khabar.relate import shown
from khabar.relate.blocks import CROWDED, blocks
from khabar.relate.compare import log_odds, may_be_one
from khabar.relate.features import Account
from khabar.relate.happenings import LINK, join

Key = tuple[str, str]


class Store(Protocol):
    """Accounts by key and by block."""

    def account(self, key: Key) -> Account | None:
        """The account with this key."""
        ...

    def members(self, block: str) -> list[Key]:
        """The accounts of a block; where they are more than `CROWDED`, any number above that."""
        ...


class Memory:
    """A store in memory."""

    def __init__(self) -> None:
        self._accounts: dict[Key, Account] = {}
        self._blocks: dict[str, dict[Key, None]] = {}

    def put(self, account: Account) -> None:
        """Take an account in."""
        self._accounts[account.key] = account
        for block in blocks(account):
            self._blocks.setdefault(block, {})[account.key] = None

    def drop(self, key: Key) -> None:
        """Take an account out."""
        for block in blocks(self._accounts.pop(key)):
            self._blocks[block].pop(key, None)

    def account(self, key: Key) -> Account | None:
        """See `Store`."""
        return self._accounts.get(key)

    def members(self, block: str) -> list[Key]:
        """See `Store`."""
        return list(self._blocks.get(block, ()))


def linked_to(store: Store, start: Iterable[Key]) -> tuple[dict[Key, Account], list[tuple[float, Key, Key]]]:
    """All that is connected to the accounts in `start`, these included, and the links between them."""
    found: dict[Key, Account] = {}
    crowds: dict[str, list[Key]] = {}
    links: dict[tuple[Key, Key], float] = {}
    todo: deque[Key] = deque()

    def take(key: Key) -> Account | None:
        account = found.get(key) or near.get(key) or store.account(key)
        if account is not None:
            near[key] = account
        return account

    near: dict[Key, Account] = {}
    for key in start:
        account = take(key)
        if account is not None and key not in found:
            found[key] = account
            todo.append(key)
    while todo:
        key = todo.popleft()
        mine = found[key]
        compared: set[Key] = {key}
        for block in blocks(mine):
            if block not in crowds:
                crowds[block] = store.members(block)
            if len(crowds[block]) > CROWDED:
                continue
            for other in crowds[block]:
                if other in compared:
                    continue
                compared.add(other)
                pair = (key, other) if key < other else (other, key)
                if pair in links:
                    continue
                partner = take(other)
                if partner is None or not may_be_one(mine, partner):
                    continue
                score = log_odds(mine, partner)
                if score > LINK:
                    links[pair] = score
                    if other not in found:
                        found[other] = partner
                        todo.append(other)
    return found, [(score, *pair) for pair, score in links.items()]


def regrown(store: Store, start: Iterable[Key]) -> tuple[set[Key], list[list[Account]]]:
    """The accounts that must be grouped anew because of those in `start`, and their groups: of two and more, and of
    one that contradicts itself."""
    found, links = linked_to(store, start)
    keys = sorted(found)
    index = {key: n for n, key in enumerate(keys)}
    linked = [(score, index[a], index[b]) for score, a, b in links]
    told = [found[key] for key in keys]
    return set(found), [list(group) for group in shown(told, join(told, linked))]
