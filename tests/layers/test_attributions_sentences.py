"""Attributions: sentences of our own (`attributions.yaml`), each with everything that is somebody's word in it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from khabar.article import Article, Attribution, Link, Span
from khabar.layers.pipeline import annotate_article
from khabar.packs import Packs

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "attributions.yaml").read_text(encoding="utf-8"))


def _marked(case: dict[str, Any]) -> Any:
    why = case.get("wrong")
    return pytest.param(case, id=case["id"], marks=[pytest.mark.xfail(strict=True, reason=why)] if why else [])


def _words(text: str, span: Span | None) -> str | None:
    return text[span[0] : span[1]] if span else None


def _link(text: str, link: Link, wanted: str) -> str:
    shown = f"{link.kind} {_words(text, link.span) or ''}".strip()
    return f"{shown}{'' if link.span else ' '}={link.entity}" if "=" in wanted else shown


def _shown(text: str, said: Attribution, wanted: dict[str, Any]) -> dict[str, Any]:
    """What was read, in the form of what was wanted."""
    links = wanted["chain"]
    chain = [_link(text, link, links[i] if i < len(links) else "") for i, link in enumerate(said.chain)]
    out: dict[str, Any] = {
        "content": "any" if wanted["content"] == "any" else _words(text, said.content),
        "cue": "any" if wanted["cue"] == "any" else _words(text, said.cue),
        "direct": said.direct,
        "stance": said.stance,
        "chain": "any" if links == "any" else chain,
    }
    if "antecedent" in wanted:
        out["antecedent"] = _words(text, said.chain[-1].antecedent) if said.chain else None
    return out


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_sentences(case: dict[str, Any], packs: Packs) -> None:
    text: str = case["text"]
    article = annotate_article(Article("t", text), packs)
    wanted = [{"direct": False, "stance": "neutral", **said} for said in case["said"]]
    nothing = {"content": "", "cue": "", "chain": []}
    read = [
        _shown(text, said, wanted[i] if i < len(wanted) else nothing) for i, said in enumerate(article.attributions)
    ]
    assert read == wanted


def test_cases_are_told_apart() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids)) >= 60


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_every_value_says_which_rule_read_it(case: dict[str, Any], packs: Packs) -> None:
    article = annotate_article(Article("t", case["text"]), packs)
    for said in article.attributions:
        assert said.rule
        assert said.pack in packs.labels
        start, end = said.content
        assert case["text"][start:end] == case["text"][start:end].strip(" .،")
