"""What kind of fact an event is (happened, ongoing, planned …), and whether the text says that it did not happen."""

from khabar.arabic.articles import has_article
from khabar.layers.document import Doc
from khabar.layers.events.lexicon import EventTables, Norms
from khabar.layers.events.triggers import Trigger

_LASTING = frozenset(
    (
        "siege",
        "blockade",
        "shelter",
        "backing",
        "coordination",
        "talks",
        "war",
        "clash",
        "alert",
        "harassment",
        "mediation",
    )
)
#: types of which two may speak before they are done
_SPOKEN_OF = frozenset(("RETREAT", "SANCTION", "MOBILIZE", "AGREE", "AID", "CONCEDE", "SUPPORT", "COOPERATE"))
_WAGED = frozenset(("war", "clash"))
_STANDING = frozenset(("coordination", "bilateral", "humanitarian", "backing", "alert"))
#: words that join a denial to what is denied
_THAT = frozenset(("ان", "بان", "او", "انه", "انها", "انهم", "انهما", "بانه", "بانها", "بانهم"))
_NOT = frozenset(("لا", "لم", "لن", "ما"))
#: words behind which a stop lies before what is told
_BEHIND = ("بعد", "عقب", "اثر")
_FUTURE = ("سي", "ست", "فسي", "فست")


