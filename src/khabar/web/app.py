"""The ASGI application: routes in both languages, errors as pages, middleware around."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Awaitable, Callable

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from khabar.errors import KhabarError
from khabar.web import entry, security, static_files
from khabar.web.settings import LANGUAGES, Settings
from khabar.web.site import Page, Refused, Site
from khabar.web.views import all_views
from khabar.web.visit import LANG_COOKIE, Visit

#: What the server says where a ledger cannot be read: the rest of the KhabarErrors are the reader's to mend.
_STATUS = {
    "article-unknown": 404,
    "id-unknown": 404,
    "look-unknown": 404,
    "page-unknown": 404,
    "search-empty": 400,
    "saved-search-invalid": 400,
    "saved-search-full": 409,
    "date-invalid": 400,
    "decision-invalid": 400,
    "decision-unknown": 404,
}
_FORM_LIMITS = {"max_files": 200, "max_fields": 1000}


def create_app(settings: Settings) -> ASGIApp:
    """The application that shows the ledger of `settings`.

    KhabarError `host-needs-accounts`, `part-missing`.
    """
    entry.refuse_open_host(settings)
    static_files.files()
    site = Site(settings, all_views())
    routes = [
        Route("/", _to_language, methods=["GET"]),
        Route("/static/{name}", static_files.serve, methods=["GET"]),
    ]
    for view in site.views.values():
        for page in view.pages:
            for lang in LANGUAGES:
                routes.append(Route(f"/{lang}{page.path}", _endpoint(site, page, lang), methods=list(page.methods)))
    routes += [Route(f"/{lang}", _with_slash, methods=["GET"]) for lang in LANGUAGES]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _http_error(site)})
    app.router.redirect_slashes = False
    app.state.site = site
    return security.wrapped(app, settings, security.MIDDLEWARE)


def _endpoint(site: Site, page: Page, lang: str) -> Callable[[Request], Awaitable[Response]]:
    limit = page.limit or site.settings.limit

    async def answer(request: Request) -> Response:
        coming = request.receive
        request = Request(request.scope, security.counted(coming, limit), request._send)
        try:
            if request.method in security.SAFE_METHODS:
                return await _looking(_shown, Visit(request, site, lang), page)
            if (refused := await run_in_threadpool(_refused, Visit(request, site, lang), page)) is not None:
                return refused
            form = await _checked_form(request, limit)
            return await run_in_threadpool(page.answer, Visit(request, site, lang, form))
        except security.BodyTooLarge as problem:
            if problem.more:
                await security.drain(coming)
            trouble: Exception = Refused(413, "too-large", limit=limit // 1024)
        except Exception as problem:
            trouble = problem
        return await run_in_threadpool(_trouble, Visit(request, site, lang), trouble)

    return answer


#: Pages that are made at the same time. Python runs one thread at a time: with many at once each waits for all
#: others, again and again, at every row that SQLite hands over; one after the other all come sooner.
AT_ONCE = 4
_limiter: RunVar[CapacityLimiter] = RunVar("khabar pages")


async def _looking(answer: Callable[[Visit, Page], Response], visit: Visit, page: Page) -> Response:
    """An answer that only reads, made in a thread when it is its turn."""
    try:
        limiter = _limiter.get()
    except LookupError:
        limiter = CapacityLimiter(AT_ONCE)
        _limiter.set(limiter)
    return await to_thread.run_sync(answer, visit, page, limiter=limiter)


def _shown(visit: Visit, page: Page) -> Response:
    if (refused := _refused(visit, page)) is not None:
        return refused
    return visit.site.steady.answer(visit, page.answer) if page.steady else page.answer(visit)


def _refused(visit: Visit, page: Page) -> Response | None:
    """What is answered, before anything is read, to one who may not have the page; None where he may."""
    if page.role is None:
        return None
    if visit.user is None:
        back = visit.here() if visit.request.method in security.SAFE_METHODS else None
        return entry.to_login(visit.request, visit.href("login", back=back))
    if not visit.user.may(page.role):
        raise Refused(403, "role")
    return None


async def _checked_form(request: Request, limit: int) -> FormData:
    """The form of a request that changes something, once its token is known to be right."""
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > limit:
        raise security.BodyTooLarge(more=True)
    form = await request.form(**_FORM_LIMITS, max_part_size=limit)
    field = form.get(security.TOKEN_FIELD)
    if not security.same_token(request, field if isinstance(field, str) else None):
        raise Refused(403, "token")
    return form


def _trouble(visit: Visit, problem: Exception) -> Response:
    """An error as a page in the language of the reader."""
    if isinstance(problem, Refused):
        return _page(visit, problem.status, problem.key, problem.values_)
    if isinstance(problem, HTTPException):
        key = {404: "not-found", 405: "method"}.get(problem.status_code, "bad-request")
        return _page(visit, problem.status_code, key, {})
    if isinstance(problem, KhabarError):
        status = _STATUS.get(problem.code, 503)
        return _page(visit, status, problem.code, {}, detail=str(problem))
    if os.environ.get("KHABAR_DEBUG"):
        traceback.print_exception(problem)
    else:
        print(f"khabar: {visit.request.url.path}: {type(problem).__name__}: {problem}", file=sys.stderr, flush=True)
    return _page(visit, 500, "internal", {})


def _page(visit: Visit, status: int, key: str, values: dict[str, object], detail: str = "") -> Response:
    known = visit.words.has(f"errors.{key}.title")
    return visit.render(
        "error.html", status=status, code=status, key=key if known else "other", values=values, detail=detail
    )


def _http_error(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, problem: Exception) -> Response:
        first = request.url.path.split("/")[1]
        lang = first if first in LANGUAGES else _preferred(request)
        return await run_in_threadpool(_trouble, Visit(request, site, lang), problem)

    return answer


async def _to_language(request: Request) -> Response:
    return RedirectResponse(f"/{_preferred(request)}/", 302, headers={"Vary": "Cookie, Accept-Language"})


async def _with_slash(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{request.url.path}/{query}", 308)


def _preferred(request: Request) -> str:
    """The language that was used last, else the first of ours that the browser asks for, else Arabic."""
    last = request.cookies.get(LANG_COOKIE)
    if last in LANGUAGES:
        return str(last)
    asked: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            asked.append((-float(weight or 1), tag[:2].lower()))
        except ValueError:
            continue
    return next((tag for _, tag in sorted(asked, key=lambda a: a[0]) if tag in LANGUAGES), LANGUAGES[0])
