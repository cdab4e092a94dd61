"""Files for tests: pages in Arabic of our own, records and archives."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from khabar.errors import KhabarError
from khabar.ingest.files import Given
from khabar.ingest.item import Found, Tally
from khabar.ingest.sources import read_sources

SENTENCES = [
    "قال محافظ المنطقة إن الطريق بين تلة الريح ووادي القصب سيفتح أمام الشاحنات اعتبارا من يوم الأحد المقبل.",
    "وأضاف أن لجنة من الطرفين ستشرف على عودة الأهالي إلى قراهم بعد إزالة الألغام من الأراضي الزراعية.",
    "ولم يصدر عن مجلس الأعيان أي تعليق حتى ساعة إعداد هذا الخبر، رغم مرور يومين على اللقاء.",
    "وتشكو البلدة من نقص حاد في الوقود والدواء منذ إغلاق المعبر الوحيد في المنطقة قبل ثلاثة أشهر.",
]
PERSIAN = "کمیته روز سه‌شنبه گفت که جاده میان دو شهر هفته آینده باز خواهد شد و گفتگوها در پایتخت ادامه دارد. "
ENGLISH = "The committee said on Tuesday that the road between the two towns would be opened to trucks next week. "


def page(title: str = "فتح الطريق إلى تلة الريح", body: Sequence[str] = SENTENCES, head: str = "") -> bytes:
    """A page with an article, in UTF-8 and without saying so."""
    text = "".join(f"<p>{p}</p>" for p in body)
    return (
        f'<!DOCTYPE html><html lang="ar"><head><title>{title}</title>{head}</head><body><ul><li><a href="/">الرئيسية'
        f"</a></li></ul><div><h1>{title}</h1>{text}</div></body></html>"
    ).encode()


def foreign(sentence: str) -> bytes:
    """A page in another language."""
    return page(sentence[:30], [sentence * 3] * 4)


def read(*paths: Path | str) -> tuple[list[Found], list[KhabarError], Tally]:
    """What the files hold, what is wrong with them, and what became of the members of archives."""
    errors: list[KhabarError] = []
    tally = Tally()
    found = list(read_sources([str(p) for p in paths], Given(), errors, tally=tally))
    return found, errors, tally


def zipped(path: Path, members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A ZIP archive."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, method)
    return path


def tarred(members: Iterable[tuple[str, bytes] | tarfile.TarInfo]) -> bytes:
    """A TAR archive, not packed."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                archive.addfile(member)
            else:
                info = tarfile.TarInfo(member[0])
                info.size = len(member[1])
                archive.addfile(info, io.BytesIO(member[1]))
    return out.getvalue()
