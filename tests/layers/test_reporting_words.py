"""Words that report: every sentence that stands for a word of `reporting.yaml` is read as a reader would read it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from khabar.article import Article, Attribution, Span
from khabar.layers.attributions import Attributions
from khabar.layers.body import Body
from khabar.layers.component import Component
from khabar.layers.document import Doc
from khabar.layers.names import Names
from khabar.layers.times import Times
from khabar.packs import Packs

_DATA = Path(__file__).parents[1] / "data"
_SENTENCES: dict[str, dict[str, list[str]]] = yaml.safe_load((_DATA / "reporting_examples.yaml").read_text("utf-8"))
_KNOWN: dict[str, str] = {
    sentence: group["cause"]
    for group in yaml.safe_load((_DATA / "reporting_known.yaml").read_text("utf-8"))
    for sentence in group["sentences"]
}
_PARTS: tuple[Callable[[Packs], Component], ...] = (Body, Names, Times, Attributions)


class Example(NamedTuple):
    """A sentence without its marks, what they marked, and the kinds that its chain must have (None: not said)."""

    text: str
    content: Span
    cues: list[Span]
    kinds: list[str] | None


def parsed(marked: str) -> Example:
    """Read the marks of an example: [content], <cue>, → kinds."""
    marked, _, kinds = marked.partition("→")
    text, at, open_at = "", 0, {}
    content: Span = (0, 0)
    cues: list[Span] = []
    for char in marked.strip():
        if char in "[<":
            open_at[char] = at
        elif char == "]":
            content = (open_at["["], at)
        elif char == ">":
            cues.append((open_at["<"], at))
        else:
            text += char
            at += 1
    return Example(text, content, cues, kinds.split() or None)


def read(packs: Packs, text: str) -> list[Attribution]:
    doc = Doc(Article(id="t", text=text), packs)
    for part in _PARTS:
        packs.compiled(f"test.{part.__name__}", part)(doc)
    return doc.article.attributions


def alike(found: Span, wanted: Span) -> float:
    """F1 of two spans, as the score has it."""
    both = max(0, min(found[1], wanted[1]) - max(found[0], wanted[0]))
    return 2 * both / (found[1] - found[0] + wanted[1] - wanted[0])


def wrong(packs: Packs, rule: dict[str, Any], example: Example) -> str | None:
    """What is wrong with how an example is read; None where it is read well."""
    found = read(packs, example.text)
    same = [a for a in found if alike(a.content, example.content) >= 0.8]
    if not same:
        return f"content: {[example.text[slice(*a.content)] for a in found]}"
    ours = [a for a in same if a.rule == rule["id"]]
    if not ours:
        return f"word: {[a.rule for a in same]}"
    best = ours[0]
    if best.cue is None or not any(best.cue[0] < end and start < best.cue[1] for start, end in example.cues):
        return f"cue: {best.cue}"
    if best.stance != rule["stance"]:
        return f"stance: {best.stance}"
    kinds = [link.kind for link in best.chain]
    return f"chain: {kinds}" if example.kinds is not None and kinds != example.kinds else None


def _cases(kind: str) -> Iterator[Any]:
    for rule, sentences in _SENTENCES.items():
        for sentence in sentences.get(kind, []):
            cause = _KNOWN.get(sentence)
            marks = [pytest.mark.xfail(reason=cause, strict=True)] if cause else []
            short = re.sub(r"[^\w ]", "", sentence)[:40]
            yield pytest.param(rule, sentence, marks=marks, id=f"{rule}-{short}")


@pytest.fixture(scope="session")
def rules(packs: Packs) -> dict[str, dict[str, Any]]:
    return {str(rule["id"]): dict(rule) for rule in packs.rules("reporting")}


@pytest.mark.parametrize(("rule", "sentence"), list(_cases("examples")))
def test_example_is_read(packs: Packs, rules: dict[str, dict[str, Any]], rule: str, sentence: str) -> None:
    assert wrong(packs, rules[rule], parsed(sentence)) is None


@pytest.mark.parametrize(("rule", "sentence"), list(_cases("counter")))
def test_trap_reports_nothing(packs: Packs, rule: str, sentence: str) -> None:
    assert read(packs, sentence) == []


def test_every_word_has_its_sentences(rules: dict[str, dict[str, Any]]) -> None:
    """At least three examples and a trap a word; no sentence for a word that is not there."""
    closers = {"reporting.words-his"}  # they close what is said, and report nothing themselves
    lacking = {
        rule
        for rule in rules
        if len(_SENTENCES.get(rule, {}).get("examples", [])) < 3 or not _SENTENCES[rule].get("counter")
    }
    assert lacking - closers == set()
    assert set(_SENTENCES) <= set(rules)


def test_what_is_known_to_fail_is_still_a_sentence() -> None:
    said = {s for sentences in _SENTENCES.values() for kind in sentences.values() for s in kind}
    assert set(_KNOWN) <= said
