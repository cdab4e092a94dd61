"""The time, and waiting: one object, so that tests need not wait and a stop ends every wait at once."""

from __future__ import annotations

import datetime
import threading
import time
from email.utils import parsedate_to_datetime

#: The longest that any site may make us wait by one answer.
LONGEST_WAIT = datetime.timedelta(days=7)


class Clock:
    """The system's clock."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def now(self) -> datetime.datetime:
        """The time in UTC."""
        return datetime.datetime.now(datetime.UTC)

    def ticks(self) -> float:
        """Seconds from some moment on; never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait; returns early where the clock is stopped."""
        self._stopped.wait(seconds)

    def stop(self) -> None:
        """End all waiting, also what would begin later."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stopped.is_set()


def iso(moment: datetime.datetime) -> str:
    """A moment as the ledger keeps it: ISO 8601 in UTC, to the second."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="seconds")


def wait_of(after: str | None, now: datetime.datetime) -> datetime.timedelta:
    """How long a field Retry-After (seconds, or a date) asks to wait; nothing where it cannot be read."""
    value = (after or "").strip()
    wait = datetime.timedelta()
    if value.isascii() and value.isdigit():
        wait = datetime.timedelta(seconds=min(int(value[:9]), LONGEST_WAIT.total_seconds()))
    elif value:
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return wait
        wait = (moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)) - now
    return min(max(wait, datetime.timedelta()), LONGEST_WAIT)
