"""The sentence decision: features, the shipped weights, and what the component drops and adds."""

from __future__ import annotations

from importlib import resources

import msgspec
import pytest

from khabar.article import Article, Event
from khabar.errors import KhabarError
from khabar.layers.component import factories, ordered
from khabar.layers.decision import Decision, score
from khabar.layers.decision.candidates import Candidates
from khabar.layers.decision.features import Finding, distinct, found, hashed, words
from khabar.layers.decision.model import FILE, Model, TypeWeights, Weights, shipped
from khabar.layers.decision.standing import standing
from khabar.layers.document import Doc
from khabar.layers.pipeline import annotate_article
from khabar.packs import Packs

ATTACK = "قتل خمسة جنود وأصيب سبعة في هجوم شنه مسلحون أمس على حاجز للجيش شمال المدينة"
RALLY = "تظاهر آلاف المحتجين أمس في وسط العاصمة احتجاجاً على رفع الأسعار وهتفوا مطالبين باستقالة الحكومة"
PLAIN = "تشهد أسواق المدينة ارتفاعاً في أسعار الخضروات مع بداية الموسم"
SPORT = "قاد المهاجم الجديد هجوم المنتخب في الشوط الثاني من المباراة"


def test_words_are_folded_and_freed_of_particles() -> None:
    assert words("وبالمدينةِ، والمدينة 150") == ["مدينه", "0"]
    assert distinct(["والهجوم", "،", "هجوم", "12", "7"]) == ["هجوم", "0"]
    assert words("ولد") == ["ولد"]  # too short to lose a letter
    assert words("انفجار مفخخة") == ["انفجار", "مفخخه"]  # only what stands before the word


def test_hashes_are_stable_and_in_range() -> None:
    buckets = hashed("هجوم", 16)
    assert buckets and all(0 <= b < 1 << 16 for b in buckets)
    assert sorted(buckets) == sorted(hashed("هجوم", 16))
    assert set(buckets) & set(hashed("هجومي", 16))  # they share groups of letters


def event(kind: str, mode: str, start: int = 0, polarity: bool = True) -> Event:
    return Event("", kind, (start, start + 4), mode, polarity=polarity)


def test_findings_have_names() -> None:
    around = ["near.casualties", "pos.noun"]
    names = found("ASSAULT", [Finding(event("ASSAULT", "airstrike"), around), Finding(event("AID", "medical"), ["x"])])
    opened = {"opens.AID"}  # of two at one place the name decides
    assert set(names) - opened == {"mode.airstrike", "near.casualties", "pos.noun", "other.AID", "number.1", "modes.1"}
    denied = found("ASSAULT", [Finding(event("ASSAULT", "attack", polarity=False), around)])
    assert denied == ["opens.own", "opens.attack", "number.0", "modes.0"]


def test_ways_of_a_type_are_counted_once_each() -> None:
    told = [Finding(event("ASSAULT", mode), []) for mode in ("airstrike", "killing", "airstrike")]
    assert {"number.3", "modes.2"} <= set(found("ASSAULT", told))


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("هاجم مسلحون قرية", "هاجم", {"at.0", "part.0", "prev.nothing"}),
        ("وكان مسلحون قد هاجموا قرية", "هاجموا", {"prev.perfect", "behind.past", "behind.perfect"}),
        ("اجتمع الوزير مع قادة الجيش بعد هجوم على قرية", "هجوم", {"at.1", "part.2", "prev.after", "behind.after"}),
        ("في بغداد، هاجم مسلحون قرية", "هاجم", {"prev.mark"}),
    ],
)
def test_where_a_finding_stands(packs: Packs, text: str, trigger: str, wanted: set[str]) -> None:
    doc = before(packs, text)
    at = text.index(trigger)
    names = standing(doc, (at, at + len(trigger)), doc.sentences[0])
    assert wanted <= set(names)
    assert ("prev.nothing" in names) == (at == 0)
    assert all(name.isascii() for name in names)  # the weights keep no word


def test_standing_is_told_of_the_types_that_are_weighed(packs: Packs) -> None:
    doc = before(packs, "هاجم مسلحون قرية والتقى الوزير نظيره التركي")
    _, findings = Candidates(packs, {"ASSAULT"})(doc)
    placed = {f.event.type: any(name.startswith("at.") for name in f.around) for f in findings}
    assert placed["ASSAULT"] and not placed["CONSULT"]


