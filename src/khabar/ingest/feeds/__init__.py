"""Feeds and the pages that they lead to, fetched with care: what the network may do to us, and we to a site.

`addresses` says what may be asked, `fetch` asks for it, `robots` and `pace` say whether and when, `documents` reads
a feed, `opml` a list of feeds, `rounds` does one round over all of them. What is kept between rounds is behind
`store.Store`; the ledger has one.
"""
