"""Whether and when a site may be asked: robots.txt (RFC 9309), pauses, and waiting when it says so."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from khabar.errors import KhabarError, error
from khabar.ingest.feeds.addresses import Address, shown
from khabar.ingest.feeds.clock import LONGEST_WAIT, Clock, iso, wait_of
from khabar.ingest.feeds.fetch import Fetcher, Unfetched
from khabar.ingest.feeds.store import Host

if TYPE_CHECKING:
    from protego import Protego

#: The name by which robots.txt may speak of us.
ROBOT = "khabar"
#: Bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB at least.
ROBOTS_LIMIT = 512 * 1024
#: How long a robots.txt is believed, and how long we wait for one that cannot be had.
BELIEVED = datetime.timedelta(hours=24)
UNKNOWN = datetime.timedelta(hours=1)
#: Seconds that we wait inside a round; for a site that wants longer pauses the rest is for later rounds.
PATIENCE = 90.0


class Manners:
    """Asks before each request whether it may be made, and waits until its turn. Used by several threads."""

    def __init__(self, fetcher: Fetcher, clock: Clock, pause: float, known: Iterable[Host] = ()) -> None:
        self._fetcher, self._clock, self._pause = fetcher, clock, pause
        self._hosts = {host.origin: host for host in known}
        self._rules: dict[str, Protego] = {}
        self._turn: dict[str, float] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self._learnt: set[str] = set()

    def before(self, address: Address) -> None:
        """Return when `address` may be fetched. Unfetched: `robots-forbid`, `robots-unknown`, `site-waits`."""
        host = self._host(address)
        self._refuse_waiting(host, address)
        with self._lock_of(address.origin):
            if host.status is None or (host.until or "") <= iso(self._clock.now()):
                self._ask_robots(address, host)
        name = shown(address.url)
        if host.status == "closed":
            raise self._unknown(address, host.robots or "no answer")
        rules = self._rules_of(host)
        if rules is not None and not rules.can_fetch(address.url, ROBOT):
            raise Unfetched(error("robots-forbid", name=name, host=address.host), again=False)
        delay = (rules.crawl_delay(ROBOT) if rules is not None else None) or 0.0
        delay = min(delay, LONGEST_WAIT.total_seconds()) if delay > 0 else 0.0  # it may say nan
        self._take_turn(address, max(self._pause, delay))
        if delay > PATIENCE:
            self._wait(host, datetime.timedelta(seconds=delay))

    def told(self, problem: Unfetched) -> None:
        """Take note of an answer that asks us to wait (429, 503 with Retry-After): it is meant for the whole site."""
        if problem.status in (429, 503) and problem.at is not None:
            wait = wait_of(problem.after, self._clock.now())
            if wait:
                self._wait(self._host(problem.at), wait)

    def learnt(self) -> list[Host]:
        """What is known anew since the last call, to be kept."""
        with self._lock:
            found = [self._hosts[origin] for origin in sorted(self._learnt)]
            self._learnt.clear()
        return found

    def _host(self, address: Address) -> Host:
        with self._lock:
            return self._hosts.setdefault(address.origin, Host(address.origin))

    def _lock_of(self, origin: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(origin, threading.Lock())

    def _note(self, host: Host) -> None:
        with self._lock:
            self._learnt.add(host.origin)

    def _wait(self, host: Host, wait: datetime.timedelta) -> None:
        host.not_before = max(host.not_before or "", iso(self._clock.now() + wait))
        self._note(host)

    def _refuse_waiting(self, host: Host, address: Address) -> None:
        if host.not_before and host.not_before > iso(self._clock.now()):
            problem = error("site-waits", name=shown(address.url), host=address.host, until=host.not_before)
            raise Unfetched(problem, again=True)

    def _take_turn(self, address: Address, pause: float) -> None:
        with self._lock:
            now = self._clock.ticks()
            turn = max(now, self._turn.get(address.site, now))
            if turn - now > PATIENCE:
                problem = error("site-waits", name=shown(address.url), host=address.host, until="the next round")
                raise Unfetched(problem, again=True)
            self._turn[address.site] = turn + pause
        if turn > now:
            self._clock.sleep(turn - now)

    # robots.txt

    def _rules_of(self, host: Host) -> Protego | None:
        from protego import Protego

        if host.status != "rules" or host.robots is None:
            return None
        rules = self._rules.get(host.origin)
        if rules is None:
            rules = self._rules[host.origin] = Protego.parse(host.robots)
        return rules

    def _ask_robots(self, address: Address, host: Host) -> None:
        now = self._clock.now()
        host.robots, believed = None, BELIEVED
        try:
            answer = self._fetcher.get(
                f"{address.origin}/robots.txt",
                lambda at: self._take_turn(at, self._pause),
                accept="text/plain, */*;q=0.1",
                limit=ROBOTS_LIMIT,
                cut=True,
            )
            host.status, host.robots = "rules", answer.body.decode("utf-8", "replace").removeprefix("\ufeff")
        except Unfetched as problem:
            if problem.code == "address-local":
                raise
            if problem.again and problem.status not in (401, 403, 408, 425):
                # a server or a network that fails may have rules: nothing is allowed until they are known
                host.status, host.robots = "closed", problem.message.partition(": ")[2] or problem.message
                believed = max(UNKNOWN, wait_of(problem.after, now))
            else:
                host.status = "open"
        host.until = iso(now + believed)
        self._rules.pop(host.origin, None)
        self._note(host)

    @staticmethod
    def _unknown(address: Address, why: str) -> KhabarError:
        return Unfetched(error("robots-unknown", name=shown(address.url), host=address.host, why=why), again=True)
