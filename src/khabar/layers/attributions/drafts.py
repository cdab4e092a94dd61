"""An attribution before its chain is known."""

from dataclasses import dataclass

from khabar.article import Span
from khabar.layers.attributions.cues import Cue
from khabar.layers.attributions.speakers import Candidate
from khabar.layers.document import Doc


@dataclass(slots=True)
class Draft:
    """What was read so far: the cue, the content, and the speaker as the sentence names him.

    `stop`: the word where the speaker's region ends; `after`: the cue stands after its content;
    `public`: the span of a rumour's word; `carrier`: who passed the whole sentence on (`…، بحسب وكالة`);
    `mute`: a speaker is named, but nothing hangs on his word: what follows without a subject is his;
    `inner`: whose word the speaker recalls (`مشيراً إلى قول فلان حول`);
    `fallback`: the subject of the sentence, where nobody has spoken in it before.
    """

    cue: Cue | None
    content: Span
    direct: bool
    subject: Candidate | None
    medium: Candidate | None
    stop: int = 0
    after: bool = False
    public: Span | None = None
    carrier: Candidate | None = None
    mute: bool = False
    fallback: Candidate | None = None
    inner: Candidate | None = None

    @property
    def at(self) -> int:
        """Where it takes its turn: a word at the end of a sentence carries what is said before it."""
        return self.content[0] if self.after or self.cue is None else self.cue.reading.start

    @property
    def leading(self) -> Candidate | None:
        """The named subject that the sentence opens with, whom a singular verb goes on with (`رحب فلان … وتعهد`)."""
        one = self.cue is not None and self.cue.reading.form.number == "s"
        return self.fallback if one and self.fallback is not None and self.fallback.named else None

    def issues(self, doc: Doc, statements: frozenset[str]) -> bool:
        """Whether the speaker speaks in a statement, which a later `البيان` refers back to."""
        if self.subject is not None and self.subject.role == "document":
            return True
        if self.cue is None:
            return False
        stop = max(self.stop, self.subject.last if self.subject else 0)
        return any(doc.words[k].norm in statements for k in range(self.cue.last + 1, min(stop, len(doc.words))))
