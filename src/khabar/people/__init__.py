"""Who may use a ledger over the network: accounts, their sessions, and the searches that people saved.

All of it stands in a file of its own beside the ledger, `LEDGER.people`, that only its owner may read: a
ledger is passed on as evidence, and no password travels with it. A session can also be opened while a
reading holds the ledger.
"""

from khabar.people.searches import SavedSearch
from khabar.people.store import ROLES, People, Role, User, beside

__all__ = ["ROLES", "People", "Role", "SavedSearch", "User", "beside"]
