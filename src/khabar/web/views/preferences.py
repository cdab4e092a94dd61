"""How the reader wants to see pages: the theme, kept in a cookie. A form without script."""

from __future__ import annotations

from starlette.responses import Response

from khabar.web.site import Page, View
from khabar.web.visit import THEME_COOKIE, THEMES, Visit


def choose(visit: Visit) -> Response:
    """Keep the theme that the form names, or forget it, and go back to where the reader was."""
    theme, back = visit.form.get("theme"), visit.form.get("back")
    response = visit.redirect(back if isinstance(back, str) else "")
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, str(theme), max_age=31536000, httponly=True, samesite="lax")
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


VIEW = View("preferences", (Page("/preferences", choose, ("POST",)),))
