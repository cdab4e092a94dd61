"""The end of a connection's time, whatever it is doing: also where each single wait is short."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection


class Watchdog:
    """Shuts a connection at a moment, from a thread of its own; `bit`: whether it did."""

    def __init__(self, until: float) -> None:
        self._until = until
        self._timer: threading.Timer | None = None
        self._socket: socket.socket | None = None
        self.bit = False

    def left(self) -> float:
        """Seconds, at least a moment."""
        return max(0.01, self._until - time.monotonic())

    def watch(self, connection: HTTPConnection) -> None:
        """Look after the connection as soon as it has a socket."""
        original = connection._new_conn

        def opened() -> socket.socket:
            made = original()
            self._stop()
            # a second handle: TLS takes the first one away, and shutting either shuts the connection
            self._socket = made.dup()
            self._timer = threading.Timer(self.left(), self._bite)
            self._timer.daemon = True
            self._timer.start()
            return made

        connection._new_conn = opened  # type: ignore[method-assign]

    def _bite(self) -> None:
        self.bit = True
        held = self._socket  # which the other thread may take away meanwhile
        if held is not None:
            with contextlib.suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._socket is not None:
            self._socket.close()
        self._timer = self._socket = None

    def __enter__(self) -> Watchdog:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
