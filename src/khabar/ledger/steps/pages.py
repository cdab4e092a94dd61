"""Schema 3: the bytes that articles were read from."""

SQL = ""
