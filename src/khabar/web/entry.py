"""Who is asking, and what he may: everybody everything on one's own machine, accounts where others can reach it."""

from __future__ import annotations

import threading

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from khabar.errors import error
from khabar.ledger.decisions import whoami
from khabar.people import People, Role, SavedSearch, User, beside
from khabar.web.settings import Settings, is_loopback

SESSION_COOKIE = "khabar-session"


def is_open_to_others(settings: Settings) -> bool:
    """Whether somebody at another machine could reach the server."""
    return settings.proxied or not is_loopback(settings.host)


def refuse_open_host(settings: Settings) -> None:
    """KhabarError `host-needs-accounts` where others could reach the server and nobody has to say who he is."""
    if is_open_to_others(settings) and not Entry(settings).has_accounts:
        raise error("host-needs-accounts", host=settings.host, ledger=settings.ledger)


class Entry:
    """The accounts of the ledger that is served, opened once in every thread."""

    def __init__(self, settings: Settings) -> None:
        self._path = beside(settings.ledger)
        self._others = is_open_to_others(settings)
        self._local = threading.local()

    @property
    def people(self) -> People:
        """The file of people; made where it is missing."""
        kept: tuple[object, People] | None = getattr(self._local, "kept", None)
        now = self._which()
        if kept is None or now is None or kept[0] != now:
            if kept is not None:
                kept[1].close()
            opened = People(self._path)
            self._local.kept = kept = (self._which(), opened)
        return kept[1]

    @property
    def has_accounts(self) -> bool:
        """Whether anybody has an account."""
        return self._path.exists() and bool(self.people.users())

    @property
    def is_guarded(self) -> bool:
        """Whether one has to say who one is: also where the accounts went away while others can reach the server."""
        return self._others or self.has_accounts

    def searches(self, owner: str) -> list[SavedSearch]:
        """The searches that somebody saved; none where nobody saved any yet."""
        return self.people.searches(owner) if self._path.exists() else []

    def user(self, request: Request) -> User | None:
        """Who is asking: the owner of the machine where there are no accounts, else whose session it is."""
        if not hasattr(request.state, "user"):
            if not self.is_guarded:
                request.state.user = User(whoami(), "keeper")
            else:
                token = request.cookies.get(SESSION_COOKIE)
                request.state.user = self.people.session(token) if token and self._path.exists() else None
        found: User | None = request.state.user
        return found

    def _which(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def to_login(request: Request, login: str) -> Response:
    """Away to the page where one says who one is; htmx is told in a header."""
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": login})
    return RedirectResponse(login, 303)


__all__ = ["SESSION_COOKIE", "Entry", "Role", "User", "is_open_to_others", "refuse_open_host", "to_login"]
