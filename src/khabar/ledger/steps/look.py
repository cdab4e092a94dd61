"""Schema 3: what views ask for at once, made when articles are related."""

SQL = ""
