"""Triggers: the words of a sentence that tell an event, one reading each."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from khabar.arabic.fold import fold_text
from khabar.arabic.lexicon import WITH_PRONOUN, Reading
from khabar.article import Name
from khabar.layers.agreement import cannot_be_subject
from khabar.layers.document import Doc
from khabar.layers.events.lexicon import EventTables, Norms

#: types of events that are done to somebody's body
BODILY = frozenset(("ASSAULT", "COERCE"))
#: types of names whose words are no verbs (حزب تواصل)
_BODIES = frozenset(("GRP", "EVT", "ORG", "MED", "GOV"))
_LONE = frozenset("بلك")
_THAT = frozenset(("ان", "انه", "انها", "انهم"))
_BEFORE_NOUN = frozenset(("الي", "علي", "عن", "في"))


class Trigger(NamedTuple):
    """Words `first` to `last` (half-open) that tell an event.

    `light`: the reading of the verb that carries a verbal noun, or None; `verb`: whether it is a
    finite verb; `start`, `end`: offsets of the trigger in the text.
    """

    entry: Mapping[str, Any]
    reading: Reading
    first: int
    last: int
    start: int
    end: int
    verb: bool
    light: Reading | None = None

    @property
    def ours(self) -> bool:
        """Whether it is a verb of who speaks (`ندعو`): its subject is not told beside it."""
        form = self.reading.form
        return self.verb and form.pos == "present" and form.person == 1

    @property
    def definite(self) -> bool:
        """Whether it has the article (`الهجوم`): it may tell again what was told."""
        return self.reading.definite


def _last_word(doc: Doc, reading: Reading, entry: Mapping[str, Any]) -> int:
    """Index after the last word of the trigger: a word that only brings its preposition stays outside."""
    del entry
    return reading.last + 1


def find_triggers(doc: Doc, tables: EventTables, number: int, norms: Norms) -> list[Trigger]:
    """Triggers of sentence `number`, in order, none inside another; `norms` are the folded words of the article."""
    sentence = doc.sentences[number]
    candidates: list[Trigger] = []
    for at in range(sentence.first, sentence.last):
        word = doc.words[at]
        if word.kind != "word" or len(word.norm) < 2:
            continue
        name = doc.name(at)
        if name is not None and name.type != "EVT":
            continue
        best: Trigger | None = None
        for reading in tables.lexicon.readings(doc.words, at):
            found = _trigger(doc, tables, reading, sentence.first, sentence.last, norms)
            if found is None:
                continue
            if best is None or _rank(found) > _rank(best):
                best = found
        if best is not None:
            candidates.append(best)
    vetoed = _vetoed(tables, norms, sentence.first, sentence.last) if candidates else frozenset()
    candidates = [c for c in candidates if c.entry["type"] not in vetoed]
    out: list[Trigger] = []
    for trigger in candidates:
        if out and trigger.first < out[-1].last:
            if trigger.last - trigger.first > out[-1].last - out[-1].first:
                out[-1] = trigger
            continue
        out.append(trigger)
    carried = [t._replace(light=_light(doc, tables, t, sentence.first)) if not t.verb else t for t in out]
    return [t._replace(light=None) if _taken(t, carried, norms) else t for t in carried]


def _taken(trigger: Trigger, triggers: list[Trigger], norms: Norms) -> bool:
    """`أبدت استعدادها للقاء`: whether a verb carries the noun before this one, to which this one belongs."""
    light = trigger.light
    if light is None:
        return False
    own = (other for other in triggers if other.verb and other.first <= light.at < other.last)
    kind = trigger.entry["type"]  # وقعت اتفاقا: one and the same agreement
    if any(other.entry["type"] != kind or kind in BODILY for other in own):
        return True  # تعرضت لهجوم بالقذائف: the verb is that of the attack
    for other in triggers:
        if other.light is not None and other.light.at == light.at and light.at < other.first < trigger.first:
            between = norms[other.last : trigger.first + 1]
            if not any(n.startswith("و") or n in "،," for n in between):
                return True
    return False


def _vetoed(tables: EventTables, norms: Norms, first: int, last: int) -> frozenset[str]:
    types: frozenset[str] = frozenset()
    for veto in tables.vetoes:
        if veto.holds(norms, first, last):
            types |= veto.types
    return types


def _rank(trigger: Trigger) -> tuple[int, int, int, int]:
    reading = trigger.reading
    size = trigger.last - trigger.first
    return (
        1 if size == 1 else size + 1 if size <= 3 else 2,  # سحب حواجزها before سحب … لقوات, four words on
        1 if trigger.entry["with"] or trigger.entry.get("negated") or trigger.entry.get("future") else 0,
        -len(reading.prefix.replace("ال", "")) - len(reading.pronoun),
        2 if trigger.verb else 0 if _either(reading) else 1,  # مطالب المعتصمين: the noun
    )


def _either(reading: Reading) -> bool:
    """Whether a participle is written like a plural, which has no accusative of its own (`مطالب`, and not `مطالبا`)."""
    return reading.form.pos == "participle" and not reading.form.word.endswith("ا")


def _trigger(doc: Doc, tables: EventTables, reading: Reading, low: int, high: int, norms: Norms) -> Trigger | None:
    entry, form, at = reading.entry, reading.form, reading.at
    last = reading.last + 1
    if last > high:
        return None
    verb = form.is_verb
    if not _allowed(str(entry.get("only", "")), form.pos):
        return None
    if entry.get("frame") == "fallen-on" and form.number == "p":
        return None  # أطلقوا قذائف: people fire them, and أطلقت قذائف falls
    if reading.pronoun in ("ي", "ك", "كم") or (reading.pronoun in ("ني", "نا") and not verb):
        return None
    if form.pos == "participle" and (reading.definite or reading.pronoun):
        return None  # الطالب, المهاجم: somebody, not what he does; مطالبهم: a noun
    if reading.pronoun == "ه" and doc.text[doc.words[at].end - 1] == "ة":
        return None
    if not _position(doc, reading, tables, low, high, norms):
        return None
    if not _circumstance(entry, reading, norms, low, tables):
        return None
    if entry["not"] and entry["not"].among(norms, max(low, at - 2), min(high, last + 4)):
        return None
    if entry["with"] and not entry["with"].among(
        norms, max(low, at - 10), min(high, _behind(doc, last) if verb else last + 10)
    ):
        return None
    relative = at > low and norms[at - 1] in tables.relatives.single
    if (
        relative
        and (form.pos == "present" or entry["mode"] == "release")
        and last - 1 > at
        and norms[last - 1] in WITH_PRONOUN
    ):
        return None  # المناطق التي يسيطر عليها الجيش: which ones they are
    # رحب ب: the last word only brings its particle
    end_word = last - 1
    if end_word > at and _lone_letter(entry, form, doc, reading):
        end_word -= 1
        while end_word > at and norms[end_word] in ("“", "”", '"', "«", "»"):
            end_word -= 1
        if end_word > at and reading.last - at > 1:
            end_word = at
    if end_word > at and (
        norms[end_word] in tables.prepositions or norms[end_word] in WITH_PRONOUN
    ):  # تمرد … على: the preposition is no part of it
        end_word = at if _pair_with(entry, norms[end_word]) else end_word - 1
    start = doc.words[at - 1].start if entry.get("negated") else reading.start
    return Trigger(entry, reading, at, end_word + 1, start, doc.words[end_word].end, verb)


def _circumstance(entry: Mapping[str, Any], reading: Reading, norms: Norms, low: int, tables: EventTables) -> bool:
    """Whether an entry that counts only denied (`لن نسمح`) or only as to come (`سنعاقب`) stands so."""
    at = reading.at
    if entry.get("negated"):
        return at > low and norms[at - 1] in tables.lists["refusing"]
    if not entry.get("future") or "س" in reading.prefix:
        return True
    later = tables.lists["to-come"]
    if reading.form.is_verb:
        return at > low and norms[at - 1] in later
    for norm in reversed(norms[max(low, at - 6) : at]):
        if norm in "،,.؛:":
            return False
        bare = norm[1:] if norm[:1] in "وف" else norm
        if norm in later or (len(bare) > 3 and bare[:2] in ("سي", "ست", "سن")):
            return True
    return False


def _behind(doc: Doc, last: int) -> int:
    """Sixteen words behind a verb; names do not count (`وقع` with three presidents before what is signed)."""
    left, at = 16, last
    while at < len(doc.words) and left > 0:
        left -= doc.name(at) is None and doc.words[at].kind == "word"
        at += 1
    return at


def _lone_letter(entry: Mapping[str, Any], form: Any, doc: Doc, reading: Reading) -> bool:
    """Whether a phrase ended in a lone letter: then its last word is not of the phrase."""
    norm = doc.words[reading.last].norm
    return (
        norm[:1] in _LONE
        and len(norm) > 1
        and norm not in ("بين", "بعد", "لدى", "بشده", "بعض", "بان")
        and _ends_lone(entry, form.pos)
    )


def _pair_with(entry: Mapping[str, Any], preposition: str) -> bool:
    """Whether the entry has a phrase of a word and this preposition."""
    values = (entry.get(key) or [] for key in ("past", "noun", "participle", "plural", "passive_participle"))
    lemmas = (str(x) for value in values for x in ([value] if isinstance(value, str) else value))
    return any(len(x.split()) == 2 and fold_text(x.split()[1]) == preposition for x in lemmas)


def _ends_lone(entry: Mapping[str, Any], pos: str) -> bool:
    key = {"passive-participle": "passive_participle", "dual": "noun"}.get(pos, pos)
    value = entry.get(key) or entry.get("noun") or []
    lemmas = [value] if isinstance(value, str) else value
    return any(str(lemma).split()[-1].rstrip("ـ") in _LONE and " " in str(lemma) for lemma in lemmas)


def _allowed(only: str, pos: str) -> bool:
    if only.startswith("verb"):
        return pos in ("past", "present") or (only == "verbnoun" and pos in ("noun", "plural", "dual"))
    if only == "noun":
        return pos in ("noun", "plural", "dual")
    if only == "nopp":
        return pos != "passive-participle"
    if only == "nopart":
        return pos not in ("participle", "passive-participle")
    return True


def _position(doc: Doc, reading: Reading, tables: EventTables, low: int, high: int, norms: Norms) -> bool:
    """Whether the word can have that form where it stands: a verb is not governed by a preposition."""
    at, form = reading.at, reading.form
    before = norms[at - 1] if at > low else ""
    if before in tables.relatives.single and set(reading.prefix) & {"و", "ف"}:
        return False  # التي وفرتها: after a relative pronoun the letter is the verb's own
    if doc.time_at[at] >= 0 and not reading.prefix:
        return False  # فجر اليوم, قبل 17 يوليو
    counted = at > low and (doc.words[at - 1].kind == "number" or before in tables.lists["tens"])
    if counted and form.word.endswith("ا") and form.pos in ("past", "participle") and not reading.prefix:
        return False  # ثلاثون طالبا: who is counted
    follows = norms[at + 1] if at + 1 < high and doc.name(at + 1) is None else ""
    if form.word.endswith("ا") and form.pos in ("past", "participle") and len(follows) > 4 and follows.endswith("يا"):
        return False  # وطالبا دنماركيا: a noun with its adjective
    governed = before in tables.prepositions and before not in tables.lists["before-clause"]
    behind = norms[at + 1] if at + 1 < high else ""
    owned = behind.startswith("لل") and behind not in tables.lists["times-over"]  # قصف للجيش على المدينة
    if form.is_verb:
        if norms[at] in tables.prepositions and at + 1 < high and doc.time_at[at + 1] >= 0:
            return False  # قبل الثالثة فجرا: the preposition, and not who accepts
        if governed or ("ل" in reading.prefix and form.pos == "past"):
            return False
        if "ب" in reading.prefix:
            return False
        if form.person == 1 and form.word.startswith("ال") and form.pos == "present":
            return False  # المهم is no verb, though ألومهم may be cut to it
        ours = form.number == "s" or not reading.entry.get("speech")  # نصف is no نصفّي
        if form.person == 1 and ours and doc.quote_around(doc.words[at].start, doc.words[at].end) is None:
            return False
        if form.person == 1 and form.pos == "past" and form.number == "s" and _after_noun(doc, at, low, tables):
            return False  # «قوات بحرية ضبطت سفينة»: she seized, and not I
        dual = form.pos == "past" and form.number == "d" and not reading.prefix
        if dual and reading.last == at and norms[at] in tables.lists["hours"]:
            return False  # اعتقلوه فجرا
        if dual and _noun_too(reading) and before not in tables.lists["before-verb"]:
            return False  # ناقش طلبا: the noun in the accusative, and not a dual
        # قصف may be a noun: after a noun without و it hangs on that noun
        masculine = form.pos == "past" and form.gender == "m" and form.number == "s"
        hangs = before and before not in tables.lists["before-verb"] and doc.words[at - 1].kind == "word"
        if masculine and owned and not reading.prefix and reading.last == at and _noun_too(reading):
            return False  # قصف للجيش على المدينة
        if masculine and hangs and not reading.prefix and _noun_too(reading):
            name = doc.name(at - 1)
            return name is not None and not cannot_be_subject(doc, name, form) and not _spent(doc, tables, name, low)
        return True
    bare = form.pos in ("noun", "plural", "dual") and not reading.definite and not reading.pronoun
    if bare and not governed and not set(reading.prefix) & _LONE and _noun_too(reading):
        return owned or not (before in tables.lists["before-verb"] and reading.last == at)
    return True


def _after_noun(doc: Doc, at: int, low: int, tables: EventTables) -> bool:
    """Whether a name or a noun stands right before a verb and not a word that begins a clause."""
    if at <= low or doc.words[at - 1].kind != "word":
        return False
    norm = doc.words[at - 1].norm
    begins = norm in tables.lists["before-verb"] or norm in tables.boundaries.single
    return doc.name(at - 1) is not None or not (begins or norm in tables.relatives.single)


def _spent(doc: Doc, tables: EventTables, name: Name, low: int) -> bool:
    """`واصلت القوات قصف المدينة`: whether a name before a masculine verb is feminine, or another verb has it."""
    first = doc.words_in(name.start, name.end)[0]
    head = doc.words[first]
    if doc.text[head.start : head.end].endswith(("ة", "ات")):
        return True
    if first <= low:
        return False
    norm = doc.words[first - 1].norm
    norm = norm[1:] if norm[:1] in "وف" and len(norm) > 4 else norm
    if norm in tables.lists["deciding"]:
        return True  # قرر العراق طرد السفير
    readings = [*tables.light.readings(doc.words, first - 1), *tables.lexicon.readings(doc.words, first - 1)]
    governs = ("REJECT", "REQUEST")  # رفض الأردن طرد السفير: verb or noun, the act is what he refuses
    return any(
        r.form.is_verb and r.form.person == 3 and (not r.entry.get("twofold") or r.entry["type"] in governs)
        for r in readings
    )


def _noun_too(reading: Reading) -> bool:
    """Whether the same letters are a noun and a past verb of this entry's family (قصف, قتل, دعم, رفض)."""
    return bool(reading.entry.get("twofold"))


