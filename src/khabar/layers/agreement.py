"""Whether a verb and a place that may be its subject agree: cities and most countries are feminine."""

from khabar.arabic.fold import fold_text
from khabar.arabic.forms import Form
from khabar.article import Name
from khabar.layers.document import Doc

#: countries that the press makes masculine (قال العراق); the others, and all cities, are feminine
_MASCULINE = frozenset(
    map(fold_text, ("العراق", "لبنان", "الأردن", "اليمن", "السودان", "المغرب", "الصومال", "الكويت", "تشاد", "البحرين"))
)
_RULES = ("actor.government", "country.")


def cannot_be_subject(doc: Doc, name: Name, form: Form) -> bool:
    """`وحذر طهران من …`: a masculine past verb right before the name of a feminine state has another subject.

    Only names of countries and capitals themselves are judged (`طهران`, and not `الحكومة الإيرانية`).
    """
    if form.pos != "past" or form.person != 3 or form.number != "s" or form.gender != "m":
        return False
    stands_for_state = (name.rule or "").startswith(_RULES) or name.type == "GPE"
    return stands_for_state and fold_text(doc.text[name.start : name.end]) not in _MASCULINE
