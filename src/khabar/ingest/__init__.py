"""From files to articles: bytes kept by their hash, text and what a page says about itself taken out.

Fetching is apart from parsing: `files` finds and reads, `text` turns bytes into text, `html` takes an
article out of a page. Nothing here touches the network.
"""
