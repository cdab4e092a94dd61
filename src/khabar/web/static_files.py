"""The built files: names that bear a hash of the content, sent compressed, kept for ever."""

from __future__ import annotations

import mimetypes
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


def serve(request: Request) -> Response:
    """The built file that is asked for; 404 for anything that the manifest does not list."""
    name = request.path_params["name"]
    body, gzipped = _bytes(name)
    if body is None:
        return Response(status_code=404)
    headers = {
        "Cache-Control": FOREVER if name in _hashed() else "public, max-age=3600",
        "Vary": "Accept-Encoding",
    }
    if gzipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["Content-Encoding"] = gzipped, "gzip"
    ending = f".{name.rpartition('.')[2]}"
    kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(body, media_type=kind, headers=headers)


@cache
def _hashed() -> frozenset[str]:
    return frozenset(f["file"] for name, f in manifest()["files"].items() if f["file"] != name)


@cache
def _bytes(name: str) -> tuple[bytes | None, bytes | None]:
    if name not in {f["file"] for f in manifest()["files"].values()}:
        return None, None
    file, gzipped = _folder().joinpath(name), _folder().joinpath(f"{name}.gz")
    return file.read_bytes(), gzipped.read_bytes() if gzipped.is_file() else None


def _folder() -> Any:
    return resources.files("khabar.web").joinpath("static")
