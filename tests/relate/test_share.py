"""Accounts that share what is equal in them are the same accounts."""

from khabar.relate.features import Account
from khabar.relate.share import Pool


def account(number: int) -> Account:
    name = "".join(("syria", "-government"))  # a new object each time
    words = frozenset("".join((word, "ات")) for word in ("محادث", "مفاوض", "هجم", "زيار", "اتفاق"))
    return Account(f"a{number}", "e1", "CONSULT", sources=frozenset({name}), words=words)


def test_equal_things_are_kept_once() -> None:
    pool = Pool()
    one, two = pool.share(account(1)), pool.share(account(2))
    assert (one, two) == (account(1), account(2))
    assert one.sources is two.sources
    assert one.type is two.type
    assert sorted(map(id, one.words)) == sorted(map(id, two.words))
    assert account(1).sources is not account(2).sources
