"""The web application: what a ledger holds, to look at and to correct, in Arabic and English.

`create_app` (khabar.web.app) gives the ASGI application; `khabar serve` runs it on loopback. docs/web.md
tells how a view is added.
"""
