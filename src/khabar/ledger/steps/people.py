"""Schema 3: accounts of the web application, sessions and saved searches."""

SQL = ""
