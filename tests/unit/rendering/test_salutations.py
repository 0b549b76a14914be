from __future__ import annotations

import pytest

from engross.rendering.salutations import below, closing, salutation


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Ms Ruth Adeyemi", "Dear Ms Adeyemi"),
        ("Dr. Nisha Rao", "Dear Dr Rao"),
        ("Mr J R Penberthy", "Dear Mr Penberthy"),
        ("Ms Adeyemi", "Dear Ms Adeyemi"),
        ("Mrs Hester Quayle FCA", "Dear Mrs Quayle"),
        ("Mr Alan Whitcombe, OBE", "Dear Mr Whitcombe"),
        ("Dr Anna van der Berg", "Dear Dr van der Berg"),
        ("Sir Alan Whitcombe", "Dear Sir Alan"),
        ("Dame Hester Quayle DBE", "Dear Dame Hester"),
    ],
)
def test_a_title_that_the_name_has_stands_with_the_surname(name: str, letter: str) -> None:
    assert salutation(name) == letter


@pytest.mark.parametrize(
    ("name", "client", "line"),
    [
        ("Dr Yusuf Karaman", "Yusuf Karaman", ""),
        ("Yusuf Karaman", "Mr Yusuf Karaman", ""),
        ("Mrs Jane Doe", "Jane Doe trading as Doe Plumbing", "trading as Doe Plumbing"),
        ("Sam Other", "Jane Doe trading as Doe Plumbing", "Jane Doe trading as Doe Plumbing"),
        ("Jane Doe", "Jane Doe Plumbing Ltd", "Jane Doe Plumbing Ltd"),
        ("", "Saltmarsh Ceramics Ltd", "Saltmarsh Ceramics Ltd"),
    ],
)
def test_a_person_who_is_the_client_stands_once_in_an_address(
    name: str, client: str, line: str
) -> None:
    assert below(name, client) == line


@pytest.mark.parametrize("name", ["Sam Okafor", "Ruth", "Okafor, Sam", "Mr", "The Directors"])
def test_without_a_title_the_whole_name_is_used_and_none_is_inferred(name: str) -> None:
    assert salutation(name) == f"Dear {name}"


def test_a_surname_that_may_be_two_words_is_not_guessed() -> None:
    assert salutation("Ms Helena Example Carter") == "Dear Ms Helena Example Carter"


def test_a_letter_to_nobody_in_particular_ends_faithfully() -> None:
    assert (salutation(" "), closing("")) == ("Dear Sir or Madam", "Yours faithfully")
    assert closing("Sam Okafor") == "Yours sincerely"


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Rev'd Dr Siân O'Neill-Ffoulkes OBE", "Dear Rev'd Dr O'Neill-Ffoulkes"),
        ("Prof. Sir Alan Whitcombe", "Dear Sir Alan"),
        ("Mrs. Helena Example Carter", "Dear Mrs Helena Example Carter"),
    ],
)
def test_every_title_is_kept_without_its_full_stop(name: str, letter: str) -> None:
    assert salutation(name) == letter


def test_no_placeholder_stands_in_a_greeting_to_whoever_wrote_a_mail() -> None:
    assert salutation("[to confirm: who wrote the mail]") == "Hello"
