"""Texts that hold everything that folding has to do with."""

from hypothesis import strategies as st

LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
DIACRITICS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
FOREIGN = "پچڤگکیەۀےٱ"
LIGATURES = "\ufef5\ufef6\ufef7\ufef8\ufef9\ufefa\ufefb\ufefc\ufdf2\ufdfa\ufdfd"
PRESENTATION = "\ufe8d\ufe8e\ufe91\ufee3\ufef0\ufe93\ufb56\ufe76\ufe70" + LIGATURES
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2069\ufeff\u00ad"
SPACES = " \n\t\u00a0\u2009\u202f\u3000\u0085"
MARKS = "،؛؟.!…:()[]-–—ـ/“”„\"«»‹›‘’'٪%٫٬"
OTHER = "aZéİßﬁ½²№😀👩‍👩‍👧🇸🇾\U0001d400"

arabic = st.text(
    alphabet=LETTERS * 4 + DIACRITICS + FOREIGN + PRESENTATION + DIGITS + HIDDEN + SPACES * 3 + MARKS + "ـ" + OTHER,
    max_size=80,
)
anything = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
texts = st.one_of(arabic, anything)
