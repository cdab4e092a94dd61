"""A story: its course drawn, its happenings in order, the turning points, what each side wanted over time."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from starlette.responses import Response

from khabar import look
from khabar.ledger import Ledger
from khabar.look.course import Point, Turned
from khabar.look.positions import Matter
from khabar.look.stories import StoryView
from khabar.web.site import Page, View
from khabar.web.timeline import GUTTER, WIDTH, Scale, draw
from khabar.web.visit import Visit
from khabar.web.wording import Wording, filters_of

#: The line of a matter: how high it is drawn.
TRACK = 22


class Told:
    """What the template asks for beyond the records."""

    def __init__(self, visit: Visit, view: StoryView) -> None:
        self.visit, self.view = visit, view
        self.say = Wording(visit, view.names)
        self.back = visit.lang == "ar"

    def address(self, point: Point) -> str:
        """Where a point of the drawing leads: to its happening, or to those of its days."""
        if point.happening:
            return self.visit.href("happening", point.happening)
        return self.between(point.since, point.until)

    def turned(self, turns: list[Turned]) -> str:
        """Where turning points of the drawing lead."""
        if len(turns) == 1:
            return self.visit.href("happening", turns[0].happening)
        return self.between(turns[0].day, turns[-1].day)

    def between(self, first: str, last: str) -> str:
        """The story's happenings of these days."""
        return f"{self.visit.here(**{'from': first, 'to': last, 'page': None})}#list"

    def dated(self, day: date, grain: str) -> str:
        """A day of the axis in words, without markup: it stands in an SVG text."""
        if grain == "year":
            return str(day.year)
        month = self.say.p.labels["months"][day.month - 1]
        return f"{day.day} {month}" if grain == "day" else f"{month} {day.year}"

    def track(self, matter: Matter) -> list[tuple[float, str, bool]]:
        """The positions on one matter on the story's days: x, stance, whether the position moved."""
        story = self.view.story
        if not story.first or not story.last:
            return []
        scale = Scale(story.first, story.last, back=self.back)
        return [(scale.x(p.day), p.stance, p.moved) for p in matter.positions if p.day]


def show(visit: Visit) -> Response:
    """The story; for htmx only what the filters change."""
    identifier, filters = visit.path("id"), filters_of(visit)
    view = look.story(visit.ledger, identifier, filters, visit.number("page", 1, 1, 10**6))
    course = look.course(visit.ledger, identifier, filters)
    told = Told(visit, view)
    reasons = {turn.why: str(visit.words.t(f"across.turn.{turn.why}")) for turn in course.turns}
    return visit.render(
        "story_body.html" if visit.swaps == "story" else "story.html",
        view="story",
        found=view,
        story=view.story,
        course=course,
        drawing=draw(course, reasons, told.dated, back=told.back),
        width=WIDTH,
        gutter=GUTTER,
        track=TRACK,
        filters=filters,
        told=told,
        say=told.say,
    )


def examples(ledger: Ledger) -> list[str]:
    """The longest story."""
    row = ledger.connection.execute("SELECT id FROM look_stories ORDER BY happenings DESC, id LIMIT 1").fetchone()
    return [f"/story/{quote(row[0], safe='')}"] if row else []


VIEW = View("story", (Page("/story/{id:path}", show, steady=True),), home="/stories", examples=examples)
