from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from engross.errors import InputError, RefusedError, UsageError
from engross.intake import GivenFile
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.starting import begin, prepare, start
from engross.pipeline.suspicions import check_words, tell_officer, without_suspicions
from engross.testing.officer import MemoryOfficer

if TYPE_CHECKING:
    from pathlib import Path

TOLD = "I suspect that the money is laundered through the zinnober kiln."
FORM = f"""\
Registered name,Email address,MLRO note
Saltmarsh Ceramics Ltd,imogen@saltmarshceramics.example,{TOLD}
"""


def _given(text: str, name: str = "form.csv") -> GivenFile:
    return GivenFile(name, text.encode(), role="form", kind="form")


def test_a_suspicion_is_cut_out_and_told_to_the_officer_with_its_place(
    firm: Services, officer: MemoryOfficer
) -> None:
    clean = without_suspicions(firm, [_given(FORM)])
    before = list(officer.told)
    tell_officer(firm, clean.told)

    assert before == []
    assert b"zinnober" not in clean.files[0].data
    assert b"Saltmarsh Ceramics Ltd" in clean.files[0].data
    (told,) = officer.told
    assert told.startswith("Taken out of form.csv (form) before it was kept:")
    assert f"C2: {TOLD}" in told


def test_a_file_without_one_is_left_as_it_is(firm: Services) -> None:
    given = _given("Registered name\nSaltmarsh Ceramics Ltd\n")

    assert without_suspicions(firm, [given]) == ((given,), ())


def test_a_second_look_at_what_is_left_finds_nothing_more(firm: Services) -> None:
    (clean,), told = without_suspicions(firm, [_given(FORM)])

    assert without_suspicions(firm, [clean]) == ((clean,), ())
    assert len(told) == 1


@pytest.mark.parametrize("officer_of", [lambda: None, lambda: MemoryOfficer(ready=False)])
def test_without_an_officer_who_could_read_it_nothing_is_kept_and_nothing_quoted(
    firm: Services, officer_of: Callable[[], MemoryOfficer | None]
) -> None:
    alone = dataclasses.replace(firm, officer=officer_of)

    with pytest.raises(InputError) as refused:
        without_suspicions(alone, [_given(FORM)])

    assert "no key yet" in str(refused.value)
    assert "zinnober" not in str(refused.value)
    assert "suspect" not in str(refused.value)


def test_a_run_about_a_form_keeps_nothing_of_a_suspicion(
    firm: Services, form: Path, officer: MemoryOfficer, told: list[str]
) -> None:
    form.write_text(FORM, encoding="utf-8")

    run = start(firm, Order(crew="onboarding", files=(("form", form),)))

    (given,) = run.inputs
    assert b"zinnober" not in firm.documents.get(given.sha256)
    assert len(officer.told) == 1
    lines = [f"{line!r} {firm.ledger.details(line)}" for line in firm.ledger.lines(run.id)]
    assert not [text for text in (*lines, *told) if "zinnober" in text or "officer" in text]


def test_what_is_refused_afterwards_tells_the_officer_nothing_and_keeps_nothing(
    firm: Services, form: Path, officer: MemoryOfficer
) -> None:
    form.write_text(FORM, encoding="utf-8")
    runs = firm.runs.list()
    prepared = prepare(firm, Order(crew="onboarding", files=(("form", form),)))

    with pytest.raises(UsageError):
        start(firm, Order(crew="onboarding", files=(("form", form),), entry="none such"))

    assert officer.told == []
    assert firm.runs.list() == runs
    begin(firm, prepared)
    assert len(officer.told) == 1


def test_notes_of_a_matter_lose_a_suspicion_too(
    firm: Services, tmp_path: Path, officer: MemoryOfficer
) -> None:
    notes = tmp_path / "call.md"
    notes.write_text(f"We spoke of the lease.\n\n{TOLD}\n", encoding="utf-8")
    client = firm.workspace.firm.clients[0]

    prepared = prepare(
        firm,
        Order(
            crew="financial_summary",
            client=client.key,
            matter=client.matters[0].key,
            files=(("notes", notes), ("accounts", _accounts(tmp_path))),
            period="2026-Q2",
        ),
    )

    kept = next(file for file in prepared.files if file.role == "notes")
    assert b"the lease" in kept.data
    assert b"zinnober" not in kept.data
    assert len(prepared.told) == 1
    assert officer.told == []


def _accounts(folder: Path) -> Path:
    path = folder / "accounts.csv"
    path.write_text("Account,2026\nTurnover,100\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["SAR filed on Quill.csv", "sar-filed_quill.csv"])
def test_a_file_whose_name_tells_one_is_refused_without_its_name(firm: Services, name: str) -> None:
    given = _given("Registered name\nSaltmarsh Ceramics Ltd\n", name)

    with pytest.raises(InputError) as refused:
        without_suspicions(firm, [given])

    assert "quill" not in str(refused.value).lower()
    assert "SAR" not in str(refused.value)


def test_a_word_file_that_tells_one_is_refused_once_it_is_sealed(
    firm: Services, officer: MemoryOfficer
) -> None:
    header = f"<w:hdr><w:p><w:r><w:t>{TOLD}</w:t></w:r></w:p></w:hdr>"
    given = GivenFile("notes.docx", _word_file(header), role="notes", kind="notes")

    with pytest.raises(InputError):
        without_suspicions(firm, [given])

    assert len(officer.told) == 1
    assert "word/header1.xml" in officer.told[0]


def _word_file(header: str) -> bytes:
    from docx import Document  # noqa: PLC0415 - slow to load

    made = io.BytesIO()
    Document().save(made)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("word/header1.xml", header)
    return made.getvalue()


def test_a_reason_that_tells_one_is_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        check_words("Fine as it stands.", TOLD)

    assert "zinnober" not in str(refused.value)
