"""PLOVER and CAMEO codes, and the CSV that carries them."""

from __future__ import annotations

import csv
import io
import re

import pytest

from khabar import packs as khabar_packs
from khabar.export.build import build_story
from khabar.export.events import TYPES, Wanted, select
from khabar.export.load import Material, complete_names
from khabar.export.model import Actor
from khabar.export.pens import TerminalPen
from khabar.export.phrases import Phrases
from khabar.export.plover import COLUMNS, Codes, Writer, csv_lines
from khabar.packs import Packs

QUADS = {1: range(3, 9), 2: range(6, 9), 3: range(9, 14), 4: range(14, 21)}


@pytest.fixture(scope="module")
def loaded() -> Packs:
    return khabar_packs.load()


@pytest.fixture(scope="module")
def codes(loaded: Packs) -> Codes:
    return Codes(loaded)


def written(material: Material, packs: Packs) -> list[dict[str, str]]:
    complete_names(material)
    story = build_story(material.articles, material.happenings, material.entities, material.copies)
    writer = Writer(packs, Phrases("en", TerminalPen(isolates=False, colours=False)), material)
    lines = list(csv_lines(writer, select(story, Wanted())))
    assert not any(b"\n" in line for line in lines)
    return list(csv.DictReader(io.StringIO(b"\n".join(lines).decode())))


def test_every_type_has_codes(codes: Codes) -> None:
    assert codes.types == frozenset(TYPES)
    for kind in TYPES:
        code = codes.code(kind, None)
        assert code.event == kind
        assert re.fullmatch(r"\d{2,4}", code.cameo)
        assert int(code.root) in QUADS[code.quad]
        assert (code.intensity < 0) == (code.quad > 2)


def test_every_mode_of_the_lexicon_has_codes(codes: Codes, loaded: Packs) -> None:
    modes = {(str(e["type"]), str(e["mode"])) for e in loaded.rules("events") if "mode" in e}
    assert len(modes) > 100
    assert [m for m in sorted(modes) if not codes.has_mode(*m)] == []


@pytest.mark.parametrize(
    ("kind", "mode", "plover", "cameo"),
    [
        ("CONSULT", "visit", "visit", "042"),
        ("CONSULT", "call", "phone", "041"),
        ("ASSAULT", "airstrike", "heavy-weapons", "195"),
        ("ASSAULT", "abduction", "abduct", "181"),
        ("COERCE", "arrest", "arrest", "173"),
        ("RETREAT", "ceasefire", "ceasefire", "0871"),
        ("PROTEST", "demonstration", "demo", "141"),
        ("AID", "humanitarian", "humanitarian", "073"),
        ("CONSULT", "no-such-mode", "", "040"),
    ],
)
def test_modes(codes: Codes, kind: str, mode: str, plover: str, cameo: str) -> None:
    code = codes.code(kind, mode)
    assert (code.mode, code.cameo) == (plover, cameo)


def test_modality_and_denial_are_contexts(codes: Codes) -> None:
    assert "future" in codes.code("CONSULT", "visit", "planned").contexts
    assert "hypothetical" in codes.code("ASSAULT", "attack", "threatened").contexts
    assert "negation" in codes.code("ASSAULT", "attack", "happened", False).contexts
    assert codes.code("CONSULT", "visit").contexts == ()


def test_unknown_type_has_no_code(codes: Codes) -> None:
    code = codes.code("OTHER", "thing")
    assert (code.event, code.cameo, code.quad) == ("OTHER", "", 0)


@pytest.mark.parametrize(
    ("actor", "country", "sector"),
    [
        ("syria-government", "SYR", "GOV"),
        ("turkey-forces", "TUR", "MIL"),
        ("sdf", "SYR", "REB"),
        ("turkey", "TUR", "GOV"),
        ("un", "IGO", ""),
        ("anadolu", "TUR", "JRN"),
    ],
)
def test_countries_and_sectors(codes: Codes, actor: str, country: str, sector: str) -> None:
    assert (codes.country(Actor(actor)), codes.sector(Actor(actor))) == (country, sector)


def test_unnamed_actor_has_its_sector_alone(codes: Codes) -> None:
    gunmen = Actor("unnamed:x", sector="UAF", words="مسلحون")
    assert (codes.country(gunmen), codes.sector(gunmen)) == ("", "UAF")


def test_rows(material: Material, loaded: Packs) -> None:
    material.articles["a"].events[0].score = 0.8
    material.articles["a"].url = "=HYPERLINK(1)"
    rows = {row["Event ID"]: row for row in written(material, loaded)}
    assert list(rows["a:e1"]) == list(COLUMNS)
    meeting = rows["a:e1"]
    assert (meeting["Event Type"], meeting["CAMEO Code"], meeting["Quad Code"]) == ("CONSULT", "040", "1")
    assert meeting["Event Date"] == "2025-07-09"
    assert (meeting["Actor Country"], meeting["Recipient Country"]) == ("SYR", "SYR")
    assert (meeting["Primary Actor Sector"], meeting["Primary Recipient Sector"]) == ("GOV", "REB")
    assert meeting["Attribution Chain"] == "وكالة المثال <- government source"
    assert meeting["Attribution Root"] == "government source"
    assert (meeting["Happening ID"], meeting["Accounts"], meeting["Disputed"]) == ("E1", "2", "outcome; time")
    assert (meeting["Country"], meeting["Latitude"]) == ("SYR", "33.51")
    assert meeting["Score"] == "0.8"
    assert meeting["Article URL"] == "'=HYPERLINK(1)"  # a table program must not take it for a formula
    assert rows["c:e2"]["Contexts"].split("; ")[-1] == "hypothetical"
    assert rows["c:e3"]["Primary Actor Sector"] == "UAF"
    assert rows["a:e2"]["Event Date"] == ""
    assert rows["a:e2"]["Intensity"] == "-5.0"
