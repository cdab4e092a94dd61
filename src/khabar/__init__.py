"""khabar reads Arabic news and keeps it as evidence."""

__version__ = "0.1.0"
