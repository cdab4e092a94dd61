"""Particles before a word and pronouns after it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.arabic.strategies import LETTERS

from khabar.arabic.clitics import noun_splits, verb_splits, without_pronoun
from khabar.arabic.fold import fold_text

folded_words = st.text(alphabet=LETTERS + "ولبفكسا" * 4, min_size=1, max_size=9).map(fold_text)


@given(folded_words)
def test_the_stem_stands_where_it_is_said_to(word: str) -> None:
    for split in noun_splits(word):
        assert word[: split.offset] == split.prefix
        assert 0 <= split.offset < len(word)
        rest = word[split.offset :]
        # its ل swallowed the alif, or the article and one of two ل
        assert split.stem in (rest, "ا" + rest, "ال" + rest)
        if split.stem != rest:
            assert split.prefix.endswith("ل")
            assert rest.startswith("ل")
    for split in verb_splits(word):
        assert word[: split.offset] == split.prefix
        assert split.stem == word[split.offset :]
    assert noun_splits(word)[0] == verb_splits(word)[0] == ("", word, 0)


@given(folded_words)
def test_what_is_left_without_a_pronoun(word: str) -> None:
    for stem, pronoun in without_pronoun(word):
        assert len(stem) >= 1
        assert word.endswith(pronoun)
        assert stem[:-1] in word


@pytest.mark.parametrize(
    ("word", "prefix", "stem"),
    [
        ("للنظام", "ل", "النظام"),
        ("وللنظام", "ول", "النظام"),
        ("بالقامشلي", "ب", "القامشلي"),
        ("لليبيا", "ل", "ليبيا"),
        ("للجنة", "ل", "اللجنة"),
        ("وبدمشق", "وب", "دمشق"),
        ("ولقسد", "ول", "قسد"),
        ("كتركيا", "ك", "تركيا"),
        ("فالوفد", "ف", "الوفد"),
    ],
)
def test_noun_splits(word: str, prefix: str, stem: str) -> None:
    assert (prefix, fold_text(stem)) in [(s.prefix, s.stem) for s in noun_splits(fold_text(word))]


@pytest.mark.parametrize(
    ("word", "prefix", "stem"), [("وسيعود", "وس", "يعود"), ("فقال", "ف", "قال"), ("ليبحث", "ل", "يبحث")]
)
def test_verb_splits(word: str, prefix: str, stem: str) -> None:
    assert (prefix, stem) in [(s.prefix, s.stem) for s in verb_splits(word)]


@pytest.mark.parametrize(
    ("word", "stem", "pronoun"),
    [("قواتها", "قوات", "ها"), ("مدينتهم", "مدينة", "هم"), ("قوله", "قول", "ه"), ("رفضهما", "رفض", "هما"),
     ("انتظارنا", "انتظار", "نا")],
)  # fmt: skip
def test_without_pronoun(word: str, stem: str, pronoun: str) -> None:
    assert (fold_text(stem), pronoun) in without_pronoun(fold_text(word))
