"""Sentences of a paragraph: Arabic and Latin marks, abbreviations, figures, quotations."""

import re

_END = re.compile(r"(?:\.{2,}|…|[.!؟?۔])+")
_CLOSERS = "”“\"»«)]’'"
# one or two letters before a dot: د. (doctor), أ. (professor), م. (engineer), ه. / هـ., ص., أ.ف.ب, S.A.
_ABBREVIATION = re.compile(r"(?:^|[\s(\[«“\".،])(?:[^\W\d_]ـ?|أد|هـ|Dr|Mr|Mrs|St|No|vs)$")
_NEXT_IS_LETTER_DOT = re.compile(r"\s?[^\W\d_]\.")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Half-open spans of the sentences between `start` and `end`, white space at the ends left out.

    A dot ends no sentence within a figure (3.5), an address (a.b), an abbreviation (د.), or where two
    dots are a pause in a headline and the text goes on in the same line (`توتر.. واجتماع`).
    Closing marks after the dot belong to the sentence.
    """
    end = len(text) if end is None else end
    out: list[tuple[int, int]] = []
    begin = start

    def add(stop: int) -> None:
        nonlocal begin
        piece = text[begin:stop]
        first = begin + len(piece) - len(piece.lstrip())
        last = begin + len(piece.rstrip())
        if last > first:
            out.append((first, last))
        begin = stop

    for match in _END.finditer(text, start, end):
        mark, stop = match.group(), match.end()
        if match.start() < begin:
            continue
        following = text[stop] if stop < end else " "
        if mark == ".":
            if following.isalnum() and match.start() > start and text[match.start() - 1].isascii():
                continue
            if _ABBREVIATION.search(text[max(begin, match.start() - 6) : match.start()]):
                continue
        elif mark == ".." and stop < end:
            continue
        while stop < end and text[stop] in _CLOSERS and (stop + 1 >= end or not text[stop + 1].isalnum()):
            stop += 1
        add(stop)
    add(end)
    return out
