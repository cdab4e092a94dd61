"""Accounts, sessions and saved searches."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from khabar.errors import KhabarError
from khabar.people import People, User
from khabar.people.store import IDLE, LONGEST, TRIES, WAIT

GOOD = "four words in a row"


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(tmp_path: Path, clock: Clock) -> People:
    return People(tmp_path / "x.people", clock)


def code(problem: pytest.ExceptionInfo[KhabarError]) -> str:
    return problem.value.code


def test_an_account_opens_a_session(people: People) -> None:
    people.add("سلمى", GOOD, "reviewer")
    token = people.enter("سلمى", GOOD)
    assert people.session(token) == User("سلمى", "reviewer")
    people.leave(token)
    assert people.session(token) is None


def test_neither_password_nor_token_stands_in_the_file(people: People, tmp_path: Path) -> None:
    people.add("a", GOOD, "reader")
    token = people.enter("a", GOOD)
    kept = b"".join(f.read_bytes() for f in tmp_path.iterdir())
    assert GOOD.encode() not in kept
    assert token.encode() not in kept
    assert b"$argon2id$" in kept
    assert stat.S_IMODE((tmp_path / "x.people").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "password"), [("a", "wrong password"), ("nobody", GOOD), ("a", ""), ("a", "x" * 5000)]
)
def test_wrong_is_wrong_in_the_same_words(people: People, name: str, password: str) -> None:
    people.add("a", GOOD, "reader")
    with pytest.raises(KhabarError) as problem:
        people.enter(name, password)
    assert code(problem) == "login-wrong"


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaa", "x" * 1001, "The Keeper"])
def test_weak_passwords_are_refused(people: People, password: str) -> None:
    with pytest.raises(KhabarError) as problem:
        people.add("the keeper", password, "reader")
    assert code(problem) == "password-weak"
    assert people.users() == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\u202eb", "a\x00b"])
def test_names_with_something_invisible_are_refused(people: People, name: str) -> None:
    with pytest.raises(KhabarError) as problem:
        people.add(name, GOOD, "reader")
    assert code(problem) == "user-name"


def test_a_name_is_taken_once_however_it_is_composed(people: People) -> None:
    people.add("Jose\u0301", GOOD, "reader")
    with pytest.raises(KhabarError) as problem:
        people.add("José", GOOD, "reader")
    assert code(problem) == "user-exists"


def test_who_guesses_waits_longer_each_time(people: People, clock: Clock) -> None:
    people.add("a", GOOD, "reader")
    for _ in range(TRIES):
        with pytest.raises(KhabarError, match="wrong"):
            people.enter("a", "not the password")
    with pytest.raises(KhabarError) as problem:
        people.enter("a", GOOD)  # even the right one waits
    assert code(problem) == "login-wait"
    clock.now += WAIT + 1
    with pytest.raises(KhabarError) as problem:
        people.enter("a", "not the password")
    assert code(problem) == "login-wrong"
    clock.now += WAIT + 1
    with pytest.raises(KhabarError) as problem:
        people.enter("a", GOOD)
    assert code(problem) == "login-wait"
    clock.now += 2 * WAIT
    assert people.enter("a", GOOD)
    assert people.enter("a", GOOD)  # forgiven


def test_an_address_that_guesses_names_waits_too(people: People) -> None:
    people.add("a", GOOD, "reader")
    for n in range(TRIES):
        with pytest.raises(KhabarError):
            people.enter(f"guess{n}", GOOD, "192.0.2.1")
    with pytest.raises(KhabarError) as problem:
        people.enter("a", GOOD, "192.0.2.1")
    assert code(problem) == "login-wait"
    assert people.enter("a", GOOD, "192.0.2.2")


def test_sessions_end_unused_and_in_any_case(people: People, clock: Clock) -> None:
    people.add("a", GOOD, "reader")
    unused = people.enter("a", GOOD)
    clock.now += IDLE + 1
    assert people.session(unused) is None
    used, begin = people.enter("a", GOOD), clock.now
    while clock.now - begin < LONGEST:
        assert people.session(used) is not None
        clock.now += IDLE - 1
    assert people.session(used) is None


def test_a_new_password_and_a_removal_end_sessions(people: People) -> None:
    people.add("k", GOOD, "keeper")
    people.add("a", GOOD, "reader")
    token = people.enter("a", GOOD)
    people.set_password("a", "another few words")
    assert people.session(token) is None
    token = people.enter("a", "another few words")
    people.set_role("a", "reviewer")
    assert people.session(token) == User("a", "reviewer")  # at once
    people.remove("a")
    assert people.session(token) is None


def test_the_last_keeper_stays(people: People) -> None:
    people.add("k", GOOD, "keeper")
    people.add("a", GOOD, "reader")
    with pytest.raises(KhabarError) as problem:
        people.remove("k")
    assert code(problem) == "keeper-last"
    with pytest.raises(KhabarError) as problem:
        people.set_role("k", "reader")
    assert code(problem) == "keeper-last"
    people.set_role("a", "keeper")
    people.remove("k")
    assert people.users() == [User("a", "keeper")]


def test_roles_hold_each_other(people: People) -> None:
    assert User("a", "keeper").may("reviewer")
    assert User("a", "reviewer").may("reviewer")
    assert not User("a", "reader").may("reviewer")
    with pytest.raises(KhabarError) as problem:
        people.add("a", GOOD, "king")  # type: ignore[arg-type]
    assert code(problem) == "user-role"


def test_saved_searches_are_each_ones_own(people: People) -> None:
    first = people.save_search("a", " talks  in Cairo ", "words=x")
    people.save_search("a", "talks in Cairo", "words=y")
    people.save_search("b", "talks in Cairo", "words=z")
    assert [(s.name, s.query) for s in people.searches("a")] == [("talks in Cairo", "words=y")]
    assert not people.drop_search("b", first.number)
    assert people.drop_search("a", first.number)
    assert people.searches("a") == []
    with pytest.raises(KhabarError) as problem:
        people.save_search("a", " ", "words=x")
    assert code(problem) == "saved-search-invalid"


def test_another_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.people"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (x)")
    before = path.read_bytes()
    with pytest.raises(KhabarError) as problem:
        People(path)
    assert code(problem) == "people-foreign"
    assert path.read_bytes() == before
    (tmp_path / "text.people").write_text("not a database, but long enough to look like none " * 20)
    with pytest.raises(KhabarError):
        People(tmp_path / "text.people")
