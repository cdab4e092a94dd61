"""One request, as a view sees it: the language, the ledger, the words, the address, and how to answer."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from khabar import __version__
from khabar.ledger import Ledger
from khabar.people import Role, User
from khabar.web import security
from khabar.web.settings import LANGUAGES
from khabar.web.site import Site
from khabar.web.static_files import asset
from khabar.web.steady import VARY
from khabar.web.words import safe_link, words

THEMES = ("light", "dark")
THEME_COOKIE, LANG_COOKIE = "khabar-theme", "khabar-lang"


class Visit:
    """A request with everything that answers it."""

    def __init__(self, request: Request, site: Site, lang: str, form: FormData | None = None) -> None:
        self.request = request
        self.site = site
        self.lang = lang
        self.form = form or FormData()
        self.words = words(lang)
        #: What stands in pages in place of the token of the browser (`khabar.web.steady`); None: the token itself.
        self.stand_in: str | None = None

    # --- what is asked ---

    @property
    def ledger(self) -> Ledger:
        """The ledger, open for reading in this thread; its KhabarErrors become pages."""
        return self.site.readers.ledger()

    @property
    def user(self) -> User | None:
        """Who is asking; None: nobody said so, where one has to."""
        return self.site.entry.user(self.request)

    def may(self, role: Role) -> bool:
        """Whether he may do what needs that role."""
        return self.user is not None and self.user.may(role)

    @property
    def who(self) -> str:
        """In whose name decisions are written; for pages that need a role."""
        assert self.user is not None
        return self.user.name

    def path(self, name: str) -> str:
        """A part of the path, as the page's `path` names it."""
        return str(self.request.path_params[name])

    def query(self, name: str, default: str = "") -> str:
        """A value of the query string, white space at its ends taken off; the last where it is given twice."""
        return self.request.query_params.get(name, default).strip()

    def queries(self, name: str) -> list[str]:
        """All values of the query string under this name that are not empty."""
        return [v for v in self.request.query_params.getlist(name) if v.strip()]

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number of the query string, kept between `low` and `high`; `default` where it is none."""
        try:
            return max(low, min(high, int(self.query(name))))
        except ValueError:
            return default

    @property
    def swaps(self) -> str | None:
        """The id of the element that htmx will put the answer in; None for a whole page."""
        headers = self.request.headers
        if "hx-request" not in headers or "hx-history-restore-request" in headers:
            return None
        return headers.get("hx-target")

    @property
    def theme(self) -> str | None:
        """`light` or `dark` where the reader chose; None: as his system has it."""
        chosen = self.request.cookies.get(THEME_COOKIE)
        return chosen if chosen in THEMES else None

    # --- addresses ---

    def href(self, *parts: str, **query: object) -> str:
        """An address in this language: `href("article", id, why="n3")`. Values that are None or empty stay out."""
        path = "/".join(_quoted(p) for p in parts if p)
        return f"/{self.lang}/{path}{_query(query)}"

    def link(self, view: str, *parts: str, **query: object) -> str | None:
        """An address of another view; None where there is no such view."""
        return self.href(view, *parts, **query) if view in self.site.views else None

    def here(self, **changes: object) -> str:
        """This address with other values in its query string; None takes a value out."""
        kept: list[tuple[str, str]] = [(k, v) for k, v in self.request.query_params.multi_items() if k not in changes]
        new = [(k, v) for k, given in changes.items() for v in _values(given)]
        query = urlencode([*kept, *new])
        # as it was sent: an identifier may hold an encoded slash
        raw = self.request.scope.get("raw_path")
        path = quote(raw, safe="/%:@!$&'()*+,;=~") if raw else quote(self.request.scope["path"])
        return f"{path}{f'?{query}' if query else ''}"

    def in_language(self, lang: str) -> str:
        """This address in another language; of a page without language, the start in it."""
        head, _, rest = self.here().removeprefix("/").partition("/")
        bare = head.partition("?")[0]
        return f"/{lang}/{rest}" if bare in LANGUAGES else f"/{lang}/"

    # --- answers ---

    def render(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """A page out of a template, with everything that the templates expect."""
        token = self.stand_in or security.token_of(self.request)
        return self.page(self.site.render(template, {**self._context(), "token": token, **values}), status)

    def page(self, page: str | bytes, status: int = 200) -> Response:
        """A page as an answer, with the cookies that belong to it."""
        response = HTMLResponse(page, status, headers={"Vary": VARY})
        security.give_token(self.request, response)
        if self.request.cookies.get(LANG_COOKIE) != self.lang and status < 400:
            response.set_cookie(LANG_COOKIE, self.lang, max_age=31536000, samesite="lax")
        return response

    def redirect(self, address: str) -> Response:
        """Go there next (after a form); an address that is not of ours leads to the start."""
        local = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
        return RedirectResponse(address if local else self.href(), 303)

    def _context(self) -> dict[str, Any]:
        return {
            "visit": self,
            "site": self.site,
            "lang": self.lang,
            "other": next(x for x in LANGUAGES if x != self.lang),
            "w": self.words,
            "p": self.words.p,
            "t": self.words.t,
            "n": self.words.n,
            "asset": asset,
            "safe_link": safe_link,
            "Markup": Markup,
            "version": __version__,
            "view": None,
        }


@lru_cache(maxsize=20_000)
def _quoted(part: str) -> str:
    return quote(part, safe="")


def _values(given: object) -> list[str]:
    if given is None or given == "":
        return []
    return [str(v) for v in given] if isinstance(given, list | tuple) else [str(given)]


def _query(query: dict[str, object]) -> str:
    pairs = [(k, v) for k, given in query.items() for v in _values(given)]
    return f"?{urlencode(pairs)}" if pairs else ""
