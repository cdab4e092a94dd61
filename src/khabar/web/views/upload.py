"""Articles brought in: files by form or drag and drop, and how far their reading is."""

from __future__ import annotations

import datetime

from starlette.datastructures import UploadFile
from starlette.responses import Response

from khabar.web.intake import Given
from khabar.web.site import Page, Refused, View
from khabar.web.visit import Visit

#: Bytes of all files together; more than that is for `khabar read`.
LIMIT = 256 << 20
MOST_FILES = 200


def show(visit: Visit) -> Response:
    """The form, and the jobs that there were."""
    return _form(visit)


def _form(visit: Visit, trouble: str | None = None, status: int = 200) -> Response:
    limits = {"megabytes": LIMIT >> 20, "files": MOST_FILES}
    return visit.render(
        "upload.html", status=status, view="upload", trouble=trouble, limits=limits, jobs=visit.site.intake.jobs()
    )


def take(visit: Visit) -> Response:
    """Take the files in, and lead to their job."""
    sent = [f for f in visit.form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    published = str(visit.form.get("published") or "").strip()
    if not sent:
        return _form(visit, "none", 400)
    if published:
        try:
            datetime.date.fromisoformat(published)
        except ValueError:
            return _form(visit, "date", 400)
    given = Given(str(visit.form.get("outlet") or "").strip()[:200], published)
    job = visit.site.intake.take(visit.who, ((f.filename or "", f.file) for f in sent), given)
    return visit.redirect(visit.href("upload", str(job.number))) if job else _form(visit, "busy", 503)


def follow(visit: Visit) -> Response:
    """One job; htmx asks for its part again until it is over."""
    number = visit.path("number")
    job = visit.site.intake.job(int(number)) if number.isdecimal() and len(number) < 10 else None
    if job is None:
        raise Refused(404, "job-unknown")
    return visit.render("upload_job.html" if visit.swaps == "job" else "upload_one.html", view="upload", job=job)


VIEW = View(
    "upload",
    (
        Page("/upload", show, role="keeper"),
        Page("/upload", take, ("POST",), limit=LIMIT, role="keeper"),
        Page("/upload/{number}", follow, role="keeper"),
    ),
    nav=110,
    home="/upload",
    examples=lambda ledger: ["/upload"],
)
