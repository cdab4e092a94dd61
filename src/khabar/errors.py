"""Every error that a user can meet, with a code, a message and what to do about it.

A :class:`KhabarError` is what the command line prints as one line. `code` is stable (scripts may
test for it), `message` says what is wrong and names the file, `hint` says what to do.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable

#: code -> (message, hint), both with str.format fields. `error(code, ...)` fills them in.
CATALOGUE: dict[str, tuple[str, str]] = {
    # ways in
    "path-missing": ("{name}: no such file or folder", "check the path"),
    "path-unreadable": ("{name}: cannot be read: {why}", "check the permissions, or leave this file out"),
    "folder-empty": (
        "{name}: the folder holds no file that can be read by its ending (.txt, .html, .jsonl, .warc.gz, .zip, …)",
        "point at a folder that holds articles, or at the files themselves",
    ),
    "file-empty": ("{name}: the file holds no text", "leave it out, or fetch the article again"),
    "file-binary": (
        "{name}: not text ({why})",
        "give text, pages, PDF, .jsonl, tables or archives; turn other formats (Word, images) into text first",
    ),
    "file-encoding": (
        "{name}: the encoding cannot be told ({why})",
        "save the file as UTF-8; windows-1256, ISO-8859-6 and UTF-16 are read too",
    ),
    "file-too-large": (
        "{name}: {size} MB, more than the {limit} MB that one article may have",
        "split the file, one article each, or put articles into a .jsonl file",
    ),
    "page-empty": ("{name}: no article text found in the page", "check that the page is an article, not a list"),
    "page-list": (
        "{name}: a list of pages, not an article ({why})",
        "point at the articles themselves",
    ),
    "page-foreign": ("{name}: not in Arabic", "leave it out; only Arabic is read out of archives"),
    "pdf-damaged": ("{name}: cannot be opened as a PDF ({why})", "fetch it again"),
    "pdf-locked": ("{name}: the PDF is encrypted", "save it without its password first"),
    "pdf-no-text": ("{name}: the PDF has no text in it, perhaps only pictures of it", "have its text recognised first"),
    "pdf-unreadable": (
        "{name}: no Arabic words come out of the PDF: its fonts do not say which letters they draw",
        "copy its text out by other means, or have it recognised",
    ),
    "pdf-too-long": (
        "{name}: a PDF of {count} pages, more than the {limit} of an article",
        "take the article out of it",
    ),
    # archives
    "archive-damaged": (
        "{name}: damaged or cut off: {why}",
        "what could be read was read; fetch it again for the rest",
    ),
    "archive-bomb": (
        "{name}: unpacks to more than {ratio} times its size",
        "it was not read on; unpack it yourself if you know what it is",
    ),
    "archive-locked": (
        "{name}: {count} encrypted: {members}",
        "unpack it with its password, and point at the folder",
    ),
    "archive-path": (
        "{name}: {count} passed over that lead out of the archive, or are links: {members}",
        "nothing was written; rename them, if you know what they are",
    ),
    "archive-nested": (
        "{name}: an archive in an archive in an archive",
        "unpack the outer one, and point at the folder",
    ),
    "date-invalid": ("{value!r} is not a date", "write dates as YYYY-MM-DD, such as 2019-12-05"),
    # fetching
    "address-invalid": ("{name}: cannot be fetched: {why}", "give an address that begins with http:// or https://"),
    "address-local": (
        "{name}: {host} is {ip}, an address that is not on the open network",
        "nothing was asked of it; --allow-private allows this machine and its own network",
    ),
    "fetch-failed": ("{name}: cannot be fetched: {why}", "it is tried again in a later round"),
    "fetch-status": ("{name}: the server answers {status}", "{hint}"),
    "fetch-slow": ("{name}: not all there after {seconds} seconds", "it is tried again in a later round"),
    "fetch-too-large": (
        "{name}: more than {limit} MB",
        "it was left there; --max-size allows more, where it is a page that you want",
    ),
    "fetch-redirects": ("{name}: led on from one address to another without an end ({why})", "give the last address"),
    "fetch-coded": ("{name}: the answer is damaged, or coded in a way that is not known ({why})", "try it later"),
    "robots-forbid": ("{name}: robots.txt of {host} forbids it", "it was not fetched, and is not asked for again"),
    "robots-unknown": ("{name}: robots.txt of {host} cannot be had ({why})", "it waits until the site answers"),
    "site-waits": ("{name}: {host} wants to be left alone until {until}", "it is asked again after that"),
    # feeds
    "feed-declares": (
        "{name}: declares entities of its own, which no feed needs and which can do harm",
        "it was not read; tell those who make the feed",
    ),
    "feed-broken": ("{name}: cannot be read as a feed: {why}", "look at it in a browser; it is tried again later"),
    "feed-none": ("{name}: is no feed, but {what}", "{hint}"),
    "feed-gone": ("{name}: the site says that the feed is gone for good", "take it out of the list of feeds"),
    "feeds-missing": ("{name}: names no feed", "give addresses of feeds, or an .opml file that holds some"),
    "page-kind": ("{name}: is no page but {kind}", "it was left there"),
    "since-invalid": (
        "{value!r} is neither a run, a day nor a time",
        "write a number of a run, 2019-12-05 or 2019-12-05T08:00; runs are listed by: khabar news --runs",
    ),
    # tables
    "table-no-text": (
        "{name}: no column looks like the text of articles; columns: {columns}",
        "say which it is: --column text=NAME",
    ),
    "table-column": (
        "{name}: there is no column {column!r}; columns: {columns}",
        "write the name as the table has it, or the column's number",
    ),
    "table-broken": ("{name}: cannot be read as a table: {why}", "export it again; what was read before is kept"),
    "table-too-large": (
        "{name}: {size} MB, more than the {limit} MB that a spreadsheet may have",
        "save it as .csv, which is read row by row whatever its size",
    ),
    "table-row": ("{name}, row {row}: {why}", "correct the row; the others are read"),
    "table-rows": ("{name}: {count} more rows like these were passed over", "correct the table where it is made"),
    "table-part": ("{name}: {what} cannot be read here ({why})", "install it with: pip install 'khabar[scale]'"),
    # records
    "record-json": ("{name}, line {line}: not JSON ({why})", "correct the line, or remove it"),
    "record-invalid": ("{name}, line {line}: {field}: {why}", "correct the field, or remove the line"),
    # ways out
    "output-unwritable": ("{name}: cannot be written: {why}", "choose another place for the output"),
    "disk-full": (
        "{name}: no space left to write (the disk is full, or a limit on file sizes is reached)",
        "free some space and run the same command again: nothing that was kept before is lost",
    ),
    # ledger
    "ledger-missing": ("{name}: there is no such ledger", "make one with: khabar read PATHS --ledger {name}"),
    "ledger-folder": ("{name}: is a folder, not a ledger file", "give a file name, such as {name}/my.ledger"),
    "ledger-foreign": ("{name}: is not a khabar ledger ({why})", "give another file; this one was left as it was"),
    "ledger-newer": (
        "{name}: was written by a newer khabar (schema {found}, this one knows {known})",
        "install a newer khabar; the ledger was left as it was",
    ),
    "ledger-older": (
        "{name}: was written by an older khabar",
        "bring it up to date with: khabar read PATHS --ledger {name}",
    ),
    "ledger-read-only": (
        "{name}: cannot be opened or written",
        "check the permissions of the file and of its folder",
    ),
    "ledger-busy": ("{name}: another program is writing to it", "wait until it is done, then run this again"),
    "ledger-damaged": (
        "{name}: the ledger cannot be used ({why})",
        "restore a copy, or read the sources again into a new ledger",
    ),
    "ledger-unrelated": (
        "{name}: its articles were not related to each other by this program yet",
        "bring it up to date with: khabar read PATHS --ledger {name}",
    ),
    "look-unknown": ("{value}: no {what} of that name in {name}", "it may have another name since articles came in"),
    "article-unknown": ("{value}: no such article in {name}", "look it up with: khabar search WORDS --ledger {name}"),
    # people
    "people-foreign": ("{name}: is no file of accounts ({why})", "move it away; a new one is then made"),
    "user-name": ("{user!r}: not a name for an account", "use 1 to 60 letters, digits, signs and single blanks"),
    "user-exists": ("{user}: has an account already", "choose another name, or: khabar account password {user}"),
    "user-unknown": ("{user}: has no account", "list them with: khabar account list"),
    "user-role": ("{role!r}: no such role", "roles are reader, reviewer and keeper"),
    "keeper-last": ("{user}: is the last keeper", "make somebody else a keeper first"),
    "password-weak": (
        "the password is too easy to guess, or too long",
        "take at least {least} characters of at least five kinds, such as four words",
    ),
    "password-differs": ("the two passwords are not the same", "type the password again"),
    "login-wrong": ("the name or the password is wrong", "try again; a keeper can give a new password"),
    "login-wait": ("too many wrong passwords", "try again in {seconds} seconds"),
    "account-incomplete": ("{what}: {missing} is missing", "see: khabar account --help"),
    "saved-search-invalid": ("a saved search needs a name of 1 to {most} characters", "give it a shorter name"),
    "saved-search-full": ("there are {most} saved searches already", "delete some of them"),
    "page-unknown": (
        "{value}: {name} keeps no page of it",
        "records and rows of tables bring none; else read the source again, without --no-pages",
    ),
    "span-outside": (
        "{value}: article {name} has {length} characters",
        "give a span inside it, as START:END",
    ),
    "page-damaged": ("{value}: the page kept in {name} is damaged ({why})", "restore a copy of the ledger"),
    "search-empty": ("{value!r}: nothing to search for", "give at least one word"),
    # the web application
    "port-taken": (
        "{host}: port {port} cannot be used: {why}",
        "choose another with --port, or --port 0 for any that is free",
    ),
    "host-unusable": ("{host}: cannot listen there: {why}", "leave --host out to listen on this machine alone"),
    "certificate-unusable": (
        "{name}: certificate and key cannot be used: {why}",
        "give --certificate and --key, two PEM files that belong together",
    ),
    "host-needs-accounts": (
        "{host}: others could reach the ledger there, and there are no accounts to tell who they are",
        "make accounts: khabar account add NAME --role keeper --ledger {ledger}; or leave --host and --proxy out",
    ),
    # running
    "worker-lost": (
        "{name}: a worker process died while reading it",
        "run again with --workers 1; if it dies again, leave this article out and report it",
    ),
    "workers-broken": (
        "worker processes end as soon as they begin",
        "run with --workers 1; from a script of your own, call khabar under: if __name__ == '__main__'",
    ),
    "scheduler-unreachable": (
        "{name}: no Dask scheduler answers there ({why})",
        "check the address, such as tcp://HOST:8786, and that the scheduler runs",
    ),
    "scheduler-lost": (
        "{name}: the Dask scheduler is gone",
        "start it again, and run the same command: what was finished is kept",
    ),
    "cluster-failed": (
        "{name}: the cluster cannot do the work: {why}",
        "the scheduler and its workers need the same khabar, Python and Dask as this machine",
    ),
    "worker-differs": (
        "{name}: this worker is not like the machine that gives the work: {what}",
        "install the same khabar, packs and libraries everywhere, and run the same command again",
    ),
    # runs and datasets
    "shard-lost": (
        "{name}: worker processes died while reading this, more than once",
        "run again where there is more memory, or leave it out and report it; everything else was read",
    ),
    "input-changed": ("{name}: has changed while it was read", "run the same command again"),
    "shard-damaged": ("{name}: is not what was written", "remove this file, and run the same command again"),
    "run-busy": ("{name}: another run is writing to it", "wait until it is done, or give another folder"),
    "run-foreign": ("{name}: is not the folder of a run ({why})", "give a new folder, or that of an earlier run"),
    "run-stdin": ("a run cannot read standard input", "put it into a file: what a run reads must be there again later"),
    "dataset-missing": (
        "{name}: there is no finished dataset",
        "make one with: khabar run PATHS --to {name}; or go on with that run",
    ),
    "dataset-newer": ("{name}: was written by a newer khabar", "install a newer khabar"),
    "sql-invalid": (
        "this cannot be asked: {why}",
        "tables and columns are listed by: khabar sql --tables",
    ),
    "sql-arguments": (
        "a question and a place are needed",
        "for example: khabar sql 'SELECT type, count(*) FROM events GROUP BY type' --from DIR",
    ),
    "article-failed": ("{name}: could not be annotated: {why}", "please report this; KHABAR_DEBUG=1 shows where"),
    "internal": ("something went wrong inside: {why}", "please report this; KHABAR_DEBUG=1 shows where"),
    "scale-missing": ("{name} is not installed", "install it with: pip install 'khabar[scale]'"),
    "part-missing": ("{name} is not available: {why}", "install khabar anew, with all of its dependencies"),
}


class KhabarError(Exception):
    """An error that the user can do something about.

    `code`: stable identifier in kebab-case; `message`: one line, what is wrong and where;
    `hint`: one line, what to do (may be empty).
    """

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(code, message, hint)  # all three, so that it travels between processes
        self.code = code
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}. {_sentence(self.hint)}" if self.hint else self.message


class SeveralErrors(KhabarError):
    """Several errors met in one run, each a line of its own; `errors` holds them."""

    def __init__(self, errors: Iterable[KhabarError]) -> None:
        self.errors = list(errors)
        super().__init__("several", "\n".join(str(e) for e in self.errors))

    def __reduce__(self) -> tuple[type[SeveralErrors], tuple[list[KhabarError]]]:
        return SeveralErrors, (self.errors,)


def error(code: str, **values: object) -> KhabarError:
    """A catalogue entry as an error: `error("path-missing", name="a.txt")`.

    A `KeyError` for a code that the catalogue does not have, or a value that its texts need.
    """
    message, hint = CATALOGUE[code]
    return KhabarError(code, " ".join(message.format(**values).split()), hint.format(**values))


def of_system(problem: OSError) -> KhabarError:
    """What the system said about a file that is written, as an error: `disk-full`, else `output-unwritable`."""
    name = problem.filename or "the output"
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return error("disk-full", name=name)
    return error("output-unwritable", name=name, why=problem.strerror or problem)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
