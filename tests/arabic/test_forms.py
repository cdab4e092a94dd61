"""Generated forms, and the lexicon that looks them up."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.fold import fold, fold_text
from khabar.arabic.forms import Form, noun_forms, participle_forms, past_forms, present_forms
from khabar.arabic.lexicon import Lexicon, Reading
from khabar.arabic.words import words


def said(forms: Any) -> set[str]:
    return {form.word for form in forms}


def folded(text: str) -> set[str]:
    return {fold_text(word) for word in text.split()}


PAST = {
    "sound": ("هاجم", "هاجم هاجمت هاجما هاجمتا هاجموا هاجمن هاجمنا"),
    "weak end ى": ("نفى", "نفى نفت نفيا نفتا نفوا نفينا نفيت"),
    "weak end ا": ("دعا", "دعا دعت دعوا دعتا دعونا دعوت"),
    "hollow": ("قال", "قال قالت قالا قالتا قالوا قلنا قلت"),
    "hollow form four": ("أفاد", "أفاد أفادت أفادوا أفدنا أفدت"),
    "doubled": ("ردّ", "رد ردت ردا ردوا"),
    "hamza": ("بدأ", "بدأ بدأت بدأوا"),
}
PRESENT = {
    "sound": ("يهاجم", "يهاجم تهاجم نهاجم أهاجم يهاجمون يهاجموا يهاجمان تهاجمان يهاجمن"),
    "weak end ي": ("ينفي", "ينفي تنفي ينف تنف ينفون ينفوا ينفيان"),
    "weak end و": ("يدعو", "يدعو تدعو يدع تدع يدعون يدعوا يدعوان"),
    "weak end ى": ("يرى", "يرى ترى نرى ير تر يرون يروا يريان"),
    "hollow": ("يقول", "يقول تقول يقولون يقل تقل"),
    "hollow ي": ("يفيد", "يفيد تفيد يفد تفد"),
    "doubled": ("يردّ", "يرد ترد يردون"),
}


@pytest.mark.parametrize("name", PAST)
def test_past(name: str) -> None:
    lemma, expected = PAST[name]
    assert folded(expected) <= said(past_forms(lemma))


@pytest.mark.parametrize("name", PRESENT)
def test_present(name: str) -> None:
    lemma, expected = PRESENT[name]
    assert folded(expected) <= said(present_forms(lemma, hollow=name.startswith("hollow")))


def test_participles_and_nouns() -> None:
    assert folded("مشير مشيرا مشيرة مشيران مشيرين مشيرتان مشيرون مشيرات") <= said(participle_forms("مشير"))
    assert folded("داع داعي داعيا داعية داعون داعين داعيات") <= said(participle_forms("داعي"))
    assert folded("هجوم هجوما هجومان هجومين هجومات") <= said(noun_forms("هجوم"))
    assert folded("غارة غارتان غارتين غارتا غارتي غارات") <= said(noun_forms("غارة"))
    assert "غارت" in {f.word for f in noun_forms("غارة") if f.bound}


def test_feminine_and_plural_are_told() -> None:
    forms = {f.word: f for f in past_forms("أعلن") if not f.bound}
    assert (forms["اعلنت"].gender, forms["اعلنت"].number) in {("f", "s"), ("", "s")}
    assert forms["اعلنوا"].number == "p"
    assert forms["اعلنا"].number in {"d", "p"}


VERBS: list[dict[str, Any]] = [
    {"id": "t.say", "past": "قال", "present": "يقول", "participle": "قائل", "noun": "قول"},
    {"id": "t.deny", "past": "نفى", "present": "ينفي", "participle": "نافي", "noun": "نفي"},
    {"id": "t.call", "past": "دعا", "present": "يدعو", "participle": "داعي", "noun": "دعوة"},
    {"id": "t.see", "past": "رأى", "present": "يرى"},
    {"id": "t.attack", "past": "هاجم", "present": "يهاجم", "noun": ["هجوم", "مهاجمة"], "plural": "هجمات"},
    {"id": "t.reply", "past": "ردّ", "present": "يردّ", "noun": "ردّ"},
    {"id": "t.arrest", "past": "ألقى القبض على", "present": "يلقي القبض على", "noun": "إلقاء القبض على"},
    {"id": "t.seize", "past": "بسط سيطرته", "gap": 2},
    {"id": "t.by", "particle": ["بحسب", "على حد قول"]},
]
LEXICON = Lexicon(VERBS)
MAKERS: dict[str, Callable[[str], Iterator[Form]]] = {
    "past": past_forms, "participle": participle_forms, "noun": noun_forms,
    "plural": lambda lemma: noun_forms(lemma, "plural"),
}  # fmt: skip


def read(text: str, at: int = 0) -> list[Reading]:
    return LEXICON.readings(words(fold(text)), at)


def ids(text: str, at: int = 0) -> set[str]:
    return {reading.entry["id"] for reading in read(text, at)}


def generated() -> list[tuple[str, str, str]]:
    out = []
    for entry in VERBS:
        for pos, value in entry.items():
            if pos in ("id", "gap", "particle"):
                continue
            for lemma in [value] if isinstance(value, str) else value:
                first, *rest = lemma.split()
                hollow = entry["id"] == "t.say"
                made = present_forms(first, hollow) if pos == "present" else MAKERS[pos](first)
                out += [(entry["id"], " ".join([f.word, *rest]), f.pos) for f in made if not f.bound]
    return out


@given(st.sampled_from(generated()), st.sampled_from(["", "و", "ف"]))
def test_every_generated_form_is_found(form: tuple[str, str, str], particle: str) -> None:
    key, text, pos = form
    found = [r for r in read(particle + text) if r.entry["id"] == key and r.form.pos == pos]
    assert found
    assert any(r.start == len(particle) and r.prefix == particle for r in found)


def test_future_only_before_the_present() -> None:
    assert ids("سيقول") == {"t.say"}
    assert ids("وسينفون") == {"t.deny"}
    assert not ids("سقال")


def test_pronouns() -> None:
    assert "t.deny" in ids("نفاه")
    assert "t.say" in ids("قولهم")
    assert "t.call" in ids("دعوته")
    assert not ids("نفا")
    reading = next(r for r in read("ولقولها") if r.pronoun)
    assert (reading.prefix, reading.pronoun, reading.start) == ("ول", "ها", 2)


def test_the_article() -> None:
    reading = next(r for r in read("والهجوم") if r.entry["id"] == "t.attack")
    assert reading.definite
    assert not any(r.form.pos == "past" for r in read("القال"))


def test_phrases_leave_room_for_a_subject() -> None:
    reading = next(iter(read("ألقت شرطة المدينة القبض على ثلاثة")))
    assert (reading.entry["id"], reading.at, reading.last) == ("t.arrest", 0, 4)
    assert not ids("ألقت الشرطة كلمة. القبض على")
    assert not ids("ألقت الشرطة في صباح يوم بارد جدا القبض على")
    assert ids("بسط الجيش سيطرته") == {"t.seize"}
    assert not ids("بسط الجيش الوطني أمس سيطرته")


def test_phrases_of_particles_leave_none() -> None:
    assert ids("على حد قول الشاهد") == {"t.by"}
    assert not ids("على كل حد قول الشاهد")
    assert ids("وبحسب مصدر") == {"t.by"}
