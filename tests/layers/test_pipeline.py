"""Whatever the text: no error, every span inside the text, the same again on a second reading."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.article import Article, decode, encode, first_bad_span
from khabar.layers.pipeline import annotate_article
from khabar.packs import Packs, load

PACKS = load()
WORDS = """
قال إن أن وأضاف نقل عن نقلا وكالة الأناضول موقع باسنيوز مصدر المصدر مصادر مطلع مسؤول وزير الخارجية
السوري التركي أردوغان قسد “قسد” و”قسد” النظام قوات ميليشيا مدينة منبج حلب شمال شرق ريف محافظة الرئيس
المتحدث باسم بيان البيان بحسب وفقا ل حسبما على حد قول قوله قولهم مشيرا إلى مؤكدا طالب طالبت بسحب هدد
بشن اتهم نفى زعم يذكر كان قد لم لن أمس اليوم غدا الثلاثاء الماضي المقبل قبل بعد خلال أيام أسبوعين 12
تشرين الأول أكتوبر/تشرين 2019 منتصف رمضان 1441 اجتماع لقاء عقد اتفاق هدنة انسحاب قصف غارة قتل خمسة
مدنيين اعتقال تظاهر وقف إطلاق النار برعاية روسية بين وفد ما يسمى الإرهابي المزعوم أبو محمد بن عبد
الله آل السيد الدكتور U.N. M4 F-16 3.5 ٪ % ( ) [ ] « » " ' … : ، ؛ . ؟ ! - ـ
""".split()  # noqa: SIM905
soup = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(["\n", "\n\n", "\u200f", "     ", "و", "ب", "ال"])), max_size=40
).map(" ".join)
noise = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(soup, soup, st.builds("{} {}".format, noise, soup)))
def test_whatever_the_text(text: str) -> None:
    article = annotate_article(Article("t", text), PACKS)
    assert article.text == text
    assert first_bad_span(article) is None
    line = encode(article)
    assert encode(decode(line)) == line
    for name in article.names:
        assert text[name.start : name.end].strip() == text[name.start : name.end] != ""
    assert all(one.end <= two.start for one, two in pairwise(article.names)), "mentions do not overlap"
    for event in article.events:
        assert event.attribution is None or 0 <= event.attribution < len(article.attributions)
    assert encode(annotate_article(Article("t", text), PACKS)) == line


def test_packs_are_not_changed_by_reading() -> None:
    packs: Packs = PACKS
    before = len(packs.entities), len(packs.surfaces)
    annotate_article(Article("t", "قال أحمد العلي إن قسد انسحبت من منبج أمس."), packs)
    assert (len(packs.entities), len(packs.surfaces)) == before
