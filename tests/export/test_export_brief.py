"""The brief as a file: whole, self-contained, the right way round."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest

from khabar.errors import KhabarError
from khabar.export import brief
from khabar.export.build import build_story
from khabar.export.load import Material
from khabar.export.model import Story

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Balance(HTMLParser):
    """Collects what is opened and not closed, the targets of links and the identifiers."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for key, value in attrs:
            if key == "href" and value:
                self.links.add(value)
            if key == "id" and value:
                self.ids.append(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_html_is_whole_and_its_links_lead_somewhere(lang: str, story: Story) -> None:
    page = Balance()
    page.feed(brief.render(story, "html", lang))
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_html_needs_nothing_from_elsewhere(lang: str, story: Story) -> None:
    text = brief.render(story, "html", lang)
    assert not re.search(r"https?://|<script|<link|<img|src=|url\(|@import", text)


def test_direction_and_isolates(story: Story) -> None:
    ar, en = brief.render(story, "html", "ar"), brief.render(story, "html", "en")
    assert '<html lang="ar" dir="rtl">' in ar
    assert '<html lang="en" dir="ltr">' in en
    assert "<bdi>الأربعاء 9 تموز/ يوليو 2025</bdi>" in ar
    assert '<bdi lang="ar">وكالة المثال</bdi>' in en


def test_styles_know_no_left_and_right() -> None:
    style = resources.files("khabar.export").joinpath("templates", "brief.css").read_text("utf-8")
    assert not re.search(r"\b(left|right)\b", style)
    physical = r"\b(?:margin|padding|border)-(?:top|bottom)\b|(?<!-)\b(?:max-|min-)?(?:width|height):"
    assert not re.search(physical, style.split("@media")[0])


@pytest.mark.parametrize("form", ["html", "md"])
@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("ar", ["أحمد الشرع", "دمشق", "الولايات المتحدة", "دون اتفاق", "مصدر حكومي", "مصدر كردي", "نازع للشرعية"]),
        ("en", ["Ahmad al-Sharaa", "Damascus", "United States", "no agreement", "government source", "Kurdish source"]),
    ],
)
def test_says_who_where_on_whose_word_and_how_it_ended(form: str, lang: str, wanted: list[str], story: Story) -> None:
    text = brief.render(story, form, lang)
    assert [w for w in wanted if w not in text] == []


def test_every_label_is_translated(story: Story) -> None:
    """No English word stands in the Arabic brief but names and the program's own."""
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", brief.render(story, "html", "ar"), flags=re.S)
    words = set(re.findall(r"[A-Za-z]{3,}", text))
    assert words <= {"khabar", "PLOVER"}


@pytest.mark.parametrize("form", ["html", "md"])
def test_words_of_an_article_are_no_markup(form: str, material: Material) -> None:
    m = material
    m.articles["a"].title = "<script>alert(1)</script> [x](http://x) *y*"
    m.articles["a"].outlet = "<img src=x>"
    text = brief.render(build_story(m.articles, m.happenings, m.entities), form, "en")
    assert not re.search(r"(?<!\\)<(script|img)", text)
    if form == "md":
        assert r"\*y\*" in text
        assert r"\[x\]" in text


def test_empty_ledger() -> None:
    for form in ("html", "md"):
        assert "Nothing to report" in brief.render(build_story({}), form, "en")


def test_same_story_same_bytes(story: Story) -> None:
    assert brief.render(story, "html", "ar") == brief.render(story, "html", "ar")


def test_write(tmp_path: Path, story: Story) -> None:
    for name in ("x.html", "x.md"):
        brief.write(story, tmp_path / name, "ar")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.html", "x.md"]


def test_errors_that_a_user_meets(tmp_path: Path, story: Story) -> None:
    for path, code in ((tmp_path / "x.pdf", "brief-format"), (tmp_path / "no" / "x.md", "output-unwritable")):
        with pytest.raises(KhabarError) as caught:
            brief.write(story, path, "ar")
        assert caught.value.code == code
