"""What all requests share: settings, readers, templates, and which views there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from khabar.people import Role
from khabar.web.entry import Entry
from khabar.web.intake import Intake
from khabar.web.reading import Readers
from khabar.web.settings import Settings
from khabar.web.steady import Steady

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.responses import Response

    from khabar.ledger import Ledger
    from khabar.web.visit import Visit


class Refused(Exception):
    """A request that a view cannot answer: `key` names the words in i18n/errors.yaml, `status` is HTTP's."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(status, key)
        self.status = status
        self.key = key
        self.values_ = values


@dataclass(frozen=True, slots=True)
class Page:
    """An address below `/ar` and `/en` and what answers it. `path` as in Starlette's routes: `/article/{id:path}`.

    `answer` runs in a thread of its own and may block. Methods beyond GET need the token of the same origin,
    which is checked before `answer` is called. `limit`: the most bytes of a request's body. `role`: what one must
    at least be to get it, where there are accounts; None: anybody. `steady`: whether what it answers
    to GET follows from the ledger, the address, the theme and who is asking alone (`khabar.web.steady`).
    """

    path: str
    answer: Callable[[Visit], Response]
    methods: tuple[str, ...] = ("GET",)
    limit: int | None = None
    role: Role | None = "reader"
    steady: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """One view. `name` is that of its module, its template and its words.

    `nav`: its place in the navigation (None: it has none); `home`: where the navigation leads, below the
    language; `examples`: addresses below the language that show it, for tests and pictures.
    """

    name: str
    pages: tuple[Page, ...]
    nav: int | None = None
    home: str = "/"
    examples: Callable[[Ledger], list[str]] = field(default=lambda ledger: [])


class Site:
    """The application's state."""

    def __init__(self, settings: Settings, views: tuple[View, ...]) -> None:
        self.settings = settings
        self.readers = Readers(settings.ledger)
        self.entry = Entry(settings)
        self.intake = Intake(settings.ledger)
        self.steady = Steady(settings.ledger)
        self.views: Mapping[str, View] = {v.name: v for v in views}
        self.navigation = sorted((v for v in views if v.nav is not None), key=lambda v: v.nav or 0)

    @cached_property
    def templates(self) -> Environment:
        """Jinja with escaping on; a name that a template gets wrong is an error, not an empty string."""
        from jinja2 import Environment, PackageLoader, StrictUndefined

        return Environment(
            loader=PackageLoader("khabar.web", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        """A template as text."""
        return self.templates.get_template(template).render(context)
