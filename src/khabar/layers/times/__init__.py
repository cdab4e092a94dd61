"""Times: expressions of a point or stretch of time, and their values as intervals of days."""

from khabar.layers.times.component import Times

__all__ = ["Times"]
