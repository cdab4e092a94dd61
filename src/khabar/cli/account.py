"""Keep the accounts of those who may open a ledger over the network with khabar serve.

  add NAME --role ROLE     a new account; the password is asked for
  list                     who has one, with which role
  role NAME --role ROLE    another role
  password NAME            another password; open sessions end
  remove NAME              no longer; what was decided in that name stays

A reader looks, a reviewer also decides, a keeper also reads in articles. The accounts stand beside the
ledger, in LEDGER.people, and do not travel with it."""

from __future__ import annotations

import argparse
import getpass
import sys

WAYS = ("add", "list", "role", "password", "remove")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("what", choices=WAYS, metavar="WHAT", help=", ".join(WAYS))
    parser.add_argument("name", nargs="?", metavar="NAME", help="whose account")
    parser.add_argument("--ledger", "-l", metavar="FILE", required=True, help="the ledger")
    parser.add_argument("--role", choices=("reader", "reviewer", "keeper"), help="of add (default: reader) and role")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(args: argparse.Namespace) -> int:
    """Do it."""
    from khabar.errors import error
    from khabar.ledger import open_ledger
    from khabar.people import People, beside

    open_ledger(args.ledger).close()  # no accounts for a ledger that is not there
    if args.what != "list" and not args.name:
        raise error("account-incomplete", what=args.what, missing="NAME")
    if args.what == "role" and not args.role:
        raise error("account-incomplete", what=args.what, missing="--role")
    with People(beside(args.ledger)) as people:
        if args.what == "list":
            for user in people.users():
                print(f"{user.role:9} {user.name}")
        elif args.what == "add":
            made = people.add(args.name, _password(args), args.role or "reader")
            print(f"{made.name}: {made.role}")
        elif args.what == "role":
            people.set_role(args.name, args.role)
        elif args.what == "password":
            people.set_password(args.name, _password(args))
        else:
            people.remove(args.name)
    return 0


def _password(args: argparse.Namespace) -> str:
    """Never an argument: others on the machine can read those, and the shell keeps them."""
    from khabar.errors import error

    if args.password_stdin or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise error("password-differs")
    return first
