from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engross.errors import UsageError
from engross.workspace.clients import add_client
from engross.workspace.register import Client, Contact, Matter
from engross.workspace.register_file import register_in, register_text

ROOT = Path(__file__).resolve().parents[3]
HELEN = "helen.pike@penhallowreeve.example"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "firm.yaml", tmp_path)
    return tmp_path


def client(**changes: object) -> Client:
    matter = Matter(key="accounts", reference="SAL001", title="Accounts", partner=HELEN)
    new = Client(
        key="saltmarsh",
        name="Saltmarsh Ceramics Ltd",
        short_name="the Company",
        number="99000213",
        address="4 Kilns, Exeter, EX4 1AA",
        contacts=(Contact(name="Ms Imogen Treloar", email="i@saltmarsh.example"),),
        matters=(matter,),
    )
    return new.model_copy(update=changes)


def test_a_client_is_added_and_every_other_line_stays(root: Path) -> None:
    before = register_text(root).splitlines()
    add_client(root, client())
    after = register_text(root).splitlines()

    assert register_in(register_text(root))[0].clients[-1] == client()
    assert [line for line in before if line not in after] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "wrackline"},
        {"name": "Wrackline Boatyard Limited"},
        {"number": "99000107"},
        {"matters": (Matter(key="a", reference="wra001", title="A", partner=HELEN),)},
    ],
)
def test_nobody_is_added_who_has_what_another_has(root: Path, changes: dict[str, object]) -> None:
    before = register_text(root)

    with pytest.raises(UsageError, match="already"):
        add_client(root, client(**changes))
    assert register_text(root) == before


def test_a_key_that_is_none_is_refused(root: Path) -> None:
    with pytest.raises(UsageError, match="key"):
        add_client(root, client(key="Salt Marsh"))