def _light(doc: Doc, tables: EventTables, trigger: Trigger, low: int) -> Reading | None:
    """The verb that carries a verbal noun: at most three words before it, or at the head of its relative clause."""
    words = doc.words
    meeting = trigger.entry["type"] == "CONSULT"  # يجري مبعوث الأمين العام الخاص فلان محادثات
    steps = 0
    for at in range(trigger.first - 1, max(low - 1, trigger.first - (16 if meeting else 9)), -1):
        if (words[at].kind == "mark" and words[at].norm in ".؛:!؟") or words[at].norm in ("ردا", "انتقاما"):
            return None  # نفذ الهجوم ردا على مجزرة: it carries the attack and not the massacre
        name = doc.name(at)
        if words[at].norm in tables.boundaries.single or (name is not None and name.type in _BODIES):
            continue  # أنه is no form of أنهى, nor مارس in حركة 23 مارس a verb
        readings = [r for r in tables.light.readings(words, at) if r.form.is_verb or at >= trigger.first - 2]
        if doc.time_at[at] >= 0 and not (readings and readings[0].prefix):
            readings = []  # في 5 مارس
        readings = [r for r in readings if r.form.person != 1 or r.form.number != "s"]  # أقدم على …
        # لشن هجوم, بعقد لقاء: the noun
        readings = [r for r in readings if r.form.pos != "past" or not set(r.prefix) & _LONE]
        if at > low and words[at - 1].norm in _BEFORE_NOUN:
            readings = [r for r in readings if not r.form.is_verb]  # يسعى إلى عقد لقاء: the noun
        if trigger.definite:  # قوبل المقترح برفض: what is received is told after it
            readings = [r for r in readings if not r.entry.get("receives")]
        causes = words[at + 1].norm in ("الي", "لل") or words[at + 1].norm.startswith("لل")
        if words[at + 1].norm in _THAT:
            readings = []  # بدا أن الهدنة صامدة: it seemed, and did not begin
        if readings and not (causes and words[at].norm.lstrip("وف").startswith(("اد", "يود", "تود"))):  # أدى إلى
            return min(readings, key=lambda r: (len(r.prefix) + len(r.pronoun), not r.form.is_verb))
        if doc.name(at) is None and words[at].kind != "mark":
            steps += 1
            if steps > (9 if meeting else 4):
                return None
    return None
