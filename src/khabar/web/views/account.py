"""Saying who one is: entering, leaving, one's account and its password."""

from __future__ import annotations

from starlette.responses import Response

from khabar.errors import KhabarError
from khabar.web.entry import SESSION_COOKIE
from khabar.web.site import Page, View
from khabar.web.visit import Visit

#: What a reader can mend himself, with HTTP's status; other errors are pages of their own.
_TROUBLES = {"login-wrong": 403, "login-wait": 429, "password-weak": 400}


def _field(visit: Visit, name: str) -> str:
    value = visit.form.get(name)
    return value if isinstance(value, str) else ""


def _enter(visit: Visit, name: str, password: str) -> str:
    client = visit.request.client
    return visit.site.entry.people.enter(name, password, client.host if client else "")


def login(visit: Visit) -> Response:
    """Ask for name and password; with them, open a session and go where the reader wanted to."""
    if not visit.site.entry.is_guarded:
        return visit.redirect(visit.query("back"))
    if visit.request.method == "GET":
        return visit.render("login.html", trouble=None, name="", back=visit.query("back"))
    name, back = _field(visit, "name"), _field(visit, "back")
    try:
        token = _enter(visit, name, _field(visit, "password"))
    except KhabarError as problem:
        if problem.code not in _TROUBLES:
            raise
        status = _TROUBLES[problem.code]
        return visit.render("login.html", status=status, trouble=problem.code, name=name, back=back)
    return _with_session(visit, visit.redirect(back), token)


def logout(visit: Visit) -> Response:
    """End the session."""
    guarded = visit.site.entry.is_guarded
    token = visit.request.cookies.get(SESSION_COOKIE)
    if token and guarded:
        visit.site.entry.people.leave(token)
    response = visit.redirect(visit.href("login") if guarded else "")
    response.delete_cookie(SESSION_COOKIE)
    return response


def account(visit: Visit) -> Response:
    """Whose account it is, and a form for another password."""
    if not visit.site.entry.is_guarded:
        return visit.redirect("")
    if visit.request.method == "GET":
        return _account(visit, changed=bool(visit.query("changed")))
    people, new = visit.site.entry.people, _field(visit, "new")
    try:
        people.leave(_enter(visit, visit.who, _field(visit, "now")))
        if new != _field(visit, "again"):
            return _account(visit, "password-differs", 400)
        people.set_password(visit.who, new)
        token = _enter(visit, visit.who, new)
    except KhabarError as problem:
        if problem.code not in _TROUBLES:
            raise
        return _account(visit, problem.code, _TROUBLES[problem.code])
    return _with_session(visit, visit.redirect(visit.href("account", changed=1)), token)


def _account(visit: Visit, trouble: str | None = None, status: int = 200, changed: bool = False) -> Response:
    others = visit.site.entry.people.users() if visit.may("keeper") else []
    return visit.render("account.html", status=status, trouble=trouble, changed=changed, others=others)


def _with_session(visit: Visit, response: Response, token: str) -> Response:
    # lax: a link in a letter leads to the page, not to the door; what changes something has its token besides
    response.set_cookie(
        SESSION_COOKIE, token, httponly=True, samesite="lax", secure=visit.request.url.scheme == "https"
    )
    return response


VIEW = View(
    "account",
    (
        Page("/login", login, ("GET", "POST"), limit=1 << 14, role=None),
        Page("/logout", logout, ("POST",), role=None),
        Page("/account", account, ("GET", "POST"), limit=1 << 14),
    ),
)
