"""What holds other files: one module a format. Each has `members(stream, name, trouble)`.

Nothing is ever written to where an archive says, and no member is read into memory beyond what one article may
have (`khabar.ingest.item.LIMIT`).
"""
