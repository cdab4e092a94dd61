"""Links: whom a speaker speaks for, what a denial denies, what was not said."""

import khabar
from khabar.article import Article, Attribution


def contents(article: Article) -> list[str]:
    return [article.text[slice(*a.content)] for a in article.attributions]


def only(article: Article) -> Attribution:
    (attribution,) = article.attributions
    return attribution


def test_a_title_says_for_whom() -> None:
    link = only(khabar.annotate("قال وزير الخارجية المصري سامح شكري إن المفاوضات مستمرة.")).chain[-1]
    assert (link.kind, link.for_) == ("person", "egypt-government")


def test_a_spokesman_speaks_for_his_movement() -> None:
    link = only(khabar.annotate("قال المتحدث باسم حركة حماس سامي أبو زهري إن الوفد وصل.")).chain[-1]
    assert (link.kind, link.for_) == ("person", "hamas")


def test_an_official_without_a_name_has_a_country() -> None:
    link = only(khabar.annotate("قال مسؤول أميركي طلب عدم كشف هويته إن واشنطن تدرس العرض.")).chain[-1]
    assert (link.kind, link.count, link.for_) == ("anonymous", "one", "usa-government")


def test_who_speaks_again_speaks_for_the_same() -> None:
    article = khabar.annotate("قال وزير الخارجية التركي هاكان فيدان إن المحادثات مستمرة. وأضاف فيدان أن الوفد سيعود.")
    assert [a.chain[-1].for_ for a in article.attributions] == ["turkey-government"] * 2


def test_a_denial_is_led_to_its_claim() -> None:
    article = khabar.annotate("ذكرت صحيفة محلية أن الحكومة وافقت على فتح المعبر. ونفت الحركة ذلك.")
    claim, denial = article.attributions
    assert denial.stance == "denying"
    assert denial.denies == 0
    assert denial.content == claim.content


def test_a_denial_in_full_is_led_to_its_claim() -> None:
    article = khabar.annotate(
        "قالت المعارضة إن الطائرات قصفت السوق الشعبي. ونفى الجيش أن تكون الطائرات قصفت السوق الشعبي."
    )
    assert article.attributions[1].denies == 0


def test_what_was_not_said_is_no_report() -> None:
    article = khabar.annotate("ولم يؤكد المتحدث أن الجولة ستعقد غداً. ولم تعلن الحكومة أن الوفد عاد.")
    assert contents(article) == []


def test_words_of_a_quotation_about_itself_are_no_report() -> None:
    article = khabar.annotate("وقال الرئيس في كلمة له: “أعلن للجميع أن المفاوضات ستبدأ قريباً”.")
    assert contents(article) == ["أعلن للجميع أن المفاوضات ستبدأ قريباً"]
    assert only(article).direct
