"""Joining new articles to what is there: the result is that of relating everything from the beginning, but only the
groups that come out otherwise are made anew.

Links are taken in their order, the surest first (`happenings.join`), and a link changes nothing but the groups of its
two accounts. So a group stays as it was as long as none of its accounts is joined to one that is grouped otherwise than
before: what it was at any point of the order follows from the links inside it alone, for all others were refused. Only
the links of accounts that came, or whose group lost one, and of the groups that these are joined to, are asked for.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Protocol

from khabar.relate import shown
from khabar.relate.blocks import CROWDED, blocks
from khabar.relate.features import Account
from khabar.relate.happenings import Order, fit, link, order_of

Key = tuple[str, str]


class Store(Protocol):
    """Accounts by key and by block, and how they were grouped."""

    def account(self, key: Key) -> Account | None:
        """The account with this key."""
        ...

    def members(self, block: str) -> list[Key]:
        """The accounts of a block; where they are more than `CROWDED`, any number above that."""
        ...

    def group(self, key: Key) -> list[Key]:
        """The accounts that this one was joined with, itself among them; of one that was alone, only itself."""
        ...


class Memory:
    """A store in memory."""

    def __init__(self) -> None:
        self._accounts: dict[Key, Account] = {}
        self._blocks: dict[str, dict[Key, None]] = {}
        self._groups: dict[Key, list[Key]] = {}

    def put(self, account: Account) -> None:
        """Take an account in."""
        self._accounts[account.key] = account
        for block in blocks(account):
            self._blocks.setdefault(block, {})[account.key] = None

    def drop(self, key: Key) -> list[Key]:
        """Take an account out; gives those that it was joined with, which must be grouped anew."""
        for block in blocks(self._accounts.pop(key)):
            self._blocks[block].pop(key, None)
        left = [other for other in self._groups.pop(key, []) if other != key]
        for other in left:
            self._groups.pop(other, None)
        return left

    def regroup(self, touched: Iterable[Key], groups: Iterable[Iterable[Account]]) -> None:
        """Note what `regrown` gave."""
        for key in touched:
            self._groups.pop(key, None)
        for group in groups:
            keys = [account.key for account in group]
            self._groups.update(dict.fromkeys(keys, keys))

    def account(self, key: Key) -> Account | None:
        """See `Store`."""
        return self._accounts.get(key)

    def members(self, block: str) -> list[Key]:
        """See `Store`."""
        return list(self._blocks.get(block, ()))

    def group(self, key: Key) -> list[Key]:
        """See `Store`."""
        return self._groups.get(key, [key])


class _Near:
    """Links of accounts, as `happenings.pairs` finds them. `accounts`: those that were met."""

    def __init__(self, store: Store) -> None:
        self.accounts: dict[Key, Account] = {}
        self.known: dict[tuple[Key, Key], float] = {}
        self._store = store
        self._crowds: dict[str, list[Key]] = {}

    def meet(self, keys: Iterable[Key]) -> list[Key]:
        """Those of the accounts that are there, ready to be asked for."""
        out = []
        for key in keys:
            if key not in self.accounts and (account := self._store.account(key)) is not None:
                self.accounts[key] = account
            if key in self.accounts:
                out.append(key)
        return out

    def _members(self, block: str) -> list[Key]:
        if block not in self._crowds:
            found = self._store.members(block)
            self._crowds[block] = found if len(found) <= CROWDED else []
        return self._crowds[block]

    def _link(self, one: Key, two: Key) -> Order | None:
        a, b = self.accounts[one], self.accounts[two]
        pair = (one, two) if one < two else (two, one)
        if pair not in self.known:
            if (score := link(a, b)) is None:
                return None
            self.known[pair] = score
        return order_of(self.known[pair], a, b)

    def links(self, mine: Key) -> Iterator[tuple[Order, Key]]:
        """What an account is linked to, and where in the order."""
        compared = {mine}
        for block in blocks(self.accounts[mine]):
            new = [key for key in self._members(block) if key not in compared]
            compared.update(new)
            for key in self.meet(new):
                if (order := self._link(mine, key)) is not None:
                    yield order, key

    def between(self, group: list[Key]) -> Iterator[tuple[Order, Key, Key]]:
        """The links inside a group."""
        of = [set(blocks(self.accounts[key])) for key in group]
        for (a, one), (b, two) in combinations(zip(group, of, strict=True), 2):
            if (order := self._link(a, b)) is not None and any(self._members(block) for block in one & two):
                yield order, a, b


class _Groups:
    """Groups that links join. `home`: account -> its group."""

    def __init__(self, near: _Near, alone: Iterable[Key]) -> None:
        self._near = near
        self.home: dict[Key, list[Key]] = {key: [key] for key in alone}

    def join(self, one: Key, two: Key) -> None:
        """Make one group of two."""
        a, b = self.home[one], self.home[two]
        if len(a) < len(b):
            a, b = b, a
        a.extend(b)
        self.home.update(dict.fromkeys(b, a))

    def take(self, one: Key, two: Key) -> bool:
        """Join what a link links, where it is not one and fits; whether it was joined."""
        a, b = self.home[one], self.home[two]
        if a is b or not fit(self._near.accounts, a, b, self._near.known):
            return False
        self.join(one, two)
        return True


class _Past:
    """A group as it was made out of single accounts."""

    def __init__(self, near: _Near, keys: list[Key]) -> None:
        self.keys = keys
        self._near = near
        groups = _Groups(near, keys)
        links = sorted(near.between(keys)) if len(keys) > 1 else []
        self._joined = [link for link in links if groups.take(*link[1:])]

    def before(self, order: Order) -> _Groups:
        """Its parts before a point of the order."""
        parts = _Groups(self._near, self.keys)
        for at, one, two in self._joined:
            if at >= order:
                break
            parts.join(one, two)
        return parts


def regrown(store: Store, start: Iterable[Key]) -> tuple[set[Key], list[list[Account]]]:
    """Group accounts anew after those in `start` came, or lost one that they were joined with.

    Gives the accounts of all groups that are new, or may be, and these groups: of two and more, and of one that
    contradicts itself. An account in `start` is taken to have been alone.
    """
    near = _Near(store)
    groups = _Groups(near, near.meet(sorted(set(start))))
    past: dict[Key, _Past] = {}
    todo: list[tuple[Order, Key, Key]] = []

    def ask(keys: Iterable[Key], after: Order | None = None) -> None:
        for key in keys:
            for order, other in near.links(key):
                if after is None or order > after:
                    heapq.heappush(todo, (order, key, other))

    def past_of(key: Key) -> _Past:
        if key not in past:
            made = _Past(near, near.meet(store.group(key)))
            past.update(dict.fromkeys(made.keys, made))
        return past[key]

    ask(list(groups.home))
    while todo:
        order, mine, other = heapq.heappop(todo)
        if other in groups.home:
            groups.take(mine, other)
            continue
        held = past_of(other)
        parts = held.before(order).home
        if fit(near.accounts, groups.home[mine], parts[other], near.known):
            groups.home.update(parts)
            groups.join(mine, other)
            ask(held.keys, order)
    joined = {id(group): sorted(group) for group in groups.home.values() if len(group) > 1}
    told = [near.accounts[key] for key in sorted(groups.home)]
    made = shown(told, [[near.accounts[key] for key in group] for group in joined.values()])
    return set(groups.home), [list(group) for group in made]
