"""What `article` needs to read what others wrote: leniency where it is harmless, and errors in plain words."""

from __future__ import annotations

from typing import Any

_KINDS = {
    "object": "an object { }",
    "array": "a list [ ]",
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "null": "null",
}


def in_plain_words(message: str) -> tuple[str, str]:
    """msgspec's message as (field, what was expected): ``Expected `int`, got `str` - at `$.names[0].start` ``."""
    what, _, path = message.partition(" - at `")
    where = path.rstrip("`").removeprefix("$").removeprefix(".") or "the record"
    where = where.replace("[...]", "[ ]")
    if "matching regex" in what:
        return where, "expected a day as YYYY-MM-DD"
    if "missing required field" in what:
        return where, f"expected the key {_quoted(what)}, which is missing"
    if what.startswith("Invalid value"):
        return where, f"expected article, entity, event or copies, got {_quoted(what)}"
    if "of length 2" in what:
        return where, "expected two values, such as [start, end]"
    for word, plain in _KINDS.items():
        what = what.replace(f"`{word}`", plain)
    what = what.replace("` | `", " or ").replace(" | ", " or ").replace("`", "")
    for word, plain in _KINDS.items():
        what = what.replace(f"{word} or null", plain)
    what = what.replace(">=", "of at least ").replace("<=", "of at most ")
    return where, " ".join((what[:1].lower() + what[1:]).split())


def _quoted(what: str) -> str:
    return what.split("`")[-2].strip("'") if "`" in what else what.split("'")[1]


def json_trouble(problem: Exception) -> str:
    """Why a line is no JSON."""
    if isinstance(problem, UnicodeDecodeError):
        return "not UTF-8"
    text = str(problem).removeprefix("JSON is malformed: ")
    return {"Input data was truncated": "the line ends too early"}.get(text, text)


def lenient(value: Any, key: str = "") -> Any:
    """Decoded JSON without its nulls, and with bare spans in `also` made into objects."""
    if isinstance(value, dict):
        return {k: lenient(v, k) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        if key == "also":
            return [{"trigger": v} if isinstance(v, list) else lenient(v) for v in value]
        return [lenient(v) for v in value]
    return value
