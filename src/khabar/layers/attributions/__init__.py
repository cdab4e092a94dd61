"""Attributions: on whose word, through whom, link by link (`annotation.md`, section 4).

Four steps: the words that report (`cues`), what hangs on them (`content`), who speaks (`speakers`),
and how the links of one article join into chains (`chains`).
"""

from khabar.layers.attributions.component import Attributions

__all__ = ["Attributions"]
