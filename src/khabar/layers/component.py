"""What a component is, which there are, and in what order they run.

A component says what it `requires` and what it `assigns` (names of layers); a distribution may add
one, or replace one of the same name, through the entry point group `khabar.components`: the entry
point names a callable that takes the packs and returns the component.
"""

from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from typing import Protocol

from khabar.errors import KhabarError
from khabar.layers.document import Doc
from khabar.packs import Packs

GROUP = "khabar.components"


class Component(Protocol):
    """Reads one layer (or several) of an article; changes nothing but `doc.article` and the indices of `doc`."""

    @property
    def name(self) -> str:
        """What it is called; an entry point of the same name takes its place."""

    @property
    def requires(self) -> tuple[str, ...]:
        """Layers that must be there before it runs."""

    @property
    def assigns(self) -> tuple[str, ...]:
        """Layers that it fills."""

    def __call__(self, doc: Doc) -> None:
        """Fill the layers that it assigns."""


Factory = Callable[[Packs], Component]


def shipped() -> dict[str, Factory]:
    """The components that come with khabar."""
    from khabar.layers.attributions import Attributions
    from khabar.layers.body import Body
    from khabar.layers.decision import Decision
    from khabar.layers.events import Events
    from khabar.layers.names import Names
    from khabar.layers.naming import Naming
    from khabar.layers.stamp import Stamp
    from khabar.layers.times import Times

    return {
        "body": Body,
        "stamp": Stamp,
        "names": Names,
        "times": Times,
        "naming": Naming,
        "attributions": Attributions,
        "events": Events,
        "decision": Decision,
    }


def factories() -> dict[str, Factory]:
    """The shipped components and those that installed distributions add or put in their place."""
    out = shipped()
    for point in entry_points(group=GROUP):
        try:
            out[point.name] = point.load()
        except Exception as error:
            raise KhabarError(
                "component-broken", f"component {point.name} ({point.value}) cannot be loaded: {error}",
                "correct or uninstall the distribution that brings it") from error  # fmt: skip
    return out


def ordered(components: Sequence[Component]) -> list[Component]:
    """Components in an order in which each finds the layers that it requires.

    Raises KhabarError where a layer is required that nothing before it can assign.
    """
    waiting, out, done = list(components), list[Component](), set[str]()
    while waiting:
        # a layer is there once every component that assigns it (and does not also require it) has run
        pending = [(c, need) for c in waiting for need in c.assigns if need not in c.requires]
        ready = next(
            (
                c
                for c in waiting
                if all(
                    need in done and all(other is c or need != what for other, what in pending) for need in c.requires
                )
            ),
            None,
        )
        if ready is None:
            missing = ", ".join(
                f"{c.name} requires {', '.join(n for n in c.requires if n not in done)}" for c in waiting
            )
            raise KhabarError("component-order", f"no order of the components fits: {missing}",
                              "add the component that assigns the layer")  # fmt: skip
        waiting.remove(ready)
        out.append(ready)
        done.update(ready.assigns)
    return out
