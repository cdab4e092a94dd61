"""Schema 3: what `khabar watch` keeps of feeds between runs."""

SQL = ""
