"""Which column of a table is what: as the user says, by the usual names, by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from khabar.arabic.fold import fold_text
from khabar.errors import error
from khabar.ingest.tables.model import Table, as_text

#: What a column can be, and names that it usually has then, the likelier first.
USUAL: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "content", "body", "article", "articletext", "articlebody", "articlecontent", "fulltext", "maintext",
        "newstext", "storytext", "story", "contents", "cleantext", "rawtext", "paragraph", "post", "tweet", "message",
        "html", "description", "summary",
        "النص", "نص", "نص الخبر", "نص المقال", "المحتوى", "محتوى", "المتن", "متن", "المقال", "الخبر", "النص الكامل",
        "التفاصيل",
    ),
    "title": (
        "title", "headline", "articletitle", "newstitle", "heading", "subject", "headlines",
        "العنوان", "عنوان", "عنوان الخبر", "عنوان المقال", "الترويسة",
    ),
    "published": (
        "published", "publishdate", "publisheddate", "publicationdate", "pubdate", "publishedat", "datepublished",
        "date", "datetime", "timestamp", "time", "day", "createdat", "created", "postedat",
        "تاريخ النشر", "التاريخ", "تاريخ", "تاريخ الخبر", "اليوم", "وقت النشر", "الزمن",
    ),
    "outlet": (
        "outlet", "source", "publisher", "newspaper", "medium", "media", "sourcename", "site", "sitename", "website",
        "domain", "channel", "agency",
        "المصدر", "مصدر", "الصحيفة", "الجريدة", "الموقع", "القناة", "الوكالة", "الناشر", "الوسيلة", "المنصة",
    ),
    "url": (
        "url", "link", "uri", "href", "permalink", "articleurl", "articlelink", "sourceurl", "weburl", "address",
        "الرابط", "رابط", "رابط الخبر", "العنوان الالكتروني",
    ),
    "id": (
        "id", "articleid", "newsid", "docid", "documentid", "uuid", "guid", "identifier",
        "المعرف", "معرف", "رقم الخبر",
    ),
}  # fmt: skip
ROLES = tuple(USUAL)
#: Arabic letters that the cells of a column have on average, so that it is taken for the text: of one that has a
#: usual name, and of any.
NAMED, ANY = 15.0, 80.0
#: A column with so many times the letters of the one with the usual name is the text: that one is a summary.
LONGER = 3.0

_ARABIC = re.compile(r"[\u0621-\u064a\u0671-\u06d3]+")
_TAG = re.compile(r"<[^<>]{0,500}>")
_PARTS = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")


def plain_name(name: str) -> str:
    """A column's name without what does not matter in it: case, spelling, separators."""
    return re.sub(r"[\W_]+", "", fold_text(name))


_NAMES = {plain_name(n): (role, rank) for role, names in USUAL.items() for rank, n in enumerate(names)}


def is_usual(name: str) -> bool:
    """Whether columns that we look for usually have this name."""
    return plain_name(name) in _NAMES


def arabic_letters(value: object) -> int:
    """How many Arabic letters a cell has, tags left out."""
    text = as_text(value)[:20_000]
    return sum(map(len, _ARABIC.findall(_TAG.sub("", text) if "<" in text else text)))


def given_columns(table: Table, given: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The columns that the user names, by their name or by their number from 1; KhabarError `table-column`."""
    found: dict[str, int] = {}
    exact = {name: n for n, name in reversed(list(enumerate(table.columns)))}
    loose = {plain_name(name): n for n, name in reversed(list(enumerate(table.columns)))}
    for role, column in given:
        n = exact.get(column, loose.get(plain_name(column)) if plain_name(column) else None)
        if n is None and column.isascii() and column.isdigit() and 1 <= int(column[:9]) <= len(table.columns):
            n = int(column) - 1
        if n is None:
            raise error("table-column", name=table.name, column=column, columns=table.listed())
        found[role] = n
    return found


def by_name(columns: Sequence[str]) -> dict[str, list[int]]:
    """Role -> the columns whose names fit, the best first: whole names before parts of names (`title_ar`)."""
    fits: dict[str, list[tuple[int, int, int]]] = {role: [] for role in ROLES}
    for n, name in enumerate(columns):
        whole = _NAMES.get(plain_name(name))
        if whole is not None:
            fits[whole[0]].append((0, whole[1], n))
            continue
        for part in _PARTS.split(name):
            role = _NAMES.get(plain_name(part))
            if role is not None and len(part) > 2:
                fits[role[0]].append((1, role[1], n))
                break
    return {role: [n for *_, n in sorted(found)] for role, found in fits.items()}


def choose(table: Table, sample: Sequence[object], given: Mapping[str, int]) -> dict[str, int]:
    """Role -> column, of the roles that there are. KhabarError `table-no-text`.

    `sample`: the first rows; `given`: what `given_columns` found.
    """
    found = dict(given)
    fitting = by_name(table.columns)
    taken = set(found.values())
    if "text" not in found:
        found["text"] = _text(table, sample, [n for n in fitting["text"] if n not in taken], taken)
        taken.add(found["text"])
    for role in ROLES:
        if role not in found:
            candidates = [n for n in fitting[role] if n not in taken]
            if role == "title":  # title_ar before title_en
                candidates.sort(key=lambda n: not any(arabic_letters(table.cell(row, n)) for row in sample))
            filled = [n for n in candidates if any(as_text(table.cell(row, n)).strip() for row in sample)]
            if filled:
                found[role] = filled[0]
                taken.add(filled[0])
    return found


def _text(table: Table, sample: Sequence[object], named: Sequence[int], taken: set[int]) -> int:
    means = _means(table, sample, range(len(table.columns)), taken)
    best = max(means, key=lambda n: (means[n], -n), default=None)
    usual = max(named, key=lambda n: means.get(n, 0.0), default=None)
    if usual is not None and means.get(usual, 0.0) >= NAMED:
        outdone = best is not None and means[best] > LONGER * means[usual] and means[best] >= ANY
        return best if outdone and best is not None else usual
    if best is not None and means[best] >= ANY:
        return best
    raise error("table-no-text", name=table.name, columns=table.listed())


def _means(table: Table, sample: Sequence[object], columns: Sequence[int], taken: set[int]) -> Mapping[int, float]:
    """Column -> Arabic letters in a cell that is not empty, on average."""
    means = {}
    for n in columns:
        if n not in taken:
            cells = [cell for row in sample if (cell := table.cell(row, n)) not in (None, "")]
            long = [c for c in cells if isinstance(c, str | bytes) and len(c) > NAMED]
            if long:
                means[n] = sum(map(arabic_letters, long)) / len(cells)
    return means
