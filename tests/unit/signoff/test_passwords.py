from __future__ import annotations

import subprocess
import sys

import pytest

from engross.errors import NotAuthenticated, UsageError
from engross.signoff import Cost, Passwords, authenticate, weaknesses
from engross.testing.stores import MemoryCredentialStore
from engross.workspace.register import Firm, Person

CHEAP = Cost(passes=1, kibibytes=8, threads=1)
GOOD = "slipway kettle ninepence"
HELEN = "helen.pike@penhallowreeve.example"


@pytest.fixture
def store() -> MemoryCredentialStore:
    return MemoryCredentialStore()


@pytest.fixture
def passwords(store: MemoryCredentialStore) -> Passwords:
    return Passwords(store, CHEAP)


@pytest.fixture
def person(firm: Firm) -> Person:
    return firm.people[0]


def test_the_right_password_lets_the_person_in(
    passwords: Passwords, firm: Firm, person: Person
) -> None:
    passwords.set(person, GOOD)

    assert authenticate(passwords, firm, HELEN.upper(), GOOD).person == person


@pytest.mark.parametrize("wrong", ["", GOOD.upper(), GOOD + " ", "x" * 5000])
def test_any_other_password_is_refused(
    passwords: Passwords, firm: Firm, person: Person, wrong: str
) -> None:
    passwords.set(person, GOOD)

    with pytest.raises(NotAuthenticated):
        authenticate(passwords, firm, HELEN, wrong)


def test_strangers_and_wrong_passwords_are_told_the_same(
    passwords: Passwords, firm: Firm, person: Person
) -> None:
    passwords.set(person, GOOD)
    told = set()
    for email, password in ((HELEN, "wrong"), ("nobody@penhallowreeve.example", GOOD)):
        with pytest.raises(NotAuthenticated) as refused:
            authenticate(passwords, firm, email, password)
        told.add(str(refused.value))

    assert len(told) == 1
    assert "`engross people password EMAIL --as ADMIN`" in told.pop()


def test_somebody_who_left_the_firm_is_refused_with_the_right_password(
    passwords: Passwords, firm: Firm, person: Person
) -> None:
    passwords.set(person, GOOD)
    without = firm.model_copy(update={"people": firm.people[1:]})

    with pytest.raises(NotAuthenticated):
        authenticate(passwords, without, HELEN, GOOD)


def test_a_stranger_costs_one_hash_so_that_time_tells_nothing(
    passwords: Passwords, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    passwords.set(person, GOOD)
    work: list[str] = []
    hasher = type(passwords._hasher)
    made, checked = hasher.hash, hasher.verify
    monkeypatch.setattr(hasher, "hash", lambda *a: work.append("hash") or made(*a))
    monkeypatch.setattr(hasher, "verify", lambda *a: work.append("verify") or checked(*a))

    for email in (HELEN, "nobody@penhallowreeve.example"):
        passwords.right(email, "wrong")

    assert work == ["verify", "hash"]


def test_what_is_kept_is_an_argon2id_hash_and_not_the_password(
    passwords: Passwords, store: MemoryCredentialStore, person: Person
) -> None:
    passwords.set(person, GOOD)
    kept = store.get(HELEN) or ""

    assert kept.startswith("$argon2id$")
    assert GOOD not in kept


def test_a_broken_hash_in_the_store_lets_nobody_in(
    passwords: Passwords, store: MemoryCredentialStore
) -> None:
    store.set(HELEN, "not a hash")

    assert not passwords.right(HELEN, GOOD)


def test_a_dearer_cost_is_taken_up_at_the_next_right_password(
    store: MemoryCredentialStore, person: Person
) -> None:
    Passwords(store, CHEAP).set(person, GOOD)
    before = store.get(HELEN)
    dearer = Passwords(store, Cost(passes=2, kibibytes=16, threads=1))

    assert dearer.right(HELEN, GOOD)
    assert store.get(HELEN) != before
    assert dearer.right(HELEN, GOOD)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "fewer than 12 characters"),
        ("k" * 201, "more than 200 characters"),
        ("121212121212", "too few different"),
        ("Password2026!", "tried first"),
        ("qwertyuiop12", "tried first"),
        ("my-name-is-helen", "your own name"),
        ("PIKE and salmon", "your own name"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(
    passwords: Passwords, person: Person, password: str, why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        passwords.set(person, password)

    assert not passwords.known(person.email)


def test_a_few_unrelated_words_will_do(person: Person) -> None:
    assert weaknesses(GOOD, person) == ()


def test_every_weakness_is_told_at_once(person: Person) -> None:
    assert len(weaknesses("helen", person)) == 3


def test_the_library_is_loaded_only_when_a_password_is_needed() -> None:
    code = "import sys, engross.signoff; sys.exit('argon2' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
