"""The article ال before a folded word, told from the words that merely begin with its letters (إلى, التقى, إلغاء)."""

import re

_OTHER = re.compile(
    "(?:"
    # particles and relative pronouns
    "الي|الي(?:ه|ها|هم|هما|نا|ك)|الا|الان|الذي|التي|الذين|اللذان|اللذين|اللتان|اللتين|اللواتي|اللاتي|اللاءي"
    # numbers and names
    "|الف|الفا|الفي|الاف|المانيا|البانيا|الم"
    # verbs and verbal nouns of roots in ل and of the fourth form
    "|(?:التزام|التحاق|التقاء|التماس|التفاف|التباس|التهام|التقاط|الغاء|القاء|الحاق|الزام)(?:ه|ها|هم|هما|ا|ات)?"
    "|(?:التزم|التحق|التقي|التمس|التقط|الغي|القي|الزم)(?:ت|وا|ا|نا|ه|ها|هم)?"
    "|التقت|الغت|القت"
    ")"
)


def without_article(norm: str) -> str:
    """A folded noun or adjective without its article; a short word that begins with its letters stays as it is."""
    return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm


def has_article(norm: str) -> bool:
    """Whether a folded word is a noun or adjective with the article: no relative pronoun, no verb of a root in ل."""
    return norm.startswith("ال") and len(norm) > 3 and _OTHER.fullmatch(norm) is None
