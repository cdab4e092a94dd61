"""Naming: every example of every rule, and what goes before what."""

from collections.abc import Iterator

import pytest

from khabar.article import Article, Name
from khabar.layers.document import Doc
from khabar.layers.naming import Naming
from khabar.packs import Packs, load

RULES = load().rules("naming")


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load()


def colour(example: str, kind: str, packs: Packs, given: str = "neutral") -> str:
    start = example.index("[")
    end = example.index("]") - 1
    text = example.replace("[", "").replace("]", "")
    article = Article("t", text)
    doc = Doc(article, packs)
    doc.set_body([(0, len(text))])
    while text[end - 1] in "”»":
        end -= 1
    while text[start] in "“«":
        start += 1
    article.names = [Name(start, end, kind, "e", given)]
    doc.index_names()
    Naming(packs)(doc)
    return article.names[0].naming


def cases(key: str) -> Iterator[tuple[str, str, str, str]]:
    for rule in RULES:
        for example in rule.get(key, []):
            yield rule["id"], rule["types"][0], rule["naming"], example


@pytest.mark.parametrize(("rule", "kind", "naming", "example"), list(cases("examples")))
def test_examples(rule: str, kind: str, naming: str, example: str, packs: Packs) -> None:
    assert colour(example, kind, packs) == naming


@pytest.mark.parametrize(("rule", "kind", "naming", "example"), list(cases("counter")))
def test_counterexamples(rule: str, kind: str, naming: str, example: str, packs: Packs) -> None:
    assert colour(example, kind, packs) == "neutral"


def test_so_called_goes_before_the_pack(packs: Packs) -> None:
    assert colour("هاجم ما يسمى [حكومة الشمال] البلدة", "GOV", packs, "delegitimising") == "distancing"


def test_a_colour_of_the_pack_stays(packs: Packs) -> None:
    assert colour("قال [تنظيم الفجر] الإرهابي", "GRP", packs, "legitimising") == "legitimising"


def test_clitics_before_the_phrase(packs: Packs) -> None:
    assert colour("تابع لما يسمى بـ“[مجلس القضاء]” أمس", "GOV", packs) == "distancing"
    assert colour("ومتمردو [حزب الفجر] أمس", "GRP", packs) == "delegitimising"
    assert colour("قدم ل[لاحتلال] طلبا", "GOV", packs) == "delegitimising"
