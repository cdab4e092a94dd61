"""What the sources tell: words in both languages and none in templates, logical properties, built files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from khabar.web.views import VIEWS, all_views

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src" / "khabar" / "web"
SECTIONS = sorted((WEB / "i18n").glob("*.yaml"))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "web" / "src").rglob("*.css"))
LIMIT = 1_500_000


def _leaves(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _leaves(value, f"{path}.{key}" if path else str(key))
    else:
        yield path, tree


def _fields(text: Any) -> set[str]:
    parts = text if isinstance(text, list) else [text]
    return {name for part in parts for _, name, _, _ in Formatter().parse(part) if name}


@pytest.mark.parametrize("path", SECTIONS, ids=lambda p: p.stem)
def test_both_languages_say_the_same_things(path: Path) -> None:
    found = yaml.safe_load(path.read_text("utf-8"))
    assert set(found) == {"ar", "en"}
    arabic, english = dict(_leaves(found["ar"])), dict(_leaves(found["en"]))
    assert arabic.keys() == english.keys()
    for key, text in arabic.items():
        assert text and english[key], key
        assert _fields(text) == _fields(english[key]), key


def _keys_of(text: str) -> set[str]:
    """The keys that a template or a module asks for in so many words."""
    return set(re.findall(r"""(?<![\w.])t\(\s*["']([a-z_-]+\.[\w.-]*\w)["']\s*[,)]""", text))


def test_templates_ask_for_words_that_there_are() -> None:
    known = {f"{p.stem}.{k}" for p in SECTIONS for k, _ in _leaves(yaml.safe_load(p.read_text("utf-8"))["en"])}
    asked = {k for p in [*TEMPLATES, *WEB.rglob("*.py")] for k in _keys_of(p.read_text("utf-8"))}
    assert len(asked) > 20
    assert asked <= known


def test_every_view_of_the_navigation_has_its_word() -> None:
    words = yaml.safe_load((WEB / "i18n" / "base.yaml").read_text("utf-8"))
    for view in all_views():
        assert view.name in VIEWS
        if view.nav is not None:
            assert words["ar"]["nav"][view.name] and words["en"]["nav"][view.name]


def _bare(template: str) -> str:
    """What is left of a template without Jinja, comments, and tags; attributes that are read out stay."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", " ", template, flags=re.S)
    spoken = " ".join(re.findall(r"""\b(?:title|alt|placeholder|aria-label|content)=["']([^"'{]*)["']""", text))
    spoken = re.sub(r"width=device-width, initial-scale=1|light dark", "", spoken)
    return re.sub(r"<[^>]*>", " ", text) + spoken


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_no_template_has_words_of_its_own(path: Path) -> None:
    assert re.findall(r"[^\W\d_]{2,}", _bare(path.read_text("utf-8"))) == []


def test_words_in_a_template_would_be_found() -> None:
    assert "Hello" in _bare('<p class="x">{{ t("a.b") }} Hello</p>')
    assert "Close" in _bare('<button aria-label="Close">{% if x %}×{% endif %}</button>')


PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b|"
    r"(?:left|right|top|bottom)\s*:|float\s*:|clear\s*:\s*(?:left|right)|text-align\s*:\s*(?:left|right)|"
    r"border-(?:top|bottom)-(?:left|right)-radius|(?:min-|max-)?(?:width|height)\s*:(?![^;{}]*\)))"
)


def _physical(css: str) -> list[str]:
    bare = re.sub(r"/\*.*?\*/|@media[^{]*|@container[^{]*", " ", css, flags=re.S)
    return PHYSICAL.findall(bare)


@pytest.mark.parametrize("path", STYLES, ids=lambda p: p.name)
def test_styles_know_no_left_and_right(path: Path) -> None:
    assert _physical(path.read_text("utf-8")) == []


def test_left_and_right_would_be_found() -> None:
    for wrong in ("a{margin-left:1px}", "a{ float: right }", "a{text-align:left}", "a{left:0}", "a{width: 3rem}"):
        assert _physical(wrong), wrong
    assert not _physical("@media (max-width: 3rem) { a { margin-inline-start: 1px; inline-size: 2rem } }")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_no_template_has_inline_scripts_or_styles(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|javascript:|hx-vals=['\"]js:", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script, script
    assert "|safe" not in text and "| safe" not in text


def test_built_files_are_those_of_the_sources() -> None:
    manifest = json.loads((WEB / "static" / "manifest.json").read_text("utf-8"))
    web = ROOT / "web"
    sources = [p for p in (web / "src").rglob("*") if p.is_file()]
    sources += [web / "build.mjs", web / "package.json", web / "package-lock.json"]
    lines = [f"{p.relative_to(web).as_posix()} {hashlib.sha256(p.read_bytes()).hexdigest()}\n" for p in sources]
    now = hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()
    assert manifest["sources"] == now, "web/src was changed: run `npm ci && npm run build` in web/"
    names = {"manifest.json"}
    for entry in manifest["files"].values():
        file = WEB / "static" / entry["file"]
        assert hashlib.sha256(file.read_bytes()).hexdigest() == entry["sha256"], file.name
        names |= {file.name} | ({f"{file.name}.gz"} if file.with_name(f"{file.name}.gz").exists() else set())
    assert {p.name for p in (WEB / "static").iterdir()} == names


def test_everything_together_is_small() -> None:
    manifest = json.loads((WEB / "static" / "manifest.json").read_text("utf-8"))
    sent = 0
    for entry in manifest["files"].values():
        file = WEB / "static" / entry["file"]
        gzipped = file.with_name(f"{file.name}.gz")
        sent += (gzipped if gzipped.exists() else file).stat().st_size
    assert 200_000 < sent < LIMIT


def test_lock_names_no_host_and_licences_are_complete() -> None:
    lock = (ROOT / "web" / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock and "://" not in re.sub(r'"(?:url|funding)": "[^"]*"', "", lock)
    licences = (WEB / "static" / "LICENSES.txt").read_text("utf-8")
    for path, info in json.loads(lock)["packages"].items():
        name = path.rpartition("node_modules/")[2]
        assert not name or info.get("dev") or f"\n{name} {info['version']} (" in licences, name
