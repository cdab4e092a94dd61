"""The numbered steps from one schema of the ledger to the next, one idea a module."""

from khabar.ledger.steps import articles, decisions, feeds, look, pages

#: Step n leads from schema n to schema n + 1; a step that was released is never changed.
STEPS: tuple[str, ...] = (articles.SQL, decisions.SQL, pages.SQL + feeds.SQL + look.SQL)
