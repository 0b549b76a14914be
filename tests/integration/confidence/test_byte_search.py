"""What is told in confidence stays with the reporting officer; what is shut is not signed."""

from __future__ import annotations

import base64
import datetime as dt
import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner, Result

from engross.adapters.officer import OfficerFolder
from engross.adapters.officer.sealing import ScryptCost
from engross.cli.app import app
from engross.errors import EngrossError
from engross.pipeline.orders import Order
from engross.pipeline.starting import start
from engross.settings import Settings
from engross.wiring import open_house

ROOT = Path(__file__).resolve().parents[3]
HELEN = "helen.pike@penhallowreeve.example"
PRIYA = "priya.sandhu@penhallowreeve.example"
PASSWORD = "harbour lantern quince"  # noqa: S105 - a made-up person's
OFFICER = "meadow copper violin"
RARE = "zinnoberquell"
TOLD = f"I suspect that the money behind the {RARE} kiln is laundered. Priya Sandhu"
NOTE = f"Cash every Friday and nobody says whose; ask about {RARE}."
FORM = f"""\
Registered name,Company number,Your full name,Email address,Directors,How can we help?,MLRO note
Saltmarsh Ceramics Ltd,99000213,Ms Imogen Treloar,imogen@saltmarshceramics.example,\
Imogen Treloar,We need our management accounts done.,{NOTE}
"""
NOTES = f"The return is in hand.\n\nReported to the MLRO: the {RARE} kiln again.\n"


pytestmark = pytest.mark.slow


class Confided(NamedTuple):
    """A firm in which a suspicion was told thrice: by hand, in a form and in notes."""

    root: Path
    run: str
    """The run about the form."""
    printed: str
    """All that was told meanwhile, as progress and on the terminal."""


@pytest.fixture(scope="module")
def confided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Confided]:
    """After a whole onboarding run and a whole mail run, with the program's real stores."""
    folder = tmp_path_factory.mktemp("confidence")
    root = folder / "firm"
    for name in ("crews", "agents", "tasks", "knowledge", "templates"):
        shutil.copytree(ROOT / name, root / name)
    (root / "outputs").mkdir()
    shutil.copy(ROOT / "firm.yaml", root)
    OfficerFolder(root / ".engross" / "officer").make_key(OFFICER, ScryptCost(work=2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENGROSS_WORKSPACE", str(root))
        patch.setenv("ENGROSS_OFFICE", "none")
        patch.setenv("ENGROSS_PASSWORD", PASSWORD)
        patch.setenv("ENGROSS_OFFICER_PASSWORD", OFFICER)
        told = CliRunner().invoke(app, ["suspicion", "tell"], input=TOLD)
        assert told.exit_code == 0, told.output
        said: list[str] = [told.output]
        yield Confided(root, _both_runs(root, folder, said), "\n".join(said))


def _both_runs(root: Path, folder: Path, said: list[str]) -> str:
    """The id of the run about the form."""
    (folder / "form.csv").write_text(FORM, encoding="utf-8")
    (folder / "notes.md").write_text(NOTES, encoding="utf-8")
    mail = ROOT / "examples" / "support_reply" / "deadline.eml"
    orders = (
        Order(
            crew="onboarding",
            files=(("form", folder / "form.csv"),),
            as_at=dt.date(2026, 11, 20),
            started_by=PRIYA,
        ),
        Order(
            crew="support_reply",
            files=(("mail", mail), ("notes", folder / "notes.md")),
            as_at=dt.date(2026, 10, 14),
            started_by=PRIYA,
        ),
    )
    with open_house(Settings(workspace=root, office="none"), progress=said.append) as house:
        house.set_password(HELEN, PASSWORD, by="engross")
        runs = [house.produce(start(house.services, order).id) for order in orders]
    assert [run.state for run in runs] == ["held", "held"]
    return runs[0].id


def _engross(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def _needles() -> list[bytes]:
    """The rare word, and the beginning of what was told, as bytes may hold them."""
    texts = [RARE, RARE.upper(), TOLD[:30], NOTE[:24]]
    plain = [text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be")]
    # In base64 what stands before a text decides on its letters: there are three ways to cut it.
    coded = [base64.b64encode(b"x" * n + text)[4:-4] for text in plain for n in range(3)]
    return [*plain, *coded, RARE.encode().hex().encode()]


def _all_bytes(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the workspace, and what is packed inside it."""
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        data = path.read_bytes()
        yield str(path), data
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as inside:
                yield from ((f"{path}!{name}", inside.read(name)) for name in inside.namelist())


def test_no_file_of_the_workspace_holds_a_word_of_what_was_told(confided: Confided) -> None:
    needles = _needles()
    files = list(_all_bytes(confided.root))

    found = [(name, needle) for name, data in files for needle in needles if needle in data]

    assert found == []
    assert RARE not in confided.printed
    assert any(b"Saltmarsh Ceramics" in data for _, data in files)  # so that it can find something


def test_nothing_but_the_officer_s_own_folder_says_that_anything_was_told(
    confided: Confided,
) -> None:
    state = confided.root / ".engross"

    sealed = [path.relative_to(state).parts for path in state.rglob("*.sealed")]

    assert len(sealed) == 3
    assert {parts[0] for parts in sealed} == {"officer"}
    with open_house(Settings(workspace=confided.root), progress=lambda _words: None) as house:
        kinds = {line.kind for line in house.services.ledger.lines()}
    assert not [kind for kind in kinds if "suspicion" in kind or "officer" in kind]


def test_the_officer_reads_all_three(confided: Confided) -> None:
    read = _engross("suspicion", "read", "--as", HELEN)

    assert confided.run
    assert TOLD in read.output
    assert f"G2: {NOTE}" in read.output
    assert f"line 3: Reported to the MLRO: the {RARE} kiln again." in read.output


def test_nobody_else_does(confided: Confided, monkeypatch: pytest.MonkeyPatch) -> None:
    another = _engross("suspicion", "read", "--as", PRIYA)
    monkeypatch.setenv("ENGROSS_OFFICER_PASSWORD", PASSWORD)

    results = [another, _engross("suspicion", "read", "--as", HELEN)]

    assert confided.run
    assert all(isinstance(result.exception, EngrossError) for result in results)
    assert not [result for result in results if RARE in result.output]


def test_the_letter_is_not_signed_with_a_gate_shut(confided: Confided) -> None:
    run = confided.run
    unseen = _engross("gate", run, "conflict", "--done", "--evidence", "File 12", "--as", HELEN)
    searched = _engross("gate", run, "conflict")
    recorded = _engross("gate", run, "conflict", "--done", "--evidence", "File 12", "--as", HELEN)

    signed = _engross("sign", run, "--as", HELEN, "--version", "2")

    assert "Nobody has looked at the conflict search" in str(unseen.exception)
    assert "Never tell the client what was found" in searched.output
    assert "made anew (version 2); the letter is the same" in recorded.output
    assert "7 gates are shut" in str(signed.exception)


def test_all_gates_are_shown_with_what_each_wants(confided: Confided) -> None:
    shown = _engross("gate", confided.run).output

    assert shown.count("wanted: ") == 8
    assert "Nothing of" in shown
