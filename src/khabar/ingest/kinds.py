"""What kind a file is: by its name, or by how its bytes begin.

`text`, `page`, `pdf` are one article each; `records`, `csv`, `parquet`, `sheet` are many; `warc`, `zip`, `tar`,
`mhtml`, `epub` hold others, `gzip`, `bzip2`, `xz` and `zstd` one.
"""

from __future__ import annotations

from pathlib import PurePath

#: The ending of a name -> kind. A packed file's kind is told by `kind_of`, which looks at the ending before that.
SUFFIXES = {
    ".txt": "text", ".html": "page", ".htm": "page", ".xhtml": "page", ".jsonl": "records", ".pdf": "pdf",
    ".warc": "warc", ".wet": "warc", ".zip": "zip", ".tar": "tar", ".tgz": "tar", ".tbz2": "tar", ".txz": "tar",
    ".mhtml": "mhtml", ".mht": "mhtml", ".epub": "epub", ".ndjson": "records", ".csv": "csv", ".tsv": "csv",
    ".parquet": "parquet", ".xlsx": "sheet", ".xlsm": "sheet", ".xlsb": "sheet", ".xls": "sheet", ".ods": "sheet",
}  # fmt: skip
#: Endings of files that are packed; they may stand after any other ending that is known.
PACKED = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}
#: Kinds that hold files or records.
ARCHIVES = frozenset({"warc", "zip", "tar", "mhtml", "epub"})
#: Kinds that are tables (`khabar.ingest.tables`), and those of them that are read from the beginning to the end.
TABLES, STREAMED = frozenset({"csv", "parquet", "sheet"}), frozenset({"csv"})

_MAGIC = (
    (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"WARC/", "warc"), (b"\x1f\x8b", "gzip"),
    (b"PAR1", "parquet"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"),
)  # fmt: skip
#: How many bytes `sniff` wants to see.
HEAD = 2048


def kind_of(name: str) -> str | None:
    """The kind that a name tells; None where it tells none. Packed files have the kind of what is in them, as far
    as that can be read at once (`page.warc.gz`, `pages.tar.xz`), else that of the packing."""
    path = PurePath(name)
    suffix = path.suffix.lower()
    packing = PACKED.get(suffix)
    if packing is None:
        return SUFFIXES.get(suffix)
    inner = SUFFIXES.get(PurePath(path.stem).suffix.lower())
    return inner if inner in ("warc", "tar") else packing if inner else None


def sniff(data: bytes) -> str:
    """The kind of a file from how its bytes begin; `text` where nothing else fits."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            if kind == "zip" and data[30:58] == b"mimetypeapplication/epub+zip":
                return "epub"
            return kind
    if data[257:262] == b"ustar":
        return "tar"
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(b"{") and b'"' in head:
        return "records"
    headers = head.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
    if b"mime-version:" in headers and b"multipart/related" in headers:
        return "mhtml"
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        return "page"
    for encoding in ("utf-16-le", "utf-16-be"):
        if "<html".encode(encoding) in data[:1024].lower() or "<!doctype html".encode(encoding) in data[:1024].lower():
            return "page"
    return "text"
