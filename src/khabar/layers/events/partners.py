"""The other side of an agreement or a meeting that its own words leave out: whose proposal it was, who presided."""

from khabar.arabic.articles import has_article
from khabar.arabic.fold import fold_text
from khabar.layers.events.actors import Actor
from khabar.layers.events.clause import Clause
from khabar.layers.events.lexicon import bares
from khabar.layers.events.triggers import Trigger

_REACH = 8
#: prepositions, folded, before who heads a delegation or presides over a meeting
HEADED, _SPONSORED = fold_text("رئاسة"), fold_text("رعاية")
#: modes of agreement in which somebody takes up what another has put forward
_TAKEN_UP = frozenset(("acceptance", "signing", "approval"))


class Partners(Clause):
    """Looks for the other side behind a trigger."""

    def proposer(self, trigger: Trigger, actors: list[Actor], high: int) -> Actor | None:
        """Whose proposal is accepted (`وافقت على مقترح القاهرة`, `على المبادرة الروسية`, `خطة اقترحتها الجزائر`)."""
        if trigger.entry.get("mode") not in _TAKEN_UP:
            return None
        proposals = self.tables.lists["proposals"]
        for at in range(trigger.first + 1, min(high, trigger.last + _REACH)):
            if at >= trigger.last and self.norms[at] in "،,.؛:":
                break
            if any(bare in proposals for bare in bares(self.norms[at])):
                found = self._of(at, actors, high)
                if found is not None:
                    return found
        return self._put_forward(trigger.last, actors, high)

    def _of(self, at: int, actors: list[Actor], high: int) -> Actor | None:
        """Whose a proposal is by the noun or adjective behind it."""
        for j in range(at + 1, min(at + 4, high)):
            beside = next((a for a in actors if a.begin <= j < a.last and a.first > at and not a.prep), None)
            if beside is not None:
                return beside if beside.named and beside.ids else None
            state = self._state_at(j)
            if state is not None and self.norms[j][:1] != "و":
                return state
            if not has_article(self.norms[j]) and self.norms[j] not in '“”"«»' and j > at + 1:
                return None
        return None

    def _put_forward(self, at: int, actors: list[Actor], high: int) -> Actor | None:
        """Who put a proposal forward by the clause behind it."""
        proposing = self.tables.lists["proposing"]
        for j in range(at, min(at + 2 * _REACH, high)):
            if self.norms[j] in ".؛:":
                return None
            if self.norms[j] in proposing:
                near = [a for a in actors if j < a.first and a.begin - j <= 3 and a.prep in ("", "من")]
                near = near or [a for a in actors if at <= a.first and a.last <= j and not a.prep]
                return next((a for a in near if a.named and a.ids), None)
        return None

    def chair(self, trigger: Trigger, actors: list[Actor], high: int) -> Actor | None:
        """`اجتماع أمني بإشراف رئيس الحكومة`: who presides over a meeting of which no side is told."""
        if trigger.entry.get("mode") != "meeting":
            return None
        for actor in actors:
            if trigger.last <= actor.first < min(high, trigger.last + 14) and actor.prep in (HEADED, _SPONSORED):
                head = self.norms[actor.begin].removeprefix("و")
                if (actor.prep == HEADED or head.endswith("اشراف")) and actor.travels and actor.ids:
                    return actor
        return None