def test_shipped_file_is_small_and_names_its_source() -> None:
    data = resources.files("khabar.layers.decision").joinpath(FILE).read_bytes()
    assert len(data) < 1_000_000
    weights = shipped().weights
    assert "MIT" in weights.licence
    assert weights.trained_on
    assert set(weights.types) == {"ASSAULT", "PROTEST"}
    for one in weights.types.values():
        assert len(one.words) == len(weights.rarity) == 1 << weights.bits
        assert 0 < one.threshold < 1


def test_shipped_file_holds_no_words() -> None:
    data = resources.files("khabar.layers.decision").joinpath(FILE).read_bytes()
    for one in shipped().weights.types.values():
        assert all(name.isascii() for name in one.rules)
    assert not any(letter.encode() * 2 in data for letter in ("لل", "من"))


def test_missing_or_foreign_file_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped.cache_clear()
    monkeypatch.setattr("khabar.layers.decision.model.FILE", "nothing.msgpack")
    with pytest.raises(KhabarError) as problem:
        shipped()
    assert problem.value.code == "part-missing"
    shipped.cache_clear()


def test_score_of_words_alone_orders_sentences() -> None:
    bare = {s: score(s, []) for s in (ATTACK, RALLY, PLAIN)}
    assert bare[ATTACK]["ASSAULT"] > bare[PLAIN]["ASSAULT"]
    assert bare[RALLY]["PROTEST"] > bare[PLAIN]["PROTEST"]
    assert all(0 <= p <= 1 for one in bare.values() for p in one.values())


def test_order_of_components(packs: Packs) -> None:
    names = [c.name for c in ordered([make(packs) for make in factories().values()])]
    assert names.index("decision") > names.index("events")


def read(packs: Packs, text: str) -> Article:
    return annotate_article(Article("t", text), packs)


def kinds(article: Article) -> list[str]:
    return [e.type for e in article.events]


def test_what_happened_is_kept(packs: Packs) -> None:
    assert "ASSAULT" in kinds(read(packs, ATTACK))
    assert "PROTEST" in kinds(read(packs, RALLY))


@pytest.mark.parametrize("text", [PLAIN, SPORT])
def test_what_did_not_happen_is_not_added(packs: Packs, text: str) -> None:
    assert "ASSAULT" not in kinds(read(packs, text))


# -- the component with weights that always say yes or no --------------------------------------------------


def model(bias: float) -> Model:
    """A model for ASSAULT that looks at nothing: yes above 0, no below."""
    empty = TypeWeights(bytes(16), 1.0, bias, {}, threshold=0.5, gate=-1.0)
    return Model(Weights(4, bytes(16), 1.0, {"ASSAULT": empty}))


def before(packs: Packs, text: str) -> Doc:
    """A text read by everything but the decision."""
    doc = Doc(Article("t", text), packs)
    for component in ordered([make(packs) for name, make in factories().items() if name != "decision"]):
        component(doc)
    return doc


def test_a_sure_no_drops_the_type_alone(packs: Packs) -> None:
    doc = before(packs, ATTACK + " وتظاهر مئات المحتجين في المدينة احتجاجا على الهجوم.")
    assert "ASSAULT" in kinds(doc.article)
    others = [k for k in kinds(doc.article) if k != "ASSAULT"]
    Decision(packs, model(-9))(doc)
    assert kinds(doc.article) == others
    assert [e.id for e in doc.article.events] == [f"e{n}" for n in range(1, len(others) + 1)]


def test_a_yes_adds_what_the_rules_left_out(packs: Packs) -> None:
    doc = before(packs, "تحدث الكاتب عن هجوم قديم على قرية")
    doc.article.events = []
    Decision(packs, model(9))(doc)
    added = [e for e in doc.article.events if e.type == "ASSAULT"]
    assert len(added) == 1
    assert added[0].rule == "decision.assault"
    assert added[0].score is not None and added[0].score > 0.9
    assert doc.text[slice(*added[0].trigger)] == "هجوم"


def test_a_yes_without_a_trigger_adds_nothing(packs: Packs) -> None:
    doc = before(packs, PLAIN)
    Decision(packs, model(9))(doc)
    assert "ASSAULT" not in kinds(doc.article)


def test_articles_are_left_to_the_rules(packs: Packs) -> None:
    doc = before(packs, f"{ATTACK}.\n{PLAIN}.\nوقال المتحدث إن التحقيق مستمر.\n")
    told = list(doc.article.events)
    Decision(packs, model(-9))(doc)
    assert doc.article.events == told


def test_empty_text(packs: Packs) -> None:
    doc = before(packs, "")
    Decision(packs)(doc)
    assert doc.article.events == []


def test_weights_survive_the_way_through_the_file() -> None:
    one = model(1.5).weights
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=Weights) == one
