"""Components: their order, those that others bring, the pipeline."""

from importlib.metadata import EntryPoint
from typing import Any

import pytest

from khabar.article import Article, Name, Published
from khabar.errors import KhabarError
from khabar.layers import component
from khabar.layers.component import factories, ordered
from khabar.layers.document import Doc
from khabar.layers.pipeline import annotate_article, components
from khabar.packs import Packs
from khabar.packs.model import PackData


class Part:
    def __init__(self, name: str, requires: str = "", assigns: str = "") -> None:
        self.name = name
        self.requires = tuple(requires.split())
        self.assigns = tuple(assigns.split())

    def __call__(self, doc: Doc) -> None:
        doc.article.packs.append(self.name)


def names(parts: list[Part]) -> list[str]:
    return [c.name for c in ordered(parts)]


def test_each_finds_what_it_requires() -> None:
    parts = [Part("c", "two", "three"), Part("b", "one", "two"), Part("a", "", "one")]
    assert names(parts) == ["a", "b", "c"]


def test_who_does_not_care_keeps_his_place() -> None:
    assert names([Part("a", "", "one"), Part("b", "", "two"), Part("c", "", "three")]) == ["a", "b", "c"]


def test_a_layer_is_there_when_all_who_fill_it_are_done() -> None:
    parts = [Part("reader", "names", "events"), Part("more", "", "names"), Part("names", "", "names")]
    assert names(parts) == ["more", "names", "reader"]


def test_who_refines_a_layer_runs_after_who_fills_it() -> None:
    assert names([Part("colour", "names", "names"), Part("names", "", "names")]) == ["names", "colour"]


@pytest.mark.parametrize("parts", [
    [Part("a", "nothing", "one")],
    [Part("a", "two", "one"), Part("b", "one", "two")],
])  # fmt: skip
def test_an_order_that_does_not_exist(parts: list[Part]) -> None:
    with pytest.raises(KhabarError, match="a requires") as raised:
        ordered(parts)
    assert raised.value.code == "component-order"


def point(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    found = [EntryPoint(name, value, component.GROUP)]
    monkeypatch.setattr(component, "entry_points", lambda group: found if group == component.GROUP else [])


def test_one_more_and_one_in_place_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = factories()
    point(monkeypatch, "counts", "collections:Counter")
    assert list(factories()) == [*shipped, "counts"]
    point(monkeypatch, "times", "collections:Counter")
    assert list(factories()) == list(shipped)
    assert factories()["times"] is not shipped["times"]


@pytest.mark.parametrize("value", ["no.such.module:Thing", "collections:Nothing"])
def test_a_broken_one_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    point(monkeypatch, "mine", value)
    with pytest.raises(KhabarError, match="mine") as raised:
        factories()
    assert raised.value.code == "component-broken"


@pytest.mark.parametrize("make", [lambda packs: 1 / 0, lambda packs: object(), "no callable"])
def test_one_that_cannot_be_made_is_named(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.layers.pipeline.factories", lambda: {"mine": make})
    with pytest.raises(KhabarError, match="mine") as raised:
        components(Packs(PackData([], {}, [], {}, {})))
    assert raised.value.code == "component-broken"


def test_shipped_components_have_an_order(packs: Packs) -> None:
    order = [c.name for c in components(packs)]
    assert sorted(order) == sorted(component.shipped())
    assert order.index("body") < order.index("names") < order.index("attributions") < order.index("events")
    assert components(packs) is components(packs)


def test_annotating_again_changes_nothing(packs: Packs) -> None:
    text = "قال وزير الخارجية السوري وليد المعلم إن المحادثات مع تركيا انتهت أمس."
    once = annotate_article(Article("t", text, published=Published("2019-12-05", "2019-12-05", "given")), packs)
    first = (once.body, once.names, once.times, once.attributions, once.events, once.published)
    assert once.body == [(0, len(text))]
    assert once.names
    assert once.packs == packs.labels
    once.names = [Name(0, 3, "PER", "nobody")]
    again = annotate_article(once, packs)
    assert (again.body, again.names, again.times, again.attributions, again.events, again.published) == first


def test_a_day_that_was_worked_out_is_worked_out_anew(packs: Packs) -> None:
    article = Article("t", "انتهى الاجتماع.", published=Published("2019-12-05", "2019-12-05", "worked-out", ["why"]))
    assert annotate_article(article, packs).published == Published()


@pytest.mark.parametrize(
    "text", ["", " ", "\u200f", "…", "“", "و", "🇸🇾", "\x00", "قال:", "قال: “", "a" * 3000, "قال " * 500]
)
def test_texts_without_sense(text: str, packs: Packs) -> None:
    article = annotate_article(Article("t", text), packs)
    assert article.text == text
