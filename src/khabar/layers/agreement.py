"""Whether a verb and a name that may be its subject agree: cities and most countries are feminine, councils not."""

from khabar.arabic.fold import fold_text
from khabar.arabic.forms import Form
from khabar.article import Name
from khabar.layers.document import Doc

#: countries that the press makes masculine (قال العراق); the others, and all cities, are feminine
_MASCULINE = frozenset(
    map(fold_text, ("العراق", "لبنان", "الأردن", "اليمن", "السودان", "المغرب", "الصومال", "الكويت", "تشاد", "البحرين"))
)
#: heads of names of bodies that are masculine (مجلس الأمن): no subject of a verb in the feminine
_MASCULINE_HEADS = frozenset(
    map(
        fold_text,
        ("مجلس", "المجلس", "مصرف", "بنك", "حزب", "الحزب", "جيش", "الجيش", "اتحاد", "الاتحاد", "تيار", "التيار",
         "برلمان", "البرلمان", "حلف", "الحلف", "تنظيم", "مكتب", "تحالف", "التحالف", "تجمع", "ائتلاف", "الائتلاف",
         "النظام"),
    )
)  # fmt: skip
_RULES = ("actor.government", "country.")


def cannot_be_subject(doc: Doc, name: Name, form: Form) -> bool:
    """`وحذر طهران من …`: a masculine past verb right before the name of a feminine state has another subject.

    Of masculine verbs only names of countries and capitals themselves are judged (`طهران`, and not `الحكومة
    الإيرانية`); of feminine ones (`ودعت مجلس الأمن إلى …`) names of bodies with a masculine head.
    """
    if form.pos != "past" or form.person != 3 or form.number != "s":
        return False
    if form.gender == "f":  # ودعت مجلس الأمن إلى …
        head = fold_text(doc.text[name.start : name.end]).split()[0]
        return name.type in ("GOV", "ORG", "GRP") and head in _MASCULINE_HEADS
    if form.gender != "m":
        return False
    stands_for_state = (name.rule or "").startswith(_RULES) or name.type == "GPE"
    return stands_for_state and fold_text(doc.text[name.start : name.end]) not in _MASCULINE
