"""Names of bodies that are written wrongly or cut short once are those that they are written for."""

import pytest

from khabar.article import Article
from khabar.layers.pipeline import annotate_article
from khabar.packs import Packs


def entities(text: str, packs: Packs) -> list[str | None]:
    article = Article("x", text)
    annotate_article(article, packs)
    return [name.entity for name in article.names if name.type in ("GRP", "ORG")]


@pytest.mark.parametrize(
    "text",
    [
        "وقعت حركة العدل العدل والمساواة اتفاقا أمس.",  # a word written twice
        "أعلنت حركة العدل موقفها. وقال المتحدث باسم حركة العدل والمساواة إن الوفد عاد.",  # cut short
        "وقعت حركة العدل والمسواة اتفاقا أمس.",  # a letter left out
        "وقعت حركة العدل والمساوةا اتفاقا أمس.",  # letters in the wrong order
    ],
)
def test_a_name_written_wrongly_is_the_known_one(text: str, packs: Packs) -> None:
    assert set(entities(text, packs)) == {"jem"}


@pytest.mark.parametrize(
    "text",
    ["اشتبك اللواء 93 مع اللواء 94 أمس.", "دخلت كتيبة النصر الأولى المدينة. ودخلت كتيبة النور الأولى القرية."],
)
def test_names_that_differ_by_a_number_or_are_short_stay_two(text: str, packs: Packs) -> None:
    assert len(set(entities(text, packs))) == 2
