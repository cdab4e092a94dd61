"""Words: what they are and where."""

from hypothesis import given
from hypothesis import strategies as st
from tests.arabic.strategies import texts

from khabar.arabic.fold import fold, fold_text
from khabar.arabic.words import words


@given(texts)
def test_words_tile_what_is_no_space(text: str) -> None:
    folded = fold(text)
    found = words(folded)
    assert "".join(word.norm for word in found) == "".join(folded.text.split())
    assert [w.start for w in found] == sorted(w.start for w in found)
    covered = set().union(*(range(w.start, w.end) for w in found)) if found else set()
    for at, char in enumerate(text):
        if fold_text(char).strip():
            assert at in covered
    for word in found:
        assert word.start < word.end
        assert word.norm in fold_text(text[word.start : word.end])
        assert word.kind in ("word", "latin", "number", "mark")


@given(texts, st.data())
def test_words_of_a_part_lie_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    folded = fold(text)
    found = words(folded, start, end)
    low, high = folded.to_folded(start, end)
    assert "".join(word.norm for word in found) == "".join(folded.text[low:high].split())
    assert all(start <= word.start for word in found)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(word.norm, word.kind) for word in words(fold(text))]


def test_kinds() -> None:
    assert kinds("قُتل 10مسلحين قرب M4، بنسبة 3.5%") == [
        ("قتل", "word"), ("10", "number"), ("مسلحين", "word"), ("قرب", "word"), ("m4", "latin"), ("،", "mark"),
        ("بنسبه", "word"), ("3.5", "number"), ("%", "mark"),
    ]  # fmt: skip


def test_latin_and_figures() -> None:
    assert kinds("Jean-Pierre F-16 U.N. ١٬٢٠٠") == [
        ("jean-pierre", "latin"), ("f-16", "latin"), ("u.n", "latin"), (".", "mark"), ("1٬200", "number"),
    ]  # fmt: skip


def test_a_word_ends_with_its_vowel_signs() -> None:
    text = "قالَ: نعمْ."
    assert [text[w.start : w.end] for w in words(fold(text))] == ["قالَ", ":", "نعمْ", "."]
