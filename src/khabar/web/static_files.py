"""The built files: names that bear a hash of the content, sent compressed, kept for ever."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from khabar.errors import error

_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".txt": "text/plain",
}
FOREVER = "public, max-age=31536000, immutable"


@cache
def manifest() -> dict[str, Any]:
    """What `npm run build` wrote: `sources` (a hash) and `files`, name -> file, sha256, sent (bytes).

    KhabarError `part-missing` where the installation lacks the built files.
    """
    try:
        found: dict[str, Any] = msgspec.json.decode(_folder().joinpath("manifest.json").read_bytes())
    except (OSError, msgspec.DecodeError) as problem:
        raise error("part-missing", name="the built files of the web application", why=problem) from None
    return found


def asset(name: str) -> str | None:
    """The address of a built file by its plain name (`base.js`); None where there is none."""
    entry = manifest()["files"].get(name)
    return f"/static/{entry['file']}" if entry else None


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    gzipped: bytes | None
    headers: dict[str, str]
    type: str


@cache
def files() -> dict[str, _File]:
    """Every built file by its name, held in memory: a server goes on with the files that it began with.

    KhabarError `part-missing`.
    """
    found = {}
    for plain, entry in manifest()["files"].items():
        name: str = entry["file"]
        file, gzipped = _folder().joinpath(name), _folder().joinpath(f"{name}.gz")
        kept = FOREVER if name != plain else "public, max-age=3600"
        try:
            found[name] = _File(
                file.read_bytes(),
                gzipped.read_bytes() if gzipped.is_file() else None,
                {"Cache-Control": kept, "Vary": "Accept-Encoding"},
                _TYPES.get(f".{name.rpartition('.')[2]}", "application/octet-stream"),
            )
        except OSError as problem:
            raise error(
                "part-missing", name=f"{name} of the web application", why=problem.strerror or problem
            ) from None
    return found


def serve(request: Request) -> Response:
    """The built file that is asked for; 404 for anything that the manifest does not list."""
    found = files().get(request.path_params["name"])
    if found is None:
        return Response(status_code=404)
    if found.gzipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        headers = {**found.headers, "Content-Encoding": "gzip"}
        return Response(found.gzipped, media_type=found.type, headers=headers)
    return Response(found.body, media_type=found.type, headers=found.headers)


def _folder() -> Any:
    return resources.files("khabar.web").joinpath("static")
