"""Ways out of the ledger: the interchange format, the brief, the timeline, the terminal."""