class Modalities:
    """Reads modality and polarity around a trigger."""

    def __init__(self, doc: Doc, tables: EventTables, norms: Norms) -> None:
        self.doc = doc
        self.tables = tables
        self.norms = norms

    def modality(self, trigger: Trigger, low: int, high: int) -> tuple[str, bool]:
        """(modality, polarity) from the words around a trigger."""
        reading, anchor = trigger.reading, trigger.first
        if trigger.light is not None and trigger.light.form.is_verb:
            anchor = min(anchor, trigger.light.at)
            reading = trigger.light
        value = self._value(trigger, low, high, anchor)
        if trigger.entry.get("negated") or trigger.entry.get("future"):
            return "happened", True  # لن نقبل, سنعاقب: that is the refusal, the threat
        for at in range(max(low, anchor - 6), anchor - 1):  # لم تتمكن من التوصل إلى اتفاق
            if self.norms[at].removeprefix("و") not in ("لم", "لن"):
                continue
            if self.norms[at + 1] in self.tables.lists["managing"] and not self._opened(at + 2, anchor):
                return value, False
        between = range(max(anchor, trigger.first - 3), trigger.first)
        if any(self.norms[at] in self.tables.lists["without"] and self._lacks(at, False) for at in between):
            return value, False  # انتهى الاجتماع دون اتفاق: what carries the noun stands before the negation
        if trigger.light is not None and self.norms[trigger.light.at].removeprefix("و") in self.tables.lists["denials"]:
            return value, False  # أحبطت هجوما
        if not self.tables.lists["responsibility"].isdisjoint(self.norms[anchor : trigger.first]):
            return value, True  # لم تتبن أي جهة الهجوم, لم تعلن مسؤوليتها عن الهجوم
        word = self._negation(trigger, low, anchor, trigger.verb or reading is trigger.light)
        if word is None:
            return value, not self._denied(trigger)
        if word in self.tables.lists["cancelled"] or word == "لن":
            return "planned" if value in ("happened", "ongoing") else value, False  # what will not be was planned
        if word in self.tables.lists["unlikely"] and value == "happened":
            value = "possible"
        if word == "لم" and value == "ongoing":
            value = "happened"
        return value, False

    def _value(self, trigger: Trigger, low: int, high: int, anchor: int) -> str:
        light = trigger.light
        carried = light is not None and anchor == light.at
        reading = light if light is not None and carried else trigger.reading
        present = reading.form.pos == "present"
        past = reading.form.pos == "past" and (trigger.verb or light is not None)
        if past and carried and light is not None and self._plan_between(light.at, trigger.first):
            past = False
        value = "happened"
        before = range(max(low, anchor - 7), trigger.first)
        after = range(trigger.last if trigger.verb else trigger.first + 1, min(high, trigger.last + 3))
        if "س" in reading.prefix and present:
            value = "planned"
        if trigger.verb and present and self.norms[low].removeprefix("و") == "بموجب":
            value = "planned"  # وبموجب الاتفاق ينسحب الجيش …
        if present and self._obliged(anchor, low):
            return "demanded"
        if present and self.norms[anchor - 2 : anchor] in (["علي", "ان"], ["قبل", "ان"]):
            to_come = self.norms[anchor - 2] == "علي" or any(map(self._to_come, self.norms[low:anchor]))
            value = "planned" if to_come else value  # سيزور العراق قبل أن يسافر إلى مصر
        if trigger.definite and light is None and self.norms[trigger.first - 1] in ("علي", "عن"):
            before = range(0)  # رد محتمل على الهجوم: what is answered has happened
        if self._agenda(trigger, low):
            value = "possible"
        if self.norms[anchor - 2 : anchor] == ["ما", "لم"]:
            return "conditional"
        known = not trigger.verb and (trigger.definite or bool(trigger.reading.pronoun))
        found = self._found(before, after, past, light.at if light is not None else -1, high, known)
        speech, mode = bool(trigger.entry.get("speech")), trigger.entry.get("mode")
        if found == "ongoing" and not trigger.verb and self._lasts(trigger, present, high) == "ended":
            value = found = "ended"  # لا تزال المفاوضات متوقفة
        if speech and past and found == "ongoing":
            found = None  # واصلت تحذيرها: she warned
        if value == "happened" and found:
            value = found if not (found == "ended" and trigger.entry["type"] == "AGREE") else value
        if trigger.verb and present and value == "happened" and mode in _LASTING:
            value = "ongoing"
        if value == "happened" and not trigger.verb and self._goes_on(trigger, high):
            return "ongoing"
        clause = self.norms[trigger.last : trigger.last + 2]
        if not trigger.verb and clause[:1] == ["قد"] and clause[1][:1] in "يت" and value == "happened":
            return "possible"  # هجوم قد تشنه الدولة
        if not trigger.verb and value == "happened" and not self.tables.lists["conducting"].isdisjoint(clause):
            value = "ongoing"  # حملة تقودها الولايات المتحدة
        if value == "happened" and not trigger.verb and trigger.reading.pronoun and mode in _WAGED and light is None:
            value = "ongoing"  # معركتها ضد التنظيم
        if value == "happened" and not past and not speech:
            value = self._lasts(trigger, present, high)
        if carried and present and value == "happened" and not speech:
            value = "ongoing"  # تجري محادثات, تقوم بقصف
        if not trigger.verb and light is None and mode in _STANDING and value == "happened":
            value = "ongoing"
        if speech and value in ("ongoing", "possible", "conditional") and trigger.verb:
            value = "happened"
        if trigger.entry["type"] == "AGREE" and mode == "offer" and value == "happened":
            value = "planned"
        return value

    def _goes_on(self, trigger: Trigger, high: int) -> bool:
        """`اللقاءات بين … وضم عناصره لا تزال مستمرة`, `على تواصل مع …`: whether it is said to last."""
        if trigger.entry["type"] in ("CONSULT", "COOPERATE") and self.norms[trigger.first - 1] == "علي":
            once = self.tables.lists["by-telephone"].isdisjoint(self.norms[trigger.first : trigger.last + 1])
            return once and trigger.reading.form.word in self.tables.lists["in-touch"]
        if not trigger.definite or trigger.light is not None:
            return False
        lists = self.tables.lists
        for at in range(trigger.last, high - 1):
            if self.norms[at] in lists["still"]:
                lasting = self.norms[at + 1] in lists["going-on"]
                return lasting and (self.norms[at] != "تزال" or self.norms[at - 1] in ("لا", "ما"))
        return False

    def _plan_between(self, first: int, last: int) -> bool:
        """`أعلنت عزمها شن هجوم`: whether a noun for a plan stands right before what a verb would carry."""
        plans = next(m.before.single for m in self.tables.modalities if m.value == "planned")
        near = [self.norms[first - 1], *self.norms[max(first + 1, last - 2) : last]]  # عزمها شن هجوم
        return any(norm in plans and not has_article(norm) for norm in near)

    def _lasts(self, trigger: Trigger, present: bool, high: int) -> str:
        """What its own clause says (`تحاصرها منذ عام`, `المعارك بين الجيش والحركة مستمرة`, `المحادثات التي توقفت`)."""
        lists, last = self.tables.lists, trigger.last
        for at in range(last, min(high, last + 12)):
            norm = self.norms[at]
            if present and norm == "منذ":
                return "ongoing"
            if trigger.definite and norm in lists["lasting"]:
                return "ongoing"
            stopped = norm in lists["stopped"] and self.norms[at - 1] not in _BEHIND
            if trigger.definite and stopped and not self.norms[at + 1].startswith("ب"):
                return "ended"
            if norm in "،,.؛:" or norm in self.tables.boundaries.single:
                break
            if norm in self.tables.relatives.single and self.norms[at + 1] not in lists["stopped"]:
                break
        return "happened"

    def _agenda(self, trigger: Trigger, low: int) -> bool:
        """`تدرس فرض عقوبات`, `ناقشا سحب القوات`: whether a noun names what is only spoken of."""
        if trigger.verb or trigger.definite or trigger.reading.pronoun or trigger.entry["type"] not in _SPOKEN_OF:
            return False
        for at in range(trigger.first - 1, max(low, trigger.first - 9) - 1, -1):
            norm = self.norms[at]
            if norm in "،,.؛:" or norm in self.tables.boundaries.single or norm in self.tables.lists["stops"]:
                return False
            if norm.removeprefix("و") in self.tables.lists["weighing"]:
                return True
        return False

    def _obliged(self, anchor: int, low: int) -> bool:
        """`على أذربيجان أن تفرج عن الأسرى`: whether على with its noun opens the clause that a verb stands in."""
        if self.norms[anchor - 1] != "ان":
            return False
        for at in range(anchor - 2, max(low, anchor - 9) - 1, -1):
            norm = self.norms[at]
            if norm in ("علي", "وعلي", "فعلي"):
                head = at == low or norm != "علي" or self.norms[at - 1] in '،,:“”«»"'
                return at < anchor - 2 and (head or self.norms[at - 1] in self.tables.boundaries.single)
            if norm in "،,.؛:" or norm in self.tables.boundaries.single:
                return False
        return False

    # -- polarity -------------------------------------------------------------------------------------

    def _negation(self, trigger: Trigger, low: int, anchor: int, verbal: bool) -> str | None:
        """The word that negates a trigger (`verbal`: a finite verb, or what such a verb carries)."""
        lists = self.tables.lists
        if trigger.verb and trigger.first == anchor and trigger.reading.prefix[:1] in ("و", "ف"):
            return None  # ألغت الهند القانون وفرضت حظر تجول: a clause of its own
        for at in range(anchor - 1, max(low, anchor - 9) - 1, -1):
            norm = self.norms[at]
            if norm in "،,.؛:" or (norm in self.tables.boundaries.single and norm not in _THAT):
                return None
            if norm in lists["behind"] and "لم" not in self.norms[max(low, at - 6) : at]:
                return None  # ألغت الحكومة الحفل بعد هجوم على …
            bare = norm[1:] if norm[:1] in "وفب" and len(norm) > 2 else norm
            if bare in lists["responsibility"]:
                return None  # نفت مسؤوليتها عن الهجوم: it was done
            word = norm if norm in self.tables.negations.single else bare
            far = at < anchor - 4
            if norm in lists["matter"] or (far and (norm in lists["stops"] or norm in self.tables.relatives.single)):
                return None  # نفت تصريحات بشأن لقاء …: the word does not reach what they were about
            if word not in self.tables.negations.single or (far and word not in lists["denials"]):
                continue
            if word in lists["denials"] and at > low and self.norms[at - 1].removeprefix("و") in _NOT:
                return None  # لم يستبعد, لا تنفي
            if (word in lists["without"] or word == "غير") and not self._lacks(at, verbal):
                continue
            if word in lists["failing"] and trigger.entry["type"] == "CONSULT" and self.norms[at + 1] != "في":
                continue  # فشلت المحادثات: they were held
            if word in _NOT and not verbal:
                if word == "لا" and self._intends(at + 1):
                    return word  # لا تعتزم توقيع الاتفاق
                continue
            if word == "لم" and at and self.norms[at - 1] == "ما":
                return None  # ما لم تنسحب
            if word == "لا" and self.norms[at + 1] in ("يزال", "تزال", "يزالون"):
                return None
            if word in ("لم", "لن", "لا") and at < anchor - 1:
                continue
            return word
        return None

    def _opened(self, first: int, last: int) -> bool:
        """Whether a mark or a relative pronoun between two places opens another clause."""
        return any(n in "،,؛:" or n in self.tables.relatives.single for n in self.norms[first:last])

    def _intends(self, at: int) -> bool:
        """Whether a word at a place is one of plans."""
        return any(m.value == "planned" and self.norms[at] in m.before.single for m in self.tables.modalities)

    def _lacks(self, at: int, verbal: bool) -> bool:
        """Whether دون at a word negates what follows: in `طائرة بدون طيار قصفت` and `غير أن` it does not."""
        follows = self.norms[at + 1] if at + 1 < len(self.norms) else ""
        if self.norms[at].endswith("غير"):
            return not verbal and follows not in _THAT
        return follows == "ان" if verbal else follows not in self.tables.lists["unmanned"]

    def _denied(self, trigger: Trigger) -> bool:
        """`نفى المتحدث أن تكون القوات قد قصفت …`: whether an event is what somebody is said to deny."""
        if trigger.definite:
            return False
        for said in self.doc.article.attributions:
            start, end = said.content
            if said.stance == "denying" and start <= trigger.start < end:
                first = self.doc.words_in(start, end)[0]
                lead = self.norms[first : trigger.first]
                ends = self.tables.relatives.single | self.tables.lists["matter"]
                stop = any(n in "،,.؛:" or n in ends for n in lead)
                if len(lead) <= 7 and not stop and (said.cue is None or said.cue[1] <= trigger.start):
                    return True
        return False

    # -- words around a trigger -----------------------------------------------------------------------

    def _found(self, before: range, after: range, past: bool, light: int, high: int, known: bool) -> str | None:
        for at in reversed(before):
            norm = self.norms[at]
            if norm in ".؛:،," or norm in self.tables.lists["stops"]:
                return self._after(after)
            if self.doc.name(at) is not None:
                continue  # دعا حزب تواصل إلى …: a name says nothing of what lasts
            bare = norm[1:] if norm[:1] in "وفبل" and len(norm) > 3 else norm
            if (
                norm == "قد"
                and not (past or known)
                and self.norms[at + 1][:1] in "يت"
                and self.norms[at + 1][-1:] != "ت"
            ):
                return "possible"  # قد يزور, and not قد نشرت
            if norm in self.tables.lists["any"] and not past and not (known and at < after.start - 2):
                told = any(n.startswith(_FUTURE) or n.endswith("سوف") for n in self.norms[after.start : high])
                return "conditional" if told else "possible"  # أي هجوم سيقابل برد
            if norm in self.tables.lists["ruling"] and not any(n[:1] == "ب" for n in self.norms[at + 1 : after.start]):
                continue  # قضى ثلاثة مدنيين في غارة
            if bare in self.tables.lists["commenting"] and "علي" in self.norms[at + 1 : after.start]:
                continue  # علق الوزير على الهجوم
            for modality in self.tables.modalities:
                if norm in modality.before.single or bare in modality.before.single:
                    begun = at == light and modality.value == "ongoing"  # بدأت حملة, استمر القصف
                    begun = begun or (modality.value == "possible" and self._may_be(at, after.start))
                    if past and not begun and modality.value in ("planned", "possible", "ongoing", "demanded"):
                        continue
                    return modality.value
        return self._after(after)

    def _to_come(self, norm: str) -> bool:
        """Whether a word has the shape of a verb of the future (`سيزور`), and is no number or noun (`ستة`, `سيارة`)."""
        return norm[:2] in ("سي", "ست") and len(norm) > 4 and norm not in self.tables.lists["not-future"]

    def _may_be(self, first: int, last: int) -> bool:
        """`يرجح أن تكون القوات قد قصفت`: whether what is thought possible may have happened."""
        return any(self.norms[at].startswith(("يكون", "تكون")) for at in range(first, last))

    def _after(self, after: range) -> str | None:
        for at in after:
            norm = self.norms[at]
            if norm in ".؛:،," or norm in self.tables.prepositions:
                return None
            for modality in self.tables.modalities:
                if modality.value == "planned" and self.norms[at + 1 : at + 2] == ["من"]:
                    continue  # المساعدات القادمة من بولندا: where they come from
                if modality.value == "ended" and self.norms[at - 1] in _BEHIND:
                    continue  # استؤنفت المفاوضات بعد توقف
                if modality.value == "ended" and self.norms[at + 1 : at + 2] and self.norms[at + 1][:1] == "ب":
                    continue  # عملية انتهت بالقضاء على …: what it came to
                if norm in modality.after.single or (norm[:2] in ("سي", "ست") and norm in modality.before.single):
                    return modality.value
        return None
